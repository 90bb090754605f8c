"""Facts that follow from the plan and its journals, each with where it comes from.

A scheme says with `known` how a fact follows; a score sheet names with `served_by` the
tasks and targets that raise a leaf. Nothing is inferred where no task is named.

    plan_tasks…          all tasks of the plan, those done, those done on time
    tasks…               the same of the tasks named
    due, sent, …         obligations of the tasks named that fell due in the year, those
                         met, those met on time (reports, submissions)
    done                 whether the tasks named are all done
    done_on, due_on      the day of the one obligation of the task named
    plan_signed_on       when the plan was signed
    days_after_superior  days from the signing of the plan above to that of the plan
    measured             the last value of the target named, if it is no percentage
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from cchc.amend import in_force
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.scheme import Need, Scheme
from cchc.models.scores import ScoreSheet, Service
from cchc.problems import N_, Message, message
from cchc.scoring.expressions import Value
from cchc.scoring.score import Known, needs_of
from cchc.status import DONE, Obligation, Setting, Status, evaluate
from cchc.status.measures import Sets, measures, sets_of
from cchc.status.obligations import by_task, printed


class Source(NamedTuple):
    """The plan of an office as it stood on a day, and the plan above it."""

    plan: Plan
    superior: Plan | None
    journals: Sequence[Journal]
    obligations: Sequence[Obligation]
    as_of: date
    sets: Sets = MappingProxyType({})
    """Units that targets count."""


def source(
    plan: Plan, superior: Plan | None, journals: Sequence[Journal], setting: Setting
) -> Source:
    """What facts follow from, on the setting's day."""
    plan = in_force(plan, setting.as_of)
    owed = evaluate(plan, journals, setting)
    sets = sets_of(plan, setting.units, setting.as_of)
    return Source(plan, superior, journals, owed, setting.as_of, sets)


def day_of(sheet: ScoreSheet, plan: Plan) -> date:
    """The day that a sheet's figures are of: stated, or the end of its year."""
    if sheet.as_of is not None:
        return sheet.as_of.start
    return date(sheet.year, 12, 31) if sheet.year else plan.period.end


def known_facts(
    scheme: Scheme, sheet: ScoreSheet, source: Source
) -> dict[tuple[str, str], Known]:
    """(leaf, fact id) to its value and where it comes from.

    Of another office than the plan's, the plan knows nothing.
    """
    if sheet.unit not in (None, source.plan.decision.issuer):
        return {}
    found: dict[tuple[str, str], Known] = {}
    for place in scheme.places():
        served = sheet.served_by.get(place.leaf.code)
        for need in needs_of(place):
            known = _known(need, served, sheet, source)
            if known is not None:
                found[place.leaf.code, need.id] = known
    return found


def _known(
    need: Need, served: Service | None, sheet: ScoreSheet, source: Source
) -> Known | None:
    match need.known:
        case None:
            return None
        case "plan_signed_on" | "days_after_superior":
            return _signing(need.known, source)
        case "plan_tasks" | "plan_tasks_done" | "plan_tasks_done_on_time":
            tasks = [task.id for task in source.plan.tasks]
            return _tasks(need.known.removeprefix("plan_"), tasks, source)
        case "measured":
            return _measured(served, source) if served and served.targets else None
    if served is None or not served.tasks:
        return None
    if need.known in ("tasks", "tasks_done", "tasks_done_on_time"):
        return _tasks(need.known, served.tasks, source)
    return _owed(need.known, served.tasks, sheet.year, source)


def _signing(kind: str, source: Source) -> Known | None:
    signed = source.plan.decision.signed
    if signed is None or not signed.is_day:
        return None
    if kind == "plan_signed_on":
        return Known(signed.start, message(N_("signing of the plan {plan}"),
                                           plan=source.plan.id))  # fmt: skip
    above = source.superior.decision.signed if source.superior else None
    if above is None or not above.is_day or source.superior is None:
        return None
    told = message(
        N_("signing of the plans {superior} and {plan}"),
        superior=source.superior.id,
        plan=source.plan.id,
    )
    return Known(Fraction((signed.start - above.start).days), told)


def _tasks(kind: str, tasks: Sequence[str], source: Source) -> Known:
    as_printed = printed(source.plan, source.obligations)
    statuses = {task: s for (_, task), s in by_task(as_printed).items()}
    numbers = {task.id: task.counts_as or task.id for task in source.plan.tasks}
    counted = dict.fromkeys(numbers.get(task, task) for task in tasks)
    wanted: Mapping[str, frozenset[Status]] = {
        "tasks": frozenset(Status),
        "tasks_done": DONE,
        "tasks_done_on_time": frozenset({Status.DONE_ON_TIME}),
    }
    found = [task for task in counted if statuses.get(task) in wanted[kind]]
    return Known(Fraction(len(found)), _told(tasks, source))


def _told(tasks: Sequence[str], source: Source) -> Message:
    if len(tasks) == len(source.plan.tasks):
        return message(N_("all tasks of the plan {plan}, as of {day}"),
                       plan=source.plan.id, day=f"{source.as_of:%d/%m/%Y}")  # fmt: skip
    return message(
        N_("tasks {tasks} of the plan {plan}, as of {day}"),
        tasks=", ".join(tasks),
        plan=source.plan.id,
        day=f"{source.as_of:%d/%m/%Y}",
    )


def _owed(
    kind: str, tasks: Sequence[str], year: int | None, source: Source
) -> Known | None:
    owed = [one for one in source.obligations if one.task in tasks]
    told = _told(tasks, source)
    if kind == "done":
        return Known(bool(owed) and all(one.status in DONE for one in owed), told)
    if kind in ("done_on", "due_on"):
        days = {one.done_on if kind == "done_on" else one.due for one in owed}
        day = days.pop() if len(days) == 1 else None
        return None if day is None else Known(day, told)
    due = [one for one in owed if _fell_due(one, year, source.as_of)]
    wanted: Mapping[str, frozenset[Status]] = {
        "due": frozenset(Status),
        "sent": DONE,
        "sent_on_time": frozenset({Status.DONE_ON_TIME}),
    }
    count = sum(one.status in wanted[kind] for one in due)
    value: Value = Fraction(count)
    return Known(value, told)


def _fell_due(one: Obligation, year: int | None, as_of: date) -> bool:
    """Whether it was to be met by the day, or was met, in the year."""
    day = one.due if one.due is not None else one.done_on
    if day is None or one.status is Status.CANCELLED:
        return False
    if year is not None and day.year != year:
        return False
    return one.status in DONE or day <= as_of


def _measured(served: Service, source: Source) -> Known | None:
    targets = {target.id: target for target in source.plan.targets}
    target = targets.get(served.targets[0])
    values = measures(source.journals, source.as_of, source.sets).get(served.targets[0])
    if target is None or target.goal.unit == "%" or not values:
        return None
    last = values[-1]
    told = message(
        N_("target {target} measured on {day} by {unit}"),
        target=last.target,
        day=f"{last.date:%d/%m/%Y}",
        unit=last.unit,
    )
    return Known(Fraction(str(last.value)), told)
