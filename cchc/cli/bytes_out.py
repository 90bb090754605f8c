"""Results that are bytes: into a file that is named, or into a pipe."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cchc.problems import N_, CchcError

OutOption = Annotated[
    Path | None,
    typer.Option("--out", help=N_("The file to write; by default standard output.")),
]


def refuse(out: Path | None, ending: str, force: bool) -> None:
    """Raise `CchcError` where the result has no way out, before it is made."""
    if out is None:
        if sys.stdout.isatty():
            raise CchcError(
                N_("a terminal cannot show {ending}: name a file with --out"),
                ending=ending,
            )
        return
    if out.is_dir():
        raise CchcError(N_("{path} is a folder; name a file in it"), path=out)
    if out.suffix.casefold() != ending:
        raise CchcError(
            N_("let the name of {path} end with {ending}"), path=out, ending=ending
        )
    if out.exists() and not force:
        raise CchcError(
            N_("{path} exists; give --force to replace it, or --out"), path=out
        )


def put(out: Path | None, data: bytes) -> None:
    """Write the file in one step, or the bytes as they are."""
    if out is None:
        sys.stdout.buffer.write(data)
        return
    from cchc.text.files import write_bytes

    write_bytes(out, data)
