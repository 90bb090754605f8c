"""When things happened, as far as the journals tell by a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cchc.dates import Period
from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
from cchc.status import Obligation
from cchc.status.entries import completed_on, standing


class Close(NamedTuple):
    """The last day of the data, and of the period that is reported on."""

    day: date
    end: date

    def has(self, period: Period) -> bool:
        """Whether a value measured for `period` speaks for the period reported on.

        It reaches into the last month of the data: a value of six months says nothing
        of the year.
        """
        return period.end > self.day - _RECENT


_RECENT = timedelta(days=31)


def happened(journals: Sequence[Journal], as_of: date, close: Close) -> list[Journal]:
    """The journals as known on `as_of`, each entry on the day that it tells of.

    Corrected entries are gone. Work is done on the day its products were signed, though
    it was written down later. A value measured for the period reported on, or for an
    earlier one, counts though it was written down after the data closed.
    """
    return [
        journal.model_copy(
            update={
                "entries": tuple(
                    _dated(entry, close) for entry in standing(journal.entries, as_of)
                )
            }
        )
        for journal in journals
    ]


def _dated(entry: Entry, close: Close) -> Entry:
    if isinstance(entry, TargetEntry):
        within = entry.period.end <= close.end
        day = min(entry.date.start, close.day) if within else entry.date.start
    else:
        day = completed_on(entry) if entry.state == "done" else entry.date.start
    changes: dict[str, object] = {"corrects": None}
    if day != entry.date.start:
        changes["date"] = Period(day, day, day.isoformat())
    return entry.model_copy(update=changes)


def stuck(journals: Sequence[Journal], closed: date) -> Callable[[Obligation], bool]:
    """Whether the last that was said of an obligation's task is that it is blocked."""
    last: dict[tuple[str, str], list[TaskEntry]] = {}
    for journal in journals:
        for entry in journal.entries:
            if isinstance(entry, TaskEntry) and entry.date.start <= closed:
                unit = entry.owed_by or journal.unit
                last.setdefault((entry.task, unit), []).append(entry)

    def is_stuck(one: Obligation) -> bool:
        told = one.told
        if told is None or told.state != "blocked":
            return False
        said = [e for u in (one.unit, *one.owners) for e in last.get((one.task, u), [])]
        later = said[said.index(told) + 1 :] if told in said else []
        return not any(
            e.state == "started" and e.for_ in (None, told.for_) for e in later
        )

    return is_stuck
