"""`cchc log`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc.cli.options import (
    PlanOption,
    complete_units,
    entry_of,
    evidence_of,
    iso,
    office_of,
    unit_of,
)
from cchc.cli.session import Session
from cchc.models.journal import State
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
    from cchc.models.plan import Plan
    from cchc.recording import Position
    from cchc.status import Setting


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
            help=N_('Product, its date and link: "12/BC-VPS 2024-06-12"; repeatable.')
        ),
    ] = None,
    note: Annotated[str | None, typer.Option(help=N_("Note; the reason."))] = None,
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
    session: Session = ctx.obj
    loaded = session.plan(plan)
    if loaded.record is None:
        session.finish(True)
        return
    day = session.day(iso(date))
    common = {"date": day.isoformat(), "evidence": evidence_of(evidence), "note": note}
    if corrects is not None:
        common["corrects"] = iso(corrects)
    writing = _Writing(
        session, loaded.record, loaded.file.parent, day, unit_of(session, unit), dry_run
    )
    if task is not None and target is None:
        if state is None or value is not None or period is not None:
            raise CchcError(N_("a task takes --state, and no --value or --period"))
        given = {"task": task, "state": state, "for": for_, "due": iso(due), **common}
        _log_task(writing, given, unit_of(session, owed_by))
    elif target is not None and task is None:
        if value is None or period is None or state or for_ or due or owed_by:
            raise CchcError(N_("a target takes --value and --period, and no --state"))
        number = value.replace(",", ".")  # as Vietnamese writes decimals
        _log_target(
            writing, {"target": target, "value": number, "period": period, **common}
        )
    else:
        raise CchcError(N_("say a task (cchc log 3.9 …) or a target (--target ID)"))
    session.finish()


@dataclass
class _Writing:
    """Where one entry is made: the plan, the day of the entry, who reports."""

    session: Session
    plan: Plan
    folder: Path
    day: datetime.date
    unit: str | None
    dry_run: bool

    def tell(self, text: str) -> None:
        """Say what changed; after a diff it goes to stderr, so that patch can read."""
        if self.dry_run:
            typer.echo(text, err=True, nl=False)
        else:
            self.session.echo(text)

    def position(self, journals: Sequence[Journal]) -> Position:
        from cchc.recording import Position

        return Position(
            self.plan, journals, self.setting(self.day), self.session.day(None)
        )

    def setting(self, day: datetime.date) -> Setting:
        from cchc.status import Setting

        session = self.session
        return Setting(day, session.units, session.workdays, session.soon_days)


def _log_task(writing: _Writing, given: dict[str, Any], owed_by: str | None) -> None:
    from cchc.models.journal import TaskEntry
    from cchc.recording import settle
    from cchc.status import evaluate
    from cchc.views import recorded

    entry = entry_of(TaskEntry, given)
    task = writing.position(()).task(entry.task)
    unit = writing.position(()).writer(task, writing.unit, owed_by).unit

    def settled(journals: Sequence[Journal]) -> TaskEntry:
        position = writing.position(journals)
        return settle(position, task, position.writer(task, unit, owed_by), entry)

    before, after = _write(writing, unit, settled)
    session, setting = writing.session, writing.setting(writing.day)
    only = writing.plan.model_copy(update={"tasks": (task,)})
    was, now = evaluate(only, before, setting), evaluate(only, after, setting)
    mine = [(one, one) for one in now if unit in (one.unit, *one.owners)]
    found = recorded.changes(was, now) or mine
    writing.tell(recorded.heading(task, writing.day, session.say))
    writing.tell(recorded.obligations(found, session.units, session.say))


def _log_target(writing: _Writing, given: dict[str, Any]) -> None:
    from cchc.models.journal import TargetEntry
    from cchc.recording import settle_value as settle
    from cchc.recording import target_of
    from cchc.status.measures import measures
    from cchc.views import recorded

    session = writing.session
    entry = entry_of(TargetEntry, given)
    target = target_of(writing.plan, entry.target)
    register = session.workspace.indicators.record
    indicators = {one.id: one for one in register.indicators} if register else {}
    indicator = indicators.get(target.indicator or "")
    unit = writing.unit or office_of(session)

    def settled(journals: Sequence[Journal]) -> TargetEntry:
        return settle(writing.position(journals), target, indicator, unit, entry)

    before, _ = _write(writing, unit, settled)
    past = measures(before, writing.day).get(target.id, ())
    was = next((one for one in past if one.period == entry.period), None)
    writing.tell(recorded.measured(target, entry, was, session.say))


def _write(
    writing: _Writing, unit: str, settled: Callable[[Sequence[Journal]], Entry]
) -> tuple[list[Journal], list[Journal]]:
    """Write one entry under the lock of its journal; the journals before and after."""
    from cchc.load.additions import journal_of, with_entry
    from cchc.text.files import locked, write_atomic
    from cchc.views.patch import patch

    session = writing.session
    file = writing.folder / "progress" / f"{unit}.yaml"
    path = file.relative_to(session.workspace.root).as_posix()
    settled(
        _journals(writing, unit, file)
    )  # refused: no lock, no folder is left behind
    with nullcontext() if writing.dry_run else locked(file):
        raw = file.read_bytes() if file.exists() else None
        before = _journals(writing, unit, file)
        text = with_entry(raw, unit, settled(before))
        journal, line = journal_of(text)
        if writing.dry_run:
            session.echo(patch(raw.decode("utf-8") if raw else "", text, path))
        else:
            write_atomic(file, text, raw)
            session.echo(f"{path}:{line}\n")
    return before, [*(one for one in before if one.unit != unit), journal]


def _journals(writing: _Writing, unit: str, file: Path) -> list[Journal]:
    """The journals of the plan. The one to be written must be without fault."""
    from cchc.load.journals import is_whole

    session = writing.session
    if not file.resolve().is_relative_to(session.workspace.root.resolve()):
        raise CchcError(
            N_("{path} is a link that leaves the workspace; nothing was written"),
            path=file,
        )
    loaded = session.workspace.journals(writing.folder.name)
    for one in loaded:
        if one.file != file:
            continue
        if not is_whole(one):
            session.report(one.findings)
            raise CchcError(
                N_("{path} has errors; mend them first, nothing was written"),
                path=one.path,
            )
        if one.record is not None and one.record.unit != unit:
            raise CchcError(
                N_("{path} is the journal of {unit}; nothing was written"),
                path=one.path,
                unit=one.record.unit,
            )
    return [one.record for one in loaded if one.record is not None]
