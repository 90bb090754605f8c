"""`cchc init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError


def command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(help=N_("Folder of the new workspace; here by default.")),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help=N_("With a fictional office and its plan."))
    ] = False,
) -> None:
    """Start a workspace: registers, an empty plan, settings for git and editors.

    Nothing that exists is overwritten.
    """
    from cchc.load.starting import starting_files
    from cchc.schemas import schemas
    from cchc.text.files import write_atomic

    session: Session = ctx.obj
    root = folder or Path()
    files = starting_files(sample, session.day(None).year)
    files |= {f"schemas/{name}": text for name, text in schemas().items()}
    there = [path for path in files if (root / path).exists()]
    if there:
        raise CchcError(
            N_("{folder} already has {paths}; nothing was written"),
            folder=root,
            paths=", ".join(there),
        )
    for path, text in files.items():
        write_atomic(root / path, text, None)
        session.echo(f"{(root / path).as_posix()}\n")
    plan = next(p for p in files if p.endswith("/decision.yaml")).split("/")[1]
    text = N_("{count} files written. Next: cchc status --plan {plan}")
    typer.echo(session.say(text, count=len(files), plan=plan), err=True)
    own = N_("Word templates and outlines of your own: cchc template")
    typer.echo(session.say(own), err=True)
