"""Writing files: whole or not at all, one writer at a time, nothing lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc.problems import CchcError
from cchc.text.files import locked, tidy, write_atomic
from cchc.text.reader import read

APPEND = """
import sys
from pathlib import Path
from cchc.text.edit import append
from cchc.text.files import locked, write_atomic
path, count = Path(sys.argv[1]), int(sys.argv[2])
for i in range(count):
    with locked(path):
        raw = path.read_bytes()
        text = append(raw.decode("utf-8"), "entries", {"note": f"{sys.argv[3]}-{i}"})
        write_atomic(path, text, raw)
print("done")
"""


def writer(path: Path, count: int, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", APPEND, str(path), str(count), name]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def notes(path: Path) -> list[str]:
    tree = read(path.read_text(encoding="utf-8"))
    assert tree.faults == []
    return [entry["note"] for entry in tree.value["entries"] or ()]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_text("unit: a\nentries:\n", encoding="utf-8")
    return path


def test_writers_at_once_lose_nothing(journal: Path) -> None:
    runs = [writer(journal, 5, f"w{i}") for i in range(8)]
    assert [run.wait(timeout=60) for run in runs] == [0] * 8
    assert sorted(notes(journal)) == sorted(
        f"w{i}-{k}" for i in range(8) for k in range(5)
    )


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes otherwise")
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(journal: Path) -> None:
    chance = random.Random(20)
    for kill in range(10):
        run = writer(journal, 1_000_000, f"k{kill}")
        before = len(notes(journal))
        while len(notes(journal)) == before:  # it is writing now
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.02))
        run.send_signal(signal.SIGKILL)
        run.wait()
        last = [note for note in notes(journal) if note.startswith(f"k{kill}-")]
        assert last == [f"k{kill}-{i}" for i in range(len(last))]
    with locked(journal):
        left = [path.name for path in journal.parent.iterdir()]
    assert sorted(left) == [".a.yaml.lock", "a.yaml"]


def test_a_file_that_changed_meanwhile_is_left_alone(journal: Path) -> None:
    raw = journal.read_bytes()
    journal.write_text("khác\n", encoding="utf-8")
    with pytest.raises(CchcError, match="changed meanwhile"):
        write_atomic(journal, "mới\n", raw)
    assert journal.read_text(encoding="utf-8") == "khác\n"
    assert [path.name for path in journal.parent.iterdir()] == ["a.yaml"]


def test_a_new_file_must_be_new(journal: Path) -> None:
    with pytest.raises(CchcError):
        write_atomic(journal, "mới\n", None)


def test_folders_are_made_and_line_ends_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.yaml"
    write_atomic(path, "x\r\ny\n", None)
    assert path.read_bytes() == b"x\r\ny\n"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links and modes")
def test_a_link_stays_a_link_and_the_mode_stays(journal: Path) -> None:
    journal.chmod(0o640)
    link = journal.with_name("link.yaml")
    link.symlink_to(journal)
    write_atomic(link, "mới\n", journal.read_bytes())
    assert link.is_symlink()
    assert journal.read_text(encoding="utf-8") == "mới\n"
    assert journal.stat().st_mode & 0o777 == 0o640


def test_a_folder_in_the_way_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with pytest.raises(CchcError, match="cannot be written"):
        write_atomic(tmp_path / "a" / "b.yaml", "x", None)
    with (
        pytest.raises(CchcError, match="cannot be written"),
        locked(tmp_path / "a" / "b.yaml"),
    ):
        pass


def test_a_held_lock_is_waited_for_and_then_told(journal: Path) -> None:
    with (
        locked(journal),
        pytest.raises(CchcError, match="another command"),
        locked(journal, timeout=0.1),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes otherwise")
def test_the_lock_of_a_process_that_was_killed_is_free(journal: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path\n"
            "from cchc.text.files import locked\n"
            "with locked(Path(sys.argv[1])):\n"
            "    print('held', flush=True); time.sleep(60)\n",
            str(journal),
        ],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(CchcError, match="another command"), locked(journal, 0.1):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with locked(journal, 0.5):
        write_atomic(journal, "mới\n", journal.read_bytes())
    assert journal.read_text(encoding="utf-8") == "mới\n"


def test_an_error_under_the_lock_comes_out_as_it_is(journal: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(journal):
        raise ZeroDivisionError
    with locked(journal, timeout=0.1):
        pass


def test_one_line_is_composed_and_has_single_spaces() -> None:
    assert tidy(" Ba\u0301o  cáo\n số 1 ") == "Báo cáo số 1"


@pytest.mark.parametrize("text", ["a\x07b", "a\u200bb\x00", "\udcff"])
def test_characters_that_no_file_may_hold_are_refused(text: str) -> None:
    with pytest.raises(CchcError, match="invisible character"):
        tidy(text)
