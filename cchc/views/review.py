"""The page on which a person compares a draft with its source, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.importing.results import Doubt, Draft, RawTask
from cchc.importing.shapes.roles import Role
from cchc.models.plan import Target, Task
from cchc.problems import N_
from cchc.units import Units
from cchc.views import labels
from cchc.views.draft import counted, field_name, left_out, next_steps
from cchc.views.labels import Language
from cchc.views.markup import render

_ROLES = (
    (Role.TASK, N_("Task")),
    (Role.PRODUCT, N_("Products")),
    (Role.LEAD, N_("Lead")),
    (Role.PARTNER, N_("Partners")),
    (Role.WHEN, N_("Deadline")),
)
_WORDS = {
    "page": N_("Draft and source side by side"),
    "decision": N_("Head of the decision"),
    "field": N_("Field"),
    "tasks": N_("Tasks"),
    "task": N_("Task"),
    "source": N_("Source"),
    "draft": N_("Draft"),
    "check": N_("To check"),
    "only": N_("only rows with something to check"),
    "targets": N_("Targets"),
    "units": N_("Units that are not in units.yaml"),
    "left_out": N_("Left out"),
}


def review_page(draft: Draft, units: Units, say: Language, file: str | None) -> str:
    """Each task beside the row that it comes from, as HTML without any script.

    `file` is the decision.yaml that was written, if one was.
    """
    doubts: dict[str | None, list[Doubt]] = {}
    for doubt in draft.doubts:
        doubts.setdefault(doubt.id, []).append(doubt)
    names = _Names(units, draft.proposals)
    return render(
        "import-review.html.j2",
        language=say.code,
        words={key: say(text) for key, text in _WORDS.items()},
        title=draft.plan.title,
        summary=counted(draft, say),
        steps=next_steps(draft, say, file),
        head=_head(draft, names, doubts.get(None, []), say),
        rows=[
            {
                "id": task.id,
                "place": _place(raw, say),
                "source": _printed(raw, say),
                "draft": _drafted(task, names, say),
                "doubts": [_doubt(one, say) for one in doubts.get(task.id, [])],
            }
            for task, raw in zip(draft.plan.tasks, draft.rows, strict=True)
        ],
        targets=[
            _target(one, doubts.get(one.id, []), say) for one in draft.plan.targets
        ],
        units=list(draft.proposals.values()),
        left_out=[left_out(one, say) for one in draft.left_out],
    )


class _Names:
    """Names of units, also of those that are only proposed."""

    def __init__(self, units: Units, proposals: dict[str, str]) -> None:
        self.units, self.proposals = units, proposals

    def of(self, ids: Sequence[str]) -> str:
        return "; ".join(self.proposals.get(u) or self.units.name(u) for u in ids)


def _head(
    draft: Draft, names: _Names, doubts: Sequence[Doubt], say: Language
) -> list[dict[str, Any]]:
    """What the head says, each field with its doubts; then doubts of no field."""
    one = draft.plan.decision
    signer = one.signer
    values = {
        "decision.number": (N_("Number"), one.number),
        "decision.symbol": (N_("Symbol"), one.symbol),
        "decision.signed": (N_("Signed"), labels.signed_date(one.signed, say)),
        "decision.issuer": (N_("Issuer"), names.of([one.issuer])),
        "decision.signer": (
            N_("Signer"),
            ", ".join(filter(None, (signer.name, signer.position))) if signer else None,
        ),
        "title": (N_("Title"), draft.plan.title),
        "period": (N_("Period"), labels.period(draft.plan.period, say)),
    }
    rows = [
        {
            "name": say(name),
            "value": value or "–",
            "doubts": [say(d.why) for d in doubts if d.field == field],
        }
        for field, (name, value) in values.items()
    ]
    rest = [doubt for doubt in doubts if doubt.field not in values]
    return rows + [
        {"name": field_name(d.field, say), "value": "–", "doubts": [say(d.why)]}
        for d in rest
    ]


def _place(raw: RawTask, say: Language) -> str:
    if not raw.place[0]:
        return ""
    return say(N_("table {table}, row {row}"), table=raw.place[0], row=raw.place[1])


def _printed(raw: RawTask, say: Language) -> list[tuple[str, str]]:
    cells = [(say(name), raw.cells[role]) for role, name in _ROLES if role in raw.cells]
    return [*cells, *raw.extra.items()]


def _drafted(task: Task, names: _Names, say: Language) -> list[tuple[str, str]]:
    parts = (
        (N_("Title"), task.title),
        (N_("Products"), "; ".join(task.products)),
        (N_("Lead"), names.of(task.leads)),
        (N_("Partners"), names.of(task.partners)),
        (N_("Deadline"), "; ".join(labels.deadline(d, say) for d in task.deadlines)),
        (N_("Note"), task.note or ""),
    )
    return [(say(name), text) for name, text in parts if text]


def _target(one: Target, doubts: Sequence[Doubt], say: Language) -> dict[str, Any]:
    by = f" ({labels.period(one.by, say)})" if one.by else ""
    return {
        "source": one.text or one.title,
        "draft": f"{labels.goal(one.goal, say)}{by}",
        "doubts": [say(doubt.why) for doubt in doubts],
    }


def _doubt(one: Doubt, say: Language) -> str:
    return (
        f"{field_name(one.field, say)} ({round(one.confidence * 100)}%): {say(one.why)}"
    )
