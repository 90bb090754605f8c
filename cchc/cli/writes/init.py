"""`cchc init`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.load.starting import Office


class Level(StrEnum):
    """Where an office stands; those inside it are `internal`."""

    central = "central"
    province = "province"
    commune = "commune"
    other = "other"


LEVELS = {
    Level.central: N_("ministry, central body"),
    Level.province: N_("province, its departments"),
    Level.commune: N_("commune"),
    Level.other: N_("other"),
}


def command(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(help=N_("Folder of the new workspace; here by default.")),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help=N_("With a fictional office and its plan."))
    ] = False,
    office: Annotated[
        str | None, typer.Option(help=N_("Name of your office: Sở Nội vụ."))
    ] = None,
    level: Annotated[
        Level, typer.Option(help=N_("Where your office stands."))
    ] = Level.province,
    parent: Annotated[
        str | None, typer.Option(help=N_("The body above it, which it reports to."))
    ] = None,
    place: Annotated[
        str | None, typer.Option(help=N_("Place in the date line: Hà Nội."))
    ] = None,
    symbol: Annotated[
        str | None, typer.Option(help=N_("Its letters in document symbols: SNV."))
    ] = None,
    position: Annotated[
        str | None, typer.Option(help=N_("Who signs: GIÁM ĐỐC."))
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(help=N_("A body inside that does the work; may be repeated.")),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(min=2000, max=2100, help=N_("Year of the first plan.")),
    ] = None,
) -> None:
    """Start a workspace: registers, an empty plan, settings for git and editors.

    Nothing that exists is overwritten. On a terminal, what no option says is asked.
    """
    from cchc.load.starting import Office

    session: Session = ctx.obj
    this_year = session.day(None).year
    given = [office, parent, place, symbol, position, unit, year]
    if sample and any(given):
        raise CchcError(N_("--sample brings its own office: no other option goes with"))
    told: Office | None = None
    if office is not None:
        told = Office(office, level, parent, place, symbol, position, _names(unit))
    elif any(given):
        raise CchcError(N_("say which office it is with --office"))
    elif not sample and sys.stdin and sys.stdin.isatty() and sys.stdout.isatty():
        told, year = _asked(session, this_year)
    _write(session, folder or Path(), told, sample, year or this_year)


def _names(units: Sequence[str] | None) -> tuple[str, ...]:
    """Names of bodies, each once. Raises `CchcError` for two that make one id."""
    from cchc.text.characters import slug

    names = tuple(dict.fromkeys(units or ("Văn phòng",)))
    if len({slug(name) for name in names}) < len(names):
        raise CchcError(N_("two of the units have names that read alike"))
    return names


def _asked(session: Session, year: int) -> tuple[Office, int]:
    """What a person at a terminal answers; each answer has a default but the name."""
    from rich.console import Console
    from rich.prompt import IntPrompt, Prompt

    from cchc.load.starting import Office, position_of, symbol_of

    console, say = Console(stderr=True, highlight=False), session.say

    def ask(text: str, default: str = "", choices: list[str] | None = None) -> str:
        shown = bool(default)  # rich would print an empty pair of brackets
        answer = Prompt.ask(
            say(text), console=console, default=default, choices=choices,
            show_default=shown,
        )  # fmt: skip
        return answer.strip()

    name = ""
    while not name:
        name = ask(N_("Name of your office"))
    for one, words in LEVELS.items():
        console.print(f"  {one.value}: {say(words)}")
    level = ask(N_("Where it stands"), "province", [*LEVELS])
    parent = ask(N_("The body above it (may be empty)"))
    place = ask(N_("Place in the date line of documents"))
    symbol = ask(N_("Its letters in document symbols"), symbol_of(name))
    position = ask(N_("Who signs"), position_of(name))
    units = ask(N_("Bodies inside that do the work, with commas"), "Văn phòng")
    first = IntPrompt.ask(
        say(N_("Year of the first plan")), console=console, default=year
    )
    inside = _names([one.strip() for one in units.split(",") if one.strip()])
    office = Office(name, level, parent or None, place or None, symbol, position)
    return office._replace(units=inside), first


def _write(
    session: Session, root: Path, office: Office | None, sample: bool, year: int
) -> None:
    from cchc.load.starting import starting_files
    from cchc.schemas import schemas
    from cchc.text.files import write_atomic

    files = starting_files(sample, year, office)
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
    head = session.say(N_("{count} files written. Next:"), count=len(files))
    own = session.say(N_("Word templates and outlines of your own: cchc template"))
    steps = [*_next(session, root, plan, None if sample else office)]
    typer.echo("\n".join([head, *(f"  {one}" for one in steps), own]), err=True)


def _next(
    session: Session, root: Path, plan: str, office: Office | None
) -> Iterator[str]:
    """What to type now: into the folder; see a plan that is there, or bring one in."""
    from cchc.load.starting import symbol_of
    from cchc.text.characters import slug

    if root != Path():
        yield f'cd "{root}"' if " " in str(root) else f"cd {root}"
    if office is None:
        yield f"cchc status --plan {plan}"
        return
    id = f"{plan.partition('-')[0]}-{slug(office.symbol or symbol_of(office.name))}"
    signed = session.say(N_("DECISION.docx"))
    yield f"cchc import {signed} --id {id} --dry-run"
