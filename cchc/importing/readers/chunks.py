"""HTML inside a Word file: its paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from cchc.importing.document import (
    LEFT,
    ROWS,
    UP,
    Block,
    Cell,
    Paragraph,
    Row,
    Table,
    clean,
)
from cchc.office.markup import Element, integer, local

_WIDEST = 63
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 60
_SILENT = ("script", "style", "head", "title", "meta", "link")
_PARTS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "ul",
          "ol", "body", "section", "article", "center", "blockquote")  # fmt: skip


def read_html(blob: bytes) -> Iterator[Block]:
    """The blocks of a page, in order; nothing where it is none."""
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if blob.startswith(mark):
            blob = blob.decode(code, "replace").encode()
    encoding = None if b"charset" in blob[:2048].lower() else "utf-8"
    parser = html.HTMLParser(encoding=encoding, no_network=True)
    try:
        root = html.document_fromstring(blob, parser=parser)
    except (etree.LxmlError, ValueError):
        return
    yield from _blocks(root, 0)


def _blocks(element: Element, depth: int) -> Iterator[Block]:
    """Paragraphs and tables below an element; loose text is a paragraph too."""
    loose: list[str] = [_flat(element.text)]
    for child in element:
        name = local(child)
        if name == "br":
            loose.append("\n")
        elif name == "table":
            yield from _paragraph(loose)
            yield Table(tuple(_rows(child)))
        elif name in _PARTS and depth < _DEEPEST:
            yield from _paragraph(loose)
            yield from _blocks(child, depth + 1)
        elif name and name not in _SILENT:
            loose.append(_text(child))
        loose.append(_flat(child.tail))
    yield from _paragraph(loose)


def _paragraph(loose: list[str]) -> Iterator[Block]:
    text = clean("".join(loose))
    loose.clear()
    if text:
        yield Paragraph(text)


def _rows(table: Element) -> Iterator[Row]:
    """The grid of a table; cells that reach down or right are merged places."""
    below: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in list(table.iter("tr"))[:ROWS]:
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[Cell] = []
        for cell in (one for one in row if local(one) in ("td", "th")):
            _covered(cells, below)
            wide = max(1, min(integer(cell.get("colspan"), 1), _WIDEST))
            high = max(1, min(integer(cell.get("rowspan"), 1), ROWS))
            place = len(cells)
            cells += [Cell(clean(_text(cell))), *[LEFT] * (wide - 1)]
            if high > 1:
                below |= dict.fromkeys(range(place, place + wide), high - 1)
        _covered(cells, below)
        yield Row(tuple(cells))


def _covered(cells: list[Cell], below: dict[int, int]) -> None:
    """Put the places that cells above cover, and count them down."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append(UP)


def _text(element: Element) -> str:
    """All text of an element, its parts on lines of their own."""
    return "".join(_pieces(element, 0))


def _pieces(element: Element, depth: int) -> Iterator[str]:
    yield _flat(element.text)
    for child in element:
        name = local(child)
        apart = name in _PARTS or name == "br"
        if apart:
            yield "\n"
        if name and name not in _SILENT and depth < _DEEPEST:
            yield from _pieces(child, depth + 1)
        if apart and name != "br":
            yield "\n"
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    """Line breaks of the source are spaces."""
    return _BLANKS.sub(" ", text or "")
