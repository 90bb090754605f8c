"""What entries changed: obligations and measured values, before and now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc.models.journal import TargetEntry
from cchc.models.plan import Plan, Target, Task
from cchc.recording.progress import Addition, Taking
from cchc.status import Obligation, Setting
from cchc.status.evaluate import Evaluation
from cchc.status.measures import Measure, measures, sets_of

Change = tuple[Obligation | None, Obligation]


class Progressed(NamedTuple):
    """A task on the day of an entry, and its obligations that the entry touched."""

    task: Task
    changes: list[Change]


class Measured(NamedTuple):
    """A target with a new value, and what stood for the same period before."""

    target: Target
    entry: TargetEntry
    was: Measure | None
    now: Measure | None = None


def effect(plan: Plan, taking: Taking, setting: Setting) -> list[Progressed | Measured]:
    """What each new entry of `taking` changed, on the day of `setting`."""
    found: list[Progressed | Measured] = []
    for addition in taking.additions:
        for entry in addition.journal.entries[-addition.added :]:
            if isinstance(entry, TargetEntry):
                found.append(_measured(plan, entry, taking, setting))
            else:
                found.append(_progressed(plan, entry.task, taking, addition, setting))
    return found


def _measured(
    plan: Plan, entry: TargetEntry, taking: Taking, setting: Setting
) -> Measured:
    target = next(one for one in plan.every_target if one.id == entry.target)
    day = entry.date.start
    sets = sets_of(plan, setting.units, day)
    was, now = (
        next(
            (
                one
                for one in measures(journals, day, sets).get(target.id, ())
                if one.period == entry.period
            ),
            None,
        )
        for journals in (taking.before, taking.after)
    )
    return Measured(target, entry, was, now)


def _progressed(
    plan: Plan, task_id: str, taking: Taking, addition: Addition, setting: Setting
) -> Progressed:
    """The obligations that changed; where none did, those of the unit."""
    before = Evaluation(plan, taking.before, setting)
    task = next(one for one in before.plan.every_task if one.id == task_id)
    was = [*before.of(task)]
    now = [*before.told_by(taking.after).of(task)]
    mine = [(one, one) for one in now if addition.unit in (one.unit, *one.owners)]
    return Progressed(task, _changes(was, now) or [*mine])


def _changes(before: Sequence[Obligation], after: Sequence[Obligation]) -> list[Change]:
    """Obligations that an entry touched, each as it was and as it is."""
    old = {_key(one): one for one in before}
    return [(old.get(_key(one)), one) for one in after if old.get(_key(one)) != one]


def _key(one: Obligation) -> tuple[object, ...]:
    period = one.period.text if one.period and one.kind != "follows" else None
    return (one.task, one.unit, one.kind, period, one.what, one.condition)
