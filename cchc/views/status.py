"""What `cchc status` shows: a table for people; JSON, CSV and Markdown for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cchc.models.plan import Task
from cchc.problems import N_
from cchc.query import Brief, Debtor, Debts, Filter, Row, Share, Sheet, late_first, rows
from cchc.status import DONE, Obligation, Status
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Cell, Column, Grid, Section
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
_MISSING = 6
"""Members of a group that are named as missing; of more only the number."""
_REASONS = 4
"""Units whose reason one row tells; of more only the number."""


def grid(sheet: Sheet, units: Units, say: Language, everything: bool) -> Grid:
    """The table of one plan."""
    grouped = rows(sheet.obligations, sheet.of_groups, sheet.statuses)
    shown = {s: r for s, r in grouped.items() if everything or s not in _QUIET}
    sections = [
        Section(
            found,
            f"{say(labels.STATUS[status]).upper()} ({_tasks(found)})",
            labels.STYLE.get(status, "bold"),
        )
        for status, found in shown.items()
    ]
    hidden = {s: _tasks(r) for s, r in grouped.items() if s not in shown}
    return Grid(
        _columns(units, say),
        sections,
        _title(sheet, units, say),
        _footer(sheet, hidden, say),
    )


def _columns(units: Units, say: Language) -> list[Column[Row]]:
    return [
        Column("task", say(N_("No.")), lambda row: row.task, widest=9),
        Column("title", say(N_("Task")), lambda row: _work(row, units, say), flex=5),
        Column("unit", say(N_("Owed by")), lambda r: _owed_by(r, units, say), flex=3),
        Column("due", say(N_("Due")), lambda r: _due(r.obligations, say), widest=22),
        Column("days", say(N_("Days")), lambda row: _days(row, say), right=True,
               widest=12, style=_style),
    ]  # fmt: skip


def _style(row: Row) -> str:
    return labels.STYLE.get(row.status, "")


def together(sheets: Iterable[Sheet], units: Units, say: Language) -> Grid:
    """What several plans owe, those with the most overdue first, longest late first."""
    columns = _columns(units, say)
    status: Column[Row] = Column("status", say(N_("Status")),
                                 lambda row: say(labels.STATUS[row.status]),
                                 style=_style)  # fmt: skip
    columns.insert(-1, status)
    told: list[Brief] = []
    listed: list[tuple[int, Section]] = []
    statuses: set[Status] = set()
    known: dict[Cell, Cell] = {}
    for sheet in sheets:
        told.append(sheet.brief)
        if found := late_first(sheet.obligations, sheet.of_groups):
            count = _tasks(found)
            head = f"{sheet.plan.id} · {sheet.plan.title} ({count})"
            listed.append((count, Section(_read(found, columns, known), head)))
            statuses |= {row.status for row in found}
    listed.sort(key=lambda pair: -pair[0])
    read = [_of_line(at, column) for at, column in enumerate(columns)]
    if len(statuses) <= 1:
        del read[-2]
    count = sum(count for count, _ in listed)
    text = N_("{count} tasks of {plans} plans") if count else N_("Nothing matches.")
    return Grid(
        read,
        [section for _, section in listed],
        _asked_of_all(told, units, say),
        [say(text, count=count, plans=len(listed))],
    )


class _Line(NamedTuple):
    """A row as it reads, without the obligations behind it."""

    cells: tuple[Cell, ...]
    style: str


def _read(
    found: Sequence[Row], columns: Sequence[Column[Row]], known: dict[Cell, Cell]
) -> list[_Line]:
    """Rows as they read; `known` keeps one of cells that are equal."""
    return [
        _Line(
            tuple(
                known.setdefault(cell, cell) for cell in (c.cell(r) for c in columns)
            ),
            _style(r),
        )
        for r in found
    ]


def _of_line(at: int, column: Column[Row]) -> Column[_Line]:
    """The same column of rows that are read."""
    style: Callable[[_Line], str] | None = None
    if column.style is not None:
        style = _style_of_line
    return Column(
        column.key,
        column.heading,
        lambda line: line.cells[at],
        column.flex,
        column.right,
        column.widest,
        column.least,
        style,
    )


def _style_of_line(line: _Line) -> str:
    return line.style


def _asked_of_all(sheets: Sequence[Brief], units: Units, say: Language) -> list[str]:
    """All plans as of a day, what was asked for, and what is told by nobody."""
    lines = [say(N_("All plans as of {day}"), day=labels.day(sheets[0].as_of))]
    if asked := _asked(sheets[0].wanted, units, say):
        lines.append(say(N_("Only counted: {parts}"), parts=asked))
    if unread := [path for one in sheets for path in one.unread]:
        text = N_("Not counted, because of errors in the journal: {paths}")
        lines.append(say(text, paths=", ".join(unread)))
    if silent := [one.plan for one in sheets if one.silent]:
        text = N_("No progress journal yet, whatever is due counts as overdue: {plans}")
        lines.append(say(text, plans=", ".join(silent)))
    return lines


def by_unit(sheets: Iterable[Sheet], units: Units, say: Language) -> Grid:
    """One line a unit that answers for something, the most overdue first."""
    debts, told = Debts(), list[Brief]()
    for sheet in sheets:
        debts.add(sheet.obligations)
        told.append(sheet.brief)
    return ranking(debts.ranked, told, units, say)


def ranking(
    found: Sequence[Debtor], told: Sequence[Brief], units: Units, say: Language
) -> Grid:
    """The same of what was counted already."""
    ranks = {one.unit: rank for rank, one in enumerate(found, 1)}
    columns: list[Column[Debtor]] = [
        Column("rank", say(N_("Rank")), lambda one: ranks[one.unit], right=True),
        Column("unit", say(N_("Unit")), lambda one: units.name(one.unit), flex=1),
        Column("overdue", say(N_("Overdue")), lambda one: one.overdue, right=True,
               style=lambda o: labels.STYLE[Status.OVERDUE] if o.overdue else "dim"),
        Column("worst", say(N_("Longest late, days")), lambda o: o.worst, right=True),
        Column("blocked", say(N_("blocked")), lambda one: one.blocked, right=True),
        Column("soon", say(N_("due soon")), lambda one: one.soon, right=True),
        Column("done", say(N_("Done")), lambda one: one.done, right=True),
        Column("due", say(N_("Fell due")), lambda one: one.due, right=True),
        Column("unit_id", say(N_("Id")), lambda one: one.unit, code=True),
    ]  # fmt: skip
    if len(told) == 1:
        (plan,) = told
        day = say(N_("as of {day}"), day=labels.day(plan.as_of))
        title = [f"{plan.plan} · {plan.title} · {day}"]
        if asked := _asked(plan.wanted, units, say):
            title.append(say(N_("Only counted: {parts}"), parts=asked))
    else:
        title = _asked_of_all(told, units, say)
    late = sum(one.overdue > 0 for one in found)
    footer = say(
        N_("{late} of {count} units are late; counted are obligations (đầu việc)"),
        late=late,
        count=len(found),
    )
    return Grid(columns, [Section(found)], title, [footer])


def _tasks(found: Sequence[Row]) -> int:
    return len({row.task for row in found})


def _title(sheet: Sheet, units: Units, say: Language) -> list[str]:
    plan = sheet.plan
    day = say(N_("as of {day}"), day=labels.day(sheet.as_of))
    lines = [f"{plan.id} · {plan.title} · {day}"]
    if asked := _asked(sheet.wanted, units, say):
        lines.append(say(N_("Only counted: {parts}"), parts=asked))
    lines += labels.amendments(plan, say)
    if sheet.over:
        lines.append(
            say(N_("The plan ended on {day}."), day=labels.day(plan.period.end))
        )
    tasks = sheet.tasks
    counts = ", ".join(
        f"{count} {say(labels.STATUS[status])}" for status, count in tasks.items()
    )
    lines.append(
        say(
            N_("{count} tasks: {counts}"),
            count=sum(tasks.values()),
            counts=counts,
        )
        if counts
        else say(N_("Nothing matches."))
    )
    if sheet.unread:
        text = N_("Not counted, because of errors in the journal: {paths}")
        lines.append(say(text, paths=", ".join(sheet.unread)))
    elif not sheet.journals and tasks:
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


def _asked(wanted: Filter, units: Units, say: Language) -> str:
    """The filter in words: units, group, statuses, days ahead."""
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


def _work(row: Row, units: Units, say: Language) -> str:
    """The task, its milestone; below it, how its date moved and why it is not done."""
    title = f"{row.title} — {row.what}" if row.what else row.title
    return "\n".join([title, *_moved(row, say), *_reasons(row, units, say)])


def _moved(row: Row, say: Language) -> list[str]:
    """What amendments did to the dates of a row, each once."""
    told = dict.fromkeys(labels.moved(one, say) for one in row.obligations)
    return [f"→ {text}" for text in told if text]


def _reasons(row: Row, units: Units, say: Language) -> list[str]:
    """Last reasons and notes of what is open or given up, each once, the newest first.

    The unit is named where the row is of several, or of a group.
    """
    if row.status in DONE:
        return []
    found = {one.unit: one.told for one in row.obligations if one.told}
    units_of = {one.unit for one in row.obligations}
    several = len(units_of) > 1 or any(one.via for one in row.obligations)
    told = sorted(found.items(), key=lambda pair: pair[1].date.start, reverse=True)
    lines = []
    for unit, entry in told[:_REASONS]:
        name = f"{units.name(unit)}, " if several else ""
        state = say(labels.STATES[entry.state])
        lines.append(f"→ {name}{labels.day(entry.date.start)}, {state}: {entry.said}")
    if len(told) > _REASONS:
        lines.append(say(N_("… and {count} more"), count=len(told) - _REASONS))
    return lines


def _owed_by(row: Row, units: Units, say: Language) -> str:
    """Units of a row; a group as `Sở, ban, ngành (17/21)`; who answers now."""
    ones = row.obligations
    groups = dict.fromkeys(one.via for one in ones if one.via)
    names = [_group(group, row.shares.get(group), units, say) for group in groups]
    for one in {one.unit: one for one in ones if not one.via}.values():
        name = units.name(one.unit)
        if one.owners:
            now = ", ".join(units.name(owner) for owner in one.owners)
            name += f" ({say(N_('now {names}'), names=now)})"
        names.append(name)
    return "; ".join(names)


def _group(group: str, share: Share | None, units: Units, say: Language) -> str:
    """`Sở, ban, ngành (17/21); chưa xong: …`: which members are not done.

    Where all of a large group are missing, their number says it.
    """
    if share is None:
        return f"{units.name(group)} (0/0)"
    done, missing = share
    count = len(done) + len(missing)
    name = f"{units.name(group)} ({len(done)}/{count})"
    if not missing or (not done and count > _MISSING):
        return name
    names = ", ".join(map(units.name, missing[:_MISSING]))
    if len(missing) > _MISSING:
        more = len(missing) - _MISSING
        names += " " + say(N_("and {count} more units"), count=more)
    return f"{name} {say(N_('not done: {names}'), names=names)}"


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


class Owed(NamedTuple):
    """One obligation, and its task as the plan has it."""

    one: Obligation
    task: Task
    group: str | None
    """Number and title of the task's group."""


def obligations(sheets: Iterable[Sheet], units: Units, say: Language) -> Grid:
    """One obligation a line, for a spreadsheet."""
    found = [one for sheet in sheets for one in owed(sheet)]
    return Grid(owed_columns(units, say), [Section(found)])


def owed_columns(units: Units, say: Language) -> list[Column[Owed]]:
    """What a line tells of an obligation."""
    return [
        Column("plan", say(N_("Plan")), lambda o: o.one.plan),
        Column("task", say(N_("No.")), lambda o: o.one.task),
        Column("title", say(N_("Task")), lambda o: o.one.title),
        Column("unit_id", say(N_("Unit id")), lambda o: o.one.unit, code=True),
        Column("unit", say(N_("Owed by")), lambda o: units.name(o.one.unit)),
        Column("owners", say(N_("Now answered by")), lambda o: _owners(o.one, units)),
        Column("period", say(N_("Period code")), lambda o: _text(o.one), code=True),
        Column("due", say(N_("Due")), lambda o: o.one.due),
        Column("status", say(N_("Status code")), lambda o: o.one.status, code=True),
        Column("status_name", say(N_("Status")), lambda o: _status(o.one, say)),
        Column("days", say(N_("Days late (left: negative)")), lambda o: o.one.days),
        Column("what", say(N_("Milestone")), lambda o: o.one.what),
        Column("period_name", say(N_("Period")), lambda o: _period(o.one, say)),
        Column("group", say(N_("Group id")), lambda o: o.one.group, code=True),
        Column("group_name", say(N_("Group")), lambda o: o.group),
        Column("products", say(N_("Products")), lambda o: "; ".join(o.task.products)),
        Column("done_on", say(N_("Done on")), lambda o: o.one.done_on),
        Column("evidence", say(N_("Evidence")), lambda o: "; ".join(o.one.evidence)),
        Column("reason", say(N_("Last reason or note")), lambda o: _reason(o.one)),
        Column("reason_on", say(N_("Told on")), lambda o: _told_on(o.one)),
        Column("original_due", say(N_("First due")), lambda o: o.one.original_due),
        Column("extensions", say(N_("Extensions")), lambda o: o.one.extensions),
        Column("next", say(N_("What is next")), lambda o: o.one.next),
        Column("dropped_by", say(N_("Dropped by")), lambda o: o.one.dropped_by),
    ]  # fmt: skip


def owed(sheet: Sheet) -> Iterator[Owed]:
    """The obligations of one plan, each with its task."""
    tasks = {task.id: task for task in sheet.plan.every_task}
    groups = {g.id: f"{g.id}. {g.title}" for g in sheet.plan.groups}
    for one in sheet.obligations:
        yield Owed(one, tasks[one.task], groups.get(one.group or "", one.group))


def _owners(one: Obligation, units: Units) -> str:
    return "; ".join(units.name(unit) for unit in one.owners or (one.unit,))


def _status(one: Obligation, say: Language) -> str:
    return say(labels.STATUS[one.status])


def _reason(one: Obligation) -> str | None:
    return one.told.said if one.told else None


def _told_on(one: Obligation) -> date | None:
    return one.told.date.start if one.told else None


def _text(one: Obligation) -> str | None:
    return one.period.text if one.period else None


def _period(one: Obligation, say: Language) -> date | str | None:
    return labels.when(one.period, say) if one.period else None
