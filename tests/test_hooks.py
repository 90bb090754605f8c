"""The hooks for pre-commit: they run for every commit, with the command as it is."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import Result

from tests.conftest import REPOSITORY

HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(
    REPOSITORY / ".pre-commit-hooks.yaml"
)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_also_for_a_commit_that_only_deletes(hook: dict[str, Any]) -> None:
    assert hook["always_run"] is True
    assert hook["pass_filenames"] is False
    assert hook["language"] == "python"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_refuses_a_plan_without_its_decision(
    hook: dict[str, Any], tmp_path: Path, run: Callable[..., Result]
) -> None:
    sample = tmp_path / "kho"
    shutil.copytree(REPOSITORY / "cchc" / "data" / "sample", sample)
    command, *words = shlex.split(hook["entry"])
    assert command == "cchc"
    assert run(*words, "--root", sample).exit_code == 0
    (sample / "plans" / "2025-so-mau" / "decision.yaml").unlink()
    assert run(*words, "--root", sample).exit_code == 1
