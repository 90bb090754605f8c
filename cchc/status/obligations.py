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
    counts = Counter(one.status for one in every)
    done = counts[Status.DONE_ON_TIME] + counts[Status.DONE_LATE]
    tasks = by_task(every)
    return Rates(
        done=done,
        on_time=counts[Status.DONE_ON_TIME],
        due=done + counts[Status.OVERDUE],
        tasks_done=sum(status in DONE for status in tasks.values()),
        planned=len(tasks),
    )
