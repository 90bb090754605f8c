"""`cchc handover`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import (
    AsOfOption,
    ExplainContextOption,
    ForceOption,
    Format,
    FormatOption,
    KeysOption,
    TemplateOption,
    complete_units,
)
from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Message, message

if TYPE_CHECKING:
    from cchc.recording.amending import Draft
    from cchc.reporting.handover import Handover


def command(
    ctx: typer.Context,
    unit: Annotated[
        str | None,
        typer.Argument(
            autocompletion=complete_units, help=N_("Who hands over (id or name).")
        ),
    ] = None,
    as_of: AsOfOption = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=N_("Write minutes of the handover (.docx).")),
    ] = None,
    template: TemplateOption = None,
    force: ForceOption = False,
    write: Annotated[
        bool,
        typer.Option(
            "--write",
            help=N_("Write the amendments that move what is decided, from that day."),
        ),
    ] = False,
    document: Annotated[
        str | None,
        typer.Option(help=N_("Number of the document that orders the handover.")),
    ] = None,
    signed: Annotated[
        str | None, typer.Option(help=N_("Day on which it was signed."))
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            autocompletion=complete_units,
            help=N_("Who issued it; the issuer of the plan by default."),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the change, write nothing."))
    ] = False,
    explain_context: ExplainContextOption = False,
) -> None:
    """What a unit hands over: all that is open with it, and who takes each over.

    By the successions of the register and their duties; where they name none or
    several, it is undecided. --out gives minutes to sign, --write moves the leads.
    """
    session: Session = ctx.obj
    if explain_context:
        from cchc.views.word.minutes import explained

        session.echo(explained())
        return
    from cchc.query import one_unit
    from cchc.reporting.handover import handover_asked

    if unit is None:
        raise CchcError(N_("say which unit hands over"))
    writes = write or dry_run
    day = session.day(as_of)
    order = _order(session, (document, signed), day, writes or out is not None)
    named = one_unit(session.units, unit)
    found = handover_asked(session.holdings, named, day)
    if out is None and not writes:
        _show(session, found, format, keys)
        session.finish()
        return
    drafts: list[Draft] = []
    if writes:
        by = one_unit(session.units, issuer) if issuer else None
        drafts = _drafts(session, found, order, by)
    minutes: Mapping[Path, bytes] = {}
    if out is not None:
        minutes = _minutes(session, found, order, (template, out, force))
    _finish(session, drafts, minutes, dry_run)
    session.finish()


def _show(session: Session, found: Handover, format: Format, keys: bool) -> None:
    from cchc.views import registers as view
    from cchc.views.records import dumps

    if format is Format.json:
        session.echo(dumps(view.handover_record(found, session.units)))
    else:
        session.grid(view.handover(found, session.units, session.say), format, keys)


def _order(
    session: Session,
    told: tuple[str | None, str | None],
    day: date,
    is_used: bool,
) -> tuple[str, date] | None:
    """The document that orders the handover: its number, and when it was signed."""
    number, signed = told
    if number is None and signed is None:
        return None
    if not is_used:
        raise CchcError(N_("--document and --signed go with --write or --out"))
    if number is None or signed is None:
        raise CchcError(N_("--document and --signed go together"))
    on = session.day(signed)
    if on > day:
        raise CchcError(
            N_("the document was signed on {signed}, after {day}: give --as-of"),
            signed=on,
            day=day,
        )
    return number.strip(), on


def _drafts(
    session: Session,
    found: Handover,
    order: tuple[str, date] | None,
    issuer: str | None,
) -> list[Draft]:
    """An amendment a plan, none of which check would refuse."""
    from cchc.cli.paper import warn
    from cchc.recording.amending import Paper, drafted, refuse
    from cchc.recording.moving import moved

    if order is None:
        raise CchcError(N_("--write needs the document: --document and --signed"))
    paper = Paper(order[0], order[1], found.as_of, issuer)
    name = f"{found.as_of.isoformat()}-ban-giao-{found.unit}"
    drafts: list[Draft] = []
    done: set[tuple[str, str, str]] = set()
    for plan in session.holdings.each_plan(found.as_of):
        items = moved(plan, found.unit, found.tasks_of(plan.id))
        if items:
            done |= {(plan.id, str(one["task"]), key) for one in items for key in one}
            changes = {"changes": items}
            draft = drafted(session.workspace, plan, paper, changes, name)
            refuse(session.workspace, plan, draft, session.day(None))
            drafts.append(draft)
    if not drafts:
        raise CchcError(
            N_("nothing that {unit} hands over can be moved by an amendment"),
            unit=session.units.name(found.unit),
        )
    warn(session, _left(found, session.units.name(found.unit), done))
    return drafts


def _left(found: Handover, unit: str, done: set[tuple[str, str, str]]) -> list[Message]:
    """What stays where it is, and why. A target goes with its task.

    `done`: plan, task and field of what moves.
    """
    from cchc.reporting.handover import Duty

    notes, by_groups = [], 0
    for one in found.items:
        field = "partners" if one.duty is Duty.TAKES_PART else "leads"
        if one.duty is Duty.TARGET or (one.plan, one.id, field) in done:
            continue
        if not one.decided:
            text = N_("left out, undecided: {plan} {id} {title}")
        elif one.duty is Duty.REPORT:
            text = N_("a report, which passes by the succession: {plan} {id} {title}")
        else:
            by_groups += 1
            continue
        notes.append(message(text, plan=one.plan, id=one.id, title=one.title))
    if by_groups:
        text = N_("left out, owed by a group that {unit} belongs to: {count} tasks")
        notes.append(message(text, unit=unit, count=by_groups))
    return notes


def _minutes(
    session: Session,
    found: Handover,
    order: tuple[str, date] | None,
    files: tuple[Path | None, Path, bool],
) -> dict[Path, bytes]:
    """The Word file, not yet written. `files`: template, file, whether to replace."""
    from cchc.cli import paper
    from cchc.views.word import minutes_document
    from cchc.views.word.minutes import Handing, taking_over
    from cchc.views.word.template import MINUTES

    own, out, force = files
    paper.refuse([out], force, own)
    told = {one.plan for one in found.items}
    every = session.holdings.each_plan(found.as_of)
    plans = {plan.id: plan.with_only() for plan in every if plan.id in told}
    sheet = paper.of_minutes(session, found.unit, found.as_of, taking_over(found))
    handing = Handing(found, plans, order)
    made = minutes_document(handing, sheet, paper.template(session, own, MINUTES))
    return {out: made}


def _finish(
    session: Session, drafts: list[Draft], minutes: Mapping[Path, bytes], dry: bool
) -> None:
    """Write what was made, or show it."""
    from cchc.cli import paper
    from cchc.recording.amending import write_all
    from cchc.text.edit import patch

    for draft in drafts if dry else ():
        old = draft.old.decode("utf-8") if draft.old else ""
        session.echo(patch(old, draft.text, draft.path))
    if dry:
        return
    paper.write(minutes)
    write_all(drafts)
    for name in (*(one.path for one in drafts), *minutes):
        session.echo(f"{name}\n")
