"""Obligations of one plan as rows: one a unit, task and milestone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cchc.models.fields import FieldName
from cchc.models.plan import Group, Plan, Task
from cchc.models.statuses import ORDER
from cchc.status import CLOSED, DONE, Obligation, Status, task_status
from cchc.status.obligations import Tally, tally


class Duty(NamedTuple):
    """What one unit owes of one task and milestone, over all its occurrences.

    `status` is the worst of the open ones, else of all. `due` is the earliest due date
    of that status; `days` is counted from it, positive is late. `owners` answer for it
    on the day asked about.
    """

    plan: str
    task: str
    title: str
    group: str | None
    what: str | None
    unit: str
    owners: tuple[str, ...]
    via: str | None
    status: Status
    due: date | None
    days: int | None
    occurrences: tuple[Obligation, ...]

    @property
    def done(self) -> int:
        """Occurrences that are done."""
        return sum(one.status in DONE for one in self.occurrences)

    @property
    def alike(self) -> int:
        """Occurrences with the status of the row."""
        return sum(one.status is self.status for one in self.occurrences)

    @property
    def told(self) -> Obligation | None:
        """The occurrence whose journal says the most of late, if any does."""
        found = [one for one in self.occurrences if one.told]
        return max(found, key=_told_on, default=None)


def _told_on(one: Obligation) -> date:
    return one.told.date.start if one.told else date.min


def duties(obligations: Iterable[Obligation]) -> list[Duty]:
    """Rows in the order of the plan."""
    grouped: dict[tuple[str, str | None, str], list[Obligation]] = {}
    for one in obligations:
        grouped.setdefault((one.task, one.what, one.unit), []).append(one)
    return [_duty(ones) for ones in grouped.values()]


def _duty(ones: Sequence[Obligation]) -> Duty:
    status = task_status(ones)
    alike = [one for one in ones if one.status is status]
    dated = [one for one in alike if one.due is not None]
    first = min(dated, key=_due) if dated else alike[0]
    return Duty(
        first.plan,
        first.task,
        first.title,
        first.group,
        first.what,
        first.unit,
        first.owners,
        first.via,
        status,
        first.due,
        first.days,
        tuple(ones),
    )


def _due(one: Obligation) -> date:
    return one.due or date.max


def worst_first(found: Iterable[Duty]) -> list[Duty]:
    """The gravest status first, in it the longest late, then what is due next."""
    return sorted(found, key=lambda d: (ORDER.index(d.status), -(d.days or -99_999)))


class FourStates(NamedTuple):
    """The four states of the Government's monitoring system, counted in tasks.

    Done in time and done late; not done and still in time; not done and overdue.
    Cancelled tasks are none of them.
    """

    on_time: int
    late: int
    pending: int
    overdue: int

    @property
    def total(self) -> int:
        """All tasks that are not cancelled."""
        return sum(self)


def four_states(statuses: Iterable[Status]) -> FourStates:
    """Statuses of tasks as the four states."""
    counted = dict.fromkeys(Status, 0)
    for status in statuses:
        counted[status] += 1
    closed = CLOSED | {Status.OVERDUE}
    return FourStates(
        counted[Status.DONE_ON_TIME],
        counted[Status.DONE_LATE],
        sum(n for status, n in counted.items() if status not in closed),
        counted[Status.OVERDUE],
    )


class TaskLine(NamedTuple):
    """A task with its status and the rows of those who owe it."""

    task: Task
    status: Status
    duties: tuple[Duty, ...]

    @property
    def worst(self) -> Duty:
        """The row that gives the task its status."""
        return worst_first(self.duties)[0]


class GroupLines(NamedTuple):
    """A group of tasks; `group` is None for tasks outside every group."""

    group: Group | None
    tasks: tuple[TaskLine, ...]
    states: FourStates
    tally: Tally


def by_group(plan: Plan, obligations: Sequence[Obligation]) -> list[GroupLines]:
    """The plan's groups in its order, each with its tasks, those outside last."""
    rows: dict[str, list[Duty]] = {}
    for duty in duties(obligations):
        rows.setdefault(duty.task, []).append(duty)
    known = {group.id for group in plan.groups}
    found: dict[str | None, list[TaskLine]] = {}
    for task in plan.tasks:
        if task.id in rows:
            mine = rows.pop(task.id)
            status = task_status(one for d in mine for one in d.occurrences)
            line = TaskLine(task, status, tuple(mine))
            found.setdefault(task.group if task.group in known else None, []).append(
                line
            )
    groups: list[Group | None] = [*plan.groups, None]
    return [
        GroupLines(
            group,
            tuple(lines),
            four_states(line.status for line in lines),
            tally(o for line in lines for d in line.duties for o in d.occurrences),
        )
        for group in groups
        if (lines := found.get(group.id if group else None))
    ]


class Matrix(NamedTuple):
    """Units against fields (groups): done and due of each, None where nothing is owed.

    `rows` are in the order of what is overdue, the most first.
    """

    fields: tuple[Group, ...]
    rows: tuple[tuple[str, tuple[Tally | None, ...]], ...]


def matrix(plan: Plan, obligations: Iterable[Obligation]) -> Matrix:
    """Who answers for what in which group of the plan."""
    cells: dict[str, dict[str, list[Obligation]]] = {}
    for one in obligations:
        for unit in one.owners or (one.unit,):
            cells.setdefault(unit, {}).setdefault(one.group or "", []).append(one)
    rows = [
        (
            unit,
            tuple(
                tally(of[group.id]) if group.id in of else None for group in plan.groups
            ),
        )
        for unit, of in cells.items()
    ]
    rows.sort(key=lambda row: (-sum(t.overdue for t in row[1] if t), row[0]))
    return Matrix(plan.groups, tuple(rows))


class FieldTally(NamedTuple):
    """What a unit answers for in one field of reform of a plan.

    `field` is what group or task state; of a group that states none, `group` names it.
    Both are None for tasks outside every group.
    """

    unit: str
    field: FieldName | None
    group: Group | None
    tally: Tally


def by_field(plan: Plan, obligations: Iterable[Obligation]) -> list[FieldTally]:
    """Units by field, in the order of obligations; no field is guessed from a title."""
    groups = {group.id: group for group in plan.groups}
    own = {task.id: task.field for task in plan.tasks}
    found: dict[tuple[str, FieldName | None, str | None], list[Obligation]] = {}
    for one in obligations:
        group = groups.get(one.group or "")
        field = own.get(one.task) or (group.field if group else None)
        named = group.id if group and field is None else None
        for unit in one.owners or (one.unit,):
            found.setdefault((unit, field, named), []).append(one)
    return [
        FieldTally(unit, field, groups.get(named or ""), tally(ones))
        for (unit, field, named), ones in found.items()
    ]
