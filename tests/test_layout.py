"""`cchc layout`: our own files follow the decree, seeded faults are all found."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from build_templates import package, section
from docx import Document
from docx.shared import Pt
from report_helpers import TEMPLATES, changed, run, signed

from cchc.layout import BY_ID, COMPONENTS, examine
from cchc.layout.document import read_document
from cchc.layout.rules import rules_in, width_in_points
from cchc.layout.styles import Frame, Styles
from cchc.problems import CchcError, Severity

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
HEADER = "word/header2.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The six-month report of the fictional office."""
    return signed(tmp_path_factory.mktemp("layout") / "r.docx")


def found_in(data: bytes) -> set[str]:
    """Component ids of the deviations."""
    return {one.component for one in examine(data, "x.docx")}


def test_our_own_report_has_no_findings(good: bytes) -> None:
    assert examine(good, "x.docx") == []


def style(key: str, old: str, new: str) -> tuple[str, str, str]:
    """A change inside one style."""
    return STYLES, rf'(w:styleId="{key}">(?:(?!</w:style>).)*?){old}', rf"\g<1>{new}"


def size(key: str, half_points: int) -> tuple[str, str, str]:
    """Another size for a style."""
    return style(key, r'<w:sz w:val="\d+"/>', f'<w:sz w:val="{half_points}"/>')


SEEDED: dict[str, list[tuple[str, str, str]]] = {
    "P1": [(DOCUMENT, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')],
    "P2": [(DOCUMENT, 'w:left="1701"', 'w:left="1134"')],
    "P3": [(STYLES, 'w:ascii="Times New Roman"', 'w:ascii="Arial"')],
    "P4": [(HEADER, r"</w:pPr>", "</w:pPr><w:r><w:t>1</w:t></w:r>")],
    "P5": [(DOCUMENT, '<w:pgNumType w:start="1"/>', "")],
    "H1": [size("QuocHieu", 32)],
    "H2": [(DOCUMENT, "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")],
    "H3": [style("CoQuanChuQuan", "<w:rPr>", "<w:rPr><w:b/>")],
    "H4": [style("CoQuan", "<w:b/>", "")],
    "H5": [(DOCUMENT, "Số:      /BC-SVD", "Số: 5 / BC-SVD")],
    "H6": [(DOCUMENT, "ngày 18 tháng 6 năm 2024", "ngày 8 tháng 6 năm 2024")],
    "T1": [(DOCUMENT, "BÁO CÁO", "Báo cáo")],
    "T2": [style("TrichYeu", "<w:b/>", "<w:i/>")],
    "K1": [(DOCUMENT, "tỉnh Ví Dụ;", "tỉnh Ví Dụ,")],
    "B1": [style("NoiDung", '<w:jc w:val="both"/>', '<w:jc w:val="left"/>')],
    "B3": [(DOCUMENT, "II. KẾT QUẢ THỰC HIỆN", "II. Kết quả thực hiện")],
    "B5": [(DOCUMENT, r"\./\.", ".")],
    "G1": [size("ChucVu", 24)],
    "G2": [(DOCUMENT, "Nguyễn Thị Thử", "TS. Nguyễn Thị Thử")],
    "R1": [style("NoiNhan", "<w:i/>", "")],
    "R2": [(DOCUMENT, "- Lưu: VT, VP", "- VT, VP")],
    "A1": [(DOCUMENT, "Phụ lục II<", "Phụ lục 2<")],
    "A2": [(DOCUMENT, "DANH MỤC NHIỆM VỤ", "Danh mục nhiệm vụ")],
    "A3": [style("KemTheo", "<w:i/>", "")],
}  # fmt: skip


def seed(data: bytes, faults: list[tuple[str, str, str]]) -> bytes:
    """The file with each fault."""
    for part, old, new in faults:
        data = changed(data, (old, new), part=part)
    return data


@pytest.mark.parametrize("component", SEEDED)
def test_a_seeded_fault_is_found(good: bytes, component: str) -> None:
    assert component in found_in(seed(good, SEEDED[component]))


def test_ten_faults_in_one_file_are_all_found(good: bytes, tmp_path: Path) -> None:
    ten = ("P2", "P4", "H1", "H4", "H5", "T2", "B1", "G2", "R2", "A1")
    file = tmp_path / "ten.docx"
    file.write_bytes(seed(good, [fault for key in ten for fault in SEEDED[key]]))
    result = run("layout", file, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"]
    assert {one["rule"] for one in found} == set(ten)


RED = r'\g<1><w:color w:val="FF0000"/><w:sz '


@pytest.mark.parametrize(
    ("part", "old", "new", "component"),
    [
        (DOCUMENT, r"<mc:AlternateContent.*?</mc:AlternateContent>", "", "H4"),
        (DOCUMENT, r'cx="\d+" cy="0"', 'cx="9000000" cy="0"', "H4"),
        (DOCUMENT, "CỘNG HÒA XÃ HỘI", "CỘNG XÃ HỘI", "H1"),
        (DOCUMENT, "Độc lập - Tự do - Hạnh phúc", "Độc lập", "H2"),
        (DOCUMENT, "BÁO CÁO", "BÀI VIẾT", "T1"),
        (DOCUMENT, "Nơi nhận:", "Gửi:", "R1"),
        (DOCUMENT, "ngày 18 tháng 6 năm", "ngày 18 tháng 06 năm", "H6"),
        (DOCUMENT, "ngày 18 tháng 6 năm", "ngày 18 tháng 2 năm", "H6"),
        (DOCUMENT, r"\(Kèm theo", "(Theo", "A3"),
        (DOCUMENT, "<w:titlePg/>", "", "P4"),
        (DOCUMENT, r'<w:headerReference w:type="default" r:id="rId3"/>', "", "P4"),
        (HEADER.replace("2", "1"), "PAGE", "DATE", "P4"),
        (STYLES, r'(w:styleId="SoTrang">.*?)center', r"\g<1>right", "P4"),
        (STYLES, r'(w:styleId="NoiDung">.*?)w:firstLine="720"', r"\g<1>", "B1"),
        (STYLES, r'(w:styleId="NoiDung">.*?)w:after="60"', r'\g<1>w:after="0"', "B1"),
        (STYLES, r'(w:styleId="NoiDung">.*?)w:line="264"', r'\g<1>w:line="480"', "B1"),
        (STYLES, "(<w:rPrDefault><w:rPr>.*?)<w:sz ", RED, "P3"),
        (DOCUMENT, "Báo cáo kết quả công tác", "Ba\u0301o ca\u0301o", "P3"),
    ],
)  # fmt: skip
def test_other_departures(
    good: bytes, part: str, old: str, new: str, component: str
) -> None:
    assert component in found_in(changed(good, (old, new), part=part))


def test_month_with_a_needless_zero_is_only_advice(good: bytes) -> None:
    data = changed(good, ("tháng 6 năm 2024<", "tháng 06 năm 2024<"))
    (one,) = examine(data, "x")
    assert (one.component, one.severity) == ("H6", Severity.WARNING)


def test_a_foreign_file_is_read_without_failing(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Report", 0)
    run_ = document.add_paragraph("Some text").add_run(" in blue")
    run_.font.size = Pt(11)
    document.add_table(2, 2)
    file = tmp_path / "foreign.docx"
    document.save(str(file))
    result = run("layout", file)
    assert result.exit_code == 1
    found = found_in(file.read_bytes())
    assert {"P1", "P2", "P3", "P4", "H1", "H2", "H4", "H5", "H6", "T1", "R1"} <= found


def test_templates_and_odd_files_do_not_break_it() -> None:
    for name in ("bao-cao.docx", "ban-giao.docx", "don-doc.docx"):
        examine((TEMPLATES / name).read_bytes(), name)
    bare = changed(
        (TEMPLATES / "don-doc.docx").read_bytes(), ("<w:body>.*</w:body>", "<w:body/>")
    )
    assert "H1" in found_in(bare)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 99])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(CchcError, match=r"is no Word file|is damaged: its archive"):
        examine(data, "x")


def test_a_torn_part_is_told(good: bytes) -> None:
    torn = changed(good, ("<w:body>", "<w:body><w:p>"))
    with pytest.raises(CchcError, match="is damaged"):
        examine(torn, "x")


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(14):
            archive.writestr(f"word/{i}.xml", b"0" * 9_000_000)
    with pytest.raises(CchcError, match="unfolds to more"):
        examine(out.getvalue(), "x")


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    result = run("layout", tmp_path / "none.docx")
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


@pytest.mark.parametrize("format", ["table", "csv", "md", "json"])
def test_every_format_names_component_and_law(
    good: bytes, format: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(seed(good, SEEDED["G2"]))
    result = run("layout", file, "--format", format)
    assert result.exit_code == 1
    assert "G2" in result.stdout
    assert "II.7" in result.stdout


def test_a_good_file_exits_0(good: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(good)
    result = run("layout", file)
    assert (result.exit_code, result.stdout) == (0, "")


def test_component_ids_are_unique() -> None:
    assert len(BY_ID) == len(COMPONENTS)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _xml(text: str):  # type: ignore[no-untyped-def]
    from lxml import etree

    return etree.fromstring(text)


@pytest.mark.parametrize(
    ("run_", "paragraph", "bold"),
    [
        ("", "", False),
        ("<w:b/>", "", True),
        ('<w:b w:val="0"/>', "heavy", False),
        ("", "heavy", True),
        ('<w:rStyle w:val="strong"/>', "", True),
        ('<w:rStyle w:val="strong"/>', "heavy", False),  # toggles of styles cancel
        ("", "child", True),
        ("", "loop", False),
    ],
)
def test_bold_is_resolved_through_the_styles(
    run_: str, paragraph: str, bold: bool
) -> None:
    styles = _xml(
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:styleId="heavy"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="child"><w:basedOn w:val="heavy"/></w:style>'
        '<w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
        '<w:style w:styleId="strong"><w:rPr><w:b/></w:rPr></w:style>'
        "</w:styles>"
    )
    value = _xml(
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>'
        f"<w:r><w:rPr>{run_}</w:rPr><w:t>x</w:t></w:r></w:p>"
    )
    assert Styles(styles).face(value, value[1]).bold is bold


@pytest.mark.parametrize(
    ("language", "face"), [("vi-VN", "Times New Roman"), ("en-US", "Calibri")]
)
def test_theme_fonts_follow_the_language_of_the_file(language: str, face: str) -> None:
    styles = _xml(
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts '
        'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults></w:styles>"
    )
    theme = _xml(
        f'<a:theme xmlns:a="{A}"><a:minorFont><a:latin typeface="Calibri"/>'
        '<a:font script="Viet" typeface="Times New Roman"/></a:minorFont></a:theme>'
    )
    settings = _xml(
        f'<w:settings xmlns:w="{W}"><w:themeFontLang w:val="{language}"/></w:settings>'
    )
    value = _xml(f'<w:p xmlns:w="{W}"><w:r><w:t>x</w:t></w:r></w:p>')
    found = Styles(styles, theme, settings).face(value, value[0])
    assert found.fonts == (face, face)


WORD = f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"'
FRAME = Frame("center", 0, 500, 500, 0, 0, 240, "auto")


@pytest.mark.parametrize(
    ("inside", "lengths"),
    [
        ('<w:r><w:pict><v:line from="10pt,2pt" to="110pt,2pt"/></w:pict></w:r>', [100]),
        ('<w:r><w:pict><v:line from="1cm,0" to="2cm,0"/></w:pict></w:r>', [28.35]),
        ("<w:r><w:pict><v:line/></w:pict></w:r>", [0]),
        ('<v:rect style="width:50pt; height:.75pt"/>', [50]),
        ('<v:rect style="width:50pt;height:40pt"/>', []),
        ('<v:shape style="width:x;height:1pt"/>', [0]),
        ('<w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr>', [150]),
        ('<w:pPr><w:pBdr><w:bottom w:val="nil"/></w:pBdr></w:pPr>', []),
        ("<w:r><w:t>text</w:t></w:r>", []),
    ],
)
def test_a_rule_may_be_drawn_in_several_ways(inside: str, lengths: list[float]) -> None:
    paragraph = _xml(f"<w:p {WORD}>{inside}</w:p>")
    assert list(rules_in(paragraph, FRAME, 4000)) == lengths


PLACE = "Thành phố Ví Dụ, ngày 05 tháng 01 năm 2024"


def plain(*lines: str) -> bytes:
    """A file of plain paragraphs in the styles of the shipped letter."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for style, _, text in (line.partition(": ") for line in lines)
    )
    return package(body + section(annex=False))


def test_grounds_chapters_and_signature_outside_tables() -> None:
    data = plain(
        "QuocHieu: CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TieuNgu: Độc lập - Tự do - Hạnh phúc",
        "SoKyHieu: Số: 05/2024/QĐ-SVD",
        f"DiaDanhNgay: {PLACE}",
        "TenLoai: QUYẾT ĐỊNH",
        "TrichYeu: Về việc ví dụ",
        "NoiDung: Căn cứ Luật Ví dụ;",
        "NoiDung: Theo đề nghị của Văn phòng,",
        "TenLoai: Chương 2",
        "NoiDung: Điều 1. Quy định này là ví dụ./.",
        "NoiNhan: Nơi nhận:",
        "NoiNhanDong: - Như trên;",
        "NoiNhanDong: - Lưu: VT.",
    )
    found = {(d.component, str(d.found)) for d in examine(data, "x")}
    assert ("B2", "upright") in found
    assert ("B2", "ends with “,”") in found
    assert ("B3", "number 2") in found
    assert ("H4", "not found") in found
    assert not {"H1", "H5", "H6", "T1", "R1", "R2", "B5"} & {one for one, _ in found}


def test_a_letter_has_v_v_and_an_addressee() -> None:
    data = plain("SoKyHieu: Số: 05/SVD-VP", "VeViec: V/v ví dụ", "NoiDung: Kết thúc./.")
    found = {d.component for d in examine(data, "x")}
    assert "K1" in found
    assert not {"T1", "T3", "H5"} & found


@pytest.mark.parametrize(
    ("size", "found"),
    [
        ('w:w="16838" w:h="11906"', True),
        ('w:w="abc" w:h="16838"', True),
        ('w:w="11906" w:h="16838"', False),
    ],
)
def test_paper_is_upright_a4_unless_a_table_needs_room(size: str, found: bool) -> None:
    data = changed(plain("NoiDung: x"), (r'w:w="\d+" w:h="\d+"', size))
    assert ("P1" in found_in(data)) is found


def test_content_controls_and_tracked_changes_are_read() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>Nơi nhận</w:t><w:noBreakHyphen/>"
        "<w:tab/></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    (line,) = read_document(package(body), "x").lines
    assert line.words == "Nơi nhận-"


def test_a_text_is_as_wide_as_its_base_letters() -> None:
    assert (
        width_in_points("SỞ", 10) == width_in_points("SO", 10) == pytest.approx(13.34)
    )
