"""Numbers as decisions print them: 1.10, IV.2, 3.4.đ; and what a sequence skips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

# The order of points in Vietnamese documents (Decree 30/2020, annex I): đ after d.
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal(part: str) -> tuple[str, int] | None:
    """Kind and position of one part: `("roman", 4)`; None for a word."""
    if part.isascii() and part.isdigit():
        return "number", int(part)
    if len(part) == 1 and part in LETTERS:
        return "letter", LETTERS.index(part) + 1
    if _ROMAN.match(part):
        values = [_VALUES[c] for c in part]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return "roman", sum(-v if v < after else v for v, after in pairs)
    return None


def spell(kind: str, position: int) -> str:
    """The part that stands for a position."""
    if kind == "letter":
        return LETTERS[position - 1]
    if kind == "number":
        return str(position)
    tens, ones = divmod(position, 10)
    digits = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return ("", "X", "XX", "XXX", "XL", "L")[tens] + digits[ones]


def gaps(ids: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Index of the id after each gap, and the numbers that are missing there.

    A part counts from 1 (a) below its parent; where the parent is a row of its own,
    the first letter may be b: `1.1`, `1.1.b`.
    """
    children: dict[tuple[str, ...], dict[tuple[str, int], int]] = {}
    for i, name in enumerate(ids):
        parts = tuple(name.split("."))
        for depth, part in enumerate(parts):
            place = ordinal(part)
            if place is not None:
                children.setdefault(parts[:depth], {}).setdefault(place, i)
    rows = set(ids)
    found = []
    for parent, places in children.items():
        for (kind, position), i in places.items():
            missing = _before(kind, position, places, ".".join(parent) in rows)
            if missing:
                names = [".".join((*parent, spell(kind, p))) for p in missing]
                found.append(
                    (i, names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}")
                )
    yield from sorted(found)


def _before(
    kind: str, position: int, places: dict[tuple[str, int], int], is_row: bool
) -> list[int]:
    """Positions missing directly before one."""
    missing = []
    while position > 1 and (kind, position - 1) not in places:
        position -= 1
        missing.append(position)
    if kind == "letter" and is_row and missing[-1:] == [1]:
        missing.pop()
    return missing[::-1]
