"""What `cchc import` shows: a summary, the draft beside its source, the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.importing.results import Doubt, Draft, Nothing
from cchc.importing.tables import LeftOut
from cchc.models.plan import ReportDuty
from cchc.problems import N_, Message
from cchc.units import Units
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language
from cchc.views.records import plan_record

_FORMS = {
    "table": N_("tables"),
    "prose": N_("prose: no table of tasks, tasks written as paragraphs"),
    "duties": N_("prose: duties under the names of units"),
    "scan": N_("damaged scan: only numbers and raw text"),
}
_FIELDS = {
    "id": N_("number of the task"),
    "row": N_("row put together"),
    "title": N_("title"),
    "products": N_("products"),
    "leads": N_("leads"),
    "partners": N_("partners"),
    "when": N_("time limit as printed"),
    "deadlines": N_("deadline"),
    "text": N_("full wording"),
    "goal": N_("target"),
    "period": N_("time of the plan"),
    "source": N_("the copy"),
    "cites": N_("cited document"),
    "groups": N_("group of tasks"),
    "reports": N_("report"),
    "decision": N_("head of the decision"),
    "journal": N_("journal of progress"),
}
_SHOWN = 12


def field_name(field: str, say: Language) -> str:
    """`cites 76/NQ-CP` and `decision.number` by their kind."""
    kind = field.split(" ")[0].split(".")[0]
    return say(_FIELDS.get(kind, kind))


def summary(draft: Draft, say: Language, file: str | None) -> Grid:
    """What was read, doubts by kind, what was left out; `file` is what was written."""
    plan = draft.plan
    columns: list[Column[tuple[str, list[Doubt]]]] = [
        Column("field", say(N_("To check")), lambda one: one[0], widest=32),
        Column("doubts", say(N_("Doubts")), lambda one: len(one[1]), right=True),
        Column("sure", say(N_("Confidence")), lambda one: _sure(one[1]), right=True,
               widest=12),
        Column("first", say(N_("For example")), lambda o: _least(o[1], say), flex=1),
    ]  # fmt: skip
    title = [
        plan.title,
        counted(draft, say),
        say(N_("read from: {form}"), form=say(_FORMS[draft.form])),
    ]
    if draft.proposals:
        names = list(draft.proposals.values())
        title.append(
            say(
                N_("{count} units are not in units.yaml: {names}"),
                count=len(names),
                names=_some(names),
            )
        )
    footer = [left_out(one, say) for one in draft.left_out[:_SHOWN]]
    steps = next_steps(draft, say, file)
    footer += [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    if file is None:
        footer.append(say(N_("nothing was written (--dry-run)")))
    return Grid(columns, [Section(_by_field(draft.doubts, say))], title, footer)


def counted(draft: Draft, say: Language) -> str:
    """How much was read."""
    plan = draft.plan
    return say(
        N_(
            "{tasks} tasks, {groups} groups, {targets} targets, {cites} documents cited"
        ),
        tasks=len(plan.tasks),
        groups=len(plan.groups),
        targets=len(plan.targets),
        cites=len(plan.cites),
    )


def next_steps(draft: Draft, say: Language, file: str | None) -> list[str]:
    """What is left to a person, in order; nothing where nothing was written."""
    if file is None:
        return []
    unknown = len(draft.proposals) if draft.lacks_units else 0
    steps = [
        say(
            N_("open {file} beside the decision: {count} comments “# kiểm tra:”"),
            file=file,
            count=len(draft.doubts),
        )
    ]
    if unknown:
        text = N_("add {count} new units to registers/units.yaml (see --add-units)")
        steps.append(say(text, count=unknown))
    plan = draft.plan.id
    steps.append(
        say(
            N_(
                "correct, delete each comment that is settled; "
                "cchc import --resolved {plan} deletes those answered since"
            ),
            plan=plan,
        )
    )
    return [*steps, say(N_("in the end: cchc check --plan {plan}"), plan=plan)]


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown}; …"


def _by_field(doubts: Sequence[Doubt], say: Language) -> list[tuple[str, list[Doubt]]]:
    """Doubts by what they are about, the most first."""
    found: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(field_name(doubt.field, say), []).append(doubt)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def _sure(doubts: Sequence[Doubt]) -> str:
    return f"≥ {round(min(one.confidence for one in doubts) * 100)}%"


def _least(doubts: Sequence[Doubt], say: Language) -> str:
    """The least sure of them, as an example."""
    least = min(doubts, key=lambda doubt: doubt.confidence)
    where = f"{least.id}: " if least.id else ""
    return f"{where}{say(least.why)}"


def left_out(one: LeftOut, say: Language) -> str:
    """A table that gave no tasks, with its first words."""
    return say(
        N_("left out: table {table} ({rows} rows) “{heading}”: no list of tasks"),
        table=one.table,
        rows=one.rows,
        heading=one.heading,
    )


def record(draft: Draft, units: Units, say: Language) -> dict[str, Any]:
    """The contract of a plan, with the doubts; unknown units have no id."""
    found = plan_record(draft.plan, units)
    unknown = draft.proposals
    found["plan"]["issuer"] = _unit(found["plan"]["issuer"], unknown)
    for task in found["tasks"]:
        for role in ("leads", "partners"):
            task[role] = [_unit(one, unknown) for one in task[role]]
    found["reports"] = [_report(one) for one in draft.plan.reports]
    found["doubts"] = [doubt_record(one, say) for one in draft.doubts]
    found["form"] = draft.form
    found["part"] = draft.part
    found["parts"] = list(draft.parts)
    return found


def _report(one: ReportDuty) -> dict[str, Any]:
    return {
        "period": one.period.text,
        "name": one.name,
        "due": one.due.text if one.due else None,
        "wording": one.wording,
        "at": one.at,
    }


def _unit(one: dict[str, Any], unknown: dict[str, str]) -> dict[str, Any]:
    name = unknown.get(one["id"])
    return {"id": None, "name": name} if name is not None else one


def doubt_record(one: Doubt, say: Language) -> dict[str, Any]:
    """One doubt of the contract."""
    return {
        "id": one.id,
        "field": one.field,
        "why": say(one.why),
        "confidence": round(one.confidence, 2),
    }


def nothing(found: Nothing, say: Language) -> str:
    """What the document holds where no list of tasks was found."""
    lines = [
        say(
            N_(
                "no table and no list of tasks was found; "
                "{paragraphs} paragraphs, {tables} tables"
            ),
            paragraphs=found.paragraphs,
            tables=len(found.left_out),
        )
    ]
    if found.head.title:
        lines.append(say(N_("title: {title}"), title=found.head.title))
    lines += [left_out(one, say) for one in found.left_out[:_SHOWN]]
    lines += [say(note) for note in found.notes[:_SHOWN]]
    if len(found.parts) > 1:
        numbers = ", ".join(found.parts)
        lines.append(
            say(
                N_("the file holds several decisions ({numbers}); see --part"),
                numbers=numbers,
            )
        )
    return "\n".join(lines) + "\n"


def nothing_record(found: Nothing, say: Language) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": 1,
        "plan": None,
        "tasks": [],
        "doubts": [],
        "paragraphs": found.paragraphs,
        "tables": [
            {"table": one.table, "rows": one.rows, "heading": one.heading}
            for one in found.left_out
        ],
        "notes": [say(note) for note in found.notes],
        "message": say(Message(N_("no list of tasks was found"))),
    }
