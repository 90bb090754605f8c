"""Names cut where they end, columns told by their cells, charges in other shapes."""

from __future__ import annotations

import re
from pathlib import Path

import importing_documents as docs
import pytest

from cchc.importing.assignments import FROM_HEADING, UNSURE_END, Head, heading_of
from cchc.importing.document import Cell, Paragraph, Row, Table
from cchc.importing.draft import make_draft
from cchc.importing.names import Named, named_bodies
from cchc.importing.readers import read
from cchc.importing.readers.lines import paragraphs_of, rejoined
from cchc.importing.readers.loose import read_loose
from cchc.importing.registrar import TAKEN
from cchc.importing.results import Draft
from cchc.importing.sections import left_column
from cchc.importing.shapes.bodies import NOBODY, bodies_of, end_of_names
from cchc.importing.shapes.columns import column, product_and_time
from cchc.importing.shapes.initials import explained, spelled_out
from cchc.importing.shapes.legend import legend
from cchc.importing.targets import thresholds_of
from cchc.text.letters import CAPITALS, SMALLS

KNOWN = NOBODY.with_names(["Trung tâm Ươm tạo", "Văn phòng Điều phối nông thôn mới"])
# No word of these is a verb that the reader knows.
CHARGES = [
    ("Sở Nội vụ ươm cây, báo cáo sau", "Sở Nội vụ", "Ươm cây, báo cáo sau", True),
    ("Giao Sở Y tế, Công an tỉnh và UBND các xã, phường ươm cây",
     "Sở Y tế, Công an tỉnh và UBND các xã, phường", "Ươm cây", True),
    ("Trung tâm Ươm tạo mời gọi vốn", "Trung tâm Ươm tạo", "Mời gọi vốn", True),
    ("Văn phòng Điều phối nông thôn mới neo thuyền",
     "Văn phòng Điều phối nông thôn mới", "Neo thuyền", True),
    ("Giám đốc Sở Công Thương dựng rạp", "Giám đốc Sở Công Thương", "Dựng rạp", True),
    ("Thanh tra Sở nhắc việc", "Thanh tra Sở", "Nhắc việc", False),
    ("Sở Văn hóa, Thể thao và Du lịch (Phòng Di sản) trưng bày hiện vật",
     "Sở Văn hóa, Thể thao và Du lịch (Phòng Di sản)", "Trưng bày hiện vật", True),
    ("Hội Nông dân tỉnh gieo hạt", "Hội Nông dân tỉnh", "Gieo hạt", True),
    ("Ban Quản lý Khu kinh tế Cửa Mẫu khơi luồng", "Ban Quản lý Khu kinh tế Cửa Mẫu",
     "Khơi luồng", False),
    ("Trung tâm Xúc tiến đầu tư khơi thông vốn", "Trung tâm Xúc tiến đầu tư",
     "Khơi thông vốn", False),
    ("Cục Chuyển đổi số dựng nền tảng", "Cục Chuyển đổi số", "Dựng nền tảng", False),
    ("Cục Việc làm rút ngắn thời gian", "Cục Việc làm", "Rút ngắn thời gian", False),
    ("Các cơ quan, đơn vị có hồ sơ tồn rà soát lại",
     "Các cơ quan, đơn vị có hồ sơ tồn", "Rà soát lại", True),
    ("Phòng Kế hoạch - Tổng hợp", "Phòng Kế hoạch - Tổng hợp", "", True),
    ("Ngân hàng Nhà nước Việt Nam:", "Ngân hàng Nhà nước Việt Nam", "", True),
    ("Quỹ Bảo trợ trẻ em nghèo tỉnh ươm mầm", "Quỹ Bảo trợ trẻ em nghèo tỉnh",
     "Ươm mầm", False),
    ("Ủy ban nhân dân các huyện, thị xã, thành phố ươm cây",
     "Ủy ban nhân dân các huyện, thị xã, thành phố", "Ươm cây", True),
    ("Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh, Giám đốc Công an tỉnh: Trực gác",
     "Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh, Giám đốc Công an tỉnh", "Trực gác", True),
    ("Phòng Kinh tế và Ươm tạo ươm cây", "Phòng Kinh tế và Ươm tạo", "Ươm cây", False),
    ("Trung tâm Văn hóa, Thể thao và Truyền thông huyện neo thuyền",
     "Trung tâm Văn hóa, Thể thao và Truyền thông huyện", "Neo thuyền", True),
    ("Ủy ban nhân dân các tỉnh ven biển miền Trung neo thuyền",
     "Ủy ban nhân dân các tỉnh ven biển miền Trung", "Neo thuyền", True),
    ("Các tổ chức chính trị - xã hội", "Các tổ chức chính trị - xã hội", "", True),
    ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, dân dụng và công "
     "nghiệp tỉnh", "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, dân "
     "dụng và công nghiệp tỉnh", "", True),
]  # fmt: skip


@pytest.mark.parametrize(("line", "names", "duty", "sure"), CHARGES)
def test_a_name_ends_where_a_known_one_does_else_by_its_shape(
    line: str, names: str, duty: str, sure: bool
) -> None:
    assert heading_of(line, True, KNOWN) == Head(names, duty, sure)


def test_names_printed_alone_and_recipients_are_known_to_the_document(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "1. Trung tâm Lưu trữ lịch sử tỉnh:\nKính gửi:\n- Viễn thông Sông Lam;\n"
        "- Các sở, ban, ngành.\n2. Rà soát hồ sơ\n",
        encoding="utf-8",
    )
    found = bodies_of(read(file).blocks)
    assert found == ["Trung tâm Lưu trữ lịch sử tỉnh", "Viễn thông Sông Lam"]
    text = "Viễn thông Sông Lam kéo cáp"
    before, after = (end_of_names(text, k) for k in (NOBODY, NOBODY.with_names(found)))
    assert before is not None
    assert after is not None
    assert (before.sure, after.sure, after.at) == (False, True, 19)


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        (["Sở Nội vụ", "UBND các xã, phường", "Sở Y tế, Công an tỉnh"], "bodies"),
        (["Phòng Quản lý đầu tư", "Khu phố 1", "Tổ dân phố số 3"], "bodies"),
        (["Chủ trì: Sở Y tế; phối hợp: Công an tỉnh", "Sở Nội vụ"], "bodies"),
        (["Thể chế", "Bộ máy", "Công vụ"], ""),
        (["Quý I/2026", "Thường xuyên", "Trước ngày 15/3/2026"], "times"),
        (["Báo cáo", "Quyết định ban hành", "Danh mục"], "papers running"),
        (["Kế hoạch", "100% hồ sơ đúng hạn", "Hội nghị"], "papers running"),
        (["Quyết định số 12/QĐ-UBND", "Kế hoạch số 3/KH-SNV"], "running"),
        (["1", "2", "3.1"], "numbers"),
        (["Lập danh mục thủ tục nội bộ", "Mở lớp kỹ năng số"], "running"),
        (["12.000", "45%"], ""),
        (["", ""], ""),
    ],
)
def test_most_cells_tell_what_a_column_holds(texts: list[str], what: str) -> None:
    one = column(texts, NOBODY)
    told = {
        "bodies": one.is_bodies(),
        "numbers": one.is_numbers(),
        "papers": one.is_papers(),
        "running": one.is_running(),
        "times": one.is_times(),
    }
    assert " ".join(name for name, is_so in told.items() if is_so) == what


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Quyết định/Quý I/2026", ("Quyết định", "Quý I/2026")),
        ("Báo cáo (trước ngày 15/3/2026)", ("Báo cáo", "trước ngày 15/3/2026")),
        ("Tháng 5/2026; Kế hoạch", ("Kế hoạch", "Tháng 5/2026")),
        ("Báo cáo, biên bản", None),
    ],
)
def test_product_and_time_of_one_cell_part_where_the_time_begins(
    cell: str, parts: tuple[str, str] | None
) -> None:
    assert product_and_time(cell) == parts


def test_a_note_behind_one_name_makes_the_others_helpers() -> None:
    found = named_bodies("Sở Nội vụ (chủ trì), Sở Y tế, Công an tỉnh")
    assert found.leads == (Named("Sở Nội vụ"),)
    assert found.partners == (Named("Sở Y tế"), Named("Công an tỉnh"))


def test_a_line_goes_on_where_the_next_word_had_no_room() -> None:
    lines = [
        {"text": "hoàn thành trước ngày", "x0": 0.0, "x1": 420.0},
        {"text": "20/4/2026.", "x0": 0.0, "x1": 200.0},
        {"text": "Mục khác, dài đến tận lề phải của trang", "x0": 0.0, "x1": 600.0},
    ]
    assert paragraphs_of(lines)[0] == "hoàn thành trước ngày 20/4/2026."


def cells(draft: Draft) -> list[tuple[str, str, str, str, str | None]]:
    known = docs.UNIT_NAMES | draft.proposals
    return [
        (t.id, t.title, "; ".join(known[u] for u in t.leads),
         "; ".join(known[u] for u in t.partners), t.when)
        for t in draft.plan.tasks
    ]  # fmt: skip


SHAPES = {
    "headings nobody knows": (
        "| Mã | Diễn giải | Ai | Ai nữa | Bao giờ |\n"
        "| V1 | Lập danh mục thủ tục nội bộ | Sở Nội vụ | Sở Tư pháp | Quý I/2026 |\n"
        "| V2 | Mở lớp kỹ năng số | Sở Tài chính | Sở Nội vụ | 30/6/2026 |\n",
        [
            ("1", "Lập danh mục thủ tục nội bộ", "Sở Nội vụ", "Sở Tư pháp",
             "Quý I/2026"),
            ("2", "Mở lớp kỹ năng số", "Sở Tài chính", "Sở Nội vụ", "30/6/2026"),
        ],
    ),
    "who gives and who gets": (
        "| TT | Đầu việc | Đơn vị giao | Đơn vị nhận | Thời hạn |\n"
        "| 1 | Lập danh mục | UBND tỉnh | Sở Nội vụ | Quý I/2026 |\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026")],
    ),
    "a unit in the heading": (
        "| TT | Nhiệm vụ | Chủ trì | Hoàn thành (tháng) |\n"
        "| 1 | Lập danh mục | Sở Nội vụ | 3 |\n| 2 | Mở lớp | Sở Tư pháp | 11/2026 |\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Tháng 3"),
         ("2", "Mở lớp", "Sở Tư pháp", "", "Tháng 11/2026")],
    ),
    "months without who": (
        "| TT | Việc | T1 | T2 | T3 |\n| Phòng Kế hoạch - Tổng hợp | < | < | < | < |\n"
        "| 1 | Họp tổ | x | | |\n| 2 | Kiểm kê | | | x |\n",
        [("1", "Họp tổ", "Phòng Kế hoạch - Tổng hợp", "", "Tháng 1"),
         ("2", "Kiểm kê", "Phòng Kế hoạch - Tổng hợp", "", "Tháng 3")],
    ),
    "a name between numbers": (
        "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
        "| 1 | Lập danh mục | Sở Nội vụ | Quý I/2026 |\n| | Việc hỗ trợ | | |\n"
        "| 2 | Mở lớp | Sở Tư pháp | Quý II/2026 |\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026"),
         ("2", "Mở lớp", "Sở Tư pháp", "", "Quý II/2026")],
    ),
    "what a charge is about": (
        "1. Về tuyên truyền: Giao Sở Nội vụ soạn tờ gấp, xong trước ngày 15/3/2026.\n"
        "2. Đối với kinh phí: giao Sở Tài chính ứng vốn trong quý II/2026; giao Sở "
        "Tư pháp soát hợp đồng.\n",
        [
            ("1", "Soạn tờ gấp", "Sở Nội vụ", "",
             "xong trước ngày 15/3/2026"),
            ("2.a", "Ứng vốn trong quý II/2026", "Sở Tài chính", "",
             "trong quý II/2026"),
            ("2.b", "Soát hợp đồng", "Sở Tư pháp", "", None),
        ],
    ),
    "items by their word": (
        "Nhiệm vụ 1. Lập danh mục\n- Đơn vị chủ trì: Sở Nội vụ\n"
        "- Thời gian: Quý I/2026\n"
        "Nhiệm vụ 2. Mở lớp\n- Đơn vị chủ trì: Sở Tư pháp\n- Thời gian: Quý II/2026\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026"),
         ("2", "Mở lớp", "Sở Tư pháp", "", "Quý II/2026")],
    ),
    "plus signs below a number": (
        "1. Sở Nội vụ có trách nhiệm:\n+ Ghép chỉ tiêu.\n+ Gộp báo cáo.\n"
        "2. Sở Tư pháp\n- Soát văn bản.\n",
        [("1.a", "Ghép chỉ tiêu", "Sở Nội vụ", "", None),
         ("1.b", "Gộp báo cáo", "Sở Nội vụ", "", None),
         ("2", "Soát văn bản", "Sở Tư pháp", "", None)],
    ),
    "who signs is no duty": (
        "1. Sở Nội vụ: gộp báo cáo.\n2. Sở Tư pháp: soát văn bản.\n"
        "CHÁNH VĂN PHÒNG\nLê Văn Mẫu\n",
        [("1", "Gộp báo cáo", "Sở Nội vụ", "", None),
         ("2", "Soát văn bản", "Sở Tư pháp", "", None)],
    ),
    "labels nobody knows": (
        "1. Lập danh mục\n- Nơi gánh việc: Sở Nội vụ\n- Cùng gánh: Sở Tư pháp\n"
        "- Chậm nhất: Tháng 3/2026\n- Mục đích: rõ việc\n"
        "2. Mở lớp\n- Nơi gánh việc: Sở Tài chính\n- Chậm nhất: 30/6/2026\n"
        "- Mục đích: nâng tay nghề\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "Sở Tư pháp", "Tháng 3/2026"),
         ("2", "Mở lớp", "Sở Tài chính", "", "30/6/2026")],
    ),
    "labels in brackets and behind dashes": (
        "I. Hạ tầng\na) Phủ sóng (Lo chính: Sở Nội vụ; phụ: Sở Y tế; xong: Quý I/2026)."
        "\nb) Thay máy (Lo chính: Sở Tư pháp; xong: Quý II/2026).\nII. Nhân lực\n"
        "1. Mở lớp. Chủ trì: Sở Nội vụ – Phối hợp: Sở Tư pháp – Thời hạn: 30/4/2026.\n",
        [("I.a", "Phủ sóng", "Sở Nội vụ", "Sở Y tế", "Quý I/2026"),
         ("I.b", "Thay máy", "Sở Tư pháp", "", "Quý II/2026"),
         ("1", "Mở lớp", "Sở Nội vụ", "Sở Tư pháp", "30/4/2026")],
    ),
    "items without numbers": (
        "Nhiệm vụ: Lập kho dữ liệu\nĐơn vị chủ trì: Sở Nội vụ\nBắt đầu: tháng 3/2026\n"
        "Kết thúc: tháng 6/2026\nNhiệm vụ: Soạn quy chế\nĐơn vị chủ trì: Sở Tư pháp\n"
        "Bắt đầu: tháng 4/2026\nKết thúc: tháng 9/2026\n",
        [("1", "Lập kho dữ liệu", "Sở Nội vụ", "",
          "từ tháng 3/2026 đến tháng 6/2026"),
         ("2", "Soạn quy chế", "Sở Tư pháp", "", "từ tháng 4/2026 đến tháng 9/2026")],
    ),
    "labels alone on a line": (
        "1. Lập danh mục\nChủ trì\n- Sở Nội vụ\nThời hạn\n- Quý I/2026\n"
        "2. Mở lớp\nChủ trì\n- Sở Tư pháp\nThời hạn\n- Quý II/2026\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026"),
         ("2", "Mở lớp", "Sở Tư pháp", "", "Quý II/2026")],
    ),
    "a sentence says who and by when": (
        "1. Thể chế\na) Soạn quy chế.\nGiao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp "
        "và các đơn vị liên quan thực hiện; thời gian: quý II/2026.\nb) Soát văn bản.\n"
        "Sở Tư pháp chủ trì, hoàn thành trước ngày 30/6/2026.\n2. Nhân lực\n"
        "- Mở lớp (Sở Tài chính; tháng 10/2026).\n",
        [("1.a", "Soạn quy chế", "Sở Nội vụ", "Sở Tư pháp; Các đơn vị liên quan",
          "quý II/2026"),
         ("1.b", "Soát văn bản", "Sở Tư pháp", "", "hoàn thành trước ngày 30/6/2026"),
         ("2.a", "Mở lớp", "Sở Tài chính", "", "tháng 10/2026")],
    ),
    "a title that the width broke": (
        "1. Xây dựng bản đồ số các tuyến phố tích hợp trên\nứng dụng của tỉnh.\n"
        "- Cơ quan chủ trì: Sở Nội vụ.\n- Thời gian: Quý I/2026.\n"
        "2. Mở lớp\n- Cơ quan chủ trì: Sở Tư pháp.\n- Thời gian: Quý II/2026.\n",
        [("1", "Xây dựng bản đồ số các tuyến phố tích hợp trên ứng dụng của tỉnh",
          "Sở Nội vụ", "", "Quý I/2026"),
         ("2", "Mở lớp", "Sở Tư pháp", "", "Quý II/2026")],
    ),
    "units in headings with capitals": (
        "I. SỞ NỘI VỤ\n1. Gộp báo cáo, hoàn thành trước mùa mưa bão năm 2026.\n"
        "2. Quyết toán các dự án đã xong trước năm 2024.\n"
        "II. CÔNG AN TỈNH\n1. Trực gác trước 17 giờ ngày 26/9/2026.\n",
        [("I.1", "Gộp báo cáo", "Sở Nội vụ", "",
          "hoàn thành trước mùa mưa bão năm 2026"),
         ("I.2", "Quyết toán các dự án đã xong trước năm 2024", "Sở Nội vụ", "", None),
         ("II.1", "Trực gác trước 17 giờ ngày 26/9/2026", "Công an tỉnh", "",
          "trước 17 giờ ngày 26/9/2026")],
    ),
    "whom a telegram is sent to": (
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÔNG LAM điện:\n- Giám đốc các sở;\n"
        "1. Giám đốc Sở Nội vụ:\na) Gộp báo cáo hằng ngày.\n2. Sở Tư pháp: Soát văn "
        "bản ngay khi nước rút.\nYêu cầu các đồng chí khẩn trương thực hiện./.\n",
        [("1.a", "Gộp báo cáo hằng ngày", "Sở Nội vụ", "", "hằng ngày"),
         ("2", "Soát văn bản ngay khi nước rút", "Sở Tư pháp", "",
          "ngay khi nước rút")],
    ),
    "numbers with a dash behind": (
        "1- Tuyên truyền\n1.1- Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với các huyện ủy, "
        "thành ủy tổ chức hội nghị quán triệt; hoàn thành trong tháng 4/2026.\n"
        "1.2- Trường Chính trị tỉnh mở lớp; thực hiện hằng quý.\n",
        [("1.1", "Tổ chức hội nghị quán triệt", "Ban Tổ chức Tỉnh ủy",
          "Các huyện ủy, thành ủy", "hoàn thành trong tháng 4/2026"),
         ("1.2", "Mở lớp", "Trường Chính trị tỉnh", "", "hằng quý")],
    ),
    "a table of bars without a frame": (
        "TT | Nhiệm vụ | Chủ trì | Thời hạn | Ghi chú\n"
        "1 | Lập danh mục | Sở Nội vụ | Quý I/2026 |\n"
        "2 | Mở lớp | Sở Nông nghiệp và PTNT | 30/6/2026 | gấp\nTổng: 2 việc\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026"),
         ("2", "Mở lớp", "Sở Nông nghiệp và Phát triển nông thôn", "", "30/6/2026")],
    ),
    "months as headings": (
        "Chương trình công tác\nQUÝ I NĂM 2026\nTHÁNG 02 NĂM 2026\n"
        "1. Sở Nội vụ gộp báo cáo.\n2. Sở Tư pháp soát văn bản trước ngày 10/2/2026.\n"
        "THÁNG 03 NĂM 2026\n3. Sở Tài chính cân vốn.\n",
        [("1", "Gộp báo cáo", "Sở Nội vụ", "", "Tháng 02 năm 2026"),
         ("2", "Soát văn bản trước ngày 10/2/2026", "Sở Tư pháp", "",
          "trước ngày 10/2/2026"),
         ("3", "Cân vốn", "Sở Tài chính", "", "Tháng 03 năm 2026")],
    ),
    "one month is of the title": (
        "Chương trình công tác\nTHÁNG 02 NĂM 2026\n1. Sở Nội vụ gộp báo cáo.\n"
        "2. Sở Tư pháp soát văn bản.\n",
        [("1", "Gộp báo cáo", "Sở Nội vụ", "", None),
         ("2", "Soát văn bản", "Sở Tư pháp", "", None)],
    ),
    "short names that the document explains": (
        "UBND tỉnh giao Sở Nội vụ (SNV), Công an tỉnh (CAT) các việc sau:\n"
        "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n"
        "| 1 | Lập danh mục | SNV | CAT, Sở YT | Quý I/2026 |\n"
        "| 2 | Mở lớp | CAT | VP UBND tỉnh | Quý II/2026 |\n"
        "Ghi chú: Sở YT: Sở Y tế.\n",
        [("1", "Lập danh mục", "Sở Nội vụ", "Công an tỉnh; Sở Y tế", "Quý I/2026"),
         ("2", "Mở lớp", "Công an tỉnh", "Văn phòng UBND tỉnh", "Quý II/2026")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(SHAPES))
def test_shapes_of_other_offices_are_read(tmp_path: Path, name: str) -> None:
    body, rows = SHAPES[name]
    assert cells(docs.draft_of(tmp_path, body)) == rows


def reasons(draft: Draft, field: str) -> set[str]:
    return {doubt.why.text for doubt in draft.doubts if doubt.field == field}


def test_columns_told_by_their_cells_are_doubts(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, SHAPES["headings nobody knows"][0])
    told = {
        (doubt.field, str(doubt.why.values["name"]))
        for doubt in draft.doubts
        if doubt.why.text == "the column “{name}” is taken for this"
    }
    assert told == {
        ("title", "Diễn giải"), ("leads", "Ai"), ("partners", "Ai nữa"),
        ("when", "Bao giờ"),
    }  # fmt: skip


def test_labels_told_by_what_stands_behind_are_doubts_told_once(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, SHAPES["labels nobody knows"][0])
    told = [
        (doubt.id, doubt.field, str(doubt.why.values["name"]))
        for doubt in draft.doubts
        if doubt.why.text == "the label “{name}” is taken for this"
    ]
    assert told == [
        ("1", "leads", "Nơi gánh việc"), ("1", "partners", "Cùng gánh"),
        ("1", "when", "Chậm nhất"),
    ]  # fmt: skip
    assert draft.plan.tasks[0].extra == {"Mục đích": "rõ việc"}


INITIALS = {
    "Sở KH&CN, Sở NN&MT": "Sở Khoa học và Công nghệ, Sở Nông nghiệp và Môi trường",
    "Sở VH,TT&DL": "Sở Văn hóa, Thể thao và Du lịch",
    "Sở NV, STC": "Sở Nội vụ, Sở Tài chính",
    "Bộ CHQS tỉnh; KBNN khu vực": "Bộ Chỉ huy Quân sự tỉnh; Kho bạc Nhà nước khu vực",
    "UBND các xã, HĐND tỉnh": "UBND các xã, HĐND tỉnh",
    "Văn phòng HĐND - UBND thị xã": "Văn phòng HĐND - UBND thị xã",
    "Đoàn TNCS Hồ Chí Minh xã": "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã",
    "Văn phòng UBND tỉnh": "Văn phòng UBND tỉnh",
    "Sở XYZ": "Sở XYZ",
}


@pytest.mark.parametrize("names", INITIALS)
def test_initials_are_told_by_the_names_of_the_law(names: str) -> None:
    assert spelled_out(names, {}, lambda name: False) == INITIALS[names]


def test_a_short_name_of_the_register_stays_where_the_full_one_is_unknown() -> None:
    own = {"CAT": "Công an tỉnh"}
    assert spelled_out("CAT", own, lambda name: name == "CAT") == "CAT"
    assert spelled_out("CAT", own, lambda name: True) == "Công an tỉnh"


def test_short_names_are_those_that_stand_for_the_words_before_them() -> None:
    texts = [
        "Sở Y tế (SYT), Công an thành phố (CATP), UBND các xã, phường (UBND cấp xã); "
        "Nghị quyết số 5 (NQ5), họp ngày 5 (thứ Hai)",
        "Trung tâm Phục vụ hành chính công tỉnh (sau đây gọi tắt là Trung tâm)",
        "Ghi chú: Sở CT: Sở Công Thương; hạn: theo quý.",
    ]
    assert explained(texts) == {
        "SYT": "Sở Y tế", "CATP": "Công an thành phố",
        "UBND cấp xã": "UBND các xã, phường",
        "Trung tâm": "Trung tâm Phục vụ hành chính công tỉnh",
        "Sở CT": "Sở Công Thương",
    }  # fmt: skip


LEGENDS: dict[str, tuple[list[str | list[str]], dict[str, str]]] = {
    "a note": (
        ["Ghi chú các chữ viết tắt: NVY: Phòng Nghiệp vụ Y; CDC: Trung tâm Kiểm soát "
         "bệnh tật tỉnh; UBND: Ủy ban nhân dân; NS: ngân sách."],
        {"NVY": "Phòng Nghiệp vụ Y", "CDC": "Trung tâm Kiểm soát bệnh tật tỉnh"},
    ),
    "a note parted by commas": (
        ["Viết tắt: BQL KKT là Ban Quản lý Khu kinh tế tỉnh, CA là Công an tỉnh."],
        {"BQL KKT": "Ban Quản lý Khu kinh tế tỉnh", "CA": "Công an tỉnh"},
    ),
    "a note whose initials fit": (
        ["Ghi chú: KHTC: Phòng Kế hoạch - Tài chính; Cột 3: Sở Nội vụ; "
         "PGĐ: Phòng Nội vụ"],
        {"KHTC": "Phòng Kế hoạch - Tài chính"},
    ),
    "a line a name": (
        ["Danh mục chữ viết tắt", "- P.KT: Phòng Kinh tế", "I. Nhiệm vụ",
         "Giao SYT: Sở Y tế rà soát"],
        {"P.KT": "Phòng Kinh tế"},
    ),
    "a table below its name": (
        ["DANH MỤC CHỮ VIẾT TẮT", ["VP|Văn phòng Sở", "Các thôn|Các thôn", "1|2"]],
        {"VP": "Văn phòng Sở"},
    ),
    "a table by its heading": (
        [["STT|Tên đơn vị|Viết tắt", "1|Trung tâm Cấp cứu 115|CC115"]],
        {"CC115": "Trung tâm Cấp cứu 115"},
    ),
    "a table that explains nothing": ([["VP|Văn phòng Sở"]], {}),
}  # fmt: skip


@pytest.mark.parametrize("form", LEGENDS)
def test_short_names_are_those_that_the_document_explains(form: str) -> None:
    given, expected = LEGENDS[form]
    blocks = [
        Paragraph(one)
        if isinstance(one, str)
        else Table(tuple(Row(tuple(map(Cell, row.split("|")))) for row in one))
        for one in given
    ]
    assert legend(blocks) == expected


def test_a_duty_keeps_its_words_and_its_title_says_what_is_to_be_done(
    tmp_path: Path,
) -> None:
    draft = docs.draft_of(
        tmp_path,
        "1. Sở Nội vụ\na) Chủ trì, phối hợp với Sở Tư pháp soát văn bản.\n"
        "b) Chủ trì hội nghị.\n",
    )
    first, second = draft.plan.tasks
    assert first.title == "Soát văn bản"
    assert (first.text or "").startswith("Chủ trì, phối hợp với Sở Tư pháp")
    assert second.title == "Chủ trì hội nghị"


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Có ít nhất 500 hộ kinh doanh nộp thuế điện tử.", "hộ kinh doanh"),
        ("Có tối thiểu 03 bộ công cụ đánh giá.", "bộ công cụ"),
        ("Có ít nhất 12 hợp tác xã kiểu mới.", "hợp tác xã"),
        ("Có ít nhất 20 doanh nghiệp tham gia.", "doanh nghiệp"),
    ],
)
def test_a_unit_of_measure_is_not_cut_inside_a_word(sentence: str, unit: str) -> None:
    assert [one.goal.unit for one in thresholds_of(sentence)] == [unit]


def test_a_letterhead_keeps_its_left_column() -> None:
    lines = [
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "TỈNH QUẢNG NAM VIỆT NAM",
        "SỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc",
        "TỈNH QUẢNG NAM",
    ]
    assert left_column(lines) == [
        "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NAM", "SỞ NỘI VỤ", "TỈNH QUẢNG NAM",
    ]  # fmt: skip


@pytest.mark.parametrize("letter", "ẠẤỀỔỦỲĐ")
def test_a_capital_is_no_small_letter(letter: str) -> None:
    assert re.fullmatch(f"[{CAPITALS}]", letter)
    assert not re.fullmatch(f"[{CAPITALS}]", letter.lower())
    assert re.fullmatch(f"[{SMALLS}]", letter.lower())
    assert not re.fullmatch(f"[{SMALLS}]", letter)


def test_a_name_cut_by_its_shape_is_a_doubt_of_its_own(tmp_path: Path) -> None:
    draft = docs.draft_of(
        tmp_path, "1. Quỹ Bảo trợ trẻ em ươm mầm.\n2. Sở Tư pháp soát văn bản.\n"
    )
    assert reasons(draft, "leads") >= {FROM_HEADING, UNSURE_END}


def test_a_cell_that_goes_on_behind_a_registered_name_is_that_unit(
    tmp_path: Path,
) -> None:
    body = (
        "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
        "| 1 | Lập danh mục | Sở Nội vụ ươm cây | Quý I/2026 |\n"
    )
    draft = docs.draft_of(tmp_path, body)
    assert draft.plan.tasks[0].leads == ("so-noi-vu",)
    assert reasons(draft, "leads") >= {TAKEN}


def test_a_charge_to_nobody_known_keeps_its_words_and_has_no_lead(
    tmp_path: Path,
) -> None:
    draft = docs.draft_of(
        tmp_path,
        "Điều 1. Giao Ủy ban nhân dân tỉnh:\n1. Soát văn bản.\n2. Gộp báo cáo.\n"
        "Điều 2. Giao Ngựa vằn trông kho.\n",
    )
    last = draft.plan.tasks[-1]
    assert (last.title, last.leads) == ("Giao Ngựa vằn trông kho", ())
    assert draft.plan.tasks[0].leads == ("ubnd-tinh",)


LISTS_OF_OTHERS = (
    "| TT | Họ và tên | Đơn vị | Ngày sinh |\n"
    "| 1 | Nguyễn Văn Mẫu | Sở Nội vụ | 12/3/1980 |\n"
    "| 2 | Trần Thị Mẫu | Sở Y tế | 15/4/1985 |\n",
    "| TT | Chỉ tiêu | Đơn vị tính | 2026 | Cơ quan theo dõi |\n"
    "| 1 | Hồ sơ đúng hạn trên tổng số | % | 98 | Sở Nội vụ |\n"
    "| 2 | Hồ sơ trực tuyến toàn trình | % | 80 | Sở Tư pháp |\n",
)


@pytest.mark.parametrize("table", LISTS_OF_OTHERS)
def test_lists_that_owe_nothing_are_no_tasks_by_their_cells(
    tmp_path: Path, table: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(docs.LETTERHEAD + table, encoding="utf-8")
    made = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert not isinstance(made, Draft)


LOOSE = {
    "Quy chế\nSở Tư pháp\nQuý I/2026\nBản in": ["Quy chế", "Sở Tư pháp", "Quý I/2026",
                                              "Bản in"],
    "Quy chế\nSở Tư pháp\nBản in": ["Quy chế", "Sở Tư pháp", "", "Bản in"],
    "Quy chế\nQuý I/2026\nBản in": ["Quy chế", "", "Quý I/2026", "Bản in"],
    "Quy chế\n\nQuý I/2026\nBản in": ["Quy chế", "", "Quý I/2026", "Bản in"],
    "Quy chế\nlàm việc\nSở Tư pháp\nQuý I/2026\nBản in": [
        "Quy chế làm việc", "Sở Tư pháp", "Quý I/2026", "Bản in"],
    "Quy chế\nSở Tư pháp\nSở Nội vụ\nQuý I/2026\nBản in": [
        "Quy chế\nSở Tư pháp\nSở Nội vụ\nQuý I/2026\nBản in", "", "", ""],
}  # fmt: skip


@pytest.mark.parametrize("lines", LOOSE)
def test_a_row_of_lines_is_read_where_it_fits_in_one_way(lines: str) -> None:
    whole = "Rà soát\nSở Nội vụ\nQuý II/2026\nBáo cáo"
    text = (
        "STT\nNhiệm vụ\nChủ trì\nThời gian\nSản phẩm\n"
        f"1\n{whole}\n2\n{lines}\n3\n{whole}\nTrên đây là kế hoạch."
    )
    table, after = read_loose(text.split("\n"), 0)
    assert table is not None
    rows = [row.texts for row in table.rows]
    assert [list(row[1:]) for row in rows[1:]] == [
        whole.split("\n"), LOOSE[lines], whole.split("\n")
    ]  # fmt: skip
    assert text.split("\n")[after] == "Trên đây là kế hoạch."


def test_a_first_column_alone_begins_no_table() -> None:
    for text in ("STT\nNhiệm vụ", "STT\nMột câu dài hơn tên cột. \n1\na", "TT"):
        assert read_loose(text.split("\n"), 0) == (None, 0)


def test_lines_of_a_text_without_a_width_stay_as_they_are() -> None:
    lines = ["Một dòng ngắn", "và một dòng nữa", "- một việc", "- việc khác"] * 9
    assert rejoined(lines) == lines
