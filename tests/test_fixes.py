"""`cchc check --fix`: few bytes, the same meaning, nothing twice."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from conftest import PLAN, TASK, make_workspace
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cchc.checks.filling import fill_deadlines
from cchc.checks.fixes import fix, mend, tidy
from cchc.cli.app import app
from cchc.load import Workspace
from cchc.text.edit import patch
from cchc.text.reader import read

ROOT = Path(__file__).parent.parent
FILE = Path("plans/2024-mau/decision.yaml")
HEAD = """format: 1
id: 2024-mau
title: Kế hoạch năm 2024 của Sở Mẫu
decision: {number: "1", symbol: QĐ-SM, signed: 2024-01-08, issuer: so-mau}
period: 2024
tasks:
"""


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        ("id: 1.10\n", 'id: "1.10"\n', 1),
        ("- {id: 1.10, task: 2}\n", '- {id: "1.10", task: "2"}\n', 2),
        ("title: Quý  II  năm 2024\n", "title: Quý II năm 2024\n", 1),
        ("title: Quý\u00a0II\n", "title: Quý II\n", 1),
        ('title: "a  b"  # hai  dấu cách\n', 'title: "a b"  # hai  dấu cách\n', 1),
        ("title: a   \r\nwhen: b\r\n", "title: a\r\nwhen: b\r\n", 1),
        ("\ufefftitle: a\n", "title: a\n", 1),
        ("title: Ky\u0301 số\n", "title: Ký số\n", 1),
        ("number: null      # để trống\n", "number: null      # để trống\n", 0),
        ('title: "a \\t b"\n', 'title: "a \\t b"\n', 0),  # an escape is left alone
        ("title: [\n", "title: [\n", 0),
    ],
)
def test_mending_changes_only_the_faulty_places(
    before: str, after: str, count: int
) -> None:
    assert mend(before) == (after, count)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_mending_keeps_the_meaning_and_is_done_once(title: str) -> None:
    before = f"title: {json.dumps(title, ensure_ascii=False)}\nid: 1.10\n"
    after, _ = mend(before)
    assert mend(after) == (after, 0)
    value = read(after).value
    assert value["id"] == "1.10"
    assert tidy(value["title"]) == tidy(title)
    assert unicodedata.is_normalized("NFC", after)


def task(*lines: str) -> str:
    rows = ('  - id: "1"', "    title: Kiểm tra", "    leads: [so-mau]", *lines)
    return HEAD + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        (
            ["    when: Quý II năm 2024", "    deadlines: []"],
            ["    when: Quý II năm 2024", "    deadlines:", "      - {due: 2024-Q2}"],
        ),
        (
            ["    when: Hằng quý"],
            ["    when: Hằng quý", "    deadlines:", "      - {every: quarter}"],
        ),
        (
            ["    when: Quý II", "      năm 2024", "    note: thêm"],
            [
                "    when: Quý II",
                "      năm 2024",
                "    deadlines:",
                "      - {due: 2024-Q2}",
                "    note: thêm",
            ],
        ),
        (
            ["    when: Khi có thay đổi (không quá 10 ngày làm việc)"],
            [
                "    when: Khi có thay đổi (không quá 10 ngày làm việc)",
                "    deadlines:",
                "      - {after: có thay đổi, within: {days: 10, working: true}}",
            ],
        ),
        (
            ["    when: >-", "      Quý II", "      năm 2024", "    note: thêm"],
            [
                "    when: >-",
                "      Quý II",
                "      năm 2024",
                "    deadlines:",
                "      - {due: 2024-Q2}",
                "    note: thêm",
            ],
        ),
        (
            ["    deadlines: null  # chưa nhập", "    when: Hằng quý  # như in"],
            [
                "    deadlines:  # chưa nhập",
                "      - {every: quarter}",
                "    when: Hằng quý  # như in",
            ],
        ),
        (
            ["    deadlines:", "    when: Trước 30/6/2024 và hằng quý"],
            [
                "    deadlines:",
                "      - {due: 2024-06-29}",
                "      - {every: quarter}",
                "    when: Trước 30/6/2024 và hằng quý",
            ],
        ),
    ],
)
def test_empty_deadlines_are_filled_from_the_words(
    lines: list[str], filled: list[str]
) -> None:
    assert fill_deadlines(task(*lines), FILE, str(FILE)) == (task(*filled), 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("when: Quý II", "when: Quý II, deadlines: [{due: 2024-Q2}]"),
        ("when: Quý II, note: a", "when: Quý II, deadlines: [{due: 2024-Q2}], note: a"),
        ("deadlines: [], when: Quý II", "deadlines: [{due: 2024-Q2}], when: Quý II"),
        ("deadlines: null, when: Quý II", "deadlines: [{due: 2024-Q2}], when: Quý II"),
        ('"when": "Quý II"', '"when": "Quý II", deadlines: [{due: 2024-Q2}]'),
        ("when: Lúc nào tiện", "when: Lúc nào tiện"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_task_in_braces_is_filled_in_its_line(
    before: str, after: str, end: str
) -> None:
    old = f'{HEAD}  - {{id: "1", title: a, {before}}}\n'.replace("\n", end)
    new, count = fill_deadlines(old, FILE, str(FILE))
    assert new == f'{HEAD}  - {{id: "1", title: a, {after}}}\n'.replace("\n", end)
    assert count == (before != after)
    assert fill_deadlines(new, FILE, str(FILE)) == (new, 0)


def test_the_last_line_may_have_no_end() -> None:
    new, _ = fill_deadlines(task("    when: Quý II").rstrip("\n"), FILE, str(FILE))
    wanted = task("    when: Quý II", "    deadlines:", "      - {due: 2024-Q2}")
    assert new == wanted.rstrip("\n")


def test_what_is_understood_is_filled_beside_what_is_not(tmp_path: Path) -> None:
    """`check --fix` on two tasks: the first is clean then, the second as it was."""
    unsure = "    when: Lúc nào thuận tiện\n"
    first = TASK.split("    when:")[0] + "    when: Quý I năm 2024  # như in\n"
    second = first.replace("1.1", "1.2").replace("như in", "x").split("    when:")[0]
    make_workspace(tmp_path, PLAN + first + second + unsure)
    file = tmp_path / "plans" / "ke-hoach" / "decision.yaml"
    before = file.read_text(encoding="utf-8")
    call = ("--root", str(tmp_path), "check", "--fix")

    shown = CliRunner().invoke(app, [*call, "--diff"]).stdout
    changed = [one for one in shown.splitlines() if re.match(r"[+-](?![+-])", one)]
    assert changed == ["+    deadlines:", "+      - {due: 2024-Q1}"]
    assert file.read_text(encoding="utf-8") == before

    result = CliRunner().invoke(app, [*call, "--format", "json"])
    after = file.read_text(encoding="utf-8")
    filled = "    deadlines:\n      - {due: 2024-Q1}\n"
    assert after == before.replace("# như in\n", "# như in\n" + filled)
    found = [
        (one["rule"], one["id"])
        for one in json.loads(result.stdout)["findings"]
        if "deadline" in one["rule"] or "wording" in one["rule"]
    ]
    assert found
    assert {task for _, task in found} == {"1.2"}
    CliRunner().invoke(app, call)
    assert file.read_text(encoding="utf-8") == after


@pytest.mark.parametrize(
    "lines",
    [
        ["    when: Lúc nào thuận tiện"],
        ['    when: "[…] Quý […] năm […]"'],
        ["    deadlines: []"],
        ["    when: Quý II năm 2024", "    deadlines: [{due: 2024-Q3}]"],
    ],
)
def test_what_cannot_be_read_is_left_alone(lines: list[str]) -> None:
    assert fill_deadlines(task(*lines), FILE, str(FILE)) == (task(*lines), 0)


def test_the_real_files_need_no_mending() -> None:
    workspace = Workspace(ROOT)
    assert fix(workspace, workspace.plan_ids) == []


def test_a_change_shows_as_a_unified_diff(tmp_path: Path) -> None:
    folder = tmp_path / "plans" / "2024-mau"
    folder.mkdir(parents=True)
    text = task("    when: Quý  II năm 2024", "    deadlines: [{due: 2024-Q2}]")
    (folder / "decision.yaml").write_bytes(text.encode("utf-8"))
    [change] = fix(Workspace(tmp_path), ["2024-mau"])
    lines = patch(change.before.decode("utf-8"), change.after, change.path).splitlines()
    assert lines[:2] == [
        "--- a/plans/2024-mau/decision.yaml",
        "+++ b/plans/2024-mau/decision.yaml",
    ]
    changed = [line for line in lines[2:] if line[0] in "+-"]
    assert changed == ["-    when: Quý  II năm 2024", "+    when: Quý II năm 2024"]
