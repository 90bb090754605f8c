"""Rows and columns, as plain text and as Markdown.

Every command that lists builds one `Grid`. A column is one line: its key, its heading,
and what it tells of a record; table, terminal, Markdown and CSV follow from it. Plain
text needs no library and is what a pipe gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from cchc.problems import N_
from cchc.text.characters import visible
from cchc.views import labels
from cchc.views.inert import inert, inert_line
from cchc.views.widths import (
    GAP,
    READABLE,
    Need,
    left,
    longest_part,
    longest_word,
    right,
    share,
    width,
    wrap,
)

Cell = str | int | float | date | None
"""What a column tells of a record; a date or a number stays one in a spreadsheet."""
R = TypeVar("R")


class Column(NamedTuple, Generic[R]):
    """A column: machine key, heading, the cell of a record, and how it is set.

    `flex` is its share of the room that other columns leave; one without it is as
    wide as its longest line, at most `widest`. `least` is the fewest letters that can
    be read. `style` is the cell's style on a terminal, which adds nothing to its words.
    A `code` is for programs: it stands in CSV with keys only.
    """

    key: str
    heading: str
    cell: Callable[[R], Cell]
    flex: int = 0
    right: bool = False
    widest: int = 24
    least: int = READABLE
    style: Callable[[R], str] | None = None
    code: bool = False


class Section(NamedTuple):
    """Records under a heading of their own; `style` is the heading's on a terminal."""

    records: Sequence[Any]
    heading: str = ""
    style: str = "bold"


class Grid(NamedTuple):
    """A titled table in sections, with lines before and after; a card has no head."""

    columns: Sequence[Column[Any]]
    sections: Sequence[Section]
    title: Sequence[str] = ()
    footer: Sequence[str] = ()
    headed: bool = True

    @property
    def read(self) -> Sequence[Column[Any]]:
        """The columns that people read."""
        return [column for column in self.columns if not column.code]

    @property
    def records(self) -> list[Any]:
        """All records of all sections."""
        return [record for section in self.sections for record in section.records]


class Laid(NamedTuple):
    """A section as text: the lines of each cell come from `wrap`."""

    section: Section
    rows: Sequence[Sequence[str]]


def cards(
    title: Sequence[str], sections: Sequence[Section], say: labels.Language
) -> Grid:
    """Names and values, as pairs; a pair without a value is left out."""
    columns: list[Column[tuple[str, str]]] = [
        Column("field", say(N_("Field")), lambda line: line[0], widest=22),
        Column("value", say(N_("Value")), lambda line: line[1], flex=1),
    ]
    told = [
        one._replace(records=[line for line in one.records if line[1]])
        for one in sections
    ]
    return Grid(columns, told, title, headed=False)


def text_of(cell: Cell) -> str:
    """A cell as people read it: `30/06/2024`, `98,6`, nothing for what is not known."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return labels.day(cell)
    if isinstance(cell, float):
        return labels.figure(cell)
    return "" if cell is None else str(cell)


def laid(grid: Grid) -> list[Laid]:
    """Every cell as text that commands no terminal."""
    return [
        Laid(section, [*zip(*_columns(grid, section), strict=True)])
        for section in grid.sections
    ]


def _columns(grid: Grid, section: Section) -> Iterator[list[str]]:
    """The cells of a section, a column after the other; figures command nothing."""
    for column in grid.read:
        found = map(column.cell, section.records)
        yield [
            str(cell) if type(cell) is int else visible(text_of(cell)) for cell in found
        ]


def widths(grid: Grid, sections: Sequence[Laid], room: int) -> list[int] | None:
    """The width of each column; None where a table of it could not be read."""
    rows = [row for one in sections for row in one.rows]
    heads = [column.heading if grid.headed else "" for column in grid.read]
    lines = [
        {line for cell in {row[i] for row in rows} for line in cell.split("\n")}
        for i in range(len(heads))
    ]
    inner = [max(map(width, cells), default=0) for cells in lines]
    whole = [max(size, width(head)) for size, head in zip(inner, heads, strict=True)]
    if sum(whole) + GAP * (len(whole) - 1) <= room:
        return whole
    needs = [
        _need(column, heads[i], lines[i], inner[i])
        for i, column in enumerate(grid.read)
    ]
    return share(needs, room)


def _need(column: Column[Any], head: str, lines: set[str], inner: int) -> Need:
    """What a column asks for; ids of a flexible one may break behind a hyphen."""
    natural = max(inner, width(head))
    word = min(longest_word(head), column.widest)
    part = 0
    if column.flex or natural > column.widest:  # or nothing need break
        part = max(map(longest_part, lines), default=0)
    if column.flex:
        least = max(column.least, min(column.widest, max(part, word)))
        return Need(natural, natural, min(natural, least), column.flex)
    most = min(natural, max(column.widest, part))
    snug = min(most, max(inner, word))
    longest = max(map(longest_word, lines), default=0)
    return Need(most, snug, min(snug, max(longest, word)), 0)


def plain(grid: Grid, room: int) -> str:
    """Aligned text, no line wider than `room`; what does not fit side by side is
    written one below the other."""
    return "\n".join([*plain_lines(grid, room), ""])


def plain_lines(grid: Grid, room: int) -> Iterator[str]:
    """The same line by line, each without its end."""
    sections = laid(grid)
    wide = widths(grid, sections, room)
    for line in grid.title:
        yield from wrap(visible(line), room)
    if wide is None:
        yield from _upright(grid, sections, room)
    else:
        yield from _table(grid, sections, wide, room)
    if grid.footer:
        yield ""
        for line in grid.footer:
            yield from wrap(visible(line), room)


def _table(
    grid: Grid, sections: Sequence[Laid], wide: Sequence[int], room: int
) -> Iterator[str]:
    if grid.headed and grid.records:
        yield ""
        yield from _row([c.heading for c in grid.read], grid.read, wide)
        yield (" " * GAP).join("─" * size for size in wide)
    for section, rows in sections:
        yield from headed(section, room)
        for row in rows:
            yield from _row(row, grid.read, wide)


def headed(section: Section, room: int) -> list[str]:
    """The lines above a section: none where it has no heading."""
    if not section.heading:
        return []
    return ["", *wrap(visible(section.heading), room)]


def _upright(grid: Grid, sections: Sequence[Laid], room: int) -> Iterator[str]:
    """A record a block, a column a line."""
    columns = grid.read
    heads = [f"{column.heading}: " if column.heading else "" for column in columns]
    # No letter takes more than two places: most lines need not be measured.
    fits = [room // 2 - len(head) for head in heads]
    for section, rows in sections:
        yield from headed(section, room)
        for row in rows:
            yield ""
            for column, head, most, cell in zip(columns, heads, fits, row, strict=True):
                if cell and len(cell) <= most and "\n" not in cell:
                    yield f"{head}{cell}".rstrip()
                elif cell:
                    yield from upright([column], [cell], room)


def upright(
    columns: Sequence[Column[Any]], row: Sequence[str], room: int
) -> Iterator[str]:
    """`Heading: value`, what is empty left out."""
    for column, cell in zip(columns, row, strict=True):
        if cell:
            named = f"{column.heading}: {cell}" if column.heading else cell
            # No letter takes more than two places: most lines need not be measured.
            fits = 2 * len(named) <= room or width(named) <= room
            if fits and "\n" not in named:
                yield named.rstrip()
                continue
            first, *rest = [p for line in named.split("\n") for p in wrap(line, room)]
            yield first
            for line in rest:
                yield from (f"  {part}" for part in wrap(line, max(1, room - 2)))


def _row(
    row: Sequence[str], columns: Sequence[Column[Any]], wide: Sequence[int]
) -> Iterator[str]:
    cells = [broken(cell, size) for cell, size in zip(row, wide, strict=True)]
    for i in range(max(map(len, cells))):
        parts = [
            (right if column.right else left)(lines[i] if i < len(lines) else "", size)
            for lines, column, size in zip(cells, columns, wide, strict=True)
        ]
        yield (" " * GAP).join(parts).rstrip()


def broken(cell: str, size: int) -> list[str]:
    """The lines of a cell in a column of a width."""
    return [part for line in cell.split("\n") for part in wrap(line, size)]


def markdown(grid: Grid) -> str:
    """A table for a pull request or a wiki."""
    lines = [f"{inert_line(line)}  " for line in grid.title]
    for section, rows in laid(grid):
        lines.append("")
        if section.heading:
            lines += [f"**{inert(section.heading)}**", ""]
        lines.append("| " + " | ".join(inert(c.heading) for c in grid.read) + " |")
        lines.append(
            "|" + "|".join("---:" if c.right else "---" for c in grid.read) + "|"
        )
        lines += ["| " + " | ".join(map(inert, row)) + " |" for row in rows]
    if grid.footer:
        lines += ["", *(f"{inert_line(line)}  " for line in grid.footer)]
    return (
        "\n".join(line.rstrip() if line.strip() == "" else line for line in lines)
        + "\n"
    )
