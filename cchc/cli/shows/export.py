"""`cchc export`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cchc.cli.options import AsOfOption, Format, KeysOption, PlanOption
from cchc.cli.session import Session
from cchc.problems import N_


class ExportFormat(StrEnum):
    """Formats of a whole plan."""

    json = "json"
    csv = "csv"


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    format: Annotated[
        ExportFormat, typer.Option("--format", help=N_("json (all) or csv (tasks)."))
    ] = ExportFormat.json,
    as_of: AsOfOption = None,
    keys: KeysOption = False,
) -> None:
    """A plan as JSON (everything) or CSV (its tasks), for other programs.

    As of a day: with the amendments in force then.
    """
    from cchc.views.plans import tasks
    from cchc.views.records import dumps, plan_record

    session: Session = ctx.obj
    found = session.plan_on(plan, session.day(as_of))
    if found is not None:
        if format is ExportFormat.json:
            session.echo(dumps(plan_record(found, session.units)))
        else:
            grid = tasks(found, session.units, session.say)
            session.grid(grid, Format.csv, keys)
    session.finish()
