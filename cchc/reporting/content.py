"""What a periodic report contains: everything that its documents say, as data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cchc.amend import in_force
from cchc.compare.goals import goal_in
from cchc.dates import Period
from cchc.models.goals import THRESHOLDS, Goal
from cchc.models.journal import Journal, TaskEntry
from cchc.models.plan import Group, Plan, Target, Task
from cchc.query import Filter
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
from cchc.status.measures import Measure, measures, sets_of
from cchc.status.obligations import Tally, by_task, latest, tally


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


class Verdict(StrEnum):
    """What a measured value says of its target."""

    MEETS = "meets"
    MISSES = "misses"
    NOT_REPORTED = "not_reported"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Result:
    """A target, its latest value in the report's window, and the threshold asked."""

    target: Target
    measure: Measure | None
    threshold: float | None
    verdict: Verdict


def results(
    plan: Plan,
    measured: Mapping[str, Sequence[Measure]],
    window: Period,
    lower_is_better: frozenset[str],
) -> tuple[Result, ...]:
    """Every target of the plan; values of periods before the window do not count.

    `lower_is_better`: ids of indicators whose fall is good.
    """
    return tuple(
        _result(target, measured.get(target.id, ()), window, lower_is_better)
        for target in plan.targets
    )


def _result(
    target: Target,
    measured: Sequence[Measure],
    window: Period,
    lower_is_better: frozenset[str],
) -> Result:
    current = [m for m in measured if m.period.end >= window.start]
    if not current:
        return Result(target, None, threshold(target), Verdict.NOT_REPORTED)
    last = current[-1]
    lower = target.indicator in lower_is_better
    wanted = threshold(target, last.period)
    fits = _meets(target.goal, last.value, wanted, measured, lower)
    if fits is None:
        return Result(target, last, wanted, Verdict.NOT_COMPARABLE)
    return Result(target, last, wanted, Verdict.MEETS if fits else Verdict.MISSES)


def threshold(target: Target, period: Period | None = None) -> float | None:
    """The figure that the goal asks for in `period`; None where it names none."""
    goal = target.goal
    if goal.form in (*THRESHOLDS, "rank"):
        return float(getattr(goal, goal.form))
    if goal.schedule is None or period is None:
        return None
    step = goal_in(goal, period.end.year, target.scope)
    return step.at_least if step else None


def _meets(
    goal: Goal,
    value: float,
    wanted: float | None,
    measured: Sequence[Measure],
    lower: bool,
) -> bool | None:
    """Whether `value` is enough; None where there is nothing to hold it against."""
    match goal.form:
        case "at_least" | "schedule":
            return None if wanted is None else _reaches(value, wanted)
        case "more_than":
            return wanted is not None and value > wanted
        case "at_most" | "rank":
            return wanted is not None and _reaches(-value, -wanted)
        case "less_than":
            return wanted is not None and value < wanted
        case "exactly":
            return wanted is not None and math.isclose(value, wanted, abs_tol=1e-9)
        case "rise" | "fall" | "better_than":
            return _moved(goal, value, measured, lower)
    return None


def _moved(
    goal: Goal, value: float, measured: Sequence[Measure], lower: bool
) -> bool | None:
    """Against a base year whose own value the journals hold."""
    base = goal.against or goal.better_than
    past = [
        m.value
        for m in measured
        if base and (m.period.start, m.period.end) == (base.start, base.end)
    ]
    if not past:
        return None
    change = value - past[-1]
    if goal.rise is not None:
        return _reaches(change, goal.rise)
    if goal.fall is not None:
        return _reaches(-change, goal.fall)
    return change < 0 if lower else change > 0


def _reaches(value: float, wanted: float) -> bool:
    return value >= wanted or math.isclose(value, wanted, abs_tol=1e-9)


@dataclass(frozen=True, slots=True)
class Changes:
    """Against the previous report, as of its cut-off.

    `caught_up` was overdue then and is done now; `fell_behind` became overdue since;
    `still_behind` was and is. `reached` and `lost` are targets.
    """

    previous: date
    before: Rates
    caught_up: tuple[Item, ...]
    fell_behind: tuple[Item, ...]
    still_behind: tuple[Item, ...]
    reached: tuple[Result, ...]
    lost: tuple[Result, ...]


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
        rates(before),
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
    """Everything that the report says; entries after its cut-off do not exist."""
    closed, window = request.closed, _shown(request.periodic.window, request.closed)
    plan = in_force(plan, closed)
    every = _evaluated(plan, journals, request, closed)
    due = [one for one in every if one.due is not None and one.due in window]
    now = _results(plan, journals, request, closed)
    return Report(
        plan=plan,
        periodic=request.periodic,
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
    plan = in_force(plan, day)
    sets = sets_of(plan, request.setting.units, day)
    measured = measures(journals, day, sets)
    found = results(plan, measured, request.periodic.window, request.lower_is_better)
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
    then = _results(plan, journals, replace(request, periodic=previous), day)
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
