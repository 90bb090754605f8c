"""One change of meaning between two versions of a file, and how kinds are counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
