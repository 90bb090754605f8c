"""`cchc log`."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from cchc.cli.options import PlanOption, complete_units
from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.load import Loaded
    from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
    from cchc.models.plan import Plan
    from cchc.status.book import Book

State = Literal["started", "done", "blocked", "cancelled", "triggered", "scheduled"]


def command(
    ctx: typer.Context,
    task: Annotated[
        str | None, typer.Argument(help=N_("Number of the task, such as 3.9."))
    ] = None,
    state: Annotated[
        State | None, typer.Option(help=N_("What happened to the task."))
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
            "--for", help=N_("Which period or milestone is meant; all where it may.")
        ),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            help=N_("Product, its date and link: \"12/BC-VPS 2024-06-12\"; repeatable.")
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help=N_("Note; the reason."))] = None,
    due: Annotated[
        str | None, typer.Option(help=N_("With scheduled: the day or period given."))
    ] = None,
    target: Annotated[
        str | None, typer.Option(help=N_("Target that was measured, instead of a task."))
    ] = None,
    value: Annotated[
        str | None, typer.Option(help=N_("With --target: the value measured."))
    ] = None,
    period: Annotated[
        str | None, typer.Option(help=N_("With --target: the period, such as 2024-H1."))
    ] = None,
    date: Annotated[
        str | None, typer.Option(help=N_("Date of the entry; today by default."))
    ] = None,
    corrects: Annotated[
        str | None, typer.Option(help=N_("Date of the earlier entry that was wrong."))
    ] = None,
    owed_by: Annotated[
        str | None,
        typer.Option(help=N_("Former unit whose duty is meant, where there are several.")),
    ] = None,
    plan: PlanOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Show the change, write nothing."))
    ] = False,
) -> None:
    """Report progress on a task, or the value of a target: one line in the journal.

    Everything is checked first; the status as it was and as it is now is shown.
    """
    session: Session = ctx.obj
    loaded = session.plan(plan)
    if loaded.record is None:
        session.finish(True)
        return
    day = session.day(_iso(date))
    common = {"date": day.isoformat(), "evidence": _evidence(evidence), "note": note}
    if corrects is not None:
        common["corrects"] = _iso(corrects)
    act = _Act(session, loaded, loaded.record, day, _unit(session, unit), dry_run)
    if task is not None and target is None:
        if state is None or value is not None or period is not None:
            raise CchcError(N_("a task takes --state, and no --value or --period"))
        act.task(
            {"task": task, "state": state, "for": for_, "due": _iso(due), **common},
            _unit(session, owed_by),
        )
    elif target is not None and task is None:
        if value is None or period is None or state or for_ or due or owed_by:
            raise CchcError(N_("a target takes --value and --period, and no --state"))
        act.target(
            {"target": target, "value": _number(value), "period": period, **common}
        )
    else:
        raise CchcError(N_("say a task (cchc log 3.9 …) or a target (--target ID)"))


@dataclass
class _Act:
    """One entry on its way into a journal."""

    session: Session
    loaded: Loaded[Plan]
    plan: Plan
    day: date
    unit: str | None
    dry_run: bool

    def task(self, given: dict[str, Any], owed_by: str | None) -> None:
        from cchc.models.journal import TaskEntry
        from cchc.status.recording import settle

        entry = _entry(TaskEntry, given)
        task = self.book([]).task(entry.task)
        unit = self.book([]).writer(task, self.unit, owed_by).unit

        def settled(book: Book) -> TaskEntry:
            return settle(book, task, book.writer(task, unit, owed_by), entry)

        before, after = self.write(unit, settled)
        self.tell_task(entry.task, before, after)

    def target(self, given: dict[str, Any]) -> None:
        from cchc.models.journal import TargetEntry
        from cchc.status.measures import measures
        from cchc.status.measuring import settle, target_of
        from cchc.views import recorded

        entry = _entry(TargetEntry, given)
        target = target_of(self.plan, entry.target)
        register = self.session.workspace.indicators.record
        indicator = next(
            (i for i in register.indicators if i.id == target.indicator), None
        ) if register else None
        unit = self.unit or self.office()

        def settled(book: Book) -> TargetEntry:
            return settle(book, target, indicator, unit, entry)

        before, _ = self.write(unit, settled)
        was = next(
            (
                one
                for one in measures(before, self.day).get(target.id, ())
                if one.period == entry.period
            ),
            None,
        )
        say = self.session.say
        self.session.echo(recorded.measured(target, entry, was, say))
