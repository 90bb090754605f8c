"""What `cchc diff --against REV` shows: a summary line, then one line a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cchc.compare.versions import HISTORY, Change, Kind
from cchc.dates import Period
from cchc.models.deadlines import (
    After,
    Due,
    Every,
    Follows,
    Ongoing,
    Unstated,
)
from cchc.models.goals import Goal
from cchc.models.journal import TargetEntry, TaskEntry
from cchc.models.plan import Plan
from cchc.problems import N_
from cchc.revisions import Differences
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section, markdown
from cchc.views.labels import Language

KINDS = {
    Kind.ENTRY_REMOVED: N_("journal entry removed: history rewritten"),
    Kind.ENTRY_CHANGED: N_("journal entry changed: history rewritten"),
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


def grid(
    report: Differences, titles: Mapping[str, str], units: Units, say: Language
) -> Grid:
    """One line a change, under its plan; the registers last."""
    columns: list[Column[Change]] = [
        Column("change", say(N_("Change")), lambda c: _kind(c, say), flex=2),
        Column("item", say(N_("No.")), lambda c: c.item, widest=16),
        Column("title", say(N_("Title")), lambda c: _title(c, units), flex=3),
        Column("then", say(N_("Then")), lambda c: _value(c, c.old, units, say), flex=3),
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
            " · ".join(filter(None, (plan, titles.get(plan))))
            if plan
            else say(N_("Registers")),
        )
        for plan in plans
    ]
    return Grid(columns, sections, [summary(report, say)], _footer(report, say))


def _footer(report: Differences, say: Language) -> list[str]:
    revision = report.revision
    lines = [
        say(
            N_("Compared with {name} ({commit})"),
            name=revision.name,
            commit=revision.commit[:10],
        )
    ]
    lines += [
        say(
            N_("Cannot be read in the revision, so not compared: {place} {why}"),
            place=f"{finding.path}:{finding.line}",
            why=say(finding.message),
        )
        for finding in report.unreadable
    ]
    return lines


def comment(
    report: Differences, titles: Mapping[str, str], units: Units, say: Language
) -> str:
    """Markdown for a pull request: the summary first, then the tables."""
    table = grid(report, titles, units, say)
    rest = markdown(Grid(table.columns, table.sections, (), table.footer))
    return f"{table.title[0]}\n\n{rest.strip()}\n"


def _kind(change: Change, say: Language) -> str:
    kind = say(KINDS[change.kind])
    return f"⚠ {kind}" if change.kind in HISTORY else kind


def _title(change: Change, units: Units) -> str:
    return units.name(change.title) if change.title in units else change.title


def _now(change: Change, units: Units, say: Language) -> str:
    now = _value(change, change.new, units, say)
    if change.days:
        sign = "+" if change.days > 0 else "−"
        days = say(N_("{count} days"), count=abs(change.days))
        now = f"{now} ({sign}{days})"
    return now


def _value(change: Change, value: object, units: Units, say: Language) -> str:
    match value:
        case None:
            return ""
        case Goal():
            return labels.goal(value, say)
        case Due() | Every() | Ongoing() | After() | Follows() | Unstated():
            return labels.deadline(value, say)
        case Period():
            return labels.period(value, say)
        case TaskEntry() | TargetEntry():
            return _entry(value, say)
        case Plan():
            return say(
                N_("{tasks} tasks, {targets} targets"),
                tasks=len(value.tasks),
                targets=len(value.targets),
            )
        case BaseModel():
            return ", ".join(f"{k}: {v}" for k, v in _dump(value).items())
        case tuple() if change.kind in (Kind.LEADS_CHANGED, Kind.PARTNERS_CHANGED):
            return "; ".join(units.name(str(unit)) for unit in value)
        case tuple():
            return "; ".join(_value(change, one, units, say) for one in value)
        case dict():
            return _counted(value, say)
    return str(value)


def _entry(entry: TaskEntry | TargetEntry, say: Language) -> str:
    day = labels.day(entry.date.start)
    if isinstance(entry, TargetEntry):
        figure = labels.figure(entry.value)
        return f"{day}: {figure} ({labels.period(entry.period, say)})"
    parts = [
        say(labels.STATES[entry.state]),
        entry.for_,
        *(one.document for one in entry.evidence),
    ]
    return f"{day}: {', '.join(filter(None, (*parts, entry.note)))}"


def _counted(value: Mapping[str, object], say: Language) -> str:
    """Ids of a register that were added, changed or removed; a few by name."""
    words = {
        "removed": N_("{count} removed: {names}"),
        "changed": N_("{count} changed: {names}"),
        "added": N_("{count} added: {names}"),
    }
    parts = []
    for key, items in value.items():
        if key in words and isinstance(items, tuple) and items:
            names = ", ".join(items[:3]) + (", …" if len(items) > 3 else "")
            parts.append(say(words[key], count=len(items), names=names))
    if not parts and not set(value) <= set(words):
        return ", ".join(f"{k}: {v}" for k, v in value.items())
    return "; ".join(parts)


def _dump(record: BaseModel) -> dict[str, object]:
    return {
        key: value
        for key, value in record.model_dump(mode="json", by_alias=True).items()
        if value not in (None, [], {}, ())
    }


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
    match value:
        case Plan():
            return {"id": value.id, "title": value.title}
        case BaseModel():
            return _dump(value)
        case Period():
            return value.text
        case tuple():
            return [_plain(one) for one in value]
        case dict():
            return {key: _plain(one) for key, one in value.items()}
    return value
