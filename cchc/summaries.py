"""What lists over all plans say of each as of a day, from the index where it knows.

Nothing of it depends on what plans share: after a change of a register it still holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from cchc.amend import in_force
from cchc.dates import Period

if TYPE_CHECKING:
    from cchc.holdings import Holdings
    from cchc.load.index import Index
    from cchc.models.plan import Plan, Target

T = TypeVar("T")


class Line(NamedTuple):
    """What a list of plans says of one; not its tasks, which may be many."""

    id: str
    title: str
    number: str | None
    symbol: str | None
    signed: Period | None
    issuer: str
    period: Period
    groups: int
    tasks: int
    targets: int
    citations: int
    implements: tuple[str, ...]


class Cites(NamedTuple):
    """The documents that a plan cites: the key of each, and the places."""

    plan: str
    documents: tuple[tuple[str, tuple[str, ...]], ...]


class Aims(NamedTuple):
    """The targets of a plan that an indicator stands behind."""

    plan: str
    targets: tuple[Target, ...]


def lines(holdings: Holdings, day: date) -> Iterator[Line]:
    """Every plan that loads in few words, in order; faults of files are told."""
    return _each(holdings, day, _LINE)


def cites(holdings: Holdings, day: date) -> Iterator[Cites]:
    """The same of the documents that plans cite."""
    return _each(holdings, day, _CITES)


def aims(holdings: Holdings, day: date) -> Iterator[Aims]:
    """The same of the targets with an indicator."""
    return _each(holdings, day, _AIMS)


class _Kind(NamedTuple, Generic[T]):
    """A kind of summary: its name in the index, and how it is made, kept and read."""

    name: str
    of: Callable[[Plan], T]
    kept: Callable[[T], Any]
    read: Callable[[Any], T]


def _each(holdings: Holdings, day: date, kind: _Kind[T]) -> Iterator[T]:
    from cchc.load.index import open_index
    from cchc.standings import plans_there

    index = open_index(holdings.workspace.root)
    if index is None:
        yield from map(kind.of, holdings.each_plan(day))
        return
    try:
        ids = plans_there(holdings, index)
        known = dict(index.on_day(kind.name, day.toordinal(), shared=False))
        for plan_id in ids:
            if plan_id in known:
                yield kind.read(json.loads(known.pop(plan_id)))
            elif plan := _read(holdings, plan_id, index):
                yield kind.of(in_force(plan, day))
    finally:
        index.close()


def _read(holdings: Holdings, plan_id: str, index: Index) -> Plan | None:
    """A plan from its files; kept in the index where there is nothing to tell of it."""
    from cchc.load import bulk

    own, heard = holdings.listening()
    with bulk():
        plan = own.plan(plan_id).record
        holdings.workspace.forget(plan_id)
    if plan is not None and not heard:
        amended = plan.amended
        days = {one.day for one in amended.amendments} if amended else set()
        for kind in (_LINE, _CITES, _AIMS):
            steps = (_step(plan, day, kind) for day in sorted({date.min, *days}))
            index.keep_steps(kind.name, plan_id, steps, shared=False)
    return plan


def _step(plan: Plan, day: date, kind: _Kind[Any]) -> tuple[int, str]:
    """What holds of a plan from a day on."""
    value = kind.kept(kind.of(in_force(plan, day)))
    return day.toordinal(), json.dumps(value, ensure_ascii=False)


def _line(plan: Plan) -> Line:
    decision = plan.decision
    return Line(
        plan.id,
        plan.title,
        decision.number,
        decision.symbol,
        decision.signed,
        decision.issuer,
        plan.period,
        len(plan.groups),
        len(plan.tasks),
        len(plan.targets),
        len(plan.cites),
        plan.implements,
    )


def _kept_line(one: Line) -> list[Any]:
    signed = _kept_period(one.signed) if one.signed else None
    return list(one._replace(signed=signed, period=_kept_period(one.period)))  # type: ignore[arg-type]


def _read_line(value: list[Any]) -> Line:
    one = Line(*value)
    return one._replace(
        signed=_read_period(*value[4]) if value[4] else None,
        period=_read_period(*value[6]),
        implements=tuple(one.implements),
    )


def _kept_period(one: Period) -> list[Any]:
    return [one.start.toordinal(), one.end.toordinal(), one.text]


def _read_period(start: int, end: int, text: str) -> Period:
    return Period(date.fromordinal(start), date.fromordinal(end), text)


def _cites(plan: Plan) -> Cites:
    return Cites(plan.id, tuple((one.document, one.at) for one in plan.cites))


def _read_cites(value: list[Any]) -> Cites:
    plan, documents = value
    return Cites(plan, tuple((key, tuple(at)) for key, at in documents))


def _aims(plan: Plan) -> Aims:
    return Aims(plan.id, tuple(one for one in plan.targets if one.indicator))


def _kept_aims(one: Aims) -> list[Any]:
    written = [
        target.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for target in one.targets
    ]
    return [one.plan, written]


def _read_aims(value: list[Any]) -> Aims:
    from cchc.models.plan import Target

    plan, targets = value
    return Aims(plan, tuple(map(Target.model_validate, targets)))


_LINE = _Kind("line", _line, _kept_line, _read_line)
_CITES: _Kind[Cites] = _Kind("cites", _cites, list, _read_cites)
_AIMS = _Kind("aims", _aims, _kept_aims, _read_aims)
