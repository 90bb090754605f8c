"""What `cchc doctor` shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.problems import N_
from cchc.programs import Program
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

Present = tuple[Program, str | None]


def grid(found: Sequence[Present], say: Language) -> Grid:
    """Each program: whether it is there, what for, and where or how to get it."""
    columns: list[Column[Present]] = [
        Column("name", say(N_("Program")), lambda one: one[0].name, widest=20),
        Column("there", say(N_("There?")), lambda one: _there(one, say)),
        Column("purpose", say(N_("For what")), lambda one: say(one[0].purpose), flex=1),
        Column("place", say(N_("Where, or how to get it")),
               lambda one: one[1] or say(one[0].how), flex=1),
    ]  # fmt: skip
    footer = [say(N_("None of them is needed to follow plans."))]
    return Grid(columns, [Section(found)], footer=footer)


def _there(one: Present, say: Language) -> str:
    return say(N_("missing") if one[1] is None else N_("yes"))


def record(one: Present, say: Language) -> dict[str, Any]:
    """One program of `cchc doctor --format json`."""
    program, found = one
    return {
        "name": program.name,
        "purpose": say(program.purpose),
        "found": found,
        "how": say(program.how),
    }
