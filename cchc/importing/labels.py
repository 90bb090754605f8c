"""Numbers in front of things: `I`, `A`, `3`, `3.4`, `a)`, `-`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a number looks like, from the outside of a plan to its inside."""

    LETTER = "A"
    ROMAN = "I"
    INTEGER = "1"
    DOTTED = "1.1"
    SMALL = "a"
    DASH = "-"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed, without the point or bracket after it."""

    kind: Kind
    text: str = ""


NO_LABEL = Label(Kind.NONE)
LETTERS = "abcdđeghiklmnopqrstuvxyz"
_ROMAN = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,4})(?:I[XV]|V?I{0,4})\Z")
_FORMS = (
    (Kind.DOTTED, re.compile(r"(\d{1,3}(?:\.\d{1,3})+(?:\.?[a-zđ])?)[.)]?\Z")),
    (Kind.INTEGER, re.compile(r"0*(\d{1,3})[.)]?\Z")),
    (Kind.SMALL, re.compile(r"([a-zđ]\d?)[.)]?\Z")),
    (Kind.DASH, re.compile(r"([-–—+•*])\Z")),
)
_START = re.compile(
    r"(?P<roman>[IVXLC]{1,7})[.)/-]\s*(?=\S)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)[.)]?\s+(?=\S)"
    r"|(?P<integer>\d{1,3})[.)](?:\s*(?=[^\d\s])|\s+(?=\d))"
    r"|(?P<small>[a-zđ])\)\s*(?=\S)"
    r"|(?P<letter>[A-HĐ])[.)]\s+(?=\S)"
)
_KINDS = {
    "roman": Kind.ROMAN,
    "dotted": Kind.DOTTED,
    "integer": Kind.INTEGER,
    "small": Kind.SMALL,
    "letter": Kind.LETTER,
}


def parse(text: str) -> Label | None:
    """The label that a whole cell holds; None where it holds something else."""
    text = "".join(text.split())
    if not text:
        return NO_LABEL
    bare = text.rstrip(".)/")
    if _ROMAN.match(bare):
        return Label(Kind.ROMAN, bare)
    if re.fullmatch(r"[A-HĐ]", bare):
        return Label(Kind.LETTER, bare)
    for kind, form in _FORMS:
        if match := form.match(text):
            return Label(kind, match[1])
    return None


def leading(text: str) -> tuple[Label, str]:
    """The label that a text begins with, and the text behind it."""
    match = _START.match(text)
    if match is None:
        return NO_LABEL, text
    group = match.lastgroup or ""
    value = match[group]
    if group == "roman" and not _ROMAN.match(value):
        return NO_LABEL, text
    return Label(_KINDS[group], value), text[match.end() :]


def letter(index: int) -> str:
    """The letter of the Vietnamese alphabet that numbers the item at `index`."""
    first = LETTERS[index % len(LETTERS)]
    return first if index < len(LETTERS) else f"{first}{index // len(LETTERS)}"
