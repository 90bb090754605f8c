"""`cchc status`."""

# Without postponed annotations, which Typer would evaluate over and over.

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, Format, FormatOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.query import Sheet


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    group: Annotated[
        str | None, typer.Option("--group", help=N_("Only this group of tasks."))
    ] = None,
    overdue: Annotated[
        bool, typer.Option("--overdue", help=N_("Only what is overdue."))
    ] = False,
    due_within: Annotated[
        int | None,
        typer.Option(min=0, help=N_("Only what falls due within so many days.")),
    ] = None,
    as_of: AsOfOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List every task, quiet ones too."))
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(help=N_("Exit 1 when an obligation has this status (overdue).")),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """What a plan owes on a day, whose it is, and what is overdue.

    --plan all gives one line a plan and a total.
    """
    from cchc.query import Filter, sheets, status_named
    from cchc.status import Status

    session: Session = ctx.obj
    failing = status_named(fail_on) if fail_on else None
    wanted = Filter(
        units=session.unit_ids(unit),
        group=group,
        statuses=frozenset({Status.OVERDUE}) if overdue else None,
        due_within=due_within,
    )
    narrowed = overdue or due_within is not None
    found = sheets(session.holdings, plan, session.day(as_of), wanted)
    if found:
        _print(session, found, format, plan == "all", everything or narrowed)
    session.finish(
        failing is not None
        and any(one.status is failing for s in found for one in s.obligations)
    )


def _print(
    session: Session,
    sheets: "list[Sheet]",
    format: Format,
    together: bool,
    everything: bool,
) -> None:
    from cchc.views import status as view

    match format:
        case Format.table | Format.md:
            grids = (
                [view.overview(sheets, session.say)]
                if together
                else [
                    view.grid(s, session.units, session.say, everything) for s in sheets
                ]
            )
            for grid in grids:
                session.grid(grid, format)
        case Format.json:
            from cchc.views.records import status_json

            session.echo(status_json(sheets, session.units))
        case Format.csv:
            from cchc.views.records import status_csv

            session.echo(status_csv(sheets, session.units, session.say))
