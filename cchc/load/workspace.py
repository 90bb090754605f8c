"""The workspace: where its files are, and their records on demand."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.load.files import Loaded, M, load_record
from cchc.problems import N_, CchcError
from cchc.text.characters import visible

if TYPE_CHECKING:
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.registers import (
        DocumentRegister,
        IndicatorRegister,
        WorkdayRegister,
    )
    from cchc.models.units import UnitRegister
    from cchc.models.workspace import WorkspaceConfig

_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def find_root(start: Path) -> Path:
    """The nearest folder, `start` or above, that holds `plans/`."""
    for folder in (start, *start.parents):
        if (folder / "plans").is_dir():
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
        if not (root / "plans").is_dir():
            raise CchcError(N_("{root} has no folder plans/"), root=root)
        self.root = root
        self.folder = root / "plans"
        self._plans: dict[str, Loaded[Plan]] = {}

    @cached_property
    def plan_ids(self) -> tuple[str, ...]:
        """Folder names below plans/ that hold a decision, sorted."""
        return tuple(sorted(p.parent.name for p in self.folder.glob("*/decision.yaml")))

    def plan(self, plan_id: str) -> Loaded[Plan]:
        """One plan. Raises `CchcError` for a name that is no plan of ours."""
        from cchc.models.plan import Plan

        if plan_id not in self._plans:
            if not _PLAN_ID.match(plan_id):
                raise CchcError(
                    N_(
                        "{plan} is no plan id: lower-case letters, digits and "
                        "hyphens only"
                    ),
                    plan=visible(plan_id),
                )
            file = self.folder / plan_id / "decision.yaml"
            if not file.exists() and not file.is_symlink():
                raise CchcError(
                    N_("there is no plan {plan}; plans here: {plans}"),
                    plan=plan_id,
                    plans=", ".join(self.plan_ids) or "–",
                )
            self._plans[plan_id] = load_record(Plan, file, self.root, plan_id)
        return self._plans[plan_id]

    def journals(self, plan_id: str) -> list[Loaded[Journal]]:
        """Every journal of one plan, by file name."""
        folder = self.folder / plan_id / "progress"
        if not folder.is_dir():
            return []
        from cchc.load.journals import load_journal

        files = sorted(p for p in folder.iterdir() if p.name.endswith(".yaml"))
        return [
            load_journal(file, self.root, plan_id)
            for file in files
            if not file.name.startswith(".")
        ]

    @cached_property
    def config(self) -> Loaded[WorkspaceConfig] | None:
        """workspace.yaml, where there is one."""
        from cchc.models.workspace import WorkspaceConfig

        file = self.folder / "workspace.yaml"
        return load_record(WorkspaceConfig, file, self.root) if file.exists() else None

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
        file = self.folder / "registers" / f"{name}.yaml"
        if file.exists() or file.is_symlink():
            return load_record(model, file, self.root)
        loaded: Loaded[M] = Loaded(file, f"plans/registers/{name}.yaml")
        loaded.record = model()
        return loaded
