"""Spreadsheets: every visible sheet is a table; merged ranges keep their places."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from cchc.importing.document import (
    LEFT,
    ROWS,
    UP,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
    clean,
)
from cchc.importing.readers.archive import damaged
from cchc.problems import N_, CchcError

COLUMNS = 60


def read_sheet(raw: bytes, path: Path) -> Source:
    """Read a .xlsx. Raises `CchcError` for a file that cannot be opened."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, ParseError) as error:
        raise damaged(path, error) from None
    blocks: list[Block] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if blocks:
            blocks.append(PageBreak())
        blocks += _blocks(_rows(sheet, path))
    return Source("xlsx", tuple(blocks))


def _rows(sheet: Any, path: Path) -> list[Row]:
    """The rows that hold something, merged places marked; blank ends are cut."""
    merged = _merged(sheet.merged_cells.ranges)
    filled = _filled(sheet)
    if len(filled) > ROWS:
        raise CchcError(
            N_("{path} has more than {limit} rows of tables"),
            path=path.name,
            limit=ROWS,
        )
    width = max((max(values) for values in filled.values()), default=0)
    rows: list[Row] = []
    for number, values in sorted(filled.items()):
        cells = [
            merged.get((number, column)) or Cell(clean(_text(values.get(column))))
            for column in range(1, width + 1)
        ]
        rows.append(Row(tuple(cells)))
    last = max((i for r in rows for i, c in enumerate(r.cells) if c.text), default=-1)
    return [Row(row.cells[: last + 1]) for row in rows]


def _filled(sheet: Any) -> dict[int, dict[int, object]]:
    """Values by row and column.

    `iter_rows` makes a cell of every place up to the last one, and one stray cell may
    stand in row 1,048,576.
    """
    found: dict[int, dict[int, object]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None and column <= COLUMNS:
            found.setdefault(row, {})[column] = cell.value
    return found


def _merged(ranges: Iterable[Any]) -> dict[tuple[int, int], Cell]:
    found: dict[tuple[int, int], Cell] = {}
    for one in ranges:
        for row in range(one.min_row, min(one.max_row, ROWS) + 1):
            for column in range(one.min_col, min(one.max_col, COLUMNS) + 1):
                if (row, column) == (one.min_row, one.min_col):
                    continue
                found[row, column] = UP if row > one.min_row else LEFT
    return found


def _text(value: object) -> str:
    """A value as the sheet shows it; whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _blocks(rows: list[Row]) -> list[Block]:
    """Lines above and below a table are paragraphs; the rows between are the table."""
    blocks: list[Block] = []
    held: list[Row] = []
    for row in rows:
        texts = [text for text in row.texts if text]
        alone = len(texts) <= 1 and not _is_inside(held, row)
        if not texts:
            continue
        if alone and not held:
            blocks.append(Paragraph(texts[0]))
        else:
            held.append(row)
    tail: list[Block] = []
    while held and sum(map(bool, held[-1].texts)) <= 1 and not _numbered(held[-1]):
        tail.insert(0, Paragraph(next(filter(None, held.pop().texts), "")))
    if held:
        blocks.append(Table(tuple(held)))
    return [*blocks, *(b for b in tail if isinstance(b, Paragraph) and b.text)]


def _is_inside(held: list[Row], row: Row) -> bool:
    """Whether a row of one text is a section of the table begun above."""
    return bool(held) and bool(row.cells)


def _numbered(row: Row) -> bool:
    first = next(filter(None, row.texts), "")
    return bool(re.match(r"(?:[IVXLC]+|\d+|[A-ZĐ])[.)]?\s", first))
