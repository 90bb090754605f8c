"""`cchc remind`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import (
    AsOfOption,
    ExplainContextOption,
    PlanOption,
    TemplateOption,
    UnitOption,
)
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from datetime import date

    from cchc.dates import Period
    from cchc.reporting.letters import Letter


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    unit: UnitOption = None,
    within: Annotated[
        int, typer.Option("--within", min=0, help=N_("Due within so many days."))
    ] = 15,
    out: Annotated[
        Path, typer.Option("--out", help=N_("Folder for the letters."))
    ] = Path("don-doc"),
    as_of: AsOfOption = None,
    template: TemplateOption = None,
    forms: Annotated[
        bool,
        typer.Option("--forms", help=N_("Add to each letter the form to fill in.")),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the files if they exist."))
    ] = False,
    period: Annotated[
        str | None,
        typer.Option("--period", help=N_("Only what is due in this period: 2025-Q3.")),
    ] = None,
    reply_by: Annotated[
        str | None,
        typer.Option(
            "--reply-by", help=N_("Day of the answer; five working days by default.")
        ),
    ] = None,
    explain_context: ExplainContextOption = False,
) -> None:
    """Write a letter to every unit that has something overdue or soon due.

    One Word file a unit, laid out by decree; a summary on standard output.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.letter import explained

        session.echo(explained())
        return
    plan_found = session.plan(plan).record
    if plan_found is not None:
        from cchc.cli import paper
        from cchc.reporting.letters import Asked, Span, letters_asked, reply_day
        from cchc.views.letters import summary

        day = session.day(as_of)
        reply = reply_day(session.holdings, day, _day(session, reply_by))
        span = Span(within, _period(period))
        asked = Asked(day, span, reply, session.unit_ids(unit))
        found, notes = letters_asked(session.holdings, plan_found, asked)
        paper.warn(session, notes)
        enclosures: dict[Path, bytes] = {}
        if forms:
            found, enclosures = _with_forms(session, found, out, force)
        files = [out / _name(one) for one in found]
        if found:
            _write(session, found, files, (template, force), enclosures)
        session.table(summary(found, files, session.units, session.say))
    session.finish()


def _day(session: Session, text: str | None) -> date | None:
    return None if text is None else session.day(text)


def _period(text: str | None) -> Period | None:
    from cchc.dates import parse_period
    from cchc.problems import BadValue

    if text is None:
        return None
    try:
        return parse_period(text)
    except BadValue as error:
        raise error.refusal() from None


def _name(letter: Letter) -> str:
    return f"don-doc-{letter.plan.id}-{letter.unit}-{letter.as_of.isoformat()}.docx"


def _write(
    session: Session,
    found: list[Letter],
    files: list[Path],
    how: tuple[Path | None, bool],
    enclosures: dict[Path, bytes],
) -> None:
    """All letters and forms are made before the first is written."""
    from cchc.cli import paper
    from cchc.views.word import letter_document
    from cchc.views.word.template import LETTER

    chosen, force = how
    paper.refuse(files, force, chosen)
    data, name = paper.template(session, chosen, LETTER)
    sheets = paper.of_letters(session, found)
    documents = {
        file: letter_document(one, sheet, data, name)
        for one, sheet, file in zip(found, sheets, files, strict=True)
    }
    paper.write({**documents, **enclosures})


def _with_forms(
    session: Session, found: list[Letter], out: Path, force: bool
) -> tuple[list[Letter], dict[Path, bytes]]:
    """Letters that name their forms, and the forms, which lie beside them."""
    from dataclasses import replace

    from cchc.cli.writes import form as forms

    if not found:
        return [], {}
    first = found[0]
    asking = forms.asking(session, first.plan, first.as_of, (None, None, None))
    reply = forms.reply_of(session, asking, first.reply_by.isoformat(), None)
    made = {one.unit: asking.form(one.unit) for one in found}
    with_rows = [form for form in made.values() if form.rows]
    files = forms.documents(session, with_rows, reply, out, ("xlsx", force))
    letters = [
        replace(one, form_to=reply.to) if made[one.unit].rows else one for one in found
    ]
    return letters, files
