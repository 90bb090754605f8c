"""A Word file as lines and sections with what the decree asks about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc.layout.rules import rules_in
from cchc.layout.styles import Face, Frame, Styles
from cchc.office.markup import MC, Element, W, integer, is_on, measure
from cchc.office.opening import open_word
from cchc.office.package import Package, relation_id
from cchc.office.symbols import symbol, unprivate
from cchc.problems import N_, CchcError
from cchc.text.letters import Conversions

_SKIPPED = {f"{W}txbxContent", f"{W}del", f"{W}moveFrom"}
_FALLBACK = f"{MC}Fallback"
_TWIPS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. `faces`: each look with its text; `cell`: table, row, column.

    `rules`: lengths in points of the straight lines drawn in it (0: not known).
    """

    number: int
    text: str
    faces: tuple[tuple[str, Face], ...]
    frame: Frame
    section: int = 0
    cell: tuple[int, int, int] | None = None
    rules: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Section:
    """Page size and margins in twentieths of a point, and how pages are numbered."""

    width: int
    height: int
    margins: tuple[int, int, int, int]
    header: tuple[Line, ...]
    first_header: tuple[Line, ...]
    numbered: bool
    first_numbered: bool
    title_page: bool
    start: int | None
    tables: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the checks look at, in reading order.

    `composed`: letters carry their accents; `alike`: some only look Vietnamese.
    """

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    composed: bool
    alike: bool = False


def read_document(data: bytes, name: str) -> Document:
    """Read a Word file. Raises `CchcError` naming it for what is none."""
    package = open_word(data, name)
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise CchcError(N_("{path} is no Word file"), path=name)
    try:
        return _Reader(package, body).document()
    except RecursionError:
        raise CchcError(N_("{path} is nested too deep to be read"), path=name) from None


class _Reader:
    def __init__(self, package: Package, body: Element) -> None:
        self.styles = Styles(
            package.related("styles", "styles.xml"),
            package.related("theme", "theme/theme1.xml"),
            package.related("settings", "settings.xml"),
        )
        self.package = package
        self.body = body
        self.letters = Conversions()
        self.composed = True
        self.sections: list[Section] = []
        self.count = 0
        self.tables = 0

    def document(self) -> Document:
        lines: list[Line] = []
        with_tables: set[int] = set()
        for element in _blocks(self.body):
            index = len(self.sections)
            if element.tag == f"{W}sectPr":
                self.sections.append(self.section(element))
            elif element.tag == f"{W}tbl":
                with_tables.add(index)
                lines += [replace(one, section=index) for one in self.table(element)]
            else:
                lines.append(replace(self.line(element), section=index))
                properties = element.find(f"{W}pPr/{W}sectPr")
                if properties is not None:
                    self.sections.append(self.section(properties))
        sections = tuple(
            replace(s, tables=i in with_tables) for i, s in enumerate(self.sections)
        )
        return Document(tuple(lines), sections, self.composed, self.letters.mended > 0)

    def line(
        self,
        paragraph: Element,
        cell: tuple[int, int, int] | None = None,
        room: int = 0,
    ) -> Line:
        self.count += 1
        faces = [
            (self.read(text, face), face)
            for run in _within(paragraph, f"{W}r")
            if (text := _text(run))
            for face in (self.styles.face(paragraph, run),)
        ]
        frame = self.styles.frame(paragraph)
        return Line(
            self.count,
            "".join(text for text, _ in faces),
            tuple(faces),
            frame,
            cell=cell,
            rules=tuple(rules_in(paragraph, frame, room)),
        )

    def read(self, text: str, face: Face) -> str:
        """What a run shows: signs of symbol fonts and letters of old fonts read."""
        text, _ = unprivate(text, face.fonts[1])
        self.composed &= unicodedata.is_normalized("NFC", text)
        return self.letters.read(text, face.fonts[1])

    def table(self, table: Element) -> Iterator[Line]:
        self.tables += 1
        number = self.tables
        for i, row in enumerate(_children(table, f"{W}tr")):
            for j, cell in enumerate(_children(row, f"{W}tc")):
                width = cell.find(f"{W}tcPr/{W}tcW")
                room = _number(width, "w")
                for block in _blocks(cell):
                    if block.tag == f"{W}tbl":
                        yield from self.table(block)
                    elif block.tag == f"{W}p":
                        yield self.line(block, (number, i, j), room)

    def section(self, properties: Element) -> Section:
        """Page setup; a header that a section lacks is the one before it."""
        before = self.sections[-1] if self.sections else None
        size, margins = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
        numbering = properties.find(f"{W}pgNumType")
        header, numbered = self.header(properties, "default")
        first, first_numbered = self.header(properties, "first")
        if header is None:
            header = before.header if before else ()
            numbered = before.numbered if before else False
        if first is None:
            first = before.first_header if before else ()
            first_numbered = before.first_numbered if before else False
        start = numbering.get(f"{W}start") if numbering is not None else None
        title = properties.find(f"{W}titlePg")
        return Section(
            _number(size, "w"),
            _number(size, "h"),
            (
                _number(margins, "top"),
                _number(margins, "right"),
                _number(margins, "bottom"),
                _number(margins, "left"),
            ),
            header,
            first,
            numbered,
            first_numbered,
            is_on(title),
            None
            if start is None or (first_page := integer(start, -1)) < 0
            else first_page,
        )

    def header(
        self, properties: Element, kind: str
    ) -> tuple[tuple[Line, ...] | None, bool]:
        """Lines of a header (None: it has none), and whether it numbers pages."""
        for reference in properties.findall(f"{W}headerReference"):
            if reference.get(f"{W}type", "default") == kind:
                part = self.part(reference)
                if part is None:
                    return (), False
                count = self.count
                lines = tuple(self.line(p) for p in part.iter(f"{W}p"))
                self.count = count
                return lines, _has_page_field(part)
        return None, False

    def part(self, reference: Element) -> Element | None:
        """The header that a section points at; None where the file has none."""
        relations = self.package.relations(self.package.main)
        relation = relations.get(relation_id(reference))
        return self.package.tree(relation.target) if relation else None


def _has_page_field(part: Element) -> bool:
    codes = [e.text or "" for e in part.iter(f"{W}instrText")]
    codes += [e.get(f"{W}instr", "") for e in part.iter(f"{W}fldSimple")]
    return any("PAGE" in code.upper().split() for code in codes)


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs, tables and the last section, also inside content controls."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}sectPr"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _blocks(child)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Rows or cells, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, tag)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Descendants outside text boxes, deletions and fallbacks."""
    for child in parent:
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == tag:
            yield child
        else:
            yield from _within(child, tag)


def _text(run: Element) -> str:
    pieces = []
    for child in run:
        if child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}ptab", f"{W}br", f"{W}cr"):
            pieces.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif child.tag == f"{W}softHyphen":
            pieces.append("\u00ad")
        elif child.tag == f"{W}sym":
            pieces.append(
                symbol(child.get(f"{W}font"), child.get(f"{W}char")) or "\ufffd"
            )
    return "".join(pieces)


def _number(element: Element | None, name: str) -> int:
    text = element.get(f"{W}{name}") if element is not None else None
    return measure(text, _TWIPS)
