"""The index saves time and changes no answer: deleted, broken, old, locked, stale."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bench.country import Size, write_workspace
from typer.testing import Result

from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.load.index import WORTHWHILE, Noted, look, open_index
from cchc.problems import Finding
from cchc.summaries import lines

Run = Callable[..., Result]
STATUS = ("status", "--plan", "all", "--as-of", "2025-08-01")
CHECK = ("check", "--as-of", "2026-02-01", "--format", "concise")
LISTS = {
    name: (name, "--format", "json") for name in ("list", "documents", "indicators")
}
KINDS = {"list": "line", "documents": "cites", "indicators": "aims"}
"""What the index calls that which a command lists."""
PLANS = WORTHWHILE + 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made")
    write_workspace(root, Size(plans=PLANS, tasks=8, entries=6))
    file = plan(root, 2)
    text = file.read_text(encoding="utf-8")
    cited = 'cites:\n  - {document: "01/NQ@2024", at: [Căn cứ, "1.2"]}\ntasks:\n'
    file.write_text(text.replace("tasks:\n", cited, 1), encoding="utf-8")
    (root / "plans" / "registers" / "documents.yaml").write_text(
        "format: 1\ndocuments:\n"
        '  - {key: "01/NQ@2024", type: Nghị quyết, number: 01/NQ, '
        "issuer: Chính phủ, signed: 2024}\n",
        encoding="utf-8",
    )
    return root


@pytest.fixture
def country(made: Path, tmp_path: Path) -> Path:
    root = tmp_path / "country"
    shutil.copytree(made, root)
    return root


def index(root: Path) -> Path:
    return root / ".cchc" / "index.sqlite"


def known(root: Path, kind: str) -> set[str]:
    found = open_index(root)
    assert found is not None
    names = {name for name, _ in found.recall(kind, kind not in KINDS.values())}
    found.close()
    return names


def plan(root: Path, number: int) -> Path:
    return root / "plans" / f"2025-co-quan-{number:04}" / "decision.yaml"


@pytest.fixture(scope="module")
def expected(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands say without an index: `.cchc` is a file and cannot be used."""
    root = tmp_path_factory.mktemp("bare") / "country"
    shutil.copytree(made, root)
    (root / ".cchc").write_text("", encoding="utf-8")
    commands = (STATUS, CHECK, *LISTS.values())
    return {words[0]: told(root, *words) for words in commands}


def told(root: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "cchc", "--root", str(root), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.fixture
def say(run: Run) -> Callable[..., str]:
    def call(root: Path, words: tuple[str, ...]) -> str:
        result = run("--root", root, *words, env={"COLUMNS": "80"})
        assert result.exit_code in (0, 1), result.output
        return result.stdout

    return call


def test_a_second_run_says_the_same_from_the_index(
    country: Path, say: Callable[..., str], expected: dict[str, str]
) -> None:
    for words in (STATUS, CHECK):
        assert say(country, words) == expected[words[0]]
        assert say(country, words) == expected[words[0]]
    assert len(known(country, "standing")) == PLANS
    assert len(known(country, "check")) == PLANS


@pytest.mark.parametrize("name", LISTS)
def test_a_list_says_the_same_from_the_index(
    country: Path, say: Callable[..., str], expected: dict[str, str], name: str
) -> None:
    assert say(country, LISTS[name]) == expected[name]
    assert len(known(country, KINDS[name])) == PLANS
    assert say(country, LISTS[name]) == expected[name]


def test_a_changed_register_leaves_what_lists_say_of_plans(
    country: Path, say: Callable[..., str], expected: dict[str, str]
) -> None:
    say(country, LISTS["list"])
    say(country, STATUS)
    units = country / "plans" / "registers" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(text.replace("Đơn vị mẫu 003", "Đơn vị khác"), encoding="utf-8")
    assert known(country, "standing") == set()
    assert len(known(country, "line")) == PLANS
    assert say(country, LISTS["list"]) == expected["list"]


def test_a_changed_plan_is_listed_anew(country: Path, say: Callable[..., str]) -> None:
    before = {name: say(country, words) for name, words in LISTS.items()}
    file = plan(country, 2)
    text = file.read_text(encoding="utf-8")
    text = text.replace("title: Kế hoạch", "title: Kế hoạch khác", 1)
    text = text.replace("dung-han", "dung-hen").replace("at: [Căn cứ", "at: [Điều 1")
    file.write_text(text, encoding="utf-8")
    after = {name: say(country, words) for name, words in LISTS.items()}
    assert all(after[name] != before[name] for name in LISTS)
    shutil.rmtree(country / ".cchc")
    assert {name: say(country, words) for name, words in LISTS.items()} == after


def test_a_list_is_of_the_plan_as_of_its_day(country: Path) -> None:
    amendment = plan(country, 3).parent / "amendments" / "2025-03-01-them.yaml"
    amendment.parent.mkdir()
    amendment.write_text(_ADDING, encoding="utf-8")

    def counts(day: date) -> list[int]:
        told: list[Finding] = []
        holdings = Holdings(Workspace(country), told.extend)
        found = [one.tasks for one in lines(holdings, day)]
        assert not told
        return found

    early, late = date(2025, 2, 28), date(2025, 3, 1)
    found = {day: counts(day) for day in (early, late)}
    assert [a - b for a, b in zip(found[late], found[early], strict=True)] == [
        int(number == 3) for number in range(PLANS)
    ]
    assert len(known(country, "line")) == PLANS
    assert {day: counts(day) for day in (early, late)} == found


_ADDING = """\
format: 1
document: {number: 9/QĐ-UBND, signed: 2025-03-01}
add:
  tasks:
    - id: "1.99"
      group: "1"
      title: Rà soát việc mới
      leads: [don-vi-001]
      when: Tháng 11 năm 2025
      deadlines: [{due: 2025-11}]
"""


def test_what_the_index_knows_needs_neither_models_nor_a_parser(
    country: Path, say: Callable[..., str]
) -> None:
    say(country, STATUS)
    code = (
        "import sys; from cchc.cli.app import app\n"
        f"try: app({['--root', str(country), *STATUS]!r})\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        "heavy = {'cchc.models.plan', 'cchc.status', 'cchc.query', 'ruamel.yaml'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr


def test_the_index_is_never_committed(country: Path, say: Callable[..., str]) -> None:
    say(country, STATUS)
    subprocess.run(["git", "init", "-q"], cwd=country, check=True)
    found = subprocess.run(
        ["git", "status", "--porcelain", "-uall"],
        cwd=country, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ".cchc" not in found.stdout


def test_a_workspace_of_few_plans_has_no_index(
    workspace: Path, say: Callable[..., str]
) -> None:
    say(workspace, ("status", "--plan", "all"))
    assert not (workspace / ".cchc").exists()


def break_by_deleting(file: Path) -> None:
    shutil.rmtree(file.parent)


def break_by_cutting(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def break_by_emptying(file: Path) -> None:
    file.write_bytes(b"")


def break_by_other_content(file: Path) -> None:
    file.write_bytes(b"no database" * 1000)


def break_by_another_version(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("UPDATE made_by SET version = '0.0.1'")
        base.execute("UPDATE known SET value = '[\"nonsense\", 1]'")
    base.close()


def break_by_other_tables(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE made_by (version TEXT)")
        base.execute("CREATE TABLE known (other TEXT)")
    base.close()


@pytest.mark.parametrize(
    "damage",
    [
        break_by_deleting,
        break_by_cutting,
        break_by_emptying,
        break_by_other_content,
        break_by_another_version,
        break_by_other_tables,
    ],
)
def test_a_broken_index_is_made_anew(
    country: Path,
    say: Callable[..., str],
    expected: dict[str, str],
    damage: Callable[[Path], None],
) -> None:
    asked = {"status": STATUS, "list": LISTS["list"]}
    for words in asked.values():
        say(country, words)
    damage(index(country))
    for name, words in (*asked.items(), *asked.items()):
        assert say(country, words) == expected[name]
    assert len(known(country, "standing")) == len(known(country, "line")) == PLANS


@pytest.mark.long
def test_while_another_writes_the_answer_is_the_same(
    country: Path, say: Callable[..., str], expected: dict[str, str]
) -> None:
    say(country, STATUS)
    other = sqlite3.connect(index(country), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert say(country, STATUS) == expected["status"]
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert len(known(country, "standing")) == PLANS


@pytest.mark.long
def test_several_runs_at_once_do_no_harm(
    country: Path, expected: dict[str, str]
) -> None:
    words = [sys.executable, "-m", "cchc", "--root", str(country), *STATUS]
    runs = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in runs:
        out, err = one.communicate()
        assert out.decode("utf-8") == expected["status"], err
    assert told(country, *STATUS) == expected["status"]


@pytest.mark.long
def test_a_killed_run_leaves_what_can_be_used(
    country: Path, expected: dict[str, str]
) -> None:
    words = [sys.executable, "-m", "cchc", "--root", str(country), *STATUS]
    killed = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    while not index(country).exists() and killed.poll() is None:
        pass
    killed.kill()
    killed.wait()
    assert told(country, *STATUS) == expected["status"]


def test_a_changed_file_is_read_again(country: Path, say: Callable[..., str]) -> None:
    before = say(country, STATUS)
    file = plan(country, 3)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("due: 2025-", "due: 2026-"), encoding="utf-8")
    assert "2025-co-quan-0003" not in known(country, "standing")
    after = say(country, STATUS)
    assert after != before
    shutil.rmtree(country / ".cchc")
    assert say(country, STATUS) == after


@pytest.mark.long
def test_a_change_that_keeps_size_and_time_is_seen(
    country: Path, say: Callable[..., str]
) -> None:
    file = plan(country, 4)
    time.sleep(2.1)  # what was written just now is read again whatever its time says
    say(country, STATUS)
    with sqlite3.connect(index(country)) as base:
        (unsettled,) = base.execute("SELECT count(*) FROM folder WHERE stamp = ''")
    base.close()
    assert unsettled == (0,)
    then = file.stat().st_mtime_ns
    text = file.read_text(encoding="utf-8")
    changed = text.replace("id: 2025-co-quan-0004", "id: 2025-co-quan-9994")
    file.write_text(changed, encoding="utf-8")
    os.utime(file, ns=(then, then))
    assert "2025-co-quan-9994" in say(country, STATUS)


def test_a_touched_file_is_still_known(country: Path, say: Callable[..., str]) -> None:
    say(country, STATUS)
    plan(country, 5).touch()
    assert len(known(country, "standing")) == PLANS


def test_a_changed_register_counts_for_every_plan(
    country: Path, say: Callable[..., str]
) -> None:
    say(country, STATUS)
    units = country / "plans" / "registers" / "units.yaml"
    units.write_text(
        units.read_text(encoding="utf-8").replace("don-vi-001, don-vi-002", ""),
        encoding="utf-8",
    )
    assert known(country, "standing") == set()


def test_a_plan_that_came_and_one_that_went(
    country: Path, say: Callable[..., str]
) -> None:
    say(country, STATUS)
    shutil.move(plan(country, 1).parent, country / "plans" / "2025-moi-them")
    found = say(country, STATUS)
    assert "2025-co-quan-0001" in found  # its own id, which the file still says
    shutil.rmtree(country / "plans" / "2025-moi-them")
    assert "2025-co-quan-0001" not in say(country, STATUS)


def test_a_plan_with_a_fault_is_told_each_time(country: Path, run: Run) -> None:
    plan(country, 2).write_text("format: 1\nid: x\n", encoding="utf-8")
    for _ in range(2):
        result = run("--root", country, *STATUS)
        assert result.exit_code == 1
        assert "2025-co-quan-0002/decision.yaml" in result.stderr


def test_what_is_not_read_is_told_each_time(country: Path, run: Run) -> None:
    (plan(country, 2).parent / "extra.yaml").write_text("a: 1\n", encoding="utf-8")
    for _ in range(2):
        result = run("--root", country, *STATUS)
        assert result.exit_code == 1
        assert "extra.yaml" in result.stderr


def test_a_plan_behind_a_link_is_never_kept(
    country: Path, say: Callable[..., str], expected: dict[str, str]
) -> None:
    folder = plan(country, 6).parent
    shutil.move(folder, country / "elsewhere")
    folder.symlink_to(country / "elsewhere")
    assert say(country, STATUS) == expected["status"]
    assert len(known(country, "standing")) == PLANS - 1


def test_check_judges_again_what_depends_on_the_day(
    country: Path, say: Callable[..., str]
) -> None:
    early = (*CHECK[:2], "2025-06-01", *CHECK[3:])
    say(country, CHECK)
    from_index = say(country, early)
    assert "entry-in-future" in from_index
    shutil.rmtree(country / ".cchc")
    assert say(country, early) == from_index
    assert "entry-in-future" not in say(country, CHECK)


def test_check_judges_again_what_looks_at_a_changed_plan(
    country: Path, say: Callable[..., str]
) -> None:
    lower, upper = plan(country, 7), plan(country, 8)
    text = lower.read_text(encoding="utf-8")
    above = 'implements: {plan: 2025-co-quan-0008, task: "1.2"}'
    text = text.replace("groups:", "implements: [2025-co-quan-0008]\ngroups:", 1)
    text = text.replace("    title: ", f"    {above}\n    title: ", 1)
    lower.write_text(text, encoding="utf-8")
    assert "upstream-unknown" not in say(country, CHECK)
    upper.write_text(
        upper.read_text(encoding="utf-8").replace('id: "1.2"', 'id: "1.99"'),
        encoding="utf-8",
    )
    assert "upstream-unknown" in say(country, CHECK)


def _added(plan: Path) -> None:
    (plan / "progress" / "them.yaml").write_text("format: 1\n", encoding="utf-8")


def _renamed(plan: Path) -> None:
    (plan / "decision.yaml").rename(plan / "decision.yaml.bak")


def _removed(plan: Path) -> None:
    (plan / "progress" / "van-phong.yaml").unlink()


def _new_folder(plan: Path) -> None:
    (plan / "reports").mkdir()


def _written(plan: Path) -> None:
    (plan / "decision.yaml").write_text("format: 2\n", encoding="utf-8")


def _linked(plan: Path) -> None:
    (plan / "progress" / "van-phong.yaml").unlink()
    (plan / "progress" / "van-phong.yaml").symlink_to(plan / "decision.yaml")


def _gone(plan: Path) -> None:
    shutil.rmtree(plan)


@pytest.mark.parametrize(
    "change", [_added, _renamed, _removed, _new_folder, _written, _linked, _gone]
)
def test_a_noted_folder_is_seen_as_it_is(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "progress").mkdir(parents=True)
        (tmp_path / name / "decision.yaml").write_text("format: 1\n", encoding="utf-8")
        (tmp_path / name / "progress" / "van-phong.yaml").write_text(
            "format: 1\n", encoding="utf-8"
        )
    first = look(tmp_path, {})
    noted = {
        name: Noted(one.stamp or "", "", 1, one.paths) for name, one in first.items()
    }
    assert look(tmp_path, noted) == first
    time.sleep(0.02)  # two changes within one tick of the clock have the same time
    change(tmp_path / "one")
    again = look(tmp_path, noted)
    assert again == look(tmp_path, {})
    assert again.get("one") != first["one"]
    assert again["two"] == first["two"]


def test_a_list_of_paths_that_is_nonsense_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "decision.yaml").write_text("format: 1\n", encoding="utf-8")
    seen = look(tmp_path, {})
    for paths in (b"\xff", b"one\0\0", b"..", b"one/decision.yaml"):
        noted = {"one": Noted(seen["one"].stamp or "", "", 1, paths)}
        assert look(tmp_path, noted) == seen
