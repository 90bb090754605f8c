"""`cchc cascade`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, Format, KeysOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.cascade import Chain
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
    as_of: AsOfOption = None,
    keys: KeysOption = False,
) -> None:
    """What a plan made of the plan above it, and the plans below made of it.

    Tasks of this level that nobody took up, tasks without a basis, later deadlines,
    weaker targets, leads that do not match. Where the plan has a score sheet, the
    criteria that none of its tasks serves.
    """
    from cchc.query import chain_of, criteria_unserved

    session: Session = ctx.obj
    result = chain_of(session.holdings, plan, session.day(as_of))
    if result is None:
        session.finish()
        return
    unserved = criteria_unserved(session.holdings, plan)
    _print(session, result, unserved, format, keys)
    gaps = [gap for link in result.links for gap in link.gaps if not gap.info]
    session.finish(exit_code and bool(gaps))


def _print(
    session: Session,
    chain: Chain,
    unserved: list[Unserved],
    format: CascadeFormat,
    keys: bool,
) -> None:
    from cchc.views import cascade as view
    from cchc.views import scores
    from cchc.views.records import dumps

    say, units = session.say, session.units
    match format:
        case CascadeFormat.json:
            found = view.record(chain, units, say)
            found["unserved"] = scores.unserved_record(unserved)
            session.echo(dumps(found))
        case CascadeFormat.csv:
            session.grid(view.gaps(chain, units, say), Format.csv, keys)
        case CascadeFormat.dot:
            session.echo(view.dot(chain, say))
        case CascadeFormat.svg:
            session.echo(view.svg(chain, say))
        case _:
            for i, link in enumerate(chain.links):
                session.echo("\n" if i else "")
                session.grid(view.grid(link, units, say), Format(format.value))
            for line in (
                *view.notes(chain, say),
                *scores.unserved_notes(unserved, say),
            ):
                session.echo(f"{line}\n")
