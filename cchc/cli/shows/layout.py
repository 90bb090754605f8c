"""`cchc layout`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_, Severity


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("A Word file (.docx)."))],
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Check the layout of any Word file against Nghị định 30/2020/NĐ-CP.

    Exit code 1 when something departs from the decree.
    """
    from cchc.cli.paper import read
    from cchc.layout import examine
    from cchc.views import layout as view

    session: Session = ctx.obj
    found = examine(read(file), str(file))
    if format is Format.json:
        session.echo(view.as_json(str(file), found, session.say))
    elif found or format is not Format.table:
        session.grid(view.grid(str(file), found, session.say), format, keys)
    else:
        typer.echo(session.say(N_("Nothing to report.")), err=True)
    session.finish(any(one.severity is Severity.ERROR for one in found))
