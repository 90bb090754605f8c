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
_WIDEST = 60
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
    stream = _Stream(source)
    width = _width(stream)
    if width < 2:
        return None, source.at
    rows: list[Row] = []
    place = last = 0
    while stream.text(place) is not None and (count := _count(stream, place, width)):
        last = place + count
        texts = [stream.text(i) or "" for i in range(place, last)]
        rows.append(Row(tuple(map(Cell, texts))))
        place = last + 1
        if stream.text(last):
            break  # no bar starts another row
    return Table(tuple(rows)), stream.ends[min(last, len(stream.ends)) - 1] + 1


class _Stream:
    """What stands between the bars behind the first, read as far as it is asked for."""

    def __init__(self, source: Lines) -> None:
        self.lines, self.next = source.lines, source.at + 1
        self.first = source.at
        self.texts: list[str] = []
        self.ends: list[int] = []
        self.held: list[str] = []

    def text(self, place: int) -> str | None:
        """The text of one cell; None behind the last."""
        while place >= len(self.texts) and self._read():
            pass
        return self.texts[place] if place < len(self.texts) else None

    def _read(self) -> bool:
        if self.next >= len(self.lines) or len(self.held) > _PROSE:
            return False
        *closed, rest = self.lines[self.next].split("|")
        for part in closed:
            self.texts.append(clean("\n".join([*self.held, part])))
            self.ends.append(self.next)
            self.held = []
        if rest.strip():
            self.held.append(rest)
        self.next += 1
        return True


def _width(stream: _Stream) -> int:
    """Cells of the first row: up to an empty one, or to one too long for a heading."""
    before, place = stream.first, 0
    while stream.text(place):
        if stream.ends[place] - before > _TALLEST or place >= _WIDEST:
            break
        before = stream.ends[place]
        place += 1
    return place


def _count(stream: _Stream, place: int, width: int) -> int:
    """How many cells the row at `place` has; 0 where no row of this table starts."""
    end = place + width
    after = stream.text(end)
    if after == "":
        return width
    if after is None:
        texts = stream.texts[place:end]
        return len(texts) if any(texts) else 0
    # A cell was lost: the row ends at an empty one, behind which a number stands.
    for short in range(width - 1, 1, -1):
        behind = stream.text(place + short + 1) or ""
        if not stream.text(place + short) and _LABEL.match(behind):
            return short
    return width if place == 0 else 0
