"""`cchc site`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cchc.cli.options import AsOfOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

Plans = Annotated[
    list[str] | None,
    typer.Option(
        "--plan",
        autocompletion=complete_plans,
        help=N_("Only this plan; may be repeated. By default all plans."),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help=N_("The folder of the site; it is made anew.")),
]
Single = Annotated[
    Path | None,
    typer.Option("--single", help=N_("All pages in this one HTML file.")),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        max=64,
        help=N_("Processes at once; by default one a processor for many plans."),
    ),
]


def command(
    ctx: typer.Context,
    out: Out = None,
    single: Single = None,
    plan: Plans = None,
    as_of: AsOfOption = None,
    rank: Annotated[
        bool, typer.Option("--rank", help=N_("Scores: units by their index."))
    ] = False,
    jobs: Jobs = None,
) -> None:
    """A site of plain HTML: what is owed, by whom, overdue, by when, how it goes.

    It opens by a double click on index.html, without a network. Templates of the
    workspace in templates/site/ come before ours.
    """
    from cchc.cli.progress import bar
    from cchc.views.site.build import WORTHWHILE, build
    from cchc.views.site.output import Folder, Output, SingleFile
    from cchc.views.site.pages import Site
    from cchc.views.site.templates import OWN, Templates

    session: Session = ctx.obj
    if (out is None) == (single is None):
        raise CchcError(N_("say --out FOLDER or --single FILE.html"))
    every = session.holdings.all_plan_ids()
    wanted = [*dict.fromkeys(plan)] if plan and "all" not in plan else every
    for one in plan or ():
        if one != "all":
            session.plan(one)  # refuses a name that is no plan
    day = session.day(as_of)
    templates = Templates(session.workspace.root / OWN, session.say)
    pages: Output
    if out is not None:
        pages, made = Folder(out, templates), out / "index.html"
    else:
        made = single or Path()
        pages = SingleFile(made, templates)
    with pages as output, bar(N_("Plans"), session.say) as on_step:
        site = Site(output, templates, session.holdings.units, session.say, day)
        build(
            session.holdings,
            wanted,
            site,
            rank,
            on_step,
            jobs or max(1, min(_processors(), len(wanted) // WORTHWHILE)),
        )
    typer.echo(session.say(N_("{path} written"), path=made), err=True)
    session.finish()


def _processors() -> int:
    """Processors that this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
