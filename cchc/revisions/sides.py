"""The files that differ between a commit and the work tree, loaded and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
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
)
from cchc.load import Loaded, Workspace, load_record, parse_record
from cchc.load.files import M
from cchc.load.places import BY_KIND, PLACES, files_in, model_of, path_of, placed
from cchc.models.base import Record
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.workspace import WorkspaceConfig
from cchc.problems import Finding
from cchc.revisions.git import Repository, Revision
from cchc.text.files import decode

_KIN = 0.5
"""A plan in another folder is the same when this share of its tasks stayed."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Every change of meaning since a revision, by plan.

    `titles` are those of the plans with changes. Files of the revision that cannot be
    read are `unreadable`; what of the work tree cannot, or is not read at all, is
    `broken`. Neither stops the comparison of the others.
    """

    revision: Revision
    changes: tuple[Change, ...]
    titles: Mapping[str, str]
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
    names = {change.plan for change in changes if change.plan}
    titles = {name: title for name in names if (title := sides.title(name))}
    unreadable, broken = tuple(sides.unreadable), tuple(sides.broken)
    return Differences(revision, changes, titles, unreadable, broken)


class _Sides:
    def __init__(
        self, workspace: Workspace, repository: Repository, commit: str
    ) -> None:
        self.workspace = workspace
        self.commit = commit
        self.unreadable: list[Finding] = []
        self.broken: list[Finding] = []
        self.then = repository.files(commit)
        self.now = set(files_in(workspace.root))
        # What cannot be opened is not what was removed.
        closed = tuple(
            f"{stray.path}/"
            for stray in workspace.strays
            if stray.rule == "folder-unreadable"
        )
        self.paths = {
            path
            for path in self.now | self.then.keys()
            if not path.startswith(closed)
            and (path not in self.now or self.differs(path))
        }
        gone = [path for path in self.then if path in self.paths]
        self.bytes = repository.contents(self.then[path] for path in gone)
        self.written = {True: _journals(self.then), False: _journals(self.now)}
        differ = {True: gone, False: self.now & self.paths}
        self.kept = {side: _others(paths) for side, paths in differ.items()}
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
        self.strays(wanted)
        renamed = self.renamed()
        origin = {new: old for old, new in renamed.items()}
        folders = {renamed.get(folder, folder) for folder in self.folders(self.paths)}
        for folder in sorted(folders):
            if not wanted or folder in wanted:
                yield from self.plan(origin.get(folder, folder), folder)
        if not wanted:
            yield from self.others(None, None)

    def strays(self, wanted: Collection[str]) -> None:
        """What lies there and is not read is said, not taken for removed."""
        self.broken += [
            stray
            for stray in self.workspace.strays
            if not wanted or stray.plan is None or stray.plan in wanted
        ]

    def folders(self, paths: Iterable[str]) -> set[str]:
        """Plan folders of `paths`."""
        found = (placed(path) for path in paths)
        return {place.plan for place in found if place and place.plan}

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
        yield from self.others(before, folder)

    def journals(self, before: str, folder: str) -> Iterator[Change]:
        """Changes of the journals that differ and can be read on both sides."""
        then = self.written[True].get(before, {})
        now = self.written[False].get(folder, {})
        for name in sorted({*then, *now}):
            first, last = then.get(name, ""), now.get(name, "")
            if first not in self.paths and last not in self.paths:
                continue
            old, new = self.old(Journal, first), self.new(Journal, last)
            if (old is not None or not first) and (new is not None or not last):
                yield from journal_changes(folder, old, new)

    def others(self, before: str | None, folder: str | None) -> Iterator[Change]:
        """Changes of files of every other kind: of one plan, or of none (registers)."""
        then, now = self.kept[True].get(before, {}), self.kept[False].get(folder, {})
        order = [place.kind for place in PLACES]
        for kind, name in sorted(
            {*then, *now}, key=lambda k: (order.index(k[0]), k[1])
        ):
            first, last = then.get((kind, name), ""), now.get((kind, name), "")
            model = model_of(kind)
            if BY_KIND[kind].is_single:
                old = self.old(model, first) if first else _empty(model)
                new = self.new(model, last) if last else _empty(model)
                if old is not None and new is not None:
                    yield from register_changes(kind, old, new, self.used)
                continue
            old, new = self.old(model, first), self.new(model, last)
            if (old is None and first) or (new is None and last):
                continue  # told as one that cannot be read
            item = f"{kind}.{name}"
            if old is not None and new is not None:
                for one in register_changes(item, old, new, self.used):
                    yield replace(one, kind=Kind.FILE_CHANGED, plan=folder)
            elif old is not None:
                yield Change(Kind.FILE_REMOVED, folder, item, "", first, None)
            else:
                yield Change(Kind.FILE_ADDED, folder, item, "", None, last)

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

    def used(self, units: Collection[str]) -> set[str]:
        """Which of `units` the plans of the work tree name.

        Only a plan whose bytes hold an id that is still looked for is loaded.
        """
        found: set[str] = set()
        for plan_id in self.workspace.plan_ids:
            path = path_of("decision", plan_id)
            try:
                raw = (self.workspace.root / path).read_bytes()
            except OSError:
                continue
            held = {unit for unit in units if unit.encode() in raw} - found
            plan = self.new(Plan, path) if held else None
            if plan is not None:
                found |= held & _bodies(plan)
        return found

    def title(self, plan_id: str) -> str:
        """What a plan of the work tree is called; empty where it does not load."""
        plan = self.new(Plan, path_of("decision", plan_id))
        return plan.title if plan is not None else ""

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
            loaded: Loaded[M] = load_record(model, root / path, root)
            self.loaded[key] = loaded.record
            if loaded.record is None:
                self.broken += loaded.findings
        record: M | None = self.loaded[key]
        return record


def _bodies(plan: Plan) -> set[str]:
    """Units and groups that a plan names."""
    found = {plan.decision.issuer}
    for task in plan.tasks:
        found |= {*task.leads, *task.partners}
    for duty in plan.reports:
        found |= {*duty.owners, *([duty.recipient] if duty.recipient else [])}
    return found


def _decision(folder: str) -> str:
    return path_of("decision", folder)


def _journals(paths: Iterable[str]) -> dict[str, dict[str, str]]:
    """Plan to file name to path, of all journals."""
    found: dict[str, dict[str, str]] = {}
    for path in paths:
        place = placed(path)
        if place and place.kind == "progress" and place.plan and place.name:
            found.setdefault(place.plan, {})[place.name] = path
    return found


def _others(
    paths: Iterable[str],
) -> dict[str | None, dict[tuple[str, str], str]]:
    """Plan (None: of the workspace) to kind and name to path, of what is left."""
    found: dict[str | None, dict[tuple[str, str], str]] = {}
    for path in paths:
        place = placed(path)
        if place and place.kind not in ("decision", "progress"):
            key = place.kind, place.name or ""
            found.setdefault(place.plan, {})[key] = path
    return found


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
