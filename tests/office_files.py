"""Word and Excel files with everything that a reader may meet, made part by part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import docx
import importing_documents as docs
import openpyxl
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from openpyxl.styles import Font

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
     b"http://purl.oclc.org/ooxml/wordprocessingml/"),
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/",
     b"http://purl.oclc.org/ooxml/spreadsheetml/"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/",
     b"http://purl.oclc.org/ooxml/officeDocument/"),
    (b"http://schemas.openxmlformats.org/drawingml/2006/",
     b"http://purl.oclc.org/ooxml/drawingml/"),
)  # fmt: skip


def saved(document: Any) -> bytes:
    """A document or workbook as bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with each part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def strict(data: bytes) -> bytes:
    """The same file as Word and Excel write it in the Strict format."""

    def change(name: str, blob: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")) or name == "[Content_Types].xml":
            return blob
        for usual, own in STRICT:
            blob = blob.replace(usual, own)
        return blob

    return changed(data, change)


def retyped(data: bytes, old: str, new: str) -> bytes:
    """The file under another content type: macros, a template."""

    def change(name: str, blob: bytes) -> bytes:
        is_types = name == "[Content_Types].xml"
        return blob.replace(old.encode(), new.encode()) if is_types else blob

    return changed(data, change)


def in_part(data: bytes, part: str, pattern: bytes, new: bytes) -> bytes:
    """The file with a pattern replaced in one part; it must be there."""
    found: list[int] = []

    def change(name: str, blob: bytes) -> bytes:
        if name != part:
            return blob
        blob, count = re.subn(pattern, new, blob)
        found.append(count)
        return blob

    result = changed(data, change)
    assert any(found), f"{pattern!r} is not in {part}"
    return result


def decision(
    rows: Sequence[Sequence[str]] = docs.ROWS,
    edit: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A decision with its table of tasks as Word; `edit` takes document and table."""
    document = docs.new_word()
    table = docs.add_table(document, (docs.HEADINGS, *rows))
    if edit is not None:
        edit(document, table)
    return saved(document)


def sheet(
    rows: Sequence[Sequence[object]] = docs.ROWS,
    edit: Callable[[Any, int], None] | None = None,
) -> bytes:
    """The same as Excel; `edit` takes the sheet and the row of the first task."""
    book = openpyxl.Workbook()
    page: Any = book.active
    for text in docs.HEAD:
        page.append([text])
    page.append(list(docs.HEADINGS))
    first = page.max_row + 1
    for row in rows:
        page.append(list(row))
    if edit is not None:
        edit(page, first)
    return saved(book)


def sym(font: str, code: str) -> Any:
    """A `w:sym`."""
    element = OxmlElement("w:sym")
    element.set(qn("w:font"), font)
    element.set(qn("w:char"), code)
    return element


def math(inner: str) -> Any:
    """An equation around the given `m:` elements."""
    return parse_xml(
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"{inner}</m:oMath>"
    )


def wordml(xml: str) -> Any:
    """An element of Word; its names need the prefix w alone."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {W}", xml, count=1))


def add_chunk(document: Any, name: str, kind: str, data: bytes) -> None:
    """Put a part of another format into the body as `w:altChunk`."""
    part = Part(PackURI(f"/word/{name}"), kind, data, document.part.package)
    chunk = OxmlElement("w:altChunk")
    chunk.set(qn("r:id"), document.part.relate_to(part, f"{RELATIONS}/aFChunk"))
    body = document.element.body
    body.insert(len(body) - 1, chunk)


def html_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A table as a page."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows
    )
    return f"<html><body><table>{cells}</table></body></html>".encode()


def add_footnotes(data: bytes, notes: Mapping[int, str]) -> bytes:
    """A Word file with a part of footnotes."""
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, text in notes.items()
    )
    part = f"<w:footnotes {W}>{body}</w:footnotes>".encode()
    link = (
        f'<Relationship Id="rIdNotes" Type="{RELATIONS}/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    ).encode()
    rels = "word/_rels/document.xml.rels"
    linked = in_part(data, rels, b"</Relationships>", link)
    out = io.BytesIO(linked)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/footnotes.xml", part)
    return out.getvalue()


def add_list(document: Any, number: int, levels: Sequence[tuple[str, str, str]]) -> Any:
    """A list of the document: format, text and further elements of each level."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}">{more}<w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, more) in enumerate(levels)
    )
    numbering.find(qn("w:num")).addprevious(
        wordml(f'<w:abstractNum w:abstractNumId="{number}">{inner}</w:abstractNum>')
    )
    return numbering


def add_num(numbering: Any, number: int, base: int, inner: str = "") -> None:
    """A use of a list."""
    link = f'<w:abstractNumId w:val="{base}"/>'
    numbering.append(wordml(f'<w:num w:numId="{number}">{link}{inner}</w:num>'))


def put_number(paragraph: Any, number: int, level: int) -> None:
    """Number a paragraph by a list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        wordml(
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )


def full_word() -> bytes:
    """A Word file with nearly every construct that the reader knows."""

    def edit(document: Any, table: Any) -> None:
        cells = [row.cells for row in table.rows]
        cells[1][1].paragraphs[0].add_run()._r.append(sym("Symbol", "F0A3"))
        cells[2][1].paragraphs[0]._p.append(
            math("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
                 "</m:r></m:den></m:f>")
        )  # fmt: skip
        cells[3][2].paragraphs[0].add_run("B¸o c¸o").font.name = ".VnTime"
        cells[4][2].paragraphs[0].add_run()._r.append(docs.text_box("trong khung"))
        cells[4][1].merge(cells[4][2])
        numbering = add_list(
            document, 70, [("upperRoman", "%1", '<w:start w:val="1"/>'),
                           ("decimal", "%1.%2", '<w:start w:val="1"/>')],
        )  # fmt: skip
        add_num(numbering, 70, 70, '<w:lvlOverride w:ilvl="0"><w:startOverride '
                'w:val="3"/></w:lvlOverride>')  # fmt: skip
        for row in cells[1:]:
            row[0].paragraphs[0].text = ""
            put_number(row[0].paragraphs[0], 70, 0)
        paragraph = document.add_paragraph("Ghi chú")
        for kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            paragraph.add_run()._r.append(mark)
            paragraph.add_run("3")
        paragraph._p.append(wordml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
        add_chunk(document, "a.html", "text/html", html_table(docs.DECOY))

    return add_footnotes(decision(edit=edit), {2: "Không kể các xã"})


def full_sheet() -> bytes:
    """An Excel file with formats, a formula, an error, merged and hidden places."""

    def edit(page: Any, first: int) -> None:
        for row, (value, code) in enumerate(
            ((1.1, "0.00"), (45823, "mm/yyyy"), (0.5, "0%"), (1234.5, "#,##0.0"))
        ):
            cell = page.cell(first + row, 6)
            cell.value, cell.number_format = value, code
        page.cell(first, 3).value = '="Báo "&"cáo"'
        page.cell(first + 1, 4).value = "#REF!"
        page.cell(first + 2, 3).value = "B¸o c¸o"
        page.cell(first + 2, 3).font = Font(name=".VnTime")
        page.merge_cells(
            start_row=first, start_column=5, end_row=first + 1, end_column=5
        )
        page.row_dimensions[first + 3].hidden = True
        page.parent.create_sheet("Ẩn").sheet_state = "hidden"

    return sheet(edit=edit)


def samples() -> dict[str, bytes]:
    """Files to be mutated, by name."""
    plain = docx.Document()
    plain.add_heading("BÁO CÁO", 1)
    plain.add_paragraph("Nội dung", style="List Number")
    plain.sections[0].header.paragraphs[0].text = "2"
    word, excel = full_word(), full_sheet()
    return {
        "plain.docx": saved(plain),
        "word.docx": word,
        "strict.docx": strict(word),
        "sheet.xlsx": excel,
        "strict.xlsx": strict(excel),
    }
