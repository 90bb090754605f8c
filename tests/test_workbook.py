"""`--format xlsx`: a workbook as offices make it, read back by another library."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import PLAN, REPOSITORY, make_workspace
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import Result

from cchc.views.files.workbook import Leaf, workbook
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

Run = Callable[..., Result]
TASKS = """\
  - {id: "1.1", group: "1", title: "=1+1", leads: [van-phong],
     deadlines: [{due: 2024-Q1}]}
  - {id: "1.10", group: "1", title: Mười, leads: [phong-a], deadlines: [{due: 2024}]}
"""


def made(run: Run, root: Path, *words: str) -> Workbook:
    done = run(*words, "--root", root, "--format", "xlsx")
    assert done.exit_code == 0, done.stderr
    return load_workbook(io.BytesIO(done.stdout_bytes))


def column(sheet: Worksheet, heading: str) -> list[object]:
    """Cells below a heading, as far as the filter reaches."""
    rows = [list(row) for row in sheet[sheet.auto_filter.ref]]
    names = [cell.value for cell in rows[0]]
    return [row[names.index(heading)].value for row in rows[1:]]


def test_a_sheet_a_plan_and_totals_by_unit(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path, PLAN + TASKS)
    book = made(run, tmp_path, "status", "--as-of", "2024-05-01")
    assert book.sheetnames == ["Theo đơn vị", "ke-hoach"]
    assert column(book["Theo đơn vị"], "Quá hạn") == [1, 0]


def test_cells_keep_their_kinds(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path, PLAN + TASKS)
    sheet = made(run, tmp_path, "status", "--as-of", "2024-05-01")["ke-hoach"]
    assert column(sheet, "Số") == ["1.1", "1.10"]
    assert column(sheet, "Nhiệm vụ") == ["=1+1", "Mười"]
    assert column(sheet, "Thời hạn") == [datetime(2024, 3, 31), datetime(2024, 12, 31)]
    assert column(sheet, "Trạng thái") == ["quá hạn", "chưa đến hạn"]
    texts = [c for row in sheet.iter_rows() for c in row if c.value == "=1+1"]
    assert [cell.data_type for cell in texts] == ["s"]


def test_the_heading_is_frozen_filtered_and_repeated(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path, PLAN + TASKS)
    sheet = made(run, tmp_path, "status", "--as-of", "2024-05-01")["ke-hoach"]
    assert sheet.freeze_panes == "C3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"


def test_an_overdue_status_is_coloured_beside_its_word(
    run: Run, tmp_path: Path
) -> None:
    make_workspace(tmp_path, PLAN + TASKS)
    sheet = made(run, tmp_path, "status", "--as-of", "2024-05-01")["ke-hoach"]
    (cell,) = [c for row in sheet.iter_rows() for c in row if c.value == "quá hạn"]
    assert cell.fill.fgColor.rgb == "FFF8CBD0"


@pytest.mark.long
def test_all_plans_are_in_one_book_and_the_bytes_are_the_same(run: Run) -> None:
    words = ("status", "--plan", "all", "--as-of", "2024-07-01", "--format", "xlsx",
             "--root", REPOSITORY)  # fmt: skip
    one, other = run(*words), run(*words)
    assert one.stdout_bytes == other.stdout_bytes
    book = load_workbook(io.BytesIO(one.stdout_bytes), read_only=True)
    assert len(book.sheetnames) == 7


def test_export_has_tasks_targets_and_who_leads(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path, PLAN + TASKS)
    book = made(run, tmp_path, "export")
    assert book.sheetnames == ["ke-hoach", "Chỉ tiêu", "Theo đơn vị"]
    assert column(book["ke-hoach"], "Số") == ["1.1", "1.10"]
    assert column(book["Chỉ tiêu"], "Chỉ tiêu") == ["Hồ sơ đúng hạn"]
    assert sorted(map(str, column(book["Theo đơn vị"], "Đơn vị"))) == [
        "Phòng A",
        "Văn phòng Sở Mẫu",
    ]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["a/b[c]", "A b c "], ["a b c", "A b c~2"]),
        (["x" * 40, "x" * 41], ["x" * 31, "x" * 29 + "~2"]),
        (["", "'"], ["–", "–~2"]),
    ],
)
def test_sheets_have_names_that_excel_takes(names: list[str], shown: list[str]) -> None:
    grid: Grid = Grid([Column("a", "A", lambda one: one)], [Section(["\x01 \u202e"])])
    data = workbook([Leaf(n, grid) for n in names], date(2024, 1, 1), Language("vi"))
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "xlsx", "--out", "a.txt"], ".xlsx"),
        (["--format", "csv", "--out", "a.xlsx"], "--format xlsx"),
    ],
)
def test_a_wrong_way_out_is_one_line(
    run: Run, workspace: Path, words: list[str], told: str
) -> None:
    for command in ("status", "export"):
        done = run(command, "--root", workspace, *words)
        assert done.exit_code == 2
        assert told in done.stderr


def test_a_file_is_replaced_only_when_told(run: Run, workspace: Path) -> None:
    out = workspace / "a.xlsx"
    words = ("status", "--root", workspace, "--format", "xlsx", "--out", out)
    assert run(*words).exit_code == 0
    assert run(*words).exit_code == 2
    assert run(*words, "--force").exit_code == 0
