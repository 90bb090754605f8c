"""`cchc report`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_, BadValue, CchcError

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import PeriodicReport, Request
    from cchc.views.word.letterhead import Paper

_QUARTERS = {"1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def command(
    ctx: typer.Context,
    quarter: Annotated[
        str | None, typer.Option("--quarter", help=N_("Q1, Q2, Q3 or Q4."))
    ] = None,
    half: Annotated[
        str | None, typer.Option("--half", help=N_("H1 or H2: six months."))
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            min=1990,
            max=2100,
            help=N_("Year of the quarter or half; by itself, the yearly report."),
        ),
    ] = None,
    plan: PlanOption = None,
    unit: UnitOption = None,
    as_of: AsOfOption = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", help=N_("Your own Word template (.docx).")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=N_("File to write; by default named by the plan.")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the file if it exists."))
    ] = False,
    explain_context: Annotated[
        bool,
        typer.Option(
            "--explain-context", help=N_("List the names a template may use.")
        ),
    ] = False,
) -> None:
    """The periodic report of a plan as a Word file, laid out by decree.

    Q2 gives the six-month report where that is what the plan owes.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.report import explained

        session.echo(explained())
        return
    shape = _shape(quarter, half, year)
    loaded = session.plan(plan)
    if loaded.record is not None:
        day = session.day(as_of)
        path = _write(
            session, loaded.record, (shape, year, day), unit, (template, out, force)
        )
        session.echo(f"{path}\n")
    session.finish()


def _shape(quarter: str | None, half: str | None, year: int | None) -> str:
    """What was asked for, as `Q2`, `H1` or `Y`."""
    if quarter is not None and half is not None:
        raise CchcError(N_("give --quarter or --half, not both"))
    if quarter is not None:
        key = quarter.strip().upper().removeprefix("Q")
        key = _ROMAN.get(key, key)
        if key not in _QUARTERS:
            raise CchcError(N_("{value} is no quarter; write Q1 to Q4"), value=quarter)
        return _QUARTERS[key]
    if half is not None:
        key = half.strip().upper().removeprefix("H")
        if key not in ("1", "2"):
            raise CchcError(N_("{value} is no half-year; write H1 or H2"), value=half)
        return f"H{key}"
    if year is None:
        raise CchcError(N_("say which report: --quarter Q2, --half H1 or --year 2024"))
    return "Y"


def _write(
    session: Session,
    plan: Plan,
    asked: tuple[str, int | None, date],
    unit: str | None,
    files: tuple[Path | None, Path | None, bool],
) -> Path:
    from cchc.cli import paper
    from cchc.load import bulk
    from cchc.reporting import report
    from cchc.views.word import report_document
    from cchc.views.word.template import REPORT

    request = _request(session, plan, asked, unit)
    template, out, force = files
    path = out or Path(f"bao-cao-{plan.id}-{request.periodic.asked}.docx")
    if out is None and unit:
        path = path.with_stem(f"{path.stem}-{min(session.unit_ids(unit))}")
    paper.refuse_existing([path], force)
    data, name = paper.template(template, REPORT)
    with bulk():
        content = report(plan, session.journals(plan.id), request)
        document = report_document(
            content, _paper(session, plan, content.closed, request), data, name
        )
        paper.write({path: document})
    return path


def _request(
    session: Session, plan: Plan, asked: tuple[str, int | None, date], unit: str | None
) -> Request:
    from cchc.cli import paper
    from cchc.reporting import Request, around, choose
    from cchc.status import Setting

    shape, year, day = asked
    who = paper.reporter(session)
    periodic = choose(plan, shape, year or _year(plan, day), who)
    for note in periodic.notes:
        paper.warn(session, note.text, **note.values)
    _tell(session, periodic, day)
    try:
        previous, following = around(periodic, plan, who)
    except BadValue as error:  # the next year is beyond the calendar of plans
        raise error.refusal() from None
    setting = Setting(day, session.units, session.workdays, session.soon_days)
    units = session.unit_ids(unit) if unit else None
    return Request(periodic, previous, following, setting, units, _falling(session))


def _year(plan: Plan, day: date) -> int:
    """The plan's only year, or the year of the day asked about."""
    start, end = plan.period.start.year, plan.period.end.year
    return min(max(day.year, start), end)


def _tell(session: Session, periodic: PeriodicReport, day: date) -> None:
    """Say on stderr what the report covers and until when it is sent."""
    from cchc.cli import paper

    if day < periodic.window.start:
        raise CchcError(
            N_("the data window of {period} starts on {start}, after {day}"),
            period=periodic.period.text,
            start=periodic.window.start.isoformat(),
            day=day.isoformat(),
        )
    paper.warn(
        session,
        N_("{period}: data from {start} to {end}, sent by {due} ({basis})"),
        period=periodic.period,
        start=periodic.window.start,
        end=min(periodic.window.end, day),
        due=periodic.due or "–",
        basis=periodic.basis or "–",
    )


def _falling(session: Session) -> frozenset[str]:
    directions = session.indicators.directions
    return frozenset(name for name, better in directions.items() if better == "down")


def _paper(session: Session, plan: Plan, closed: date, request: Request) -> Paper:
    """The letterhead, dated by the day of making, at the latest the sending day."""
    from cchc.cli import paper
    from cchc.views.word.letterhead import Issue, Paper

    head = paper.letterhead(session, plan)
    latest = max(request.periodic.due or closed, closed)
    issue = Issue(
        day=min(request.setting.as_of, latest), code="BC", addressees=head.addressee
    )
    name = session.units.name(paper.office(session) or plan.decision.issuer)
    about = "; ".join(sorted(map(session.units.name, request.units or ())))
    return Paper(head, name, session.units, issue, about or None)
