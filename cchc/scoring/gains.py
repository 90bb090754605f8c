"""What-if: which facts would have to be otherwise for a leaf to gain, and how much.

Only what an office can still do is changed: not denominators, nor what a figure is
held against, nor the cases in which a criterion does not apply. The figures tried are
those at which a rule can change: edges of bands, the figure it is held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor
from typing import NamedTuple

from cchc.models.scheme import Need, Place
from cchc.models.scoring_rules import (
    AllOf,
    Branch,
    Choice,
    Compare,
    Count,
    Linear,
    Rank,
    Rule,
    Steps,
    Sum,
    Survey,
    Trend,
)
from cchc.scoring.expressions import (
    Binary,
    Call,
    Literal,
    Name,
    Node,
    Unary,
    Value,
    names,
    parse,
)
from cchc.scoring.facts import levels_of
from cchc.scoring.rules import State
from cchc.scoring.score import LeafScore, Score, needs_of, outcome_of, special_cases

_TOGETHER = 3
"""The most facts of a leaf that are changed together."""
_TRIED = 4000
"""The most combinations that are tried of one leaf."""


class Change(NamedTuple):
    """A fact that would have to be otherwise."""

    need: Need
    before: Value
    after: Value


class Gain(NamedTuple):
    """What a leaf would have after the changes."""

    leaf: LeafScore
    points: Fraction
    changes: tuple[Change, ...]

    @property
    def gained(self) -> Fraction:
        """Points more than now."""
        return self.points - (self.leaf.points or 0)


def gains(score: Score) -> list[Gain]:
    """The best gain of every scored leaf below its maximum, the largest first.

    Of changes that gain the same, the one that changes fewest facts, then least.
    """
    found = [gain for leaf in score.leaves if (gain := best(leaf)) is not None]
    return sorted(found, key=lambda gain: -gain.gained)


def best(leaf: LeafScore) -> Gain | None:
    """The best gain of one leaf; None where it is full, not scored, or cannot rise."""
    if leaf.points is None or leaf.points >= leaf.max or leaf.settlement is not None:
        return None
    found: tuple[tuple[Fraction, int, Fraction], Gain] | None = None
    for changes in _trials(leaf):
        values = {name: one.value for name, one in leaf.given.items()}
        values |= {change.need.sym: change.after for change in changes}
        outcome = outcome_of(leaf.place, values)
        if outcome.state is not State.SCORED or outcome.points is None:
            continue
        if outcome.points <= leaf.points:
            continue
        effort = sum((_effort(change) for change in changes), Fraction(0))
        rank = (-outcome.points, len(changes), effort)
        if found is None or rank < found[0]:
            found = (rank, Gain(leaf, outcome.points, changes))
    return None if found is None else found[1]


def _effort(change: Change) -> Fraction:
    if isinstance(change.before, Fraction) and isinstance(change.after, Fraction):
        return abs(change.after - change.before)
    return Fraction(1)


def _trials(leaf: LeafScore) -> Iterator[tuple[Change, ...]]:
    """Changes of one fact, then of two and three together."""
    options = {
        symbol: changes
        for symbol in movable(leaf.place)
        if symbol in leaf.given and (changes := _changes(leaf, symbol))
    }
    tried = 0
    for size in range(1, _TOGETHER + 1):
        for symbols in combinations(options, size):
            for together in product(*(options[symbol] for symbol in symbols)):
                tried += 1
                if tried > _TRIED:
                    return
                yield together


def _changes(leaf: LeafScore, symbol: str) -> list[Change]:
    given = leaf.given[symbol]
    return [
        Change(given.need, given.value, value)
        for value in _candidates(leaf, given.need, given.value)
        if value != given.value
    ]


def _candidates(leaf: LeafScore, need: Need, now: Value) -> list[Value]:
    """Values at which the leaf's points can change."""
    if isinstance(now, bool):
        return [True, False]
    if not isinstance(now, Fraction):
        return []
    levels = levels_of(leaf.place.leaf.rule).get(need.sym)
    if levels is not None:
        return [Fraction(i) for i in range(len(levels))]
    others = [
        one.value
        for name, one in leaf.given.items()
        if name != need.sym and isinstance(one.value, Fraction)
    ]
    edges = {Fraction(0), *map(Fraction, _edges(leaf.place.leaf.rule))}
    edges |= {one * edge for one in others for edge in edges} | set(others)
    edges |= {one - other for one in others for other in others}
    if need.type in ("int", "int[]"):
        edges = {Fraction(n) for x in edges for n in (floor(x), ceil(x))}
        edges |= {x + step for x in edges for step in (-1, 1)}
    return [x for x in sorted(edges) if x >= 0]


def _edges(rule: Rule) -> Iterator[Decimal | int]:
    """Figures that a rule's bands and tests name."""
    match rule:
        case Steps() | Count():
            for band in rule.bands:
                edges = (band.ge, band.gt, band.le, band.lt)
                yield from (edge for edge in edges if edge is not None)
                yield from (edge + 1 for edge in edges if edge and rule.kind == "steps")
        case Linear():
            yield 1
            yield from (e.lt for e in (rule.zero_below,) if e)
            yield from (e.ge for e in (rule.full_from,) if e)
        case Rank():
            for place in rule.bands:
                yield from (place.from_, place.to)
        case Sum():
            for part in rule.parts:
                yield from _edges(part.rule)
        case Branch():
            for case in rule.cases:
                yield from _edges(case.rule)
        case AllOf() | Compare() | Choice():
            for text in _tests(rule):
                yield from (int(x) for x in _literals(parse(text)))


def _tests(rule: AllOf | Compare | Choice) -> Iterator[str]:
    if isinstance(rule, AllOf):
        yield from (one.test for one in rule.conditions)
    elif isinstance(rule, Compare):
        yield rule.test
    else:
        yield from (one.test for one in rule.options if one.test is not None)


def _literals(node: Node) -> Iterator[Fraction]:
    match node:
        case Literal():
            if not isinstance(node.value, bool):
                yield node.value
        case Unary():
            yield from _literals(node.operand)
        case Binary():
            yield from _literals(node.left)
            yield from _literals(node.right)
        case Call():
            for argument in node.arguments:
                yield from _literals(argument)


def movable(place: Place) -> list[str]:
    """Symbols that an office can change, in the order in which the leaf needs them."""
    moving, held = _sides(place.leaf.rule)
    for one in special_cases(place):
        if one.kind == "not_applicable":
            held |= _read(one.test)
        elif one.test is not None:
            moving |= _read(one.test)
    return [n.sym for n in needs_of(place) if n.sym in moving - held]


def _read(*texts: str) -> set[str]:
    return {one.name for text in texts for one in names(parse(text))}


def _sides(rule: Rule) -> tuple[set[str], set[str]]:
    """Symbols that a rule measures, and those that it measures them against."""
    match rule:
        case Steps() | Count() | Rank():
            return _split([rule.measure])
        case Linear():
            measured = _read(*(term.num for term in rule.terms))
            return measured, _read(*(term.den for term in rule.terms))
        case AllOf() | Compare():
            return _split(_tests(rule))
        case Choice():
            moving, held = _split(_tests(rule))
            return moving | {rule.measure or "", rule.fact or ""} - {""}, held
        case Trend():
            moving, held = _split([rule.current])
            return moving, held | _read(rule.previous)
        case Survey():
            return set(), set()
        case Sum() | Branch():
            below = [
                *(p.rule for p in getattr(rule, "parts", ())),
                *(c.rule for c in getattr(rule, "cases", ())),
            ]
            sides = [_sides(one) for one in below]
            tests = _read(*(c.test for c in getattr(rule, "cases", ())))
            return (
                set().union(*(moving for moving, _ in sides)),
                set().union(*(held for _, held in sides)) | tests,
            )
    return set(), set()


def _split(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    moving: set[str] = set()
    held: set[str] = set()
    for text in texts:
        _parted(parse(text), moving, held)
    return moving, held


def _parted(node: Node, moving: set[str], held: set[str]) -> None:
    """Numerators and what stands left of a comparison move; the other side does not."""
    match node:
        case Name():
            moving.add(node.name)
        case Unary():
            _parted(node.operand, moving, held)
        case Binary("/" | "==" | "!=" | "<" | "<=" | ">" | ">=", left, right):
            _parted(left, moving, held)
            held.update(one.name for one in names(right))
        case Binary():
            _parted(node.left, moving, held)
            _parted(node.right, moving, held)
        case Call():
            for argument in node.arguments:
                _parted(argument, moving, held)
