"""Rules of targets: figures, thresholds, scopes, indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cchc.checks.base import Found, Loc, Lookup, nearest
from cchc.load import Loaded
from cchc.models.goals import Goal
from cchc.models.plan import Plan, Target
from cchc.problems import N_, message
from cchc.text import numbers

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def target_figure_mismatch(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The figure of a goal is not among the figures of its title.

    Why: people read the title, tables and reports compute with the goal.
    Example: title "… từ 99% trở lên" with `{at_least: 90, unit: "%"}`.
    Instead: correct whichever is not what the decision prints.
    """
    for i, target in enumerate(plan.targets):
        goal, form = target.goal, target.goal.form
        value = getattr(goal, form)
        if form not in WITH_FIGURE or goal.unit is None:
            continue
        printed = _values(_printed(target))
        if printed and value not in printed:
            yield Found(
                ("targets", i, "goal", form),
                message(
                    N_("the goal is {figure}, the title says {title}"),
                    figure=figure(goal),
                    title=", ".join(f"{n:g}" for n in sorted(printed)),
                ),
                target.id,
            )


def target_missing(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A task states a percentage that no target holds.

    Why: the figure would be in no table of targets and in no comparison of years.
    Example: task "… ít nhất 40% cơ quan" and no target of 40 % for it.
    Instead: add a target with `task: "1.4"`; where the figure is no target, accept.
    """
    held: dict[str, set[float]] = {}
    for target in plan.targets:
        values = {value for _, _, value in figures(target.goal)}
        values |= _values(_NUMBER.findall(target.title))
        places = re.findall(r"nhiệm vụ (\S+?)(?=[,;\s]|$)", target.at or "")
        for task_id in {target.task, *places} - {None}:
            held.setdefault(str(task_id), set()).update(values)
    for i, task in enumerate(plan.tasks):
        stated = re.findall(r"(\d+(?:[.,]\d+)?)\s?%", task.title)
        for share in dict.fromkeys(stated):
            if float(share.replace(",", ".")) not in held.get(task.id, ()):
                yield Found(
                    ("tasks", i, "title"),
                    message(N_("no target holds the {figure}%"), figure=share),
                    task.id,
                )


def indicator_unknown(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """An indicator is not in the register.

    Why: the target can be compared with no other year and no other plan.
    Example: `indicator: on-time-rates`.
    Instead: correct the id (`cchc indicators` lists them), or add the indicator.
    """
    for i, target in enumerate(plan.targets):
        if target.indicator is not None and target.indicator not in lookup.indicators:
            yield Found(
                ("targets", i, "indicator"),
                message(
                    N_("indicator {id} is not in plans/registers/indicators.yaml"),
                    id=target.indicator,
                ),
                target.id,
                nearest(target.indicator, lookup.indicators),
            )


def indicator_missing(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A target with a figure belongs to no indicator.

    Why: without one it cannot be compared with other years and other plans.
    Example: `goal: {at_least: 99, unit: "%"}` and no `indicator`.
    Instead: choose one from indicators.yaml, or add a new one there.
    """
    for i, target in enumerate(plan.targets):
        if target.indicator is None and target.goal.form in WITH_FIGURE:
            yield Found(
                ("targets", i, "goal"),
                message(N_("this figure belongs to no indicator")),
                target.id,
            )


def scope_unknown(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A scope is not in the register.

    Why: targets of one scope are compared by its id; a misspelt one stands alone.
    Example: `scope: communes`.
    Instead: correct the id, or add the scope to plans/registers/indicators.yaml.
    """
    for i, target in enumerate(plan.targets):
        places: list[tuple[Loc, str | None]] = [(("scope",), target.scope)]
        for k, step in enumerate(target.goal.schedule or ()):
            places.append((("goal", "schedule", k, "scope"), step.scope))
        for loc, scope in places:
            if scope is not None and scope not in lookup.scopes:
                yield Found(
                    ("targets", i, *loc),
                    message(
                        N_("scope {id} is not in plans/registers/indicators.yaml"),
                        id=scope,
                    ),
                    target.id,
                    nearest(scope, lookup.scopes),
                )


def _values(printed: Iterable[str]) -> set[float]:
    """Figures as Vietnamese print them: 1.000 is a thousand."""
    return {value for one in printed if (value := numbers.figure(one)) is not None}


def _printed(target: Target) -> list[str]:
    """The figures of a title: percentages for "%", else numbers that are no years."""
    if target.goal.unit == "%":
        return re.findall(r"(\d+(?:[.,]\d+)?)\s?%", target.title)
    return [n for n in _NUMBER.findall(target.title) if not re.match(r"(19|20)\d\d", n)]


_UP = ("at_least", "more_than", "rise")
_DOWN = ("at_most", "less_than", "fall", "rank")
WITH_FIGURE = (*_UP, *_DOWN, "exactly")
"""Forms of a goal that are one figure: the thresholds, a rise, a fall, a rank."""


def target_conflict(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """Two targets of a plan set different thresholds for one thing and one date.

    Why: nobody can tell which figure counts, and whichever is reported contradicts
    the other.
    Example: digitised results at least 70 % in part II.5, at least 50 % in III.3.
    Instead: correct the wrong one, or give the two different scopes; where the
    decision prints both, accept it.
    """
    for i, target, others in _compared(plan):
        for k, other in others:
            if k < i and _same_date(target, other, plan) and _clash(target, other):
                line, _ = loaded.place(("targets", k, "goal"))
                yield Found(
                    ("targets", i, "goal"),
                    message(
                        N_("{this} here, but {that} in line {line} ({id})"),
                        this=figure(target.goal),
                        that=figure(other.goal),
                        line=line,
                        id=other.id,
                    ),
                    target.id,
                )
                break


def target_weakens(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A later target of a plan asks for less than an earlier one of the same thing.

    Why: what was reached by 2025 would be allowed to fall back by 2030; usually one
    of the two figures, or what it measures, is wrong.
    Example: electronic identity 100 % by 2025, then 90 % by 2030.
    Instead: correct the wrong one, or give the two different scopes; where the
    decision prints both, accept it.
    """
    for i, target, others in _compared(plan):
        for _, other in others:
            if not (target.by and other.by and other.by.end < target.by.end):
                continue
            if _weaker(target.goal, other.goal):
                yield Found(
                    ("targets", i, "goal"),
                    message(
                        N_("{this} by {by}, after {that} by {earlier} ({id})"),
                        this=figure(target.goal),
                        by=target.by.text,
                        that=figure(other.goal),
                        earlier=other.by.text,
                        id=other.id,
                    ),
                    target.id,
                )
                break


def target_out_of_range(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A figure is impossible for its unit.

    Why: a share over 100 % or a negative count can never be reached or missed.
    Example: `{at_least: 110, unit: "%"}`; `{more_than: 100, unit: "%"}`.
    Instead: correct the figure.
    """
    for i, target in enumerate(plan.targets):
        goal = target.goal
        for loc, form, value in figures(goal):
            share = goal.unit == "%" and form not in ("rise", "fall")
            impossible = (
                value < 0
                or (share and value > 100)
                or (share and form == "more_than" and value >= 100)
                or (form == "less_than" and value <= 0)
            )
            if impossible:
                yield Found(
                    ("targets", i, "goal", *loc),
                    message(
                        N_("{figure} is impossible here"), figure=figure(goal, value)
                    ),
                    target.id,
                )


def target_direction(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A target sets a floor where less is better, or a ceiling where more is better.

    Why: reaching it would mean getting worse, and reports would judge it wrongly.
    Example: late files `{at_least: 4, unit: "%"}`.
    Instead: correct the goal, or `better` of the indicator in indicators.yaml.
    """
    for i, target in enumerate(plan.targets):
        indicator = lookup.indicators.get(target.indicator or "")
        form = target.goal.form
        wrong = {"up": ("at_most", "less_than"), "down": ("at_least", "more_than")}
        if indicator is not None and form in wrong[indicator.better]:
            yield Found(
                ("targets", i, "goal", form),
                message(
                    N_("{figure}, but for {indicator} the other direction is better"),
                    figure=figure(target.goal),
                    indicator=indicator.id,
                ),
                target.id,
            )


def target_outside_plan(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The date of a target lies outside the plan's period.

    Why: no report of the plan will ask for it.
    Example: `by: 2023` in the plan of 2024.
    Instead: correct the year; where the decision prints it so, accept it.
    """
    for i, target in enumerate(plan.targets):
        if target.by is not None and target.by.end not in plan.period:
            yield Found(
                ("targets", i, "by"),
                message(
                    N_("{deadline} is outside the plan's period {period}"),
                    deadline=target.by.text,
                    period=plan.period.text,
                ),
                target.id,
            )


Numbered = tuple[int, Target]


def _compared(plan: Plan) -> Iterator[tuple[int, Target, list[Numbered]]]:
    """Targets with a threshold, each with all that measure the same thing.

    The same thing is one indicator, one scope, one unit, measured in one way.
    """
    things: dict[object, list[Numbered]] = {}
    for i, target in enumerate(plan.targets):
        if target.indicator is not None and target.goal.form in WITH_FIGURE:
            goal = target.goal
            against = goal.against.text if goal.against else None
            thing = (target.indicator, target.scope, goal.unit, goal.among, against)
            things.setdefault(thing, []).append((i, target))
    for same in things.values():
        for i, target in same:
            yield i, target, same


def _same_date(one: Target, other: Target, plan: Plan) -> bool:
    ends = {(target.by or plan.period).end for target in (one, other)}
    return len(ends) == 1


def _clash(one: Target, other: Target) -> bool:
    """Whether two thresholds for one date cannot both be the threshold."""
    (form, value), (form2, value2) = _threshold(one.goal), _threshold(other.goal)
    if (form in _UP) == (form2 in _UP) and (form in _DOWN) == (form2 in _DOWN):
        return (form, value) != (form2, value2)
    if "exactly" in (form, form2):
        exact, (bound, limit) = (
            (value, (form2, value2)) if form == "exactly" else (value2, (form, value))
        )
        return exact < limit if bound in _UP else exact > limit
    floor, ceiling = (value, value2) if form in _UP else (value2, value)
    return floor > ceiling


def _weaker(later: Goal, earlier: Goal) -> bool:
    """Whether the later threshold asks for less."""
    (form, value), (form2, value2) = _threshold(later), _threshold(earlier)
    if form in ("rise", "fall") or form2 in ("rise", "fall"):
        return False
    if form in _UP and form2 in _UP:
        return value < value2
    return form in _DOWN and form2 in _DOWN and value > value2


def _threshold(goal: Goal) -> tuple[str, float]:
    return goal.form, float(getattr(goal, goal.form))


def figures(goal: Goal) -> Iterator[tuple[Loc, str, float]]:
    """Every figure of a goal: where below it, its form, its value."""
    if goal.form in WITH_FIGURE:
        form, value = _threshold(goal)
        yield (form,), form, value
    for k, step in enumerate(goal.schedule or ()):
        yield ("schedule", k, "at_least"), "at_least", step.at_least


_SIGNS = {
    "at_least": "≥",
    "more_than": ">",
    "at_most": "≤",
    "less_than": "<",
    "exactly": "=",
    "rise": "+",
    "fall": "−",
    "rank": "≤",
}


def figure(goal: Goal, value: float | None = None) -> str:
    """A threshold in few signs: `≥ 70%`, `≤ 2,5 ngày`."""
    form, own = (
        _threshold(goal) if goal.form in WITH_FIGURE else ("at_least", value or 0.0)
    )
    shown = own if value is None else value
    text = f"{_SIGNS[form]} {shown:g}".replace(".", ",")
    return f"{text}{'' if goal.unit == '%' else ' '}{goal.unit or ''}".rstrip()
