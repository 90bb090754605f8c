"""PDF files with a text layer: ruled tables by their lines, the rest as paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from cchc.importing.document import (
    LEFT,
    UP,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
    clean,
)
from cchc.importing.readers.lines import paragraphs_of, unwrapped
from cchc.office.package import damaged
from cchc.problems import N_, CchcError, Message, message
from cchc.steps import OnStep, each
from cchc.text.letters import Conversions, Encoding, encoding_of

PAGES = 600
_LETTERS = 50
_NEAR = 2.0
_THIN = 2.5
_CORNERS = 6
_WHOLE = 0.6
_PICTURE = 0.4
_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*\Z")


def read_pdf(raw: bytes, path: Path, on_step: OnStep | None = None) -> Source:
    """Read a .pdf. Raises `CchcError` for a scan, a password, or a broken file."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        raise CchcError(
            N_("reading PDF needs an extra package: pip install 'cchc[pdf]'")
        ) from None
    # Its warnings are about fonts; what the reader needs to know is refused below.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        letters = Conversions()
        with pdfplumber.open(io.BytesIO(raw)) as document:
            pages, pictured = _pages(document, path, letters, on_step)
    except (PdfminerException, PSException, ValueError, TypeError, KeyError) as error:
        if _has_password(error, PDFPasswordIncorrect):
            raise CchcError(
                N_("{path} is protected by a password; save a copy without one"),
                path=path.name,
            ) from None
        raise damaged(path.name, error) from None
    except (RecursionError, AssertionError, IndexError, AttributeError) as error:
        raise damaged(path.name, error) from None
    notes = tuple(letters.notes())
    return _source(pages, pictured, (raw, path), notes, on_step)


def _source(
    pages: list[list[Block]],
    pictured: frozenset[int],
    file: tuple[bytes, Path],
    notes: tuple[Message, ...],
    on_step: OnStep | None,
) -> Source:
    """The pages as a document; those that are pictures are recognised.

    `pictured` are the pages (from 0) that a picture covers.
    """
    raw, path = file
    letters = [_letters(blocks) for blocks in pages]
    blank = [number for number, count in enumerate(letters) if count < _LETTERS]
    is_scan = sum(letters) < _LETTERS * len(pages)
    if not is_scan:
        blank = [number for number in blank if number in pictured]
    if not blank:
        return Source("pdf", tuple(_joined(pages)), notes)
    from cchc.importing.readers.scan import read_pages

    try:
        recognised, lost = read_pages(raw, path, blank, on_step)
    except CchcError:
        if is_scan:
            raise
        names = ", ".join(str(number + 1) for number in blank)
        why = message(N_("pages {pages} are pictures without text"), pages=names)
        return Source("pdf", tuple(_joined(pages)), (*notes, why))
    for number, blocks in recognised.items():
        pages[number] = blocks
    if sum(map(_letters, pages)) < _LETTERS:
        raise CchcError(
            N_("{path} is a scan without text; text must be recognised (OCR) first"),
            path=path.name,
        )
    return Source("scan", tuple(_joined(pages)), (*notes, *lost))


def _joined(pages: Sequence[Sequence[Block]]) -> Iterator[Block]:
    for number, blocks in enumerate(pages):
        if number:
            yield PageBreak()
        yield from blocks


# What a program stamps on a scan when it is signed says nothing about the text.
_STAMP = re.compile(
    r"\s*(?:(?:người|ngày|thời gian|giờ) ký|ký bởi|được ký|chữ ký số|signature|signed"
    r"|digitally|e-?mail|cơ quan|tổ chức|đơn vị|chức vụ|lý do|địa điểm)"
    r"\s*(?::|by\b|on\b)",
    re.I,
)


def _letters(blocks: Sequence[Block]) -> int:
    """How many letters a page has, but for the stamp of a signature."""
    count = 0
    for block in blocks:
        if isinstance(block, Paragraph) and _STAMP.match(block.text):
            continue
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [t for row in block.rows for t in row.texts]
            if isinstance(block, Table)
            else []
        )
        count += sum(c.isalpha() for text in texts for c in text)
    return count


def _has_password(error: BaseException, kind: type[BaseException]) -> bool:
    return isinstance(error, kind) or any(isinstance(arg, kind) for arg in error.args)


def _pages(
    document: Any, path: Path, letters: Conversions, on_step: OnStep | None
) -> tuple[list[list[Block]], frozenset[int]]:
    """The blocks of each page, and which pages a picture covers."""
    if len(document.pages) > PAGES:
        raise CchcError(
            N_("{path} has more than {limit} pages"), path=path.name, limit=PAGES
        )
    found: list[list[Block]] = []
    pictured: set[int] = set()
    for number, page in enumerate(each(document.pages, on_step)):
        _convert(page, letters)
        letters.composed("".join(char["text"] for char in page.chars))  # counts only
        found.append(list(_page(page)))
        area = sum(float(one["width"]) * float(one["height"]) for one in page.images)
        if area > float(page.width) * float(page.height) * _PICTURE:
            pictured.add(number)
        page.close()  # pdfplumber keeps every letter of a page until told otherwise
    return found, frozenset(pictured)


def _convert(page: Any, letters: Conversions) -> None:
    """Put Unicode in the place of letters of fonts from before it.

    Where two signs drew one letter, the first becomes the letter and the second goes.
    """
    kept: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    kind: Encoding | None = None
    changed = False
    for char in [*page.chars, None]:
        found = encoding_of(char["fontname"]) if char is not None else None
        if held and kind is not None and found is not kind:
            kept += _decoded(held, kind, letters)
            held, changed = [], True
        kind = found
        if char is not None:
            (kept if found is None else held).append(char)
    if changed:
        page.objects["char"][:] = kept


def _decoded(
    chars: list[dict[str, Any]], kind: Encoding, letters: Conversions
) -> list[dict[str, Any]]:
    """The same signs with the letters that they draw."""
    text = "".join(char["text"] for char in chars)
    if letters.decoded(text, kind, chars[0]["fontname"]) == text:
        return chars  # the file maps them to Unicode itself, or they cannot be read
    found: list[dict[str, Any]] = []
    for char in chars:
        before = found[-1] if found else None
        if before is not None:
            pair = before["text"] + char["text"]
            whole = kind.decoded(pair)
            if whole is not None and (len(whole), len(pair)) == (1, 2):
                before["text"] = pair
                before["x1"] = max(before["x1"], char["x1"])
                continue
        found.append(char)
    for char in found:
        char["text"] = kind.decoded(char["text"]) or char["text"]
    return found


def _page(page: Any) -> Iterator[Block]:
    """Tables and the lines between them, from the top down."""
    top = 0.0
    for table in _tables(page):
        yield from _lines(page, top, table.bbox[1])
        yield _table(table)
        top = max(top, table.bbox[3])
    yield from _lines(page, top, float(page.height))


def _tables(page: Any) -> list[Any]:
    """The ruled tables of a page; a frame around text is none."""
    edges = {"h": _edges(page, "h"), "v": _edges(page, "v")}
    if min(map(len, edges.values())) < 2:
        return []
    settings = {
        "horizontal_strategy": "explicit",
        "vertical_strategy": "explicit",
        "explicit_horizontal_lines": edges["h"],
        "explicit_vertical_lines": edges["v"],
    }
    area = float(page.width) * float(page.height)
    found = [table for table in page.find_tables(settings) if _is_grid(table, area)]
    return sorted(found, key=lambda table: table.bbox[1])


def _is_grid(table: Any, area: float) -> bool:
    """Whether cells stand side by side in rows, and none of them is a whole page."""
    if _columns(table) < 2 or (len(table.rows) < 2 and _columns(table) < 3):
        return False
    largest = max((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in table.cells)
    return bool(largest < area * _WHOLE)


def _edges(page: Any, orientation: str) -> list[dict[str, Any]]:
    """Rulings of one direction: lines, thin filled boxes, the outlines of boxes.

    A box that is filled and not drawn around is a background. A rotated page gives
    lines that are not quite straight: their ends are brought together.
    """
    found: list[dict[str, Any]] = []
    for one in page.lines:
        found += _straight(one, orientation)
    for one in page.rects:
        width, height = one["x1"] - one["x0"], one["bottom"] - one["top"]
        if min(width, height) <= _THIN:
            found += _straight(one, orientation)
        elif one.get("stroke"):
            found += _outline(one, orientation)
    for one in page.curves:
        if one.get("stroke") and len(one["pts"]) <= _CORNERS:
            for (x0, y0), (x1, y1) in pairwise(one["pts"]):
                side = {"x0": min(x0, x1), "x1": max(x0, x1),
                        "top": min(y0, y1), "bottom": max(y0, y1)}  # fmt: skip
                found += _straight(side, orientation)
    return found


def _straight(one: dict[str, Any], orientation: str) -> list[dict[str, Any]]:
    """A ruling along the middle of a thin object; none where it runs another way."""
    x0, x1, top, bottom = one["x0"], one["x1"], one["top"], one["bottom"]
    across, along = (bottom - top, x1 - x0)
    if orientation == "v":
        across, along = along, across
    if across > _THIN or along <= across:
        return []
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return [
        {"object_type": "line", "x0": x0, "x1": x1, "top": top, "bottom": bottom,
         "width": x1 - x0, "height": bottom - top}
    ]  # fmt: skip


def _outline(one: dict[str, Any], orientation: str) -> list[dict[str, Any]]:
    ends = ("top", "bottom") if orientation == "h" else ("x0", "x1")
    sides = [{**one, ends[0]: one[end], ends[1]: one[end]} for end in ends]
    return [ruling for side in sides for ruling in _straight(side, orientation)]


def _columns(table: Any) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _lines(page: Any, top: float, bottom: float) -> Iterator[Block]:
    if bottom - top < 1:
        return
    left, above, right, below = page.bbox
    area = page.within_bbox(
        (left, max(top, above), right, min(bottom, below)), strict=False
    )
    if page.page_number == 1 and (head := _letterhead(area)) is not None:
        yield head[0]
        yield from _lines(page, head[1], bottom)
        return
    lines = [
        line
        for line in area.extract_text_lines(return_chars=False)
        if not (
            _NUMBER.match(line["text"])
            and (line["top"] < 90 or line["bottom"] > below - 60)
        )
    ]
    for text in paragraphs_of(lines, spaced=True):
        yield Paragraph(text)


_MOTTO = ("CỘNG", "HÒA"), ("CỘNG", "HOÀ")
_ROW = 5.0  # points between the lines of a letterhead
_ROOM = 10.0  # and between its halves
_DATED = re.compile(r",\s*ngày\b.*\btháng\b.*\bnăm\b")


def _letterhead(area: Any) -> tuple[Table, float] | None:
    """The letterhead, whose two halves stand side by side, and where it ends.

    The right half begins with "CỘNG HÒA …" and ends with place and date (Nghị định
    30/2020/NĐ-CP); it goes on as long as there is room between the halves.
    """
    words = area.extract_words()
    first = next(
        (a for a, b in pairwise(words) if (a["text"], b["text"]) in _MOTTO), None
    )
    if first is None:
        return None
    words = [word for word in words if word["top"] >= first["top"] - _ROW]
    beside = [w["x1"] for w in words if abs(w["top"] - first["top"]) < _ROW]
    left = [x1 for x1 in beside if x1 < first["x0"]]
    if not left:
        return None
    middle = (max(left) + first["x0"]) / 2
    halves: tuple[list[str], list[str]] = ([], [])
    end = 0.0
    for row in _rows_of(words):
        before = [word for word in row if word["x0"] < middle]
        behind = [word for word in row if word["x0"] >= middle]
        edge = behind[0]["x0"] if behind else float(area.bbox[2])
        if before and edge - before[-1]["x1"] < _ROOM:
            break
        for half, own in zip(halves, (before, behind), strict=True):
            half += [" ".join(word["text"] for word in own)] if own else []
        end = max(word["bottom"] for word in row)
        if _DATED.search(" ".join(word["text"] for word in behind)):
            break
    cells = tuple(Cell(clean("\n".join(half))) for half in halves)
    return (Table((Row(cells),)), end) if end else None


def _rows_of(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words by line, each from left to right."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: float(word["top"])):
        if rows and word["top"] - rows[-1][0]["top"] < _ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: float(word["x0"])) for row in rows]


def _table(table: Any) -> Table:
    """The grid of a table; a place that no cell of its own covers is merged."""
    texts = [[clean(value or "") for value in row] for row in table.extract()]
    widest = [
        max((len(line) for text in column for line in text.split("\n")), default=0)
        for column in zip(*texts, strict=True)
    ]
    edges = sorted({round(c[0]) for row in table.rows for c in row.cells if c})
    rows: list[Row] = []
    for row, values in zip(table.rows, texts, strict=True):
        cells: list[Cell] = []
        for place, (box, value) in enumerate(zip(row.cells, values, strict=True)):
            if box is not None:
                cells.append(Cell(unwrapped(value, widest[place])))
            elif _is_covered_left(row.cells, place, edges):
                cells.append(LEFT)
            else:
                cells.append(UP)
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows))


def _is_covered_left(boxes: Sequence[Any], place: int, edges: Sequence[int]) -> bool:
    """Whether the last cell before a place reaches over it."""
    before = next((boxes[i] for i in range(place - 1, -1, -1) if boxes[i]), None)
    if before is None or place >= len(edges):
        return False
    return bool(before[2] > edges[place] + _NEAR)
