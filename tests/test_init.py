"""`cchc init`: a workspace that works as it is."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.testing import Result

from cchc.load import Workspace
from cchc.load.places import PLACES
from cchc.load.starting import Office, position_of, starting_files, symbol_of

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
    assert settings["yaml.schemas"] == {
        f"./schemas/{place.kind}.schema.json": re.sub(r"{\w+}", "*", place.whole)
        for place in PLACES
    }
    for schema in settings["yaml.schemas"]:
        assert (tmp_path / schema).is_file()


OURS = (
    "plans/schemes/*.yaml", "plans/registers/statistics.yaml",
    "templates/outlines/*.yaml",
)  # fmt: skip


def test_every_file_of_the_sample_follows_its_schema(tmp_path: Path, run: Run) -> None:
    from jsonschema import Draft202012Validator

    run("init", tmp_path, "--sample")
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        validator = Draft202012Validator(
            json.loads((tmp_path / schema).read_text("utf-8"))
        )
        files = list(tmp_path.glob(pattern))
        assert files or pattern in OURS  # the sample uses those of the package
        for file in files:
            value = YAML(typ="safe").load(file)
            errors = list(
                validator.iter_errors(json.loads(json.dumps(value, default=str)))
            )
            assert errors == [], file


OFFICE = (
    "--office", "Sở Y tế", "--parent", "Ủy ban nhân dân tỉnh Mẫu",
    "--place", "Tỉnh Mẫu", "--unit", "Văn phòng Sở", "--unit", "Phòng: Nghiệp vụ #1",
    "--year", "2025",
)  # fmt: skip


def test_an_office_that_is_told_needs_no_edit(tmp_path: Path, run: Run) -> None:
    assert run("init", tmp_path, *OFFICE).exit_code == 0
    plans = Workspace(tmp_path)
    assert plans.config is not None
    config = plans.config.record
    assert config is not None
    assert config.office == "so-y-te"
    assert config.letterhead is not None
    assert config.letterhead.model_dump(exclude_defaults=True) == {
        "parent": "ỦY BAN NHÂN DÂN TỈNH MẪU", "agency": "SỞ Y TẾ", "symbol": "SYT",
        "place": "Tỉnh Mẫu", "addressee": ("Ủy ban nhân dân tỉnh Mẫu",),
        "recipients": ("Như trên",), "position": ("GIÁM ĐỐC",),
    }  # fmt: skip
    units = plans.units.record
    assert units is not None
    assert [(one.id, one.name, one.parent) for one in units.units] == [
        ("uy-ban-nhan-dan-tinh-mau", "Ủy ban nhân dân tỉnh Mẫu", None),
        ("so-y-te", "Sở Y tế", "uy-ban-nhan-dan-tinh-mau"),
        ("van-phong-so", "Văn phòng Sở", "so-y-te"),
        ("phong-nghiep-vu-1", "Phòng: Nghiệp vụ #1", "so-y-te"),
    ]
    text = (tmp_path / "plans/2025-ke-hoach/decision.yaml").read_text("utf-8")
    assert "title: Kế hoạch CCHC năm 2025 của Sở Y tế\n" in text
    checked = run("check", "--root", tmp_path, "--format", "json")
    assert json.loads(checked.stdout)["findings"] == []
    made = run(
        "report", "--quarter", "Q2", "--root", tmp_path, "--out", tmp_path / "a.docx"
    )
    assert made.exit_code in (0, 1), made.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sample", "--office", "Sở Y tế"), "--sample brings its own office"),
        (("--place", "Hà Nội"), "--office"),
        (("--office", "Sở A", "--unit", "Phòng B", "--unit", "phong b"), "read alike"),
        (("--office", ""), "--office is empty"),
        (("--office", "Sở A", "--year", "25"), "2000"),
        (("--office", "Sở A", "--level", "huyện"), "commune"),
    ],
)
def test_what_does_not_go_together_is_refused(
    tmp_path: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    refused = run("init", tmp_path, *words, lang="en")
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "symbol", "position"),
    [
        ("Sở Nội vụ", "SNV", "GIÁM ĐỐC"),
        ("Ủy ban nhân dân xã Mẫu", "UBND", "CHỦ TỊCH"),
        ("UBND phường 1", "UBND", "CHỦ TỊCH"),
        ("Bộ Tư pháp", "BTP", "BỘ TRƯỞNG"),
        ("Ban Quản lý Khu kinh tế", "BQLKKT", "TRƯỞNG BAN"),
        ("Văn phòng Quốc hội", "VPQH", "CHÁNH VĂN PHÒNG"),
    ],
)
def test_letters_and_head_follow_from_the_name(
    name: str, symbol: str, position: str
) -> None:
    assert (symbol_of(name), position_of(name)) == (symbol, position)


@pytest.mark.parametrize(
    ("level", "parent", "above"),
    [
        ("province", "UBND tỉnh Mẫu", "province"),
        ("province", "Bộ Nội vụ", "central"),
        ("commune", "UBND tỉnh Mẫu", "province"),
        ("central", "Văn phòng Trung ương", "central"),
        ("other", "Sở Mẫu", "province"),
    ],
)
def test_the_body_above_is_in_the_register(level: str, parent: str, above: str) -> None:
    told = Office("Cơ quan Mẫu", level, parent)
    units = YAML(typ="safe").load(
        starting_files(False, 2025, told)["plans/registers/units.yaml"]
    )["units"]
    assert (units[0]["name"], units[0]["level"]) == (parent, above)
    assert units[1]["parent"] == units[0]["id"]


def test_an_office_named_as_the_body_above_it_is_one_unit() -> None:
    told = Office("Sở Mẫu", "province", "SỞ MẪU")
    text = starting_files(False, 2025, told)["plans/registers/units.yaml"]
    ids = [one["id"] for one in YAML(typ="safe").load(text)["units"]]
    assert ids == ["so-mau", "van-phong"]


def test_a_person_at_a_terminal_is_asked(tmp_path: Path) -> None:
    answers = ("", "UBND xã Mẫu", "commune", "", "Mẫu", "", "", "Văn phòng, Tổ A", "")
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cchc", "init", str(tmp_path / "kho")],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env=os.environ | {"TERM": "xterm"},
    ) as process:
        os.write(leader, "".join(f"{answer}\n" for answer in answers).encode())
        os.close(follower)
        with suppress(OSError):  # Linux: the other end is closed
            while os.read(leader, 65536):
                pass
        assert process.wait(30) == 0
    os.close(leader)
    made = Workspace(tmp_path / "kho")
    assert made.config is not None
    assert made.config.record is not None
    letterhead = made.config.record.letterhead
    assert letterhead is not None
    assert (letterhead.symbol, letterhead.position) == ("UBND", ("CHỦ TỊCH",))
    assert made.units.record is not None
    assert [one.id for one in made.units.record.units] == [
        "ubnd-xa-mau", "van-phong", "to-a"
    ]  # fmt: skip
