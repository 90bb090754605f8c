"""`cchc diff --against`: what changed in meaning since a git revision."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from cchc.compare.versions import Kind
from cchc.load import Workspace
from cchc.problems import CchcError
from cchc.revisions import differences
from tests.conftest import REPOSITORY, UNITS

Run = Callable[..., Result]

PLAN = """\
format: 1
id: ke-hoach
title: Kế hoạch mẫu
decision: {number: "1", symbol: QĐ-SM, signed: 2024-01-05, issuer: so-mau}
period: 2024
groups:
  - {id: "1", title: Nhóm một}
  - {id: "2", title: Nhóm hai}
targets:
  - {id: on-time, title: Đúng hạn, indicator: on-time, goal: {at_least: 99, unit: "%"}}
  - {id: late, title: Trễ hạn, indicator: late, goal: {less_than: 4, unit: "%"}}
tasks:
  - id: "1.1"
    group: "1"
    title: Kiểm tra cải cách hành chính tại các phòng
    products: [Báo cáo]
    leads: [van-phong, phong-a]
    partners: [phong-b]
    when: Quý II năm 2024
    deadlines:
      - {due: 2024-Q2}
  - {id: "1.2", group: "1", title: Tuyên truyền, leads: [phong-a],
     deadlines: [{due: 2024-10}]}
  - {id: "1.3", group: "1", title: Rà soát thủ tục, leads: [phong-b],
     deadlines: [{due: 2024}]}
"""
JOURNAL = """\
unit: van-phong
entries:
  - {task: "1.1", date: 2024-03-01, state: started}
  - {target: on-time, date: 2024-07-01, period: 2024-H1, value: 99.4}
"""
INDICATORS = """\
indicators:
  - {id: on-time, name: Đúng hạn, unit: "%", better: up}
  - {id: late, name: Trễ hạn, unit: "%", better: down}
"""


def git(root: Path, *words: str) -> str:
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace in a git repository whose first commit holds everything."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Người thử")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "thu@example.vn")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-config"))
    root = tmp_path / "kho"
    write(root, "ke-hoach/decision.yaml", PLAN)
    write(root, "ke-hoach/progress/van-phong.yaml", JOURNAL)
    write(root, "registers/units.yaml", UNITS)
    write(root, "registers/indicators.yaml", INDICATORS)
    git(tmp_path, "init", "-q", "-b", "main", "kho")
    commit(root)
    return root


def write(root: Path, path: str, text: str) -> None:
    file = root / "plans" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


def change(
    root: Path, *pairs: tuple[str, str], path: str = "ke-hoach/decision.yaml"
) -> None:
    text = (root / "plans" / path).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    write(root, path, text)


def kinds(root: Path, against: str = "HEAD") -> list[str]:
    found = differences(Workspace(root), against, True)
    return [one.kind.value for one in found.changes]


TASK_3 = """\
  - {id: "1.3", group: "1", title: Rà soát thủ tục, leads: [phong-b],
     deadlines: [{due: 2024}]}
"""
TASK_4 = """\
  - {id: "2.1", group: "2", title: Việc mới tinh, leads: [phong-b],
     deadlines: [{due: 2024}]}
"""
ONE_CHANGE: list[tuple[Kind, tuple[str, str]]] = [
    (Kind.TASK_REMOVED, (TASK_3, "")),
    (Kind.TASK_ADDED, (TASK_3, TASK_3 + TASK_4)),
    (Kind.TASK_MOVED, ('id: "1.3", group: "1"', 'id: "2.7", group: "2"')),
    (Kind.TASK_MOVED, ('id: "1.3", group: "1"', 'id: "1.3", group: "2"')),
    (Kind.TITLE_CHANGED, ("Rà soát thủ tục", "Rà soát thủ tục hành chính")),
    (Kind.DEADLINE_LATER, ("due: 2024-10", "due: 2024-11")),
    (Kind.DEADLINE_EARLIER, ("due: 2024-10", "due: 2024-09-15")),
    (Kind.DEADLINE_CHANGED, ("due: 2024-10", "ongoing: true")),
    (Kind.DEADLINE_ADDED, ("[{due: 2024-10}]", "[{due: 2024-10}, {due: 2024-12}]")),
    (Kind.DEADLINE_REMOVED, ("deadlines: [{due: 2024-10}]", "deadlines: []")),
    (Kind.LEADS_CHANGED, ("leads: [van-phong, phong-a]", "leads: [phong-a]")),
    (Kind.PARTNERS_CHANGED, ("partners: [phong-b]", "partners: []")),
    (Kind.PRODUCTS_CHANGED, ("products: [Báo cáo]", "products: [Tờ trình]")),
    (Kind.TARGET_WEAKENED, ("at_least: 99", "at_least: 95")),
    (Kind.TARGET_STRENGTHENED, ("at_least: 99", "more_than: 99")),
    (Kind.TARGET_WEAKENED, ("less_than: 4", "at_most: 4")),
    (Kind.TARGET_STRENGTHENED, ("less_than: 4", "less_than: 3")),
    (Kind.TARGET_CHANGED, ('less_than: 4, unit: "%"', "qualitative: giảm")),
    (Kind.HEAD_CHANGED, ('number: "1"', 'number: "2"')),
    (Kind.HEAD_CHANGED, ("period: 2024", "period: 2024/2025")),
    (Kind.TASK_CHANGED, ("    products", "    note: Đang xin ý kiến\n    products")),
]


@pytest.mark.parametrize(("kind", "pair"), ONE_CHANGE)
def test_one_change_is_one_line(
    office: Path, kind: Kind, pair: tuple[str, str]
) -> None:
    change(office, pair)
    assert kinds(office) == [kind.value]


NOT_CHANGES = [
    ("due: 2024-Q2", "due: 2024-06-30"),
    ("format: 1\n", "# ghi chú\nformat: 1\n"),
    ("leads: [van-phong, phong-a]", "leads:\n      - phong-a\n      - van-phong"),
    ('{id: "1", title: Nhóm một}', "{title: 'Nhóm một', id: '1'}"),
    ("at_least: 99,", "at_least: 99.0,"),
    ("title: Kế hoạch mẫu", 'title: "Kế hoạch mẫu"   # tên'),
    ("\n", "\r\n"),
]


@pytest.mark.parametrize("pair", NOT_CHANGES)
def test_form_is_no_change(office: Path, pair: tuple[str, str]) -> None:
    change(office, pair)
    assert kinds(office) == []


def test_the_order_of_tasks_is_no_change(office: Path) -> None:
    text = PLAN.replace(TASK_3, "").replace("tasks:\n", f"tasks:\n{TASK_3}")
    write(office, "ke-hoach/decision.yaml", text)
    assert kinds(office) == []


def test_renumbered_tasks_are_moved_not_retitled(office: Path) -> None:
    change(office, ('id: "1.3"', 'id: "1.4"'), ('id: "1.2"', 'id: "1.3"'))
    assert kinds(office) == ["task_moved", "task_moved"]


JOURNALS: list[tuple[list[str], tuple[str, str]]] = [
    (["entry_changed"], ("99.4", "99.9")),
    (["entry_changed"], ("date: 2024-03-01", "date: 2024-02-01")),
    (["entry_removed"], ('  - {task: "1.1", date: 2024-03-01, state: started}\n', "")),
    (
        ["entry_added"],
        (
            "entries:\n",
            'entries:\n  - {task: "1.2", date: 2024-04-01, state: started}\n',
        ),
    ),
]


@pytest.mark.parametrize(("expected", "pair"), JOURNALS)
def test_journals_are_only_added_to(
    office: Path, expected: list[str], pair: tuple[str, str]
) -> None:
    change(office, pair, path="ke-hoach/progress/van-phong.yaml")
    assert kinds(office) == expected


def test_a_journal_that_is_gone_is_history_rewritten(office: Path) -> None:
    (office / "plans/ke-hoach/progress/van-phong.yaml").unlink()
    assert kinds(office) == ["entry_removed", "entry_removed"]


REGISTERS = [
    ("unit_renamed", "units", ("name: Phòng A", "name: Phòng Tổng hợp")),
    (
        "unit_removed",
        "units",
        ("  - {id: phong-b, name: Phòng B, level: internal, parent: so-mau}\n", ""),
    ),
    ("register_changed", "units", ("name: Phòng Cũ", "name: Phòng Rất Cũ")),
    ("register_changed", "indicators", ("better: down", "better: up")),
]


@pytest.mark.parametrize(("kind", "name", "pair"), REGISTERS)
def test_registers_that_changed_are_told(
    office: Path, kind: str, name: str, pair: tuple[str, str]
) -> None:
    change(office, pair, path=f"registers/{name}.yaml")
    assert kinds(office) == [kind]


def test_ten_kinds_of_change_are_ten_lines(office: Path, run: Run) -> None:
    pairs = [pair for kind, pair in ONE_CHANGE if kind is Kind.TARGET_WEAKENED][:1]
    change(
        office,
        *pairs,
        ("less_than: 4", "less_than: 3"),
        ("due: 2024-Q2", "due: 2024-Q3"),
        ("due: 2024-10", "due: 2024-09"),
        ("leads: [van-phong, phong-a]", "leads: [phong-a]"),
        (TASK_3, TASK_4),
    )
    journal = "ke-hoach/progress/van-phong.yaml"
    added = 'entries:\n  - {task: "1.2", date: 2024-04-01, state: started}\n'
    change(office, ("99.4", "99.9"), ("entries:\n", added), path=journal)
    change(office, ('number: "1"', 'number: "2"'))
    result = run(
        "diff", "--against", "main", "--format", "md", "--root", office, lang="en"
    )
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(
        "1 added, 1 removed, 1 later, 1 earlier, 1 target(s) low"
    )
    rows = [line for line in lines if line.startswith("| ")][1:]
    assert len(rows) == 10


def test_the_merge_base_leaves_out_what_others_did_since(office: Path) -> None:
    git(office, "checkout", "-qb", "nhanh")
    git(office, "checkout", "-q", "main")
    change(office, ("due: 2024-10", "due: 2024-11"))
    commit(office)
    git(office, "checkout", "-q", "nhanh")
    change(office, ("at_least: 99", "at_least: 98"))
    assert kinds(office, "main") == ["target_weakened"]
    exact = differences(Workspace(office), "main", False).changes
    assert [one.kind.value for one in exact] == ["deadline_earlier", "target_weakened"]


def test_a_workspace_in_a_subfolder_reads_its_own_files(office: Path) -> None:
    git(office, "mv", "plans", "con")
    (office / "phu").mkdir()
    git(office, "mv", "con", "phu/plans")
    git(office, "commit", "-qm", "y")
    change(office / "phu", ("due: 2024-10", "due: 2024-11"))
    assert kinds(office / "phu") == ["deadline_later"]


def test_a_renamed_plan_folder_is_the_same_plan(office: Path) -> None:
    (office / "plans/ke-hoach").rename(office / "plans/ke-hoach-2024")
    path = "ke-hoach-2024/decision.yaml"
    change(office, ("id: ke-hoach\n", "id: ke-hoach-2024\n"), path=path)
    change(office, ("due: 2024-10", "due: 2024-11"), path=path)
    assert kinds(office) == ["plan_renamed", "deadline_later"]


def test_a_plan_that_comes_or_goes_is_one_line(office: Path) -> None:
    other = PLAN.replace("id: ke-hoach", "id: khac").replace("cải cách", "an toàn")
    write(office, "khac/decision.yaml", other.partition("tasks:")[0])
    assert kinds(office) == ["plan_added"]
    (office / "plans/ke-hoach/decision.yaml").unlink()
    (office / "plans/ke-hoach/progress/van-phong.yaml").unlink()
    found = kinds(office)
    assert found.count("plan_removed") == 1


def test_a_file_broken_in_the_revision_is_said_and_the_rest_compared(
    office: Path, run: Run
) -> None:
    write(office, "ke-hoach/decision.yaml", "id: [\n")
    commit(office)
    write(office, "ke-hoach/decision.yaml", PLAN)
    journal = "ke-hoach/progress/van-phong.yaml"
    change(office, ("99.4", "99.9"), path=journal)
    found = differences(Workspace(office), "HEAD", True)
    assert [one.kind.value for one in found.changes] == ["entry_changed"]
    assert found.unreadable[0].path.endswith(":plans/ke-hoach/decision.yaml")
    assert run("diff", "--against", "HEAD", "--root", office).exit_code == 0


def test_a_file_broken_here_is_a_finding_and_exit_1(office: Path, run: Run) -> None:
    write(office, "ke-hoach/decision.yaml", "id: [\n")
    result = run("diff", "--against", "HEAD", "--root", office)
    assert result.exit_code == 1
    assert "plans/ke-hoach/decision.yaml:" in result.stderr


@pytest.mark.parametrize("name", ["khong-co", "", "--help", "HEAD:plans"])
def test_a_revision_that_git_does_not_know_is_one_line(office: Path, name: str) -> None:
    with pytest.raises(CchcError):
        differences(Workspace(office), name, True)


def test_no_repository_is_one_line(workspace: Path, run: Run) -> None:
    result = run("diff", "--against", "HEAD", "--root", workspace)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_index_is_not_touched(office: Path) -> None:
    change(office, ("due: 2024-10", "due: 2024-11"))
    index = office / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    kinds(office)
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_json_tells_each_change_and_flags_history(office: Path, run: Run) -> None:
    change(office, ("99.4", "99.9"), path="ke-hoach/progress/van-phong.yaml")
    result = run("diff", "--against", "HEAD", "--format", "json", "--root", office)
    data: dict[str, Any] = json.loads(result.stdout)
    assert set(data) == {
        "format", "against", "summary", "counts", "changes", "unreadable",
    }  # fmt: skip
    (one,) = data["changes"]
    assert set(one) == {
        "kind", "plan", "item", "title", "old", "new", "days", "history_rewritten",
    }  # fmt: skip
    assert one["history_rewritten"] is True
    assert (one["old"]["value"], one["new"]["value"]) == (99.4, 99.9)


def test_exit_code_tells_whether_anything_changed(office: Path, run: Run) -> None:
    words = ("diff", "--against", "HEAD", "--exit-code", "--root", office)
    assert run(*words).exit_code == 0
    change(office, ("due: 2024-10", "due: 2024-11"))
    assert run(*words).exit_code == 1


def test_the_variables_of_a_hook_do_not_mislead(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(office, ("due: 2024-10", "due: 2024-11"))
    other = tmp_path / "khac"
    git(tmp_path, "init", "-q", "khac")
    names = git(office, "rev-parse", "--local-env-vars").split()
    for name in names:
        if not name.startswith("GIT_CONFIG_"):
            monkeypatch.setenv(name, str(other / ".git" / "index"))
    for name in ("GIT_ICASE_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_LITERAL_PATHSPECS"):
        monkeypatch.setenv(name, "1")
    assert kinds(office, "main") == ["deadline_later"]


HOSTILE = """\
[core]
  quotepath = true
  fsmonitor = /khong/co
  pager = false
  autocrlf = true
  precomposeunicode = false
[commit]
  gpgsign = true
[tag]
  gpgsign = true
[gpg]
  program = /khong/co
[init]
  defaultBranch = than
[color]
  ui = always
[log]
  showSignature = true
  date = relative
[diff]
  external = /khong/co
  noprefix = true
  renames = false
[advice]
  detachedHead = true
[alias]
  ls-tree = !false
  rev-parse = !false
"""


def test_no_setting_of_git_changes_what_is_told(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = office / "kế hoạch [a] *"
    inside.mkdir()
    git(office, "mv", "plans", "kế hoạch [a] */plans")
    git(office, "commit", "-qm", "chuyển")
    change(inside, ("due: 2024-10", "due: 2024-11"))
    config = tmp_path / "cau-hinh"
    config.write_text(HOSTILE, encoding="utf-8")
    for role in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{role}_{what}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_TRACE", "1")
    assert kinds(inside, "main") == ["deadline_later"]
    with pytest.raises(CchcError, match="khong-co"):
        kinds(inside, "khong-co")


def branched(office: Path) -> None:
    """A branch of three commits that left main three commits ago."""
    git(office, "checkout", "-qb", "nhanh")
    for i in range(3):
        git(office, "commit", "-qm", f"n{i}", "--allow-empty")
    git(office, "checkout", "-q", "main")
    for i in range(3):
        git(office, "commit", "-qm", f"m{i}", "--allow-empty")


def cloned(office: Path, depth: int) -> Path:
    """A shallow clone with the branch checked out, and main fetched."""
    root = office.parent / "nong"
    url = office.as_uri()
    words = ("clone", "-q", f"--depth={depth}", "--no-single-branch", "-b", "nhanh")
    git(office.parent, *words, url, "nong")
    return root


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_shallow_clone_without_the_merge_base_is_refused_and_says_what_to_do(
    office: Path, run: Run, depth: int
) -> None:
    branched(office)
    root = cloned(office, depth)
    words = ("diff", "--against", "origin/main", "--root", root)
    result = run(*words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "git fetch --unshallow" in result.stderr
    assert run(*words, "--no-merge-base").exit_code == 0
    git(root, "fetch", "-q", "--unshallow")
    assert run(*words).exit_code == 0


def test_a_shallow_clone_that_holds_the_way_to_the_merge_base_is_enough(
    office: Path,
) -> None:
    branched(office)
    root = cloned(office, 4)
    change(root, ("due: 2024-10", "due: 2024-11"))
    assert kinds(root, "origin/main") == ["deadline_later"]
    assert kinds(root, "HEAD") == ["deadline_later"]


def test_an_older_common_commit_beyond_a_cut_is_not_taken_for_the_merge_base(
    office: Path,
) -> None:
    """nhanh merged main's first commits long ago, by a way that the clone lacks."""
    git(office, "checkout", "-qb", "nhanh")
    git(office, "checkout", "-q", "main")
    for i in range(3):
        git(office, "commit", "-qm", f"m{i}", "--allow-empty")
    git(office, "checkout", "-q", "nhanh")
    git(office, "merge", "-q", "--no-ff", "-m", "gộp", "main~1")
    for i in range(2):
        git(office, "commit", "-qm", f"n{i}", "--allow-empty")
    root = cloned(office, 3)
    with pytest.raises(CchcError, match="unshallow"):
        kinds(root, "origin/main")


def test_a_merge_base_is_doubted_where_a_longer_way_to_a_later_one_is_cut(
    office: Path,
) -> None:
    """The clone holds the first commit on both sides; main's next one only on one."""
    git(office, "checkout", "-qb", "ngan")
    git(office, "commit", "-qm", "a", "--allow-empty")
    git(office, "checkout", "-q", "main")
    git(office, "commit", "-qm", "m1", "--allow-empty")
    git(office, "checkout", "-qb", "nhanh")
    for i in range(3):
        git(office, "commit", "-qm", f"b{i}", "--allow-empty")
    git(office, "merge", "-q", "--no-ff", "-m", "gộp", "ngan")
    git(office, "checkout", "-q", "main")
    git(office, "commit", "-qm", "m2", "--allow-empty")
    root = cloned(office, 3)
    base = git(root, "merge-base", "origin/main", "HEAD")
    assert base == git(office, "rev-parse", "main~2"), "git itself is led astray"
    with pytest.raises(CchcError, match="unshallow"):
        kinds(root, "origin/main")


def test_a_revision_that_a_shallow_clone_lacks_says_how_to_fetch_it(
    office: Path, run: Run
) -> None:
    branched(office)
    git(
        office.parent,
        "clone",
        "-q",
        "--depth=1",
        "-b",
        "nhanh",
        office.as_uri(),
        "nong",
    )
    root = office.parent / "nong"
    result = run("diff", "--against", "origin/main", "--root", root)
    assert result.exit_code == 2
    assert "git fetch" in result.stderr


def test_branches_without_a_common_commit_are_not_compared_in_silence(
    office: Path, run: Run
) -> None:
    git(office, "checkout", "-q", "--orphan", "moi")
    words = ("diff", "--against", "main", "--root", office)
    result = run(*words)
    assert result.exit_code == 2
    assert "--no-merge-base" in result.stderr
    git(office, "commit", "-qm", "gốc khác", "--allow-empty")
    assert run(*words).exit_code == 2
    assert run(*words, "--no-merge-base").exit_code == 0


def test_an_evidence_of_another_date_shows_both_dates(office: Path, run: Run) -> None:
    journal = "ke-hoach/progress/van-phong.yaml"
    proof = "state: done, evidence: [{document: 12/BC, signed: 2024-03-13}]"
    change(office, ("state: started", proof), path=journal)
    commit(office)
    change(office, ("2024-03-13", "2024-03-12"), path=journal)
    result = run("diff", "--against", "HEAD", "--format", "csv", "--root", office)
    [row] = csv.reader(result.stdout.splitlines()[1:])
    assert "13/03/2024" in row[-2]
    assert "12/03/2024" in row[-1]


def test_a_limit_from_another_event_and_a_turned_threshold_are_told(
    office: Path,
) -> None:
    limit = "[{after: có văn bản, within: {days: 10}}]"
    change(office, ("[{due: 2024-10}]", limit), ("less_than: 4", "at_most: 4"))
    commit(office)
    change(office, ("có văn bản", "có luật"), ("at_most: 4", "at_least: 4"))
    assert kinds(office) == ["deadline_changed", "target_changed"]


def test_two_tasks_of_one_number_are_both_looked_at(office: Path) -> None:
    twin = TASK_3.replace("Rà soát thủ tục", "Việc khác hẳn mọi việc")
    change(office, (TASK_3, TASK_3 + twin))
    assert kinds(office) == ["task_added"]
    commit(office)
    change(office, (TASK_3, ""))
    assert kinds(office) == ["task_removed"]


def test_a_journal_of_another_unit_is_history_rewritten(office: Path) -> None:
    change(
        office,
        ("unit: van-phong", "unit: phong-a"),
        path="ke-hoach/progress/van-phong.yaml",
    )
    assert kinds(office) == ["journal_changed"]


def test_a_plan_that_is_no_longer_read_is_said(office: Path, run: Run) -> None:
    folder = office / "plans" / "ke-hoach"
    (folder / "decision.yaml").rename(folder / "decision.yml")
    result = run("diff", "--against", "HEAD", "--root", office)
    assert result.exit_code == 1
    assert "plans/ke-hoach/decision.yml" in result.stderr


@pytest.mark.parametrize(
    ("pair", "item"),
    [
        (("name: Phòng Cũ", "name: Phòng Rất Cũ"), "units.phong-cu.name"),
        (("since: 2024-07-01", "since: 2024-08-01"),
         "units.phong-cu.successors.phong-a.since"),
        (("[phong-a, phong-b]", "[phong-a]"), "units.groups.cac-phong.members.–.units"),
    ],
)  # fmt: skip
def test_each_field_of_a_register_is_a_line_with_both_values(
    office: Path, pair: tuple[str, str], item: str
) -> None:
    change(office, pair, path="registers/units.yaml")
    [one] = differences(Workspace(office), "HEAD", True).changes
    assert one.item == item
    assert one.old != one.new


def test_schemes_and_score_sheets_are_compared_field_by_field(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    shutil.copytree(REPOSITORY / "cchc" / "data" / "sample", root)
    shutil.copytree(REPOSITORY / "plans" / "schemes", root / "plans" / "schemes")
    for words in (("init", "-q"), ("add", "-A")):
        git(root, *words)
    git(
        root, "-c", "user.name=t", "-c", "user.email=t@example.vn", "commit", "-qm", "x"
    )
    [scores, *_] = sorted((root / "plans").glob("*/scores/*.yaml"))
    schemes = sorted((root / "plans" / "schemes").glob("*.yaml"))
    text = schemes[0].read_text(encoding="utf-8")
    title = re.search(r"^title: .+$", text, re.M)
    assert title
    changed = text.replace(title[0], "title: Bộ tiêu chí khác")
    schemes[0].write_text(changed, encoding="utf-8")
    schemes[1].unlink()
    scores.rename(scores.with_name("khac.yaml"))
    found = differences(Workspace(root), "HEAD", True).changes
    assert {(one.kind.value, one.plan, one.item) for one in found} == {
        ("file_changed", None, f"scheme.{schemes[0].stem}.title"),
        ("file_removed", None, f"scheme.{schemes[1].stem}"),
        ("file_removed", "2025-so-mau", f"scores.{scores.stem}"),
        ("file_added", "2025-so-mau", "scores.khac"),
    }
