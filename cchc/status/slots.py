"""What a deadline obliges: one slot a dated (or waiting) thing, before its status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, assert_never

from cchc.dates import Period
from cchc.dates.occurrences import occurrences
from cchc.dates.workdays import Workdays
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Unstated,
)
from cchc.models.journal import TaskEntry
from cchc.models.plan import Task
from cchc.text.search import fold


class Slot(NamedTuple):
    """One thing owed; `origin` is the entry that told of its event or schedule."""

    kind: str
    period: Period | None
    due: date | None
    what: str | None
    condition: str | None = None
    origin: TaskEntry | None = None


def fixed(task: Task, bounds: Period) -> Iterator[Slot]:
    """What a task obliges whatever the journal says, inside `bounds`."""
    if not task.deadlines:
        yield Slot("unstated", None, None, None)
    for deadline in task.deadlines:
        match deadline:
            case Due(due=due, what=what):
                yield Slot("due", due, due.end, what)
            case Every():
                yield from _recurring(deadline, bounds)
            case Ongoing(ongoing=span, what=what):
                period = _span(span, bounds) if isinstance(span, Span) else None
                yield Slot("ongoing", period, None, what)
            case Unstated(what=what):
                yield Slot("unstated", None, None, what)
            case After() | Follows():
                continue
            case _:
                assert_never(deadline)


def conditional(
    task: Task, entries: Sequence[TaskEntry], workdays: Workdays
) -> Iterator[Slot]:
    """What waits for an event or a schedule, and what has arisen from `entries`."""
    for deadline in task.deadlines:
        match deadline:
            case After():
                yield from _arisen(deadline, task.deadlines, entries, workdays)
            case Follows():
                yield _scheduled(deadline, task.deadlines, entries)
            case _:
                continue


def _recurring(deadline: Every, bounds: Period) -> Iterator[Slot]:
    span = Span.model_construct(from_=deadline.from_, until=deadline.until)
    within = _span(span, bounds)
    found = False
    for one in occurrences(deadline.every, deadline.interval, deadline.day, within):
        yield Slot("every", one.period, one.due, deadline.what)
        found = True
    if not found:  # its day never comes inside the plan: still a task of the plan
        yield Slot("every", None, None, deadline.what)


def _arisen(
    deadline: After,
    deadlines: Sequence[Deadline],
    entries: Sequence[TaskEntry],
    workdays: Workdays,
) -> Iterator[Slot]:
    """One slot an event; a waiting one while none has happened."""
    limit = deadline.within.model_dump() if deadline.within else None
    events = {
        entry.date.start: entry
        for entry in entries
        if entry.state == "triggered" and _fits(entry, deadline, deadlines)
    }
    for day, entry in events.items():
        due = workdays.limit(day, **limit) if limit else None
        yield Slot("after", entry.date, due, deadline.what, deadline.after, entry)
    if not events:
        yield Slot("after", None, None, deadline.what, deadline.after)


def _scheduled(
    deadline: Follows, deadlines: Sequence[Deadline], entries: Sequence[TaskEntry]
) -> Slot:
    """The last schedule given, or the waiting."""
    given = [
        entry
        for entry in entries
        if entry.state == "scheduled"
        and entry.due
        and _fits(entry, deadline, deadlines)
    ]
    if not given:
        return Slot("follows", None, None, deadline.what, deadline.follows)
    due = given[-1].due
    end = due.end if due else None
    return Slot("follows", due, end, deadline.what, deadline.follows, given[-1])


def _fits(
    entry: TaskEntry, deadline: After | Follows, deadlines: Sequence[Deadline]
) -> bool:
    """Whether an event or schedule is told of this deadline.

    Without `for`, it is where no other deadline of the task waits for anything else:
    two milestones may follow one event.
    """
    if entry.for_ is not None:
        words = (condition_of(deadline), deadline.what or "")
        return fold(entry.for_) in {fold(word) for word in words if word}
    kind = type(deadline)
    same = {fold(condition_of(d)) for d in deadlines if isinstance(d, kind)}
    return len(same) == 1


def condition_of(deadline: After | Follows) -> str:
    """The event, or what the schedule follows, in the decision's words."""
    return deadline.after if isinstance(deadline, After) else deadline.follows


def _span(span: Span, bounds: Period) -> Period:
    """A deadline's own from and until, kept inside the plan's period."""
    start = max(span.from_.start, bounds.start) if span.from_ else bounds.start
    end = min(span.until.end, bounds.end) if span.until else bounds.end
    return Period(start, end, "")
