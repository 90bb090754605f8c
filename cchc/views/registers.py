"""What `cchc units`, `cchc documents` and `cchc indicators` show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cchc.models.registers import Document
from cchc.models.units import Succession, Unit, UnitGroup
from cchc.problems import N_
from cchc.query import Cited, Measured
from cchc.reporting.handover import Duty, Handed, Handover
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section, cards
from cchc.views.labels import Language
from cchc.views.records import Record, target_record, unit_record


def documents(found: Sequence[Cited], say: Language) -> Grid:
    """One line a document: number, date, title, who cites it and where."""
    columns: list[Column[Cited]] = [
        Column("key", say(N_("Number")), lambda o: o.document.number or o.document.key,
               widest=28),
        Column("signed", say(N_("Signed")),
               lambda o: labels.when(o.document.signed, say)),
        Column("title", say(N_("Title")), lambda o: _title(o.document, say), flex=3),
        Column("issuer", say(N_("Issuer")),
               lambda o: o.document.issuer, flex=2, least=10),
        Column("cited", say(N_("Cited by")), _cited_by, flex=2),
    ]  # fmt: skip
    footer = [say(N_("{count} documents"), count=len(found))]
    return Grid(columns, [Section(found)], footer=footer)


def _cited_by(one: Cited) -> str:
    return "; ".join(f"{plan} ({', '.join(at)})" for plan, at in one.plans)


def _title(document: Document, say: Language) -> str:
    title = document.title or document.type
    if document.replaced_by:
        title += f" ({say(N_('replaced by {key}'), key=document.replaced_by)})"
    return title


def document_record(one: Cited) -> dict[str, Any]:
    """One document of `cchc documents --format json`."""
    document = one.document
    return {
        "key": document.key,
        "type": document.type,
        "number": document.number,
        "issuer": document.issuer,
        "signed": document.signed.text if document.signed else None,
        "title": document.title,
        "replaced_by": document.replaced_by,
        "replaced_on": document.replaced_on.text if document.replaced_on else None,
        "unverified": document.unverified,
        "cited": [{"plan": plan, "at": list(at)} for plan, at in one.plans],
    }


def indicators(found: Sequence[Measured], say: Language) -> Grid:
    """One line an indicator: name, unit, direction, the goals of each plan."""
    columns: list[Column[Measured]] = [
        Column("id", say(N_("Id")), lambda one: one.indicator.id, flex=2, least=12),
        Column("name", say(N_("Name")), lambda one: one.indicator.name, flex=3),
        Column("unit", say(N_("Unit of measure")), lambda one: one.indicator.unit,
               widest=14),
        Column("better", say(N_("Better")), lambda o: say(_BETTER[o.indicator.better]),
               widest=8),
        Column("goals", say(N_("Goals")), lambda one: _goals(one, say), flex=4),
    ]  # fmt: skip
    footer = [say(N_("{count} indicators"), count=len(found))]
    return Grid(columns, [Section(found)], footer=footer)


_BETTER = {"up": N_("up"), "down": N_("down")}


def _goals(one: Measured, say: Language) -> str:
    return "\n".join(
        f"{plan} {target.id}: {labels.goal(target.goal, say)}"
        for plan, target in one.targets
    )


def indicator_record(one: Measured) -> dict[str, Any]:
    """One indicator of `cchc indicators --format json`."""
    return {
        "id": one.indicator.id,
        "name": one.indicator.name,
        "aliases": list(one.indicator.aliases),
        "unit": one.indicator.unit,
        "better": one.indicator.better,
        "targets": [{"plan": plan, **target_record(t)} for plan, t in one.targets],
    }


_LEVELS = {
    "central": N_("central"),
    "party": N_("party"),
    "province": N_("province level"),
    "district": N_("district level"),
    "commune": N_("commune level"),
    "internal": N_("inside an office"),
    "vertical": N_("vertical sector"),
    "association": N_("association"),
    "press": N_("press"),
    "other": N_("other"),
}
_RELATIONS = {
    "merged_into": N_("merged into"),
    "renamed": N_("renamed"),
    "split_from": N_("split from"),
    "split_into": N_("split into"),
    "recreated": N_("created again"),
}


def overview(
    found: Sequence[Unit | UnitGroup], units: Units, day: date, say: Language
) -> Grid:
    """One line a unit: name, level, whether it exists on the day, who answers now."""
    columns: list[Column[Unit | UnitGroup]] = [
        Column("id", say(N_("Id")), lambda unit: unit.id, flex=2),
        Column("name", say(N_("Name")), lambda unit: unit.name, flex=3),
        Column("level", say(N_("Level")), lambda unit: _level(unit, say), widest=16),
        Column("valid", say(N_("Exists")), lambda unit: validity(unit, say)),
        Column("owners", say(N_("Now answered by")),
               lambda u: "; ".join(map(units.name, _others(u, units, day))), flex=2),
    ]  # fmt: skip
    title = [say(N_("As of {day}"), day=labels.day(day))]
    return Grid(columns, [Section(found)], title)


def _level(unit: Unit | UnitGroup, say: Language) -> str:
    return say(_LEVELS[unit.level]) if unit.level else say(N_("group"))


def card(unit: Unit | UnitGroup, units: Units, day: date, say: Language) -> Grid:
    """Everything about one unit."""
    members = units.members(unit.id, day)
    lines = [
        (say(N_("Level")), say(_LEVELS[unit.level]) if unit.level else ""),
        (say(N_("Part of")), units.name(unit.parent) if unit.parent else ""),
        (say(N_("Also called")), "; ".join(unit.aliases)),
        (say(N_("Exists")), validity(unit, say)),
        (say(N_("Basis")), (unit.valid.basis if unit.valid else None) or ""),
        (
            say(N_("Members on {day}"), day=labels.day(day)),
            "; ".join(map(units.name, members)),
        ),
        (
            say(N_("Successors")),
            "\n".join(_succession(s, units.name(s.unit), say) for s in unit.successors),
        ),
        (
            say(N_("Took over from")),
            "\n".join(
                _succession(s, units.name(old), say)
                for old, s in units.predecessors(unit.id)
            ),
        ),
        (
            say(N_("Now answered by")),
            "; ".join(map(units.name, _others(unit, units, day))),
        ),
        (say(N_("Note")), unit.note or ""),
    ]
    title = [f"{unit.name} · {unit.id}", say(N_("As of {day}"), day=labels.day(day))]
    return cards(title, [Section(lines)], say)


def _others(unit: Unit | UnitGroup, units: Units, day: date) -> tuple[str, ...]:
    owners = units.owners(unit.id, day)
    return () if owners == (unit.id,) else owners


def validity(unit: Unit | UnitGroup, say: Language) -> str:
    """From and until, as far as the register knows."""
    valid = unit.valid
    if valid is None or (valid.from_ is None and valid.until is None):
        return "–"
    parts = []
    if valid.from_ is not None:
        parts.append(say(N_("from {day}"), day=labels.period(valid.from_, say)))
    if valid.until is not None:
        parts.append(say(N_("until {day}"), day=labels.period(valid.until, say)))
    return " ".join(parts) + (say(N_(" (unverified)")) if valid.unverified else "")


def _succession(one: Succession, name: str, say: Language) -> str:
    parts = [
        f"{say(_RELATIONS[one.relation])}: {name}",
        say(N_("from {day}"), day=labels.period(one.since, say)),
    ]
    if one.duties:
        parts.append(say(N_("duties: {duties}"), duties=", ".join(one.duties)))
    if one.basis:
        parts.append(one.basis)
    return "; ".join(parts) + (say(N_(" (unverified)")) if one.unverified else "")


def record(unit: Unit | UnitGroup, units: Units, day: date) -> dict[str, Any]:
    """One unit of `cchc units --format json`."""
    valid = unit.valid
    return {
        "id": unit.id,
        "name": unit.name,
        "kind": "unit" if isinstance(unit, Unit) else "group",
        "level": unit.level,
        "parent": unit.parent,
        "aliases": list(unit.aliases),
        "from": valid.from_.text if valid and valid.from_ else None,
        "until": valid.until.text if valid and valid.until else None,
        "unverified": bool(valid and valid.unverified),
        "exists": units.valid_on(unit.id, day),
        "members": [unit_record(u, units) for u in units.members(unit.id, day)],
        "successors": [
            {
                **unit_record(s.unit, units),
                "relation": s.relation,
                "since": s.since.text,
                "basis": s.basis,
                "duties": list(s.duties),
                "unverified": s.unverified,
            }
            for s in unit.successors
        ],
        "owners": [unit_record(u, units) for u in units.owners(unit.id, day)],
    }


DUTIES = {
    Duty.LEADS: N_("leads"),
    Duty.ONGOING: N_("ongoing"),
    Duty.TAKES_PART: N_("takes part"),
    Duty.TARGET: N_("target"),
    Duty.REPORT: N_("report"),
}


def handover(found: Handover, units: Units, say: Language) -> Grid:
    """One line a thing, by plan."""
    columns: list[Column[Handed]] = [
        Column("plan", say(N_("Plan")), lambda one: one.plan),
        Column("id", say(N_("No.")), lambda one: one.id, widest=12),
        Column("title", say(N_("Task")), lambda one: one.title, flex=4),
        Column("duty", say(N_("Part")), lambda one: say(DUTIES[one.duty])),
        Column("status", say(N_("Status")), lambda one: _standing(one, say)),
        Column("due", say(N_("Due")), lambda one: one.due),
        Column("heirs", say(N_("Taken over by")), lambda o: _heirs(o, units, say),
               flex=3),
    ]  # fmt: skip
    text = N_("{unit} hands over as of {day}; others take over from {over}")
    title = say(
        text,
        unit=units.name(found.unit),
        day=labels.day(found.as_of),
        over=labels.day(found.takes_over),
    )
    undecided = sum(not one.decided for one in found.items)
    count = say(
        N_("{count} in all, {undecided} undecided"),
        count=len(found.items),
        undecided=undecided,
    )
    return Grid(columns, [Section(list(found.items))], [title], [count])


def _standing(one: Handed, say: Language) -> str:
    return say(labels.STATUS[one.status]) if one.status else ""


def _heirs(one: Handed, units: Units, say: Language) -> str:
    names = "; ".join(map(units.name, one.heirs))
    if one.decided:
        return names
    return say(N_("undecided: {names}"), names=names or "–")


def handover_record(found: Handover, units: Units) -> Record:
    """The JSON contract of `cchc handover`."""
    return {
        "format": 1,
        "unit": unit_record(found.unit, units),
        "as_of": found.as_of.isoformat(),
        "takes_over": found.takes_over.isoformat(),
        "items": [
            {
                "plan": one.plan,
                "duty": one.duty.value,
                "id": one.id,
                "title": one.title,
                "status": one.status.value if one.status else None,
                "due": one.due.isoformat() if one.due else None,
                "open": one.open,
                "heirs": [unit_record(unit, units) for unit in one.heirs],
                "decided": one.decided,
            }
            for one in found.items
        ],
    }
