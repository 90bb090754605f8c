"""A form as a Word file, for offices that work in Word: the same tables, A4 across."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cchc.forms import layout
from cchc.forms.asked import AnyRow
from cchc.forms.layout import CODE, Table
from cchc.views import labels
from cchc.views.sheets import words
from cchc.views.sheets.words import Sheet

_FONT = "Times New Roman"
_WIDTHS = {
    "tasks": (1.7, 0.9, 4.3, 2.3, 2.5, 1.8, 2.7, 1.7, 1.7, 2.1, 1.7, 2.2, 2.2),
    "events": (1.7, 0.9, 5.5, 6.2, 3.0, 2.0, 2.0, 2.4, 1.7, 2.4),
    "targets": (1.7, 2.2, 6.0, 2.8, 1.4, 2.8, 1.8, 2.4, 1.7, 2.5, 2.5),
    "covers": (1.7, 3.4, 6.2, 6.6, 3.4, 1.8, 3.0, 1.7),
}
"""Columns in centimetres."""


def form_document(sheet: Sheet) -> bytes:
    """The form of one unit as a .docx."""
    import docx
    from docx.shared import Pt

    form = sheet.form
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(11)
    style.paragraph_format.space_after = Pt(4)
    _paper(document, words.footer(sheet))
    _say(document, words.title(sheet), bold=True, size=14)
    _say(document, words.subtitle(sheet), italic=True)
    for heading, text in words.guide(sheet):
        _say(document, f"{heading}. {text}" if heading else text)
    _say(document, words.footer(sheet), italic=True, size=8)
    for table, rows in form.tables:
        _say(document, table.sheet, bold=True, size=12)
        _table(document, table, rows, sheet)
    day = form.identity.as_of
    document.core_properties.title = words.title(sheet)
    document.core_properties.created = datetime(day.year, day.month, day.day)
    document.core_properties.modified = datetime(day.year, day.month, day.day)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paper(document: Any, footer: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(1.2)
    run = section.footer.paragraphs[0].add_run(footer)
    run.font.size = Pt(8)


def _say(
    document: Any, text: str, bold: bool = False, italic: bool = False, size: int = 11
) -> None:
    from docx.shared import Pt

    run = document.add_paragraph().add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _table(
    document: Any,
    table: Table,
    rows: Sequence[AnyRow],
    sheet: Sheet,
) -> None:
    headings = (CODE, *table.shown, *table.filled)
    made = document.add_table(rows=1 + len(rows), cols=len(headings))
    made.style = "Table Grid"
    made.autofit = False
    lines = [headings, *(_cells(table, row, sheet) for row in rows)]
    late = [False, *(words.shown(r, sheet.form.identity.as_of)[1] for r in rows)]
    for number, (line, texts) in enumerate(zip(made.rows, lines, strict=True)):
        is_bold = number == 0 or late[number]
        for cell, text, width in zip(
            line.cells, texts, _WIDTHS[table.kind], strict=True
        ):
            _fill(cell, text, width, is_bold)
    _repeat(made.rows[0])


def _cells(table: Table, row: AnyRow, sheet: Sheet) -> tuple[str, ...]:
    cells, _ = words.shown(row, sheet.form.identity.as_of)
    texts = [labels.day(c) if isinstance(c, date) else str(c or "") for c in cells]
    period = words.periods(sheet.form.identity.period)[0]
    given = [period if name == layout.PERIOD else "" for name in table.filled]
    return (row.code, *texts, *given)


def _fill(cell: Any, text: str, width: float, is_bold: bool) -> None:
    from docx.shared import Cm, Pt

    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(9), is_bold


def _repeat(row: Any) -> None:
    """The headings again on every page."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
