"""What a periodic report contains: everything that its documents say, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cchc.dates import Period
from cchc.models.journal import Journal, TaskEntry
from cchc.models.plan import Group, Plan
from cchc.query import Filter
from cchc.reporting.changes import Changes, changes
from cchc.reporting.items import Item, by_due, items
from cchc.reporting.results import Result, results
from cchc.reporting.turns import Turn
from cchc.status import (
    CLOSED,
    DONE,
    Obligation,
    Rates,
    Setting,
    Status,
    evaluate,
    rates,
)
from cchc.status.measures import measures
from cchc.status.obligations import Tally, by_task, tally

_WAITING = frozenset({Status.WAITING, Status.BLOCKED})


@dataclass(frozen=True, slots=True)
class Section:
    """A group of tasks: what fell due in the window, what was done, what is late.

    `group` is None for tasks outside every group. `tasks` counts planned tasks,
    `finished` those complete, `late_tasks` those overdue.
    """

    group: Group | None
    window: Tally
    tasks: int
    finished: int
    late_tasks: int
    done: tuple[Item, ...]
    overdue: tuple[Item, ...]
    lines: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its obligations due in the window, and all that is overdue."""

    unit: str
    window: Tally
    overdue: int


@dataclass(frozen=True, slots=True)
class Report:
    """A periodic report of one plan, closed on `closed`.

    `window` counts what fell due in the data window; `total` the whole plan so far.
    `early` was done in the window though due after it. `upcoming` falls due before
    the next report (`following`). `heard`: tasks and units that a journal tells of.
    """

    plan: Plan
    turn: Turn
    following: Turn
    closed: date
    journals: int
    window: Tally
    total: Rates
    early: tuple[Item, ...]
    sections: tuple[Section, ...]
    units: tuple[UnitLine, ...]
    overdue: tuple[Item, ...]
    silent: tuple[Item, ...]
    waiting: tuple[Item, ...]
    upcoming: tuple[Item, ...]
    results: tuple[Result, ...]
    changes: Changes | None
    heard: frozenset[tuple[str, str]]

    def is_reported(self, one: Obligation) -> bool:
        """Whether a unit that answers for it has said anything about the task."""
        return any((one.task, unit) in self.heard for unit in (one.unit, *one.owners))


@dataclass(frozen=True, slots=True)
class Request:
    """Which report: its turn, those around it, and whose obligations it shows.

    `setting.as_of` is the day the report is made; data close on the cut-off at the
    latest. `lower_is_better` names indicators whose fall is good.
    """

    turn: Turn
    previous: Turn | None
    following: Turn
    setting: Setting
    units: frozenset[str] | None = None
    lower_is_better: frozenset[str] = frozenset()

    @property
    def closed(self) -> date:
        """The last day whose entries count."""
        return min(self.setting.as_of, self.turn.window.end)


def report(plan: Plan, journals: Sequence[Journal], request: Request) -> Report:
    """Everything that the report says; entries after its cut-off do not exist."""
    closed, window = request.closed, _shown(request.turn.window, request.closed)
    every = _evaluated(plan, journals, request, closed)
    due = [one for one in every if one.due is not None and one.due in window]
    now = _results(plan, journals, request, closed)
    return Report(
        plan=plan,
        turn=request.turn,
        following=request.following,
        closed=closed,
        journals=len(journals),
        window=tally(due),
        total=rates(every),
        early=tuple(items(plan, _early(every, window), every)),
        sections=tuple(_sections(plan, every, window)),
        units=tuple(_units(every, due)),
        overdue=tuple(by_due(items(plan, _of(every, Status.OVERDUE), every))),
        silent=tuple(items(plan, _of(every, Status.NOT_REPORTED), every)),
        waiting=tuple(items(plan, _of(every, *_WAITING), every)),
        upcoming=tuple(by_due(items(plan, _upcoming(every, request), every))),
        results=now,
        changes=_changes(plan, journals, request, every, now),
        heard=frozenset(
            (entry.task, journal.unit)
            for journal in journals
            for entry in journal.entries
            if isinstance(entry, TaskEntry) and entry.date.start <= closed
        ),
    )


def _shown(window: Period, closed: date) -> Period:
    return replace(window, end=max(closed, window.start))


def _evaluated(
    plan: Plan, journals: Sequence[Journal], request: Request, day: date
) -> list[Obligation]:
    wanted = Filter(units=request.units)
    setting = request.setting._replace(as_of=day)
    return [one for one in evaluate(plan, journals, setting) if wanted.keeps(one)]


def _results(
    plan: Plan, journals: Sequence[Journal], request: Request, day: date
) -> tuple[Result, ...]:
    """Targets of the plan; a report on units has those that the units measured."""
    measured = measures(journals, day)
    found = results(plan, measured, request.turn.window, request.lower_is_better)
    if request.units is None:
        return found
    return tuple(r for r in found if r.measure and r.measure.unit in request.units)


def _changes(
    plan: Plan,
    journals: Sequence[Journal],
    request: Request,
    after: Sequence[Obligation],
    now: Sequence[Result],
) -> Changes | None:
    previous = request.previous
    if previous is None or previous.window.end >= request.closed:
        return None
    day = previous.window.end
    before = _evaluated(plan, journals, request, day)
    then = _results(plan, journals, replace(request, turn=previous), day)
    return changes(plan, before, after, (then, now), day)


def _of(every: Sequence[Obligation], *statuses: Status) -> list[Obligation]:
    return [one for one in every if one.status in statuses]


def _early(every: Sequence[Obligation], window: Period) -> list[Obligation]:
    """Done in the window though due later, or without any due date."""
    return [
        one
        for one in every
        if one.status in DONE
        and one.done_on is not None
        and one.done_on in window
        and (one.due is None or one.due > window.end)
    ]


def _upcoming(every: Sequence[Obligation], request: Request) -> list[Obligation]:
    first = request.closed + timedelta(days=1)
    last = request.following.window.end
    return [
        one
        for one in every
        if one.due is not None and first <= one.due <= last and one.status not in CLOSED
    ]


def _sections(plan: Plan, every: Sequence[Obligation], window: Period) -> list[Section]:
    groups: list[Group | None] = [*plan.groups, None]
    found = []
    of_group: dict[str | None, list[Obligation]] = {}
    known = {group.id for group in plan.groups}
    for one in every:
        of_group.setdefault(one.group if one.group in known else None, []).append(one)
    for group in groups:
        mine = of_group.get(group.id if group else None, [])
        if not mine:
            continue
        statuses = by_task(mine).values()
        done = [o for o in mine if o.done_on is not None and o.done_on in window]
        found.append(
            Section(
                group=group,
                window=tally(o for o in mine if o.due is not None and o.due in window),
                tasks=len(statuses),
                finished=sum(status in DONE for status in statuses),
                late_tasks=sum(status is Status.OVERDUE for status in statuses),
                done=tuple(items(plan, done, mine)),
                overdue=tuple(by_due(items(plan, _of(mine, Status.OVERDUE), mine))),
                lines=tuple(items(plan, mine, mine)),
            )
        )
    return found


def _units(every: Sequence[Obligation], due: Sequence[Obligation]) -> list[UnitLine]:
    """Units with something due in the window or overdue, the latest first."""
    of_unit: dict[str, list[Obligation]] = {}
    late: dict[str, int] = {}
    for one in due:
        of_unit.setdefault(one.unit, []).append(one)
    for one in every:
        if one.status is Status.OVERDUE:
            late[one.unit] = late.get(one.unit, 0) + 1
    names = dict.fromkeys([*of_unit, *late])
    lines = [
        UnitLine(unit, tally(of_unit.get(unit, ())), late.get(unit, 0))
        for unit in names
    ]
    return sorted(
        (line for line in lines if line.window.due or line.overdue),
        key=lambda line: (-line.overdue, -line.window.due),
    )
