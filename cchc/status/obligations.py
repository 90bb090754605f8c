"""Obligations, their statuses, and the figures made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cchc.dates import Period


class Status(StrEnum):
    """The Government's own four, and what comes before and beside them."""

    OVERDUE = "overdue"
    BLOCKED = "blocked"
    DUE_SOON = "due_soon"
    NOT_REPORTED = "not_reported"
    IN_PROGRESS = "in_progress"
    UNSCHEDULED = "unscheduled"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    ONGOING = "ongoing"
    DONE_LATE = "done_late"
    DONE_ON_TIME = "done_on_time"
    CANCELLED = "cancelled"


ORDER: tuple[Status, ...] = tuple(Status)
"""Worst first."""
DONE = frozenset({Status.DONE_ON_TIME, Status.DONE_LATE})
CLOSED = DONE | {Status.CANCELLED}
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


def rates(obligations: Iterable[Obligation]) -> Rates:
    """Figures over any set of obligations."""
    every = list(obligations)
    figures = tally(every)
    tasks = by_task(every)
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
