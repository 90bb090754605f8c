"""Rules of the cascade: what a plan made of the plan above it. Links are in reports."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.cascade import GapKind
from cchc.checks.base import Found, Kit
from cchc.load import Loaded
from cchc.models.plan import Plan


def upstream_not_taken_up(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A task of the plan above, given to bodies of this level, is missing here.

    Why: the issuer above will ask for it, and nobody here owes it.
    Example: the city's plan gives UBND quận - huyện a task that the plan of the
    district does not have.
    Instead: add the task with `implements`, or accept it and say who does it instead.
    """
    yield from _gaps(GapKind.NOT_TAKEN_UP, plan, kit)


def upstream_deadline_missed(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A task is due later than the task of the plan above that it carries out.

    Why: when it is done here on time, it is late there.
    Example: `due: 2023` here, December 2022 in the city's plan.
    Instead: correct the date; where the decision prints it so, accept it.
    """
    yield from _gaps(GapKind.DEADLINE_LATER, plan, kit)


def upstream_milestone_dropped(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A dated milestone of the plan above is missing in the task that carries it out.

    Why: nobody here will be reminded of that date.
    Example: the city wants December 2022 and June 2023, the district only June 2023.
    Instead: add the milestone; where the decision leaves it out, accept it.
    """
    yield from _gaps(GapKind.MILESTONE_DROPPED, plan, kit)


def target_below_upstream(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
) -> Iterator[Found]:
    """A target asks for less than the plan above asks of this level for that year.

    Why: when it is reached here, the plan above is still missed.
    Example: digitised results at least 50 % where the city's plan wants 70 %.
    Instead: raise it; where the decision prints it so, accept it.
    """
    yield from _gaps(GapKind.TARGET_WEAKER, plan, kit)


def _gaps(kind: GapKind, plan: Plan, kit: Kit) -> Iterator[Found]:
    for gap in kit.gaps(plan):
        if gap.kind is kind and not gap.info:
            whole = kind is GapKind.NOT_TAKEN_UP
            owner = gap.local_id or gap.upstream_id
            yield Found(gap.loc, gap.message, owner, whole=whole)
