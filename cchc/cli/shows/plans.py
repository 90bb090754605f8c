"""`cchc list`."""

from __future__ import annotations

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session


def command(
    ctx: typer.Context, format: FormatOption = Format.table, keys: KeysOption = False
) -> None:
    """Plans with their periods, tasks and targets."""
    from cchc.summaries import lines
    from cchc.views import plans as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    plans = list(lines(session.holdings, session.day(None)))
    if format is Format.json:
        records = [view.record(plan, session.units) for plan in plans]
        session.echo(dumps({"format": 1, "plans": records}))
    else:
        session.workspace.need_plans()
        session.grid(view.overview(plans, session.say), format, keys)
    session.finish()
