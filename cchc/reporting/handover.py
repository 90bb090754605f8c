"""What a unit hands over: all that is open with it, and who takes each over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cchc.models.plan import Plan
from cchc.status import CLOSED, Obligation, Status, evaluate
from cchc.units import Units

if TYPE_CHECKING:
    from cchc.holdings import Holdings


class Duty(StrEnum):
    """In what way a unit has to do with something."""

    LEADS = "leads"
    ONGOING = "ongoing"
    TAKES_PART = "takes_part"
    TARGET = "target"
    REPORT = "report"


class Handed(NamedTuple):
    """One thing that is handed over; `heirs` take it over, none or several: undecided.

    `due` is the next date of it, `open` how many obligations are open.
    """

    plan: str
    duty: Duty
    id: str
    title: str
    heirs: tuple[str, ...]
    status: Status | None = None
    due: date | None = None
    open: int = 1

    @property
    def decided(self) -> bool:
        """Whether exactly one unit takes it over."""
        return len(self.heirs) == 1


class Handover(NamedTuple):
    """Everything open with a unit on a day, and the first day of a succession."""

    unit: str
    as_of: date
    takes_over: date
    items: tuple[Handed, ...]

    def tasks_of(self, plan: str) -> dict[str, str]:
        """Tasks of a plan whose taking over is decided: id to the unit."""
        tasks = (Duty.LEADS, Duty.ONGOING, Duty.TAKES_PART)
        return {
            one.id: one.heirs[0]
            for one in self.items
            if one.plan == plan and one.duty in tasks and one.decided
        }


def handover_asked(holdings: Holdings, unit: str, day: date) -> Handover:
    """What a unit hands over, of every plan whose period has not ended on the day."""
    days = [one.since.start for one in holdings.units.successions(unit)]
    first, last = min(days, default=day), max([day, *days])
    found: list[Handed] = []
    for plan in holdings.each_plan(day):
        if plan.period.end < day:
            continue
        setting = holdings.setting(day)
        owed = evaluate(plan, holdings.journals(plan.id), setting)
        found += handed(plan, owed, _Party(unit, day, last, holdings.units))
    return Handover(unit, day, first, tuple(found))


class _Party(NamedTuple):
    """Who hands over; `over`: the day by which every succession counts."""

    unit: str
    day: date
    over: date
    units: Units

    def heirs(self, about: str) -> tuple[str, ...]:
        """Who takes over what is about something; nobody is known where none stands."""
        found = self.units.owners(self.unit, self.over, about)
        return tuple(one for one in found if one != self.unit)


def handed(plan: Plan, owed: list[Obligation], party: _Party) -> Iterator[Handed]:
    """What is open of one plan: led, ongoing, taken part in, aimed at, reported.

    A target goes where its task goes.
    """
    open_: dict[str, list[Obligation]] = {}
    for one in owed:
        if one.status not in CLOSED:
            open_.setdefault(one.task, []).append(one)
    mine: dict[str, tuple[str, ...]] = {}
    for task in plan.tasks:
        about = " ".join((task.title, *task.products))
        ones = [one for one in open_.get(task.id, ()) if one.unit == party.unit]
        if ones:
            mine[task.id] = party.heirs(about)
            yield _led(ones, mine[task.id])
        elif party.unit in task.partners and task.id in open_:
            yield Handed(
                plan.id, Duty.TAKES_PART, task.id, task.title, party.heirs(about)
            )
    for target in plan.targets:
        if target.task in mine:
            heirs = mine[target.task]
            due = target.by.end if target.by else None
            yield Handed(plan.id, Duty.TARGET, target.id, target.title, heirs, due=due)
    for report in plan.reports:
        if party.unit in report.owners and report.due and report.due.end >= party.day:
            heirs = party.heirs(report.name)
            yield Handed(
                plan.id, Duty.REPORT, report.period.text, report.name, heirs,
                due=report.due.end,
            )  # fmt: skip


def _led(ones: list[Obligation], heirs: tuple[str, ...]) -> Handed:
    """The open obligations of one task: the worst status, the next date."""
    order = list(Status)
    first = ones[0]
    is_ongoing = all(one.kind == "ongoing" for one in ones)
    return Handed(
        first.plan,
        Duty.ONGOING if is_ongoing else Duty.LEADS,
        first.task,
        first.title,
        heirs,
        min((one.status for one in ones), key=order.index),
        min((one.due for one in ones if one.due), default=None),
        len(ones),
    )
