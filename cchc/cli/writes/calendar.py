"""`cchc calendar`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, complete_plans, complete_units
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.views.files.calendar import Dated

Owner = Annotated[
    str,
    typer.Option(
        "--unit", autocompletion=complete_units, help=N_("Whose calendar (id or name).")
    ),
]
Out = Annotated[Path, typer.Option("--out", help=N_("The .ics file to write."))]
Plans = Annotated[
    str | None,
    typer.Option(
        "--plan",
        autocompletion=complete_plans,
        help=N_("Only this plan; by default all plans."),
    ),
]


def command(
    ctx: typer.Context,
    unit: Owner,
    out: Out,
    plan: Plans = None,
    as_of: AsOfOption = None,
) -> None:
    """A unit's deadlines and report days as a calendar file (.ics).

    Where the file is there already, moved deadlines replace their entries in it, and
    what is owed no more is cancelled.
    """
    from cchc.query import one_unit
    from cchc.text.files import write_bytes
    from cchc.views.files.calendar import calendar, earlier

    session: Session = ctx.obj
    if out.suffix.casefold() != ".ics":
        raise CchcError(N_("let the name of {path} end with {ending}"), path=out,
                        ending=".ics")  # fmt: skip
    owner, day = one_unit(session.units, unit), session.day(as_of)
    before = earlier(out.read_bytes(), str(out)) if out.exists() else {}
    found = _events(session, owner, plan, day)
    name = session.units.name(owner)
    write_bytes(out, calendar(name, found, day, before, session.say))
    told = session.say(N_("{path}: {count} entries"), path=out, count=len(found))
    typer.echo(told, err=True)
    session.finish()


def _events(session: Session, unit: str, plan: str | None, day: date) -> list[Dated]:
    """Deadlines that the unit answers for, and its report days."""
    from cchc.query import Filter, each_sheet
    from cchc.reporting.pages.events import moves, reports_to_keep
    from cchc.reporting.scored import sent_of
    from cchc.reporting.windows import Reporter
    from cchc.views.files.calendar import of_obligations, of_reports

    holdings, say = session.holdings, session.say
    reporter = Reporter(unit, session.units, holdings.workdays)
    found: list[Dated] = []
    wanted = Filter(units=frozenset({unit}))
    for sheet in each_sheet(holdings, plan or "all", day, wanted):
        mine = [one for one in sheet.obligations if unit in (one.owners or (one.unit,))]
        moved = moves(holdings.journals(sheet.plan.id), day)
        counts = {(sheet.plan.id, task): n for task, n in moved.items()}
        found += of_obligations(mine, counts, say)
        # Whoever else owes the plan a report: nothing records when they send theirs.
        own = unit == (holdings.office or sheet.plan.decision.issuer)
        sent = sent_of(holdings, sheet.plan.id) if own else {}
        kept = reports_to_keep(sheet.plan, day, reporter)
        found += of_reports(kept, sent, day, say)
    return found
