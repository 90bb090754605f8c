"""The statistics annex as an Excel workbook: a sheet a form."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cchc.models.statistics import Form, StatisticsForm
from cchc.reporting.earlier import Earlier
from cchc.status.statistics import Figure

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
_WIDTHS = (8, 70, 22, 16, 28, 16, 16)
_THEN = {False: "Kỳ trước", True: "Cùng kỳ năm trước"}
_FACE = "Times New Roman"


def workbook(
    form: StatisticsForm,
    figures: Mapping[str, Figure],
    title: str,
    earlier: Sequence[Earlier] = (),
) -> bytes:
    """The annex as Excel, printed as the Word annex is: A4 landscape, head repeated.

    What the rows said in earlier reports stands behind the columns of the form.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for part in form.forms:
        sheet = book.create_sheet(f"Biểu mẫu {part.form}")
        _fill(sheet, part, figures, title, earlier)
        _lay_out(sheet, len(_HEADS) + len(earlier))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(
    sheet: Worksheet,
    part: Form,
    figures: Mapping[str, Figure],
    title: str,
    earlier: Sequence[Earlier],
) -> None:
    sheet.append([title])
    sheet.append([f"Biểu mẫu {part.form}. {part.title}"])
    sheet.append([*_HEADS, *(_THEN[one.is_year_before] for one in earlier)])
    for row in part.rows:
        one = figures[row.id]
        value: float | str | None = "-" if one.told else None
        if one.value is not None:
            value = round(one.value, 2)
        then = [
            _then(before.figures.get(row.id)) if before.compares(row) else None
            for before in earlier
        ]
        sheet.append([row.code, row.name, row.unit, value, one.note, *then])


def _then(one: Figure | None) -> float | None:
    return None if one is None or one.value is None else round(one.value, 2)


def _lay_out(sheet: Worksheet, columns: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    line = Side(style="thin")
    frame = Border(left=line, right=line, top=line, bottom=line)
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows(min_row=3, max_col=columns):
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
