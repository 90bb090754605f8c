"""Rows and columns to plain text, a terminal, Markdown or CSV.

Every command that lists builds one `Grid`; this module lays it out. Plain text needs
no library and is what a pipe gets; a terminal gets the same through rich.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from cchc.text.characters import visible
from cchc.views.inert import inert, inert_line

_GAP = 2


class Column(NamedTuple):
    """A column: machine key, heading, and whether it shares the spare width."""

    key: str
    heading: str
    flex: int = 0
    right: bool = False
    widest: int = 24


class Section(NamedTuple):
    """Rows under a heading of their own; `style` is a rich style for the heading."""

    rows: Sequence[Sequence[str]]
    heading: str = ""
    style: str = "bold"


class Grid(NamedTuple):
    """A titled table in sections, with lines before and after."""

    columns: Sequence[Column]
    sections: Sequence[Section]
    title: Sequence[str] = ()
    footer: Sequence[str] = ()

    @property
    def rows(self) -> list[Sequence[str]]:
        """All rows of all sections."""
        return [row for section in self.sections for row in section.rows]


def fields(title: Sequence[str], lines: Sequence[tuple[str, str]]) -> Grid:
    """A card: names and values; a line without a value is left out."""
    columns = [Column("field", "", widest=22), Column("value", "", flex=1)]
    return Grid(columns, [Section([line for line in lines if line[1]])], title)


def plain(grid: Grid, width: int) -> str:
    """Aligned text at most `width` characters wide where that is possible."""
    return "".join(f"{visible(text)}\n" for text, _ in _lines(grid, width))


def terminal(grid: Grid, out: TextIO, colour: bool) -> None:
    """The same lines on a terminal, with colours through rich."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=out, no_color=not colour, highlight=False)
    for text, style in _lines(grid, console.width):
        console.print(Text(visible(text), style=style), soft_wrap=True)


def _lines(grid: Grid, width: int) -> Iterator[tuple[str, str]]:
    """Lines of text, each with the rich style that a terminal gives it."""
    for i, line in enumerate(grid.title):
        for part in _wrap(line, width):
            yield part, "" if i else "bold"
    widths = _widths(grid, width)
    if grid.rows and any(column.heading for column in grid.columns):
        yield "", ""
        for text in _row([c.heading for c in grid.columns], grid.columns, widths):
            yield text.rstrip(), "dim"
        yield (" " * _GAP).join("─" * w for w in widths), "dim"
    for section in grid.sections:
        if section.heading:
            yield "", ""
            yield section.heading, section.style
        for row in section.rows:
            for text in _row(row, grid.columns, widths):
                yield text.rstrip(), ""
    if grid.footer:
        yield "", ""
        for line in grid.footer:
            for part in _wrap(line, width):
                yield part, ""


def _wrap(line: str, width: int) -> list[str]:
    """Lines at most `width` wide; a longer word, such as an id, breaks at a hyphen."""
    longer = any(len(word) > width for word in line.split())
    return textwrap.wrap(line, width, break_on_hyphens=longer) or [""]


def _widths(grid: Grid, width: int) -> list[int]:
    natural = [
        max([len(c.heading), *(len(row[i]) for row in grid.rows)])
        for i, c in enumerate(grid.columns)
    ]
    fixed = [
        min(n, c.widest) if not c.flex else 0
        for n, c in zip(natural, grid.columns, strict=True)
    ]
    spare = width - sum(fixed) - _GAP * (len(fixed) - 1)
    return _share(grid.columns, natural, fixed, spare)


def _share(
    columns: Sequence[Column], natural: list[int], fixed: list[int], spare: int
) -> list[int]:
    """Give flexible columns their natural width, or a share of what is left."""
    widths = list(fixed)
    open_ = [i for i, c in enumerate(columns) if c.flex]
    while open_:
        total = sum(columns[i].flex for i in open_)
        content = [
            i for i in open_ if natural[i] <= max(8, spare * columns[i].flex // total)
        ]
        if not content:
            for i in open_:
                widths[i] = max(8, spare * columns[i].flex // total)
            break
        for i in content:
            widths[i] = natural[i]
            spare -= natural[i]
        open_ = [i for i in open_ if i not in content]
    return widths


def _row(
    row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]
) -> list[str]:
    cells = [
        [part for line in cell.split("\n") for part in _wrap(line, w)]
        for cell, w in zip(row, widths, strict=True)
    ]
    height = max(map(len, cells))
    padded = [cell + [""] * (height - len(cell)) for cell in cells]
    return [_line([cell[i] for cell in padded], columns, widths) for i in range(height)]


def _line(
    cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]
) -> str:
    aligned = [
        text.rjust(w) if c.right else text.ljust(w)
        for text, c, w in zip(cells, columns, widths, strict=True)
    ]
    return (" " * _GAP).join(aligned)


def markdown(grid: Grid) -> str:
    """A table for a pull request or a wiki."""
    lines = [f"{inert_line(line)}  " for line in grid.title]
    for section in grid.sections:
        lines.append("")
        if section.heading:
            lines += [f"**{inert(section.heading)}**", ""]
        lines.append("| " + " | ".join(inert(c.heading) for c in grid.columns) + " |")
        lines.append(
            "|" + "|".join("---:" if c.right else "---" for c in grid.columns) + "|"
        )
        lines += ["| " + " | ".join(map(inert, row)) + " |" for row in section.rows]
    if grid.footer:
        lines += ["", *(f"{inert_line(line)}  " for line in grid.footer)]
    return (
        "\n".join(line.rstrip() if line.strip() == "" else line for line in lines)
        + "\n"
    )


def comma_separated(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """CSV with a byte order mark, so that Excel opens Vietnamese text right.

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    import csv
    import io

    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return "" if cell is None else cell
