"""Kinds of documents that offices really have: one small input of each, read whole."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import importing_documents as docs
import openpyxl
import pytest

from cchc.importing.draft import make_draft
from cchc.importing.names import names_of
from cchc.importing.persons import hide_persons, tells_persons, without_names
from cchc.importing.progress import journal_yaml, with_entries
from cchc.importing.readers import read
from cchc.importing.results import Draft, Nothing, RawTask
from cchc.importing.shapes.roles import Role, role_of
from cchc.importing.writing import draft_yaml
from cchc.views.labels import Language


class Row(NamedTuple):
    """One task as a person would name it."""

    id: str
    title: str
    leads: str
    partners: str = ""
    when: str | None = None


def names(draft: Draft, ids: tuple[str, ...]) -> str:
    known = docs.UNIT_NAMES | draft.proposals
    return "; ".join(known[one] for one in ids)


def rows(draft: Draft) -> list[Row]:
    return [
        Row(t.id, t.title, names(draft, t.leads), names(draft, t.partners), t.when)
        for t in draft.plan.tasks
    ]


HEAD5 = "| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian |\n"
DUTIES = """\
I. MỤC ĐÍCH
1. Các nhiệm vụ được giao phải rõ người.
II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
a) Chủ trì, phối hợp với Sở Tư pháp, Sở Tài chính theo dõi việc thực hiện.
b) Mở 02 lớp bồi dưỡng; hoàn thành trong quý II/2026.
- lớp một
- lớp hai
2. Sở Tài chính: Bố trí kinh phí theo Quyết định số 7/QĐ-UBND ngày 02/01/2026 trước \
ngày 31/3/2026.
3. Giao Sở Khoa học và Công nghệ:
- Nâng cấp cổng, hoàn thành trong tháng 6/2026.
- Thường xuyên kiểm tra đường truyền.
CÔNG BÁO/Số 12/Ngày 05-01-2026
4. UBND các xã, phường
Niêm yết công khai thủ tục.
5. Sở Tư pháp chủ trì thẩm định văn bản trước ngày 15 hằng tháng.
6. Đề nghị Hội Làm vườn phối hợp tuyên truyền.
Trong quá trình thực hiện, các sở báo cáo vướng mắc.
Nơi nhận:
- Sở Nội vụ: để b/c;
"""
DUTY_ROWS = [
    Row("1.a", "Theo dõi việc thực hiện", "Sở Nội vụ", "Sở Tư pháp; Sở Tài chính"),
    Row("1.b", "Mở 02 lớp bồi dưỡng; hoàn thành trong quý II/2026", "Sở Nội vụ", "",
        "hoàn thành trong quý II/2026"),
    Row("2", "Bố trí kinh phí theo Quyết định số 7/QĐ-UBND ngày 02/01/2026 trước ngày "
        "31/3/2026", "Sở Tài chính", "", "trước ngày 31/3/2026"),
    Row("3.a", "Nâng cấp cổng",
        "Sở Khoa học và Công nghệ", "", "hoàn thành trong tháng 6/2026"),
    Row("3.b", "Thường xuyên kiểm tra đường truyền", "Sở Khoa học và Công nghệ", "",
        "Thường xuyên"),
    Row("4", "Niêm yết công khai thủ tục", "UBND các xã, phường"),
    Row("5", "Thẩm định văn bản trước ngày 15 hằng tháng", "Sở Tư pháp", "",
        "trước ngày 15 hằng tháng"),
    Row("6", "Phối hợp tuyên truyền", "Hội Làm vườn"),
]  # fmt: skip
PROSE = """\
II. NỘI DUNG
1. Bồi dưỡng
- Mở lớp kiểm tra văn bản.
- Đơn vị chủ trì tham mưu thực hiện: Sở Tư pháp.
- Đơn vị phối hợp: Sở Nội vụ.
- Thời gian thực hiện: Tháng 6/2026.
- Mở lớp kỹ năng số.
- Đơn vị chủ trì tham mưu thực hiện: Sở Nội vụ.
- Đơn vị phối hợp: Sở Tư pháp.
- Thời gian thực hiện: Quý III/2026.
2. Soạn văn bản
a) Quyết định về đơn giá
- Cơ quan chủ trì: Sở Nội vụ.
- Cơ quan đầu mối: Sở Tài chính
- Thời hạn trình, ban hành: trước ngày 01 tháng 7 năm 2026.
b) Quyết định về công tác phí
- Cơ quan chủ trì: Sở Tài chính.
- Cơ quan phối hợp: Sở Nội vụ.
- Thời hạn trình: Theo tiến độ của Trung ương.
"""
TABLES: dict[str, tuple[str, list[Row]]] = {
    "duties": (DUTIES, DUTY_ROWS),
    "prose": (
        PROSE,
        [
            Row("1.a", "Mở lớp kiểm tra văn bản", "Sở Tư pháp", "Sở Nội vụ",
                "Tháng 6/2026"),
            Row("1.b", "Mở lớp kỹ năng số", "Sở Nội vụ", "Sở Tư pháp", "Quý III/2026"),
            Row("2.a", "Quyết định về đơn giá", "Sở Nội vụ; Sở Tài chính", "",
                "trước ngày 01 tháng 7 năm 2026"),
            Row("2.b", "Quyết định về công tác phí", "Sở Tài chính", "Sở Nội vụ",
                "Theo tiến độ của Trung ương"),
        ],
    ),
    "code column": (
        "| STT | Mã nhiệm vụ | Tên nhiệm vụ | Đơn vị chủ trì | Hạn |\n"
        "| 1 | KH_N01 | Lập danh mục | Sở Nội vụ | Tháng 4/2026 |\n",
        [Row("1", "Lập danh mục", "Sở Nội vụ", "", "Tháng 4/2026")],
    ),
    "group column": (
        "| TT | Nhóm nhiệm vụ | Nội dung | Cơ quan soạn thảo | Ngày dự kiến trình |\n"
        "| 1 | Thể chế | Soạn quy chế | Sở Tư pháp | Quý I/2026 |\n",
        [Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026")],
    ),
    "duty column": (
        "| STT | Đơn vị | Nhiệm vụ chủ trì | Đơn vị phối hợp | Thời gian |\n"
        "| 1 | Sở Tư pháp | Soạn quy chế | Sở Nội vụ | Tháng 5/2026 |\n"
        "| ^ | ^ | Rà soát | (1) Sở Nội vụ<br>(2) Sở Tài chính | Quý II/2026 |\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "Sở Nội vụ", "Tháng 5/2026"),
            Row("1.b", "Rà soát", "Sở Tư pháp", "Sở Nội vụ; Sở Tài chính",
                "Quý II/2026"),
        ],
    ),
    "bodies head the columns": (
        "| STT | Nhiệm vụ | Sở Nội vụ | Sở Tư pháp | Sở Tài chính | Thời gian |\n"
        "| 1 | Đối thoại | CT | PH | | Quý I/2026 |\n"
        "| 2 | Bố trí kinh phí | Phối hợp | | Chủ trì | Quý II/2026 |\n",
        [
            Row("1", "Đối thoại", "Sở Nội vụ", "Sở Tư pháp", "Quý I/2026"),
            Row("2", "Bố trí kinh phí", "Sở Tài chính", "Sở Nội vụ", "Quý II/2026"),
        ],
    ),
    "bodies with ticks below a heading that says what they do": (
        "| TT | Việc | Đơn vị thực hiện | < | Đơn vị phối hợp | < | Hạn |\n"
        "| ^ | ^ | Sở Nội vụ | Sở Tư pháp | Sở Tài chính | Văn phòng UBND tỉnh | ^ |\n"
        "| 1 | Đối thoại | x | | | X | Quý I/2026 |\n"
        "| 2 | Họp | | x | x | | Quý II/2026 |\n",
        [
            Row("1", "Đối thoại", "Sở Nội vụ", "Văn phòng UBND tỉnh", "Quý I/2026"),
            Row("2", "Họp", "Sở Tư pháp", "Sở Tài chính", "Quý II/2026"),
        ],
    ),
    "a directive's last sentence charges nobody": (
        "1. Sở Nội vụ khắc phục tồn tại.\n2. Sở Tư pháp rà soát văn bản.\n"
        "Yêu cầu các cơ quan nghiêm túc thực hiện Chỉ thị này./.\n",
        [
            Row("1", "Khắc phục tồn tại", "Sở Nội vụ"),
            Row("2", "Rà soát văn bản", "Sở Tư pháp"),
        ],
    ),
    "papers named with what they are about": (
        "| TT | Tên loại và trích yếu văn bản | Cơ quan soạn thảo | Thời gian trình |\n"
        "| 1 | Quyết định về phí | Sở Tài chính | Tháng 5/2026 |\n",
        [Row("1", "Quyết định về phí", "Sở Tài chính", "", "Tháng 5/2026")],
    ),
    "papers to write": (
        "| STT | Tên gọi văn bản | Cơ quan soạn thảo | Ngày dự kiến trình ban hành |\n"
        "| 1 | Quyết định về đơn giá | Sở Nội vụ | Tháng 5/2026 |\n",
        [Row("1", "Quyết định về đơn giá", "Sở Nội vụ", "", "Tháng 5/2026")],
    ),
    "visits": (
        "| STT | Đơn vị được kiểm tra | Thời gian kiểm tra |\n"
        "| I | Cơ quan chuyên môn | |\n| 1 | Sở Tài chính | Tháng 8/2026 |\n",
        [Row("1", "Kiểm tra tại Sở Tài chính", "", "", "Tháng 8/2026")],
    ),
    "progress as limit": (
        "| STT | Nhiệm vụ | Chủ trì | Tiến độ (nếu có) |\n"
        "| 1 | Lập danh mục | Sở Nội vụ | Quý I/2026 |\n",
        [Row("1", "Lập danh mục", "Sở Nội vụ", "", "Quý I/2026")],
    ),
    "groups in other cells": (
        HEAD5 + "| | | Nhóm nhiệm vụ về thể chế | | |\n"
        "| 1 | Soạn quy chế | Sở Tư pháp | | Quý I/2026 |\n"
        "| Nhiệm vụ giao Giám đốc Sở Nội vụ chỉ đạo | < | < | < | < |\n"
        "| 2 | Lập đề án | Sở Nội vụ | | Quý II/2026 |\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026"),
            Row("2", "Lập đề án", "Sở Nội vụ", "", "Quý II/2026"),
        ],
    ),
    "elsewhere": (
        HEAD5 + "| 1 | Làm | Theo phân công tại Quyết định số 7/QĐ-UBND | < | Quý I |\n"
        "| 2 | Làm nữa | Sở Nội vụ | theo chức năng, nhiệm vụ | Quý I |\n",
        [
            Row("1", "Làm", "", "", "Quý I"),
            Row("2", "Làm nữa", "Sở Nội vụ", "", "Quý I"),
        ],
    ),
    "roles behind names": (
        "| STT | Nhiệm vụ | Đơn vị thực hiện | Xong trước |\n"
        "| 1 | Soạn quy chế | Sở Tư pháp (chủ trì), Sở Tài chính (phối hợp) | 30/6/2026"
        " |\n",
        [Row("1", "Soạn quy chế", "Sở Tư pháp", "Sở Tài chính", "30/6/2026")],
    ),
    "articles that charge": (
        "Điều 1. Giao Sở Nội vụ lập kế hoạch trước ngày 15/3/2026.\n"
        "Điều 2. Giao Sở Tài chính bố trí kinh phí.\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\n",
        [
            Row("1", "Lập kế hoạch trước ngày 15/3/2026", "Sở Nội vụ", "",
                "trước ngày 15/3/2026"),
            Row("2", "Bố trí kinh phí", "Sở Tài chính"),
        ],
    ),
    "cut by a page": (
        HEAD5 + "| 1 | Ban hành kế hoạch | Sở Nội vụ | | Tháng 01/2026 |\n"
        "--- trang 2 ---\n"
        + HEAD5 + "| | | Sở Tư pháp | | Tháng 02/2026 |\n"
        "| 2 | Tổng kết | Sở Nội vụ | | Quý IV/2026 |\n",
        [
            Row("1", "Ban hành kế hoạch", "Sở Nội vụ", "", "Tháng 01/2026"),
            Row("1.b", "Ban hành kế hoạch", "Sở Tư pháp", "", "Tháng 02/2026"),
            Row("2", "Tổng kết", "Sở Nội vụ", "", "Quý IV/2026"),
        ],
    ),
    "visits that say what for": (
        "| STT | Đơn vị được kiểm tra | Nội dung kiểm tra | Thời gian | Đoàn kiểm tra |"
        "\n| 1 | UBND xã Đồi Chè | Hộ tịch | 12/5/2026 | Sở Tư pháp |\n",
        [Row("1", "Kiểm tra tại UBND xã Đồi Chè", "Sở Tư pháp", "", "12/5/2026")],
    ),
    "reports": (
        "| TT | Loại báo cáo | Đơn vị báo cáo | Nơi nhận báo cáo | Thời hạn gửi |\n"
        "| 1 | Báo cáo quý I | Sở Tài chính | Sở Nội vụ | 10/3/2026 |\n",
        [Row("1", "Báo cáo quý I", "Sở Tài chính", "", "10/3/2026")],
    ),
    "how often": (
        "| STT | Nhiệm vụ | Phòng thực hiện | Tần suất |\n"
        "| 1 | Cập nhật dữ liệu | Văn phòng UBND tỉnh | Hằng tháng |\n",
        [Row("1", "Cập nhật dữ liệu", "Văn phòng UBND tỉnh", "", "Hằng tháng")],
    ),
    "from and to": (
        "| STT | Nhiệm vụ | Chủ trì | Thời gian (năm 2026) | < |\n"
        "| ^ | ^ | ^ | Từ | Đến |\n"
        "| 1 | Khảo sát | Sở Nội vụ | 01/6 | 31/8 |\n",
        [Row("1", "Khảo sát", "Sở Nội vụ", "", "01/6 - 31/8")],
    ),
    "ticks below bare years": (
        "| STT | Nhiệm vụ | Chủ trì | Năm thực hiện | < | < |\n"
        "| ^ | ^ | ^ | 2026 | 2027 | 2028 |\n"
        "| 1 | Lập kho | Sở Nội vụ | x | | |\n"
        "| 2 | Số hóa | Sở Nội vụ | x | x | |\n",
        [
            Row("1", "Lập kho", "Sở Nội vụ", "", "Năm 2026"),
            Row("2", "Số hóa", "Sở Nội vụ", "", "Năm 2026 - Năm 2027"),
        ],
    ),
    "years without a heading above": (
        "| STT | Nhiệm vụ | Chủ trì | 2026 | 2027 |\n"
        "| 1 | Lập kho | Sở Nội vụ | | x |\n",
        [Row("1", "Lập kho", "Sở Nội vụ", "", "Năm 2027")],
    ),
    "money below years is no time": (
        "| STT | Nhiệm vụ | Chủ trì | Thời gian | Năm 2026 | Năm 2027 |\n"
        "| 1 | Lập kho | Sở Nội vụ | Quý I/2026 | 200 | 300 |\n",
        [Row("1", "Lập kho", "Sở Nội vụ", "", "Quý I/2026")],
    ),
    "words below years are a road map": (
        "| STT | Nhiệm vụ | Chủ trì | Năm 2026 | Năm 2027 |\n"
        "| 1 | Camera | Sở Nội vụ | Khảo sát | Lắp đặt |\n",
        [Row("1", "Camera", "Sở Nội vụ", "", "Năm 2026: Khảo sát Năm 2027: Lắp đặt")],
    ),
    "numbers below years are no time": (
        "| STT | Nhiệm vụ | Chủ trì | Năm 2026 | Năm 2027 |\n"
        "| 1 | Mở lớp | Sở Nội vụ | 200 | 300 |\n",
        [Row("1", "Mở lớp", "Sở Nội vụ")],
    ),
    "who does it, between who directs and who helps": (
        "| STT | Hạng mục | Chỉ đạo | Thực hiện | Phối hợp | Giám sát | Hạn |\n"
        "| 1 | Kiểm thử | Sở Nội vụ | Sở Tư pháp | Sở Tài chính | Thanh tra | "
        "Quý I/2026 |\n",
        [Row("1", "Kiểm thử", "Sở Tư pháp", "Sở Tài chính", "Quý I/2026")],
    ),
    "a limit set anew": (
        "| STT | Nhiệm vụ | Chủ trì | Hạn theo kế hoạch | Yêu cầu hoàn thành trước |\n"
        "| 1 | Lập đề án | Sở Nội vụ | 31/3/2026 | 10/5/2026 |\n",
        [Row("1", "Lập đề án", "Sở Nội vụ", "", "10/5/2026")],
    ),
    "stages of one task": (
        "| STT | Tên dự thảo | Cơ quan soạn thảo | Thời gian thẩm định | Thời gian "
        "ban hành |\n| 1 | Giá đất | Sở Tư pháp | Tháng 4/2026 | Tháng 6/2026 |\n",
        [
            Row("1", "Giá đất", "Sở Tư pháp", "",
                "thẩm định: Tháng 4/2026 ban hành: Tháng 6/2026"),
        ],
    ),
    "months head the groups": (
        "| TT | Nội dung trình | Cơ quan chuẩn bị | Ghi chú |\n"
        "| THÁNG 01 | < | < | < |\n| 1 | Đề án mẫu | Sở Nội vụ | |\n"
        "| Quý II/2026 | < | < | < |\n| 2 | Cảng cạn | Sở Tư pháp | |\n",
        [
            Row("1", "Đề án mẫu", "Sở Nội vụ", "", "Tháng 01"),
            Row("2", "Cảng cạn", "Sở Tư pháp", "", "Quý II/2026"),
        ],
    ),
    "places with ticks below who does it": (
        "| STT | Mô hình | Địa phương thực hiện | < | Thời gian |\n"
        "| ^ | ^ | Xã Ao Sen | Phường Bến Đá | ^ |\n"
        "| 1 | Trợ lý ảo | x | x | Quý II/2026 |\n| 2 | Hẹn trả | | x | Quý I/2026 |\n",
        [
            Row("1", "Trợ lý ảo", "Xã Ao Sen; Phường Bến Đá", "", "Quý II/2026"),
            Row("2", "Hẹn trả", "Phường Bến Đá", "", "Quý I/2026"),
        ],
    ),
    "labels that only the table's words can tell": (
        "II. NỘI DUNG\n1. Soạn nghị định\na) Cơ quan chủ trì: Sở Tư pháp.\n"
        "b) Cơ quan phối hợp: Sở Nội vụ.\nc) Thời gian trình Chính phủ: Tháng 5/2026."
        "\n2. Mở lớp\na) Cơ quan chủ trì: Sở Nội vụ.\nb) Thời gian: Quý I/2026.\n",
        [
            Row("1", "Soạn nghị định", "Sở Tư pháp", "Sở Nội vụ", "Tháng 5/2026"),
            Row("2", "Mở lớp", "Sở Nội vụ", "", "Quý I/2026"),
        ],
    ),
    "bodies head the groups": (
        "| STT | Nhiệm vụ | Sản phẩm | Thời hạn | Phối hợp |\n"
        "| Sở Nội vụ | < | < | < | < |\n| 1 | Lập đồ án | Đồ án | Quý I/2026 | |\n"
        "| Phòng, chống lãng phí | < | < | < | < |\n"
        "| 2 | Kiểm tra | Biên bản | Quý II/2026 | VNPT, Viettel |\n",
        [
            Row("1", "Lập đồ án", "Sở Nội vụ", "", "Quý I/2026"),
            Row("2", "Kiểm tra", "", "VNPT; Viettel", "Quý II/2026"),
        ],
    ),
    "what is said to bodies that were visited": (
        "1. Đối với Sở Nội vụ:\n- Sửa phòng chờ.\n- Bố trí công chức.\n"
        "2. Sở Tư pháp chủ trì, phối hợp với Sở Tài chính thanh tra đột xuất.\n",
        [
            Row("1.a", "Sửa phòng chờ", "Sở Nội vụ"),
            Row("1.b", "Bố trí công chức", "Sở Nội vụ"),
            Row("2", "Thanh tra đột xuất", "Sở Tư pháp", "Sở Tài chính"),
        ],
    ),
    "ticks below phases": (
        "| STT | Nhiệm vụ | Chủ trì | Giai đoạn 2026 - 2027 | Giai đoạn 2028 - 2030 |\n"
        "| 1 | Lập kho | Sở Nội vụ | x | |\n| 2 | Mở dữ liệu | Sở Tư pháp | x | x |\n",
        [
            Row("1", "Lập kho", "Sở Nội vụ", "", "Giai đoạn 2026 - 2027"),
            Row("2", "Mở dữ liệu", "Sở Tư pháp", "",
                "Giai đoạn 2026 - 2027, Giai đoạn 2028 - 2030"),
        ],
    ),
    "items below an article": (
        "Điều 1. Giao Sở Nội vụ:\n1. Lập kế hoạch trước ngày 20/3/2026.\n"
        "2. Theo dõi hồ sơ.\nĐiều 2. Giao Sở Tư pháp:\n1. Rà soát văn bản.\n"
        "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.\n",
        [
            Row("1.1", "Lập kế hoạch trước ngày 20/3/2026", "Sở Nội vụ", "",
                "trước ngày 20/3/2026"),
            Row("1.2", "Theo dõi hồ sơ", "Sở Nội vụ"),
            Row("2.1", "Rà soát văn bản", "Sở Tư pháp"),
        ],
    ),
    "bodies of one kind, parted by semicolons": (
        "1. Giám đốc các Sở: Nội vụ; Tài chính; Tư pháp rà soát thủ tục.\n"
        "2. Các Sở: Nội vụ; Tài chính; UBND các xã, phường: công khai kết quả.\n",
        [
            Row("1", "Rà soát thủ tục", "Sở Nội vụ; Sở Tài chính; Sở Tư pháp"),
            Row("2", "Công khai kết quả",
                "Sở Nội vụ; Sở Tài chính; UBND các xã, phường"),
        ],
    ),
    "who takes part": (
        "| STT | Nhiệm vụ | Cơ quan chịu trách nhiệm chính | Cơ quan tham gia | Hạn |\n"
        "| 1 | Nghiệm thu | Sở Nội vụ | Sở Tài chính | Quý I/2026 |\n",
        [Row("1", "Nghiệm thu", "Sở Nội vụ", "Sở Tài chính", "Quý I/2026")],
    ),
    "a sum in the column of bodies": (
        "| Phòng/ban | Việc được giao | Hạn |\n"
        "| Sở Nội vụ | Lập đề án | 15/4/2026 |\n| Tổng | 1 việc | |\n",
        [Row("1", "Lập đề án", "Sở Nội vụ", "", "15/4/2026")],
    ),
    "the Party leads, the end mark is no text": (
        "1. Sở Nội vụ lãnh đạo xây dựng kế hoạch.\n"
        "2. Các Tổ công nghệ số cộng đồng: hướng dẫn người dân.\n"
        "3. Giao Sở Tư pháp theo dõi việc thực hiện Công điện này./.\n"
        "4. Văn phòng UBND tỉnh ươm cây.\n"
        "5. Các trường học trên địa bàn khử khuẩn lớp học.\n"
        "6. Viễn thông tỉnh làm việc với nhà mạng.\nChỉ thị này phổ biến đến chi bộ.\n",
        [
            Row("1", "Lãnh đạo xây dựng kế hoạch", "Sở Nội vụ"),
            Row("2", "Hướng dẫn người dân", "Các Tổ công nghệ số cộng đồng"),
            Row("3", "Theo dõi việc thực hiện Công điện này", "Sở Tư pháp"),
            Row("4", "Ươm cây", "Văn phòng UBND tỉnh"),
            Row("5", "Khử khuẩn lớp học", "Các trường học trên địa bàn"),
            Row("6", "Làm việc với nhà mạng", "Viễn thông tỉnh"),
        ],
    ),
    "a total and no row": (
        HEAD5 + "| 1 | Soạn quy chế | Sở Tư pháp | | Quý I/2026 |\n"
        "| | Tổng cộng: 01 nhiệm vụ | | | |\n",
        [Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026")],
    ),
    "the finest of three columns": (
        "| TT | Mục tiêu | Nhiệm vụ | Hoạt động | Chủ trì | Thời gian |\n"
        "| 1 | Chất lượng | Đào tạo | Mở lớp | Sở Nội vụ | Tháng 5/2026 |\n"
        "| 2 | ^ | ^ | Cử đi học | Sở Nội vụ | Tháng 9/2026 |\n",
        [
            Row("1", "Mở lớp", "Sở Nội vụ", "", "Tháng 5/2026"),
            Row("2", "Cử đi học", "Sở Nội vụ", "", "Tháng 9/2026"),
        ],
    ),
    "bare names of groups": (
        HEAD5 + "| | Thể chế | | | |\n"
        "| 1 | Soạn quy chế | Sở Tư pháp | | Quý I/2026 |\n"
        "| | Tài chính công | | | |\n"
        "| 2 | Giao tự chủ | Sở Tài chính | | Quý II/2026 |\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026"),
            Row("2", "Giao tự chủ", "Sở Tài chính", "", "Quý II/2026"),
        ],
    ),
    "bare names without numbers": (
        "| Mã | Nhiệm vụ | Chủ trì | Thời gian |\n"
        "| | Quý I | | |\n| A01 | Soạn quy chế | Sở Tư pháp | Tháng 2/2026 |\n"
        "| | Quý II | | |\n| B01 | Giao tự chủ | Sở Tài chính | Tháng 5/2026 |\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Tháng 2/2026"),
            Row("2", "Giao tự chủ", "Sở Tài chính", "", "Tháng 5/2026"),
        ],
    ),
    "points that tasks are to win": (
        "| STT | Tiêu chí | Điểm tối đa | Giải pháp nâng điểm | Cơ quan chủ trì | Hạn |"
        "\n| 1 | Thể chế | 10 | Rà soát văn bản | Sở Tư pháp | Tháng 12/2026 |\n",
        [Row("1", "Rà soát văn bản", "Sở Tư pháp", "", "Tháng 12/2026")],
    ),
    "a rhythm among beginnings": (
        "| STT | Đầu việc | Chủ trì | Bắt đầu | Kết thúc |\n"
        "| 1 | Lắp ki-ốt | Sở Nội vụ | 01/4/2026 | 15/5/2026 |\n"
        "| 2 | Thống kê | Sở Nội vụ | Hằng tuần | |\n"
        "| 3 | Vận hành | Sở Nội vụ | Tháng 6/2026 | |\n",
        [
            Row("1", "Lắp ki-ốt", "Sở Nội vụ", "", "01/4/2026 - 15/5/2026"),
            Row("2", "Thống kê", "Sở Nội vụ", "", "Hằng tuần"),
            Row("3", "Vận hành", "Sở Nội vụ", "", "Từ Tháng 6/2026"),
        ],
    ),
    "persons beside bodies": (
        "| STT | Nhiệm vụ | Chủ trì | Người đứng đầu chịu trách nhiệm | Thời gian |\n"
        "| 1 | Định mức chi | Sở Tài chính | Giám đốc Sở Nội vụ | Quý I/2026 |\n",
        [Row("1", "Định mức chi", "Sở Tài chính", "", "Quý I/2026")],
    ),
    "a group in somebody's charge": (
        HEAD5 + "| I | Thủ tục | Sở Nội vụ (đầu mối) | | |\n"
        "| 1 | Cắt giảm hồ sơ | Sở Tài chính | | Quý I/2026 |\n"
        "| 2 | Hẹn giờ | Sở Nội vụ | | Quý II/2026 |\n",
        [
            Row("1", "Cắt giảm hồ sơ", "Sở Tài chính", "", "Quý I/2026"),
            Row("2", "Hẹn giờ", "Sở Nội vụ", "", "Quý II/2026"),
        ],
    ),
    "who made the table": (
        HEAD5 + "| 1 | Soạn quy chế | Sở Tư pháp | | Quý I/2026 |\n"
        "| Người lập biểu | | | Chủ tịch | |\n",
        [Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026")],
    ),
    "fields in brackets": (
        "II. NỘI DUNG\n1. Trọng tâm\n"
        "a) Rà soát đối tượng (chủ trì: Sở Nội vụ; phối hợp: Sở Tư pháp; thời gian: "
        "quý I/2026).\n"
        "b) Trình danh sách (chủ trì: Sở Nội vụ; thời gian: trước 15/5/2026).\n"
        "III. THƯỜNG XUYÊN\n"
        "- Chi trả chế độ (chủ trì: Sở Tài chính; thời gian: thường xuyên).\n",
        [
            Row("1.a", "Rà soát đối tượng", "Sở Nội vụ", "Sở Tư pháp", "quý I/2026"),
            Row("1.b", "Trình danh sách", "Sở Nội vụ", "", "trước 15/5/2026"),
            Row("III.a", "Chi trả chế độ", "Sở Tài chính", "", "thường xuyên"),
        ],
    ),
    "who helps in brackets": (
        "| STT | Nhiệm vụ | Đơn vị thực hiện | Thời gian |\n"
        "| 1 | Định mức chi | Sở Tài chính<br>(Phối hợp: Sở Nội vụ) | Quý I/2026 |\n",
        [Row("1", "Định mức chi", "Sở Tài chính", "Sở Nội vụ", "Quý I/2026")],
    ),
    "a cell a line, without marks": (
        "STT\nNhiệm vụ\nChủ trì\nPhối hợp\nThời gian\nSản phẩm\nI\nTHỂ CHẾ\n"
        "1\nSoạn quy chế\nSở Tư pháp\nSở Nội vụ\nQuý I/2026\nQuy chế\n"
        "2\nThống kê hồ sơ còn lại của\ncác năm trước\nSở Nội vụ\nSở Tư pháp\n"
        "Tháng 6/2026\nBáo cáo\nII\nTÀI CHÍNH\n"
        "3\nĐịnh mức chi\nSở Tài chính\nTháng 9/2026\nQuyết định\n"
        "4\nTập huấn\nSở Nội vụ\nSở Tài chính\nHằng quý\n"
        "5\nSơ kết\nSở Nội vụ\nSở Tài chính\n31/12/2026\nBáo cáo\n"
        "Nơi nhận:\n- Như trên.\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "Sở Nội vụ", "Quý I/2026"),
            Row("2", "Thống kê hồ sơ còn lại của các năm trước", "Sở Nội vụ",
                "Sở Tư pháp", "Tháng 6/2026"),
            Row("3", "Định mức chi", "Sở Tài chính", "", "Tháng 9/2026"),
            Row("4", "Tập huấn", "Sở Nội vụ", "Sở Tài chính", "Hằng quý"),
            Row("5", "Sơ kết", "Sở Nội vụ", "Sở Tài chính", "31/12/2026"),
        ],
    ),
    "bars between cells and behind the last": (
        "STT | Nhiệm vụ | Chủ trì | Thời gian |\nI | THỂ CHẾ |\n"
        "1 | Soạn quy chế | Sở Tư pháp | Quý I/2026 |\nII | TÀI CHÍNH |\n"
        "2 | Định mức chi | Sở Tài chính | Quý II/2026 |\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "", "Quý I/2026"),
            Row("2", "Định mức chi", "Sở Tài chính", "", "Quý II/2026"),
        ],
    ),
    "items below months that say who": (
        "1. Tháng 4/2026\n- Soạn quy chế (chủ trì: Sở Tư pháp; phối hợp: Sở Nội vụ).\n"
        "2. Tháng 5/2026\n- Định mức chi (chủ trì: Sở Tài chính).\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "Sở Nội vụ", "Tháng 4/2026"),
            Row("2", "Định mức chi", "Sở Tài chính", "", "Tháng 5/2026"),
        ],
    ),
    "periods of headings": (
        "I. Đợt 1: từ tháng 01 đến hết tháng 6/2026\n"
        "1. Soạn quy chế (Sở Tư pháp chủ trì, Sở Nội vụ phối hợp).\n"
        "II. TIẾP THEO\n1. Đợt 2 (đến hết năm 2026)\n"
        "a) Định mức chi (giao Sở Tài chính chủ trì).\n"
        "b) Sơ kết (giao Sở Nội vụ chủ trì; hoàn thành quý III/2026).\n"
        "c) Tổng kết (giao Sở Nội vụ, Sở Tư pháp; thực hiện trong tháng 12/2026).\n",
        [
            Row("1", "Soạn quy chế", "Sở Tư pháp", "Sở Nội vụ",
                "từ tháng 01 đến hết tháng 6/2026"),
            Row("1.a", "Định mức chi", "Sở Tài chính", "", "đến hết năm 2026"),
            Row("1.b", "Sơ kết", "Sở Nội vụ", "", "hoàn thành quý III/2026"),
            Row("1.c", "Tổng kết", "Sở Nội vụ; Sở Tư pháp", "",
                "thực hiện trong tháng 12/2026"),
        ],
    ),
    "a deadline in a label behind another time": (
        "1. Sở Nội vụ\n- Số hóa hồ sơ đã tiếp nhận trước ngày 01/7/2025. Thời gian "
        "hoàn thành: Quý IV/2026.\n"
        "- Rà soát hồ sơ đã giải quyết trước ngày 01/7/2025.\n"
        "2. Sở Tư pháp\n- Soạn quy chế (thời hạn: quý II/2026).\n",
        [
            Row("1.a", "Số hóa hồ sơ đã tiếp nhận trước ngày 01/7/2025", "Sở Nội vụ",
                "", "Quý IV/2026"),
            Row("1.b", "Rà soát hồ sơ đã giải quyết trước ngày 01/7/2025",
                "Sở Nội vụ"),
            Row("2", "Soạn quy chế", "Sở Tư pháp", "", "quý II/2026"),
        ],
    ),
    "charges that end with a time are no fields": (
        "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ hoàn thành phân bổ vốn "
        "còn lại trước ngày 15/9/2026.\n2. Giao Sở Tư pháp chủ trì, phối hợp với Sở "
        "Nội vụ báo cáo kết quả rà soát trước ngày 25/9/2026.\n",
        [
            Row("1", "Hoàn thành phân bổ vốn còn lại trước ngày 15/9/2026",
                "Sở Tài chính", "Sở Nội vụ", "trước ngày 15/9/2026"),
            Row("2", "Báo cáo kết quả rà soát trước ngày 25/9/2026",
                "Sở Tư pháp", "Sở Nội vụ", "trước ngày 25/9/2026"),
        ],
    ),
    "lines that the width of a page broke": (
        "1. Sở Nội vụ\n"
        "a) Chủ trì, phối hợp với Sở Tư pháp, Sở Tài chính theo dõi việc thực\n"
        "hiện kế hoạch của từng cơ quan; báo cáo Ủy ban nhân dân tỉnh trước\n"
        "ngày 25/9/2026.\n"
        "b) Rà soát các quy định về chế độ làm việc, đề xuất sửa đổi những nội\n"
        "dung không còn phù hợp.\n"
        "2. Sở Tài chính\n"
        "Tham mưu bố trí kinh phí cho các nhiệm vụ của năm theo đúng quy định\n"
        "của pháp luật về ngân sách nhà nước; hướng dẫn lập dự toán theo từng\n"
        "Trang 1/2\nmẫu biểu.\n",
        [
            Row("1.a", "Theo dõi việc thực hiện kế hoạch của từng cơ quan; báo cáo Ủy "
                "ban nhân dân tỉnh trước ngày 25/9/2026",
                "Sở Nội vụ", "Sở Tư pháp; Sở Tài chính", "trước ngày 25/9/2026"),
            Row("1.b", "Rà soát các quy định về chế độ làm việc, đề xuất sửa đổi những "
                "nội dung không còn phù hợp", "Sở Nội vụ"),
            Row("2", "Tham mưu bố trí kinh phí cho các nhiệm vụ của năm theo đúng quy "
                "định của pháp luật về ngân sách nhà nước; hướng dẫn lập dự toán theo "
                "từng mẫu biểu", "Sở Tài chính"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TABLES)
def test_the_rows_of_each_kind(tmp_path: Path, kind: str) -> None:
    body, expected = TABLES[kind]
    assert rows(docs.draft_of(tmp_path, body)) == expected


def test_a_sentence_behind_a_field_is_no_part_of_it(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, f"{PROSE}Câu nói thêm ở cuối mục này.\n")
    last = draft.plan.tasks[-1]
    assert last.when == "Theo tiến độ của Trung ương"
    assert (last.text or "").endswith("Câu nói thêm ở cuối mục này.")


def test_every_duty_under_a_heading_is_doubted(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, DUTIES)
    assert draft.form == "duties"
    doubted = [d.id for d in draft.doubts if "heading" in str(d.why)]
    assert doubted == [row.id for row in DUTY_ROWS]
    assert draft.plan.tasks[1].text == (
        "Mở 02 lớp bồi dưỡng; hoàn thành trong quý II/2026.\n- lớp một\n- lớp hai"
    )


def test_what_stands_elsewhere_is_a_note_and_no_unit(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, TABLES["elsewhere"][0])
    first, second = draft.plan.tasks
    assert first.note == (
        "Chủ trì, phối hợp: theo phân công tại Quyết định số 7/QĐ-UBND"
    )
    assert second.note == "Phối hợp: theo chức năng, nhiệm vụ"
    assert all("phan-cong" not in unit for unit in draft.proposals)
    assert not [d for d in draft.doubts if "no lead" in str(d.why)]


def test_a_year_in_the_heading_is_the_year_of_its_cells(tmp_path: Path) -> None:
    body = (
        "| STT | Nhiệm vụ | Chủ trì | Thời gian (Năm 2027) |\n"
        "| 1 | Đối thoại | Sở Nội vụ | ngày 08 tháng 5 |\n"
    )
    deadline = docs.draft_of(tmp_path, body).plan.tasks[0].deadlines[0]
    assert str(getattr(deadline, "due", None)) == "2027-05-08"


LISTS = {
    "Vụ GDĐH, Vụ KHTC và Vụ GDTX": ["Vụ GDĐH", "Vụ KHTC", "Vụ GDTX"],
    "Khoa Nội, Khoa Nhi": ["Khoa Nội", "Khoa Nhi"],
    "SNV, STC, VP": ["SNV", "STC", "VP"],
    "Vụ Pháp chế, thanh tra Bộ, Cục CNTT": ["Vụ Pháp chế", "thanh tra Bộ", "Cục CNTT"],
    "(1) Bộ Công an\n(2) Bộ Tài chính (3) Các bộ, ngành, địa phương": [
        "Bộ Công an", "Bộ Tài chính", "Các bộ, ngành, địa phương"],
    "a) Sở Nội vụ; b) Sở Tài chính": ["Sở Nội vụ", "Sở Tài chính"],
    "Các bộ: Công an, Quốc phòng": ["Bộ Công an", "Bộ Quốc phòng"],
    "Cơ quan, địa phương có liên quan": ["Cơ quan, địa phương có liên quan"],
    "Các sở, ban, ngành, địa phương": ["Các sở, ban, ngành, địa phương"],
    "Các sở, cơ quan thuộc tỉnh và cơ quan, tổ chức liên quan": [
        "Các sở, cơ quan thuộc tỉnh và cơ quan, tổ chức liên quan"],
    "Giám đốc, Thủ trưởng các sở, ngành": ["Giám đốc, Thủ trưởng các sở, ngành"],
    "Sở Giáo dục và Đào tạo, UBND các xã, phường": [
        "Sở Giáo dục và Đào tạo", "UBND các xã, phường"],
    "UBND xã trực tiếp triển khai": ["UBND xã trực tiếp triển khai"],
    "Phòng Văn hóa\n- Xã hội": ["Phòng Văn hóa - Xã hội"],
    "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh; Sở Nội vụ": [
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh", "Sở Nội vụ"],
    "Đảng ủy Mặt trận Tổ quốc và các đoàn thể tỉnh, Sở Y tế": [
        "Đảng ủy Mặt trận Tổ quốc và các đoàn thể tỉnh", "Sở Y tế"],
    "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh": [
        "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh"],
    "Phòng Kinh tế\n- Công an xã": ["Phòng Kinh tế", "Công an xã"],
    "Văn phòng Đảng ủy\nBan Xây dựng Đảng": ["Văn phòng Đảng ủy", "Ban Xây dựng Đảng"],
    "Ủy ban Kiểm tra Đảng ủy\nCác chi bộ": ["Ủy ban Kiểm tra Đảng ủy", "Các chi bộ"],
    "Đảng ủy UBND xã\nChi bộ Công an xã": ["Đảng ủy UBND xã", "Chi bộ Công an xã"],
    "Văn phòng HĐND và UBND huyện, UBND các xã": [
        "Văn phòng HĐND và UBND huyện", "UBND các xã"],
    "UBND các xã, thị trấn, Huyện đoàn": ["UBND các xã, thị trấn", "Huyện đoàn"],
}  # fmt: skip


@pytest.mark.parametrize("cell", LISTS)
def test_lists_of_units_are_parted_where_a_name_ends(cell: str) -> None:
    assert [named.text for named in names_of(cell)] == LISTS[cell]


PERSONS = {
    "Đ/c Nguyễn Văn Mẫu - 0900000000": "[tên cá nhân] - [số liên lạc]",
    "Sở Nội vụ (đ/c Trần Thị B, ĐT: 0900.000.000)":
        "Sở Nội vụ ([tên cá nhân], [số liên lạc])",
    "- Trần Thị Mẫu\n- Sở Nội vụ": "- [tên cá nhân]\n- Sở Nội vụ",
    "Lê Văn Mẫu - Trưởng phòng": "[tên cá nhân] - Trưởng phòng",
    "đồng chí Phó Chủ tịch UBND": "đồng chí Phó Chủ tịch UBND",
    "UBND Thành phố\nHồ Chí Minh": "UBND Thành phố\nHồ Chí Minh",
    "Bà Rịa - Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Ông Lê Mẫu, bà H'Hen": "[tên cá nhân], bà H'Hen",
    "mã 000.00.00.G12, 16.000.000.000 đồng": "mã 000.00.00.G12, 16.000.000.000 đồng",
}  # fmt: skip


@pytest.mark.parametrize("text", PERSONS)
def test_persons_and_numbers_are_hidden_and_nothing_else(text: str) -> None:
    assert without_names(text) == PERSONS[text]


def test_persons_reach_no_file(tmp_path: Path) -> None:
    body = docs.bars((
        ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Người liên hệ"),
        ("1", "Họp với ông Phan Văn Mẫu", "Sở Nội vụ (đ/c Lê Thị Mẫu)",
         "Trần Văn Giả; Sở Tư pháp", "Quý I/2026", "Võ Văn Nháp, 0900 000 000"),
    ))  # fmt: skip
    draft = docs.draft_of(tmp_path, body)
    text = draft_yaml(draft, Language("vi")).replace("Trần Văn Mẫu", "")  # who signed
    for part in ("Mẫu", "Giả", "Nháp", "0900", "liên hệ"):
        assert part not in text
    assert "Sở Nội vụ" in names(draft, draft.plan.tasks[0].leads)
    assert names(draft, draft.plan.tasks[0].partners) == "Sở Tư pháp"
    assert draft.proposals.keys() <= {draft.plan.decision.issuer}
    assert {d.field for d in draft.doubts if "person" in str(d.why)} == {
        "leads", "partners"
    }  # fmt: skip


def test_a_column_for_persons_is_known_by_its_heading() -> None:
    told = ("Họ và tên", "Cán bộ phụ trách", "Số điện thoại", "Người theo dõi", "Email")
    assert all(map(tells_persons, told))
    assert not any(map(tells_persons, ("Cơ quan phụ trách", "Ghi chú", "Đơn vị")))
    row = RawTask("1", None, {}, {"Ghi chú": "Lê Văn Mẫu", "Email": "a@b.c"}, (1, 1))
    hide_persons(row)
    assert row.extra == {"Ghi chú": "[tên cá nhân]"}


WEAK = {
    ("Nhiệm vụ", "Cơ quan giải quyết", "Thời hạn"): "leads",
    ("Kiến nghị của cử tri", "Cơ quan chủ trì", "Thời hạn"): "title",
    ("Dự án", "Cơ quan chủ trì", "Thời hạn"): "title",
    ("Nhiệm vụ", "Đơn vị thực hiện", "Tháng"): "when",
}


@pytest.mark.parametrize("headings", WEAK)
def test_a_role_that_one_heading_alone_may_name_is_taken_with_a_doubt(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    rows = (("STT", *headings), ("1", "Lập đề án", "Sở Nội vụ", "Tháng 5/2026"))
    draft = docs.draft_of(tmp_path, docs.bars(rows))
    (task,) = draft.plan.tasks
    assert (task.title, task.leads) == ("Lập đề án", ("so-noi-vu",))
    assert str(task.deadlines[0].due) == "2026-05"  # type: ignore[union-attr]
    said = [
        (one.id, one.field) for one in draft.doubts if "is taken for" in one.why.text
    ]
    assert said == [("1", WEAK[headings])]


ROLES = {
    "Mã số": Role.EXTRA,
    "Mã nhiệm vụ": Role.EXTRA,
    "Nội dung được giao": Role.TASK,
    "Việc cần làm": Role.TASK,
    "Đơn vị soạn thảo": Role.LEAD,
    "Bộ phận trình": Role.LEAD,
    "Ngày dự kiến trình": Role.WHEN,
    "Thời gian nhận": Role.EXTRA,
    "Ngày hoàn thành thực tế": Role.DONE,
    "Tình trạng": Role.STATE,
    "Tình hình thực hiện": Role.STATE,
    "Cơ quan chủ trì, phối hợp": Role.LEAD,
    "Văn bản giao": Role.EXTRA,
    "Gia hạn - Số lần": Role.EXTRA,
    "Phòng chủ trì": Role.LEAD,
    "Phòng thực hiện": Role.LEAD,
    "Công tác phòng, chống dịch": Role.TASK,
    "Thời gian: Đến": Role.WHEN,
    "Ngày đến": Role.EXTRA,
    "Việc": Role.TASK,
    "Công việc": Role.TASK,
    "Nội dung công việc": Role.TASK,
    "Tên nhiệm vụ": Role.TASK,
    "Nhiệm vụ cụ thể": Role.TASK,
    "Phần việc": Role.TASK,
    "Phụ trách": Role.LEAD,
    "Theo dõi, đôn đốc": Role.EXTRA,
    "Cơ quan theo dõi, đôn đốc, báo cáo": Role.EXTRA,
    "Đơn vị đôn đốc thực hiện": Role.EXTRA,
    "Tồn tại, hạn chế": Role.EXTRA,
    "Biện pháp khắc phục": Role.TASK,
    "Đơn vị thường trực": Role.LEAD,
    "Tên loại, trích yếu nội dung văn bản": Role.TASK,
    "Trích yếu": Role.EXTRA,
    "Ngày kiểm tra": Role.WHEN,
    "Khi nào": Role.WHEN,
    "Ngày tổ chức": Role.WHEN,
    "TG hoàn thành": Role.WHEN,
    "CQ chủ trì": Role.LEAD,
    "ĐVPH": Role.PARTNER,
    "Yêu cầu cần đạt": Role.PRODUCT,
    "Lĩnh vực, ngành": Role.EXTRA,
    "Cơ quan liên quan": Role.PARTNER,
}


@pytest.mark.parametrize("heading", ROLES)
def test_what_a_heading_names(heading: str) -> None:
    assert role_of(heading) is ROLES[heading]


def tracker(folder: Path, rows: list[tuple[str, ...]]) -> Draft:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["THEO DÕI NHIỆM VỤ THÁNG 02/2026"])
    page.append(["TT", "Nội dung", "Thời hạn", "Chủ trì", "Thời gian nhận",
                 "Thời gian hoàn thành", "Kết quả thực hiện", "Tiến độ"])  # fmt: skip
    for row in rows:
        page.append(list(row))
    file = folder / "theo-doi.xlsx"
    book.save(file)
    draft = make_draft(read(file), "thu", docs.registers(folder))
    assert isinstance(draft, Draft)
    return draft


TRACKED = [
    ("1", "Trình đề án", "30/4/2026", "Sở Nội vụ", "02/02/2026", "20/04/2026",
     "Tờ trình 15/TTr-SNV", "Đã hoàn thành"),
    ("2", "Chỉnh lý hồ sơ", "Quý II/2026", "Sở Nội vụ", "05/02/2026", "x", "",
     "Đang thực hiện"),
    ("3", "Báo cáo tháng", "", "Sở Tư pháp", "06/02/2026", "", "", ""),
    ("4", "Lập sổ", "30/5/2026", "Sở Tư pháp", "", "03/5/2026", "Đã hoàn thành", ""),
    ("5", "Kiểm tra", "30/5/2026", "Sở Tư pháp; Sở Nội vụ", "", "", "", "Đã xong"),
    ("6", "Rà soát", "30/5/2026", "Sở Tư pháp", "", "", "", "Chưa hoàn thành"),
]  # fmt: skip


def test_results_of_a_tracker_are_no_time_limits_and_no_products(
    tmp_path: Path,
) -> None:
    draft = tracker(tmp_path, TRACKED)
    plan = draft.plan
    assert (plan.title, str(plan.period)) == (
        "Theo dõi nhiệm vụ tháng 02/2026", "2026-02"
    )  # fmt: skip
    assert [task.when for task in plan.tasks] == [
        "30/4/2026", "Quý II/2026", None, "30/5/2026", "30/5/2026", "30/5/2026"
    ]  # fmt: skip
    assert not any(task.products for task in plan.tasks)
    assert plan.tasks[0].extra["Thời gian hoàn thành"] == "20/04/2026"


def test_results_of_a_tracker_become_entries_or_doubts(tmp_path: Path) -> None:
    draft, entries = with_entries(tracker(tmp_path, TRACKED))
    assert {unit: [e.task for e in own] for unit, own in entries.items()} == {
        "so-noi-vu": ["1"]
    }
    assert journal_yaml("so-noi-vu", entries["so-noi-vu"]).splitlines()[1:] == [
        "format: 1", "unit: so-noi-vu", "entries:",
        '  - {task: "1", date: "2026-04-20", state: done, '
        "evidence: [{document: Tờ trình 15/TTr-SNV}]}",
    ]  # fmt: skip
    assert draft.plan.tasks[0].extra == {"Thời gian nhận": "02/02/2026"}
    assert [d.id for d in draft.doubts if d.field == "journal"] == ["2", "4", "5"]


HEADS = {
    "Cải cách hành chính năm 2026": "2026",
    "Kế hoạch năm 2026 thực hiện Chương trình giai đoạn 2021 - 2030": "2026",
    "Cải cách hành chính giai đoạn 2026 - 2030": "2026/2030",
    "Cải cách hành chính giai đoạn 2026 - 2030 và năm 2026": "2026/2030",
    "Triển khai Nghị quyết số 9/NQ-CP của Chính phủ giai đoạn 2021 - 2030":
        "2026-01-05/..",
    "Triển khai Nghị quyết số 9/NQ-CP ngày 02/3/2021 trên địa bàn tỉnh năm 2026":
        "2026",
    "Phát triển hạ tầng đến năm 2030": "2026/2030",
    "Chương trình công tác tháng 3/2026": "2026-03",
    "Nhiệm vụ trọng tâm quý II năm 2026": "2026-Q2",
    "Nhiệm vụ 6 tháng cuối năm 2026": "2026-H2",
    "Cải cách hành chính năm 2026. Tiếp tục Chương trình giai đoạn 2021 - 2030": "2026",
    "CẢI CÁCH HÀNH CHÍNH NĂM 2026\nTiếp tục thực hiện Chương trình giai đoạn 2021 - "
    "2030, UBND tỉnh ban hành Kế hoạch như sau:": "2026",
}  # fmt: skip


@pytest.mark.parametrize("title", HEADS)
def test_the_period_is_what_the_plan_says_of_itself(tmp_path: Path, title: str) -> None:
    text = docs.LETTERHEAD.replace("Cải cách hành chính năm 2026", title)
    file = tmp_path / "a.txt"
    file.write_text(text + TABLES["code column"][0], encoding="utf-8")
    draft = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert isinstance(draft, Draft)
    assert str(draft.plan.period) == HEADS[title]


def headed(tmp_path: Path, letterhead: str, body: str = "") -> Draft:
    file = tmp_path / "a.txt"
    file.write_text(f"{letterhead}\n{TABLES['code column'][0]}{body}", encoding="utf-8")
    draft = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize(
    ("letterhead", "name"),
    [
        ("SỞ KHOA HỌC\nVÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("BAN QUẢN LÝ CÁC\nKHU CÔNG NGHIỆP", "Ban Quản lý các Khu Công nghiệp"),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN MẪU", "Ủy ban nhân dân xã Tân Mẫu"),
    ],
)
def test_an_issuer_of_two_lines_is_whole(
    tmp_path: Path, letterhead: str, name: str
) -> None:
    head = (
        f"{letterhead}\nSố: 1/KH-X\nMẫu, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nNăm 2026"
    )
    draft = headed(tmp_path, head)
    issuer = draft.plan.decision.issuer
    assert names(draft, (issuer,)) == name


def test_a_title_in_capitals_gets_the_letters_of_the_text(tmp_path: Path) -> None:
    head = docs.LETTERHEAD.replace(
        "Cải cách hành chính năm 2026",
        "PHÁT TRIỂN HẠ TẦNG 5G, IOT CỦA TỈNH SÔNG LAM THEO NGHỊ QUYẾT CỦA CHÍNH PHỦ "
        "VÀ CCHC NĂM 2026",
    )
    body = (
        "Theo Nghị quyết của Chính phủ, chính quyền phát triển hạ tầng 5G, IoT.\n"
        "Chính quyền tỉnh Sông Lam phục vụ; việc chính là phủ sóng.\n"
    )
    assert headed(tmp_path, head, body).plan.title == (
        "Kế hoạch phát triển hạ tầng 5G, IoT của tỉnh Sông Lam theo Nghị quyết của "
        "Chính phủ và CCHC năm 2026"
    )


def test_aims_without_figures_and_speeds_are_targets_and_today_is_none(
    tmp_path: Path,
) -> None:
    body = """\
II. MỤC TIÊU
Hiện nay, toàn tỉnh có 180 trạm, trong đó có 22 trạm 5G.
1. Mục tiêu tổng quát
- Xây dựng nền hành chính hiện đại, phục vụ người dân tốt hơn.
2. Mục tiêu cụ thể đến năm 2026
- Hoàn thành điều chỉnh quy hoạch viễn thông.
- Triển khai hệ thống cáp quang với tốc độ 10 Gbps cho các khu công nghiệp.
- Tối thiểu 80% hồ sơ trực tuyến.
III. NHIỆM VỤ
"""
    draft = docs.draft_of(tmp_path, body + TABLES["code column"][0])
    goals = [
        (t.goal.form, getattr(t.goal, t.goal.form), t.goal.unit)
        for t in draft.plan.targets
    ]
    assert goals == [
        (
            "qualitative",
            "Hoàn thành điều chỉnh quy hoạch viễn thông",
            None,
        ),
        ("at_least", 10.0, "Gbps"),
        ("at_least", 80.0, "%"),
    ]


def test_prose_without_duties_is_nothing(tmp_path: Path) -> None:
    body = "I. MỤC ĐÍCH\n1. Các nhiệm vụ được giao.\n2. Tổ chức tốt việc phục vụ.\n"
    file = docs.written(tmp_path, body)
    assert isinstance(make_draft(read(file), "thu", docs.registers(tmp_path)), Nothing)
