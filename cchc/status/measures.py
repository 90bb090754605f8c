"""Measured values of targets: what a journal tells, and what can be a value at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from cchc.dates import Period
from cchc.models.goals import THRESHOLDS
from cchc.models.journal import Journal, TargetEntry
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.status.entries import standing
from cchc.units import Units


class Range(NamedTuple):
    """Both ends belong to it; None is no limit."""

    least: float | None
    most: float | None

    def __str__(self) -> str:
        least = "" if self.least is None else f"{self.least:g}"
        return f"{least} … {'' if self.most is None else f'{self.most:g}'}".strip()

    def __contains__(self, value: object) -> bool:
        assert isinstance(value, float | int)
        return (self.least is None or self.least <= value) and (
            self.most is None or value <= self.most
        )


def value_range(target: Target, indicator: Indicator | None) -> Range:
    """What a measured value can be: shares 0 to 100, ranks from 1, the rest from 0.

    The register of indicators says otherwise with `least` and `most`; a goal above
    100 % shows that the share can be more than the whole.
    """
    goal = target.goal
    unit = goal.unit or (indicator.unit if indicator else None)
    goals = [getattr(goal, form) or 0 for form in THRESHOLDS]
    most = 100.0 if unit == "%" and max(goals) <= 100 else None
    least = 1.0 if goal.rank is not None else 0.0
    if indicator is not None:
        least = indicator.least if indicator.least is not None else least
        most = indicator.most if indicator.most is not None else most
    return Range(least, most)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value: of which target, for which period, reported when, by whom."""

    target: str
    period: Period
    value: float
    date: date
    unit: str
    note: str | None


Sets = Mapping[str, frozenset[str]]
"""Target id to the units that it counts, of targets that count units."""


def sets_of(plan: Plan, units: Units, day: date) -> Sets:
    """Which units the targets of a plan count, groups by their members on a day."""
    found: dict[str, frozenset[str]] = {}
    for target in plan.targets:
        if target.coverage:
            every = [units.members(one, day) or (one,) for one in target.coverage]
            found[target.id] = frozenset(unit for ones in every for unit in ones)
    return found


class Covered(NamedTuple):
    """Units of a target that were covered by a day, and those that were not."""

    done: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def share(self) -> float:
        """Covered of all, 0 to 100."""
        return 100 * len(self.done) / max(len(self.done) + len(self.left), 1)


def covered(
    target: str, journals: Iterable[Journal], as_of: date, wanted: frozenset[str]
) -> Covered:
    """How far a set of units is covered; a unit counts once, however often."""
    told = {
        unit
        for journal in journals
        for entry in standing(journal.entries, as_of)
        if isinstance(entry, TargetEntry) and entry.target == target
        for unit in entry.covers
    }
    return Covered(tuple(sorted(wanted & told)), tuple(sorted(wanted - told)))


def measures(
    journals: Sequence[Journal], as_of: date, sets: Sets = MappingProxyType({})
) -> dict[str, list[Measure]]:
    """Target id to its latest visible value a period, sorted by period end.

    Entries dated after `as_of` do not exist, corrected ones do not count. Where two
    report one period, the later date counts; on one day, the later line. Where units
    are counted, the value is the share of the set that is covered by then.
    """
    latest: dict[tuple[str, date, date], Measure] = {}
    for journal in journals:
        for entry in standing(journal.entries, as_of):
            if not isinstance(entry, TargetEntry):
                continue
            value = entry.value
            if value is None and entry.target in sets:
                day = entry.date.start
                value = covered(entry.target, journals, day, sets[entry.target]).share
            if value is None:
                continue
            key = (entry.target, entry.period.start, entry.period.end)
            one = Measure(
                entry.target,
                entry.period,
                value,
                entry.date.start,
                journal.unit,
                entry.note,
            )
            if key not in latest or latest[key].date <= one.date:
                latest[key] = one
    found: dict[str, list[Measure]] = {}
    for one in sorted(latest.values(), key=lambda m: (m.period.end, m.period.start)):
        found.setdefault(one.target, []).append(one)
    return found
