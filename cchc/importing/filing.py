"""Putting a draft into a workspace: a new plan folder, and units where asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cchc.importing.writing import units_yaml, with_units
from cchc.load import Loaded, Workspace, parse_record
from cchc.models.plan import Plan
from cchc.models.units import Unit, UnitGroup, UnitRegister
from cchc.problems import N_, CchcError
from cchc.text.files import locked, write_atomic

_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def place_of(workspace: Workspace, plan_id: str) -> Path:
    """The file of a new plan. Raises `CchcError` for a bad id or one that is taken."""
    if not _PLAN_ID.match(plan_id) or len(plan_id) > 80 or plan_id == "registers":
        raise CchcError(
            N_("{plan} is no plan id: lower-case letters, digits and hyphens only"),
            plan=repr(plan_id),
        )
    folder = workspace.folder / plan_id
    if folder.exists() or folder.is_symlink():
        raise CchcError(
            N_("{folder} is there already; choose another --id, nothing was written"),
            folder=f"plans/{plan_id}",
        )
    return folder / "decision.yaml"


def check_text(text: str, plan: Plan, file: Path) -> None:
    """Read the text back; a draft that does not load as it was made is not written."""
    loaded: Loaded[Plan] = Loaded(file, file.name)
    parse_record(Plan, loaded, text)
    if loaded.record != plan:
        raise AssertionError(f"draft does not read back: {loaded.findings[:3]}")


def file_draft(file: Path, text: str) -> None:
    """Write decision.yaml into a folder of its own."""
    write_atomic(file, text, None)


def add_units(
    workspace: Workspace, entries: Sequence[Unit | UnitGroup], source: str
) -> None:
    """Add proposed units to registers/units.yaml; nothing that stands there changes."""
    file = workspace.folder / "registers" / "units.yaml"
    if not entries:
        return
    with locked(file):
        before = file.read_bytes() if file.exists() else None
        text = (
            with_units(before.decode("utf-8"), entries, source)
            if before
            else units_yaml(entries, source)
        )
        loaded: Loaded[UnitRegister] = Loaded(file, "plans/registers/units.yaml")
        parse_record(UnitRegister, loaded, text)
        known = workspace.units.record
        if loaded.record is None or known is None or not _kept(known, loaded.record):
            raise CchcError(
                N_("units could not be added to {file}; add them by hand"),
                file="plans/registers/units.yaml",
            )
        write_atomic(file, text, before)


def _kept(old: UnitRegister, new: UnitRegister) -> bool:
    return (
        new.units[: len(old.units)] == old.units
        and new.groups[: len(old.groups)] == old.groups
    )
