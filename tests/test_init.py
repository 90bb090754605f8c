"""`cchc init`: a workspace that works as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("more", [[], ["--sample"]])
def test_a_new_workspace_has_no_finding(
    tmp_path: Path, run: Run, more: list[str]
) -> None:
    root = tmp_path / "kho"
    made = run("init", root, *more)
    assert made.exit_code == 0
    for path in made.stdout.splitlines():
        assert Path(path).is_file()
    checked = run("check", "--root", root, "--format", "json")
    findings = json.loads(checked.stdout)["findings"]
    open_ones = {one["rule"] for one in findings if not one["accepted"]}
    # The names that a new office replaces are told; the sample has none.
    assert open_ones == (set() if more else {"placeholder-left"})
    assert run("status", "--root", root, "--as-of", "2025-07-05").exit_code == 0


def test_nothing_is_overwritten_and_what_exists_is_listed(
    tmp_path: Path, run: Run
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("của tôi\n", encoding="utf-8")
    refused = run("init", tmp_path, lang="en")
    assert refused.exit_code == 2
    assert "README.md" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert readme.read_text(encoding="utf-8") == "của tôi\n"


def test_what_git_and_editors_need_is_there(tmp_path: Path, run: Run) -> None:
    run("init", tmp_path, "--sample")
    assert "eol=lf" in (tmp_path / ".gitattributes").read_text(encoding="utf-8")
    assert ".*.lock" in (tmp_path / ".gitignore").read_text(encoding="utf-8")
    owners = (tmp_path / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in owners)  # an example, until edited
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert (tmp_path / schema).is_file()


def test_every_file_of_the_sample_follows_its_schema(tmp_path: Path, run: Run) -> None:
    from jsonschema import Draft202012Validator
    from ruamel.yaml import YAML

    run("init", tmp_path, "--sample")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        validator = Draft202012Validator(
            json.loads((tmp_path / schema).read_text("utf-8"))
        )
        files = list(tmp_path.glob(pattern))
        assert files
        for file in files:
            value = YAML(typ="safe").load(file)
            errors = list(
                validator.iter_errors(json.loads(json.dumps(value, default=str)))
            )
            assert errors == [], file
