"""What `cchc list`, `cchc show` and `cchc export` show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cchc.models.deadlines import Deadline
from cchc.models.fields import FIELDS
from cchc.models.journal import Evidence, TargetEntry, TaskEntry
from cchc.models.plan import Decision, Plan, Target, Task, UpstreamRef
from cchc.problems import N_
from cchc.query import Told
from cchc.status.measures import Covered
from cchc.summaries import Line
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section, cards
from cchc.views.labels import Language
from cchc.views.records import deadline_record, unit_record
from cchc.views.values import filled, text
from cchc.views.values import lines as lines_of


def overview(plans: Sequence[Line], say: Language) -> Grid:
    """One line a plan."""
    columns: list[Column[Line]] = [
        Column("id", say(N_("Plan")), lambda p: p.id),
        Column("title", say(N_("Title")), lambda p: p.title, flex=1, least=20),
        Column("signed", say(N_("Signed")),
               lambda p: labels.when(p.signed, say)),
        Column("period", say(N_("Period")), lambda p: labels.period(p.period, say)),
        Column("tasks", say(N_("Tasks")), lambda p: p.tasks, right=True),
        Column("targets", say(N_("Targets")), lambda p: p.targets, right=True),
        Column("citations", say(N_("Cited")), lambda p: p.citations, right=True),
    ]  # fmt: skip
    return Grid(columns, [Section(plans)])


def record(plan: Line, units: Units) -> dict[str, Any]:
    """One plan of `cchc list --format json`."""
    return {
        "id": plan.id,
        "title": plan.title,
        "number": plan.number,
        "symbol": plan.symbol,
        "signed": plan.signed.text if plan.signed else None,
        "issuer": unit_record(plan.issuer, units),
        "period": {
            "start": plan.period.start.isoformat(),
            "end": None if plan.period.is_open else plan.period.end.isoformat(),
        },
        "groups": plan.groups,
        "tasks": plan.tasks,
        "targets": plan.targets,
        "citations": plan.citations,
        "implements": list(plan.implements),
    }


def head(plan: Plan, units: Units, say: Language) -> list[str]:
    """Number, date, issuer, signer, period: the lines above a plan."""
    decision = plan.decision
    blank = say(N_("(blank in the source)"))
    number = decision.number or blank
    signer = decision.signer
    lines = [
        f"{plan.id} · {plan.title}",
        say(
            N_("Number {number}/{symbol}, {signed}, {issuer}"),
            number=number,
            symbol=decision.symbol or "?",
            signed=labels.signed_date(decision.signed, say),
            issuer=units.name(decision.issuer),
        ),
        say(N_("In force: {period}"), period=labels.period(plan.period, say)),
    ]
    if signer:
        who = " ".join(filter(None, (signer.signing, signer.position, signer.name)))
        lines.append(say(N_("Signed by: {who}"), who=who))
    if plan.implements:
        lines.append(say(N_("Implements: {plans}"), plans=", ".join(plan.implements)))
    if decision.replaces:
        lines.append(
            say(N_("Replaces: {documents}"), documents="; ".join(decision.replaces))
        )
    lines += labels.amendments(plan, say)
    if plan.source:
        lines += [plan.source.note] if plan.source.note else []
        if plan.source.lost:
            lost = "; ".join(plan.source.lost)
            lines.append(say(N_("Lost in the source copy: {parts}"), parts=lost))
    return lines


class Item(NamedTuple):
    """A task or a target as a line of the whole plan."""

    id: str
    title: str
    leads: str
    due: str


def plan(value: Plan, units: Units, say: Language) -> Grid:
    """Tasks by group, after the head; then the targets."""
    columns: list[Column[Item]] = [
        Column("id", say(N_("No.")), lambda item: item.id, widest=12),
        Column("title", say(N_("Task")), lambda item: item.title, flex=4),
        Column("leads", say(N_("Owed by")), lambda item: item.leads, flex=2),
        Column("due", say(N_("Due")), lambda item: item.due, flex=2),
    ]
    sections = [
        Section(
            [_item(task, units, say) for task in value.tasks if task.group == group.id],
            f"{group.id}. {group.title}"
            + (f" · {FIELDS[group.field]}" if group.field else ""),
        )
        for group in value.groups
    ]
    loose = [t for t in value.tasks if t.group is None]
    if loose:
        sections.append(Section([_item(task, units, say) for task in loose]))
    targets = [
        Item(target.id, target.title, target.at or "", labels.goal(target.goal, say))
        for target in value.targets
    ]
    sections.append(Section(targets, say(N_("Targets: place, goal"))))
    sections.append(
        Section(_others(value, units, say), say(N_("Other entries, by their keys")))
    )
    footer = [
        say(
            N_("{tasks} tasks, {targets} targets, {cited} documents cited"),
            tasks=len(value.tasks),
            targets=len(value.targets),
            cited=len(value.cites),
        )
    ]
    return Grid(columns, sections, head(value, units, say), footer)


def _item(task: Task, units: Units, say: Language) -> Item:
    leads = "; ".join(units.name(u) for u in task.leads)
    return Item(task.id, task.title, leads, labels.deadlines(task.deadlines, say))


def tasks(value: Plan, units: Units, say: Language) -> Grid:
    """The tasks, one a line, for a spreadsheet; lists are joined by semicolons."""

    def names(ids: Sequence[str]) -> str:
        return "; ".join(map(units.name, ids))

    columns: list[Column[Task]] = [
        Column("id", say(N_("No.")), lambda task: task.id),
        Column("group", say(N_("Group")), lambda task: task.group),
        Column("title", say(N_("Task")), lambda task: task.title),
        Column("products", say(N_("Products")), lambda task: "; ".join(task.products)),
        Column("leads", say(N_("Lead")), lambda task: names(task.leads)),
        Column("partners", say(N_("Partners")), lambda task: names(task.partners)),
        Column("when", say(N_("As printed")), lambda task: task.when),
        Column("due", say(N_("Deadline")),
               lambda t: "; ".join(map(_date, t.deadlines))),
    ]  # fmt: skip
    return Grid(columns, [Section(value.tasks)])


def targets(value: Plan, say: Language) -> Grid:
    """The targets, one a line."""
    columns: list[Column[Target]] = [
        Column("id", say(N_("Id")), lambda target: target.id),
        Column("at", say(N_("Where")), lambda target: target.at),
        Column("title", say(N_("Target")), lambda target: target.title),
        Column("goal", say(N_("Goal")), lambda target: labels.goal(target.goal, say)),
        Column("by", say(N_("By")), lambda target: labels.when(target.by, say)
               if target.by else None),
    ]  # fmt: skip
    return Grid(columns, [Section(value.targets)])


def leads(value: Plan, units: Units, say: Language) -> Grid:
    """How many tasks each unit leads and takes part in, the most first."""
    counts: dict[str, list[int]] = {}
    for one in value.tasks:
        for place, ids in enumerate((one.leads, one.partners)):
            for unit in dict.fromkeys(ids):
                counts.setdefault(unit, [0, 0])[place] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1][0], -pair[1][1]))
    columns: list[Column[tuple[str, list[int]]]] = [
        Column("unit", say(N_("Unit")), lambda pair: units.name(pair[0])),
        Column("leads", say(N_("Lead")), lambda pair: pair[1][0], right=True),
        Column("partners", say(N_("Partners")), lambda pair: pair[1][1], right=True),
    ]
    return Grid(columns, [Section(ranked)])


def _date(deadline: Deadline) -> str:
    """`2024-06-30`, or the kind of a deadline that is no date."""
    record = deadline_record(deadline)
    return str(record.get("due") or record.get("every") or record["kind"])


SHOWN: Mapping[type[object], frozenset[str]] = {
    Plan: frozenset(
        {"format", "id", "title", "decision", "period", "implements", "source"}
        | {"groups", "targets", "tasks"}
    ),
    Decision: frozenset({"number", "symbol", "signed", "issuer", "signer", "replaces"}),
    Task: frozenset(
        {"id", "group", "title", "products", "leads", "partners", "when", "deadlines"}
        | {"field", "implements", "note", "text", "extra", "accept"}
    ),
    Target: frozenset(
        {"id", "at", "title", "indicator", "scope", "goal", "by", "task", "accept"}
        | {"implements", "coverage", "text"}
    ),
}
"""Fields with a place of their own in text; the others follow by their keys."""


def _others(value: Plan, units: Units, say: Language) -> list[Item]:
    """Key and text of what has no place of its own, a list an item a line."""
    told = filled(value.decision, SHOWN[Decision]) | filled(value, SHOWN[Plan])
    return [
        Item(key, text(one, say, units), "", "")
        for key, found in told.items()
        for one in (found if isinstance(found, tuple) else (found,))
    ]


def _upstream(ref: UpstreamRef | None) -> str:
    return " ".join(filter(None, (ref.plan, ref.task, ref.target))) if ref else ""


def task(
    value: Plan, one: Task, told: Sequence[Told], units: Units, say: Language
) -> Grid:
    """Every field of one task, and its journal."""
    group = next((g for g in value.groups if g.id == one.group), None)
    lines = [
        (say(N_("Group")), f"{group.id}. {group.title}" if group else ""),
        (say(N_("Field of reform")), FIELDS[one.field] if one.field else ""),
        (say(N_("Products")), "\n".join(one.products)),
        (say(N_("Lead")), "\n".join(units.name(u) for u in one.leads)),
        (say(N_("Partners")), "\n".join(units.name(u) for u in one.partners)),
        (say(N_("As printed")), one.when or ""),
        (say(N_("Deadline")), labels.deadlines(one.deadlines, say)),
        (say(N_("Implements")), _upstream(one.implements)),
        (say(N_("Note")), one.note or ""),
        (say(N_("Text")), one.text or ""),
        *one.extra.items(),
        *lines_of(one, SHOWN[Task], say, units),
        (say(N_("Accepted")), "\n".join(f"{a.rule}: {a.because}" for a in one.accept)),
    ]  # fmt: skip
    sections = [Section(lines), *_journal(told, units, say)]
    return cards([f"{value.id} · {one.id} · {one.title}"], sections, say)


def target(
    value: Plan,
    one: Target,
    told: Sequence[Told],
    units: Units,
    say: Language,
    covered: Covered | None = None,
) -> Grid:
    """Every field of one target, and what was measured; of units, who is left."""
    lines = [
        (say(N_("Where")), one.at or ""),
        (say(N_("Indicator")), one.indicator or ""),
        (say(N_("Scope")), one.scope or ""),
        (say(N_("Goal")), labels.goal(one.goal, say)),
        (say(N_("By")), labels.period(one.by, say) if one.by else ""),
        (say(N_("Task")), one.task or ""),
        (say(N_("Implements")), _upstream(one.implements)),
        (say(N_("Units counted")), "\n".join(map(units.name, one.coverage))),
        (say(N_("Text")), one.text or ""),
        *lines_of(one, SHOWN[Target], say, units),
        *(_covered(covered, units, say) if covered else ()),
        (say(N_("Accepted")), "\n".join(f"{a.rule}: {a.because}" for a in one.accept)),
    ]
    sections = [Section(lines), *_journal(told, units, say)]
    return cards([f"{value.id} · {one.id} · {one.title}"], sections, say)


def _covered(
    covered: Covered, units: Units, say: Language
) -> Iterable[tuple[str, str]]:
    count = len(covered.done) + len(covered.left)
    share = f"{len(covered.done)}/{count} ({labels.figure(covered.share)}%)"
    yield say(N_("Covered")), "\n".join([share, *map(units.name, covered.done)])
    yield say(N_("Left")), "\n".join(map(units.name, covered.left))


def _journal(told: Sequence[Told], units: Units, say: Language) -> list[Section]:
    """The entries by date: who, what, of which period, the product, the reason."""
    if not told:
        return []
    lines = [(labels.day(o.entry.date.start), _entry(o, units, say)) for o in told]
    return [Section(lines, say(N_("Journal ({count})"), count=len(told)))]


def _entry(told: Told, units: Units, say: Language) -> str:
    entry = told.entry
    if isinstance(entry, TaskEntry):
        what = say(labels.STATES[entry.state])
        if entry.due:
            what += f" ({say(N_('due {day}'), day=labels.day(entry.due.end))})"
        period = labels.meant(entry.for_, say)
    else:
        what = measured(entry, units, say)
        period = labels.period(entry.period, say)
    told_of = " · ".join(filter(None, (what, period)))
    lines = [f"{units.name(told.unit)}: {told_of}"]
    lines += [_proof(one, say) for one in entry.evidence]
    if isinstance(entry, TaskEntry):
        lines += [entry.reason] if entry.reason else []
        lines += [say(N_("next: {what}"), what=entry.next)] if entry.next else []
    lines += [entry.note] if entry.note else []
    if entry.corrects:
        day = labels.day(entry.corrects.start)
        lines.append(say(N_("corrects the entry of {day}"), day=day))
    if told.corrected:
        day = labels.day(told.corrected)
        lines[0] = f"✗ {lines[0]}"
        lines.append(say(N_("does not count: corrected on {day}"), day=day))
    return "\n".join(lines)


def measured(entry: TargetEntry, units: Units, say: Language) -> str:
    """The value of an entry, or which units were covered."""
    if entry.value is not None:
        return labels.figure(entry.value)
    names = ", ".join(map(units.name, entry.covers))
    return say(N_("covered: {units}"), units=names)


def _proof(one: Evidence, say: Language) -> str:
    signed = f" ({labels.period(one.signed, say)})" if one.signed else ""
    return f"{say(N_('product: {name}'), name=one.document)}{signed} {one.link or ''}"
