"""`cchc check`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from cchc.cli.options import PlanOption
from cchc.cli.session import Session
from cchc.problems import N_, Finding, Severity


class FindingFormat(StrEnum):
    """Output formats of findings."""

    full = "full"
    concise = "concise"
    json = "json"


def command(
    ctx: typer.Context,
    plan: PlanOption = None,
    format: Annotated[
        FindingFormat, typer.Option("--format", help=N_("How to print findings."))
    ] = FindingFormat.full,
) -> None:
    """Find what is wrong in plans, registers and journals: file, line, column.

    Exit code 1 when a finding is an error.
    """
    from cchc.views.findings import FORMATS

    session: Session = ctx.obj
    findings = sorted(_findings(session, plan), key=lambda f: f.order)
    session.echo(FORMATS[format.value](findings, session.workspace.root, session.say))
    if not findings and format is not FindingFormat.json:
        typer.echo(session.say(N_("Nothing to report.")), err=True)
    session.finish(any(f.severity is Severity.ERROR for f in findings))


def _findings(session: Session, plan: str | None) -> list[Finding]:
    from cchc.checks import run
    from cchc.checks.base import Kit
    from cchc.load import bulk
    from cchc.models.units import UnitRegister
    from cchc.units import Units

    workspace = session.workspace
    registers = [
        workspace.units,
        workspace.indicators,
        workspace.documents,
        workspace.workdays,
    ]
    if workspace.config:
        registers.append(workspace.config)
    found = [f for loaded in registers for f in loaded.findings]
    kit = Kit(Units(workspace.units.record or UnitRegister(units=())))
    with bulk():
        for plan_id in [plan] if plan and plan != "all" else workspace.plan_ids:
            found += run(workspace.plan(plan_id), kit)
            found += [f for j in workspace.journals(plan_id) for f in j.findings]
    return found
