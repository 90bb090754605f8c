"""When a recurring duty falls due: one occurrence a period, inside given bounds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from cchc.dates.periods import Period, add_months, month_period, quarter_period

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months a step is, of the steps that are whole months."""


class Occurrence(NamedTuple):
    """One time that a recurring duty is owed, and the day by which."""

    period: Period
    due: date


def occurrences(
    step: str, interval: int, day: str | None, bounds: Period
) -> Iterator[Occurrence]:
    """Occurrences due inside `bounds`, in order; `bounds` must have an end.

    `day` is `MM-DD` within a year, `M-DD` within a quarter or half-year, `DD` within
    a month; a day that the month lacks is its last. Without it, the last day.
    """
    if step in MONTHS:
        yield from _by_months(MONTHS[step] * interval, day, bounds)
    else:
        yield from _by_days((7 if step == "week" else 1) * interval, bounds)


def _by_months(length: int, day: str | None, bounds: Period) -> Iterator[Occurrence]:
    first = bounds.start.replace(day=1)
    if 12 % length == 0:  # quarters and the like keep to the calendar year
        first = date(first.year, (first.month - 1) // length * length + 1, 1)
    else:
        first = date(first.year, 1, 1) if length % 12 == 0 else first
    while first <= bounds.end:
        following = add_months(first, length)
        period = Period(first, following - timedelta(days=1), "")
        period = Period(period.start, period.end, span_text(period.start, period.end))
        due = min(_due(period, day), period.end)
        if bounds.start <= due <= bounds.end:
            yield Occurrence(period, due)
        elif due > bounds.end and first <= bounds.end and day is None:
            # The plan ends inside this period: it is owed by the plan's last day.
            yield Occurrence(period, bounds.end)
        first = following


def _due(period: Period, day: str | None) -> date:
    if day is None:
        return period.end
    month, _, number = day.rpartition("-")
    first = add_months(period.start, int(month or 1) - 1)
    last = month_period(first.year, first.month).end
    return first.replace(day=min(int(number), last.day))


def _by_days(length: int, bounds: Period) -> Iterator[Occurrence]:
    start = bounds.start
    if length % 7 == 0:
        start -= timedelta(days=start.weekday())
    while start <= bounds.end:
        end = start + timedelta(days=length - 1)
        due = min(end, bounds.end)
        yield Occurrence(Period(start, end, span_text(start, end)), due)
        start = end + timedelta(days=1)


def span_text(start: date, end: date) -> str:
    """The shortest ISO text of a span: `2024`, `2024-Q1`, `2024-05`, or an interval."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and end + timedelta(days=1) == add_months(start, 12):
        if start.month == 1:
            return f"{start.year:04}"
    elif start.day == 1 and start.year == end.year:
        following = end + timedelta(days=1)
        months = (following.month - start.month) % 12 if following.day == 1 else 0
        if months == 1:
            return month_period(start.year, start.month).text
        if months == 3 and start.month % 3 == 1:
            return quarter_period(start.year, start.month // 3 + 1).text
        if months == 6 and start.month in (1, 7):
            return f"{start.year:04}-H{1 if start.month == 1 else 2}"
    return f"{start.isoformat()}/{end.isoformat()}"
