"""`cchc documents`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    query: Annotated[
        str | None,
        typer.Argument(help=N_("Part of a number, title or issuer.")),
    ] = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Documents that plans cite: which is it, who cites it, where?"""
    from cchc.models.registers import DocumentRegister
    from cchc.query import documents
    from cchc.summaries import cites
    from cchc.views import registers as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    register = session.register(session.workspace.documents) or DocumentRegister()
    found = documents(register, cites(session.holdings, session.day(None)), query)
    if format is Format.json:
        records = [view.document_record(cited) for cited in found]
        session.echo(dumps({"format": 1, "documents": records}))
    else:
        session.grid(view.documents(found, session.say), format, keys)
    session.finish()
