"""Rules of journals, on good and bad journals of the sample plan.

`tests/data/checks/<rule>/{good,bad}/progress/` holds journals; a line that a rule must
find ends with `# error: <rule>`.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest
from conftest import make_sample
from jsonschema import Draft202012Validator

from cchc.checks.rules import JOURNAL_RULES, SEVERITIES, check, name_of
from cchc.load import Workspace
from cchc.load.starting import starting_files
from cchc.problems import Finding
from cchc.schemas import schemas

EXAMPLES = Path(__file__).parent / "data" / "checks"
RULES = sorted(name_of(rule) for rule, _ in JOURNAL_RULES)
TODAY = date(2025, 7, 5)
MARK = re.compile(r"# error: (\S+)$")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample workspace without its journals."""
    for path, text in starting_files(sample=True, year=2025).items():
        if "/progress/" not in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def journal_findings(
    office: Path, journals: Path, only: Collection[str] = SEVERITIES
) -> list[Finding]:
    shutil.copytree(journals, office / "plans/2025-so-mau/progress")
    found = check(Workspace(office), ["2025-so-mau"], TODAY, only)
    return [one for one in found if "/progress/" in one.path]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_the_marked_lines_and_no_other(office: Path, rule: str) -> None:
    journals = EXAMPLES / rule / "bad" / "progress"
    found = journal_findings(office, journals, {rule})
    marked = {
        (file.name, number, match.group(1))
        for file in journals.iterdir()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if (match := MARK.search(line))
    }
    assert marked
    assert {
        (one.path.rpartition("/")[2], one.line, one.rule) for one in found
    } == marked


@pytest.mark.parametrize("rule", RULES)
def test_a_good_journal_has_no_finding(office: Path, rule: str) -> None:
    assert journal_findings(office, EXAMPLES / rule / "good" / "progress") == []


def test_the_sample_itself_has_no_finding(tmp_path: Path) -> None:
    make_sample(tmp_path)
    found = check(Workspace(tmp_path), ["2025-so-mau"], date(2025, 9, 30))
    assert [one for one in found if not one.accepted] == []


def test_a_broken_entry_is_one_finding_and_hides_no_other_rule_s_place(
    office: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "journals"
    folder.mkdir()
    (folder / "van-phong-so.yaml").write_text(
        "unit: van-phong-so\nentries:\n"
        '  - {task: "1.1", date: 2025-02-14, state: xong}\n'
        '  - {task: "1.3", date: 2025-02-14, state: done}\n',
        encoding="utf-8",
    )
    [found] = journal_findings(office, folder)
    assert (found.rule, found.line) == ("value-invalid", 3)


def test_days_of_a_journal_may_be_written_day_first(
    office: Path, tmp_path: Path
) -> None:
    """31/02/2025 is a finding at its place; 15/02/2025 is the 15th of February."""
    folder = tmp_path / "journals"
    folder.mkdir()
    lines = [
        '  - {task: "1.2", date: 14/2/2025, state: started, for: trình Kế hoạch}',
        '  - {task: "1.1", date: 15/02/2025, state: done,'
        " evidence: [{document: 05/BB-SM, signed: 13/02/2025}]}",
    ]
    text = "\n".join(["unit: van-phong-so", "entries:", *lines, ""])
    journal = folder / "van-phong-so.yaml"
    journal.write_text(text, encoding="utf-8")
    assert journal_findings(office, folder) == []
    [loaded] = Workspace(office).journals("2025-so-mau")
    assert loaded.record is not None
    assert [str(one.date) for one in loaded.record.entries] == [
        "2025-02-14",
        "2025-02-15",
    ]
    shutil.rmtree(office / "plans/2025-so-mau/progress")
    journal.write_text(text.replace("15/02", "31/02"), encoding="utf-8")
    [found] = journal_findings(office, folder)
    assert (found.rule, found.line, found.column) == ("value-invalid", 4, 25)
    assert str(found.message) == "31/02/2025 does not exist in the calendar"


def test_the_schema_takes_the_days_that_the_program_takes(office: Path) -> None:
    schema = json.loads(schemas()["progress.schema.json"])
    entry = {"task": "1.1", "state": "started"}
    good = ("2025-02-15", "15/02/2025", "5/2/2025")
    for day in (*good, "15.02.2025", "hôm qua", "15/02/25"):
        journal = {"unit": "a", "entries": [{**entry, "date": day}]}
        assert Draft202012Validator(schema).is_valid(journal) == (day in good)


def test_a_long_journal_is_checked_in_a_bearable_time(office: Path) -> None:
    lines = "".join(
        f'  - {{task: "1.{i}", date: 2025-06-12, state: done,'
        f" evidence: [{{document: {i}/BC-VPS}}]}}\n"
        for i in range(1, 501)
    )
    journal = office / "plans/2025-so-mau/progress/van-phong-so.yaml"
    journal.parent.mkdir()
    journal.write_text(f"unit: van-phong-so\nentries:\n{lines}", encoding="utf-8")
    start = time.process_time()
    check(Workspace(office), ["2025-so-mau"], TODAY)
    assert time.process_time() - start < 20


def test_the_first_start_of_a_task_is_what_counts(office: Path, tmp_path: Path) -> None:
    """A task done between two starts was started before it was done."""
    entries = [("2025-03-01", "started"), ("2025-06-01", "started")]
    journals = tmp_path / "journals"
    journals.mkdir()
    lines = [f'  - {{task: "1.1", date: {day}, state: {s}}}' for day, s in entries]
    done = '  - {task: "1.1", date: 2025-04-01, state: done, evidence: [{document: x}]}'
    text = "\n".join(["unit: van-phong-so", "entries:", *lines, done, ""])
    (journals / "van-phong-so.yaml").write_text(text, encoding="utf-8")
    found = journal_findings(office, journals)
    assert "done-before-start" not in {one.rule for one in found}
