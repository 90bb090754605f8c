"""Journal entries as an evaluation needs them, and which obligations each means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from cchc.dates import Period, parse_period
from cchc.models.journal import JUDGING, Entry, Journal, TargetEntry, TaskEntry
from cchc.problems import BadValue
from cchc.status.obligations import Past, Slot
from cchc.text.characters import fold

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


def assign(
    entries: Sequence[TaskEntry], slots: Sequence[Slot]
) -> list[list[TaskEntry]]:
    """For each slot the entries that mean it, by date; all are of one unit and task."""
    found: list[list[TaskEntry]] = [
        [slot.origin] if slot.origin else [] for slot in slots
    ]
    for entry in entries:
        for i in meant(entry, slots, found):
            found[i].append(entry)
    return found


def meant(
    entry: TaskEntry, slots: Sequence[Slot], before: Sequence[Sequence[TaskEntry]]
) -> list[int]:
    """Indexes of the slots that an entry means; `before`: what earlier entries meant.

    Being started, blocked or cancelled may mean several. Being done means one: of
    several events, the one that is still open on that day.
    """
    if entry.state in ("triggered", "scheduled"):
        return []  # they make slots, see `slots.conditional`
    found = candidates(entry, slots)
    if entry.state in JUDGING:
        return [i for i in found if _is_submitted(before[i])]
    if entry.state != "done" or len(found) < 2:
        return found
    if any(slots[i].kind != "after" for i in found):
        return []
    still = [i for i in found if not any(e.state == "done" for e in before[i])]
    return still if len(still) == 1 else []


def _is_submitted(entries: Sequence[TaskEntry]) -> bool:
    """Whether a result was reported that nobody has returned since."""
    told = [one.state for one in entries if one.state in ("done", "returned")]
    return told[-1:] == ["done"]


def candidates(entry: TaskEntry, slots: Sequence[Slot]) -> list[int]:
    """Indexes of the slots that an entry may mean: named, and arisen by its date."""
    found = range(len(slots)) if entry.for_ is None else named(entry.for_, slots)
    return [
        i
        for i in found
        if slots[i].kind != "after"
        or (origin := slots[i].origin) is None
        or origin.date.start <= entry.date.start
    ]


def named(entry_for: str, slots: Sequence[Slot]) -> list[int]:
    """Indexes of the slots that `for: …` names: `2024-Q2`, a milestone, or both.

    A period that no dated slot has names the ongoing duty, which is reported each
    period.
    """
    found = [i for i, slot in enumerate(slots) if _says(slot, entry_for)]
    if found:
        return found
    words, _, last = entry_for.rpartition(" ")
    period = _period(last)
    if period is None:
        return []
    words = words.rstrip(" ,;:")
    like = [i for i, s in enumerate(slots) if not words or _says(s, words)]
    found = [i for i in like if _is_of(slots[i], period)]
    return found or [i for i in like if _is_reported(slots[i], period)]


def _says(slot: Slot, words: str) -> bool:
    folded = fold(words)
    return any(text and fold(text) == folded for text in (slot.what, slot.condition))


def _is_of(slot: Slot, period: Period) -> bool:
    if period.is_day and period.start == slot.due:
        return True
    if any(_was(past, period) for past in slot.past):
        return True
    own = slot.period
    if own is None or slot.kind == "ongoing":
        return False
    return (own.start, own.end) == (period.start, period.end)


def _was(past: Past, period: Period) -> bool:
    """Whether a period names what something was due by before an amendment."""
    if period.is_day:
        return period.start == past.due
    own = past.period
    return own is not None and (own.start, own.end) == (period.start, period.end)


def _is_reported(slot: Slot, period: Period) -> bool:
    own = slot.period
    return slot.kind == "ongoing" and (own is None or own.overlaps(period))


def _period(text: str) -> Period | None:
    try:
        return parse_period(text)
    except BadValue:
        return None


def period_of(entry: TaskEntry) -> Period | None:
    """The period that `for` of an entry names, if it names one."""
    return _period(entry.for_.rpartition(" ")[2]) if entry.for_ else None


_LISTED = 12


def listed(names: Iterable[str | None]) -> str:
    """Names in a row; a long row is cut and says by how much."""
    every = [name for name in dict.fromkeys(names) if name]
    more = f", … (+{len(every) - _LISTED})" if len(every) > _LISTED else ""
    return ", ".join(every[:_LISTED]) + more


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


EVERYTHING = "all"
"""`--for all`: being started, blocked or cancelled may concern all obligations."""
