"""Rules of periodic reports, and of what one plan says of another."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.checks.base import Found, Loc, Lookup, later, nearest
from cchc.load import Loaded
from cchc.models.plan import Plan, UpstreamRef
from cchc.problems import N_, message


def report_undated(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A reporting duty has no date.

    Why: nobody can be late with it, and no reminder can be sent.
    Example: `{period: 2024-Q1, name: quý I}` without `due`.
    Instead: add the date; where the decision gives none, accept it.
    """
    for i, report in enumerate(plan.reports):
        if report.due is None:
            yield Found(
                ("reports", i),
                message(N_("the report {name} has no date"), name=report.name),
                report.name,
            )


def report_outside_plan(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A report is due before its own period, or long after the plan.

    Why: the year was copied from another plan; no reminder would ever come.
    Example: the report of the first quarter of 2024, due on 28 February 2023.
    Instead: correct the year; where the decision prints it so, accept it.
    """
    for i, report in enumerate(plan.reports):
        if report.due is None:
            continue
        first = max(report.period.start, plan.period.start)
        late = not plan.period.is_open and (
            report.due.start > later(plan.period.end, 366)
        )
        if report.due.end < first or late:
            yield Found(
                ("reports", i, "due"),
                message(
                    N_("the report of {period} is due on {due}"),
                    period=report.period.text,
                    due=report.due.text,
                ),
                report.name,
            )


def report_late(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A report is due later than the law allows for its period.

    Why: Decree 09/2019/NĐ-CP, art. 13: periodic reports reach the Government by the
    25th of the last month of their period; whoever feeds them must report before.
    Example: the report of the first quarter, due on 10 April.
    Instead: correct the date; where a special rule sets it, accept it and name it.
    """
    for i, report in enumerate(plan.reports):
        period, due = report.period, report.due
        if due is None or not due.is_day or (period.end - period.start).days > 366:
            continue
        if due.start > period.end.replace(day=25):
            yield Found(
                ("reports", i, "due"),
                message(
                    N_("later than {limit}, the last day by law"),
                    limit=period.end.replace(day=25).isoformat(),
                ),
                report.name,
            )


def upstream_unknown(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A plan, task or target that this plan implements does not exist.

    Why: the cascade between levels would silently miss it.
    Example: `implements: {plan: 2022-ubnd-131, task: "44"}` where the last is "36".
    Instead: correct the id.
    """
    for loc, ref in _references(plan):
        if not lookup.has_plan(ref.plan) or ref.plan == plan.id:
            yield Found(
                (*loc, "plan") if len(loc) > 2 else loc,
                message(N_("there is no plan {plan} above"), plan=ref.plan),
                str(loc[1]) if len(loc) > 2 else plan.id,
                nearest(ref.plan, lookup.plan_ids),
            )
            continue
        upstream = lookup.plan(ref.plan)
        if upstream is None:
            continue
        tasks = {task.id for task in upstream.tasks}
        targets = {target.id for target in upstream.targets}
        for key, wanted, known in (
            ("task", ref.task, tasks),
            ("target", ref.target, targets),
        ):
            if wanted is not None and wanted not in known:
                yield Found(
                    (*loc, key),
                    message(N_("{plan} has no {id}"), plan=ref.plan, id=wanted),
                    wanted,
                    nearest(wanted, known),
                )


def _references(plan: Plan) -> Iterator[tuple[Loc, UpstreamRef]]:
    for i, name in enumerate(plan.implements):
        yield ("implements", i), UpstreamRef(plan=name, task=None, target=None)
    for kind in ("targets", "tasks"):
        for i, item in enumerate(getattr(plan, kind)):
            if item.implements is not None:
                yield (kind, i, "implements"), item.implements
