"""`cchc form`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.forms import Asking, Form, Reply
    from cchc.models.plan import Plan


class FormFormat(StrEnum):
    """What a form is filled in with."""

    xlsx = "xlsx"
    docx = "docx"


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter", help=N_("Q1, Q2, Q3 or Q4; by default that of the day.")
        ),
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
            help=N_("Year of the quarter or half; by itself, the whole year."),
        ),
    ] = None,
    as_of: AsOfOption = None,
    reply_by: Annotated[
        str | None,
        typer.Option(
            "--reply-by",
            help=N_(
                "Day by which the form comes back; by default the day before the "
                "report of the period is sent."
            ),
        ),
    ] = None,
    reply_to: Annotated[
        str | None,
        typer.Option(
            "--reply-to", help=N_("To whom it comes back; by default the office.")
        ),
    ] = None,
    format: Annotated[
        FormFormat,
        typer.Option("--format", help=N_("xlsx or docx: for Excel or for Word.")),
    ] = FormFormat.xlsx,
    out: Annotated[Path, typer.Option("--out", help=N_("Folder for the forms."))] = (
        Path("phieu")
    ),
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the files if they exist."))
    ] = False,
) -> None:
    """A form to fill in for each unit: what it owes up to the end of a period.

    One workbook a unit; cchc collect takes them back.
    """
    from cchc.cli import paper

    session: Session = ctx.obj
    day = session.day(as_of)
    found = session.plan(plan).record
    if found is not None:
        asked = asking(session, found, day, (quarter, half, year))
        reply = reply_of(session, asked, reply_by, reply_to)
        forms = _wanted(session, asked, unit)
        made = documents(session, forms, reply, out, (format, force))
        paper.write(made)
        session.echo("".join(f"{file}\n" for file in made))
        _tell_groups(session, forms)
    session.finish()


def _tell_groups(session: Session, forms: list[Form]) -> None:
    """Forms that have nobody to go to: those of groups without members."""
    from cchc.models.units import UnitGroup

    found = (session.units.get(form.identity.unit) for form in forms)
    names = [one.name for one in found if isinstance(one, UnitGroup)]
    if names:
        text = N_(
            "forms of groups without members: {names}; with members in units.yaml each "
            "member gets one"
        )
        typer.echo(session.say(text, names="; ".join(names)), err=True)


def asking(
    session: Session,
    plan: Plan,
    day: date,
    span: tuple[str | None, str | None, int | None],
) -> Asking:
    """What a plan asks of every unit for a period: quarter, half or year."""
    from cchc.forms import Asking
    from cchc.forms.period import period_asked
    from cchc.load import bulk

    holdings = session.holdings
    with bulk():
        return Asking(
            plan,
            holdings.journals(plan.id),
            holdings.setting(day),
            period_asked(plan, day, *span),
            holdings.office or plan.decision.issuer,
        )


def reply_of(session: Session, asking: Asking, by: str | None, to: str | None) -> Reply:
    """To whom the forms come back, and by when."""
    from cchc.forms import Reply
    from cchc.forms.period import reply_day

    day = session.day(by) if by is not None else reply_day(asking)
    return Reply(to or session.units.name(asking.office), day)


def documents(
    session: Session,
    forms: list[Form],
    reply: Reply,
    out: Path,
    how: tuple[str, bool],
) -> dict[Path, bytes]:
    """The forms by file. Raises `CchcError` where one is there already."""
    from cchc.views.sheets.words import Sheet

    format, force = how
    files = [out / f"{form.name}.{format}" for form in forms]
    for file in files:
        if file.exists() and not force:
            raise CchcError(
                N_("{path} exists; give --force to replace it, or --out"), path=file
            )
    sheets = [Sheet(form, session.units, reply) for form in forms]
    if format == "docx":
        from cchc.views.word.form import form_document as made
    else:
        from cchc.views.sheets.workbook import form_workbook as made
    return {file: made(sheet) for file, sheet in zip(files, sheets, strict=True)}


def _wanted(session: Session, asking: Asking, unit: str | None) -> list[Form]:
    """The forms of some units or of all. Raises `CchcError` where nothing is asked."""
    wanted = session.unit_ids(unit)
    names = asking.units if wanted is None else sorted(wanted)
    forms = [form for name in names if (form := asking.form(name)).rows]
    if not forms:
        raise CchcError(
            N_("{unit} owes nothing up to the end of {period}: no form was written"),
            unit=unit or asking.plan.id,
            period=asking.period.text,
        )
    return forms
