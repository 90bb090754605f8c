"""Rows of tables to tasks: numbers, headings, lost cells, pages; what a text cites."""

from __future__ import annotations

from pathlib import Path

import importing_documents as docs
import pytest

from cchc.importing.citations import Citations, cited, without_citations
from cchc.importing.document import PageBreak, Table
from cchc.importing.readers import read
from cchc.importing.results import Draft
from cchc.importing.tables import find_lists
from cchc.models.registers import Document, DocumentRegister

HEAD = "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |\n"
A, B, C = "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính"

Found = tuple[str, str, str | None, str | None]


def found(draft: Draft) -> list[Found]:
    known = docs.UNIT_NAMES | draft.proposals
    groups = {group.id: group.title for group in draft.plan.groups}
    return [
        (t.id, t.title, known[t.leads[0]] if t.leads else None,
         groups.get(t.group or ""))
        for t in draft.plan.tasks
    ]  # fmt: skip


SHAPES: dict[str, tuple[str, list[Found]]] = {
    "two numbers": (
        "| Stt | < | Tên nhiệm vụ | Chủ trì | Thời hạn |\n"
        "| TT | Chi tiết | ^ | ^ | ^ |\n"
        f"| | 1 | Nhóm một | | |\n| 1 | a) | Việc a | {A} | Quý I |\n"
        f"| 2 | b) | Việc b | {B} | Quý I |\n| 3 | 2 | Việc đơn | {C} | Quý I |\n",
        [("1", "Việc a", A, "Nhóm một"), ("2", "Việc b", B, "Nhóm một"),
         ("3", "Việc đơn", C, None)],
    ),
    "numbers in the text": (
        "| Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |\n"
        f"| 1. Rà soát | {A} | | Quý I |\n| a) Phần a | {B} | | Quý I |\n"
        f"| 2. Kiểm tra | {C} | | Quý I |\n",
        [("1", "Rà soát", A, None), ("1.a", "Phần a", B, None),
         ("2", "Kiểm tra", C, None)],
    ),
    "heading over dotted numbers": (
        HEAD + f"| I | THỂ CHẾ | | | |\n| 1 | Rà soát | | | |\n"
        f"| 1.1 | Phần một | {A} | | Quý I |\n| 1.2 | Phần hai | {B} | | Quý I |\n"
        f"| 2 | Đơn lẻ | {C} | | Quý I |\n",
        [("1.1", "Phần một", A, "THỂ CHẾ"), ("1.2", "Phần hai", B, "THỂ CHẾ"),
         ("2", "Đơn lẻ", C, "THỂ CHẾ")],
    ),
    "heading over dashes": (
        HEAD + "| I | THỂ CHẾ | | | |\n| 4 | Hoàn thiện tiêu chuẩn đối với: | | | |\n"
        f"| - | Đê điều. | {A} | {B} | Năm 2026 |\n| - | Giao thông. | {C} | ^ | ^ |\n",
        [("4.a", "Đê điều", A, "THỂ CHẾ"), ("4.b", "Giao thông", C, "THỂ CHẾ")],
    ),
    "a section of letters, then plain numbers": (
        HEAD + f"| 5 | Nhóm năm | | | |\n| a) | Việc a | {A} | | Quý I |\n"
        f"| b) | Việc b | {B} | | Quý I |\n| 6 | Việc sáu | {C} | | Quý I |\n",
        [("5.a", "Việc a", A, "Nhóm năm"), ("5.b", "Việc b", B, "Nhóm năm"),
         ("6", "Việc sáu", C, None)],
    ),
    "letters inside one number": (
        HEAD + f"| 3.4 | a) Phần a | {A} | | Quý I |\n"
        f"| | b) Phần b | {B} | | Quý I |\n",
        [("3.4.a", "Phần a", A, "Nhóm 3"), ("3.4.b", "Phần b", B, "Nhóm 3")],
    ),
    "rows without numbers": (
        HEAD + f"| 1 | Việc một | {A} | | Quý I |\n| | Việc nữa | {B} | | Quý II |\n",
        [("1", "Việc một", A, None), ("1.b", "Việc nữa", B, None)],
    ),
    "capitals over all columns": (
        HEAD + f"| | CẢI CÁCH | | | |\n| 1 | Việc | {A} | | Quý I |\n",
        [("1", "Việc", A, "CẢI CÁCH")],
    ),
    "columns counted and the heading printed again": (
        HEAD + "| (1) | (2) | (3) | (4) | (5) |\n" + f"| 1 | Việc | {A} | | Quý I |\n"
        + HEAD + f"| 2 | Việc nữa | {B} | | Quý I |\n",
        [("1", "Việc", A, None), ("2", "Việc nữa", B, None)],
    ),
    "a number printed twice": (
        HEAD + f"| 1 | Việc | {A} | | Quý I |\n| 1 | Việc nữa | {B} | | Quý I |\n",
        [("1", "Việc", A, None), ("1.b", "Việc nữa", B, None)],
    ),
    "numbers that begin again in each section": (
        HEAD + f"| I | MỘT | | | |\n| 1 | Việc | {A} | | Quý I |\n"
        f"| II | HAI | | | |\n| 1 | Việc nữa | {B} | | Quý I |\n",
        [("I.1", "Việc", A, "MỘT"), ("II.1", "Việc nữa", B, "HAI")],
    ),
    "two appendices": (
        HEAD + f"| 1 | Việc | {A} | | Quý I |\n\nPHỤ LỤC II\n\n" + HEAD
        + f"| 1 | Việc nữa | {B} | | Quý I |\n",
        [("1", "Việc", A, None), ("PL2.1", "Việc nữa", B, None)],
    ),
    "a table without heading that goes on": (
        HEAD + f"| 1 | Việc | {A} | | Quý I |\n--- trang 2 ---\n"
        f"| 2 | Việc nữa | {B} | | Quý I |\n",
        [("1", "Việc", A, None), ("2", "Việc nữa", B, None)],
    ),
    "a section's name between two pages": (
        HEAD + f"| I | MỘT | | | |\n| 1 | Việc | {A} | | Quý I |\n\nII. HAI\n\n" + HEAD
        + f"| 2 | Việc nữa | {B} | | Quý I |\n",
        [("1", "Việc", A, "MỘT"), ("2", "Việc nữa", B, "HAI")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_numbers_sections_and_tasks_of_a_shape(tmp_path: Path, shape: str) -> None:
    body, expected = SHAPES[shape]
    assert found(docs.draft_of(tmp_path, body)) == expected


def test_the_rest_of_a_row_on_the_next_page_joins_it(tmp_path: Path) -> None:
    head = "| STT | Nhiệm vụ | Chủ trì | Sản phẩm | Thời gian | Ghi chú |\n"
    body = (
        f"{head}| 1 | Rà soát thủ tục của | {A} | - Báo cáo | Quý I | xem |\n"
        f"--- trang 2 ---\n{head}| | các ngành | | - Tờ trình | | thêm |\n"
        f"| 2 | Kiểm tra | {B} | Báo cáo | Quý II | |\n"
    )
    first, second = docs.draft_of(tmp_path, body).plan.tasks
    assert first.text == "Rà soát thủ tục của các ngành"
    assert first.products == ("Báo cáo", "Tờ trình")
    assert first.extra == {"Ghi chú": "xem thêm"}
    assert second.title == "Kiểm tra"


def test_a_whole_sentence_at_the_top_of_a_page_is_joined_and_doubted(
    tmp_path: Path,
) -> None:
    body = (
        f"{HEAD}| 1 | Rà soát thủ tục | {A} | | Quý I |\n--- trang 2 ---\n{HEAD}"
        f"| | Công khai kết quả | | | |\n| 2 | Kiểm tra | {B} | | Quý II |\n"
    )
    draft = docs.draft_of(tmp_path, body)
    assert draft.plan.tasks[0].text == "Rà soát thủ tục Công khai kết quả"
    assert [d.id for d in draft.doubts if "next page" in str(d.why)] == ["1"]


LOST = {
    # cells that a copy lost are those merged with the row above
    f"| Làm việc nữa cho thật xong | {B} | Quý II |": (B, ("so-tai-chinh",), "Quý II"),
    "| 2 | Làm việc nữa cho thật xong | Quý II |": (A, ("so-tai-chinh",), "Quý II"),
}


@pytest.mark.parametrize("row", LOST)
def test_lost_cells_are_taken_from_the_row_above_and_doubted(
    tmp_path: Path, row: str
) -> None:
    body = (
        f"{HEAD}| 1 | Làm | {A} | {C} | Quý I |\n{row}\n| 3 | Hết | {A} | | Quý I |\n"
    )
    draft = docs.draft_of(tmp_path, body)
    task = draft.plan.tasks[1]
    lead, partners, when = LOST[row]
    if task.leads:  # a row of number and task alone may also be a heading
        names = docs.UNIT_NAMES | draft.proposals
        assert (names[task.leads[0]], task.partners, task.when) == (
            lead,
            partners,
            when,
        )
        told = [str(d.why) for d in draft.doubts if d.field == "row"]
        assert any("lost cells" in why for why in told)


def test_a_row_shifted_to_the_left_is_put_in_its_place(tmp_path: Path) -> None:
    body = (
        f"{HEAD}| 1 | Làm | {A} | {C} | Quý I |\n"
        f"| Việc không số | {B} | {C} | Quý II | |\n"
    )
    task = docs.draft_of(tmp_path, body).plan.tasks[1]
    assert (task.id, task.leads, task.when) == ("1.b", ("so-tu-phap",), "Quý II")


TIMES = {
    "| STT | Việc | Chủ trì | Bắt đầu | Kết thúc |\n| 1 | Làm | Sở | 01/2/2026 | |":
        "Từ 01/2/2026",
    "| STT | Việc | Chủ trì | Quý I | Quý II | Quý III |\n| 1 | Làm | Sở | x | x | |":
        "Quý I - Quý II",
    "| STT | Việc | Chủ trì | Quý I | Quý II | Quý III |\n"
    "| 1 | Làm | Sở | | 05/5 | x |": "Quý III\nQuý II: 05/5",
    "| STT | Việc | Chủ trì | Hạn |\n"
    "| 1 | Làm | Sở | Quý I/2026: rà soát Quý III/2026: kết nối |":
        "Quý I/2026: rà soát; Quý III/2026: kết nối",
}  # fmt: skip


@pytest.mark.parametrize("table", TIMES)
def test_columns_of_time_are_one_wording(tmp_path: Path, table: str) -> None:
    body = table.replace("Việc", "Nhiệm vụ").replace("| Sở |", f"| {A} |") + "\n"
    when = docs.draft_of(tmp_path, body).plan.tasks[0].when
    assert when == " ".join(TIMES[table].split())


def test_a_table_that_owes_nothing_is_left_out_with_its_first_words(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "| STT | Chỉ tiêu | Đơn vị tính | Năm 2026 |\n| 1 | Hồ sơ | % | 70 |\n",
        encoding="utf-8",
    )
    lists, left = find_lists(read(file).blocks)
    assert lists == []
    assert [(one.table, one.rows) for one in left] == [(1, 2)]
    assert left[0].heading == "STT | Chỉ tiêu | Đơn vị tính | Năm 2026"
    assert find_lists([Table(()), PageBreak()])[0] == []


CITED: dict[str, list[tuple[str, str | None]]] = {
    "Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020": [
        ("45/2020/NĐ-CP", "2020-04-08")],
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024": [("57-NQ/TW", "2024-12-22")],
    "76/NQ-CP, 12/QĐ-UBND": [("76/NQ-CP", None), ("12/QĐ-UBND", None)],
    "10 km/h, 5/GB, 30/4, 2/3 số hộ": [],
    "Quyết định số 8/QD-TTg ngày 31/02/2025": [("8/QĐ-TTg", None)],
    "Luật Quy hoạch ngày 24 tháng 11 năm 2017": [("Luật Quy hoạch", "2017-11-24")],
    "Kế hoạch 38/KH-UBND": [("38/KH-UBND", None)],
}  # fmt: skip


@pytest.mark.parametrize("line", CITED)
def test_what_a_line_cites(line: str) -> None:
    assert [(o.number, o.signed) for o in cited(line)] == CITED[line]


REGISTER = DocumentRegister(documents=(
    Document(key="76/NQ-CP@2021-07-15", type="Nghị quyết", number="76/NQ-CP",
             issuer="Chính phủ", signed="2021-07-15"),
    Document(key="21/2017/QH14@2017-11-24", type="Luật", number="21/2017/QH14",
             issuer="Quốc hội", signed="2017-11-24"),
    Document(key="Luật Lưu trữ@2024-06-21", type="Luật", number=None, issuer=None,
             signed="2024-06-21"),
))  # type: ignore[arg-type]  # fmt: skip


def test_citations_get_their_dates_from_the_text_or_the_register() -> None:
    citations = Citations(REGISTER)
    citations.read("Nghị quyết số 76/NQ-CP; Luật Quy hoạch ngày 24/11/2017", "Căn cứ")
    citations.read("theo Luật Lưu trữ và TCVN ISO 9001:2015", "I.1")
    citations.read("Quyết định 5/QĐ-TTg ngày 02/01/2026; 5/QĐ-TTg", "I.2")
    citations.read("Nghị định 45/2020/NĐ-CP; 9/KH-UBND; 12/KH-UBND", "I.3")
    records, doubts = citations.records("12/KH-UBND")
    assert [(one.document, one.at) for one in records] == [
        ("76/NQ-CP@2021-07-15", ("Căn cứ",)),
        ("21/2017/QH14@2017-11-24", ("Căn cứ",)),
        ("TCVN ISO 9001:2015@2015", ("I.1",)),
        ("Luật Lưu trữ@2024-06-21", ("I.1",)),
        ("5/QĐ-TTg@2026-01-02", ("I.2",)),
        ("45/2020/NĐ-CP@2020", ("I.3",)),
        ("9/KH-UBND", ("I.3",)),
    ]
    assert [one.field for one in doubts] == [
        "cites 76/NQ-CP@2021-07-15", "cites 21/2017/QH14@2017-11-24",
        "cites Luật Lưu trữ@2024-06-21", "cites 9/KH-UBND",
    ]  # fmt: skip


def test_a_citation_longer_than_a_key_is_left_out_and_told() -> None:
    citations = Citations(DocumentRegister())
    citations.note("x" * 90, "2026-01-02", "I.1")
    records, doubts = citations.records(None)
    assert records == []
    assert [one.field for one in doubts] == ["cites"]


def test_dates_of_documents_are_no_time_limits() -> None:
    line = (
        "Theo Quyết định số 7/QĐ-UBND ngày 02/01/2026 và Kế hoạch cải cách năm 2025"
        " trước ngày 31/3/2026"
    )
    assert "02/01/2026" not in without_citations(line)
    assert "2025" not in without_citations(line)
    assert "trước ngày 31/3/2026" in without_citations(line)
