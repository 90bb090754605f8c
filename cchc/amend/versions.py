"""Amendments laid over a decision, one after the other; what does not fit is kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from cchc.models.amendment import (
    Added,
    Amended,
    Amendment,
    Drop,
    Dropped,
    Former,
    TaskChange,
)
from cchc.models.plan import Group, Plan, ReportDuty, Target, Task
from cchc.problems import N_, Message, message

Loc = tuple[str | int, ...]


class Misfit(NamedTuple):
    """A part of an amendment that does not fit the plan as of its day."""

    amendment: Amendment
    loc: Loc
    message: Message
    id: str | None = None


def with_amendments(plan: Plan, amendments: Iterable[Amendment]) -> Plan:
    """The plan that knows what changes it; the same where nothing does."""
    ordered = tuple(sorted(amendments, key=_order))
    if not ordered:
        return plan
    return plan.amended_by(Amended(plan, ordered, 0, plan.tasks, plan.targets))


def _order(amendment: Amendment) -> tuple[date, date, str]:
    document = amendment.document
    return amendment.day, document.signed.start, document.number


def version_on(amended: Amended, day: date) -> Plan:
    """The plan on a day."""
    days = [one.day for one in amended.amendments]
    return _version(amended, bisect_right(days, day))


def _version(amended: Amended, applied: int) -> Plan:
    """The plan with so many amendments; each version is made once."""
    if applied not in amended.versions:
        version = _Version(amended.origin)
        for one in amended.amendments[:applied]:
            version.apply(one)
        amended.versions[applied] = version.plan(amended, applied)
    return amended.versions[applied]


def misfits(plan: Plan) -> list[Misfit]:
    """What of a plan's amendments does not fit the plan as of their days."""
    if plan.amended is None:
        return []
    version = _Version(plan.amended.origin)
    for one in plan.amended.amendments:
        version.apply(one)
    return version.misfits


def changed_by(plan: Plan, amendment: Amendment) -> tuple[Plan, Plan]:
    """The plan just before one of its amendments, and with it."""
    amended = plan.amended
    if amended is None:
        return plan, plan
    at = amended.amendments.index(amendment)
    return _version(amended, at), _version(amended, at + 1)


@dataclass
class _Version:
    """A plan while amendments are laid over it, one after the other."""

    origin: Plan
    groups: list[Group] = field(init=False)
    tasks: dict[str, Task] = field(init=False)
    targets: dict[str, Target] = field(init=False)
    reports: list[ReportDuty] = field(init=False)
    formers: dict[str, list[Former]] = field(default_factory=dict)
    added: dict[str, date] = field(default_factory=dict)
    dropped: dict[str, Dropped] = field(default_factory=dict)
    gone: dict[str, Target] = field(default_factory=dict)
    ended: Dropped | None = None
    misfits: list[Misfit] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.groups = list(self.origin.groups)
        self.tasks = {task.id: task for task in self.origin.tasks}
        self.targets = {target.id: target for target in self.origin.targets}
        self.reports = list(self.origin.reports)

    def plan(self, amended: Amended, applied: int) -> Plan:
        """The plan as it stands now."""
        every = tuple(self.tasks.values())
        now = replace(
            amended,
            applied=applied,
            every_task=every,
            every_target=(*self.targets.values(), *self.gone.values()),
            formers={task: tuple(ones) for task, ones in self.formers.items()},
            added=dict(self.added),
            dropped=dict(self.dropped),
            ended=self.ended,
        )
        changed = {
            "groups": tuple(self.groups),
            "tasks": tuple(one for one in every if one.id not in self.dropped),
            "targets": tuple(self.targets.values()),
            "reports": tuple(self.reports),
        }
        plan = self.origin.model_copy(update=changed) if applied else self.origin
        return plan.amended_by(now)

    def apply(self, one: Amendment) -> None:
        """Lay one amendment over the plan; what does not fit is kept as a misfit."""
        signed = self.origin.decision.signed
        if signed is not None and one.day < signed.start:
            loc: Loc = ("effective",) if one.effective else ("document", "signed")
            text = N_("{day} is before the decision was signed ({signed})")
            self._refuse(one, loc, message(text, day=one.day, signed=signed.text))
            return
        if self.ended is not None:
            text = N_("the plan was replaced on {day}; nothing changes it any more")
            self._refuse(one, ("document",), message(text, day=self.ended.since))
            return
        for i, change in enumerate(one.changes):
            if isinstance(change, TaskChange):
                self._change_task(one, ("changes", i, "task"), change)
            elif self._has_target(one, ("changes", i, "target"), change.target):
                target = self.targets[change.target]
                new = target.model_copy(update=change.fields)
                self.targets[change.target] = new
        if one.add is not None:
            self._add(one, one.add)
        for i, drop in enumerate(one.drop):
            self._drop(one, i, drop)
        if one.replaced_by is not None:
            self.ended = Dropped(one.day, one.document.number)

    def _refuse(
        self, one: Amendment, loc: Loc, text: Message, id: str | None = None
    ) -> None:
        self.misfits.append(Misfit(one, loc, text, id))

    def _has_task(self, one: Amendment, loc: Loc, task: str) -> bool:
        """Whether the plan has the task as of the amendment's day."""
        if task not in self.tasks:
            self._refuse(one, loc, message(N_("there is no task {id}"), id=task), task)
        elif task in self.dropped:
            text = message(
                N_("task {id} was dropped on {day}"),
                id=task,
                day=self.dropped[task].since,
            )
            self._refuse(one, loc, text, task)
        return task in self.tasks and task not in self.dropped

    def _has_target(self, one: Amendment, loc: Loc, target: str) -> bool:
        if target not in self.targets:
            text = message(N_("there is no target {id}"), id=target)
            self._refuse(one, loc, text, target)
        return target in self.targets

    def _change_task(self, one: Amendment, loc: Loc, change: TaskChange) -> None:
        if not self._has_task(one, loc, change.task):
            return
        old = self.tasks[change.task]
        new = dict(change.fields)
        if "deadlines" in new and "when" not in new:
            new["when"] = None  # the old words do not say the new deadline
        self.tasks[old.id] = old.model_copy(update=new)
        if {"deadlines", "leads"} & new.keys():
            self.formers.setdefault(old.id, []).append(Former(one.day, old))

    def _add(self, one: Amendment, added: Added) -> None:
        known = {group.id for group in self.groups}
        for i, group in enumerate(added.groups):
            if group.id in known:
                self._refuse_known(one, ("add", "groups", i, "id"), group.id)
            else:
                self.groups.append(group)
                known.add(group.id)
        for i, task in enumerate(added.tasks):
            if task.id in self.tasks:
                self._refuse_known(one, ("add", "tasks", i, "id"), task.id)
            else:
                self._insert(task)
                self.added[task.id] = one.day
        for i, target in enumerate(added.targets):
            if target.id in self.targets or target.id in self.gone:
                self._refuse_known(one, ("add", "targets", i, "id"), target.id)
            else:
                self.targets[target.id] = target
        self.reports += added.reports

    def _refuse_known(self, one: Amendment, loc: Loc, id: str) -> None:
        self._refuse(one, loc, message(N_("the plan has {id} already"), id=id), id)

    def _insert(self, task: Task) -> None:
        """Behind the last task of its group, or at the end."""
        every = list(self.tasks.values())
        alike = [i for i, one in enumerate(every) if one.group == task.group]
        at = alike[-1] + 1 if alike else len(every)
        self.tasks = {one.id: one for one in [*every[:at], task, *every[at:]]}

    def _drop(self, one: Amendment, i: int, drop: Drop) -> None:
        if drop.task is not None:
            if self._has_task(one, ("drop", i, "task"), drop.task):
                self.dropped[drop.task] = Dropped(one.day, one.document.number)
        elif drop.target is not None and self._has_target(
            one, ("drop", i, "target"), drop.target
        ):
            self.gone[drop.target] = self.targets.pop(drop.target)


def former_leads(plan: Plan, task: str, day: date) -> Sequence[str]:
    """Who led a task on a day before an amendment moved it; none where it was not."""
    formers = plan.amended.formers.get(task, ()) if plan.amended else ()
    return next((f.task.leads for f in formers if day < f.until), ())
