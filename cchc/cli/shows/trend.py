"""`cchc trend`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cchc.cli.options import AsOfOption, Format, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_


class TrendFormat(StrEnum):
    """Output formats of a trend."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    svg = "svg"


def command(
    ctx: typer.Context,
    indicator: Annotated[
        str, typer.Argument(help=N_("Indicator: id or name; accents do not matter."))
    ],
    as_of: AsOfOption = None,
    format: Annotated[
        TrendFormat,
        typer.Option("--format", help=N_("How to print it; svg is a picture.")),
    ] = TrendFormat.table,
    keys: KeysOption = False,
) -> None:
    """An indicator over the years: goals of all plans, values that were measured."""
    from cchc.query import trend_of
    from cchc.views import trend as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    names = {scope.id: scope.name for scope in session.indicators.scopes}
    found = trend_of(session.holdings, indicator, session.day(as_of))
    if format is TrendFormat.json:
        session.echo(dumps(view.record(found, names)))
    elif format is TrendFormat.svg:
        session.echo(view.svg(found, names, session.say))
    else:
        bars = format is TrendFormat.table
        grid = view.grid(found, names, session.units, session.say, bars)
        session.grid(grid, Format(format.value), keys)
    session.finish()
