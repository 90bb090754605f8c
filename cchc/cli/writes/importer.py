"""`cchc import`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import Format, FormatOption, KeysOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.importing.results import Draft, Nothing, Registers
    from cchc.models.journal import TaskEntry

    Made = Draft | Nothing


def command(
    ctx: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help=N_(
                "The decision: .docx, .doc, .pdf, .xlsx, .xls, .txt, .md or a picture."
            )
        ),
    ] = None,
    id: Annotated[
        str | None,
        typer.Option("--id", help=N_("Id of the new plan, such as 2025-snv.")),
    ] = None,
    part: Annotated[
        int | None,
        typer.Option(min=1, help=N_("Which decision of a file that holds several.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Write nothing, only show."))
    ] = False,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            help=N_("Write a page that shows source and draft side by side."),
        ),
    ] = None,
    journal: Annotated[
        bool,
        typer.Option(
            "--journal", help=N_("Make journal entries of a tracker's results.")
        ),
    ] = False,
    add_units: Annotated[
        bool,
        typer.Option("--add-units", help=N_("Add unknown units to units.yaml.")),
    ] = False,
    add_documents: Annotated[
        bool,
        typer.Option(
            "--add-documents", help=N_("Add documents cited to documents.yaml.")
        ),
    ] = False,
    resolved: Annotated[
        str | None,
        typer.Option(
            "--resolved",
            autocompletion=complete_plans,
            help=N_("Delete comments “# kiểm tra:” of this plan that are settled."),
        ),
    ] = None,
    units_patch: Annotated[
        Path | None,
        typer.Option(
            help=N_("Write unknown units to this file, to be looked through.")
        ),
    ] = None,
    format: FormatOption = Format.table,
    keys: KeysOption = False,
) -> None:
    """A signed decision in, a draft plan out: it needs checking, not typing.

    Every doubt is a comment “# kiểm tra:” in plans/<id>/decision.yaml. Exit code 1
    when no table or list of tasks is found; an existing plan is never overwritten.
    """
    from cchc.importing.default import empty_default
    from cchc.importing.results import Nothing
    from cchc.importing.writing import place_of
    from cchc.views import draft as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    if resolved is not None:
        if file is not None:
            raise CchcError(N_("--resolved takes a plan and no file"))
        _settle(session, resolved)
        return
    if file is None:
        raise CchcError(N_("say which file to import"))
    if id is None and not dry_run:
        raise CchcError(N_("say the id of the new plan with --id, such as 2025-snv"))
    target = None if dry_run else place_of(session.workspace, id or "")
    for page in filter(None, (review, units_patch)):
        if page.exists():  # told before anything is written
            raise CchcError(
                N_("{path} is there already: name another file; nothing was written"),
                path=page,
            )
    made = _read(session, file, id or "ban-nhap", part)
    if isinstance(made, Nothing):
        if format is Format.json:
            session.echo(dumps(view.nothing_record(made, session.say)))
        typer.echo(view.nothing(made, session.say), err=True, nl=False)
        session.finish(True)
        return
    asked = _Asked(file.name, add_units, add_documents, units_patch, review, journal)
    empty = None if dry_run else empty_default(session.workspace)
    made, written = _write(session, made, target, asked)
    if format is Format.json:
        session.echo(dumps(view.record(made, session.units, session.say)))
    else:
        session.grid(view.summary(made, session.say, written), format, keys)
    _hint(session, made, asked)
    if empty is not None:
        _replace_default(session, made.plan.id, empty)


@dataclass(frozen=True)
class _Asked:
    """What to write besides the plan; `source` is the name of the file imported."""

    source: str
    add_units: bool
    add_documents: bool
    units_patch: Path | None
    review: Path | None
    journal: bool


def _read(session: Session, file: Path, plan_id: str, part: int | None) -> Made:
    """The file as a draft."""
    from cchc.cli.progress import bar
    from cchc.importing.draft import make_draft
    from cchc.importing.readers import read

    # One thread for each tesseract: with more, they wait for one another.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    with bar(N_("Reading pages"), session.say) as on_step:
        source = read(file, on_step)
    return make_draft(source, plan_id, _registers(session), part)


def _registers(session: Session) -> Registers:
    from cchc.importing.results import Registers
    from cchc.models.registers import DocumentRegister, IndicatorRegister

    workspace = session.workspace
    session.report([*workspace.documents.findings, *workspace.indicators.findings])
    config = workspace.config.record if workspace.config else None
    return Registers(
        session.units,
        workspace.documents.record or DocumentRegister(),
        workspace.indicators.record or IndicatorRegister(),
        config.office if config else None,
    )


def _write(
    session: Session, draft: Draft, target: Path | None, asked: _Asked
) -> tuple[Draft, str | None]:
    """Write what was asked; the draft as written, and where, as a person names it.

    `target` is the new decision.yaml; None writes neither plan nor registers.
    """
    from cchc.importing import writing as filing
    from cchc.importing.progress import with_entries
    from cchc.importing.registrar import as_registered

    if asked.add_units:
        draft = draft.with_units_added()
    entries: dict[str, list[TaskEntry]] = {}
    if asked.journal:
        draft, entries = with_entries(draft)
    text = filing.draft_yaml(draft, session.say)
    root = session.workspace.root
    filing.check_text(text, draft.plan, target or root)
    written = None
    if target is not None:
        if asked.add_units:
            units = as_registered(draft.proposals, draft.parents)
            filing.add_units(session.workspace, units, asked.source)
        filing.file_draft(target, text)
        _write_journals(target.parent, entries)
        if asked.add_documents:
            _register(session, draft, asked.source)
        written = target.relative_to(root).as_posix()
    if asked.units_patch is not None:
        _patch(draft, asked.units_patch, asked.source)
    if asked.review is not None:
        _write_page(session, draft, asked.review, written)
    return draft, written


def _register(session: Session, draft: Draft, source: str) -> None:
    """Put the documents that the plan cites into the register."""
    from cchc.importing.writing import add_documents, as_documents
    from cchc.models.registers import DocumentRegister

    register = session.workspace.documents.record or DocumentRegister()
    entries = as_documents(draft.plan, register, draft.kinds)
    add_documents(session.workspace, entries, source)


def _settle(session: Session, plan_id: str) -> None:
    """Delete settled comments of a plan; say how many are left and where."""
    from cchc.importing.registrar import Registrar
    from cchc.importing.settling import Comments
    from cchc.text.files import locked, write_atomic
    from cchc.views.labels import LANGUAGES, Language

    loaded = session.plan(plan_id)
    if loaded.record is None:
        session.finish(True)
        return
    registrar = Registrar(session.units, loaded.record.decision.issuer)
    says = [Language(code) for code in LANGUAGES]
    with locked(loaded.file):
        before = loaded.file.read_bytes()
        comments = Comments(loaded.record, registrar, says)
        settled = comments.settle(before.decode("utf-8"))
        if settled.removed:
            write_atomic(loaded.file, settled.text, before)
    text = N_("{path}: {removed} comments “# kiểm tra:” deleted, {left} left")
    said = session.say(
        text, path=loaded.path, removed=settled.removed, left=len(settled.left)
    )
    if settled.left:
        first = session.say(N_("the first in line {line}"), line=settled.left[0])
        said = f"{said}; {first}"
    typer.echo(said)


def _write_journals(folder: Path, entries: dict[str, list[TaskEntry]]) -> None:
    """A journal for each unit that a tracker reports for."""
    from cchc.importing.progress import journal_yaml
    from cchc.text.files import write_atomic

    for unit, own in entries.items():
        file = folder / "progress" / f"{unit}.yaml"
        file.parent.mkdir(exist_ok=True)
        write_atomic(file, journal_yaml(unit, own), None)


def _write_page(
    session: Session, draft: Draft, file: Path, written: str | None
) -> None:
    from cchc.text.files import write_atomic
    from cchc.views.review import review_page

    page = review_page(draft, session.units, session.say, written)
    write_atomic(file, page, None)
    typer.echo(session.say(N_("to compare: {file}"), file=file), err=True)


def _patch(draft: Draft, file: Path, source: str) -> None:
    from cchc.importing.registrar import as_registered
    from cchc.importing.writing import units_yaml
    from cchc.text.files import write_atomic

    entries = as_registered(draft.proposals, draft.parents)
    write_atomic(file, units_yaml(entries, source), None)


def _hint(session: Session, draft: Draft, asked: _Asked) -> None:
    if draft.proposals and not asked.add_units and asked.units_patch is None:
        text = N_(
            "{count} units are unknown: --add-units adds them to units.yaml, "
            "--units-patch FILE lists them"
        )
        typer.echo(session.say(text, count=len(draft.proposals)), err=True)


def _replace_default(session: Session, plan_id: str, empty: str) -> None:
    """Make the new plan the default where an empty one is; say how to remove that."""
    from cchc.importing.default import make_default

    if not make_default(session.workspace, plan_id):
        return
    text = N_(
        "{plan} is now the default plan (plans/workspace.yaml); {empty}, which "
        "cchc init made, is empty: delete the folder plans/{empty} to be rid of it"
    )
    typer.echo(session.say(text, plan=plan_id, empty=empty), err=True)
