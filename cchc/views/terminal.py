"""A grid on a terminal, through rich: the lines of the plain text, with colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc.text.characters import visible
from cchc.views.grid import Grid, Laid, broken, headed, laid, upright, widths
from cchc.views.widths import wrap


def show(grid: Grid, out: TextIO, colour: bool) -> None:
    """Print; without `colour` bold and dim stay, and every word is the same."""
    draw(grid, Console(file=out, no_color=not colour, highlight=False))


def draw(grid: Grid, console: Console) -> None:
    """Title, sections, footer, in the width of the console."""
    room = console.width
    for i, line in enumerate(grid.title):
        _lines(console, wrap(visible(line), room), "" if i else "bold")
    sections = laid(grid)
    wide = widths(grid, sections, room)
    if grid.headed and grid.records and wide:
        _lines(console, [""])
    for i, one in enumerate(sections):
        if wide is None:
            _blocks(console, grid, one)
            continue
        if i == 0 and one.section.heading and grid.headed and one.rows:
            _heads(console, grid, wide)
        _lines(console, headed(one.section, room), one.section.style)
        first = i == 0 and not one.section.heading
        if one.rows:
            console.print(_table(grid, one, wide, grid.headed and first))
    if grid.footer:
        _lines(console, [""])
        for line in grid.footer:
            _lines(console, wrap(visible(line), room))


def _lines(console: Console, lines: Sequence[str], style: str = "") -> None:
    for line in lines:
        console.print(Text(line, style=style), soft_wrap=True)


def _heads(console: Console, grid: Grid, wide: Sequence[int]) -> None:
    console.print(_table(grid, None, wide, True))


def _table(grid: Grid, one: Laid | None, wide: Sequence[int], head: bool) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        show_header=head,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    for column, size in zip(grid.read, wide, strict=True):
        table.add_column(
            Text("\n".join(broken(column.heading, size))),
            justify="right" if column.right else "left",
            width=size,
            no_wrap=True,
            overflow="fold",
        )
    for record, row in zip(one.section.records, one.rows, strict=True) if one else ():
        table.add_row(
            *(
                Text(
                    "\n".join(broken(cell, size)),
                    style=column.style(record) if column.style else "",
                )
                for cell, size, column in zip(row, wide, grid.read, strict=True)
            )
        )
    return table


def _blocks(console: Console, grid: Grid, one: Laid) -> None:
    _lines(console, headed(one.section, console.width), one.section.style)
    for row in one.rows:
        _lines(console, ["", *upright(grid.read, row, console.width)])
