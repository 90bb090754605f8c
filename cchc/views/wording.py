"""What `cchc wording` shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.problems import N_
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language
from cchc.views.records import deadline_record
from cchc.wording import Reading


def record(text: str, reading: Reading, say: Language) -> dict[str, Any]:
    """One wording of the JSON contract."""
    return {
        "wording": text,
        "deadlines": [deadline_record(d) for d in reading.deadlines],
        "findings": [say(problem) for problem in reading.problems],
        "notes": [say(note) for note in reading.notes],
    }


def grid(readings: Sequence[tuple[str, Reading]], say: Language) -> Grid:
    """Wordings beside their meaning."""
    columns: list[Column[tuple[str, Reading]]] = [
        Column("wording", say(N_("Wording")), lambda one: one[0], flex=1),
        Column("meaning", say(N_("Meaning")), lambda one: meaning(one[1], say), flex=1),
    ]
    return Grid(columns, [Section(readings)])


def meaning(reading: Reading, say: Language) -> str:
    """The deadlines in words, one a line; or what was not understood."""
    if reading.problems:
        return "\n".join(say(problem) for problem in reading.problems)
    notes = [say(note) for note in reading.notes]
    return "\n".join([labels.deadlines(reading.deadlines, say), *notes])
