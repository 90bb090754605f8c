"""Whose entry it is, and which period or milestone it means: what no rule can know.

Whether the entry is right is for the rules of `check` to say: what is not understood
here stays as it was given, and they refuse it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cchc.models.journal import JUDGING, Journal, TaskEntry
from cchc.models.plan import Task
from cchc.models.statuses import CLOSED
from cchc.problems import N_, CchcError
from cchc.recording.typed import periods_of
from cchc.status.entries import EVERYTHING, assign, corrected, listed, name_of, named
from cchc.status.evaluate import Debt, Evaluation, Setting
from cchc.status.obligations import Slot
from cchc.text.characters import fold


class Position(NamedTuple):
    """One task of a plan, as the journals tell of it on the day of the entry."""

    task: Task
    journals: Sequence[Journal]
    evaluation: Evaluation


class Unsettled(CchcError):
    """It is not clear what an entry of a unit means, or nothing is left to mean.

    `entry` is what was understood of it.
    """

    def __init__(self, unit: str, entry: TaskEntry, error: CchcError) -> None:
        super().__init__(error.message.text, **error.message.values)
        self.unit = unit
        self.entry = entry


class _Writer(NamedTuple):
    """Who reports, of which debt; `owed_by` where the entry must say whose it is."""

    unit: str
    debt: Debt | None
    owed_by: str | None = None


def settle(
    position: Position, unit: str | None, entry: TaskEntry
) -> tuple[str, TaskEntry]:
    """Who writes the entry, and the entry with `for` and `owed_by` as they must stand.

    Raises `CchcError` where several units may be meant or the unit no longer exists,
    `Unsettled` where several periods or milestones may be meant or none is open.
    """
    found = position.evaluation.debts(position.task)
    debts = {debt.owed.unit: debt for debt in found}
    writer = _writer(position, debts, unit, entry)
    if writer.debt is None:
        return writer.unit, entry
    slots = writer.debt.slots
    for_ = entry.for_ or _corrected_for(position, writer.unit, entry)
    is_all = for_ is not None and fold(for_) in _ALL
    if entry.state not in ("triggered", "scheduled"):
        for_ = None if for_ is None or is_all else _in_words_of(position, slots, for_)
    update = {"for_": for_, "owed_by": writer.owed_by}
    entry = entry.model_copy(update=update)
    if entry.state in ("triggered", "scheduled") or (is_all and entry.state != "done"):
        return writer.unit, entry
    try:
        for_ = _for(position, writer.debt, entry)
    except CchcError as error:
        if is_all and (names := error.message.values.get("names")):
            error = CchcError(_ONE, names=names)
        raise Unsettled(writer.unit, entry, error) from None
    return writer.unit, entry.model_copy(update={"for_": for_})


_ALL = (EVERYTHING, "tat ca")
_ONE = N_("one product completes one of several; say which with --for: {names}")


def _writer(
    position: Position, debts: dict[str, Debt], unit: str | None, entry: TaskEntry
) -> _Writer:
    """Who reports; without a debt where the unit owes nothing of the task."""
    owed_by = entry.owed_by
    if entry.state in JUDGING:
        return _judge(position, debts, unit, entry.owed_by)
    if unit is None:
        return _only_writer(position.task, debts)
    check_unit(unit, position.evaluation.setting)
    if unit in debts and owed_by in (None, unit):
        return _Writer(unit, debts[unit])
    held = [debt for debt in debts.values() if unit in debt.owed.owners]
    mine = [debt for debt in held if owed_by in (None, debt.owed.unit)]
    if not mine:
        return _Writer(unit, None)
    if len(mine) > 1:
        raise CchcError(
            N_("{unit} answers for several; say for which with --owed-by: {units}"),
            unit=unit,
            units=listed(debt.owed.unit for debt in mine),
        )
    needed = unit in debts or len(held) > 1
    return _Writer(unit, mine[0], mine[0].owed.unit if needed else None)


def _judge(
    position: Position, debts: dict[str, Debt], unit: str | None, owed_by: str | None
) -> _Writer:
    """Who confirms or returns, and whose result: of several, the one that waits."""
    confirming = position.evaluation.setting.confirming
    writer = unit or (confirming.unit if confirming else None)
    if writer is None:
        raise CchcError(N_("workspace.yaml names no unit that confirms results"))
    if owed_by is None and len(debts) > 1:
        raise CchcError(
            N_("{unit} answers for several; say for which with --owed-by: {units}"),
            unit=writer,
            units=listed(debts),
        )
    return _Writer(writer, None, owed_by)


def check_unit(unit: str, setting: Setting) -> None:
    """Raise `CchcError` for a unit that others have taken over from."""
    heirs = setting.units.owners(unit, setting.as_of)
    if heirs != (unit,):
        raise CchcError(
            N_("unit {unit} no longer exists on {day}; now {units} reports"),
            unit=unit,
            day=setting.as_of,
            units=", ".join(heirs),
        )


def _only_writer(task: Task, debts: dict[str, Debt]) -> _Writer:
    """The unit that reports where nobody says which."""
    names = list(dict.fromkeys(_answering(debts)))
    if len(debts) == 1 and len(names) == 1:
        return _Writer(names[0], next(iter(debts.values())))
    raise CchcError(
        N_("task {task} is owed by several; say which with --unit: {units}"),
        task=task.id,
        units=listed(names),
    )


def _answering(debts: dict[str, Debt]) -> Iterable[str]:
    """Who may report: who owes, or who answers for it now."""
    for debt in debts.values():
        yield from debt.owed.owners or (debt.owed.unit,)


def _corrected_for(position: Position, unit: str, entry: TaskEntry) -> str | None:
    """What the entry meant that this one takes the place of."""
    of_unit = (one.entries for one in position.journals if one.unit == unit)
    before = next(of_unit, ())
    index = corrected(entry, before)
    wrong = None if index is None else before[index]
    return wrong.for_ if isinstance(wrong, TaskEntry) else None


def _for(position: Position, debt: Debt, entry: TaskEntry) -> str | None:
    """Which obligation is meant: as named, or the only one that is open."""
    slots, task, for_ = debt.slots, position.task.id, entry.for_
    names = [name_of(i, slots) for i in range(len(slots))]
    meant = named(for_, slots) if for_ is not None else range(len(slots))
    if not meant:
        return for_
    is_open = _open(position, debt)
    still = [i for i in meant if entry.corrects or i in is_open]
    if entry.state == "done" and any(_is_waiting(slots[i]) for i in still):
        raise CchcError(
            N_("task {task} waits for: {event}; log that first with --state triggered"),
            task=task,
            event=slots[still[0]].condition,
        )
    if not still:
        raise CchcError(
            N_("task {task} has nothing open; correct an entry with --corrects DATE"),
            task=task,
        )
    if len(slots) == 1 or (for_ is not None and len(meant) == 1):
        return for_
    if len(still) > 1 and (for_ is None or entry.state == "done"):
        raise CchcError(
            N_("task {task} has several milestones; say which with --for: {names}"),
            task=task,
            names=listed(names[i] for i in still),
        )
    return names[still[0]] if len(still) == 1 else for_


def _in_words_of(position: Position, slots: Sequence[Slot], text: str) -> str:
    """`quý II` as the deadlines write it; what names nothing stays as it is.

    Raises `CchcError` for words that may mean several.
    """
    if named(text, slots):
        return text
    found: dict[tuple[int, ...], str] = {}
    evaluation = position.evaluation
    for words in periods_of(text, evaluation.plan.period, evaluation.as_of):
        if places := tuple(named(words, slots)):
            found.setdefault(places, words)
    if len(found) > 1:
        raise CchcError(
            N_("{query} may mean: {ids}"), query=text, ids=listed(found.values())
        )
    return next(iter(found.values()), text)


def _open(position: Position, debt: Debt) -> set[int]:
    """Indexes of the slots that are not closed on the day of the entry."""
    evaluation = position.evaluation
    meant = assign(debt.entries, debt.slots)
    return {
        i
        for i, slot in enumerate(debt.slots)
        if evaluation.judge(position.task, debt.owed, slot, meant[i]).status
        not in CLOSED
    }


def _is_waiting(slot: Slot) -> bool:
    return slot.kind == "after" and slot.origin is None
