"""The files of a new workspace, empty or with the sample, from the package's data."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

_PLACES = {
    "README.md": "README.md",
    "CODEOWNERS": "CODEOWNERS",
    "gitattributes": ".gitattributes",
    "gitignore": ".gitignore",
    "vscode-settings.json": ".vscode/settings.json",
}
"""Names in the package, which must not act on the package, to names in a workspace."""


def starting_files(sample: bool, year: int) -> dict[str, str]:
    """Path below the workspace to text. `year` names the empty plan."""
    data = resources.files("cchc") / "data"
    files = {
        place: (data / "workspace" / name).read_text(encoding="utf-8")
        for name, place in _PLACES.items()
    }
    if sample:
        return {**files, **dict(_walk(data / "sample", ""))}
    for path, text in _walk(data / "blank", ""):
        named = path.replace("{year}", str(year))
        files[named] = text.replace("{year}", str(year))
    return files


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    """Files below a folder of the package, by path."""
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _walk(entry, f"{path}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{path}{entry.name}", entry.read_text(encoding="utf-8")
