"""Two goals of one indicator: which asks for more, by how much, or why nobody can say.

A threshold stands at a place on the scale: less than 90 < at most 90 = exactly 90 =
at least 90 < more than 90. The indicator says which way along the scale is better.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from cchc.models.goals import THRESHOLDS, Goal
from cchc.problems import N_, Message, message
from cchc.text.characters import fold

Better = Literal["up", "down"]


class Verdict(StrEnum):
    """What became of a goal from one plan to the next."""

    TIGHTENED = "tightened"
    LOOSENED = "loosened"
    UNCHANGED = "unchanged"
    NEW = "new"
    DROPPED = "dropped"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict; the difference (now less then) in `unit`; `why` where none can be."""

    verdict: Verdict
    difference: float | None = None
    unit: str | None = None
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A goal and the year in which it must be met; None is any year."""

    goal: Goal
    year: int | None = None


_STRICT = {"less_than": -1, "more_than": 1}
_FLOORS = ("at_least", "more_than")
_CEILINGS = ("at_most", "less_than")


def family(goal: Goal) -> str:
    """Goals of one family can be compared: all thresholds, or one other form."""
    return "threshold" if goal.form in THRESHOLDS else goal.form


def place(goal: Goal) -> tuple[float, int]:
    """Where a threshold stands on the scale of its unit."""
    return getattr(goal, goal.form), _STRICT.get(goal.form, 0)


def _side(goal: Goal) -> str:
    """Which side of the figure is asked for; exactly 100 % is at least 100 %."""
    if goal.form in _CEILINGS:
        return "ceiling"
    whole = goal.form == "exactly" and goal.unit == "%" and goal.exactly == 100
    return "floor" if goal.form in _FLOORS or whole else "exact"


def goal_key(goal: Goal) -> tuple[object, ...]:
    """Equal for goals that ask for the same, however they are written."""
    form = goal.form
    if form in THRESHOLDS:
        return ("threshold", _side(goal), *place(goal), goal.unit)
    value: object = getattr(goal, form)
    if form == "better_than":
        value = goal.better_than.end if goal.better_than else None
    if form == "qualitative":
        value = fold(goal.qualitative or "")
    base = goal.against.end if goal.against else None
    until = goal.until.end if goal.until else None
    among = fold(goal.among) if goal.among else None
    return form, value, goal.unit, base, until, goal.yearly_rise, among


def goal_in(goal: Goal, year: int | None, level: str | None) -> Goal | None:
    """What a goal asks of a level in a year; a schedule is worked out, or None.

    After the last step of its scope a schedule rises by `yearly_rise` a year, to 100
    for "%" and no longer than `until`; what was reached then must be kept.
    """
    if goal.schedule is None:
        return goal
    if year is None:
        return None
    value = _scheduled(goal, year, level)
    if value is None:
        return None
    return Goal.model_construct(at_least=value, unit=goal.unit)


def _scheduled(goal: Goal, year: int, scope: str | None) -> float | None:
    steps = goal.schedule or ()
    own = [s for s in steps if s.scope == scope] or [s for s in steps if not s.scope]
    past = [step for step in own if step.year <= year]
    if not past:
        return None
    last = max(past, key=lambda step: step.year)
    value = last.at_least
    if goal.yearly_rise is not None and last.year == max(s.year for s in own):
        end = min(year, goal.until.end.year) if goal.until else year
        value += goal.yearly_rise * max(0, end - last.year)
        if goal.unit == "%":
            value = min(value, max(100.0, last.at_least))
    return value


def compare_goals(old: Asked, new: Asked, better: Better = "up") -> Comparison:
    """How `new` stands to `old`, by the direction in which the indicator improves."""
    then, now = old.goal, new.goal
    if goal_key(then) == goal_key(now):
        return Comparison(Verdict.UNCHANGED, *_moved(then, now))
    if family(then) != family(now):
        return _incomparable(N_("different kinds of goal"))
    if then.unit != now.unit:
        return _incomparable(
            N_("different units: {old} and {new}"),
            old=then.unit or "–",
            new=now.unit or "–",
        )
    match family(now):
        case "threshold":
            return _thresholds(then, now, better)
        case "rise" | "fall":
            return _changes(then, now, better)
        case "rank":
            return _ranks(then, now)
        case "schedule":
            return _schedules(then, now, better)
        case "better_than":
            return _better_than(old, new)
        case _:
            return _incomparable(N_("a goal without a figure"))


def _incomparable(text: str, **values: object) -> Comparison:
    return Comparison(Verdict.NOT_COMPARABLE, why=message(text, **values))


def _moved(then: Goal, now: Goal) -> tuple[float | None, str | None]:
    form = now.form
    if form in ("better_than", "schedule", "qualitative") or family(then) != family(
        now
    ):
        return None, None
    return round(getattr(now, form) - getattr(then, then.form), 6), now.unit


def _verdict(gain: float) -> Verdict:
    if gain == 0:
        return Verdict.UNCHANGED
    return Verdict.TIGHTENED if gain > 0 else Verdict.LOOSENED


def _thresholds(then: Goal, now: Goal, better: Better) -> Comparison:
    forms = {then.form, now.form}
    if forms & {*_FLOORS} and forms & {*_CEILINGS}:
        return _incomparable(N_("one is a least, the other a most"))
    ahead = (place(now) > place(then)) - (place(now) < place(then))
    sign = 1 if better == "up" else -1
    return Comparison(_verdict(ahead * sign), *_moved(then, now))


def _changes(then: Goal, now: Goal, better: Better) -> Comparison:
    """A bigger change asks for more; a rise of what should fall is only allowed."""
    gain = getattr(now, now.form) - getattr(then, then.form)
    if now.form == "rise" and better == "down":
        gain = -gain
    return Comparison(_verdict(gain), *_moved(then, now))


def _ranks(then: Goal, now: Goal) -> Comparison:
    if fold(then.among or "") != fold(now.among or ""):
        return _incomparable(
            N_("ranked among different ones: {old}; {new}"),
            old=then.among or "–",
            new=now.among or "–",
        )
    return Comparison(_verdict((then.rank or 0) - (now.rank or 0)), *_moved(then, now))


def _better_than(old: Asked, new: Asked) -> Comparison:
    """Each plan asks to beat the year before it: the same demand, one year on."""
    spans = {
        asked.year - asked.goal.better_than.end.year
        for asked in (old, new)
        if asked.year is not None and asked.goal.better_than is not None
    }
    both = old.year is not None and new.year is not None
    if both and len(spans) == 1:
        return Comparison(Verdict.UNCHANGED)
    return _incomparable(N_("no figure, and not the same base year"))


def _schedules(then: Goal, now: Goal, better: Better) -> Comparison:
    """Year by year and scope by scope; both ways at once cannot be weighed."""
    before, after = _points((then, now), then), _points((then, now), now)
    sign = 1 if better == "up" else -1
    if before.keys() != after.keys():
        return _incomparable(N_("schedules of different years or scopes"))
    gains = {
        (after[key] > value) - (after[key] < value) for key, value in before.items()
    }
    if gains <= {0}:
        return Comparison(Verdict.UNCHANGED)
    if 1 in gains and -1 in gains:
        return _incomparable(N_("some steps of the schedule rose, others fell"))
    return Comparison(_verdict(sign * (1 if 1 in gains else -1)))


def _points(both: Iterable[Goal], one: Goal) -> dict[tuple[int, str | None], float]:
    years: set[int] = set()
    for goal in both:
        years |= {step.year for step in goal.schedule or ()}
        if goal.until is not None and goal.yearly_rise is not None:
            years.add(goal.until.end.year)
    span = range(min(years), max(years) + 1)
    scopes = {step.scope for step in one.schedule or ()}
    found = {(y, s): _scheduled(one, y, s) for y in span for s in scopes}
    return {key: value for key, value in found.items() if value is not None}


def brief(goal: Goal) -> str:
    """A goal in signs that need no language: `≥ 99 %`, `> 90 %`, `≤ 5`."""
    signs = {
        "at_least": "≥",
        "more_than": ">",
        "at_most": "≤",
        "less_than": "<",
        "exactly": "=",
        "rise": "↑",
        "fall": "↓",
        "rank": "≤",
    }
    form = goal.form
    if form in signs:
        unit = f" {goal.unit}" if goal.unit else ""
        return f"{signs[form]} {getattr(goal, form):g}{unit}".replace(".", ",")
    if goal.better_than is not None:
        return f"> {goal.better_than.text}"
    if goal.schedule is not None:
        return "; ".join(f"{s.year}: ≥ {s.at_least:g}" for s in goal.schedule)
    return goal.qualitative or ""
