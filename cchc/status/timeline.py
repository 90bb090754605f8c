"""How a plan stands on every day: counts, and the days on which they change.

Every count is made by `evaluate`'s own judgement of a task; this only knows on which
days a judgement may turn out otherwise: an amendment takes effect, an entry is dated,
a due date comes near or passes, a report period ends, a unit is abolished.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from cchc.amend import in_force
from cchc.dates import Period
from cchc.models.journal import Journal, TaskEntry
from cchc.models.plan import Plan, Task
from cchc.models.statuses import CLOSED, DONE, Status
from cchc.status.entries import Entries
from cchc.status.evaluate import Evaluation, Owed, Setting
from cchc.status.obligations import (
    Obligation,
    Slot,
    silent_window,
    tally,
    task_status,
    window_ends,
)

_DAY = timedelta(days=1)


class Standing(NamedTuple):
    """Tasks of a plan by status; obligations done, and those that fell due."""

    tasks: Counter[Status]
    done: int
    due: int


class Step(NamedTuple):
    """How a plan stands from a day on, until the next step."""

    since: date
    standing: Standing


def standing(obligations: Iterable[Obligation]) -> Standing:
    """The counts of one plan's obligations."""
    tasks: dict[str, list[Obligation]] = {}
    every = list(obligations)
    for one in every:
        tasks.setdefault(one.task, []).append(one)
    figures = tally(every)
    statuses = Counter(task_status(ones) for ones in tasks.values())
    return Standing(statuses, figures.done, figures.due)


def timeline(
    plan: Plan, journals: Sequence[Journal], setting: Setting
) -> list[Step] | None:
    """Every step of a plan from the first day of the calendar on.

    None for a plan without an end: its recurring duties never stop coming. The day of
    `setting` does not matter.
    """
    if plan.period.is_open:
        return None
    changes: dict[date, list[tuple[_Judged, int]]] = {}
    told = _by_task(journals)
    amended = plan.amended
    starts = sorted({date.min, *((one.day for one in amended.amendments)
                                 if amended else ())})  # fmt: skip
    for start, end in pairwise([*starts, date.max]):
        span = _Span(in_force(plan, start), setting, start, end)
        for task in span.plan.every_task:
            for since, until, counts in span.pieces(task, told.get(task.id, [])):
                changes.setdefault(since, []).append((counts, 1))
                changes.setdefault(until, []).append((counts, -1))
    return list(_summed(changes))


def _summed(changes: dict[date, list[tuple[_Judged, int]]]) -> Iterator[Step]:
    tasks: Counter[Status] = Counter()
    done = due = 0
    last: Standing | None = None
    for day in sorted(changes):
        if day == date.max:
            return
        for counts, sign in changes[day]:
            if counts.status is not None:
                tasks[counts.status] += sign
            done += sign * counts.done
            due += sign * counts.due
        now = Standing(+tasks, done, due)
        if now != last:
            yield Step(day, now)
            last = now


def _by_task(journals: Sequence[Journal]) -> dict[str, list[Journal]]:
    """Task id to the journals that tell of it, each with these entries alone.

    An entry corrects only entries on the same task, so tasks can be told apart.
    """
    found: dict[str, list[Journal]] = {}
    for journal in journals:
        entries: dict[str, list[TaskEntry]] = {}
        for entry in journal.entries:
            if isinstance(entry, TaskEntry):
                entries.setdefault(entry.task, []).append(entry)
        for task, ones in entries.items():
            part = journal.model_copy(update={"entries": tuple(ones)})
            found.setdefault(task, []).append(part)
    return found


class _Judged(NamedTuple):
    """A task on a day: its status; its obligations done, and those that fell due."""

    status: Status | None
    done: int
    due: int


def _judged(found: Sequence[Obligation]) -> _Judged:
    done = sum(one.status in DONE for one in found)
    overdue = sum(one.status is Status.OVERDUE for one in found)
    return _Judged(task_status(found) if found else None, done, done + overdue)


class _Span:
    """A plan between two amendments."""

    def __init__(self, plan: Plan, setting: Setting, start: date, end: date) -> None:
        self.plan = plan
        self.start, self.end = start, end
        self.setting = setting
        self.units = setting.units
        self.windows = [day + _DAY for day in window_ends(plan, plan.period.end)]
        self.reforms = setting.units.reform_days
        self.base = _OnDay(plan, setting._replace(as_of=start))
        self._windows: dict[int, Period | None] = {}

    def pieces(
        self, task: Task, told: Sequence[Journal]
    ) -> Iterator[tuple[date, date, _Judged]]:
        """A task's counts: from a day, until a day that is no part, what they are."""
        waiting = [self.start, *self._days(task, told)]
        heapify(waiting)
        since, counts = self.start, None
        while waiting:
            day = heappop(waiting)
            if not self.start <= day < self.end or (counts and day <= since):
                continue
            while waiting and waiting[0] == day:
                heappop(waiting)
            found = list(self._on(day, told).of(task))
            for turn in self._turns(found, day):
                heappush(waiting, turn)
            now = _judged(found)
            if counts is not None and now != counts:
                yield since, day, counts
                since = day
            elif counts is None:
                since = day
            counts = now
        if counts is not None:
            yield since, self.end, counts

    def _days(self, task: Task, told: Sequence[Journal]) -> Iterator[date]:
        """Days that can change the task besides its own due dates."""
        entries = [entry for journal in told for entry in journal.entries]
        yield from (entry.date.start for entry in entries)
        leads = task.leads or (self.plan.decision.issuer,)
        if entries or any(lead in self.units.groups for lead in leads):
            yield from self.reforms
        if any(one.kind == "ongoing" for one in self.base.slots(task)):
            yield from self.windows

    def _turns(self, found: Sequence[Obligation], day: date) -> Iterator[date]:
        """Days after `day` on which an open obligation may get another status."""
        soon = timedelta(days=self.setting.soon_days)
        for one in found:
            if one.status in CLOSED:
                continue
            days = [one.due - soon, one.due + _DAY] if one.due else []
            if one.kind == "ongoing" and one.period:
                days.append(one.period.start)
            yield from (each for each in days if each > day)

    def _on(self, day: date, told: Sequence[Journal]) -> Evaluation:
        """The evaluation of the plan on a day, as some journals tell of it."""
        past = bisect_right(self.windows, day)  # report periods that have ended
        if past not in self._windows:
            self._windows[past] = silent_window(self.plan, day)
        changed = {
            "as_of": day,
            "setting": self.setting._replace(as_of=day),
            "window": self._windows[past],
            "entries": Entries(told, day),
            "_era": bisect_right(self.reforms, day),
        }
        other = _OnDay.__new__(_OnDay)
        vars(other).update(vars(self.base), **changed)
        return other


class _OnDay(Evaluation):
    """An evaluation that shares with those of other days what the day cannot change.

    What a task obliges whatever is written; who owes, while the register stands still.
    """

    def __init__(self, plan: Plan, setting: Setting) -> None:
        super().__init__(plan, (), setting)
        self._era = 0
        self._known: dict[str, list[Slot]] = {}
        self._owing: dict[tuple[str, date | None, int], list[Owed]] = {}

    def slots(self, task: Task) -> Iterator[Slot]:
        if task.id not in self._known:
            self._known[task.id] = list(super().slots(task))
        return iter(self._known[task.id])

    def owed(self, lead: str, due: date | None) -> list[Owed]:
        key = (lead, due, self._era)
        if key not in self._owing:
            self._owing[key] = super().owed(lead, due)
        return self._owing[key]
