"""Scanned pages: rulings found, cells recognised, every row doubted.

Needs the extra `[scan]`, tesseract with Vietnamese, and the font DejaVu Sans.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import importing_documents as docs
import pytest
from importing_documents import HEADINGS, ROWS

from cchc.importing.document import Paragraph
from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.results import Draft
from cchc.importing.scan import read_scan_head
from cchc.models.units import UnitRegister
from cchc.problems import CchcError
from cchc.units import Units

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
EDGES = (120, 240, 1160, 1640, 2160, 2840, 3340)
MERGED = ("", "^", "Báo cáo riêng", "Sở Tư pháp", "", "Quý IV/2025")


def pictured(folder: Path, rows: list[tuple[str, ...]], turn: float = 0) -> Path:
    """A PDF that holds one landscape page at 300 dpi as a picture, and no text."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (3508, 2480), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONT), 36)
    top = 120
    for text in docs.LETTERHEAD.splitlines():
        draw.text((140, top), text, font=font, fill=0)
        top += 56
    top += 40
    for row in rows:
        widths = [(b - a) // 24 for a, b in pairwise(EDGES)]
        cells = [docs.wrapped(*one) for one in zip(row, widths, strict=True)]
        bottom = top + 56 * max(map(len, cells)) + 30
        for place, (lines, left) in enumerate(zip(cells, EDGES, strict=False)):
            merged = row[place] == "^" or (row[1] == "^" and place == 0)
            if not merged:
                draw.line((left, top, EDGES[place + 1], top), fill=0, width=4)
                for at, line in enumerate(lines):
                    draw.text((left + 16, top + 14 + 56 * at), line, font=font, fill=0)
        for edge in EDGES:
            draw.line((edge, top, edge, bottom), fill=0, width=4)
        top = bottom
    draw.line((EDGES[0], top, EDGES[-1], top), fill=0, width=4)
    if turn:
        page = page.rotate(turn, expand=turn % 90 == 0, fillcolor=255)
    file = folder / "scan.pdf"
    page.save(file, "PDF", resolution=300)
    return file


@pytest.mark.scan
@pytest.mark.parametrize("turn", [0, 0.7, 90])
def test_cells_of_a_picture_are_recognised_and_doubted(
    tmp_path: Path, turn: float
) -> None:
    file = pictured(tmp_path, [HEADINGS, *ROWS, MERGED], turn)
    draft = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert isinstance(draft, Draft)
    tasks = draft.plan.tasks
    assert [task.id for task in tasks] == ["1", "2", "3", "4", "4.b"]
    assert [task.when for task in tasks[:4]] == [row[-1] for row in ROWS]
    assert [task.leads for task in tasks] == [
        ("so-noi-vu",), ("so-noi-vu",), ("van-phong",), ("so-nganh",), ("so-tu-phap",)
    ]  # fmt: skip
    assert tasks[1].products == ("Quyết định", "Báo cáo")
    assert tasks[4].text == tasks[3].text == ROWS[3][1]
    assert draft.plan.decision.symbol == "KH-UBND"
    doubted = {doubt.id for doubt in draft.doubts if doubt.field == "row"}
    assert doubted == {task.id for task in tasks}


@pytest.mark.scan
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_a_page_goes_the_way_of_a_scan(tmp_path: Path, kind: str) -> None:
    from PIL import Image
    from pypdfium2 import PdfDocument

    document = PdfDocument(pictured(tmp_path, [HEADINGS, *ROWS]))
    page: Image.Image = document[0].render(scale=150 / 72).to_pil()
    file = tmp_path / "trang"
    page.save(file, kind)
    source = read(file)
    assert source.kind == "scan"
    draft = make_draft(source, "thu", docs.registers(tmp_path))
    assert isinstance(draft, Draft)
    assert [task.id for task in draft.plan.tasks] == ["1", "2", "3", "4"]
    assert [task.when for task in draft.plan.tasks] == [row[-1] for row in ROWS]


@pytest.mark.scan
def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    with pytest.raises(CchcError, match="damaged"):
        read(file)


def test_a_picture_names_the_extra_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    file = tmp_path / "a.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 50)
    with pytest.raises(CchcError, match=r"scan without text.*cchc\[scan\]"):
        read(file)


@pytest.mark.scan
def test_a_page_without_anything_stays_a_scan_without_text(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    stamp = docs.PdfPage()
    stamp.text(40, 40, "Người ký: UBND tỉnh Sông Lam")
    stamp.text(40, 28, "Thời gian ký: 05.01.2026 08:15:00 +07:00")
    file.write_bytes(docs.pdf_bytes([stamp, docs.PdfPage(), docs.PdfPage()]))
    with pytest.raises(CchcError, match="scan without text"):
        read(file)


def test_a_signed_scan_is_known_and_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)  # as where it is not installed
    stamp = docs.PdfPage()
    stamp.text(40, 40, "Người ký: UBND tỉnh Sông Lam")
    stamp.text(40, 28, "Email: vanthu@songlam.example")
    stamp.text(40, 16, "Cơ quan: Tỉnh Sông Lam, Thời gian ký: 05.01.2026")
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes([stamp, docs.PdfPage(), docs.PdfPage()]))
    with pytest.raises(CchcError, match=r"scan without text.*cchc\[scan\]"):
        read(file)


@pytest.mark.scan
def test_thin_grey_lines_of_a_noisy_page_are_rulings(tmp_path: Path) -> None:
    import cv2
    import numpy

    from cchc.importing.readers.scan import _Page

    noise = numpy.random.default_rng(7)
    page = noise.normal(240, 8, (2480, 3508))
    for y in range(400, 1801, 200):
        page[y : y + 2, 300:3200] = 178
    for x in range(300, 3301, 725):
        page[400:1800, x : x + 2] = 178
    gray = cv2.GaussianBlur(numpy.clip(page, 0, 255).astype("uint8"), (3, 3), 0)
    grid, *others = _Page(gray)._grids()
    assert not others
    assert (len(grid.xs) - 1, len(grid.ys) - 1) == (4, 7)


@pytest.mark.parametrize("printed", ["QD", "QĐ"])
def test_the_symbol_of_a_damaged_decision_is_written_with_its_stroke(
    printed: str,
) -> None:
    lines = [f"S6: 15/{printed}-UBND", "Da Lat, ngay 07 thang 3 nam 2025"]
    head, _ = read_scan_head([Paragraph(line) for line in lines], Units(UnitRegister()))
    assert (head.number, head.symbol, head.signed) == ("15", "QĐ-UBND", "2025-03-07")


@pytest.mark.scan
def test_a_picture_of_noise_is_given_up_in_time() -> None:
    numpy = pytest.importorskip("numpy")
    from cchc.importing.readers.scan import _edges, _recognised

    noise = numpy.random.default_rng(7).integers(0, 255, (2400, 2400)).astype("uint8")
    assert _edges(noise) is None
    assert _recognised(noise, "--psm 6", 1) is None
