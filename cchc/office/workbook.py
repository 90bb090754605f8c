"""An Excel workbook as its sheets show it: texts, what could not be known, merges.

Read here and not by a library that writes workbooks: such a one refuses files that
Excel opens, over fonts and styles that nobody asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from cchc.office.markup import A, Element, R, S, integer, local
from cchc.office.number_format import (
    Shown,
    code_of,
    is_date,
    shown_number,
    shown_text,
)
from cchc.office.package import Package, damaged
from cchc.problems import N_, Message, message

FORMULA = N_(
    "cell {cell} holds the formula “{formula}” without a result; open the file in "
    "Excel and save it, then import again"
)
ZERO = N_(
    "cell {cell} is a formula whose result 0 was perhaps never computed; open the file "
    "in Excel and save it"
)
ERROR = N_("cell {cell} shows the error {error}")
FORMAT = N_("cell {cell}: the number format “{format}” is not known; {words} as stored")
DAY = N_("cell {cell}: {words} is no day of the calendar, Excel shows ####")
HIDDEN_SHEETS = N_("hidden sheets were not read: {names}")
MISSING_SHEET = N_("the sheet “{name}” is not in the file")
HIDDEN_ROWS = N_("sheet “{name}”: {count} hidden rows or columns were read too")
DRAWN = N_("sheet “{name}”: a text box was not read; it says: “{words}”")
COMMENTS = N_("sheet “{name}”: comments on cells were not read")
_ERRORS = re.compile(
    r"#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY"
    r"|GETTING_DATA|UNKNOWN)[!?]?\Z"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z", re.ASCII)
_SHEETS = ("worksheet",)
_MERGES = 20_000
Decode = Callable[[str, str | None], str]


class Merged(NamedTuple):
    """A merged range; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What a sheet shows, by row and column from 1; `doubts` stand at their cells."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    doubts: dict[tuple[int, int], tuple[Message, ...]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)


class _Style(NamedTuple):
    code: str
    font: str | None


_PLAIN = _Style("General", None)


class Workbook:
    """Reads the sheets of a package; `notes` are what the whole file lost.

    `decode` turns a text and the font that draws it into Unicode.
    """

    def __init__(self, package: Package, decode: Decode, columns: int) -> None:
        self.package = package
        self.decode = decode
        self.columns = columns
        self.notes: list[Message] = []
        self.book = package.tree(package.main)
        properties = self.book.find(f"{S}workbookPr") if self.book is not None else None
        self.from_1904 = properties is not None and properties.get("date1904") in (
            "1", "true", "on",
        )  # fmt: skip
        # Programs other than Excel put 0 and leave it to Excel to compute.
        computing = self.book.find(f"{S}calcPr") if self.book is not None else None
        self.unsure = computing is not None and computing.get("fullCalcOnLoad") in (
            "1", "true",
        )  # fmt: skip
        self.styles = _styles(package.related("styles", "styles.xml"))
        self.strings = _strings(package.related("sharedStrings", "sharedStrings.xml"))

    def sheets(self) -> Iterator[Sheet]:
        """The visible sheets, in order."""
        found = self.book.find(f"{S}sheets") if self.book is not None else None
        if found is None:
            raise damaged(self.package.name, message(N_("it has no sheets")))
        hidden: list[str] = []
        for one in found:
            if local(one) != "sheet":
                continue
            name = one.get("name") or "?"
            if one.get("state", "visible") != "visible":
                hidden.append(name)
                continue
            relation = self.package.relations(self.package.main).get(
                one.get(f"{R}id") or ""
            )
            if relation is not None and relation.kind not in _SHEETS:
                continue  # a sheet that is a chart has no cells
            root = self.package.tree(relation.target) if relation else None
            if root is None or relation is None or relation.target is None:
                self.notes.append(message(MISSING_SHEET, name=name))
                continue
            yield self.sheet(name, relation.target, root)
        if hidden:
            self.notes.append(message(HIDDEN_SHEETS, names=", ".join(hidden)))

    def sheet(self, name: str, path: str, root: Element) -> Sheet:
        sheet = Sheet(name, merged=list(merged(root)))
        row_number = 0
        hidden = 0
        for row in root.iterfind(f"{S}sheetData/{S}row"):
            row_number = integer(row.get("r"), row_number + 1)
            column = 0
            before = len(sheet.texts)
            for cell in row.iterfind(f"{S}c"):
                place = _place(cell.get("r"))
                column = place[1] if place else column + 1
                if column <= self.columns:
                    self.cell(sheet, cell, place or (row_number, column))
            if row.get("hidden") in ("1", "true") and len(sheet.texts) > before:
                hidden += 1
        hidden += len(_hidden_columns(root) & {column for _, column in sheet.texts})
        if hidden:
            self.notes.append(message(HIDDEN_ROWS, name=name, count=hidden))
        self.around(name, path)
        return sheet

    def around(self, name: str, path: str) -> None:
        """Say what lies over the cells: text boxes, comments."""
        for relation in self.package.relations(path).values():
            root = self.package.tree(relation.target)
            if relation.kind == "drawing" and root is not None:
                text = " ".join(t.text or "" for t in root.iter(f"{A}t")).strip()
                if text:
                    note = message(DRAWN, name=name, words=text[:80])
                    self.notes.append(note)
            elif relation.kind in ("comments", "threadedComment") and (
                root is not None and len(root)
            ):
                note = message(COMMENTS, name=name)
                if note not in self.notes:
                    self.notes.append(note)

    def cell(self, sheet: Sheet, cell: Element, place: tuple[int, int]) -> None:
        style = self.style(cell.get("s"))
        text, doubt = self.value(cell, style, place)
        if text:
            sheet.texts[place] = text
        if doubt is not None:
            sheet.doubts[place] = (doubt,)

    def style(self, index: str | None) -> _Style:
        """The style of a cell; a number beyond the table is no style."""
        number = integer(index, 0)
        return self.styles[number] if 0 <= number < len(self.styles) else _PLAIN

    def value(
        self, cell: Element, style: _Style, place: tuple[int, int]
    ) -> tuple[str, Message | None]:
        """What a cell shows, and what is to be said of it."""
        kind = cell.get("t", "n")
        stored = cell.find(f"{S}v")
        raw = (stored.text or "") if stored is not None else ""
        formula = cell.find(f"{S}f")
        name = cell_name(place)
        if formula is not None and _has_no_result(kind, stored):
            code = " ".join((formula.text or "").split())[:80]
            return "", message(FORMULA, cell=name, formula=f"={code}")
        if formula is not None and self.unsure and raw.strip() == "0":
            return self.number(raw, style, name)[0], message(ZERO, cell=name)
        if kind == "e":
            return "", message(ERROR, cell=name, error=raw.strip() or "#?")
        if kind in ("s", "str", "inlineStr"):
            return self.string(cell, kind, raw, style, name)
        if kind == "b":
            return ("TRUE" if raw.strip() in ("1", "true") else "FALSE"), None
        if kind == "d":
            return _iso(raw, style.code)
        return self.number(raw, style, name)

    def string(
        self, cell: Element, kind: str, raw: str, style: _Style, name: str
    ) -> tuple[str, Message | None]:
        if kind == "s":
            number = integer(raw, -1)
            known = 0 <= number < len(self.strings)
            pieces: Sequence[_Piece] = self.strings[number] if known else ()
        elif kind == "inlineStr":
            inline = cell.find(f"{S}is")
            pieces = _pieces(inline) if inline is not None else ()
        else:
            pieces = (_Piece(_unescaped(raw), None),)
        text = "".join(
            self.decode(piece.text, piece.font or style.font) for piece in pieces
        )
        if _ERRORS.match(text.strip()):
            return "", message(ERROR, cell=name, error=text.strip())
        shown = shown_text(text, style.code)
        if shown.known:
            return shown.text, None
        return text, message(FORMAT, cell=name, format=style.code, words=text[:40])

    def number(self, raw: str, style: _Style, name: str) -> tuple[str, Message | None]:
        text = raw.strip()
        try:
            value = float(text)
        except ValueError:
            return _unescaped(text), None
        if not math.isfinite(value):
            return "", message(ERROR, cell=name, error=text)
        shown = shown_number(value, style.code, self.from_1904)
        if shown.known:
            return shown.text, None
        if is_date(style.code) and not 0 <= value < 3e6:
            return shown.text, message(DAY, cell=name, words=shown.text)
        values = {"cell": name, "format": style.code, "words": shown.text}
        return shown.text, message(FORMAT, **values)


def _has_no_result(kind: str, stored: Element | None) -> bool:
    """Whether a formula was never computed; an empty text is a result."""
    empty = stored is None or not (stored.text or "").strip()
    return empty and not (kind == "str" and stored is not None)


def cell_name(place: tuple[int, int]) -> str:
    """`B12` for row 12 and column 2."""
    row, column = place
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _place(name: str | None) -> tuple[int, int] | None:
    match = _PLACE.match(name or "")
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def merged(root: Element) -> Iterator[Merged]:
    """The merged ranges of a sheet, of a great many the first."""
    for count, one in enumerate(root.iterfind(f"{S}mergeCells/{S}mergeCell")):
        first, _, last = (one.get("ref") or "").partition(":")
        start, end = _place(first), _place(last or first)
        if start and end and count < _MERGES:
            (top, left), (bottom, right) = start, end
            yield Merged(
                min(top, bottom), min(left, right), max(top, bottom), max(left, right)
            )


def _hidden_columns(root: Element) -> set[int]:
    found: set[int] = set()
    for one in root.iterfind(f"{S}cols/{S}col"):
        if one.get("hidden") in ("1", "true"):
            first, last = integer(one.get("min")), integer(one.get("max"))
            found |= set(range(max(first, 1), min(last, 1_000) + 1))
    return found


class _Piece(NamedTuple):
    text: str
    font: str | None


def _strings(root: Element | None) -> list[tuple[_Piece, ...]]:
    if root is None:
        return []
    return [_pieces(one) for one in root.iterfind(f"{S}si")]


def _pieces(parent: Element) -> tuple[_Piece, ...]:
    """A text and its runs; the reading printed over it (`rPh`) is none of it."""
    found: list[_Piece] = []
    for child in parent:
        name = local(child)
        if name == "t":
            found.append(_Piece(_unescaped(child.text or ""), None))
        elif name == "r":
            font = child.find(f"{S}rPr/{S}rFont")
            text = child.find(f"{S}t")
            found.append(
                _Piece(
                    _unescaped((text.text or "") if text is not None else ""),
                    font.get("val") if font is not None else None,
                )
            )
    return tuple(found)


def _unescaped(text: str) -> str:
    """`_x000D_` is the character 000D; `_x005F_` protects what looks like one."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(_character, text).replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    point = int(match[1], 16)
    return "\ufffd" if 0xD800 <= point <= 0xDFFF else chr(point)


def _styles(root: Element | None) -> list[_Style]:
    """Format code and font of every style that cells name."""
    if root is None:
        return []
    own: dict[int, str] = {}
    for one in root.iterfind(f"{S}numFmts/{S}numFmt"):
        own[integer(one.get("numFmtId"), -1)] = one.get("formatCode") or ""
    fonts: list[str | None] = []
    for font in root.iterfind(f"{S}fonts/{S}font"):
        name = font.find(f"{S}name")
        fonts.append(name.get("val") if name is not None else None)
    return [
        _Style(
            code_of(integer(one.get("numFmtId")), own),
            fonts[number]
            if 0 <= (number := integer(one.get("fontId"))) < len(fonts)
            else None,
        )
        for one in root.iterfind(f"{S}cellXfs/{S}xf")
    ]


def _iso(raw: str, code: str) -> tuple[str, Message | None]:
    """A day that a Strict file writes out, by its format."""
    try:
        day = datetime.fromisoformat(raw.strip().removesuffix("Z"))
    except ValueError:
        return raw.strip(), None
    days = (day.replace(tzinfo=None) - datetime(1899, 12, 30)).total_seconds() / 86_400
    shown: Shown = shown_number(days, code if is_date(code) else "dd/mm/yyyy")
    return shown.text, None
