"""Periods, occurrences, working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.dates import Period, add_months, parse_period, quarter_of
from cchc.dates.occurrences import occurrences, span_text
from cchc.dates.workdays import Workdays
from cchc.problems import BadValue


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-06-30", "2024-06-30", "2024-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q2/2024-Q3", "2024-04-01", "2024-09-30"),
        ("2023/2025", "2023-01-01", "2025-12-31"),
        ("2023-01-05/..", "2023-01-05", "9999-12-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, start: str, end: str) -> None:
    period = parse_period(text)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-13", "2024-02-30", "2024-Q5", "2024-H3", "2024/2023", "30/06/2024",
     "2024-6", "2024-06-30/", "../2024", "2024\n", "2024-Q2/x", "٢٠٢٤", "9999",
     "0001-01-01", "2024/3000"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_period(text)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 400))
def test_the_text_of_a_span_reads_back_as_the_span(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    period = parse_period(span_text(start, end))
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("step", "interval", "day", "bounds", "expected"),
    [
        ("quarter", 1, None, "2024", "03-31 06-30 09-30 12-31"),
        ("month", 3, None, "2024", "03-31 06-30 09-30 12-31"),
        ("half-year", 1, None, "2024", "06-30 12-31"),
        ("month", 1, "20", "2024-03/2024-05", "03-20 04-20 05-20"),
        ("month", 1, "31", "2024-01/2024-03", "01-31 02-29 03-31"),
        ("quarter", 1, "3-15", "2024", "03-15 06-15 09-15 12-15"),
        ("quarter", 1, "1-10", "2024", "01-10 04-10 07-10 10-10"),
        ("year", 1, "09-10", "2024", "09-10"),
        ("year", 1, None, "2024-01-05/2024-06-30", "06-30"),
        ("week", 1, None, "2024-01-01/2024-01-17", "01-07 01-14 01-17"),
        ("day", 1, None, "2024-01-01/2024-01-03", "01-01 01-02 01-03"),
    ],
)
def test_a_recurring_duty_is_owed_once_a_period(
    step: str, interval: int, day: str | None, bounds: str, expected: str
) -> None:
    found = occurrences(step, interval, day, parse_period(bounds))
    assert " ".join(one.due.strftime("%m-%d") for one in found) == expected


@given(
    st.sampled_from(["day", "week", "month", "quarter", "half-year", "year"]),
    st.integers(1, 6),
    DAYS,
    st.integers(0, 900),
)
def test_occurrences_are_in_order_and_inside_their_bounds(
    step: str, interval: int, start: date, length: int
) -> None:
    bounds = Period(start, start + timedelta(days=length), "")
    dues = [one.due for one in occurrences(step, interval, None, bounds)]
    assert dues
    assert dues == sorted(set(dues))
    assert all(due in bounds for due in dues)


def test_months_end_on_the_last_day_where_the_date_does_not_exist() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 12, 15), 2) == date(2025, 2, 15)


SWAPPED = Workdays(off={date(2026, 1, 2)}, work={date(2026, 1, 10)})


@pytest.mark.parametrize(
    ("event", "limit", "expected"),
    [
        # Civil Code 2015, art. 147: the day of the event is not counted.
        (date(2024, 4, 22), {"days": 10, "working": True}, date(2024, 5, 8)),
        (date(2024, 1, 31), {"days": 10, "working": True}, date(2024, 2, 21)),
        # art. 148: a limit that ends on a day off rolls on.
        (date(2024, 1, 31), {"days": 10}, date(2024, 2, 15)),
        (date(2025, 12, 25), {"days": 10, "working": True}, date(2026, 1, 10)),
        (date(2024, 1, 31), {"months": 1}, date(2024, 2, 29)),
        (date(2024, 3, 1), {"years": 1}, date(2025, 3, 3)),
    ],
)
def test_a_time_limit_ends_by_the_counting_rules(
    event: date, limit: dict[str, int], expected: date
) -> None:
    assert SWAPPED.limit(event, **limit) == expected


@given(st.dates(date(2020, 1, 1), date(2027, 6, 1)), st.integers(1, 60))
def test_working_days_are_strictly_increasing(start: date, count: int) -> None:
    end = SWAPPED.add(start, count)
    assert SWAPPED.is_working(end)
    assert SWAPPED.add(start, count + 1) > end


def test_a_day_lies_in_the_quarter_of_its_month() -> None:
    for month, quarter in zip(range(1, 13), "111222333444", strict=True):
        assert quarter_of(date(2025, month, 28)).text == f"2025-Q{quarter}"
