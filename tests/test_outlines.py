"""Outlines of a workspace's own: faults with place, all in one run; schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import make_sample
from report_helpers import TEMPLATES, run

from cchc.load.reports import load_outline, outline_files
from cchc.load.workspace import Workspace
from cchc.models.outline import Outline
from cchc.schemas import schemas
from cchc.text.reader import read

BROKEN = """\
format: 1
id: department
name: Sở
title: "Công tác {perod}"
headings:
  - id: "I"
    title: MỘT
    feeds: [progres]
  - id: "I.1"
    titel: Hai
    field: finanse
    statistics: ["6-1"]
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, with an outline of its own that is broken in many places."""
    root = make_sample(tmp_path_factory.mktemp("kho"))
    folder = root / "templates" / "outlines"
    folder.mkdir(parents=True)
    (folder / "department.yaml").write_text(BROKEN, encoding="utf-8")
    return root


def test_every_fault_of_an_outline_is_told_in_one_run(sample: Path) -> None:
    result = run("check", "--format", "json", root=sample)
    found = json.loads(result.stdout)["findings"]
    told = [one for one in found if one["path"] == "templates/outlines/department.yaml"]
    assert {one["line"] for one in told} >= {4, 8, 10, 11, 12}
    assert result.exit_code == 1


def test_a_report_by_a_broken_outline_is_refused_in_one_line(sample: Path) -> None:
    out = sample / "r.docx"
    args = ("report", "--half", "H1", "--as-of", "2025-06-17", "--out", out)
    result = run(*args, root=sample)
    assert result.exit_code == 2
    assert "the outline department cannot be read" in result.stderr
    assert not out.exists()


def test_diff_tells_what_changed_in_an_outline(tmp_path: Path) -> None:
    import subprocess

    root = make_sample(tmp_path / "kho")
    assert run("template", "outlines/department.yaml", root=root).exit_code == 0
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", root]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "a"]):
        subprocess.run([*git, *words], check=True)
    file = root / "templates/outlines/department.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Cải cách thể chế", "Thể chế"), encoding="utf-8")
    told = run("diff", "--against", "HEAD", "--format", "json", root=root)
    (change,) = json.loads(told.stdout)["changes"]
    assert (change["old"], change["new"]) == ("Cải cách thể chế", "Thể chế")


@pytest.mark.parametrize("name", sorted(p.stem for p in TEMPLATES.glob("*/*.yaml")))
def test_our_outlines_follow_the_schema_and_the_rules(
    name: str, tmp_path: Path
) -> None:
    from jsonschema import Draft202012Validator

    value = read((TEMPLATES / f"outlines/{name}.yaml").read_text("utf-8")).value
    schema = Draft202012Validator(json.loads(schemas()["outline.schema.json"]))
    outline = Outline.model_validate(value).model_dump(mode="json", exclude_unset=True)
    assert [*schema.iter_errors(outline)] == []
    root = make_sample(tmp_path / "kho")
    assert run("template", f"outlines/{name}.yaml", root=root).exit_code == 0
    assert outline_files(Workspace(root))[name][1] == root
    assert load_outline(name, Workspace(root)).findings == []
    assert run("check", "--strict", root=root).exit_code == 0
