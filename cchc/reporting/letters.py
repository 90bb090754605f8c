"""Who is to be urged, and about what: one letter a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cchc.amend import in_force
from cchc.models.plan import Plan
from cchc.reporting.content import Item, by_due, items
from cchc.status import CLOSED, Obligation, evaluate

if TYPE_CHECKING:
    from cchc.holdings import Holdings


class Enclosed(NamedTuple):
    """A form that goes with a letter: its file, to whom it comes back, by when."""

    file: str
    to: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Letter:
    """What one unit owes: overdue, and due within so many days."""

    plan: Plan
    unit: str
    as_of: date
    within: int
    overdue: tuple[Item, ...]
    soon: tuple[Item, ...]
    enclosed: Enclosed | None = None


def letters(
    plan: Plan, obligations: Sequence[Obligation], as_of: date, within: int
) -> list[Letter]:
    """A letter for every unit that answers today for something overdue or near.

    What an abolished unit owed goes to its successors.
    """
    late: dict[str, list[Obligation]] = {}
    near: dict[str, list[Obligation]] = {}
    for one in obligations:
        if one.status in CLOSED or one.due is None:
            continue
        left = (one.due - as_of).days
        if left <= within:
            for unit in one.owners or (one.unit,):
                (late if left < 0 else near).setdefault(unit, []).append(one)
    return [
        Letter(
            plan,
            unit,
            as_of,
            within,
            _lines(plan, late.get(unit, [])),
            _lines(plan, near.get(unit, [])),
        )
        for unit in sorted({*late, *near})
    ]


def letters_asked(
    holdings: Holdings,
    plan: Plan,
    span: tuple[date, int],
    wanted: frozenset[str] | None,
) -> list[Letter]:
    """The letters of a day (and days ahead) to some units, or to all."""
    from cchc.load import bulk
    from cchc.query import Filter

    day, within = span
    with bulk():
        plan = in_force(plan, day)
        every = evaluate(plan, holdings.journals(plan.id), holdings.setting(day))
        asked = Filter(units=wanted)
        found = letters(plan, [o for o in every if asked.keeps(o)], day, within)
    # What an abolished unit owed is asked of its successor: then no letter is its own.
    mine = [one for one in found if wanted is None or one.unit in wanted]
    return mine or found


def _lines(plan: Plan, found: list[Obligation]) -> tuple[Item, ...]:
    return tuple(by_due(items(plan, found, found)))
