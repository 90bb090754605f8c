"""Who is to be urged, and about what: one letter a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cchc.amend import in_force
from cchc.dates import Period
from cchc.models.plan import Plan
from cchc.models.units import Unit
from cchc.problems import N_, CchcError, Message, message
from cchc.reporting.content import Item, by_due, items
from cchc.status import CLOSED, Obligation, evaluate

if TYPE_CHECKING:
    from cchc.holdings import Holdings


@dataclass(frozen=True, slots=True)
class Letter:
    """What one unit owes: overdue, and due within so many days or in a period.

    `reply_by`: by when the office asks for an answer. `form_to`: to whom the form that
    goes with the letter comes back, where one does.
    """

    plan: Plan
    unit: str
    as_of: date
    span: Span
    reply_by: date
    overdue: tuple[Item, ...]
    soon: tuple[Item, ...]
    form_to: str | None = None


class Span(NamedTuple):
    """What a letter is about: due so many days ahead at most, or due in a period."""

    within: int
    period: Period | None = None

    def has(self, due: date, day: date) -> bool:
        """Whether something due is meant, on the day of the letter."""
        if self.period is not None:
            return due in self.period
        return (due - day).days <= self.within


class Asked(NamedTuple):
    """The day of the letters, what they are about, by when to answer, to whom."""

    day: date
    span: Span
    reply_by: date
    units: frozenset[str] | None = None


def letters(
    plan: Plan, obligations: Sequence[Obligation], asked: Asked
) -> list[Letter]:
    """A letter for every unit that answers today for something overdue or near.

    What an abolished unit owed goes to its successors.
    """
    late: dict[str, list[Obligation]] = {}
    near: dict[str, list[Obligation]] = {}
    for one in obligations:
        if one.status in CLOSED or one.due is None:
            continue
        if asked.span.has(one.due, asked.day):
            for unit in one.owners or (one.unit,):
                side = late if one.due < asked.day else near
                side.setdefault(unit, []).append(one)
    return [
        Letter(
            plan,
            unit,
            asked.day,
            asked.span,
            asked.reply_by,
            _lines(plan, late.get(unit, [])),
            _lines(plan, near.get(unit, [])),
        )
        for unit in sorted({*late, *near})
    ]


def letters_asked(
    holdings: Holdings, plan: Plan, asked: Asked
) -> tuple[list[Letter], list[Message]]:
    """The letters to some units, or to all; and who owes but can get no letter.

    A name for many bodies whose members no register tells has no address.
    """
    from cchc.load import bulk
    from cchc.query import Filter

    with bulk():
        plan = in_force(plan, asked.day)
        setting = holdings.setting(asked.day)
        every = evaluate(plan, holdings.journals(plan.id), setting)
        wanted = Filter(units=asked.units)
        found = letters(plan, [o for o in every if wanted.keeps(o)], asked)
    # What an abolished unit owed is asked of its successor: then no letter is its own.
    mine = [one for one in found if asked.units is None or one.unit in asked.units]
    real, notes = [], []
    for one in mine or found:
        if isinstance(holdings.units.get(one.unit), Unit):
            real.append(one)
            continue
        text = N_("no letter to {unit}: units.yaml does not tell which bodies they are")
        notes.append(message(text, unit=holdings.units.name(one.unit)))
    return real, notes


REPLY_DAYS = 5
"""Working days that a unit has for its answer where nothing else is said."""


def reply_day(holdings: Holdings, day: date, asked: date | None) -> date:
    """By when units answer. Raises `CchcError` for a day before the letter's own."""
    if asked is not None:
        if asked < day:
            raise CchcError(
                N_("the answer is asked by {reply}, before the letter of {day}"),
                reply=asked.isoformat(),
                day=day.isoformat(),
            )
        return asked
    left = REPLY_DAYS
    while left:
        day += timedelta(days=1)
        left -= holdings.workdays.is_working(day)
    return day


def _lines(plan: Plan, found: list[Obligation]) -> tuple[Item, ...]:
    return tuple(by_due(items(plan, found, found)))
