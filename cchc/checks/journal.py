"""Rules of journals: what an entry says of itself, its task and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from cchc.amend import in_force
from cchc.checks.base import Found, Lookup, nearest
from cchc.load import Loaded
from cchc.load.journals import is_whole
from cchc.models.journal import JUDGING, Entry, Journal, TargetEntry, TaskEntry
from cchc.problems import N_, message
from cchc.status.entries import corrected, standing
from cchc.status.measures import sets_of, value_range


def entry_task_unknown(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry names a task that the plan does not have.

    Why: the work is done and shows nowhere.
    Example: `task: "3.99"`.
    Instead: write the number as the plan has it.
    """
    plan = lookup.plan(loaded.plan)
    if plan:
        text = N_("there is no task {id}")
        mine = [
            e if isinstance(e, TaskEntry) else None for e in entries_of(loaded, journal)
        ]
        yield from _strangers("task", mine, [one.id for one in plan.every_task], text)


def entry_on_dropped_task(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry is dated when an amendment had taken the task out of the plan.

    Why: nobody owes the task any more, so the entry counts for nothing.
    Example: `{task: "4.4", date: 2025-09-02, state: done}` where 4.4 was dropped from
    2025-08-01 on.
    Instead: correct the number or the date; where the work was done before, correct
    the amendment.
    """
    plan = lookup.plan(loaded.plan)
    if plan is None or plan.amended is None:
        return
    for i, entry in enumerate(entries_of(loaded, journal)):
        amended = in_force(plan, entry.date.start).amended
        if amended is None or not isinstance(entry, TaskEntry):
            continue
        gone = amended.dropping(entry.task)
        if gone is not None:
            text = N_("task {id} was dropped from {day} on by {document}")
            told = message(text, id=entry.task, day=gone.since, document=gone.document)
            yield Found(("entries", i, "task"), told, entry.task)


def entry_target_unknown(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry names a target that the plan does not have.

    Why: the measured value shows nowhere.
    Example: `target: ontime` where the plan has `on-time`.
    Instead: write the id as the plan has it.
    """
    plan = lookup.plan(loaded.plan)
    if plan:
        text = N_("there is no target {id}")
        mine = [
            e if isinstance(e, TargetEntry) else None
            for e in entries_of(loaded, journal)
        ]
        yield from _strangers(
            "target", mine, [one.id for one in plan.every_target], text
        )


_HELPED = 50
"""Unknown ids of one journal for which the meant one is looked for."""


def _strangers(
    key: str, entries: Sequence[Entry | None], known: Sequence[str], text: str
) -> Iterator[Found]:
    """Entries about something that the plan does not have; None is passed over."""
    ids, listed = dict.fromkeys(known), list(known)
    helped = 0
    for i, entry in enumerate(entries):
        if entry is not None and entry.subject not in ids:
            told = message(text, id=entry.subject)
            # Who names more unknown ones than that meant another plan.
            near = nearest(entry.subject, listed) if helped < _HELPED else None
            helped += 1
            yield Found(("entries", i, key), told, entry.subject, near)


def entry_before_decision(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry is dated before the decision was signed.

    Why: nobody owed the task on that day; the year is often that of another plan.
    Example: `date: 2023-06-12` under a decision of January 2024.
    Instead: correct the date, or move the entry to the plan that it belongs to.
    """
    plan = lookup.plan(loaded.plan)
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
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A measured value is one that the target cannot have.

    Why: mostly a slip of the decimal point, and charts and verdicts follow it.
    Example: `value: 994` for a share in per cent.
    Instead: correct the value; where more than 100 % is possible, say `most` in
    plans/registers/indicators.yaml.
    """
    plan = lookup.plan(loaded.plan)
    targets = {target.id: target for target in plan.every_target} if plan else {}
    for i, entry in enumerate(entries_of(loaded, journal)):
        if not isinstance(entry, TargetEntry) or entry.target not in targets:
            continue
        target = targets[entry.target]
        within = value_range(target, lookup.indicators.get(target.indicator or ""))
        if entry.value is not None and entry.value not in within:
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


def covers_outside_set(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry covers a unit that the target does not count.

    Why: the share would not move, and whoever wrote it believes that it did.
    Example: `covers: [so-tai-chanh]`, or a unit outside the target's `coverage`.
    Instead: correct the id; where the target should count units, give it `coverage`.
    """
    plan = lookup.plan(loaded.plan)
    for i, entry in enumerate(entries_of(loaded, journal) if plan else ()):
        if plan is None or not isinstance(entry, TargetEntry) or not entry.covers:
            continue
        now = in_force(plan, entry.date.start)
        known = sets_of(now, lookup.units, entry.date.start).get(entry.target)
        for k, unit in enumerate(entry.covers):
            loc = ("entries", i, "covers", k)
            if known is None:
                told = message(N_("target {id} counts no units"), id=entry.target)
                yield Found(loc, told, entry.target)
            elif unit not in known:
                text = N_("{unit} is none of the units that {id} counts")
                near = nearest(unit, sorted(known))
                told = message(text, unit=unit, id=entry.target)
                yield Found(loc, told, entry.target, near)


def covers_without_evidence(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """Units are reported as covered and no evidence is named.

    Why: an inspection that left no paper cannot be shown to anybody.
    Example: `{target: kiem-tra, date: 2024-06-12, period: 2024, covers: [phong-mot]}`.
    Instead: name the conclusion or the minutes under `evidence`.
    """
    for i, entry in enumerate(entries_of(loaded, journal)):
        if isinstance(entry, TargetEntry) and entry.covers and not entry.evidence:
            text = message(N_("covered without evidence: name the document"))
            yield Found(("entries", i, "covers"), text, entry.target)


def measure_outside_plan(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A target is measured for a period outside the plan's own.

    Why: the value belongs to another year's plan, and shows in none.
    Example: `period: 2025-H1` in the journal of a plan of 2024.
    Instead: correct the period, or move the entry to that plan.
    """
    plan = lookup.plan(loaded.plan)
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


def measure_before_period(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A target is measured for a period that has not begun on the entry's date.

    Why: nothing of the period can be known yet; mostly the quarter or year is wrong.
    Example: `{target: on-time, date: 2024-07-04, period: 2024-Q4, value: 98.7}`.
    Instead: correct the period, or the date.
    """
    for i, entry in enumerate(entries_of(loaded, journal)):
        if isinstance(entry, TargetEntry) and entry.period.start > entry.date.start:
            yield Found(
                ("entries", i, "period"),
                message(
                    N_("the period {period} has not begun on {day}"),
                    period=entry.period.text,
                    day=entry.date.text,
                ),
                entry.target,
            )


Entries = Sequence[Entry]


def entries_of(loaded: Loaded[Journal], journal: Journal) -> Entries:
    """The entries at their places; none where the file has broken ones to mend first.

    A journal with broken entries holds the others only, at other indexes.
    """
    return journal.entries if is_whole(loaded) else ()


def journal_unit_mismatch(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """The unit inside a journal is not the name of its file, or nobody we know.

    Why: who may write a journal is decided by its file name (CODEOWNERS); an entry in
    another unit's file would count for the wrong one.
    Example: `unit: phong-cchc` in `progress/van-phong-so.yaml`.
    Instead: give both the same name; add a new unit to plans/registers/units.yaml.
    """
    name = loaded.file.name.removesuffix(".yaml")
    if journal.unit != name:
        yield Found(
            ("unit",),
            message(
                N_("the journal is of {unit}, its file of {name}"),
                unit=journal.unit,
                name=name,
            ),
            journal.unit,
        )
    elif journal.unit not in lookup.units:
        yield Found(
            ("unit",),
            message(
                N_("unit {unit} is not in plans/registers/units.yaml"),
                unit=journal.unit,
            ),
            journal.unit,
            nearest(journal.unit, lookup.units.units),
        )


def done_without_evidence(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A task is reported done and no product is named.

    Why: what is done is proved by its product; the one who signs the report asks.
    Example: `{task: "3.9", date: 2024-06-12, state: done}`.
    Instead: add `evidence: [{document: 12/BC-VPS, signed: 2024-06-12}]`.
    """
    yield from _lacking(loaded, journal, "done", "evidence")


def cancelled_without_document(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A task is reported cancelled and the document that cancels it is not named.

    Why: only who issued the plan, or stands above, can release a unit from a task.
    Example: `{task: "3.9", date: 2024-06-12, state: cancelled}`.
    Instead: name the document under `evidence`.
    """
    yield from _lacking(loaded, journal, "cancelled", "evidence")


def blocked_without_reason(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A task is reported blocked and nothing says why.

    Why: a leader can only help with an obstacle that has a name.
    Example: `{task: "3.9", date: 2024-06-12, state: blocked}`.
    Instead: add `reason: chờ ý kiến của Sở Tài chính`.
    """
    yield from _lacking(loaded, journal, "blocked", "said")


def paused_without_document(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A task is reported paused and the document that allows it is not named.

    Why: a pause stops the clock, and only who set the deadline can allow it.
    Example: `{task: "3.9", date: 2024-06-12, state: paused}`.
    Instead: name the document under `evidence`.
    """
    yield from _lacking(loaded, journal, "paused", "evidence")


def returned_without_reason(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A result is returned and nothing says why.

    Why: the unit cannot mend what it is not told.
    Example: `{task: "3.9", date: 2024-06-12, state: returned, owed_by: phong-a}`.
    Instead: add `reason: thiếu phụ lục số liệu`.
    """
    yield from _lacking(loaded, journal, "returned", "said")


def confirmed_by_other(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A result is confirmed or returned by a unit that may not.

    Why: the entry counts for nothing; only the unit that workspace.yaml names under
    `confirmation` confirms results.
    Example: `state: confirmed` in the journal of the unit that did the work.
    Instead: let the confirming unit write it, or name the unit in workspace.yaml.
    """
    confirming = lookup.confirming
    for i, entry in enumerate(entries_of(loaded, journal)):
        if not isinstance(entry, TaskEntry) or entry.state not in JUDGING:
            continue
        if confirming is None:
            text = message(N_("workspace.yaml names no unit that confirms results"))
        elif confirming.unit != journal.unit:
            text = message(N_("only {unit} confirms results"), unit=confirming.unit)
        else:
            continue
        yield Found(("entries", i, "state"), text, entry.task)


_LACKS = {
    "done": N_("done without evidence: name the product"),
    "cancelled": N_("cancelled without the document that cancels"),
    "blocked": N_("blocked without a reason"),
    "paused": N_("paused without the document that allows it"),
    "returned": N_("returned without a reason"),
}


def _lacking(
    loaded: Loaded[Journal], journal: Journal, state: str, key: str
) -> Iterator[Found]:
    for i, entry in enumerate(entries_of(loaded, journal)):
        if not isinstance(entry, TaskEntry) or entry.state != state:
            continue
        if not getattr(entry, key):
            yield Found(("entries", i, "state"), message(_LACKS[state]), entry.task)


def done_before_start(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A task is reported done on a day before it was reported started.

    Why: one of the two dates is wrong, and with it perhaps the verdict on time or late.
    Example: `state: done` dated 2024-06-12, `state: started` dated 2024-07-01.
    Instead: write a later entry that `corrects` the wrong one.
    """
    entries = entries_of(loaded, journal)
    counted = standing(entries, date.max)
    kept = {id(entry) for entry in counted}
    starts: dict[tuple[str, str | None], date] = {}
    for entry in reversed(counted):
        if isinstance(entry, TaskEntry) and entry.state == "started":
            starts[entry.task, entry.for_] = entry.date.start
    for i, done in enumerate(entries):
        if not isinstance(done, TaskEntry) or done.state != "done":
            continue
        start = starts.get((done.task, done.for_), date.min)
        if id(done) in kept and start > done.date.start:
            yield Found(
                ("entries", i, "date"),
                message(
                    N_("done on {day}, but started on {start}"),
                    day=done.date.text,
                    start=start,
                ),
                done.task,
            )


def entry_in_future(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry, or its evidence, is dated later than it can be.

    Why: nobody reports tomorrow's work; evaluations of today do not see such an entry.
    Example: an entry dated 2026-06-12 on 01/6/2026; evidence signed after its entry.
    Instead: correct the date.
    """
    for i, entry in enumerate(entries_of(loaded, journal)):
        if lookup.is_future(entry.date.start):
            yield Found(
                ("entries", i, "date"),
                message(N_("{day} is in the future"), day=entry.date.text),
                entry.subject,
            )
        for j, proof in enumerate(entry.evidence):
            if proof.signed is not None and proof.signed.start > entry.date.start:
                yield Found(
                    ("entries", i, "evidence", j, "signed"),
                    message(
                        N_("signed on {signed}, after the entry's date {day}"),
                        signed=proof.signed.text,
                        day=entry.date.text,
                    ),
                    entry.subject,
                )


def entry_out_of_order(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry is dated before the one above it.

    Why: a journal grows at its end. A report made between the two days did not have
    this entry, and made again it would.
    Example: an entry of 2024-06-12 below one of 2024-07-01.
    Instead: date an entry with the day on which it is written; the product's own date
    goes to `signed`.
    """
    entries = entries_of(loaded, journal)
    for i, (before, entry) in enumerate(pairwise(entries)):
        if entry.date.start < before.date.start:
            yield Found(
                ("entries", i + 1, "date"),
                message(
                    N_("dated {day}, below an entry of {before}"),
                    day=entry.date.text,
                    before=before.date.text,
                ),
                entry.subject,
            )


def entry_duplicate(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """The same thing is reported twice.

    Why: one of the two was meant for another task, period or day.
    Example: two entries `{task: "3.9", date: 2024-06-12, state: done, for: 2024-Q2}`.
    Instead: delete the second before it is merged, or let it `corrects` the first.
    """
    seen: dict[tuple[object, ...], int] = {}
    for i, entry in enumerate(entries_of(loaded, journal)):
        key: tuple[object, ...] = (entry.subject, entry.date)
        if isinstance(entry, TaskEntry):
            key += (entry.for_, entry.state, entry.owed_by, entry.due)
        else:
            key += (entry.period,)
        if key in seen and entry.corrects is None:
            line, _ = loaded.place(("entries", seen[key]))
            text = message(N_("already reported on line {line}"), line=line)
            yield Found(("entries", i), text, entry.subject)
        seen.setdefault(key, i)


def corrects_nothing(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry corrects one that is not there.

    Why: the wrong entry goes on counting beside the right one.
    Example: `corrects: 2024-06-12` where no entry above on that task has this date.
    Instead: write the date of the wrong entry, as it stands in the same file.
    """
    entries = entries_of(loaded, journal)
    for i, entry in enumerate(entries):
        if entry.corrects is not None and corrected(entry, entries[:i]) is None:
            yield Found(
                ("entries", i, "corrects"),
                message(
                    N_("no entry above on {id} is dated {day}"),
                    id=entry.subject,
                    day=entry.corrects.text,
                ),
                entry.subject,
            )
