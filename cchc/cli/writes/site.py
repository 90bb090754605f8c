"""`cchc site`."""

from __future__ import annotations

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


def command(
    ctx: typer.Context,
    out: Out = None,
    single: Single = None,
    plan: Plans = None,
    as_of: AsOfOption = None,
) -> None:
    """A site of plain HTML: what is owed, by whom, overdue, by when, how it goes.

    It opens by a double click on index.html, without a network. Templates of the
    workspace in templates/site/ come before ours.
    """
    from cchc.cli.progress import bar
    from cchc.views.site.build import build
    from cchc.views.site.output import Folder, Output, SingleFile
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
    site: Output
    if out is not None:
        site, made = Folder(out, templates), out / "index.html"
    else:
        made = single or Path()
        site = SingleFile(made, templates)
    with site as output, bar(N_("Plans"), session.say) as on_step:
        build(session.holdings, wanted, day, (output, templates), session.say, on_step)
    typer.echo(session.say(N_("{path} written"), path=made), err=True)
    session.finish()
