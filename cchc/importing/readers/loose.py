"""A table copied without any mark: a cell a line, told by the rhythm of its numbers.

Below "STT" stand the names of the columns, a line each, up to the first number; then
each number begins a row. A row with a line too many or too few is read only where the
times and the names of bodies fit the columns in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, takewhile

from cchc.importing.document import Cell, Row, Table, clean
from cchc.importing.names import HEAD
from cchc.text.characters import fold

FIRST = ("tt", "stt", "so tt", "so thu tu")
"""What the first column of a table is called."""

_FEWEST, _MOST_COLUMNS = 3, 9
_LONGEST = 60  # letters of the name of a column
_LEAST = 2  # rows
_SHORT = 30  # letters of a time
_FIT = 0.6  # of the rows that have a line for each column
_ORDER = re.compile(r"(?:(\d{1,3}(?:\.\d{1,3})*)|([IVX]{1,5}|[A-H]))[.)]?\Z")
_ENDS = re.compile(
    r"\s*(?:Nơi nhận\b|(?:TM|KT|TL|TUQ)\.|PHỤ LỤC|Phụ lục|Điều \d|Ghi chú\s*:|Trên đây)"
)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TIMES = re.compile(r"thoi (?:gian|han|diem)|tien do|hoan thanh|\bhan\b")
_BODIES = re.compile(r"(?:co quan|don vi|bo phan|to chuc)|chu tri|phoi hop|tham muu")
_TIME = re.compile(
    r"(?:tháng|quý|năm|ngày|tuần|trước|sau|trong|đến|từ|theo|hằng|hàng|thường xuyên"
    r"|định kỳ|khi|hoàn thành|xong|\d{1,2}\s*/\s*\d|0?[1-9] tháng|20\d\d\Z)",
    re.I,
)


def read_loose(lines: Sequence[str], at: int) -> tuple[Table | None, int]:
    """The table that begins at the line "STT", and the line after it; None for none."""
    if fold(lines[at].strip(" .:")) not in FIRST:
        return None, at
    head, first = _head(lines, at)
    if not _FEWEST <= len(head) <= _MOST_COLUMNS:
        return None, at
    reader = _Reader(lines, head)
    end = reader.read(first)
    whole = reader.whole >= max(_LEAST, _FIT * reader.count)
    return (Table(tuple(reader.rows)), end) if whole else (None, at)


def _head(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The names of the columns, and the line of the first number; none for others."""
    found: list[str] = []
    for number in range(at, min(at + 3 * _MOST_COLUMNS, len(lines))):
        line = lines[number].strip()
        if found and _ORDER.match(line):
            return found, number
        if len(line) > _LONGEST or line.endswith((".", ";")):
            break
        if found and line[:1].islower():
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
    return [], at


class _Reader:
    def __init__(self, lines: Sequence[str], head: list[str]) -> None:
        self.lines, self.head = lines, head
        self.rows = [Row(tuple(map(Cell, head)))]
        self.last = ""  # the number of the row above
        self.group = ""  # and of the group
        self.count = self.whole = 0
        names = [fold(name) for name in head[1:]]
        self.times = [i for i, name in enumerate(names) if _TIMES.search(name)]
        self.bodies = [i for i, name in enumerate(names) if _BODIES.search(name)]
        self.helps = [i for i in self.bodies if "phoi hop" in names[i]]

    def read(self, at: int) -> int:
        """Read rows from a number on; the line after the last."""
        while at < len(self.lines):
            order = self.lines[at].strip()
            if not self.is_next(order):
                return at
            number = order.rstrip(".)")
            behind = list(self.below(at + 1, number))
            end = at + 1 + len(behind)
            ends = end >= len(self.lines) or not self.follows(end, number)
            if ends and (over := self.behind_last(behind)):
                behind, end = behind[:over], at + 1 + over
            self.row(order, behind)
            if number[:1].isdigit():
                self.last = number
            else:
                self.group = number
            at = end
        return at

    def below(self, at: int, number: str) -> Iterator[str]:
        """The lines below a number, up to the next."""
        far = at + 4 * len(self.head)
        for line in range(at, min(far, len(self.lines))):
            if _ENDS.match(self.lines[line]) or self.follows(line, number):
                return
            yield self.lines[line].strip()

    def behind_last(self, behind: Sequence[str]) -> int:
        """How many of the lines below the last number are its row; 0 where all are."""
        cells = 0
        for at, line in enumerate(behind):
            cells += bool(line)
            if cells == len(self.head) - 1:
                return at + 1
        return 0

    def follows(self, at: int, number: str) -> bool:
        """Whether a line is the number behind another one."""
        line = self.lines[at].strip()
        if not _ORDER.match(line):
            return False
        last, group = (
            (number, self.group) if number[:1].isdigit() else (self.last, number)
        )
        return _is_next(line.rstrip(".)"), last, group, not number[:1].isdigit())

    def is_next(self, order: str) -> bool:
        """Whether a line is the number of the row to read."""
        if not _ORDER.match(order):
            return False
        return _is_next(order.rstrip(".)"), self.last, self.group, True)

    def row(self, order: str, behind: list[str]) -> None:
        width = len(self.head) - 1
        filled = [line for line in behind if line]
        if not order[:1].isdigit():
            texts = [" ".join(filled)]
        else:
            self.count += 1
            texts = self.cells(filled, behind, width)
        cells = [order, *texts, *[""] * (width - len(texts))]
        self.rows.append(Row(tuple(Cell(clean(text)) for text in cells)))

    def cells(self, filled: list[str], behind: list[str], width: int) -> list[str]:
        """The cells of a row; all in the first where they fit in no way, or in two."""
        if len(filled) != width and len(behind) == width:
            filled = behind  # a line for an empty cell
        if len(filled) > width:
            filled = _joined(filled)
        if len(filled) == width:
            self.whole += 1
            return filled
        ways = [way for way in _ways(filled, width) if self.fits(way)]
        led = [
            way for way in ways if all(way[i] or i in self.helps for i in self.bodies)
        ]
        ways = led or ways
        return ways[0] if len(ways) == 1 else ["\n".join(filled)]

    def fits(self, cells: Sequence[str]) -> bool:
        """Whether times and names stand where the columns name them, and only there."""
        times = all(bool(_TIME.match(cells[i])) for i in self.times if cells[i])
        names = all(bool(HEAD.match(cells[i])) for i in self.bodies if cells[i])
        others = [cells[i] for i in range(1, len(cells)) if i not in self.times]
        astray = any(len(c) < _SHORT and _TIME.match(c) for c in others)
        return bool(cells[0]) and times and names and not (self.times and astray)


def _ways(filled: Sequence[str], width: int) -> Iterator[list[str]]:
    """The ways to part lines into cells: empty ones put in, or lines put together."""
    if len(filled) < width:
        for places in combinations(range(width), len(filled)):
            way = [""] * width
            for place, line in zip(places, filled, strict=True):
                way[place] = line
            yield way
    elif len(filled) < 2 * width:
        for cuts in combinations(range(1, len(filled)), width - 1):
            ends = [0, *cuts, len(filled)]
            yield [" ".join(filled[a:b]) for a, b in pairwise(ends)]


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines that begin with a small letter go on with the line above."""
    found: list[str] = []
    for line in lines:
        if found and line[:1].islower():
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def _is_next(order: str, last: str, group: str, fresh: bool) -> bool:
    """Whether a number comes behind the last row and group; `fresh` begins a list."""
    if not order[:1].isdigit():
        if order in _ROMANS:
            at = _ROMANS.index(order)
            if group == (_ROMANS[at - 1] if at else ""):
                return True
        return len(order) == 1 and order == (
            chr(ord(group) + 1) if len(group) == 1 else "A"
        )
    parts, before = order.split("."), last.split(".") if last else []
    if int(parts[-1]) == 1 and (fresh or len(parts) > len(before)):
        return True
    same = list(
        takewhile(lambda pair: pair[0] == pair[1], zip(parts, before, strict=False))
    )
    depth = len(same)
    if depth >= len(before) or depth >= len(parts):
        return False
    tail = all(int(part) == 1 for part in parts[depth + 1 :])
    return int(parts[depth]) == int(before[depth]) + 1 and tail
