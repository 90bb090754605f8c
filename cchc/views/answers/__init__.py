"""The answer to a question asked of a roll-up, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cchc.problems import N_
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

HEADINGS = {
    "year": N_("Year"),
    "province": N_("Province"),
    "workspace": N_("Workspace"),
    "plans": N_("Number of plans"),
    "plan": N_("Plan"),
    "due": N_("Fell due"),
    "done": N_("Done"),
    "overdue": N_("Overdue"),
    "share_overdue": N_("Overdue, %"),
    "due_year": N_("Year due"),
    "quarter": N_("Quarter"),
    "on_time": N_("On time"),
    "late": N_("Late"),
    "share_on_time": N_("On time, %"),
    "target": N_("Target"),
    "title": N_("Title"),
    "form": N_("Kind of goal"),
    "threshold": N_("Asked"),
    "value": N_("Measured"),
    "unit": N_("Unit"),
    "measured_to": N_("Measured up to"),
    "unit_name": N_("Name of the unit"),
    "not_reported": N_("Not reported"),
    "levels": N_("Number of levels"),
    "provinces": N_("Provinces"),
}
"""Headings of columns that our questions have; others keep their names."""
Cells = Sequence[Any]
"""A row of an answer, in the order of its columns."""


def grid(
    title: str, names: Sequence[str], rows: Sequence[Cells], say: Language
) -> Grid:
    """A line a row; the title says what was asked."""
    columns = [_column(at, name, rows, say) for at, name in enumerate(names)]
    footer = [say(N_("{count} rows"), count=len(rows))]
    return Grid(columns, [Section(rows)], [title], footer)


def _column(at: int, name: str, rows: Sequence[Cells], say: Language) -> Column[Cells]:
    heading = HEADINGS.get(name)
    values = [row[at] for row in rows[:100]]
    figures = any(isinstance(value, int | float) for value in values)
    return Column(
        name,
        say(heading) if heading else name,
        lambda row: _cell(row[at]),
        right=figures,
        flex=1 if name in ("title", "unit_name") else 0,
    )


def _cell(value: Any) -> str | int | float | date | None:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if value is None or isinstance(value, str | int | date):
        return value
    return str(value)
