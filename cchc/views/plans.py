"""What `cchc list` and `cchc show` show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cchc.models.plan import Decision, Plan, Target, Task, UpstreamRef
from cchc.problems import N_
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section, fields
from cchc.views.labels import Language
from cchc.views.records import unit_record
from cchc.views.values import filled, text
from cchc.views.values import lines as lines_of


def overview(plans: Sequence[Plan], say: Language) -> Grid:
    """One line a plan."""
    columns = [
        Column("id", say(N_("Plan")), widest=20),
        Column("title", say(N_("Title")), flex=1),
        Column("signed", say(N_("Signed")), widest=12),
        Column("period", say(N_("Period")), widest=23),
        Column("tasks", say(N_("Tasks")), right=True),
        Column("targets", say(N_("Targets")), right=True),
        Column("citations", say(N_("Cited")), right=True),
    ]
    rows = [
        (
            plan.id,
            plan.title,
            labels.signed_date(plan.decision.signed, say),
            labels.period(plan.period, say),
            str(len(plan.tasks)),
            str(len(plan.targets)),
            str(len(plan.cites)),
        )
        for plan in plans
    ]
    return Grid(columns, [Section(rows)])


def record(plan: Plan, units: Units) -> dict[str, Any]:
    """One plan of `cchc list --format json`."""
    return {
        "id": plan.id,
        "title": plan.title,
        "number": plan.decision.number,
        "symbol": plan.decision.symbol,
        "signed": plan.decision.signed.text if plan.decision.signed else None,
        "issuer": unit_record(plan.decision.issuer, units),
        "period": {
            "start": plan.period.start.isoformat(),
            "end": None if plan.period.is_open else plan.period.end.isoformat(),
        },
        "groups": len(plan.groups),
        "tasks": len(plan.tasks),
        "targets": len(plan.targets),
        "citations": len(plan.cites),
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
    if plan.source:
        lines += [plan.source.note] if plan.source.note else []
        if plan.source.lost:
            lost = "; ".join(plan.source.lost)
            lines.append(say(N_("Lost in the source copy: {parts}"), parts=lost))
    return lines


def plan(value: Plan, units: Units, say: Language) -> Grid:
    """Tasks by group, after the head; then the targets."""
    columns = [
        Column("id", say(N_("No.")), widest=12),
        Column("title", say(N_("Task")), flex=4),
        Column("leads", say(N_("Owed by")), flex=2),
        Column("due", say(N_("Due")), flex=2),
    ]
    sections = [
        Section(
            [
                _task_row(task, units, say)
                for task in value.tasks
                if task.group == group.id
            ],
            f"{group.id}. {group.title}",
        )
        for group in value.groups
    ]
    loose = [t for t in value.tasks if t.group is None]
    if loose:
        sections.append(Section([_task_row(task, units, say) for task in loose]))
    targets = [
        (target.id, target.title, target.at or "", labels.goal(target.goal, say))
        for target in value.targets
    ]
    sections.append(Section(targets, say(N_("Targets"))))
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


SHOWN: Mapping[type[object], frozenset[str]] = {
    Plan: frozenset(
        {"format", "id", "title", "decision", "period", "implements", "source"}
        | {"groups", "targets", "tasks"}
    ),
    Decision: frozenset({"number", "symbol", "signed", "issuer", "signer", "replaces"}),
    Task: frozenset(
        {"id", "group", "title", "products", "leads", "partners", "when", "deadlines"}
        | {"implements", "note", "text", "extra", "accept"}
    ),
    Target: frozenset(
        {"id", "at", "title", "indicator", "scope", "goal", "by", "task", "accept"}
    ),
}
"""Fields with a place of their own in text; the others follow by their keys."""


def _others(value: Plan, units: Units, say: Language) -> list[tuple[str, ...]]:
    """Key and text of what has no place of its own, a list an item a line."""
    told = filled(value.decision, SHOWN[Decision]) | filled(value, SHOWN[Plan])
    return [
        (key, text(one, say, units), "", "")
        for key, found in told.items()
        for one in (found if isinstance(found, tuple) else (found,))
    ]


def _task_row(task: Task, units: Units, say: Language) -> tuple[str, ...]:
    return (
        task.id,
        task.title,
        "; ".join(units.name(u) for u in task.leads),
        labels.deadlines(task.deadlines, say),
    )


def _upstream(ref: UpstreamRef | None) -> str:
    return " ".join(filter(None, (ref.plan, ref.task, ref.target))) if ref else ""


def task(value: Plan, one: Task, units: Units, say: Language) -> Grid:
    """Every field of one task."""
    group = next((g for g in value.groups if g.id == one.group), None)
    lines = [
        (say(N_("Group")), f"{group.id}. {group.title}" if group else ""),
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
    return fields([f"{value.id} · {one.id} · {one.title}"], lines)


def target(value: Plan, one: Target, units: Units, say: Language) -> Grid:
    """Every field of one target."""
    lines = [
        (say(N_("Where")), one.at or ""),
        (say(N_("Indicator")), one.indicator or ""),
        (say(N_("Scope")), one.scope or ""),
        (say(N_("Goal")), labels.goal(one.goal, say)),
        (say(N_("By")), labels.period(one.by, say) if one.by else ""),
        (say(N_("Task")), one.task or ""),
        *lines_of(one, SHOWN[Target], say, units),
        (say(N_("Accepted")), "\n".join(f"{a.rule}: {a.because}" for a in one.accept)),
    ]
    return fields([f"{value.id} · {one.id} · {one.title}"], lines)
