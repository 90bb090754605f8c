"""Tables drawn with bars: a row a line, or a cell a line.

A row a line is `| a | b |`, where `^` is merged with the cell above, `<` with the one
to the left, `<br>` a line break. A cell a line is what web pages leave: a bar starts
the row, a bar ends each cell, and an empty cell is a bar alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cchc.importing.markup import clean
from cchc.importing.source import LEFT, UP, Cell, Row, Table

_RULE = re.compile(r"\s*:?-{2,}:?\s*$")
_MERGED = {"^": UP, "<": LEFT}
_LABEL = re.compile(r"(?:\d+(?:\.\d+)*|[IVXLC]+)[.)]?\Z|[a-zđ]\)")
# More lines than this without a bar are no cell: the table ended before them.
_PROSE = 40
_FIRST = 400
_TALLEST = 6


class Lines(NamedTuple):
    """Lines of a text and the place to read from."""

    lines: Sequence[str]
    at: int


def read_bars(source: Lines) -> tuple[Table | None, int]:
    """The table that starts at a line, and the line after it; None where none does."""
    if _is_row(source.lines[source.at]):
        return _rows(source)
    if source.lines[source.at].strip() == "|":
        return _cells(source)
    return None, source.at


def _is_row(line: str) -> bool:
    line = line.strip()
    return (
        len(line) > 2 and line[0] == "|" and line.count("|") >= 3 and set(line) != {"|"}
    )


def _is_short_row(line: str) -> bool:
    """A row of one cell, of which only a table's inside has any."""
    line = line.strip()
    return len(line) > 2 and line[0] == "|" == line[-1] and set(line) != {"|"}


def _rows(source: Lines) -> tuple[Table, int]:
    lines, at = source
    rows: list[Row] = []
    while at < len(lines) and (_is_row(lines[at]) or _is_short_row(lines[at])):
        line = lines[at].strip().removeprefix("|")
        if line.endswith("|") and not line.endswith(r"\|"):
            line = line[:-1]
        parts = re.split(r"(?<!\\)\|", line)
        if not all(_RULE.match(part) for part in parts):
            rows.append(Row(tuple(_cell(part) for part in parts)))
        at += 1
    return Table(tuple(rows)), at


def _cell(part: str) -> Cell:
    text = part.strip()
    return _MERGED.get(text) or Cell(clean(text.replace(r"\|", "|")))


def _cells(source: Lines) -> tuple[Table | None, int]:
    """A cell a line: the first row tells how many cells a row has."""
    lines, at = source
    texts, ends = _stream(lines[at : at + _FIRST])
    width = _width(texts, ends)
    if width < 2:
        return None, at
    texts, ends = _stream(lines[at:])
    rows: list[Row] = []
    place = last = 0
    while place < len(texts) and (count := _count(texts, place, width)):
        last = place + count
        rows.append(Row(tuple(Cell(text) for text in texts[place:last])))
        place = last + 1
        if last < len(texts) and texts[last]:
            break  # no bar starts another row
    return Table(tuple(rows)), at + ends[min(last, len(ends)) - 1] + 1


def _width(texts: Sequence[str], ends: Sequence[int]) -> int:
    """Cells of the first row: up to an empty one, or to one too long for a heading."""
    before = 0
    for i, (text, end) in enumerate(zip(texts, ends, strict=True)):
        if not text or end - before > _TALLEST:
            return i
        before = end
    return len(texts)


def _count(texts: Sequence[str], place: int, width: int) -> int:
    """How many cells the row at `place` has; 0 where no row of this table starts."""
    end = place + width
    if end < len(texts) and not texts[end]:
        return width
    if end >= len(texts):
        return len(texts) - place if any(texts[place:]) else 0
    # A cell was lost: the row ends at an empty one, after which a number stands.
    for short in range(width - 1, 1, -1):
        after = texts[place + short + 1 : place + short + 2]
        if not texts[place + short] and after and _LABEL.match(after[0]):
            return short
    return width if place == 0 else 0


def _stream(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """What stands between the bars after the first, and the line where each ends."""
    texts: list[str] = []
    ends: list[int] = []
    held: list[str] = []
    for number, line in enumerate(lines[1:], 1):
        *closed, rest = line.split("|")
        for part in closed:
            texts.append(clean("\n".join([*held, part])))
            ends.append(number)
            held = []
        if rest.strip():
            held.append(rest)
            if len(held) > _PROSE:
                break
    return texts, ends
