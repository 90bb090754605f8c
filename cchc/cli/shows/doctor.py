"""`cchc doctor`."""

from __future__ import annotations

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session


def command(
    ctx: typer.Context,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Programs and fonts that some commands use: what is there, and what it is for."""
    from cchc.programs import present
    from cchc.views import programs as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    found = [*present()]
    if format is Format.json:
        records = [view.record(one, session.say) for one in found]
        session.echo(dumps({"format": 1, "programs": records}))
    else:
        session.grid(view.grid(found, session.say), format, keys)
