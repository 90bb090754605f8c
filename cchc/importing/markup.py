"""Plain text out of what copies leave behind: HTML, Markdown, decomposed letters."""

from __future__ import annotations

import html
import re
import unicodedata

_BREAK = re.compile(
    r"\s*<\s*(?:br|/?p|/?div|/?ul|/?ol|/li|tr|/?table)\b[^<>]*>\s*", re.I
)
_ITEM = re.compile(r"\s*<\s*li\b[^<>]*>\s*", re.I)
_TAG = re.compile(r"<\s*/?\s*[a-z][a-z0-9]*\b[^<>]*>", re.I)
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", re.S)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD, *range(0x00, 0x09)]
)
_CONTROL = re.compile("[\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def clean(text: str) -> str:
    """One text in NFC, its lines tidied, without tags or invisible characters."""
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = _CONTROL.sub("\n", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub("\n- ", text)))
    if "&" in text:
        text = html.unescape(text)
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def joined(text: str) -> str:
    """The lines of a text as one."""
    return " ".join(text.split())


def bulleted(text: str) -> list[str]:
    """The items of a text that lists with dashes; one item where it does not.

    A lost line break leaves " - " between items. That is told from the dash of
    "2021 - 2025" or "Sở Quy hoạch - Kiến trúc" by what stands first: a list begins
    with a dash.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return []
    if not _DASH.match(lines[0]) and not any(_DASH.match(line) for line in lines):
        return [joined(text)]
    items: list[str] = []
    for line in lines:
        if _DASH.match(line):
            items += _split_dashes(line)
        elif items:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line.strip())
    return [item for item in (joined(item).strip(" ;") for item in items) if item]


_DASH = re.compile(r"\s*[-–—+•]\s*(?=\S)")
_INNER = re.compile(r"\s[-–—+•]\s*(?=[A-ZĐÀ-Ỹ\d])")


def _split_dashes(line: str) -> list[str]:
    """Parts of a line that begins with a dash, cut at later dashes before capitals."""
    body = _DASH.sub("", line, count=1)
    parts: list[str] = []
    start = 0
    for match in _INNER.finditer(body):
        before = body[start : match.start()]
        if _is_range(before, body[match.end() :]) or _is_name(before):
            continue
        parts.append(before)
        start = match.end()
    return [*parts, body[start:]]


def _is_range(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[:1].isdigit()


_HALVES = (
    "Quy hoạch", "Tổ chức", "Văn hóa", "Lao động", "Thi đua", "Văn thư", "Tài chính",
    "kinh tế", "Kinh tế", "chính trị", "Chính trị", "Công chức", "Giáo dục", "Văn hoá",
    "Phát thanh",
)  # fmt: skip


def _is_name(before: str) -> bool:
    """Whether a dash after these words is part of a name."""
    return before.rstrip().endswith(_HALVES)
