"""PDF files: what is a ruling and what is not, turned pages, scans."""

from __future__ import annotations

from pathlib import Path

import importing_documents as docs
import pytest
from importing_documents import HEADINGS, ROWS

from cchc.importing.document import Paragraph, Table
from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.results import Draft


def page_with_head() -> docs.PdfPage:
    page = docs.PdfPage()
    for at, text in enumerate(" ".join(docs.HEAD[2:7]).split("\n")):
        page.text(40, 570 - 12 * at, text)
    return page


def draft(tmp_path: Path, pages: list[docs.PdfPage], rotate: int = 0) -> Draft:
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes(pages, rotate=rotate))
    found = make_draft(read(file), "thu", docs.registers(tmp_path))
    assert isinstance(found, Draft), found
    return found


def whens(found: Draft) -> list[str | None]:
    return [task.when for task in found.plan.tasks]


EXPECTED = [row[-1] for row in ROWS]


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path, rotate: int) -> None:
    page = page_with_head()
    docs.pdf_table(page, 480, (HEADINGS, *ROWS))
    found = draft(tmp_path, [page], rotate)
    assert whens(found) == EXPECTED
    assert found.plan.tasks[1].leads == ("so-noi-vu",)


def test_backgrounds_are_no_rulings(tmp_path: Path) -> None:
    page = page_with_head()
    for line in range(12):  # a white box behind every line of text
        page.shade(82, 480 - 12 * line - 11, 216, 11)
        page.shade(302, 480 - 12 * line - 11, 116, 11)
    page.shade(40, 450, 760, 30)
    docs.pdf_table(page, 480, (HEADINGS, *ROWS))
    assert whens(draft(tmp_path, [page])) == EXPECTED


def test_cells_drawn_as_boxes_are_a_table(tmp_path: Path) -> None:
    page = page_with_head()
    edges = (40, 80, 300, 420, 540, 680, 800)
    rows = (HEADINGS, *ROWS)
    for at, row in enumerate(rows):
        top = 480 - 60 * at
        for text, left, right in zip(row, edges, edges[1:], strict=False):
            page.box(left, top - 60, right - left, 60, "S")
            for line, part in enumerate(docs.wrapped(text, (right - left) // 4 - 2)):
                page.text(left + 3, top - 11 - 12 * line, part)
    assert whens(draft(tmp_path, [page])) == EXPECTED


def test_rulings_drawn_as_thin_boxes_are_a_table(tmp_path: Path) -> None:
    page = page_with_head()
    before = len(page.content)
    docs.pdf_table(page, 480, (HEADINGS, *ROWS))
    drawn, page.content = page.content, page.content[:before]
    for one in drawn[before:]:
        words = one.decode().split()
        if words[2] == "m":
            x1, y1, x2, y2 = (float(words[i]) for i in (0, 1, 3, 4))
            page.box(x1, min(y1, y2), max(x2 - x1, 0.8), max(abs(y2 - y1), 0.8), "f")
        else:
            page.content.append(one)
    assert whens(draft(tmp_path, [page])) == EXPECTED


def test_a_frame_around_prose_is_no_table(tmp_path: Path) -> None:
    first, second = page_with_head(), docs.PdfPage()
    first.box(20, 20, 800, 560, "S")  # around the page
    first.box(30, 300, 300, 100, "S")  # around a paragraph
    first.text(40, 380, "Sở Nội vụ theo dõi việc thực hiện Kế hoạch này.")
    docs.pdf_table(second, 540, (HEADINGS, *ROWS))
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes([first, second]))
    source = read(file)
    assert len(source.tables) == 1
    assert any("theo dõi việc thực hiện" in text for text in source.paragraphs)
    assert whens(draft(tmp_path, [first, second])) == EXPECTED


def test_the_halves_of_a_letterhead_are_read_apart(tmp_path: Path) -> None:
    page = docs.PdfPage()
    lines = (
        ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TỈNH SÔNG LAM", "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 12/KH-UBND", "Sông Lam, ngày 12 tháng 01 năm 2026"),
    )
    for at, (left, right) in enumerate(lines):
        page.text(60, 570 - 14 * at, left)
        page.text(400, 570 - 14 * at, right)
    page.text(320, 500, "KẾ HOẠCH")
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes([page]))
    halves, title = read(file).blocks[:2]
    assert isinstance(halves, Table)
    assert halves.rows[0].texts == [
        "\n".join(half) for half in zip(*lines, strict=True)
    ]
    assert title == Paragraph("KẾ HOẠCH")
