"""What a returned form holds: its identity, and the cells of each row by heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cchc.forms import layout
from cchc.forms.identity import Base, Identity, identity_in, read_code, short
from cchc.forms.layout import CODE, HIDDEN_SHEET, KEY, TABLES, Table
from cchc.office.cells import Book, Grid, Place, Value
from cchc.problems import N_, CchcError, Message, message
from cchc.text.characters import fold

_TALL = 60
"""Rows of a sheet in which its header is looked for."""


@dataclass(slots=True)
class Line:
    """One row as it came back; `row` and `base` are those that its code names."""

    table: Table
    grid: Grid
    number: int
    columns: dict[str, int]
    row: str | None
    base: Base | None
    faults: list[tuple[str, Message]] = field(default_factory=list)

    def value(self, heading: str) -> Value | None:
        """What stands below a heading; None where the cell is empty."""
        column = self.columns.get(heading)
        return self.grid.cells.get((self.number, column)) if column else None

    def cell(self, heading: str | None = None) -> str:
        """Sheet and cell below a heading, by default below the leading one."""
        column = self.columns.get(heading or self.table.main)
        return self.grid.name_of((self.number, column or 1))

    @property
    def is_filled(self) -> bool:
        """Whether anything stands in the cells to fill in."""
        given = {*self.table.filled} - {layout.PERIOD}  # the period stands there
        return any(self.value(heading) is not None for heading in given)


@dataclass(slots=True)
class Filled:
    """A returned form.

    `numbers`: the rows that it was made with, by the first part of their codes, and
    what each is about; empty where the hidden sheet is gone.
    """

    name: str
    identity: Identity
    lines: list[Line]
    numbers: dict[str, str]


def filled(book: Book, name: str) -> Filled:
    """A returned form. Raises `CchcError` for a file that is no form of ours."""
    identity = identity_of(book, name)
    lines = [line for grid in book.grids for line in _lines(grid)]
    if not lines and identity.rows:
        raise CchcError(
            N_("{path} has none of the tables of a form with their headings"), path=name
        )
    return Filled(name, identity, lines, dict(_issued(book)))


def identity_of(book: Book, name: str) -> Identity:
    """Which form it is. Raises `CchcError` where nothing, or nothing right, says so."""
    return identity_in([*_texts(book), *book.kept.values(), *book.beside], name)


def _texts(book: Book) -> Iterator[str]:
    for grid in book.grids:
        for value in grid.cells.values():
            if isinstance(value.held, str):
                yield value.held


def _issued(book: Book) -> Iterator[tuple[str, str]]:
    for grid in book.grids:
        if grid.name == HIDDEN_SHEET:
            for row, column in sorted(grid.cells):
                code = read_code(grid.text((row, 1))) if column == 1 else None
                if code is not None:
                    yield code[0], grid.text((row, 2))


def _lines(grid: Grid) -> Iterator[Line]:
    """The rows below the header of a table of ours."""
    found = _header(grid)
    if found is None:
        return
    table, top, columns = found
    lacking = [name for name in table.filled if name not in columns]
    if lacking:
        raise CchcError(
            N_("sheet “{name}”: these columns are missing: {columns}"),
            name=grid.name,
            columns=", ".join(lacking),
        )
    last = max(row for row, _ in grid.cells)
    for number in range(top + 1, last + 1):
        line = _line(grid, table, number, columns)
        if line is not None:
            line.faults += _faults(line)
            yield line


def _header(grid: Grid) -> tuple[Table, int, dict[str, int]] | None:
    """Which table a sheet is, the row of its headings, and their columns."""
    for number in sorted({row for row, _ in grid.cells})[:_TALL]:
        found: dict[str, int] = {}
        twice: list[str] = []
        for (row, column), value in grid.cells.items():
            if row == number and isinstance(value.held, str):
                heading = fold(value.held)
                if heading in found:
                    twice.append(value.held)
                found.setdefault(heading, column)
        for table in TABLES:
            if all(fold(sign) in found for sign in table.signs):
                known = (CODE, KEY, layout.NUMBER, layout.UNIT, *table.filled)
                columns = {n: found[fold(n)] for n in known if fold(n) in found}
                _refuse_twice(grid, twice, known)
                return table, number, columns
    return None


def _refuse_twice(grid: Grid, twice: Iterable[str], known: Iterable[str]) -> None:
    names = {fold(name) for name in known}
    for heading in twice:
        if fold(heading) in names:
            raise CchcError(
                N_("sheet “{name}” has the column “{column}” twice"),
                name=grid.name,
                column=heading,
            )


def _line(
    grid: Grid, table: Table, number: int, columns: dict[str, int]
) -> Line | None:
    """A row with a code, or one that somebody filled in without."""
    line = Line(table, grid, number, columns, None, None)
    code = _text(line, CODE)
    key = _text(line, KEY)
    known = read_code(code) or read_code(key.partition(" ")[0])
    if known is not None:
        line.row, line.base = known
    by_key = key.partition(" ")[2].strip()
    if by_key and known is not None and short(by_key, length=7) != line.row:
        told = N_("code and key of the row belong to different rows")
        line.faults.append((CODE, message(told)))
    if known is None and not line.is_filled:
        return None
    if known is None and fold(_text(line, table.main)) == fold(table.main):
        return None  # the header once more
    return line


def _text(line: Line, heading: str) -> str:
    value = line.value(heading)
    return value.held.strip() if value and isinstance(value.held, str) else ""


def _faults(line: Line) -> Iterator[tuple[str, Message]]:
    """What no cell of a form may be: a formula, an error, part of a merged one."""
    for heading in (CODE, *line.table.filled):
        value = line.value(heading)
        if value is not None and value.fault == "formula":
            text = N_("the cell holds a formula ({formula}); type the value itself")
            yield heading, message(text, formula=str(value.held)[:40])
        elif value is not None and value.fault is not None:
            yield (
                heading,
                message(N_("the cell shows the error {error}"), error=value.held),
            )
        elif isinstance(value and value.held, bool):
            yield heading, message(N_("TRUE and FALSE say nothing here"))
        place = (line.number, line.columns.get(heading, 0))
        if any(_within(place, merged) for merged in line.grid.merged):
            text = N_("the cell is merged with others; unmerge them")
            yield heading, message(text)


def _within(place: Place, merged: tuple[int, int, int, int]) -> bool:
    top, left, bottom, right = merged
    return top <= place[0] <= bottom and left <= place[1] <= right
