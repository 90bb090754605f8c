"""Options that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cchc.problems import N_


class Format(StrEnum):
    """Output formats of commands that list."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def complete_plans(incomplete: str) -> list[str]:
    """Plan ids of the workspace around the current folder, for the shell."""
    from cchc.load import Workspace, find_root
    from cchc.problems import CchcError

    try:
        ids = Workspace(find_root(Path.cwd())).plan_ids
    except CchcError:
        return []
    return [plan for plan in ids if plan.startswith(incomplete)]


def complete_units(incomplete: str) -> list[tuple[str, str]]:
    """Unit ids with names, for the shell."""
    from cchc.load import Workspace, find_root
    from cchc.problems import CchcError
    from cchc.units import Units

    try:
        register = Workspace(find_root(Path.cwd())).units.record
    except CchcError:
        return []
    units = Units(register).everyone if register else ()
    return [(u.id, u.name) for u in units if u.id.startswith(incomplete)]


def complete_states(incomplete: str) -> list[str]:
    """States of a journal entry, for the shell."""
    from typing import get_args

    from cchc.models.journal import State

    return [state for state in get_args(State) if state.startswith(incomplete)]


PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        autocompletion=complete_plans,
        help=N_("Plan id; by default the workspace's own."),
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit", autocompletion=complete_units, help=N_("Only this unit (id or name).")
    ),
]
QuarterOption = Annotated[
    str | None, typer.Option("--quarter", help=N_("Q1, Q2, Q3 or Q4."))
]
HalfOption = Annotated[
    str | None, typer.Option("--half", help=N_("H1 or H2: six months."))
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=1990,
        max=2100,
        help=N_("Year of the quarter or half; by itself, the yearly report."),
    ),
]
TemplateOption = Annotated[
    Path | None, typer.Option("--template", help=N_("Your own Word template (.docx)."))
]
ForceOption = Annotated[
    bool, typer.Option("--force", help=N_("Replace the file if it exists."))
]
ExplainContextOption = Annotated[
    bool,
    typer.Option("--explain-context", help=N_("List the names a template may use.")),
]
ReportFileOption = Annotated[
    Path | None,
    typer.Option("--out", help=N_("File to write; by default named by the plan.")),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help=N_("As of this day (2024-07-01 or 01/07/2024); today by default."),
    ),
]
KeysOption = Annotated[
    bool,
    typer.Option(
        "--keys", help=N_("CSV for programs: keys as headings, values as they are.")
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help=N_("How to print the result."))
]
