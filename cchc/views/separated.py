"""CSV: for a spreadsheet with headings that people read, or with keys for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from cchc.views.grid import Cell, Column, Grid

R = TypeVar("R")
_TOGETHER = 500
"""Records that one piece of text holds."""

# What a spreadsheet would take for a formula, also behind a full-width sign.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What it would turn into a number, a date, a time or a share: `1.10` to 1.1.
_TURNED = re.compile(
    r"(?=.*\d)[+-]?[\d.,/:\- ]+%?|\d+([.,]\d+)?[eE][+-]?\d+|(?i:true|false)"
)


def separated(grid: Grid, keys: bool) -> str:
    """One record a line, after a byte order mark by which Excel knows UTF-8.

    With `keys` the first line holds machine keys and every value stands as it is.
    Otherwise it holds the headings, and text that only looks like a number or a date
    is written as the formula of that text (`="1.10"`), the one form of CSV that keeps
    it in Excel. Either way nothing that a plan file says is run as a formula.
    """
    return "".join(pieces(grid.columns, grid.records, keys))


def pieces(
    columns: Sequence[Column[R]], records: Iterable[R], keys: bool
) -> Iterator[str]:
    """The same in pieces, for records that come one after the other.

    The first piece is given when some records are there, or the last one.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    told = [one for one in columns if keys or not one.code]
    writer.writerow([c.key if keys else c.heading or c.key for c in told])
    value = _plain if keys else _kept
    for count, record in enumerate(records, 1):
        writer.writerow([value(column.cell(record)) for column in told])
        if count % _TOGETHER == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _kept(cell: Cell) -> Cell:
    """A whole number and a date a spreadsheet reads right in every language."""
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, str) and _TURNED.fullmatch(cell):
        return f'="{cell}"'
    return _plain(cell)
