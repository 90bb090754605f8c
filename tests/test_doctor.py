"""`cchc doctor`: what of the outside world is there."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from cchc.programs import PROGRAMS, present

Run = Callable[..., Result]


def programs_of(run: Run) -> dict[str, str | None]:
    told = json.loads(run("doctor", "--format", "json").stdout)
    return {one["name"]: one["found"] for one in told["programs"]}


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose only folder of programs is empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, name: str, prints: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_bare_machine_is_told_what_each_is_for_and_nothing_fails(
    bare: Path, run: Run
) -> None:
    found = programs_of(run)
    assert all(name.startswith("cchc[") for name, place in found.items() if place)
    assert set(found) == {one.name for one in PROGRAMS}
    result = run("doctor", "--format", "csv")
    assert result.exit_code == 0
    rows = [*csv.reader(io.StringIO(result.stdout.removeprefix("\ufeff")))]
    for one, row in zip(PROGRAMS, rows[1:], strict=True):
        assert row[:2] == [one.name, "có" if found[one.name] else "thiếu"]


@pytest.mark.skipif(sys.platform == "win32", reason="programs here are shell scripts")
def test_a_program_counts_when_it_can_do_its_work(bare: Path, run: Run) -> None:
    (bare / "sh").symlink_to("/bin/sh")
    office = program(bare, "libreoffice", "")
    program(bare, "tesseract", "eng")
    program(bare, "fc-match", "DejaVu Sans")
    found = programs_of(run)
    assert found["LibreOffice"] == str(office)
    assert (found["tesseract"], found["Times New Roman"]) == (None, None)
    tesseract = program(bare, "tesseract", "eng\nvie")
    program(bare, "fc-match", "Liberation Serif")
    found = programs_of(run)
    assert found["tesseract"] == str(tesseract)
    assert found["Times New Roman"] == "Liberation Serif"


def test_a_program_that_hangs_or_fails_is_not_there(bare: Path) -> None:
    (bare / "tesseract").write_text("no program", encoding="utf-8")
    (bare / "tesseract").chmod(0o755)
    assert {one.name: place for one, place in present()}["tesseract"] is None
