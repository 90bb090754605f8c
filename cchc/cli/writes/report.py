"""`cchc report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Asked


def command(
    ctx: typer.Context,
    quarter: Annotated[
        str | None, typer.Option("--quarter", help=N_("Q1, Q2, Q3 or Q4."))
    ] = None,
    half: Annotated[
        str | None, typer.Option("--half", help=N_("H1 or H2: six months."))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=1990,
            max=2100,
            help=N_("Year of the quarter or half; by itself, the yearly report."),
        ),
    ] = None,
    plan: PlanOption = None,
    unit: UnitOption = None,
    as_of: AsOfOption = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help=N_("Your own Word template (.docx).")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=N_("File to write; by default named by the plan.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the file if it exists."))
    ] = False,
    explain_context: Annotated[
        bool,
        typer.Option(
            "--explain-context", help=N_("List the names a template may use.")
        ),
    ] = False,
) -> None:
    """The periodic report of a plan as a Word file, laid out by decree.

    Q2 gives the six-month report where that is what the plan owes.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.report import explained

        session.echo(explained())
        return
    from cchc.reporting import Asked, shape_asked

    shape = shape_asked(quarter, half, year)
    found = session.plan(plan).record
    if found is not None:
        asked = Asked(shape, year, session.day(as_of), session.unit_ids(unit))
        path = _write(session, found, asked, (template, out, force))
        session.echo(f"{path}\n")
    session.finish()


def _write(
    session: Session,
    plan: Plan,
    asked: Asked,
    files: tuple[Path | None, Path | None, bool],
) -> Path:
    from cchc.cli import paper
    from cchc.load import bulk
    from cchc.reporting import report, requested
    from cchc.views.word import report_document
    from cchc.views.word.template import REPORT

    request, notes = requested(session.holdings, plan, asked)
    paper.warn(session, notes)
    template, out, force = files
    unit = f"-{min(asked.units)}" if asked.units else ""
    path = out or Path(f"bao-cao-{plan.id}-{request.periodic.asked}{unit}.docx")
    paper.refuse([path], force, template)
    data, name = paper.template(template, REPORT)
    with bulk():
        content = report(plan, session.holdings.journals(plan.id), request)
        sheet = paper.of_report(session, plan, request)
        paper.write({path: report_document(content, sheet, data, name)})
    return path
