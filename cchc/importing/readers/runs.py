"""The text of a Word paragraph: what its runs print, with what could not be read.

Nothing that carries text is dropped in silence: an element that is not known, a sign
that no table has and a field without a result are notes of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cchc.importing.readers.equations import equation
from cchc.layout.styles import Styles
from cchc.office.markup import MC, Element, M, V, W, chosen, is_on, local
from cchc.office.symbols import is_symbol_font, symbol, unprivate
from cchc.problems import N_, Message, message
from cchc.text.letters import Conversions, Encoding, encoding_of

UNKNOWN = N_("the element {element} was not read; it says: “{words}”")
EMBEDDED = N_("an embedded object ({kind}) was not read")
NO_SIGN = N_("the sign {code} of the font {font} is not known; it stands as �")
NO_RESULT = N_("the field “{field}” holds no result; what it prints is not known")
_OFFICE = "urn:schemas-microsoft-com:office:office"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/"

_W_NAMES = {
    "deleted": ("del", "moveFrom", "delText", "delInstrText"),
    "silent": (
        "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr",
        "fldData", "ffData", "smartTagPr", "customXmlPr",
    ),
}  # fmt: skip
SKIPPED = frozenset(f"{W}{name}" for names in _W_NAMES.values() for name in names)
_PLAIN = {
    f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_DRAWINGS = frozenset([f"{W}drawing", f"{W}pict", f"{W}object"])
# Fields that print nothing, or only where the reader needs nothing from them.
_QUIET = frozenset(
    (
        "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TC", "XE", "RD", "TA",
        "ADVANCE", "PRIVATE", "SET", "ASK", "TOC", "INDEX", "TOA", "BIBLIOGRAPHY",
        "HYPERLINK", "GOTOBUTTON", "MACROBUTTON", "PRINT", "NEXT", "FORMTEXT",
        "NEXTIF", "SKIPIF", "DATABASE", "EMBED", "SHAPE", "FILENAME",
    )
)  # fmt: skip
_SYMBOL_FIELD = re.compile(r"SYMBOL\s+(\d+|0x[0-9A-Fa-f]+)(?:.*\\f\s+\"?([^\"\\]+))?")


class Piece(NamedTuple):
    """A stretch of text and the font that draws it (None: it does not matter)."""

    text: str
    font: str | None = None


class Notes(NamedTuple):
    """What the reader of a document is told while a paragraph is read."""

    say: Callable[[Message], None]
    footnote: Callable[[Element], None]
    box: Callable[[Element], None]


class Runs:
    """Reads paragraphs of one document; fields may reach over several of them."""

    def __init__(self, styles: Styles, notes: Notes, fonts: bool) -> None:
        self.styles = styles
        self.notes = notes
        self.letters = Conversions()
        self.fonts = fonts  # whether any font of the file matters for its letters
        self.paragraph: Element | None = None
        self.fields: list[_Field] = []

    def text(self, paragraph: Element) -> str:
        """The text of a paragraph without its automatic number."""
        self.paragraph = paragraph
        pieces = list(self.pieces(paragraph))
        # A code that goes on in the next paragraph would hide all that follows.
        self.fields = [field for field in self.fields if field.shows]
        return self.joined(pieces)

    def pieces(self, parent: Element, run: Element | None = None) -> Iterator[Piece]:
        """What the children of an element print, in order."""
        for child in parent:
            yield from self.one(child, run)

    def one(self, child: Element, run: Element | None) -> Iterator[Piece]:
        """What one element prints; field codes and what is deleted print nothing."""
        tag = child.tag
        if tag in SKIPPED:
            return
        if tag == f"{W}r":
            if not is_on(child.find(f"{W}rPr/{W}vanish")):
                yield from self.pieces(child, child)
        elif tag == f"{W}fldChar":
            yield from self.field(child)
        elif tag == f"{W}instrText":
            if self.fields:
                self.fields[-1].code += child.text or ""
        elif all(field.shows for field in self.fields):
            for piece in self.shown(child, run):
                if self.fields and piece.text.strip():
                    self.fields[-1].printed = True
                yield piece

    def shown(self, child: Element, run: Element | None) -> Iterator[Piece]:
        """What an element prints that no field code hides."""
        tag = child.tag
        if tag == f"{W}t":
            yield Piece(child.text or "", self.font(run))
        elif tag in _PLAIN:
            yield Piece(_PLAIN[tag], self.font(run))
        elif tag == f"{W}sym":
            yield from self.sign(child.get(f"{W}font"), child.get(f"{W}char"))
        elif tag == f"{W}fldSimple":
            yield from self.simple_field(child, run)
        elif tag == f"{MC}AlternateContent":
            for branch in chosen(child):
                yield from self.one(branch, run)
        elif tag in _DRAWINGS:
            self.drawing(child)
        elif tag == f"{W}ruby":
            yield from self.ruby(child)
        elif tag in (f"{M}oMath", f"{M}oMathPara"):
            yield Piece(equation(child))
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            self.notes.footnote(child)
        elif tag == f"{W}subDoc":
            self.notes.say(message(EMBEDDED, kind="w:subDoc"))
        elif isinstance(tag, str):
            self.unknown(child)
            yield from self.pieces(child, run)

    def unknown(self, element: Element) -> None:
        """Say it where an element that is not known carries text itself."""
        text = " ".join((element.text or "").split())
        if text:
            self.notes.say(message(UNKNOWN, element=_named(element), words=text[:80]))

    def sign(self, font: str | None, code: str | None) -> Iterator[Piece]:
        """The character of a `w:sym`."""
        found = symbol(font, code)
        if found is None:
            self.notes.say(message(NO_SIGN, code=code or "?", font=font or "?"))
        yield Piece(found or "\ufffd", None if is_symbol_font(font) else font)

    def ruby(self, element: Element) -> Iterator[Piece]:
        """A text and, in brackets, the reading printed above it."""
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            yield from self.pieces(base)
        read = self.joined(list(self.pieces(above))) if above is not None else ""
        if read.strip():
            yield Piece(f" ({read})")

    def drawing(self, element: Element) -> None:
        """Text boxes are read behind the paragraph; other text is said to be there."""
        for node in _drawn(element):
            name, tag = local(node), node.tag
            if tag == f"{W}txbxContent":
                self.notes.box(node)
            elif tag == f"{V}textpath" and node.get("string"):
                text = (node.get("string") or "")[:80]
                self.notes.say(message(UNKNOWN, element="v:textpath", words=text))
            elif tag == f"{{{_OFFICE}}}OLEObject":
                kind = node.get("ProgID") or "OLE"
                self.notes.say(message(EMBEDDED, kind=kind))
            elif name == "graphicData":
                uri = (node.get("uri") or "").removeprefix(_DRAWN)
                if uri in ("chart", "diagram"):
                    self.notes.say(message(EMBEDDED, kind=uri))
            elif name == "t" and node.text and node.text.strip():
                self.unknown(node)

    def field(self, mark: Element) -> Iterator[Piece]:
        """Open, show and close a field."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append(_Field(mark))
        elif kind == "separate" and self.fields:
            self.fields[-1].shows = True
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            if not field.printed and all(one.shows for one in self.fields):
                yield from self.empty_field(field.code, field.mark)
            elif self.fields:
                self.fields[-1].printed |= field.printed

    def simple_field(self, element: Element, run: Element | None) -> Iterator[Piece]:
        pieces = list(self.pieces(element, run))
        yield from pieces
        if not any(piece.text.strip() for piece in pieces):
            yield from self.empty_field(element.get(f"{W}instr") or "", element)

    def empty_field(self, code: str, mark: Element) -> Iterator[Piece]:
        """What a field prints that keeps no result; a note where that is not known."""
        code = " ".join(code.split())
        name = code.partition(" ")[0].upper()
        if found := _SYMBOL_FIELD.match(code):
            number, font = int(found[1], 0), (found[2] or "").strip()
            yield from self.sign(font or "Times New Roman", f"{number:X}")
        elif name == "FORMCHECKBOX":
            box = mark.find(f"{W}ffData/{W}checkBox")
            state = box.find(f"{W}checked") if box is not None else None
            if state is None and box is not None:
                state = box.find(f"{W}default")
            yield Piece("☒" if is_on(state) else "☐")
        elif name == "FORMDROPDOWN":
            yield Piece(_picked(mark))
        elif name and name not in _QUIET:
            self.notes.say(message(NO_RESULT, field=code[:60]))

    def font(self, run: Element | None) -> str | None:
        """The font that draws the letters above ASCII, where any font matters."""
        if not self.fonts or self.paragraph is None:
            return None
        return self.styles.font(self.paragraph, run)

    def joined(self, pieces: list[Piece]) -> str:
        """One text; letters of fonts from before Unicode become what they draw."""
        if not self.fonts:
            plain = "".join(self.private(piece) for piece in pieces)
            return self.letters.composed(plain)
        texts: list[str] = []
        held: list[str] = []
        held_by: str | None = None
        kind: Encoding | None = None
        for piece in [*pieces, Piece("")]:
            encoding = encoding_of(piece.font)
            if encoding is not None and encoding is kind:
                held.append(piece.text)
                continue
            if kind is not None and held_by is not None:
                texts.append(self.letters.decoded("".join(held), kind, held_by))
            held, kind, held_by = [piece.text], encoding, piece.font
            if encoding is None:
                texts.append(self.private(piece))
        return self.letters.composed("".join(texts))

    def private(self, piece: Piece) -> str:
        """Text with the signs of the private places read."""
        text, lost = unprivate(piece.text, piece.font)
        for code in lost:
            font = piece.font or "?"
            self.notes.say(message(NO_SIGN, code=code, font=font))
        return text


class _Field:
    """A field that is open: its code, and whether its result has begun."""

    def __init__(self, mark: Element) -> None:
        self.mark = mark
        self.code = ""
        self.shows = False
        self.printed = False


def _picked(mark: Element) -> str:
    """The entry that a drop-down form field shows."""
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [one.get(f"{W}val") or "" for one in choices.findall(f"{W}listEntry")]
    place = choices.find(f"{W}result")
    index = place.get(f"{W}val") if place is not None else "0"
    if index is None or not index.isascii() or not index.isdigit():
        return ""
    return entries[int(index)] if int(index) < len(entries) else ""


def _drawn(element: Element) -> Iterator[Element]:
    """What a drawing holds, of alternatives the one that shows; not inside boxes."""
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            for one in chosen(child):
                yield one
                yield from _drawn(one)
        elif isinstance(child.tag, str):
            yield child
            if child.tag != f"{W}txbxContent":
                yield from _drawn(child)


def _named(element: Element) -> str:
    """`w:foo` as the file writes it."""
    prefix = element.prefix
    return f"{prefix}:{local(element)}" if prefix else local(element)
