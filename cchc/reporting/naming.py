"""Rows of the statistics found by their names, as people write them.

A name is words without tones, short forms spelt out, without the words that say
nothing of which row it is. Two rows that fit alike are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cchc.models.statistics import Row
from cchc.text.characters import fold

ALIKE = 85
"""How alike, of 100, the words of a name must be to those of a row."""
_APART = 8
"""So much less alike must every other row be."""
_EXACT = 100
_LEAST = 3
"""A name of fewer words may stand for too much."""
_WORD = re.compile(r"\([A-ZĐ]{2,}\)|\w+")
"""A short form in brackets says again what stands before it."""
_LONG: Mapping[str, str] = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "vbqppl": "van ban quy pham phap luat",
    "qppl": "quy pham phap luat",
    "vb": "van ban",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "pakn": "phan anh kien nghi",
    "sncl": "su nghiep cong lap",
    "dvsncl": "don vi su nghiep cong lap",
    "dvsn": "don vi su nghiep",
    "nsnn": "ngan sach nha nuoc",
    "csdl": "co so du lieu",
    "cbccvc": "can bo cong chuc vien chuc",
    "cc": "cong chuc",
    "vc": "vien chuc",
    "tp": "thanh pho",
    "ttdt": "thong tin dien tu",
    "hs": "ho so",
    "gq": "giai quyet",
}
_SILENT = frozenset({
    "so", "tong", "luong", "la", "cac", "cua", "va", "tai", "da", "duoc", "trong", "co",
    "theo", "quy", "dinh", "voi",
})  # fmt: skip
"""What reports leave out or put in as they like."""


class Word(NamedTuple):
    """A word of a name, and where in the text it ends."""

    text: str
    end: int


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words that tell of which row a text speaks."""
    found = []
    for match in _WORD.finditer(text):
        if match.group().startswith("("):
            continue
        for part in _folded(match.group()).split():
            if part not in _SILENT:
                found.append(Word(part, match.end()))
    return tuple(found)


def _folded(word: str) -> str:
    plain = fold(word)
    return _LONG.get(plain, plain)


def likeness(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Of 100, by words in their order."""
    from rapidfuzz import fuzz

    return fuzz.ratio([w.text for w in one], [w.text for w in other])


class Mention(NamedTuple):
    """A row that words name: how alike, and which stretch of the words."""

    row: Row
    score: float
    start: int = 0
    stop: int = 0
    end: int = 0
    """Where in the text the stretch ends."""

    def covers(self, other: Mention) -> bool:
        """Whether the other's stretch is a part of this one's."""
        mine, its = (self.start, self.stop), (other.start, other.stop)
        return mine != its and mine[0] <= its[0] and its[1] <= mine[1]


def row_named(name: str, rows: Iterable[Row]) -> Row | None:
    """The one row of this name; None where none fits, or two fit alike."""
    mine = words(name)
    found = _only([Mention(row, likeness(mine, words(row.name))) for row in rows])
    return found.row if found is not None else None


def mentioned(clause: str, rows: Iterable[Row]) -> Mention | None:
    """The one row that a clause names; None for none or several."""
    said = words(clause)
    there = {word.text for word in said}
    found = []
    for row in rows:
        name = words(row.name)
        known = sum(word.text in there for word in name)
        if len(name) >= _LEAST and known >= 0.8 * len(name):
            best = _best(row, name, said)
            if best.score >= ALIKE - _APART:
                found.append(best)
    return _only(found)


def _only(found: Sequence[Mention]) -> Mention | None:
    """The best, where it is alike enough and no other may be meant.

    Of names that are said word for word the longest is meant. A longer one that is
    nearly said around it makes it doubtful.
    """
    ranked = sorted(found, key=lambda one: (-one.score, one.start - one.stop))
    if not ranked or ranked[0].score < ALIKE:
        return None
    best, others = ranked[0], ranked[1:]
    for other in others:
        is_exact = best.score == _EXACT
        if is_exact and best.covers(other):
            continue
        apart = is_exact and other.score < _EXACT and not other.covers(best)
        if not apart and best.score - other.score < _APART:
            return None
        if other.covers(best) and other.score >= ALIKE - _APART:
            return None
    return best


def _best(row: Row, name: Sequence[Word], said: Sequence[Word]) -> Mention:
    """The stretch of a clause that is most alike."""
    best = Mention(row, 0)
    firsts = {word.text for word in name[:2]}
    for at, first in enumerate(said):
        if first.text not in firsts:
            continue
        for stop in range(at + max(1, len(name) - 1), at + len(name) + 2):
            stretch = said[at:stop]
            score = likeness(name, stretch)
            if score > best.score:
                best = Mention(row, score, at, at + len(stretch), stretch[-1].end)
    return best
