"""Printed lines to paragraphs and cells: which breaks only the width made."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cchc.importing.document import clean, dash_goes_on

_FULL = 0.9
_STARTS = re.compile(
    r"(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVXLC]+\.|Điều \d|Căn cứ"
    r"|Theo đề nghị|Số\s*:|Nơi nhận"
    r"|PHỤ LỤC|Phụ lục)"
)


def paragraphs_of(lines: Sequence[dict[str, Any]], near: float = 40) -> list[str]:
    """Lines that go on are joined: a full line, and one that begins nothing.

    A line has `text`, `x0` and `x1`; it is full where it ends less than `near` from
    the right edge, or where the first word of the next line had no room.
    """
    right = max((line["x1"] for line in lines), default=0.0)
    found: list[str] = []
    room = 0.0  # at the end of the line before
    for line in lines:
        text = clean(line["text"])
        if not text:
            continue
        letter = (line["x1"] - line["x0"]) / len(text)
        word = letter * (len(text.split(" ")[0]) + 1)
        full = bool(found) and room < max(near, word)
        goes_on = full and not _STARTS.match(text) and not text.isupper()
        if found and goes_on and not found[-1].endswith((".", ";", ":", "./.")):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
        room = right - line["x1"]
    return found


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
