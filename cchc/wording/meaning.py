"""Nodes to deadlines of the model; what the calendar lacks is not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import assert_never

from cchc.dates import (
    Period,
    add_months,
    month_period,
    parse_period,
    quarter_period,
)
from cchc.dates.occurrences import MONTHS
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Within,
)
from cchc.problems import N_, Message, message
from cchc.wording.clauses import is_signing
from cchc.wording.nodes import (
    Always,
    Aside,
    Context,
    Counted,
    Dates,
    Event,
    Limit,
    Next,
    Node,
    NotUnderstood,
    Plan,
    Point,
    Range,
    Repeat,
)

_DAY = timedelta(days=1)
# A year without 29 February: the day before 1 March is the 28th in most years.
_COMMON_YEAR = 2023


def deadlines(node: Node, what: str | None, calendar: Calendar) -> list[Deadline]:
    """The deadlines that a node stands for; an outlook alone stands for none."""
    match node:
        case Dates():
            return _dates(node, what, calendar)
        case Range():
            return _range(node, what, calendar)
        case Repeat():
            return _repeat(node, what, calendar)
        case Always():
            return _always(node, what, calendar)
        case Event():
            return _event(node, what, calendar)
        case Counted():
            return _counted(node, what, calendar)
        case Limit():
            return _limit(node, what, calendar)
        case Plan():
            return [Follows(follows=node.text, what=what)]
        case Next():
            return _next(node, what, calendar)
        case Aside():
            raise _refusal(calendar)
        case _:
            assert_never(node)


def _refusal(calendar: Calendar) -> NotUnderstood:
    return NotUnderstood(message(N_("not understood: “{part}”"), part=calendar.part))


def _dates(node: Dates, what: str | None, calendar: Calendar) -> list[Deadline]:
    years = calendar.years(node)
    if years is not None:
        days = [_day_of_year(point, node.mark, calendar) for point in node.points]
        return [_every(("year", 1), day, years, what) for day in days]
    periods = [calendar.period(point) for point in node.points]
    if node.mark in ("from", "after"):
        starts = [day_after(p) if node.mark == "after" else p for p in periods]
        return [_ongoing(start, None, what) for start in starts]
    if node.mark == "before":
        return [Due(due=day_before(period), what=what) for period in periods]
    if node.mark == "by":
        return [Due(due=last_day(period), what=what) for period in periods]
    if len(periods) > 1 and _adjoin(node, periods):
        first, last = periods[0], periods[-1]
        if node.points[0].unit == "quarter" and len(periods) == 4:
            year = calendar.period(Point("year", year=first.start.year))
            return [_every(("quarter", 1), None, (year, year), what)]
        return [Due(due=calendar.span(first, last), what=what)]
    if node.choice:
        raise _refusal(calendar)
    return [Due(due=period, what=what) for period in periods]


def _adjoin(node: Dates, periods: list[Period]) -> bool:
    """Whether each period begins where the one before ends: "quý II và quý III"."""
    if any(point.unit != node.points[0].unit for point in node.points):
        return False
    pairs = pairwise(periods)
    return all(a.end + timedelta(days=1) == b.start for a, b in pairs)


def _range(node: Range, what: str | None, calendar: Calendar) -> list[Deadline]:
    last = calendar.period(node.last)
    if node.first is not None and node.first.shift < 0 < node.last.shift:
        raise _refusal(calendar)  # năm trước … năm sau: seen from which year?
    if node.before:
        last = day_before(last)
    if node.first is not None:
        return [Due(due=calendar.span(calendar.period(node.first), last), what=what)]
    signed = calendar.context.signed
    if signed is None:
        return [Due(due=last_day(last), what=what)]
    return [Due(due=calendar.span(day_period(signed), last), what=what)]


def _repeat(node: Repeat, what: str | None, calendar: Calendar) -> list[Deadline]:
    if not node.steps:
        raise NotUnderstood(
            message(N_("“{part}” names a day but no month"), part=calendar.part)
        )
    since = None if node.since is None else calendar.period(node.since)
    until = None if node.until is None else calendar.period(node.until)
    if since and until and until.end < since.start:
        calendar.span(since, until)
    if node.later and since is None and until is None:
        since, until = calendar.after(node.steps[0][0])
    days: list[str | None] = [None]
    if node.dates is not None:
        days = [_day_of_year(p, node.dates.mark, calendar) for p in node.dates.points]
    elif node.days:
        days = [_day_of_step(node, day, calendar) for day in node.days]
    found: list[Deadline] = []
    for step, interval in node.steps:
        if step == "months":
            found.append(_report(interval, (since, until), what))
            continue
        for day in days:
            found.append(_every((step, interval), day, (since, until), what))
    return found


def _report(
    months: int, bounds: tuple[Period | None, Period | None], what: str | None
) -> Every:
    """ "Quý, 9 tháng, năm": the report on the first nine months, once a year."""
    words = f"{months} tháng"
    return _every(
        ("year", 1), f"{months:02}-30", bounds, f"{what} {words}" if what else words
    )


def _day_of_year(point: Point, mark: str, calendar: Calendar) -> str:
    leap = point.unit == "day" and (point.number, point.day) == (2, 29)
    year = _COMMON_YEAR + leap
    same = Point(point.unit, point.number, point.day, year, edge=point.edge)
    period = calendar.period(same)
    day = day_before(period).start if mark == "before" else period.end
    return f"{day.month:02}-{day.day:02}"


def _day_of_step(node: Repeat, day: int, calendar: Calendar) -> str | None:
    """The model's `day`; None is the last. A 31st that a month lacks is its last."""
    month = node.month
    if not 1 <= day <= 31:
        raise NotUnderstood(
            message(N_("“{part}” does not exist in the calendar"), part=calendar.part)
        )
    if node.before:
        day -= 1
        if day == 0:
            month -= 1
            if month < 1:
                return None
            day = 31
    step = node.steps[0][0]
    if not month:
        return f"{day:02}"
    return f"{month:02}-{day:02}" if step == "year" else f"{month}-{day:02}"


def _every(
    step: tuple[str, int],
    day: str | None,
    bounds: tuple[Period | None, Period | None],
    what: str | None,
) -> Every:
    return Every.model_validate(
        {
            "every": step[0],
            "interval": step[1],
            "day": day,
            "from": bounds[0],
            "until": bounds[1],
            "what": what,
        }
    )


def _always(node: Always, what: str | None, calendar: Calendar) -> list[Deadline]:
    since = None if node.since is None else calendar.period(node.since)
    until = None if node.until is None else calendar.period(node.until)
    if since is not None and node.after:
        since = day_after(since)
    signed = calendar.context.signed
    if node.signing and since is None and signed is not None:
        since = day_period(signed)
    if since and until and until.end < since.start:
        calendar.span(since, until)
    return [_ongoing(since, until, what)]


def _ongoing(since: Period | None, until: Period | None, what: str | None) -> Ongoing:
    if since is None and until is None:
        return Ongoing(ongoing=True, what=what)
    span = Span.model_validate({"from": since, "until": until})
    return Ongoing(ongoing=span, what=what)


def _event(node: Event, what: str | None, calendar: Calendar) -> list[Deadline]:
    within = None if node.limit is None else _within(node.limit, calendar)
    if within is not None and is_signing(node.text):
        signed = calendar.context.signed
        if signed is not None:
            return [_from_signing(within, signed, what, calendar)]
        calendar.notes.append(
            message(
                N_("“{part}” waits: the day of signing is not known"),
                part=calendar.part,
            )
        )
    return [After(after=node.text, within=within, what=what)]


def _from_signing(
    within: Within, signed: date, what: str | None, calendar: Calendar
) -> Due:
    """The last day of a limit that this decision's own signing starts.

    Civil Code 2015, art. 147-148: the day of signing is not counted; a limit that
    ends on a day off ends on the next working day.
    """
    day = calendar.context.workdays.limit(
        signed,
        days=within.days,
        months=within.months,
        years=within.years,
        working=within.working,
    )
    return Due(due=day_period(day), what=what)


def _within(limit: Limit, calendar: Calendar) -> Within:
    most = {"days": 3660, "months": 120, "years": 20}[limit.unit]
    if limit.amount > most or (limit.working and limit.unit != "days"):
        raise _refusal(calendar)
    if limit.unit == "days":
        return Within(days=limit.amount, working=limit.working)
    if limit.unit == "months":
        return Within(months=limit.amount)
    return Within(years=limit.amount)


def _counted(node: Counted, what: str | None, calendar: Calendar) -> list[Deadline]:
    start = calendar.period(node.point).start
    limit = node.limit
    if limit.working:
        printed = f"ngày {start.day:02}/{start.month:02}/{start.year}"
        return [After(after=printed, within=_within(limit, calendar), what=what)]
    _within(limit, calendar)
    if limit.unit == "days":
        day = start + timedelta(days=limit.amount)
    else:
        months = limit.amount * (12 if limit.unit == "years" else 1)
        day = add_months(start, months)
    return [Due(due=day_period(day), what=what)]


def _limit(node: Limit, what: str | None, calendar: Calendar) -> list[Deadline]:
    """A limit without an event counts from the signing, if that is known."""
    signed = calendar.context.signed
    if signed is None:
        raise NotUnderstood(
            message(
                N_("“{part}” gives a time limit but not what it counts from"),
                part=calendar.part,
            )
        )
    return [_from_signing(_within(node, calendar), signed, what, calendar)]


def _next(node: Next, what: str | None, calendar: Calendar) -> list[Deadline]:
    since = None
    if node.step == "year" and calendar.context.default_year is not None:
        since = calendar.period(Point("year", shift=1))
    return [_every((node.step, 1), None, (since, None), what)]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Resolves points for one part of a wording, which its problems quote."""

    context: Context
    part: str
    stated: int | None = None  # the only year that the whole wording states
    notes: list[Message] = field(default_factory=list)

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

    def years(self, node: Dates) -> tuple[Period, Period] | None:
        """The years of "31/01 năm liền kề" in a plan of several: one after each."""
        shifts = {point.shift for point in node.points if point.year is None}
        plan = self.context.period
        day = node.points[0].unit == "day" and node.mark in ("", "before", "by")
        known = self.context.default_year or self.stated
        if known or plan is None or plan.is_open or len(shifts) != 1 or not day:
            return None
        shift = shifts.pop()
        if not shift or any(point.year is not None for point in node.points):
            return None
        years = (plan.start.year + shift, plan.end.year + shift)
        first, last = (parse_period(f"{year:04}") for year in years)
        return first, last

    def after(self, step: str) -> tuple[Period | None, Period | None]:
        """The months or quarters after those of the plan: the first and the last."""
        plan = self.context.period
        if plan is None or plan.is_open or step not in ("month", "quarter"):
            return None, None
        ends = [add_months(d, MONTHS[step]) for d in (plan.start, plan.end)]
        if step == "month":
            first, last = (month_period(end.year, end.month) for end in ends)
        else:
            quarters = [(end.year, (end.month - 1) // 3 + 1) for end in ends]
            first, last = (quarter_period(*quarter) for quarter in quarters)
        return first, last

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
