"""How wide text stands on a screen, where its lines break, what a column needs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

GAP = 2
"""Blanks between two columns."""
COMFORT = 28
"""Letters a line of prose has where there is room."""
TIGHT = 12
"""Letters of a date or a time left, which are kept together as long as can be."""
READABLE = 16
"""Fewer letters a line make a column of single words."""

# Letters of one place each: Latin with every Vietnamese tone, signs, frames, blocks.
_ONE_PLACE = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u2190-\u21ff\u2500-\u25ff]*"
)
_PIECES = re.compile(r"[^-/]+[-/]*|[-/]+")


def width(text: str) -> int:
    """Places on a screen: a combining mark takes none, an East Asian letter two."""
    if text.isascii() or _ONE_PLACE.fullmatch(text):
        return len(text)
    return sum(map(_places, text))


@lru_cache(maxsize=1024)
def _places(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def left(text: str, room: int) -> str:
    """`text` and blanks up to `room` places."""
    return text + " " * (room - width(text))


def right(text: str, room: int) -> str:
    """Blanks and `text`, `room` places together."""
    return " " * (room - width(text)) + text


def wrap(line: str, room: int) -> list[str]:
    """Lines at most `room` wide, broken at blanks.

    A word that is wider, such as an id, breaks behind a hyphen or a stroke, and where
    it has none, anywhere.
    """
    if width(line) <= room:
        return [line.rstrip()]
    lines, current, used = [], "", 0
    for part, size, glued in _parts(line, room):
        gap = 1 if used and not glued else 0
        if used and used + gap + size > room:
            lines.append(current)
            current, used, gap = "", 0, 0
        current += " " * gap + part
        used += gap + size
    return [*lines, current]


def _parts(line: str, room: int) -> Iterator[tuple[str, int, bool]]:
    """What may not break, its width, and whether it stands at the part before."""
    for word in line.split(" "):
        if not word:
            continue
        size = width(word)
        if size <= room:
            yield word, size, False
            continue
        for i, piece in enumerate(_short(word, room)):
            yield piece, width(piece), i > 0


def _short(word: str, room: int) -> Iterator[str]:
    for piece in _PIECES.findall(word):
        held, used = "", 0
        for char in piece:
            size = _places(char)
            if held and used + size > room:
                yield held
                held, used = "", 0
            held += char
            used += size
        yield held


def longest_word(text: str) -> int:
    """The widest word of a text."""
    return max((width(word) for word in text.split()), default=0)


def longest_part(text: str) -> int:
    """The widest part where words may break behind a hyphen or a stroke, too."""
    parts = (part for word in text.split() for part in _PIECES.findall(word))
    return max(map(width, parts), default=0)


class Need(NamedTuple):
    """What a column asks for.

    `natural`: no line broken; `snug`: only the heading broken; `least`: below it
    nobody can read it. `flex` shares the room that is left; 0 takes none.
    """

    natural: int
    snug: int
    least: int
    flex: int


def share(needs: Sequence[Need], room: int) -> list[int] | None:
    """Widths of columns in `room` places with the gaps; None where they do not fit.

    A column that flexes takes what the others leave. Where that is too little for
    prose to be read at ease, headings break first, then long cells; where it is too
    little to be read at all, every cell down to its longest word.
    """
    room -= GAP * (len(needs) - 1)
    comfort = [max(n.least, min(n.natural, COMFORT)) if n.flex else 0 for n in needs]
    widths = [comfort[i] if n.flex else n.natural for i, n in enumerate(needs)]
    _narrow(widths, [n.snug for n in needs], needs, room)
    _narrow(widths, [max(n.least, min(n.snug, TIGHT)) for n in needs], needs, room)
    widths = [n.least if n.flex else widths[i] for i, n in enumerate(needs)]
    _narrow(widths, [n.least for n in needs], needs, room)
    spare = room - sum(widths)
    return None if spare < 0 else _spread(widths, needs, spare)


def _narrow(
    widths: list[int], least: Sequence[int], needs: Sequence[Need], room: int
) -> None:
    """Take from the fixed column that can give most, one place at a time."""
    over = sum(widths) - room
    fixed = [i for i, need in enumerate(needs) if not need.flex]
    while over > 0 and fixed:
        most = max(fixed, key=lambda i: widths[i] - least[i])
        if widths[most] <= least[most]:
            return
        widths[most] -= 1
        over -= 1


def _spread(widths: list[int], needs: Sequence[Need], spare: int) -> list[int]:
    """Give flexible columns their natural width, or by their share of what is left."""
    wide = list(widths)
    room = spare + sum(wide[i] for i, need in enumerate(needs) if need.flex)
    hungry = [i for i, need in enumerate(needs) if need.flex]
    while hungry:
        total = sum(needs[i].flex for i in hungry)
        shares = {i: room * needs[i].flex // total for i in hungry}
        settled = {i: needs[i].natural for i in hungry if needs[i].natural <= shares[i]}
        settled = settled or {
            i: needs[i].least for i in hungry if needs[i].least >= shares[i]
        }
        for i, size in (settled or shares).items():
            wide[i] = size
            room -= size
        hungry = [i for i in hungry if i not in settled] if settled else []
    return wide
