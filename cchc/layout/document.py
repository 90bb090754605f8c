"""A Word file as lines and sections with what the decree asks about them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cchc.layout.numbering import Page, PageNumber, page_numbers
from cchc.layout.rules import in_fallback, raised_rules, rules_in
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

    The text is as it prints: All caps gives capitals, hidden text nothing. `rules`:
    lengths in points of the straight lines drawn in it (0: not known); `raised`: of
    those that print above its text.
    """

    number: int
    text: str
    faces: tuple[tuple[str, Face], ...]
    frame: Frame
    section: int = 0
    cell: tuple[int, int, int] | None = None
    rules: tuple[float, ...] = ()
    raised: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Section:
    """Page size and margins in twentieths of a point, and how pages are numbered.

    A gutter counts to the margin that it widens. `running`: what stands above and
    below the text of `default`, `first` and `even` pages; `format` is how the numbers
    are written, `decimal` where nothing is said.
    """

    width: int
    height: int
    margins: tuple[int, int, int, int]
    running: Mapping[str, Running]
    title_page: bool
    start: int | None
    format: str = "decimal"
    tables: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """The header of some pages, and the page numbers of header and footer."""

    header: tuple[Line, ...] = ()
    head_numbers: tuple[PageNumber, ...] = ()
    foot_numbers: tuple[PageNumber, ...] = ()

    @property
    def numbers(self) -> tuple[PageNumber, ...]:
        """Every page number that prints on these pages."""
        return self.head_numbers + self.foot_numbers


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that the checks look at, in reading order.

    `composed`: letters carry their accents; `alike`: some only look Vietnamese;
    `even_differ`: even pages have headers and footers of their own.
    """

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    composed: bool
    even_differ: bool = False
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
        self.settings = package.related("settings", "settings.xml")
        self.styles = Styles(
            package.related("styles", "styles.xml"),
            package.related("theme", "theme/theme1.xml"),
            self.settings,
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
        even, alike = self.setting("evenAndOddHeaders"), self.letters.mended > 0
        return Document(tuple(lines), sections, self.composed, even, alike)

    def setting(self, name: str) -> bool:
        """Whether a setting of the whole file is on."""
        settings = self.settings
        return is_on(settings.find(f"{W}{name}") if settings is not None else None)

    def line(
        self,
        paragraph: Element,
        cell: tuple[int, int, int] | None = None,
        room: int = 0,
    ) -> Line:
        self.count += 1
        faces = []
        for run in _within(paragraph, f"{W}r"):
            text = _text(run)
            face = self.styles.face(paragraph, run) if text else None
            if face is not None and not face.hidden:
                shown = self.read(text, face)
                faces.append((shown.upper() if face.caps else shown, face))
        frame = self.styles.frame(paragraph)
        return Line(
            self.count,
            "".join(text for text, _ in faces),
            tuple(faces),
            frame,
            cell=cell,
            rules=tuple(rules_in(paragraph, frame, room)),
            raised=tuple(raised_rules(paragraph)),
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
        """Page setup; a header or footer that a section lacks is the one before it."""
        before = self.sections[-1].running if self.sections else {}
        size, margins = properties.find(f"{W}pgSz"), properties.find(f"{W}pgMar")
        numbering = properties.find(f"{W}pgNumType")
        top, right, bottom, left = (
            _number(margins, side) for side in ("top", "right", "bottom", "left")
        )
        gutter = _number(margins, "gutter")
        if self.setting("gutterAtTop"):
            top += gutter
        elif is_on(properties.find(f"{W}rtlGutter")):
            right += gutter
        else:
            left += gutter
        page = Page(_number(size, "w"), _number(size, "h"), left, right)
        start = numbering.get(f"{W}start") if numbering is not None else None
        written = numbering.get(f"{W}fmt") if numbering is not None else None
        return Section(
            page.width,
            page.height,
            (top, right, bottom, left),
            {
                kind: self.running(properties, kind, page, before.get(kind, Running()))
                for kind in ("default", "first", "even")
            },
            is_on(properties.find(f"{W}titlePg")),
            None if (first := integer(start, -1)) < 0 else first,
            written or "decimal",
        )

    def running(
        self, properties: Element, kind: str, page: Page, before: Running
    ) -> Running:
        """Header and footer of a kind of pages; what is not there is as before."""
        found = before
        head = self.referred(properties, "headerReference", kind)
        if head is not None:
            count = self.count
            lines = tuple(
                self.line(p) for p in head.iter(f"{W}p") if not in_fallback(p)
            )
            self.count = count
            numbers = tuple(page_numbers(head, self.styles, page, at_top=True))
            found = replace(found, header=lines, head_numbers=numbers)
        foot = self.referred(properties, "footerReference", kind)
        if foot is not None:
            numbers = tuple(page_numbers(foot, self.styles, page, at_top=False))
            found = replace(found, foot_numbers=numbers)
        return found

    def referred(self, properties: Element, name: str, kind: str) -> Element | None:
        """The part that a section names; one that is lost counts as empty."""
        for reference in properties.findall(f"{W}{name}"):
            if reference.get(f"{W}type", "default") == kind:
                part = self.part(reference)
                return properties.makeelement(f"{W}hdr") if part is None else part
        return None

    def part(self, reference: Element) -> Element | None:
        """The part that a section points at; None where the file has none."""
        relations = self.package.relations(self.package.main)
        relation = relations.get(relation_id(reference))
        return self.package.tree(relation.target) if relation else None


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
