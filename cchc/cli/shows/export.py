"""`cchc export`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cchc.cli.bytes_out import OutOption, put, refuse
from cchc.cli.options import (
    AsOfOption,
    ForceOption,
    Format,
    KeysOption,
    PlanOption,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError


class ExportFormat(StrEnum):
    """Formats of a whole plan."""

    json = "json"
    csv = "csv"
    xlsx = "xlsx"


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    format: Annotated[
        ExportFormat,
        typer.Option(
            "--format", help=N_("json (all), csv (tasks) or xlsx (a workbook).")
        ),
    ] = ExportFormat.json,
    as_of: AsOfOption = None,
    keys: KeysOption = False,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """A plan as JSON (everything), CSV (its tasks) or a workbook, for other programs.

    As of a day: with the amendments in force then. --out goes with xlsx.
    """
    from cchc.views.plans import tasks
    from cchc.views.records import dumps, plan_record

    session: Session = ctx.obj
    if format is ExportFormat.xlsx:
        refuse(out, ".xlsx", force)
    elif out is not None:
        raise CchcError(N_("--out goes with --format xlsx"))
    found = session.plan_on(plan, session.day(as_of))
    if found is not None:
        if format is ExportFormat.json:
            session.echo(dumps(plan_record(found, session.units)))
        elif format is ExportFormat.xlsx:
            from cchc.views.files.workbook import of_plan

            put(out, of_plan(found, session.units, session.say))
        else:
            grid = tasks(found, session.units, session.say)
            session.grid(grid, Format.csv, keys)
    session.finish()
