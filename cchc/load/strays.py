"""What lies under plans/ and is not read: each is named, so that nothing is lost."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from cchc.load.places import FOLDER, PLACES, SHARED, is_plan_id, path_of, placed
from cchc.problems import N_, Finding, Message, Severity, message, reason

# `units.yaml.txt` is what Notepad makes of `units.yaml`, and Explorer hides the end.
_YAML = re.compile(r"(.+?)\.ya?ml(\.txt)?\Z", re.IGNORECASE)
_PARTS = frozenset(folder for place in PLACES for folder in place.path.split("/")[1:-1])
"""Folders of a plan that hold files of ours, such as `progress`."""


class _Inside(NamedTuple):
    """A folder on the way down: its path, its plan, and the real folders above it."""

    folder: Path
    path: str
    plan: str | None
    above: tuple[str, ...]

    def entry(self, name: str) -> _Inside:
        """A folder inside this one."""
        above = (*self.above, os.path.realpath(self.folder))
        plan = self.plan
        if len(above) == 1 and name not in SHARED:
            plan = name
        return _Inside(self.folder / name, f"{self.path}/{name}", plan, above)

    def finding(
        self,
        rule: str,
        text: Message,
        help: Message | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        """A finding about the whole folder or file."""
        return Finding(rule, severity, self.path, 0, 0, text, self.plan, help=help)


def strays(root: Path, tidy: Collection[str] = ()) -> Iterator[Finding]:
    """Files and folders under plans/ that a person may believe are read, and are not.

    YAML outside its place, folders that are no plan, what cannot be opened, links that
    lead in a circle or away. Other files (.md, .docx, backups of editors) may lie
    anywhere. `tidy`: folders below plans/ of which it is known that all is read.
    """
    here = _Inside(root / FOLDER, FOLDER, None, ())
    yield from _walk(here, str(root.resolve()), tidy)


def _walk(here: _Inside, root: str, passed: Collection[str] = ()) -> Iterator[Finding]:
    try:
        names = sorted(entry.name for entry in os.scandir(here.folder))
    except OSError as error:
        yield _unreadable(here, error)
        return
    for name in names:
        if name.startswith(".") or name in passed:
            continue
        entry = here.entry(name)
        if entry.folder.is_symlink():
            fault = _link(entry, root)
            if fault is not None:
                yield from fault
                continue
        if _is_folder(entry.folder):
            yield from _folder(entry, root)
        else:
            yield from _file(entry, name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no right to look
        return False


def _unreadable(here: _Inside, error: OSError) -> Finding:
    return here.finding(
        "folder-unreadable",
        message(N_("the folder cannot be read: {why}"), why=reason(error)),
        message(N_("correct the rights; until then nothing in it is counted")),
    )


def _link(entry: _Inside, root: str) -> tuple[Finding, ...] | None:
    """What is wrong with a link; nothing for one that reading follows or judges."""
    real = Path(os.path.realpath(entry.folder))
    if real.is_symlink() or str(real) in entry.above or _holds(real, entry.above[-1]):
        return (
            entry.finding(
                "file-link-circle",
                message(N_("the link leads in a circle, so nothing behind it is read")),
                message(N_("delete the link")),
            ),
        )
    if not _is_folder(entry.folder) or real.is_relative_to(root):
        return None
    if placed(f"{entry.path}/decision.yaml") and _is_there(entry.folder):
        return ()  # loading the plan tells that it lies outside
    return (
        entry.finding(
            "file-outside",
            message(N_("the folder is a link that leaves the workspace")),
            message(N_("copy the folder into the workspace, or delete the link")),
        ),
    )


def _holds(folder: Path, inner: str) -> bool:
    return Path(inner).is_relative_to(folder)


def _folder(entry: _Inside, root: str) -> Iterator[Finding]:
    """A folder below plans/: a plan, a shared one, or something else."""
    if len(entry.above) > 1 or entry.plan is None:
        yield from _walk(entry, root)
        return
    name = entry.folder.name
    try:
        os.scandir(entry.folder).close()
    except OSError as error:
        yield _unreadable(entry, error)
        return
    if is_plan_id(name) and _is_there(entry.folder):
        yield from _walk(entry, root)
    elif not _holds_yaml(entry.folder):
        yield entry.finding(
            "folder-not-read",
            message(N_("nothing in this folder is read")),
            message(N_("a plan needs decision.yaml; keep other papers elsewhere")),
            Severity.WARNING,
        )
    elif not is_plan_id(name):
        yield entry.finding(
            "folder-name-invalid",
            message(N_("“{name}” is no plan id, so the folder is not read"), name=name),
            message(
                N_(
                    "rename it (lower-case letters, digits and hyphens, at most 80), "
                    "or move it out of plans/"
                )
            ),
        )
    else:
        yield entry.finding(
            "folder-without-plan",
            message(N_("without decision.yaml this is no plan: nothing in it counts")),
            message(
                N_("add decision.yaml (cchc import), or move the folder out of plans/")
            ),
        )
        yield from _walk(entry, root)


def _is_there(folder: Path) -> bool:
    return os.path.lexists(folder / "decision.yaml")


def _holds_yaml(folder: Path) -> bool:
    """Whether anything below the folder looks like a file of ours; no links."""
    return any(
        _YAML.match(name) and not name.startswith(".")
        for _, _, names in os.walk(folder)
        for name in names
    )


def _file(entry: _Inside, name: str) -> Iterator[Finding]:
    looks = _YAML.match(name)
    if looks is None:
        if name in (_PARTS if entry.plan else SHARED):
            yield _unreadable(entry, NotADirectoryError())
        elif len(entry.above) == 1 and entry.folder.is_symlink() and is_plan_id(name):
            yield _unreadable(entry, FileNotFoundError())
        return
    if placed(entry.path) is None:
        yield entry.finding(
            "file-not-read",
            message(N_("no command reads this file")),
            _meant(entry, looks[1]),
        )


def _meant(entry: _Inside, stem: str) -> Message:
    """Where the file would be read: under a mended name, one folder up, or the list."""
    parent = entry.path.rpartition("/")[0]
    for name in (stem, stem.lower()):
        for folder in (parent, parent.rpartition("/")[0]):
            path = f"{folder}/{name}.yaml"
            if path != entry.path and placed(path):
                return message(N_("rename or move it to {path}"), path=path)
    plan = entry.plan if entry.plan and is_plan_id(entry.plan) else None
    paths = [
        path_of(place.kind, plan or "", "…")
        for place in PLACES
        if place.folder == FOLDER and place.is_single == (plan is None)
    ]
    return message(
        N_("rename or move it to where it is read ({paths}), or out of plans/"),
        paths=", ".join(paths),
    )
