"""Report periods by which an ongoing duty must have been heard of."""

from __future__ import annotations

from datetime import date, timedelta

from cchc.dates import Period, quarter_period
from cchc.models.plan import Plan


def silent_window(plan: Plan, as_of: date) -> Period | None:
    """The last whole report period that ended before `as_of`, inside the plan.

    The plan's own reports give the periods (a cumulative one counts from the end of
    the one before); without them, the quarters of the calendar.
    """
    ends = _ends(plan, as_of)
    past = [end for end in ends if end < as_of]
    if not past:
        return None
    start = past[-2] + timedelta(days=1) if len(past) > 1 else plan.period.start
    return Period(max(start, plan.period.start), past[-1], "")


def _ends(plan: Plan, as_of: date) -> list[date]:
    within = plan.period
    stated = {r.period.end for r in plan.reports if r.period.end in within}
    years = {end.year for end in stated}
    last = min(within.end, as_of)
    for year in range(within.start.year, last.year + 1):
        if year not in years:
            stated |= {quarter_period(year, q).end for q in (1, 2, 3, 4)}
    return sorted(end for end in stated if end in within or end == within.end)
