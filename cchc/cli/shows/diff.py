"""`cchc diff`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.revisions import Differences


def command(
    ctx: typer.Context,
    plans: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=complete_plans,
            help=N_(
                "Plan ids: two or more, ID@DAY as of a day; with --against, only "
                "these plans."
            ),
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(help=N_("A git revision to compare the files here with.")),
    ] = None,
    merge_base: Annotated[
        bool,
        typer.Option(
            help=N_("Compare with the commit where this branch left the revision.")
        ),
    ] = True,
    targets: Annotated[
        bool, typer.Option("--targets", help=N_("Only targets (plans compared)."))
    ] = False,
    tasks: Annotated[
        bool, typer.Option("--tasks", help=N_("Only tasks (plans compared)."))
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit 1 when something differs."))
    ] = False,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Targets and tasks of plans of different years, or what a branch changed.

    diff A B joins the targets of plans by indicator and scope, with a verdict from
    year to year. diff PLAN@2025-03-01 PLAN@2025-09-01 tells what amendments changed
    between two days. diff --against main lists what changed in meaning since a git
    revision; its Markdown suits a comment on a pull request. CSV prints the targets,
    or with --tasks the tasks.
    """
    session: Session = ctx.obj
    if against is not None:
        if targets or tasks:
            raise CchcError(N_("--targets and --tasks do not go with --against"))
        differs = _revision(session, against, (merge_base, plans or []), (format, keys))
    else:
        parts = [p for p, wanted in (("targets", targets), ("tasks", tasks)) if wanted]
        differs = _plans(
            session, plans or [], parts or ["targets", "tasks"], (format, keys)
        )
    session.finish(exit_code and differs)


def _plans(
    session: Session, ids: list[str], parts: list[str], how: tuple[Format, bool]
) -> bool:
    from cchc.compare.report import compare_plans
    from cchc.compare.targets import Known
    from cchc.load import bulk
    from cchc.views import compare as view
    from cchc.views.records import dumps

    format, keys = how
    if len(set(ids)) < 2:
        raise CchcError(N_("say two plans or more, or --against REVISION"))
    if len(set(ids)) == 2 and len({one.partition("@")[0] for one in ids}) == 1:
        return _days(session, ids, how)
    with bulk():
        found = [_plan(session, plan) for plan in dict.fromkeys(ids)]
    plans = [plan for plan in found if plan is not None]
    if len(plans) < 2:
        return False
    register = session.indicators
    names = {scope.id: scope.name for scope in register.scopes}
    names |= {one.id: one.name for one in register.indicators}
    known = Known(register.directions, _levels(session, plans))
    report = compare_plans(plans, known, parts, session.units.is_one_house)
    say = session.say
    if format is Format.json:
        session.echo(dumps(view.record(report, names, say)))
    elif format is Format.csv:
        only_tasks = parts == ["tasks"]
        lines = (
            view.pairs(report, say) if only_tasks else view.steps(report, names, say)
        )
        session.grid(lines, format, keys)
    else:
        if "targets" in parts:
            session.grid(view.targets(report, names, say), format)
        for i, step in enumerate(report.tasks):
            if i or "targets" in parts:
                session.echo("\n")
            session.grid(view.tasks(step, say), format)
    return report.differs


def _days(session: Session, ids: list[str], how: tuple[Format, bool]) -> bool:
    """One plan on two days: what amendments changed in it."""
    from cchc.compare.versions import plan_changes
    from cchc.revisions import Differences, Revision

    (plan_id, _, first), (_, _, last) = (one.partition("@") for one in ids)
    then = session.plan_on(plan_id, session.day(first or None))
    now = session.plan_on(plan_id, session.day(last or None))
    if then is None or now is None:
        return False
    better = session.indicators.directions
    report = Differences(
        Revision(ids[0], ""),
        tuple(plan_changes(then, now, better)),
        {plan_id: now.title},
        (),
        (),
    )
    _changed(session, report, how)
    return bool(report.changes)


def _plan(session: Session, text: str) -> Plan | None:
    """`2025-so-mau`, as of today, or `2025-so-mau@2025-03-01`, which is its id then."""
    plan_id, at, day = text.partition("@")
    found = session.plan_on(plan_id, session.day(day if at else None))
    return found.model_copy(update={"id": text}) if found and at else found


def _levels(session: Session, plans: list[Plan]) -> dict[str, str]:
    found = {plan.id: session.units.get(plan.decision.issuer) for plan in plans}
    return {plan: unit.level for plan, unit in found.items() if unit and unit.level}


def _revision(
    session: Session,
    against: str,
    asked: tuple[bool, list[str]],
    how: tuple[Format, bool],
) -> bool:
    from cchc.load import bulk
    from cchc.revisions import differences

    merge_base, plans = asked
    workspace = session.workspace
    with bulk():
        report = differences(workspace, against, merge_base, plans)
    session.report(report.broken)
    _changed(session, report, how)
    return bool(report.changes)


def _changed(session: Session, report: Differences, how: tuple[Format, bool]) -> None:
    """Print changes of meaning."""
    from cchc.views import changes as view
    from cchc.views.records import dumps

    format, keys = how
    if format is Format.json:
        session.echo(dumps(view.record(report, session.say)))
    elif format is Format.md:
        session.echo(view.comment(report, session.units, session.say))
    else:
        session.grid(view.grid(report, session.units, session.say), format, keys)
