"""Two versions of one file: what changed in meaning, not in form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cchc.compare.deadlines import Shift, otherwise, pair_deadlines
from cchc.compare.fields import Difference, differing, named, same
from cchc.compare.goals import Better, Verdict, compare_goals
from cchc.compare.targets import asked
from cchc.compare.tasks import match_versions
from cchc.models.base import Record
from cchc.models.journal import Entry, Journal
from cchc.models.plan import Plan, Target, Task
from cchc.models.units import Unit, UnitGroup


class Kind(StrEnum):
    """What changed; the order is the order of importance to a reviewer."""

    ENTRY_REMOVED = "entry_removed"
    ENTRY_CHANGED = "entry_changed"
    JOURNAL_CHANGED = "journal_changed"
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
    FILE_REMOVED = "file_removed"
    FILE_CHANGED = "file_changed"
    FILE_ADDED = "file_added"


HISTORY = frozenset({Kind.ENTRY_REMOVED, Kind.ENTRY_CHANGED, Kind.JOURNAL_CHANGED})
"""A journal is only ever added to: these rewrite what was reported."""

TOLD: Mapping[type[Record], frozenset[str]] = {
    Plan: frozenset({"decision", "tasks", "targets"}),
    Task: frozenset({"id", "group", "title", "deadlines"}),
    Target: frozenset({"goal"}),
    Journal: frozenset({"entries"}),
}
"""Fields with lines of their own; whatever else a model has is told as it stands."""
LEFT_OUT = frozenset({"format"})
"""How a file is written, not what it says."""


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
    then, now = _without_common(old, new)
    for entry in list(now):
        if entry in then:
            then.remove(entry)
            now.remove(entry)
    unit = new.unit if new else old.unit if old else ""
    if old and new:
        for one in differing(old, new, apart=TOLD[Journal] | LEFT_OUT):
            yield Change(Kind.JOURNAL_CHANGED, plan, one.at, unit, one.old, one.new)
    for before in then:
        after = _counterpart(before, now)
        if after is not None:
            now.remove(after)
        kind = Kind.ENTRY_REMOVED if after is None else Kind.ENTRY_CHANGED
        yield Change(kind, plan, before.subject, unit, before, after)
    for entry in now:
        yield Change(Kind.ENTRY_ADDED, plan, entry.subject, unit, None, entry)


def _without_common(
    old: Journal | None, new: Journal | None
) -> tuple[list[Entry], list[Entry]]:
    """Entries of both versions from the first one that is not the same."""
    then, now = old.entries if old else (), new.entries if new else ()
    pairs = zip(then, now, strict=False)
    kept = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
    kept = min(len(then), len(now)) if kept is None else kept
    return [*then[kept:]], [*now[kept:]]


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


Used = Callable[[Collection[str]], Collection[str]]
"""Which of some units the plans name."""


def register_changes(
    name: str, old: Record, new: Record, used: Used
) -> Iterator[Change]:
    """Every field that changed in a register or in workspace.yaml.

    `name` is the register's; units that are gone or go by another name have kinds of
    their own where plans name them (`used`).
    """
    found = [*differing(old, new, apart=LEFT_OUT)]
    items = _items(old) | _items(new)
    lost = {_unit(one): one for one in found if _unit(one)}
    asked = used(lost) if lost else ()
    for one in found:
        unit = _unit(one)
        kind = Kind.REGISTER_CHANGED
        if unit in asked:
            kind = Kind.UNIT_REMOVED if one.new is None else Kind.UNIT_RENAMED
        item = items.get(".".join(one.at.split(".")[:2]))
        at = one.at if one.at.startswith(f"{name}.") else f"{name}.{one.at}"
        yield Change(
            kind, None, unit if unit in asked else at, _title(item), one.old, one.new
        )


def _unit(one: Difference) -> str:
    """The id of a unit or group that is gone or has another name; else empty."""
    if isinstance(one.old, Unit | UnitGroup) and one.new is None:
        return one.old.id
    parts = one.at.split(".")
    renamed = len(parts) == 3 and parts[0] in ("units", "groups") and parts[2] == "name"
    return parts[1] if renamed else ""


def _items(register: Record) -> dict[str, Record]:
    """Items of a register by their path: `units.so-noi-vu`."""
    found = {}
    for key in type(register).model_fields:
        value = getattr(register, key)
        if isinstance(value, tuple) and all(isinstance(one, Record) for one in value):
            found.update({f"{key}.{name}": one for name, one in named(value).items()})
    return found


def _title(item: Record | None) -> str:
    """What a person calls an item of a register."""
    texts = (getattr(item, key, None) for key in ("name", "title", "source"))
    return next((text for text in texts if isinstance(text, str)), "")


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
_LISTS = {
    "leads": Kind.LEADS_CHANGED,
    "partners": Kind.PARTNERS_CHANGED,
    "products": Kind.PRODUCTS_CHANGED,
}
"""Fields of a task with kinds of their own; the others are `task_changed`."""


def plan_changes(
    old: Plan, new: Plan, better: Mapping[str, Better]
) -> Iterator[Change]:
    """Every change of the head, the tasks and the targets of one plan."""
    yield from _head(old, new)
    pairs = match_versions(old.tasks, new.tasks)
    moved = {p.old.id: p.new.id for p in pairs if p.old and p.new}
    for pair in pairs:
        if pair.old is None and pair.new is not None:
            yield _task(Kind.TASK_ADDED, new, pair.new, (None, pair.new))
        elif pair.new is None and pair.old is not None:
            yield _task(Kind.TASK_REMOVED, new, pair.old, (pair.old, None))
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
    found = [
        *differing(old.decision, new.decision, "decision"),
        *differing(old, new, apart=TOLD[Plan] | LEFT_OUT),
    ]
    for one in found:
        yield Change(Kind.HEAD_CHANGED, new.id, one.at, new.title, one.old, one.new)


def _task_changes(plan: Plan, old: Task, new: Task) -> Iterator[Change]:
    if old == new:
        return
    if (old.id, old.group) != (new.id, new.group):
        yield _task(Kind.TASK_MOVED, plan, new, _addresses(old, new))
    if old.title != new.title:
        yield _task(Kind.TITLE_CHANGED, plan, new, (old.title, new.title))
    yield from _deadlines(plan, old, new)
    for one in differing(old, new, apart=TOLD[Task]):
        kind = _LISTS.get(one.at, Kind.TASK_CHANGED)
        item = new.id if one.at in _LISTS else f"{new.id}.{one.at}"
        yield Change(kind, plan.id, item, new.title, one.old, one.new)


def _addresses(old: Task, new: Task) -> tuple[str, str]:
    """`1.4` where the id changed, the group where that changed; both, `1.4 (1)`."""
    if old.id == new.id:
        return old.group or "–", new.group or "–"
    if old.group == new.group:
        return old.id, new.id
    return f"{old.id} ({old.group or '–'})", f"{new.id} ({new.group or '–'})"


def _deadlines(plan: Plan, old: Task, new: Task) -> Iterator[Change]:
    for one in pair_deadlines(old.deadlines, new.deadlines):
        kind = _SHIFTS.get(one.shift)
        if one.old and one.new and one.shift is Shift.SAME:
            kind = Kind.DEADLINE_CHANGED if otherwise(one.old, one.new) else None
        if kind is not None:
            yield _task(kind, plan, new, (one.old, one.new), one.days)


def _targets(
    old: Plan, new: Plan, better: Mapping[str, Better], moved: Mapping[str, str]
) -> Iterator[Change]:
    then, now = named(old.targets), named(new.targets)
    renamed = _renamed(then, now)
    for target_id, target in then.items():
        found = now.get(renamed.get(target_id, target_id))
        if found is None:
            yield _target(Kind.TARGET_REMOVED, new, target, target, None)
        elif found != target:
            yield from _target_changes(new, (old, target), found, better, moved)
    for target_id, target in now.items():
        if target_id not in then and target_id not in renamed.values():
            yield _target(Kind.TARGET_ADDED, new, target, None, target)


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
    """A changed goal with its verdict, then every other field."""
    old_plan, old = before
    if not same(old.goal, new.goal):
        way = better.get(new.indicator or "", "up")
        verdict = compare_goals(asked(old_plan, old), asked(plan, new), way).verdict
        kind = _VERDICTS.get(verdict, Kind.TARGET_CHANGED)
        yield _target(kind, plan, new, old.goal, new.goal)
    for one in differing(old, new, apart=TOLD[Target]):
        if one.at == "task" and moved.get(str(one.old)) == one.new:
            continue  # told once, where the task moved
        name = f"{new.id}.{one.at}"
        yield Change(Kind.TARGET_CHANGED, plan.id, name, new.title, one.old, one.new)
