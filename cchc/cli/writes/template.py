"""`cchc template`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.options import ForceOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError


def command(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help=N_("Such as bao-cao.docx; all by default.")),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help=N_("Folder; by default templates/ here.")),
    ] = None,
    force: ForceOption = False,
) -> None:
    """Copy our templates and outlines out, so that the office changes its own.

    What lies in templates/ of the workspace is used before ours.
    """
    from cchc.load.reports import TEMPLATES, shipped_folder
    from cchc.text.files import write_bytes

    session: Session = ctx.obj
    source = shipped_folder()
    every = {
        file.relative_to(source).as_posix(): file
        for file in sorted(source.rglob("*"))
        if file.suffix in (".docx", ".yaml")
    }
    unknown = [name for name in names or () if name not in every]
    if unknown:
        raise CchcError(
            N_("there is no template {name}; there are {names}"),
            name=unknown[0],
            names=", ".join(every),
        )
    folder = out or session.workspace.root / TEMPLATES
    wanted = {name: folder / name for name in (names or every)}
    there = [file for file in wanted.values() if file.exists()]
    if there and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=there[0]
        )
    for name, file in wanted.items():
        if file.exists() and file.samefile(every[name]):
            continue
        write_bytes(file, every[name].read_bytes())
        session.echo(f"{file.as_posix()}\n")
