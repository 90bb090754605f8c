"""CSV: for a spreadsheet with headings that people read, or with keys for programs."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from cchc.views.grid import Cell, Grid

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
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    columns = grid.columns if keys else grid.read
    writer.writerow([c.key if keys else c.heading or c.key for c in columns])
    value = _plain if keys else _kept
    for record in grid.records:
        writer.writerow([value(column.cell(record)) for column in columns])
    return out.getvalue()


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
