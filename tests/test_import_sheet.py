"""Excel cells are read as the sheet shows them; what cannot be known is a doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import importing_documents as docs
import office_files as files
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from cchc.importing.document import Paragraph, Source, Table
from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.results import Draft, Registers
from cchc.models.deadlines import Unstated
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.models.units import UnitRegister
from cchc.units import Units

Edit = Callable[[Any, int], None]


def source_of(tmp_path: Path, edit: Edit) -> Source:
    file = tmp_path / "a.xlsx"
    file.write_bytes(files.sheet(edit=edit))
    return read(file)


def first_row(tmp_path: Path, edit: Edit) -> list[str]:
    return source_of(tmp_path, edit).tables[0].rows[1].texts


def drafted(tmp_path: Path, edit: Edit) -> Draft:
    registers = Registers(
        Units(UnitRegister()), DocumentRegister(), IndicatorRegister()
    )
    draft = make_draft(source_of(tmp_path, edit), "2025-thu", registers)
    assert isinstance(draft, Draft)
    return draft


def doubts(draft: Draft, task: str | None) -> list[tuple[str, str]]:
    return [(one.field, str(one.why)) for one in draft.doubts if one.id == task]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (date(2025, 6, 15), "mm/yyyy", "06/2025"),
        (date(2025, 6, 15), "m/d/yyyy", "15/06/2025"),
        (2025, "General", "2025"),
        (0.5, "0%", "50%"),
        (1.1, "0.00", "1.10"),
        (1500, "#,##0", "1.500"),
        (True, "General", "TRUE"),
        ("Báo cáo_x000D_\nKế hoạch", "General", "Báo cáo\nKế hoạch"),
        ("Mã _x005F_x000D_", "General", "Mã _x000D_"),
    ],
)
def test_a_cell_reads_as_it_is_shown(
    tmp_path: Path, value: object, code: str, text: str
) -> None:
    def edit(page: Any, first: int) -> None:
        cell = page.cell(first, 3)
        cell.value, cell.number_format = value, code

    assert first_row(tmp_path, edit)[2] == text


def test_a_number_shown_with_its_zero_is_another_task(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        for row, (value, code) in enumerate(((1.9, "0.0"), (1.1, "0.00"))):
            cell = page.cell(first + row, 1)
            cell.value, cell.number_format = value, code

    tasks = drafted(tmp_path, edit).plan.tasks
    assert [task.id for task in tasks][:2] == ["1.9", "1.10"]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"]
)
def test_an_error_is_a_doubt_and_no_unit(tmp_path: Path, error: str) -> None:
    def edit(page: Any, first: int) -> None:
        page.cell(first, 4).value = error
        page.cell(first + 1, 4).value = error
        page.cell(first + 1, 4).data_type = "s"  # pasted as text

    draft = drafted(tmp_path, edit)
    assert [task.leads for task in draft.plan.tasks[:2]] == [(), ()]
    for task, row in (("1", 20), ("2", 21)):
        wanted = ("leads", f"cell D{row} shows the error {error}")
        assert wanted in doubts(draft, task)


def test_a_formula_without_a_result_is_said_at_its_task(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        page.cell(first, 6).value = '="Quý "&"II/2025"'

    draft = drafted(tmp_path, edit)
    (deadline,) = draft.plan.tasks[0].deadlines
    assert isinstance(deadline, Unstated)
    (said,) = [why for field, why in doubts(draft, "1") if field == "when"]
    assert said.startswith('cell F20 holds the formula “="Quý "&"II/2025"” without')


@pytest.mark.parametrize(
    ("stored", "text", "said"),
    [
        (b"<f>A1</f><v>98.5</v>", "98.5", False),
        (b"<f>A1</f><v/>", "", True),
        (b"<f>A1</f>", "", True),
        (b"<f>A1</f><v>0</v>", "0", True),  # written to be computed by Excel later
    ],
)
def test_results_of_formulas(
    tmp_path: Path, stored: bytes, text: str, said: bool
) -> None:
    def edit(page: Any, first: int) -> None:
        page.cell(first, 5).value = 777

    data = files.in_part(
        files.sheet(edit=edit), "xl/worksheets/sheet1.xml", b"<v>777</v>", stored
    )
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    cell = read(file).tables[0].rows[1].cells[4]
    assert (cell.text, bool(cell.doubts)) == (text, said)


def test_an_unknown_format_gives_the_number_and_a_doubt(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        cell = page.cell(first, 3)
        cell.value, cell.number_format = 0.5, "# ?/?"

    cell = source_of(tmp_path, edit).tables[0].rows[1].cells[2]
    assert cell.text == "0.5"
    assert [str(why) for why in cell.doubts] == [
        "cell C20: the number format “# ?/?” is not known; 0.5 as stored"
    ]


def test_rich_text_is_read_by_the_font_of_each_run(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        font = InlineFont(rFont=".VnTime")
        page.cell(first, 4).value = CellRichText("Sở ", TextBlock(font, "Néi vô"))

    assert first_row(tmp_path, edit)[3] == "Sở Nội vụ"


def test_what_lies_outside_the_shown_cells_is_told(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        page.parent.create_sheet("Nháp").sheet_state = "hidden"
        page.row_dimensions[first].hidden = True
        page.cell(first, 2).comment = Comment("xem lại", "ai đó")

    notes = [str(note) for note in source_of(tmp_path, edit).notes]
    assert "hidden sheets were not read: Nháp" in notes
    assert "sheet “Sheet”: 1 hidden rows or columns were read too" in notes
    assert "sheet “Sheet”: comments on cells were not read" in notes


def test_notes_of_the_file_stand_at_the_head_of_the_draft(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        page.parent.create_sheet("Nháp").sheet_state = "hidden"
        page["A1"] = "#REF!"

    told = doubts(drafted(tmp_path, edit), None)
    assert ("source", "hidden sheets were not read: Nháp") in told


def test_rows_of_doubt_alone_are_not_dropped(tmp_path: Path) -> None:
    def edit(page: Any, first: int) -> None:
        for column in range(1, 7):
            page.cell(first + 4, column).value = "=A1"

    said = [str(one.why) for one in drafted(tmp_path, edit).doubts]
    assert any(why.startswith("cell A24 holds the formula") for why in said)


def test_the_rows_of_the_table_are_those_of_the_sheet(tmp_path: Path) -> None:
    (table,) = source_of(tmp_path, lambda page, first: None).tables
    assert [row.texts for row in table.rows[1:]] == [list(row) for row in docs.ROWS]


def test_a_letterhead_above_the_rows_is_no_part_of_the_table(tmp_path: Path) -> None:
    rows = (
        ("UBND TỈNH SÔNG LAM", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("PHÂN CÔNG NHIỆM VỤ NĂM 2026", "", ""),
        ("STT", "Nhiệm vụ", "Chủ trì"),
        ("1", "Số hóa hồ sơ", "Sở Nội vụ"),
    )
    *_, head, title, table = read(docs.sheet_file(tmp_path / "a.xlsx", rows)).blocks
    assert isinstance(head, Table)
    assert isinstance(table, Table)
    assert title == Paragraph("PHÂN CÔNG NHIỆM VỤ NĂM 2026")
    assert [row.texts[0] for row in table.rows] == ["STT", "1"]
