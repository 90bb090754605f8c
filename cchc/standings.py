"""How every plan of a workspace stands on a day, from the index where it knows.

Plans are read one after the other and let go; of those that the index knows nothing
is read but their names, sizes and times.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cchc.status.obligations import Status

if TYPE_CHECKING:
    from cchc.holdings import Holdings
    from cchc.load.index import Index
    from cchc.problems import Finding
    from cchc.status.timeline import Standing

_KIND = "standing"


class PlanStanding(NamedTuple):
    """A plan in a few figures: tasks by status, obligations done of those due."""

    plan: str
    over: bool
    """Whether the plan's period has ended."""
    tasks: Counter[Status]
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
    known = {
        plan: _decoded(value, step, day)
        for plan, value, step in index.standing_on(_KIND, day.toordinal())
    }
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
    return index.plan_ids or holdings.workspace.need_plans()


def _read(
    holdings: Holdings, plan_id: str, day: date, index: Index | None
) -> PlanStanding | None:
    """A plan from its files; kept in the index where there is nothing to tell of it."""
    from cchc.holdings import Holdings as Reading
    from cchc.load import bulk
    from cchc.status.evaluate import evaluate
    from cchc.status.timeline import standing, timeline

    heard: list[Finding] = []

    def hear(findings: Iterable[Finding]) -> None:
        every = list(findings)
        heard.extend(every)
        holdings.tell(every)

    with bulk():
        own = Reading(holdings.workspace, hear)
        plan, journals = own.plan(plan_id).record, own.journals(plan_id)
        holdings.workspace.forget(plan_id)
        if plan is None:
            return None
        setting = holdings.setting(day)
        counts = standing(evaluate(plan, journals, setting))
        if index is not None and not heard and _is_sound(holdings):
            value = json.dumps([plan.id, plan.period.end.toordinal()])
            steps = timeline(plan, journals, setting)
            if steps is not None:
                kept = ((one.since.toordinal(), _text(one.standing)) for one in steps)
                index.keep_steps(_KIND, plan_id, value, kept)
    return PlanStanding(plan.id, plan.period.end < day, *counts)


def _is_sound(holdings: Holdings) -> bool:
    """Whether there is nothing to tell of the registers that statuses rest upon."""
    workspace = holdings.workspace
    return not workspace.units.findings and not workspace.workdays.findings


def _text(counts: Standing) -> str:
    tasks = {status.value: count for status, count in counts.tasks.items()}
    return json.dumps([tasks, counts.done, counts.due], separators=(",", ":"))


def _decoded(value: str, step: str, day: date) -> PlanStanding:
    plan, end = json.loads(value)
    tasks, done, due = json.loads(step)
    counted = Counter({Status(name): count for name, count in tasks.items()})
    return PlanStanding(plan, end < day.toordinal(), counted, done, due)
