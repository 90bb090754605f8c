"""Scores side by side: two years of an office, offices of one year."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from cchc.scoring.rules import rounded
from cchc.scoring.score import LeafScore, Score


class Pair(NamedTuple):
    """A leaf in both scores; None where one scheme has no such number."""

    before: LeafScore | None
    after: LeafScore | None

    @property
    def change(self) -> Fraction | None:
        """Points more or fewer; None unless both are scored."""
        if self.before is None or self.after is None:
            return None
        if self.before.points is None or self.after.points is None:
            return None
        return self.after.points - self.before.points


def pairs(before: Score, after: Score) -> list[Pair]:
    """Leaves joined by number, in the order of the later scheme, then what it lost."""
    old = {leaf.code: leaf for leaf in before.leaves}
    new = {leaf.code: leaf for leaf in after.leaves}
    joined = [Pair(old.get(code), leaf) for code, leaf in new.items()]
    return joined + [Pair(leaf, None) for c, leaf in old.items() if c not in new]


class Ranked(NamedTuple):
    """One office's place; offices with the same index share it."""

    place: int
    unit: str
    score: Score


def ranking(scores: Iterable[tuple[str, Score]]) -> list[Ranked]:
    """Offices by index, from unrounded points, the highest first."""
    ordered = sorted(
        scores, key=lambda one: (-(one[1].total.percent or Fraction(0)), one[0])
    )
    at = places([score.total.percent for _, score in ordered])
    return [Ranked(at[one.total.percent], unit, one) for unit, one in ordered]


def places(indices: Iterable[Fraction | None]) -> dict[Fraction | None, int]:
    """Index in percent, unrounded, to its place; the same index is one place."""
    found: dict[Fraction | None, int] = {}
    for i, index in enumerate(sorted(indices, key=_falling), 1):
        found.setdefault(index, i)
    return found


def _falling(index: Fraction | None) -> Fraction:
    return -(index or Fraction(0))


def tied_at_two_places(indices: Iterable[Fraction | None]) -> bool:
    """Whether two different indices print alike with two decimals."""
    exact = {value for value in indices if value is not None}
    return len({rounded(value) for value in exact}) < len(exact)
