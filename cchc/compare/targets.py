"""Targets of plans joined by indicator and scope, in the order of the years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.compare.goals import (
    Asked,
    Better,
    Comparison,
    Verdict,
    compare_goals,
    family,
    goal_in,
    goal_key,
)
from cchc.compare.tasks import near, one_to_one, sorted_words
from cchc.models.plan import Plan, Target
from cchc.problems import N_, message

_EXCEPT = re.compile(r"\b(trừ|không kể|không bao gồm) [^();]+", re.IGNORECASE)
SAME_TITLE = 85.0
"""Targets without an indicator are one when their titles are this much alike."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One goal of a plan for one year, and every place where the plan tells it."""

    asked: Asked
    targets: tuple[Target, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Places in the decision, in its order, each once."""
        return tuple(dict.fromkeys(t.at or t.id for t in self.targets))

    @property
    def exception(self) -> str | None:
        """What the title leaves out of the figure: `trừ lĩnh vực đất đai …`."""
        found = (_EXCEPT.search(target.title) for target in self.targets)
        return next((match.group().strip() for match in found if match), None)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one plan asks on one line: a figure a year, or more where it contradicts."""

    plan: str
    figures: tuple[Figure, ...]

    @property
    def differing(self) -> bool:
        """Whether the plan tells one year's figure in different ways."""
        years = [figure.asked.year for figure in self.figures]
        return len(years) != len(set(years))


@dataclass(frozen=True, slots=True)
class Step:
    """From one plan to a later one; `since` is None for what is new."""

    since: str | None
    plan: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator and scope (or title) through all plans.

    `cells` and `steps` have an element a plan; the first step is None, and so is one
    of a plan that neither has the target nor drops it.
    """

    indicator: str | None
    scope: str | None
    title: str
    cells: tuple[Cell | None, ...]
    steps: tuple[Step | None, ...]

    @property
    def shared(self) -> bool:
        """Whether more than one plan has it."""
        return sum(cell is not None for cell in self.cells) > 1


@dataclass(frozen=True, slots=True)
class Known:
    """What the registers say: direction by indicator id, level by plan id."""

    better: Mapping[str, Better] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)


_Key = tuple[str | None, str | None, str]
_Rows = list[list[tuple[Target, Asked]]]


def in_order(plans: Iterable[Plan]) -> list[Plan]:
    """Plans by the years that they are for."""
    return sorted(plans, key=lambda plan: (plan.period.start, plan.period.end))


def plan_year(plan: Plan) -> int | None:
    """The year of a plan for one year; None for a longer or open one."""
    start, end = plan.period.start, plan.period.end
    return start.year if start.year == end.year else None


def asked(plan: Plan, target: Target) -> Asked:
    """A target's goal and its year: its own, else the plan's."""
    year = target.by.end.year if target.by else plan_year(plan)
    return Asked(target.goal, year)


def join_targets(plans: Sequence[Plan], known: Known) -> list[Line]:
    """Lines of all plans, which must be `in_order`; those in several plans first."""
    lines = []
    for (indicator, scope, title), rows in _grouped(plans).items():
        for cells in _cells(plans, rows):
            steps = tuple(_steps(plans, cells, indicator, known))
            lines.append(Line(indicator, scope, title, cells, steps))
    return sorted(lines, key=lambda line: not line.shared)


def _grouped(plans: Sequence[Plan]) -> dict[_Key, _Rows]:
    groups: dict[_Key, _Rows] = {}
    for index, plan in enumerate(plans):
        titled = [t for t in plan.targets if t.indicator is None]
        names = _titles(titled, [key for key in groups if key[0] is None])
        for target in plan.targets:
            if target.indicator is None:
                key: _Key = (None, target.scope, names[target.id])
            else:
                key = (target.indicator, target.scope, "")
            rows = groups.setdefault(key, [[] for _ in plans])
            rows[index].append((target, asked(plan, target)))
    return groups


def _titles(targets: Sequence[Target], earlier: Sequence[_Key]) -> dict[str, str]:
    """Each target's title, or that of an earlier plan's target that it continues."""
    then = [sorted_words(key[2]) for key in earlier]
    now = [sorted_words(target.title) for target in targets]
    alike = [
        (score, i, j)
        for score, i, j in near(then, now, SAME_TITLE)
        if earlier[i][1] == targets[j].scope
    ]
    named = {targets[j].id: earlier[i][2] for _, i, j in one_to_one(alike)}
    return {target.id: named.get(target.id, target.title) for target in targets}


def _cells(plans: Sequence[Plan], rows: _Rows) -> list[tuple[Cell | None, ...]]:
    """Lines of one key: a line for each kind of goal, joined where no plan has both.

    A plan may ask for a rank and for a better one than last year: two lines. A plan
    that asks for a rise where the other had a threshold: one line, not comparable.
    """
    kinds = dict.fromkeys(family(a.goal) for row in rows for _, a in row)
    lines: list[list[Cell | None]] = []
    for kind in kinds:
        line = [
            _cell(plan, [(t, a) for t, a in row if family(a.goal) == kind])
            for plan, row in zip(plans, rows, strict=True)
        ]
        free = next((one for one in lines if not _overlap(one, line)), None)
        if free is None:
            lines.append(line)
        else:
            free[:] = [a or b for a, b in zip(free, line, strict=True)]
    return [tuple(line) for line in lines]


def _overlap(one: Sequence[Cell | None], other: Sequence[Cell | None]) -> bool:
    return any(a and b for a, b in zip(one, other, strict=True))


def _cell(plan: Plan, row: Sequence[tuple[Target, Asked]]) -> Cell | None:
    """Equal goals of one year collapse into one figure with all their places."""
    figures: dict[tuple[object, ...], list[tuple[Target, Asked]]] = {}
    for target, one in row:
        figures.setdefault((one.year, goal_key(one.goal)), []).append((target, one))
    if not figures:
        return None
    found = [Figure(o[0][1], tuple(t for t, _ in o)) for o in figures.values()]
    found.sort(key=lambda figure: figure.asked.year or 9999)
    return Cell(plan.id, tuple(found))


def _steps(
    plans: Sequence[Plan],
    cells: Sequence[Cell | None],
    indicator: str | None,
    known: Known,
) -> Iterator[Step | None]:
    last: Cell | None = None
    gone = False
    for i, (plan, cell) in enumerate(zip(plans, cells, strict=True)):
        if cell is None:
            newly = last is not None and not gone
            gone = gone or newly
            dropped = Comparison(Verdict.DROPPED)
            yield Step(last.plan, plan.id, dropped) if newly and last else None
            continue
        if i == 0:
            yield None
        elif last is None:
            yield Step(None, plan.id, Comparison(Verdict.NEW))
        else:
            yield Step(last.plan, plan.id, _compare(last, cell, indicator, known))
        last, gone = cell, False


def _compare(then: Cell, now: Cell, indicator: str | None, known: Known) -> Comparison:
    """The later plan's first year against what the earlier one asks by then."""
    better = known.better.get(indicator or "", "up")
    level = known.levels.get(now.plan)
    year = now.figures[0].asked.year
    olds = _by_year(then, year)
    if not olds:
        return Comparison(
            Verdict.NOT_COMPARABLE,
            why=message(N_("the earlier plan's figure is for a later year")),
        )
    news = [f.asked for f in now.figures if f.asked.year == year]
    found = {
        one.verdict: one
        for new in reversed(news)
        for old in reversed(olds)
        for one in [_worked_out(old, new, level, better)]
    }
    if len(found) == 1:
        return next(iter(found.values()))
    plan = then.plan if then.differing else now.plan
    why = message(N_("told differently inside {plan}"), plan=plan)
    return Comparison(Verdict.NOT_COMPARABLE, why=why)


def _by_year(cell: Cell, year: int | None) -> list[Asked]:
    """Figures of the latest year not after `year`; a schedule holds for any year."""
    ones = [figure.asked for figure in cell.figures]
    fitting = [
        one
        for one in ones
        if one.goal.schedule or one.year is None or year is None or one.year <= year
    ]
    if not fitting:
        return []
    years = [one.year for one in fitting]
    last = max((y for y in years if y is not None), default=None)
    return [one for one in fitting if one.year == last]


def _worked_out(
    old: Asked, new: Asked, level: str | None, better: Better
) -> Comparison:
    """Compare; a schedule met by a threshold is worked out for its year and level."""
    if family(old.goal) != family(new.goal):
        then = goal_in(old.goal, new.year, level) or old.goal
        now = goal_in(new.goal, old.year, level) or new.goal
        old, new = Asked(then, old.year), Asked(now, new.year)
    return compare_goals(old, new, better)
