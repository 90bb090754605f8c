"""From what a unit reports to a journal entry that can be trusted, or a refusal.

Whatever the rules of journals would find later is refused here, in one line.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.models.deadlines import After, Follows
from cchc.models.journal import TaskEntry
from cchc.models.plan import Task
from cchc.problems import N_, CchcError
from cchc.status.book import Book, Writer, listed
from cchc.status.entries import corrected
from cchc.status.evaluate import Debt, Evaluation
from cchc.status.meaning import assign, named
from cchc.status.obligations import CLOSED
from cchc.status.slots import Slot, condition_of
from cchc.text.search import fold

EVERYTHING = "all"
"""`--for all`: being started, blocked or cancelled may concern all obligations."""


def settle(book: Book, task: Task, writer: Writer, entry: TaskEntry) -> TaskEntry:
    """The entry with `for` and `owed_by` as they must be written.

    Raises `CchcError` where the state lacks what proves it, where `for` names nothing
    of the task or could mean several, and where nothing is open any more.
    """
    _check_state(entry)
    book.check_day()
    for_ = entry.for_
    if entry.corrects is not None:
        wrong = _corrected(book, writer, entry)
        for_ = for_ or wrong.for_
    if entry.state in ("triggered", "scheduled"):
        _check_condition(task, entry)
    elif entry.state != "done" and for_ is not None and fold(for_) == EVERYTHING:
        for_ = None
    else:
        for_ = _for(book, task, writer.debt, entry, for_)
    update = {"for_": for_, "owed_by": writer.owed_by}
    settled = entry.model_copy(update=update)
    _check_new(book, writer, settled)
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
    book: Book, task: Task, debt: Debt, entry: TaskEntry, for_: str | None
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
    still = [i for i in meant if entry.corrects or i in _open(book, task, debt)]
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


def _open(book: Book, task: Task, debt: Debt) -> set[int]:
    """Indexes of the slots that are not closed on the day of the entry."""
    evaluation = Evaluation(book.plan, book.journals, book.setting)
    meant = assign(debt.entries, debt.slots)
    return {
        i
        for i, slot in enumerate(debt.slots)
        if evaluation.judge(task, debt.owed, slot, meant[i]).status not in CLOSED
    }


def _is_waiting(slot: Slot) -> bool:
    return slot.kind == "after" and slot.origin is None


def name_of(index: int, slots: Sequence[Slot]) -> str:
    """What `for` must say to mean one slot: its period, its milestone, or both."""
    slot = slots[index]
    period = slot.period.text if slot.period else ""
    what = slot.what or slot.condition or ""
    day = slot.due.isoformat() if slot.due else ""
    both = f"{what}, {period}" if what and period else ""
    names = [name for name in (period, what, both, day) if name]
    sure = [name for name in names if named(name, slots) == [index]]
    return (sure or names or [EVERYTHING])[0]


def _corrected(book: Book, writer: Writer, entry: TaskEntry) -> TaskEntry:
    """The entry that this one takes the place of."""
    journal = book.journal(writer.unit)
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


def _check_new(book: Book, writer: Writer, entry: TaskEntry) -> None:
    journal = book.journal(writer.unit)
    if journal is not None and entry in journal.entries:
        raise CchcError(N_("this very entry is already in the journal"))
