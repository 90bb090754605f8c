"""`cchc cascade`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import Format, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.cascade import Chain
    from cchc.models.plan import Plan
    from cchc.scoring.sheets import Unserved


class CascadeFormat(StrEnum):
    """Output formats of a chain of plans."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    dot = "dot"
    svg = "svg"


def command(
    ctx: typer.Context,
    plan: Annotated[
        str | None,
        typer.Argument(
            autocompletion=complete_plans,
            help=N_("Plan id; by default the workspace's own."),
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit 1 when there is a gap."))
    ] = False,
    format: Annotated[
        CascadeFormat,
        typer.Option("--format", help=N_("How to print it; dot and svg are pictures.")),
    ] = CascadeFormat.table,
) -> None:
    """What a plan made of the plan above it, and the plans below made of it.

    Tasks of this level that nobody took up, tasks without a basis, later deadlines,
    weaker targets, leads that do not match. Where the plan has a score sheet, the
    criteria that none of its tasks serves.
    """
    from cchc.cascade import chain
    from cchc.load import bulk

    session: Session = ctx.obj
    with bulk():
        found = session.plan(plan).record
        if found is None:
            session.finish()
            return
        plans = session.plans()
    result = chain(found, plans, session.units, session.indicators.directions)
    _print(session, result, _unserved(session, found), format)
    gaps = [gap for link in result.links for gap in link.gaps if not gap.info]
    session.finish(exit_code and bool(gaps))


def _unserved(session: Session, plan: Plan) -> list[Unserved]:
    """Criteria of the plan's own score sheets that none of its tasks serves."""
    from cchc.load.schemes import load_scheme, scheme_files, score_sheets
    from cchc.scoring.sheets import unserved

    here = scheme_files(session.workspace)
    found = []
    for loaded in score_sheets(session.workspace, plan.id):
        session.report(loaded.findings)
        sheet = loaded.record
        if sheet is None or sheet.scheme is None or sheet.scheme not in here:
            continue
        if sheet.unit in (None, plan.decision.issuer):
            scheme = load_scheme(sheet.scheme, session.workspace)
            session.report(scheme.findings, scheme.root)
            if scheme.record is not None:
                found.append(unserved(scheme.record, sheet))
    return found


def _print(
    session: Session, chain: Chain, unserved: list[Unserved], format: CascadeFormat
) -> None:
    from cchc.views import cascade as picture
    from cchc.views import cascade as view
    from cchc.views import scores
    from cchc.views.grid import comma_separated
    from cchc.views.records import dumps

    say, units = session.say, session.units
    match format:
        case CascadeFormat.json:
            found = view.record(chain, units, say)
            found["unserved"] = scores.unserved_record(unserved)
            session.echo(dumps(found))
        case CascadeFormat.csv:
            rows = view.csv_rows(chain, units, say)
            session.echo(comma_separated(view.CSV_COLUMNS, rows))
        case CascadeFormat.dot:
            session.echo(picture.dot(chain, say))
        case CascadeFormat.svg:
            session.echo(picture.svg(chain, say))
        case _:
            for i, link in enumerate(chain.links):
                session.echo("\n" if i else "")
                session.grid(view.grid(link, units, say), Format(format.value))
            for line in [
                *view.notes(chain, say),
                *scores.unserved_notes(unserved, say),
            ]:
                session.echo(f"{line}\n")
