"""A leaf's rule on the facts: points, or why there are none.

A leaf that lacks a fact which its rule reads has no points, whatever the other facts
say; only a branch and the cases in which a criterion does not apply narrow what is
read. A special case (does not apply, penalty, override) holds where its facts are
given and say so. What the scheme does not settle (a zero denominator, facts that
contradict each other) is asked. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from cchc.models.scoring_rules import (
    AllOf,
    Band,
    Branch,
    Choice,
    Compare,
    Constant,
    Count,
    Linear,
    Modifier,
    NotApplicable,
    Part,
    Penalty,
    Rank,
    Rule,
    Steps,
    Sum,
    Survey,
    Trend,
)
from cchc.problems import N_, Message, message
from cchc.scoring.expressions import NoValue, Value, evaluate, names, parse


class State(StrEnum):
    """What became of a leaf."""

    SCORED = "scored"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    SURVEY = "survey"
    CENTRAL = "central"
    ASK = "ask"


class Outcome(NamedTuple):
    """Points where `state` is scored; else the symbols that lack, or the question."""

    state: State
    points: Fraction | None = None
    lacking: tuple[str, ...] = ()
    asked: tuple[Message, ...] = ()


class _Lacking(Exception):
    """Facts that a rule reads are not given."""

    def __init__(self, symbols: Iterable[str]) -> None:
        super().__init__()
        self.symbols = tuple(dict.fromkeys(symbols))


class _Asked(Exception):
    """The scheme, or the facts, leave open what the points are."""

    def __init__(self, *texts: Message) -> None:
        super().__init__()
        self.texts = texts


class _Excluded(Exception):
    """The criterion does not apply: its points leave the maximum."""


def judge(
    rule: Rule,
    whole: Fraction,
    modifiers: Sequence[Modifier],
    values: Mapping[str, Value],
) -> Outcome:
    """The outcome of a leaf worth `whole`; the scheme must be sound.

    Facts that lack come first, then what is asked.
    """
    try:
        points = _Reckoning(values).modified(rule, whole, modifiers)
    except _Excluded:
        return Outcome(State.NOT_APPLICABLE)
    except _Lacking as lacking:
        return Outcome(State.MISSING, lacking=lacking.symbols)
    except _Asked as asked:
        return Outcome(State.ASK, asked=asked.texts)
    return Outcome(State.SCORED, points)


class _Reckoning:
    """Points of rules on one leaf's values."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values

    def modified(
        self, rule: Rule, whole: Fraction, modifiers: Sequence[Modifier]
    ) -> Fraction:
        """Points of a rule under its special cases, from 0 to `whole`."""
        settled = self.settled(whole, modifiers)
        if settled is not None:
            return settled
        points = self.points(rule, whole) * self.kept(modifiers)
        if not 0 <= points <= whole:
            raise _Asked(
                message(N_("the facts give more than the maximum of {max} points"),
                        max=figure(whole))
            )  # fmt: skip
        return points

    def settled(
        self, whole: Fraction, modifiers: Sequence[Modifier]
    ) -> Fraction | None:
        """Points that a special case settles before the rule is read; None: none."""
        for modifier in modifiers:
            if isinstance(modifier, Penalty) or not self.holds(modifier.test):
                continue
            if isinstance(modifier, NotApplicable):
                if modifier.effect == "exclude_from_total":
                    raise _Excluded
                return whole
            return whole if modifier.points is None else Fraction(modifier.points)
        return None

    def kept(self, modifiers: Sequence[Modifier]) -> Fraction:
        """The share of the points that penalties leave."""
        share = Fraction(1)
        for modifier in modifiers:
            if not isinstance(modifier, Penalty) or modifier.test is None:
                continue
            if modifier.active == "uncertain" or not self.holds(modifier.test):
                continue
            if modifier.discretion is not None:
                raise _Asked(
                    message(N_("may lose {percent} % ({who}): {when}"),
                            percent=figure(Fraction(modifier.percent)),
                            who=modifier.discretion, when=modifier.when)
                )  # fmt: skip
            share *= 1 - Fraction(modifier.percent) / 100
        return share

    def all(self, steps: Iterable[Callable[[], Fraction]]) -> list[Fraction]:
        """Every step's figure; what lacks in any of them is told together."""
        found: list[Fraction] = []
        lacking: list[str] = []
        asked: list[Message] = []
        for step in steps:
            try:
                found.append(step())
            except _Lacking as one:
                lacking += one.symbols
            except _Asked as one:
                asked += one.texts
        if lacking:
            raise _Lacking(lacking)
        if asked:
            raise _Asked(*asked)
        return found

    def need(self, *texts: str) -> None:
        """Raise `_Lacking` for symbols of expressions that have no value."""
        symbols = [one.name for text in texts for one in names(parse(text))]
        lacking = [name for name in symbols if name not in self.values]
        if lacking:
            raise _Lacking(lacking)

    def value(self, text: str) -> Value:
        """The value of an expression."""
        self.need(text)
        try:
            return evaluate(parse(text), self.values)
        except NoValue as none:
            raise _Asked(
                message(N_("{expression}: {why}; the scheme does not say what then"),
                        expression=text, why=none.message)
            ) from None  # fmt: skip

    def truth(self, text: str) -> bool:
        """Whether a test holds."""
        return self.value(text) is True

    def holds(self, text: str) -> bool:
        """Whether a special case is shown: its facts are given and say so."""
        given = all(one.name in self.values for one in names(parse(text)))
        return given and self.truth(text)

    def number(self, text: str) -> Fraction:
        """The figure of a measure."""
        found = self.value(text)
        assert isinstance(found, Fraction)  # a sound scheme
        return found

    def points(self, rule: Rule, whole: Fraction) -> Fraction:
        """Points of a rule worth `whole`."""
        match rule:
            case Steps() | Count():
                return _banded(rule.bands, self.number(rule.measure))
            case Linear():
                return self.linear(rule, whole)
            case AllOf():
                tests = [one.test for one in rule.conditions]
                self.need(*tests)
                held = all(map(self.truth, tests))
                return Fraction(rule.points if held else rule.otherwise)
            case Compare():
                held = self.truth(rule.test)
                return Fraction(rule.points if held else rule.otherwise)
            case Choice():
                return self.choice(rule)
            case Trend():
                return self.trend(rule)
            case Rank():
                return self.rank(rule)
            case Constant():
                return Fraction(rule.points)
            case Survey():
                return self.survey(rule, whole)
            case Sum():
                return sum(self.all([self._part(p) for p in rule.parts]), Fraction(0))
            case Branch():
                return self.branch(rule, whole)
            case _:
                assert_never(rule)

    def _part(self, part: Part) -> Callable[[], Fraction]:
        return lambda: self.modified(part.rule, Fraction(part.max), part.modifiers)

    def linear(self, rule: Linear, whole: Fraction) -> Fraction:
        """Shares times points; the parts of one denominator are no more than it."""
        edges = [e.measure for e in (rule.zero_below, rule.full_from) if e]
        self.need(*(t for term in rule.terms for t in (term.num, term.den)), *edges)
        parts: dict[str, Fraction] = {}
        for term in rule.terms:
            parts[term.den] = parts.get(term.den, Fraction(0)) + self.number(term.num)
        for den, part in parts.items():
            if part > self.number(den):
                raise _Asked(
                    message(N_("{part} is more than the whole, {den} = {figure}"),
                            part=figure(part), den=den,
                            figure=figure(self.number(den)))
                )  # fmt: skip
        if any(self.number(den) == 0 for den in parts):
            if rule.when_denominator_zero == "full":
                return whole
            raise _Asked(
                message(N_("{den} = 0; the scheme does not say what then"),
                        den=next(d for d in parts if self.number(d) == 0))
            )  # fmt: skip
        low, high = rule.zero_below, rule.full_from
        if low is not None and self.number(low.measure) < Fraction(low.lt):
            return Fraction(low.points)
        if high is not None and self.number(high.measure) >= Fraction(high.ge):
            return whole
        return sum(
            (
                self.number(term.num) / self.number(term.den) * Fraction(term.points)
                for term in rule.terms
            ),
            Fraction(0),
        )

    def choice(self, rule: Choice) -> Fraction:
        """The level that a fact names, or the first whose test holds."""
        if rule.fact is not None:
            level = self.number(rule.fact)
            for i, option in enumerate(rule.options):
                if i == level:
                    return Fraction(option.points)
        if rule.measure is not None:
            value = self.value(rule.measure)
            for option in rule.options:
                if option.value is value:
                    return Fraction(option.points)
        tests = [one.test for one in rule.options if one.test is not None]
        self.need(*tests)
        for option in rule.options:
            if option.test is not None and self.truth(option.test):
                return Fraction(option.points)
        raise _Asked(message(N_("the facts fit none of the levels")))

    def trend(self, rule: Trend) -> Fraction:
        """This year against the year before."""
        self.need(rule.current, rule.previous)
        now, before = self.number(rule.current), self.number(rule.previous)
        if now == before:
            return Fraction(rule.equal)
        return Fraction(rule.increase if now > before else rule.decrease)

    def rank(self, rule: Rank) -> Fraction:
        """Points of a place."""
        place = self.number(rule.measure)
        for band in rule.bands:
            if band.from_ <= place <= band.to:
                return Fraction(band.points)
        raise _Asked(
            message(N_("place {place} is not among 1 to {of}"),
                    place=figure(place), of=rule.of)
        )  # fmt: skip

    def survey(self, rule: Survey, whole: Fraction) -> Fraction:
        """By the formula, or the points that the survey gave."""
        if rule.formula is not None:
            return _Reckoning({**self.values, "max": whole}).number(rule.formula)
        limits = {part.fact: Fraction(part.max) for part in rule.parts}
        if rule.fact is not None:
            limits[rule.fact] = whole
        self.need(*limits)
        for symbol, most in limits.items():
            if self.number(symbol) > most:
                raise _Asked(
                    message(N_("{symbol} is more than the maximum of {max} points"),
                            symbol=symbol, max=figure(most))
                )  # fmt: skip
        return sum((self.number(symbol) for symbol in limits), Fraction(0))

    def branch(self, rule: Branch, whole: Fraction) -> Fraction:
        """The first case that holds; the facts of the others are not read."""
        for case in rule.cases:
            if self.truth(case.test):
                return self.points(case.rule, whole)
        raise _Asked(message(N_("the facts fit none of the cases")))


def _banded(bands: Sequence[Band], value: Fraction) -> Fraction:
    for band in bands:
        if is_within(band, value):
            return Fraction(band.points)
    raise _Asked(message(N_("no band holds {value}"), value=figure(value)))


def is_within(band: Band, value: Fraction) -> bool:
    """Whether a value lies in a band."""
    return (
        (band.ge is None or value >= Fraction(band.ge))
        and (band.gt is None or value > Fraction(band.gt))
        and (band.le is None or value <= Fraction(band.le))
        and (band.lt is None or value < Fraction(band.lt))
    )


def rounded(value: Fraction, places: int = 2) -> Fraction:
    """Half up, as the self-scores that were read round: 1.4866 to 1.49, 0.125 to 0.13.

    No decree says how to round; 18 of 18 figures of a real report agree with this.
    """
    scale = 10**places
    return Fraction((value * scale * 2 + 1) // 2, scale)


def figure(value: Fraction) -> str:
    """A figure in a message: whole, or with two decimals at most and a comma."""
    text = f"{float(rounded(value)):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")
