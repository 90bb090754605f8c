"""Word files: merged cells, automatic numbers, tracked changes, nested tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

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
    joined,
)
from cchc.importing.readers.chunks import read_html
from cchc.importing.readers.numbering import Numbering
from cchc.importing.readers.runs import EMBEDDED, SKIPPED, UNKNOWN, Notes, Runs
from cchc.importing.sections import is_letterhead
from cchc.layout.styles import Styles
from cchc.office.markup import MC, Element, W, chosen, integer, is_on, local
from cchc.office.opening import open_word
from cchc.office.package import Package, damaged, relation_id
from cchc.office.symbols import is_symbol_font
from cchc.problems import N_, CchcError, Message, message
from cchc.text.letters import encoding_of

WIDEST = 63
_DEEPEST = 40
_CHUNKS = 20
_HTML = (".htm", ".html", ".xhtml")
_RAISED = str.maketrans("1234567890", "¹²³⁴⁵⁶⁷⁸⁹⁰")
_WRAPPERS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo")
)
_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d*(?:\W*\d+)?\W*\Z", re.I)
FOOTNOTE = N_("a footnote here says: “{words}”")
BOX = N_("a text box here says: “{words}”")
RUNNING = N_("at the edge of the pages stands: “{words}”")
COMMENTS = N_("{count} comments of the file were not read")


def read_word(package: Package) -> Source:
    """Read a Word file. Raises `CchcError` for one that Word could not open either."""
    reader = _Reader(package)
    blocks = reader.document()
    return Source("docx", tuple(blocks), tuple(reader.told()))


class _Reader:
    def __init__(self, package: Package, chunks: int = 0) -> None:
        self.package = package
        self.chunks = chunks
        styles = package.related("styles", "styles.xml")
        theme = package.related("theme", "theme/theme1.xml")
        settings = package.related("settings", "settings.xml")
        self.numbering = Numbering(
            package.related("numbering", "numbering.xml"), styles
        )
        self.root = package.tree(package.main)
        fonts = any(map(_matters, _fonts(self.root, styles, theme)))
        self.runs = Runs(
            Styles(styles, theme, settings),
            Notes(self.say, self.footnote, self.box),
            fonts,
        )
        self.rows = 0
        self.notes: list[Message] = []
        self.heard = [self.notes]  # where notes go: the cell that is read, or the file
        self.boxes: list[Element] = []
        self.footnotes: list[str] = []

    def document(self) -> list[Block]:
        """The body, and its footnotes as paragraphs behind it."""
        body = self.root.find(f"{W}body") if self.root is not None else None
        if body is None:
            raise damaged(self.package.name, message(N_("it has no text")))
        try:
            blocks = list(self.blocks(body))
            blocks = [*self.letterhead(body, blocks), *blocks]
        except RecursionError:
            raise self.too_deep() from None
        comments = sum(1 for _ in body.iter(f"{W}commentReference"))
        if comments:
            self.notes.append(message(COMMENTS, count=comments))
        for number, text in enumerate(self.footnotes, 1):
            blocks.append(Paragraph(f"{str(number).translate(_RAISED)} {text}"))
        return blocks

    def letterhead(self, body: Element, blocks: list[Block]) -> list[Block]:
        """What the edges of the pages print of the head, where the body does not.

        What else they print is told, but for page numbers and what the body says too.
        """
        said = {joined(text) for text in Source("docx", tuple(blocks)).texts()}
        found: list[Block] = []
        for root in self.edges(body):
            own = list(self.blocks(root))
            texts = [joined(text) for text in Source("docx", tuple(own)).texts()]
            new = [t for t in texts if t not in said and not _PAGE_NUMBER.match(t)]
            said.update(new)
            if any(is_letterhead(text) for text in new):
                found += own
            elif new:
                self.say(message(RUNNING, words=" ".join(new)[:200]))
        return found

    def edges(self, body: Element) -> Iterator[Element]:
        """Headers, then footers, that a section names, each once."""
        relations = self.package.relations(self.package.main)
        seen: set[str] = set()
        for kind in ("header", "footer"):
            for reference in body.iter(f"{W}{kind}Reference"):
                relation = relations.get(relation_id(reference))
                path = relation.target if relation else None
                root = self.package.tree(path) if path not in seen else None
                if path and root is not None:
                    seen.add(path)
                    yield root

    def told(self) -> Iterator[Message]:
        """What the file's reader must know; each once."""
        yield from self.runs.letters.notes()
        said: set[str] = set()
        for note in self.notes:
            if str(note) not in said:
                said.add(str(note))
                yield note

    # What the text says on the way

    def say(self, note: Message) -> None:
        self.heard[-1].append(note)

    def box(self, content: Element) -> None:
        self.boxes.append(content)

    def footnote(self, reference: Element) -> None:
        """Read the note that a mark in the text points at."""
        kind = local(reference).removesuffix("Reference")
        root = self.package.related(f"{kind}s", f"{kind}s.xml")
        name = reference.get(f"{W}id")
        for note in root if root is not None else ():
            if note.tag == f"{W}{kind}" and note.get(f"{W}id") == name:
                paragraph = self.runs.paragraph
                texts = [clean(self.runs.text(p)) for p in note.iter(f"{W}p")]
                self.runs.paragraph = paragraph
                text = " ".join(filter(None, texts))
                if text:
                    self.footnotes.append(text)
                    if len(self.heard) > 1:
                        self.say(message(FOOTNOTE, words=text[:200]))
                return

    def too_deep(self) -> CchcError:
        return CchcError(
            N_("{path} is nested too deep to be read"), path=self.package.name
        )

    # Blocks

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables below an element, in order."""
        if depth > _DEEPEST:
            raise self.too_deep()
        for child in parent:
            yield from self.block(child, depth)

    def block(self, child: Element, depth: int) -> Iterator[Block]:
        if child.tag == f"{W}p":
            yield from self.paragraph(child, depth)
        elif child.tag == f"{W}tbl":
            yield from self.table(child, depth)
        elif child.tag == f"{W}altChunk":
            yield from self.chunk(child)
        elif child.tag == f"{MC}AlternateContent":
            for branch in chosen(child):
                yield from self.block(branch, depth + 1)
        elif child.tag == f"{W}r":  # a run that no paragraph holds
            if text := clean(self.runs.text(child)):
                yield Paragraph(text)
        elif isinstance(child.tag, str) and child.tag not in SKIPPED:
            self.runs.unknown(child)
            yield from self.blocks(child, depth + 1)

    def paragraph(self, element: Element, depth: int = 0) -> Iterator[Block]:
        if _breaks_page(element):
            yield PageBreak()
        number = self.numbering.label(element)
        text = clean(number + self.runs.text(element))
        boxes, self.boxes = self.boxes, []
        if text:
            yield Paragraph(text)
        for box in boxes:
            blocks = list(self.blocks(box, depth + 1))
            if text and len(self.heard) > 1:  # it lies over what the cell says
                words = " ".join(b.text for b in blocks if isinstance(b, Paragraph))
                self.say(message(BOX, words=words[:200]))
            else:
                yield from blocks

    def chunk(self, element: Element) -> Iterator[Block]:
        """A part in another format: HTML is read, so is a Word file in a Word file."""
        relation = self.package.relations(self.package.main).get(relation_id(element))
        path = relation.target if relation else None
        blob = self.package.part(path) if path else None
        if blob is None or self.chunks >= _CHUNKS:
            self.say(message(EMBEDDED, kind="altChunk"))
            return
        self.chunks += 1
        if (path or "").casefold().endswith(_HTML):
            yield from read_html(blob)
        elif blob.startswith(b"PK"):
            inner = _Reader(open_word(blob, self.package.name), self.chunks)
            yield from inner.document()
            self.chunks = inner.chunks
            self.notes += inner.told()
        else:
            self.say(message(EMBEDDED, kind=f"altChunk {path}"))

    def table(self, element: Element, depth: int) -> Iterator[Block]:
        rows: list[Row] = []
        inner: list[Block] = []
        for row in self.children(element, f"{W}tr"):
            self.rows += 1
            if self.rows > ROWS:
                raise CchcError(
                    N_("{path} has more than {limit} rows of tables"),
                    path=self.package.name,
                    limit=ROWS,
                )
            cells, nested = self.row(row, depth)
            rows.append(Row(cells))
            inner += nested
        if len(rows) == 1 and len(rows[0].cells) == 1 and inner:
            texts = rows[0].cells[0].text
            if texts:
                yield Paragraph(texts)
            yield from inner  # a frame around something else
            return
        yield Table(tuple(rows))
        yield from inner

    def row(self, element: Element, depth: int) -> tuple[tuple[Cell, ...], list[Block]]:
        cells: list[Cell] = [Cell()] * _grid(element, "gridBefore")
        nested: list[Block] = []
        if element.find(f"{W}trPr/{W}del") is not None:
            return (), nested
        for cell in self.children(element, f"{W}tc"):
            text, inner, doubts = self.cell(cell, depth)
            nested += inner
            if _goes_on(cell, "hMerge"):
                cells.append(LEFT)
                continue
            goes_on = _goes_on(cell, "vMerge")
            own = UP if goes_on else Cell(text, doubts=doubts)
            width = max(1, min(_span(cell), WIDEST))
            cells += [own, *[UP if goes_on else LEFT] * (width - 1)]
        cells += [Cell()] * _grid(element, "gridAfter")
        return tuple(cells), nested

    def cell(
        self, element: Element, depth: int
    ) -> tuple[str, list[Block], tuple[Message, ...]]:
        """The text of a cell, tables inside it, which stand behind, and its doubts."""
        texts: list[str] = []
        tables: list[Block] = []
        self.heard.append([])
        for block in self.blocks(element, depth + 1):
            if isinstance(block, Paragraph):
                texts.append(block.text)
            elif isinstance(block, Table):
                tables.append(block)
        return "\n".join(texts), tables, tuple(self.heard.pop())

    def children(self, element: Element, tag: str, depth: int = 0) -> Iterator[Element]:
        """Rows or cells, also those inside content controls and insertions."""
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag in _WRAPPERS and depth < _DEEPEST:
                yield from self.children(child, tag, depth + 1)
            elif isinstance(child.tag, str) and child.tag not in SKIPPED:
                self.lost(child)

    def lost(self, element: Element) -> None:
        """Say it where text stands between the rows or cells of a table."""
        text = " ".join("".join(t.text or "" for t in element.iter(f"{W}t")).split())
        if text:
            name = f"{element.prefix}:{local(element)}"
            self.say(message(UNKNOWN, element=name, words=text[:80]))


def _matters(font: str | None) -> bool:
    """Whether the letters that a font draws are others than those in the file."""
    return is_symbol_font(font) or encoding_of(font) is not None


def _fonts(*roots: Element | None) -> Iterator[str | None]:
    for root in roots:
        if root is None:
            continue
        for fonts in root.iter(f"{W}rFonts"):
            yield from map(str, fonts.attrib.values())
        for face in chain(*(root.iter(f"{{*}}{name}") for name in ("latin", "font"))):
            yield face.get("typeface")


def _breaks_page(element: Element) -> bool:
    if is_on(element.find(f"{W}pPr/{W}pageBreakBefore")):
        return True
    return any(br.get(f"{W}type") == "page" for br in element.iter(f"{W}br"))


def _goes_on(cell: Element, name: str) -> bool:
    merged = cell.find(f"{W}tcPr/{W}{name}")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return integer(found.get(f"{W}val"), 1) if found is not None else 1


def _grid(row: Element, name: str) -> int:
    found = row.find(f"{W}trPr/{W}{name}")
    places = integer(found.get(f"{W}val")) if found is not None else 0
    return max(0, min(places, WIDEST))
