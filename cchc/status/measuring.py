"""From a measured value to a journal entry that can be trusted, or a refusal."""

from __future__ import annotations

from cchc.models.journal import TargetEntry
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.problems import N_, CchcError
from cchc.status.book import Book, unknown
from cchc.status.entries import corrected
from cchc.status.ranges import value_range


def target_of(plan: Plan, target_id: str) -> Target:
    """The target. Raises `CchcError` with the nearest ids where there is none."""
    for target in plan.targets:
        if target.id == target_id:
            return target
    raise unknown(
        N_("plan {plan} has no target {id}{hint}"),
        plan.id,
        target_id,
        [target.id for target in plan.targets],
    )


def settle(
    book: Book,
    target: Target,
    indicator: Indicator | None,
    unit: str,
    entry: TargetEntry,
) -> TargetEntry:
    """The entry, after what would make it wrong is ruled out."""
    book.check_day()
    book.check_unit(unit)
    period = entry.period
    if period.is_open or not period.overlaps(book.plan.period):
        raise CchcError(
            N_("the period {period} lies outside the plan's {plan}"),
            period=period.text,
            plan=book.plan.period.text,
        )
    if period.start > entry.date.start:
        raise CchcError(
            N_("the period {period} has not begun on {day}"),
            period=period.text,
            day=entry.date.text,
        )
    within = value_range(target, indicator)
    if entry.value not in within:
        raise CchcError(
            N_("{value} is outside what {target} can be: {range}"),
            value=f"{entry.value:g}",
            target=target.id,
            range=str(within),
        )
    _check_new(book, unit, entry)
    return entry


def _check_new(book: Book, unit: str, entry: TargetEntry) -> None:
    journal = book.journal(unit)
    before = journal.entries if journal else ()
    if entry in before:
        raise CchcError(N_("this very entry is already in the journal"))
    if entry.corrects is not None and corrected(entry, before) is None:
        raise CchcError(
            N_("{unit} has no entry of {day} on {id} to correct"),
            unit=unit,
            day=entry.corrects,
            id=entry.target,
        )
