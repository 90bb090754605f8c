"""What an amendment says of tasks that one unit hands over to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cchc.models.plan import Plan, Task


def moved(plan: Plan, unit: str, heirs: Mapping[str, str]) -> list[dict[str, Any]]:
    """The items under `changes`: the heir stands where the unit stood.

    `plan` is the plan as of the day; `heirs`: task id to who takes it over. A task
    that does not name the unit itself (a group stands there) has no item.
    """
    found = [
        _change(plan, task, unit, heirs[task.id])
        for task in plan.tasks
        if task.id in heirs
    ]
    return [{"task": id, **new} for id, new in found if new]


def _change(
    plan: Plan, task: Task, unit: str, heir: str
) -> tuple[str, dict[str, list[str]]]:
    new: dict[str, list[str]] = {}
    # Without leads, the issuer owes it.
    leads = task.leads or (plan.decision.issuer,)
    if unit in leads:
        leads = _with(leads, unit, heir)
        new["leads"] = [*leads]
    partners = _with(task.partners, unit, heir)
    if heir in leads:  # who leads takes no part beside
        partners = tuple(one for one in partners if one != heir)
    if partners != task.partners:
        new["partners"] = [*partners]
    return task.id, new


def _with(units: Iterable[str], unit: str, heir: str) -> tuple[str, ...]:
    """The heir in the unit's place, each once."""
    return tuple(dict.fromkeys(heir if one == unit else one for one in units))
