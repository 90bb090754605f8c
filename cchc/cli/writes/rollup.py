"""`cchc rollup`."""

# Without postponed annotations, which Typer would evaluate over and over.

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.options import AsOfOption
from cchc.cli.session import Session
from cchc.problems import N_, CchcError
from cchc.steps import OnStep, each


def command(
    ctx: typer.Context,
    workspaces: Annotated[
        list[Path],
        typer.Argument(help=N_("Folders of workspaces (each holds plans/).")),
    ],
    out: Annotated[
        Path, typer.Option(help=N_("Folder that takes the tables as Parquet."))
    ],
    as_of: AsOfOption = None,
) -> None:
    """Many workspaces as tables: Parquet files that cchc ask and others read.

    A workspace has files of its own: loaded again, it takes the place of what it had.
    One that does not load is named and left out; the exit code is then 1.
    """
    from cchc.cli.progress import bar
    from cchc.rollup.parts import need_parquet, write_schema

    session: Session = ctx.obj
    need_parquet()
    day = session.day(as_of)
    offices: dict[str, Path] = {}
    out.mkdir(parents=True, exist_ok=True)
    write_schema(out)
    alone = len(workspaces) == 1
    with bar(N_("Plans") if alone else N_("Workspaces"), session.say) as on_step:
        for root in each(workspaces, on_step):
            try:
                _one(session, root, out, day, offices, on_step if alone else None)
            except CchcError as error:
                left_out = session.say(N_("left out"))
                why = session.say(error.message)
                typer.echo(f"cchc: {root}: {why} ({left_out})", err=True)
                session.failed = True
    session.finish()


def _one(
    session: Session,
    root: Path,
    out: Path,
    day: date,
    offices: dict[str, Path],
    on_step: OnStep | None,
) -> None:
    """Write one workspace. Raises `CchcError` where it does not load."""
    from cchc.holdings import Holdings
    from cchc.load import Workspace
    from cchc.rollup.parts import write
    from cchc.rollup.rows import Rows, named

    workspace = Workspace(root.absolute())
    holdings = Holdings(
        workspace, lambda findings: session.report(findings, workspace.root)
    )
    name = named(workspace)
    if name in offices:
        raise CchcError(
            N_("{root} is a workspace of {office} too"), root=offices[name], office=name
        )
    offices[name] = root
    counts = write(out, name, Rows(holdings, name, day, on_step))
    text = N_("{root}: {plans} plans, {tasks} tasks, {obligations} obligations")
    session.echo(session.say(text, root=root, **counts) + "\n")
