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
    columns = [
        Column("unit", say(N_("Unit")), flex=2),
        Column("overdue", say(N_("Overdue")), right=True),
        Column("soon", say(N_("Soon due")), right=True),
        Column("file", say(N_("File")), flex=3),
    ]
    rows = [
        (
            units.name(letter.unit),
            str(len(letter.overdue)),
            str(len(letter.soon)),
            file.name,
        )
        for letter, file in zip(letters, files, strict=True)
    ]
    if not rows:
        return Grid(columns, [], [say(N_("No unit has anything overdue or soon due."))])
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
