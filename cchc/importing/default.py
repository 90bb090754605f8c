"""The default plan of a workspace: an imported one takes the place of an empty one."""

from __future__ import annotations

import re

from cchc.load import Loaded, Workspace
from cchc.load.files import parse_record
from cchc.models.workspace import WorkspaceConfig
from cchc.problems import CchcError
from cchc.text.files import locked, write_atomic

_LINE = re.compile(r"^default_plan\s*:[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s#]+)", re.M)


def empty_default(workspace: Workspace) -> str | None:
    """The default plan, where it is as `cchc init` made it: nothing but a frame."""
    try:
        plan_id = workspace.default_plan()
    except CchcError:
        return None
    if plan_id not in workspace.plan_ids:
        return None
    loaded = workspace.plan(plan_id)
    plan = loaded.record
    if plan is None or plan.tasks or plan.targets or plan.cites or plan.reports:
        return None
    if plan.decision.number or plan.decision.signed:
        return None
    others = [file for file in loaded.file.parent.iterdir() if file != loaded.file]
    return None if others else plan_id


def make_default(workspace: Workspace, plan_id: str) -> bool:
    """Write the new plan as `default_plan` of workspace.yaml; whether it was done.

    Nothing else of the file changes; a file that would not read back stays as it is.
    """
    config = workspace.config
    if config is None or config.record is None:
        return False
    wanted = config.record.model_copy(update={"default_plan": plan_id})
    with locked(config.file):
        before = config.file.read_bytes()
        text = before.decode("utf-8")
        line = f"default_plan: {plan_id}"
        new, count = _LINE.subn(line, text, count=1)
        if not count:
            new = f"{text.rstrip()}\n{line}\n"
        again: Loaded[WorkspaceConfig] = Loaded(config.file, config.path)
        parse_record(WorkspaceConfig, again, new)
        if again.record != wanted:
            return False
        write_atomic(config.file, new, before)
    return True
