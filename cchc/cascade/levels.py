"""Gaps between a plan and the one above: tasks, deadlines, targets, leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cchc.cascade.bodies import Bodies
from cchc.cascade.gaps import Gap, GapKind
from cchc.cascade.goals import target_gaps
from cchc.compare.deadlines import Shift, Shifted, pair_deadlines, times_a_year
from cchc.compare.goals import Better
from cchc.compare.tasks import match_tasks
from cchc.dates.occurrences import occurrences
from cchc.models.deadlines import Deadline, Due, Every
from cchc.models.plan import Plan, Target, Task
from cchc.units import Units


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
