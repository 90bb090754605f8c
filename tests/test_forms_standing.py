"""How a row of a form says where its task stands: moved dates, results returned."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from form_filling import (
    DAY,
    PRODUCT,
    SIGNED,
    STATE,
    TASKS,
    added,
    cchc,
    collect,
    fill,
    header,
    journals,
    office,
    row_of,
)

STAFF, LAW = "phong-to-chuc-can-bo", "phong-phap-che"
TOLD = "Tình hình, đã báo cáo"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return office(tmp_path / "kho")


def form_on(root: Path, unit: str, day: str) -> Path:
    when = ("--quarter", "Q4", "--as-of", day, "--out", root.parent / "phieu")
    done = cchc(root, "form", "--unit", unit, *when, "--force")
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.splitlines()[0])


def cell(path: Path, number: str, heading: str) -> str:
    sheet = openpyxl.load_workbook(path)[TASKS]
    return str(sheet.cell(row_of(sheet, number), header(sheet)[heading]).value)


def log(root: Path, *words: str) -> None:
    done = cchc(root, "log", *words)
    assert done.exit_code == 0, done.stderr


def test_a_moved_deadline_says_so_and_names_the_first_one(root: Path) -> None:
    before = cell(form_on(root, STAFF, "2025-08-14"), "3.2", "Thời hạn")
    after = cell(form_on(root, STAFF, "2025-08-20"), "3.2", "Thời hạn")
    assert "gia hạn" not in before
    assert after.endswith("(gia hạn lần 1, hạn đầu 30/09/2025)")


def test_a_returned_result_is_asked_for_again_with_why(root: Path) -> None:
    path = form_on(root, STAFF, "2025-07-20")
    told = cell(path, "3.1", TOLD)
    assert "trả lại (18/07/2025): Đề án chưa có phương án bố trí nhân sự" in told
    before = journals(root)
    again = {STATE: "đã xong", DAY: "21/7/2025", PRODUCT: "9/ĐA", SIGNED: "21/7/2025"}
    fill(path, {(TASKS, "3.1"): again})
    assert collect(root, path, "--apply")["written"] == 1
    assert 'task: "3.1", date: 2025-07-21, state: done' in added(root, before)[STAFF][0]
    sheet = openpyxl.load_workbook(form_on(root, STAFF, "2025-07-22"))[TASKS]
    with pytest.raises(StopIteration):  # it waits to be confirmed
        row_of(sheet, "3.1")


def test_what_was_confirmed_since_the_form_was_made_is_a_conflict(root: Path) -> None:
    path = form_on(root, STAFF, "2025-07-20")
    done = {STATE: "đã xong", DAY: "21/7/2025", PRODUCT: "9/ĐA", SIGNED: "21/7/2025"}
    fill(path, {(TASKS, "3.1"): done})
    proof = ("--evidence", "8/ĐA 2025-07-20", "--date", "2025-07-20")
    log(root, "3.1", "--unit", STAFF, "--state", "done", *proof)
    judged = ("--state", "confirmed", "--owed-by", STAFF, "--date", "2025-07-22")
    log(root, "3.1", "--unit", "van-phong-so", *judged)
    found = collect(root, path)["files"][0]["rows"]
    row = next(row for row in found if row["task"] == "3.1")
    assert (row["outcome"], row["message"][:26]) == (
        "conflict", "is xác nhận already, on 22",
    )  # fmt: skip


def test_the_last_reason_and_the_next_step_are_shown(root: Path) -> None:
    when = ("--unit", STAFF, "--date")
    log(
        root, "3.2", *when, "2025-07-01", "--state", "blocked", "--reason", "chờ lịch",
        "--next", "hỏi lại Trường",
    )  # fmt: skip
    told = cell(form_on(root, STAFF, "2025-07-02"), "3.2", TOLD)
    assert told.endswith(
        "vướng mắc (01/07/2025): chờ lịch; việc tiếp theo: hỏi lại Trường"
    )
    log(root, "3.2", *when, "2025-07-03", "--state", "started")
    told = cell(form_on(root, STAFF, "2025-07-04"), "3.2", TOLD)
    assert told.endswith(
        "đang thực hiện (03/07/2025)\nTrước đó vướng mắc (01/07/2025): chờ lịch"
    )


def test_a_paused_task_is_still_asked_for(root: Path) -> None:
    proof = ("--evidence", "3/CV-SM 2025-06-30", "--reason", "chờ luật")
    when = ("--unit", STAFF, "--date", "2025-07-01")
    log(root, "3.2", *when, "--state", "paused", *proof)
    told = cell(form_on(root, STAFF, "2025-07-02"), "3.2", TOLD)
    assert told.casefold().startswith("tạm hoãn")
    assert told.endswith("tạm hoãn (01/07/2025): chờ luật")


def foreign(path: Path) -> None:
    openpyxl.Workbook().save(path)


def without_column(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[TASKS].delete_cols(header(book[TASKS])["Lý do"])
    book.save(path)


def torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:900])


def elsewhere(path: Path) -> None:
    config = path.parent.parent / "kho/plans/workspace.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("office: so-mau", "office: ubnd-tinh-mau"), "utf-8")


@pytest.mark.parametrize(
    ("spoil", "sheet", "words"),
    [
        (foreign, "Trả lời", "không phải phiếu của cchc"),
        (without_column, "Dòng không nhận", "Lý do"),
        (elsewhere, "Trả lời", "so-mau"),
        (torn, None, ""),
    ],
)
def test_a_file_refused_as_a_whole_is_answered_where_it_opens(
    root: Path, spoil: object, sheet: str | None, words: str
) -> None:
    path = form_on(root, LAW, "2025-07-20")
    assert callable(spoil)
    spoil(path)
    found = collect(root, path)["files"][0]
    assert (found["state"], found["rows"]) == ("refused", [])
    answer = root.parent / "answers" / f"tra-loi-{path.name}"
    assert answer.exists() == (sheet is not None)
    if sheet is not None:
        page = openpyxl.load_workbook(answer)[sheet]
        text = [str(c.value) for row in page.iter_rows() for c in row if c.value]
        assert any(words in line for line in text), text
    if spoil is without_column:  # the answer is the form anew
        assert collect(root, answer)["files"][0]["state"] == "ok"
