"""`cchc form`: what is asked of whom, and the workbook that asks it."""

from __future__ import annotations

import re
import shlex
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from conftest import PLAN, REPOSITORY, TASK, UNITS, make_workspace
from form_filling import (
    AS_OF,
    DAY,
    DONE,
    EVENTS,
    NEXT,
    PERIOD,
    PRODUCT,
    REASON,
    SIGNED,
    STATE,
    TARGETS,
    TASKS,
    VALUE,
    cchc,
    collect,
    fill,
    form,
    git,
    header,
    office,
    repository,
    row_of,
)
from typer.testing import CliRunner, Result

from cchc.cli.app import app
from cchc.forms.identity import Identity, identity_in, read_code
from cchc.forms.typed import day_of, figure_in
from cchc.office.cells import Value
from cchc.problems import CchcError

UNIT = "van-phong-so"
FILLED = [STATE, DAY, PRODUCT, SIGNED, REASON, NEXT]
STATES = ["đang thực hiện", "đã xong", "vướng mắc", "tạm hoãn", "thôi thực hiện"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return office(tmp_path / "kho")


@pytest.fixture
def made(root: Path, tmp_path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(form(root, UNIT, tmp_path / "phieu"))


def test_every_unit_that_owes_something_gets_one_form(
    root: Path, tmp_path: Path
) -> None:
    out = tmp_path / "phieu"
    done = cchc(root, "form", "--quarter", "Q3", "--as-of", AS_OF, "--out", out)
    assert done.exit_code == 0, done.stderr
    names = sorted(path.name for path in out.iterdir())
    assert [f"{out / name}" for name in names] == done.stdout.splitlines()
    assert f"phieu-2025-so-mau-{UNIT}-2025-Q3.xlsx" in names
    assert len(names) > 3


def test_a_form_has_the_sheets_and_headings_of_the_contract(
    made: openpyxl.Workbook,
) -> None:
    visible = [sheet.title for sheet in made if sheet.sheet_state == "visible"]
    assert visible == ["Hướng dẫn", TASKS, TARGETS]
    headings = list(header(made[TASKS]))
    assert headings[headings.index(STATE) :][:6] == FILLED
    targets = list(header(made[TARGETS]))
    assert targets[targets.index(VALUE) :][:2] == [VALUE, PERIOD]


def test_what_is_overdue_stands_first(root: Path, tmp_path: Path) -> None:
    when = ("--quarter", "Q4", "--as-of", "2025-10-05", "--out", tmp_path)
    done = cchc(root, "form", "--unit", UNIT, *when)
    sheet = openpyxl.load_workbook(done.stdout.splitlines()[0])[TASKS]
    column = header(sheet)["Hạn"]
    days = [sheet.cell(row, column).value for row in range(6, sheet.max_row - 1)]
    dated = [day for day in days if isinstance(day, datetime)]
    assert dated == sorted(dated) == days[: len(dated)]
    assert dated[0] < datetime(2025, 10, 5) < dated[-1]
    told = [sheet.cell(row, column + 1).value for row in range(6, 6 + len(dated))]
    late = [str(text).startswith("QUÁ HẠN") for text in told]
    assert late == [day < datetime(2025, 10, 5) for day in dated]


def test_only_cells_to_fill_in_are_unlocked_and_they_have_lists(
    made: openpyxl.Workbook,
) -> None:
    sheet = made[TASKS]
    assert sheet.protection.sheet
    row, columns = row_of(sheet, "1.3"), header(sheet)
    unlocked = [
        h for h, c in columns.items() if not sheet.cell(row, c).protection.locked
    ]
    assert unlocked == FILLED
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    lists = [rule.formula1 for rule in rules.values() if rule.type == "list"]
    assert lists == ["trang_thai"]
    assert sum(rule.type == "date" for rule in rules.values()) == 2
    place = made.defined_names["trang_thai"].attr_text
    assert place == "'_danh_muc'!$A$1:$A$5"
    assert [cell.value for (cell,) in made["_danh_muc"]["A1:A5"]] == STATES


def test_keys_and_base_values_stand_in_hidden_columns(made: openpyxl.Workbook) -> None:
    sheet = made[TASKS]
    row, columns = row_of(sheet, "1.4"), header(sheet)
    code = str(sheet.cell(row, 1).value)
    key = f"2025-so-mau#1.4#2025-Q3#{UNIT}"
    assert read_code(code) is not None
    assert sheet.cell(row, columns["Khóa"]).value == f"{code} {key}"
    letter = openpyxl.utils.get_column_letter(columns["Khóa"])
    assert sheet.column_dimensions[letter].hidden


def test_a_form_prints_on_a4_across_with_its_header_on_every_page(
    made: openpyxl.Workbook,
) -> None:
    sheet = made[TASKS]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape", 9,
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "D6"
    fonts = {c.font.name for row in sheet.iter_rows() for c in row if c.value}
    assert fonts == {"Times New Roman"}


def test_the_identity_stands_in_a_cell_a_sheet_and_a_property(
    root: Path, tmp_path: Path
) -> None:
    path = form(root, UNIT, tmp_path)
    book = openpyxl.load_workbook(path)
    line = book["_phieu"]["A1"].value
    assert book.custom_doc_props["Phieu-cchc"].value == line
    assert line in str(book[TASKS].cell(book[TASKS].max_row, 1).value)
    identity = identity_in([line], "a")
    assert (identity.plan, identity.unit, identity.period.text) == (
        "2025-so-mau", UNIT, "2025-Q3",
    )  # fmt: skip
    assert identity.line == line


def test_a_form_is_the_same_each_time(root: Path, tmp_path: Path) -> None:
    one, other = (form(root, UNIT, tmp_path / name) for name in "ab")
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        assert first.namelist() == second.namelist()
        for name in first.namelist():
            assert first.read(name) == second.read(name), name


def test_events_are_asked_where_a_limit_starts_from_one(
    root: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(form(root, "phong-phap-che", tmp_path))
    sheet = book[EVENTS]
    assert "Ngày phát sinh" in header(sheet)
    assert row_of(sheet, "2.2")


def test_the_guide_says_what_to_fill_in_to_whom_and_by_when(
    root: Path, tmp_path: Path
) -> None:
    more = ("--reply-by", "12/9/2025", "--reply-to", "Văn phòng (vp@example.org)")
    book = openpyxl.load_workbook(form(root, UNIT, tmp_path, *more))
    text = "\n".join(str(cell.value) for (cell,) in book["Hướng dẫn"]["A1:A20"])
    said = "Gửi lại phiếu này cho Văn phòng (vp@example.org) trước ngày 12/09/2025."
    assert said in text
    assert book[TASKS]["A3"].value == said


@pytest.mark.parametrize(
    ("as_of", "quarter", "said"),
    [
        ("2025-07-05", "Q3", "trước ngày 17/09/2025"),
        ("2025-09-20", "Q3", "ngay khi điền xong"),
    ],
)
def test_by_default_a_form_comes_back_before_the_report_is_sent(
    root: Path, tmp_path: Path, as_of: str, quarter: str, said: str
) -> None:
    when = ("--quarter", quarter, "--as-of", as_of, "--out", tmp_path)
    done = cchc(root, "form", "--unit", UNIT, *when)
    book = openpyxl.load_workbook(done.stdout.splitlines()[0])
    assert said in str(book[TASKS]["A3"].value)


@pytest.mark.parametrize(
    "args",
    [
        ("--quarter", "Q5"),
        ("--quarter", "Q1", "--half", "H1"),
        ("--half", "H3"),
        ("--year", "2019"),
        ("--format", "pdf"),
        ("--unit", "Sở không có"),
        ("--reply-by", "quý II"),
    ],
)
def test_what_cannot_be_asked_is_one_line(
    root: Path, tmp_path: Path, args: tuple[str, ...]
) -> None:
    done = cchc(root, "form", *args, "--out", tmp_path / "phieu")
    assert done.exit_code == 2
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "phieu").exists()


def test_existing_forms_stay_without_force(root: Path, tmp_path: Path) -> None:
    path = form(root, UNIT, tmp_path)
    path.write_bytes(b"x")
    done = cchc(
        root, "form", "--unit", UNIT, "--quarter", "Q3", "--as-of", AS_OF,
        "--out", tmp_path,
    )  # fmt: skip
    assert (done.exit_code, path.read_bytes()) == (2, b"x")


def test_a_word_form_has_the_same_headings_across_the_page(
    root: Path, tmp_path: Path
) -> None:
    document = docx.Document(str(form(root, UNIT, tmp_path, "--format", "docx")))
    section = document.sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)
    headings = [cell.text for cell in document.tables[0].rows[0].cells]
    assert headings[-6:] == FILLED
    assert "cchc-phieu/1/" in section.footer.paragraphs[0].text


def test_a_word_form_has_headings_and_overdue_rows_alone_in_bold(
    root: Path, tmp_path: Path
) -> None:
    when = ("--quarter", "Q4", "--as-of", "2025-10-05", "--out", tmp_path)
    done = cchc(root, "form", "--unit", UNIT, *when, "--format", "docx")
    document = docx.Document(done.stdout.splitlines()[0])
    head, *rows = document.tables[0].rows
    assert {run.bold for cell in head.cells for run in cell.paragraphs[0].runs} == {
        True
    }
    found = {
        (any(cell.text.startswith("QUÁ HẠN") for cell in row.cells), run.bold)
        for row in rows
        for cell in row.cells
        for run in cell.paragraphs[0].runs
    }
    assert found == {(True, True), (False, False)}


def test_a_letter_carries_its_form_and_says_where_it_goes(
    root: Path, tmp_path: Path
) -> None:
    when = ("--as-of", "2025-07-04", "--reply-by", "10/7/2025", "--out", tmp_path)
    done = cchc(root, "remind", "--forms", *when)
    assert done.exit_code == 0, done.stderr
    letters = sorted(tmp_path.glob("don-doc-*.docx"))
    forms = sorted(tmp_path.glob("phieu-*.xlsx"))
    assert len(letters) == len(forms) > 0
    text = "\n".join(p.text for p in docx.Document(str(letters[0])).paragraphs)
    assert "chậm nhất ngày 10/07/2025" in text
    assert "gửi lại tệp phiếu cho Sở Mẫu cùng thời hạn" in text
    found = collect(root, *forms)
    assert {one["state"] for one in found["files"]} == {"ok"}


def test_a_letter_without_forms_says_nothing_of_them(
    root: Path, tmp_path: Path
) -> None:
    cchc(root, "remind", "--as-of", "2025-07-04", "--out", tmp_path)
    letters = [*tmp_path.glob("*.docx")]
    assert letters
    for path in letters:
        text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
        assert "Phiếu báo cáo" not in text


@pytest.mark.parametrize(
    ("held", "day"),
    [
        (date(2025, 6, 30), "2025-06-30"),
        ("30/6/2025", "2025-06-30"),
        ("30.06.2025", "2025-06-30"),
        (" 30 - 6 - 2025 ", "2025-06-30"),
        ("ngày 30/6/2025", "2025-06-30"),
        ("Ngày 30 tháng 6 năm 2025", "2025-06-30"),
        ("2025-06-30", "2025-06-30"),
        ("2025-06-30 00:00:00", "2025-06-30"),
        ("29/2/2024", "2024-02-29"),
    ],
)
def test_days_as_people_type_them(held: str | date, day: str) -> None:
    assert day_of(Value(held)) == day


@pytest.mark.parametrize(
    "held",
    ["", "30/6", "6/2025", "30/6/25", "29/2/2025", "2025", "hôm nay", 45838.0, True,
     "30/6/2025 và 1/7/2025", "٣٠/٦/٢٠٢٥x"],
)  # fmt: skip
def test_what_is_no_day_is_refused(held: str | float | bool) -> None:
    with pytest.raises(CchcError):
        day_of(Value(held))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(98.5), "98,50"),
        (Value(3.125), "3,1250"),
        (Value(100.0), "100"),
        (Value(0.985, percent=True), "98,50%"),
        (Value("98,5"), "98,5"),
    ],
)
def test_numbers_of_cells_are_never_taken_for_thousands(
    value: Value, words: str
) -> None:
    assert figure_in(value) == words


def test_an_identity_with_another_check_sum_is_refused() -> None:
    from cchc.dates import parse_period

    day = date(2025, 6, 1)
    one = Identity("a", "b", "c", parse_period("2025-Q2"), day, "D", 3)
    assert identity_in([f"Mã phiếu: {one.line}"], "x") == one
    with pytest.raises(CchcError):
        identity_in([one.line.replace("/c/", "/d/")], "x")
    with pytest.raises(CchcError):
        identity_in([one.line, one._replace(unit="d").line], "x")


def test_the_page_on_a_quarter_tells_commands_that_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (REPOSITORY / "docs" / "mot-quy-lam-viec.md").read_text(encoding="utf-8")
    block = re.search(r"^```sh\n(.*?)^```", page, re.M | re.S)
    assert block is not None
    commands = [
        shlex.split(line.partition("#")[0])
        for line in block[1].splitlines()
        if line.startswith("cchc ")
    ]
    assert [words[1] for words in commands] == [
        "form", "collect", "collect", "check", "report",
    ]  # fmt: skip
    repository(root, monkeypatch)
    (root / "gui-ve").mkdir()
    blank = form(root, UNIT, tmp_path)
    fill(blank, {(TASKS, "1.3"): DONE}, to=root / "gui-ve" / blank.name)
    monkeypatch.chdir(root)
    for words in commands:
        result = CliRunner().invoke(app, [*words[1:], "--lang", "en"])
        assert result.exit_code == 0, (words, result.output)
    assert "Tiến độ của Văn phòng Sở Mẫu" in git(root, "log", "--all", "--format=%s")


def test_a_form_of_a_group_without_members_is_told(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    units = UNITS.partition("    members:")[0]
    make_workspace(tmp_path, PLAN + TASK.replace("van-phong", "cac-phong"), units)
    words = ("--quarter", "Q1", "--as-of", "2024-02-01", "--out", tmp_path / "phieu")
    made = run("form", "--root", tmp_path, *words, lang="en")
    assert "groups without members: Các phòng;" in made.stderr
