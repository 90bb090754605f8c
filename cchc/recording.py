"""From what a unit reports to a journal entry that can be trusted, or a refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from cchc.models.deadlines import After, Follows
from cchc.models.journal import Journal, TargetEntry, TaskEntry
from cchc.models.plan import Plan, Target, Task
from cchc.models.registers import Indicator
from cchc.problems import N_, CchcError
from cchc.status.entries import EVERYTHING, assign, corrected, listed, name_of, named
from cchc.status.evaluate import Debt, Evaluation, Setting
from cchc.status.measures import value_range
from cchc.status.obligations import CLOSED, Slot, condition_of
from cchc.text.characters import fold


class Writer(NamedTuple):
    """Who reports, of which debt; `owed_by` where the entry must say whose it is."""

    unit: str
    debt: Debt
    owed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """The plan and its journals on the day of the entry; `today` is the clock's."""

    plan: Plan
    journals: Sequence[Journal]
    setting: Setting
    today: date

    def check_day(self) -> None:
        """Raise `CchcError` for an entry of tomorrow, or from before the decision."""
        day, signed = self.setting.as_of, self.plan.decision.signed
        if day > self.today:
            raise CchcError(
                N_("an entry dated {day} is in the future; today is {today}"),
                day=day,
                today=self.today,
            )
        if signed is not None and day < signed.start:
            raise CchcError(
                N_("an entry dated {day} is older than the decision, signed {signed}"),
                day=day,
                signed=signed.text,
            )

    def task(self, task_id: str) -> Task:
        """The task. Raises `CchcError` with the nearest numbers where there is none."""
        for task in self.plan.tasks:
            if task.id == task_id:
                return task
        raise unknown(
            N_("plan {plan} has no task {id}{hint}"),
            self.plan.id,
            task_id,
            [task.id for task in self.plan.tasks],
        )

    def writer(self, task: Task, unit: str | None, owed_by: str | None) -> Writer:
        """Who reports on a task. Raises `CchcError` for a unit that does not owe it."""
        debts = {
            debt.owed.unit: debt
            for debt in Evaluation(self.plan, self.journals, self.setting).debts(task)
        }
        if unit is None:
            return _only_writer(task, debts)
        self.check_unit(unit)
        if unit in debts and owed_by in (None, unit):
            return Writer(unit, debts[unit])
        held = [debt for debt in debts.values() if unit in debt.owed.owners]
        mine = [debt for debt in held if owed_by in (None, debt.owed.unit)]
        if not mine:
            raise CchcError(
                N_("unit {unit} does not owe task {task}; owed by: {units}"),
                unit=unit,
                task=task.id,
                units=listed(_answering(debts)),
            )
        if len(mine) > 1:
            raise CchcError(
                N_("{unit} answers for several; say for which with --owed-by: {units}"),
                unit=unit,
                units=listed(debt.owed.unit for debt in mine),
            )
        needed = unit in debts or len(held) > 1
        return Writer(unit, mine[0], mine[0].owed.unit if needed else None)

    def check_unit(self, unit: str) -> None:
        """Raise `CchcError` for a unit that others have taken over from."""
        day = self.setting.as_of
        heirs = self.setting.units.owners(unit, day)
        if heirs != (unit,):
            raise CchcError(
                N_("unit {unit} no longer exists on {day}; now {units} reports"),
                unit=unit,
                day=day,
                units=", ".join(heirs),
            )

    def journal(self, unit: str) -> Journal | None:
        """The journal that a unit has so far."""
        return next((one for one in self.journals if one.unit == unit), None)


def unknown(text: str, plan: str, wanted: str, ids: Collection[str]) -> CchcError:
    """A refusal that offers the ids that may have been meant."""
    near = get_close_matches(wanted, ids, 3, 0.6)
    return CchcError(
        text, plan=plan, id=wanted, hint=f" ({', '.join(near)}?)" if near else ""
    )


def _only_writer(task: Task, debts: dict[str, Debt]) -> Writer:
    """The unit that reports where nobody says which."""
    names = list(dict.fromkeys(_answering(debts)))
    if len(debts) == 1 and len(names) == 1:
        return Writer(names[0], next(iter(debts.values())))
    raise CchcError(
        N_("task {task} is owed by several; say which with --unit: {units}"),
        task=task.id,
        units=listed(names),
    )


def _answering(debts: dict[str, Debt]) -> Iterable[str]:
    """Who may report: who owes, or who answers for it now."""
    for debt in debts.values():
        yield from debt.owed.owners or (debt.owed.unit,)


def target_of(plan: Plan, target_id: str) -> Target:
    """The target. Raises `CchcError` with the nearest ids where there is none."""
    for target in plan.targets:
        if target.id == target_id:
            return target
    raise unknown(
        N_("plan {plan} has no target {id}{hint}"),
        plan.id,
        target_id,
        [target.id for target in plan.targets],
    )


def settle_value(
    position: Position,
    target: Target,
    indicator: Indicator | None,
    unit: str,
    entry: TargetEntry,
) -> TargetEntry:
    """The entry, after what would make it wrong is ruled out."""
    position.check_day()
    position.check_unit(unit)
    period = entry.period
    if period.is_open or not period.overlaps(position.plan.period):
        raise CchcError(
            N_("the period {period} lies outside the plan's {plan}"),
            period=period.text,
            plan=position.plan.period.text,
        )
    if period.start > entry.date.start:
        raise CchcError(
            N_("the period {period} has not begun on {day}"),
            period=period.text,
            day=entry.date.text,
        )
    within = value_range(target, indicator)
    if entry.value not in within:
        raise CchcError(
            N_("{value} is outside what {target} can be: {range}"),
            value=f"{entry.value:g}",
            target=target.id,
            range=str(within),
        )
    _check_new_value(position, unit, entry)
    return entry


def _check_new_value(position: Position, unit: str, entry: TargetEntry) -> None:
    journal = position.journal(unit)
    before = journal.entries if journal else ()
    if entry in before:
        raise CchcError(N_("this very entry is already in the journal"))
    if entry.corrects is not None and corrected(entry, before) is None:
        raise CchcError(
            N_("{unit} has no entry of {day} on {id} to correct"),
            unit=unit,
            day=entry.corrects,
            id=entry.target,
        )


def settle(
    position: Position, task: Task, writer: Writer, entry: TaskEntry
) -> TaskEntry:
    """The entry with `for` and `owed_by` as they must be written.

    Raises `CchcError` where the state lacks what proves it, where `for` names nothing
    of the task or could mean several, and where nothing is open any more.
    """
    _check_state(entry)
    position.check_day()
    for_ = entry.for_
    if entry.corrects is not None:
        wrong = _corrected(position, writer, entry)
        for_ = for_ or wrong.for_
    if entry.state in ("triggered", "scheduled"):
        _check_condition(task, entry)
    elif entry.state != "done" and for_ is not None and fold(for_) == EVERYTHING:
        for_ = None
    else:
        for_ = _for(position, task, writer.debt, entry, for_)
    update = {"for_": for_, "owed_by": writer.owed_by}
    settled = entry.model_copy(update=update)
    _check_new(position, writer, settled)
    return settled


_NEEDS = {
    "done": ("evidence", N_("done needs --evidence: the product that proves it")),
    "cancelled": (
        "evidence",
        N_("cancelled needs --evidence: the document that cancels the task"),
    ),
    "blocked": ("note", N_("blocked needs --note: the reason")),
    "scheduled": ("due", N_("scheduled needs --due: the day or period it was given")),
}


def _check_state(entry: TaskEntry) -> None:
    key, text = _NEEDS.get(entry.state, ("task", ""))
    if not getattr(entry, key):
        raise CchcError(text)
    if entry.due is not None and entry.state != "scheduled":
        raise CchcError(N_("--due goes with --state scheduled only"))
    for proof in entry.evidence:
        if proof.signed is not None and proof.signed.start > entry.date.start:
            raise CchcError(
                N_("{document} was signed on {signed}, after the entry's date {day}"),
                document=proof.document,
                signed=proof.signed.text,
                day=entry.date.text,
            )


def _check_condition(task: Task, entry: TaskEntry) -> None:
    """An event or a schedule belongs to a deadline that waits for one."""
    kind = After if entry.state == "triggered" else Follows
    waiting = [one for one in task.deadlines if isinstance(one, kind)]
    if not waiting:
        text = (
            N_("task {task} waits for no event, so none can be logged")
            if kind is After
            else N_("task {task} follows no schedule, so none can be logged")
        )
        raise CchcError(text, task=task.id)
    words = [text for one in waiting for text in (condition_of(one), one.what) if text]
    conditions = {fold(condition_of(one)) for one in waiting}
    if entry.for_ is None and len(conditions) > 1:
        raise CchcError(
            N_("task {task} has several milestones; say which with --for: {names}"),
            task=task.id,
            names=listed(words),
        )
    if entry.for_ is not None and fold(entry.for_) not in map(fold, words):
        raise CchcError(
            N_("task {task} has no {for_}; it has: {names}"),
            task=task.id,
            for_=entry.for_,
            names=listed(words),
        )


def _for(
    position: Position, task: Task, debt: Debt, entry: TaskEntry, for_: str | None
) -> str | None:
    """Which obligation is meant: as named, or the only one that is open."""
    slots = debt.slots
    names = [name_of(i, slots) for i in range(len(slots))]
    if for_ is not None and not named(for_, slots):
        raise CchcError(
            N_("task {task} has no {for_}; it has: {names}"),
            task=task.id,
            for_=for_,
            names=listed(names),
        )
    meant = named(for_, slots) if for_ is not None else range(len(slots))
    still = [i for i in meant if entry.corrects or i in _open(position, task, debt)]
    if entry.state == "done" and any(_is_waiting(slots[i]) for i in still):
        raise CchcError(
            N_("task {task} waits for: {event}; log that first with --state triggered"),
            task=task.id,
            event=slots[still[0]].condition,
        )
    if not still:
        raise CchcError(
            N_("task {task} has nothing open; correct an entry with --corrects DATE"),
            task=task.id,
        )
    if len(slots) == 1 or (for_ is not None and len(meant) == 1):
        return for_
    if len(still) > 1 and (for_ is None or entry.state == "done"):
        raise CchcError(
            N_("task {task} has several milestones; say which with --for: {names}"),
            task=task.id,
            names=listed(names[i] for i in still),
        )
    return names[still[0]] if len(still) == 1 else for_


def _open(position: Position, task: Task, debt: Debt) -> set[int]:
    """Indexes of the slots that are not closed on the day of the entry."""
    evaluation = Evaluation(position.plan, position.journals, position.setting)
    meant = assign(debt.entries, debt.slots)
    return {
        i
        for i, slot in enumerate(debt.slots)
        if evaluation.judge(task, debt.owed, slot, meant[i]).status not in CLOSED
    }


def _is_waiting(slot: Slot) -> bool:
    return slot.kind == "after" and slot.origin is None


def _corrected(position: Position, writer: Writer, entry: TaskEntry) -> TaskEntry:
    """The entry that this one takes the place of."""
    journal = position.journal(writer.unit)
    before = journal.entries if journal else ()
    index = corrected(entry, before)
    if index is None:
        raise CchcError(
            N_("{unit} has no entry of {day} on {id} to correct"),
            unit=writer.unit,
            day=entry.corrects,
            id=entry.task,
        )
    found = before[index]
    assert isinstance(found, TaskEntry)
    return found


def _check_new(position: Position, writer: Writer, entry: TaskEntry) -> None:
    journal = position.journal(writer.unit)
    if journal is not None and entry in journal.entries:
        raise CchcError(N_("this very entry is already in the journal"))
