"""`cchc status`."""

# Without postponed annotations, which Typer would evaluate over and over.

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cchc.cli.bytes_out import OutOption, put, refuse
from cchc.cli.options import (
    AsOfOption,
    ForceOption,
    KeysOption,
    PlanOption,
    UnitOption,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.query import Filter, Sheet
    from cchc.status import Status
    from cchc.views.grid import Grid


class StatusFormat(StrEnum):
    """Output formats of `status`."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    xlsx = "xlsx"


class By(StrEnum):
    """What a ranking is of."""

    unit = "unit"


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
    by: Annotated[
        By | None,
        typer.Option("--by", help=N_("Rank units by what is overdue.")),
    ] = None,
    as_of: AsOfOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List every task, quiet ones too."))
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(help=N_("Exit 1 when an obligation has this status (overdue).")),
    ] = None,
    format: Annotated[
        StatusFormat, typer.Option("--format", help=N_("How to print the result."))
    ] = StatusFormat.table,
    keys: KeysOption = False,
    out: OutOption = None,
    force: ForceOption = False,
) -> None:
    """What a plan owes on a day, whose it is, and what is overdue.

    --plan all gives one line a plan and a total; with --overdue or --due-within it
    lists the tasks of all plans. --format xlsx makes a workbook, with --out in a file.
    """
    session: Session = ctx.obj
    if format is StatusFormat.xlsx:
        refuse(out, ".xlsx", force)
    elif out is not None:
        raise CchcError(N_("--out goes with --format xlsx"))
    counted = plan == "all" and not (overdue or by or fail_on) and due_within is None
    counted = counted and format in (StatusFormat.table, StatusFormat.md)
    if counted and not (unit or group):
        _from_index(session, session.day(as_of), format)
        session.finish()
        return
    from cchc.query import Filter, each_sheet, status_named
    from cchc.status import Status

    failing = status_named(fail_on) if fail_on else None
    wanted = Filter(
        units=session.unit_ids(unit),
        group=group,
        statuses=frozenset({Status.OVERDUE}) if overdue else None,
        due_within=due_within,
    )
    narrowed = overdue or due_within is not None
    if counted:
        _print_figures(session, session.day(as_of), wanted, format)
        session.finish()
        return
    failed = _Failing(failing)
    found = each_sheet(session.holdings, plan, session.day(as_of), wanted)
    found = failed.watching(found)
    if format is StatusFormat.xlsx:
        _put_workbook(session, found, out)
    else:
        shown = Shown(format, by, plan == "all", narrowed, everything or narrowed)
        _print(session, found, shown, keys)
    session.finish(failed.met)


def _from_index(session: Session, day: date, format: StatusFormat) -> None:
    """One line a plan, of which nothing is loaded that the index knows."""
    from cchc.standings import standings
    from cchc.views.answers.standings import overview

    found = list(standings(session.holdings, day))
    if found:
        session.grid(overview(found, day, session.say), format)


def _print_figures(
    session: Session, day: date, wanted: "Filter", format: StatusFormat
) -> None:
    """One line a plan, counted of what was asked for."""
    from cchc.query import each_sheet, standing_of
    from cchc.views.answers.standings import overview

    sheets = each_sheet(session.holdings, "all", day, wanted)
    found = [standing_of(sheet) for sheet in sheets]
    if found:
        session.grid(overview(found, day, session.say), format)


class Shown(NamedTuple):
    """What to print: how, ranked or not, one plan or all, narrowed, quiet ones too."""

    format: StatusFormat
    by: By | None
    together: bool
    narrowed: bool
    everything: bool


class _Failing:
    """Whether an obligation with a status (`--fail-on`) went by."""

    def __init__(self, status: "Status | None") -> None:
        self._status = status
        self.met = False

    def watching(self, sheets: "Iterable[Sheet]") -> "Iterator[Sheet]":
        """The same sheets."""
        for one in sheets:
            if self._status is not None and not self.met:
                self.met = any(o.status is self._status for o in one.obligations)
            yield one


def _put_workbook(
    session: Session, sheets: "Iterable[Sheet]", out: Path | None
) -> None:
    from cchc.views.files.workbook import of_status

    made = of_status(sheets, session.units, session.say)
    if made is not None:
        put(out, made)


def _print(
    session: Session, sheets: "Iterator[Sheet]", shown: Shown, keys: bool
) -> None:
    """Print what was found; nothing where no plan loads."""
    if shown.format is StatusFormat.json:
        from cchc.views.records import status_json

        for piece in status_json(sheets, session.units):
            session.echo(piece)
        return
    first = next(sheets, None)
    if first is None:
        return
    every = chain([first], sheets)
    if shown.format is StatusFormat.csv and shown.by is None:
        _print_obligations(session, every, keys)
        return
    for grid in _grids(session, every, shown, first.as_of):
        session.grid(grid, shown.format, keys)


def _print_obligations(session: Session, sheets: "Iterable[Sheet]", keys: bool) -> None:
    """One obligation a line, as they come."""
    from cchc.views.separated import pieces
    from cchc.views.status import owed, owed_columns

    found = (one for sheet in sheets for one in owed(sheet))
    for piece in pieces(owed_columns(session.units, session.say), found, keys):
        session.echo(piece)


def _grids(
    session: Session, sheets: "Iterable[Sheet]", shown: Shown, day: date
) -> "list[Grid]":
    from cchc.views import status as view

    units, say = session.units, session.say
    if shown.by is not None:
        return [view.by_unit(sheets, units, say)]
    if shown.together and shown.narrowed:
        return [view.together(sheets, units, say)]
    if shown.together:
        from cchc.query import standing_of
        from cchc.views.answers.standings import overview

        return [overview(map(standing_of, sheets), day, say)]
    return [view.grid(one, units, say, shown.everything) for one in sheets]
