"""Scores side by side: two years of an office, offices of one year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    found: list[Ranked] = []
    for i, (unit, score) in enumerate(ordered, 1):
        same = found and found[-1].score.total.percent == score.total.percent
        found.append(Ranked(found[-1].place if same else i, unit, score))
    return found


def tied_at_two_places(ranked: Sequence[Ranked]) -> bool:
    """Whether two different indices print alike with two decimals."""
    exact = {one.score.total.percent for one in ranked} - {None}
    return len({rounded(value) for value in exact if value is not None}) < len(exact)
