"""`cchc amend`."""

from __future__ import annotations

from typing import Annotated

import typer

from cchc.cli.options import complete_plans, complete_units
from cchc.cli.session import Session
from cchc.problems import N_


def command(
    ctx: typer.Context,
    plan: Annotated[
        str | None,
        typer.Argument(
            autocompletion=complete_plans,
            help=N_("Plan id; by default the workspace's own."),
        ),
    ] = None,
    task: Annotated[
        str, typer.Option("--task", help=N_("Number of the task that changes."))
    ] = ...,  # type: ignore[assignment]  # Typer's way to say that it is needed
    document: Annotated[
        str, typer.Option(help=N_("Number of the document, such as 45/QĐ-SM."))
    ] = ...,  # type: ignore[assignment]
    signed: Annotated[str, typer.Option(help=N_("Day on which it was signed."))] = ...,  # type: ignore[assignment]
    due: Annotated[
        str | None, typer.Option(help=N_("The new day or period of the deadline."))
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option("--for", help=N_("The milestone that --due is of.")),
    ] = None,
    lead: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=complete_units,
            help=N_("The new lead (id or name); repeatable."),
        ),
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help=N_("Take the task out of the plan."))
    ] = False,
    because: Annotated[
        str | None, typer.Option(help=N_("Why, as the document says."))
    ] = None,
    effective: Annotated[
        str | None,
        typer.Option(help=N_("First day on which it counts; the signing by default.")),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option(
            autocompletion=complete_units,
            help=N_("Who issued it; the issuer of the plan by default."),
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help=N_("What the document is about."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the change, write nothing."))
    ] = False,
) -> None:
    """Write down a document that changes a plan: more time, another lead, a task less.

    The file in amendments/ is what a hand may write; what check would refuse is not
    written.
    """
    from cchc.query import one_unit
    from cchc.recording import amending

    session: Session = ctx.obj
    found = session.plan(plan).record
    if found is None:
        session.finish(True)
        return
    units = session.units
    paper = amending.Paper(
        document.strip(),
        session.day(signed),
        session.day(effective) if effective else None,
        one_unit(units, issuer) if issuer else None,
        title,
    )
    leads = tuple(one_unit(units, one) for one in lead or ())
    wanted = amending.Wanted(task, due, for_, leads, drop, because)
    items = amending.changes(found, paper, wanted)
    draft = amending.drafted(session.workspace, found, paper, items)
    amending.refuse(session.workspace, found, draft, session.day(None))
    if dry_run:
        from cchc.text.edit import patch

        old = draft.old.decode("utf-8") if draft.old else ""
        session.echo(patch(old, draft.text, draft.path))
    else:
        amending.write(draft)
        session.echo(f"{draft.path}\n")
    session.finish()
