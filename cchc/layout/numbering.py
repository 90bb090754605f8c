"""Page numbers of headers and footers as they print: where on the page, and how set.

A number is a PAGE field, simple or of several runs, in a paragraph that may stand in a
frame, behind tabs, in a table cell or in a text box. What decides is where its middle
comes to lie, in twentieths of a point from the left edge of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cchc.layout.rules import WP, figure, in_fallback, points, style_of
from cchc.layout.styles import Face, Styles
from cchc.office.markup import Element, V, W

_PAGE = re.compile(r"\s*PAGE(?![A-Z])", re.IGNORECASE)
_NOT_ARABIC = re.compile(
    r"\\\*\s*(roman|alphabetic|cardtext|ordtext|ordinal|hex|dollartext)", re.IGNORECASE
)
_EMU = 635
_NEAR = 284
"""How far from the middle a number still looks centred: 5 mm."""
_LETTER = 0.5
"""Width of a digit or a letter of Times New Roman, in its size."""
_DELETED = (f"{W}del", f"{W}moveFrom")


@dataclass(frozen=True, slots=True)
class Page:
    """Size and margins of the pages that a header stands on."""

    width: int
    height: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class PageNumber:
    """One page number: `align` left, center or right; `top`: above the text."""

    align: str
    top: bool
    face: Face
    arabic: bool
    conditional: bool
    """Inside an IF field, which keeps it from some pages: the first, as a rule."""


class _Room(NamedTuple):
    """The stretch of the page that a paragraph fills."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Field(NamedTuple):
    """A field: its code, the run that shows it, what is before it in its paragraph."""

    code: str
    run: Element | None
    before: tuple[Element, ...]
    conditional: bool


def page_numbers(
    part: Element, styles: Styles, page: Page, at_top: bool
) -> Iterator[PageNumber]:
    """Every page number that prints from a header (`at_top`) or a footer."""
    for paragraph in part.iter(f"{W}p"):
        if in_fallback(paragraph):
            continue
        for field in _fields(paragraph):
            face = styles.face(paragraph, field.run)
            if not _PAGE.match(field.code) or face.hidden:
                continue
            x = _middle(paragraph, styles, page, (field, face.size * 20 * _LETTER))
            yield PageNumber(
                _align(x, page),
                _is_top(paragraph, styles, page, at_top),
                face,
                not _NOT_ARABIC.search(field.code),
                field.conditional,
            )


def _align(x: float, page: Page) -> str:
    """Centred in the text or on the paper, which differ by half of both margins."""
    text = (page.left + page.width - page.right) / 2
    if abs(x - text) <= _NEAR or abs(x - page.width / 2) <= _NEAR:
        return "center"
    return "left" if x < text else "right"


def _fields(paragraph: Element) -> Iterator[_Field]:
    """Fields of a paragraph, those inside others first."""
    before: list[Element] = []
    codes: list[str] = []
    shown: list[Element | None] = []
    for element in _pieces(paragraph):
        conditional = any(code.strip().upper().startswith("IF") for code in codes[:-1])
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else ""
        if element.tag == f"{W}fldSimple":
            run = next(element.iter(f"{W}r"), None)
            inside = any(code.strip().upper().startswith("IF") for code in codes)
            yield _Field(element.get(f"{W}instr", ""), run, tuple(before), inside)
        elif element.tag == f"{W}pgNum":
            yield _Field("PAGE", element.getparent(), tuple(before), False)
        elif kind == "begin":
            codes.append("")
            shown.append(element.getparent())
        elif element.tag == f"{W}instrText" and codes:
            codes[-1] += element.text or ""
            shown[-1] = element.getparent()
        elif kind == "end" and codes:
            yield _Field(codes[-1], shown[-1], tuple(before), conditional)
            codes.pop()
            shown.pop()
        elif element.tag == f"{W}r" and codes:
            shown[-1] = element  # what the field shows is set as it prints
        elif not codes and element.tag in (f"{W}t", f"{W}tab", f"{W}ptab"):
            before.append(element)


def _pieces(parent: Element) -> Iterator[Element]:
    """What a paragraph consists of, in order; a run of text as such, too."""
    for child in parent:
        if child.tag in _DELETED or child.tag == f"{W}pPr":
            continue
        if child.tag == f"{W}fldSimple":
            yield child
        elif child.tag == f"{W}r":
            if child.find(f"{W}t") is not None:
                yield child
            yield from child
        elif child.tag != f"{W}p":
            yield from _pieces(child)


def _middle(
    paragraph: Element, styles: Styles, page: Page, shown: tuple[_Field, float]
) -> float:
    """Where the middle of the number comes to lie."""
    field, width = shown
    room = _room(paragraph, styles, page, width)
    frame = styles.frame(paragraph)
    left, right = room.left + frame.left, room.right - frame.right
    if frame.align == "center":
        return (left + frame.first + right) / 2
    x = left + frame.first
    after_stop = "left"
    for piece in field.before:
        if piece.tag == f"{W}t":
            x += len(piece.text or "") * width if after_stop == "left" else 0
        elif piece.tag == f"{W}ptab":
            after_stop = piece.get(f"{W}alignment", "left")
            x = {"center": room.middle, "right": room.right}.get(after_stop, room.left)
        else:
            stop, after_stop = _next_stop(paragraph, styles, x - room.left)
            x = room.left + stop
    if frame.align in ("right", "end") and not field.before:
        return right - width / 2
    return x + {"center": 0, "right": -width / 2}.get(after_stop, width / 2)


def _next_stop(paragraph: Element, styles: Styles, x: float) -> tuple[float, str]:
    """The first tab stop behind `x`: where it is and how it aligns."""
    stops: dict[int, str] = {}
    cleared = set()
    for tabs in styles.properties(paragraph, "tabs"):
        for tab in tabs.findall(f"{W}tab"):
            position = int(_number(tab, "pos"))
            if tab.get(f"{W}val") == "clear":
                cleared.add(position)
            elif position not in cleared:
                stops.setdefault(position, tab.get(f"{W}val", "left"))
    behind = [position for position in sorted(stops) if position > x]
    if behind:
        return behind[0], stops[behind[0]]
    return (x // 720 + 1) * 720, "left"


def _room(paragraph: Element, styles: Styles, page: Page, width: float) -> _Room:
    """What a paragraph fills: its frame, cell or box, or the width of the text."""
    text = _Room(page.left, page.width - page.right)
    for parent in paragraph.iterancestors():
        if parent.tag == f"{W}tc":
            text = _cell(parent, _room_of_table(parent, text))
            break
        if parent.tag == f"{W}txbxContent":
            return _box(parent, styles, page, width)
    frames = styles.properties(paragraph, "framePr")
    if not frames:
        return text
    frame = frames[0]
    area = _Room(0, page.width) if frame.get(f"{W}hAnchor") == "page" else text
    wide = _number(frame, "w") or width
    align = frame.get(f"{W}xAlign", "")
    return _placed(area, align, _number(frame, "x"), wide)


def _placed(area: _Room, align: str, x: float, width: float) -> _Room:
    """A stretch of a width, aligned in an area or from its left edge on."""
    if align == "center":
        left = area.middle - width / 2
    elif align in ("right", "outside"):
        left = area.right - width
    else:
        left = area.left + (0 if align else x)
    return _Room(left, left + width)


def _room_of_table(cell: Element, area: _Room) -> _Room:
    """A table in the text, with its indent or centred."""
    table = next(cell.iterancestors(f"{W}tbl"))
    widths = [_number(one, "w") for one in table.findall(f"{W}tblGrid/{W}gridCol")]
    total = sum(widths) or area.right - area.left
    jc = table.find(f"{W}tblPr/{W}jc")
    indent = table.find(f"{W}tblPr/{W}tblInd")
    align = jc.get(f"{W}val", "") if jc is not None else ""
    x = _number(indent, "w") if indent is not None else 0
    return _placed(area, align if align in ("center", "right") else "", x, total)


def _cell(cell: Element, table: _Room) -> _Room:
    """A cell of a row: by the widths of the cells, or equal parts of the table."""
    cells = [*next(cell.iterancestors(f"{W}tr")).iterchildren(f"{W}tc")]
    widths = []
    for one in cells:
        width = one.find(f"{W}tcPr/{W}tcW")
        if width is not None and width.get(f"{W}type", "dxa") == "dxa":
            widths.append(_number(width, "w"))
        else:
            widths.append(0)
    if not all(widths):
        widths = [(table.right - table.left) / len(cells)] * len(cells)
    i = cells.index(cell)
    left = table.left + sum(widths[:i])
    return _Room(left, left + widths[i])


def _box(content: Element, styles: Styles, page: Page, width: float) -> _Room:
    """A text box: floating, or in the line like a letter; DrawingML or VML."""
    text = _Room(page.left, page.width - page.right)
    for parent in content.iterancestors():
        if parent.tag == f"{WP}anchor":
            place = parent.find(f"{WP}positionH")
            area = _Room(0, page.width) if _relative(place) == "page" else text
            wide = width if _hugs(parent) else _extent(parent)
            return _placed(area, _value(place, "align"), _offset(place), wide)
        if parent.tag in (f"{V}shape", f"{V}rect", f"{V}roundrect"):
            style = style_of(parent)
            if style.get("position") == "absolute":
                over = style.get("mso-position-horizontal-relative", "")
                area = _Room(0, page.width) if over == "page" else text
                align = style.get("mso-position-horizontal", "")
                x = points(style.get("margin-left", "0")) * 20
                wide = points(style.get("width", "0")) * 20 or width
                return _placed(area, align.replace("absolute", ""), x, wide)
        if parent.tag == f"{W}p":  # in the line
            room = _room(parent, styles, page, width)
            return room if styles.frame(parent).align == "center" else _Room(
                room.left, room.left + width
            )  # fmt: skip
    return text


def _hugs(anchor: Element) -> bool:
    """Whether the box is as wide as its text."""
    return any(
        body.get("wrap") == "none"
        for body in anchor.iter()
        if isinstance(body.tag, str) and body.tag.endswith("}bodyPr")
    )


def _extent(anchor: Element) -> float:
    extent = anchor.find(f"{WP}extent")
    return figure(extent.get("cx", "0")) / _EMU if extent is not None else 0


def _relative(place: Element | None) -> str:
    return place.get("relativeFrom", "") if place is not None else ""


def _value(place: Element | None, name: str) -> str:
    found = place.find(f"{WP}{name}") if place is not None else None
    return (found.text or "").strip() if found is not None else ""


def _offset(place: Element | None) -> float:
    return figure(_value(place, "posOffset")) / _EMU


def _is_top(paragraph: Element, styles: Styles, page: Page, at_top: bool) -> bool:
    """Whether it prints above the text: a frame or a box may stand elsewhere."""
    for frame in styles.properties(paragraph, "framePr")[:1]:
        if frame.get(f"{W}vAnchor") in ("page", "margin"):
            align = frame.get(f"{W}yAlign", "")
            return _upper(align, _number(frame, "y"), page, at_top)
    for anchor in paragraph.iterancestors(f"{WP}anchor"):
        place = anchor.find(f"{WP}positionV")
        if _relative(place) in ("page", "margin"):
            return _upper(_value(place, "align"), _offset(place), page, at_top)
        return _relative(place) == "topMargin" or (
            at_top and _relative(place) != "bottomMargin"
        )
    return at_top


def _upper(align: str, y: float, page: Page, at_top: bool) -> bool:
    if align in ("top", "bottom"):
        return align == "top"
    return y < page.height / 2 if y or not align else at_top


def _number(element: Element, name: str) -> float:
    return figure(element.get(f"{W}{name}", "0"))
