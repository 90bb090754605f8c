"""Tasks × units × occurrences to obligations, with the status of each on a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from datetime import date, timedelta
from typing import NamedTuple

from cchc.amend import in_force
from cchc.dates import Period
from cchc.dates.workdays import Workdays
from cchc.models.deadlines import After, Follows
from cchc.models.journal import JUDGING, Journal, TaskEntry
from cchc.models.plan import Plan, Task
from cchc.models.statuses import Status
from cchc.status.entries import Entries, assign, completed_on, period_of
from cchc.status.obligations import (
    Obligation,
    Slot,
    conditional,
    fixed,
    moved_later,
    silent_window,
)
from cchc.units import Units


class Confirming(NamedTuple):
    """Which unit confirms what is reported as done from a day on."""

    unit: str
    since: date = date.min


class Setting(NamedTuple):
    """The day asked about, and what the evaluation needs to know besides the plan."""

    as_of: date
    units: Units
    workdays: Workdays
    soon_days: int = 15
    confirming: Confirming | None = None


class Owed(NamedTuple):
    """Who owes: the unit, the group it owes as a member of, who answers now."""

    unit: str
    via: str | None
    owners: tuple[str, ...]


class Debt(NamedTuple):
    """All that one unit owes of one task, and what the journals say of it."""

    owed: Owed
    slots: list[Slot]
    entries: Sequence[TaskEntry] = ()


class _Frame(NamedTuple):
    """Debts by unit before any journal tells of them, and who waits for an event."""

    debts: dict[str, Debt]
    waiting: frozenset[str]


def evaluate(
    plan: Plan, journals: Sequence[Journal], setting: Setting
) -> list[Obligation]:
    """Every obligation of `plan` on a date, in the order of its tasks.

    The plan is taken as of that date, with the amendments that are in force then.
    """
    return list(Evaluation(plan, journals, setting).run())


class Evaluation:
    """One plan with its journals on one day."""

    def __init__(
        self, plan: Plan, journals: Sequence[Journal], setting: Setting
    ) -> None:
        plan = in_force(plan, setting.as_of)
        self.plan = plan
        self.amended = plan.amended
        self.setting = setting
        self.as_of = setting.as_of
        self.entries = Entries(journals, setting.as_of)
        self.bounds = _bounded(plan.period, setting.as_of)
        self.window = silent_window(plan, setting.as_of)
        self._owed: dict[tuple[str, date], list[Owed]] = {}
        self._frames: dict[str, tuple[Task, _Frame]] = {}

    def told_by(self, journals: Sequence[Journal]) -> Evaluation:
        """The same plan on the same day, as other journals tell of it.

        What no journal changes is computed once for both.
        """
        other = copy(self)
        other.entries = Entries(journals, self.as_of)
        return other

    def run(self) -> Iterator[Obligation]:
        """Obligations in the order of the plan's tasks."""
        for task in self.plan.every_task:
            yield from self.of(task)

    def of(self, task: Task) -> Iterator[Obligation]:
        """The obligations of one task."""
        for debt in self.debts(task):
            meant = assign(debt.entries, debt.slots) if debt.entries else None
            for i, slot in enumerate(debt.slots):
                yield self.judge(task, debt.owed, slot, meant[i] if meant else ())

    def slots(self, task: Task) -> Iterator[Slot]:
        """What the deadlines of a task oblige, with the dates before amendments.

        A task that joined later owes nothing for the time before.
        """
        amended = self.amended
        if amended is None:
            return fixed(task, self.bounds)
        joined = amended.added.get(task.id)
        bounds = self.bounds
        if joined is not None and joined in bounds:
            bounds = Period(joined, bounds.end, "")
        formers = amended.formers.get(task.id, ())
        if not formers:
            found = fixed(task, bounds)
        else:
            from cchc.status.amended import amended_slots

            found = amended_slots(task, formers, bounds)
        if bounds is self.bounds:
            return found
        return (
            slot._replace(period=slot.period or bounds)
            if slot.kind == "ongoing"
            else slot
            for slot in found
        )

    def waited(self, task: Task, entries: Sequence[TaskEntry]) -> Iterable[Slot]:
        """What has arisen from events and schedules that entries tell of."""
        found = conditional(task, entries, self.setting.workdays)
        formers = self.amended.formers.get(task.id) if self.amended else None
        if not formers:
            return found
        from cchc.status.amended import with_past

        workdays = self.setting.workdays
        return [with_past(slot, task, formers, workdays) for slot in found]

    def debts(self, task: Task) -> list[Debt]:
        """Who owes what of a task: each unit once a slot, even where two leads name it.

        A group lead is expanded on the day that each slot is due; what waits for an
        event or a schedule, on the day asked about.
        """
        found, waiting = self.frame(task)
        if not waiting and not self.entries:
            return [debt._replace(slots=list(debt.slots)) for debt in found.values()]
        told = self.told(task, found)
        return [
            Debt(
                debt.owed,
                [*debt.slots, *self.waited(task, told.get(unit, ()))]
                if unit in waiting
                else list(debt.slots),
                told.get(unit, ()),
            )
            for unit, debt in found.items()
        ]

    def frame(self, task: Task) -> _Frame:
        """Who owes what by the plan alone; no journal changes it."""
        known = self._frames.get(task.id)
        if known is not None and known[0] is task:
            return known[1]
        found: dict[str, Debt] = {}
        waiting: set[str] = set()
        for slot in self.slots(task):
            seen: set[str] = set()
            for owed in self.leading(task, slot.due):
                if owed.unit not in seen:
                    found.setdefault(owed.unit, Debt(owed, [])).slots.append(slot)
                    seen.add(owed.unit)
        if any(isinstance(deadline, After | Follows) for deadline in task.deadlines):
            for owed in self.leading(task, None):
                found.setdefault(owed.unit, Debt(owed, []))
                waiting.add(owed.unit)
        frame = _Frame(found, frozenset(waiting))
        self._frames[task.id] = task, frame
        return frame

    def leading(self, task: Task, due: date | None) -> Iterator[Owed]:
        """Units that the leads of a task stand for; without leads, the issuer."""
        for lead in task.leads or (self.plan.decision.issuer,):
            for owed in self.owed(lead, due):
                yield self.by_duty(owed, task) if owed.owners else owed

    def by_duty(self, owed: Owed, task: Task) -> Owed:
        """Where a unit's duties went several ways, who took over this task's."""
        if not self.setting.units.has_partial_heirs(owed.unit):
            return owed
        about = " ".join((task.title, *task.products))
        return owed._replace(owners=self.now(owed.unit, about))

    def owed(self, lead: str, due: date | None) -> list[Owed]:
        """Expand a lead on the day it owes: the due date, or the day asked about."""
        day = due or min(self.as_of, self.plan.period.end)
        if (lead, day) not in self._owed:
            members = self.setting.units.members(lead, day)
            via = lead if members else None
            self._owed[lead, day] = [
                Owed(unit, via, self.now(unit)) for unit in members or (lead,)
            ]
        return self._owed[lead, day]

    def now(self, unit: str, about: str = "") -> tuple[str, ...]:
        """Who answers for a unit on the day asked about, where it is another."""
        owners = self.setting.units.owners(unit, self.as_of, about)
        return () if owners == (unit,) else owners

    def told(self, task: Task, debts: dict[str, Debt]) -> dict[str, list[TaskEntry]]:
        """Entries on a task by the unit whose debt they tell of."""
        found: dict[str, list[TaskEntry]] = {}
        dropped = self.amended.dropping(task.id) if self.amended else None
        for writer, entry in self.entries.of(task.id):
            if dropped is not None and entry.date.start >= dropped.since:
                continue  # nobody owed it any more
            for unit in self.debtors(writer, entry, debts):
                found.setdefault(unit, []).append(entry)
        return found

    def debtor(
        self, writer: str, entry: TaskEntry, debts: Collection[str]
    ) -> str | None:
        """The first of those whose debt an entry tells of; None where nobody's."""
        return next(iter(self.debtors(writer, entry, debts)), None)

    def debtors(
        self, writer: str, entry: TaskEntry, debts: Collection[str]
    ) -> Sequence[str]:
        """Whose debt an entry tells of: one unit's, or nobody's.

        A unit writes of its own debt. What a former lead wrote before an amendment
        took the task from it counts for those who took it over: only then several. One
        that owes nothing itself writes of the unit whose duties it held on the day of
        the entry, or handed its own on since.
        """
        if entry.state in JUDGING and not self.may_judge(writer):
            return []
        if entry.owed_by is not None:
            return [entry.owed_by] if entry.owed_by in debts else []
        if entry.state in JUDGING:
            return list(debts) if len(debts) == 1 else []
        if writer in debts:
            return [writer]
        if self.amended is not None and (moved := self.moved(writer, entry, debts)):
            return moved
        units = self.setting.units
        heirs = [u for u in debts if writer in units.owners(u, entry.date.start)]
        heirs = heirs or [u for u in units.owners(writer, self.as_of) if u in debts]
        return heirs if len(heirs) == 1 else []

    def may_judge(self, unit: str) -> bool:
        """Whether a unit confirms and returns results of others."""
        confirming = self.setting.confirming
        return confirming is not None and confirming.unit == unit

    def needs_confirmation(self, unit: str, done: TaskEntry) -> bool:
        """Whether a result waits for the confirming unit; its own do not."""
        confirming = self.setting.confirming
        if confirming is None or confirming.unit == unit:
            return False
        return done.date.start >= confirming.since

    def moved(self, writer: str, entry: TaskEntry, debts: Collection[str]) -> list[str]:
        """Who owes now what the writer led on the day of the entry."""
        formers = self.amended.formers.get(entry.task, ()) if self.amended else ()
        day = entry.date.start
        former = next((one.task for one in formers if day < one.until), None)
        if former is None:
            return []
        led = {one.unit for one in self.leading(former, day)}
        return [unit for unit in debts if unit not in led] if writer in led else []

    def judge(
        self, task: Task, owed: Owed, slot: Slot, entries: Sequence[TaskEntry]
    ) -> Obligation:
        """The status of one obligation, from the entries that mean it."""
        last = entries[-1] if entries else None
        closing = waiting = None
        if slot.kind != "ongoing":
            closing, waiting = self.outcome(owed.unit, entries)
        dropped = self.amended.dropping(task.id) if self.amended else None
        one = Obligation(
            plan=self.plan.id,
            task=task.id,
            title=task.title,
            group=task.group,
            unit=owed.unit,
            owners=owed.owners,
            kind=slot.kind,
            status=Status.CANCELLED if closing else self.open_status(slot, entries),
            via=owed.via,
            period=slot.period,
            due=slot.due,
            days=(self.as_of - slot.due).days if slot.due else None,
            what=slot.what,
            note=last.said if last else None,
            condition=slot.condition,
            told=next((entry for entry in reversed(entries) if entry.said), None),
            original_due=slot.past[0].due if slot.past else slot.due,
            extensions=moved_later(slot.past, slot.due) if slot.past else 0,
            next=last.next if last else None,
            provisional=slot.provisional,
        )
        if closing is not None:
            return _ended(one, closing)
        if dropped is not None:
            document = dropped.document
            return one._replace(status=Status.CANCELLED, days=None, dropped_by=document)
        if waiting is not None:
            return _completed(one, waiting)._replace(status=Status.SUBMITTED)
        return one._replace(days=None) if one.status is Status.PAUSED else one

    def outcome(
        self, unit: str, entries: Sequence[TaskEntry]
    ) -> tuple[TaskEntry | None, TaskEntry | None]:
        """What ended an obligation, else the result that waits for confirmation.

        It ends the first time that it was done (and confirmed, where that is asked),
        else with the last time that it was cancelled. What is done stays done: a later
        entry says otherwise only with `corrects`. What was returned is open again.
        """
        waiting: TaskEntry | None = None
        for entry in entries:
            if entry.state == "done":
                if not self.needs_confirmation(unit, entry):
                    return entry, None
                waiting = waiting or entry
            elif entry.state == "confirmed" and waiting is not None:
                return waiting, None
            elif entry.state == "returned":
                waiting = None
        gone = next((e for e in reversed(entries) if e.state == "cancelled"), None)
        return gone, waiting

    def open_status(self, slot: Slot, entries: Sequence[TaskEntry]) -> Status:
        """The status of something not done, by how near its due date is."""
        if slot.kind == "ongoing":
            return self.ongoing(slot, entries)
        last = entries[-1] if entries else None
        left = (slot.due - self.as_of).days if slot.due else None
        if last is not None and last.state == "paused":
            return Status.PAUSED
        if left is not None and left < 0:
            return Status.OVERDUE
        if last is not None and last.state == "returned":
            return Status.RETURNED
        if last is not None and last.state == "blocked":
            return Status.BLOCKED
        if left is not None and left <= self.setting.soon_days:
            return Status.DUE_SOON
        if last is not None and last.state in ("started", "triggered"):
            return Status.IN_PROGRESS
        if left is not None:
            return Status.NOT_DUE
        return Status.UNSCHEDULED if slot.kind == "unstated" else Status.WAITING

    def ongoing(self, slot: Slot, entries: Sequence[TaskEntry]) -> Status:
        """Reported each period: silent for a whole one is «chưa báo cáo»."""
        last = entries[-1] if entries else None
        if last is not None and last.state in ("cancelled", "blocked", "paused"):
            return Status(last.state)
        if slot.period is not None and slot.period.start > self.as_of:
            return Status.NOT_DUE
        window = self.window
        begun = slot.period.start if slot.period else self.bounds.start
        if window is None or begun > window.start:
            return Status.ONGOING
        if any(_reports(entry, window) for entry in entries):
            return Status.ONGOING
        return Status.NOT_REPORTED


def _ended(one: Obligation, closing: TaskEntry) -> Obligation:
    """An obligation that was done, or given up."""
    if closing.state == "cancelled":
        return one._replace(days=None)
    done = _completed(one, closing)
    late = done.days is not None and done.days > 0
    return done._replace(
        status=Status.DONE_LATE if late else Status.DONE_ON_TIME,
        done_on=completed_on(closing),
    )


def _completed(one: Obligation, entry: TaskEntry) -> Obligation:
    """With the products that an entry names; days count to their completion."""
    on = completed_on(entry)
    return one._replace(
        days=(on - one.due).days if one.due else None,
        evidence=tuple(e.document for e in entry.evidence),
        proofs=entry.evidence,
    )


def _reports(entry: TaskEntry, window: Period) -> bool:
    """Whether an entry is a report of the window or of the time since."""
    period = period_of(entry)
    reached = entry.date.start if period is None else period.end
    return reached >= window.start


def _bounded(period: Period, as_of: date) -> Period:
    """The plan's period; an open one reaches a year beyond the day asked about."""
    if not period.is_open:
        return period
    end = max(as_of, period.start) + timedelta(days=366)
    return Period(period.start, end, period.text)
