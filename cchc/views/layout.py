"""Deviations from the decree for people and programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.layout import BY_ID, Deviation
from cchc.problems import N_, Severity
from cchc.views.findings import SEVERITY
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language
from cchc.views.records import dumps


def law(deviation: Deviation, say: Language) -> str:
    """Where the decree says so."""
    return say(
        N_("Nghị định 30/2020/NĐ-CP, Phụ lục I, {place}"),
        place=BY_ID[deviation.component].law,
    )


def grid(name: str, found: Sequence[Deviation], say: Language) -> Grid:
    """One line a deviation."""
    columns: list[Column[Deviation]] = [
        Column("component", say(N_("Part")), lambda one: one.component, widest=4),
        Column("name", say(N_("Component")), lambda one: say(BY_ID[one.component].name),
               flex=2),
        Column("found", say(N_("Is")), lambda one: _found(one, say), flex=3),
        Column("wanted", say(N_("Should be")), lambda one: say(one.wanted), flex=3),
        Column("text", say(N_("Where")), lambda one: _place(one, say), flex=3),
        Column("law", say(N_("Annex I")), lambda o: BY_ID[o.component].law, widest=7),
    ]  # fmt: skip
    errors = sum(one.severity is Severity.ERROR for one in found)
    summary = say(
        N_("{errors} errors, {warnings} warnings"),
        errors=errors,
        warnings=len(found) - errors,
    )
    title = say(N_("{path} against Nghị định 30/2020/NĐ-CP, Annex I"), path=name)
    return Grid(columns, [Section(found)], [title], [summary])


def _found(one: Deviation, say: Language) -> str:
    text = say(one.found)
    if one.severity is not Severity.ERROR:
        text = f"({say(SEVERITY[one.severity])}) {text}"
    return text


def _place(one: Deviation, say: Language) -> str:
    if not one.text:
        return ""
    if one.count == 1:
        return f"“{one.text}”"
    return say(N_("“{value}” ({count} places)"), value=one.text, count=one.count)


def as_json(name: str, found: Sequence[Deviation], say: Language) -> str:
    """The versioned contract of `cchc layout --format json`."""
    return dumps({"format": 1, "findings": [record(name, one, say) for one in found]})


def record(name: str, one: Deviation, say: Language) -> dict[str, Any]:
    """One deviation, with the keys that findings of other commands have."""
    found, wanted = say(one.found), say(one.wanted)
    return {
        "rule": one.component,
        "severity": one.severity.value,
        "path": name,
        "line": 0,
        "column": 0,
        "message": say(
            N_("{part}: is {found}, should be {wanted}"),
            part=say(BY_ID[one.component].name),
            found=found,
            wanted=wanted,
        ),
        "component": say(BY_ID[one.component].name),
        "found": found,
        "wanted": wanted,
        "law": law(one, say),
        "paragraph": one.line or None,
        "text": one.text,
        "count": one.count,
    }
