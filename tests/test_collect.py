"""`cchc collect`: what is written, what is refused, and where that is told."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from bad_fillings import BAD, Bad, copied, on
from conftest import REPOSITORY
from form_filling import (
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
    added,
    cchc,
    collect,
    fill,
    form,
    git,
    header,
    journals,
    office,
    row_of,
)
from form_filling import repository as in_git
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import changed, strict
from ruamel.yaml import YAML

from cchc.forms import Asking, Collecting, Form, Reply, layout
from cchc.forms.period import period_asked
from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.views.labels import Language
from cchc.views.sheets.answer import answer
from cchc.views.sheets.words import Sheet
from cchc.views.sheets.workbook import form_workbook

UNIT = "van-phong-so"
TOLD = Path(__file__).parent / "data" / "bad-fillings.yaml"
TODAY = date(2025, 7, 20)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return office(tmp_path / "kho")


@pytest.fixture
def blank(root: Path, tmp_path: Path) -> Path:
    """The form of the office, not filled in."""
    return form(root, UNIT, tmp_path / "phieu")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Collecting, Path, Path]:
    """One office that collects, and its blank forms."""
    root = office(tmp_path_factory.mktemp("office") / "kho")
    out = root.parent / "phieu"
    for unit in {bad.unit for bad in BAD}:
        form(root, unit, out)
    return Collecting(Workspace(root), TODAY), root, out


def outcomes(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Subject and outcome of each row that is not left blank, of all files."""
    return [
        (row["task"] or row["target"], row["outcome"])
        for one in found["files"]
        for row in one["rows"]
        if row["outcome"] != "same" or row["message"]
    ]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_what_is_wrong_is_told_at_its_cell(
    bad: Bad, desk: tuple[Collecting, Path, Path], tmp_path: Path
) -> None:
    collecting, _, forms = desk
    path = forms / f"phieu-2025-so-mau-{bad.unit}-2025-Q3.xlsx"
    raw = fill(path, bad.cells, bad.change, tmp_path / "f.xlsx").read_bytes()
    found = collecting.collect([("f.xlsx", raw)])
    say = Language("vi")
    rows = [row for row in found.files[0].rows if row.message]
    told = [f"{row.cell or '–'}: {say(row.message)}" for row in rows if row.message]
    assert found.refused
    assert told == YAML(typ="safe").load(TOLD)[bad.name]


def test_the_table_of_bad_fillings_has_no_line_that_nothing_tells() -> None:
    assert set(YAML(typ="safe").load(TOLD)) == {bad.name for bad in BAD}
    assert len(BAD) >= 40


FILLED = {
    (TASKS, "1.2"): {STATE: "dang thuc hien", DAY: "4/7/2025", NEXT: "họp = kết luận"},
    (TASKS, "1.3"): {**DONE, PRODUCT: "90/BC-SM; 91/BC-SM"},
    (TASKS, "1.4"): {
        STATE: "Vướng mắc",
        DAY: "ngày 1 tháng 7 năm 2025",
        REASON: "a: b",
    },
    (TARGETS, "on-time"): {VALUE: "98,5%", DAY: "2025-07-02"},
    (TARGETS, "online"): {VALUE: 71.125, PERIOD: "6 tháng đầu năm", DAY: "01-07-2025"},
}
LINES = {
    UNIT: [
        '  - {task: "1.4", date: 2025-07-01, state: blocked, for: 2025-Q3, '
        'reason: "a: b"}',
        "  - {target: online, date: 2025-07-01, period: 2025-H1, value: 71.1250}",
        "  - {target: on-time, date: 2025-07-02, period: 2025-Q3, value: 98.5}",
        '  - {task: "1.2", date: 2025-07-04, state: started, '
        'for: 2025-Q2/2025-Q3, next: "họp = kết luận"}',
        '  - {task: "1.3", date: 2025-07-04, state: done, for: 2025-Q3, evidence: '
        "[{document: 90/BC-SM, signed: 2025-07-03}, "
        "{document: 91/BC-SM, signed: 2025-07-03}]}",
    ]
}


def test_a_filled_form_becomes_entries_in_the_journal_of_its_unit(
    root: Path, blank: Path
) -> None:
    before = journals(root)
    fill(blank, FILLED)
    shown = collect(root, blank)
    assert (shown["written"], added(root, before)) == (0, {})
    written = collect(root, blank, "--apply")
    assert written["written"] == 5
    assert added(root, before) == LINES
    assert cchc(root, "check").exit_code == 0


def test_the_same_form_twice_writes_nothing(root: Path, blank: Path) -> None:
    copy = shutil.copy(fill(blank, FILLED), blank.with_name("bản sao.xlsx"))
    both = collect(root, blank, copy, "--apply")
    assert [one["state"] for one in both["files"]] == ["ok", "ok"]
    assert both["written"] == 5
    before = journals(root)
    again = collect(root, blank, "--apply")
    assert (again["written"], added(root, before)) == (0, {})
    assert {outcome for _, outcome in outcomes(again)} == {"same"}


def test_a_file_is_taken_whole_or_not_at_all(root: Path, blank: Path) -> None:
    other = form(root, "phong-phap-che", blank.parent)
    event = {(EVENTS, "2.2"): {"Ngày phát sinh": "2/7/2025"}}
    fill(other, event)
    fill(blank, {**FILLED, (TASKS, "1.4"): {STATE: "vướng mắc", DAY: "4/7/2025"}})
    before = journals(root)
    found = collect(root, blank, other, "--apply")
    assert [one["state"] for one in found["files"]] == ["refused", "ok"]
    assert added(root, before) == {
        "phong-phap-che": ['  - {task: "2.2", date: 2025-07-02, state: triggered}']
    }


def test_someone_who_reported_meanwhile_is_not_overwritten(
    root: Path, blank: Path
) -> None:
    fill(blank, FILLED)
    log = ("log", "1.3", "--unit", UNIT, "--state", "blocked", "--for", "2025-Q3")
    done = cchc(root, *log, "--note", "chờ", "--date", "2025-07-03")
    assert done.exit_code == 0, done.stderr
    value = ("--value", "97", "--period", "2025-Q3", "--date", "2025-07-03")
    done = cchc(root, "log", "--target", "on-time", "--unit", UNIT, *value)
    assert done.exit_code == 0, done.stderr
    before = journals(root)
    found = collect(root, blank, "--apply")
    assert added(root, before) == {}
    assert sorted(row for row in outcomes(found) if row[1] != "new") == [
        ("1.3", "conflict"), ("on-time", "conflict"),
    ]  # fmt: skip


def test_what_is_done_already_is_a_conflict(root: Path, blank: Path) -> None:
    evidence = ("--evidence", "88/BC-SM 2025-07-03", "--date", "2025-07-03")
    words = ("1.3", "--unit", UNIT, "--state", "done", "--for", "2025-Q3", *evidence)
    assert cchc(root, "log", *words).exit_code == 0
    fill(blank, {(TASKS, "1.3"): DONE})
    assert outcomes(collect(root, blank)) == [("1.3", "conflict")]


def test_two_forms_that_disagree_are_both_refused(root: Path, blank: Path) -> None:
    other = blank.with_name("hai.xlsx")
    fill(blank, FILLED, to=other)
    fill(blank, {**FILLED, (TASKS, "1.3"): {**DONE, PRODUCT: "99/BC-SM"}})
    before = journals(root)
    found = collect(root, blank, other, "--apply")
    assert [one["state"] for one in found["files"]] == ["refused", "refused"]
    assert [row for row in outcomes(found) if row[1] != "new"] == [
        ("1.3", "conflict"), ("1.3", "conflict"),
    ]  # fmt: skip
    assert added(root, before) == {}


def test_rows_sorted_hidden_and_moved_columns_are_found(
    root: Path, blank: Path
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book[TASKS]
        first, last = row_of(sheet, "1.2"), sheet.max_row - 2
        rows = [[c.value for c in sheet[row]] for row in range(first, last + 1)]
        sheet.protection.sheet = False
        for number, cells in enumerate(reversed(rows), first):
            for column, cell in enumerate(cells, 1):
                sheet.cell(number, column).value = cell
        sheet.row_dimensions[first].hidden = True
        sheet.move_range(f"H5:M{last}", cols=10)
        sheet.insert_rows(1, 3)
        sheet.title = "Bảng của tôi"

    before = journals(root)
    fill(blank, FILLED, change)
    assert collect(root, blank, "--apply")["written"] == 5
    assert added(root, before) == LINES


def test_a_deleted_row_is_told_and_the_rest_is_written(root: Path, blank: Path) -> None:
    change = on(TASKS, lambda sheet: sheet.delete_rows(row_of(sheet, "1.4")))
    fill(blank, {(TASKS, "1.3"): DONE}, change)
    found = collect(root, blank, "--apply")
    assert outcomes(found) == [("1.3", "new"), ("1.4", "removed")]
    assert found["written"] == 1


def test_a_row_that_stands_twice_and_agrees_is_written_once(
    root: Path, blank: Path
) -> None:
    fill(blank, {(TASKS, "1.3"): DONE}, on(TASKS, copied))
    found = collect(root, blank, "--apply")
    assert outcomes(found) == [("1.3", "new"), ("1.3", "same")]
    assert found["written"] == 1


def without_hidden_sheets(book: openpyxl.Workbook) -> None:
    for sheet in [one for one in book if one.sheet_state != "visible"]:
        book.remove(sheet)
    book.defined_names.clear()


def without_footer(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "cchc-phieu" in cell.value:
                    cell.value = None


def without_properties(data: bytes) -> bytes:
    def change(name: str, blob: bytes) -> bytes:
        return re.sub(rb"cchc-phieu[^<]*", b"", blob) if "custom" in name else blob

    return changed(data, change)


def test_identity_is_found_where_sheets_or_properties_are_gone(
    root: Path, blank: Path
) -> None:
    before = journals(root)
    fill(blank, FILLED, without_hidden_sheets)
    blank.write_bytes(without_properties(blank.read_bytes()))
    found = collect(root, blank, "--apply")
    assert (found["written"], added(root, before)) == (5, LINES)


def test_a_form_without_any_identity_is_refused(root: Path, blank: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        without_hidden_sheets(book)
        without_footer(book)

    fill(blank, FILLED, change)
    blank.write_bytes(without_properties(blank.read_bytes()))
    found = collect(root, blank)["files"][0]
    assert found["state"] == "refused"
    assert "is no form of cchc" in found["message"]


def test_the_strict_format_and_its_real_dates_are_read(root: Path, blank: Path) -> None:
    def days_written_out(book: openpyxl.Workbook) -> None:
        book.iso_dates = True

    before = journals(root)
    fill(blank, FILLED, days_written_out)
    assert b't="d"' in zipfile.ZipFile(blank).read("xl/worksheets/sheet2.xml")
    blank.write_bytes(strict(blank.read_bytes()))
    assert collect(root, blank, "--apply")["written"] == 5
    assert added(root, before) == LINES


def test_a_form_of_another_workspace_is_refused(root: Path, blank: Path) -> None:
    config = root / "plans" / "workspace.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("office: so-mau", "office: ubnd-tinh-mau"), "utf-8")
    found = collect(root, blank)["files"][0]
    assert found["message"] == (
        "the form is of the workspace of so-mau; this one is of ubnd-tinh-mau"
    )


def test_a_form_of_a_plan_that_is_not_here_is_refused(root: Path, blank: Path) -> None:
    plan = root / "plans" / "2025-so-mau"
    plan.rename(plan.with_name("2025-so-khac"))
    decision = root / "plans" / "2025-so-khac" / "decision.yaml"
    text = decision.read_text(encoding="utf-8")
    decision.write_text(text.replace("id: 2025-so-mau", "id: 2025-so-khac", 1), "utf-8")
    found = collect(root, blank)["files"][0]
    assert "2025-so-mau" in found["message"]
    assert found["state"] == "refused"


def test_a_row_of_a_plan_that_changed_is_old(root: Path, blank: Path) -> None:
    fill(blank, FILLED)
    decision = root / "plans" / "2025-so-mau" / "decision.yaml"
    text = decision.read_text(encoding="utf-8")
    decision.write_text(text.replace("Họp giao ban CCHC", "Họp bàn CCHC"), "utf-8")
    found = collect(root, blank)
    stale = [row for row in outcomes(found) if row[1] != "new"]
    assert stale == [("1.3", "stale")]


def test_a_task_that_the_plan_lost_is_told_as_an_old_form(
    root: Path, blank: Path
) -> None:
    fill(blank, {(TASKS, "1.3"): DONE})
    decision = root / "plans" / "2025-so-mau" / "decision.yaml"
    text = decision.read_text(encoding="utf-8")
    decision.write_text(text.replace('- id: "1.3"', '- id: "1.30"'), "utf-8")
    found = collect(root, blank)
    assert outcomes(found) == [("1.3", "stale")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cchc-phieu/9/a/b/c/2025-Q2/2025-06-20/X/1/Y", "version 9"),
        ("cchc-phieu/1/so-mau/2025-so-mau/phong-phap-che", "was changed"),
        ("cchc-phieu/1/", "was changed"),
    ],
)
def test_a_code_that_was_changed_or_is_newer_is_refused(
    root: Path, blank: Path, line: str, words: str
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[TASKS]["A1"] = line

    fill(blank, FILLED, change)
    found = collect(root, blank)["files"][0]
    assert words in found["message"]


def test_a_column_that_is_gone_is_named(root: Path, blank: Path) -> None:
    change = on(TASKS, lambda s: s.delete_cols(header(s)[REASON]))
    fill(blank, {(TASKS, "1.3"): DONE}, change)
    found = collect(root, blank)["files"][0]
    assert found["message"] == "sheet “Tiến độ”: these columns are missing: Lý do"


def test_a_column_that_stands_twice_is_named(root: Path, blank: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book[TASKS].cell(5, 30).value = "Trạng thái"

    fill(blank, {(TASKS, "1.3"): DONE}, change)
    found = collect(root, blank)["files"][0]
    assert found["message"] == "sheet “Tiến độ” has the column “Trạng thái” twice"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 20_000_000 + b"</a>")
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.xlsx", b"", "no workbook and no Word file"),
        ("a.xlsx", b"%PDF-1.7", "no workbook and no Word file"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 90, "is damaged"),
        ("a.xlsx", bomb(), "unfolds to more than 16 MB"),
        ("a.xlsx", workbook(), "is no form of cchc"),
    ],
    ids=["empty", "pdf", "torn", "bomb", "another workbook"],
)
def test_what_is_no_form_is_refused_by_name(
    root: Path, tmp_path: Path, name: str, raw: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    found = collect(root, path)["files"][0]
    assert (found["state"], found["unit"], found["rows"]) == ("refused", None, [])
    assert words in found["message"]


def test_a_returned_file_is_never_changed(root: Path, blank: Path) -> None:
    fill(blank, {**FILLED, (TASKS, "1.4"): {STATE: "?"}})
    raw = blank.read_bytes()
    collect(root, blank, "--apply")
    assert blank.read_bytes() == raw


def answer_of(root: Path, blank: Path) -> Path:
    return root.parent / "answers" / f"tra-loi-{blank.name}"


def test_an_answer_says_what_is_wrong_and_is_a_form_itself(
    root: Path, blank: Path
) -> None:
    wrong = {**FILLED, (TASKS, "1.4"): {STATE: "vướng mắc", DAY: "32/7/2025"}}
    fill(blank, wrong)
    assert collect(root, blank)["files"][0]["state"] == "refused"
    path = answer_of(root, blank)
    sheet = openpyxl.load_workbook(path)[TASKS]
    column, row = header(sheet)["Trả lời của cơ quan nhận"], row_of(sheet, "1.4")
    assert sheet.cell(row, column).value == (
        "Sai: 32/7/2025 không phải ngày; viết như 30/06/2025"
    )
    assert sheet.cell(row, header(sheet)[DAY]).value == "32/7/2025"
    before = journals(root)
    fill(path, {(TASKS, "1.4"): {DAY: "1/7/2025", REASON: "a: b"}})
    assert collect(root, path, "--apply")["written"] == 5
    assert added(root, before) == LINES


@pytest.mark.parametrize(
    ("number", "cells", "wrong"),
    [
        ("1.4", {STATE: "vướng mắc", DAY: "32/7/2025", REASON: "Chờ"}, [DAY]),
        ("1.3", DONE, [STATE]),  # done already: no cell alone is wrong
    ],
)
def test_an_answer_marks_the_wrong_cell_or_else_the_main_one(
    root: Path, blank: Path, number: str, cells: dict[str, object], wrong: list[str]
) -> None:
    evidence = ("--evidence", "88/BC-SM 2025-07-03", "--date", "2025-07-03")
    words = ("1.3", "--unit", UNIT, "--state", "done", "--for", "2025-Q3", *evidence)
    assert cchc(root, "log", *words).exit_code == 0
    fill(blank, {(TASKS, number): cells})
    collect(root, blank)
    sheet = openpyxl.load_workbook(answer_of(root, blank))[TASKS]
    columns, row = header(sheet), row_of(sheet, number)
    marked = [
        heading
        for heading in (STATE, DAY, PRODUCT, SIGNED, REASON, NEXT)
        if sheet.cell(row, columns[heading]).font.b
    ]
    assert marked == wrong


def test_a_formula_never_reaches_the_answer_as_one(root: Path, blank: Path) -> None:
    evil = '=HYPERLINK("http://example.org","x")'
    fill(blank, {(TASKS, "1.3"): {STATE: "vướng mắc", DAY: "4/7/2025", REASON: evil}})
    collect(root, blank)
    sheet = openpyxl.load_workbook(answer_of(root, blank))[TASKS]
    cell = sheet.cell(row_of(sheet, "1.3"), header(sheet)[REASON])
    assert (cell.data_type, cell.value) == ("s", evil)


def test_an_answer_is_never_written_over_a_returned_form(
    root: Path, blank: Path
) -> None:
    fill(blank, {(TASKS, "1.3"): {STATE: "?"}})
    path = blank.with_name(f"tra-loi-{blank.name}")
    shutil.copy(blank, path)
    done = cchc(root, "collect", blank, path, "--answers", blank.parent)
    assert done.exit_code == 2
    assert path.read_bytes() == blank.read_bytes()


@pytest.fixture
def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return in_git(root, monkeypatch)


def test_a_branch_has_one_commit_a_unit_and_the_files_stay(
    repository: Path, blank: Path
) -> None:
    other = form(repository, "phong-phap-che", blank.parent)
    fill(other, {(EVENTS, "2.2"): {"Ngày phát sinh": "2/7/2025"}})
    fill(blank, FILLED)
    before = journals(repository)
    found = collect(repository, blank, other, "--branch", "tien-do/quy-3")
    assert found["written"] == 6
    assert journals(repository) == before
    log = git(repository, "log", "--format=%s", "main..tien-do/quy-3").splitlines()
    assert log == [
        "Tiến độ của Phòng Pháp chế: 1 mục", "Tiến độ của Văn phòng Sở Mẫu: 5 mục",
    ]  # fmt: skip
    git(repository, "switch", "-q", "tien-do/quy-3")
    assert added(repository, before)[UNIT] == LINES[UNIT]
    assert cchc(repository, "check").exit_code == 0


def test_a_branch_that_is_there_or_no_name_is_refused(
    repository: Path, blank: Path
) -> None:
    fill(blank, FILLED)
    for name in ("main", "a b", "-x", "a..b"):
        done = cchc(repository, "collect", blank, "--branch", name)
        assert done.exit_code == 2, name


def test_a_journal_with_changes_of_its_own_goes_on_no_branch(
    repository: Path, blank: Path
) -> None:
    fill(blank, FILLED)
    journal = repository / "plans/2025-so-mau/progress" / f"{UNIT}.yaml"
    journal.write_text(journal.read_text("utf-8") + "# ghi chú\n", "utf-8")
    done = cchc(repository, "collect", blank, "--branch", "b")
    assert done.exit_code == 2
    assert "not committed" in done.stderr
    assert git(repository, "branch", "--format=%(refname:short)") == "main\n"


def test_a_word_form_is_collected_too(root: Path, tmp_path: Path) -> None:
    path = form(root, UNIT, tmp_path / "phieu", "--format", "docx")
    document = docx.Document(str(path))
    table = document.tables[0]
    columns = {cell.text: i for i, cell in enumerate(table.rows[0].cells)}
    row = next(row for row in table.rows if row.cells[1].text == "1.3")
    for heading, text in (
        (STATE, "đã xong"), (DAY, "4/7/2025"), (PRODUCT, "90/BC-SM"),
        (SIGNED, "3/7/2025"),
    ):  # fmt: skip
        row.cells[columns[heading]].text = text
    document.save(str(path))
    before = journals(root)
    found = collect(root, path, "--apply")
    assert found["written"] == 1
    assert added(root, before) == {
        UNIT: [
            '  - {task: "1.3", date: 2025-07-04, state: done, for: 2025-Q3, evidence: '
            "[{document: 90/BC-SM, signed: 2025-07-03}]}"
        ]
    }


def test_the_contract_of_json(root: Path, blank: Path) -> None:
    fill(blank, {(TASKS, "1.3"): DONE})
    found = collect(root, blank)
    assert {key: found[key] for key in ("format", "written")} == {
        "format": 1, "written": 0,
    }  # fmt: skip
    assert list(found) == ["format", "files", "written"]
    one = found["files"][0]
    assert list(one) == ["file", "unit", "plan", "state", "message", "rows"]
    assert (one["unit"], one["plan"], one["state"]) == (UNIT, "2025-so-mau", "ok")
    assert one["rows"][1] == {
        "cell": "Tiến độ!H7", "task": "1.3", "target": None, "outcome": "new",
        "message": None,
    }  # fmt: skip


def test_a_folder_means_the_forms_in_it(root: Path, blank: Path) -> None:
    (blank.parent / "~$phieu.xlsx").write_bytes(b"x")
    (blank.parent / "đọc.txt").write_bytes(b"x")
    found = collect(root, blank.parent)
    assert [Path(one["file"]).name for one in found["files"]] == [blank.name]


def test_a_file_that_is_not_there_stops_the_command(root: Path) -> None:
    done = cchc(root, "collect", root / "khong-co.xlsx")
    assert (done.exit_code, done.stdout) == (2, "")


REAL = [p.parent.name for p in sorted((REPOSITORY / "plans").glob("*/decision.yaml"))]


@pytest.fixture(scope="module")
def real() -> Workspace:
    return Workspace(REPOSITORY)


def asking_of(workspace: Workspace, plan_id: str, day: date) -> Asking:
    holdings = Holdings(workspace, lambda findings: None)
    plan = holdings.plan(plan_id).record
    assert plan is not None
    office = holdings.office or plan.decision.issuer
    journals = holdings.journals(plan_id)
    period = period_asked(plan, day, None, None, None)
    return Asking(plan, journals, holdings.setting(day), period, office)


@pytest.mark.parametrize(
    "plan_id",
    [
        pytest.param(one, marks=[pytest.mark.long] if one != "2024-snv" else [])
        for one in REAL
    ],
)
def test_every_unit_of_a_real_plan_gets_a_form_that_comes_back(
    plan_id: str, real: Workspace, tmp_path: Path
) -> None:
    """Every row filled in: every file is taken, and every row is an entry."""
    root = tmp_path / "kho"
    shutil.copytree(REPOSITORY / "plans", root / "plans")
    period = asking_of(real, plan_id, TODAY).plan.period
    day = TODAY if period.is_open else date(period.start.year, 12, 1)
    asking = asking_of(Workspace(root), plan_id, day)
    files, rows = [], 0
    for unit in asking.units:
        made = asking.form(unit)
        units = Holdings(real, lambda findings: None).units
        data = form_workbook(Sheet(made, units, Reply("Sở", None)))
        files.append((f"{unit}.xlsx", everything(data, made, day)))
        covered = {row.subject for row in made.covers}  # one entry a target and day
        others = {row.key for row in made.rows} - {row.key for row in made.covers}
        rows += len(others) + len(covered)
    found = Collecting(Workspace(root), date(2026, 1, 1)).collect(files, write=True)
    refused = [
        (one.file, row.cell, str(row.message))
        for one in found.files
        for row in one.rows
        if row.message
    ]
    assert refused == []
    assert found.written == rows


def everything(data: bytes, asked: Form, day: date) -> bytes:
    """A form with every row filled in, in its XML: thousands of rows take no time."""
    on = f"{day:%d/%m/%Y}"
    answers = {
        layout.TASKS: [{STATE: "đang thực hiện", DAY: on, NEXT: "a"}]
        * len(asked.tasks),
        layout.TARGETS: [{VALUE: "50", DAY: on}] * len(asked.targets),
        layout.EVENTS: [
            {"Ngày phát sinh": on, "Hạn được giao": on}
            if row.state == "scheduled"
            else {"Ngày phát sinh": on}
            for row in asked.events
        ],
        layout.COVERS: [{DAY: on, "Văn bản": "1/KL"}] * len(asked.covers),
    }
    sheets = [table for table, _ in asked.tables]
    paths = {f"xl/worksheets/sheet{n}.xml": t for n, t in enumerate(sheets, 2)}

    def change(name: str, blob: bytes) -> bytes:
        if name not in paths:
            return blob
        table = paths[name]
        headings = (layout.CODE, *table.shown, *table.filled)
        new = {
            f"{'ABCDEFGHIJKLMNOP'[headings.index(heading)]}{number}": text
            for number, row in enumerate(answers[table], 6)
            for heading, text in row.items()
        }

        def written(cell: re.Match[str]) -> str:
            text = new.get(cell[1])
            if text is None:
                return cell[0]
            return f'<c r="{cell[1]}" t="inlineStr"><is><t>{text}</t></is></c>'

        return re.sub(r'<c r="(\w+)" s="\d+"/>', written, blob.decode()).encode()

    return changed(data, change)


def days() -> st.SearchStrategy[date]:
    return st.dates(date(2025, 1, 10), date(2025, 12, 31))


@pytest.mark.long
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=days(), place=st.integers(0, 30))
def test_a_form_that_nobody_filled_in_writes_nothing(
    day: date, place: int, desk: tuple[Collecting, Path, Path]
) -> None:
    collecting, root, _ = desk
    asking = asking_of(Workspace(root), "2025-so-mau", day)
    unit = asking.units[place % len(asking.units)]
    units = collecting.lookup.units
    raw = form_workbook(Sheet(asking.form(unit), units, Reply("Sở Mẫu", None)))
    found = collecting.collect([("a.xlsx", raw)], write=True)
    assert (found.refused, found.written, found.additions) == (False, 0, ())
    assert {row.outcome.value for row in found.files[0].rows} <= {"same"}


def cells() -> st.SearchStrategy[object]:
    """What people, and programs, leave in cells."""
    words = [
        "đã xong",
        "vướng mắc",
        "30/6/2025",
        "98,5",
        "3,150",
        "quý II",
        "=A1",
        "12/BC",
    ]
    return st.one_of(
        st.none(),
        st.sampled_from(words),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])),
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(-(10**12), 10**12),
        st.booleans(),
        st.dates(date(1900, 3, 1)),
    )


@pytest.mark.long
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(cells(), min_size=14, max_size=14))
def test_whatever_stands_in_the_cells_is_taken_or_told(
    values: list[object], desk: tuple[Collecting, Path, Path], tmp_path: Path
) -> None:
    collecting, root, forms = desk
    task = dict(zip((STATE, DAY, PRODUCT, SIGNED, REASON, NEXT), values, strict=False))
    target = dict(zip((VALUE, PERIOD, DAY), values[6:], strict=False))
    path = forms / f"phieu-2025-so-mau-{UNIT}-2025-Q3.xlsx"
    given = {(TASKS, "1.3"): task, (TARGETS, "on-time"): target}
    raw = fill(path, given, to=tmp_path / "f.xlsx").read_bytes()
    before = journals(root)
    found = Collecting(Workspace(root), TODAY).collect([("f.xlsx", raw)])
    assert journals(root) == before
    for row in found.files[0].rows:
        assert (row.outcome.value in ("new", "same")) or row.message is not None
    assert found.files[0].message is None or found.refused
    if found.refused and found.files[0].message is None:
        parties = (collecting.lookup.units, Reply("Sở", None))
        identity = found.files[0].identity
        assert identity is not None
        made = answer(found.files[0], collecting.asking(identity), parties)
        again = Collecting(Workspace(root), TODAY).collect([("a.xlsx", made)])
        assert again.files[0].message is None


@pytest.fixture
def converted(tmp_path: Path) -> Any:
    """Convert a file with LibreOffice, which has a profile of its own."""

    def convert(path: Path, kind: str) -> Path:
        out = tmp_path / f"as-{kind}"
        profile = (tmp_path / "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless",
             "--convert-to", kind, "--outdir", out, path],
            check=True,
            capture_output=True,
        )  # fmt: skip
        return out / f"{path.stem}.{kind}"

    return convert


@pytest.mark.libreoffice
def test_forms_saved_by_libreoffice_say_the_same(
    root: Path, blank: Path, converted: Any
) -> None:
    fill(blank, FILLED)
    before = journals(root)
    ods = converted(blank, "ods")
    back = converted(ods, "xlsx")
    plain = collect(root, blank)["files"][0]["rows"]
    for path in (ods, back):
        assert collect(root, path)["files"][0]["rows"] == plain
    assert collect(root, ods, "--apply")["written"] == 5
    assert added(root, before) == LINES


@pytest.mark.libreoffice
def test_a_word_form_saved_by_libreoffice_is_still_a_form(
    root: Path, tmp_path: Path, converted: Any
) -> None:
    path = form(root, UNIT, tmp_path / "phieu", "--format", "docx")
    back = converted(converted(path, "odt"), "docx")
    found = collect(root, back)["files"][0]
    assert (found["state"], len(found["rows"])) == ("ok", 7)
