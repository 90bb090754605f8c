"""`cchc statistics`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import (
    AsOfOption,
    ForceOption,
    Format,
    FormatOption,
    HalfOption,
    KeysOption,
    PlanOption,
    QuarterOption,
    YearOption,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.reporting import Prepared


def command(
    ctx: typer.Context,
    quarter: QuarterOption = None,
    half: HalfOption = None,
    year: YearOption = None,
    plan: PlanOption = None,
    as_of: AsOfOption = None,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help=N_("Write the file of values, with last period's."),
        ),
    ] = False,
    import_from: Annotated[
        Path | None,
        typer.Option("--import", help=N_("Take values from an annex, Word or Excel.")),
    ] = None,
    excel: Annotated[
        Path | None,
        typer.Option("--excel", help=N_("Write the annex as Excel.")),
    ] = None,
    force: ForceOption = False,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """The statistics annex of a report: its rows, typed and computed.

    Sums, rates and counts of tasks are computed; the rest lies in
    plans/PLAN/statistics/PERIOD.yaml.
    """
    from cchc.reporting import Asked, prepared, shape_asked

    session: Session = ctx.obj
    shape = shape_asked(quarter, half, year)
    found = session.plan(plan).record
    if found is not None:
        asked = Asked(shape, year, session.day(as_of))
        made = prepared(session.holdings, found, asked)
        if made.made.form is None:
            raise CchcError(
                N_("{plan} has no statistics: it is no plan of administrative reform"),
                plan=found.id,
            )
        if draft:
            _draft(session, made, force)
        elif import_from is not None:
            _import(session, made, import_from, force)
        elif excel is not None:
            _excel(session, made, excel, force)
        else:
            _show(session, made, format, keys)
    session.finish()


def _show(session: Session, made: Prepared, format: Format, keys: bool) -> None:
    from cchc.views.records import dumps
    from cchc.views.statistics import record, table

    figures, earlier = made.made.figures, made.made.earlier
    if format is Format.json:
        rows = [record(one, earlier) for one in figures.values()]
        period = made.request.periodic.period.text
        session.echo(dumps({"format": 1, "period": period, "rows": rows}))
    else:
        session.grid(table(figures, earlier, session.say), format, keys)


def _target(session: Session, made: Prepared, force: bool) -> Path:
    from cchc.load.reports import file_of

    period = made.request.periodic.period.text
    file = file_of(session.workspace, "statistics", made.report.plan.id, period)
    if file.exists() and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=file
        )
    return file


def _put(session: Session, file: Path, text: str) -> None:
    from cchc.text.files import write_atomic

    write_atomic(file, text, file.read_bytes() if file.exists() else None)
    session.echo(f"{file.relative_to(session.workspace.root).as_posix()}\n")


def _draft(session: Session, made: Prepared, force: bool) -> None:
    from cchc.load.reports import statistics_sheet
    from cchc.views.statistics import draft

    file, before = _target(session, made, force), None
    if made.request.previous is not None:
        period = made.request.previous.period.text
        loaded = statistics_sheet(session.workspace, made.report.plan.id, period)
        before = None if loaded is None else session.register(loaded)
    assert made.made.form is not None
    period = made.request.periodic.period.text
    _put(session, file, draft(made.made.form, period, before))


def _import(session: Session, made: Prepared, source: Path, force: bool) -> None:
    from cchc.cli import paper
    from cchc.importing.readers import read
    from cchc.models.statistics import StatisticsSheet
    from cchc.reporting.annexes import read_annex, sheet_of
    from cchc.views.statistics import is_asked, sheet_text

    file, form = _target(session, made, force), made.made.form
    assert form is not None
    rows, notes = read_annex(read(source), form)
    paper.warn(session, notes)
    if not rows:
        raise CchcError(
            N_("{path} has no table with a column “Số liệu”"), path=source.name
        )
    asked = [one for one in rows if is_asked(one.row)]
    empty = StatisticsSheet(period=made.request.periodic.period)
    _put(session, file, sheet_text(sheet_of(asked, empty)))
    told = N_("{count} values taken, {computed} left out because they are computed")
    text = session.say(told, count=len(asked), computed=len(rows) - len(asked))
    typer.echo(text, err=True)


def _excel(session: Session, made: Prepared, out: Path, force: bool) -> None:
    from cchc.text.files import write_bytes
    from cchc.views.statistics.workbook import workbook

    if out.exists() and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=out
        )
    form = made.made.form
    assert form is not None
    title = form.title.format(
        period=made.request.periodic.period.text,
        agency=session.units.name(made.sender.unit).upper(),
    )
    write_bytes(out, workbook(form, made.made.figures, title, made.made.earlier))
    session.echo(f"{out}\n")
