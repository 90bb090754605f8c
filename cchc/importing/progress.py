"""What a tracker says has become of its tasks, as journal entries."""

from __future__ import annotations

import re
from dataclasses import replace

from cchc.importing.document import joined, printed_day
from cchc.importing.results import FAIR, Doubt, Draft, RawTask
from cchc.importing.shapes.roles import Role
from cchc.importing.writing import flow, plain
from cchc.models.journal import Evidence, State, TaskEntry
from cchc.models.plan import Task
from cchc.problems import N_, Message, message
from cchc.text.characters import fold

UNDATED = N_("“{said}” has no day, so no entry of the journal was made of it")
UNPROVEN = N_("done, but no product is named; no entry of the journal was made of it")
SHARED = N_("several lead; whose entry “{said}” is was not guessed")
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
# In this order: "chưa hoàn thành" is not "hoàn thành".
_STATES: tuple[tuple[State | None, re.Pattern[str]], ...] = (
    (None, re.compile(r"\bchua\b|\bkhong thuc hien")),
    ("blocked", re.compile(r"vuong|kho khan|tam dung|cham do")),
    ("started", re.compile(r"\bdang\b|da trien khai|mot phan")),
    ("done", re.compile(r"hoan thanh|da xong|\bxong\b|\bda (trinh|ban hanh|gui|nop)")),
)
_WORDS_ONLY = re.compile(r"(da )?(hoan thanh|xong|dat|thuc hien xong)( dung han)?\Z")


def with_entries(draft: Draft) -> tuple[Draft, dict[str, list[TaskEntry]]]:
    """The draft, and by unit the entries that its tracker columns make.

    What became an entry leaves the other columns of its task; what could not is a
    doubt.
    """
    entries: dict[str, list[TaskEntry]] = {}
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    signed = draft.plan.decision.signed
    day = signed.text if signed and signed.is_day else None
    for task, row in zip(draft.plan.tasks, draft.rows, strict=True):
        made = _entry(task, row, day) if row.progress else None
        if isinstance(made, TaskEntry):
            entries.setdefault(task.leads[0], []).append(made)
            names = {name for _, name, _ in row.progress}
            extra = {k: text for k, text in task.extra.items() if k not in names}
            task = task.model_copy(update={"extra": extra})
        elif made is not None:
            doubts.append(Doubt(task.id, "journal", made, FAIR))
        tasks.append(task)
    plan = draft.plan.model_copy(update={"tasks": tuple(tasks)})
    return replace(draft, plan=plan, doubts=(*draft.doubts, *doubts)), entries


def _entry(task: Task, row: RawTask, day: str | None) -> TaskEntry | Message | None:
    """One row's entry; why there is none; None where there is nothing to say."""
    said = [joined(text) for role, _, text in row.progress if role is Role.STATE]
    done = [joined(text) for role, _, text in row.progress if role is Role.DONE]
    words = "; ".join(said)
    finished = printed_day(_DAY.search(" ".join(done)))
    folded = fold(words)
    known = (state for state, form in _STATES if form.search(folded))
    state = next(known, "done" if finished else None)
    if state is None:
        return None
    if len(task.leads) != 1:
        return message(SHARED, said=words or done[0])
    when = finished if state == "done" and finished else day
    if when is None:
        return message(UNDATED, said=words)
    products = [text for text in said if not _WORDS_ONLY.match(fold(text))]
    if state == "done" and not products:
        return message(UNPROVEN)
    proof = tuple(Evidence(document=text[:2000]) for text in products)
    return TaskEntry.model_validate(
        {
            "task": task.id,
            "date": when,
            "state": state,
            "evidence": proof if state == "done" else (),
            "note": None if state == "done" else words,
        }
    )


def journal_yaml(unit: str, entries: list[TaskEntry]) -> str:
    """The text of progress/<unit>.yaml, its entries by day."""
    ordered = sorted(entries, key=lambda entry: entry.date.start)
    lines = "".join(f"  - {flow(plain(entry))}\n" for entry in ordered)
    return (
        "# yaml-language-server: $schema=../../../schemas/progress.schema.json\n"
        f"format: 1\nunit: {unit}\nentries:\n{lines}"
    )
