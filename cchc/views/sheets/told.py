"""What `cchc collect` says: a table a file, or JSON as the contract has it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from cchc.forms.collected import Collection, Outcome, Returned, Row
from cchc.load.additions import item_of
from cchc.problems import N_
from cchc.text.flow import flow
from cchc.units import Units
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

OUTCOMES = {
    Outcome.NEW: N_("to be written"),
    Outcome.SAME: N_("no change"),
    Outcome.CONFLICT: N_("conflict"),
    Outcome.UNKNOWN: N_("unknown row"),
    Outcome.REMOVED: N_("row deleted"),
    Outcome.STALE: N_("old form"),
    Outcome.ERROR: N_("wrong"),
}


def collected(found: Collection, units: Units, say: Language) -> Grid:
    """One line a row that says anything, by file; blank rows are only counted."""
    columns: list[Column[tuple[Returned, Row]]] = [
        Column("cell", say(N_("Cell")), lambda one: one[1].cell or "–", flex=1),
        Column("about", say(N_("Task")), lambda one: _about(one[1]), flex=1),
        Column(
            "outcome", say(N_("Outcome")), lambda one: say(OUTCOMES[one[1].outcome])
        ),
        Column("message", say(N_("Message")), lambda one: _words(one[1], say), flex=4),
    ]
    sections = []
    for one in found.files:
        rows = [(one, row) for row in one.rows if _speaks(row)]
        sections.append(Section(rows, _heading(one, units, say)))
    return Grid(columns, sections, footer=_footer(found, say))


def _speaks(row: Row) -> bool:
    return row.outcome is not Outcome.SAME or row.message is not None


def _about(row: Row) -> str:
    return row.task or row.target or "–"


def _words(row: Row, say: Language) -> str:
    """What is wrong, or the entry that is written."""
    if row.message is not None:
        return say(row.message)
    return flow(item_of(row.given.entry)) if row.given else ""


def _heading(one: Returned, units: Units, say: Language) -> str:
    parts = [one.file]
    if one.identity is not None:
        parts.append(units.name(one.identity.unit))
    if one.message is not None:
        parts.append(say(N_("refused: {why}"), why=say(one.message)))
    elif one.refused:
        parts.append(say(N_("refused: nothing of this file is written")))
    else:
        blank = sum(row.outcome is Outcome.SAME for row in one.rows)
        new = sum(row.outcome is Outcome.NEW for row in one.rows)
        parts.append(say(N_("{new} new, {blank} without change"), new=new, blank=blank))
    return " · ".join(parts)


def _footer(found: Collection, say: Language) -> list[str]:
    if found.written:
        return [say(N_("{count} entries written"), count=found.written)]
    count = sum(addition.added for addition in found.additions)
    if count:
        text = N_("{count} entries can be written: add --apply, or --branch NAME")
        return [say(text, count=count)]
    return [say(N_("nothing to write"))]


def as_json(found: Collection, say: Language) -> str:
    """The versioned contract; `message` of a file says why all of it is refused."""
    data = {
        "format": 1,
        "files": [_file(one, say) for one in found.files],
        "written": found.written,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _file(one: Returned, say: Language) -> dict[str, Any]:
    return {
        "file": one.file,
        "unit": one.identity.unit if one.identity else None,
        "plan": one.identity.plan if one.identity else None,
        "state": "refused" if one.refused else "ok",
        "message": say(one.message) if one.message else None,
        "rows": [_row(row, say) for row in one.rows],
    }


def _row(row: Row, say: Language) -> dict[str, Any]:
    return {
        "cell": row.cell,
        "task": row.task,
        "target": row.target,
        "outcome": row.outcome.value,
        "message": say(row.message) if row.message else None,
    }


def refused_files(found: Iterable[Returned]) -> Sequence[Returned]:
    """Files that get an answer: those with refused rows, and refused as a whole.

    A file that cannot be opened has no answer, nor has what could not be written.
    """
    return [
        one
        for one in found
        if one.refused and ((one.opened and not one.rows) or not one.message)
    ]
