"""JSON and CSV records: the versioned contract."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from cchc.dates import Period
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Unstated,
    Within,
)


def deadline_record(deadline: Deadline) -> dict[str, object]:
    """The JSON object of one deadline. What the wording leaves open is null."""
    record: dict[str, object]
    match deadline:
        case Due():
            start = None if deadline.due.is_day else _start(deadline.due)
            record = {"kind": "due", "start": start, "due": _end(deadline.due)}
        case Every():
            record = _every_record(deadline)
        case Ongoing():
            span = deadline.ongoing if isinstance(deadline.ongoing, Span) else Span()
            record = {
                "kind": "ongoing",
                "from": _start(span.from_),
                "until": _end(span.until),
            }
        case After():
            record = {
                "kind": "after",
                "after": deadline.after,
                "within": _within_record(deadline.within),
            }
        case Follows():
            record = {"kind": "follows", "follows": deadline.follows}
        case Unstated():
            record = {"kind": "unstated"}
        case _:
            assert_never(deadline)
    return {**record, "what": deadline.what}


def _every_record(every: Every) -> dict[str, object]:
    yearly = every.every == "year"
    record: dict[str, object] = {
        "kind": "every",
        "every": every.every,
        "interval": every.interval,
        "day": every.day if yearly else None,
        "from": _start(every.from_),
        "until": _end(every.until),
    }
    if every.day is not None and not yearly:
        record["day_of_period"] = every.day
    return record


def _within_record(within: Within | None) -> dict[str, object] | None:
    if within is None:
        return None
    return {
        "days": within.days,
        "months": within.months,
        "years": within.years,
        "working": within.working,
    }


def _start(period: Period | None) -> str | None:
    return None if period is None else period.start.isoformat()


def _end(period: Period | None) -> str | None:
    if period is None or period.end == date.max:
        return None
    return period.end.isoformat()
