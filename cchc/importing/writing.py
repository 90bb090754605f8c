"""A draft as YAML, each doubt a comment beside it, put into a workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc.importing.results import Doubt, Draft
from cchc.load import Loaded, Workspace, parse_record
from cchc.load.places import is_plan_id, schema_line, shown
from cchc.models.plan import Citation, Decision, Plan, ReportDuty, Target, Task
from cchc.models.units import Unit, UnitGroup, UnitRegister
from cchc.problems import N_, CchcError, Message
from cchc.text.files import locked, write_atomic

Say = Callable[[Message], str]
MARK = "# kiểm tra:"
_SCHEMA = schema_line("decision")
# Plain scalars that no reader of YAML takes for anything but text.
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`\n\\]*\Z")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"])
_PERIOD = re.compile(r"\d{4}(-(Q\d|H\d|\d\d(-\d\d)?))?(/(\.\.|\d{4}\S*))?\Z")


def draft_yaml(draft: Draft, say: Say) -> str:
    """The text of decision.yaml."""
    notes = _Notes(draft.doubts, say)
    plan = draft.plan
    lines = [
        _SCHEMA,
        *notes.of(None, "source"),
        "format: 1",
        f"id: {quoted(plan.id)}",
        *notes.of(None, "title"),
        f"title: {scalar(plan.title)}",
        "decision:",
        *_decision(plan.decision, notes),
        *notes.of(None, "period"),
        f"period: {plan.period.text}",
        *(
            ["source:", f"  note: {scalar(plan.source.note or '')}"]
            if plan.source
            else []
        ),
        *_section("cites", [_citation(one, notes) for one in plan.cites]),
        *notes.of(None, "reports"),
        *_section("reports", [_report(one) for one in plan.reports]),
        *_section("groups", [_group(one.id, one.title, notes) for one in plan.groups]),
        *_section("targets", [_target(one, notes) for one in plan.targets]),
        *_section("tasks", [_task(one, notes) for one in plan.tasks]),
        *notes.rest(),
    ]
    return "\n".join(lines) + "\n"


class _Notes:
    """The doubts as comments; each is given out once."""

    def __init__(self, doubts: Sequence[Doubt], say: Say) -> None:
        self.left: dict[tuple[str | None, str], list[str]] = {}
        for doubt in doubts:
            texts = self.left.setdefault((doubt.id, doubt.field), [])
            text = " ".join(say(doubt.why).split())
            if text not in texts:
                texts.append(text)

    def of(self, item: str | None, field: str, indent: int = 0) -> list[str]:
        """Comment lines for one field."""
        texts = self.left.pop((item, field), [])
        return [f"{' ' * indent}{MARK} {text}" for text in texts]

    def within(self, item: str, indent: int) -> list[str]:
        """Comments of an item about what has no line of its own."""
        keys = [key for key in self.left if key[0] == item]
        return [line for key in keys for line in self.of(*key, indent)]

    def rest(self) -> list[str]:
        """Comments about what stands nowhere."""
        return [line for key in list(self.left) for line in self.of(*key)]


def _decision(one: Decision, notes: _Notes) -> Iterator[str]:
    values: dict[str, str] = {
        "number": quoted(one.number) if one.number else "null",
        "symbol": scalar(one.symbol) if one.symbol else "null",
        "signed": one.signed.text if one.signed else "null",
        "issuer": one.issuer,
    }
    for name, value in values.items():
        yield from notes.of(None, f"decision.{name}", 2)
        yield f"  {name}: {value}"
    yield from notes.of(None, "decision.signer", 2)
    if one.signer is not None:
        yield f"  signer: {flow(one.signer.model_dump(exclude_none=True))}"
    if one.replaces:
        yield f"  replaces: {flow(one.replaces)}"
    if one.title:
        yield f"  title: {scalar(one.title)}"


def _section(name: str, items: Sequence[Iterable[str]]) -> Iterator[str]:
    if items:
        yield f"{name}:"
    for item in items:
        yield from item


def _citation(one: Citation, notes: _Notes) -> Iterator[str]:
    bare = one.document.partition("@")[0]
    for key in (one.document, bare):
        yield from notes.of(None, f"cites {key}", 2)
    yield f"  - {flow({'document': one.document, 'at': list(one.at)})}"


def _report(one: ReportDuty) -> Iterator[str]:
    yield f"  - {flow(plain(one))}"


def _group(name: str, title: str, notes: _Notes) -> Iterator[str]:
    yield from notes.of(None, f"groups {name}", 2)
    yield f"  - {{id: {quoted(name)}, title: {flow(title)}}}"


def _target(one: Target, notes: _Notes) -> Iterator[str]:
    comments = notes.within(one.id, 2)
    yield from comments
    yield f"  - id: {scalar(one.id)}"
    if one.at:
        yield f"    at: {scalar(one.at)}"
    yield f"    title: {scalar(one.title)}"
    if one.indicator:
        yield f"    indicator: {one.indicator}"
    yield f"    goal: {flow(plain(one.goal))}"
    if one.by:
        yield f"    by: {one.by.text}"
    if one.task:
        yield f"    task: {quoted(one.task)}"
    if one.text:
        yield f"    text: {scalar(one.text)}"


def _task(one: Task, notes: _Notes) -> Iterator[str]:
    yield from notes.of(one.id, "id", 2)
    yield from notes.of(one.id, "row", 2)
    yield f"  - id: {quoted(one.id)}"
    if one.group:
        yield f"    group: {quoted(one.group)}"
    yield from notes.of(one.id, "title", 4)
    yield f"    title: {scalar(one.title)}"
    for name in ("products", "leads", "partners"):
        yield from notes.of(one.id, name, 4)
        if values := getattr(one, name):
            yield f"    {name}: {flow(values)}"
    yield from notes.of(one.id, "when", 4)
    if one.when:
        yield f"    when: {scalar(one.when)}"
    yield from notes.of(one.id, "deadlines", 4)
    if one.deadlines:
        yield "    deadlines:"
        yield from (f"      - {flow(plain(deadline))}" for deadline in one.deadlines)
    if one.extra:
        yield f"    extra: {flow(one.extra)}"
    if one.note:
        yield f"    note: {scalar(one.note)}"
    yield from notes.of(one.id, "text", 4)
    if one.text:
        yield f"    text: {scalar(one.text)}"
    yield from notes.within(one.id, 4)


def plain(record: Any) -> dict[str, Any]:
    """A record as the file writes it: aliases, and what is not said left out."""
    dumped: dict[str, Any] = record.model_dump(by_alias=True, exclude_defaults=True)
    return {name: value for name, value in dumped.items() if value is not None}


def quoted(text: str) -> str:
    """A text in double quotes."""
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{body}"'


def scalar(text: str) -> str:
    """A text in block style: plain where nothing could mistake it."""
    safe = not re.search(r": |:$| #|\n|[\\]", text) and text == text.strip()
    first = re.match(r"[^\W\d_]", text)
    return text if safe and first and text.lower() not in _WORDS else quoted(text)


def flow(value: Any) -> str:
    """A value in flow style, on one line."""
    if isinstance(value, Mapping):
        inside = ", ".join(
            f"{_key(k)}: {flow(v)}" for k, v in value.items() if v is not None
        )
        return f"{{{inside}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float)):
        return str(value)
    text = value if isinstance(value, str) else str(value)
    if not isinstance(value, str) and _PERIOD.match(text):
        return text
    safe = _PLAIN.match(text) and text == text.strip() and text.lower() not in _WORDS
    return text if safe else quoted(text)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[a-z_]+", name) else quoted(name)


def unit_lines(entries: Sequence[Unit | UnitGroup], source: str) -> tuple[str, str]:
    """Proposed units and groups as list items of units.yaml."""
    units = "".join(
        f"  - id: {one.id}\n    name: {scalar(one.name)}\n    level: {one.level}"
        f"  {MARK} {source}\n{_parent(one)}"
        for one in entries
        if isinstance(one, Unit)
    )
    groups = "".join(
        f"  - id: {one.id}  {MARK} {source}\n    name: {scalar(one.name)}\n"
        f"{_parent(one)}"
        for one in entries
        if isinstance(one, UnitGroup)
    )
    return units, groups


def _parent(one: Unit | UnitGroup) -> str:
    return f"    parent: {one.parent}\n" if one.parent else ""


def units_yaml(entries: Sequence[Unit | UnitGroup], source: str) -> str:
    """Proposed units as a file of the form of units.yaml."""
    units, groups = unit_lines(entries, source)
    parts = ["format: 1\n"]
    parts += [f"units:\n{units}"] if units else []
    parts += [f"groups:\n{groups}"] if groups else []
    return "".join(parts)


def with_units(text: str, entries: Sequence[Unit | UnitGroup], source: str) -> str:
    """The text of units.yaml with entries added at the end of its two lists."""
    units, groups = unit_lines(entries, source)
    lines = text if text.endswith("\n") or not text else f"{text}\n"
    for name, added in (("units", units), ("groups", groups)):
        lines = _appended(lines, name, added)
    return lines


def _appended(text: str, name: str, added: str) -> str:
    """Put items at the end of a top-level list; start the list where there is none."""
    if not added:
        return text
    start = re.search(rf"^{name}:[ \t]*(\[\s*\]|null|~)?[ \t]*(#.*)?$", text, re.M)
    if start is None:
        return f"{text}{name}:\n{added}"
    if start[1]:
        return f"{text[: start.start()]}{name}:\n{added}{text[start.end() + 1 :]}"
    after = re.search(r"^[a-z_]+:", text[start.end() :], re.M)
    end = start.end() + after.start() if after else len(text)
    body = text[:end].rstrip("\n")
    # Comments right above the next key belong to it.
    kept = re.search(r"(?:\n[ \t]*#[^\n]*|\n[ \t]*)*\Z", body) if after else None
    cut = kept.start() if kept else len(body)
    return f"{body[:cut]}\n{added.rstrip()}{body[cut:]}\n{text[end:]}"


def place_of(workspace: Workspace, plan_id: str) -> Path:
    """The file of a new plan. Raises `CchcError` for a bad id or one that is taken."""
    if not is_plan_id(plan_id):
        raise CchcError(
            N_("{plan} is no plan id: lower-case letters, digits and hyphens only"),
            plan=shown(plan_id),
        )
    folder = workspace.folder / plan_id
    if folder.exists() or folder.is_symlink():
        raise CchcError(
            N_("{folder} is there already; choose another --id, nothing was written"),
            folder=f"plans/{plan_id}",
        )
    return folder / "decision.yaml"


def check_text(text: str, plan: Plan, file: Path) -> None:
    """Read the text back; a draft that does not load as it was made is not written."""
    loaded: Loaded[Plan] = Loaded(file, file.name)
    parse_record(Plan, loaded, text)
    if loaded.record != plan:
        raise AssertionError(f"draft does not read back: {loaded.findings[:3]}")


def file_draft(file: Path, text: str) -> None:
    """Write decision.yaml into a folder of its own."""
    write_atomic(file, text, None)


def add_units(
    workspace: Workspace, entries: Sequence[Unit | UnitGroup], source: str
) -> None:
    """Add proposed units to registers/units.yaml; nothing that stands there changes."""
    file = workspace.folder / "registers" / "units.yaml"
    if not entries:
        return
    with locked(file):
        before = file.read_bytes() if file.exists() else None
        text = (
            with_units(before.decode("utf-8"), entries, source)
            if before
            else units_yaml(entries, source)
        )
        loaded: Loaded[UnitRegister] = Loaded(file, "plans/registers/units.yaml")
        parse_record(UnitRegister, loaded, text)
        known = workspace.units.record
        if loaded.record is None or known is None or not _kept(known, loaded.record):
            raise CchcError(
                N_("units could not be added to {file}; add them by hand"),
                file="plans/registers/units.yaml",
            )
        write_atomic(file, text, before)


def _kept(old: UnitRegister, new: UnitRegister) -> bool:
    return (
        new.units[: len(old.units)] == old.units
        and new.groups[: len(old.groups)] == old.groups
    )
