"""Straight lines in a paragraph, how long they are, and how wide a line of text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cchc.layout.styles import Frame
from cchc.office.markup import MC as _MC
from cchc.office.markup import A as _A
from cchc.office.markup import Element, W, integer
from cchc.office.markup import V as _V

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


_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU = 12_700
_FLAT = 3 * _EMU
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1 / _EMU}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|cm|mm|px|)")


def rules_in(paragraph: Element, frame: Frame, room: int) -> Iterator[float]:
    """Length in points of every straight line; `room`: width of its cell in twips."""
    for drawing in paragraph.iter(f"{W}drawing"):
        if not _in_fallback(drawing):
            yield from _drawn(drawing)
    for shape in paragraph.iter(f"{_V}line", f"{_V}rect", f"{_V}shape"):
        if not _in_fallback(shape):
            yield from _vml(shape)
    borders = paragraph.find(f"{W}pPr/{W}pBdr")
    for side in ("bottom", "top"):
        border = borders.find(f"{W}{side}") if borders is not None else None
        if border is not None and border.get(f"{W}val") not in (None, "nil", "none"):
            width = room - frame.left - frame.right
            yield max(width, 0) / 20 if room else 0.0


def _in_fallback(element: Element) -> bool:
    return any(parent.tag == f"{_MC}Fallback" for parent in element.iterancestors())


def _drawn(drawing: Element) -> Iterator[float]:
    for extent in drawing.iter(f"{_WP}extent"):
        shapes = {e.get("prst") for e in drawing.iter(f"{_A}prstGeom")}
        flat = integer(extent.get("cy")) <= _FLAT
        if flat or shapes & {"line", "straightConnector1"}:
            yield integer(extent.get("cx")) / _EMU


def _vml(shape: Element) -> Iterator[float]:
    if shape.tag == f"{_V}line":
        ends = [
            _points(shape.get(name, "0,0").split(",")[0]) for name in ("from", "to")
        ]
        yield abs(ends[1] - ends[0])
        return
    style = dict(
        part.split(":", 1) for part in shape.get("style", "").split(";") if ":" in part
    )
    style = {key.strip(): value.strip() for key, value in style.items()}
    if "width" in style and _points(style.get("height", "99pt")) <= 3:
        yield _points(style["width"])


def _points(text: str) -> float:
    match = _LENGTH.match(text.strip())
    try:
        return float(match.group(1)) * _UNITS[match.group(2)] if match else 0.0
    except ValueError:
        return 0.0
