"""The files that differ between a commit and the work tree, loaded and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from cchc.compare.goals import Better
from cchc.compare.tasks import match_versions
from cchc.compare.versions import (
    Change,
    Kind,
    journal_changes,
    plan_changes,
    register_changes,
    unit_changes,
)
from cchc.load import Loaded, Workspace, load_record, parse_record
from cchc.load.files import M
from cchc.models.base import Record
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.registers import (
    DocumentRegister,
    IndicatorRegister,
    WorkdayRegister,
)
from cchc.models.units import UnitRegister
from cchc.models.workspace import WorkspaceConfig
from cchc.problems import Finding
from cchc.revisions.git import FILE, Repository, Revision
from cchc.text.files import decode

_REGISTERS: dict[str, type[Record]] = {
    "registers/units": UnitRegister,
    "registers/indicators": IndicatorRegister,
    "registers/documents": DocumentRegister,
    "registers/workdays": WorkdayRegister,
    "workspace": WorkspaceConfig,
}
_KIN = 0.5
"""A plan in another folder is the same when this share of its tasks stayed."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Every change of meaning since a revision, by plan.

    Files of the revision that cannot be read are `unreadable`, those of the work tree
    `broken`; neither stops the comparison of the others.
    """

    revision: Revision
    changes: tuple[Change, ...]
    unreadable: tuple[Finding, ...]
    broken: tuple[Finding, ...]


def differences(
    workspace: Workspace, name: str, merge_base: bool, wanted: Collection[str] = ()
) -> Differences:
    """What changed in meaning since revision `name`, in `wanted` plans or in all.

    Raises `CchcError` where there is no repository or no such revision.
    """
    repository = Repository(workspace.root.resolve())
    revision = repository.revision(name, merge_base)
    sides = _Sides(workspace, repository, revision.commit)
    changes = tuple(sides.changes(wanted))
    return Differences(revision, changes, tuple(sides.unreadable), tuple(sides.broken))


class _Sides:
    def __init__(
        self, workspace: Workspace, repository: Repository, commit: str
    ) -> None:
        self.workspace = workspace
        self.commit = commit
        self.unreadable: list[Finding] = []
        self.broken: list[Finding] = []
        self.then = repository.files(commit)
        self.now = set(_work_files(workspace))
        self.paths = {
            path
            for path in self.now | self.then.keys()
            if path not in self.now or self.differs(path)
        }
        gone = [path for path in self.then if path in self.paths]
        self.bytes = repository.contents(self.then[path] for path in gone)
        self.loaded: dict[tuple[str, bool], Any] = {}

    def differs(self, path: str) -> bool:
        """Whether the file's bytes are not those of the commit."""
        name = self.then.get(path)
        file = self.workspace.root / path
        if name is None or file.is_symlink():
            return True
        try:
            raw = file.read_bytes()
        except OSError:
            return True
        # Git names an object by the hash of a header and its bytes.
        hashed = hashlib.sha1 if len(name) == 40 else hashlib.sha256
        header = b"blob %d\0" % len(raw)
        return hashed(header + raw, usedforsecurity=False).hexdigest() != name

    def changes(self, wanted: Collection[str]) -> Iterator[Change]:
        """Plan by plan, then the registers."""
        renamed = self.renamed()
        origin = {new: old for old, new in renamed.items()}
        folders = {renamed.get(folder, folder) for folder in self.folders(self.paths)}
        for folder in sorted(folders):
            if not wanted or folder in wanted:
                yield from self.plan(origin.get(folder, folder), folder)
        if not wanted:
            yield from self.registers()

    def folders(self, paths: Iterable[str]) -> set[str]:
        """Plan folders of `paths`."""
        found = (FILE.fullmatch(path) for path in paths)
        return {match["plan"] for match in found if match and match["plan"]}

    def plan(self, before: str, folder: str) -> Iterator[Change]:
        """Changes of one plan and its journals; `before` is its folder then."""
        then, now = _decision(before), _decision(folder)
        if before != folder:
            yield Change(Kind.PLAN_RENAMED, folder, "id", folder, before, folder)
        if then in self.paths or now in self.paths:
            old, new = self.old(Plan, then), self.new(Plan, now)
            if old is not None and new is not None:
                for one in plan_changes(old, new, self.better):
                    if not (before != folder and one.item == "id"):
                        yield replace(one, plan=folder)
            elif old is not None and now not in self.now:
                yield Change(Kind.PLAN_REMOVED, folder, folder, old.title, old, None)
            elif new is not None and then not in self.then:
                yield Change(Kind.PLAN_ADDED, folder, folder, new.title, None, new)
        yield from self.journals(before, folder)

    def journals(self, before: str, folder: str) -> Iterator[Change]:
        """Changes of the journals that differ and can be read on both sides."""
        then = _journals(self.then, before)
        now = _journals(self.now, folder)
        for name in sorted({*then, *now}):
            first, last = then.get(name, ""), now.get(name, "")
            if first not in self.paths and last not in self.paths:
                continue
            old, new = self.old(Journal, first), self.new(Journal, last)
            if (old is not None or not first) and (new is not None or not last):
                yield from journal_changes(folder, old, new)

    def registers(self) -> Iterator[Change]:
        """Changes of the registers and of workspace.yaml."""
        for name, model in _REGISTERS.items():
            path = f"plans/{name}.yaml"
            if path not in self.paths:
                continue
            old = self.old(model, path) if path in self.then else _empty(model)
            new = self.new(model, path) if path in self.now else _empty(model)
            if old is None or new is None:
                continue
            if isinstance(old, UnitRegister) and isinstance(new, UnitRegister):
                yield from unit_changes(old, new, self.used)
            else:
                yield from register_changes(name.rpartition("/")[2], old, new)

    def renamed(self) -> dict[str, str]:
        """Old plan folders to new ones: the same id inside, or most tasks the same."""
        gone = [f for f in sorted(self.folders(self.then)) if self.missing(f, self.now)]
        come = [f for f in sorted(self.folders(self.now)) if self.missing(f, self.then)]
        found: dict[str, str] = {}
        for before in gone:
            old = self.old(Plan, _decision(before))
            if old is None:
                continue
            ranked = [
                (_kinship(old, new), folder)
                for folder in come
                if folder not in found.values()
                and (new := self.new(Plan, _decision(folder))) is not None
            ]
            share, folder = max(ranked, default=(0.0, ""))
            if share >= _KIN:
                found[before] = folder
        return found

    def missing(self, folder: str, paths: Collection[str]) -> bool:
        """Whether the plan's decision is on one side only."""
        path = _decision(folder)
        return path in self.paths and path not in paths

    @cached_property
    def better(self) -> dict[str, Better]:
        """Direction of each indicator, by the register of the work tree."""
        register = self.workspace.indicators.record
        return register.directions if register else {}

    @cached_property
    def used(self) -> set[str]:
        """Units that the plans of the work tree name."""
        found: set[str] = set()
        for plan_id in self.workspace.plan_ids:
            plan = self.workspace.plan(plan_id).record
            if plan is not None:
                found.add(plan.decision.issuer)
                for task in plan.tasks:
                    found |= {*task.leads, *task.partners}
        return found

    def old(self, model: type[M], path: str) -> M | None:
        """The record of a file of the commit; None without the file or unreadable."""
        if path not in self.then:
            return None
        key = (path, True)
        if key not in self.loaded:
            name = f"{self.commit[:10]}:{path}"
            loaded: Loaded[M] = Loaded(self.workspace.root / path, name)
            content = decode(self.bytes[self.then[path]])
            parse_record(model, loaded, content.text, content.faults)
            self.loaded[key] = loaded.record
            if loaded.record is None:
                self.unreadable += loaded.findings
        record: M | None = self.loaded[key]
        return record

    def new(self, model: type[M], path: str) -> M | None:
        """The record of a file of the work tree; None without the file or broken."""
        if path not in self.now:
            return None
        key = (path, False)
        if key not in self.loaded:
            root = self.workspace.root
            loaded = load_record(model, root / path, root)
            self.loaded[key] = loaded.record
            if loaded.record is None:
                self.broken += loaded.findings
        record: M | None = self.loaded[key]
        return record


def _work_files(workspace: Workspace) -> Iterator[str]:
    """Files of ours in the work tree, by their path in it; no links, as in a commit."""
    root, folder = workspace.root, workspace.folder
    for pattern in (
        "*.yaml",
        "registers/*.yaml",
        "*/decision.yaml",
        "*/progress/*.yaml",
    ):
        for file in folder.glob(pattern):
            path = file.relative_to(root).as_posix()
            path_in = file.relative_to(folder)
            if FILE.fullmatch(path) and not any(
                (folder / one).is_symlink() for one in (path_in, *path_in.parents[:-1])
            ):
                yield path


def _decision(folder: str) -> str:
    return f"plans/{folder}/decision.yaml"


def _journals(paths: Iterable[str], folder: str) -> dict[str, str]:
    """File name to path, of the journals of one plan."""
    start = f"plans/{folder}/progress/"
    return {path[len(start) :]: path for path in paths if path.startswith(start)}


def _empty(model: type[Record]) -> Record | None:
    """The register that a missing file stands for; None where there is none."""
    return None if model is WorkspaceConfig else model()


def _kinship(old: Plan, new: Plan) -> float:
    """1 for the same id, else the share of tasks that stayed."""
    if old.id == new.id:
        return 1.0
    pairs = match_versions(old.tasks, new.tasks)
    same = sum(1 for pair in pairs if pair.old and pair.new)
    return same / max(len(old.tasks), len(new.tasks), 1)
