"""Rules of deadlines: the years, the words, what nobody can be held to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.checks.base import Found, Kit, Loc, later
from cchc.dates import Period
from cchc.dates.occurrences import occurrences
from cchc.load import Loaded
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Ongoing,
    Span,
    Unstated,
)
from cchc.models.plan import Plan, Task
from cchc.problems import N_, message


def deadline_outside_plan(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A deadline lies outside the plan's period.

    Why: the task can never be reported on time, and no report of the plan lists it.
    Example: `due: 2023` in the plan of 2024.
    Instead: correct the year; where the decision prints it so, accept it.
    """
    signed = plan.decision.signed
    if plan.period.is_open and signed and plan.period.start == signed.start:
        return  # no period is stated: only the signing bounds it, another rule's matter
    for loc, task, deadline in _deadlines(plan):
        match deadline:
            case Due(due=due):
                outside, text = due.end not in plan.period, due.text
            case Ongoing(ongoing=Span(from_=since, until=until)):
                early = until is not None and until.end < plan.period.start
                late = since is not None and since.start > plan.period.end
                outside, text = early or late, str(since or until)
            case _:
                continue
        if outside:
            yield Found(
                loc,
                message(
                    N_("{deadline} is outside the plan's period {period}"),
                    deadline=text,
                    period=plan.period.text,
                ),
                task.id,
            )


def deadline_before_signing(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A deadline was over before the decision was signed.

    Why: on the day of signing the duty is already overdue; the year or the month is
    usually copied from the plan before, or from the plan above.
    Example: `due: 2019-12` in a decision of 18 February 2020.
    Instead: correct the date; where the decision prints it so, accept it.
    """
    signed = plan.decision.signed
    for loc, task, deadline in _deadlines(plan):
        if signed and isinstance(deadline, Due) and deadline.due.end < signed.start:
            yield Found(
                loc,
                message(
                    N_("{deadline} was over when the decision was signed ({signed})"),
                    deadline=deadline.due.text,
                    signed=signed.text,
                ),
                task.id,
            )


def deadline_unstated(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """A task has no deadline.

    Why: it never falls due, so it is never urged and never late.
    Example: the cell is blank: `{unstated: true}`; or `deadlines` is empty.
    Instead: ask the issuer; where the cell is blank, accept it. `cchc check --fix`
    fills empty `deadlines` from the words in `when`.
    """
    for i, task in enumerate(plan.tasks):
        if not task.deadlines:
            yield Found(
                ("tasks", i, "deadlines"), message(N_("no deadline is given")), task.id
            )
        for k, deadline in enumerate(task.deadlines):
            if isinstance(deadline, Unstated):
                yield Found(
                    ("tasks", i, "deadlines", k),
                    message(N_("the decision states no deadline")),
                    task.id,
                )


def deadline_repeated(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """One task has the same deadline twice.

    Why: it would be owed twice and counted twice.
    Example: two items `{due: 2024-Q2}` without different `what`.
    Instead: delete one, or name the milestones with `what`.
    """
    for i, task in enumerate(plan.tasks):
        for k, deadline in enumerate(task.deadlines):
            if deadline in task.deadlines[:k]:
                yield Found(
                    ("tasks", i, "deadlines", k),
                    message(N_("this deadline is given twice")),
                    task.id,
                )


def deadline_on_day_off(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """A fixed date falls on a weekend or a public holiday.

    Why: a limit counted in days rolls to the next working day (Civil Code 2015,
    art. 148); a date that the decision fixes does not, so the work must be ready
    on the last working day before.
    Example: `due: 2020-01-29`, the fifth day of Tết.
    Instead: nothing to correct: know it, and accept it.
    """
    for loc, owner, due in _dates(plan):
        if due.is_day and not kit.workdays.is_working(due.start):
            yield Found(loc, message(N_("{day} is a day off"), day=due.text), owner)


def event_without_limit(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """A deadline waits for an event and sets no time limit after it.

    Why: even after the event nothing ever falls due.
    Example: `{after: có văn bản chỉ đạo của Trung ương}` without `within`.
    Instead: add `within: {days: 10, working: true}` where the decision has a limit;
    where it has none, accept it.
    """
    for loc, task, deadline in _deadlines(plan):
        if isinstance(deadline, After) and deadline.within is None:
            yield Found(
                loc,
                message(
                    N_("no time limit after the event: {event}"), event=deadline.after
                ),
                task.id,
            )


def recurrence_without_end(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A duty recurs without an end, and the plan ends before it recurs.

    Why: the plan sees it once; afterwards somebody must carry it into the next plan.
    Example: `{every: year, from: 2024}` in the plan of 2024 ("Trong năm 2024 và các
    năm tiếp theo").
    Instead: nothing to correct: accept it, and take the duty over next year.
    """
    for loc, task, deadline in _recurring(plan):
        if deadline.until is None and len(_times(deadline, plan.period)) == 1:
            yield Found(
                loc,
                message(
                    N_("recurs every {step} without an end; the plan ends on {day}"),
                    step=message(_STEPS[deadline.every]),
                    day=plan.period.end.isoformat(),
                ),
                task.id,
            )


_STEPS = {
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "half-year": N_("half-year"),
    "year": N_("year"),
}


def recurrence_empty(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """A recurring duty never falls due inside the plan's period.

    Why: nobody will ever be asked for it.
    Example: `{every: quarter, from: 2025}` in the plan of 2024.
    Instead: correct `from` or `until`.
    """
    for loc, task, deadline in _recurring(plan):
        if not _times(deadline, plan.period):
            yield Found(
                loc,
                message(
                    N_("never falls due inside the plan's period {period}"),
                    period=plan.period.text,
                ),
                task.id,
            )


def _deadlines(plan: Plan) -> Iterator[tuple[Loc, Task, Deadline]]:
    for i, task in enumerate(plan.tasks):
        for k, deadline in enumerate(task.deadlines):
            yield ("tasks", i, "deadlines", k), task, deadline


def _dates(plan: Plan) -> Iterator[tuple[Loc, str | None, Period]]:
    """Fixed dates of tasks, targets and reports."""
    for loc, task, deadline in _deadlines(plan):
        if isinstance(deadline, Due):
            yield loc, task.id, deadline.due
    for i, target in enumerate(plan.targets):
        if target.by is not None:
            yield ("targets", i, "by"), target.id, target.by
    for i, report in enumerate(plan.reports):
        if report.due is not None:
            yield ("reports", i, "due"), report.name, report.due


def _recurring(plan: Plan) -> Iterator[tuple[Loc, Task, Every]]:
    """Recurring deadlines of a plan that ends."""
    if not plan.period.is_open:
        for loc, task, deadline in _deadlines(plan):
            if isinstance(deadline, Every):
                yield loc, task, deadline


def _times(deadline: Every, period: Period) -> list[date]:
    """The first two days on which it falls due inside the plan."""
    since, until = deadline.from_, deadline.until
    start = max(period.start, since.start) if since else period.start
    end = min(period.end, until.end) if until else period.end
    if start > end:
        return []
    bounds = Period(start, min(end, later(start, 90_000)), "")
    found = []
    for one in occurrences(deadline.every, deadline.interval, deadline.day, bounds):
        found.append(one.due)
        if len(found) == 2:
            break
    return found
