"""Layouts of other offices: whose bodies are meant, columns that say it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import importing_documents as docs
import openpyxl
import pytest

from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.registrar import as_registered
from cchc.importing.results import Draft, Registers
from cchc.load import Workspace
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.units import Units

UNITS = """\
format: 1
units:
  - {id: ubnd-tinh, name: Ủy ban nhân dân tỉnh Sông Lam, level: province}
  - {id: so-noi-vu, name: Sở Nội vụ, level: province, parent: ubnd-tinh}
  - {id: so-du-lich, name: Sở Du lịch, level: province, parent: ubnd-tinh}
  - {id: van-phong-so, name: Văn phòng Sở Nội vụ, level: internal, parent: so-noi-vu,
     aliases: [Văn phòng Sở]}
  - {id: van-phong, name: Văn phòng UBND tỉnh, level: province, parent: ubnd-tinh,
     aliases: [Văn phòng]}
  - {id: bo-noi-vu, name: Bộ Nội vụ, level: central}
groups:
  - {id: so-nganh, name: "Các sở, ban, ngành", level: province, parent: ubnd-tinh}
  - {id: co-quan, name: "Các cơ quan, đơn vị"}
"""
HEADINGS = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm")


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    root = docs.workspace(tmp_path / "kho")
    (root / "plans" / "registers" / "units.yaml").write_text(UNITS, encoding="utf-8")
    register = Workspace(root).units.record
    assert register is not None
    return Registers(
        Units(register), DocumentRegister(), IndicatorRegister(), "so-noi-vu"
    )


def head(*letterhead: str, title: str = "Chuyển đổi số năm 2026") -> tuple[str, ...]:
    return (*letterhead, "Số: 8/KH-UBND", "Sông Thao, ngày 12 tháng 01 năm 2026",
            "KẾ HOẠCH", title)  # fmt: skip


def drafted(
    folder: Path,
    registers: Registers,
    top: Sequence[str],
    rows: Sequence[Sequence[str]],
) -> Draft:
    document = docs.new_word(top)
    docs.add_table(document, rows)
    draft = make_draft(read(docs.saved(document, folder / "a.docx")), "thu", registers)
    assert isinstance(draft, Draft)
    return draft


def named(draft: Draft, ids: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Id of what the register has, name of what it lacks."""
    lacks = draft.proposals
    return [(None, lacks[u]) if u in lacks else (u, None) for u in ids]


def task_of(draft: Draft) -> list[tuple[str | None, str | None]]:
    task = draft.plan.tasks[0]
    return named(draft, [*task.leads, *task.partners])


PARTNERS = "Các sở, ban, ngành; Bộ Nội vụ; các cơ quan, đơn vị"
ROW = ("1", "Rà soát hồ sơ", "Sở Nội vụ", PARTNERS, "Quý I/2026", "Báo cáo")


@pytest.mark.parametrize(
    "letterhead",
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH SÔNG THAO",),
        ("UBND TỈNH SÔNG THAO\nSỞ NỘI VỤ",),
        ("ỦY BAN NHÂN DÂN XÃ HÒA LÂM",),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",),
        ("BỘ KẾ HOẠCH PHÁT TRIỂN",),
    ],
)
def test_bodies_of_another_issuer_are_not_those_of_the_register(
    tmp_path: Path, registers: Registers, letterhead: tuple[str, ...]
) -> None:
    draft = drafted(tmp_path, registers, head(*letterhead), (HEADINGS, ROW))
    assert task_of(draft) == [
        (None, "Sở Nội vụ"), (None, "Các sở, ban, ngành"), ("bo-noi-vu", None),
        ("co-quan", None),
    ]  # fmt: skip
    added = as_registered(draft.proposals, draft.parents)
    assert not {one.id for one in added} & set(registers.units.units)
    issuer = draft.plan.decision.issuer
    parents = {one.id: one.parent for one in added if one.name == "Sở Nội vụ"}
    assert set(parents.values()) <= {issuer}


@pytest.mark.parametrize(
    "letterhead",
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM",),
        ("UBND TỈNH SÔNG LAM\nSỞ CÂY XANH",),
        ("ỦY BAN NHÂN DÂN XÃ ĐỒI THÔNG", "Căn cứ Quyết định của UBND tỉnh Sông Lam"),
    ],
)
def test_bodies_of_the_own_province_are_found(
    tmp_path: Path, registers: Registers, letterhead: tuple[str, ...]
) -> None:
    draft = drafted(tmp_path, registers, head(*letterhead), (HEADINGS, ROW))
    assert [found for found, _ in task_of(draft)] == [
        "so-noi-vu", "so-nganh", "bo-noi-vu", "co-quan"
    ]  # fmt: skip


def test_an_office_inside_another_body_is_another_office(
    tmp_path: Path, registers: Registers
) -> None:
    row = ("1", "Đăng tin bài", "Văn phòng Sở", "Văn phòng Sở Nội vụ", "Quý I", "Tin")
    top = head("UBND TỈNH SÔNG LAM\nSỞ DU LỊCH")
    draft = drafted(tmp_path, registers, top, (HEADINGS, row))
    assert task_of(draft) == [(None, "Văn phòng Sở"), ("van-phong-so", None)]
    assert draft.parents == {next(iter(draft.proposals)): "so-du-lich"}
    own = drafted(
        tmp_path, registers, head("UBND TỈNH SÔNG LAM\nSỞ NỘI VỤ"), (HEADINGS, row)
    )
    assert task_of(own)[0] == ("van-phong-so", None)


TOP = head("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM")


def test_beginning_and_end_in_two_columns_are_one_stretch(
    tmp_path: Path, registers: Registers
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for text in TOP:
        page.append([text])
    top = page.max_row + 1
    page.append(["TT", "Nhiệm vụ", "Cơ quan thực hiện", "Thời gian", "", "Kết quả"])
    page.append(["", "", "", "Bắt đầu", "Kết thúc", ""])
    page.merge_cells(start_row=top, start_column=4, end_row=top, end_column=5)
    for column in (1, 2, 3, 6):
        page.merge_cells(None, top, column, top + 1, column)
    page.append([1, "Số hóa hồ sơ", "Sở Nội vụ", "01/02/2026", "30/6/2026", "Hồ sơ"])
    page.append([2, "Tập huấn", "Sở Du lịch", "", "Quý III/2026", "Lớp"])
    page["XFD1048576"] = None
    file = tmp_path / "a.xlsx"
    book.save(file)
    draft = make_draft(read(file), "thu", registers)
    assert isinstance(draft, Draft)
    first, second = draft.plan.tasks
    assert (first.when, second.when) == ("01/02/2026 - 30/6/2026", "Quý III/2026")
    assert str(getattr(first.deadlines[0], "due", "")) == "2026-02-01/2026-06-30"


def test_ticks_below_months_are_read_and_doubted(
    tmp_path: Path, registers: Registers
) -> None:
    months = tuple(f"Tháng {number}" for number in range(1, 13))
    ticks = ("", "x", "x", "", "", "", "", "", "", "", "X", "")
    rows = (
        ("TT", "Nhiệm vụ", "Chủ trì", *months),
        ("1", "Tập huấn", "Sở Nội vụ", *ticks),
    )
    draft = drafted(tmp_path, registers, TOP, rows)
    assert draft.plan.tasks[0].when == "Tháng 2 - Tháng 3, Tháng 11"
    dues = [str(getattr(one, "due", "")) for one in draft.plan.tasks[0].deadlines]
    assert dues == ["2026-02/2026-03", "2026-11"]
    assert any(doubt.field == "when" for doubt in draft.doubts)


def test_heading_that_says_before_makes_the_day_before_the_last(
    tmp_path: Path, registers: Registers
) -> None:
    heading = (*HEADINGS[:4], "Hoàn thành trước", "Sản phẩm")
    rows = (heading, (*ROW[:4], "30/5/2026", ""), ("2", *ROW[1:4], "Quý II/2026", ""))
    tasks = drafted(tmp_path, registers, TOP, rows).plan.tasks
    assert tasks[0].when == "30/5/2026"
    dues = [str(getattr(task.deadlines[0], "due", "")) for task in tasks]
    assert dues == ["2026-05-29", "2026-Q2"]


def test_one_column_for_lead_and_partners(tmp_path: Path, registers: Registers) -> None:
    heading = ("TT", "Nội dung", "Đơn vị chủ trì, phối hợp", "Thời gian")
    cells = (
        "- Chủ trì: Sở Nội vụ.\n- Phối hợp: Sở Du lịch.",
        "Sở Nội vụ; Sở Du lịch",
        "Sở Nội vụ chủ trì, phối hợp với Sở Du lịch",
    )
    rows = [(str(n), "Kiểm tra", cell, "Quý I") for n, cell in enumerate(cells, 1)]
    tasks = drafted(tmp_path, registers, TOP, (heading, *rows)).plan.tasks
    assert [(task.leads, task.partners) for task in tasks] == [
        (("so-noi-vu",), ("so-du-lich",))
    ] * 3


def test_ditto_takes_the_cell_above(tmp_path: Path, registers: Registers) -> None:
    rows = (HEADINGS, ROW, ("2", "Báo cáo", "Sở Du lịch", "nt", "-nt-", "như trên"))
    first, second = drafted(tmp_path, registers, TOP, rows).plan.tasks
    assert second.partners == first.partners
    assert (second.when, second.products) == (first.when, first.products)


def test_form_of_paper_is_the_product_where_no_column_says_so(
    tmp_path: Path, registers: Registers
) -> None:
    heading = (*HEADINGS[:5], "Hình thức văn bản")
    draft = drafted(tmp_path, registers, TOP, (heading, ROW))
    assert draft.plan.tasks[0].products == ("Báo cáo",)
    assert not draft.plan.tasks[0].extra


def test_title_may_begin_like_a_basis_and_ends_at_the_table(
    tmp_path: Path, registers: Registers
) -> None:
    top = head("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM", title="Triển khai Đề án 6 năm 2026")
    draft = drafted(tmp_path, registers, top, (HEADINGS, ROW))
    assert draft.plan.title == "Kế hoạch triển khai Đề án 6 năm 2026"
    assert str(draft.plan.period) == "2026"


def test_appendix_alone_names_its_decision(
    tmp_path: Path, registers: Registers
) -> None:
    top = (
        "PHỤ LỤC I: NHIỆM VỤ TRỌNG TÂM NĂM 2026",
        "(Kèm theo Quyết định số 55/QĐ-SNV ngày 20/01/2026 của Sở Nội vụ)",
    )
    plan = drafted(tmp_path, registers, top, (HEADINGS, ROW)).plan
    one = plan.decision
    assert (one.number, one.symbol, str(one.signed), one.issuer) == (
        "55", "QĐ-SNV", "2026-01-20", "so-noi-vu"
    )  # fmt: skip
    assert plan.title == "Nhiệm vụ trọng tâm năm 2026"
    assert plan.cites == ()


def test_number_of_the_party_and_a_letterhead_side_by_side(
    tmp_path: Path, registers: Registers
) -> None:
    top = ("TỈNH ỦY SÔNG THAO\tĐẢNG CỘNG SẢN VIỆT NAM",
           "Số: 05-CTr/TU\tSông Thao, ngày 01 tháng 12 năm 2025",
           "CHƯƠNG TRÌNH HÀNH ĐỘNG", "Phát triển du lịch đến năm 2030")  # fmt: skip
    one = drafted(tmp_path, registers, top, (HEADINGS, ROW)).plan.decision
    assert (one.number, one.symbol, str(one.signed)) == ("05", "CTr/TU", "2025-12-01")


PROSE = """\
ỦY BAN NHÂN DÂN TỈNH SÔNG LAM
Số: 8/KH-UBND
Sông Lam, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026
I. MỤC TIÊU
1. 100% thủ tục được niêm yết; hình thành 02 điểm tiếp nhận.
- Thành lập 05 tổ công nghệ.
II. NHIỆM VỤ
1. Cải cách thể chế
- Rà soát văn bản do tỉnh ban hành.
+ Đơn vị chủ trì: Sở Nội vụ.
+ Thời gian thực hiện: Quý II/2026.
2. Cải cách thủ tục
- Công khai thủ tục tại nơi tiếp nhận.
+ Đơn vị chủ trì: Sở Du lịch.
+ Thời gian thực hiện: Thường xuyên.
- Tổ chức đối thoại với người dân.
+ Đơn vị chủ trì: Sở Nội vụ.
+ Thời gian thực hiện: Tháng 6/2026.
III. TỔ CHỨC THỰC HIỆN
1. Các sở báo cáo kết quả về Sở Nội vụ trước ngày 15 của tháng cuối quý.
"""


def test_reports_that_a_sentence_asks_for(tmp_path: Path, registers: Registers) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PROSE, encoding="utf-8")
    draft = make_draft(read(file), "thu", registers)
    assert isinstance(draft, Draft)
    found = [(str(r.period), r.name, str(r.due)) for r in draft.plan.reports]
    assert found[0] == ("2026-Q1", "quý I", "2026-03-14")
    assert [due for _, _, due in found[1:]] == [
        "2026-06-14",
        "2026-09-14",
        "2026-12-14",
    ]
    file.write_text(PROSE.replace("hành chính năm 2026", "hành chính giai đoạn "
                                  "2026 - 2030"), encoding="utf-8")  # fmt: skip
    longer = make_draft(read(file), "thu", registers)
    assert isinstance(longer, Draft)
    assert [(str(r.period), r.name) for r in longer.plan.reports] == [
        ("2026/2030", "hằng quý")
    ]


def test_items_below_one_heading_of_prose_are_tasks(
    tmp_path: Path, registers: Registers
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(PROSE, encoding="utf-8")
    draft = make_draft(read(file), "thu", registers)
    assert isinstance(draft, Draft)
    tasks = draft.plan.tasks
    assert [(t.id, t.leads, t.when) for t in tasks] == [
        ("1", ("so-noi-vu",), "Quý II/2026"),
        ("2.a", ("so-du-lich",), "Thường xuyên"),
        ("2.b", ("so-noi-vu",), "Tháng 6/2026"),
    ]
    assert "Rà soát văn bản" in (tasks[0].text or "")
    assert tasks[2].title == "Tổ chức đối thoại với người dân"
    assert tasks[2].note == "Thuộc đề mục 2. Cải cách thủ tục"
    goals = [(t.at, t.goal.at_least) for t in draft.plan.targets]
    assert goals == [("I.1", 100.0), ("I.1", 5.0)]


@pytest.mark.parametrize("place", ["A1048576", "XFD3"])
def test_a_stray_cell_far_away_costs_nothing(
    tmp_path: Path, registers: Registers, place: str
) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (HEADINGS, ROW):
        page.append(list(row))
    page[place] = " "
    file = tmp_path / "a.xlsx"
    book.save(file)
    draft = make_draft(read(file), "thu", registers)
    assert isinstance(draft, Draft)
    assert len(draft.plan.tasks) == 1


SUBJECTS = {
    "THÔNG BÁO\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp quý I năm 2026\n": (
        "Kết luận của Chủ tịch UBND tỉnh tại cuộc họp quý I năm 2026"
    ),
    "V/v giao nhiệm vụ cải thiện\nchỉ số năm 2026\nKính gửi: Sở Nội vụ\n": (
        "Giao nhiệm vụ cải thiện chỉ số năm 2026"
    ),
}


@pytest.mark.parametrize("text", SUBJECTS)
def test_notices_and_letters_have_a_subject_too(tmp_path: Path, text: str) -> None:
    body = text + docs.bars((docs.HEADINGS, *docs.ROWS))
    file = tmp_path / "van-ban.txt"
    file.write_text(f"UBND TỈNH SÔNG LAM\nSố: 45/UBND-NC\n{body}", encoding="utf-8")
    draft = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert isinstance(draft, Draft)
    assert draft.plan.title == SUBJECTS[text]
