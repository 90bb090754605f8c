"""Nothing of a Word file is dropped in silence; its numbers are those it prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import importing_documents as docs
import office_files as files
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from cchc.importing.document import Source, Table
from cchc.importing.readers import read
from cchc.importing.targets import thresholds_of
from cchc.office.symbols import symbol, unprivate

Edit = Callable[[Any, Any], None]


def source_of(tmp_path: Path, edit: Edit) -> Source:
    file = tmp_path / "a.docx"
    file.write_bytes(files.decision(edit=edit))
    return read(file)


def cell_with(tmp_path: Path, add: Callable[[Any], None]) -> tuple[str, list[str]]:
    """The text of a cell whose paragraph was filled, and its doubts."""

    def edit(document: Any, table: Any) -> None:
        paragraph = table.cell(1, 2).paragraphs[0]
        paragraph.text = ""
        add(paragraph)

    cell = source_of(tmp_path, edit).tables[0].rows[1].cells[2]
    return cell.text, [str(why) for why in cell.doubts]


def run_of(*elements: str) -> Callable[[Any], None]:
    """Puts a run with elements of Word into a paragraph."""

    def add(paragraph: Any) -> None:
        run = paragraph.add_run()._r
        for element in elements:
            run.append(files.wordml(element))

    return add


def inline(*elements: str) -> Callable[[Any], None]:
    """Puts elements of Word into a paragraph itself."""

    def add(paragraph: Any) -> None:
        for element in elements:
            paragraph._p.append(files.wordml(element))

    return add


T = "<w:r><w:t>{}</w:t></w:r>"
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"


def field(code: str, *result: str) -> tuple[str, ...]:
    return (
        MARK.format("begin"), CODE.format(code), MARK.format("separate"), *result,
        MARK.format("end"),
    )  # fmt: skip


READ: dict[str, tuple[Callable[[Any], None], str]] = {
    "sym ≤": (run_of('<w:sym w:font="Symbol" w:char="F0A3"/>', "<w:t>2%</w:t>"), "≤2%"),
    "sym ☑": (run_of('<w:sym w:font="Wingdings" w:char="F0FE"/>'), "☑"),
    "sym of a font of letters": (
        run_of('<w:sym w:font="Times New Roman" w:char="2264"/>'), "≤"
    ),
    "private sign": (run_of("<w:t>\uf0b3 98%</w:t>"), "≥ 98%"),
    "no-break hyphen": (
        run_of("<w:t>2021</w:t>", "<w:noBreakHyphen/>", "<w:t>2025</w:t>"), "2021-2025"
    ),
    "soft hyphen": (run_of("<w:t>báo</w:t>", "<w:softHyphen/>", "<w:t>cáo</w:t>"),
                    "báocáo"),
    "tab and ptab": (
        run_of("<w:t>a</w:t>", "<w:tab/>", "<w:t>b</w:t>", "<w:ptab/>", "<w:t>c</w:t>"),
        "a b c",
    ),
    "line break": (run_of("<w:t>a</w:t>", "<w:br/>", "<w:t>b</w:t>"), "a\nb"),
    "ruby": (
        run_of(f"<w:ruby><w:rt>{T.format('b')}</w:rt>"
               f"<w:rubyBase>{T.format('a')}</w:rubyBase></w:ruby>"), "a (b)"
    ),
    "simple field": (
        inline(f'<w:fldSimple w:instr="REF x">{T.format("Quý I")}</w:fldSimple>'),
        "Quý I",
    ),
    "field": (inline(*field("REF x", T.format("Quý I"))), "Quý I"),
    "field with its code in pieces": (
        inline(MARK.format("begin"), CODE.format("RE"), CODE.format("F x"),
               MARK.format("separate"), T.format("Quý I"), MARK.format("end")),
        "Quý I",
    ),
    "field in the code of a field": (
        inline(MARK.format("begin"), CODE.format("IF "), *field("REF y", T.format("0")),
               CODE.format(" = 1"), MARK.format("separate"), T.format("có"),
               MARK.format("end")),
        "có",
    ),
    "field of a symbol": (
        inline(MARK.format("begin"), CODE.format(r'SYMBOL 179 \f "Symbol"'),
               MARK.format("end"), T.format(" 98%")),
        "≥ 98%",
    ),
    "checked box": (
        inline('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
               "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>",
               CODE.format("FORMCHECKBOX"), MARK.format("end")),
        "☒",
    ),
    "drop-down": (
        inline('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result '
               'w:val="1"/><w:listEntry w:val="Quý I"/><w:listEntry w:val="Quý II"/>'
               "</w:ddList></w:ffData></w:fldChar></w:r>",
               CODE.format("FORMDROPDOWN"), MARK.format("end")),
        "Quý II",
    ),
    "smart tag": (inline(f"<w:smartTag>{T.format('Hà Nội')}</w:smartTag>"), "Hà Nội"),
    "content control": (
        inline(f"<w:sdt><w:sdtContent>{T.format('a')}</w:sdtContent></w:sdt>"), "a"
    ),
    "insertion and deletion": (
        inline(f"<w:ins>{T.format('mới')}</w:ins>",
               "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>"),
        "mới",
    ),
    "hidden": (inline("<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r>"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_what_a_run_prints_is_read(tmp_path: Path, name: str) -> None:
    add, text = READ[name]
    assert cell_with(tmp_path, add) == (text, [])


EQUATIONS = {
    "<m:r><m:t>≤2%</m:t></m:r>": "≤2%",
    "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num>"
    "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>": "(a+b)/2",
    "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e>"
    "<m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>": "m^2",
    "<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>": "√x",
    "<m:d><m:e><m:r><m:t>1-x</m:t></m:r></m:e></m:d>": "(1-x)",
}


@pytest.mark.parametrize("inner", EQUATIONS)
def test_an_equation_is_part_of_the_sentence(tmp_path: Path, inner: str) -> None:
    def add(paragraph: Any) -> None:
        paragraph.add_run("Tỷ lệ ")
        paragraph._p.append(files.math(inner))

    assert cell_with(tmp_path, add) == (f"Tỷ lệ {EQUATIONS[inner]}", [])


TOLD: dict[str, tuple[Callable[[Any], None], str]] = {
    "sign that no table has": (
        run_of('<w:sym w:font="Wingdings" w:char="F02B"/>'), "the sign F02B"
    ),
    "element that is not known": (
        inline("<w:newText>mới lạ</w:newText>"),
        "the element w:newText was not read; it says: “mới lạ”",
    ),
    "field without a result": (
        inline(MARK.format("begin"), CODE.format("EQ \\f(1;2)"), MARK.format("end")),
        "the field “EQ \\f(1;2)” holds no result",
    ),
    "simple field without a result": (
        inline('<w:fldSimple w:instr="DOCPROPERTY So"/>'),
        "the field “DOCPROPERTY So” holds no result",
    ),
    "embedded object": (
        run_of('<w:object><o:OLEObject '
               'xmlns:o="urn:schemas-microsoft-com:office:office" '
               'ProgID="Excel.Sheet.12"/></w:object>'),
        "an embedded object (Excel.Sheet.12) was not read",
    ),
    "chart": (
        run_of('<w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/'
               'drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats'
               '.org/drawingml/2006/chart"/></a:graphic></w:drawing>'),
        "an embedded object (chart) was not read",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_cannot_be_read_is_told_at_its_cell(tmp_path: Path, name: str) -> None:
    add, words = TOLD[name]
    _, doubts = cell_with(tmp_path, add)
    assert [doubt[: len(words)] for doubt in doubts] == [words]


def test_runs_in_one_font_from_before_unicode_are_read_as_one_text(
    tmp_path: Path,
) -> None:
    def add(paragraph: Any) -> None:
        for text, font in (("B¸o", ".VnTime"), (" c¸o ", ".VnTime"), ("n", ".VnTime"),
                           ("ă", "Arial"), ("m ", "Arial"), ("thø nhÊt", ".VnTime"),
                           (" năm 2025", "Arial")):  # fmt: skip
            paragraph.add_run(text).font.name = font

    text, doubts = cell_with(tmp_path, add)
    assert text == "Báo cáo năm thứ nhất năm 2025"
    assert doubts == []


def test_alternatives_are_read_once(tmp_path: Path) -> None:
    def edit(document: Any, table: Any) -> None:
        box = "<w:p><w:r><w:t>Trong khung</w:t></w:r></w:p>"
        content = f"<w:txbxContent>{box}</w:txbxContent>"
        run = document.add_paragraph("Trước khung").add_run()._r
        run.append(
            files.wordml(
                '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
                'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
                f"{content}</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}"
                "</w:pict></mc:Fallback></mc:AlternateContent>"
            )
        )

    paragraphs = source_of(tmp_path, edit).paragraphs
    assert paragraphs[-2:] == ["Trước khung", "Trong khung"]


def test_a_footnote_stands_behind_the_body_and_is_told_at_its_cell(
    tmp_path: Path,
) -> None:
    def edit(document: Any, table: Any) -> None:
        run = table.cell(1, 5).paragraphs[0].add_run()._r
        run.append(files.wordml('<w:footnoteReference w:id="2"/>'))

    file = tmp_path / "a.docx"
    data = files.decision(edit=edit)
    file.write_bytes(files.add_footnotes(data, {2: "Trừ các xã vùng cao"}))
    source = read(file)
    assert source.paragraphs[-1] == "¹ Trừ các xã vùng cao"
    (why,) = source.tables[0].rows[1].cells[5].doubts
    assert str(why) == "a footnote here says: “Trừ các xã vùng cao”"


HTML = files.html_table((docs.HEADINGS, ("5", "Việc năm", "", "", "", "")))


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("a.html", HTML, [["5", "Việc năm", "", "", "", ""]]),
        ("a.htm", HTML.decode().encode("utf-16"), [["5", "Việc năm", "", "", "", ""]]),
        ("a.docx", files.decision(docs.ROWS[:1]), [list(docs.ROWS[0])]),
    ],
)
def test_a_chunk_is_read(
    tmp_path: Path, name: str, data: bytes, rows: list[list[str]]
) -> None:
    def edit(document: Any, table: Any) -> None:
        files.add_chunk(document, name, "application/x", data)

    tables = source_of(tmp_path, edit).tables
    assert [row.texts for row in tables[-1].rows[1:]] == rows


@pytest.mark.parametrize(("name", "data"), [("a.rtf", b"{\\rtf1 a}"), ("a.mht", b"x")])
def test_a_chunk_of_another_kind_is_told(
    tmp_path: Path, name: str, data: bytes
) -> None:
    def edit(document: Any, table: Any) -> None:
        files.add_chunk(document, name, "application/x", data)

    notes = [str(note) for note in source_of(tmp_path, edit).notes]
    assert notes == [f"an embedded object (altChunk word/{name}) was not read"]


def test_merged_cells_of_html_keep_their_places(tmp_path: Path) -> None:
    from cchc.importing.readers.chunks import read_html

    page = (
        b"<p>Tr\xc6\xb0\xe1\xbb\x9bc</p><table><tr><td rowspan=2>a</td><td colspan=2>b"
        b"</td></tr><tr><td>c<br>d</td><td> e\n f </td></tr></table>"
    )
    before, table = read_html(page)
    assert before.text == "Trước"  # type: ignore[union-attr]
    assert isinstance(table, Table)
    assert [[(c.text, c.merge.value) for c in row.cells] for row in table.rows] == [
        [("a", ""), ("b", ""), ("", "left")],
        [("", "up"), ("c\nd", ""), ("e f", "")],
    ]


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Symbol", "F0A3", "≤"), ("Symbol", "F0B3", "≥"), ("Symbol", "F0B9", "≠"),
        ("Symbol", "F0B1", "±"), ("Symbol", "F0B4", "×"), ("Symbol", "F0B7", "•"),
        ("Symbol", "F0BB", "≈"), ("Symbol", "F0AE", "→"), ("Symbol", "F061", "α"),
        ("symbol", "00A3", "≤"), ("Wingdings", "F0A8", "☐"), ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "F0FC", "✓"), ("Wingdings 2", "F052", "☑"),
        ("Wingdings 2", "F0A3", "☐"), ("Wingdings", "F0E0", "→"),
        ("Arial", "2265", "≥"),
        ("Symbol", "F0F0", None), ("Arial", "F0A3", None), ("Symbol", "zz", None),
        (None, None, None),
    ],
)  # fmt: skip
def test_signs_of_symbol_fonts(
    font: str | None, code: str | None, sign: str | None
) -> None:
    assert symbol(font, code) == sign


def test_private_signs_in_text() -> None:
    assert unprivate("\uf0a3 2%", None) == ("≤ 2%", [])
    assert unprivate("£", "Symbol") == ("≤", [])
    assert unprivate("£", "Arial") == ("£", [])
    assert unprivate("\uf0f0", "Symbol") == ("\ufffd", ["U+F0F0"])


# Numbers

START = '<w:start w:val="1"/>'
UPPER, DECIMAL = ("upperRoman", "%1", START), ("decimal", "%2", START)


def numbered(tmp_path: Path, edit: Edit, depths: Sequence[int]) -> list[str]:
    """The numbers of paragraphs whose list `edit` makes; 0 and 1 are its levels."""

    def put(document: Any, table: Any) -> None:
        edit(document, table)
        for depth in depths:
            paragraph = document.add_paragraph("việc")
            files.put_number(paragraph, 90, depth)

    found = source_of(tmp_path, put).paragraphs[-len(depths) :]
    return [text.removesuffix("việc").strip() for text in found]


DEPTHS = (0, 1, 1, 0, 1)
RESTARTS = {
    "": ["I", "1", "2", "II", "1"],
    '<w:lvlRestart w:val="0"/>': ["I", "1", "2", "II", "3"],
    '<w:lvlRestart w:val="1"/>': ["I", "1", "2", "II", "1"],
}


@pytest.mark.parametrize("restart", RESTARTS)
def test_a_level_starts_anew_as_it_says(tmp_path: Path, restart: str) -> None:
    def edit(document: Any, table: Any) -> None:
        levels = (UPPER, ("decimal", "%2", START + restart))
        files.add_num(files.add_list(document, 90, levels), 90, 90)

    assert numbered(tmp_path, edit, DEPTHS) == RESTARTS[restart]


def test_a_level_starts_anew_below_the_one_it_names(tmp_path: Path) -> None:
    third = ("decimal", "%3", START + '<w:lvlRestart w:val="1"/>')

    def edit(document: Any, table: Any) -> None:
        files.add_num(files.add_list(document, 90, (UPPER, DECIMAL, third)), 90, 90)

    found = numbered(tmp_path, edit, (0, 1, 2, 1, 2, 0, 1, 2))
    assert [found[i] for i in (2, 4, 7)] == ["1", "2", "1"]


FORMATS = {
    "decimalZero": ["01", "02", "03"],
    "upperRoman": ["I", "II", "III"],
    "lowerRoman": ["i", "ii", "iii"],
    "upperLetter": ["A", "B", "C"],
    "lowerLetter": ["a", "b", "c"],
    "decimalEnclosedCircle": ["①", "②", "③"],
    "vietnameseCounting": ["một", "hai", "ba"],
    "bullet": ["-", "-", "-"],
}


@pytest.mark.parametrize("form", FORMATS)
def test_numbers_are_written_as_word_writes_them(tmp_path: Path, form: str) -> None:
    def edit(document: Any, table: Any) -> None:
        levels = ((form, "%1", START),)
        files.add_num(files.add_list(document, 90, levels), 90, 90)

    assert numbered(tmp_path, edit, (0, 0, 0)) == FORMATS[form]


def test_letters_are_latin_and_then_doubled(tmp_path: Path) -> None:
    start = '<w:start w:val="4"/>'

    def edit(document: Any, table: Any) -> None:
        levels = (("lowerLetter", "%1)", start),)
        files.add_num(files.add_list(document, 90, levels), 90, 90)

    found = numbered(tmp_path, edit, (0,) * 24)
    assert (found[:3], found[22:]) == (["d)", "e)", "f)"], ["z)", "aa)"])


def test_a_legal_level_shows_all_its_numbers_as_figures(tmp_path: Path) -> None:
    def edit(document: Any, table: Any) -> None:
        levels = (UPPER, ("decimal", "%1.%2", START + "<w:isLgl/>"))
        files.add_num(files.add_list(document, 90, levels), 90, 90)

    assert numbered(tmp_path, edit, (0, 1, 0, 1)) == ["I", "1.1", "II", "2.1"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [("nothing", "1.việc"), ("space", "1. việc"), ("tab", "1. việc")],
)
def test_what_follows_the_number(tmp_path: Path, suffix: str, text: str) -> None:
    def edit(document: Any, table: Any) -> None:
        levels = (("decimal", "%1.", f'{START}<w:suff w:val="{suffix}"/>'),)
        files.add_num(files.add_list(document, 90, levels), 90, 90)
        files.put_number(document.add_paragraph("việc"), 90, 0)

    assert source_of(tmp_path, edit).paragraphs[-1] == text


def test_a_use_of_a_list_may_start_elsewhere_or_have_levels_of_its_own(
    tmp_path: Path,
) -> None:
    level = f'<w:lvl w:ilvl="0">{START}<w:numFmt w:val="decimal"/>'
    own = f'{level}<w:lvlText w:val="%1."/></w:lvl>'
    uses = {
        91: '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>',
        92: f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>',
        93: "",
    }

    def edit(document: Any, table: Any) -> None:
        numbering = files.add_list(document, 90, (UPPER,))
        for number, inner in {90: "", **uses}.items():
            files.add_num(numbering, number, 90, inner)
        for number in (90, 91, 92, 93):
            files.put_number(document.add_paragraph("việc"), number, 0)

    found = source_of(tmp_path, edit).paragraphs[-4:]
    assert found == ["I việc", "V việc", "1. việc", "II việc"]


def add_style(document: Any, name: str, base: str, inner: str) -> None:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    document.styles.element.append(
        files.wordml(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
            f"{based}<w:pPr>{inner}</w:pPr></w:style>"
        )
    )


def styled(document: Any, *names: str) -> None:
    for name in names:
        properties = document.add_paragraph("việc")._p.get_or_add_pPr()
        style = OxmlElement("w:pStyle")
        style.set(qn("w:val"), name)
        properties.insert(0, style)


def test_list_and_level_come_each_from_the_chain_of_styles(tmp_path: Path) -> None:
    def edit(document: Any, table: Any) -> None:
        files.add_num(files.add_list(document, 90, (UPPER, DECIMAL)), 90, 90)
        add_style(document, "Mot", "", '<w:numPr><w:numId w:val="90"/></w:numPr>')
        add_style(document, "Hai", "Mot", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
        add_style(document, "Ba", "Hai", "")
        add_style(document, "Thoi", "Hai", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        styled(document, "Mot", "Hai", "Ba", "Mot", "Thoi", "Ba")

    found = source_of(tmp_path, edit).paragraphs[-6:]
    assert found == ["I việc", "1 việc", "2 việc", "II việc", "việc", "1 việc"]


def test_a_level_that_names_a_style_numbers_it(tmp_path: Path) -> None:
    def edit(document: Any, table: Any) -> None:
        linked = ("decimal", "%2", f'{START}<w:pStyle w:val="Muc"/>')
        files.add_num(files.add_list(document, 90, (UPPER, linked)), 90, 90)
        add_style(document, "Muc", "", '<w:numPr><w:numId w:val="90"/></w:numPr>')
        files.put_number(document.add_paragraph("việc"), 90, 0)
        styled(document, "Muc", "Muc")

    found = source_of(tmp_path, edit).paragraphs[-3:]
    assert found == ["I việc", "1 việc", "2 việc"]


# Comparisons

COMPARED = {
    "at_most": (
        "≤ {}%", "≤{}%", "<= {}%", "=< {}%", "không quá {}%", "không vượt quá {}%",
        "tối đa {}%", "tối đa là {}%", "không trên {}%", "không được vượt mức {}%",
        "nhiều nhất {}%", "nhỏ hơn hoặc bằng {}%", "từ {}% trở xuống",
    ),
    "at_least": (
        "≥ {}%", ">= {}%", "=> {}%", "tối thiểu {}%", "ít nhất {}%", "không dưới {}%",
        "không thấp hơn {}%", "lớn hơn hoặc bằng {}%", "từ {}% trở lên",
        "ít nhất là {}%",
    ),
    "less_than": ("< {}%", "<{}%", "dưới {}%", "dưới mức {}%", "thấp hơn {}%",
                  "giảm còn dưới {}%"),
    "more_than": ("> {}%", ">{}%", "trên {}%", "cao hơn {}%", "hơn {}%", "vượt {}%"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "words"), [(form, one) for form, all_ in COMPARED.items() for one in all_]
)
def test_a_comparison_gives_the_kind_of_target(form: str, words: str) -> None:
    (found,) = thresholds_of(f"Tỷ lệ hồ sơ trễ hạn {words.format(12)} trong năm")
    assert (found.goal.form, getattr(found.goal, form)) == (form, 12)


@pytest.mark.parametrize(
    ("words", "form"),
    [("≤ 5 cuộc họp", "at_most"), (">= 5 cuộc họp", "at_least"),
     ("không vượt quá 5 cuộc họp", "at_most"), ("< 5 cuộc họp", "less_than")],
)  # fmt: skip
def test_counts_are_compared_too(words: str, form: str) -> None:
    (found,) = thresholds_of(f"Tổ chức {words} trong năm")
    assert found.goal.form == form


def edged(tmp_path: Path, header: Sequence[str], footer: str) -> Source:
    """A decision whose pages have words at their edges."""

    def edit(document: Any, table: Any) -> None:
        section = document.sections[0]
        for at, text in enumerate(header):
            (
                section.header.add_paragraph() if at else section.header.paragraphs[0]
            ).text = text
        section.footer.paragraphs[0].text = footer

    return source_of(tmp_path, edit)


def test_a_letterhead_at_the_edge_of_the_pages_is_read(tmp_path: Path) -> None:
    head = ("UBND TỈNH MẪU", "Số: 210/KH-UBND", "Mẫu, ngày 28 tháng 01 năm 2026")
    source = edged(tmp_path, head, "Trang 1/12")
    assert tuple(source.paragraphs[:3]) == head
    assert source.notes == ()


def test_other_words_at_the_edge_are_told_once(tmp_path: Path) -> None:
    source = edged(tmp_path, ["Dự thảo lần 2"], "- 3 -")
    assert "Dự thảo lần 2" not in source.paragraphs
    assert [note.values["words"] for note in source.notes] == ["Dự thảo lần 2"]
