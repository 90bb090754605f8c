"""`cchc wording`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session, lines_of_input
from cchc.problems import N_, BadValue, CchcError

if TYPE_CHECKING:
    from cchc.dates.workdays import Workdays


def command(
    ctx: typer.Context,
    wordings: Annotated[
        list[str], typer.Argument(help=N_("Wordings; - reads one a line from stdin."))
    ],
    year: Annotated[
        int | None,
        typer.Option(min=1900, max=2999, help=N_("Year where the words are silent.")),
    ] = None,
    period: Annotated[
        str | None, typer.Option(help=N_("The plan's period: 2024-01-01/2024-12-31."))
    ] = None,
    signed: Annotated[
        str | None, typer.Option(help=N_("When the decision was signed: 2024-01-15."))
    ] = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """What date do the words of a deadline mean?"""
    from cchc.dates import parse_period
    from cchc.views.records import dumps
    from cchc.views.wording import grid, record
    from cchc.wording import Context, read

    session: Session = ctx.obj
    try:
        span = parse_period(period) if period else None
    except BadValue as error:
        raise error.refusal() from None
    context = Context(year, None, span)
    if signed:
        context = Context(year, session.day(signed), span, _workdays(session))
    texts = [line for word in wordings for line in _lines(word)]
    readings = [(text, read(text, context)) for text in texts]
    if format is Format.json:
        session.echo(dumps([record(t, r, session.say) for t, r in readings]))
    else:
        session.grid(grid(readings, session.say), format, keys)
    session.finish(any(reading.problems for _, reading in readings))


def _workdays(session: Session) -> Workdays:
    """The workspace's working days; outside one, those of the law."""
    from cchc.wording import LIBRARY_DAYS

    try:
        return session.holdings.workdays
    except CchcError:
        return LIBRARY_DAYS


def _lines(word: str) -> list[str]:
    if word != "-":
        return [word]
    return lines_of_input()
