"""Where each kind of file lies: the one table of what is read.

Reading a workspace, the rule of files that nobody reads, the files of a git revision
and the line that leads editors to a schema all follow it: a new kind is a new line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cchc.models.base import Record

FOLDER = "plans"
_LONGEST = 80
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"


class Place(NamedTuple):
    """A kind of file: its schema's name, its path below plans/, its model.

    In `path`, `{plan}` is a plan's folder and `{name}` a file name that is free. Some
    kinds lie in another `folder` of the workspace.
    """

    kind: str
    path: str
    model: str
    folder: str = FOLDER

    @property
    def whole(self) -> str:
        """Its path below the workspace."""
        return f"{self.folder}/{self.path}"

    @property
    def is_single(self) -> bool:
        """Whether a workspace has one such file at most."""
        return "{" not in self.path


PLACES = (
    Place("decision", "{plan}/decision.yaml", "plan.Plan"),
    Place("amendment", "{plan}/amendments/{name}.yaml", "amendment.Amendment"),
    Place("progress", "{plan}/progress/{name}.yaml", "journal.Journal"),
    Place("units", "registers/units.yaml", "units.UnitRegister"),
    Place("indicators", "registers/indicators.yaml", "registers.IndicatorRegister"),
    Place("documents", "registers/documents.yaml", "registers.DocumentRegister"),
    Place("workdays", "registers/workdays.yaml", "registers.WorkdayRegister"),
    Place("workspace", "workspace.yaml", "workspace.WorkspaceConfig"),
    Place("scheme", "schemes/{name}.yaml", "scheme.Scheme"),
    Place("scores", "{plan}/scores/{name}.yaml", "scores.ScoreSheet"),
    Place("report", "{plan}/reports/{name}.yaml", "report_text.ReportText"),
    Place("statistics", "{plan}/statistics/{name}.yaml", "statistics.StatisticsSheet"),
    Place("statistics-form", "registers/statistics.yaml", "statistics.StatisticsForm"),
    Place("outline", "outlines/{name}.yaml", "outline.Outline", "templates"),
)
BY_KIND = {place.kind: place for place in PLACES}
SHARED = frozenset(
    first
    for place in PLACES
    for first, _, rest in (place.path.partition("/"),)
    if place.folder == FOLDER and rest and "{" not in first
)
"""Folders below plans/ that hold no plan, such as `registers`."""


class Placed(NamedTuple):
    """What a path stands for: the kind, and which plan's and whose it is, if any."""

    kind: str
    plan: str | None = None
    name: str | None = None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    free = {
        r"\{plan\}": f"(?P<plan>{_SLUG})",
        r"\{name\}": r"(?P<name>[^./][^/]*)",
    }
    found = []
    for place in PLACES:
        pattern = re.escape(place.whole)
        for written, meant in free.items():
            pattern = pattern.replace(written, meant)
        found.append((place.kind, re.compile(pattern)))
    return tuple(found)


def placed(path: str) -> Placed | None:
    """What the file at `path` (below the workspace) is; None where none is read."""
    for kind, pattern in _patterns():
        match = pattern.fullmatch(path)
        if match is not None:
            groups = match.groupdict()
            plan = groups.get("plan")
            if plan is None or is_plan_id(plan):
                return Placed(kind, plan, groups.get("name"))
    return None


def path_of(kind: str, plan: str = "", name: str = "") -> str:
    """The path of a file below the workspace."""
    return BY_KIND[kind].whole.format(plan=plan, name=name)


def model_of(kind: str) -> type[Record]:
    """The model of a kind of file, imported when it is needed."""
    module, _, name = BY_KIND[kind].model.partition(".")
    found: type[Record] = getattr(import_module(f"cchc.models.{module}"), name)
    return found


def schema_line(kind: str) -> str:
    """The comment that leads an editor to the schema of the file."""
    up = "../" * BY_KIND[kind].whole.count("/")
    return f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json"


_DEVICES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10)]
)
"""Names that Windows keeps for devices: no folder can have them."""


def is_plan_id(name: str) -> bool:
    """Whether a folder of this name may be a plan's."""
    fits = len(name) <= _LONGEST and re.fullmatch(_SLUG, name)
    return bool(fits) and name not in SHARED and name not in _DEVICES


def shown(name: str) -> str:
    """A name that is no plan id, on one line and no longer than a person reads."""
    return repr(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 3]}…")


def files_in(root: Path) -> Iterator[str]:
    """Paths of the files of ours in a workspace; no links, as git keeps none."""
    for place in PLACES:
        folder = root / place.folder
        for file in folder.glob(place.path.format(plan="*", name="*")):
            inside = file.relative_to(folder)
            linked = any(
                (folder / one).is_symlink() for one in (inside, *inside.parents[:-1])
            )
            path = file.relative_to(root).as_posix()
            if not linked and placed(path):
                yield path
