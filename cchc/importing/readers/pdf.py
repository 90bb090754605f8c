"""PDF files with a text layer: ruled tables by their lines, the rest as paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
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
from cchc.office.package import damaged
from cchc.problems import N_, CchcError
from cchc.text.letters import Conversions, Encoding, encoding_of

PAGES = 600
_LETTERS = 20
_NEAR = 2.0
_FULL = 0.9
_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*\Z")


def read_pdf(raw: bytes, path: Path) -> Source:
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
            blocks = list(_pages(document, path, letters))
    except (PdfminerException, PSException, ValueError, TypeError, KeyError) as error:
        if _has_password(error, PDFPasswordIncorrect):
            raise CchcError(
                N_("{path} is protected by a password; save a copy without one"),
                path=path.name,
            ) from None
        raise damaged(path.name, error) from None
    except (RecursionError, AssertionError, IndexError, AttributeError) as error:
        raise damaged(path.name, error) from None
    count = sum(len(b.text) for b in blocks if isinstance(b, Paragraph))
    count += sum(
        len(t) for b in blocks if isinstance(b, Table) for r in b.rows for t in r.texts
    )
    if count < _LETTERS:
        raise CchcError(
            N_("{path} is a scan without text; text must be recognised (OCR) first"),
            path=path.name,
        )
    return Source("pdf", tuple(blocks), tuple(letters.notes()))


def _has_password(error: BaseException, kind: type[BaseException]) -> bool:
    return isinstance(error, kind) or any(isinstance(arg, kind) for arg in error.args)


def _pages(document: Any, path: Path, letters: Conversions) -> Iterator[Block]:
    if len(document.pages) > PAGES:
        raise CchcError(
            N_("{path} has more than {limit} pages"), path=path.name, limit=PAGES
        )
    for number, page in enumerate(document.pages):
        if number:
            yield PageBreak()
        _convert(page, letters)
        letters.composed("".join(char["text"] for char in page.chars))  # counts only
        yield from _page(page)
        page.close()  # pdfplumber keeps every letter of a page until told otherwise


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
    tables = sorted(page.find_tables() if page.edges else [], key=lambda t: t.bbox[1])
    tables = [table for table in tables if len(table.rows) > 1 or _columns(table) > 2]
    top = 0.0
    for table in tables:
        yield from _lines(page, top, table.bbox[1])
        yield _table(table)
        top = table.bbox[3]
    yield from _lines(page, top, float(page.height))


def _columns(table: Any) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _lines(page: Any, top: float, bottom: float) -> Iterator[Block]:
    if bottom - top < 1:
        return
    left, above, right, below = page.bbox
    area = page.within_bbox(
        (left, max(top, above), right, min(bottom, below)), strict=False
    )
    lines = [
        line
        for line in area.extract_text_lines(return_chars=False)
        if not (
            _NUMBER.match(line["text"])
            and (line["top"] < 90 or line["bottom"] > below - 60)
        )
    ]
    for text in _paragraphs(lines):
        yield Paragraph(text)


_STARTS = re.compile(
    r"(?:[-–+•]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[IVXLC]+\.|Điều \d|Căn cứ"
    r"|Theo đề nghị|Số\s*:|Nơi nhận"
    r"|PHỤ LỤC|Phụ lục)"
)


def _paragraphs(lines: Sequence[dict[str, Any]]) -> list[str]:
    """Lines that go on are joined: a full line, and one that begins nothing."""
    right = max((line["x1"] for line in lines), default=0.0)
    found: list[str] = []
    full = False
    for line in lines:
        text = clean(line["text"])
        if not text:
            continue
        goes_on = full and not _STARTS.match(text) and not text.isupper()
        if found and goes_on and not found[-1].endswith((".", ";", ":", "./.")):
            found[-1] = f"{found[-1]} {text}"
        else:
            found.append(text)
        full = line["x1"] > right - 40
    return found


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
                cells.append(Cell(_unwrapped(value, widest[place])))
            elif _is_covered_left(row.cells, place, edges):
                cells.append(LEFT)
            else:
                cells.append(UP)
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows))


def _unwrapped(text: str, width: int) -> str:
    """Join the lines that only the width of the column broke.

    A line was broken by the width where the next word would not have fitted.
    """
    lines: list[str] = []
    last = 0
    for line in text.split("\n"):
        word = line.split(" ")[0]
        full = last + 1 + len(word) > width * _FULL
        if lines and full and not _STARTS.match(line):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
        last = len(line)
    return "\n".join(lines)


def _is_covered_left(boxes: Sequence[Any], place: int, edges: Sequence[int]) -> bool:
    """Whether the last cell before a place reaches over it."""
    before = next((boxes[i] for i in range(place - 1, -1, -1) if boxes[i]), None)
    if before is None or place >= len(edges):
        return False
    return bool(before[2] > edges[place] + _NEAR)
