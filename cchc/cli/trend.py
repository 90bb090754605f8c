"""`cchc trend`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, Format, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.models.registers import Indicator, IndicatorRegister


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
    from cchc.load import bulk
    from cchc.status.measures import measures
    from cchc.status.trend import trend
    from cchc.views import trend as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    register = session.indicators
    chosen = _find(register, indicator)
    day = session.day(as_of)
    with bulk():
        plans = session.plans()
        measured = {p.id: measures(session.journals(p.id), day) for p in plans}
    names = {scope.id: scope.name for scope in register.scopes}
    found = trend(chosen, plans, measured, day)
    if format is TrendFormat.json:
        session.echo(dumps(view.record(found, names)))
    elif format is TrendFormat.svg:
        from cchc.views.trend import svg

        session.echo(svg(found, names, session.say))
    else:
        bars = format is TrendFormat.table
        grid = view.grid(found, names, session.units, session.say, bars)
        session.grid(grid, Format(format.value), keys)
    session.finish()


def _find(register: IndicatorRegister, query: str) -> Indicator:
    """The one indicator that a person means: an id, a name, or part of a name."""
    from cchc.text.characters import fold

    wanted = fold(query)
    named = [(one, [fold(one.id), *map(fold, (one.name, *one.aliases))])
             for one in register.indicators]  # fmt: skip
    exact = [one for one, names in named if wanted in names]
    found = exact or [
        one for one, names in named if any(wanted in name for name in names)
    ]
    if not found or not wanted:
        raise CchcError(
            N_("no indicator is called {query}; see cchc indicators"), query=query
        )
    if len(found) > 1:
        raise CchcError(
            N_("{query} may mean: {ids}"),
            query=query,
            ids=", ".join(one.id for one in found),
        )
    return found[0]
