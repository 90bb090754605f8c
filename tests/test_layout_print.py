"""`cchc layout` judges what prints: numbers, capitals, margins, rules, citations.

Each good file has a bad twin that differs in the one thing.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from report_helpers import changed, signed
from test_layout import PLACE, STYLES, plain

from cchc.layout import examine
from cchc.layout.document import read_document

BODY = "word/document.xml"
HEADER = "word/header1.xml"
SETTINGS = "word/settings.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The six-month report of the fictional office: 9241 twips of text."""
    return signed(tmp_path_factory.mktemp("layout") / "r.docx")


def found(data: bytes, component: str) -> list[str]:
    """What is said of a component."""
    return [str(d.found) for d in examine(data, "x") if d.component == component]


def run(inside: str, marks: str = "") -> str:
    return f"<w:r><w:rPr>{marks}</w:rPr>{inside}</w:r>"


def field(*code: str, shown: str = "2", marks: str = "") -> str:
    """A complex field whose code stands in as many runs as it has pieces."""
    pieces = (
        run(f'<w:instrText xml:space="preserve">{piece}</w:instrText>', marks)
        for piece in code
    )
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + "".join(pieces)
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run(f"<w:t>{shown}</w:t>", marks)
        + run('<w:fldChar w:fldCharType="end"/>')
    )


PAGE = field(" PAGE ")
TAB = run("<w:tab/>")


def paragraph(inside: str, properties: str = "", style: str = "PLChu") -> str:
    """A paragraph, by its style aligned left and of 11 points."""
    size = '<w:rPr><w:sz w:val="28"/></w:rPr>'
    inside = inside.replace("<w:rPr></w:rPr>", size)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def framed(attributes: str, jc: str = "left") -> str:
    frame = f'<w:framePr w:wrap="around" {attributes}/><w:jc w:val="{jc}"/>'
    return paragraph(PAGE, frame)


def tabbed(*stops: tuple[str, int], tabs: int = 1) -> str:
    listed = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in stops)
    return paragraph(TAB * tabs + PAGE, f"<w:tabs>{listed}</w:tabs>")


WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def boxed(
    across: str, width: int, jc: str = "left", wrap: str = "square", down: str = ""
) -> str:
    """A number in a floating text box `width` twips wide."""
    down = down or (
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
        "</wp:positionV>"
    )
    content = paragraph(PAGE, f'<w:jc w:val="{jc}"/>')
    return paragraph(
        f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps">'
        f'<w:drawing><wp:anchor xmlns:wp="{WP}">{across}{down}'
        f'<wp:extent cx="{width * 635}" cy="300000"/><wps:wsp xmlns:wps="{WPS}">'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr wrap="{wrap}"/></wps:wsp></wp:anchor></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{vml('', content)}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def vml(style: str, content: str) -> str:
    return (
        f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{style}"><v:textbox>'
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape>"
    )


def across(text: str, over: str = "margin") -> str:
    return f'<wp:positionH relativeFrom="{over}">{text}</wp:positionH>'


CENTRE = across("<wp:align>center</wp:align>")
RIGHT = across("<wp:align>right</wp:align>")


def cells(at: int, jc: str = "center") -> str:
    """A row of three cells, the number in one of them."""
    row = ""
    for i in range(3):
        inside = paragraph(PAGE if i == at else "", f'<w:jc w:val="{jc}"/>')
        row += f'<w:tc><w:tcPr><w:tcW w:w="3080"/></w:tcPr>{inside}</w:tc>'
    return f"<w:tbl><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>" + paragraph("")


def in_pict(style: str) -> str:
    content = paragraph(PAGE, '<w:jc w:val="center"/>')
    return paragraph(f"<w:r><w:pict>{vml(style, content)}</w:pict></w:r>")


@pytest.mark.parametrize(
    "unseen",
    [
        "<w:moveFrom><w:r><w:t>thừa</w:t></w:r></w:moveFrom>",
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"/>'
        "<mc:Fallback><w:r><w:t>thừa</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_what_does_not_print_is_not_read(good: bytes, unseen: str) -> None:
    after = changed(good, ("</w:p>", f"{unseen}</w:p>"))
    assert unseen.encode() in zipfile.ZipFile(io.BytesIO(after)).read(BODY)
    before = read_document(good, "x")
    assert read_document(after, "x").lines == before.lines


MISSING = "no page number in the top margin"
ASIDE = "page number not centred"
NUMBERS = {
    "plain": (paragraph(PAGE, '<w:jc w:val="center"/>'), []),
    "plain, left": (paragraph(PAGE), [ASIDE]),
    "frame": (framed('w:hAnchor="margin" w:xAlign="center" w:y="1"'), []),
    "frame, right": (framed('w:hAnchor="margin" w:xAlign="right" w:y="1"'), [ASIDE]),
    "frame over the page": (framed('w:hAnchor="page" w:xAlign="center"'), []),
    "frame at a place": (framed('w:w="600" w:hAnchor="text" w:x="4320"', "center"), []),
    "frame at another": (framed('w:w="600" w:hAnchor="margin" w:x="1000"'), [ASIDE]),
    "wide frame": (framed('w:w="9000" w:xAlign="center"', "center"), []),
    "wide frame, left": (framed('w:w="9000" w:xAlign="center"'), [ASIDE]),
    "frame at the foot": (
        framed('w:hAnchor="margin" w:xAlign="center" w:vAnchor="page" w:y="15800"'),
        ["page number in the bottom margin"],
    ),
    "centre stop": (tabbed(("center", 4620)), []),
    "centre stop of Word": (tabbed(("center", 4680), ("right", 9360)), []),
    "right stop": (tabbed(("center", 4680), ("right", 9360), tabs=2), [ASIDE]),
    "left stop": (tabbed(("left", 720)), [ASIDE]),
    "stop far from the middle": (tabbed(("center", 3000)), [ASIDE]),
    "cleared stop": (tabbed(("clear", 4620), ("right", 9240)), [ASIDE]),
    "stop to the margin": (
        paragraph(run('<w:ptab w:relativeTo="margin" w:alignment="center"/>') + PAGE),
        [],
    ),
    "stop to the right margin": (
        paragraph(run('<w:ptab w:relativeTo="margin" w:alignment="right"/>') + PAGE),
        [ASIDE],
    ),
    "split code": (
        paragraph(field(" PA", "GE   \\* MERGE", "FORMAT "), '<w:jc w:val="center"/>'),
        [],
    ),
    "lower case": (paragraph(field("page"), '<w:jc w:val="center"/>'), []),
    "how many pages": (
        paragraph(field(" NUM", "PAGES "), '<w:jc w:val="center"/>'),
        [MISSING],
    ),
    "page of a mark": (
        paragraph(field(" PAGE", "REF a "), '<w:jc w:val="center"/>'),
        [MISSING],
    ),
    "simple field": (
        paragraph(
            '<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT ">'
            + run("<w:t>2</w:t>")
            + "</w:fldSimple>",
            '<w:jc w:val="center"/>',
        ),
        [],
    ),
    "Roman": (
        paragraph(field(" PAGE \\* roman "), '<w:jc w:val="center"/>'),
        ["not in Arabic numerals"],
    ),
    "hidden": (
        paragraph(field("PAGE", marks="<w:vanish/>"), '<w:jc w:val="center"/>'),
        [MISSING],
    ),
    "deleted": (
        paragraph(f"<w:del>{PAGE}</w:del>", '<w:jc w:val="center"/>'),
        [MISSING],
    ),
    "small": (
        paragraph(
            field("PAGE", marks='<w:sz w:val="20"/>'), '<w:jc w:val="center"/>'
        ),
        ["size 10"],
    ),
    "slanted": (
        paragraph(
            field("PAGE", marks='<w:i/><w:sz w:val="28"/>'), '<w:jc w:val="center"/>'
        ),
        ["italic"],
    ),
    "content control": (
        "<w:sdt><w:sdtContent>"
        + paragraph(PAGE, '<w:jc w:val="center"/>')
        + "</w:sdtContent></w:sdt>",
        [],
    ),
    "text box": (boxed(CENTRE, 1000, "center"), []),
    "text box, right": (boxed(RIGHT, 1000, "center"), [ASIDE]),
    "wide text box": (boxed(CENTRE, 9000, "center"), []),
    "wide text box, left": (boxed(CENTRE, 9000), [ASIDE]),
    "text box as wide as its text": (boxed(CENTRE, 9000, wrap="none"), []),
    "text box at a place": (
        boxed(across("<wp:posOffset>2616200</wp:posOffset>"), 1000, "center"),
        [],
    ),
    "text box over the page": (
        boxed(across("<wp:align>center</wp:align>", "page"), 1000, "center"),
        [],
    ),
    "text box at the foot": (
        boxed(
            CENTRE,
            1000,
            "center",
            down='<wp:positionV relativeFrom="page"><wp:posOffset>10000000'
            "</wp:posOffset></wp:positionV>",
        ),
        ["page number in the bottom margin"],
    ),
    "shape": (
        in_pict("position:absolute;width:50pt;mso-position-horizontal:center"),
        [],
    ),
    "shape, right": (
        in_pict("position:absolute;width:50pt;mso-position-horizontal:right"),
        [ASIDE],
    ),
    "cell": (cells(1), []),
    "last cell": (cells(2), [ASIDE]),
    "cell, left": (cells(1, "left"), [ASIDE]),
    "none": (paragraph(run("<w:t>Trang</w:t>")), [MISSING]),
}  # fmt: skip


def with_header(good: bytes, xml: str) -> bytes:
    return changed(good, ("<w:p>.*</w:p>", xml.replace("\\", r"\\")), part=HEADER)


@pytest.mark.parametrize(("xml", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_where_a_page_number_prints(good: bytes, xml: str, expected: list[str]) -> None:
    assert found(with_header(good, xml), "P4") == expected


ODD = ("x", "", "-", "1e999", "nan", "-5", "99999999999999999999", "²")


@pytest.mark.parametrize("odd", ODD)
def test_odd_figures_are_no_reason_to_stop(good: bytes, odd: str) -> None:
    for xml in (
        framed(
            f'w:hAnchor="margin" w:w="{odd}" w:x="{odd}" w:vAnchor="page" w:y="{odd}"'
        ),
        paragraph(TAB + PAGE, f'<w:tabs><w:tab w:val="left" w:pos="{odd}"/></w:tabs>'),
        boxed(across(f"<wp:posOffset>{odd}</wp:posOffset>"), 1000),
        cells(1).replace('w:w="3080"', f'w:w="{odd}"'),
        in_pict(f"position:absolute;width:{odd}pt;margin-left:{odd}"),
    ):
        examine(with_header(good, xml), "x")
    drawn = floating(0).replace(">0<", f">{odd}<")
    examine(changed(good, (r"<w:r>(?=<w:t[^>]*>Số: )", drawn + "<w:r>")), "x")


def test_a_condition_may_keep_the_number_from_page_1(good: bytes) -> None:
    inner = field("PAGE")
    text = (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run("<w:instrText> IF </w:instrText>")
        + inner
        + run("<w:instrText> &gt; 1 </w:instrText>")
        + inner
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>2</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
    )
    conditional = with_header(good, paragraph(text, '<w:jc w:val="center"/>'))
    plain_number = with_header(good, NUMBERS["plain"][0])
    for data, expected in ((conditional, []), (plain_number, ["page 1 is numbered"])):
        assert found(changed(data, ("<w:titlePg/>", "")), "P4") == expected


def to_even(good: bytes, header: str = "", on: str = "") -> bytes:
    """Even pages with a header of their own, or without one."""
    data = changed(
        good, ("<w:compat>", f"<w:evenAndOddHeaders{on}/><w:compat>"), part=SETTINGS
    )
    return changed(data, ("<w:sectPr>", f"<w:sectPr>{header}"))


EVEN = '<w:headerReference w:type="even" r:id="rId{}"/>'


@pytest.mark.parametrize(
    ("header", "on", "expected"),
    [
        ("", "", ["no page number in the top margin of even pages"]),
        ("", ' w:val="0"', []),
        (EVEN.format(3), "", []),
        (EVEN.format(4), "", ["no page number in the top margin of even pages"]),
    ],
)
def test_even_pages_have_their_number_too(
    good: bytes, header: str, on: str, expected: list[str]
) -> None:
    assert found(to_even(good, header, on), "P4") == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<w:titlePg/>", '<w:titlePg w:val="0"/>', ["page 1 is numbered"]),
        ("<w:titlePg/>", '<w:pgNumType w:start="0"/><w:titlePg/>',
         ["numbers start at 0"]),
        ("<w:titlePg/>", '<w:pgNumType w:fmt="upperRoman"/><w:titlePg/>',
         ["page numbers written as upperRoman"]),
        ("<w:titlePg/>", '<w:pgNumType w:fmt="decimal" w:start="1"/><w:titlePg/>', []),
    ],
)  # fmt: skip
def test_how_the_pages_are_counted(
    good: bytes, old: str, new: str, expected: list[str]
) -> None:
    assert found(changed(good, (old, new)), "P4") == expected


@pytest.mark.parametrize(
    ("margins", "setting", "expected"),
    [
        ('w:left="1134" w:gutter="567"', "", []),
        ('w:left="1701" w:gutter="567"', "", ["left margin 40 mm"]),
        ('w:left="1701" w:gutter="0"', "", []),
        ('w:left="1701" w:gutter="200"', "<w:gutterAtTop/>", []),
        ('w:left="1701" w:gutter="567"', "<w:gutterAtTop/>", ["top margin 30 mm"]),
    ],
)
def test_a_gutter_counts_to_the_margin(
    margins: str, setting: str, expected: list[str]
) -> None:
    data = changed(plain("NoiDung: x"), (r'w:left="\d+"', margins.split()[0]))
    data = changed(data, (r'w:gutter="\d+"', margins.split()[1]))
    data = changed(data, ("<w:compat>", f"{setting}<w:compat>"), part=SETTINGS)
    assert found(data, "P2") == expected


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        (NATION, "", []),
        (NATION.capitalize(), "", ["not all in capitals"]),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "<w:caps/>", []),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", '<w:caps w:val="0"/>',
         ["not all in capitals"]),
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "<w:smallCaps/>",
         ["not all in capitals"]),
    ],
)  # fmt: skip
def test_all_caps_prints_capitals_and_small_caps_does_not(
    good: bytes, text: str, marks: str, expected: list[str]
) -> None:
    old = f'<w:r><w:t xml:space="preserve">{NATION}'
    new = f"<w:r><w:rPr>{marks}</w:rPr><w:t>{text}"
    assert found(changed(good, (old, new)), "H1") == expected


def test_capitals_come_from_a_style_as_well(good: bytes) -> None:
    caps = (r'(w:styleId="QuocHieu">.*?<w:rPr>)', r"\g<1><w:caps/>")
    small = changed(good, (NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam"))
    assert found(changed(small, caps, part=STYLES), "H1") == []
    motto = (r'(w:styleId="TieuNgu">.*?<w:rPr>)', r"\g<1><w:caps/>")
    assert found(changed(good, motto, part=STYLES), "H2")[0] == "written otherwise"


LINE = r"<w:r><mc:AlternateContent.*?</mc:AlternateContent></w:r>"


def floating(down: int) -> str:
    """A line of a third of the agency's name, `down` EMU below its anchor."""
    return (
        f'<w:r><w:drawing><wp:anchor xmlns:wp="{WP}"><wp:positionV '
        f'relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="250000" cy="0"/><a:prstGeom xmlns:a="{A}" prst="line"/>'
        "</wp:anchor></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (floating(20_000), []),
        (floating(-60_000), []),
        (floating(400_000), ["no rule below it"]),
        ("", ["no rule below it"]),
        ('<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="60pt,1pt" '
         'to="80pt,1pt"/></w:pict></w:r>', []),
        ('<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="60pt,40pt"'
         ' to="80pt,40pt"/></w:pict></w:r>', ["no rule below it"]),
    ],
)  # fmt: skip
def test_a_rule_may_be_anchored_in_the_row_below(
    good: bytes, drawn: str, expected: list[str]
) -> None:
    moved = changed(good, (LINE, ""), (r"<w:r>(?=<w:t[^>]*>Số: )", drawn + "<w:r>"))
    assert found(moved, "H4") == expected


@pytest.mark.parametrize(
    "date",
    [
        "ngày … tháng … năm …",
        "ngày      tháng      năm 2024",
        "ngày … tháng 6 năm 2024",
        "ngày ...... tháng ...... năm 2024",
        "ngày.....tháng.....năm 2024",
        "ngày tháng năm 2024",
        "ngày    tháng 01 năm 2024",
        "ngày ____ tháng ____ năm 20___",
        "ngày \u00a0\u00a0 tháng 12 năm 2024",
        "ngày … tháng … năm 202…",
        "ngày 05 tháng 01 năm 2024",
    ],
)
def test_a_blank_day_raises_no_alarm(good: bytes, date: str) -> None:
    data = changed(good, (r"ngày 18 tháng 6 năm 2024<", f"{date}<"))
    assert found(data, "H6") == []


@pytest.mark.parametrize(
    "date",
    [
        "ngày 5 tháng 6 năm 2024",
        "ngày … tháng 1 năm 2024",
        "ngày … tháng 06 năm 2024",
        "ngày 32 tháng 6 năm 2024",
        "ngày … tháng 13 năm 2024",
        "ngày … tháng … năm 24",
    ],
)
def test_what_is_wrong_beside_a_blank_is_still_found(good: bytes, date: str) -> None:
    data = changed(good, (r"ngày 18 tháng 6 năm 2024<", f"{date}<"))
    assert len(found(data, "H6")) == 1


FULL = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về văn thư"
CITED = [
    (f"Thực hiện {FULL}, Sở báo cáo.", []),
    ("Theo Nghị định số 30/2020/NĐ-CP, Sở báo cáo.",
     ["“30/2020/NĐ-CP” without its date"]),
    ("Thực hiện 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.",
     ["“30/2020/NĐ-CP” without its type"]),
    ("Sản phẩm: 05/BB-SM; 06/QĐ-SM.",
     ["“05/BB-SM” without its type and date", "“06/QĐ-SM” without its type and date"]),
    ("Công văn số 581/BNV-CCHC ngày 10/02/2020 của Bộ Nội vụ.", []),
    ("Quyết định 12/QĐ-SM (ngày 10/01/2024) của Sở.", []),
    ("Quyết định số 12/QĐ-SM năm 2024 của Sở.", ["“12/QĐ-SM” without its date"]),
    ("Kế hoạch số 12/KH-SM được ban hành ngày 10 tháng 01 năm 2024.", []),
    ("Kế hoạch số 12/KH-SM ngày … tháng … năm … của Sở Mẫu.", []),
    ("Nghị quyết số 80-NQ/TW ngày 07 tháng 01 năm 2026 của Bộ Chính trị.", []),
    ("Nghị quyết số 80-NQ/TW của Bộ Chính trị.", ["“80-NQ/TW” without its date"]),
    ("Luật số 77/2015/QH13 và Bộ luật số 45/2019/QH14.", []),
    ("Đến 30/4/2025 có 12/44 nhiệm vụ, 24/7.", []),
    ("Các Nghị quyết số 1/NQ-CP ngày 01/01/2024, số 2/NQ-CP ngày 02/01/2024.", []),
    ("Quyết định số: 766/QĐ-TTg, ngày 23 tháng 6 năm 2022 của Thủ tướng.", []),
    ("Các văn bản: Quyết định số 1/QĐ-A ngày 1/1/2024; số 2/QĐ-A ngày 2/1/2024.", []),
    ("Có 10/QĐ-SM, 11/QĐ-SM ngày 02 tháng 01 năm 2024.",
     ["“10/QĐ-SM” without its type and date", "“11/QĐ-SM” without its type"]),
    ("Luật Cán bộ, công chức số 22/2008/QH12; Pháp lệnh số 04/2023/PL-UBTVQH15.", []),
    ("Kiểm tra 5/UBND cấp xã, 3/UBND phường.", []),
    (f"Thực hiện {FULL}. Nghị định số 30/2020/NĐ-CP quy định rõ.", []),
]  # fmt: skip


def texts(*lines: str) -> bytes:
    """A decision whose text is `lines`."""
    head = ("SoKyHieu: Số: 05/QĐ-SVD", f"DiaDanhNgay: {PLACE}")
    title = ("TenLoai: QUYẾT ĐỊNH", "TrichYeu: Về việc ví dụ")
    return plain(*head, *title, *lines, "NoiNhan: Nơi nhận:", "NoiNhanDong: - Lưu: VT.")


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_first_citation_has_type_number_and_date(
    text: str, expected: list[str]
) -> None:
    assert found(texts(f"NoiDung: {text}"), "B4") == expected


def test_a_later_citation_needs_type_and_number_only() -> None:
    later = "NoiDung: Theo Nghị định số 30/2020/NĐ-CP."
    assert found(texts(f"NoiDung: Theo {FULL}.", later), "B4") == []
    assert found(texts(later, f"NoiDung: Theo {FULL}."), "B4") != []


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        (f"Căn cứ {FULL};", []),
        ("Căn cứ Luật Tổ chức chính quyền địa phương;", []),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;",
         ["“30/2020/NĐ-CP” without its issuer or subject"]),
    ],
)  # fmt: skip
def test_grounds_name_issuer_and_subject(ground: str, expected: list[str]) -> None:
    data = texts(f"CanCu: {ground}", "NoiDung: Điều 1. Ví dụ./.")
    assert found(data, "B4") == expected


UNNAMED = "the body does not name the annex"


@pytest.mark.parametrize(
    ("text", "annexes", "expected"),
    [
        ("Chi tiết tại Phụ lục kèm theo", ["Phụ lục"], 0),
        ("Chi tiết tại phụ lục I kèm theo", ["Phụ lục I"], 0),
        ("Không có gì thêm", ["Phụ lục"], 1),
        ("Theo Phụ lục I Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", ["Phụ lục"], 1),
        ("Chi tiết tại Phụ lục I và Phụ lục II", ["Phụ lục I", "Phụ lục II"], 0),
        ("Chi tiết tại Phụ lục I, II kèm theo", ["Phụ lục I", "Phụ lục II"], 0),
        ("Chi tiết tại Phụ lục số I và số II", ["Phụ lục I", "Phụ lục II"], 0),
        ("Chi tiết tại Phụ lục II kèm theo", ["Phụ lục I", "Phụ lục II"], 1),
        ("Chi tiết tại Phụ lục kèm theo", ["Phụ lục I", "Phụ lục II"], 2),
        ("Chi tiết tại các Phụ lục kèm theo", ["Phụ lục I", "Phụ lục II"], 0),
        ("Chi tiết tại các Phụ lục I, III kèm theo",
         ["Phụ lục I", "Phụ lục II", "Phụ lục III"], 1),
        ("Chi tiết từ Phụ lục I đến Phụ lục III",
         ["Phụ lục I", "Phụ lục II", "Phụ lục III"], 0),
    ],
)  # fmt: skip
def test_the_text_names_each_annex(
    text: str, annexes: list[str], expected: int
) -> None:
    data = changed(
        texts(f"NoiDung: {text}.", "NoiDung: XYZ"),
        ("- Lưu: VT.</w:t></w:r></w:p>", "- Lưu: VT.</w:t></w:r></w:p>" + "".join(
            f'<w:p><w:pPr><w:pStyle w:val="PhuLuc"/></w:pPr><w:r><w:t>{one}</w:t></w:r>'
            "</w:p>" for one in annexes
        )),
    )  # fmt: skip
    assert found(data, "A1").count(UNNAMED) == expected


def test_our_report_names_both_annexes_and_cites_its_products(good: bytes) -> None:
    words = " ".join(line.words for line in read_document(good, "x").lines)
    assert "tiến độ tại Phụ lục I, kết quả" in words
    assert "chỉ tiêu tại Phụ lục II kèm theo)" in words
    assert "Báo cáo số 20/BC-VP ngày 10 tháng 5 năm 2024" in words
    bare = changed(good, ("Báo cáo số 20/BC-VP ngày 10 tháng 5 năm 2024", "20/BC-VP"))
    assert found(bare, "B4") == ["“20/BC-VP” without its type and date"]
    unnamed = changed(good, ("tiến độ tại Phụ lục I,", "tiến độ tại bảng dưới,"))
    assert found(unnamed, "A1") == [UNNAMED]


def by_hand(centred: bool, tab: bool = False) -> bytes:
    """A file as Word's own users make it: number in the header of python-docx."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    if centred and not tab:
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if tab:
        stops = number.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(80 if centred else 160), WD_TAB_ALIGNMENT.CENTER)
        for position in (4680, 9360):  # of the style Header
            stop = OxmlElement("w:tab")
            stop.set(qn("w:val"), "clear")
            stop.set(qn("w:pos"), str(position))
            number._p.pPr.find(qn("w:tabs")).append(stop)
        number.add_run("\t")
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), "PAGE")
    number._p.append(simple)
    text = number.add_run("2")
    text.font.size = Pt(14)
    simple.append(text._r)
    document.add_paragraph("Nội dung")
    document.add_section(WD_SECTION.NEW_PAGE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("tab", [False, True])
def test_files_of_word_users(tab: bool) -> None:
    assert ASIDE not in found(by_hand(True, tab), "P4")
    assert ASIDE in found(by_hand(False, tab), "P4")


def test_a_number_below_the_text_is_told(good: bytes, tmp_path: Path) -> None:
    document = Document(io.BytesIO(by_hand(True)))
    section = document.sections[0]
    footer = section.footer.paragraphs[0]
    footer._p.append(section.header.paragraphs[0]._p.find(qn("w:fldSimple")))
    path = tmp_path / "x.docx"
    document.save(str(path))
    assert found(path.read_bytes(), "P4")[0] == "page number in the bottom margin"
