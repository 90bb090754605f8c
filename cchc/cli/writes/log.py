"""`cchc log`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cchc.cli.options import PlanOption, complete_states, complete_units
from cchc.cli.session import Session
from cchc.problems import N_

if TYPE_CHECKING:
    from cchc.recording import Taking


def command(
    ctx: typer.Context,
    task: Annotated[
        str | None, typer.Argument(help=N_("Number of the task, such as 3.9."))
    ] = None,
    state: Annotated[
        str | None,
        typer.Option(
            autocompletion=complete_states,
            help=N_(
                "What happened to the task: started, done, blocked, paused, cancelled, "
                "triggered, scheduled, confirmed, returned; or in Vietnamese, such as "
                "xong."
            ),
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            autocompletion=complete_units,
            help=N_("Who reports (id or name); by default the only unit that owes it."),
        ),
    ] = None,
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            help=N_(
                "Which period or milestone is meant, such as Q2; all where it may."
            ),
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            help=N_('Product, its date and link: "12/BC-VPS 12/06/2024"; repeatable.')
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help=N_("Note."))] = None,
    reason: Annotated[
        str | None,
        typer.Option(help=N_("Why: late, stuck, given up, returned.")),
    ] = None,
    next_: Annotated[
        str | None, typer.Option("--next", help=N_("What is done next."))
    ] = None,
    due: Annotated[
        str | None, typer.Option(help=N_("With scheduled: the day or period given."))
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(help=N_("Target that was measured, instead of a task.")),
    ] = None,
    value: Annotated[
        str | None, typer.Option(help=N_("With --target: the value measured."))
    ] = None,
    period: Annotated[
        str | None, typer.Option(help=N_("With --target: the period, such as 2024-H1."))
    ] = None,
    covers: Annotated[
        list[str] | None,
        typer.Option(
            autocompletion=complete_units,
            help=N_(
                "With --target: a unit that was covered (id or name), where the target "
                "counts units; repeatable, instead of --value."
            ),
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=N_("Date of the entry; today by default."))
    ] = None,
    corrects: Annotated[
        str | None, typer.Option(help=N_("Date of the earlier entry that was wrong."))
    ] = None,
    owed_by: Annotated[
        str | None,
        typer.Option(
            help=N_("Former unit whose duty is meant, where there are several.")
        ),
    ] = None,
    plan: PlanOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the change, write nothing."))
    ] = False,
) -> None:
    """Report progress on a task, or the value of a target: one line in the journal.

    Everything is checked first; the status as it was and as it is now is shown.
    """
    from cchc.checks.base import Lookup
    from cchc.recording import Progress, Typed, effect
    from cchc.views import recorded

    session: Session = ctx.obj
    found = session.plan(plan).record
    if found is None:
        session.finish(True)
        return
    day = session.day(date)
    typed = Typed(
        day.isoformat(), task, state, for_, due, owed_by, target, value, period,
        tuple(evidence or ()), note, corrects, reason, next_, tuple(covers or ()),
    )  # fmt: skip
    progress = Progress(found, Lookup(session.workspace, session.day(None)))
    given = [progress.given(typed, unit)]
    taking = progress.take(given) if dry_run else progress.record(given)
    _tell(session, taking, dry_run)
    changed = effect(found, taking, session.holdings.setting(day))
    # After a diff the rest goes to stderr, so that patch can read.
    text = recorded.told(changed, day, session.units, session.say)
    typer.echo(text, err=dry_run, nl=False)
    if recorded.lacks_reason(changed):
        told = N_("It is late and nothing says why: add --reason next time.")
        typer.echo(session.say(told), err=True)
    session.finish()


def _tell(session: Session, taking: Taking, dry_run: bool) -> None:
    """Where entries were written, or the diff. Raises the first refusal."""
    for refusal in taking.refusals:
        session.report(refusal.findings)
        raise refusal.error
    for one in taking.additions:
        if dry_run:
            from cchc.text.edit import patch

            old = one.old.decode("utf-8") if one.old else ""
            session.echo(patch(old, one.text, one.path))
        else:
            session.echo("".join(f"{one.path}:{line}\n" for line in one.lines))
