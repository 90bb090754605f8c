"""`cchc check-report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption
from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help=N_("The report, as Word (.docx)."))],
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """Hold a report against itself: rates, sums, the annex, dates of documents.

    What is read is the text and the tables with a column "Số liệu"; no plan is needed.
    """
    from cchc.cli import paper
    from cchc.dates import parse_period
    from cchc.importing.readers import read
    from cchc.load.files import load_record
    from cchc.load.reports import shipped_form, statistics_form
    from cchc.models.statistics import StatisticsForm, StatisticsSheet
    from cchc.reporting.annexes import read_annex
    from cchc.reporting.arithmetic import faults
    from cchc.views.records import dumps
    from cchc.views.statistics import fault_record, recount

    session: Session = ctx.obj
    shipped = shipped_form()
    around = session.around
    loaded = (
        statistics_form(around)
        if around is not None
        else load_record(StatisticsForm, shipped, shipped.parent)
    )
    source = read(file)
    form = loaded.record
    rows, notes = read_annex(source, form) if form is not None else ([], [])
    paper.warn(session, notes)
    sheet = StatisticsSheet(period=parse_period("2000"))
    found = list(faults(source, form, rows, sheet))
    if format is Format.json:
        records = [fault_record(one, session.say) for one in found]
        session.echo(dumps({"format": 1, "rows": len(rows), "findings": records}))
    else:
        session.grid(recount(found, len(rows), session.say), format, keys)
    session.finish(bool(found))
