"""Which obligations an entry means: by period, by milestone, or the only one there is.

Nothing is ever inferred as done: an entry that could mean several is counted for none,
and the rule `entry-ambiguous` reports it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.dates import Period, parse_period
from cchc.models.journal import TaskEntry
from cchc.problems import BadValue
from cchc.status.slots import Slot
from cchc.text.search import fold


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
    if entry.state != "done" or len(found) < 2:
        return found
    if any(slots[i].kind != "after" for i in found):
        return []
    still = [i for i in found if not any(e.state == "done" for e in before[i])]
    return still if len(still) == 1 else []


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
    own = slot.period
    if own is None or slot.kind == "ongoing":
        return False
    return (own.start, own.end) == (period.start, period.end)


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
