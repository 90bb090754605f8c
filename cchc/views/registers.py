"""What `cchc documents` and `cchc indicators` show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.models.registers import Document
from cchc.problems import N_
from cchc.query.registers import Cited, Measured
from cchc.views import labels
from cchc.views.contract import target_record
from cchc.views.grid import Column, Grid, Section
from cchc.views.language import Language


def documents(found: Sequence[Cited], say: Language) -> Grid:
    """One line a document: number, date, title, who cites it and where."""
    columns = [
        Column("key", say(N_("Number")), widest=28),
        Column("signed", say(N_("Signed")), widest=10),
        Column("title", say(N_("Title")), flex=3),
        Column("issuer", say(N_("Issuer")), flex=2),
        Column("cited", say(N_("Cited by")), flex=2),
    ]
    rows = [
        (
            one.document.number or one.document.key,
            labels.signed_date(one.document.signed, say),
            _title(one.document, say),
            one.document.issuer or "",
            "; ".join(f"{plan} ({', '.join(c.at)})" for plan, c in one.plans),
        )
        for one in found
    ]
    footer = [say(N_("{count} documents"), count=len(found))]
    return Grid(columns, [Section(rows)], footer=footer)


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
        "cited": [{"plan": plan, "at": list(c.at)} for plan, c in one.plans],
    }


def indicators(found: Sequence[Measured], say: Language) -> Grid:
    """One line an indicator: name, unit, direction, the goals of each plan."""
    columns = [
        Column("id", say(N_("Id")), flex=2),
        Column("name", say(N_("Name")), flex=3),
        Column("unit", say(N_("Unit of measure")), widest=14),
        Column("better", say(N_("Better")), widest=8),
        Column("goals", say(N_("Goals")), flex=4),
    ]
    rows = [
        (
            one.indicator.id,
            one.indicator.name,
            one.indicator.unit,
            say(N_("up") if one.indicator.better == "up" else N_("down")),
            "\n".join(
                f"{plan} {target.id}: {labels.goal(target.goal, say)}"
                for plan, target in one.targets
            ),
        )
        for one in found
    ]
    footer = [say(N_("{count} indicators"), count=len(found))]
    return Grid(columns, [Section(rows)], footer=footer)


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
