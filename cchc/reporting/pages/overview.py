"""Figures over all plans on a day, gathered plan by plan.

What is kept does not grow with the tasks of a plan: counts, and the most urgent rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import nsmallest
from typing import NamedTuple

from cchc.dates import Period, add_months
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.reporting.pages.duties import Duty, FourStates, four_states
from cchc.status import DONE, Obligation, Rates, Status, rates
from cchc.status.obligations import Tally, by_task, tally

SHOWN = 40
"""Rows of a list on the first page; the rest is counted, and stands on other pages."""
MONTHS = 12
"""Months back over which the overdue are counted."""


class PlanFigures(NamedTuple):
    """A plan in a few figures."""

    id: str
    title: str
    issuer: str
    period: Period
    ended: bool
    tasks: int
    states: FourStates
    rates: Rates
    overdue: int
    journals: int


@dataclass(slots=True)
class UnitFigures:
    """A unit over all plans: what it answers for, by quarter, and when it last wrote.

    `worst` is the most days late. `quarters` are (year, quarter) of due dates.
    """

    duties: int = 0
    plans: int = 0
    overdue: int = 0
    worst: int = 0
    soon: int = 0
    unproved: int = 0
    fell_due: bool = False
    last_entry: date | None = None
    quarters: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def join(self, other: UnitFigures) -> None:
        """Add what was counted of other plans."""
        self.duties += other.duties
        self.plans += other.plans
        self.overdue += other.overdue
        self.worst = max(self.worst, other.worst)
        self.soon += other.soon
        self.unproved += other.unproved
        self.fell_due = self.fell_due or other.fell_due
        heard = [*filter(None, (self.last_entry, other.last_entry))]
        self.last_entry = max(heard, default=None)
        _join_quarters(self.quarters, other.quarters)

    def record(self) -> list[tuple[tuple[int, int], Tally]]:
        """Quarters in order, each with what fell due in it."""
        return [(q, Tally(*counts)) for q, counts in sorted(self.quarters.items())]


_COUNTED = {Status.DONE_ON_TIME: 0, Status.DONE_LATE: 1, Status.OVERDUE: 2}


@dataclass(slots=True)
class Overview:
    """All plans on one day; `add` takes one plan after another."""

    as_of: date
    soon_days: int
    plans: list[PlanFigures] = field(default_factory=list)
    units: dict[str, UnitFigures] = field(default_factory=dict)
    quarters: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    months: Counter[date] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    overdue: list[Duty] = field(default_factory=list)
    soon: list[Duty] = field(default_factory=list)
    unproved: list[Obligation] = field(default_factory=list)
    ended: set[str] = field(default_factory=set)

    def add(
        self,
        plan: Plan,
        obligations: Sequence[Obligation],
        rows: Iterable[Duty],
        journals: Sequence[Journal],
    ) -> PlanFigures:
        """Count one plan; the figures of it alone."""
        figures = _figures(plan, obligations, self.as_of, len(journals))
        self.plans.append(figures)
        if figures.ended:
            self.ended.add(plan.id)
        self._count(obligations)
        self._keep(list(rows))
        for journal in journals:
            self._heard(journal)
        for end in self.month_ends():
            past = end < self.as_of
            self.months[end] += sum(
                _was_overdue(one, end) if past else one.status is Status.OVERDUE
                for one in obligations
            )
        return figures

    def join(self, other: Overview) -> None:
        """Count what another overview of the same day counted of the plans after."""
        self.plans += other.plans
        self.ended |= other.ended
        self.counts += other.counts
        self.months += other.months
        for unit, one in other.units.items():
            self._unit(unit).join(one)
        _join_quarters(self.quarters, other.quarters)
        self._shortened(other.overdue, other.soon, other.unproved)

    def month_ends(self) -> list[date]:
        """The last day of each of the past months, and the day itself."""
        first = self.as_of.replace(day=1)
        ends = [add_months(first, -n) - timedelta(days=1) for n in range(MONTHS)]
        return [*reversed(ends), self.as_of]

    def silent(self) -> list[str]:
        """Units of running plans for whom something fell due and who never wrote."""
        return sorted(
            unit
            for unit, one in self.units.items()
            if one.fell_due and one.last_entry is None
        )

    def ranked(self) -> list[tuple[str, UnitFigures]]:
        """Units, the most overdue first."""
        return sorted(
            self.units.items(), key=lambda u: (-u[1].overdue, -u[1].worst, u[0])
        )

    def _unit(self, unit: str) -> UnitFigures:
        return self.units.setdefault(unit, UnitFigures())

    def _heard(self, journal: Journal) -> None:
        days = [e.date.start for e in journal.entries if e.date.start <= self.as_of]
        if days:
            one = self._unit(journal.unit)
            one.last_entry = max([max(days), *filter(None, [one.last_entry])])

    def _count(self, obligations: Iterable[Obligation]) -> None:
        seen: set[str] = set()
        for one in obligations:
            for unit in one.owners or (one.unit,):
                mine = self._unit(unit)
                mine.duties += 1
                mine.plans += unit not in seen
                seen.add(unit)
                _count_unit(mine, one, one.plan not in self.ended)
                _quarter(mine.quarters, one)
            _quarter(self.quarters, one)

    def _keep(self, rows: list[Duty]) -> None:
        late = [row for row in rows if row.status is Status.OVERDUE]
        soon = [row for row in rows if row.status is Status.DUE_SOON]
        unproved = [
            one
            for row in rows
            for one in row.occurrences
            if one.status in DONE and not one.evidence
        ]
        for name, found in (("overdue", late), ("soon", soon), ("unproved", unproved)):
            self.counts[name] += len(found)
        self._shortened(late, soon, unproved)

    def _shortened(
        self, late: list[Duty], soon: list[Duty], unproved: list[Obligation]
    ) -> None:
        """The lists with these rows more, cut to what is shown."""
        self.overdue = nsmallest(SHOWN, [*self.overdue, *late], key=self._urgency)
        self.soon = nsmallest(SHOWN, [*self.soon, *soon], key=self._urgency)
        self.unproved = nsmallest(
            SHOWN, [*self.unproved, *unproved], key=lambda one: one.done_on or date.max
        )

    def _urgency(self, row: Duty) -> tuple[object, ...]:
        """Running plans first, then the longest late, then the order of numbers."""
        return (row.plan in self.ended, -(row.days or 0), row.plan, row.task, row.unit)


def _count_unit(mine: UnitFigures, one: Obligation, running: bool) -> None:
    if one.status is Status.OVERDUE:
        mine.overdue += 1
        mine.worst = max(mine.worst, one.days or 0)
    mine.soon += one.status is Status.DUE_SOON
    mine.unproved += one.status in DONE and not one.evidence
    if running and one.status in (Status.OVERDUE, Status.NOT_REPORTED):
        mine.fell_due = True


def _quarter(quarters: dict[tuple[int, int], list[int]], one: Obligation) -> None:
    column = _COUNTED.get(one.status)
    if column is not None and one.due is not None:
        key = (one.due.year, (one.due.month + 2) // 3)
        quarters.setdefault(key, [0, 0, 0])[column] += 1


def _join_quarters(
    quarters: dict[tuple[int, int], list[int]],
    more: dict[tuple[int, int], list[int]],
) -> None:
    for quarter, counts in more.items():
        mine = quarters.setdefault(quarter, [0, 0, 0])
        mine[:] = [a + b for a, b in zip(mine, counts, strict=True)]


def _was_overdue(one: Obligation, day: date) -> bool:
    """Whether it was overdue on a past day, as far as is known now."""
    if one.due is None or one.due >= day or one.status is Status.CANCELLED:
        return False
    if one.done_on is not None:
        return one.done_on > day
    if one.status is Status.OVERDUE:
        return True
    # What keeps it from being overdue, such as a pause, may have come later.
    return one.told is not None and one.told.date.start > day


def _figures(
    plan: Plan, obligations: Sequence[Obligation], as_of: date, journals: int
) -> PlanFigures:
    statuses = by_task(obligations)
    return PlanFigures(
        plan.id,
        plan.title,
        plan.decision.issuer,
        plan.period,
        plan.period.end < as_of,
        len(statuses),
        four_states(statuses.values()),
        rates(obligations),
        tally(obligations).overdue,
        journals,
    )
