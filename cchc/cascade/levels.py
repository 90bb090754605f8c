"""Gaps between a plan and the one above: tasks, deadlines, targets, leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cchc.cascade.bodies import Bodies
from cchc.compare.deadlines import Shift, Shifted, pair_deadlines, times_a_year
from cchc.compare.goals import (
    Asked,
    Better,
    Verdict,
    brief,
    compare_goals,
    goal_in,
    goal_key,
)
from cchc.compare.targets import asked
from cchc.compare.tasks import match_tasks
from cchc.dates.occurrences import occurrences
from cchc.models.deadlines import Deadline, Due, Every
from cchc.models.goals import Goal
from cchc.models.plan import Plan, Target, Task
from cchc.problems import N_, Message, message
from cchc.units import Units


class GapKind(StrEnum):
    """Kinds of gap, the gravest first."""

    NOT_TAKEN_UP = "not_taken_up"
    NO_BASIS = "no_basis"
    LINK_BROKEN = "link_broken"
    DEADLINE_LATER = "deadline_later"
    MILESTONE_DROPPED = "milestone_dropped"
    TARGET_WEAKER = "target_weaker"
    TARGET_DIFFERS = "target_told_differently"
    LEADS_DIFFER = "leads_differ"
    DEADLINE_EARLIER = "deadline_earlier"


_TEXTS = {
    GapKind.NOT_TAKEN_UP: N_("task {upstream_id} of {plan} is not taken up: {title}"),
    GapKind.NO_BASIS: N_("task {local_id} names no task of {plan} that it carries out"),
    GapKind.LINK_BROKEN: N_("{plan} has no task or target {upstream_id}"),
    GapKind.DEADLINE_LATER: N_(
        "due {local}, {days} days later than {upstream} of task {upstream_id}, {plan}"
    ),
    GapKind.MILESTONE_DROPPED: N_(
        "the milestone {upstream} of task {upstream_id}, {plan}, is missing here"
    ),
    GapKind.TARGET_WEAKER: N_("{local} asks for less than {upstream} of {plan}"),
    GapKind.TARGET_DIFFERS: N_(
        "told differently inside the plan: {local}; {plan} asks for {upstream}"
    ),
    GapKind.LEADS_DIFFER: N_(
        "led by {local}; task {upstream_id} of {plan} is led by {upstream}"
    ),
    GapKind.DEADLINE_EARLIER: N_(
        "due {local}, {days} days earlier than {upstream} of task {upstream_id}, {plan}"
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap between `plan` and `upstream_plan`.

    `loc` leads to the local item in its file. `local` and `upstream` are the two
    values: deadlines, goals, or ids of units; `days` how many days later (negative:
    earlier) the local one falls. `info`: worth knowing, nothing to mend.
    """

    kind: GapKind
    plan: str
    upstream_plan: str
    loc: tuple[str | int, ...]
    title: str
    local_id: str | None = None
    upstream_id: str | None = None
    local: object = None
    upstream: object = None
    days: int | None = None
    at: tuple[str, ...] = ()
    info: bool = False

    @property
    def message(self) -> Message:
        """What to tell a person; dates and figures in signs that need no language."""
        return message(
            _TEXTS[self.kind],
            plan=self.upstream_plan,
            local_id=self.local_id,
            upstream_id=self.upstream_id,
            title=self.title,
            local=_sign(self.local),
            upstream=_sign(self.upstream),
            days=abs(self.days or 0),
        )


def _sign(value: object) -> str:
    match value:
        case Goal():
            return brief(value)
        case Due(due=due):
            return due.end.strftime("%d/%m/%Y") + _name(value)
        case Every():
            return " ".join(filter(None, (value.every, value.day))) + _name(value)
        case tuple():
            return ", ".join(map(_sign, value))
    return "–" if value is None else str(value)


def _name(deadline: Deadline) -> str:
    return f" ({deadline.what})" if deadline.what else ""


_LEVELS = frozenset({"central", "province", "district", "commune", "internal"})


class _Demand(NamedTuple):
    """A target of the plan above, and its goal worked out for year and level."""

    target: Target
    goal: Goal
    year: int | None


def target_gaps(
    local: Plan, upstream: Plan, level: str | None, better: Mapping[str, Better]
) -> Iterator[Gap]:
    """Targets weaker than upstream's, and those told in several ways here.

    Equal figures of one indicator, scope and year count once, with all their places.
    """
    groups: dict[tuple[object, ...], dict[tuple[object, ...], list[int]]] = {}
    for index, target in enumerate(local.targets):
        if target.indicator is not None:
            year = asked(local, target).year
            figures = groups.setdefault((target.indicator, target.scope, year), {})
            figures.setdefault(goal_key(target.goal), []).append(index)
    for figures in groups.values():
        told = []
        for indexes in figures.values():
            demand = _demand(local, local.targets[indexes[0]], upstream, level)
            if demand is None:
                continue
            told.append((indexes, demand))
            if _weaker(local, local.targets[indexes[0]], demand, better):
                yield _gap(GapKind.TARGET_WEAKER, local, upstream, [indexes], demand)
        kinds = {local.targets[i[0]].goal.form for i, _ in told}
        if len(told) > 1 and len(kinds) == 1:
            every = [indexes for indexes, _ in told]
            yield _gap(GapKind.TARGET_DIFFERS, local, upstream, every, told[0][1])


def _gap(
    kind: GapKind,
    local: Plan,
    upstream: Plan,
    figures: list[list[int]],
    demand: _Demand,
) -> Gap:
    targets = [local.targets[i] for indexes in figures for i in indexes]
    first = local.targets[figures[-1][0]]
    goals = tuple(local.targets[indexes[0]].goal for indexes in figures)
    return Gap(
        kind,
        local.id,
        upstream.id,
        ("targets", figures[-1][0], "goal"),
        first.title,
        first.id,
        demand.target.id,
        goals[0] if len(goals) == 1 else goals,
        demand.goal,
        at=tuple(dict.fromkeys(t.at or t.id for t in targets)),
    )


def _demand(
    local: Plan, target: Target, upstream: Plan, level: str | None
) -> _Demand | None:
    """What upstream asks for the same indicator and scope by the target's year.

    A link decides; else the goal of the latest year not after it, or of no year.
    """
    link = target.implements
    year = asked(local, target).year
    found: list[_Demand] = []
    for above in upstream.targets:
        linked = link is not None and (link.plan, link.target) == (
            upstream.id,
            above.id,
        )
        if not linked and (
            above.indicator != target.indicator
            or not _same_scope(target.scope, above, level)
        ):
            continue
        by = asked(upstream, above).year
        goal = goal_in(above.goal, year, _level(target.scope, level))
        if goal is None:
            continue
        if linked:
            return _Demand(above, goal, by)
        worked_out = above.goal.schedule is not None
        if by is None or worked_out or (year is not None and by <= year):
            found.append(_Demand(above, goal, year if worked_out else by))
    return max(found, key=lambda one: one.year or 0, default=None)


def _level(scope: str | None, level: str | None) -> str | None:
    return level if scope is None else scope


def _same_scope(scope: str | None, above: Target, level: str | None) -> bool:
    """The same scope, or one that names the level which the local target means.

    Without a scope a local target means the issuer's own level.
    """
    meant = _level(scope, level)
    if above.goal.schedule is not None and above.scope is None:
        return scope is None or any(s.scope == scope for s in above.goal.schedule)
    if above.scope is None or scope == above.scope:
        return scope == above.scope
    parts = set(above.scope.split("-"))
    return parts <= _LEVELS and meant in parts


def _weaker(
    local: Plan, target: Target, demand: _Demand, better: Mapping[str, Better]
) -> bool:
    way = better.get(target.indicator or "", "up")
    above = Asked(demand.goal, demand.year)
    found = compare_goals(above, asked(local, target), way)
    return found.verdict is Verdict.LOOSENED


class Taken(NamedTuple):
    """Local tasks and the upstream tasks that they carry out.

    `guessed`: the local plan links none of its tasks, so that near titles decide;
    such pairs only say that something was taken up, nothing more is compared.
    """

    pairs: tuple[tuple[int, Task], ...]
    guessed: bool


def compare_levels(
    local: Plan,
    upstream: Plan,
    units: Units,
    better: Mapping[str, Better],
    taken: Taken | None = None,
) -> list[Gap]:
    """Every gap between `local` and the plan above it, the gravest kind first.

    `better` gives the direction of each indicator; one that it lacks goes up. `taken`
    is what `taken_up` says, where it is known already.
    """
    bodies = Bodies(local, upstream, units)
    taken = taken or taken_up(local, upstream, units)
    found = [
        *_not_taken_up(bodies, taken),
        *_without_basis(local, upstream, taken),
        *_broken(local, upstream),
        *target_gaps(local, upstream, bodies.level, better),
    ]
    if not taken.guessed:
        for index, above in taken.pairs:
            found += _deadline_gaps(local, index, upstream, above)
            found += _lead_gaps(bodies, index, above)
    order = list(GapKind)
    return sorted(found, key=lambda gap: order.index(gap.kind))


def taken_up(local: Plan, upstream: Plan, units: Units) -> Taken:
    """Which local task carries out which upstream task: by its link, else by title."""
    above = {task.id: task for task in upstream.tasks}
    links = [
        (index, task.implements.task)
        for index, task in enumerate(local.tasks)
        if task.implements and task.implements.plan == upstream.id
    ]
    if links:
        pairs = ((i, above[t]) for i, t in links if t is not None and t in above)
        return Taken(tuple(pairs), False)
    index = {id(task): i for i, task in enumerate(local.tasks)}
    near = match_tasks(upstream.tasks, local.tasks, units.is_one_house)
    found = ((index[id(p.new)], p.old) for p in near if p.old and p.new)
    return Taken(tuple(found), True)


def _not_taken_up(bodies: Bodies, taken: Taken) -> Iterator[Gap]:
    local, upstream = bodies.local, bodies.upstream
    done = {task.id for _, task in taken.pairs}
    loc = _link_loc(local, upstream)
    for task in upstream.tasks:
        timely = any(_timely(local, d) for d in task.deadlines or (None,))
        if task.id in done or not bodies.addresses(task):
            continue
        if timely or not taken.guessed:
            yield Gap(
                GapKind.NOT_TAKEN_UP,
                local.id,
                upstream.id,
                loc,
                task.title,
                upstream_id=task.id,
                upstream=task.deadlines,
                info=taken.guessed or not timely,
            )


def _link_loc(local: Plan, upstream: Plan) -> tuple[str | int, ...]:
    if upstream.id in local.implements:
        return ("implements", local.implements.index(upstream.id))
    return ("id",)


def _timely(local: Plan, deadline: Deadline | None) -> bool:
    """Whether a deadline above touches the local plan's own period."""
    match deadline:
        case Due(due=due):
            return due.overlaps(local.period)
        case Every(from_=start, until=end):
            begun = start is None or start.start <= local.period.end
            return begun and (end is None or local.period.start <= end.end)
    return True


def _without_basis(local: Plan, upstream: Plan, taken: Taken) -> Iterator[Gap]:
    """Only of plans that link their tasks, and only tasks that link nowhere at all."""
    if taken.guessed:
        return
    for index, task in enumerate(local.tasks):
        if task.implements is None:
            yield Gap(
                GapKind.NO_BASIS,
                local.id,
                upstream.id,
                ("tasks", index),
                task.title,
                task.id,
            )


def _broken(local: Plan, upstream: Plan) -> Iterator[Gap]:
    """Links to a task or target that the plan above does not have."""
    tasks = {task.id for task in upstream.tasks}
    targets = {target.id for target in upstream.targets}
    for kind in ("tasks", "targets"):
        items: tuple[Task | Target, ...] = getattr(local, kind)
        for index, item in enumerate(items):
            link = item.implements
            if link is None or link.plan != upstream.id:
                continue
            for key, name, known in (
                ("task", link.task, tasks),
                ("target", link.target, targets),
            ):
                if name is not None and name not in known:
                    yield Gap(
                        GapKind.LINK_BROKEN,
                        local.id,
                        upstream.id,
                        (kind, index, "implements", key),
                        item.title,
                        item.id,
                        name,
                    )


def _deadline_gaps(
    local: Plan, index: int, upstream: Plan, above: Task
) -> Iterator[Gap]:
    task = local.tasks[index]
    for one in pair_deadlines(above.deadlines, task.deadlines):
        kind, days = _judged(local, one)
        if kind is None:
            continue
        loc: tuple[str | int, ...] = ("tasks", index, "deadlines")
        if one.new is not None:
            loc = (*loc, task.deadlines.index(one.new))
        yield Gap(
            kind,
            local.id,
            upstream.id,
            loc,
            task.title,
            task.id,
            above.id,
            one.new,
            one.old,
            days,
            info=kind is GapKind.DEADLINE_EARLIER,
        )


def _judged(local: Plan, one: Shifted) -> tuple[GapKind | None, int | None]:
    """What a pair of deadlines (above, here) means; only what is dated above binds."""
    above, here = one.old, one.new
    if not isinstance(above, Due | Every) and one.shift is not Shift.LATER:
        return None, None
    match one.shift:
        case Shift.LATER:
            return GapKind.DEADLINE_LATER, one.days
        case Shift.EARLIER:
            return GapKind.DEADLINE_EARLIER, one.days
        case Shift.DROPPED:
            return GapKind.MILESTONE_DROPPED, None
        case Shift.CHANGED if isinstance(above, Every) and isinstance(here, Due):
            return _once(local, above, here)
        case Shift.CHANGED if isinstance(above, Due) and isinstance(here, Every):
            return None, None
        case Shift.CHANGED if isinstance(above, Every) and isinstance(here, Every):
            rarer = times_a_year(here) < times_a_year(above)
            return (GapKind.MILESTONE_DROPPED if rarer else None), None
        case Shift.CHANGED:
            return GapKind.MILESTONE_DROPPED, None
    return None, None


def _once(local: Plan, above: Every, here: Due) -> tuple[GapKind | None, int | None]:
    """A recurring duty above, one date here: right for a plan of one occurrence."""
    if local.period.is_open:
        return GapKind.MILESTONE_DROPPED, None
    times = list(occurrences(above.every, above.interval, above.day, local.period))
    if len(times) > 1:
        return GapKind.MILESTONE_DROPPED, None
    days = (here.due.end - times[0].due).days if times else 0
    if days == 0:
        return None, None
    return (GapKind.DEADLINE_LATER if days > 0 else GapKind.DEADLINE_EARLIER), days


def _lead_gaps(bodies: Bodies, index: int, above: Task) -> Iterator[Gap]:
    task = bodies.local.tasks[index]
    if not bodies.match(task, above):
        yield Gap(
            GapKind.LEADS_DIFFER,
            bodies.local.id,
            bodies.upstream.id,
            ("tasks", index, "leads"),
            task.title,
            task.id,
            above.id,
            task.leads,
            above.leads,
        )
