"""The body of a decision: each paragraph with its place, such as "Căn cứ" or "II.3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.importing.labels import Kind, leading
from cchc.importing.source import Block, Paragraph
from cchc.text.search import fold

BASIS = "Căn cứ"
_ARTICLE = re.compile(r"Điều\s+(\d+)\s*[.:]")
_BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét tờ trình)\b")
_NOTE = re.compile(r"\s*([¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*(?=\S)")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_RECIPIENTS = re.compile(r"\s*Nơi nhận\b")
_YEARS = re.compile(
    r"(?:đến(?: hết)? năm|giai đoạn \d{4}\s*[-–]|năm)\s*((?:19|20)\d\d)", re.I
)
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, where it stands, and the year that the headings above it name."""

    text: str
    at: str
    year: str | None = None
    aims: bool = False


def passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """The paragraphs of a decision in order, with their places."""
    path: dict[Kind, str] = {}
    years: dict[Kind, str | None] = {}
    aims: dict[Kind, bool] = {}
    article = ""
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        text = block.text
        if _RECIPIENTS.match(text):
            path.clear()
            years.clear()
            aims.clear()
            article = "Nơi nhận"
            continue
        if _BASIS.match(text):
            yield Passage(text, BASIS)
            continue
        if match := _NOTE.match(text):
            number = match[1].translate(_RAISED)
            yield Passage(text, f"chú thích {number}", None, False)
            continue
        if match := _ARTICLE.match(text):
            article = f"Điều {match[1]}"
            path.clear()
        label, _ = leading(text)
        if label.kind in _DEPTHS:
            _enter(path, label.kind, label.text)
            for deeper in _DEPTHS[_DEPTHS.index(label.kind) :]:
                years.pop(deeper, None)
                aims.pop(deeper, None)
            if len(text) <= _SHORT:
                found = _YEARS.search(text)
                years[label.kind] = found[1] if found else None
                folded = fold(text)
                if "muc tieu" in folded or "chi tieu" in folded:
                    aims[label.kind] = True
        place = ".".join(path.values())
        year = next((years[k] for k in reversed(_DEPTHS) if years.get(k)), None)
        yield Passage(text, place or article or "phần mở đầu", year, any(aims.values()))


_DEPTHS = (Kind.LETTER, Kind.ROMAN, Kind.INTEGER, Kind.DOTTED, Kind.SMALL)


def _enter(path: dict[Kind, str], kind: Kind, text: str) -> None:
    """Open a numbered place; what stood deeper is closed."""
    for deeper in _DEPTHS[_DEPTHS.index(kind) :]:
        path.pop(deeper, None)
    if kind is Kind.DOTTED:
        path.pop(Kind.INTEGER, None)  # "1.1" says the "1" itself
    path[kind] = text
