"""What `cchc status` shows: a table for people; JSON, CSV and Markdown for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cchc.problems import N_
from cchc.query import Row, Sheet, rows
from cchc.status import DONE, Obligation, Status
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

_QUIET = frozenset(
    {
        Status.WAITING,
        Status.NOT_DUE,
        Status.ONGOING,
        Status.DONE_LATE,
        Status.DONE_ON_TIME,
        Status.CANCELLED,
    }
)
"""Statuses that ask nothing of anybody today; `--all` shows them too."""
_NAMED = 3
"""Units of a filter that are named; of more only the number."""


def grid(sheet: Sheet, units: Units, say: Language, everything: bool) -> Grid:
    """The table of one plan."""
    grouped = rows(sheet.obligations, sheet.of_groups)
    shown = {s: r for s, r in grouped.items() if everything or s not in _QUIET}
    columns = [
        Column("task", say(N_("No.")), widest=9),
        Column("title", say(N_("Task")), flex=5),
        Column("unit", say(N_("Owed by")), flex=3),
        Column("due", say(N_("Due")), widest=22),
        Column("days", say(N_("Days")), right=True, widest=12),
    ]
    sections = [
        Section(
            [_row(row, units, say) for row in found],
            f"{say(labels.STATUS[status]).upper()} ({_tasks(found)})",
            labels.STYLE.get(status, "bold"),
        )
        for status, found in shown.items()
    ]
    hidden = {s: _tasks(r) for s, r in grouped.items() if s not in shown}
    return Grid(
        columns, sections, _title(sheet, units, say), _footer(sheet, hidden, say)
    )


def _tasks(found: Sequence[Row]) -> int:
    return len({row.task for row in found})


def _title(sheet: Sheet, units: Units, say: Language) -> list[str]:
    plan = sheet.plan
    day = say(N_("as of {day}"), day=labels.day(sheet.as_of))
    lines = [f"{plan.id} · {plan.title} · {day}"]
    if asked := _asked(sheet, units, say):
        lines.append(say(N_("Only counted: {parts}"), parts=asked))
    if sheet.over:
        lines.append(
            say(N_("The plan ended on {day}."), day=labels.day(plan.period.end))
        )
    counts = ", ".join(
        f"{count} {say(labels.STATUS[status])}" for status, count in sheet.tasks.items()
    )
    lines.append(
        say(
            N_("{count} tasks: {counts}"),
            count=sum(sheet.tasks.values()),
            counts=counts,
        )
        if counts
        else say(N_("Nothing matches."))
    )
    if sheet.unread:
        text = N_("Not counted, because of errors in the journal: {paths}")
        lines.append(say(text, paths=", ".join(sheet.unread)))
    elif not sheet.journals and sheet.tasks:
        lines.append(
            say(N_("No progress journal yet: whatever is due counts as overdue."))
        )
    if plan.source and plan.source.lost:
        lines.append(
            say(
                N_("Lost in the source copy: {parts}"),
                parts="; ".join(plan.source.lost),
            )
        )
    return lines


def _asked(sheet: Sheet, units: Units, say: Language) -> str:
    """The filter in words: units, group, statuses, days ahead."""
    wanted = sheet.wanted
    parts = []
    if wanted.units is not None:
        names = sorted(units.name(unit) for unit in wanted.units)
        more = len(names) - _NAMED
        parts.append("; ".join(names[:_NAMED]))
        if more > 0:
            parts[-1] += " " + say(N_("and {count} more units"), count=more)
    if wanted.group is not None:
        parts.append(f"{say(N_('group'))} {wanted.group}")
    parts += [say(labels.STATUS[status]) for status in sorted(wanted.statuses or ())]
    if wanted.due_within is not None:
        parts.append(say(N_("due within {count} days"), count=wanted.due_within))
    return ", ".join(parts)


def _footer(sheet: Sheet, hidden: dict[Status, int], say: Language) -> list[str]:
    figures = sheet.rates
    lines = []
    if hidden:
        parts = ", ".join(f"{n} {say(labels.STATUS[s])}" for s, n in hidden.items())
        lines.append(say(N_("Not listed: {parts} (--all lists them)"), parts=parts))
    if sheet.wanted.statuses is not None or sheet.wanted.due_within is not None:
        return lines  # a rate of overdue tasks alone says nothing
    lines.append(
        say(
            N_("Done of what fell due: {done}/{due}{share}; on time: {on_time}"),
            done=figures.done,
            due=figures.due,
            share=_share(figures.of_due),
            on_time=figures.on_time,
        )
    )
    lines.append(
        say(
            N_("Done of all planned tasks: {done}/{planned}{share}"),
            done=figures.tasks_done,
            planned=figures.planned,
            share=_share(figures.of_planned),
        )
    )
    return lines


def _share(value: float | None) -> str:
    return "" if value is None else f" ({labels.figure(value)}%)"


def _row(row: Row, units: Units, say: Language) -> tuple[str, ...]:
    title = f"{row.title} — {row.what}" if row.what else row.title
    return (
        row.task,
        title,
        _owed_by(row, units, say),
        _due(row.obligations, say),
        _days(row, say),
    )


def _owed_by(row: Row, units: Units, say: Language) -> str:
    """Units of a row; a group as `Sở, ban, ngành (17/21)`; who answers now."""
    ones = row.obligations
    groups = dict.fromkeys(one.via for one in ones if one.via)
    names = [f"{units.name(group)} ({_done_of(row, group)})" for group in groups]
    for one in {one.unit: one for one in ones if not one.via}.values():
        name = units.name(one.unit)
        if one.owners:
            now = ", ".join(units.name(owner) for owner in one.owners)
            name += f" ({say(N_('now {names}'), names=now)})"
        names.append(name)
    return "; ".join(names)


def _done_of(row: Row, group: str) -> str:
    done, members = row.shares.get(group, (0, 0))
    return f"{done}/{members}"


def _due(ones: Sequence[Obligation], say: Language) -> str:
    dates = sorted({one.due for one in ones if one.due})
    if not dates:
        one = ones[0]
        if one.condition:
            word = N_("when: {what}") if one.kind == "after" else N_("by: {what}")
            return say(word, what=one.condition)
        return say(N_("ongoing")) if one.kind == "ongoing" else "–"
    if len(dates) <= 2:
        return ", ".join(map(labels.day, dates))
    return say(
        N_("{count} times, {first} – {last}"),
        count=len(dates),
        first=labels.day(dates[0]),
        last=labels.day(dates[-1]),
    )


def _days(row: Row, say: Language) -> str:
    days = row.days
    if days is None or row.status is Status.CANCELLED:
        return ""
    if row.status in DONE and days <= 0:
        return ""
    if days > 0:
        return say(N_("{days} late"), days=days)
    return say(N_("today")) if days == 0 else say(N_("{days} left"), days=-days)


def overview(sheets: Sequence[Sheet], say: Language) -> Grid:
    """One line a plan and a total."""
    tasks = [Counter(sheet.tasks) for sheet in sheets]
    figures = [sheet.rates for sheet in sheets]
    total = sum(tasks, Counter[Status]())
    used = [s for s in Status if s in total]
    columns = [
        Column("plan", say(N_("Plan")), widest=20),
        Column("tasks", say(N_("Tasks")), right=True),
        *(Column(s.value, say(labels.STATUS[s]), flex=1, right=True) for s in used),
        Column("of_due", say(N_("Done of due")), flex=1, right=True),
    ]
    lines = [
        (
            sheet.plan.id + (f" ({say(N_('ended'))})" if sheet.over else ""),
            *_counts(counts, used),
            f"{rates.done}/{rates.due}",
        )
        for sheet, counts, rates in zip(sheets, tasks, figures, strict=True)
    ]
    done, due = sum(x.done for x in figures), sum(x.due for x in figures)
    last = (say(N_("Total")), *_counts(total, used), f"{done}/{due}")
    title = [say(N_("All plans as of {day}"), day=labels.day(sheets[0].as_of))]
    return Grid(columns, [Section([*lines, last])], title)


def _counts(tasks: Counter[Status], used: Sequence[Status]) -> list[str]:
    return [str(tasks.total()), *(str(tasks[status]) for status in used)]
