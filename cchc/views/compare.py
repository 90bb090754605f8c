"""What `cchc diff A B` shows: targets joined, tasks carried over, new, dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cchc.compare.goals import Comparison, Verdict
from cchc.compare.report import PlansCompared, TaskStep
from cchc.compare.targets import Cell, Figure, Line, Step, plan_year
from cchc.compare.tasks import Fate, TaskPair
from cchc.models.plan import Plan, Task
from cchc.problems import N_
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
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
    columns: list[Column[Line]] = [
        Column("indicator", say(N_("Indicator")), lambda n: _name(n, names), flex=3),
        *(_goals(i, plan, say) for i, plan in enumerate(report.plans)),
        Column("verdict", say(N_("Verdict")), lambda line: _verdicts(report, line, say),
               flex=3),
    ]  # fmt: skip
    shared = [line for line in report.lines if line.shared]
    single = [line for line in report.lines if not line.shared]
    sections = [
        Section(lines, say(heading))
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


def _goals(index: int, plan: Plan, say: Language) -> Column[Line]:
    """What one plan asks."""
    return Column(
        plan.id, plan.id, lambda line: _cell(plan, line.cells[index], say), flex=3
    )


def _verdicts(report: PlansCompared, line: Line, say: Language) -> str:
    steps = [_step(step, report.plans, say) for step in line.steps if step]
    return "\n".join(steps or ["–"])


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
    columns: list[Column[TaskPair]] = [
        Column("old_id", say(N_("Then")), lambda p: _id(p.old), widest=12),
        Column("old_title", step.since.id, lambda p: _title(p.old), flex=1),
        Column("new_id", say(N_("Now")), lambda p: _id(p.new), widest=12),
        Column("new_title", step.plan.id, lambda p: _title(p.new), flex=1),
    ]
    sections = [
        Section(pairs, f"{say(FATES[fate])} ({len(pairs)})")
        for fate in Fate
        if (pairs := step.of(fate))
    ]
    plans = _order([step.since, step.plan])
    counts = [f"{len(step.of(fate))} {say(FATES[fate]).lower()}" for fate in Fate]
    return Grid(
        columns, sections, [say(N_("Tasks: {plans}"), plans=plans)], [", ".join(counts)]
    )


def _id(task: Task | None) -> str | None:
    return task.id if task else None


def _title(task: Task | None) -> str | None:
    return task.title if task else None


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


class Judged(NamedTuple):
    """A step of one line: the goals of two plans and the verdict."""

    line: Line
    step: Step

    @property
    def then(self) -> Cell | None:
        """What the earlier plan asks."""
        return next(
            (c for c in self.line.cells if c and c.plan == self.step.since), None
        )

    @property
    def now(self) -> Cell | None:
        """What the later plan asks."""
        return next(
            (c for c in self.line.cells if c and c.plan == self.step.plan), None
        )


def steps(report: PlansCompared, names: Names, say: Language) -> Grid:
    """One line a step, for a spreadsheet: from which plan to which, goals, places."""

    def verdict_of(one: Judged) -> Comparison:
        return one.step.comparison

    columns: list[Column[Judged]] = [
        Column("indicator", say(N_("Indicator id")), lambda one: one.line.indicator),
        Column("scope", say(N_("Scope")), lambda one: one.line.scope),
        Column("title", say(N_("Indicator")), lambda one: _name(one.line, names)),
        Column("since", say(N_("Plan then")), lambda one: one.step.since),
        Column("plan", say(N_("Plan now")), lambda one: one.step.plan),
        Column("goal_then", say(N_("Goal then")), lambda one: _asked(one.then, say)),
        Column("at_then", say(N_("Where then")), lambda one: _places(one.then)),
        Column("goal_now", say(N_("Goal now")), lambda one: _asked(one.now, say)),
        Column("at_now", say(N_("Where now")), lambda one: _places(one.now)),
        Column("verdict", say(N_("Verdict code")),
               lambda o: verdict_of(o).verdict.value),
        Column("verdict_name", say(N_("Verdict")),
               lambda o: say(VERDICTS[verdict_of(o).verdict])),
        Column("difference", say(N_("Difference")), lambda o: verdict_of(o).difference),
        Column("unit", say(N_("Unit of measure")), lambda one: verdict_of(one).unit),
        Column("why", say(N_("Why")), lambda one: _why(verdict_of(one), say)),
    ]  # fmt: skip
    found = [Judged(line, step) for line in report.lines for step in line.steps if step]
    return Grid(columns, [Section(found)])


def _why(comparison: Comparison, say: Language) -> str | None:
    return say(comparison.why) if comparison.why else None


def _asked(cell: Cell | None, say: Language) -> str | None:
    if cell is None:
        return None
    return " | ".join(labels.goal(figure.asked.goal, say) for figure in cell.figures)


def _places(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    return " | ".join("; ".join(figure.places) for figure in cell.figures)


def pairs(report: PlansCompared, say: Language) -> Grid:
    """One line a task, for a spreadsheet."""
    columns: list[Column[tuple[TaskStep, TaskPair]]] = [
        Column("since", say(N_("Plan then")), lambda one: one[0].since.id),
        Column("plan", say(N_("Plan now")), lambda one: one[0].plan.id),
        Column("verdict", say(N_("Verdict code")), lambda one: one[1].fate.value),
        Column("verdict_name", say(N_("Verdict")), lambda one: say(FATES[one[1].fate])),
        Column("old_id", say(N_("No. then")), lambda o: _id(o[1].old)),
        Column("old_title", say(N_("Task then")), lambda o: _title(o[1].old)),
        Column("new_id", say(N_("No. now")), lambda o: _id(o[1].new)),
        Column("new_title", say(N_("Task now")), lambda o: _title(o[1].new)),
    ]  # fmt: skip
    found = [(step, pair) for step in report.tasks for pair in step.pairs]
    return Grid(columns, [Section(found)])
