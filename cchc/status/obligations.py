"""Obligations: what a deadline obliges, their statuses, the figures made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple, assert_never

from cchc.dates import Period, quarter_period
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
from cchc.models.journal import Evidence, TaskEntry
from cchc.models.plan import Plan, Task
from cchc.models.statuses import CLOSED, DONE, ORDER, Status
from cchc.text.characters import fold

_RANK = {status: rank for rank, status in enumerate(ORDER)}


class Obligation(NamedTuple):
    """One dated thing that one unit owes.

    `unit` owed it when it was due; `owners` answer for it on the day asked about (the
    same unless it was abolished). `via` is the group that made the unit owe it.
    `days` counts from the due date to the day asked about, or to completion: positive
    is late, negative is time left.
    """

    plan: str
    task: str
    title: str
    group: str | None
    unit: str
    owners: tuple[str, ...]
    kind: str
    status: Status
    via: str | None = None
    period: Period | None = None
    due: date | None = None
    days: int | None = None
    what: str | None = None
    done_on: date | None = None
    note: str | None = None
    condition: str | None = None
    evidence: tuple[str, ...] = ()
    told: TaskEntry | None = None
    """The last entry that says more than a state: a reason, how far the work is."""
    proofs: tuple[Evidence, ...] = ()
    original_due: date | None = None
    """The due date before any amendment; lateness counts from `due`."""
    extensions: int = 0
    """How many times amendments moved the due date further away."""
    next: str | None = None
    """What the unit does next, as its last entry says."""
    provisional: bool = False
    """The due date was counted over a year whose days off are not announced yet."""
    dropped_by: str | None = None
    """The document that took it out of the plan while it was open."""


class Tally(NamedTuple):
    """How obligations stand that fell due."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def done(self) -> int:
        """Done, on time or late."""
        return self.on_time + self.late

    @property
    def due(self) -> int:
        """The denominator: done and overdue."""
        return self.done + self.overdue

    @property
    def share(self) -> float | None:
        """Done of due, 0 to 100; None where nothing fell due."""
        return 100 * self.done / self.due if self.due else None


class Rates(NamedTuple):
    """Completion with both denominators in use.

    `due`: obligations done or overdue, the denominator of the Government's system for
    tasks it assigns (đến hạn = hoàn thành + quá hạn chưa hoàn thành). `planned`: all
    tasks of the plan, as the PAR Index asks.
    """

    done: int
    on_time: int
    due: int
    tasks_done: int
    planned: int

    @property
    def of_due(self) -> float | None:
        """Share done of what fell due, 0 to 100; None where nothing fell due."""
        return 100 * self.done / self.due if self.due else None

    @property
    def of_planned(self) -> float | None:
        """Share of planned tasks that are complete, 0 to 100."""
        return 100 * self.tasks_done / self.planned if self.planned else None


def task_status(obligations: Iterable[Obligation]) -> Status:
    """A task's status: its worst open obligation, else its worst closed one."""
    statuses = {one.status for one in obligations}
    return min(statuses - CLOSED or statuses, key=_RANK.__getitem__)


def by_task(obligations: Iterable[Obligation]) -> dict[tuple[str, str], Status]:
    """Status of each (plan, task)."""
    grouped: dict[tuple[str, str], list[Obligation]] = {}
    for one in obligations:
        grouped.setdefault((one.plan, one.task), []).append(one)
    return {key: task_status(ones) for key, ones in grouped.items()}


def printed(plan: Plan, obligations: Iterable[Obligation]) -> list[Obligation]:
    """Obligations under the numbers that the decision prints.

    A number with several rows (own product, lead or deadline) is one task in counts of
    reports: done when all its rows are.
    """
    known = {t.id: t.counts_as for t in plan.every_task if t.counts_as is not None}
    if not known:
        return list(obligations)
    return [one._replace(task=known.get(one.task) or one.task) for one in obligations]


def rates(
    obligations: Iterable[Obligation],
    statuses: Mapping[tuple[str, str], Status] | None = None,
) -> Rates:
    """Figures over any set of obligations; `statuses`: what `by_task` says of them."""
    every = list(obligations)
    figures = tally(every)
    tasks = by_task(every) if statuses is None else statuses
    return Rates(
        done=figures.done,
        on_time=figures.on_time,
        due=figures.due,
        tasks_done=sum(status in DONE for status in tasks.values()),
        planned=len(tasks),
    )


def tally(obligations: Iterable[Obligation]) -> Tally:
    """Count what is done or overdue; everything else has no part in it."""
    counts = Counter(one.status for one in obligations)
    return Tally(
        counts[Status.DONE_ON_TIME], counts[Status.DONE_LATE], counts[Status.OVERDUE]
    )


def latest(obligations: Iterable[Obligation]) -> int | None:
    """The most days late, or the fewest left; None where nothing has a due date."""
    return max((one.days for one in obligations if one.days is not None), default=None)


def silent_window(plan: Plan, as_of: date) -> Period | None:
    """The last whole report period that ended before `as_of`, inside the plan.

    The plan's own reports give the periods (a cumulative one counts from the end of
    the one before); without them, the quarters of the calendar.
    """
    ends = window_ends(plan, as_of)
    past = [end for end in ends if end < as_of]
    if not past:
        return None
    start = past[-2] + timedelta(days=1) if len(past) > 1 else plan.period.start
    return Period(max(start, plan.period.start), past[-1], "")


def window_ends(plan: Plan, as_of: date) -> list[date]:
    """Ends of report periods of the plan, those of the year of `as_of` at most."""
    within = plan.period
    stated = {r.period.end for r in plan.reports if r.period.end in within}
    years = {end.year for end in stated}
    last = min(within.end, as_of)
    for year in range(within.start.year, last.year + 1):
        if year not in years:
            stated |= {quarter_period(year, q).end for q in (1, 2, 3, 4)}
    return sorted(end for end in stated if end in within or end == within.end)


class Slot(NamedTuple):
    """One thing owed; `origin` is the entry that told of its event or schedule."""

    kind: str
    period: Period | None
    due: date | None
    what: str | None
    condition: str | None = None
    origin: TaskEntry | None = None
    past: tuple[Past, ...] = ()
    provisional: bool = False
    """Counted over a year whose days off are not announced yet."""


class Past(NamedTuple):
    """When something was due before an amendment, the earliest form first."""

    period: Period | None
    due: date


def moved_later(past: Sequence[Past], due: date | None) -> int:
    """How many times a date was moved further away."""
    dues = [*(one.due for one in past), *([due] if due else [])]
    return sum(later > before for before, later in pairwise(dues))


def fixed(task: Task, bounds: Period) -> Iterator[Slot]:
    """What a task obliges whatever the journal says, inside `bounds`."""
    if not task.deadlines:
        yield Slot("unstated", None, None, None)
    for deadline in task.deadlines:
        yield from dated(deadline, bounds)


def dated(deadline: Deadline, bounds: Period) -> Iterator[Slot]:
    """What one deadline obliges whatever the journal says."""
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
            return
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
        unsure = due is not None and bool(workdays.unknown_years(day, due))
        yield Slot(
            "after", entry.date, due, deadline.what, deadline.after, entry
        )._replace(provisional=unsure)
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
