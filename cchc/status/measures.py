"""Measured values of targets, as the journals tell them on a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc.dates import Period
from cchc.models.journal import Journal, TargetEntry
from cchc.status.entries import standing


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value: of which target, for which period, reported when, by whom."""

    target: str
    period: Period
    value: float
    date: date
    unit: str
    note: str | None


def measures(journals: Sequence[Journal], as_of: date) -> dict[str, list[Measure]]:
    """Target id to its latest visible value a period, sorted by period end.

    Entries dated after `as_of` do not exist, corrected ones do not count. Where two
    report one period, the later date counts; on one day, the later line.
    """
    latest: dict[tuple[str, date, date], Measure] = {}
    for journal in journals:
        for entry in standing(journal.entries, as_of):
            if not isinstance(entry, TargetEntry):
                continue
            key = (entry.target, entry.period.start, entry.period.end)
            one = Measure(
                entry.target,
                entry.period,
                entry.value,
                entry.date.start,
                journal.unit,
                entry.note,
            )
            if key not in latest or latest[key].date <= one.date:
                latest[key] = one
    found: dict[str, list[Measure]] = {}
    for one in sorted(latest.values(), key=lambda m: (m.period.end, m.period.start)):
        found.setdefault(one.target, []).append(one)
    return found
