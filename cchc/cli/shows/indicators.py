"""`cchc indicators`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    query: Annotated[
        str | None, typer.Argument(help=N_("Part of a name; accents do not matter."))
    ] = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Indicators behind the targets, and the goals that plans set for them."""
    from cchc.query import indicators
    from cchc.summaries import aims
    from cchc.views import registers as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    aimed = aims(session.holdings, session.day(None))
    found = indicators(session.indicators, aimed, query)
    if format is Format.json:
        records = [view.indicator_record(one) for one in found]
        session.echo(dumps({"format": 1, "indicators": records}))
    else:
        session.grid(view.indicators(found, session.say), format, keys)
    session.finish()
