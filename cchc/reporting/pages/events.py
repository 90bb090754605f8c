"""Days of a plan: deadlines, data cut-offs, days by which reports are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cchc.models.journal import Journal, TaskEntry
from cchc.models.plan import Plan
from cchc.models.statuses import ORDER
from cchc.reporting.windows import PeriodicReport, Reporter, periodic_reports
from cchc.status import Obligation, Status
from cchc.status.entries import standing

_YEARS = 12
"""Years of an open plan whose reports are listed."""


class EventKind(StrEnum):
    """What happens on a day."""

    DEADLINE = "deadline"
    CUT_OFF = "cut_off"
    REPORT = "report"


class Event(NamedTuple):
    """One thing on one day; `units` owe it, `done` of them have done it."""

    day: date
    kind: EventKind
    plan: str
    task: str | None
    title: str
    what: str | None
    units: tuple[str, ...]
    done: int
    status: Status | None
    period: str | None = None


def deadlines(obligations: Iterable[Obligation]) -> list[Event]:
    """Due dates, those of one task, milestone and day as one."""
    found: dict[tuple[str, str | None, date], list[Obligation]] = {}
    for one in obligations:
        if one.due is not None:
            found.setdefault((one.task, one.what, one.due), []).append(one)
    return [_deadline(day, ones) for (_, _, day), ones in found.items()]


def _deadline(day: date, ones: list[Obligation]) -> Event:
    first = ones[0]
    done = {Status.DONE_ON_TIME, Status.DONE_LATE}
    return Event(
        day,
        EventKind.DEADLINE,
        first.plan,
        first.task,
        first.title,
        first.what,
        tuple(dict.fromkeys(one.via or one.unit for one in ones)),
        sum(one.status in done for one in ones),
        min((one.status for one in ones), key=ORDER.index),
        first.period.text if first.period else None,
    )


def reports_of(
    plan: Plan, as_of: date, reporter: Reporter
) -> Iterator[tuple[int, PeriodicReport]]:
    """Every periodic report of the plan's years with its number in the plan."""
    start, end = plan.period.start, plan.period.end
    last = min(end.year, max(as_of.year, start.year) + _YEARS)
    number = 0
    for year in range(start.year, last + 1):
        for periodic in periodic_reports(plan, year, reporter):
            if plan.period.overlaps(periodic.period):
                yield number, periodic
                number += 1


def report_days(plan: Plan, as_of: date, reporter: Reporter) -> Iterator[Event]:
    """Data cut-offs and sending days of the plan's periodic reports."""
    units = (reporter.unit or plan.decision.issuer,)
    for _, one in reports_of(plan, as_of, reporter):
        days = ((EventKind.CUT_OFF, one.window.end), (EventKind.REPORT, one.due))
        for kind, day in days:
            if day is not None:
                yield Event(
                    day, kind, plan.id, None, plan.title, None, units, 0, None,
                    one.period.text,
                )  # fmt: skip


def reports_to_keep(plan: Plan, as_of: date, reporter: Reporter) -> list[Event]:
    """The same for one unit: the issuer, or who a report duty of the plan names."""
    unit = reporter.unit
    named = {
        one
        for duty in plan.reports
        for owner in duty.owners
        for one in (owner, *reporter.units.members(owner, as_of))
    }
    if unit is None or unit not in {plan.decision.issuer, *named}:
        return []
    return [*report_days(plan, as_of, reporter)]


def moves(journals: Iterable[Journal], as_of: date) -> dict[str, int]:
    """Task to how often the journals gave it another day than the first one."""
    given = Counter(
        entry.task
        for journal in journals
        for entry in standing(journal.entries, as_of)
        if isinstance(entry, TaskEntry) and entry.state == "scheduled"
    )
    return {task: count - 1 for task, count in given.items()}
