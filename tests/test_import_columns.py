"""Columns told by their cells where headings say nothing; lists that owe nothing."""

from __future__ import annotations

from typing import NamedTuple

import importing_documents as docs
import pytest

from cchc.importing.document import Cell, Paragraph, Row, Source, Table
from cchc.importing.draft import make_draft
from cchc.importing.readers.lines import paragraphs_of
from cchc.importing.results import Draft, Nothing, Registers


class Task(NamedTuple):
    """One task as a person would name it."""

    id: str
    title: str
    leads: str
    partners: str = ""
    when: str | None = None
    products: str = ""


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    return docs.registers(tmp_path_factory.mktemp("registers"))


def table(*rows: str) -> Table:
    """A table of rows as "a|b|c"."""
    cells = [tuple(Cell(text.strip()) for text in row.split("|")) for row in rows]
    return Table(tuple(map(Row, cells)))


def drafted(registers: Registers, *tables: Table) -> Draft | Nothing:
    head = [Paragraph(text) for text in docs.HEAD]
    return make_draft(Source("docx", (*head, *tables)), "thu", registers)


def tasks(registers: Registers, *tables: Table) -> list[Task]:
    draft = drafted(registers, *tables)
    assert isinstance(draft, Draft)
    known = docs.UNIT_NAMES | draft.proposals

    def names(ids: tuple[str, ...]) -> str:
        return "; ".join(known[one] for one in ids)

    return [
        Task(t.id, t.title, names(t.leads), names(t.partners), t.when,
             "; ".join(t.products))
        for t in draft.plan.tasks
    ]  # fmt: skip


ROWS = (
    "1|Số hóa hồ sơ lưu trữ|Sở Nội vụ|Sở Tài chính|Quý I/2026|Kế hoạch",
    "2|Mở lớp tập huấn kỹ năng số|Sở Tài chính||Tháng 6/2026|Báo cáo kết quả",
    "3|Kiểm tra công vụ tại các xã|Sở Nội vụ|Các sở, ban, ngành|Thường xuyên|Kết luận",
)
EXPECTED = [Task(*row.split("|")) for row in ROWS]
HEADINGS = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")
STRANGE = ("Ô một", "Ô hai", "Ô ba", "Ô bốn", "Ô năm", "Ô sáu")


@pytest.mark.parametrize("unknown", [(i,) for i in range(6)] + [tuple(range(6))])
def test_headings_that_nobody_knows_lose_no_row(
    registers: Registers, unknown: tuple[int, ...]
) -> None:
    names = [STRANGE[i] if i in unknown else HEADINGS[i] for i in range(6)]
    assert tasks(registers, table("|".join(names), *ROWS)) == EXPECTED


def test_a_column_told_by_its_cells_is_doubted(registers: Registers) -> None:
    draft = drafted(registers, table("|".join(STRANGE), *ROWS))
    assert isinstance(draft, Draft)
    taken = {
        d.field: str(d.why) for d in draft.doubts if "taken for this" in str(d.why)
    }
    assert set(taken) == {"id", "title", "leads", "partners", "when", "products"}
    assert "Ô ba" in taken["leads"]


WHO = "Sở Nội vụ"
KINDS = {
    "no heading at all": (
        [table("1|Số hóa hồ sơ lưu trữ|Sở Nội vụ|Quý I/2026",
               "2|Mở lớp tập huấn kỹ năng số|Sở Tài chính|Tháng 6/2026")],
        [Task("1", "Số hóa hồ sơ lưu trữ", WHO, "", "Quý I/2026"),
         Task("2", "Mở lớp tập huấn kỹ năng số", "Sở Tài chính", "", "Tháng 6/2026")],
    ),
    "a card a task": (
        [table("Nhiệm vụ 1|Số hóa hồ sơ", "Đơn vị chủ trì|Sở Nội vụ",
               "Thời hạn|Quý I/2026"),
         table("Nhiệm vụ 2|Mở lớp tập huấn", "Đơn vị chủ trì|Sở Tài chính",
               "Thời hạn|Tháng 6/2026")],
        [Task("1", "Số hóa hồ sơ", WHO, "", "Quý I/2026"),
         Task("2", "Mở lớp tập huấn", "Sở Tài chính", "", "Tháng 6/2026")],
    ),
    "a column a task": (
        [table("Nhiệm vụ|Số hóa hồ sơ|Mở lớp tập huấn",
               "Chủ trì|Sở Nội vụ|Sở Tài chính", "Hạn|Quý I/2026|Tháng 6/2026")],
        [Task("1", "Số hóa hồ sơ", WHO, "", "Quý I/2026"),
         Task("2", "Mở lớp tập huấn", "Sở Tài chính", "", "Tháng 6/2026")],
    ),
    "labels in the text": (
        [table("TT|Nội dung",
               "1|Số hóa hồ sơ. Chủ trì: Sở Nội vụ; phối hợp: Sở Tài chính. "
               "Thời hạn: Quý I/2026",
               "2|Mở lớp. Chủ trì: Sở Tài chính. Thời hạn: Tháng 6/2026")],
        [Task("1", "Số hóa hồ sơ", WHO, "Sở Tài chính", "Quý I/2026"),
         Task("2", "Mở lớp", "Sở Tài chính", "", "Tháng 6/2026")],
    ),
    "a product in the text": (
        [table("TT|Nhiệm vụ và sản phẩm|Cơ quan chủ trì|Hạn",
               "1|Số hóa hồ sơ. Sản phẩm: Báo cáo|Sở Nội vụ|Quý I/2026")],
        [Task("1", "Số hóa hồ sơ", WHO, "", "Quý I/2026", "Báo cáo")],
    ),
    "a time in the text": (
        [table("TT|Nhiệm vụ|Chủ trì|Phối hợp",
               "1|Bàn giao hồ sơ, xong trước ngày 31/10/2026|Sở Nội vụ|Sở Tài chính")],
        [Task("1", "Bàn giao hồ sơ, xong trước ngày 31/10/2026", WHO, "Sở Tài chính",
              "xong trước ngày 31/10/2026")],
    ),
    "one column of product and time": (
        [table("TT|Nhiệm vụ|Chủ trì|Ô lạ",
               "1|Số hóa hồ sơ|Sở Nội vụ|Kế hoạch/Quý I/2026",
               "2|Mở lớp|Sở Tài chính|Báo cáo/Tháng 6/2026")],
        [Task("1", "Số hóa hồ sơ", WHO, "", "Quý I/2026", "Kế hoạch"),
         Task("2", "Mở lớp", "Sở Tài chính", "", "Tháng 6/2026", "Báo cáo")],
    ),
    "criteria beside what is done": (
        [table("TT|Tiêu chí|Ô lạ|Chủ trì|Hạn",
               "1|Tiêu chí 2: hồ sơ|Cắt giảm thủ tục cấp phép|Sở Nội vụ|Quý I/2026",
               "2|Tiêu chí 3: đất|Công khai quy hoạch|Sở Tài chính|Quý II/2026")],
        [Task("1", "Cắt giảm thủ tục cấp phép", WHO, "", "Quý I/2026"),
         Task("2", "Công khai quy hoạch", "Sở Tài chính", "", "Quý II/2026")],
    ),
    "who appraises helps nobody": (
        [table("TT|Tên văn bản|Cơ quan trình|Cơ quan thẩm định|Thời gian trình",
               "1|Quy định mức thu phí|Sở Tài chính|Sở Nội vụ|Tháng 5/2026")],
        [Task("1", "Quy định mức thu phí", "Sở Tài chính", "", "Tháng 5/2026")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_tasks_of_each_shape(registers: Registers, kind: str) -> None:
    given, expected = KINDS[kind]
    assert tasks(registers, *given) == expected


DECOYS = {
    "a budget": (
        "TT|Nội dung chi|Đơn vị thực hiện|Kinh phí (triệu đồng)",
        "1|Tổ chức tập huấn|Sở Nội vụ|120",
        "2|Nâng cấp phần mềm|Sở Tài chính|850",
    ),
    "a board": (
        "TT|Thành phần|Cơ quan|Vai trò|Lĩnh vực theo dõi",
        "1|Giám đốc Sở|Sở Nội vụ|Trưởng ban|Theo dõi chung công tác cải cách",
        "2|Phó Giám đốc Sở|Sở Tài chính|Thành viên|Theo dõi tài chính công",
    ),
    "targets": (
        "TT|Mục tiêu|Mức phấn đấu|Thời điểm đạt|Cơ quan chủ trì",
        "1|Tỷ lệ hồ sơ trực tuyến|80%|31/12/2026|Sở Nội vụ",
        "2|Mức độ hài lòng của người dân|95%|31/12/2026|Sở Tài chính",
    ),
    "procedures": (
        "TT|Tên thủ tục|Thời hạn giải quyết|Cơ quan thực hiện",
        "1|Cấp giấy phép môi trường|15 ngày làm việc|Sở Nội vụ",
        "2|Cấp phép xây dựng|20 ngày làm việc|Sở Tài chính",
    ),
    "a programme of a meeting": (
        "Thời gian|Nội dung|Người thực hiện",
        "8h00 - 8h15|Đón tiếp đại biểu|Ban Tổ chức",
        "8h15 - 8h30|Khai mạc|Sở Nội vụ",
    ),
    "statistics": (
        "TT|Đơn vị|Tổng số hồ sơ|Đúng hạn|Trễ hạn",
        "1|Sở Nội vụ|120|118|2",
        "2|Sở Tài chính|230|230|0",
    ),
    "documents": (
        "TT|Số, ký hiệu|Ngày ban hành|Trích yếu nội dung|Cơ quan ban hành",
        "1|12/2020/QĐ-UBND|03/5/2020|Ban hành quy chế phối hợp|UBND tỉnh",
        "2|15/2021/QĐ-UBND|13/6/2021|Quy định tiêu chuẩn chức danh|UBND tỉnh",
    ),
    "documents that lapsed": (
        "TT|Tên văn bản|Đơn vị soạn thảo|Thời điểm hết hiệu lực",
        "1|Quyết định số 12/2019/QĐ-UBND ngày 03/4/2019|Sở Nội vụ|01/3/2025",
        "2|Nghị quyết số 7/2018/NQ-HĐND|Sở Tài chính|15/6/2025",
    ),
    "steps of a procedure": (
        "TT|Trình tự thực hiện|Trách nhiệm|Thời gian",
        "Bước 1|Nộp hồ sơ|Sở Nội vụ|Giờ hành chính",
        "Bước 2|Thẩm định hồ sơ|Sở Tài chính|04 giờ",
    ),
    "addresses": (
        "TT|Cơ quan|Địa chỉ|Ghi chú",
        "1|Sở Nội vụ|Số 1 đường Hùng Vương, phường Trung tâm|Tiếp nhận hồ sơ",
        "2|Sở Tài chính|Số 2 đường Lê Lợi, phường Trung tâm|",
    ),
}


@pytest.mark.parametrize("kind", DECOYS)
def test_a_list_that_owes_nothing_is_left_out_and_told(
    registers: Registers, kind: str
) -> None:
    found = drafted(registers, table(*DECOYS[kind]))
    assert isinstance(found, Nothing)
    assert [one.rows for one in found.left_out] == [3]


PLAN = table(
    "TT|Nhiệm vụ|Chủ trì|Thời gian hoàn thành",
    "1|Số hóa hồ sơ lưu trữ|Sở Nội vụ|Quý I/2026",
)
DONE = table(
    "TT|Nhiệm vụ|Chủ trì|Thời gian hoàn thành",
    "1|Ban hành kế hoạch kiểm tra|Sở Nội vụ|Tháng 3/2025",
    "2|Mở lớp kỹ năng số|Sở Tài chính|Tháng 6/2025",
)


@pytest.mark.parametrize(
    ("above", "ids"),
    [
        ("I. KẾT QUẢ THỰC HIỆN NĂM 2025", ["1"]),
        ("Các nhiệm vụ đã hoàn thành:", ["1"]),
        ("Phụ lục I. Tình hình thực hiện nhiệm vụ", ["1"]),
        ("I. NHIỆM VỤ CHUYỂN TIẾP", ["1", "2", "II.1"]),
        ("I. Báo cáo kết quả thực hiện hằng quý", ["1", "2", "II.1"]),
    ],
)
def test_what_was_done_the_year_before_is_no_task(
    registers: Registers, above: str, ids: list[str]
) -> None:
    texts = (*docs.HEAD, above)
    ahead = Paragraph("II. NHIỆM VỤ NĂM 2026")
    blocks: list[Paragraph | Table] = [*map(Paragraph, texts), DONE, ahead, PLAN]
    draft = make_draft(Source("docx", tuple(blocks)), "thu", registers)
    assert isinstance(draft, Draft)
    assert [task.id for task in draft.plan.tasks] == ids
    assert [one.rows for one in draft.left_out] == [2] * (len(ids) == 1)


def test_what_was_done_is_kept_where_nothing_is_ahead(registers: Registers) -> None:
    above = Paragraph("Các việc đã thực hiện:")
    blocks: list[Paragraph | Table] = [*map(Paragraph, docs.HEAD), above, DONE]
    draft = make_draft(Source("docx", tuple(blocks)), "thu", registers)
    assert isinstance(draft, Draft)
    assert [task.id for task in draft.plan.tasks] == ["1", "2"]


def test_lists_below_numbered_lines_are_their_groups(registers: Registers) -> None:
    turned = table(
        "TT|Thời gian hoàn thành|Nội dung|Đơn vị chủ trì",
        "1|Quý II/2026|Mở lớp kỹ năng số|Sở Tài chính",
    )
    worded = table(
        "TT|Nhiệm vụ, đơn vị thực hiện|Thời gian",
        "1|Đưa hàng lên sàn\n- Chủ trì: Sở Nội vụ\n- Phối hợp: Sở Tài chính|Năm 2026",
    )
    blocks: list[Paragraph | Table] = [*map(Paragraph, docs.HEAD)]
    names = ("1. Dữ liệu số", "2. Kỹ năng số", "3. Kinh tế số")
    for name, one in zip(names, (PLAN, turned, worded), strict=True):
        blocks += [Paragraph(name), Paragraph("Gồm các nhiệm vụ sau"), one]
    draft = make_draft(Source("docx", tuple(blocks)), "thu", registers)
    assert isinstance(draft, Draft)
    assert [(g.id, g.title) for g in draft.plan.groups] == [
        ("1", "Dữ liệu số"), ("2", "Kỹ năng số"), ("3", "Kinh tế số"),
    ]  # fmt: skip
    told = [(t.id, t.title, len(t.partners)) for t in draft.plan.tasks]
    assert told == [
        ("1.1", "Số hóa hồ sơ lưu trữ", 0), ("2.1", "Mở lớp kỹ năng số", 0),
        ("3.1", "Đưa hàng lên sàn", 1),
    ]  # fmt: skip


MEASURES = {
    "%|Tốc độ tăng trưởng|10,2": "at_least 10.2 %",
    "Tỷ đồng|Thu ngân sách|14.850": "at_least 14850.0 Tỷ đồng",
    "%|Tỷ lệ hộ nghèo đa chiều giảm|1,2": "fall 1.2 %",
    "%|Tỷ lệ hộ nghèo|2,5": "at_most 2.5 %",
    "%|Tỷ lệ hồ sơ quá hạn|dưới 1": "less_than 1.0 %",
    "|Số xã đạt chuẩn (xã)|≥ 45": "at_least 45.0 xã",
    "%|Thất nghiệp|2 - 3": "at_least 2.0 %",
}


@pytest.mark.parametrize("row", MEASURES)
def test_a_table_of_targets_gives_what_is_to_be_within_the_plan(
    registers: Registers, row: str
) -> None:
    unit, name, value = row.split("|")
    aims = table(
        "TT|Chỉ tiêu|Đơn vị tính|Thực hiện năm 2024|Kế hoạch năm 2025|Năm 2035|Ghi chú",
        f"1|{name}|{unit}|7|{value}|99|",
    )
    draft = drafted(registers, aims, PLAN)
    assert isinstance(draft, Draft)
    (target,) = (one for one in draft.plan.targets if one.at == "Biểu chỉ tiêu")
    goal = target.goal
    assert f"{goal.form} {getattr(goal, goal.form)} {goal.unit}" == MEASURES[row]
    assert str(target.by) == "2025"
    assert target.title.startswith(name)


def test_a_short_name_is_doubted_once(registers: Registers) -> None:
    head = "TT|Nhiệm vụ|Chủ trì|Hạn"
    rows = (f"{i}|Số hóa hồ sơ|Sở NN&MT|Quý I/2026" for i in (1, 2))
    draft = drafted(registers, table(head, *rows))
    assert isinstance(draft, Draft)
    assert [d.id for d in draft.doubts if "is short for" in str(d.why)] == ["1"]


def test_room_and_a_common_middle_part_printed_lines() -> None:
    lines = [
        (100, 500, 0, "Thực hiện Nghị quyết về một số giải"),
        (200, 400, 17, "pháp đột phá chăm sóc sức khỏe"),
        (85, 544, 38, "Thực hiện Nghị quyết, Ủy ban nhân dân tỉnh giao các"),
        (85, 544, 55, "cơ quan, đơn vị thực hiện các nhiệm vụ sau đây và"),
        (85, 300, 72, "báo cáo kết quả."),
        (85, 544, 89, "Các cơ quan, đơn vị nghiêm túc triển khai."),
    ]
    given = [
        {"x0": x0, "x1": x1, "top": top, "bottom": top + 13, "text": text}
        for x0, x1, top, text in lines
    ]
    assert [len(text) for text in paragraphs_of(given, spaced=True)] == [66, 118, 42]
