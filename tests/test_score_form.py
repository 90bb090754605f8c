"""`cchc score --sheet` and `--collect`: the score sheet as a form, out and in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import Result

Run = Callable[..., Result]
NAMES = {"value": "Giá trị", "document": "Tài liệu kiểm chứng", "signed": "Ngày ký",
         "explanation": "Giải trình"}  # fmt: skip
SCHEME = """\
format: 1
id: bo-phieu
title: Bộ phiếu
years: 2024/..
decision: {number: 1/QĐ-SM, date: 2024-01-02}
applies_to: Cơ quan hư cấu
evaluator: Hội đồng hư cấu
total: 4
index: điểm / tối đa
fields:
  - code: "1"
    name: Lĩnh vực
    max: 4
    criteria:
      - code: "1.1"
        name: Tỷ lệ
        max: 2
        rule: {kind: linear, terms: [{num: b, den: a, points: 2}], formula: b/a, when_denominator_zero: unstated}
        needs:
          - {sym: a, id: x.total, what: tổng số, type: int, origin: entered}
          - {sym: b, id: x.done, what: số xong, type: number, origin: entered}
      - code: "1.2"
        name: Các dữ kiện khác
        max: 1
        rule: {kind: choice, measure: q, options: [{when: có, value: true, points: 1}, {when: không, value: false, points: 0}]}
        modifiers:
          - {kind: not_applicable, when: không giao, test: d > e or sum(l) > 0 or p > 1 or t > 3, effect: exclude_from_total}
        needs:
          - {sym: q, id: x.yes, what: có, type: bool, origin: entered}
          - {sym: d, id: x.day, what: ngày, type: date, origin: entered}
          - {sym: e, id: x.end, what: hạn, type: date, origin: entered}
          - {sym: l, id: x.list, what: dãy, type: "int[]", origin: entered}
          - {sym: p, id: x.share, what: tỷ lệ, type: percent, origin: entered}
          - {sym: t, id: x.total, what: tổng số, type: int, origin: entered}
      - code: "1.3"
        name: Kế hoạch
        max: 1
        rule: {kind: linear, terms: [{num: n, den: n, points: 1}], formula: n/n, when_denominator_zero: unstated}
        needs:
          - {sym: n, id: x.tasks, what: nhiệm vụ, type: int, origin: tool, known: plan_tasks}
"""  # noqa: E501
SHEET = """\
# bảng của cơ quan hư cấu
scheme: bo-phieu
year: 2025
facts:
  "1.1": {a: 3, b: 2}  # theo báo cáo
evidence:
  "1.1": [{document: 1/BC, signed: 2025-02-03, link: kho/1.pdf}]
"""


@pytest.fixture
def root(workspace: Path) -> Path:
    (workspace / "plans" / "schemes").mkdir()
    scheme = workspace / "plans" / "schemes" / "bo-phieu.yaml"
    scheme.write_text(SCHEME, encoding="utf-8")
    file(workspace).parent.mkdir()
    file(workspace).write_text(SHEET, encoding="utf-8")
    return workspace


def file(root: Path) -> Path:
    return root / "plans" / "ke-hoach" / "scores" / "bo-phieu-2025.yaml"


def form(run: Run, root: Path, *words: str) -> Path:
    path = root / "phieu.xlsx"
    done = run("score", "--root", root, "--sheet", path, "--force", *words)
    assert done.exit_code == 0, done.stderr
    return path


def collect(run: Run, root: Path, path: Path, *words: str) -> Result:
    return run("score", "--root", root, "--collect", path, *words)


def cell(page: Worksheet, key: str, name: str) -> str:
    """Where a value of a row stands: `1.1 a`, `value` is `Chấm điểm!H6`."""
    heads = {str(c.value): c.column_letter for c in page[5]}
    keys = {c.value: c.row for c in page[heads["Khóa"]]}
    return f"{heads[NAMES.get(name, name)]}{keys[key]}"


def fill(path: Path, values: dict[tuple[str, str], object]) -> dict[str, str]:
    """Type values into a form; each by the cell where it stands."""
    book = load_workbook(path)
    page = book["Chấm điểm"]
    places = {}
    for (key, name), value in values.items():
        places[f"{key} {name}"] = cell(page, key, name)
        page[cell(page, key, name)].value = value
    book.save(path)
    return places


def test_an_untouched_form_changes_nothing(root: Path, run: Run) -> None:
    done = collect(run, root, form(run, root), "--apply")
    assert (done.exit_code, done.stderr) == (0, "")
    assert file(root).read_text(encoding="utf-8") == SHEET


TYPED = {
    ("1.1 b", "value"): "2,5",
    ("1.2 q", "value"): "Có",
    ("1.2 d", "value"): datetime(2025, 3, 4),
    ("1.2 e", "value"): "05/03/2025",
    ("1.2 l", "value"): "4; 5;0",
    ("1.2 p", "value"): "98,5%",
    ("1.2 q", "document"): "2/BC; 3/BC",
    ("1.2 q", "signed"): "06/03/2025; 07/03/2025",
    ("1.1 a", "explanation"): "Hệ thống gián đoạn: ba ngày",
}
AFTER = """\
# bảng của cơ quan hư cấu
scheme: bo-phieu
year: 2025
facts:
  "1.1": {a: 3, b: 2.5}  # theo báo cáo
  "1.2": {q: true, d: 2025-03-04, e: 2025-03-05, l: [4, 5, 0], p: 98.5}
evidence:
  "1.1": [{document: 1/BC, signed: 2025-02-03, link: kho/1.pdf}]
  "1.2": [{document: 2/BC, signed: 2025-03-06}, {document: 3/BC, signed: 2025-03-07}]
explanations:
  "1.1": "Hệ thống gián đoạn: ba ngày"
"""


def test_what_is_typed_is_written_and_the_rest_stays(root: Path, run: Run) -> None:
    path = form(run, root)
    fill(path, dict(TYPED))
    shown = collect(run, root, path)
    assert shown.exit_code == 0, shown.stderr
    assert '+  "1.1": {a: 3, b: 2.5}  # theo báo cáo' in shown.stdout
    assert file(root).read_text(encoding="utf-8") == SHEET
    for _ in range(2):  # the same form twice changes nothing more
        done = collect(run, root, path, "--apply")
        assert done.exit_code == 0, done.stderr
        assert file(root).read_text(encoding="utf-8") == AFTER


WRONG = [
    ("1.1 a", "value", "3,150"),
    ("1.1 a", "value", "ba"),
    ("1.1 a", "value", 2.5),
    ("1.1 a", "value", -1),
    ("1.1 a", "value", "=1+1"),
    ("1.1 a", "value", datetime(2025, 3, 4)),
    ("1.1 a", "value", "4 hồ sơ"),
    ("1.2 q", "value", "có lẽ"),
    ("1.2 d", "value", "31/02/2025"),
    ("1.2 d", "value", "45000"),
    ("1.2 l", "value", "4; x"),
    ("1.2 p", "value", 101),
    ("1.2 p", "value", "98 hồ sơ"),
    ("1.1 b", "value", "2%"),
    ("1.2 t", "value", 7),
    ("1.2 d", "document", "9/BC"),
    ("1.2 q", "signed", "06/03/2025"),
    ("1.3 n", "value", "99"),
    ("1.1 a", "Gốc", "[]"),
    ("1.1 a", "Số", "1.2"),
]


@pytest.mark.parametrize(("key", "name", "value"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_written(
    root: Path, run: Run, key: str, name: str, value: object
) -> None:
    path = form(run, root)
    places = fill(path, {("1.1 b", "value"): 1, (key, name): value})
    done = collect(run, root, path, "--apply")
    assert done.exit_code == 1
    where = places[f"{key} {name}"] if name != "Gốc" else "A6"
    assert f"Chấm điểm!{where}: " in done.stderr
    assert "Traceback" not in done.stderr
    assert file(root).read_text(encoding="utf-8") == SHEET


def test_what_is_worked_out_or_asked_elsewhere_is_locked(root: Path, run: Run) -> None:
    page = load_workbook(form(run, root))["Chấm điểm"]
    locked = {
        key: page[cell(page, key, "value")].protection.locked
        for key in ("1.1 a", "1.1 b", "1.2 q", "1.2 t", "1.3 n")
    }
    assert page.protection.sheet
    assert locked == {
        "1.1 a": False, "1.1 b": False, "1.2 q": False, "1.2 t": True, "1.3 n": True,
    }  # fmt: skip
    assert page[cell(page, "1.2 t", "value")].value == "như 1.1 a"
    assert page[cell(page, "1.3 n", "value")].value == "1"
    assert page[cell(page, "1.1 a", "document")].value == "1/BC"


def test_rows_are_known_by_their_key_whatever_their_order(root: Path, run: Run) -> None:
    path = form(run, root)
    fill(path, {("1.1 b", "value"): 1, ("1.2 q", "value"): "không"})
    book = load_workbook(path)
    page = book["Chấm điểm"]
    rows = [[c.value for c in line] for line in page.iter_rows(min_row=6)]
    for number, line in enumerate(reversed(rows), 6):
        for column, value in enumerate(line, 1):
            page.cell(number, column).value = value  # type: ignore[union-attr]
    book.save(path)
    assert collect(run, root, path, "--apply").exit_code == 0
    text = file(root).read_text(encoding="utf-8")
    assert '"1.1": {a: 3, b: 1}' in text
    assert '"1.2": {q: false}' in text


def test_what_was_changed_meanwhile_is_not_overwritten(root: Path, run: Run) -> None:
    path = form(run, root)
    fill(path, {("1.1 b", "value"): 1})
    newer = SHEET.replace("b: 2", "b: 3").replace("a: 3", "a: 4")
    file(root).write_text(newer, encoding="utf-8")
    done = collect(run, root, path, "--apply")
    assert done.exit_code == 1
    assert file(root).read_text(encoding="utf-8") == newer


def test_a_foreign_workbook_and_a_foreign_office_are_refused(
    root: Path, run: Run, tmp_path: Path
) -> None:
    foreign = root / "la.xlsx"
    book = Workbook()
    book.save(foreign)
    done = collect(run, root, foreign)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    path = form(run, root)
    book = load_workbook(path)
    hidden = book["_bang_diem"]["A1"]
    hidden.value = str(hidden.value).replace("/2025/", "/2024/")
    book.save(path)
    done = collect(run, root, path)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_a_year_that_nobody_began_gets_a_form_and_then_a_file(
    root: Path, run: Run
) -> None:
    path = form(run, root, "--scheme", "bo-phieu", "--year", "2026")
    fill(path, {("1.1 a", "value"): 4, ("1.1 b", "value"): 4})
    done = collect(run, root, path, "--apply")
    assert done.exit_code == 0, done.stderr
    made = file(root).with_name("bo-phieu-2026.yaml")
    assert made.read_text(encoding="utf-8").splitlines()[1:] == [
        "format: 1", "scheme: bo-phieu", "year: 2026", "facts:",
        '  "1.1": {a: 4, b: 4}',
    ]  # fmt: skip
    assert collect(run, root, path, "--apply").exit_code == 0


def test_a_fact_that_nobody_gave_is_asked_in_the_first_row_that_needs_it(
    root: Path, run: Run
) -> None:
    path = form(run, root, "--scheme", "bo-phieu", "--year", "2026")
    page = load_workbook(path)["Chấm điểm"]
    places = {key: page[cell(page, key, "value")] for key in ("1.1 a", "1.2 t")}
    asked = {key: (one.protection.locked, one.value) for key, one in places.items()}
    assert asked == {"1.1 a": (False, None), "1.2 t": (True, "như 1.1 a")}


def test_a_file_that_would_be_written_anew_stays(root: Path, run: Run) -> None:
    path = form(run, root)
    fill(path, {("1.2 q", "value"): "có"})
    text = "{scheme: bo-phieu, year: 2025, facts: {}}\n"
    file(root).write_text(text, encoding="utf-8")
    done = collect(run, root, path, "--apply")
    assert done.exit_code == 2
    assert "facts → 1.2 → q: true" in done.stderr
    assert file(root).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "words",
    [("--apply",), ("--sheet", "a.txt"), ("--sheet", "a.xlsx", "--collect", "a.xlsx"),
     ("--sheet", "a.xlsx", "--rank"), ("--collect", "khong-co.xlsx"),
     ("--sheet", "a.xlsx", "--format", "json"),
     ("--sheet", "a.xlsx", "--scheme", "bo-phieu", "--year", "1999")],
)  # fmt: skip
def test_what_does_not_go_together_is_one_clear_line(
    root: Path, run: Run, words: tuple[str, ...]
) -> None:
    done = run("score", "--root", root, *words)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
