"""What a form asks one unit: tasks to report, targets to measure, events to tell of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from cchc.dates import Period
from cchc.forms import layout
from cchc.forms.identity import (
    Base,
    Identity,
    base_of,
    code_of,
    digest_of,
)
from cchc.forms.layout import Table
from cchc.models.deadlines import After, Follows
from cchc.models.journal import Journal, TargetEntry, TaskEntry
from cchc.models.plan import Plan, Target, Task
from cchc.status import CLOSED, Obligation
from cchc.status.entries import Entries, assign, name_of, named, standing
from cchc.status.evaluate import Debt, Evaluation, Setting
from cchc.status.measures import Measure, measures, sets_of
from cchc.status.obligations import Slot, condition_of

_ANSWERED = frozenset({*CLOSED, "submitted"})
_EVENTS = ("triggered", "scheduled")


@dataclass(frozen=True, slots=True)
class _Row:
    """What every row has: its hidden key, and what stood when the form was made."""

    key: str
    base: Base

    @property
    def code(self) -> str:
        """What the row shows of itself."""
        return code_of(self.key, self.base)


@dataclass(frozen=True, slots=True)
class _OfTask(_Row):
    task: Task

    @property
    def subject(self) -> str:
        """Number of the task."""
        return self.task.id


@dataclass(frozen=True, slots=True)
class _OfTarget(_Row):
    target: Target

    @property
    def subject(self) -> str:
        """Id of the target."""
        return self.target.id


@dataclass(frozen=True, slots=True)
class TaskRow(_OfTask):
    """One thing that the unit owes; `for_` and `owed_by` as its entry must say."""

    obligation: Obligation
    for_: str | None
    owed_by: str | None
    last: TaskEntry | None
    slot: Slot

    @property
    def is_closed(self) -> bool:
        """Whether it was reported done or given up, and stays so."""
        last = self.last
        ends = last is not None and last.state in ("done", "confirmed", "cancelled")
        return ends and self.slot.kind != "ongoing"


@dataclass(frozen=True, slots=True)
class EventRow(_OfTask):
    """An event that starts a time limit, or a schedule that is to be given."""

    deadline: After | Follows
    for_: str | None
    owed_by: str | None
    last: TaskEntry | None

    @property
    def state(self) -> str:
        """What the entry says: an event happened, or a date was given."""
        return "triggered" if isinstance(self.deadline, After) else "scheduled"


@dataclass(frozen=True, slots=True)
class TargetRow(_OfTarget):
    """A target that the unit measures, and what stands measured."""

    measured: tuple[Measure, ...]

    @property
    def last(self) -> Measure | None:
        """The latest value."""
        return self.measured[-1] if self.measured else None


@dataclass(frozen=True, slots=True)
class CoverRow(_OfTarget):
    """A unit that a target counts; `entries` say when it was covered.

    `before` is the latest day on which an entry on another target covered the unit,
    and that target's id.
    """

    covered: str
    name: str
    period: Period
    entries: tuple[TargetEntry, ...]
    before: tuple[date, str] | None

    @property
    def last(self) -> TargetEntry | None:
        """The latest entry that covers the unit."""
        return self.entries[-1] if self.entries else None


AnyRow = TaskRow | EventRow | TargetRow | CoverRow


class Reply(NamedTuple):
    """To whom the form goes back, and by when (None: as soon as possible)."""

    to: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Form:
    """All that one unit is asked."""

    identity: Identity
    plan: Plan
    tasks: tuple[TaskRow, ...]
    events: tuple[EventRow, ...]
    targets: tuple[TargetRow, ...]
    covers: tuple[CoverRow, ...] = ()

    @property
    def name(self) -> str:
        """The name of its file, without an ending."""
        me = self.identity
        return f"phieu-{me.plan}-{me.unit}-{me.period.text.replace('/', '_')}"

    @property
    def rows(self) -> tuple[AnyRow, ...]:
        """Every row."""
        return (*self.tasks, *self.events, *self.targets, *self.covers)

    @property
    def tables(self) -> tuple[tuple[Table, Sequence[AnyRow]], ...]:
        """The tables that it has, in their order: tasks always, others if asked."""
        every: tuple[tuple[Table, Sequence[AnyRow]], ...] = (
            (layout.TASKS, self.tasks),
            (layout.TARGETS, self.targets),
            (layout.EVENTS, self.events),
            (layout.COVERS, self.covers),
        )
        return tuple(one for one in every if one[1] or one[0] is layout.TASKS)

    @property
    def codes(self) -> dict[str, str]:
        """The code of each row to the number of its task or the id of its target."""
        return {row.code: row.subject for row in self.rows}


class Owed(NamedTuple):
    """One slot of a debt, in its place."""

    task: Task
    debt: Debt
    place: int

    @property
    def slot(self) -> Slot:
        """What is owed."""
        return self.debt.slots[self.place]


class Asking:
    """What every unit is asked of one plan for one period, as of a day.

    What was reported is counted whatever its date: a form is answered later than it
    was made.
    """

    def __init__(
        self,
        plan: Plan,
        journals: Sequence[Journal],
        setting: Setting,
        period: Period,
        office: str,
    ) -> None:
        self._evaluation = Evaluation(plan, journals, setting)
        self.plan = plan = self._evaluation.plan
        self.period = period
        self.office = office
        self.as_of = setting.as_of
        self.digest = digest_of(plan)
        self._units = setting.units
        self._sets = sets_of(plan, setting.units, setting.as_of)
        self._debts = {task.id: self._evaluation.debts(task) for task in plan.tasks}
        self._of: dict[str, list[tuple[Task, Debt]]] = {}
        for task in plan.tasks:
            for debt in self._debts[task.id]:
                for unit in _who(debt):
                    self._of.setdefault(unit, []).append((task, debt))
        self.tell(journals)

    def tell(self, journals: Sequence[Journal]) -> None:
        """What the journals say now; what is asked stays."""
        self.journals = tuple(journals)
        self._entries = Entries(self.journals, date.max)
        self._told: dict[str, dict[str, list[TaskEntry]]] = {}
        self._measured = measures(self.journals, date.max)
        self._written = [
            (journal.unit, entry)
            for journal in self.journals
            for entry in standing(journal.entries, date.max)
            if isinstance(entry, TargetEntry)
        ]

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Who is asked anything, in the order of their ids."""
        every = {*self._of, self.office, *(unit for unit, _ in self._written)}
        return tuple(sorted(unit for unit in every if self.form(unit).rows))

    def form(self, unit: str) -> Form:
        """What is still open for one unit: overdue first, then by due date."""
        tasks = sorted(
            (
                row
                for row in self.tasks(unit)
                if row.obligation.status not in _ANSWERED and self._asks(row.obligation)
            ),
            key=lambda row: row.obligation.due or date.max,
        )
        events, targets = tuple(self.events(unit)), tuple(self.targets(unit))
        covers = tuple(row for row in self.covers(unit) if not row.entries)
        count = len(tasks) + len(events) + len(targets) + len(covers)
        identity = Identity(
            self.office, self.plan.id, unit, self.period, self.as_of, self.digest, count
        )
        return Form(identity, self.plan, tuple(tasks), events, targets, covers)

    def _asks(self, one: Obligation) -> bool:
        """Whether a thing is owed up to the end of the period."""
        return one.due is None or one.due <= self.period.end

    def tasks(self, unit: str) -> Iterator[TaskRow]:
        """Everything that the unit owes, also what is done and what is due later."""
        seen = set()
        for task, debt in self._of.get(unit, ()):
            owed_by = _owed_by(unit, debt, self._debts[task.id])
            for i, slot in enumerate(debt.slots):
                if self._is_asked(slot):
                    row = self._task(unit, Owed(task, debt, i), owed_by)
                    if row.key not in seen:
                        seen.add(row.key)
                        yield row

    def _is_asked(self, slot: Slot) -> bool:
        """Not what still waits for an event, nor a duty of another time."""
        if slot.kind == "ongoing":
            return slot.period is None or slot.period.overlaps(self.period)
        return slot.due is not None or slot.kind not in ("after", "follows")

    def _task(self, unit: str, owed: Owed, owed_by: str | None) -> TaskRow:
        task, debt, index = owed
        slot, slots = owed.slot, debt.slots
        for_ = self._for(owed)
        told = assign(self.told(task, debt), slots)[index]
        if slot.kind == "ongoing":
            told = [entry for entry in told if entry.for_ in (None, for_)]
        due = slot.due.isoformat() if slot.due else None
        own = map(_shown, self._own(unit, told))
        base = base_of(own, (task.title, *task.products, due, slot.what))
        meant = assign(debt.entries, slots)[index]
        obligation = self._evaluation.judge(task, debt.owed, slot, meant)
        key = self._key(task.id, for_ or "", owed_by or unit)
        last = told[-1] if told else None
        return TaskRow(key, base, task, obligation, for_, owed_by, last, slot)

    def _for(self, owed: Owed) -> str | None:
        """What `for` of an entry must say: an ongoing duty is told of by period."""
        slots, slot = owed.debt.slots, owed.slot
        if slot.kind == "ongoing":
            text = self.period.text
            for words in (text, f"{slot.what}, {text}"):
                if named(words, slots) == [owed.place]:
                    return words
        return name_of(owed.place, slots) if len(slots) > 1 else None

    def _key(self, subject: str, what: str, unit: str) -> str:
        return f"{self.plan.id}#{subject}#{what or self.period.text}#{unit}"

    def told(self, task: Task, debt: Debt) -> Sequence[TaskEntry]:
        """All entries that tell of a debt, whatever their dates."""
        if task.id not in self._told:
            debts = {one.owed.unit: one for one in self._debts[task.id]}
            self._told[task.id] = {}
            for writer, entry in self._entries.of(task.id):
                unit = self._evaluation.debtor(writer, entry, debts)
                if unit is not None:
                    self._told[task.id].setdefault(unit, []).append(entry)
        return self._told[task.id].get(debt.owed.unit, ())

    def _own(self, unit: str, told: Iterable[TaskEntry]) -> Iterator[TaskEntry]:
        """Entries of the unit itself: others who answer with it write their own."""
        for entry in told:
            written = self._entries.of(entry.task)
            if any(writer == unit and one is entry for writer, one in written):
                yield entry

    def events(self, unit: str) -> Iterator[EventRow]:
        """Events and schedules that the unit waits for."""
        seen = set()
        for task, debt in self._of.get(unit, ()):
            for deadline in task.deadlines:
                if isinstance(deadline, After | Follows):
                    row = self._event(unit, task, debt, deadline)
                    if row.key not in seen:
                        seen.add(row.key)
                        yield row

    def _event(
        self, unit: str, task: Task, debt: Debt, deadline: After | Follows
    ) -> EventRow:
        condition = condition_of(deadline)
        same = [d for d in task.deadlines if isinstance(d, type(deadline))]
        several = len({condition_of(d) for d in same}) > 1
        owed_by = _owed_by(unit, debt, self._debts[task.id])
        told = [e for e in self.told(task, debt) if e.state in _EVENTS]
        base = base_of((), (task.title, condition))
        key = self._key(task.id, f"!{condition}", owed_by or unit)
        last = told[-1] if told else None
        for_ = condition if several else None
        return EventRow(key, base, task, deadline, for_, owed_by, last)

    def targets(self, unit: str) -> Iterator[TargetRow]:
        """Targets whose values the unit measures; those that count units are apart."""
        for target in self._measures(unit):
            if target.id not in self._sets:
                found = tuple(self._measured.get(target.id, ()))
                values = [f"{m.period.text}={m.value}" for m in found]
                goal = target.goal.model_dump_json()
                base = base_of(values, (target.title, goal))
                key = self._key(f"target:{target.id}", "", unit)
                yield TargetRow(key, base, target, found)

    def _measures(self, unit: str) -> Iterator[Target]:
        """Targets that the unit measured before; the office: those nobody did."""
        writers: dict[str, set[str]] = {}
        for writer, entry in self._written:
            writers.setdefault(entry.target, set()).add(writer)
        for target in self.plan.targets:
            if unit in writers.get(target.id, {self.office}):
                yield target

    def covers(self, unit: str) -> Iterator[CoverRow]:
        """Units that the targets count which the unit measures, covered or not."""
        for target in self._measures(unit):
            for one in sorted(self._sets.get(target.id, ())):
                yield self._cover(unit, target, one)

    def _cover(self, unit: str, target: Target, covered: str) -> CoverRow:
        every = [entry for _, entry in self._written if covered in entry.covers]
        mine = tuple(entry for entry in every if entry.target == target.id)
        other = [(e.date.start, e.target) for e in every if e.target != target.id]
        key = self._key(f"target:{target.id}", covered, unit)
        base = base_of(map(_shown, mine), (target.title, target.goal.model_dump_json()))
        return CoverRow(
            key,
            base,
            target,
            covered,
            self._units.name(covered),
            self.period,
            mine,
            max(other, default=None),
        )


def _who(debt: Debt) -> tuple[str, ...]:
    """Who answers for a debt."""
    return debt.owed.owners or (debt.owed.unit,)


def _owed_by(unit: str, debt: Debt, debts: Iterable[Debt]) -> str | None:
    """Whose debt an entry must say it tells of, where that is not plain."""
    if unit == debt.owed.unit:
        return None
    every = list(debts)
    held = [one for one in every if unit in one.owed.owners]
    own = any(one.owed.unit == unit for one in every)
    return debt.owed.unit if own or len(held) > 1 else None


def _shown(entry: TaskEntry | TargetEntry) -> str:
    return entry.model_dump_json(by_alias=True, exclude_none=True)
