"""An amendment from a few words: the file that a hand may write, checked before it is.

Whatever the rules of `check` find in the workspace with the new file, and did not find
without it, refuses the act: nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from cchc.amend import in_force
from cchc.checks.rules import check
from cchc.dates import parse_written
from cchc.load import Loaded, Workspace, parse_record
from cchc.load.places import path_of, schema_line
from cchc.models.amendment import Amendment
from cchc.models.deadlines import Deadline, Due, Follows, Unstated
from cchc.models.plan import Plan, Task
from cchc.problems import N_, BadValue, CchcError, Finding, Severity, reason
from cchc.text.characters import fold
from cchc.text.edit import append
from cchc.text.files import decode, locked, tidy, write_atomic, write_bytes
from cchc.text.flow import flow


class Paper(NamedTuple):
    """The document that changes the plan."""

    number: str
    signed: date
    effective: date | None = None
    issuer: str | None = None
    title: str | None = None

    @property
    def day(self) -> date:
        """The first day on which it counts."""
        return self.effective or self.signed


class Wanted(NamedTuple):
    """What is to change of one task; None is what stays."""

    task: str
    due: str | None = None
    what: str | None = None
    """The milestone that `due` is of, where the task has several."""
    leads: Sequence[str] = ()
    drop: bool = False
    because: str | None = None


class Draft(NamedTuple):
    """The file with the change, and what it was made from (None: a new file)."""

    file: Path
    path: str
    old: bytes | None
    text: str


def drafted(
    workspace: Workspace,
    plan: Plan,
    paper: Paper,
    items: Mapping[str, Sequence[Any]],
    name: str | None = None,
) -> Draft:
    """The text of an amendment with more items under `changes` and `drop`.

    The file of the same document takes them, else a new one: `name`, without suffix.
    Raises `CchcError` where it cannot.
    """
    for loaded in workspace.amendments(plan.id):
        known = loaded.record
        if known is None or known.document.number != paper.number:
            continue
        if known.document.signed.start == paper.signed and known.day == paper.day:
            raw = _read(loaded.file)
            return Draft(loaded.file, loaded.path, raw, _longer(raw, items))
    name = name or f"{paper.signed.isoformat()}-{slug(paper.number)}"
    path = path_of("amendment", plan.id, name)
    file = workspace.root / path
    if file.exists():
        raise CchcError(
            N_("{path} exists already and is of another document"), path=path
        )
    return Draft(file, path, None, _new(paper, plan, items))


def slug(number: str) -> str:
    """`45/QĐ-SM` as a file name has it: `45-qd-sm`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(number)).strip("-") or "van-ban"


def _new(paper: Paper, plan: Plan, items: Mapping[str, Sequence[Any]]) -> str:
    document = {
        "number": paper.number,
        "signed": paper.signed.isoformat(),
        "issuer": paper.issuer or plan.decision.issuer,
        "title": paper.title,
    }
    lines = [schema_line("amendment")]
    lines.append(f"document: {flow({k: v for k, v in document.items() if v})}")
    if paper.effective is not None and paper.effective != paper.signed:
        lines.append(f"effective: {paper.effective.isoformat()}")
    for key, ones in items.items():
        lines += [f"{key}:", *(f"  - {flow(one)}" for one in ones)] if ones else []
    return "\n".join(lines) + "\n"


def _longer(raw: bytes, items: Mapping[str, Sequence[Any]]) -> str:
    text = decode(raw).text or ""
    for key, ones in items.items():
        text = append(text, key, *ones) if ones else text
    return text


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CchcError(
            N_("{path} cannot be read: {why}"), path=file, why=reason(error)
        ) from None


def changes(
    plan: Plan, paper: Paper, wanted: Wanted
) -> dict[str, list[dict[str, Any]]]:
    """What is asked, as items of the file. Raises `CchcError` for what is not clear."""
    now = in_force(plan, paper.day)
    task = next((one for one in now.tasks if one.id == wanted.task), None)
    because = {"because": tidy(wanted.because)} if wanted.because else {}
    if task is None:
        raise CchcError(
            N_("plan {plan} has no task {task} on {day}"),
            plan=plan.id,
            task=wanted.task,
            day=paper.day,
        )
    if wanted.drop:
        if wanted.due or wanted.leads:
            raise CchcError(N_("--drop does not go with --due and --lead"))
        return {"drop": [{"task": task.id, **because}]}
    new: dict[str, Any] = {"task": task.id}
    if wanted.leads:
        new["leads"] = list(wanted.leads)
    if wanted.due is not None:
        new["deadlines"] = _deadlines(task, wanted)
    if len(new) == 1:
        raise CchcError(N_("say what changes: --due, --lead or --drop"))
    return {"changes": [{**new, **because}]}


def _deadlines(task: Task, wanted: Wanted) -> list[dict[str, Any]]:
    """The task's deadlines, one of them with the new date."""
    at = _meant(task, wanted.what)
    try:
        due = parse_written(tidy(wanted.due or ""))
    except BadValue as error:
        raise error.refusal() from None
    found = [_plain(one) for one in task.deadlines] or [{}]
    what = getattr(task.deadlines[at], "what", None) if task.deadlines else None
    found[at] = {"due": due.text, **({"what": what} if what else {})}
    return found


def _meant(task: Task, what: str | None) -> int:
    """Index of the deadline that is moved: the only one, or the one that is named."""
    dated = (Due, Follows, Unstated)
    fits = [i for i, one in enumerate(task.deadlines) if isinstance(one, dated)]
    if what is not None:
        wanted = fold(what)
        fits = [i for i in fits if fold(task.deadlines[i].what or "") == wanted]
    if len(fits) == 1 or not task.deadlines:
        return fits[0] if fits else 0
    names = [one.what for one in task.deadlines if isinstance(one, dated) and one.what]
    if not fits and what is None:
        raise CchcError(
            N_("task {task} has no single date to move; write the file by hand"),
            task=task.id,
        )
    raise CchcError(
        N_("task {task} has several milestones; say which with --for: {names}"),
        task=task.id,
        names=", ".join(names) or "–",
    )


def _plain(deadline: Deadline) -> dict[str, Any]:
    """A deadline as a file writes it."""
    found = deadline.model_dump(by_alias=True, exclude_unset=True)
    return {key: _text(value) for key, value in found.items() if value is not None}


def _text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _text(v) for k, v in value.items() if v is not None}
    return str(value).lower() if isinstance(value, bool) else str(value)


def refuse(workspace: Workspace, plan: Plan, draft: Draft, today: date) -> None:
    """Raise `CchcError` with the first error that the draft would bring in."""
    loaded: Loaded[Amendment] = Loaded(draft.file, draft.path, plan.id)
    parse_record(Amendment, loaded, draft.text)
    asked = (plan.id,)
    old = {_key(one) for one in check(workspace, asked, today) if _fails(one)}
    after = workspace.with_amendment(loaded)
    for one in check(after, asked, today):
        if _fails(one) and _key(one) not in old:
            raise CchcError(
                N_("{rule}: {what} ({place})"),
                rule=one.rule,
                what=one.message,
                place=f"{one.path}:{one.line}:{one.column}",
            )


def _fails(finding: Finding) -> bool:
    """An error, or a change that says nothing new."""
    is_idle = finding.rule == "amendment-cancelled"
    return (finding.severity is Severity.ERROR or is_idle) and not finding.accepted


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.path, finding.line, finding.id, str(finding.message)


def write_all(drafts: Sequence[Draft]) -> None:
    """Every file, or none. Raises `CchcError` where one cannot be written."""
    done: list[Draft] = []
    try:
        for draft in drafts:
            write(draft)
            done.append(draft)
    except (CchcError, OSError):
        for draft in done:
            if draft.old is None:
                draft.file.unlink(missing_ok=True)
            else:
                write_bytes(draft.file, draft.old)
        raise


def write(draft: Draft) -> None:
    """The file, in one step. Raises `CchcError` where it changed meanwhile."""
    draft.file.parent.mkdir(exist_ok=True)
    with locked(draft.file):
        write_atomic(draft.file, draft.text, draft.old)
