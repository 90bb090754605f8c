"""What `cchc diff A B` shows: targets joined, tasks carried over, new, dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.compare.goals import Comparison, Verdict
from cchc.compare.report import PlansCompared, TaskStep
from cchc.compare.targets import Cell, Figure, Line, Step, plan_year
from cchc.compare.tasks import Fate, TaskPair
from cchc.models.plan import Plan, Task
from cchc.problems import N_
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section, comma_separated
from cchc.views.labels import Language
from cchc.views.records import goal_record

Names = Mapping[str, str]
"""Id of an indicator or scope to its name."""

VERDICTS = {
    Verdict.TIGHTENED: N_("tightened"),
    Verdict.LOOSENED: N_("loosened"),
    Verdict.UNCHANGED: N_("unchanged"),
    Verdict.NEW: N_("new"),
    Verdict.DROPPED: N_("dropped"),
    Verdict.NOT_COMPARABLE: N_("not comparable"),
}
FATES = {
    Fate.CARRIED: N_("Carried over"),
    Fate.NEW: N_("New tasks"),
    Fate.DROPPED: N_("Dropped tasks"),
}


def targets(report: PlansCompared, names: Names, say: Language) -> Grid:
    """One line an indicator and scope, a column a plan, and the verdicts."""
    columns = [
        Column("indicator", say(N_("Indicator")), flex=3),
        *(Column(plan.id, plan.id, flex=3) for plan in report.plans),
        Column("verdict", say(N_("Verdict")), flex=3),
    ]
    shared = [line for line in report.lines if line.shared]
    single = [line for line in report.lines if not line.shared]
    sections = [
        Section([_row(report, line, names, say) for line in lines], say(heading))
        for heading, lines in (
            (N_("Asked by more than one plan"), shared),
            (N_("Asked by one plan only"), single),
        )
        if lines
    ]
    title = [say(N_("Targets: {plans}"), plans=_order(report.plans))]
    return Grid(columns, sections, title, [_summary(report, say)])


def _order(plans: Sequence[Plan]) -> str:
    return " → ".join(plan.id for plan in plans)


def _summary(report: PlansCompared, say: Language) -> str:
    counts = Counter(
        step.comparison.verdict for line in report.lines for step in line.steps if step
    )
    parts = [f"{counts[v]} {say(VERDICTS[v])}" for v in Verdict if counts[v]]
    return ", ".join(parts) if parts else say(N_("No target in any of them."))


def _row(
    report: PlansCompared, line: Line, names: Names, say: Language
) -> tuple[str, ...]:
    cells = [
        _cell(plan, cell, say)
        for plan, cell in zip(report.plans, line.cells, strict=True)
    ]
    steps = [step for step in line.steps if step]
    verdicts = [_step(step, report.plans, say) for step in steps]
    if not verdicts:
        verdicts = ["–"]
    return (_name(line, names), *cells, "\n".join(verdicts))


def _name(line: Line, names: Names) -> str:
    name = names.get(line.indicator, line.indicator) if line.indicator else line.title
    return f"{name} · {names.get(line.scope, line.scope)}" if line.scope else name


def _cell(plan: Plan, cell: Cell | None, say: Language) -> str:
    if cell is None:
        return "–"
    texts = [_figure(plan, figure, say) for figure in cell.figures]
    if cell.differing:
        texts.insert(0, say(N_("told differently:")))
    return "\n".join(texts)


def _figure(plan: Plan, figure: Figure, say: Language) -> str:
    text = labels.goal(figure.asked.goal, say)
    year = figure.asked.year
    if year is not None and year != plan_year(plan) and not figure.asked.goal.schedule:
        text += f" ({year})"
    if figure.exception:
        text += f", {figure.exception}"
    return f"{text} [{'; '.join(figure.places)}]"


def _step(step: Step, plans: Sequence[Plan], say: Language) -> str:
    """The verdict; which plan's where there are three, since which where one skips."""
    text = verdict(step.comparison, say)
    if len(plans) == 2:
        return text
    ids = [plan.id for plan in plans]
    skips = step.since is not None and ids.index(step.plan) - ids.index(step.since) > 1
    if skips:
        text += say(N_(", against {plan}"), plan=step.since)
    return f"{step.plan}: {text}"


def verdict(comparison: Comparison, say: Language) -> str:
    """`tightened (+8 % points)`, `not comparable (different kinds of goal)`."""
    text = say(VERDICTS[comparison.verdict])
    if comparison.why is not None:
        return f"{text} ({say(comparison.why)})"
    if comparison.difference:
        return f"{text} ({difference(comparison, say)})"
    return text


def difference(comparison: Comparison, say: Language) -> str:
    """The difference with its sign, in its unit; percent in points."""
    value = comparison.difference or 0.0
    unit = say(N_("% points")) if comparison.unit == "%" else comparison.unit or ""
    return f"{'+' if value > 0 else '−'}{labels.figure(abs(value))} {unit}".strip()


def tasks(step: TaskStep, say: Language) -> Grid:
    """Tasks from one plan to the next, by fate."""
    columns = [
        Column("old_id", say(N_("Then")), widest=12),
        Column("old_title", step.since.id, flex=1),
        Column("new_id", say(N_("Now")), widest=12),
        Column("new_title", step.plan.id, flex=1),
    ]
    sections = [
        Section([_pair(pair) for pair in pairs], f"{say(FATES[fate])} ({len(pairs)})")
        for fate in Fate
        if (pairs := step.of(fate))
    ]
    plans = _order([step.since, step.plan])
    counts = [f"{len(step.of(fate))} {say(FATES[fate]).lower()}" for fate in Fate]
    return Grid(
        columns, sections, [say(N_("Tasks: {plans}"), plans=plans)], [", ".join(counts)]
    )


def _pair(pair: TaskPair) -> tuple[str, ...]:
    old, new = pair.old, pair.new
    return (
        old.id if old else "",
        old.title if old else "",
        new.id if new else "",
        new.title if new else "",
    )


def record(report: PlansCompared, names: Names, say: Language) -> dict[str, Any]:
    """The JSON contract of `cchc diff A B`."""
    return {
        "format": 1,
        "plans": [{"id": plan.id, "title": plan.title} for plan in report.plans],
        "targets": [_line_record(line, names, say) for line in report.lines],
        "tasks": [
            {
                "since": step.since.id,
                "plan": step.plan.id,
                "verdict": pair.fate.value,
                "old": _task_record(pair.old),
                "new": _task_record(pair.new),
                "likeness": round(pair.score, 1) if pair.old and pair.new else None,
            }
            for step in report.tasks
            for pair in step.pairs
        ],
    }


def _task_record(task: Task | None) -> dict[str, Any] | None:
    return {"id": task.id, "title": task.title} if task else None


def _line_record(line: Line, names: Names, say: Language) -> dict[str, Any]:
    return {
        "indicator": _named(line.indicator, names),
        "scope": _named(line.scope, names),
        "title": line.title or None,
        "goals": [
            {
                "plan": cell.plan,
                "year": figure.asked.year,
                **goal_record(figure.asked.goal),
                "exception": figure.exception,
                "targets": [target.id for target in figure.targets],
                "at": list(figure.places),
                "told_differently": cell.differing,
            }
            for cell in line.cells
            if cell
            for figure in cell.figures
        ],
        "steps": [
            {
                "since": step.since,
                "plan": step.plan,
                "verdict": step.comparison.verdict.value,
                "difference": step.comparison.difference,
                "unit": step.comparison.unit,
                "why": say(step.comparison.why) if step.comparison.why else None,
            }
            for step in line.steps
            if step
        ],
    }


def _named(item: str | None, names: Names) -> dict[str, str] | None:
    return {"id": item, "name": names.get(item, item)} if item else None


def targets_csv(report: PlansCompared, names: Names, say: Language) -> str:
    """One line a step: from which plan to which, both goals, both places."""
    header = ("indicator", "scope", "title", "since", "plan", "goal_then", "at_then",
              "goal_now", "at_now", "verdict", "verdict_name", "difference", "unit",
              "why")  # fmt: skip
    by_id = {plan.id: plan for plan in report.plans}
    rows = []
    for line in report.lines:
        cells = {cell.plan: cell for cell in line.cells if cell}
        for step in filter(None, line.steps):
            one = step.comparison
            then = cells.get(step.since or "")
            rows.append(
                (
                    line.indicator,
                    line.scope,
                    _name(line, names),
                    step.since,
                    step.plan,
                    *_told(then, by_id, say),
                    *_told(cells.get(step.plan), by_id, say),
                    one.verdict.value,
                    say(VERDICTS[one.verdict]),
                    one.difference,
                    one.unit,
                    say(one.why) if one.why else None,
                )
            )
    return comma_separated(header, rows)


def _told(
    cell: Cell | None, plans: Mapping[str, Plan], say: Language
) -> tuple[str | None, str | None]:
    if cell is None:
        return None, None
    goals = [labels.goal(figure.asked.goal, say) for figure in cell.figures]
    places = ["; ".join(figure.places) for figure in cell.figures]
    return " | ".join(goals), " | ".join(places)


def tasks_csv(report: PlansCompared, say: Language) -> str:
    """One line a task."""
    header = ("since", "plan", "verdict", "verdict_name", "old_id", "old_title",
              "new_id", "new_title")  # fmt: skip
    rows = [
        (s.since.id, s.plan.id, p.fate.value, say(FATES[p.fate]), *_pair(p))
        for s in report.tasks
        for p in s.pairs
    ]
    return comma_separated(header, rows)
