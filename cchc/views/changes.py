"""What `cchc diff --against REV` shows: a summary line, then one line a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from cchc.compare.versions import HISTORY, Change, Kind
from cchc.models.journal import TargetEntry, TaskEntry
from cchc.models.plan import Plan, Target, Task
from cchc.problems import N_
from cchc.revisions import Differences
from cchc.units import Units
from cchc.views import labels, values
from cchc.views.grid import Column, Grid, Section, markdown
from cchc.views.inert import inert, inert_line
from cchc.views.labels import Language

KINDS = {
    Kind.ENTRY_REMOVED: N_("journal entry removed: history rewritten"),
    Kind.ENTRY_CHANGED: N_("journal entry changed: history rewritten"),
    Kind.JOURNAL_CHANGED: N_("journal changed: history rewritten"),
    Kind.PLAN_REMOVED: N_("plan removed"),
    Kind.PLAN_ADDED: N_("plan added"),
    Kind.PLAN_RENAMED: N_("plan renamed"),
    Kind.HEAD_CHANGED: N_("head changed"),
    Kind.TASK_REMOVED: N_("task removed"),
    Kind.TARGET_REMOVED: N_("target removed"),
    Kind.TARGET_WEAKENED: N_("target lowered"),
    Kind.TARGET_STRENGTHENED: N_("target raised"),
    Kind.TARGET_CHANGED: N_("target changed"),
    Kind.TARGET_ADDED: N_("target added"),
    Kind.DEADLINE_LATER: N_("deadline later"),
    Kind.DEADLINE_REMOVED: N_("deadline removed"),
    Kind.DEADLINE_CHANGED: N_("deadline changed"),
    Kind.DEADLINE_EARLIER: N_("deadline earlier"),
    Kind.DEADLINE_ADDED: N_("deadline added"),
    Kind.LEADS_CHANGED: N_("leads changed"),
    Kind.PARTNERS_CHANGED: N_("partners changed"),
    Kind.PRODUCTS_CHANGED: N_("products changed"),
    Kind.TITLE_CHANGED: N_("title changed"),
    Kind.TASK_MOVED: N_("task moved"),
    Kind.TASK_CHANGED: N_("task changed"),
    Kind.TASK_ADDED: N_("task added"),
    Kind.ENTRY_ADDED: N_("journal entry added"),
    Kind.UNIT_REMOVED: N_("unit removed, plans use it"),
    Kind.UNIT_RENAMED: N_("unit renamed"),
    Kind.REGISTER_CHANGED: N_("register changed"),
    Kind.FILE_REMOVED: N_("file removed"),
    Kind.FILE_CHANGED: N_("file changed"),
    Kind.FILE_ADDED: N_("file added"),
}
_COUNTS = (
    (N_("{count} added"), {Kind.TASK_ADDED}),
    (N_("{count} removed"), {Kind.TASK_REMOVED}),
    (N_("{count} moved"), {Kind.TASK_MOVED}),
    (N_("{count} later"), {Kind.DEADLINE_LATER}),
    (N_("{count} earlier"), {Kind.DEADLINE_EARLIER}),
    (
        N_("{count} deadline(s) changed otherwise"),
        {Kind.DEADLINE_ADDED, Kind.DEADLINE_REMOVED, Kind.DEADLINE_CHANGED},
    ),
    (N_("{count} target(s) lowered"), {Kind.TARGET_WEAKENED}),
    (N_("{count} target(s) raised"), {Kind.TARGET_STRENGTHENED}),
    (N_("{count} target(s) added"), {Kind.TARGET_ADDED}),
    (N_("{count} target(s) removed"), {Kind.TARGET_REMOVED}),
    (N_("{count} target(s) changed otherwise"), {Kind.TARGET_CHANGED}),
    (N_("{count} change(s) of leads"), {Kind.LEADS_CHANGED}),
    (
        N_("{count} other change(s) of tasks"),
        {Kind.PARTNERS_CHANGED, Kind.PRODUCTS_CHANGED, Kind.TITLE_CHANGED}
        | {Kind.TASK_CHANGED},
    ),
    (N_("{count} change(s) of a decision's head"), {Kind.HEAD_CHANGED}),
    (N_("{count} plan(s) added"), {Kind.PLAN_ADDED}),
    (N_("{count} plan(s) removed"), {Kind.PLAN_REMOVED}),
    (N_("{count} plan(s) renamed"), {Kind.PLAN_RENAMED}),
    (N_("{count} new journal entries"), {Kind.ENTRY_ADDED}),
    (N_("{count} journal entries rewritten"), HISTORY),
    (
        N_("{count} change(s) of registers"),
        {Kind.UNIT_REMOVED, Kind.UNIT_RENAMED, Kind.REGISTER_CHANGED},
    ),
    (
        N_("{count} change(s) of other files"),
        {Kind.FILE_REMOVED, Kind.FILE_CHANGED, Kind.FILE_ADDED},
    ),
)


def summary(report: Differences, say: Language) -> str:
    """`3 added, 1 removed, 2 later, 1 target(s) lowered`."""
    counts = Counter(change.kind for change in report.changes)
    parts = [
        say(text, count=total)
        for text, kinds in _COUNTS
        if (total := sum(counts[kind] for kind in kinds))
    ]
    return ", ".join(parts) if parts else say(N_("No change of meaning."))


def grid(report: Differences, units: Units, say: Language) -> Grid:
    """One line a change, under its plan; the registers last."""
    columns: list[Column[Change]] = [
        Column("change", say(N_("Change")), lambda c: _kind(c, say), flex=2),
        Column("item", say(N_("No.")), lambda c: c.item, widest=16),
        Column("title", say(N_("Title")), lambda c: _title(c, units), flex=3),
        Column("then", say(N_("Then")), lambda c: _values(c, units, say)[0], flex=3),
        Column("now", say(N_("Now")), lambda c: _now(c, units, say), flex=3),
    ]
    order = list(Kind)
    plans = sorted({c.plan for c in report.changes}, key=lambda p: (p is None, p or ""))
    sections = [
        Section(
            [
                change
                for change in sorted(report.changes, key=lambda c: order.index(c.kind))
                if change.plan == plan
            ],
            " · ".join(filter(None, (plan, report.titles.get(plan))))
            if plan
            else say(N_("Registers")),
        )
        for plan in plans
    ]
    return Grid(columns, sections, [summary(report, say)], _footer(report, say))


def _footer(report: Differences, say: Language) -> list[str]:
    lines = [_compared(report, say)]
    lines += [
        say(
            N_("Cannot be read in the revision, so not compared: {place} {why}"),
            place=f"{finding.path}:{finding.line}",
            why=say(finding.message),
        )
        for finding in report.unreadable
    ]
    return lines


def comment(report: Differences, units: Units, say: Language) -> str:
    """Markdown for a pull request: the summary first, then the tables."""
    table = grid(report, units, say)
    rest = markdown(Grid(table.columns, table.sections)).strip()
    footer = [_compared(report, say, inert), *map(inert_line, table.footer[1:])]
    lines = [inert_line(table.title[0]), "", rest, "", *(f"{one}  " for one in footer)]
    return "\n".join(lines) + "\n"


def _compared(
    report: Differences, say: Language, told: Callable[[str], str] = str
) -> str:
    """With what; in Markdown the commit's name stays whole, so that it is a link."""
    name, commit = told(report.revision.name), report.revision.commit[:10]
    if not commit:
        return say(N_("Compared with {name}"), name=name)
    return say(N_("Compared with {name} ({commit})"), name=name, commit=commit)


def _kind(change: Change, say: Language) -> str:
    kind = say(KINDS[change.kind])
    return f"⚠ {kind}" if change.kind in HISTORY else kind


def _title(change: Change, units: Units) -> str:
    return units.name(change.title) if change.title in units else change.title


def _now(change: Change, units: Units, say: Language) -> str:
    now = _values(change, units, say)[1]
    if change.days:
        sign = "+" if change.days > 0 else "−"
        days = say(N_("{count} days"), count=abs(change.days))
        now = f"{now} ({sign}{days})"
    return now


def _values(change: Change, units: Units, say: Language) -> tuple[str, str]:
    """What was and what is, never the same words for two values."""
    old, new = change.old, change.new
    then, now = _value(old, units, say), _value(new, units, say)
    if old is not None and new is not None and then.split() == now.split():
        return values.exact(old), values.exact(new)
    return then, now


_PLACED = frozenset({"id", "title", "leads", "deadlines", "products", "goal"})
"""What stands in other columns of the table, or without its key."""


def _value(value: object, units: Units, say: Language) -> str:
    """A value; of a task, target or unit that comes or goes, everything it says."""
    match value:
        case TaskEntry() | TargetEntry():
            return _entry(value, units, say)
        case Plan():
            return say(
                N_("{tasks} tasks, {targets} targets"),
                tasks=len(value.tasks),
                targets=len(value.targets),
            )
        case Task():
            first: list[object] = [value.leads, value.deadlines, value.products]
        case Target():
            first = [value.goal]
        case _:
            return values.text(value, say, units)
    parts = [values.text(one, say, units) for one in first]
    parts += [f"{k}: {t}" for k, t in values.lines(value, _PLACED, say, units)]
    return " · ".join(filter(None, parts))


_SAID = frozenset({"task", "target", "date", "state", "for_", "period", "value"}) | {
    "evidence",
    "note",
}
"""Fields of an entry that its line says without their keys."""


def _entry(entry: TaskEntry | TargetEntry, units: Units, say: Language) -> str:
    day = labels.day(entry.date.start)
    if isinstance(entry, TargetEntry):
        period = labels.period(entry.period, say)
        value = labels.figure(entry.value) if entry.value is not None else ""
        first = [f"{value} ({period})".strip()]
    else:
        first = [say(labels.STATES[entry.state]), entry.for_ or ""]
    parts = [*first, values.text(entry.evidence, say, units), entry.note or ""]
    parts += [f"{k}: {t}" for k, t in values.lines(entry, _SAID, say, units)]
    return f"{day}: {', '.join(filter(None, parts))}"


def record(report: Differences, say: Language) -> dict[str, Any]:
    """The JSON contract of `cchc diff --against`."""
    return {
        "format": 1,
        "against": {"name": report.revision.name, "commit": report.revision.commit},
        "summary": summary(report, say),
        "counts": dict(Counter(change.kind.value for change in report.changes)),
        "changes": [
            {
                "kind": change.kind.value,
                "plan": change.plan,
                "item": change.item,
                "title": change.title,
                "old": _plain(change.old),
                "new": _plain(change.new),
                "days": change.days,
                "history_rewritten": change.kind in HISTORY,
            }
            for change in report.changes
        ],
        "unreadable": [
            {"path": f.path, "line": f.line, "message": say(f.message)}
            for f in report.unreadable
        ],
    }


def _plain(value: object) -> object:
    """A plan that comes or goes by its name alone; whatever else, in full."""
    if isinstance(value, Plan):
        return {"id": value.id, "title": value.title}
    return values.plain(value)
