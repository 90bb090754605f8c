"""`cchc import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import Format, FormatOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.importing.results import Draft, Registers


def command(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            help=N_("The decision: .docx, .doc, .pdf, .xlsx, .xls, .txt or .md.")
        ),
    ],
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
        bool,
        typer.Option("--review", help=N_("Show the draft beside the source rows.")),
    ] = False,
    add_units: Annotated[
        bool,
        typer.Option("--add-units", help=N_("Add unknown units to units.yaml.")),
    ] = False,
    units_patch: Annotated[
        Path | None,
        typer.Option(
            help=N_("Write unknown units to this file, to be looked through.")
        ),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """A signed decision in, a draft plan out: it needs checking, not typing.

    Every doubt is a comment “# kiểm tra:” in plans/<id>/decision.yaml. Exit code 1
    when no table or list of tasks is found; an existing plan is never overwritten.
    """
    from cchc.importing.draft import make_draft
    from cchc.importing.readers import read
    from cchc.importing.results import Nothing
    from cchc.importing.writing import place_of
    from cchc.views import draft as view
    from cchc.views.records import dumps

    session: Session = ctx.obj
    if id is None and not dry_run:
        raise CchcError(N_("say the id of the new plan with --id, such as 2025-snv"))
    target = None if dry_run else place_of(session.workspace, id or "")
    made = make_draft(read(file), id or "ban-nhap", _registers(session), part)
    if isinstance(made, Nothing):
        if format is Format.json:
            session.echo(dumps(view.nothing_record(made, session.say)))
        typer.echo(view.nothing(made, session.say), err=True, nl=False)
        session.finish(True)
        return
    written = _write(session, made, target, file.name, add_units)
    if units_patch is not None:
        _patch(made, units_patch, file.name)
    if format is Format.json:
        session.echo(dumps(view.record(made, session.units, session.say)))
    elif review:
        session.grid(view.review(made, session.units, session.say), format)
    else:
        session.grid(view.summary(made, session.say, written), format)
    _hint(session, made, add_units, units_patch)


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
    session: Session, draft: Draft, target: Path | None, source: str, add_units: bool
) -> str | None:
    """Write what was asked; the path as a person would name it."""
    from cchc.importing import writing as filing
    from cchc.importing.registrar import as_registered
    from cchc.importing.writing import draft_yaml

    text = draft_yaml(draft, session.say)
    root = session.workspace.root
    filing.check_text(text, draft.plan, target or root)
    if target is None:
        return None
    if add_units:
        entries = as_registered(draft.proposals, draft.parents)
        filing.add_units(session.workspace, entries, source)
    filing.file_draft(target, text)
    return target.relative_to(root).as_posix()


def _patch(draft: Draft, file: Path, source: str) -> None:
    from cchc.importing.registrar import as_registered
    from cchc.importing.writing import units_yaml
    from cchc.text.files import write_atomic

    if file.exists():
        raise CchcError(N_("{path} is there already and was kept"), path=file)
    entries = as_registered(draft.proposals, draft.parents)
    write_atomic(file, units_yaml(entries, source), None)


def _hint(
    session: Session, draft: Draft, add_units: bool, units_patch: Path | None
) -> None:
    if draft.proposals and not add_units and units_patch is None:
        text = N_(
            "{count} units are unknown: --add-units adds them to units.yaml, "
            "--units-patch FILE lists them"
        )
        typer.echo(session.say(text, count=len(draft.proposals)), err=True)
