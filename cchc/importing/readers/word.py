"""Word files: merged cells, automatic numbers, tracked changes, nested tables.

The XML is walked itself: python-docx repeats merged cells, and does not see what is
inside tracked changes and content controls. Deleted text, hidden text, text boxes and
macros are left out; inserted text is kept.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cchc.importing.markup import clean
from cchc.importing.readers.archive import damaged
from cchc.importing.readers.numbering import Numbering
from cchc.importing.source import (
    LEFT,
    ROWS,
    UP,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
)
from cchc.problems import N_, CchcError

WIDEST = 63
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    f"{_W}{name}"
    for name in (
        "del", "moveFrom", "txbxContent", "pict", "object", "drawing", "instrText",
        "delText", "footnoteReference", "pPr", "rPr", "tblPr", "tcPr", "trPr",
    )
) | {f"{_MC}AlternateContent"}  # fmt: skip
_DEEPEST = 40


def read_word(raw: bytes, path: Path) -> Source:
    """Read a .docx. Raises `CchcError` for a file that Word could not open either."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(raw))
        body = document.element.body
        reader = _Reader(Numbering(document), path)
        blocks = list(reader.blocks(body))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise damaged(path, error) from None
    return Source("docx", tuple(blocks))


class _Reader:
    def __init__(self, numbering: Numbering, path: Path) -> None:
        self.numbering = numbering
        self.path = path
        self.rows = 0

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables below an element, in order."""
        if depth > _DEEPEST:
            raise CchcError(
                N_("{path} is nested too deep to be read"), path=self.path.name
            )
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.table(child, depth)
            elif child.tag in (f"{_W}sectPr",) or child.tag in _SKIPPED:
                continue
            elif len(child):  # content controls, insertions, smart tags
                yield from self.blocks(child, depth + 1)

    def paragraph(self, element: Any) -> Iterator[Block]:
        if _breaks_page(element):
            yield PageBreak()
        text = clean(self.text(element))
        if text:
            yield Paragraph(text)

    def text(self, element: Any) -> str:
        """The text of a paragraph, its automatic number first."""
        parts = [self.numbering.label(element)]
        for node in _walk(element):
            if node.tag == f"{_W}t":
                parts.append(node.text or "")
            elif node.tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif node.tag == f"{_W}tab":
                parts.append(" ")
            elif node.tag == f"{_W}noBreakHyphen":
                parts.append("-")
        return "".join(parts)

    def table(self, element: Any, depth: int) -> Iterator[Block]:
        rows: list[Row] = []
        inner: list[Block] = []
        for row in _children(element, f"{_W}tr", 0):
            self.rows += 1
            if self.rows > ROWS:
                raise CchcError(
                    N_("{path} has more than {limit} rows of tables"),
                    path=self.path.name,
                    limit=ROWS,
                )
            cells, nested = self.row(row, depth)
            rows.append(Row(cells))
            inner += nested
        if len(rows) == 1 and len(rows[0].cells) == 1 and inner:
            yield from inner  # a frame around something else
            return
        yield Table(tuple(rows))
        yield from inner

    def row(self, element: Any, depth: int) -> tuple[tuple[Cell, ...], list[Block]]:
        cells: list[Cell] = [Cell()] * _grid(element, "gridBefore")
        nested: list[Block] = []
        if _is_deleted(element):
            return (), nested
        for cell in _children(element, f"{_W}tc", 0):
            text, inner = self.cell(cell, depth)
            nested += inner
            merged = _property(cell, "vMerge")
            goes_on = merged is not None and merged.get(f"{_W}val") != "restart"
            own = UP if goes_on else Cell(text)
            width = min(_span(cell), WIDEST)
            cells += [own, *[UP if goes_on else LEFT] * (width - 1)]
        cells += [Cell()] * _grid(element, "gridAfter")
        return tuple(cells), nested

    def cell(self, element: Any, depth: int) -> tuple[str, list[Block]]:
        """The text of a cell; tables inside it stand behind the table."""
        texts: list[str] = []
        tables: list[Block] = []
        for block in self.blocks(element, depth + 1):
            if isinstance(block, Paragraph):
                texts.append(block.text)
            elif isinstance(block, Table):
                tables.append(block)
        return "\n".join(texts), tables


def _walk(element: Any) -> Iterator[Any]:
    """Nodes of a paragraph without what is deleted, hidden or drawn."""
    for child in element:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}r" and _is_hidden(child):
            continue
        yield child
        if len(child):
            yield from _walk(child)


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false")


def _is_deleted(row: Any) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _breaks_page(element: Any) -> bool:
    before = element.find(f"{_W}pPr/{_W}pageBreakBefore")
    if before is not None and before.get(f"{_W}val") not in ("0", "false"):
        return True
    return any(
        node.tag == f"{_W}br" and node.get(f"{_W}type") == "page"
        for node in _walk(element)
    )


def _children(element: Any, tag: str, depth: int) -> Iterator[Any]:
    """Rows or cells, also those inside content controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif (
            child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml")
            and depth < _DEEPEST
        ):
            yield from _children(child, tag, depth + 1)


def _property(cell: Any, name: str) -> Any:
    return cell.find(f"{_W}tcPr/{_W}{name}")


def _span(cell: Any) -> int:
    return _integer(_property(cell, "gridSpan"), 1)


def _grid(row: Any, name: str) -> int:
    return min(_integer(row.find(f"{_W}trPr/{_W}{name}"), 0), WIDEST)


def _integer(element: Any, default: int) -> int:
    text = "" if element is None else element.get(f"{_W}val") or ""
    return int(text) if text.isdigit() else default
