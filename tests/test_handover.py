"""What a unit hands over: open tasks and parts, and who takes each over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLAN, REPOSITORY, make_workspace
from typer.testing import Result

Run = Callable[..., Result]

UNITS = """\
format: 1
units:
  - {id: so-mau, name: Sở Mẫu, level: province}
  - {id: phong-a, name: Phòng A, level: internal, parent: so-mau}
  - {id: phong-b, name: Phòng B, level: internal, parent: so-mau}
  - id: phong-cu
    name: Phòng Cũ
    level: internal
    parent: so-mau
    valid: {until: 2024-06-30}
    successors:
      - {unit: phong-a, relation: split_into, since: 2024-07-01, duties: [thi đua]}
      - {unit: phong-b, relation: split_into, since: 2024-07-01, duties: [văn thư]}
"""
TASKS = """\
  - {id: "1", title: Phong trào thi đua, leads: [phong-cu], deadlines: [{due: 2024-Q4}]}
  - {id: "2", title: Công tác văn thư, leads: [phong-cu], deadlines: [{ongoing: true}]}
  - {id: "3", title: Việc chung, leads: [phong-cu], deadlines: [{due: 2024-Q3}]}
  - {id: "4", title: Thi đua ngành, leads: [phong-a], partners: [phong-cu],
     deadlines: [{due: 2024-Q4}]}
  - {id: "5", title: Văn thư quý I, leads: [phong-cu], deadlines: [{due: 2024-Q1}]}
"""
JOURNAL = """\
unit: phong-cu
entries:
  - {task: "5", date: 2024-03-20, state: done, evidence: [{document: 1/BC}]}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    make_workspace(tmp_path, PLAN + TASKS, UNITS)
    folder = tmp_path / "plans" / "ke-hoach" / "progress"
    folder.mkdir()
    (folder / "phong-cu.yaml").write_text(JOURNAL, encoding="utf-8")
    return tmp_path


def test_open_things_go_to_whom_the_duties_name_and_the_rest_is_undecided(
    run: Run, office: Path
) -> None:
    words = ("--root", office, "--as-of", "2024-06-30", "--format", "json")
    found = json.loads(run("handover", "Phòng Cũ", *words).stdout)
    assert found["takes_over"] == "2024-07-01"
    assert [
        (one["id"], one["duty"], [unit["id"] for unit in one["heirs"]], one["decided"])
        for one in found["items"]
    ] == [
        ("1", "leads", ["phong-a"], True),
        ("2", "ongoing", ["phong-b"], True),
        ("3", "leads", ["phong-a", "phong-b"], False),
        ("4", "takes_part", ["phong-a"], True),
    ]


def test_the_table_says_what_is_undecided(run: Run, office: Path) -> None:
    words = ("--root", office, "--as-of", "2024-06-30")
    shown = run("handover", "phong-cu", *words, "--format", "md").stdout
    assert "chưa rõ: Phòng A; Phòng B" in shown


def test_a_body_that_merged_as_a_whole_leaves_nothing_undecided(run: Run) -> None:
    words = ("--root", REPOSITORY, "--as-of", "2025-02-28", "--format", "json")
    unit = "so-thong-tin-va-truyen-thong"
    found = json.loads(run("handover", unit, *words).stdout)
    heirs = {one["id"] for item in found["items"] for one in item["heirs"]}
    assert found["items"]
    assert heirs == {"so-khoa-hoc-va-cong-nghe"}
    assert all(item["decided"] for item in found["items"])
