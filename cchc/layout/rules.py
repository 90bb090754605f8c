"""Straight lines in a paragraph, how long they are, and how wide a line of text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cchc.layout.styles import Frame
from cchc.office.markup import MC, A, Element, V, W, integer

_CLASSES = {
    220: "|",
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjrt",
    389: "sI",
    394: "{}",
    444: "cerz",
    500: "0123456789#$*?_aovgxyJ–“”",
    520: "~",
    556: '"bdhknpquSđ',
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W",
}
_WIDTH = {letter: width for width, letters in _CLASSES.items() for letter in letters}


def width_in_points(text: str, size: float) -> float:
    """Width of `text` in bold Times New Roman of `size` points."""
    base = "".join(
        c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn"
    )
    return sum(_WIDTH.get(c, 500) for c in base) * size / 1000


WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12_700
_FLAT = 3 * _EMU
_RAISED = 6
"""Points below the top of a paragraph down to which a line prints above its text."""
_LINE = f"{V}line"
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1 / _EMU}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|cm|mm|px|)")


def rules_in(paragraph: Element, frame: Frame, room: int) -> Iterator[float]:
    """Length in points of every straight line; `room`: width of its cell in twips."""
    for drawing in paragraph.iter(f"{W}drawing"):
        if not in_fallback(drawing):
            yield from _drawn(drawing)
    for shape in paragraph.iter(f"{V}line", f"{V}rect", f"{V}shape"):
        if not in_fallback(shape):
            yield from _vml(shape)
    borders = paragraph.find(f"{W}pPr/{W}pBdr")
    for side in ("bottom", "top"):
        border = borders.find(f"{W}{side}") if borders is not None else None
        if border is not None and border.get(f"{W}val") not in (None, "nil", "none"):
            width = room - frame.left - frame.right
            yield max(width, 0) / 20 if room else 0.0


def raised_rules(paragraph: Element) -> Iterator[float]:
    """Length of every floating line that prints at the top of the paragraph or above.

    Word anchors a line where its writer happened to stand: often in the row below.
    """
    for drawing in paragraph.iter(f"{W}drawing"):
        if not in_fallback(drawing) and _is_raised(drawing):
            yield from _drawn(drawing)
    for shape in paragraph.iter(f"{V}line", f"{V}rect", f"{V}shape"):
        if not in_fallback(shape):
            top = shape.get("from", "").partition(",")[2] if shape.tag == _LINE else ""
            if points(top or style_of(shape).get("margin-top", "99pt")) <= _RAISED:
                yield from _vml(shape)


def _is_raised(drawing: Element) -> bool:
    for place in drawing.iter(f"{WP}positionV"):
        low = figure(place.findtext(f"{WP}posOffset", "0")) > _RAISED * _EMU
        return not low or place.get("relativeFrom") in ("page", "margin")
    return False


def in_fallback(element: Element) -> bool:
    """Whether an element is only for programs that cannot draw the real one."""
    return any(parent.tag == f"{MC}Fallback" for parent in element.iterancestors())


def _drawn(drawing: Element) -> Iterator[float]:
    for extent in drawing.iter(f"{WP}extent"):
        shapes = {e.get("prst") for e in drawing.iter(f"{A}prstGeom")}
        flat = integer(extent.get("cy")) <= _FLAT
        if flat or shapes & {"line", "straightConnector1"}:
            yield integer(extent.get("cx")) / _EMU


def _vml(shape: Element) -> Iterator[float]:
    if shape.tag == f"{V}line":
        ends = [points(shape.get(name, "0,0").split(",")[0]) for name in ("from", "to")]
        yield abs(ends[1] - ends[0])
        return
    style = style_of(shape)
    if "width" in style and points(style.get("height", "99pt")) <= 3:
        yield points(style["width"])


def style_of(shape: Element) -> dict[str, str]:
    """The style of a VML shape: names to values."""
    parts = [part.partition(":") for part in shape.get("style", "").split(";")]
    return {name.strip(): value.strip() for name, _, value in parts if value}


def points(text: str) -> float:
    """A length of VML in points; 0 where it is none."""
    match = _LENGTH.match(text.strip())
    try:
        return float(match.group(1)) * _UNITS[match.group(2)] if match else 0.0
    except ValueError:
        return 0.0


def figure(text: str) -> float:
    """A number of the file; 0 for what is none, or out of all bounds."""
    try:
        number = float(text)
    except ValueError:
        return 0
    return number if abs(number) < 1e9 else 0
