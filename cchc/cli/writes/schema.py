"""`cchc schema`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.load import Workspace
    from cchc.schemas import Ids


def command(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(
            help=N_("Folder to write to; by default schemas/ of the workspace.")
        ),
    ] = None,
    ids: Annotated[
        bool,
        typer.Option(
            "--ids",
            help=N_("Let editors offer the ids of this workspace's registers."),
        ),
    ] = False,
) -> None:
    """Write the JSON Schemas of every file kind, for editors.

    With --ids, editors offer units, indicators, scopes, documents and plans while one
    types; run it again when a register has grown.
    """
    from cchc.schemas import schemas
    from cchc.text.files import write_atomic

    session: Session = ctx.obj
    folder = out or session.workspace.root / "schemas"
    for name, text in schemas(_ids(session.workspace) if ids else None).items():
        path = folder / name
        write_atomic(path, text, path.read_bytes() if path.exists() else None)
        session.echo(f"{path}\n")


def _ids(workspace: Workspace) -> Ids:
    """What the registers and the plans of a workspace are called."""
    units, measures = workspace.units.record, workspace.indicators.record
    documents = workspace.documents.record
    found: dict[str, dict[str, str]] = {"plans": {p: p for p in workspace.plan_ids}}
    if units is not None:
        found["units"] = {unit.id: unit.name for unit in units.units}
        found["units"] |= {group.id: group.name for group in units.groups}
    if measures is not None:
        found["indicators"] = {one.id: one.name for one in measures.indicators}
        found["scopes"] = {one.id: one.name for one in measures.scopes}
    if documents is not None:
        found["documents"] = {d.key: d.title or d.type for d in documents.documents}
    return found
