"""`cchc units`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import AsOfOption, Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError


def command(
    ctx: typer.Context,
    query: Annotated[
        str | None, typer.Argument(help=N_("Part of a name; accents do not matter."))
    ] = None,
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Who is this unit, since when, and who took over?"""
    from cchc.views import registers as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    units, day = session.units, session.day(as_of)
    found = units.find(query) if query else list(units.everyone)
    if query and not found:
        raise CchcError(N_("no unit is called {query}; see cchc units"), query=query)
    if format is Format.json:
        records = [view.record(unit, units, day) for unit in found]
        session.echo(dumps({"format": 1, "as_of": day.isoformat(), "units": records}))
    elif len(found) == 1 and format is Format.table:
        session.grid(view.card(found[0], units, day, session.say), format, keys)
    else:
        session.grid(view.overview(found, units, day, session.say), format, keys)
    session.finish()
