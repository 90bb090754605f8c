"""The package as people install it: a wheel made from the sdist has all that it reads.

`pytest -m package` runs it, where pip may fetch hatchling; `.ci/run` does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from cchc import __version__

pytestmark = pytest.mark.package


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the package alone, without the repository."""
    root = tmp_path_factory.mktemp("package")
    code = (
        "import hatchling.build, os, sys; os.chdir(sys.argv[1]);"
        "print(hatchling.build.build_sdist(sys.argv[2]))"
    )
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    tools = root / "tools"
    subprocess.run([*pip, "install", "--target", tools, "hatchling"], check=True)
    subprocess.run(
        [sys.executable, "-c", code, REPOSITORY, root],
        check=True,
        env=os.environ | {"PYTHONPATH": str(tools)},
    )
    (sdist,) = root.glob("*.tar.gz")
    subprocess.run([*pip, "wheel", "--no-deps", "-w", root, sdist], check=True)
    (wheel,) = root.glob("*.whl")
    assert re.match(rf"cchc-{re.escape(__version__)}-py3-none-any", wheel.name)
    place = root / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-index", "--target", place, wheel],
        check=True,
    )
    return place


def cchc(installed: Path, folder: Path, *words: str) -> str:
    """What `python -m cchc` prints, far from the repository and without a network."""
    nowhere = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "cchc", *words],
        cwd=folder,
        env=os.environ | nowhere | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def test_the_package_that_runs_is_the_one_installed(
    installed: Path, tmp_path: Path
) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import cchc; print(cchc.__file__)"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(where.strip()).is_relative_to(installed)
    assert cchc(installed, tmp_path, "--version") == f"cchc {__version__}\n"


def test_an_office_works_with_nothing_but_the_package(
    installed: Path, tmp_path: Path
) -> None:
    cchc(installed, tmp_path, "init", "kho", "--sample")
    office = tmp_path / "kho"
    day = ("--as-of", "2025-07-04")
    assert "4 quá hạn" in cchc(installed, office, "status", *day)
    assert cchc(installed, office, "check") == ""
    assert "30/06/2025" in cchc(installed, office, "wording", "Quý II năm 2025")
    scheme = ("--scheme", "par-index-province-1187")
    assert "1.1" in cchc(installed, office, "score", *scheme)
    cchc(installed, office, "report", "--quarter", "Q2", *day, "--out", "a.docx")
    assert "Vì sao" in cchc(installed, office, "explain", "id-gap")
    assert cchc(installed, office, "layout", "a.docx") == ""
    table = (
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |\n| 1 | Rà soát | Văn phòng | 2025 |"
    )
    (office / "a.txt").write_text(table, encoding="utf-8")
    cchc(installed, office, "import", "a.txt", "--id", "2025-thu")
    assert (office / "plans/2025-thu/decision.yaml").is_file()
