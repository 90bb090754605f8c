"""`cchc remind`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, PlanOption, UnitOption
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.models.plan import Plan
    from cchc.reporting import Letter


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
    template: Annotated[
        Path | None,
        typer.Option("--template", help=N_("Your own Word template (.docx).")),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=N_("Replace the files if they exist."))
    ] = False,
) -> None:
    """Write a letter to every unit that has something overdue or soon due.

    One Word file a unit, laid out by decree; a summary on standard output.
    """
    session: Session = ctx.obj
    loaded = session.plan(plan)
    if loaded.record is not None:
        day = session.day(as_of)
        found = _letters(session, loaded.record, (day, within), unit)
        files = [out / _name(one) for one in found]
        _write(session, found, files, (template, force))
        _summary(session, found, files)
    session.finish()


def _letters(
    session: Session, plan: Plan, span: tuple[date, int], unit: str | None
) -> list[Letter]:
    from cchc.load import bulk
    from cchc.query import Filter
    from cchc.reporting import letters
    from cchc.status import Setting, evaluate

    day, within = span
    wanted = session.unit_ids(unit) if unit else None
    with bulk():
        setting = Setting(day, session.units, session.workdays, session.soon_days)
        every = evaluate(plan, session.journals(plan.id), setting)
        asked = Filter(units=wanted)
        found = letters(plan, [o for o in every if asked.keeps(o)], day, within)
    # What an abolished unit owed is asked of its successor: then no letter is its own.
    mine = [one for one in found if wanted is None or one.unit in wanted]
    return mine or found


def _name(letter: Letter) -> str:
    return f"don-doc-{letter.plan.id}-{letter.unit}-{letter.as_of.isoformat()}.docx"


def _write(
    session: Session,
    found: list[Letter],
    files: list[Path],
    how: tuple[Path | None, bool],
) -> None:
    """All letters are made before the first is written."""
    if not found:
        return
    from cchc.cli import paper
    from cchc.views.word import letter_document
    from cchc.views.word.letterhead import Issue, Paper
    from cchc.views.word.template import LETTER

    chosen, force = how
    paper.refuse_existing(files, force)
    data, name = paper.template(chosen, LETTER)
    plan = found[0].plan
    head = paper.letterhead(session, plan)
    office = session.units.name(paper.office(session) or plan.decision.issuer)
    drafter = head.archive.split(",")[-1].strip()
    documents = {}
    for one, file in zip(found, files, strict=True):
        issue = Issue(one.as_of, None, drafter, (session.units.name(one.unit),))
        sheet = Paper(head, office, session.units, issue)
        documents[file] = letter_document(one, sheet, data, name)
    paper.write(documents)


def _summary(session: Session, found: list[Letter], files: list[Path]) -> None:
    from cchc.views.letters import summary

    session.table(summary(found, files, session.units, session.say))
