"""What `cchc import` shows: a summary, the draft beside its source, the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cchc.importing.results import Doubt, Draft, Nothing
from cchc.importing.tables import LeftOut, Role
from cchc.models.plan import ReportDuty
from cchc.problems import N_, Message
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language
from cchc.views.records import plan_record

_FORMS = {
    "table": N_("tables"),
    "prose": N_("prose: no table of tasks, tasks written as paragraphs"),
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
}
_SHOWN = 12


def field_name(field: str, say: Language) -> str:
    """`cites 76/NQ-CP` and `decision.number` by their kind."""
    kind = field.split(" ")[0].split(".")[0]
    return say(_FIELDS.get(kind, kind))


def summary(draft: Draft, say: Language, file: str | None) -> Grid:
    """What was read, doubts by kind, what was left out; `file` is what was written."""
    plan = draft.plan
    columns = [
        Column("field", say(N_("To check")), widest=32),
        Column("doubts", say(N_("Doubts")), right=True),
        Column("sure", say(N_("Confidence")), right=True, widest=12),
        Column("first", say(N_("For example")), flex=1),
    ]
    title = [
        plan.title,
        say(
            N_(
                "{tasks} tasks, {groups} groups, {targets} targets, "
                "{cites} documents cited"
            ),
            tasks=len(plan.tasks),
            groups=len(plan.groups),
            targets=len(plan.targets),
            cites=len(plan.cites),
        ),
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
    footer = [_left_out(one, say) for one in draft.left_out[:_SHOWN]]
    if file is not None:
        footer.append(say(N_("written: {file}; look for “# kiểm tra:”"), file=file))
    else:
        footer.append(say(N_("nothing was written (--dry-run)")))
    return Grid(columns, [Section(_by_field(draft.doubts, say))], title, footer)


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown}; …"


def _by_field(doubts: Sequence[Doubt], say: Language) -> list[tuple[str, ...]]:
    counts = Counter(field_name(doubt.field, say) for doubt in doubts)
    rows: list[tuple[str, ...]] = []
    for name, count in counts.most_common():
        ones = [doubt for doubt in doubts if field_name(doubt.field, say) == name]
        least = min(ones, key=lambda doubt: doubt.confidence)
        where = f"{least.id}: " if least.id else ""
        sure = f"≥ {round(least.confidence * 100)}%"
        rows.append((name, str(count), sure, f"{where}{say(least.why)}"))
    return rows


def _left_out(one: LeftOut, say: Language) -> str:
    return say(
        N_("left out: table {table} ({rows} rows) “{heading}”: no list of tasks"),
        table=one.table,
        rows=one.rows,
        heading=one.heading,
    )


def review(draft: Draft, units: Units, say: Language) -> Grid:
    """Each task beside the row that it comes from."""
    columns = [
        Column("id", say(N_("Task")), widest=10),
        Column("source", say(N_("Source")), flex=1),
        Column("draft", say(N_("Draft")), flex=1),
        Column("doubts", say(N_("To check")), flex=1),
    ]
    doubts: dict[str | None, list[Doubt]] = {}
    for doubt in draft.doubts:
        doubts.setdefault(doubt.id, []).append(doubt)
    known = _Names(units, draft.proposals)
    rows = [
        (
            task.id,
            _printed(raw.cells, raw.extra, raw.place, say),
            _drafted(task, known, say),
            "\n".join(_doubt(one, say) for one in doubts.get(task.id, [])),
        )
        for task, raw in zip(draft.plan.tasks, draft.rows, strict=True)
    ]
    return Grid(columns, [Section(rows)], [draft.plan.title])


class _Names:
    """Names of units, also of those that are only proposed."""

    def __init__(self, units: Units, proposals: dict[str, str]) -> None:
        self.units, self.proposals = units, proposals

    def of(self, ids: Sequence[str]) -> str:
        return "; ".join(self.proposals.get(u) or self.units.name(u) for u in ids)


_ROLES = (
    (Role.TASK, N_("Task")),
    (Role.PRODUCT, N_("Products")),
    (Role.LEAD, N_("Lead")),
    (Role.PARTNER, N_("Partners")),
    (Role.WHEN, N_("Deadline")),
)


def _printed(
    cells: dict[Role, str], extra: dict[str, str], place: tuple[int, int], say: Language
) -> str:
    lines = []
    if place[0]:
        lines = [say(N_("table {table}, row {row}"), table=place[0], row=place[1])]
    lines += [
        f"{say(name)}: {' '.join(cells[r].split())}" for r, name in _ROLES if r in cells
    ]
    return "\n".join([*lines, *(f"{name}: {text}" for name, text in extra.items())])


def _drafted(task: Any, names: _Names, say: Language) -> str:
    parts = (
        (N_("Title"), task.title),
        (N_("Products"), "; ".join(task.products)),
        (N_("Lead"), names.of(task.leads)),
        (N_("Partners"), names.of(task.partners)),
        (N_("Deadline"), "; ".join(labels.deadline(d, say) for d in task.deadlines)),
    )
    return "\n".join(f"{say(name)}: {text}" for name, text in parts if text)


def _doubt(one: Doubt, say: Language) -> str:
    return (
        f"{field_name(one.field, say)} ({round(one.confidence * 100)}%): {say(one.why)}"
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
    lines += [_left_out(one, say) for one in found.left_out[:_SHOWN]]
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
