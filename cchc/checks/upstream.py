"""Rules of the cascade: what a plan made of the plan above it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.cascade import GapKind
from cchc.checks.base import Found, Lookup
from cchc.dates import Period
from cchc.load import Loaded
from cchc.models.plan import Plan, Target
from cchc.problems import N_, message


def upstream_not_taken_up(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A task of the plan above, given to bodies of this level, is missing here.

    Why: the issuer above will ask for it, and nobody here owes it.
    Example: the city's plan gives UBND quận - huyện a task that the plan of the
    district does not have.
    Instead: add the task with `implements`, or accept it and say who does it instead.
    """
    yield from _gaps(GapKind.NOT_TAKEN_UP, plan, lookup)


def upstream_deadline_missed(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A task is due later than the task of the plan above that it carries out.

    Why: when it is done here on time, it is late there.
    Example: `due: 2023` here, December 2022 in the city's plan.
    Instead: correct the date; where the decision prints it so, accept it.
    """
    yield from _gaps(GapKind.DEADLINE_LATER, plan, lookup)


def upstream_milestone_dropped(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A dated milestone of the plan above is missing in the task that carries it out.

    Why: nobody here will be reminded of that date.
    Example: the city wants December 2022 and June 2023, the district only June 2023.
    Instead: add the milestone; where the decision leaves it out, accept it.
    """
    yield from _gaps(GapKind.MILESTONE_DROPPED, plan, lookup)


def target_below_upstream(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A target asks for less than the plan above asks of this level for that year.

    Why: when it is reached here, the plan above is still missed.
    Example: digitised results at least 50 % where the city's plan wants 70 %.
    Instead: raise it; where the decision prints it so, accept it.
    """
    yield from _gaps(GapKind.TARGET_WEAKER, plan, lookup)


def indicator_not_taken_up(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A yearly plan has no target for what its issuer's longer plan wants that year.

    Why: the year passes without anybody measuring it.
    Example: the plan 2021 - 2030 wants 70 % online payment in 2024, the plan of 2024
    by the same issuer is silent.
    Instead: add the target; where the decision is silent, accept it.
    """
    if (plan.period.end - plan.period.start).days > 366:
        return
    here = {target.indicator for target in plan.targets}
    for i, name in enumerate(plan.implements):
        above = lookup.plan(name)
        if above is None or above.decision.issuer != plan.decision.issuer:
            continue
        for target in above.targets:
            if target.indicator not in here and _wanted(target, plan.period):
                here.add(target.indicator)
                yield Found(
                    ("implements", i),
                    message(
                        N_("{plan} has a target of {indicator} for this year: {title}"),
                        plan=name,
                        indicator=target.indicator,
                        title=target.title,
                    ),
                    target.id,
                    whole=True,
                )


def _wanted(target: Target, period: Period) -> bool:
    """Whether a target above falls due in this period."""
    years = {step.year for step in target.goal.schedule or ()}
    due = target.by is not None and target.by.end in period
    return target.indicator is not None and (due or period.start.year in years)


def _gaps(kind: GapKind, plan: Plan, lookup: Lookup) -> Iterator[Found]:
    for gap in lookup.gaps(plan):
        if gap.kind is kind and not gap.info:
            whole = kind is GapKind.NOT_TAKEN_UP
            owner = gap.local_id or gap.upstream_id
            # What is missing has no line of its own: point at the key of the list.
            loc = (*gap.loc, "") if gap.loc[-1] == "deadlines" else gap.loc
            yield Found(loc, gap.message, owner, whole=whole)
