"""Spreadsheets: every visible sheet is a table; merged ranges keep their places."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
from cchc.office.package import Package
from cchc.office.workbook import Merged, Sheet, Workbook
from cchc.problems import N_, CchcError
from cchc.text.letters import Conversions

COLUMNS = 60


def read_sheet(package: Package) -> Source:
    """Read an Excel file. Raises `CchcError` for one that cannot be opened."""
    letters = Conversions()
    book = Workbook(package, letters.read, COLUMNS)
    blocks: list[Block] = []
    for sheet in book.sheets():
        rows = _rows(sheet, package.name)
        if blocks:
            blocks.append(PageBreak())
        blocks += _blocks(rows)
    return Source("xlsx", tuple(blocks), (*letters.notes(), *book.notes))


def _rows(sheet: Sheet, name: str) -> list[Row]:
    """The rows that hold something, merged places marked; blank ends are cut."""
    merged = _merged(sheet.merged)
    filled = {row for row, _ in (*sheet.texts, *sheet.doubts)}
    if len(filled) > ROWS:
        raise CchcError(
            N_("{path} has more than {limit} rows of tables"), path=name, limit=ROWS
        )
    width = max((column for _, column in (*sheet.texts, *sheet.doubts)), default=0)
    rows: list[Row] = []
    for number in sorted(filled):
        places = [(number, column) for column in range(1, width + 1)]
        cells = [
            merged.get(place)
            or Cell(
                clean(sheet.texts.get(place, "")),
                doubts=sheet.doubts.get(place, ()),
            )
            for place in places
        ]
        rows.append(Row(tuple(cells)))
    return rows


def _merged(ranges: Iterable[Merged]) -> dict[tuple[int, int], Cell]:
    found: dict[tuple[int, int], Cell] = {}
    for one in ranges:
        for row in range(one.top, min(one.bottom, one.top + ROWS) + 1):
            for column in range(one.left, min(one.right, COLUMNS) + 1):
                if (row, column) != (one.top, one.left):
                    found[row, column] = UP if row > one.top else LEFT
        if len(found) > ROWS * COLUMNS:
            break
    return found


def _blocks(rows: list[Row]) -> list[Block]:
    """Lines above and below a table are paragraphs; the rows between are the table.

    Rows of two texts above one of three or more are a letterhead, a table of its own.
    """
    rows = [row for row in rows if any(c.text or c.doubts for c in row.cells)]
    count = [sum(map(bool, row.texts)) for row in rows]
    first = next((i for i, texts in enumerate(count) if texts > 2), 0)
    if not first or _numbered(rows[0]):
        return _table(rows)
    blocks: list[Block] = []
    for row, texts in zip(rows[:first], count[:first], strict=True):
        if texts == 1:
            blocks.append(Paragraph(next(filter(None, row.texts))))
        elif blocks and isinstance(last := blocks[-1], Table):
            blocks[-1] = Table((*last.rows, row))
        else:
            blocks.append(Table((row,)))
    return [*blocks, *_table(rows[first:])]


def _table(rows: list[Row]) -> list[Block]:
    blocks: list[Block] = []
    held: list[Row] = []
    for row in rows:
        texts = [text for text in row.texts if text]
        doubted = any(cell.doubts for cell in row.cells)
        alone = len(texts) <= 1 and not held
        if not texts and not (doubted and held):
            continue
        if alone:
            blocks.append(Paragraph(texts[0]))
        else:
            held.append(row)
    tail: list[Block] = []
    while held and sum(map(bool, held[-1].texts)) <= 1 and not _numbered(held[-1]):
        if any(cell.doubts for cell in held[-1].cells):
            break
        tail.insert(0, Paragraph(next(filter(None, held.pop().texts), "")))
    if held:
        blocks.append(Table(tuple(held)))
    return [*blocks, *(b for b in tail if isinstance(b, Paragraph) and b.text)]


def _numbered(row: Row) -> bool:
    first = next(filter(None, row.texts), "")
    return bool(re.match(r"(?:[IVXLC]+|\d+|[A-ZĐ])[.)]?\s", first))
