"""Journal entries as an evaluation needs them: visible, corrected, by task and unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry

_dated = attrgetter("date.start")


class Entries:
    """Task entries of all journals of a plan, dated on or before one day."""

    def __init__(self, journals: Iterable[Journal], as_of: date) -> None:
        self._of: dict[str, list[tuple[str, TaskEntry]]] = {}
        for journal in journals:
            for entry in standing(journal.entries, as_of):
                if isinstance(entry, TaskEntry):
                    self._of.setdefault(entry.task, []).append((journal.unit, entry))
        for written in self._of.values():
            written.sort(key=lambda one: one[1].date.start)

    def __bool__(self) -> bool:
        return bool(self._of)

    def of(self, task: str) -> Sequence[tuple[str, TaskEntry]]:
        """What was written about a task, and by which unit, by date."""
        return self._of.get(task, ())


def standing(entries: Iterable[Entry], as_of: date) -> list[Entry]:
    """One journal's entries dated on or before `as_of` that no later one corrects.

    By date; entries of one day keep the order of the file.
    """
    visible = sorted(
        (entry for entry in entries if entry.date.start <= as_of), key=_dated
    )
    kept: list[Entry] = []
    for entry in visible:
        wrong = corrected(entry, kept)
        if wrong is not None:
            del kept[wrong]
        kept.append(entry)
    return kept


def corrected(later: Entry, before: Sequence[Entry]) -> int | None:
    """Index of the entry that `later` corrects: same task or target, that date.

    Of several, the one with the same period or milestone, then the same state; of
    equals the last.
    """
    if later.corrects is None:
        return None
    best: tuple[tuple[bool, bool], int] | None = None
    for i, entry in enumerate(before):
        if entry.date.start != later.corrects.start:
            continue
        likeness = _likeness(later, entry)
        if likeness is not None and (best is None or likeness >= best[0]):
            best = (likeness, i)
    return None if best is None else best[1]


def _likeness(later: Entry, entry: Entry) -> tuple[bool, bool] | None:
    """How much an entry is what `later` means; None: it is about something else."""
    if isinstance(later, TaskEntry) and isinstance(entry, TaskEntry):
        if later.task != entry.task:
            return None
        return later.for_ == entry.for_, later.state == entry.state
    if isinstance(later, TargetEntry) and isinstance(entry, TargetEntry):
        if later.target != entry.target:
            return None
        return later.period == entry.period, True
    return None


def completed_on(entry: TaskEntry) -> date:
    """When the work was complete: the last product's signing date, if it is known.

    The product may be recorded after it was signed; a date after the entry itself
    is no completion yet, so the entry's own date counts.
    """
    signed = [e.signed.start for e in entry.evidence if e.signed is not None]
    if signed and len(signed) == len(entry.evidence):
        return min(max(signed), entry.date.start)
    return entry.date.start
