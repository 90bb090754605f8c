"""The workspace: where its files are, and their records on demand."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.load.files import Loaded, M, load_record
from cchc.load.places import FOLDER, is_plan_id, path_of, shown
from cchc.problems import N_, CchcError, Finding, message, reason

if TYPE_CHECKING:
    from cchc.models.amendment import Amendment
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.registers import (
        DocumentRegister,
        IndicatorRegister,
        WorkdayRegister,
    )
    from cchc.models.units import UnitRegister
    from cchc.models.workspace import WorkspaceConfig


def find_root(start: Path) -> Path:
    """The nearest folder, `start` or above, that holds `plans/`."""
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return folder
    raise CchcError(
        N_("no folder plans/ here or above {start}; use --root, or cchc init"),
        start=start,
    )


def inside_repository(root: Path) -> str:
    """The path of the workspace inside its git repository, with a slash; or none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inside = root.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""


class Workspace:
    """Files of one workspace, each loaded at most once, when asked for."""

    def __init__(self, root: Path) -> None:
        if not (root / FOLDER).is_dir():
            raise CchcError(N_("{root} has no folder plans/"), root=root)
        self.root = root
        self.folder = root / FOLDER
        self._plans: dict[str, Loaded[Plan]] = {}
        self._amendments: dict[str, list[Loaded[Amendment]]] = {}

    @cached_property
    def plan_ids(self) -> tuple[str, ...]:
        """Folder names below plans/ that hold a decision, sorted."""
        try:
            names = sorted(entry.name for entry in self.folder.iterdir())
        except OSError:  # `strays` says why
            return ()
        return tuple(
            name
            for name in names
            if is_plan_id(name) and _is_there(self.root / path_of("decision", name))
        )

    def has_plan(self, plan_id: str) -> bool:
        """Whether a plan of this id lies there, whatever is in it."""
        return plan_id in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(self.plan_ids)

    @cached_property
    def strays(self) -> tuple[Finding, ...]:
        """Files and folders under plans/ that nobody reads, and why."""
        from cchc.load.strays import strays

        return tuple(strays(self.root))

    def plan(self, plan_id: str) -> Loaded[Plan]:
        """One plan, which knows its amendments: `cchc.amend` gives it as of a day.

        Raises `CchcError` for a name that is no plan of ours.
        """
        from cchc.models.plan import Plan

        if plan_id not in self._plans:
            if not is_plan_id(plan_id):
                raise CchcError(
                    N_(
                        "{plan} is no plan id: lower-case letters, digits and "
                        "hyphens only"
                    ),
                    plan=shown(plan_id),
                )
            file = self.root / path_of("decision", plan_id)
            if not _is_there(file):
                raise CchcError(
                    N_("there is no plan {plan}; plans here: {plans}"),
                    plan=plan_id,
                    plans=", ".join(self.plan_ids) or "–",
                )
            loaded = load_record(Plan, file, self.root, plan_id)
            changing = [one.record for one in self.amendments(plan_id) if one.record]
            if loaded.record is not None and changing:
                from cchc.amend.versions import with_amendments

                loaded.record = with_amendments(loaded.record, changing)
            self._plans[plan_id] = loaded
        return self._plans[plan_id]

    def amendments(self, plan_id: str) -> list[Loaded[Amendment]]:
        """Every amendment of one plan, by file name; one that does not load too."""
        if plan_id not in self._amendments:
            self._amendments[plan_id] = self._read_amendments(plan_id)
        return self._amendments[plan_id]

    def with_amendment(self, loaded: Loaded[Amendment]) -> Workspace:
        """The workspace as it would be with one amendment more, or one changed."""
        other = Workspace(self.root)
        plan_id = loaded.plan or ""
        rest = [one for one in self.amendments(plan_id) if one.path != loaded.path]
        other._amendments[plan_id] = [*rest, loaded]
        return other

    def _read_amendments(self, plan_id: str) -> list[Loaded[Amendment]]:
        try:
            files = self._files("amendment", plan_id)
        except OSError as error:
            folder = (self.root / path_of("amendment", plan_id)).parent
            return [_unreadable(folder, self.root, plan_id, error)]
        if not files:
            return []
        from cchc.models.amendment import Amendment

        return [load_record(Amendment, file, self.root, plan_id) for file in files]

    def forget(self, plan_id: str) -> None:
        """Keep nothing of a plan that is done with; it is read again when asked for."""
        self._plans.pop(plan_id, None)
        self._amendments.pop(plan_id, None)

    def journals(self, plan_id: str) -> list[Loaded[Journal]]:
        """Every journal of one plan, by file name.

        A folder of journals that cannot be read counts as one that does not load.
        """
        try:
            files = self._files("progress", plan_id)
        except OSError as error:
            folder = (self.root / path_of("progress", plan_id)).parent
            return [_unreadable(folder, self.root, plan_id, error)]
        if not files:
            return []
        from cchc.load.journals import load_journal

        return [load_journal(file, self.root, plan_id) for file in files]

    def _files(self, kind: str, plan_id: str) -> list[Path]:
        """The files of a kind in the folder of a plan, by name; none without one."""
        folder = (self.root / path_of(kind, plan_id)).parent
        try:
            return sorted(
                file
                for file in folder.iterdir()
                if file.name.endswith(".yaml") and not file.name.startswith(".")
            )
        except FileNotFoundError:
            return []

    @cached_property
    def config(self) -> Loaded[WorkspaceConfig] | None:
        """workspace.yaml, where there is one."""
        from cchc.models.workspace import WorkspaceConfig

        file = self.root / path_of("workspace")
        return (
            load_record(WorkspaceConfig, file, self.root) if _is_there(file) else None
        )

    @cached_property
    def units(self) -> Loaded[UnitRegister]:
        """registers/units.yaml."""
        from cchc.models.units import UnitRegister

        return self._register(UnitRegister, "units")

    @cached_property
    def indicators(self) -> Loaded[IndicatorRegister]:
        """registers/indicators.yaml."""
        from cchc.models.registers import IndicatorRegister

        return self._register(IndicatorRegister, "indicators")

    @cached_property
    def documents(self) -> Loaded[DocumentRegister]:
        """registers/documents.yaml."""
        from cchc.models.registers import DocumentRegister

        return self._register(DocumentRegister, "documents")

    @cached_property
    def workdays(self) -> Loaded[WorkdayRegister]:
        """registers/workdays.yaml."""
        from cchc.models.registers import WorkdayRegister

        return self._register(WorkdayRegister, "workdays")

    def default_plan(self) -> str:
        """The plan that a command without --plan means."""
        config = self.config
        if config and config.record and config.record.default_plan:
            return config.record.default_plan
        if len(self.plan_ids) == 1:
            return self.plan_ids[0]
        raise CchcError(
            N_("say which plan with --plan; plans here: {plans}"),
            plans=", ".join(self.need_plans()),
        )

    def need_plans(self) -> tuple[str, ...]:
        """The ids of all plans. Raises `CchcError` where there is none."""
        if not self.plan_ids:
            raise CchcError(
                N_("{root} has no plan yet; cchc import or cchc init makes one"),
                root=self.root,
            )
        return self.plan_ids

    def _register(self, model: type[M], name: str) -> Loaded[M]:
        """A register file; without the file, an empty register and no finding."""
        path = path_of(name)
        file = self.root / path
        if _is_there(file):
            return load_record(model, file, self.root)
        loaded: Loaded[M] = Loaded(file, path)
        loaded.record = model()
        return loaded


def _is_there(file: Path) -> bool:
    """Whether there is something to read, or that refuses to be read."""
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _unreadable(folder: Path, root: Path, plan: str, error: OSError) -> Loaded[Any]:
    loaded: Loaded[Any] = Loaded(folder, folder.relative_to(root).as_posix(), plan)
    text = message(N_("the folder cannot be read: {why}"), why=reason(error))
    loaded.findings = [loaded.finding("folder-unreadable", text)]
    return loaded
