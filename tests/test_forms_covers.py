"""The table *Kiểm tra*: units that a target counts, reported by form."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from form_filling import (
    AS_OF,
    DAY,
    SIGNED,
    TARGETS,
    added,
    cchc,
    collect,
    fill,
    form,
    header,
    journals,
    office,
    row_of,
)

COVERS, DOCUMENT, ANSWER = "Kiểm tra", "Văn bản", "Trả lời của cơ quan nhận"
EAST, WEST, SOUTH = "chi-cuc-mau-dong", "chi-cuc-mau-tay", "chi-cuc-mau-nam"
OFFICE = "so-mau"
TARGET = (
    "  - {id: kiem-tra, title: Kiểm tra các chi cục, goal: {at_least: 50, unit: '%'}, "
    "coverage: [cac-chi-cuc], by: 2025}\n"
)
ONCE = {DAY: date(2025, 7, 4), DOCUMENT: "7/KL-SM", SIGNED: date(2025, 7, 3)}


def counting(root: Path, targets: str = TARGET) -> Path:
    """The sample with targets that count units."""
    path = office(root) / "plans/2025-so-mau/decision.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("tasks:\n", f"{targets}tasks:\n", 1), "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return counting(tmp_path / "kho")


@pytest.fixture
def blank(root: Path, tmp_path: Path) -> Path:
    return form(root, OFFICE, tmp_path / "phieu")


def told(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Cell, outcome and message of each row that says anything."""
    return [
        (row["cell"], row["outcome"], row["message"] or "")
        for one in found["files"]
        for row in one["rows"]
        if row["outcome"] != "same" or row["message"]
    ]


def test_a_plan_without_such_targets_has_no_such_sheet(tmp_path: Path) -> None:
    path = form(office(tmp_path / "kho"), "van-phong-so", tmp_path)
    assert COVERS not in openpyxl.load_workbook(path).sheetnames


def test_each_unit_that_is_not_covered_yet_has_a_row(root: Path, blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    sheet = book[COVERS]
    assert list(header(sheet))[-5:] == [DAY, DOCUMENT, SIGNED, "Khóa", "Gốc"]
    rows = [[c.value for c in row[1:5]] for row in sheet.iter_rows(6, 8)]
    assert [row[0] for row in rows] == [EAST, SOUTH, WEST]
    assert rows[0][1:] == ["Chi cục Mẫu Đông", "Kiểm tra các chi cục", "chưa có"]
    if TARGETS in book.sheetnames:  # their share is counted, nobody types it
        with pytest.raises(StopIteration):
            row_of(book[TARGETS], "kiem-tra")
    assert "Kiểm tra" in str([c.value for (c,) in book["Hướng dẫn"]["A1:A20"]])


def test_when_another_target_covered_a_unit_is_shown(tmp_path: Path) -> None:
    other = TARGET.replace("id: kiem-tra", "id: kiem-tra-dot-xuat")
    root = counting(tmp_path / "kho", TARGET + other)
    path = root / f"plans/2025-so-mau/progress/{OFFICE}.yaml"
    path.write_text(
        f"unit: {OFFICE}\nentries:\n"
        "  - {target: kiem-tra-dot-xuat, date: 2025-03-04, period: 2025-Q1, "
        f"covers: [{EAST}], evidence: [{{document: 1/KL}}]}}\n"
        "  - {target: kiem-tra, date: 2025-03-05, period: 2025-Q1, "
        f"covers: [{WEST}], evidence: [{{document: 2/KL}}]}}\n",
        "utf-8",
    )
    sheet = openpyxl.load_workbook(form(root, OFFICE, tmp_path))[COVERS]
    rows = [[c.value for c in row[1:5]] for row in sheet.iter_rows(6, 9)]
    assert [(row[0], row[3]) for row in rows] == [
        (EAST, "04/03/2025 (kiem-tra-dot-xuat)"),
        (SOUTH, "chưa có"),
        (SOUTH, "chưa có"),
        (WEST, "05/03/2025 (kiem-tra)"),
    ]


def test_units_of_one_day_are_one_entry(root: Path, blank: Path) -> None:
    cells = {
        (COVERS, EAST): ONCE,
        (COVERS, WEST): {DAY: "4/7/2025", DOCUMENT: "8/KL-SM; 7/KL-SM",
                         SIGNED: "3/7/2025"},
        (COVERS, SOUTH): {DAY: "20/6/2025", DOCUMENT: "6/BB-SM"},
    }  # fmt: skip
    before = journals(root)
    fill(blank, cells)
    shown = cchc(root, "collect", blank, "--answers", root.parent / "a", lang="vi")
    assert "2 mục" in shown.stdout
    assert collect(root, blank, "--apply")["written"] == 2
    assert added(root, before)[OFFICE][-2:] == [
        "  - {target: kiem-tra, date: 2025-06-20, period: 2025-Q2, "
        "covers: [chi-cuc-mau-nam], evidence: [{document: 6/BB-SM}]}",
        "  - {target: kiem-tra, date: 2025-07-04, period: 2025-Q3, "
        "covers: [chi-cuc-mau-dong, chi-cuc-mau-tay], evidence: "
        "[{document: 7/KL-SM, signed: 2025-07-03}, "
        "{document: 8/KL-SM, signed: 2025-07-03}]}",
    ]
    assert cchc(root, "check").exit_code == 0
    after = journals(root)
    again = collect(root, blank, "--apply")
    assert (again["written"], journals(root)) == (0, after)
    assert {outcome for _, outcome, _ in told(again)} == {"same"}
    done = cchc(
        root, "form", "--unit", OFFICE, "--quarter", "Q3", "--as-of", AS_OF,
        "--out", blank.parent, "--force",
    )  # fmt: skip
    path = done.stdout.splitlines()
    assert not path or COVERS not in openpyxl.load_workbook(path[0]).sheetnames


BAD: dict[str, tuple[dict[str, object], str, str]] = {
    "no day": ({DOCUMENT: "7/KL"}, "F", "the day is missing: when did it happen?"),
    "no document": ({DAY: "4/7/2025"}, "G",
                    "covered without evidence: name the document"),
    "signed, no number": ({DAY: "4/7/2025", SIGNED: "3/7/2025"}, "H",
                          "a day of signing without the number of the product"),
    "no day at all": ({**ONCE, DAY: "hôm qua"}, "F",
                      "hôm qua is no date; write 30/06/2025"),
    "a formula": ({**ONCE, DOCUMENT: "=A1"}, "G",
                  "the cell holds a formula (=A1); type the value itself"),
    "the future": ({**ONCE, DAY: "4/7/2099"}, "F", ""),
    "before the decision": ({DAY: "4/7/2024", DOCUMENT: "7/KL"}, "F", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_written(
    root: Path, blank: Path, name: str
) -> None:
    cells, column, words = BAD[name]
    fill(blank, {(COVERS, EAST): cells, (COVERS, WEST): ONCE})
    before = journals(root)
    found = collect(root, blank, "--apply")
    assert added(root, before) == {}
    wrong = [row for row in told(found) if row[1] != "new"]
    assert [(cell, outcome) for cell, outcome, _ in wrong] == [
        (f"{COVERS}!{column}6", "error")
    ]
    assert words in wrong[0][2]
    path = root.parent / "answers" / f"tra-loi-{blank.name}"
    sheet = openpyxl.load_workbook(path)[COVERS]
    said = sheet.cell(row_of(sheet, EAST), header(sheet)[ANSWER]).value
    assert str(said).startswith("Sai: ")
    fill(path, {(COVERS, EAST): ONCE})
    assert collect(root, path, "--apply")["written"] == 1


def test_codes_sorted_without_their_rows_are_told(root: Path, blank: Path) -> None:
    def swapped(book: openpyxl.Workbook) -> None:
        sheet = book[COVERS]
        for column in (1, header(sheet)["Khóa"]):
            one, other = sheet.cell(6, column), sheet.cell(7, column)
            one.value, other.value = other.value, one.value

    fill(blank, {(COVERS, EAST): ONCE}, swapped)
    assert told(collect(root, blank)) == [
        (
            f"{COVERS}!B6",
            "error",
            f"the row shows the unit {EAST}, its code is of {SOUTH}",
        )
    ]


def test_a_unit_that_was_covered_meanwhile_is_a_conflict(
    root: Path, blank: Path
) -> None:
    first = blank.with_name("mot.xlsx")
    fill(blank, {(COVERS, EAST): ONCE}, to=first)
    assert collect(root, first, "--apply")["written"] == 1
    fill(blank, {(COVERS, EAST): {**ONCE, DAY: "2/7/2025"}, (COVERS, WEST): ONCE})
    found = collect(root, blank, "--apply")
    assert [row for row in told(found) if row[1] != "new"] == [
        (f"{COVERS}!F6", "conflict", "is covered already: 04/07/2025, 7/KL-SM")
    ]
    assert found["written"] == 0
    path = root.parent / "answers" / f"tra-loi-{blank.name}"
    assert row_of(openpyxl.load_workbook(path)[COVERS], EAST)


def test_two_forms_that_disagree_on_the_day_are_both_refused(
    root: Path, blank: Path
) -> None:
    other = blank.with_name("hai.xlsx")
    fill(blank, {(COVERS, EAST): ONCE}, to=other)
    fill(blank, {(COVERS, EAST): {**ONCE, DAY: "2/7/2025"}})
    found = collect(root, blank, other)
    assert [outcome for _, outcome, _ in told(found)] == ["conflict", "conflict"]


def test_a_word_form_has_the_table_too(root: Path, tmp_path: Path) -> None:
    path = form(root, OFFICE, tmp_path / "word", "--format", "docx")
    document = docx.Document(str(path))
    table = document.tables[-1]
    columns = {cell.text: i for i, cell in enumerate(table.rows[0].cells)}
    row = next(row for row in table.rows if row.cells[1].text == EAST)
    for heading, text in ((DAY, "4/7/2025"), (DOCUMENT, "7/KL-SM")):
        row.cells[columns[heading]].text = text
    document.save(str(path))
    before = journals(root)
    assert collect(root, path, "--apply")["written"] == 1
    assert added(root, before)[OFFICE][-1] == (
        "  - {target: kiem-tra, date: 2025-07-04, period: 2025-Q3, "
        "covers: [chi-cuc-mau-dong], evidence: [{document: 7/KL-SM}]}"
    )
