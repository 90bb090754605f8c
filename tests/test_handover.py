"""What a unit hands over: open tasks and parts, and who takes each over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLAN, REPOSITORY, make_workspace
from report_helpers import paragraphs, tables
from typer.testing import Result

from cchc.layout import examine
from cchc.models.plan import Plan, Task
from cchc.problems import CchcError
from cchc.recording.amending import Draft, write_all
from cchc.recording.moving import moved

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


ORDER = ("--document", "45/QĐ-SM", "--signed", "2024-06-20")
ON = ("--as-of", "2024-06-30")
FILE = "plans/ke-hoach/amendments/2024-06-30-ban-giao-phong-cu.yaml"
CONFIG = """\
format: 1
office: so-mau
letterheads:
  - {unit: phong-cu, parent: SỞ MẪU, agency: PHÒNG CŨ, symbol: PC, place: Mẫu,
     position: [TRƯỞNG PHÒNG]}
"""


def files(root: Path) -> dict[str, bytes]:
    """Every file of a workspace."""
    found = (one for one in root.rglob("*") if one.is_file())
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in found}


def test_write_moves_what_is_decided_and_tells_the_rest(run: Run, office: Path) -> None:
    words = ("--root", office, *ON)
    before = run("check", "--root", office, "--format", "json").stdout
    made = run("handover", "phong-cu", *words, "--write", *ORDER)
    assert made.exit_code == 0, made.stderr
    assert made.stdout == f"{FILE}\n"
    assert made.stderr == (
        "cchc: để lại, chưa rõ đơn vị tiếp nhận: ke-hoach 3 Việc chung\n"
    )
    assert (office / FILE).read_text(encoding="utf-8").splitlines()[1:] == [
        "document: {number: 45/QĐ-SM, signed: 2024-06-20, issuer: so-mau}",
        "effective: 2024-06-30",
        "changes:",
        '  - {task: "1", leads: [phong-a]}',
        '  - {task: "2", leads: [phong-b]}',
        '  - {task: "4", partners: []}',
    ]
    assert run("check", "--root", office, "--format", "json").stdout == before
    left = json.loads(run("handover", "phong-cu", *words, "--format", "json").stdout)
    assert [(one["id"], one["decided"]) for one in left["items"]] == [("3", False)]
    again = run("handover", "phong-cu", *words, "--write", *ORDER)
    assert (again.exit_code, again.stdout) == (2, "")


def test_what_a_group_owes_stays_with_the_group_and_is_told(
    run: Run, tmp_path: Path
) -> None:
    groups = """\
groups:
  - {id: cac-phong, name: Các phòng, members: [{units: [phong-b, phong-cu]}]}
"""
    tasks = """\
  - {id: "1", title: Thi đua, leads: [cac-phong], partners: [phong-cu],
     deadlines: [{due: 2024-Q2}]}
  - {id: "2", title: Văn thư, leads: [phong-cu], deadlines: [{due: 2024-Q4}]}
"""
    make_workspace(tmp_path, PLAN + tasks, UNITS + groups)
    day = ("--as-of", "2024-06-30", "--dry-run")
    orders = ("--document", "45/QĐ-SM", "--signed", "2024-06-20")
    made = run("handover", "phong-cu", "--root", tmp_path, *day, *orders)
    assert [one for one in made.stdout.splitlines() if "task:" in one] == [
        '+  - {task: "1", partners: [phong-a]}',
        '+  - {task: "2", leads: [phong-b]}',
    ]
    assert made.stderr == (
        "cchc: để lại, giao cho nhóm đơn vị trong đó có Phòng Cũ: 1 nhiệm vụ\n"
    )


def test_dry_run_shows_the_amendment_and_writes_nothing(run: Run, office: Path) -> None:
    before = files(office)
    words = ("--root", office, *ON, "--dry-run", "--write", *ORDER)
    shown = run("handover", "phong-cu", *words).stdout
    assert f"+++ b/{FILE}\n" in shown
    assert files(office) == before


@pytest.mark.parametrize(
    "words",
    [
        ("--write",),
        ("--write", "--document", "45/QĐ-SM"),
        ("--write", "--signed", "2024-06-20"),
        ("--write", "--document", "45/QĐ-SM", "--signed", "2024-07-02"),
        ORDER,
        # Another unit may not order it; check finds the unit unknown.
        ("--write", *ORDER, "--issuer", "khong-co"),
        ("--write", "--document", "45/QĐ-SM", "--signed", "2023-01-01",
         "--as-of", "2023-12-31"),
        ("--out", "minutes.txt"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_one_line_and_changes_nothing(
    run: Run, office: Path, words: tuple[str, ...]
) -> None:
    before = files(office)
    day = () if "--as-of" in words else ON
    result = run("handover", "phong-cu", "--root", office, *day, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert files(office) == before


def test_an_amendment_that_says_otherwise_refuses_the_whole(
    run: Run, office: Path
) -> None:
    other = ("--document", "9/QĐ-SM", "--signed", "2024-06-30")
    words = ("--root", office, "--task", "2", *other, "--lead", "phong-a")
    assert run("amend", *words, "--lead", "phong-cu").exit_code == 0
    before = files(office)
    result = run("handover", "phong-cu", "--root", office, *ON, "--write", *ORDER)
    assert result.exit_code == 2
    assert "amendment-conflict" in result.stderr
    assert files(office) == before


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    file = tmp_path / "known" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(b"old")
    drafts = [
        Draft(tmp_path / "new.yaml", "new.yaml", None, "new"),
        Draft(file, "a.yaml", b"old", "longer"),
        Draft(tmp_path / "gone.yaml", "gone.yaml", b"of another hand", "text"),
    ]
    with pytest.raises(CchcError):
        write_all(drafts)
    assert {k: v for k, v in files(tmp_path).items() if k.endswith(".yaml")} == {
        "known/a.yaml": b"old"
    }


MOVES = [
    # leads, partners, what changes where `a` hands over to `b`
    (("a",), (), {"leads": ["b"]}),
    (("c", "a"), ("d",), {"leads": ["c", "b"]}),
    (("a", "b"), (), {"leads": ["b"]}),
    (("a",), ("b", "c"), {"leads": ["b"], "partners": ["c"]}),
    (("c",), ("d", "a"), {"partners": ["d", "b"]}),
    (("c",), ("a", "b"), {"partners": ["b"]}),
    (("b",), ("a",), {"partners": []}),
    (("group",), (), {}),
]


@pytest.mark.parametrize(("leads", "partners", "new"), MOVES)
def test_the_heir_stands_where_the_unit_stood(
    leads: tuple[str, ...], partners: tuple[str, ...], new: dict[str, list[str]]
) -> None:
    task = Task(id="1", title="Việc", leads=leads, partners=partners)
    plan = Plan.model_construct(tasks=(task,))
    found = moved(plan, "a", {"1": "b"})
    assert found == ([{"task": "1", **new}] if new else [])


def test_minutes_list_what_goes_where_and_follow_the_decree(
    run: Run, office: Path, tmp_path: Path
) -> None:
    (office / "plans" / "workspace.yaml").write_text(CONFIG, encoding="utf-8")
    out = tmp_path / "bien-ban.docx"
    made = run("handover", "phong-cu", "--root", office, *ON, "--out", out, *ORDER)
    assert (made.exit_code, made.stderr) == (0, "")
    text = paragraphs(out)
    assert "1. Bên giao: Phòng Cũ" in text
    assert "Căn cứ văn bản số 45/QĐ-SM ngày 20 tháng 6 năm 2024 về việc bàn giao." in (
        text
    )
    assert [one for one in text if one.startswith("- Phòng")] == [
        "- Phòng A", "- Phòng B", "- Phòng A;", "- Phòng B;",
    ]  # fmt: skip
    _, led, ongoing, part, undecided, signed = tables(out)
    assert led[2:] == [
        ["1", "Phong trào thi đua", "31/12/2024", "Chưa đến hạn", "Phòng A"]
    ]
    assert ongoing[2:] == [
        ["2", "Công tác văn thư", "Thường xuyên", "Chưa báo cáo", "Phòng B"]
    ]
    assert part[2:] == [["4", "Thi đua ngành", "–", "–", "Phòng A"]]
    assert undecided[2:] == [
        ["3", "Việc chung", "Nhiệm vụ chủ trì", "Phòng A; Phòng B", ""]
    ]
    assert [[cell.split("\n")[:2] for cell in row] for row in signed] == [
        [["BÊN GIAO", "Phòng Cũ"], ["BÊN NHẬN", "Phòng A"]],
        [[""], ["BÊN NHẬN", "Phòng B"]],
    ]
    assert not examine(out.read_bytes(), "x")


def test_minutes_do_not_replace_a_file_unasked(run: Run, office: Path) -> None:
    out = office / "bien-ban.docx"
    words = ("handover", "phong-cu", "--root", office, *ON, "--out", out)
    assert run(*words).exit_code == 0
    first = out.read_bytes()
    assert run(*words).exit_code == 2
    assert run(*words, "--force").exit_code == 0
    assert out.read_bytes() == first


def test_what_nobody_reported_is_not_said_to_be_undone(run: Run, office: Path) -> None:
    out = office / "bien-ban.docx"
    words = ("--root", office, "--as-of", "2024-07-02", "--out", out)
    plan = office / "plans" / "ke-hoach" / "decision.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("2024-Q4", "2024-Q2"), encoding="utf-8")
    assert run("handover", "phong-cu", *words).exit_code == 0
    assert tables(out)[1][2][3] == "Quá hạn, chưa báo cáo hoàn thành"


def test_every_name_of_the_minutes_is_explained(run: Run) -> None:
    from cchc.views.word.minutes import NAMES

    shown = run("handover", "--explain-context").stdout
    assert all(f"  {name} " in shown for name in NAMES)
