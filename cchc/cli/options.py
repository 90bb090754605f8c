"""Options that commands share, and how what is typed becomes a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from cchc.cli.session import Session
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.models.journal import TargetEntry, TaskEntry
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

E = TypeVar("E", "TaskEntry", "TargetEntry")


def entry_of(model: type[E], given: dict[str, Any]) -> E:
    """An entry from what was typed. Raises `CchcError` naming the first bad value."""
    from pydantic import ValidationError

    from cchc.load.faults import explain
    from cchc.text.files import tidy

    texts = {k: tidy(v) if isinstance(v, str) else v for k, v in given.items() if v}
    try:
        return model.model_validate(texts)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        text, _ = explain(first, model)
        key = ".".join(str(part) for part in first["loc"])
        raise CchcError(N_("{key}: {why}"), key=key, why=text) from None


def unit_of(session: Session, query: str | None) -> str | None:
    """The id of a unit that was named. Raises `CchcError` for none or several."""
    if query is None:
        return None
    found = sorted(session.unit_ids(query))
    if len(found) > 1:
        raise CchcError(
            N_("{query} could be several units: {units}"),
            query=query,
            units=", ".join(found[:8]),
        )
    return found[0]


def office_of(session: Session) -> str:
    """The workspace's own unit, which measures where nobody else is named."""
    config = session.workspace.config
    if config is None or config.record is None:
        raise CchcError(N_("say who reports with --unit"))
    return config.record.office


def iso(text: str | None) -> str | None:
    """`12/06/2024`, as people write it, to `2024-06-12`; other text stays."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip()) if text else None
    if match is None:
        return text
    day, month, year = match.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def evidence_of(texts: list[str] | None) -> list[dict[str, str]]:
    """`12/BC-VPS 2024-06-12 https://…`: a product, its date, where it is."""
    from cchc.text.files import tidy

    found = []
    for text in texts or ():
        words, proof = tidy(text).split(), {}
        if len(words) > 1 and re.match(r"https?://", words[-1]):
            proof["link"] = words.pop()
        if len(words) > 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", iso(words[-1]) or ""):
            proof["signed"] = iso(words.pop()) or ""
        found.append({"document": " ".join(words), **proof})
    return found


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
