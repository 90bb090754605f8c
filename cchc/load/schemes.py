"""Schemes and score sheets: where they lie, and their records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.load.files import Loaded, load_record
from cchc.problems import N_, CchcError

if TYPE_CHECKING:
    from cchc.load.workspace import Workspace
    from cchc.models.scheme import Scheme
    from cchc.models.scores import ScoreSheet


def shipped() -> Path:
    """The folder of the schemes that come with the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data" / "schemes"
    return inside if inside.is_dir() else package.parent / "plans" / "schemes"


def scheme_files(workspace: Workspace | None) -> dict[str, tuple[Path, Path]]:
    """Scheme id to its file and the root of it; the workspace's come first."""
    folders = [(shipped(), shipped())]
    if workspace is not None:
        folders.append((workspace.folder / "schemes", workspace.root))
    return {
        file.stem: (file, root)
        for folder, root in folders
        if folder.is_dir()
        for file in sorted(folder.glob("*.yaml"))
        if not file.name.startswith(".")
    }


def scheme_named(query: str, workspace: Workspace | None) -> str:
    """The id that a person means by it or some words of it. Raises for none, several.

    `1187` and `province-1187` mean `par-index-province-1187`.
    """
    files = scheme_files(workspace)
    words = set(query.lower().split("-"))
    found = [query] if query in files else []
    found = found or [name for name in files if words <= {*name.split("-")}]
    if len(found) != 1:
        raise CchcError(
            N_("{query} is no scheme; schemes here: {ids}")
            if not found
            else N_("{query} may mean: {ids}"),
            query=query,
            ids=", ".join(found or files) or "–",
        )
    return found[0]


def load_scheme(query: str, workspace: Workspace | None) -> Loaded[Scheme]:
    """The scheme that `query` names. Raises `CchcError` as `scheme_named`."""
    from cchc.models.scheme import Scheme

    file, root = scheme_files(workspace)[scheme_named(query, workspace)]
    return load_record(Scheme, file, root)


def own_schemes(workspace: Workspace) -> list[Loaded[Scheme]]:
    """Every scheme of the workspace, by file name."""
    from cchc.models.scheme import Scheme

    return [
        load_record(Scheme, file, root)
        for file, root in scheme_files(workspace).values()
        if root == workspace.root
    ]


def score_sheets(workspace: Workspace, plan: str) -> list[Loaded[ScoreSheet]]:
    """Every score sheet of a plan, by file name."""
    from cchc.models.scores import ScoreSheet

    folder = workspace.folder / plan / "scores"
    if not folder.is_dir():
        return []
    return [
        load_record(ScoreSheet, file, workspace.root, plan)
        for file in sorted(folder.glob("*.yaml"))
        if not file.name.startswith(".")
    ]


def load_facts(file: Path) -> Loaded[ScoreSheet]:
    """A file of facts that lies anywhere. Raises where there is none."""
    from cchc.models.scores import ScoreSheet

    if not file.is_file():
        raise CchcError(N_("{path}: there is no such file"), path=file)
    path = file.absolute()
    return load_record(ScoreSheet, path, path.parent)
