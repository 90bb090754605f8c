"""`cchc brief`."""

from __future__ import annotations

import typer

from cchc.cli.options import (
    AsOfOption,
    ExplainContextOption,
    ForceOption,
    HalfOption,
    PlanOption,
    QuarterOption,
    ReportFileOption,
    TemplateOption,
    UnitOption,
    YearOption,
)
from cchc.cli.session import Session


def command(
    ctx: typer.Context,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    year: YearOption = None,
    plan: PlanOption = None,
    unit: UnitOption = None,
    as_of: AsOfOption = None,
    template: TemplateOption = None,
    out: ReportFileOption = None,
    force: ForceOption = False,
    explain_context: ExplainContextOption = False,
) -> None:
    """Two pages for the leader: status, what is late and why, targets missed, trend.

    The report that is sent has none of these tables and pictures: see cchc report.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.report import explained

        session.echo(explained())
        return
    from cchc.cli.paper import write_report
    from cchc.reporting import Asked, shape_asked
    from cchc.views.word.template import BRIEF

    shape = shape_asked(quarter, half, year)
    found = session.plan(plan).record
    if found is not None:
        asked = Asked(shape, year, session.day(as_of), session.unit_ids(unit))
        files = (template, out, force)
        path = write_report(session, found, asked, files, (BRIEF, "tom-tat"))
        session.echo(f"{path}\n")
    session.finish()
