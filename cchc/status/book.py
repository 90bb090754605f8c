"""The plan and its journals as one who reports finds them: days, tasks, writers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from cchc.models.journal import Journal
from cchc.models.plan import Plan, Task
from cchc.problems import N_, CchcError
from cchc.status.evaluate import Debt, Evaluation, Setting

_LISTED = 12


class Writer(NamedTuple):
    """Who reports, of which debt; `owed_by` where the entry must say whose it is."""

    unit: str
    debt: Debt
    owed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The plan and its journals on the day of the entry; `today` is the clock's."""

    plan: Plan
    journals: Sequence[Journal]
    setting: Setting
    today: date

    def check_day(self) -> None:
        """Raise `CchcError` for an entry of tomorrow, or from before the decision."""
        day, signed = self.setting.as_of, self.plan.decision.signed
        if day > self.today:
            raise CchcError(
                N_("an entry dated {day} is in the future; today is {today}"),
                day=day,
                today=self.today,
            )
        if signed is not None and day < signed.start:
            raise CchcError(
                N_("an entry dated {day} is older than the decision, signed {signed}"),
                day=day,
                signed=signed.text,
            )

    def task(self, task_id: str) -> Task:
        """The task. Raises `CchcError` with the nearest numbers where there is none."""
        for task in self.plan.tasks:
            if task.id == task_id:
                return task
        raise unknown(
            N_("plan {plan} has no task {id}{hint}"),
            self.plan.id,
            task_id,
            [task.id for task in self.plan.tasks],
        )

    def writer(self, task: Task, unit: str | None, owed_by: str | None) -> Writer:
        """Who reports on a task. Raises `CchcError` for a unit that does not owe it."""
        debts = {
            debt.owed.unit: debt
            for debt in Evaluation(self.plan, self.journals, self.setting).debts(task)
        }
        if unit is None:
            return _only_writer(task, debts)
        self.check_unit(unit)
        if unit in debts and owed_by in (None, unit):
            return Writer(unit, debts[unit])
        held = [debt for debt in debts.values() if unit in debt.owed.owners]
        mine = [debt for debt in held if owed_by in (None, debt.owed.unit)]
        if not mine:
            raise CchcError(
                N_("unit {unit} does not owe task {task}; owed by: {units}"),
                unit=unit,
                task=task.id,
                units=listed(_answering(debts)),
            )
        if len(mine) > 1:
            raise CchcError(
                N_("{unit} answers for several; say for which with --owed-by: {units}"),
                unit=unit,
                units=listed(debt.owed.unit for debt in mine),
            )
        needed = unit in debts or len(held) > 1
        return Writer(unit, mine[0], mine[0].owed.unit if needed else None)

    def check_unit(self, unit: str) -> None:
        """Raise `CchcError` for a unit that others have taken over from."""
        day = self.setting.as_of
        heirs = self.setting.units.owners(unit, day)
        if heirs != (unit,):
            raise CchcError(
                N_("unit {unit} no longer exists on {day}; now {units} reports"),
                unit=unit,
                day=day,
                units=", ".join(heirs),
            )

    def journal(self, unit: str) -> Journal | None:
        """The journal that a unit has so far."""
        return next((one for one in self.journals if one.unit == unit), None)


def unknown(text: str, plan: str, wanted: str, ids: Collection[str]) -> CchcError:
    """A refusal that offers the ids that may have been meant."""
    near = get_close_matches(wanted, ids, 3, 0.6)
    return CchcError(
        text, plan=plan, id=wanted, hint=f" ({', '.join(near)}?)" if near else ""
    )


def _only_writer(task: Task, debts: dict[str, Debt]) -> Writer:
    """The unit that reports where nobody says which."""
    names = list(dict.fromkeys(_answering(debts)))
    if len(debts) == 1 and len(names) == 1:
        return Writer(names[0], next(iter(debts.values())))
    raise CchcError(
        N_("task {task} is owed by several; say which with --unit: {units}"),
        task=task.id,
        units=listed(names),
    )


def _answering(debts: dict[str, Debt]) -> Iterable[str]:
    """Who may report: who owes, or who answers for it now."""
    for debt in debts.values():
        yield from debt.owed.owners or (debt.owed.unit,)


def listed(names: Iterable[str | None]) -> str:
    """Names in a row; a long row is cut and says by how much."""
    every = [name for name in dict.fromkeys(names) if name]
    more = f", … (+{len(every) - _LISTED})" if len(every) > _LISTED else ""
    return ", ".join(every[:_LISTED]) + more
