"""Local targets against what the plan above asks of the level in the same year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cchc.cascade.gaps import Gap, GapKind
from cchc.compare.goals import (
    Asked,
    Better,
    Verdict,
    compare_goals,
    goal_in,
    goal_key,
)
from cchc.compare.targets import asked
from cchc.models.goals import Goal
from cchc.models.plan import Plan, Target

_LEVELS = frozenset({"central", "province", "district", "commune", "internal"})


class _Demand(NamedTuple):
    """A target of the plan above, and its goal worked out for year and level."""

    target: Target
    goal: Goal
    year: int | None


def target_gaps(
    local: Plan, upstream: Plan, level: str | None, better: Mapping[str, Better]
) -> Iterator[Gap]:
    """Targets weaker than upstream's, and those told in several ways here.

    Equal figures of one indicator, scope and year count once, with all their places.
    """
    groups: dict[tuple[object, ...], dict[tuple[object, ...], list[int]]] = {}
    for index, target in enumerate(local.targets):
        if target.indicator is not None:
            year = asked(local, target).year
            figures = groups.setdefault((target.indicator, target.scope, year), {})
            figures.setdefault(goal_key(target.goal), []).append(index)
    for figures in groups.values():
        told = []
        for indexes in figures.values():
            demand = _demand(local, local.targets[indexes[0]], upstream, level)
            if demand is None:
                continue
            told.append((indexes, demand))
            if _weaker(local, local.targets[indexes[0]], demand, better):
                yield _gap(GapKind.TARGET_WEAKER, local, upstream, [indexes], demand)
        kinds = {local.targets[i[0]].goal.form for i, _ in told}
        if len(told) > 1 and len(kinds) == 1:
            every = [indexes for indexes, _ in told]
            yield _gap(GapKind.TARGET_DIFFERS, local, upstream, every, told[0][1])


def _gap(
    kind: GapKind,
    local: Plan,
    upstream: Plan,
    figures: list[list[int]],
    demand: _Demand,
) -> Gap:
    targets = [local.targets[i] for indexes in figures for i in indexes]
    first = local.targets[figures[-1][0]]
    goals = tuple(local.targets[indexes[0]].goal for indexes in figures)
    return Gap(
        kind,
        local.id,
        upstream.id,
        ("targets", figures[-1][0], "goal"),
        first.title,
        first.id,
        demand.target.id,
        goals[0] if len(goals) == 1 else goals,
        demand.goal,
        at=tuple(dict.fromkeys(t.at or t.id for t in targets)),
    )


def _demand(
    local: Plan, target: Target, upstream: Plan, level: str | None
) -> _Demand | None:
    """What upstream asks for the same indicator and scope by the target's year.

    A link decides; else the goal of the latest year not after it, or of no year.
    """
    link = target.implements
    year = asked(local, target).year
    found: list[_Demand] = []
    for above in upstream.targets:
        linked = link is not None and (link.plan, link.target) == (
            upstream.id,
            above.id,
        )
        if not linked and (
            above.indicator != target.indicator
            or not _same_scope(target.scope, above, level)
        ):
            continue
        by = asked(upstream, above).year
        goal = goal_in(above.goal, year, _level(target.scope, level))
        if goal is None:
            continue
        if linked:
            return _Demand(above, goal, by)
        worked_out = above.goal.schedule is not None
        if by is None or worked_out or (year is not None and by <= year):
            found.append(_Demand(above, goal, year if worked_out else by))
    return max(found, key=lambda one: one.year or 0, default=None)


def _level(scope: str | None, level: str | None) -> str | None:
    return level if scope is None else scope


def _same_scope(scope: str | None, above: Target, level: str | None) -> bool:
    """The same scope, or one that names the level which the local target means.

    Without a scope a local target means the issuer's own level.
    """
    meant = _level(scope, level)
    if above.goal.schedule is not None and above.scope is None:
        return scope is None or any(s.scope == scope for s in above.goal.schedule)
    if above.scope is None or scope == above.scope:
        return scope == above.scope
    parts = set(above.scope.split("-"))
    return parts <= _LEVELS and meant in parts


def _weaker(
    local: Plan, target: Target, demand: _Demand, better: Mapping[str, Better]
) -> bool:
    way = better.get(target.indicator or "", "up")
    above = Asked(demand.goal, demand.year)
    found = compare_goals(above, asked(local, target), way)
    return found.verdict is Verdict.LOOSENED
