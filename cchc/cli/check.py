"""`cchc check`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import AsOfOption, complete_plans
from cchc.cli.session import Session
from cchc.problems import N_, CchcError, Finding, Severity

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
    from cchc.checks import RULES, check
    from cchc.checks.manual import pages
    from cchc.views.findings import FORMATS, HOSTED, MACHINES, summary

    session: Session = ctx.obj
    wanted = _rules(select, ignore)
    if diff and not fix:
        raise CchcError(N_("--diff goes with --fix"))
    plans = session.workspace.plan_ids
    if plan and plan != "all":
        session.workspace.plan(plan)  # refuses a name that is no plan
        plans = (plan,)
    workspace = session.workspace
    if fix:
        workspace = _fixed(session, plans, diff)
        if diff:
            return
    found = check(workspace, plans, session.day(as_of))
    found = [finding for finding in found if finding.rule in wanted]
    shown = [f for f in found if accepted or not f.accepted or format in MACHINES]
    root, say = session.workspace.root, session.say
    if format in HOSTED:
        shown = [f._replace(path=f"{_below(root)}{f.path}") for f in shown]
    session.echo(FORMATS[format](shown, root, say, pages(RULES)))
    if format in (FindingFormat.full, FindingFormat.concise):
        typer.echo(summary(found, say), err=True)
    session.finish(_fails(found, strict))


def _below(root: Path) -> str:
    """The path of the workspace inside its git repository, with a slash; or none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


def _fails(found: list[Finding], strict: bool) -> bool:
    """Whether an open finding is an error, or with --strict a warning."""
    bad = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return any(f.severity in bad and not f.accepted for f in found)


def _rules(select: list[str] | None, ignore: list[str] | None) -> set[str]:
    """The rules that --select and --ignore leave; refuses a name that is no rule."""
    from cchc.checks import SEVERITIES
    from cchc.checks.manual import unknown

    chosen, left_out = _split(select), _split(ignore)
    for name in chosen + left_out:
        if name not in SEVERITIES:
            raise unknown(name, SEVERITIES)
    return (set(chosen) or set(SEVERITIES)) - set(left_out)


def _split(names: list[str] | None) -> list[str]:
    return [n.strip() for name in names or () for n in name.split(",") if n.strip()]


def _fixed(session: Session, plans: tuple[str, ...], diff: bool) -> Workspace:
    """Mend files, or show how; return the workspace as it is then."""
    from cchc.checks.fixes import fix
    from cchc.load import Workspace
    from cchc.text.files import locked, write_atomic
    from cchc.views.patch import patch

    changes = fix(session.workspace, plans)
    for change in changes:
        if diff:
            session.echo(
                patch(change.before.decode("utf-8"), change.after, change.path)
            )
            continue
        with locked(change.file):
            write_atomic(change.file, change.after, change.before)
        say = session.say
        typer.echo(
            say(N_("{path}: {count} mended"), path=change.path, count=change.count),
            err=True,
        )
    return Workspace(session.workspace.root)
