"""Two versions of one file: what changed in meaning, not in form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cchc.compare.deadlines import Shift, pair_deadlines
from cchc.compare.goals import Better, Verdict, compare_goals, goal_key
from cchc.compare.targets import asked
from cchc.compare.tasks import match_versions
from cchc.dates import Period
from cchc.models.base import Record
from cchc.models.journal import Entry, Journal
from cchc.models.plan import Plan, Target, Task
from cchc.models.registers import IndicatorRegister
from cchc.models.units import Unit, UnitGroup, UnitRegister


class Kind(StrEnum):
    """What changed; the order is the order of importance to a reviewer."""

    ENTRY_REMOVED = "entry_removed"
    ENTRY_CHANGED = "entry_changed"
    PLAN_REMOVED = "plan_removed"
    PLAN_ADDED = "plan_added"
    PLAN_RENAMED = "plan_renamed"
    HEAD_CHANGED = "head_changed"
    TASK_REMOVED = "task_removed"
    TARGET_REMOVED = "target_removed"
    TARGET_WEAKENED = "target_weakened"
    TARGET_STRENGTHENED = "target_strengthened"
    TARGET_CHANGED = "target_changed"
    TARGET_ADDED = "target_added"
    DEADLINE_LATER = "deadline_later"
    DEADLINE_REMOVED = "deadline_removed"
    DEADLINE_CHANGED = "deadline_changed"
    DEADLINE_EARLIER = "deadline_earlier"
    DEADLINE_ADDED = "deadline_added"
    LEADS_CHANGED = "leads_changed"
    PARTNERS_CHANGED = "partners_changed"
    PRODUCTS_CHANGED = "products_changed"
    TITLE_CHANGED = "title_changed"
    TASK_MOVED = "task_moved"
    TASK_CHANGED = "task_changed"
    TASK_ADDED = "task_added"
    ENTRY_ADDED = "entry_added"
    UNIT_REMOVED = "unit_removed"
    UNIT_RENAMED = "unit_renamed"
    REGISTER_CHANGED = "register_changed"


HISTORY = frozenset({Kind.ENTRY_REMOVED, Kind.ENTRY_CHANGED})
"""A journal is only ever added to: these rewrite what was reported."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are values of the models, None where there is none.

    `plan` is the plan's folder (None for a register), `item` the id of the task,
    target, unit or key, `days` how many days later (negative: earlier).
    """

    kind: Kind
    plan: str | None
    item: str
    title: str
    old: object = None
    new: object = None
    days: int | None = None


def journal_changes(
    plan: str, old: Journal | None, new: Journal | None
) -> Iterator[Change]:
    """Entries added, changed or removed; the order of entries is not a change.

    A changed entry is one that stands for a task or target in both versions with
    the same date, or for the same period: a journal is only ever added to.
    """
    then = list(old.entries) if old else []
    now = list(new.entries) if new else []
    for entry in list(now):
        if entry in then:
            then.remove(entry)
            now.remove(entry)
    unit = new.unit if new else old.unit if old else ""
    for before in then:
        after = _counterpart(before, now)
        if after is not None:
            now.remove(after)
        kind = Kind.ENTRY_REMOVED if after is None else Kind.ENTRY_CHANGED
        yield Change(kind, plan, before.subject, unit, before, after)
    for entry in now:
        yield Change(Kind.ENTRY_ADDED, plan, entry.subject, unit, None, entry)


def _counterpart(before: Entry, now: Sequence[Entry]) -> Entry | None:
    """The entry that took the place of one that is gone: the likest, never a new day
    of another state."""
    ranked = [(_likeness(before, after), -i) for i, after in enumerate(now)]
    best = max(ranked, default=(0, 0))
    return now[-best[1]] if best[0] > 0 else None


def _likeness(before: Entry, after: Entry) -> int:
    if type(before) is not type(after) or before.subject != after.subject:
        return 0
    same = [
        getattr(before, key) == getattr(after, key)
        for key in ("date", "state", "for_", "period")
        if hasattr(before, key)
    ]
    # Of date, state and `for` (date and period of a measure) one may have changed.
    return sum(same) if sum(same) >= len(same) - 1 else 0


def unit_changes(
    old: UnitRegister, new: UnitRegister, used: Collection[str]
) -> Iterator[Change]:
    """Units that are gone or go by another name, when plans use them; the rest as one.

    `used` holds the ids that plans name; other changes are counted in one line.
    """
    then, now = _by_id(old), _by_id(new)
    told = set()
    for unit_id, unit in then.items():
        if unit_id not in used:
            continue
        found = now.get(unit_id)
        if found is None:
            told.add(unit_id)
            yield Change(Kind.UNIT_REMOVED, None, unit_id, unit.name, unit.name, None)
        elif found.name != unit.name:
            told.add(unit_id)
            yield Change(
                Kind.UNIT_RENAMED, None, unit_id, found.name, unit.name, found.name
            )
    rest = _rest("units", then, now, told)
    if rest:
        yield rest


def _by_id(register: UnitRegister) -> dict[str, Unit | UnitGroup]:
    everyone: tuple[Unit | UnitGroup, ...] = (*register.units, *register.groups)
    return {one.id: one for one in everyone}


def register_changes(name: str, old: Record, new: Record) -> Iterator[Change]:
    """One line a register; an indicator whose better direction turned has its own."""
    then, now = _items(old), _items(new)
    told = set()
    if isinstance(old, IndicatorRegister) and isinstance(new, IndicatorRegister):
        ways = {one.id: one for one in new.indicators}
        for one in old.indicators:
            found = ways.get(one.id)
            if found is not None and found.better != one.better:
                told.add(one.id)
                yield Change(
                    Kind.REGISTER_CHANGED,
                    None,
                    f"{name}.{one.id}",
                    one.name,
                    one.better,
                    found.better,
                )
    rest = _rest(name, then, now, told)
    if rest:
        yield rest


def _items(register: Record) -> dict[str, object]:
    """Items of a register by what names them; a bare key of the file by its name."""
    found: dict[str, object] = {}
    for key in type(register).model_fields:
        value = getattr(register, key)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            for i, item in enumerate(value):
                name = next(
                    (
                        getattr(item, k)
                        for k in ("id", "key", "date")
                        if hasattr(item, k)
                    ),
                    i,
                )
                found[f"{key}.{name}"] = item
        elif key != "format" and value != ():
            found[key] = value
    return found


def _rest(
    name: str,
    then: Mapping[str, object],
    now: Mapping[str, object],
    told: Collection[str],
) -> Change | None:
    """What else changed in a register, as ids added, removed and changed."""
    removed = [key for key in then if key not in now and key not in told]
    added = [key for key in now if key not in then]
    changed = [
        key
        for key, item in then.items()
        if key in now and item != now[key] and key.rpartition(".")[2] not in told
    ]
    if not (removed or added or changed):
        return None
    return Change(
        Kind.REGISTER_CHANGED,
        None,
        name,
        name,
        {"removed": tuple(removed), "changed": tuple(changed)},
        {"added": tuple(added)},
    )


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
