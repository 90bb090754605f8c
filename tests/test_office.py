"""Office files of every make: opened by import and layout alike, or refused."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import importing_documents as docs
import office_files as files
import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from cchc.cli.app import app
from cchc.importing.readers import read
from cchc.layout import examine
from cchc.layout.document import read_document
from cchc.office.earlier import modern
from cchc.office.markup import integer, measure
from cchc.office.opening import open_package
from cchc.problems import CchcError

KIND = "application/vnd.openxmlformats-officedocument"
DOCX = f"{KIND}.wordprocessingml.document.main+xml"
XLSX = f"{KIND}.spreadsheetml.sheet.main+xml"
MS = "application/vnd.ms"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
RELS = "word/_rels/document.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def null_target(data: bytes) -> bytes:
    link = (
        f'<Relationship Id="rId99" Type="{files.RELATIONS}/image" Target="NULL"/>'
        "</Relationships>"
    )
    return files.in_part(data, RELS, b"</Relationships>", link.encode())


def no_target(data: bytes) -> bytes:
    return files.in_part(data, RELS, rb' Target="theme[^"]*"', b"")


def numbered_main(data: bytes) -> bytes:
    """The main part under another name, as Word Online writes it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            blob = old.read(name)
            if name in ("_rels/.rels", "[Content_Types].xml"):
                blob = blob.replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(name.replace("word/document.xml", "word/document2.xml"), blob)
    return out.getvalue()


def sized(text: str) -> Callable[[bytes], bytes]:
    return lambda data: files.in_part(
        data, STYLES, rb'<w:sz w:val="\d+"/>', f'<w:sz w:val="{text}"/>'.encode()
    )


def wide(text: str) -> Callable[[bytes], bytes]:
    return lambda data: files.in_part(
        data, DOCUMENT, rb'w:w="\d+"', f'w:w="{text}"'.encode()
    )


WORD: dict[str, Callable[[bytes], bytes]] = {
    "docm": lambda data: files.retyped(
        data, DOCX, f"{MS}-word.document.macroEnabled.main+xml"
    ),
    "dotx": lambda data: files.retyped(
        data, DOCX, f"{KIND}.wordprocessingml.template.main+xml"
    ),
    "dotm": lambda data: files.retyped(
        data, DOCX, f"{MS}-word.template.macroEnabledTemplate.main+xml"
    ),
    "strict": files.strict,
    "target NULL": null_target,
    "no target": no_target,
    "document2.xml": numbered_main,
    "size abc": sized("abc"),
    "size ²": sized("²"),
    "size too large": sized("9" * 30),
    "size 13pt": sized("13pt"),
    "width ²": wide("²"),
    "width 1e309": wide("1e309"),
    "UTF-16": lambda data: files.changed(
        data,
        lambda name, blob: (
            blob.decode().replace("UTF-8", "UTF-16").encode("utf-16")
            if name == DOCUMENT
            else blob
        ),
    ),
}


@pytest.mark.parametrize("name", WORD)
def test_word_files_that_word_opens_are_read_by_import_and_layout(
    tmp_path: Path, name: str
) -> None:
    data = WORD[name](files.decision())
    file = tmp_path / "a.docx"
    file.write_bytes(data)
    (table,) = read(file).tables
    assert [row.texts for row in table.rows[1:]] == [list(row) for row in docs.ROWS]
    assert read_document(data, "a.docx").lines


def no_base_style(data: bytes) -> bytes:
    pattern = rb"(?s)<cellStyleXfs.*?</cellStyleXfs>"
    return files.in_part(data, "xl/styles.xml", pattern, b"<cellStyleXfs/>")


SHEETS: dict[str, Callable[[bytes], bytes]] = {
    "xlsm": lambda data: files.retyped(
        data, XLSX, f"{MS}-excel.sheet.macroEnabled.main+xml"
    ),
    "xltx": lambda data: files.retyped(
        data, XLSX, f"{KIND}.spreadsheetml.template.main+xml"
    ),
    "strict": files.strict,
    "style beyond the table": lambda data: files.in_part(
        data, "xl/worksheets/sheet1.xml", b'<c r="A1" ', b'<c r="A1" s="700" '
    ),
    "style of no number": lambda data: files.in_part(
        data, "xl/worksheets/sheet1.xml", b'<c r="A1" ', b'<c r="A1" s="\xc2\xb2" '
    ),
    "font number too large": lambda data: files.in_part(
        data, "xl/styles.xml", b'fontId="0"', b'fontId="99999999999"'
    ),
    "no base style": no_base_style,
}


@pytest.mark.parametrize("name", SHEETS)
def test_excel_files_that_excel_opens_are_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(SHEETS[name](files.sheet()))
    (table,) = read(file).tables
    assert [row.texts for row in table.rows[1:]] == [list(row) for row in docs.ROWS]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The archive with the mark of an encrypted part in its directory."""
    place = data.rindex(b"PK\x01\x02") + 8
    return data[:place] + b"\x01" + data[place + 1 :]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (
        lambda: zipped({"word/document.xml": b"<w:document>" + b" " * 20_000_000}),
        "giải nén",
    ),
    "bomb of many": (
        lambda: zipped({f"word/{i}.xml": b"0" * 9_000_000 for i in range(14)}),
        "giải nén",
    ),
    "many parts": (lambda: zipped({f"{i}.xml": b"" for i in range(5_001)}), "5000"),
    "torn": (lambda: files.decision()[:4_000], "bị hỏng"),
    "locked": (lambda: locked(files.decision()), "mật khẩu"),
    "password": (
        lambda: OLE + bytes(99) + "EncryptedPackage".encode("utf-16-le") + bytes(9),
        "mật khẩu",
    ),
    "entities": (
        lambda: zipped({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
        "thực thể",
    ),
    "broken part": (
        lambda: files.changed(
            files.decision(), lambda name, blob: blob[:99] if name == DOCUMENT else blob
        ),
        "word/document.xml",
    ),
    "no archive": (lambda: b"PK\x03\x04" + bytes(50), "bị hỏng"),
}


@pytest.mark.parametrize("command", ["import", "layout"])
@pytest.mark.parametrize("name", REFUSED)
def test_both_commands_refuse_a_file_in_the_same_vietnamese_line(
    tmp_path: Path, name: str, command: str
) -> None:
    make, words = REFUSED[name]
    file = tmp_path / "tệp.docx"
    file.write_bytes(make())
    more = ["--id", "2025-thu"] if command == "import" else []
    root = docs.workspace(tmp_path / "kho")
    result = CliRunner().invoke(app, ["--root", str(root), command, str(file), *more])
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert words in line
    assert "BytesIO" not in line


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.txt": b"x"}, "neither Word, Excel, PDF nor text"),
        ({"content.xml": b"<a/>", "META-INF/manifest.xml": b"<a/>"}, "OpenDocument"),
        (
            {
                "_rels/.rels": (
                    b'<Relationships><Relationship Id="a" Type="x/officeDocument" '
                    b'Target="xl/workbook.bin"/></Relationships>'
                ),
                "xl/workbook.bin": b"\0",
            },
            "binary workbook",
        ),
    ],
)
def test_other_archives_are_named_for_what_they_are(
    parts: dict[str, bytes], words: str
) -> None:
    with pytest.raises(CchcError, match=words):
        open_package(zipped(parts), "a")


def test_text_that_begins_with_pk_is_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("PK số 1", encoding="utf-8")
    assert read(file).paragraphs == ["PK số 1"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("-3", -3), ("²", 7), ("٣", 7), ("abc", 7), ("", 7), (None, 7),
     ("1.5", 7), ("9" * 40, 7), ("99999999999", 10_000_000)],
)  # fmt: skip
def test_whole_numbers_of_files_have_a_default(text: str | None, number: int) -> None:
    assert integer(text, 7) == number


@pytest.mark.parametrize(
    ("text", "twips"),
    [("240", 240), ("12pt", 240), ("2.54cm", 1440), ("1in", 1440), ("25.4mm", 1440),
     ("²", 0), ("nan", 0), ("1e309", 0), (None, 0), ("239.6", 240)],
)  # fmt: skip
def test_lengths_are_read_in_every_unit_of_the_standard(
    text: str | None, twips: int
) -> None:
    assert measure(text, 20) == twips


def old(stream: str) -> bytes:
    return OLE + bytes(99) + f"{stream}\0".encode("utf-16-le") + bytes(99)


@pytest.mark.parametrize(
    ("stream", "new"),
    [("WordDocument", "docx"), ("Workbook", "xlsx"), ("Book", "xlsx")],
)
def test_an_old_file_says_how_to_convert_it_where_no_program_can(
    monkeypatch: pytest.MonkeyPatch, stream: str, new: str
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CchcError, match=rf"save it as \.{new}"):
        modern(old(stream), "a")


def converted(tmp_path: Path, data: bytes, new: str, to: str) -> Path:
    """The file in an old format, made by LibreOffice; skips where it cannot."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / f"a.{new}"
    source.write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         to, "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = tmp_path / f"a.{to}"
    if not made.is_file():
        pytest.skip(f"this LibreOffice writes no .{to}: a part of it is not installed")
    return made


@pytest.mark.libreoffice
def test_an_old_word_file_is_converted(tmp_path: Path) -> None:
    def edit(document: object, table: object) -> None:
        document.add_paragraph("Hết")  # type: ignore[attr-defined]

    file = converted(tmp_path, files.decision(edit=edit), "docx", "doc")
    (table,) = read(file).tables
    assert [row.texts for row in table.rows[1:]] == [list(row) for row in docs.ROWS]
    assert examine(file.read_bytes(), "a.doc")


@pytest.mark.libreoffice
def test_an_old_excel_file_is_converted(tmp_path: Path) -> None:
    file = converted(tmp_path, files.sheet(), "xlsx", "xls")
    (table,) = read(file).tables
    assert [row.texts for row in table.rows[1:]] == [list(row) for row in docs.ROWS]


@pytest.mark.libreoffice
def test_a_torn_old_file_is_refused_in_one_line() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    with pytest.raises(CchcError, match="LibreOffice could not convert"):
        modern(old("Workbook"), "a.xls")


@pytest.mark.long
def test_mutated_files_end_in_no_traceback(tmp_path: Path) -> None:
    script = REPOSITORY / "tests" / "bench" / "mutate_office.py"
    done = subprocess.run(
        [sys.executable, str(script), "--files", "30", "--seed", "3"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "30 files, seed 3")
