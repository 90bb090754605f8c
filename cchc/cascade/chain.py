"""Up and down along `implements`, from one plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.cascade.levels import Gap, compare_levels, taken_up
from cchc.compare.goals import Better
from cchc.models.plan import Plan, Target, Task
from cchc.units import Units


@dataclass(frozen=True, slots=True)
class Link:
    """A plan, the one above it, and what lies between them.

    `pairs` are (local task, upstream task); `guessed` where near titles made them.
    """

    local: Plan
    upstream: Plan
    gaps: tuple[Gap, ...]
    pairs: tuple[tuple[str, str], ...]
    guessed: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """All links above and below a plan, the highest first.

    `absent` are plans that one of them names and the workspace does not have.
    """

    plan: Plan
    links: tuple[Link, ...]
    absent: tuple[tuple[str, str], ...]


def chain(
    plan: Plan,
    plans: Sequence[Plan],
    units: Units,
    better: Mapping[str, Better],
) -> Chain:
    """Every link that can be reached from `plan` going only up, or only down."""
    by_id = {one.id: one for one in plans}
    up = list(_edges(plan.id, {p.id: upstream_ids(p) for p in plans}))
    below: dict[str, list[str]] = {}
    for one in plans:
        for above in upstream_ids(one):
            below.setdefault(above, []).append(one.id)
    down = [(b, a) for a, b in _edges(plan.id, below)]
    edges = [*reversed(up), *down]
    links = tuple(
        _link(by_id[local], by_id[above], units, better)
        for local, above in edges
        if local in by_id and above in by_id
    )
    absent = tuple((local, above) for local, above in edges if above not in by_id)
    return Chain(plan, links, absent)


def connected(plan: str, above: Mapping[str, Sequence[str]]) -> set[str]:
    """Ids that can be reached from a plan going only up, or only down; its own too.

    `above`: what `upstream_ids` says of every plan, by id.
    """
    below: dict[str, list[str]] = {}
    for one, named in above.items():
        for upstream in named:
            below.setdefault(upstream, []).append(one)
    edges = [*_edges(plan, above), *_edges(plan, below)]
    return {plan, *(one for edge in edges for one in edge)}


def upstream_ids(plan: Plan) -> list[str]:
    """Plans that a plan carries out, by itself or by one of its tasks or targets."""
    items: tuple[Task | Target, ...] = (*plan.tasks, *plan.targets)
    named = [item.implements.plan for item in items if item.implements]
    return [one for one in dict.fromkeys((*plan.implements, *named)) if one != plan.id]


def _edges(
    plan: str, following: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """Edges from a plan on, nearest first; a circle of plans ends where it closes."""
    seen = {plan}
    queue = [plan]
    while queue:
        current = queue.pop(0)
        for one in following.get(current, ()):
            yield current, one
            if one not in seen:
                seen.add(one)
                queue.append(one)


def _link(
    local: Plan, upstream: Plan, units: Units, better: Mapping[str, Better]
) -> Link:
    taken = taken_up(local, upstream, units)
    pairs = tuple((local.tasks[i].id, task.id) for i, task in taken.pairs)
    gaps = compare_levels(local, upstream, units, better, taken)
    return Link(local, upstream, tuple(gaps), pairs, taken.guessed)
