"""Fixtures of general use: a tiny fictional workspace, and running the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pytest
from bench.limits import Table
from hypothesis import settings
from typer.testing import CliRunner, Result

from cchc.cli.app import app
from cchc.load.starting import starting_files

REPOSITORY = Path(__file__).resolve().parent.parent

# What a test sees is the test's own: no setting of the machine, the terminal or the
# user's git reaches it (a git hook that runs the tests sets GIT_DIR and others).
for setting in [*os.environ]:
    if setting.startswith(("CCHC_", "GIT_")):
        del os.environ[setting]
os.environ |= {
    "COLUMNS": "80",
    "LINES": "24",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
for setting in ("NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "PYTHONUNBUFFERED"):
    os.environ.pop(setting, None)

settings.register_profile("cchc", deadline=None, max_examples=60)
settings.load_profile("cchc")

UNITS = """\
format: 1
units:
  - {id: so-mau, name: Sở Mẫu, level: province}
  - {id: van-phong, name: Văn phòng Sở Mẫu, level: internal, parent: so-mau}
  - {id: phong-a, name: Phòng A, level: internal, parent: so-mau}
  - {id: phong-b, name: Phòng B, level: internal, parent: so-mau}
  - id: phong-cu
    name: Phòng Cũ
    level: internal
    parent: so-mau
    valid: {until: 2024-06-30}
    successors:
      - {unit: phong-a, relation: merged_into, since: 2024-07-01}
groups:
  - id: cac-phong
    name: Các phòng
    members:
      - {units: [phong-a, phong-b]}
"""

INDICATORS = """\
format: 1
indicators:
  - {id: on-time-rate, name: Hồ sơ đúng hạn, unit: "%", better: up}
"""


def imported(line: Sequence[str], modules: Collection[str]) -> set[str]:
    """Which of `modules` a command imports that prints into a pipe."""
    code = (
        "import sys; from cchc.cli.app import app\n"
        f"try: app({[*line]!r})\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        f"print(*{{*{[*modules]!r}}} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {*done.stderr.split()}


PLAN = """\
format: 1
id: ke-hoach
title: Kế hoạch mẫu
decision: {number: "1", symbol: QĐ-SM, signed: 2024-01-05, issuer: so-mau}
period: 2024
groups:
  - {id: "1", title: Nhóm một}
targets:
  - id: on-time
    title: Hồ sơ đúng hạn
    indicator: on-time-rate
    goal: {at_least: 99, unit: "%"}
tasks:
"""

TASK = """\
  - id: "1.1"
    group: "1"
    title: Việc mẫu
    products: [Báo cáo]
    leads: [van-phong]
    when: Quý I năm 2024
    deadlines:
      - {due: 2024-Q1}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A fictional office with one plan of one task."""
    make_workspace(tmp_path, PLAN + TASK)
    return tmp_path


def make_workspace(root: Path, plan: str, units: str = UNITS) -> None:
    """Write a workspace with the plan `ke-hoach`."""
    folder = root / "plans" / "ke-hoach"
    folder.mkdir(parents=True)
    (folder / "decision.yaml").write_text(plan, encoding="utf-8")
    registers = root / "plans" / "registers"
    registers.mkdir()
    (registers / "units.yaml").write_text(units, encoding="utf-8")
    (registers / "indicators.yaml").write_text(INDICATORS, encoding="utf-8")


def make_sample(root: Path) -> Path:
    """Write the workspace that `cchc init --sample` gives, and return its folder."""
    for path, text in starting_files(sample=True, year=2025).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run the command line in-process: `run("status", "--root", path)`."""

    def call(*args: object, lang: str = "vi", **kwargs: object) -> Result:
        words = [str(arg) for arg in args]
        return CliRunner().invoke(app, ["--lang", lang, *words], **kwargs)  # type: ignore[arg-type]

    return call


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    """One table for all that a run of the benchmarks measures."""
    found = Table()
    yield found
    if found.lines:
        print(found)


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Every process finds its bytecode written, as after an installation."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield
