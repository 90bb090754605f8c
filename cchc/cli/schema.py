"""`cchc schema`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(
            help=N_("Folder to write to; by default schemas/ of the workspace.")
        ),
    ] = None,
) -> None:
    """Write the JSON Schemas of every file kind, for editors."""
    from cchc.schemas import schemas
    from cchc.text.files import write_atomic

    session: Session = ctx.obj
    folder = out or session.workspace.root / "schemas"
    for name, text in schemas().items():
        path = folder / name
        write_atomic(path, text, path.read_bytes() if path.exists() else None)
        session.echo(f"{path}\n")
