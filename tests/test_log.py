"""`cchc log`: validated first, one added line, and what changed is said."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLAN, make_sample, make_workspace
from typer.testing import Result

Run = Callable[..., Result]
OFFICE = "plans/2025-so-mau/progress/van-phong-so.yaml"
DONE = ("--state", "done", "--evidence", "90/BC-SM 2025-07-03")
ON = ("--date", "2025-07-04")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_sample(tmp_path / "kho")


@pytest.fixture
def log(office: Path, run: Run) -> Run:
    def call(*args: object) -> Result:
        return run("log", "--root", office, *args, lang="en")

    return call


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def added(old: bytes, new: bytes) -> list[str]:
    """Lines added; no other line may differ."""
    diff = list(difflib.ndiff(old.decode().splitlines(), new.decode().splitlines()))
    assert not [line for line in diff if line.startswith("- ")]
    return [line[2:] for line in diff if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("args", "unit", "line"),
    [
        (
            ("1.2", *DONE, *ON, "--note", "Đã họp: 3 chi cục"),
            "van-phong-so",
            '  - {task: "1.2", date: 2025-07-04, state: done, for: 2025-Q2/2025-Q3, '
            "evidence: [{document: 90/BC-SM, signed: 2025-07-03}], "
            'note: "Đã họp: 3 chi cục"}',
        ),
        (
            ("1.3", *DONE, *ON, "--for", "2025-Q3"),
            "van-phong-so",
            '  - {task: "1.3", date: 2025-07-04, state: done, for: 2025-Q3, '
            "evidence: [{document: 90/BC-SM, signed: 2025-07-03}]}",
        ),
        (
            ("2.2", "--state", "triggered", *ON),
            "phong-phap-che",
            '  - {task: "2.2", date: 2025-07-04, state: triggered}',
        ),
        (
            ("3.1", "--state", "scheduled", "--due", "30/09/2025", *ON),
            "phong-to-chuc-can-bo",
            '  - {task: "3.1", date: 2025-07-04, state: scheduled, due: 2025-09-30}',
        ),
        (
            ("4.2", "--state", "started", *ON, "--corrects", "10/6/2025"),
            "trung-tam-cong-nghe",
            '  - {task: "4.2", date: 2025-07-04, state: started, corrects: 2025-06-10}',
        ),
        (
            ("2.4", "--state", "cancelled", "--for", "all", *ON,
             "--evidence", "5/TB-SM 2025-07-01"),
            "phong-phap-che",
            '  - {task: "2.4", date: 2025-07-04, state: cancelled, '
            "evidence: [{document: 5/TB-SM, signed: 2025-07-01}]}",
        ),
        (
            ("--target", "on-time", "--value", "98,7", "--period", "2025-Q2", *ON),
            "so-mau",
            "  - {target: on-time, date: 2025-07-04, period: 2025-Q2, value: 98.7}",
        ),
        (
            ("2.3", "--unit", "Chi cuc Mau Nam", *DONE, *ON),
            "chi-cuc-mau-nam",
            '  - {task: "2.3", date: 2025-07-04, state: done, '
            "evidence: [{document: 90/BC-SM, signed: 2025-07-03}]}",
        ),
    ],
)  # fmt: skip
def test_one_line_is_added_and_no_other_changes(
    office: Path, log: Run, args: tuple[str, ...], unit: str, line: str
) -> None:
    path = f"plans/2025-so-mau/progress/{unit}.yaml"
    before = snapshot(office)
    assert log(*args).exit_code == 0
    after = snapshot(office)
    changed = {p for p in after if before.get(p) != after[p] and "lock" not in p}
    assert changed == {path}
    assert added(before.get(path, b""), after[path])[-1] == line


def test_the_status_before_and_now_is_said(log: Run) -> None:
    said = log("2.3", "--unit", "chi-cuc-mau-nam", *DONE, *ON).stdout.splitlines()
    assert said[0] == "plans/2025-so-mau/progress/chi-cuc-mau-nam.yaml:4"
    assert said[1].startswith("2.3 Niêm yết")
    assert said[1].endswith("as of 04/07/2025")
    assert said[2].startswith("  Chi cục Mẫu Nam, quarter II/2025, due 30/06/2025: ")
    assert "overdue (4 " in said[2]
    assert "→ done late (3 " in said[2]


def test_a_dry_run_prints_the_diff_and_writes_nothing(office: Path, log: Run) -> None:
    before = snapshot(office)
    shown = log("1.3", *DONE, *ON, "--for", "2025-Q3", "--dry-run")
    assert snapshot(office) == before
    lines = shown.stdout.splitlines()
    assert lines[0] == f"--- a/{OFFICE}"
    assert [line for line in lines if line.startswith("-")] == [lines[0]]
    assert sum(line.startswith("+  - {task:") for line in lines) == 1


REFUSED = {
    "unknown task": (("9.9", *DONE), "there is no task 9.9"),
    "unknown target": (
        ("--target", "ontime", "--value", "9", "--period", "2025-Q1"),
        "there is no target ontime: did you mean on-time?",
    ),
    "unknown unit": (("1.1", *DONE, "--unit", "phong-la"), "no unit is called"),
    "unknown period": (("1.3", *DONE, "--for", "2025-Q5"), "2025-Q1, 2025-Q2, 2025-Q3"),
    "several periods": (("1.3", *DONE), "say which with --for: 2025-Q3, 2025-Q4"),
    "unit that owes nothing": (
        ("1.1", *DONE, "--unit", "phong-phap-che"),
        "does not owe task 1.1; owed by: van-phong-so",
    ),
    "several units": (("2.3", *DONE), "say which with --unit: chi-cuc-mau-dong, "),
    "done without evidence": (("1.2", "--state", "done"), "name the product"),
    "blocked without reason": (("1.2", "--state", "blocked"), "without a reason"),
    "cancelled without document": (
        ("1.2", "--state", "cancelled"),
        "the document that",
    ),
    "scheduled without date": (("3.1", "--state", "scheduled"), "without due"),
    "event of none": (("1.1", "--state", "triggered"), "waits for no event"),
    "schedule of none": (
        ("1.1", "--state", "scheduled", "--due", "2025-09"),
        "follows no schedule",
    ),
    "due without schedule": (
        ("1.2", "--state", "started", "--due", "2025-09"),
        "due goes with scheduled only",
    ),
    "already done": (("1.1", *DONE), "nothing open"),
    "future": (("1.2", *DONE, "--date", "2999-01-01"), "in the future"),
    "before the decision": (
        ("1.2", "--state", "started", "--date", "2025-01-09"),
        "before the decision was signed",
    ),
    "evidence signed later": (
        ("1.2", *DONE, "--date", "2025-07-02"),
        "signed on 2025-07-03, after",
    ),
    "nothing to correct": (
        ("1.2", *DONE, "--corrects", "2025-01-20"),
        "no entry above on 1.2 is dated 2025-01-20",
    ),
    "no date": (("1.2", *DONE, "--date", "hôm qua"), "hôm qua"),
    "value of no number": (
        ("--target", "on-time", "--value", "cao", "--period", "2025-Q1"),
        "cao is no number",
    ),
    "value out of range": (
        ("--target", "on-time", "--value", "986", "--period", "2025-Q1"),
        "0 … 100",
    ),
    "period of another year": (
        ("--target", "on-time", "--value", "98", "--period", "2024-Q1"),
        "outside the plan's period",
    ),
    "period to come": (
        ("--target", "on-time", "--value", "98", "--period", "2025-Q4"),
        "has not begun",
    ),
    "neither task nor target": ((), "say a task"),
    "both": (("1.1", "--target", "on-time", *DONE), "say a task"),
    "task without state": (("1.1",), "--state"),
    "invisible character": (("1.2", *DONE, "--note", "a\x07"), "U+0007"),
}


@pytest.mark.parametrize(("args", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    office: Path, log: Run, args: tuple[str, ...], message: str
) -> None:
    before = snapshot(office)
    on = () if "--date" in args else ON
    refused = log(*args, *on)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert snapshot(office) == before


def test_a_journal_with_a_broken_entry_is_not_written_to(
    office: Path, log: Run, run: Run
) -> None:
    journal = office / OFFICE
    text = journal.read_text(encoding="utf-8").replace(
        "state: started", "state: xong", 1
    )
    journal.write_text(text, encoding="utf-8")
    refused = log("1.3", *DONE, *ON, "--for", "2025-Q3")
    assert refused.exit_code == 2
    assert f"{OFFICE}:6:" in refused.stderr
    assert journal.read_text(encoding="utf-8") == text
    # and its good entries still count
    csv = ("--format", "csv", "--keys")
    shown = run("status", "--root", office, "--as-of", "2025-07-05", *csv)
    assert shown.exit_code == 1
    [line] = [x for x in shown.stdout.splitlines() if x.startswith("2025-so-mau,1.1,")]
    assert ",done_on_time," in line


def test_a_journal_of_another_unit_is_not_written_to(office: Path, log: Run) -> None:
    journal = office / OFFICE
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace("unit: van-phong-so", "unit: so-mau"), "utf-8")
    refused = log("1.3", *DONE, *ON, "--for", "2025-Q3")
    assert refused.exit_code == 2
    assert "the journal is of so-mau, its file of van-phong-so" in refused.stderr


def test_nothing_is_written_outside_the_workspace(
    office: Path, log: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    folder = (office / OFFICE).parent
    shutil.rmtree(folder)
    folder.symlink_to(outside, target_is_directory=True)
    refused = log("1.3", *DONE, *ON, "--for", "2025-Q3")
    assert refused.exit_code == 2
    assert "leaves the workspace" in refused.stderr
    assert list(outside.iterdir()) == []


class TestSuccessors:
    """`phong-cu` ended on 30/6/2024; `phong-a` took over."""

    @pytest.fixture
    def old(self, tmp_path: Path, run: Run) -> Run:
        task = (
            '  - {id: "1", title: Việc, leads: [phong-cu], deadlines: [{due: 2024}]}\n'
            '  - {id: "2", title: Việc, leads: [phong-a, phong-cu], '
            "deadlines: [{due: 2024-Q3}]}\n"
        )
        make_workspace(tmp_path, PLAN + task)

        def call(*args: object) -> Result:
            return run(
                "log", "--root", tmp_path, *args, "--state", "started", lang="en"
            )

        return call

    def test_the_former_unit_reports_no_more(self, old: Run) -> None:
        refused = old("1", "--unit", "phong-cu", "--date", "2024-07-01")
        assert "no longer exists on 2024-07-01; now phong-a reports" in refused.stderr
        assert old("1", "--unit", "phong-cu", "--date", "2024-06-30").exit_code == 0

    def test_who_took_over_is_the_one_that_reports(self, old: Run) -> None:
        said = old("1", "--date", "2024-07-01", "--dry-run").stdout
        assert "+unit: phong-a" in said
        assert "owed_by" not in said

    def test_one_that_owes_itself_says_for_whom_it_reports(self, old: Run) -> None:
        on = ("2", "--unit", "phong-a", "--date", "2024-07-01", "--dry-run")
        assert "owed_by" not in old(*on).stdout
        assert "owed_by: phong-cu}" in old(*on, "--owed-by", "phong-cu").stdout


def test_line_ends_and_comments_of_the_file_stay(office: Path, log: Run) -> None:
    journal = office / OFFICE
    raw = journal.read_bytes().replace(b"\n", b"\r\n") + b"  # h\xe1\xba\xbft\r\n"
    journal.write_bytes(raw)
    assert log("1.3", *DONE, *ON, "--for", "2025-Q3").exit_code == 0
    new = journal.read_bytes()
    assert new.startswith(raw)
    assert new.count(b"\n") == new.count(b"\r\n") == raw.count(b"\n") + 1


class TestCovered:
    """A target that counts units: which were covered, by name or id."""

    @pytest.fixture
    def inspected(self, tmp_path: Path, run: Run) -> Run:
        target = (
            "  - {id: kiem-tra, title: Kiểm tra, coverage: [cac-phong], "
            'goal: {at_least: 40, unit: "%"}}\ntasks: []\n'
        )
        make_workspace(tmp_path, PLAN.replace("tasks:\n", target))

        def call(*covers: str) -> Result:
            options = [word for name in covers for word in ("--covers", name)]
            return run(
                "log", "--root", tmp_path, "--target", "kiem-tra", "--period", "2024",
                "--date", "2024-06-12", "--unit", "van-phong", *options,
                "--evidence", "1/KL-SM 12/06/2024", lang="en",
            )  # fmt: skip

        return call

    def test_the_entry_names_them_by_id(self, inspected: Run, tmp_path: Path) -> None:
        assert inspected("Phòng A", "phong-b").exit_code == 0
        written = tmp_path / "plans/ke-hoach/progress/van-phong.yaml"
        assert "covers: [phong-a, phong-b]" in written.read_text(encoding="utf-8")

    def test_one_that_the_target_does_not_count_is_refused(
        self, inspected: Run, tmp_path: Path
    ) -> None:
        refused = inspected("Văn phòng Sở Mẫu")
        assert refused.exit_code == 2
        assert "van-phong" in refused.stderr
        assert not (tmp_path / "plans/ke-hoach/progress").exists()


@pytest.mark.long
def test_commands_at_once_lose_nothing(office: Path) -> None:
    before = (office / OFFICE).read_bytes().count(b"\n")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "cchc", "log", "--root", str(office), "1.4", *ON,
             "--state", "started", "--note", f"tin số {i}"],
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.DEVNULL,
        )
        for i in range(8)
    ]  # fmt: skip
    assert [run.wait(timeout=120) for run in runs] == [0] * 8
    assert (office / OFFICE).read_bytes().count(b"\n") == before + 8
