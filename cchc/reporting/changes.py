"""What moved between two reports of one plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.models.plan import Plan
from cchc.reporting.items import Item, items
from cchc.reporting.results import Result, Verdict
from cchc.status import DONE, Obligation, Rates, Status, rates


@dataclass(frozen=True, slots=True)
class Changes:
    """Against the previous report, as of its cut-off.

    `caught_up` was overdue then and is done now; `fell_behind` became overdue since;
    `still_behind` was and is. `reached` and `lost` are targets.
    """

    previous: date
    before: Rates
    caught_up: tuple[Item, ...]
    fell_behind: tuple[Item, ...]
    still_behind: tuple[Item, ...]
    reached: tuple[Result, ...]
    lost: tuple[Result, ...]


def changes(
    plan: Plan,
    before: Sequence[Obligation],
    after: Sequence[Obligation],
    results: tuple[Sequence[Result], Sequence[Result]],
    previous: date,
) -> Changes:
    """Compare two evaluations; `results` are the targets then and now."""
    then = {key(one): one.status for one in before}

    def which(old: Iterable[Status], new: Iterable[Status]) -> tuple[Item, ...]:
        found = [
            one
            for one in after
            if one.status in new and then.get(key(one), Status.NOT_DUE) in old
        ]
        return tuple(items(plan, found, after))

    earlier = {r.target.id: r.verdict for r in results[0]}
    meets, late = Verdict.MEETS, {Status.OVERDUE}
    return Changes(
        previous,
        rates(before),
        which(late, DONE),
        which(set(Status) - late, late),
        which(late, late),
        tuple(
            r
            for r in results[1]
            if r.verdict is meets and earlier.get(r.target.id) is not meets
        ),
        tuple(
            r
            for r in results[1]
            if earlier.get(r.target.id) is meets and r.verdict is Verdict.MISSES
        ),
    )


def key(one: Obligation) -> tuple[object, ...]:
    """What makes an obligation the same one on two dates."""
    start = one.period.start if one.period else None
    return (one.task, one.unit, one.kind, one.what, start)
