"""Cells and sentences: units, products, thresholds, citations, numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.importing.citations import cited
from cchc.importing.document import clean, leading, letter, parse
from cchc.importing.names import named_bodies, names_of
from cchc.importing.readers.lines import unwrapped
from cchc.importing.targets import thresholds_of
from cchc.importing.tasks import LONGEST, Slips, products_of, short_title
from cchc.importing.terms import term_of

NAMES = [
    ("Sở A, Sở B; UBND các quận, huyện", ["Sở A", "Sở B", "UBND các quận, huyện"]),
    ("- Sở Xây dựng - Sở Y tế", ["Sở Xây dựng", "Sở Y tế"]),
    ("- Sở Quy hoạch - Kiến trúc", ["Sở Quy hoạch - Kiến trúc"]),
    ("Phòng Tổ chức, biên chế và tổ chức phi chính phủ",
     ["Phòng Tổ chức, biên chế và tổ chức phi chính phủ"]),
    ("Sở Khoa học và Công nghệ Sở Công Thương",
     ["Sở Khoa học và Công nghệ", "Sở Công Thương"]),
    ("Thủ trưởng sở, ban - ngành; Chủ tịch UBND quận - huyện",
     ["Thủ trưởng sở, ban - ngành", "Chủ tịch UBND quận - huyện"]),
    ("Các sở, ban, ngành và UBND các xã", ["Các sở, ban, ngành", "UBND các xã"]),
    ("các cơ quan, đơn vị có liên quan", ["các cơ quan, đơn vị có liên quan"]),
    ("Các Bộ: Xây dựng, Giáo dục và Đào tạo, Y tế",
     ["Bộ Xây dựng", "Bộ Giáo dục và Đào tạo", "Bộ Y tế"]),
    ("Sở Nội vụ\nVăn phòng\nUBND tỉnh", ["Sở Nội vụ", "Văn phòng UBND tỉnh"]),
    ("Mời Ban Dân vận", ["Ban Dân vận"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_units_are_parted_and_no_name_is_cut(text: str, names: list[str]) -> None:
    assert [named.text for named in names_of(text)] == names


def test_lead_cell_that_names_helpers_and_the_body_inside() -> None:
    named = named_bodies(
        "Sở Nội vụ (Phòng Cải cách) phối hợp với Sở Tài chính, Tỉnh Đoàn"
    )
    assert [(n.text, n.inner) for n in named.leads] == [("Sở Nội vụ", "Phòng Cải cách")]
    assert [n.text for n in named.partners] == ["Sở Tài chính", "Tỉnh Đoàn"]


def test_who_drafts_owes_it() -> None:
    named = named_bodies("Phòng Cải cách tham mưu Ủy ban nhân dân tỉnh")
    assert [n.text for n in named.leads] == ["Phòng Cải cách"]
    assert named.note is not None


def test_roles_named_inside_one_cell() -> None:
    named = named_bodies("Chủ trì: Sở Y tế; phối hợp: Sở Nội vụ")
    assert [n.text for n in named.leads] == ["Sở Y tế"]
    assert [n.text for n in named.partners] == ["Sở Nội vụ"]


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("- Kế hoạch - Báo cáo", ("Kế hoạch", "Báo cáo")),
        ("Kế hoạch, Hội nghị, Báo cáo", ("Kế hoạch", "Hội nghị", "Báo cáo")),
        ("Kế hoạch rà soát, đánh giá", ("Kế hoạch rà soát, đánh giá",)),
        ("Kế hoạch/ Công văn", ("Kế hoạch/Công văn",)),
        ("Mô hình/báo cáo", ("Mô hình", "Báo cáo")),
        ("100% đơn vị/báo cáo", ("100% đơn vị", "Báo cáo")),
        ("Giải pháp/Báo cáo", ("Giải pháp", "Báo cáo")),
        ("Đạt tỷ lệ 50%, Báo cáo", ("Đạt tỷ lệ 50%", "Báo cáo")),
        ("Kế hoạch/Báo cáo", ("Kế hoạch/Báo cáo",)),
        ("Kế hoạch Báo cáo", ("Kế hoạch", "Báo cáo")),
        ("Đề án; tờ trình.", ("Đề án", "Tờ trình")),
        ("", ()),
    ],
)
def test_products_are_parted(text: str, products: tuple[str, ...]) -> None:
    assert products_of(text) == products


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("đạt từ 99% trở lên", [("at_least", 99.0)]),
        ("tối thiểu 40% cơ quan", [("at_least", 40.0)]),
        ("giảm còn dưới 4%", [("less_than", 4.0)]),
        ("tăng 3% so với năm 2020", [("rise", 3.0)]),
        ("giảm tối thiểu 10% biên chế so với năm 2021", [("fall", 10.0)]),
        ("cắt giảm tối thiểu 20% thông tin", [("at_least", 20.0)]),
        ("không quá 2,5%", [("at_most", 2.5)]),
        ("trên 95%", [("more_than", 95.0)]),
        ("100% hồ sơ được số hóa", [("at_least", 100.0)]),
        ("nằm trong nhóm 5 đơn vị dẫn đầu khối sở", [("rank", 5)]),
        ("tối thiểu 1.000 hộ kinh doanh", [("at_least", 1000.0)]),
        ("100% hồ sơ ký số; 100% hồ sơ được số hóa", [("at_least", 100.0)] * 2),
        ("từ 8 giờ đến 17 giờ", []),
        ("Nghị định số 63/2010/NĐ-CP", []),
    ],
)
def test_thresholds_of_sentences(text: str, goals: list[tuple[str, float]]) -> None:
    found = [one.goal for one in thresholds_of(text)]
    assert [(goal.form, getattr(goal, goal.form)) for goal in found] == goals


def test_rise_and_better_name_their_base() -> None:
    rise = next(iter(thresholds_of("tăng 3% so với năm 2020"))).goal
    assert str(rise.against) == "2020"
    better = next(iter(thresholds_of("Chỉ số năm 2024 cao hơn so với năm 2023"))).goal
    assert str(better.better_than) == "2023"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("số 76/NQ-CP ngày 15 tháng 7 năm 2021", [("76/NQ-CP", "2021-07-15")]),
        ("Nghị định 45/2020/NĐ-CP ngày 8/4/2020", [("45/2020/NĐ-CP", "2020-04-08")]),
        ("Quyết định số 468/QĐ-TTg", [("468/QĐ-TTg", None)]),
        ("Nghị quyết số 57-NQ/TW ngày 22/12/2024", [("57-NQ/TW", "2024-12-22")]),
        ("Chương trình số 10- CTr/TU ngày 13/8/2025", [("10-CTr/TU", "2025-08-13")]),
        ("Quyết định 45/2018/QD-TTg", [("45/2018/QĐ-TTg", None)]),
        ("số 41 /TTr-SNV ngày 24 tháng 9 năm 2021", [("41/TTr-SNV", "2021-09-24")]),
        ("Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
         [("Luật Tổ chức chính quyền địa phương", "2015-06-19")]),
        ("ngày 31/02/2020 theo 5/QĐ-BNV ngày 31/02/2020", [("5/QĐ-BNV", None)]),
        ("dài 20 km/h, 24/7, ISO 9001", []),
    ],
)  # fmt: skip
def test_citations(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(one.number, one.signed) for one in cited(text)] == found


KINDS = {
    "Nghị quyết số 202/2025/QH15 ngày 12/6/2025": ["Nghị quyết"],
    "Luật Mẫu số 91/2025/QH15; Pháp lệnh số 01/2023/UBTVQH15": ["Luật", "Pháp lệnh"],
    "Luật số 43/2024/QH15, số 47/2024/QH15 và 57/2024/QH15": ["Luật"] * 3,
    "theo 202/2025/QH15": [None],
    "Nghị quyết thi hành Luật Mẫu số 254/2025/QH15": [None],
    "Luật Mẫu (sửa đổi). Số 91/2025/QH15": [None],
}


@pytest.mark.parametrize("text", KINDS)
def test_the_kind_of_a_citation_is_the_word_beside_it(text: str) -> None:
    assert [one.kind for one in cited(text)] == KINDS[text]


@pytest.mark.parametrize(
    ("cell", "label"),
    [("IV", "IV"), ("1.10.", "1.10"), ("07", "7"), ("đ)", "đ"), ("-", "-"), ("", "")],
)
def test_labels_of_cells(cell: str, label: str) -> None:
    found = parse(cell)
    assert found is not None
    assert found.text == label


@pytest.mark.parametrize("cell", ["Kế hoạch", "Quý I", "12/QĐ", "XVYZ", "1234"])
def test_words_are_no_labels(cell: str) -> None:
    assert parse(cell) is None


def test_label_before_a_text() -> None:
    assert leading("II. Cải cách")[0].text == "II"
    assert leading("2021 là năm")[0].text == ""
    assert letter(4) == "đ"


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    line = clean(text)
    assert clean(line) == line or "<" in text or "&" in text or "*" in text
    names_of(line)
    named_bodies(line)
    products_of(line)
    list(cited(line))
    list(thresholds_of(line))
    assert len(short_title(line)) <= LONGEST


def test_slips_are_suggested_from_the_document_itself() -> None:
    many = ["trên địa bàn thành phố Hà Nội"] * 4
    slips = Slips([*many, "trên địa bàn thành phố Hà Nôi"])
    assert slips.of("địa bàn thành phố Hà Nôi") == [("nôi", "nội")]
    assert slips.of("thành phố Hà Nội, hà nôi") == []


@pytest.mark.parametrize(
    "title", ["Kế hoạch năm 0024", "giai đoạn 0021 - 9030", "đến hết năm 9999"]
)
def test_a_year_that_no_plan_can_have_is_no_term(title: str) -> None:
    assert term_of(title) is None


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("15/8/202\n5", "15/8/2025"),
        ("Quý III/20\n26", "Quý III/2026"),
        ("15/8/\n2025", "15/8/2025"),
        ("Điều 5/\n12 việc", "Điều 5/\n12 việc"),
        ("Phòng Văn hóa\n- Xã hội", "Phòng Văn hóa - Xã hội"),
        ("Giai đoạn 2026\n- 2030", "Giai đoạn 2026 - 2030"),
        ("Năm 2026\n- 02 báo cáo", "Năm 2026\n- 02 báo cáo"),
        ("- Phòng Kinh tế\n- Văn phòng", "- Phòng Kinh tế\n- Văn phòng"),
    ],
)
def test_what_a_narrow_column_broke_is_one_again(printed: str, text: str) -> None:
    assert unwrapped(printed, 60) == text
