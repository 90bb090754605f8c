"""JSON of plans and statuses: keys are added, never renamed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any, assert_never

from cchc.dates import Period
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Span,
    Unstated,
    Within,
)
from cchc.models.goals import Goal
from cchc.models.journal import TaskEntry
from cchc.models.plan import Citation, Decision, Plan, Target, Task
from cchc.query import Debtor, Debts, Sheet, Told
from cchc.status import Obligation
from cchc.status.measures import Covered
from cchc.units import Units
from cchc.views.values import plain, rest


def deadline_record(deadline: Deadline) -> dict[str, object]:
    """The JSON object of one deadline. What the wording leaves open is null."""
    record: dict[str, object]
    match deadline:
        case Due():
            start = None if deadline.due.is_day else _start(deadline.due)
            record = {"kind": "due", "start": start, "due": _end(deadline.due)}
        case Every():
            record = _every_record(deadline)
        case Ongoing():
            span = deadline.ongoing if isinstance(deadline.ongoing, Span) else Span()
            record = {
                "kind": "ongoing",
                "from": _start(span.from_),
                "until": _end(span.until),
            }
        case After():
            record = {
                "kind": "after",
                "after": deadline.after,
                "within": _within_record(deadline.within),
            }
        case Follows():
            record = {"kind": "follows", "follows": deadline.follows}
        case Unstated():
            record = {"kind": "unstated"}
        case _:
            assert_never(deadline)
    return {**record, "what": deadline.what}


def _every_record(every: Every) -> dict[str, object]:
    yearly = every.every == "year"
    record: dict[str, object] = {
        "kind": "every",
        "every": every.every,
        "interval": every.interval,
        "day": every.day if yearly else None,
        "from": _start(every.from_),
        "until": _end(every.until),
    }
    if every.day is not None and not yearly:
        record["day_of_period"] = every.day
    return record


def _within_record(within: Within | None) -> dict[str, object] | None:
    if within is None:
        return None
    return {
        "days": within.days,
        "months": within.months,
        "years": within.years,
        "working": within.working,
    }


def _start(period: Period | None) -> str | None:
    return None if period is None else period.start.isoformat()


def _end(period: Period | None) -> str | None:
    if period is None or period.end == date.max:
        return None
    return period.end.isoformat()


Record = dict[str, Any]
_IN_MEMORY, _PIECE = 8_000_000, 1_000_000
"""Letters of a list that wait in memory, more in a file; letters read at once."""

TOLD: Mapping[type[object], frozenset[str]] = {
    Plan: frozenset(
        {"format", "id", "title", "decision", "period", "implements", "groups"}
        | {"targets", "tasks", "cites"}
    ),
    Decision: frozenset({"number", "symbol", "signed", "issuer", "signer", "replaces"}),
    Citation: frozenset({"document", "number", "signed", "at"}),
    Target: frozenset(
        {"id", "at", "title", "indicator", "scope", "goal", "by", "task"}
    ),
    Task: frozenset(
        {"id", "group", "title", "products", "leads", "partners", "when", "deadlines"}
        | {"text", "note", "extra"}
    ),
}
"""Fields with a form of their own in JSON; the others follow by their keys."""

_OPERATORS = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "exactly": "=",
    "rise": "rise",
    "fall": "fall",
    "rank": "rank",
    "better_than": "better",
    "schedule": "schedule",
    "qualitative": "qualitative",
}


def dumps(data: object) -> str:
    """JSON text as every command prints it."""
    return _text(data) + "\n"


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def unit_record(unit_id: str, units: Units) -> Record:
    """A unit as `{"id", "name"}`."""
    return {"id": unit_id, "name": units.name(unit_id)}


def goal_record(goal: Goal) -> Record:
    """`op`, `value`, `unit`, `baseline`; a schedule adds its steps."""
    form = goal.form
    value: object = getattr(goal, form)
    if form == "better_than":
        value = None
    elif form == "schedule":
        value = [_number(step.model_dump()) for step in goal.schedule or ()]
    elif isinstance(value, float):
        value = _whole(value)
    base = goal.better_than or goal.against
    return {
        "op": _OPERATORS[form],
        "value": value,
        "unit": goal.unit,
        "baseline": base.text if base else None,
        "among": goal.among,
        "yearly_rise": _whole(goal.yearly_rise)
        if goal.yearly_rise is not None
        else None,
        "until": goal.until.text if goal.until else None,
    }


def _whole(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _number(step: Record) -> Record:
    return {k: _whole(v) if isinstance(v, float) else v for k, v in step.items()}


def target_record(target: Target) -> Record:
    """One target."""
    return {
        "id": target.id,
        "at": target.at,
        "title": target.title,
        "indicator": target.indicator,
        "scope": target.scope,
        **goal_record(target.goal),
        "by": target.by.text if target.by else None,
        "task": target.task,
        **rest(target, TOLD[Target]),
    }


def told_record(told: Told, units: Units) -> Record:
    """One entry of a journal as `show` tells it; keys as in the file, dates ISO."""
    entry = told.entry
    record: Record = {
        "unit": unit_record(told.unit, units),
        "date": entry.date.start.isoformat(),
    }
    if isinstance(entry, TaskEntry):
        record |= {
            "state": entry.state,
            "for": entry.for_,
            "due": entry.due.text if entry.due else None,
            "reason": entry.reason,
            "next": entry.next,
        }
    else:
        record |= {"period": entry.period.text, "value": entry.value}
        record |= {"covers": list(entry.covers)}
    return record | {
        "evidence": [
            {
                "document": one.document,
                "signed": one.signed.text if one.signed else None,
                "link": one.link,
            }
            for one in entry.evidence
        ],
        "note": entry.note,
        "corrects": entry.corrects.text if entry.corrects else None,
        "corrected_on": told.corrected.isoformat() if told.corrected else None,
    }


def covered_record(covered: Covered, units: Units) -> Record:
    """How far the units that a target counts are covered."""
    return {
        "share": covered.share,
        "done": [unit_record(unit, units) for unit in covered.done],
        "left": [unit_record(unit, units) for unit in covered.left],
    }


def task_record(task: Task, units: Units) -> Record:
    """One task."""
    return {
        "id": task.id,
        "group": task.group,
        "title": task.title,
        "products": list(task.products),
        "leads": [unit_record(u, units) for u in task.leads],
        "partners": [unit_record(u, units) for u in task.partners],
        "when": task.when,
        "deadlines": [deadline_record(d) for d in task.deadlines],
        "text": task.text,
        "note": task.note,
        "extra": dict(task.extra),
        **rest(task, TOLD[Task]),
    }


def citation_record(citation: Citation) -> Record:
    """One citation as the decision prints it."""
    number, _, signed = citation.document.partition("@")
    return {
        "document": citation.document,
        "number": citation.number or number,
        "signed": citation.signed.text if citation.signed else signed or None,
        "at": list(citation.at),
        **rest(citation, TOLD[Citation]),
    }


def plan_record(plan: Plan, units: Units) -> Record:
    """The whole plan."""
    decision = plan.decision
    return {
        "format": 1,
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "number": decision.number,
            "symbol": decision.symbol,
            "signed": decision.signed.text if decision.signed else None,
            "issuer": unit_record(decision.issuer, units),
            "signer": decision.signer.model_dump() if decision.signer else None,
            "period": {
                "start": plan.period.start.isoformat(),
                "end": None if plan.period.is_open else plan.period.end.isoformat(),
            },
            "replaces": list(decision.replaces),
            "implements": list(plan.implements),
            "decision": rest(decision, TOLD[Decision]),
        },
        "groups": [plain(group, empty=True) for group in plan.groups],
        "targets": [target_record(t) for t in plan.targets],
        "tasks": [task_record(t, units) for t in plan.tasks],
        "citations": [citation_record(c) for c in plan.cites],
        **rest(plan, TOLD[Plan]),
    }


def obligation_record(one: Obligation, units: Units) -> Record:
    """One obligation of the status contract."""
    return {
        "plan": one.plan,
        "task": one.task,
        "title": one.title,
        "group": one.group,
        "unit": unit_record(one.unit, units),
        "owners": [unit_record(u, units) for u in one.owners or (one.unit,)],
        "via": unit_record(one.via, units) if one.via else None,
        "kind": one.kind,
        "period": one.period.text if one.period else None,
        "due": one.due.isoformat() if one.due else None,
        "status": one.status.value,
        "days": one.days,
        "what": one.what,
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "note": one.note,
        "evidence": list(one.evidence),
        "reason": one.told.said if one.told else None,
        "reason_on": one.told.date.start.isoformat() if one.told else None,
        "original_due": one.original_due.isoformat() if one.original_due else None,
        "extensions": one.extensions,
        "next": one.next,
        "provisional": one.provisional,
        "dropped_by": one.dropped_by,
    }


def debtor_record(rank: int, one: Debtor, units: Units) -> Record:
    """One unit of the ranking; `worst` is days late, null where nothing is overdue."""
    return {
        "rank": rank,
        "unit": unit_record(one.unit, units),
        "overdue": one.overdue,
        "worst": one.worst,
        "blocked": one.blocked,
        "soon": one.soon,
        "done": one.done,
        "due": one.due,
    }


def status_json(sheets: Iterable[Sheet], units: Units) -> Iterator[str]:
    """The contract of `cchc status` as text, in pieces; none where there is no sheet.

    What is counted of all sheets stands before the list, which waits in a file.
    """
    head, counted, comma = StatusHead(units), False, ""
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="") as list_:
        for sheet in sheets:
            counted = True
            head.add(sheet)
            for one in sheet.obligations:
                text = _text(obligation_record(one, units)).replace("\n", "\n  ")
                list_.write(f"{comma}\n  {text}")
                comma = ","
        if not counted:
            return
        yield _text(head.record).removesuffix("\n}") + ',\n "obligations": ['
        list_.seek(0)
        while piece := list_.read(_PIECE):
            yield piece
    yield "\n ]\n}\n" if comma else "]\n}\n"


def status_record(sheets: Sequence[Sheet], units: Units) -> Record:
    """The contract of `cchc status`; `tasks` counts each task once."""
    head = StatusHead(units)
    for sheet in sheets:
        head.add(sheet)
    every = (one for sheet in sheets for one in sheet.obligations)
    return {**head.record, "obligations": [obligation_record(o, units) for o in every]}


class StatusHead:
    """What the contract of `cchc status` says before it lists, counted plan by plan."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._plans: list[str] = []
        self._day: date | None = None
        self._tasks, self._summary = Counter[str](), Counter[str]()
        self._rates = Counter[str]()
        self._debts = Debts()

    def add(self, sheet: Sheet) -> None:
        """Count one plan."""
        figures = sheet.rates
        self._day = self._day or sheet.as_of
        self._plans.append(sheet.plan.id)
        self._tasks.update({s.value: n for s, n in sheet.tasks.items()})
        self._summary.update(one.status.value for one in sheet.obligations)
        self._debts.add(sheet.obligations)
        told = {
            "done": figures.done,
            "done_on_time": figures.on_time,
            "due": figures.due,
            "tasks_done": figures.tasks_done,
            "tasks_planned": figures.planned,
        }
        self._rates.update(told)

    @property
    def record(self) -> Record:
        """All keys but `obligations`, in their order."""
        assert self._day is not None
        return {
            "format": 1,
            "as_of": self._day.isoformat(),
            "plans": self._plans,
            "summary": dict(self._summary),
            "tasks": dict(self._tasks),
            "rates": dict(self._rates),
            "units": [
                debtor_record(rank, one, self._units)
                for rank, one in enumerate(self._debts.ranked, 1)
            ],
        }
