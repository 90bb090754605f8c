"""Which period a form is for, and by when it comes back."""

from __future__ import annotations

from datetime import date, timedelta

from cchc.dates import Period, parse_period, quarter_of, quarter_period
from cchc.forms.asked import Asking
from cchc.models.plan import Plan
from cchc.problems import N_, CchcError

_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def period_asked(
    plan: Plan, day: date, quarter: str | None, half: str | None, year: int | None
) -> Period:
    """The period of `--quarter`, `--half`, `--year`; by default the quarter of a day.

    A day outside the plan's period counts as the nearest day inside it. Raises
    `CchcError` for no period, and for one outside the plan's.
    """
    nearest = min(max(day, plan.period.start), plan.period.end)
    of_year = year or nearest.year
    if quarter is not None and half is not None:
        raise CchcError(N_("give --quarter or --half, not both"))
    if quarter is not None:
        number = _number(quarter, "Q")
        if number not in ("1", "2", "3", "4"):
            raise CchcError(N_("{value} is no quarter; write Q1 to Q4"), value=quarter)
        period = quarter_period(of_year, int(number))
    elif half is not None:
        number = _number(half, "H")
        if number not in ("1", "2"):
            raise CchcError(N_("{value} is no half-year; write H1 or H2"), value=half)
        period = parse_period(f"{of_year}-H{number}")
    elif year is not None:
        period = parse_period(str(year))
    else:
        period = quarter_of(nearest.replace(year=of_year, day=1))
    if not period.overlaps(plan.period):
        raise CchcError(
            N_("{period} is outside the plan {plan} ({within})"),
            period=period.text,
            plan=plan.id,
            within=plan.period.text,
        )
    return period


def _number(text: str, letter: str) -> str:
    key = text.strip().upper().removeprefix(letter)
    return _ROMAN.get(key, key)


def reply_day(asking: Asking) -> date | None:
    """The day before the report of the period is sent, else the period's last day.

    None where that day is past: then the form is wanted as soon as possible.
    """
    ends = asking.period.end
    sent = [
        duty.due.end - timedelta(days=1)
        for duty in asking.plan.reports
        if duty.due is not None and duty.period.end == ends
    ]
    day = min(sent, default=ends)
    return day if day >= asking.as_of else None
