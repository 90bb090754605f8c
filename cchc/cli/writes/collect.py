"""`cchc collect`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.forms import Collecting, Collection


class Shape(StrEnum):
    """Output formats."""

    table = "table"
    json = "json"


def command(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help=N_("Filled forms: .xlsx, .ods or .docx; or folders.")),
    ],
    apply: Annotated[
        bool,
        typer.Option("--apply", help=N_("Write; without it only the result is shown.")),
    ] = False,
    branch: Annotated[
        str | None,
        typer.Option(
            "--branch",
            help=N_(
                "Put the entries on a new git branch, one commit a unit; the files "
                "of the workspace stay as they are."
            ),
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            help=N_("Day on which the forms came, for values without a day; today."),
        ),
    ] = None,
    answers: Annotated[
        Path,
        typer.Option(
            "--answers", help=N_("Folder for answers to forms that were refused.")
        ),
    ] = Path("tra-loi"),
    format: Annotated[
        Shape, typer.Option("--format", help=N_("How to print the result."))
    ] = Shape.table,
) -> None:
    """Take filled forms back: show what they report, then write it into journals.

    A file is taken whole or not at all. A refused one gets an answer to send back:
    the form with what is wrong beside the cells.
    """
    from cchc.forms import Collecting
    from cchc.views.sheets import told

    session: Session = ctx.obj
    if apply and branch is not None:
        raise CchcError(N_("give --apply or --branch, not both"))
    found = _files(files)
    collecting = Collecting(session.workspace, session.day(date))
    collection = collecting.collect(found, write=apply)
    if branch is not None:
        collection = _commit(session, collection, branch)
    written = _answer(session, collecting, collection, answers)
    for one in collection.files:
        session.report(one.findings)
    if format is Shape.json:
        session.echo(told.as_json(collection, session.say))
    else:
        session.table(told.collected(collection, session.units, session.say))
    if written:
        text = N_("{count} answers to send back, in {folder}")
        typer.echo(session.say(text, count=len(written), folder=answers), err=True)
    session.finish(collection.refused)


_ENDINGS = (".xlsx", ".xlsm", ".ods", ".docx")


def _files(paths: list[Path]) -> list[tuple[str, bytes]]:
    """Each file once, by name; of a folder, the forms that lie in it."""
    from cchc.cli import paper

    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise CchcError(N_("{path}: there is no such file"), path=path)
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for one in inside:
            is_form = one.suffix.casefold() in _ENDINGS and one.name[0] not in "~."
            if one == path or is_form:
                found.setdefault(one.resolve(), one)
    return [(str(path), paper.read(path)) for path in found.values()]


def _answer(
    session: Session, collecting: Collecting, collection: Collection, folder: Path
) -> list[Path]:
    """Write an answer to each file that was refused and could be opened."""
    from cchc.cli import paper
    from cchc.forms import Reply
    from cchc.views.sheets.answer import answer, plain_answer
    from cchc.views.sheets.told import refused_files

    made: dict[Path, bytes] = {}
    for one in refused_files(collection.files):
        asking = collecting.asking_of(one)
        stem = f"tra-loi-{Path(one.file).stem}"
        path, number = folder / f"{stem}.xlsx", 2
        while path in made:
            path, number = folder / f"{stem}-{number}.xlsx", number + 1
        if asking is None:
            made[path] = plain_answer(one)
            continue
        reply = Reply(session.units.name(asking.office), None)
        made[path] = answer(one, asking, (session.units, reply))
    given = {Path(one.file).resolve() for one in collection.files}
    for path in made:
        if path.resolve() in given:
            raise CchcError(
                N_("{path} is a returned form; give another folder with --answers"),
                path=path,
            )
    paper.write(made)
    return list(made)


def _commit(session: Session, collection: Collection, name: str) -> Collection:
    """The new texts on a branch, one commit a unit."""
    from cchc.revisions.branch import Commit, commit_on_branch
    from cchc.revisions.git import Repository

    commits: dict[str, Commit] = {}
    counts: dict[str, int] = {}
    for one in collection.additions:
        counts[one.path] = counts.get(one.path, 0) + one.added
        unit = session.units.name(one.unit)
        plan = one.path.split("/")[1]
        message = (
            f"Tiến độ của {unit}: {counts[one.path]} mục\n\n"
            f"Ghi từ phiếu báo cáo của đơn vị, kế hoạch {plan}.\n"
        )
        was = commits[one.path].was if one.path in commits else {one.path: one.old}
        commits[one.path] = Commit(message, {one.path: one.text}, was)
    if commits:
        repository = Repository(session.workspace.root)
        commit_on_branch(repository, name, list(commits.values()))
    return collection._replace(written=sum(counts.values()))
