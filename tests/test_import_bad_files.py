"""What cannot be imported is refused in one clear line; nothing is written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import importing_documents as docs
import pytest
from typer.testing import CliRunner

from cchc.cli.app import app
from cchc.importing.readers import read
from cchc.problems import CchcError

WORD = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word_bytes() -> bytes:
    out = io.BytesIO()
    document = docs.new_word()
    docs.add_table(document, (docs.HEADINGS, *docs.ROWS))
    document.save(out)
    return out.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    """A Word file with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_bytes())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, data)
    return out.getvalue()


def bomb() -> bytes:
    return with_part(WORD, b"<w:document>" + b" " * 60_000_000)


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(6_000):
            archive.writestr(f"word/{number}.xml", b"")
    return out.getvalue()


def entities() -> bytes:
    return with_part(
        WORD,
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        b"<x>&a;</x>",
    )


def wide_entities() -> bytes:
    head = '<?xml version="1.0" encoding="UTF-16"?>'
    text = f'{head}<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    return with_part(WORD, text.encode("utf-16"))


def password() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    return head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100


def scanned_pdf() -> bytes:
    page = docs.PdfPage()
    page.line(0, 0, 100, 100)
    return docs.pdf_bytes([page])


def locked_pdf() -> bytes:
    plain = docs.pdf_bytes([docs.PdfPage()])
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32
        + b"> /U <" + b"00" * 32 + b"> >> /ID [<00> <00>] /Root"
    )  # fmt: skip
    return plain.replace(b"/Root", lock)


CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"  \n", "is empty"),
    "cut.docx": (lambda: word_bytes()[:3000], "is damaged"),
    "broken-xml.docx": (lambda: with_part(WORD, b"<w:document>"), "is damaged"),
    "bomb.docx": (bomb, "unfolds to more than"),
    "parts.docx": (many_parts, "holds more than"),
    "entities.docx": (entities, "declares XML entities"),
    "wide-entities.docx": (wide_entities, "declares XML entities"),
    "password.docx": (password, "protected by a password"),
    "other.ole": (lambda: OLE + b"\0" * 99, "neither Word, Excel, PDF nor text"),
    "archive.docx": (lambda: _zip("a.txt"), "neither Word, Excel, PDF nor text"),
    "letter.rtf": (lambda: b"{\\rtf1\\ansi}", "is an RTF file"),
    "binary.txt": (lambda: b"abc\0def", "neither Word, Excel, PDF nor text"),
    "legacy.txt": (lambda: "Quyết định".encode("cp1258", "replace"), "is no UTF-8"),
    "cut.pdf": (lambda: b"%PDF-1.5\nnothing here", "cut.pdf"),
    "scan.pdf": (scanned_pdf, "is a scan without text"),
    "locked.pdf": (locked_pdf, "protected by a password"),
}


def _zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize("name", CASES)
def test_bad_file_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    make, words = CASES[name]
    file = tmp_path / name
    file.write_bytes(make())
    with pytest.raises(CchcError) as caught:
        read(file)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["bomb.docx", "cut.docx", "legacy.txt"])
def test_refused_file_exits_2_and_writes_nothing(tmp_path: Path, name: str) -> None:
    root = docs.workspace(tmp_path / "kho")
    file = tmp_path / name
    file.write_bytes(CASES[name][0]())
    args = ["--root", str(root), "import", str(file), "--id", "2025-thu"]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 2
    assert not (root / "plans" / "2025-thu").exists()


def test_missing_file_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(CchcError, match="there is no file"):
        read(tmp_path / "không có.docx")


def test_extension_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "thật ra là Word.pdf"
    file.write_bytes(word_bytes())
    assert read(file).kind == "docx"


def test_macros_are_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.docm"
    file.write_bytes(with_part("word/vbaProject.bin", b"\0macro"))
    assert len(read(file).tables) == 1


def test_library_for_pdf_is_named_when_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pdfplumber", None)
    file = tmp_path / "a.pdf"
    file.write_bytes(scanned_pdf())
    with pytest.raises(CchcError, match=r"cchc\[pdf\]"):
        read(file)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=1)
    for _ in range(60):
        table = table.cell(0, 0).add_table(rows=1, cols=1)
    with pytest.raises(CchcError, match=r"nested too deep|damaged"):
        read(docs.saved(document, tmp_path / "a.docx"))


@pytest.mark.parametrize(
    "line",
    [
        "|",
        "| a |",
        "|\nx |",
        "1. a",
        "| ^ | ^ | ^ |",
        "||||",
        "a\tb\tc",
        "(((",
        "- - -",
    ],
)
def test_odd_text_takes_bounded_time_and_is_no_list(tmp_path: Path, line: str) -> None:
    from cchc.importing.draft import make_draft
    from cchc.importing.results import Nothing, Registers
    from cchc.models.registers import DocumentRegister, IndicatorRegister
    from cchc.models.units import UnitRegister
    from cchc.units import Units

    file = tmp_path / "a.txt"
    file.write_text(f"{line}\n" * 5_000, encoding="utf-8")
    registers = Registers(
        Units(UnitRegister()), DocumentRegister(), IndicatorRegister()
    )
    assert isinstance(make_draft(read(file), "x", registers), Nothing)
