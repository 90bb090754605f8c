"""What a document itself says that its short names stand for.

"Các chữ viết tắt: NVY: Phòng Nghiệp vụ Y; …" below a table, or a table of two columns
on a page of its own. Letters need not fit: "CDC: Trung tâm Kiểm soát bệnh tật tỉnh".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cchc.importing.document import Block, PageBreak, Paragraph, Table, joined
from cchc.importing.names import HEAD
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS

_TOLD = re.compile(r"viết tắt|ký hiệu (?:các )?(?:cơ quan|đơn vị|phòng)", re.I)
_OPENS = re.compile(
    r"\W*(?:(?:ghi chú|chú thích|giải thích)\W*)?(?:về )?"
    r"(?:(?:danh mục|bảng|các) )*(?:từ ngữ|chữ|từ|cụm từ|ký hiệu|tên)? ?"
    r"viết tắt[^:;=]{0,40}(?:[:.]\s*|\Z)",
    re.I,
)
_NOTE = re.compile(r"\W*(?:ghi chú|chú thích)\s*:\s*", re.I)
_SHORT = rf"(?:[^\W\d_][\w.&/ -]{{0,23}}[\w{CAPITALS}])"
_PART = re.compile(rf"[;\n]|[,.]\s+(?={_SHORT}\s*(?::|=|\blà\b))")
_PAIR = re.compile(rf"\W*({_SHORT})\s*(?::|=|\blà\b|\s[-–]\s)\s*(\S.*)\Z", re.S)
_INITIALS = re.compile(rf"[{CAPITALS}][\w.&-]*[{CAPITALS}\d]|[{CAPITALS}]{{2}}")
_USUAL = ("ubnd", "hdnd")  # as common as their full names: they stay
_LONGEST = 120
_NEAR = 3  # paragraphs above a table of short names


def legend(blocks: Sequence[Block]) -> dict[str, str]:
    """The short names of bodies that notes and tables explain, in full."""
    found: dict[str, str] = {}
    above: list[str] = []
    listed = False  # below "Danh mục chữ viết tắt", a line a name
    for block in blocks:
        if isinstance(block, Table):
            listed = False
            for short, full in _in_table(block, above):
                found.setdefault(short, full)
            above = []
        elif isinstance(block, Paragraph):
            above.append(block.text)
            pairs = list(_pairs(block.text) if listed else _in_note(block.text))
            listed = bool(pairs) if listed else _is_title(block.text)
            for short, full in pairs:
                found.setdefault(short, full)
        elif isinstance(block, PageBreak):
            above = []
    return found


def _in_note(text: str) -> Iterator[tuple[str, str]]:
    """ "Chữ viết tắt: SYT: Sở Y tế; …": the pairs of a note."""
    if opens := _OPENS.match(text):
        yield from _pairs(text[opens.end() :])
    elif note := _NOTE.match(text):
        pairs = _pairs(text[note.end() :])
        yield from (pair for pair in pairs if _is_of_initials(*pair))


def _is_title(text: str) -> bool:
    """Whether a line says only that short names follow."""
    opens = _OPENS.match(text)
    return opens is not None and not text[opens.end() :].strip()


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in _PART.split(text):
        if pair := _PAIR.match(part):
            yield from _checked(pair[1], pair[2])


def _is_of_initials(short: str, full: str) -> bool:
    """Whether the letters of a short name begin words of the full one, in order."""
    words = iter(word[0] for word in fold(full).split())
    return all(letter in words for letter in fold(short).replace(" ", ""))


def _in_table(table: Table, above: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The rows of a table that a line above it, or its heading, calls short names."""
    told = any(_TOLD.search(text) for text in above[-_NEAR:])
    heading = table.rows[0].texts if table.rows else []
    if not told and not any(map(_TOLD.search, heading)):
        return
    for row in table.rows:
        texts = [text for text in row.texts if text and not text.strip(".) ").isdigit()]
        for one, other in zip(texts[::2], texts[1::2], strict=False):
            yield from _checked(*sorted((one, other), key=len))


def _checked(short: str, full: str) -> Iterable[tuple[str, str]]:
    """The pair, where the first is short and has initials, the second names a body."""
    short, full = joined(short).strip(" -–+*"), joined(full).strip(" .,;")
    said = _INITIALS.search(short) and fold(short) not in _USUAL
    fits = len(short) < len(full) <= _LONGEST and len(short.split()) <= 4
    return [(short, full)] if said and fits and HEAD.match(full) else []
