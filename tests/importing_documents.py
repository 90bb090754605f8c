"""Fictional decisions for the import tests, written as Word, Excel, PDF and text."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.results import Draft, Registers
from cchc.load import Workspace
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.units import Units

UNITS = """\
format: 1
units:
  - {id: ubnd-tinh, name: Ủy ban nhân dân tỉnh Sông Lam, level: province}
  - {id: so-noi-vu, name: Sở Nội vụ, level: province, aliases: [Giám đốc Sở Nội vụ]}
  - {id: so-tu-phap, name: Sở Tư pháp, level: province}
  - {id: so-tai-chinh, name: Sở Tài chính, level: province}
  - {id: so-khoa-hoc, name: Sở Khoa học và Công nghệ, level: province}
  - {id: van-phong, name: Văn phòng UBND tỉnh, level: province}
groups:
  - {id: so-nganh, name: "Các sở, ban, ngành", aliases: ["sở, ban, ngành"]}
  - {id: ubnd-xa, name: "UBND các xã, phường", aliases: ["UBND xã, phường"]}
"""
UNIT_NAMES = {
    "ubnd-tinh": "Ủy ban nhân dân tỉnh Sông Lam",
    "so-noi-vu": "Sở Nội vụ",
    "so-tu-phap": "Sở Tư pháp",
    "so-tai-chinh": "Sở Tài chính",
    "so-khoa-hoc": "Sở Khoa học và Công nghệ",
    "van-phong": "Văn phòng UBND tỉnh",
    "so-nganh": "Các sở, ban, ngành",
    "ubnd-xa": "UBND các xã, phường",
}

HEADINGS = (
    "STT",
    "Nhiệm vụ",
    "Sản phẩm",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian",
)
ROWS: tuple[tuple[str, ...], ...] = (
    ("1", "Ban hành Kế hoạch cải cách hành chính năm 2025 của tỉnh", "Kế hoạch",
     "Sở Nội vụ", "Các sở, ban, ngành", "Quý I/2025"),
    ("2", "Kiểm tra tối thiểu 30% cơ quan về cải cách hành chính", 
     "- Quyết định\n- Báo cáo",
     "Sở Nội vụ", "Sở Tư pháp, Sở Tài chính; UBND các xã, phường",
     "Trước ngày 30/11/2025"),
    ("3", "Rà soát thủ tục hành chính theo Nghị định số 63/2010/NĐ-CP ngày 08/6/2010",
     "Tờ trình", "Văn phòng UBND tỉnh", "Các sở, ban, ngành", "Hằng quý"),
    ("4", "Giải quyết hồ sơ đúng hạn đạt từ 98% trở lên", "Báo cáo",
     "Các sở, ban, ngành", "Văn phòng UBND tỉnh", "Thường xuyên"),
)  # fmt: skip
HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH SÔNG LAM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "Số: 12/QĐ-UBND",
    "Sông Lam, ngày 15 tháng 01 năm 2025",
    "QUYẾT ĐỊNH",
    "Ban hành Kế hoạch cải cách hành chính năm 2025",
    "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.",
    "Điều 2. Quyết định này thay thế Quyết định số 99/QĐ-UBND "
    "ngày 20 tháng 12 năm 2024.",
    "Điều 3. Các cơ quan chịu trách nhiệm thi hành Quyết định này./.",
    "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "Trần Thị Bưởi",
    "KẾ HOẠCH",
    "II. MỤC TIÊU",
    "1. Mức độ hài lòng của người dân đạt trên 95%; giảm còn dưới 4% hồ sơ trễ hạn.",
    "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ",
)
DECOY = (
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025"),
    ("1", "Tỷ lệ hồ sơ trực tuyến", "%", "70"),
    ("2", "Số lần đối thoại", "lần", "4"),
)


def workspace(folder: Path) -> Path:
    """A workspace with a register of fictional units."""
    registers = folder / "plans" / "registers"
    registers.mkdir(parents=True)
    (registers / "units.yaml").write_text(UNITS, encoding="utf-8")
    return folder


def new_word(head: Sequence[str] = HEAD) -> Any:
    """A Word document that begins with the head of a decision."""
    document = docx.Document()
    for text in head:
        document.add_paragraph(text)
    return document


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    """A table with the given cells."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    for values in rows:
        for cell, text in zip(table.add_row().cells, values, strict=True):
            cell.text = text
    return table


def saved(document: Any, file: Path) -> Path:
    """The document as a file."""
    document.save(str(file))
    return file


def text_box(text: str) -> Any:
    """A drawing that holds a paragraph."""
    box, inner = OxmlElement("w:pict"), OxmlElement("w:txbxContent")
    paragraph, run, node = (OxmlElement(f"w:{name}") for name in ("p", "r", "t"))
    node.text = text
    run.append(node)
    paragraph.append(run)
    inner.append(paragraph)
    box.append(inner)
    return box


def tracked(paragraph: Any, kind: str, text: str) -> None:
    """Text that was inserted (`ins`) or deleted (`del`) with changes tracked."""
    change = OxmlElement(f"w:{kind}")
    run = OxmlElement("w:r")
    node = OxmlElement("w:delText" if kind == "del" else "w:t")
    node.text = text
    node.set(qn("xml:space"), "preserve")
    run.append(node)
    change.append(run)
    paragraph._p.append(change)


def sheet_file(file: Path, rows: Sequence[Sequence[str]]) -> Path:
    """The head and a table as a spreadsheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for text in HEAD:
        page.append([text])
    for row in rows:
        page.append(list(row))
    book.save(file)
    return file


class PdfPage:
    """Text and lines of one page, in points from the lower left corner."""

    def __init__(self) -> None:
        self.content: list[bytes] = []

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a rule."""
        self.content.append(f"{x1} {y1} m {x2} {y2} l S".encode())

    def box(self, x: float, y: float, width: float, height: float, paint: str) -> None:
        """A rectangle: filled (`f`), drawn around (`S`), or both (`B`)."""
        self.content.append(f"{x} {y} {width} {height} re {paint}".encode())

    def shade(self, x: float, y: float, width: float, height: float) -> None:
        """A light background."""
        self.content.append(b"q 0.9 0.9 1 rg")
        self.box(x, y, width, height, "f")
        self.content.append(b"Q")

    def text(self, x: float, y: float, text: str) -> None:
        """Print one line at 8 points."""
        code = text.encode("utf-16-be").hex()
        self.content.append(f"BT /F1 8 Tf {x} {y} Td <{code}> Tj ET".encode())


# How a page that is stored upright lies before its /Rotate turns it.
_TURNED = {0: b"", 90: b"0 1 -1 0 595 0 cm\n", 270: b"0 -1 1 0 0 842 cm\n"}


def pdf_bytes(
    pages: Sequence[PdfPage], font: str = "Fictional", rotate: int = 0
) -> bytes:
    """A PDF whose font maps every code to the same Unicode letter.

    `rotate` is 0, 90 or 270: the page is stored turned, and turned back when shown.
    """
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font}".encode()
        + b" /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font} /DW 500".encode()
        + f" /FontDescriptor << /Type /FontDescriptor /FontName /{font} >>".encode()
        + b" /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(cmap),
    ]
    for page in pages:
        number = len(objects) + 2
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (*((595, 842) if rotate else (842, 595)), rotate, number)
        )
        objects.append(_stream(_TURNED[rotate] + b"\n".join(page.content)))
    return _assembled(objects)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    return head + packed + b"\nendstream"


def _assembled(objects: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(
        b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, start)
    )
    return out.getvalue()


def pdf_table(page: PdfPage, top: float, rows: Sequence[Sequence[str]]) -> float:
    """Draw a ruled table; text wraps in its cell. Returns where it ends."""
    edges = (40, 80, 300, 420, 540, 680, 800)
    y = top
    page.line(edges[0], y, edges[-1], y)
    for row in rows:
        cells = [wrapped(text, (b - a) // 4 - 2) for text, a, b in
                 zip(row, edges, edges[1:], strict=False)]  # fmt: skip
        height = 12 * max(map(len, cells)) + 6
        for lines, x in zip(cells, edges, strict=False):
            for i, line in enumerate(lines):
                page.text(x + 3, y - 11 - 12 * i, line)
        y -= height
        page.line(edges[0], y, edges[-1], y)
    for x in edges:
        page.line(x, top, x, y)
    return y


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a text in a column of so many letters."""
    import textwrap

    return [
        part for line in text.split("\n") for part in textwrap.wrap(line, width)
    ] or [""]


LETTERHEAD = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG LAM
Số: 12/KH-UBND
Sông Lam, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Cải cách hành chính năm 2026
"""
CLOSING = """\
Trên đây là Kế hoạch của UBND tỉnh./.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""


def bars(rows: Sequence[Sequence[str]]) -> str:
    """A table drawn with bars, a row a line."""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def written(folder: Path, body: str, closing: str = CLOSING) -> Path:
    """A plan as text: the letterhead, the body, the closing."""
    file = folder / "kh.txt"
    file.write_text(LETTERHEAD + body + closing, encoding="utf-8")
    return file


def registers(folder: Path) -> Registers:
    """What the workspace's registers hold."""
    register = Workspace(workspace(folder / "kho")).units.record
    assert register is not None
    return Registers(Units(register), DocumentRegister(), IndicatorRegister())


def draft_of(folder: Path, body: str, closing: str = CLOSING) -> Draft:
    """The draft of a plan as text."""
    source = read(written(folder, body, closing))
    draft = make_draft(source, "thu", registers(folder))
    assert isinstance(draft, Draft)
    return draft
