"""What Windows does otherwise, as far as it can be played elsewhere."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

from cchc import programs
from cchc.cli.session import open_outputs
from cchc.load.places import is_plan_id
from cchc.text.files import _replace
from cchc.views.grid import Column, Grid, Section
from cchc.views.separated import separated


def test_csv_in_a_pipe_has_no_empty_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe of Windows has its own code page and line ends."""
    raw = io.BytesIO()
    for name, to in (("stdout", raw), ("stderr", io.BytesIO())):
        stream = io.TextIOWrapper(to, encoding="cp1252", newline="\r\n")
        monkeypatch.setattr(sys, name, stream)
    columns = [Column("name", "Tên", lambda one: one)]
    grid = Grid(columns, [Section(["Quý II", "trước hạn"])])
    open_outputs()
    sys.stdout.write(separated(grid, True))
    sys.stdout.flush()
    written = raw.getvalue()
    monkeypatch.undo()
    rows = [*csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))]
    assert rows == [["name"], ["Quý II"], ["trước hạn"]]
    assert b"\r\r\n" not in written


@pytest.mark.parametrize("name", ["con", "nul", "aux", "com1", "lpt9"])
def test_names_of_devices_are_no_plan_ids(name: str) -> None:
    assert not is_plan_id(name)
    assert is_plan_id(f"{name}-2025")


def test_a_program_beside_the_path_is_found_where_its_installer_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "Program Files" / "soffice.exe"
    office.parent.mkdir()
    office.write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(programs.USUAL, "soffice", (str(office),))
    assert programs.which(*programs.OFFICE) == str(office)


class Scanned:
    """A new file whose rename is refused as long as a scanner reads the old one."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals

    def replace(self, target: Path) -> None:
        if self.refusals:
            self.refusals -= 1
            raise PermissionError(13, "in use")
        target.write_bytes(b"new")


def test_a_rename_waits_for_whoever_reads_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.yaml"
    for refused, patience in ((2, 2.0), (99, 0.1)):
        monkeypatch.setattr(os, "name", "nt")
        try:
            _replace(Scanned(refused), target, patience)  # type: ignore[arg-type]
            done = True
        except PermissionError:
            done = False
        finally:
            monkeypatch.undo()
        assert done is (refused == 2)
    assert target.read_bytes() == b"new"


def test_files_are_written_where_the_system_has_no_such_locks(tmp_path: Path) -> None:
    """Windows has no module fcntl; filelock then takes what there is."""
    code = (
        "import sys, warnings; sys.modules['fcntl'] = None\n"
        "warnings.simplefilter('ignore')\n"
        "from pathlib import Path; from cchc.text.files import locked, write_bytes\n"
        "file = Path(sys.argv[1])\n"
        "for text in (b'1', b'2'):\n"
        "    with locked(file, 1): write_bytes(file, text)\n"
    )
    file = tmp_path / "a.yaml"
    subprocess.run([sys.executable, "-c", code, file], cwd=REPOSITORY, check=True)
    assert file.read_bytes() == b"2"
