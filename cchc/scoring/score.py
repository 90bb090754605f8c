"""A scheme on the facts of one office: leaves, sums, the index, the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from cchc.models.scheme import (
    Criterion,
    Loc,
    Need,
    Place,
    Scheme,
    SchemeField,
    Scored,
    SurveyTotal,
)
from cchc.models.scores import ScoreSheet, Settlement
from cchc.models.scoring_rules import Modifier, Rule, Sum, Survey
from cchc.problems import BadValue, Message
from cchc.scoring.expressions import Value, names, parse
from cchc.scoring.facts import Written, levels_of, value_of
from cchc.scoring.rules import Outcome, State, judge

_SETTLED = {"full_points": Fraction(1), "no_points": Fraction(0)}


class Given(NamedTuple):
    """The value of a symbol; `told` says where a computed one comes from."""

    need: Need
    value: Value
    told: Message | None = None


class Known(NamedTuple):
    """What the house knows by itself of a fact, and where it comes from."""

    value: Value
    told: Message


class Wrong(NamedTuple):
    """A fact that cannot be one, by its place in the sheet."""

    loc: Loc
    message: Message


@dataclass(frozen=True, slots=True)
class LeafScore:
    """One leaf: what it is worth, what became of it, and from which facts."""

    place: Place
    outcome: Outcome
    given: Mapping[str, Given] = field(default_factory=dict)
    lacking: tuple[Need, ...] = ()
    unsaid: tuple[Need, ...] = ()
    """Facts of special cases that nobody gave: those cases were not considered."""
    settlement: Settlement | None = None

    @property
    def code(self) -> str:
        """The leaf's number."""
        return self.place.leaf.code

    @property
    def state(self) -> State:
        """What became of it."""
        return self.outcome.state

    @property
    def points(self) -> Fraction | None:
        """Points, unrounded; None unless it is scored."""
        return self.outcome.points

    @property
    def max(self) -> Fraction:
        """The points that the scheme gives it."""
        return Fraction(self.place.leaf.max)

    @property
    def counted(self) -> Fraction:
        """What it adds to the maximum: nothing where it does not apply."""
        return Fraction(0) if self.state is State.NOT_APPLICABLE else self.max


class Total(NamedTuple):
    """Points of several leaves, and the maximum after what does not apply."""

    points: Fraction
    max: Fraction
    open: Fraction
    """The maximum of leaves that have no points yet."""

    @property
    def percent(self) -> Fraction | None:
        """The index: points of the maximum in percent, unrounded; None of nothing."""
        return 100 * self.points / self.max if self.max else None


def total(leaves: Iterable[LeafScore]) -> Total:
    """The sum over leaves, from unrounded points."""
    points = highest = waiting = Fraction(0)
    for leaf in leaves:
        points += leaf.points or 0
        highest += leaf.counted
        if leaf.points is None:
            waiting += leaf.counted
    return Total(points, highest, waiting)


@dataclass(frozen=True)
class Score:
    """A scheme scored; `wrong` are facts that were not taken."""

    scheme: Scheme
    leaves: tuple[LeafScore, ...]
    wrong: tuple[Wrong, ...] = ()

    @cached_property
    def total(self) -> Total:
        """All leaves."""
        return total(self.leaves)

    @property
    def class_(self) -> str | None:
        """The class of the index as it stands, from unrounded points."""
        index = self.total.percent
        return None if index is None else class_of(self.scheme, index)

    def groups(self) -> Iterator[tuple[SchemeField | Criterion, Total]]:
        """Fields and criteria of several leaves, each with its sum."""
        for one in self.scheme.fields:
            inside = [leaf for leaf in self.leaves if leaf.place.field is one]
            yield one, total(inside)
            for criterion in one.criteria:
                if isinstance(criterion, Criterion):
                    below = [x for x in inside if x.place.criterion is criterion]
                    yield criterion, total(below)

    def __getitem__(self, code: str) -> LeafScore:
        return next(leaf for leaf in self.leaves if leaf.code == code)


def class_of(scheme: Scheme, index: Fraction) -> str | None:
    """The class that an index in percent belongs to."""
    for one in scheme.classification:
        if (one.ge is None or index >= Fraction(one.ge)) and (
            one.lt is None or index < Fraction(one.lt)
        ):
            return one.name
    return None


def score(
    scheme: Scheme,
    sheet: ScoreSheet,
    known: Mapping[tuple[str, str], Known] | None = None,
) -> Score:
    """Score a sound scheme. `known`: (leaf, fact id) to what the house computed.

    What is computed comes before what is typed. A fact of one id is one fact: given
    at one leaf, it holds at the others.
    """
    facts = _Facts(scheme, sheet, known or {})
    year = sheet.year
    out = {c for r in scheme.in_years if r.year == year for c in r.not_assessed}
    leaves = [_leaf(place, facts, sheet, out) for place in all_places(scheme)]
    return Score(scheme, tuple(leaves), tuple(facts.wrong))


def all_places(scheme: Scheme) -> Iterator[Place]:
    """The leaves of the fields, then the surveys that are scored beside them."""
    yield from scheme.places()
    for i, one in enumerate(scheme.survey_parts):
        yield Place(("survey_parts", i), _surveyed(one), _beside(one), None)


def _surveyed(one: SurveyTotal) -> Scored:
    """A survey as a leaf: its one fact is the points that it gave."""
    need = Need.model_construct(
        sym="s", id=f"survey.{one.id}", what=one.name, type="number", origin="survey"
    )
    return Scored.model_construct(
        code=one.id,
        name=one.name,
        max=one.max,
        source="survey",
        scored_by="survey",
        rule=Survey.model_construct(kind="survey", fact="s", parts=()),
        needs=(need,),
    )


def _beside(one: SurveyTotal) -> SchemeField:
    return SchemeField.model_construct(
        code=one.id, name=one.name, max=one.max, criteria=()
    )


def needs_of(place: Place) -> tuple[Need, ...]:
    """Facts of a leaf, and those of its criterion."""
    return (*(place.criterion.needs if place.criterion else ()), *place.leaf.needs)


class _Facts:
    """The facts of a sheet by leaf, read once; wrong ones are told."""

    def __init__(
        self,
        scheme: Scheme,
        sheet: ScoreSheet,
        known: Mapping[tuple[str, str], Known],
    ) -> None:
        self.known = known
        self.wrong: list[Wrong] = []
        self.typed: dict[tuple[str, str], Value] = {}
        self.shared: dict[str, Value] = {}
        declared: dict[str, dict[str, tuple[Need, tuple[str, ...]]]] = {}
        for place in all_places(scheme):
            levels = levels_of(place.leaf.rule)
            for code, needs in _declared(place):
                found = declared.setdefault(code, {})
                found |= {n.sym: (n, levels.get(n.sym, ())) for n in needs}
        for code, values in sheet.facts.items():
            for symbol, written in (values or {}).items():
                if written is not None and symbol in declared.get(code, {}):
                    self._take(code, symbol, written, *declared[code][symbol])

    def _take(
        self,
        code: str,
        symbol: str,
        written: Written,
        need: Need,
        levels: tuple[str, ...],
    ) -> None:
        try:
            value = value_of(need, written, levels)
        except BadValue as error:
            self.wrong.append(Wrong(("facts", code, symbol), error.message))
            return
        self.typed[code, symbol] = value
        self.shared.setdefault(need.id, value)

    def of(self, place: Place) -> dict[str, Given]:
        """The facts that a leaf's rule may read, by symbol."""
        found = {}
        for code, needs in _declared(place):
            for need in needs:
                computed = self.known.get((place.leaf.code, need.id))
                if computed is not None:
                    found[need.sym] = Given(need, computed.value, computed.told)
                elif (code, need.sym) in self.typed:
                    found[need.sym] = Given(need, self.typed[code, need.sym])
                elif need.id in self.shared:
                    found[need.sym] = Given(need, self.shared[need.id])
        return found


def _declared(place: Place) -> Iterator[tuple[str, tuple[Need, ...]]]:
    if place.criterion is not None and place.criterion.needs:
        yield place.criterion.code, place.criterion.needs
    yield place.leaf.code, place.leaf.needs


def _leaf(place: Place, facts: _Facts, sheet: ScoreSheet, out: set[str]) -> LeafScore:
    leaf, criterion = place.leaf, place.criterion
    if leaf.code in out or (criterion is not None and criterion.code in out):
        return LeafScore(place, Outcome(State.NOT_APPLICABLE))
    given = facts.of(place)
    outcome = outcome_of(place, {name: one.value for name, one in given.items()})
    needs = {need.sym: need for need in needs_of(place)}
    lacking = tuple(n for n in needs.values() if n.sym in outcome.lacking)
    unsaid = tuple(needs[symbol] for symbol in _unsaid(place, given))
    settlement = sheet.settled.get(leaf.code)
    if settlement is not None and outcome.state is not State.SCORED:
        outcome, lacking = _settled(leaf, settlement), ()
    return LeafScore(place, outcome, given, lacking, unsaid, settlement)


def outcome_of(
    place: Place, values: Mapping[str, Value], rule: Rule | None = None
) -> Outcome:
    """A leaf on values by symbol; what only others can tell has a state of its own."""
    leaf, criterion = place.leaf, place.criterion
    modifiers = (*(criterion.modifiers if criterion else ()), *leaf.modifiers)
    outcome = judge(rule or leaf.rule, Fraction(leaf.max), modifiers, values)
    if outcome.state is not State.MISSING:
        return outcome
    needs = {need.sym: need for need in needs_of(place)}
    origins = {needs[symbol].origin for symbol in outcome.lacking}
    if leaf.scored_by == "survey" or origins == {"survey"}:
        return outcome._replace(state=State.SURVEY)
    if leaf.scored_by in ("central", "council") or origins == {"central"}:
        return outcome._replace(state=State.CENTRAL)
    return outcome


def special_cases(place: Place) -> tuple[Modifier, ...]:
    """Modifiers of a leaf, of its criterion and of its parts."""
    found: list[Modifier] = [
        *(place.criterion.modifiers if place.criterion else ()),
        *place.leaf.modifiers,
    ]
    if isinstance(place.leaf.rule, Sum):
        for part in place.leaf.rule.parts:
            found += part.modifiers
    return tuple(found)


def _unsaid(place: Place, given: Mapping[str, Given]) -> Iterator[str]:
    tests = [one.test for one in special_cases(place) if one.test is not None]
    read = {name.name: None for test in tests for name in names(parse(test))}
    return (symbol for symbol in read if symbol not in given)


def _settled(leaf: Scored, settlement: Settlement) -> Outcome:
    if settlement.as_ == "exclude_from_total":
        return Outcome(State.NOT_APPLICABLE)
    return Outcome(State.SCORED, Fraction(leaf.max) * _SETTLED[settlement.as_])
