"""An indicator through the years: what plans asked, what journals measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cchc.compare.goals import goal_in
from cchc.compare.targets import asked
from cchc.models.goals import THRESHOLDS, Goal
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.status.measures import Measure

_AHEAD = 20
"""Years that a schedule without an end is worked out beyond its first step."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a plan asks for by a year; None is a goal without a year."""

    plan: str
    year: int | None
    goal: Goal
    places: tuple[str, ...]

    @property
    def value(self) -> float | None:
        """The figure, where it stands on the indicator's own scale."""
        if self.goal.form in (*THRESHOLDS, "rank"):
            return float(getattr(self.goal, self.goal.form))
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value, of a plan's target."""

    plan: str
    measure: Measure


@dataclass(frozen=True, slots=True)
class Series:
    """One scope of an indicator: aims and readings in the order of time."""

    scope: str | None
    aims: tuple[Aim, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator, a series a scope; the unscoped one first."""

    indicator: Indicator
    as_of: date
    series: tuple[Series, ...]


@dataclass(slots=True)
class _Gathered:
    aims: dict[tuple[object, ...], tuple[Aim, list[str]]] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)


Measured = Mapping[str, Mapping[str, Sequence[Measure]]]
"""Plan id to target id to measured values."""


def trend(
    indicator: Indicator, plans: Sequence[Plan], measured: Measured, as_of: date
) -> Trend:
    """Goals and measured values of one indicator over all plans.

    A schedule is worked out year by year for each of its scopes; a figure that a plan
    tells several times counts once, and one that several targets measured too.
    """
    scopes: dict[str | None, _Gathered] = {}
    for plan in plans:
        for target in plan.targets:
            if target.indicator != indicator.id:
                continue
            for scope, aim in _aims(plan, target):
                _add(scopes.setdefault(scope, _Gathered()), aim)
            of_scope = scopes.setdefault(target.scope, _Gathered())
            for measure in measured.get(plan.id, {}).get(target.id, ()):
                of_scope.readings.append(Reading(plan.id, measure))
    series = [_series(scope, one) for scope, one in scopes.items()]
    series = [one for one in series if one.aims or one.readings]
    series.sort(key=lambda one: (one.scope is not None, one.scope or ""))
    return Trend(indicator, as_of, tuple(series))


def _add(into: _Gathered, aim: Aim) -> None:
    key = (aim.plan, aim.year, repr(aim.goal))
    into.aims.setdefault(key, (aim, []))[1].extend(aim.places)


def _aims(plan: Plan, target: Target) -> Iterator[tuple[str | None, Aim]]:
    place = (target.at or target.id,)
    goal = target.goal
    if goal.schedule is None:
        year = asked(plan, target).year
        yield target.scope, Aim(plan.id, year, goal, place)
        return
    first = min(step.year for step in goal.schedule)
    last = max(step.year for step in goal.schedule)
    if goal.yearly_rise is not None:
        last = goal.until.end.year if goal.until else first + _AHEAD
    for scope in dict.fromkeys(step.scope for step in goal.schedule):
        for year in range(first, last + 1):
            one = goal_in(goal, year, scope)
            if one is not None:
                yield scope or target.scope, Aim(plan.id, year, one, place)


def _series(scope: str | None, found: _Gathered) -> Series:
    aims = [
        Aim(aim.plan, aim.year, aim.goal, tuple(dict.fromkeys(places)))
        for aim, places in found.aims.values()
    ]
    aims.sort(key=lambda aim: (aim.year is None, aim.year or 0))
    readings: dict[tuple[object, ...], Reading] = {}
    for one in found.readings:
        measure = one.measure
        key = (one.plan, measure.period.start, measure.period.end, measure.value)
        readings.setdefault(key, one)
    ordered = sorted(
        readings.values(), key=lambda one: (one.measure.period.end, one.plan)
    )
    return Series(scope, tuple(aims), tuple(ordered))
