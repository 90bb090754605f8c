"""What a periodic report contains: everything that its documents say, as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from cchc.amend import in_force
from cchc.dates import Period
from cchc.models.journal import Journal, TaskEntry
from cchc.models.plan import Group, Plan, Task
from cchc.query import Filter
from cchc.reporting.happened import Close, happened, stuck
from cchc.reporting.targets import Result, Verdict, results
from cchc.reporting.windows import PeriodicReport
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
from cchc.status.measures import measures, sets_of
from cchc.status.obligations import Tally, by_task, latest, printed


@dataclass(frozen=True, slots=True)
class Share:
    """Units of a line that owe it as members of one group, or each by itself (None).

    `members` counts all of the group that owe the same thing, whatever its status.
    """

    via: str | None
    obligations: tuple[Obligation, ...]
    members: int


@dataclass(frozen=True, slots=True)
class Item:
    """Obligations of one task, milestone, due date and status, by several units.

    `done` of `members` units have finished what this line is about.
    """

    task: Task
    obligations: tuple[Obligation, ...]
    shares: tuple[Share, ...]
    done: int
    members: int

    @property
    def first(self) -> Obligation:
        """What all of them share: status, due date, milestone."""
        return self.obligations[0]

    @property
    def units(self) -> tuple[str, ...]:
        """Who owed it, each once."""
        return tuple(dict.fromkeys(one.unit for one in self.obligations))

    @property
    def days(self) -> int | None:
        """The most days late."""
        return latest(self.obligations)


def items(
    plan: Plan, wanted: Iterable[Obligation], every: Iterable[Obligation]
) -> list[Item]:
    """`wanted` as lines, in the plan's order; `every` tells how many share each."""
    tasks = {task.id: task for task in plan.every_task}
    members: dict[tuple[object, ...], set[str]] = {}
    done: dict[tuple[object, ...], set[str]] = {}
    for one in every:
        members.setdefault(_slot(one), set()).add(one.unit)
        members.setdefault((*_slot(one), one.via), set()).add(one.unit)
        if one.status in DONE:
            done.setdefault(_slot(one), set()).add(one.unit)
    alike: dict[tuple[object, ...], list[Obligation]] = {}
    for one in wanted:
        alike.setdefault((*_slot(one), one.status), []).append(one)
    return [
        Item(
            tasks[ones[0].task],
            tuple(ones),
            tuple(_shares(ones, members)),
            len(done.get(_slot(ones[0]), ())),
            len(members[_slot(ones[0])]),
        )
        for ones in alike.values()
    ]


def _shares(
    ones: Iterable[Obligation], members: Mapping[tuple[object, ...], set[str]]
) -> Iterator[Share]:
    by_group: dict[str | None, list[Obligation]] = {}
    for one in ones:
        by_group.setdefault(one.via, []).append(one)
    for via, found in by_group.items():
        yield Share(via, tuple(found), len(members[*_slot(found[0]), via]))


def _slot(one: Obligation) -> tuple[object, ...]:
    return (one.task, one.what, one.kind, one.due, one.period and one.period.start)


def by_due(found: Iterable[Item]) -> list[Item]:
    """Earliest due first; those without a date last."""
    return sorted(found, key=lambda item: item.first.due or date.max)


@dataclass(frozen=True, slots=True)
class Changes:
    """Against the previous report, as of its cut-off.

    `caught_up` was overdue then and is done now; `fell_behind` became overdue since;
    `still_behind` was and is. `reached` and `lost` are targets. `reopened` were
    complete then and are not now, because what they wait for happened again.
    """

    previous: date
    before: Rates
    caught_up: tuple[Item, ...]
    fell_behind: tuple[Item, ...]
    still_behind: tuple[Item, ...]
    reached: tuple[Result, ...]
    lost: tuple[Result, ...]
    reopened: tuple[Task, ...] = ()


def changes(
    plan: Plan,
    before: Sequence[Obligation],
    after: Sequence[Obligation],
    results: tuple[Sequence[Result], Sequence[Result]],
    previous: date,
) -> Changes:
    """Compare two evaluations; `results` are the targets then and now."""
    then = {key(one): one.status for one in before}

    def which(old: Iterable[Status], new: Iterable[Status]) -> tuple[Item, ...]:
        found = [
            one
            for one in after
            if one.status in new and then.get(key(one), Status.NOT_DUE) in old
        ]
        return tuple(items(plan, found, after))

    earlier = {r.target.id: r.verdict for r in results[0]}
    meets, late = Verdict.MEETS, {Status.OVERDUE}
    return Changes(
        previous,
        rates(printed(plan, before)),
        which(late, DONE),
        which(set(Status) - late, late),
        which(late, late),
        tuple(
            r
            for r in results[1]
            if r.verdict is meets and earlier.get(r.target.id) is not meets
        ),
        tuple(
            r
            for r in results[1]
            if earlier.get(r.target.id) is meets and r.verdict is Verdict.MISSES
        ),
        _reopened(plan, before, after),
    )


def _reopened(
    plan: Plan, before: Iterable[Obligation], after: Iterable[Obligation]
) -> tuple[Task, ...]:
    then, now = by_task(before), by_task(after)
    return tuple(
        task
        for task in plan.tasks
        if then.get((plan.id, task.id)) in DONE
        and now.get((plan.id, task.id)) not in CLOSED
    )


def key(one: Obligation) -> tuple[object, ...]:
    """What makes an obligation the same one on two dates."""
    # A date that was moved is still the same obligation.
    start = one.original_due or (one.period.start if one.period else None)
    return (one.task, one.unit, one.kind, one.what, start)


_WAITING = frozenset({Status.WAITING, Status.BLOCKED, Status.PAUSED})


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
    """One unit: its tasks due in the window, and all that are overdue."""

    unit: str
    window: Tally
    overdue: int


class YearBefore(NamedTuple):
    """The plan of the year before, and how far it was at its close."""

    title: str
    rates: Rates


@dataclass(frozen=True, slots=True)
class Report:
    """A periodic report of one plan, closed on `closed`.

    `window` counts tasks with something due in the data window, `total` the whole plan
    so far.
    `early` was done in the window though due after it. `upcoming` falls due before
    the next report (`following`). `heard`: tasks and units that a journal tells of.
    `blocked`: what a unit asks help for, overdue or not.
    """

    plan: Plan
    periodic: PeriodicReport
    following: PeriodicReport
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
    blocked: tuple[Item, ...]
    year_before: YearBefore | None = None

    def is_reported(self, one: Obligation) -> bool:
        """Whether a unit that answers for it has said anything about the task."""
        return any((one.task, unit) in self.heard for unit in (one.unit, *one.owners))


@dataclass(frozen=True, slots=True)
class Request:
    """Which report: its periodic, those around it, and whose obligations it shows.

    `setting.as_of` is the day the report is made; data close on the cut-off at the
    latest. `lower_is_better` names indicators whose fall is good.
    """

    periodic: PeriodicReport
    previous: PeriodicReport | None
    following: PeriodicReport
    setting: Setting
    units: frozenset[str] | None = None
    lower_is_better: frozenset[str] = frozenset()

    @property
    def closed(self) -> date:
        """The last day whose entries count."""
        return min(self.setting.as_of, self.periodic.window.end)


def report(plan: Plan, journals: Sequence[Journal], request: Request) -> Report:
    """Everything that the report says of what had happened by its cut-off.

    What counts is when a thing happened; entries and corrections written up to the day
    of making tell of it.
    """
    closed, window = request.closed, _shown(request.periodic.window, request.closed)
    plan = in_force(plan, closed)
    close = Close(closed, request.periodic.period.end)
    known = happened(journals, request.setting.as_of, close)
    every = _evaluated(plan, known, request, closed)
    due = [one for one in every if one.due is not None and one.due in window]
    now = _results(plan, known, request, closed)
    held = stuck(known, closed)
    blocked = [o for o in every if o.status not in CLOSED and held(o)]
    return Report(
        plan=plan,
        periodic=request.periodic,
        following=request.following,
        closed=closed,
        journals=len(journals),
        window=by_tasks(printed(plan, due)),
        total=rates(printed(plan, every)),
        early=tuple(items(plan, _early(every, window), every)),
        sections=tuple(_sections(plan, every, window)),
        units=tuple(_units(printed(plan, every), printed(plan, due))),
        overdue=tuple(by_due(items(plan, _of(every, Status.OVERDUE), every))),
        silent=tuple(items(plan, _of(every, Status.NOT_REPORTED), every)),
        waiting=tuple(items(plan, _of(every, *_WAITING), every)),
        upcoming=tuple(by_due(items(plan, _upcoming(every, request), every))),
        results=now,
        changes=_changes(plan, journals, request, every, now),
        heard=_heard(known, closed),
        blocked=tuple(by_due(items(plan, blocked, every))),
    )


def _heard(journals: Sequence[Journal], closed: date) -> frozenset[tuple[str, str]]:
    return frozenset(
        (entry.task, journal.unit)
        for journal in journals
        for entry in journal.entries
        if isinstance(entry, TaskEntry) and entry.date.start <= closed
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
    plan = in_force(plan, day)
    sets = sets_of(plan, request.setting.units, day)
    measured = measures(journals, day, sets)
    close = Close(day, request.periodic.period.end)
    found = results(plan, measured, close, request.lower_is_better)
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
    close = Close(day, previous.period.end)
    known = happened(journals, request.setting.as_of, close)
    before = _evaluated(plan, known, request, day)
    then = _results(plan, known, replace(request, periodic=previous), day)
    return changes(plan, before, after, (then, now), day)


def by_tasks(obligations: Iterable[Obligation]) -> Tally:
    """Tasks, not obligations: overdue where one part is, late where one part was."""
    of_task: dict[str, set[Status]] = {}
    for one in obligations:
        of_task.setdefault(one.task, set()).add(one.status)
    worst = [
        next((s for s in (Status.OVERDUE, Status.DONE_LATE) if s in found), None)
        or (Status.DONE_ON_TIME if found <= DONE else None)
        for found in of_task.values()
    ]
    return Tally(
        worst.count(Status.DONE_ON_TIME),
        worst.count(Status.DONE_LATE),
        worst.count(Status.OVERDUE),
    )


def tasks_in(found: Iterable[Item]) -> int:
    """How many tasks some lines are about, by the numbers that are printed."""
    return len({item.task.counts_as or item.task.id for item in found})


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
        counted = printed(plan, mine)
        statuses = by_task(counted).values()
        done = [o for o in mine if o.done_on is not None and o.done_on in window]
        found.append(
            Section(
                group=group,
                window=by_tasks(
                    o for o in counted if o.due is not None and o.due in window
                ),
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
    late: dict[str, set[str]] = {}
    for one in due:
        of_unit.setdefault(one.unit, []).append(one)
    for one in every:
        if one.status is Status.OVERDUE:
            late.setdefault(one.unit, set()).add(one.task)
    names = dict.fromkeys([*of_unit, *late])
    lines = [
        UnitLine(unit, by_tasks(of_unit.get(unit, ())), len(late.get(unit, ())))
        for unit in names
    ]
    return sorted(
        (line for line in lines if line.window.due or line.overdue),
        key=lambda line: (-line.overdue, -line.window.due),
    )
