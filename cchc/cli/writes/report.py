"""`cchc report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Asked


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
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help=N_("Write the file for the office's own words instead, by heading."),
        ),
    ] = False,
    update: Annotated[
        Path | None,
        typer.Option(
            "--update",
            help=N_("Take the words of this report, edited in Word, into that file."),
        ),
    ] = None,
    explain_context: ExplainContextOption = False,
) -> None:
    """The periodic report of a plan as a Word file, laid out by decree.

    Headings as the outline has them, with the office's own words. Q2 gives the
    six-month report where that is what the plan owes.
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
        if draft or update is not None:
            from cchc.cli.writes.words import draft_words, update_words

            if update is None:
                draft_words(session, found, asked, force)
            else:
                update_words(session, found, asked, update)
        else:
            path = _write(session, found, asked, (template, out, force))
            session.echo(f"{path}\n")
    session.finish()


def _write(
    session: Session,
    plan: Plan,
    asked: Asked,
    files: tuple[Path | None, Path | None, bool],
) -> Path:
    from cchc.cli.paper import write_report
    from cchc.views.word.template import REPORT

    return write_report(session, plan, asked, files, (REPORT, "bao-cao"))
