"""`cchc report --draft` and `--update`: the file of the office's own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cchc.cli import paper
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Asked


def draft_words(session: Session, plan: Plan, asked: Asked, force: bool) -> None:
    """Write reports/<period>.yaml with every heading. Nothing is replaced unasked."""
    from cchc.load.reports import file_of, report_text
    from cchc.reporting import prepared
    from cchc.text.files import write_atomic
    from cchc.views.word.words import draft

    made = prepared(session.holdings, plan, asked)
    paper.warn(session, made.notes)
    workspace = session.workspace
    file = file_of(workspace, "report", plan.id, made.request.periodic.period.text)
    if file.exists() and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=file
        )
    before = None
    if made.request.previous is not None:
        period = made.request.previous.period.text
        loaded = report_text(workspace, plan.id, period)
        before = None if loaded is None else session.register(loaded)
    text = draft(made.report, made.made, before, session.units)
    write_atomic(file, text, file.read_bytes() if file.exists() else None)
    session.echo(f"{_shown(session, file)}\n")


def update_words(session: Session, plan: Plan, asked: Asked, source: Path) -> None:
    """Take the words of an edited report into reports/<period>.yaml."""
    from cchc.load.reports import file_of
    from cchc.reporting import prepared
    from cchc.reporting.reread import reread
    from cchc.text.files import write_atomic
    from cchc.views.word import facts
    from cchc.views.word.words import updated

    made = prepared(session.holdings, plan, asked)
    headings = {
        one.heading.id: facts.heading(one, made.report) for one in made.made.filled
    }
    units = [one.id for one in session.units.everyone]
    found = reread(paper.read(source), source.name, headings, units)
    paper.warn(session, found.notes)
    period = made.request.periodic.period.text
    file = file_of(session.workspace, "report", plan.id, period)
    raw = file.read_bytes() if file.exists() else None
    text, changed = updated(
        raw.decode("utf-8") if raw is not None else None,
        made.report,
        made.made.outline.id,
        found.words,
        found.edited,
    )
    if not changed:
        typer.echo(session.say(N_("no word differs; nothing was written")), err=True)
        return
    write_atomic(file, text, raw)
    session.echo(f"{_shown(session, file)}\n")
    told = N_("words taken from {path} under: {headings}")
    shown = session.say(told, path=source, headings=", ".join(changed))
    typer.echo(shown, err=True)


def _shown(session: Session, file: Path) -> str:
    return file.relative_to(session.workspace.root).as_posix()
