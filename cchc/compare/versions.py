"""Two versions of one plan: what changed in meaning, not in form.

Order of keys, of tasks and of units, comments, quotes and line breaks mean nothing;
`2024-Q2` and `2024-06-30` are the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cchc.compare.change import Change, Kind
from cchc.compare.deadlines import Shift, pair_deadlines
from cchc.compare.goals import Better, Verdict, compare_goals, goal_key
from cchc.compare.targets import asked
from cchc.compare.tasks import match_versions
from cchc.dates import Period
from cchc.models.base import Record
from cchc.models.plan import Plan, Target, Task

_SHIFTS = {
    Shift.LATER: Kind.DEADLINE_LATER,
    Shift.EARLIER: Kind.DEADLINE_EARLIER,
    Shift.CHANGED: Kind.DEADLINE_CHANGED,
    Shift.DROPPED: Kind.DEADLINE_REMOVED,
    Shift.ADDED: Kind.DEADLINE_ADDED,
}
_VERDICTS = {
    Verdict.TIGHTENED: Kind.TARGET_STRENGTHENED,
    Verdict.LOOSENED: Kind.TARGET_WEAKENED,
    Verdict.NOT_COMPARABLE: Kind.TARGET_CHANGED,
}
_LISTED = {"replaces", "implements"}
"""Keys of the head whose order means nothing."""
_PARTS = frozenset({"format", "decision", "tasks", "targets"})


def plan_changes(
    old: Plan, new: Plan, better: Mapping[str, Better]
) -> Iterator[Change]:
    """Every change of the head, the tasks and the targets of one plan."""
    yield from _head(old, new)
    pairs = match_versions(old.tasks, new.tasks)
    moved = {p.old.id: p.new.id for p in pairs if p.old and p.new}
    for pair in pairs:
        if pair.old is None and pair.new is not None:
            yield _task(Kind.TASK_ADDED, new, pair.new, (None, pair.new.deadlines))
        elif pair.new is None and pair.old is not None:
            yield _task(Kind.TASK_REMOVED, new, pair.old, (pair.old.deadlines, None))
        elif pair.old is not None and pair.new is not None:
            yield from _task_changes(new, pair.old, pair.new)
    yield from _targets(old, new, better, moved)


def _task(
    kind: Kind,
    plan: Plan,
    task: Task,
    values: tuple[object, object],
    days: int | None = None,
) -> Change:
    return Change(kind, plan.id, task.id, task.title, *values, days)


def _head(old: Plan, new: Plan) -> Iterator[Change]:
    pairs = [
        *(
            (f"decision.{k}", old.decision, new.decision, k)
            for k in fields(old.decision)
        ),
        *((k, old, new, k) for k in fields(old) if k not in _PARTS),
    ]
    for name, before, after, key in pairs:
        then, now = getattr(before, key), getattr(after, key)
        if not _same(then, now, key in _LISTED):
            yield Change(Kind.HEAD_CHANGED, new.id, name, new.title, then, now)


def fields(record: Record) -> Iterable[str]:
    """Keys of a record."""
    return type(record).model_fields


def _same(then: object, now: object, unordered: bool = False) -> bool:
    if isinstance(then, Period) and isinstance(now, Period):
        return (then.start, then.end) == (now.start, now.end)
    if isinstance(then, tuple) and isinstance(now, tuple):
        if unordered:
            return sorted(map(repr, then)) == sorted(map(repr, now))
        return len(then) == len(now) and all(map(_same, then, now))
    if isinstance(then, Record) and type(then) is type(now):
        return all(_same(getattr(then, k), getattr(now, k)) for k in fields(then))
    return then == now


def _task_changes(plan: Plan, old: Task, new: Task) -> Iterator[Change]:
    if old == new:
        return
    if (old.id, old.group) != (new.id, new.group):
        renamed = old.id != new.id
        places = _address(old, renamed), _address(new, renamed)
        yield _task(Kind.TASK_MOVED, plan, new, places)
    if old.title != new.title:
        yield _task(Kind.TITLE_CHANGED, plan, new, (old.title, new.title))
    shifts = list(_deadlines(plan, old, new))
    yield from shifts
    for kind, then, now in (
        (Kind.LEADS_CHANGED, old.leads, new.leads),
        (Kind.PARTNERS_CHANGED, old.partners, new.partners),
        (Kind.PRODUCTS_CHANGED, old.products, new.products),
    ):
        if sorted(then) != sorted(now):
            yield _task(kind, plan, new, (then, now))
    for key in ("when", "implements", "extra", "note", "text", "accept"):
        then, now = getattr(old, key), getattr(new, key)
        told = key == "when" and shifts  # the words changed with the deadline
        if not told and not _same(then, now, key == "accept"):
            yield Change(
                Kind.TASK_CHANGED, plan.id, f"{new.id}.{key}", new.title, then, now
            )


def _address(task: Task, with_id: bool) -> str:
    """`1.4` when the id changed, else the group that the task stands in."""
    return task.id if with_id else (task.group or "–")


def _deadlines(plan: Plan, old: Task, new: Task) -> Iterator[Change]:
    for one in pair_deadlines(old.deadlines, new.deadlines):
        kind = _SHIFTS.get(one.shift)
        if one.old and one.new and one.shift is Shift.SAME:
            kind = Kind.DEADLINE_CHANGED if one.old.what != one.new.what else None
        if kind is not None:
            yield _task(kind, plan, new, (one.old, one.new), one.days)


def _targets(
    old: Plan, new: Plan, better: Mapping[str, Better], moved: Mapping[str, str]
) -> Iterator[Change]:
    then = {target.id: target for target in old.targets}
    now = {target.id: target for target in new.targets}
    renamed = _renamed(then, now)
    for target_id, target in then.items():
        found = now.get(renamed.get(target_id, target_id))
        if found is None:
            yield _target(Kind.TARGET_REMOVED, new, target, target.goal, None)
        elif found != target:
            yield from _target_changes(new, (old, target), found, better, moved)
    for target_id, target in now.items():
        if target_id not in then and target_id not in renamed.values():
            yield _target(Kind.TARGET_ADDED, new, target, None, target.goal)


def _target(
    kind: Kind, plan: Plan, target: Target, then: object, now: object
) -> Change:
    return Change(kind, plan.id, target.id, target.title, then, now)


def _renamed(then: Mapping[str, Target], now: Mapping[str, Target]) -> dict[str, str]:
    """Old target ids to new ones, where indicator, scope and place stayed."""
    gone = {_spot(t): t.id for t in then.values() if t.id not in now}
    come = {_spot(t): t.id for t in now.values() if t.id not in then}
    return {gone[spot]: come[spot] for spot in gone if spot in come}


def _spot(target: Target) -> tuple[str | None, ...]:
    title = target.title if target.indicator is None else None
    return target.indicator, target.scope, target.at, title


def _target_changes(
    plan: Plan,
    before: tuple[Plan, Target],
    new: Target,
    better: Mapping[str, Better],
    moved: Mapping[str, str],
) -> Iterator[Change]:
    """One line for a changed goal, whatever else the title then says."""
    old_plan, old = before
    verdict = Verdict.UNCHANGED
    if goal_key(old.goal) != goal_key(new.goal):
        way = better.get(new.indicator or "", "up")
        verdict = compare_goals(asked(old_plan, old), asked(plan, new), way).verdict
        kind = _VERDICTS.get(verdict, Kind.TARGET_CHANGED)
        yield _target(kind, plan, new, old.goal, new.goal)
    goal_told = goal_key(old.goal) != goal_key(new.goal)
    for key in fields(new):
        then, now = getattr(old, key), getattr(new, key)
        if key == "goal" or (goal_told and key in ("title", "text")):
            continue
        if key == "task" and moved.get(then, then) == now:
            continue
        if not _same(then, now, key == "accept"):
            name = f"{new.id}.{key}"
            yield Change(Kind.TARGET_CHANGED, plan.id, name, new.title, then, now)
