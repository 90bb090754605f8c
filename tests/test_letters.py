"""Letters of fonts from before Unicode, and letters that only look Vietnamese."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import importing_documents as docs
import office_files as files
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from cchc.importing.readers import read
from cchc.layout import examine
from cchc.text.letters import (
    TCVN3,
    VNI,
    VPS,
    Encoding,
    composed,
    encoding_of,
    strange,
)

BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SMALL = [
    *(unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES),
    "đ",
]
# What public tables of the encodings say of small letters, in the order of SMALL:
# the code points that a file holds.
TCVN3_CODES = (
    "61 B5 B8 B6 B7 B9 A8 BB BE BC BD C6 A9 C7 CA C8 C9 CB 65 CC D0 CE CF D1 AA D2 D5"
    " D3 D4 D6 69 D7 DD D8 DC DE 6F DF E3 E1 E2 E4 AB E5 E8 E6 E7 E9 AC EA ED EB EC EE"
    " 75 EF F3 F1 F2 F4 AD F5 F8 F6 F7 F9 79 FA FD FB FC FE AE"
)
VPS_CODES = (
    "61 E0 E1 E4 E3 E5 E6 A2 A1 A3 A4 A5 E2 C0 C3 C4 C5 C6 65 E8 E9 C8 EB CB EA 8A 89"
    " 8B CD 8C 69 EC ED CC EF CE 6F F2 F3 D5 F5 86 F4 D2 D3 B0 87 B6 D6 A9 A7 AA AB AE"
    " 75 F9 FA FB DB F8 DC D8 D9 BA BB BF 79 FF 9A 9B CF 9C C7"
)
VNI_TEXT = (
    "a aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä e eø eù eû eõ eï eâ eà eá eå"
    " eã eä i ì í æ ó ò o oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï u uø uù uû"
    " uõ uï ö öø öù öû öõ öï y yø yù yû yõ î ñ"
)


def in_tcvn3(text: str) -> str:
    """A text as a file with a TCVN3 font holds it; small letters alone have tones."""
    codes = [chr(int(code, 16)) for code in TCVN3_CODES.split()]
    table = dict(zip(SMALL, codes, strict=True))
    table |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
    return "".join(table.get(letter, letter) for letter in text)


def in_vni(text: str) -> str:
    table = dict(zip(SMALL, VNI_TEXT.split(), strict=True))
    table |= {letter.upper(): pair.upper() for letter, pair in table.items()}
    return "".join(table.get(letter, letter) for letter in text)


def in_vps(text: str) -> str:
    codes = bytes(int(code, 16) for code in VPS_CODES.split())
    letters = [
        bytes([code]).decode("cp1252") if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
        else chr(code) for code in codes
    ]  # fmt: skip
    table = dict(zip(SMALL, letters, strict=True))
    return "".join(table.get(letter, letter) for letter in text)


@pytest.mark.parametrize("letter", SMALL)
def test_every_small_letter_goes_there_and_back(letter: str) -> None:
    assert TCVN3.decoded(in_tcvn3(letter)) == letter
    assert VNI.decoded(in_vni(letter)) == letter
    assert VPS.decoded(in_vps(letter)) == letter


@pytest.mark.parametrize("letter", [letter.upper() for letter in SMALL])
def test_every_capital_goes_there_and_back(letter: str) -> None:
    assert VNI.decoded(in_vni(letter)) == letter
    capital = encoding_of(".VnTimeH")
    assert capital is not None
    assert capital.decoded(in_tcvn3(letter.lower())) == letter


WORDS = st.lists(st.sampled_from([*SMALL, *"bcdghklmnpqrstvx "]), max_size=30)


@given(WORDS)
def test_whole_texts_go_there_and_back(letters: list[str]) -> None:
    text = "".join(letters)
    assert TCVN3.decoded(in_tcvn3(text)) == text
    assert VPS.decoded(in_vps(text)) == text


@given(WORDS)
def test_a_text_in_unicode_is_left_alone(letters: list[str]) -> None:
    text = "".join([*letters, "ế"])
    assert TCVN3.decoded(text) == VNI.decoded(text) == VPS.decoded(text) == text


REAL: tuple[tuple[Encoding, str, str], ...] = (
    (TCVN3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    (TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    (TCVN3, "Tr\u00adíc ngµy 30/11/2025", "Trước ngày 30/11/2025"),
    (TCVN3, "QUYÕT §ÞNH", "QUYẾT ĐỊNH"),  # capitals with tones were typed as small
    (TCVN3, "Së Néi vô", "Sở Nội vụ"),
    (VNI, "UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"),
    (VNI, "Sôû Noäi vuï; Öu tieân ngöôøi coù coâng",
     "Sở Nội vụ; Ưu tiên người có công"),
    (VNI, "Tröôùc ngaøy 30/11/2025", "Trước ngày 30/11/2025"),
    (VPS, "Sª N¶i vø", "Sở Nội vụ"),
)  # fmt: skip


@pytest.mark.parametrize(("encoding", "text", "meant"), REAL)
def test_running_text_is_converted(encoding: Encoding, text: str, meant: str) -> None:
    assert encoding.decoded(text) == meant


@pytest.mark.parametrize(
    ("font", "name"),
    [
        (".VnTime", "TCVN3"),
        (".VnArial NarrowH", "TCVN3"),
        (".VNTIME", "TCVN3"),
        ("ABCDEF+.VnTime,Bold", "TCVN3"),
        ("ABCDEF+VnTimeH-Bold", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("VNI-Helve-Condense", "VNI"),
        ("VPS Times", "VPS"),
        ("VNtimes new roman", "VISCII / VietWare / ĐHBK"),
        ("Times New Roman", None),
        ("Verdana", None),
        ("SVN-Times New Roman", None),
        ("Symbol", None),
        ("", None),
        (None, None),
    ],
)
def test_a_font_tells_its_encoding(font: str | None, name: str | None) -> None:
    found = encoding_of(font)
    assert (found.name if found else None) == name


def test_what_no_table_has_is_not_guessed() -> None:
    assert TCVN3.decoded("Së \u00cd\u00cd") is None
    unknown = encoding_of("VNtimes new roman")
    assert unknown is not None
    assert unknown.decoded("S·") is None
    assert unknown.decoded("UBND") == "UBND"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ðộc lập", "Độc lập"),
        ("ðộc lập", "độc lập"),
        (unicodedata.normalize("NFD", "Trước ngày"), "Trước ngày"),
        ("\u0421\u043eng", "Cong"),  # Cyrillic letters in a Latin word
        (
            "\u041c\u043e\u0441\u043a\u0432\u0430",
            "\u041c\u043e\u0441\u043a\u0432\u0430",
        ),
        ("5 μm", "5 μm"),
        ("Độc lập", "Độc lập"),
    ],
)
def test_letters_that_look_alike_are_mended(text: str, meant: str) -> None:
    assert composed(text) == meant


def test_text_of_old_encodings_without_their_font_is_told() -> None:
    assert strange(["KiÓm tra c«ng t¸c c¶i c¸ch hµnh chÝnh"]) is not None
    assert strange(["Quyeát ñònh naêm öu tieân löông, kieåm tra ñoäc laäp"]) is not None
    assert strange([text for row in docs.ROWS for text in row]) is None
    assert strange(["Café façade, 30°C, 5 µm, ½"]) is None


def notes_of(file: Path) -> str:
    return " ".join(str(note) for note in read(file).notes)


def cells_of(file: Path) -> list[list[str]]:
    return [row.texts for table in read(file).tables for row in table.rows]


@pytest.mark.parametrize(
    ("font", "encode"), [(".VnTime", in_tcvn3), ("VNI-Times", in_vni)]
)
def test_word_runs_and_excel_cells_are_converted_by_their_font(
    tmp_path: Path, font: str, encode: object
) -> None:
    assert callable(encode)
    rows = [tuple(encode(text) for text in row) for row in docs.ROWS]
    word, excel = tmp_path / "a.docx", tmp_path / "a.xlsx"

    def set_font(document: object, table: object) -> None:
        for row in table.rows[1:]:  # type: ignore[attr-defined]
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        run.font.name = font

    def set_cells(page: object, first: int) -> None:
        for row in page.iter_rows(min_row=first):  # type: ignore[attr-defined]
            for cell in row:
                cell.font = Font(name=font)

    word.write_bytes(files.decision(rows, set_font))
    excel.write_bytes(files.sheet(rows, set_cells))
    for file in (word, excel):
        assert cells_of(file)[1:] == [list(row) for row in docs.ROWS]
        assert "were converted to Unicode" in notes_of(file)


def test_the_font_of_a_style_counts_as_well(tmp_path: Path) -> None:
    def edit(document: object, table: object) -> None:
        styles = document.styles  # type: ignore[attr-defined]
        base = styles.add_style("Cũ", 1)
        base.font.name = ".VnTime"
        own = styles.add_style("Ô", 1)
        own.base_style = base
        cell = table.cell(1, 3)  # type: ignore[attr-defined]
        cell.text = "Së Néi vô"
        cell.paragraphs[0].style = own

    file = tmp_path / "a.docx"
    file.write_bytes(files.decision(edit=edit))
    assert cells_of(file)[1][3] == "Sở Nội vụ"


def test_a_letter_cut_between_two_runs_and_a_soft_hyphen_are_read(
    tmp_path: Path,
) -> None:
    def edit(document: object, table: object) -> None:
        paragraph = table.cell(1, 3).paragraphs[0]  # type: ignore[attr-defined]
        paragraph.text = ""
        for text in ("Sôû No", "äi vuï"):
            paragraph.add_run(text).font.name = "VNI-Times"
        paragraph = table.cell(1, 4).paragraphs[0]  # type: ignore[attr-defined]
        paragraph.text = ""
        run = paragraph.add_run("Tr")
        run.font.name = ".VnTime"
        run._r.append(files.wordml("<w:softHyphen/>"))
        run._r.append(files.wordml("<w:t>íc</w:t>"))

    file = tmp_path / "a.docx"
    file.write_bytes(files.decision(edit=edit))
    row = cells_of(file)[1]
    assert (row[3], row[4]) == ("Sở Nội vụ", "Trước")


@pytest.mark.parametrize(
    ("font", "encode"), [(".VnTime", in_tcvn3), ("VNI-Times", in_vni)]
)
def test_a_pdf_is_converted_by_its_font(
    tmp_path: Path, font: str, encode: object
) -> None:
    assert callable(encode)
    page = docs.PdfPage()
    rows = (docs.HEADINGS, *docs.ROWS)
    docs.pdf_table(page, 560, [[encode(text) for text in row] for row in rows])
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes([page], f"ABCDEF+{font}"))
    assert [row[3] for row in cells_of(file)] == [row[3] for row in rows]
    assert "were converted to Unicode" in notes_of(file)


def test_mended_letters_are_told(tmp_path: Path) -> None:
    rows = [tuple(text.replace("Đ", "Ð") for text in row) for row in docs.ROWS]
    assert rows != list(docs.ROWS)
    word, text = tmp_path / "a.docx", tmp_path / "a.txt"
    word.write_bytes(files.decision(rows))
    text.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    for file in (word, text):
        assert "only look like Vietnamese ones" in notes_of(file)
        assert "Ð" not in str(cells_of(file))


def test_layout_names_old_fonts_and_look_alikes() -> None:
    def edit(document: object, table: object) -> None:
        run = document.add_paragraph().add_run("Së Néi vô")  # type: ignore[attr-defined]
        run.font.name = ".VnTime"
        run._r.rPr.rFonts.set(qn("w:hAnsi"), ".VnTime")
        document.add_paragraph("Ðộc lập")  # type: ignore[attr-defined]

    found = examine(files.decision(edit=edit), "a.docx")
    told = {str(one.found): one.text for one in found if one.component == "P3"}
    assert told["letters of the TCVN3 (.VnTime) fonts, not Unicode"] == "Sở Nội vụ"
    assert "letters that only look like Vietnamese ones (Ð for Đ)" in told
