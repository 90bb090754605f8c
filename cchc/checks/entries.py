"""Rules of journals: is there such a task, target, day, period, value?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.checks.base import Found, Kit, nearest
from cchc.checks.journal import entries_of
from cchc.load import Loaded
from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
from cchc.problems import N_, message
from cchc.status.ranges import value_range


def entry_task_unknown(
    loaded: Loaded[Journal], journal: Journal, kit: Kit
) -> Iterator[Found]:
    """An entry names a task that the plan does not have.

    Why: the work is done and shows nowhere.
    Example: `task: "3.99"`.
    Instead: write the number as the plan has it.
    """
    plan = kit.plan(loaded.plan)
    if plan:
        text = N_("there is no task {id}")
        mine = [
            e if isinstance(e, TaskEntry) else None for e in entries_of(loaded, journal)
        ]
        yield from _strangers("task", mine, [one.id for one in plan.tasks], text)


def entry_target_unknown(
    loaded: Loaded[Journal], journal: Journal, kit: Kit
) -> Iterator[Found]:
    """An entry names a target that the plan does not have.

    Why: the measured value shows nowhere.
    Example: `target: ontime` where the plan has `on-time`.
    Instead: write the id as the plan has it.
    """
    plan = kit.plan(loaded.plan)
    if plan:
        text = N_("there is no target {id}")
        mine = [
            e if isinstance(e, TargetEntry) else None
            for e in entries_of(loaded, journal)
        ]
        yield from _strangers("target", mine, [one.id for one in plan.targets], text)


def _strangers(
    key: str, entries: Sequence[Entry | None], known: Sequence[str], text: str
) -> Iterator[Found]:
    """Entries about something that the plan does not have; None is passed over."""
    ids = dict.fromkeys(known)
    for i, entry in enumerate(entries):
        if entry is not None and entry.subject not in ids:
            told = message(text, id=entry.subject)
            near = nearest(entry.subject, ids)
            yield Found(("entries", i, key), told, entry.subject, near)


def entry_before_decision(
    loaded: Loaded[Journal], journal: Journal, kit: Kit
) -> Iterator[Found]:
    """An entry is dated before the decision was signed.

    Why: nobody owed the task on that day; the year is often that of another plan.
    Example: `date: 2023-06-12` under a decision of January 2024.
    Instead: correct the date, or move the entry to the plan that it belongs to.
    """
    plan = kit.plan(loaded.plan)
    signed = plan.decision.signed if plan else None
    for i, entry in enumerate(entries_of(loaded, journal) if signed else ()):
        if signed and entry.date.start < signed.start:
            yield Found(
                ("entries", i, "date"),
                message(
                    N_("{day} is before the decision was signed ({signed})"),
                    day=entry.date.text,
                    signed=signed.text,
                ),
                entry.subject,
            )


def value_out_of_range(
    loaded: Loaded[Journal], journal: Journal, kit: Kit
) -> Iterator[Found]:
    """A measured value is one that the target cannot have.

    Why: mostly a slip of the decimal point, and charts and verdicts follow it.
    Example: `value: 994` for a share in per cent.
    Instead: correct the value; where more than 100 % is possible, say `most` in
    plans/registers/indicators.yaml.
    """
    plan = kit.plan(loaded.plan)
    targets = {target.id: target for target in plan.targets} if plan else {}
    for i, entry in enumerate(entries_of(loaded, journal)):
        if not isinstance(entry, TargetEntry) or entry.target not in targets:
            continue
        target = targets[entry.target]
        within = value_range(target, kit.indicators.get(target.indicator or ""))
        if entry.value not in within:
            yield Found(
                ("entries", i, "value"),
                message(
                    N_("{value} is outside what {target} can be: {range}"),
                    value=f"{entry.value:g}",
                    target=target.id,
                    range=str(within),
                ),
                entry.target,
            )


def measure_outside_plan(
    loaded: Loaded[Journal], journal: Journal, kit: Kit
) -> Iterator[Found]:
    """A target is measured for a period outside the plan's own.

    Why: the value belongs to another year's plan, and shows in none.
    Example: `period: 2025-H1` in the journal of a plan of 2024.
    Instead: correct the period, or move the entry to that plan.
    """
    plan = kit.plan(loaded.plan)
    for i, entry in enumerate(entries_of(loaded, journal) if plan else ()):
        if plan is None or not isinstance(entry, TargetEntry):
            continue
        if entry.period.is_open or not entry.period.overlaps(plan.period):
            yield Found(
                ("entries", i, "period"),
                message(
                    N_("{period} is outside the plan's period {plan}"),
                    period=entry.period.text,
                    plan=plan.period.text,
                ),
                entry.target,
            )
