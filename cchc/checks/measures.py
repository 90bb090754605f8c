"""Rules of what targets measure: their figures in words, indicators, scopes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc.checks.base import Found, Kit, Loc, nearest
from cchc.checks.targets import WITH_FIGURE, figure, figures
from cchc.load import Loaded
from cchc.models.plan import Plan, Target
from cchc.problems import N_, message

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


def target_figure_mismatch(
    loaded: Loaded[Plan], plan: Plan, kit: Kit
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
        printed = {float(n.replace(",", ".")) for n in _printed(target)}
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


def target_missing(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """A task states a percentage that no target holds.

    Why: the figure would be in no table of targets and in no comparison of years.
    Example: task "… ít nhất 40% cơ quan" and no target of 40 % for it.
    Instead: add a target with `task: "1.4"`; where the figure is no target, accept.
    """
    held: dict[str, set[float]] = {}
    for target in plan.targets:
        values = {value for _, _, value in figures(target.goal)}
        values |= {float(n.replace(",", ".")) for n in _NUMBER.findall(target.title)}
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


def indicator_unknown(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
    """An indicator is not in the register.

    Why: the target can be compared with no other year and no other plan.
    Example: `indicator: on-time-rates`.
    Instead: correct the id (`cchc indicators` lists them), or add the indicator.
    """
    for i, target in enumerate(plan.targets):
        if target.indicator is not None and target.indicator not in kit.indicators:
            yield Found(
                ("targets", i, "indicator"),
                message(
                    N_("indicator {id} is not in plans/registers/indicators.yaml"),
                    id=target.indicator,
                ),
                target.id,
                nearest(target.indicator, kit.indicators),
            )


def indicator_missing(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
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


def scope_unknown(loaded: Loaded[Plan], plan: Plan, kit: Kit) -> Iterator[Found]:
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
            if scope is not None and scope not in kit.scopes:
                yield Found(
                    ("targets", i, *loc),
                    message(
                        N_("scope {id} is not in plans/registers/indicators.yaml"),
                        id=scope,
                    ),
                    target.id,
                    nearest(scope, kit.scopes),
                )


def _printed(target: Target) -> list[str]:
    """The figures of a title: percentages for "%", else numbers that are no years."""
    if target.goal.unit == "%":
        return re.findall(r"(\d+(?:[.,]\d+)?)\s?%", target.title)
    return [n for n in _NUMBER.findall(target.title) if not re.match(r"(19|20)\d\d", n)]
