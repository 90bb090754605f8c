"""What `cchc remind` says on the console."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cchc.problems import N_
from cchc.reporting.letters import Letter
from cchc.units import Units
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language


def summary(
    letters: Sequence[Letter], files: Sequence[Path], units: Units, say: Language
) -> Grid:
    """One line a letter: to whom, how much is overdue and soon due, the file."""
    columns: list[Column[tuple[Letter, Path]]] = [
        Column("unit", say(N_("Unit")), lambda one: units.name(one[0].unit), flex=2),
        Column("overdue", say(N_("Overdue")), lambda o: len(o[0].overdue), right=True),
        Column("soon", say(N_("Soon due")), lambda one: len(one[0].soon), right=True),
        Column("file", say(N_("File")), lambda one: one[1].name, flex=3),
    ]  # fmt: skip
    if not letters:
        return Grid(columns, [], [say(N_("No unit has anything overdue or soon due."))])
    rows = list(zip(letters, files, strict=True))
    return Grid(
        columns,
        [Section(rows)],
        footer=[
            say(
                N_("{count} letters written to {folder}"),
                count=len(rows),
                folder=files[0].parent,
            )
        ],
    )
