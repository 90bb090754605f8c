"""What a measured value says of its target, in the period reported on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc.compare.goals import goal_in
from cchc.dates import Period
from cchc.models.goals import THRESHOLDS, Goal
from cchc.models.plan import Plan, Target
from cchc.reporting.happened import Close
from cchc.status.measures import Measure


class Verdict(StrEnum):
    """What a measured value says of its target."""

    MEETS = "meets"
    MISSES = "misses"
    NOT_YET = "not_yet"
    NOT_REPORTED = "not_reported"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Result:
    """A target, its value in the period reported on, and the threshold asked.

    `earlier` is the last value before, where the period has none of its own.
    """

    target: Target
    measure: Measure | None
    threshold: float | None
    verdict: Verdict
    earlier: Measure | None = None


def results(
    plan: Plan,
    measured: Mapping[str, Sequence[Measure]],
    close: Close,
    lower_is_better: frozenset[str],
) -> tuple[Result, ...]:
    """Every target of the plan; values of earlier periods do not count.

    `lower_is_better`: ids of indicators whose fall is good.
    """
    return tuple(
        _result(plan, target, measured.get(target.id, ()), close, lower_is_better)
        for target in plan.targets
    )


def _result(
    plan: Plan,
    target: Target,
    measured: Sequence[Measure],
    close: Close,
    lower_is_better: frozenset[str],
) -> Result:
    current = [m for m in measured if close.has(m.period)]
    if not current:
        earlier = measured[-1] if measured else None
        none = Verdict.NOT_REPORTED
        return Result(target, None, threshold(target), none, earlier)
    last = current[-1]
    lower = target.indicator in lower_is_better
    wanted = threshold(target, last.period)
    fits = _meets(target.goal, last.value, wanted, measured, lower)
    if fits is None:
        return Result(target, last, wanted, Verdict.NOT_COMPARABLE)
    due = _due(plan, target, last)
    missed = Verdict.NOT_YET if due and due > close.end else Verdict.MISSES
    return Result(target, last, wanted, Verdict.MEETS if fits else missed)


def _due(plan: Plan, target: Target, last: Measure) -> date | None:
    """By when a target must be reached; None where nothing says so."""
    if target.by is not None:
        return target.by.end
    if target.goal.schedule is not None:
        return date(last.period.end.year, 12, 31)
    return None if plan.period.is_open else plan.period.end


def threshold(target: Target, period: Period | None = None) -> float | None:
    """The figure that the goal asks for in `period`; None where it names none."""
    goal = target.goal
    if goal.form in (*THRESHOLDS, "rank"):
        return float(getattr(goal, goal.form))
    if goal.schedule is None or period is None:
        return None
    step = goal_in(goal, period.end.year, target.scope)
    return step.at_least if step else None


def _meets(
    goal: Goal,
    value: float,
    wanted: float | None,
    measured: Sequence[Measure],
    lower: bool,
) -> bool | None:
    """Whether `value` is enough; None where there is nothing to hold it against."""
    match goal.form:
        case "at_least" | "schedule":
            return None if wanted is None else _reaches(value, wanted)
        case "more_than":
            return wanted is not None and value > wanted
        case "at_most" | "rank":
            return wanted is not None and _reaches(-value, -wanted)
        case "less_than":
            return wanted is not None and value < wanted
        case "exactly":
            return wanted is not None and math.isclose(value, wanted, abs_tol=1e-9)
        case "rise" | "fall" | "better_than":
            return _moved(goal, value, measured, lower)
    return None


def _moved(
    goal: Goal, value: float, measured: Sequence[Measure], lower: bool
) -> bool | None:
    """Against a base year whose own value the journals hold."""
    base = goal.against or goal.better_than
    past = [
        m.value
        for m in measured
        if base and (m.period.start, m.period.end) == (base.start, base.end)
    ]
    if not past:
        return None
    change = value - past[-1]
    if goal.rise is not None:
        return _reaches(change, goal.rise)
    if goal.fall is not None:
        return _reaches(-change, goal.fall)
    return change < 0 if lower else change > 0


def _reaches(value: float, wanted: float) -> bool:
    return value >= wanted or math.isclose(value, wanted, abs_tol=1e-9)
