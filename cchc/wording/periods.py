"""Points and a year to periods; what the calendar lacks is not understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cchc.dates import Period, month_period, parse_period, quarter_period
from cchc.problems import N_, message
from cchc.wording.nodes import Point
from cchc.wording.reading import Context, NotUnderstood

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Resolves points for one part of a wording, which its problems quote."""

    context: Context
    part: str
    stated: int | None = None  # the only year that the whole wording states

    def period(self, point: Point) -> Period:
        """The days that a point stands for."""
        year = point.year if point.year is not None else self._silent(point.shift)
        try:
            whole = _whole(point, year)
            return _edge(point, whole) if point.edge else whole
        except (ValueError, KeyError):
            raise NotUnderstood(
                message(N_("“{part}” does not exist in the calendar"), part=self.part)
            ) from None

    def span(self, first: Period, last: Period) -> Period:
        """From the first day of one period to the last day of another."""
        if last.end < first.start:
            raise NotUnderstood(
                message(N_("“{part}” ends before it starts"), part=self.part)
            )
        if first == last:
            return first
        start = first.start.isoformat() if "/" in first.text else first.text
        end = last.end.isoformat() if "/" in last.text else last.text
        return Period(first.start, last.end, f"{start}/{end}")

    def _silent(self, shift: int) -> int:
        year = self.context.default_year
        if year is None:
            year = self.stated
        if year is None:
            raise NotUnderstood(
                message(N_("no year is stated: “{part}”"), part=self.part)
            )
        return year + shift


def day_period(day: date) -> Period:
    """One day."""
    return Period(day, day, day.isoformat())


def day_before(period: Period) -> Period:
    """The day before a period begins."""
    return day_period(period.start - _DAY)


def day_after(period: Period) -> Period:
    """The day after a period ends."""
    return day_period(period.end + _DAY)


def last_day(period: Period) -> Period:
    """The day on which a period ends."""
    return period if period.is_day else day_period(period.end)


def _whole(point: Point, year: int) -> Period:
    if point.unit == "day":
        return day_period(date(year, point.number, point.day))
    if point.unit == "month":
        return month_period(year, _checked(point.number, 12))
    if point.unit == "quarter":
        return quarter_period(year, _checked(point.number, 4))
    if point.unit == "months":
        return _months(year, point.number)
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def _checked(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(number)
    return number


def _months(year: int, count: int) -> Period:
    """The first months of a year, or the last ones."""
    if abs(count) == 6:
        return parse_period(f"{year:04}-H{1 if count > 0 else 2}")
    first, last = (1, count) if count > 0 else (13 + count, 12)
    start, end = month_period(year, first), month_period(year, last)
    if abs(count) == 3:
        return quarter_period(year, 1 if count > 0 else 4)
    if first == last:
        return start
    return Period(start.start, end.end, f"{start.text}/{end.text}")


def _edge(point: Point, whole: Period) -> Period:
    """A piece of a period. Civil Code 2015, art. 146: the start of a month is its
    first day, the middle the 15th, the end its last day; the middle of a year is the
    last day of June.
    """
    edge = point.edge
    if edge == "start":
        return day_period(whole.start)
    if edge == "end":
        return day_period(whole.end)
    if edge in ("middle", "first", "last"):
        middle = _middle(point, whole)
        if edge == "middle":
            return day_period(middle)
        if point.unit == "year":
            return parse_period(f"{whole.text}-H{1 if edge == 'first' else 2}")
        first = (whole.start, middle)
        return (
            _between(*first) if edge == "first" else _between(middle + _DAY, whole.end)
        )
    return _slice(edge, whole)


def _middle(point: Point, whole: Period) -> date:
    if point.unit == "year":
        return date(whole.start.year, 6, 30)
    month = whole.start.month + (1 if point.unit == "quarter" else 0)
    return date(whole.start.year, month, 15)


def _slice(edge: str, whole: Period) -> Period:
    """Weeks of seven days, thirds of ten, or so many days from either end."""
    length = (whole.end - whole.start).days + 1
    if edge.startswith("third"):
        third = int(edge[5:])
        last = length if third == 3 else third * 10
        return _days(whole, third * 10 - 9, last)
    if edge.startswith("week"):
        week = int(edge[4:])
        if week == -1:
            return _days(whole, length - 6, length)
        _checked(week, 5)
        return _days(whole, week * 7 - 6, min(week * 7, length))
    count = int(edge[4:])
    _checked(abs(count), length)
    if count > 0:
        return _days(whole, 1, count)
    return _days(whole, length + count + 1, length)


def _days(whole: Period, first: int, last: int) -> Period:
    if first > last:
        raise ValueError(first)
    start = whole.start
    return _between(start + _DAY * (first - 1), start + _DAY * (last - 1))


def _between(first: date, last: date) -> Period:
    if first == last:
        return day_period(first)
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")
