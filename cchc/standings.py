"""How every plan of a workspace stands on a day, from the index where it knows.

Plans are read one after the other and let go; of those that the index knows nothing
is read but their names, sizes and times.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cchc.models.statuses import ORDER, Status

if TYPE_CHECKING:
    from cchc.holdings import Holdings
    from cchc.load.index import Index
    from cchc.models.plan import Plan
    from cchc.status.timeline import Step

_KIND = "standing"


class PlanStanding(NamedTuple):
    """A plan in a few figures: tasks by status, obligations done of those due."""

    plan: str
    over: bool
    """Whether the plan's period has ended."""
    tasks: Mapping[Status, int]
    done: int
    due: int


def standings(holdings: Holdings, day: date) -> Iterator[PlanStanding]:
    """Every plan that loads, in order of ids; faults of files are told on the way.

    Raises `CchcError` where there is no plan.
    """
    from cchc.load.index import open_index

    index = open_index(holdings.workspace.root)
    if index is None:
        for plan_id in holdings.all_plan_ids():
            if one := _read(holdings, plan_id, day, None):
                yield one
        return
    try:
        yield from _indexed(holdings, day, index)
    finally:
        index.close()


def _indexed(holdings: Holdings, day: date, index: Index) -> Iterator[PlanStanding]:
    ids = plans_there(holdings, index)
    if not ids:
        holdings.workspace.need_plans()
    known = _decoded([*index.on_day(_KIND, day.toordinal())], day)
    for plan_id in ids:
        one = known.get(plan_id) or _read(holdings, plan_id, day, index)
        if one is not None:
            yield one


def plans_there(holdings: Holdings, index: Index) -> tuple[str, ...]:
    """Ids of every plan; what lies there and is not read is told.

    Folders in which nothing changed since all of it was read are not walked again.
    """
    from cchc.load.strays import strays

    found = list(strays(holdings.workspace.root, index.tidy))
    holdings.tell(found)
    index.keep_tidy({one.path.split("/")[1] for one in found if "/" in one.path})
    return index.plan_ids or holdings.workspace.plan_ids


def _read(
    holdings: Holdings, plan_id: str, day: date, index: Index | None
) -> PlanStanding | None:
    """A plan from its files; kept in the index where there is nothing to tell of it."""
    from cchc.load import bulk
    from cchc.status.evaluate import evaluate
    from cchc.status.timeline import standing, timeline

    own, heard = holdings.listening()
    with bulk():
        plan, journals = own.plan(plan_id).record, own.journals(plan_id)
        holdings.workspace.forget(plan_id)
        if plan is None:
            return None
        setting = holdings.setting(day)
        counts = standing(evaluate(plan, journals, setting))
        if index is not None and not heard and _is_sound(holdings):
            steps = timeline(plan, journals, setting)
            if steps is not None:
                kept = ((one.since.toordinal(), _text(plan, one)) for one in steps)
                index.keep_steps(_KIND, plan_id, kept)
    return PlanStanding(plan.id, plan.period.end < day, *counts)


def _is_sound(holdings: Holdings) -> bool:
    """Whether there is nothing to tell of the registers that statuses rest upon."""
    workspace = holdings.workspace
    return not workspace.units.findings and not workspace.workdays.findings


def _text(plan: Plan, step: Step) -> str:
    """A step as JSON; a status is its place in the order."""
    tasks, done, due = step.standing
    counts = [[ORDER.index(status), count] for status, count in tasks.items()]
    value = [plan.id, plan.period.end.toordinal(), counts, done, due]
    return json.dumps(value, separators=(",", ":"))


def _decoded(steps: Sequence[tuple[str, str]], day: date) -> dict[str, PlanStanding]:
    """Steps by folder; all of them are one text for the JSON reader, which is quick."""
    today = day.toordinal()
    every = json.loads(f"[{','.join(step for _, step in steps)}]")
    return {
        folder: PlanStanding(
            plan, end < today, {ORDER[i]: count for i, count in counts}, done, due
        )
        for (folder, _), (plan, end, counts, done, due) in zip(
            steps, every, strict=True
        )
    }
