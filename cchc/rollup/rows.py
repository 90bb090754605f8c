"""One workspace as rows of the tables, one plan after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cchc.dates import Period
from cchc.holdings import Holdings
from cchc.load import Workspace, bulk
from cchc.load.places import path_of
from cchc.models.plan import Plan
from cchc.models.units import Unit, UnitGroup
from cchc.problems import N_, CchcError
from cchc.reporting.happened import Close
from cchc.reporting.targets import results
from cchc.status import Obligation, Setting, evaluate, task_status
from cchc.status.measures import Measure, measures, sets_of
from cchc.steps import OnStep, each
from cchc.text.characters import fold
from cchc.units import Units

Value = str | int | float | date | None
Measured = Mapping[str, Sequence[Measure]]


class Row(NamedTuple):
    """A row: its table, its partition, its values by column."""

    table: str
    year: int
    province: str
    values: dict[str, Value]


def named(workspace: Workspace) -> str:
    """The id of the office whose workspace it is, by which its files are named.

    Raises `CchcError` where workspace.yaml or the register of units does not load:
    without them nobody can say whose plans these are.
    """
    for loaded in (workspace.config, workspace.units):
        if loaded is not None and loaded.record is None:
            path = loaded.path
            raise CchcError(N_("{path} does not load; see cchc check"), path=path)
    if workspace.config is None or workspace.config.record is None:
        raise CchcError(
            N_("there is no {path}, which names the office"), path=path_of("workspace")
        )
    return workspace.config.record.office


class Rows:
    """What a workspace says on a day; `workspace` is how rows name it."""

    def __init__(
        self,
        holdings: Holdings,
        workspace: str,
        day: date,
        on_step: OnStep | None = None,
    ) -> None:
        self.holdings = holdings
        self.on_step = on_step
        self.workspace = workspace
        self.setting: Setting = holdings.setting(day)
        self.day = day
        self.units: Units = holdings.units

    def __iter__(self) -> Iterator[Row]:
        """Rows of the register, then those of each plan that loads."""
        yield from self._register()
        for plan_id in each(self.holdings.all_plan_ids(), self.on_step):
            with bulk():
                plan = self.holdings.plan(plan_id).record
                found = [] if plan is None else [*self._plan(plan, plan_id)]
                self.holdings.workspace.forget(plan_id)
            yield from found

    def province(self, unit_id: str) -> str:
        """The province that a unit belongs to on the day; the topmost unit without one.

        A province that was merged counts for the one that took over. A group that
        belongs to nobody is the office's.
        """
        if unit_id in self.units.groups and self.units.groups[unit_id].parent is None:
            unit_id = self.workspace
        above, top, found = unit_id, unit_id, None
        seen: set[str] = set()
        while above not in seen:
            seen.add(above)
            top = above
            unit = self.units.get(above)
            if unit is not None and unit.level == "province":
                found = above
            if unit is None or unit.parent is None:
                break
            above = unit.parent
        owners = self.units.owners(found or top, self.day)
        return owners[0] if len(owners) == 1 else found or top

    def _register(self) -> Iterator[Row]:
        for unit in self.units.everyone:
            place = (self.day.year, self.province(unit.id))
            yield Row("units", *place, {"workspace": self.workspace, **_unit(unit)})
            for heir in unit.successors:
                values: dict[str, Value] = {
                    "workspace": self.workspace,
                    "unit": unit.id,
                    "heir": heir.unit,
                    "relation": heir.relation,
                    "since": heir.since.start,
                }
                yield Row("successions", *place, values)

    def _plan(self, latest: Plan, plan_id: str) -> Iterator[Row]:
        from cchc.amend import in_force

        plan = in_force(latest, self.day)
        journals = self.holdings.journals(plan_id)
        place = (plan.period.start.year, self.province(plan.decision.issuer))
        same: dict[str, Value] = {"workspace": self.workspace, "plan": plan.id}
        yield Row("plans", *place, {**same, **self._head(plan)})
        self._tasks = {task.id: task for task in plan.every_task}
        obligations = evaluate(plan, journals, self.setting)
        owed: dict[str, list[Obligation]] = {}
        for one in obligations:
            owed.setdefault(one.task, []).append(one)
            yield Row("obligations", *place, {**same, **_obligation(one)})
        for task, ones in owed.items():
            values = self._task(plan, task, ones)
            yield Row("tasks", *place, {**same, **values})
        sets = sets_of(plan, self.units, self.day)
        measured = measures(journals, self.day, sets)
        for values in self._targets(plan, measured):
            yield Row("targets", *place, {**same, **values})
        for values in _measures(measured):
            yield Row("measures", *place, {**same, **values})

    def _targets(self, plan: Plan, measured: Measured) -> Iterator[dict[str, Value]]:
        better = self.holdings.indicators.directions
        lower = frozenset(one for one, way in better.items() if way == "down")
        whole = Close(plan.period.start, min(self.day, plan.period.end))
        for result in results(plan, measured, whole, lower):
            target, last = result.target, result.measure
            ref = target.implements
            yield {
                "target": target.id,
                "title": target.title,
                "indicator": target.indicator,
                "scope": target.scope,
                "form": target.goal.form,
                "threshold": result.threshold,
                "unit": target.goal.unit,
                "by": _end(target.by),
                "value": last.value if last else None,
                "measured_to": last.period.end if last else None,
                "verdict": result.verdict.value,
                "implements_plan": ref.plan if ref else None,
                "implements_target": ref.target if ref else None,
            }

    def _head(self, plan: Plan) -> dict[str, Value]:
        decision = plan.decision
        return {
            "title": plan.title,
            "number": decision.number,
            "symbol": decision.symbol,
            "signed": decision.signed.start if decision.signed else None,
            "issuer": decision.issuer,
            "issuer_name": self.units.name(decision.issuer),
            "level": self._level(plan),
            "start": plan.period.start,
            "end": _end(plan.period),
            "tasks": len(plan.tasks),
            "targets": len(plan.targets),
            "amendments": plan.amended.applied if plan.amended else 0,
            "as_of": self.day,
        }

    def _level(self, plan: Plan) -> str | None:
        issuer = self.units.get(plan.decision.issuer)
        return issuer.level if issuer else None

    def _task(
        self, plan: Plan, task_id: str, ones: list[Obligation]
    ) -> dict[str, Value]:
        task = self._tasks[task_id]
        ref = task.implements
        return {
            "task": task.id,
            "group": task.group,
            "title": task.title,
            "title_key": fold(task.title),
            "level": self._level(plan),
            "status": task_status(ones).value,
            "obligations": len(ones),
            "leads": "; ".join(task.leads),
            "when": task.when,
            "implements_plan": ref.plan if ref else None,
            "implements_task": ref.task if ref else None,
        }


def _unit(unit: Unit | UnitGroup) -> dict[str, Value]:
    valid = unit.valid
    return {
        "unit": unit.id,
        "name": unit.name,
        "level": unit.level,
        "parent": unit.parent,
        "valid_from": valid.from_.start if valid and valid.from_ else None,
        "valid_until": valid.until.end if valid and valid.until else None,
    }


def _obligation(one: Obligation) -> dict[str, Value]:
    return {
        "task": one.task,
        "unit": one.unit,
        "owner": "; ".join(one.owners or (one.unit,)),
        "via": one.via,
        "kind": one.kind,
        "what": one.what,
        "status": one.status.value,
        "period": one.period.text if one.period else None,
        "due": one.due,
        "original_due": one.original_due,
        "extensions": one.extensions,
        "done_on": one.done_on,
        "days": one.days,
    }


def _end(period: Period | None) -> date | None:
    return None if period is None or period.is_open else period.end


def _measures(measured: Measured) -> Iterator[dict[str, Value]]:
    for target, found in measured.items():
        for one in found:
            yield {
                "target": target,
                "period": one.period.text,
                "start": one.period.start,
                "end": _end(one.period),
                "value": one.value,
                "reported_on": one.date,
                "by_unit": one.unit,
            }
