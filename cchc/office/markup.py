"""XML of office files: parsed without entities, Strict names read as the usual ones.

Values come from files that people's programs wrote: what is no number is a default.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"

# ISO/IEC 29500 Strict names everything anew: purl.oclc.org/ooxml/drawingml/main.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_LARGEST = 10_000_000
_WHOLE = re.compile(r"\s*([+-]?\d{1,18})\s*\Z", re.ASCII)
_MEASURE = re.compile(
    r"\s*([+-]?\d{1,12}(?:\.\d{1,12})?)\s*(pt|in|cm|mm|pc|pi|)\s*\Z", re.ASCII
)
_POINTS = {
    "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0,
}  # fmt: skip


def parsed(blob: bytes) -> Element:
    """The root of a part. Raises `etree.XMLSyntaxError` for what is no XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    if blob[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = blob.decode("utf-16", "replace")
        blob = _DECLARATION.sub("", text, count=1).encode()
    return etree.fromstring(_STRICT.sub(_USUAL, blob), parser)


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of bearable size; `default` for "", "abc", "²" and "1e9"."""
    match = _WHOLE.match(text or "")
    return max(-_LARGEST, min(int(match[1]), _LARGEST)) if match else default


def measure(text: str | None, per_point: float, default: int = 0) -> int:
    """A length in units of which a point has `per_point`; also "12pt" and "2.54cm"."""
    match = _MEASURE.match(text or "")
    if match is None:
        return default
    value = float(match[1])
    if match[2]:
        value *= _POINTS[match[2]] * per_point
    return round(max(-_LARGEST, min(value, _LARGEST)))


def is_on(element: Element | None) -> bool:
    """Whether a mark such as `w:b` is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in (
        "0", "false", "off", "none",
    )  # fmt: skip


def local(element: Element) -> str:
    """The name without its namespace; nothing for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def chosen(alternatives: Element) -> Iterator[Element]:
    """What one `mc:AlternateContent` shows: its first choice, else its fallback.

    Choice and fallback hold the same text; reading both would read it twice.
    """
    for name in ("Choice", "Fallback"):
        branch = alternatives.find(f"{MC}{name}")
        if branch is not None and len(branch):
            yield from branch
            return
