"""Whose is it, and why: reasons, missing members, ranking, the journal of a task."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import PLAN, UNITS, make_workspace
from typer.testing import Result

Run = Callable[..., Result]
DAY = ("--as-of", "2024-05-02")
GROUP = """\
  - {id: cac-chi-cuc, name: Các chi cục, members: [{units: [%s]}]}
"""


def task(number: str, lead: str, due: str = "2024-Q1", **more: str) -> str:
    extra = "".join(f"    {key}: {value}\n" for key, value in more.items())
    return (
        f'  - id: "{number}"\n    group: "1"\n    title: Việc {number}\n{extra}'
        f"    leads: [{lead}]\n    when: Quý I\n"
        f"    deadlines:\n      - {{due: {due}}}\n"
    )


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two plans; a group of nine, of which two are done; entries with reasons."""
    members = [f"chi-cuc-{i}" for i in range(1, 10)]
    units = UNITS.replace(
        "groups:\n",
        "".join(
            f"  - {{id: {m}, name: Chi cục {m[-1]}, level: internal}}\n"
            for m in members
        )
        + "groups:\n"
        + GROUP % ", ".join(members),
    )
    plan = PLAN + task("1.1", "phong-a") + task("1.2", "cac-chi-cuc") + task(
        "1.3", "cac-phong", due="2024-12-31"
    )  # fmt: skip
    make_workspace(tmp_path, plan, units)
    other = tmp_path / "plans" / "ke-hoach-2" / "decision.yaml"
    other.parent.mkdir()
    text = PLAN.replace("id: ke-hoach", "id: ke-hoach-2").replace("mẫu\n", "hai\n", 1)
    other.write_text(
        text + task("2.1", "phong-b", "2024-02-01") + task("2.2", "phong-b"),
        encoding="utf-8",
    )
    write(tmp_path, "phong-a", [
        '{task: "1.1", date: 2024-03-01, state: started}',
        '{task: "1.1", date: 2024-03-20, state: blocked, note: Chờ kinh phí}',
        '{task: "1.1", date: 2024-04-02, state: started}',
        '{task: "1.3", date: 2024-04-05, state: started, note: Đã lập dự thảo}',
    ])  # fmt: skip
    for unit in ("chi-cuc-1", "chi-cuc-2"):
        proof = "evidence: [{document: 1/BC-A}]"
        write(
            tmp_path, unit, [f'{{task: "1.2", date: 2024-03-20, state: done, {proof}}}']
        )
    return tmp_path


def write(root: Path, unit: str, entries: list[str]) -> None:
    journal = root / "plans" / "ke-hoach" / "progress" / f"{unit}.yaml"
    journal.parent.mkdir(exist_ok=True)
    lines = "".join(f"  - {entry}\n" for entry in entries)
    journal.write_text(f"unit: {unit}\nentries:\n{lines}", encoding="utf-8")


def data(run: Run, *args: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(*args, "--format", "json").stdout)
    return found


def test_status_tells_the_last_reason_with_its_day_and_state(
    run: Run, office: Path
) -> None:
    args = ("status", "--plan", "ke-hoach", *DAY, "--root", office)
    out = run(*args, env={"COLUMNS": "200"}).stdout
    assert "→ 20/03/2024, vướng mắc: Chờ kinh phí" in out
    # of a group the unit is named
    assert "→ Phòng A, 05/04/2024, bắt đầu: Đã lập dự thảo" in run(
        *args, "--all", env={"COLUMNS": "200"}
    ).stdout  # fmt: skip
    one, *_ = (o for o in data(run, *args)["obligations"] if o["task"] == "1.1")
    assert (one["reason"], one["reason_on"]) == ("Chờ kinh phí", "2024-03-20")


def test_a_reason_that_came_later_is_not_known_yet(run: Run, office: Path) -> None:
    args = ("status", "--plan", "ke-hoach", "--root", office)
    assert "Chờ kinh phí" not in run(*args, "--as-of", "2024-03-19").stdout


def test_what_is_done_gives_no_reason(run: Run, office: Path) -> None:
    write(office, "phong-b", [
        '{task: "1.3", date: 2024-04-01, state: done, note: Chậm vì mưa, '
        "evidence: [{document: 2/BC-B}]}"
    ])  # fmt: skip
    args = ("status", "--plan", "ke-hoach", "--all", *DAY, "--root", office)
    assert "Chậm vì mưa" not in run(*args, "--unit", "phong-b").stdout


def test_members_of_a_group_that_are_missing_are_named(run: Run, office: Path) -> None:
    args = ("status", "--plan", "ke-hoach", *DAY, "--root", office)
    out = run(*args, env={"COLUMNS": "200"}).stdout
    assert "Các chi cục (2/9) chưa xong: Chi cục 3, Chi cục 4" in " ".join(out.split())
    assert "và 1 đơn vị khác" in " ".join(out.split())
    for unit in ("chi-cuc-1", "chi-cuc-2"):
        (office / f"plans/ke-hoach/progress/{unit}.yaml").unlink()
    out = run(*args).stdout
    assert "(0/9)" in out  # all of a large group: the number says it
    assert "chưa xong: Chi cục" not in out


def test_overdue_lists_the_tasks_of_all_plans(run: Run, office: Path) -> None:
    args = ("status", "--plan", "all", "--overdue", *DAY, "--root", office)
    lines = run(*args, env={"COLUMNS": "200"}).stdout.splitlines()
    rows = [line.split()[0] for line in lines if line[:2] in ("1.", "2.")]
    assert rows == ["1.1", "1.2", "2.1", "2.2"]
    assert [x for x in lines if " · " in x] == [
        "ke-hoach · Kế hoạch mẫu (2)",
        "ke-hoach-2 · Kế hoạch hai (2)",
    ]
    assert "4 nhiệm vụ của 2 kế hoạch" in lines
    assert not any("1.3" in line for line in lines)


def test_the_longest_late_stands_first(run: Run, office: Path) -> None:
    args = ("status", "--plan", "all", "--due-within", "365", *DAY, "--root", office)
    assert "1.3" in run(*args).stdout
    args = ("status", "--plan", "all", "--overdue", *DAY, "--root", office)
    out = run(*args, "--unit", "phong-b").stdout
    assert out.index("2.1 ") < out.index("2.2 ")


def test_units_are_ranked_by_what_is_overdue(run: Run, office: Path) -> None:
    args = ("status", "--plan", "all", *DAY, "--root", office)
    ranked = data(run, *args)["units"]
    told = [(u["rank"], u["unit"]["id"], u["overdue"], u["worst"]) for u in ranked]
    assert told[:3] == [
        (1, "phong-b", 2, 91),
        (2, "chi-cuc-3", 1, 32),
        (3, "chi-cuc-4", 1, 32),
    ]  # fmt: skip
    assert [u["unit"]["id"] for u in ranked][-2:] == ["chi-cuc-1", "chi-cuc-2"]
    assert ranked[-1]["worst"] is None
    table = run(*args, "--by", "unit").stdout
    assert table.index("Phòng B") < table.index("Chi cục 3") < table.index("Chi cục 1")
    assert "9/11 đơn vị có việc quá hạn" in table


def test_what_an_abolished_unit_owed_counts_for_its_heir(
    run: Run, office: Path
) -> None:
    file = office / "plans" / "ke-hoach" / "decision.yaml"
    text = file.read_text(encoding="utf-8") + task("1.4", "phong-cu")
    file.write_text(text, encoding="utf-8")
    args = ("status", "--plan", "ke-hoach", "--as-of", "2024-07-02", "--root", office)
    overdue = {u["unit"]["id"]: u["overdue"] for u in data(run, *args)["units"]}
    assert overdue["phong-a"] == 2
    assert "phong-cu" not in overdue


def test_show_tells_the_journal_of_a_task(run: Run, office: Path) -> None:
    write(office, "phong-b", [
        '{task: "1.3", date: 2024-04-01, state: done, evidence: '
        "[{document: 2/BC-B, signed: 2024-03-31, link: \"https://a.vn/2\"}]}",
        '{task: "1.3", date: 2024-04-09, state: started, corrects: 2024-04-01, '
        "note: Ghi nhầm}",
        '{task: "1.1", date: 2024-04-09, state: started}',
    ])  # fmt: skip
    result = run("show", "ke-hoach", "1.3", "--root", office)
    assert result.exit_code == 0, result.stderr
    out = result.stdout
    journal = out[out.index("Nhật ký (3)") :].splitlines()
    assert journal == [
        "Nhật ký (3)",
        "01/04/2024  ✗ Phòng B: hoàn thành",
        "            sản phẩm: 2/BC-B (31/03/2024) https://a.vn/2",
        "            không tính: đã sửa ngày 09/04/2024",
        "05/04/2024  Phòng A: bắt đầu",
        "            Đã lập dự thảo",
        "09/04/2024  Phòng B: bắt đầu",
        "            Ghi nhầm",
        "            sửa mục ghi ngày 01/04/2024",
    ]
    entries = data(run, "show", "ke-hoach", "1.3", "--root", office)["journal"]
    assert [(e["date"], e["state"], e["corrected_on"]) for e in entries] == [
        ("2024-04-01", "done", "2024-04-09"),
        ("2024-04-05", "started", None),
        ("2024-04-09", "started", None),
    ]


def test_show_tells_what_was_measured(run: Run, office: Path) -> None:
    write(office, "phong-b", [
        "{target: on-time, date: 2024-04-01, period: 2024-Q1, value: 97.5}",
        "{target: on-time, date: 2024-04-03, period: 2024-Q1, value: 98, "
        "corrects: 2024-04-01}",
    ])  # fmt: skip
    out = run("show", "ke-hoach", "on-time", "--root", office).stdout
    assert "01/04/2024  ✗ Phòng B: 97,5 · quý I/2024" in out
    assert "03/04/2024  Phòng B: 98 · quý I/2024" in out


def test_show_without_a_journal_has_no_empty_heading(run: Run, office: Path) -> None:
    assert "Nhật ký" not in run(
        "show", "ke-hoach", "1.2", "--root", office
    ).stdout.replace("Nhật ký (2)", "")
    assert "Nhật ký" not in run("show", "ke-hoach-2", "2.1", "--root", office).stdout


def test_csv_tells_group_product_and_reason(run: Run, office: Path) -> None:
    args = ("status", "--plan", "ke-hoach", *DAY, "--root", office, "--format", "csv")
    line = run(*args).stdout.splitlines()[1]
    assert line.startswith('ke-hoach,"=""1.1""",Việc 1.1,Phòng A,Phòng A,2024-03-31,')
    assert ",quý I/2024,1. Nhóm một,,,,Chờ kinh phí,2024-03-20," in line
