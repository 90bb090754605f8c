"""A draft as YAML, each doubt a comment beside it, put into a workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from cchc.importing.results import Doubt, Draft
from cchc.load import Loaded, Workspace, parse_record
from cchc.load.places import is_plan_id, schema_line, shown
from cchc.models.base import Record
from cchc.models.plan import (
    Citation,
    Decision,
    Group,
    Person,
    Plan,
    ReportDuty,
    Target,
    Task,
)
from cchc.models.registers import Document, DocumentRegister
from cchc.models.units import Unit, UnitGroup, UnitRegister
from cchc.problems import N_, CchcError, Message, message
from cchc.text.characters import fold
from cchc.text.comments import MARK
from cchc.text.files import locked, write_atomic
from cchc.text.flow import WORDS, quoted
from cchc.text.flow import flow as one_line

Say = Callable[[Message], str]
_SCHEMA = schema_line("decision")
# Plain scalars that no reader of YAML takes for anything but text.
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`\n\\]*\Z")
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
        *_section("groups", [_group(one, notes) for one in plan.groups]),
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
        yield f"  signer: {flow(_person(one.signer))}"
    if one.replaces:
        yield f"  replaces: {flow(one.replaces)}"
    if one.title:
        yield f"  title: {scalar(one.title)}"


def _person(one: Person) -> dict[str, Any]:
    """The name stands there even where the source leaves it blank."""
    said = one.model_dump(exclude_none=True)
    return said if one.name else {"name": None, **said}


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


def _group(one: Group, notes: _Notes) -> Iterator[str]:
    yield from notes.of(None, f"groups {one.id}", 2)
    field = f", field: {one.field}" if one.field else ""
    yield f"  - {{id: {quoted(one.id)}, title: {flow(one.title)}{field}}}"


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


def scalar(text: str) -> str:
    """A text in block style: plain where nothing could mistake it."""
    safe = not re.search(r": |:$| #|\n|[\\]", text) and text == text.strip()
    first = re.match(r"[^\W\d_]", text)
    return text if safe and first and text.lower() not in WORDS else quoted(text)


def flow(value: object) -> str:
    """A value on one line; what nothing could mistake stands without quotes."""
    return one_line(value, plain=_is_plain)


def _is_plain(value: object, _: str) -> bool:
    text = str(value)
    if not isinstance(value, str) and _PERIOD.match(text):
        return True
    return (
        bool(_PLAIN.match(text)) and text == text.strip() and text.lower() not in WORDS
    )


def unit_lines(entries: Sequence[Unit | UnitGroup], source: str) -> tuple[str, str]:
    """Proposed units and groups as list items of units.yaml."""
    bodies = [one for one in entries if isinstance(one, Unit)]
    groups = [one for one in entries if isinstance(one, UnitGroup)]
    return (
        _marked(source, len(bodies)) + "".join(map(_unit, bodies)),
        _marked(source, len(groups))
        + "".join(
            f"  - id: {one.id}\n    name: {scalar(one.name)}\n{_parent(one)}"
            for one in groups
        ),
    )


def _unit(one: Unit) -> str:
    """A unit; a level that its name does not tell is marked."""
    doubt = f"  {MARK} cấp" if one.level == "other" else ""
    return (
        f"  - id: {one.id}\n    name: {scalar(one.name)}\n    level: {one.level}"
        f"{doubt}\n{_parent(one)}"
    )


def _marked(source: str, count: int) -> str:
    """The one comment above new items: look them through, then delete it."""
    return f"  {MARK} {count} mục mới từ đây, theo {source}\n" if count else ""


def _parent(one: Unit | UnitGroup) -> str:
    return f"    parent: {one.parent}\n" if one.parent else ""


def units_yaml(entries: Sequence[Unit | UnitGroup], source: str) -> str:
    """Proposed units as a file of the form of units.yaml."""
    units, groups = unit_lines(entries, source)
    parts = ["format: 1\n"]
    parts += [f"units:\n{units}"] if units else []
    parts += [f"groups:\n{groups}"] if groups else []
    return "".join(parts)


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
    """Read the text back. Raises `CchcError` where it does not load as it was made."""
    loaded: Loaded[Plan] = Loaded(file, file.name)
    parse_record(Plan, loaded, text)
    if loaded.record != plan:
        why = loaded.findings[0].message if loaded.findings else None
        raise CchcError(
            N_("the draft does not read back as it was made, nothing was written{why}"),
            why=message(": {why}", why=why) if why else "",
        )


def file_draft(file: Path, text: str) -> None:
    """Write decision.yaml into a folder of its own."""
    write_atomic(file, text, None)


def add_units(
    workspace: Workspace, entries: Sequence[Unit | UnitGroup], source: str
) -> None:
    """Add proposed units to registers/units.yaml; nothing that stands there changes."""
    known = workspace.units.record

    def kept(new: UnitRegister) -> bool:
        return known is not None and (
            new.units[: len(known.units)] == known.units
            and new.groups[: len(known.groups)] == known.groups
        )

    added = dict(zip(("units", "groups"), unit_lines(entries, source), strict=True))
    _add(workspace, UnitRegister, added, kept)


def add_documents(
    workspace: Workspace, entries: Sequence[Document], source: str
) -> None:
    """Add cited documents to registers/documents.yaml, as `add_units` does."""
    known = workspace.documents.record or DocumentRegister()

    def kept(new: DocumentRegister) -> bool:
        return new.documents[: len(known.documents)] == known.documents

    added = {"documents": document_lines(entries, source)}
    _add(workspace, DocumentRegister, added, kept)


M = TypeVar("M", bound=Record)


def _add(
    workspace: Workspace,
    model: type[M],
    added: Mapping[str, str],
    kept: Callable[[M], bool],
) -> None:
    """Put items at the end of the lists of a register, and read it back first."""
    path = "plans/registers/units.yaml"
    if model is DocumentRegister:
        path = "plans/registers/documents.yaml"
    file = workspace.root / path
    if not any(added.values()):
        return
    with locked(file):
        before = file.read_bytes() if file.exists() else None
        text = before.decode("utf-8") if before else "format: 1\n"
        text = text if text.endswith("\n") else f"{text}\n"
        for name, lines in added.items():
            text = _appended(text, name, lines)
        loaded: Loaded[M] = Loaded(file, path)
        parse_record(model, loaded, text)
        if loaded.record is None or not kept(loaded.record):
            raise CchcError(
                N_("nothing could be added to {file}; add it by hand"), file=path
            )
        write_atomic(file, text, before)


# What a symbol says about the kind of document, by Decree 30/2020 and usage.
_TYPES = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "NĐ": "Nghị định", "TT": "Thông tư",
    "CT": "Chỉ thị", "KH": "Kế hoạch", "CTr": "Chương trình", "KL": "Kết luận",
    "TB": "Thông báo", "BC": "Báo cáo", "TTr": "Tờ trình", "CV": "Công văn",
    "HD": "Hướng dẫn", "ĐA": "Đề án", "QyĐ": "Quy định", "PL": "Pháp lệnh",
    "TTLT": "Thông tư liên tịch", "QC": "Quy chế", "CĐ": "Công điện",
}  # fmt: skip
_ISSUERS = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ",
    "TW": "Ban Chấp hành Trung ương Đảng", "UBTVQH": "Ủy ban Thường vụ Quốc hội",
}  # fmt: skip
_ACT = re.compile(r"\d+/\d{4}/(?:UBTV)?QH\d+\Z")


def as_documents(
    plan: Plan, register: DocumentRegister, kinds: Mapping[str, str]
) -> list[Document]:
    """Register entries for what a plan cites with its date and the register lacks.

    `kinds` has, by number, the kind of document that the text names beside it: that
    202/2025/QH15 is a resolution, only the words say.
    """
    known = {one.key for one in register.documents}
    found: dict[str, Document] = {}
    for cited in plan.cites:
        number, at, day = cited.document.rpartition("@")
        if at and cited.document not in known and cited.document not in found:
            kind, issuer = _kind(number, kinds.get(fold(number)))
            found[cited.document] = Document.model_validate(
                {"key": cited.document, "type": kind, "issuer": issuer, "signed": day,
                 "number": number if number[:1].isdigit() else None,
                 "title": None if number[:1].isdigit() else number,
                 "unverified": True}
            )  # fmt: skip
    return list(found.values())


def _kind(number: str, word: str | None) -> tuple[str, str | None]:
    """Type and issuer as far as number, symbol and the word beside them tell."""
    if number.startswith(("Luật", "Bộ luật")):
        return "Luật", "Quốc hội"
    words = re.split(r"[/-]", number)
    if _ACT.match(number):
        committee = words[-1].startswith("UBTV")
        return word or "Văn bản", _ISSUERS["UBTVQH"] if committee else "Quốc hội"
    kind = next((_TYPES[word] for word in words if word in _TYPES), "Văn bản")
    return kind, _ISSUERS.get(words[-1])


def document_lines(entries: Sequence[Document], source: str) -> str:
    """Documents as list items of documents.yaml."""
    return _marked(source, len(entries)) + "".join(
        f"  - key: {scalar(one.key)}\n    type: {one.type}\n"
        f"    number: {scalar(one.number) if one.number else 'null'}\n"
        f"    issuer: {one.issuer or 'null'}\n"
        f"    signed: {one.signed.text if one.signed else 'null'}\n"
        + (f"    title: {scalar(one.title)}\n" if one.title else "")
        + "    unverified: true\n"
        for one in entries
    )
