"""The workflows of docs/ci: their commands, as written, in a clean clone.

Not run here, because only the hosts have them: the `uses:` actions, and the two steps
that put the comment on a pull or merge request (`gh`, `curl` with a token).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, make_sample
from ruamel.yaml import YAML

pytestmark = [
    pytest.mark.package,
    pytest.mark.skipif(not shutil.which("bash"), reason="the steps are for bash"),
]
CI = REPOSITORY / "docs" / "ci"
PLAN = "plans/2025-so-mau"
COMMENTS = ("Viết bình luận",)
EXPRESSIONS = {
    "${{ vars.CCHC_PACKAGE || 'cchc' }}": str(REPOSITORY),
    "${{ github.base_ref }}": "main",
}


def job(file: str, name: str) -> dict[str, Any]:
    """A job of a workflow file."""
    found = YAML(typ="safe").load(CI / file)
    jobs: dict[str, Any] = found.get("jobs", found)[name]
    return jobs


def github(file: str, name: str) -> list[tuple[str, dict[str, str]]]:
    """Commands of a job with their environment; of expressions only those we know."""
    found, steps = job(file, name), []
    for step in found["steps"]:
        if "run" not in step or step.get("name") in COMMENTS:
            continue
        written = {**found.get("env", {}), **step.get("env", {})}
        env = {key: EXPRESSIONS.get(value, value) for key, value in written.items()}
        assert not [v for v in env.values() if "${{" in v], step
        steps.append((step["run"], env))
    return steps


def gitlab(file: str, name: str) -> tuple[str, dict[str, str]]:
    """All commands of a job: GitLab puts them into one shell."""
    found = job(file, name)
    lines = [*found["before_script"], *found["script"]]
    return "\n".join(lines), {k: str(v) for k, v in found["variables"].items()}


class Machine:
    """A runner: a clone, and a Python of its own on the path."""

    def __init__(self, python: Path, clone: Path) -> None:
        self.python, self.clone = python, clone

    def run(
        self, script: str, env: Mapping[str, str], **more: str
    ) -> subprocess.CompletedProcess[str]:
        path = f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"
        plain = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        file = self.clone.with_suffix(".sh")
        file.write_text(script, encoding="utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(file)],
            cwd=self.clone,
            env={**plain, "PATH": path, **env, **more},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def git(folder: Path, *words: str) -> None:
    name = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh Python into which the workflow's own step installed cchc."""
    home = tmp_path_factory.mktemp("runner")
    subprocess.run([sys.executable, "-m", "venv", home / "venv"], check=True)
    made = home / "venv" / "bin" / "python"
    (home / "clone").mkdir()
    install, *_ = github("github-pages.yml", "site")
    done = Machine(made, home / "clone").run(*install)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository of plans on its server: main, and a branch that changes a task."""
    work = make_sample(tmp_path / "work")
    git(work, "init", "-q", "-b", "main")
    git(work, "add", "-A")
    git(work, "commit", "-qm", "plans")
    git(work, "switch", "-qc", "sua")
    file = work / PLAN / "decision.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace(
        "title: Diễn tập ứng cứu", "title: Tập huấn, diễn tập ứng cứu"
    )
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    git(work, "commit", "-qam", "change")
    git(tmp_path, "clone", "-q", "--bare", str(work), "origin.git")
    return tmp_path / "origin.git"


def cloned(python: Path, origin: Path, branch: str, *more: str) -> Machine:
    clone = origin.with_name("clone")
    words = ("clone", "-q", *more, "--branch", branch, f"file://{origin}", str(clone))
    git(origin.parent, *words)
    return Machine(python, clone)


@pytest.mark.parametrize("host", ["github", "gitlab"])
@pytest.mark.parametrize("broken", [False, True], ids=["sound", "a file is broken"])
def test_the_site_is_published(
    python: Path, origin: Path, host: str, broken: bool
) -> None:
    machine = cloned(python, origin, "main", "--depth", "1")
    if broken:
        file = machine.clone / PLAN / "progress" / "van-phong-so.yaml"
        file.write_text("unit: [", encoding="utf-8")
    if host == "github":
        _, (script, env) = github("github-pages.yml", "site")
        done = machine.run(script, env)
        folder = "public"
    else:
        found = job("gitlab-pages.yml", "pages")
        script, env = gitlab("gitlab-pages.yml", "pages")
        done = machine.run(script, env, CCHC_PACKAGE=str(REPOSITORY))
        (folder,) = found["artifacts"]["paths"]
    assert done.returncode == 0, done.stderr
    public = machine.clone / folder
    assert (public / "index.html").is_file()
    findings = (public / PLAN / "findings.html").read_text(encoding="utf-8")
    assert ("van-phong-so.yaml" in findings) is broken


def test_a_site_that_cannot_be_made_fails_the_job(python: Path, origin: Path) -> None:
    machine = cloned(python, origin, "main", "--depth", "1")
    (machine.clone / "public").mkdir()
    (machine.clone / "public" / "other.txt").write_text("x", encoding="utf-8")
    _, (script, env) = github("github-pages.yml", "site")
    assert machine.run(script, env).returncode != 0


def test_a_pull_request_is_checked_and_told(python: Path, origin: Path) -> None:
    machine = cloned(python, origin, "sua")
    summary = machine.clone.with_name("summary.md")
    _, *steps = github("github.yml", "cchc")
    assert len(steps) == 2
    for script, env in steps:
        done = machine.run(script, env, GITHUB_STEP_SUMMARY=str(summary))
        assert done.returncode == 0, done.stderr
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("<!-- cchc -->\n")
    assert "Tập huấn, diễn tập ứng cứu" in told


@pytest.mark.parametrize("broken", [False, True], ids=["sound", "a file is broken"])
def test_a_merge_request_is_checked_and_told(
    python: Path, origin: Path, broken: bool
) -> None:
    machine = cloned(python, origin, "sua")
    if broken:
        file = machine.clone / PLAN / "progress" / "van-phong-so.yaml"
        file.write_text("unit: [", encoding="utf-8")
    script, env = gitlab("gitlab.yml", "cchc")
    more = {
        "CCHC_PACKAGE": str(REPOSITORY),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CCHC_TOKEN": "",
    }
    done = machine.run(script, env, **more)
    assert (done.returncode != 0) is broken, done.stderr
    report = (machine.clone / "gl-code-quality-report.json").read_text("utf-8")
    assert ("van-phong-so.yaml" in report) is broken
    told = (machine.clone / "body.md").read_text(encoding="utf-8")
    assert "Tập huấn, diễn tập ứng cứu" in told
