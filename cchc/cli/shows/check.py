"""`cchc check`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.load import Workspace


class FindingFormat(StrEnum):
    """Output formats of findings."""

    full = "full"
    concise = "concise"
    json = "json"
    github = "github"
    sarif = "sarif"
    gitlab = "gitlab"
    junit = "junit"


Plans = Annotated[
    str | None,
    typer.Option(
        "--plan",
        autocompletion=complete_plans,
        help=N_("Only this plan and the registers; by default all plans."),
    ),
]
Format = Annotated[
    FindingFormat, typer.Option("--format", help=N_("How to print findings."))
]
Names = Annotated[
    list[str] | None,
    typer.Option(help=N_("Only these rules; comma-separated or repeated.")),
]
Ignored = Annotated[
    list[str] | None,
    typer.Option(help=N_("Not these rules; comma-separated or repeated.")),
]
Accepted = Annotated[
    bool,
    typer.Option("--accepted", help=N_("Show findings that the files accept, too.")),
]
Strict = Annotated[
    bool, typer.Option("--strict", help=N_("Warnings make the exit code 1, too."))
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        help=N_(
            "Mend what is safe: quotes, accents, spaces; deadlines from what when says."
        ),
    ),
]
Diff = Annotated[
    bool,
    typer.Option("--diff", help=N_("With --fix: show the changes, write nothing.")),
]


def command(
    ctx: typer.Context,
    plan: Plans = None,
    format: Format = FindingFormat.full,
    select: Names = None,
    ignore: Ignored = None,
    accepted: Accepted = False,
    strict: Strict = False,
    fix: Fix = False,
    diff: Diff = False,
    as_of: AsOfOption = None,
) -> None:
    """Find what is wrong in plans, registers and journals: file, line, column.

    Exit code 1 when a finding is an error. A finding that the decision itself causes
    is accepted in the file, with its reason; cchc explain RULE tells what a rule means.
    """
    from cchc.checks.manual import pages
    from cchc.checks.rules import RULES, check, chosen, fails
    from cchc.cli.progress import bar
    from cchc.load.workspace import inside_repository
    from cchc.views.findings import FORMATS, HOSTED, MACHINES, advice, summary

    session: Session = ctx.obj
    wanted = chosen(select or (), ignore or ())
    if diff and not fix:
        raise CchcError(N_("--diff goes with --fix"))
    workspace = session.workspace
    plans = workspace.plan_ids
    if plan and plan != "all":
        workspace.plan(plan)  # refuses a name that is no plan
        plans = (plan,)
    if fix:
        workspace = _fixed(session, plans, diff)
        if diff:
            return
    with bar(N_("Plans"), session.say) as on_step:
        found = check(workspace, plans, session.day(as_of), wanted, on_step)
    shown = [f for f in found if accepted or not f.accepted or format in MACHINES]
    root, say = workspace.root, session.say
    if format in HOSTED:
        below = inside_repository(root)
        shown = [f._replace(path=f"{below}{f.path}") for f in shown]
    session.echo(FORMATS[format](shown, root, say, pages(RULES)))
    if format in (FindingFormat.full, FindingFormat.concise):
        typer.echo(summary(found, say), err=True)
    if format is FindingFormat.full:
        for line in advice(found, say):
            typer.echo(line, err=True)
    session.finish(fails(found, strict))


def _fixed(session: Session, plans: tuple[str, ...], diff: bool) -> Workspace:
    """Mend files, or show how; return the workspace as it is then."""
    from cchc.checks.fixes import fix, write
    from cchc.load import Workspace
    from cchc.text.edit import patch

    for change in fix(session.workspace, plans):
        if diff:
            old = change.before.decode("utf-8")
            session.echo(patch(old, change.after, change.path))
            continue
        write(change)
        text = N_("{path}: {count} mended")
        told = session.say(text, path=change.path, count=change.count)
        typer.echo(told, err=True)
    return Workspace(session.workspace.root)
