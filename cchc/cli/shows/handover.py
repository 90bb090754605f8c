"""`cchc handover`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import (
    AsOfOption,
    Format,
    FormatOption,
    KeysOption,
    complete_units,
)
from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    unit: Annotated[
        str,
        typer.Argument(
            autocompletion=complete_units, help=N_("Who hands over (id or name).")
        ),
    ],
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """What a unit hands over: all that is open with it, and who takes each over.

    By the successions of the register and their duties; where they name none or
    several, it is undecided.
    """
    from cchc.query import one_unit
    from cchc.reporting.handover import handover_asked
    from cchc.views import registers as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    named = one_unit(session.units, unit)
    found = handover_asked(session.holdings, named, session.day(as_of))
    if format is Format.json:
        session.echo(dumps(view.handover_record(found, session.units)))
    else:
        session.grid(view.handover(found, session.units, session.say), format, keys)
    session.finish()
