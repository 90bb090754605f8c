"""The statistics annex as an Excel workbook: a sheet a form."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cchc.models.statistics import Form, StatisticsForm
from cchc.status.statistics import Figure

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
_WIDTHS = (8, 70, 22, 16, 28)
_FACE = "Times New Roman"


def workbook(form: StatisticsForm, figures: Mapping[str, Figure], title: str) -> bytes:
    """The annex as Excel, printed as the Word annex is: A4 landscape, head repeated."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for part in form.forms:
        sheet = book.create_sheet(f"Biểu mẫu {part.form}")
        _fill(sheet, part, figures, title)
        _lay_out(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(
    sheet: Worksheet, part: Form, figures: Mapping[str, Figure], title: str
) -> None:
    sheet.append([title])
    sheet.append([f"Biểu mẫu {part.form}. {part.title}"])
    sheet.append(list(_HEADS))
    for row in part.rows:
        one = figures[row.id]
        value: float | str | None = "-" if one.told else None
        if one.value is not None:
            value = round(one.value, 2)
        sheet.append([row.code, row.name, row.unit, value, one.note])


def _lay_out(sheet: Worksheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side(style="thin")
    frame = Border(left=line, right=line, top=line, bottom=line)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows(min_row=3, max_col=5):
        for cell in cells:
            cell.border = frame
            cell.font = Font(name=_FACE, size=12, bold=cell.row == 3)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number in (1, 2):
        sheet.cell(number, 1).font = Font(name=_FACE, size=13, bold=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "3:3"
    sheet.freeze_panes = "A4"
