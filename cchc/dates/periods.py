"""ISO 8601 periods: days, months, quarters, halves, years and intervals of these.

    2024-06-30 | 2024-10 | 2024-Q2 | 2024-H1 | 2024 | 2024-Q2/2024-Q3 | 2023-01-05/..

An open end is the last day that Python knows, so that comparisons need no branch.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cchc.problems import N_, BadValue

_PART = re.compile(
    r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?\Z", re.ASCII
)

_FIRST, _LAST = 1900, 2999
"""Years that a plan can speak of; beyond them day sums would leave the calendar."""


@dataclass(frozen=True, slots=True)
class Period:
    """A closed range of days and the text that stands for it."""

    start: date
    end: date
    text: str

    def __str__(self) -> str:
        return self.text

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def is_day(self) -> bool:
        """Whether it is one single day."""
        return self.start == self.end

    @property
    def is_open(self) -> bool:
        """Whether it has no end."""
        return self.end == date.max

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


def month_period(year: int, month: int) -> Period:
    """Return one calendar month."""
    last = date(year, month, monthrange(year, month)[1])
    return Period(date(year, month, 1), last, f"{year:04}-{month:02}")


def quarter_period(year: int, quarter: int) -> Period:
    """Return one quarter, 1 to 4."""
    first, last = month_period(year, quarter * 3 - 2), month_period(year, quarter * 3)
    return Period(first.start, last.end, f"{year:04}-Q{quarter}")


def quarter_of(day: date) -> Period:
    """The quarter that a day lies in."""
    return quarter_period(day.year, (day.month + 2) // 3)


def add_months(day: date, months: int) -> date:
    """Move by whole months; a day that the month lacks becomes its last.

    Civil Code 2015, art. 148: a term in months ends on the same date, or on the
    last day of the month where that date does not exist.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4096)  # plans name the same few periods over and over
def parse_period(text: str) -> Period:
    """Read a period. Raises `BadValue` for a form or a day that does not exist."""
    head, slash, tail = text.partition("/")
    first = _part(head, text)
    if not slash:
        return first
    if tail == "..":
        return Period(first.start, date.max, text)
    last = _part(tail, text)
    if last.end < first.start:
        raise BadValue(N_("the period {value} ends before it starts"), value=text)
    return Period(first.start, last.end, text)


_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\Z", re.ASCII)


def parse_written(text: str) -> Period:
    """Like `parse_period`; a day may be written day first: `15/01/2024`.

    Raises `BadValue`, as for a day that the calendar lacks.
    """
    match = _DAY_FIRST.match(text.strip())
    if match is None:
        return parse_period(text)
    day, month, year = match.groups()
    try:
        return parse_period(f"{year}-{month:0>2}-{day:0>2}")
    except BadValue as error:
        values = {**error.message.values, "value": text}
        raise BadValue(error.message.text, **values) from None


def _part(text: str, whole: str) -> Period:
    match = _PART.match(text)
    if match is None:
        raise BadValue(
            N_(
                "{value} is no date or period; write 2024-06-30, 2024-06, 2024-Q2, "
                "2024-H1, 2024 or 2024-Q2/2024-Q3"
            ),
            value=whole,
        )
    year, quarter, half, month, day = match.groups()
    if not _FIRST <= int(year) <= _LAST:
        raise BadValue(
            N_("{value}: the year must be from {first} to {last}"),
            value=whole,
            first=_FIRST,
            last=_LAST,
        )
    try:
        return _build(int(year), quarter, half, month, day, text)
    except ValueError:
        raise BadValue(
            N_("{value} does not exist in the calendar"), value=whole
        ) from None


def _build(
    year: int,
    quarter: str | None,
    half: str | None,
    month: str | None,
    day: str | None,
    text: str,
) -> Period:
    if day:
        one = date(year, int(month or 0), int(day))
        return Period(one, one, text)
    if month:
        return month_period(year, int(month))
    if quarter:
        return quarter_period(year, int(quarter))
    if half:
        first = 6 * int(half) - 5
        last = month_period(year, first + 5).end
        return Period(date(year, first, 1), last, text)
    return Period(date(year, 1, 1), date(year, 12, 31), text)
