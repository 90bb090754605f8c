"""Deadlines of one task told twice: which milestone moved, by how many days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from cchc.compare.fields import differing
from cchc.compare.tasks import likeness, one_to_one
from cchc.dates import Period
from cchc.dates.occurrences import occurrences
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Step,
    Within,
)

_REFERENCE = Period(date(2001, 1, 1), date(2100, 12, 31), "")
_FOUR_YEARS = Period(date(2001, 1, 1), date(2004, 12, 31), "")
_A_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "half-year": 2, "year": 1}


class Shift(StrEnum):
    """What became of one milestone."""

    SAME = "same"
    EARLIER = "earlier"
    LATER = "later"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Shifted:
    """A milestone then and now; `days` later (negative: earlier) if both are dated."""

    shift: Shift
    old: Deadline | None
    new: Deadline | None
    days: int | None = None


def pair_deadlines(old: Sequence[Deadline], new: Sequence[Deadline]) -> list[Shifted]:
    """Match milestones by kind, name and day, then compare each pair.

    What is left on both sides is one that changed its kind; what is left on one side
    was dropped or added.
    """
    ranked = [
        (_closeness(a, b), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
        if type(a) is type(b)
    ]
    kept = {i: j for _, i, j in one_to_one(ranked)}
    rest = [j for j in range(len(new)) if j not in kept.values()]
    found = []
    for i, deadline in enumerate(old):
        if i in kept:
            found.append(_shifted(deadline, new[kept[i]]))
        elif rest:
            found.append(Shifted(Shift.CHANGED, deadline, new[rest.pop(0)]))
        else:
            found.append(Shifted(Shift.DROPPED, deadline, None))
    found += [Shifted(Shift.ADDED, None, new[j]) for j in rest]
    return found


def _closeness(a: Deadline, b: Deadline) -> float:
    """0 to about 200: alike names count, the same meaning counts more than order."""
    if a.what and b.what:
        names = likeness(a.what, b.what)
    else:
        names = 50.0 if a.what == b.what else 25.0
    shifted = _shifted(a, b)
    if shifted.shift is Shift.SAME:
        return names + 100
    near = 0.0 if shifted.days is None else 1 / (1 + abs(shifted.days))
    return names + near


def _shifted(old: Deadline, new: Deadline) -> Shifted:
    days = _days(old, new)
    if days:
        return Shifted(Shift.LATER if days > 0 else Shift.EARLIER, old, new, days)
    alike = _meaning(old) == _meaning(new)
    return Shifted(Shift.SAME if alike else Shift.CHANGED, old, new, days)


_WEIGHED = frozenset(
    {"due", "every", "interval", "day", "from_", "until", "ongoing", "after", "within"}
    | {"follows", "unstated"}
)
"""Fields that the meaning of a deadline is made of."""


def otherwise(old: Deadline, new: Deadline) -> bool:
    """Whether two deadlines that oblige the same differ in a name or another field."""
    return any(differing(old, new, apart=_WEIGHED))


def _days(old: Deadline, new: Deadline) -> int | None:
    """How many days later `new` falls, where both say a day in one frame."""
    match old, new:
        case Due(due=then), Due(due=now):
            return (now.end - then.end).days
        case Every(), Every() if _frame(old) == _frame(new):
            return (first_due(new) - first_due(old)).days
        case After(within=Within() as then), After(within=Within() as now):
            return _limit_days(then, now)
    return None


def _limit_days(then: Within, now: Within) -> int | None:
    """Months count 30 days and years 365: only the order and rough size matter."""
    if then.working != now.working:
        return None
    return _rough(now) - _rough(then)


def _rough(limit: Within) -> int:
    return (limit.days or 0) + 30 * (limit.months or 0) + 365 * (limit.years or 0)


def _frame(every: Every) -> tuple[object, ...]:
    """What must agree before two recurring days can be compared."""
    start = every.from_.start if every.from_ else None
    return times_a_year(every), start, every.until.end if every.until else None


def first_due(every: Every) -> date:
    """The first due day in a reference span; only differences of it mean anything."""
    found = occurrences(every.every, every.interval, every.day, _REFERENCE)
    return next(found).due


@lru_cache(maxsize=512)
def _dues(step: Step, interval: int, day: str | None) -> tuple[date, ...]:
    """The due days of four years, one of them a leap year: what a day comes to."""
    if step in ("day", "week"):
        return ()
    return tuple(one.due for one in occurrences(step, interval, day, _FOUR_YEARS))


def times_a_year(every: Every) -> float:
    """How often a duty comes round."""
    return _A_YEAR[every.every] / every.interval


def _meaning(one: Deadline) -> tuple[object, ...]:
    """Equal for deadlines that oblige the same, however they are written."""
    match one:
        case Due(due=due):
            return "due", due.end
        case Every():
            dues = _dues(one.every, one.interval, one.day)
            leap = one.day if one.day and one.day.endswith("-29") else None
            return "every", *_frame(one), first_due(one), dues, leap
        case Ongoing(ongoing=Span(from_=start, until=end)):
            return "ongoing", start and start.start, end and end.end
        case Ongoing():
            return ("ongoing", None, None)
        case After(after=event, within=within):
            return "after", event, within
        case Follows(follows=words):
            return "follows", words
    return ("unstated",)
