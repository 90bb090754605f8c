"""Word files: merged cells, automatic numbers, tracked changes, nested tables."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cchc.importing.document import (
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
    clean,
    letter,
)
from cchc.importing.readers.archive import damaged
from cchc.problems import N_, CchcError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MOST = 100_000


class Numbering:
    """Counts the numbered paragraphs of a document, list by list."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.counts: dict[str, list[int]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: set[str] = set()
        self.styles = _style_numbers(document)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstract = {
            one.get(f"{_W}abstractNumId"): _levels(one)
            for one in root.findall(f"{_W}abstractNum")
        }
        for num in root.findall(f"{_W}num"):
            self._num(num, abstract)

    def _num(self, num: Any, abstract: dict[str, dict[int, _Level]]) -> None:
        name = num.get(f"{_W}numId")
        link = num.find(f"{_W}abstractNumId")
        base = link.get(f"{_W}val") if link is not None else ""
        levels = dict(abstract.get(base, {}))
        for override in num.findall(f"{_W}lvlOverride"):
            depth = _number(override.get(f"{_W}ilvl"), 0)
            start = override.find(f"{_W}startOverride")
            if start is not None and depth in levels:
                first = _number(start.get(f"{_W}val"), 1)
                levels[depth] = levels[depth].starting(first)
                self.restarts.add(name)
        self.levels[name] = levels
        # Lists made from one pattern count on, unless one says where it starts.
        self.lists[name] = name if name in self.restarts else f"of {base}"

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before a paragraph, and a space; or nothing."""
        name, depth = self._of(paragraph)
        level = self.levels.get(name, {}).get(depth)
        if name in ("", "0") or level is None:
            return ""
        counts = self.counts.setdefault(self.lists[name], [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        for deeper in range(depth + 1, _LEVELS):
            counts[deeper] = 0
        return self._text(name, level, counts)

    def _of(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        style = properties.find(f"{_W}pStyle")
        found = (
            self.styles.get(style.get(f"{_W}val"), ("", 0))
            if style is not None
            else ("", 0)
        )
        own = properties.find(f"{_W}numPr")
        if own is None:
            return found
        name, depth = found
        num, level = own.find(f"{_W}numId"), own.find(f"{_W}ilvl")
        name = num.get(f"{_W}val") if num is not None else name
        depth = _number(level.get(f"{_W}val"), 0) if level is not None else depth
        return name or "", min(depth, _LEVELS - 1)

    def _text(self, name: str, level: _Level, counts: list[int]) -> str:
        if level.format == "bullet":
            return "- "
        if level.format == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.levels[name].get(depth, level)
            count = counts[depth] or other.start
            plain = level.legal and depth >= 0
            return _write("decimal" if plain else other.format, count)

        return re.sub(r"%([1-9])", shown, level.text).strip() + " "


class _Level:
    """One level of a list: how its number is written."""

    def __init__(self, format: str, text: str, start: int, legal: bool) -> None:
        self.format, self.text, self.start, self.legal = format, text, start, legal

    def starting(self, start: int) -> _Level:
        """The same level with another first number."""
        return _Level(self.format, self.text, start, self.legal)


def _levels(abstract: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for one in abstract.findall(f"{_W}lvl"):
        depth = _number(one.get(f"{_W}ilvl"), 0)
        values = {
            name: element.get(f"{_W}val")
            for name in ("numFmt", "lvlText", "start")
            if (element := one.find(f"{_W}{name}")) is not None
        }
        found[depth] = _Level(
            values.get("numFmt") or "decimal",
            values.get("lvlText") or "",
            _number(values.get("start"), 1),
            one.find(f"{_W}isLgl") is not None,
        )
    return found


def _style_numbers(document: Any) -> dict[str, tuple[str, int]]:
    """Styles that number their paragraphs."""
    found: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.findall(f"{_W}style"):
        properties = style.find(f"{_W}pPr/{_W}numPr")
        num = properties.find(f"{_W}numId") if properties is not None else None
        if num is None:
            continue
        level = properties.find(f"{_W}ilvl")
        depth = _number(level.get(f"{_W}val"), 0) if level is not None else 0
        found[style.get(f"{_W}styleId")] = (num.get(f"{_W}val"), depth)
    return found


def _number(text: str | None, default: int) -> int:
    return min(int(text), _MOST) if text and text.isdigit() else default


def _roman(count: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
             (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in signs:
        times, count = divmod(count, value)
        text += sign * min(times, 10)
    return text


_WRITERS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: letter(count - 1).upper(),
    "lowerLetter": lambda count: letter(count - 1),
    "decimalZero": lambda count: f"{count:02}",
}


def _write(format: str, count: int) -> str:
    return _WRITERS.get(format, str)(count)


WIDEST = 63
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
