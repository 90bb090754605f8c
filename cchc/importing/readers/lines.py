"""Printed lines to paragraphs and cells: which breaks only the width made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cchc.importing.document import clean, dash_goes_on

_FULL = 0.9
_STARTS = re.compile(
    r"(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVXLC]+\.|Điều \d|Căn cứ"
    r"|Theo đề nghị|Số\s*:|Nơi nhận"
    r"|PHỤ LỤC|Phụ lục)"
)


def paragraphs_of(
    lines: Sequence[dict[str, Any]], near: float = 40, spaced: bool = False
) -> list[str]:
    """Lines that go on are joined: a full line, and one that begins nothing.

    A line has `text`, `x0`, `x1`, `top` and `bottom`; it is full where it ends less
    than `near` from the right edge, or where the first word of the next line had no
    room. Where the places are exact (`spaced`), room above a line begins a paragraph,
    and lines set around one middle are one.
    """
    right = max((line["x1"] for line in lines), default=0.0)
    usual = _usual_gap(lines) if spaced else None
    found: list[str] = []
    before: dict[str, Any] | None = None
    for line in lines:
        text = clean(line["text"])
        if not text:
            continue
        letter = (line["x1"] - line["x0"]) / len(text)
        word = letter * (len(text.split(" ")[0]) + 1)
        goes_on = before is not None and right - before["x1"] < max(near, word)
        if before is not None and usual is not None:
            apart = line["top"] - before["bottom"] > usual * 1.5 + 1
            middle = _is_middle(before, line) and not text.startswith("(")
            goes_on = not apart and (goes_on or (middle and not found[-1].isupper()))
        goes_on = goes_on and not _STARTS.match(text) and not text.isupper()
        listed = found and found[-1].endswith(";") and text[:1].islower()
        if (
            found
            and goes_on
            and (listed or not found[-1].endswith((".", ";", ":", "./.")))
        ):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
        before = line
    return found


_SAME = 3.0
_FIRM = 4  # lines that tell how far lines stand apart


def _usual_gap(lines: Sequence[dict[str, Any]]) -> float | None:
    """How far lines of one paragraph stand apart; None where too few tell."""
    gaps = sorted(b["top"] - a["bottom"] for a, b in pairwise(lines))
    gaps = [gap for gap in gaps if gap >= 0]
    return gaps[len(gaps) // 4] if len(gaps) >= _FIRM else None


def _is_middle(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two lines of different lengths are set around the same middle."""
    apart = abs(one["x0"] + one["x1"] - other["x0"] - other["x1"]) / 2
    shift = abs(one["x0"] - other["x0"])
    return bool(apart < _SAME and shift > _SAME * 2)


_CUT = re.compile(r"[\dIVX]/(\d{0,3})\Z")
_REST = re.compile(r"(\d{1,4})(?![\d/.])")


def _is_cut_year(before: str, line: str) -> bool:
    """Whether a narrow column cut a year in two: "15/8/202" over "5"."""
    cut, rest = _CUT.search(before), _REST.match(line)
    return bool(cut and rest and re.fullmatch(r"20\d\d", cut[1] + rest[1]))


def unwrapped(text: str, width: int) -> str:
    """Join the lines that only the width of the column broke.

    A line was broken by the width where the next word would not have fitted.
    """
    lines: list[str] = []
    last = 0
    for line in text.split("\n"):
        word = line.split(" ")[0]
        full = last + 1 + len(word) > width * _FULL
        if lines and _is_cut_year(lines[-1], line):
            lines[-1] += line
        elif lines and (
            (full and not _STARTS.match(line)) or dash_goes_on(lines[-1], line)
        ):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        last = len(line)
    return "\n".join(lines)


_NARROW, _WIDE = 50, 110
_CUTS = 5  # lines that tell that a text is set to a width
_OVER = 0.05  # of the lines that may be longer
_MARKS = (".", ";", ":")
_DASHED = re.compile(r"[-–]\s")
_ENDING = 0.8  # of the items that end with such a mark: then each does


def rejoined(lines: list[str]) -> list[str]:
    """The lines of a plain text, those put together that only its width broke.

    A text is set to a width where no line that goes on in small letters is longer, and
    several end where the next word had no room.
    """
    goes_on = [
        len(line)
        for line, behind in pairwise(lines)
        if _is_running(line) and behind[:1].islower() and not _STARTS.match(behind)
    ]
    width = max(goes_on, default=0)
    if not _NARROW <= width <= _WIDE:
        return lines
    over = sum(len(line) > width and not line.isupper() for line in lines)
    cuts = sum(length > width * _FULL for length in goes_on)
    if cuts < _CUTS or over > _OVER * len(lines):
        return lines
    items = [one for one, behind in pairwise(lines) if _DASHED.match(behind)]
    closed = sum(one.rstrip().endswith(_MARKS) for one in items)
    ending = len(items) >= _CUTS and closed >= _ENDING * len(items)
    found: list[str] = []
    last = ""
    for line in lines:
        room = width - len(last) - 1 - len(line.split(" ")[0])
        small = line[:1].islower()
        ended = last.rstrip().endswith(_MARKS)
        whole = not _is_running(last) or not _is_running(line)
        dash = dash_goes_on(last, line) or (ending and bool(_DASHED.match(line)))
        whole |= bool(_STARTS.match(line)) and not (dash and not ended)
        if found and room < 0 and not whole and (small or not ended):
            found[-1] = f"{found[-1].rstrip()} {line}"
        else:
            found.append(line)
        last = line
    return found


def _is_running(line: str) -> bool:
    """Whether a line is one of a text: not empty, no row, not in capitals."""
    return bool(line.strip()) and not re.search(r"[|\t]", line) and not line.isupper()
