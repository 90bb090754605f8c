"""Every file under plans/ is read or named, and commands go on with the rest."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from cchc.checks.rules import check
from cchc.load import Workspace
from cchc.load.places import PLACES, files_in, is_plan_id, model_of, path_of, placed
from cchc.models.units import UnitRegister
from cchc.problems import Finding
from cchc.schemas import KINDS
from cchc.units import Units

Run = Callable[..., Result]
TODAY = date(2024, 7, 1)
JOURNAL = (
    'unit: van-phong\nentries:\n  - {task: "1.1", date: 2024-03-01, state: started}\n'
)


def write(root: Path, path: str, text: str = JOURNAL) -> None:
    file = root / "plans" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def named(root: Path) -> dict[str, str]:
    """Path to rule, of what is told about whole files and folders."""
    workspace = Workspace(root)
    found = check(workspace, workspace.plan_ids, TODAY)
    return {f.path: f.rule for f in found if f.rule.startswith(("file-", "folder-"))}


NOT_READ = [
    ("ke-hoach/decision.yml", "plans/ke-hoach/decision.yaml"),
    ("ke-hoach/progress/van-phong.yml", "plans/ke-hoach/progress/van-phong.yaml"),
    ("ke-hoach/progress/van-phong.YAML", "plans/ke-hoach/progress/van-phong.yaml"),
    ("ke-hoach/progress/van-phong.yaml.txt", "progress/van-phong.yaml"),
    ("ke-hoach/progress/q2/phong-a.yaml", "plans/ke-hoach/progress/phong-a.yaml"),
    ("ke-hoach/phong-a.yaml", "plans/ke-hoach/progress/….yaml"),
    ("ke-hoach/decision (1).yaml", "plans/ke-hoach/decision.yaml"),
    ("registers/Units.yaml", "plans/registers/units.yaml"),
    ("registers/units.yaml.txt", "plans/registers/units.yaml"),
    ("registers/cu/documents.yaml", "plans/registers/documents.yaml"),
    ("registers/don-vi.yaml", "plans/registers/units.yaml"),
    ("units.yaml", "plans/workspace.yaml"),
    ("workspace.yml", "plans/workspace.yaml"),
]


@pytest.mark.parametrize(("path", "meant"), NOT_READ)
def test_yaml_that_nobody_reads_is_named_with_its_place(
    workspace: Path, path: str, meant: str
) -> None:
    write(workspace, path)
    assert named(workspace) == {f"plans/{path}": "file-not-read"}
    [finding] = Workspace(workspace).strays
    assert meant in str(finding.help)


LEFT_ALONE = [
    "README.md",
    "ke-hoach/quyet-dinh.docx",
    "ke-hoach/.gitkeep",
    "ke-hoach/progress/.gitkeep",
    "ke-hoach/progress/.van-phong.yaml.swp",
    "ke-hoach/progress/van-phong.yaml~",
    "ke-hoach/progress/.van-phong.yaml.1a2b.tmp",
    "ke-hoach/decision.yaml.orig",
    ".idea/workspace.yaml",
    "registers/ghi-chu.txt",
]


@pytest.mark.parametrize("path", LEFT_ALONE)
def test_other_papers_and_backups_may_lie_about(workspace: Path, path: str) -> None:
    write(workspace, path)
    assert named(workspace) == {}


FOLDERS = [
    ("ke-hoach - Copy/decision.yaml", "ke-hoach - Copy", "folder-name-invalid"),
    ("2024_SNV/decision.yaml", "2024_SNV", "folder-name-invalid"),
    (f"{'a' * 81}/decision.yaml", "a" * 81, "folder-name-invalid"),
    ("khac/progress/van-phong.yaml", "khac", "folder-without-plan"),
    ("khac/quyet-dinh.docx", "khac", "folder-not-read"),
]


@pytest.mark.parametrize(("path", "folder", "rule"), FOLDERS)
def test_a_folder_that_is_no_plan_is_named_and_commands_go_on(
    workspace: Path, run: Run, path: str, folder: str, rule: str
) -> None:
    write(workspace, path)
    assert named(workspace) == {f"plans/{folder}": rule}
    code = 0 if rule == "folder-not-read" else 1
    words = ("--format", "json", "--root", workspace)
    for result in (
        run("list", *words),
        run("status", "--plan", "all", "--as-of", "2024-07-01", *words),
    ):
        assert result.exit_code == code
        assert "ke-hoach" in json.dumps(json.loads(result.stdout)["plans"])
        assert f"plans/{folder}" in result.stderr


def test_a_plan_whose_decision_has_another_ending_is_named_twice(
    workspace: Path,
) -> None:
    folder = workspace / "plans" / "ke-hoach"
    (folder / "decision.yaml").rename(folder / "decision.yml")
    assert named(workspace) == {
        "plans/ke-hoach": "folder-without-plan",
        "plans/ke-hoach/decision.yml": "file-not-read",
    }


def link(root: Path, path: str, target: str) -> None:
    file = root / "plans" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.symlink_to(target)


LINKS = [
    ("vong", "vong", "file-link-circle"),
    ("vong", ".", "file-link-circle"),
    ("vong", "..", "file-link-circle"),
    ("vong", "/", "file-link-circle"),
    ("ke-hoach/progress", "progress", "file-link-circle"),
    ("ke-hoach/progress/cu", "../..", "file-link-circle"),
    ("ngoai", "../../ngoai", "file-outside"),
    ("mat", "khong-co", "folder-unreadable"),
    ("ke-hoach/progress/van-phong.yaml", "van-phong.yaml", "file-link-circle"),
]


@pytest.mark.parametrize(("path", "target", "rule"), LINKS)
def test_links_in_a_circle_or_away_are_named_and_end(
    tmp_path: Path, workspace: Path, run: Run, path: str, target: str, rule: str
) -> None:
    root = tmp_path / "kho"
    (tmp_path / "ngoai").mkdir()
    root.mkdir()
    shutil.move(workspace / "plans", root / "plans")
    link(root, path, target)
    assert named(root)[f"plans/{path}"] in (
        rule,
        "file-unreadable",
        "folder-unreadable",
    )
    assert rule in {stray.rule for stray in Workspace(root).strays}
    result = run("list", "--format", "json", "--root", root)
    assert (result.exit_code, len(json.loads(result.stdout)["plans"])) == (1, 1)


def test_two_links_that_lead_to_each_other_end(workspace: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        link(workspace, f"ke-hoach/{one}/sang", f"../{other}")
    assert set(named(workspace).values()) == {"file-link-circle"}


def test_a_link_inside_the_workspace_is_no_fault(workspace: Path) -> None:
    (workspace / "plans" / "chung").mkdir()
    write(workspace, "ke-hoach/kho/ghi-chu.md")
    link(workspace, "ke-hoach/tai-lieu", "kho")
    (workspace / "plans" / "chung").rmdir()
    assert named(workspace) == {}


@pytest.mark.parametrize("name", ["ke-hoach/progress", "registers"])
def test_a_file_where_a_folder_must_stand_is_named(workspace: Path, name: str) -> None:
    folder = workspace / "plans" / name
    if folder.is_dir():
        shutil.rmtree(folder)
    write(workspace, name, "")
    assert named(workspace) == {f"plans/{name}": "folder-unreadable"}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
@pytest.mark.parametrize("path", ["ke-hoach", "ke-hoach/progress", "registers"])
def test_a_folder_without_rights_is_named_and_the_rest_read(
    workspace: Path, run: Run, path: str
) -> None:
    write(workspace, "ke-hoach/progress/van-phong.yaml")
    folder = workspace / "plans" / path
    folder.chmod(0)
    try:
        assert "folder-unreadable" in named(workspace).values()
        result = run("status", "--plan", "all", "--root", workspace)
    finally:
        folder.chmod(0o755)
    assert result.exit_code in (1, 2)
    assert f"plans/{path}" in result.stderr


def test_only_the_plan_asked_for_is_told_about(workspace: Path) -> None:
    write(workspace, "khac/progress/van-phong.yaml")
    write(workspace, "registers/cu.yaml")
    shutil.copytree(workspace / "plans/ke-hoach", workspace / "plans/nua")
    found = check(Workspace(workspace), ["ke-hoach"], TODAY)
    told = [f.path for f in found if f.rule.startswith(("file-", "folder-"))]
    assert told == ["plans/registers/cu.yaml"]


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "a/b", "../x", "A B", "a\nb"])
def test_a_plan_that_cannot_be_is_one_short_line(
    workspace: Path, run: Run, name: str
) -> None:
    for words in (
        ("status", "--plan", name),
        ("check", "--plan", name),
        ("show", name),
        ("diff", "ke-hoach", name),
        ("cascade", name),
        ("log", "1.1", "--plan", name, "--state", "started"),
    ):
        result = run(*words, "--root", workspace)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) == 1
        assert len(result.stderr) < 250


def test_the_table_of_places_is_what_is_read_and_has_a_schema_each() -> None:
    assert set(KINDS) == {place.kind for place in PLACES}
    for place in PLACES:
        found = placed(path_of(place.kind, "ke-hoach", "van-phong"))
        assert found is not None
        assert found.kind == place.kind
        assert model_of(place.kind) is KINDS[place.kind]


PATHS = [
    ("plans/registers/decision.yaml", None),
    ("plans/Ke-hoach/decision.yaml", None),
    ("plans/ke-hoach/progress/.van-phong.yaml", None),
    ("plans/ke-hoach/progress/a/b.yaml", None),
    ("plans/ke-hoach/decisionxyaml", None),
    ("ke-hoach/decision.yaml", None),
    ("plans/ke-hoach/decision.yaml", ("decision", "ke-hoach", None)),
    ("plans/ke-hoach/progress/VP.yaml", ("progress", "ke-hoach", "VP")),
    ("plans/registers/units.yaml", ("units", None, None)),
]


@pytest.mark.parametrize(("path", "found"), PATHS)
def test_a_path_has_one_meaning_or_none(
    path: str, found: tuple[str, str | None, str | None] | None
) -> None:
    assert placed(path) == found


def test_files_in_places_are_all_files_of_ours(workspace: Path) -> None:
    write(workspace, "ke-hoach/progress/van-phong.yaml")
    write(workspace, "ke-hoach/progress/q2/phong-a.yaml")
    assert set(files_in(workspace)) == {
        "plans/ke-hoach/decision.yaml",
        "plans/ke-hoach/progress/van-phong.yaml",
        "plans/registers/units.yaml",
        "plans/registers/indicators.yaml",
    }
    assert not is_plan_id("registers")


def chain(count: int, circle: bool) -> UnitRegister:
    """Units each merged into the next; in a circle, the last one into the first."""
    units = [
        {
            "id": f"u{i}",
            "name": f"Đơn vị số {i}",
            "level": "internal",
            "valid": {"until": "2020-12-31"},
            "successors": [
                {
                    "unit": f"u{(i + 1) % count}",
                    "relation": "merged_into",
                    "since": "2021-01-01",
                }
            ],
        }
        for i in range(count)
    ]
    if not circle:
        del units[-1]["valid"], units[-1]["successors"]
    return UnitRegister.model_validate({"units": units})


@pytest.mark.parametrize("count", [1, 2, 3, 17, 3000])
def test_a_chain_of_successors_of_any_length_is_followed_to_its_end(count: int) -> None:
    assert Units(chain(count, False)).owners("u0", TODAY) == (f"u{count - 1}",)


@pytest.mark.parametrize(
    ("unit", "day", "owners"),
    [
        ("u0", date(2024, 6, 30), ("u0",)),  # it gave a part away and stands
        ("u0", date(2025, 1, 1), ("u1",)),
        ("u1", date(2025, 1, 1), ("u1",)),
        ("none-such", date(2025, 1, 1), ("none-such",)),
    ],
)
def test_a_unit_answers_for_itself_as_long_as_it_stands(
    unit: str, day: date, owners: tuple[str, ...]
) -> None:
    heir = {"unit": "u1", "relation": "split_into", "since": "2024-03-01"}
    first = {"id": "u0", "name": "Phòng 0", "level": "internal"}
    first |= {"valid": {"until": "2024-12-31"}, "successors": [heir]}
    other = {"id": "u1", "name": "Phòng 1", "level": "internal"}
    register = UnitRegister.model_validate({"units": [first, other]})
    assert Units(register).owners(unit, day) == owners


def successors_found(register: UnitRegister) -> list[Finding]:
    from cchc.checks.base import Found, Lookup
    from cchc.checks.registers import successor_circle
    from cchc.load import Loaded

    loaded: Loaded[UnitRegister] = Loaded(Path("units.yaml"), "units.yaml")
    lookup = Lookup(Workspace(Path(__file__).parent.parent), TODAY)
    found: list[Found] = [*successor_circle(loaded, register, lookup)]
    return [loaded.finding("successor-circle", one.message, one.loc) for one in found]


@pytest.mark.parametrize("count", [1, 2, 3, 17, 3000])
def test_a_circle_of_successors_of_any_length_is_one_finding(count: int) -> None:
    register = chain(count, True)
    assert Units(register).owners("u0", TODAY) == ("u0",)
    [finding] = successors_found(register)
    assert "u0" in str(finding.message)
    assert len(str(finding.message)) < 200
    assert successors_found(chain(count, False)) == []
