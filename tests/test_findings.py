"""Findings as text, JSON and the formats of other programs; the commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cchc import __version__
from cchc.cli.app import app
from cchc.load.places import placed
from cchc.problems import Finding, Message, Severity
from cchc.schemas import KINDS, REFERENCES, schemas
from cchc.views.findings import FORMATS, Formatter, advice, concise, full, summary
from cchc.views.labels import Language

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "data" / "checks"
EN = Language("en")
PATH = "plans/2024-mau/decision.yaml"


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "rule": "unit-unknown",
        "severity": Severity.ERROR,
        "path": PATH,
        "line": 2,
        "column": 10,
        "message": Message("no unit {unit}", {"unit": "a,b: 100% <c>"}),
        "plan": "2024-mau",
        "id": "1",
        "help": Message("did you mean d?"),
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_text("format: 1\n  leads: [so-x]\n" + "x" * 200 + "\n", encoding="utf-8")
    return tmp_path


def test_full_shows_the_line_a_caret_and_help(source: Path) -> None:
    assert full([finding()], source, EN).splitlines() == [
        f"{PATH}:2:10: error unit-unknown no unit a,b: 100% <c>",
        "2 |   leads: [so-x]",
        "  |          ^",
        "  help: did you mean d?",
    ]


def test_full_cuts_a_long_line_around_the_place(source: Path) -> None:
    shown = full([finding(line=3, column=150, help=None)], source, EN).splitlines()
    assert shown[1].startswith("3 | …")
    assert len(shown[1]) <= 110
    assert shown[1][shown[2].index("^")] == "x"


def test_a_finding_of_a_whole_file_has_no_line(source: Path) -> None:
    text = concise([finding(line=0, column=0)], source, EN)
    assert text.startswith(f"{PATH}: error")


def test_json_has_exactly_the_keys_of_the_contract(source: Path) -> None:
    data = json.loads(FORMATS["json"]([finding()], source, EN, {}))
    assert data["format"] == 1
    assert list(data["findings"][0]) == [
        "rule",
        "severity",
        "path",
        "line",
        "column",
        "plan",
        "id",
        "message",
        "help",
        "accepted",
        "because",
    ]


def test_github_commands_escape_what_the_runner_would_read(source: Path) -> None:
    text = FORMATS["github"]([finding(message=Message("a\nb 5%"))], source, EN, {})
    assert text == (
        f"::error file={PATH},line=2,col=10,title=unit-unknown"
        "::a%0Ab 5%25 (did you mean d?)\n"
    )


def test_sarif_holds_accepted_findings_as_suppressed(source: Path) -> None:
    found = [finding(), finding(accepted=True, because="nguồn ghi vậy", line=0)]
    log = json.loads(FORMATS["sarif"](found, source, EN, {}))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"] == {
        "name": "cchc",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": f"pkg:generic/cchc@{__version__}",
        "rules": [{"id": "unit-unknown"}],
    }
    first, second = run["results"]
    assert first["ruleIndex"] == 0
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": PATH},
        "region": {"startLine": 2, "startColumn": 10},
    }
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert second["suppressions"] == [
        {"kind": "inSource", "justification": "nguồn ghi vậy"}
    ]


def test_gitlab_fingerprints_differ_for_equal_findings(source: Path) -> None:
    issues = json.loads(FORMATS["gitlab"]([finding(), finding()], source, EN, {}))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    moved = json.loads(FORMATS["gitlab"]([finding(line=9)], source, EN, {}))
    assert moved[0]["fingerprint"] == issues[0]["fingerprint"]


def test_junit_counts_and_survives_characters_that_xml_refuses(source: Path) -> None:
    found = [finding(message=Message("a\x00b")), finding(severity=Severity.INFO)]
    root = ET.fromstring(FORMATS["junit"](found, source, EN, {}))
    assert root.attrib["tests"] == "2"
    assert root.attrib["failures"] == "1"


def test_the_summary_counts_open_and_accepted() -> None:
    found = [finding(), finding(accepted=True)]
    assert summary(found, EN) == "errors: 1; 1 accepted (--accepted shows them)."
    assert summary([], EN) == "Nothing to report."


def test_findings_without_an_error_say_what_to_make_of_them() -> None:
    info = finding(severity=Severity.INFO)
    assert advice([finding(), info], EN) == []
    assert advice([finding(accepted=True)], EN) == []
    assert advice([info], EN) == [
        "No error: it can be used. Warnings are worth a look, info needs no change."
    ]
    most = advice([info] * 30, EN)[1]
    assert f"{info.rule} (30)" in most


def cchc(*args: str) -> Result:
    return CliRunner().invoke(app, ["--lang", "en", *args])


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    tmp_path = tmp_path / "kho"
    shutil.copytree(EXAMPLES / "common", tmp_path, dirs_exist_ok=True)
    shutil.copy(EXAMPLES / "lead-is-partner" / "bad" / "decision.yaml", tmp_path / PATH)
    return tmp_path


def test_warnings_fail_only_with_strict(bad: Path) -> None:
    assert cchc("check", "--root", str(bad)).exit_code == 0
    assert cchc("check", "--root", str(bad), "--strict").exit_code == 1
    others = ("--ignore", "lead-is-partner,product-missing")
    assert cchc("check", "--root", str(bad), "--strict", *others).exit_code == 0


def test_select_keeps_only_the_named_rules(bad: Path) -> None:
    args = ("check", "--root", str(bad), "--format", "concise")
    assert cchc(*args, "--select", "id-gap,several-leads").stdout == ""
    assert "lead-is-partner" in cchc(*args, "--select", "lead-is-partner").stdout


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_refused_with_an_offer(
    bad: Path, option: str
) -> None:
    result = cchc("check", "--root", str(bad), option, "lead-is-parter")
    assert result.exit_code == 2
    assert "did you mean lead-is-partner?" in result.stderr


def test_fix_with_diff_writes_nothing(bad: Path) -> None:
    file = bad / PATH
    text = file.read_text(encoding="utf-8").replace("Lập kế hoạch", "Lập  kế hoạch")
    file.write_text(text, encoding="utf-8")
    shown = cchc("check", "--root", str(bad), "--fix", "--diff").stdout
    assert "+    title: Lập kế hoạch kiểm tra" in shown
    assert file.read_text(encoding="utf-8") == text
    cchc("check", "--root", str(bad), "--fix")
    assert "Lập  kế" not in file.read_text(encoding="utf-8")
    assert cchc("check", "--root", str(bad), "--diff").exit_code == 2


def test_hosted_formats_name_paths_from_the_top_of_the_repository(bad: Path) -> None:
    (bad.parent / ".git").mkdir()
    args = ("check", "--root", str(bad), "--format")
    assert f"file={bad.name}/plans/" in cchc(*args, "github").stdout
    assert cchc(*args, "concise").stdout.startswith("plans/")


def test_explain_shows_one_page_or_all_rules() -> None:
    page = cchc("explain", "deadline-outside-plan").stdout
    assert page.startswith("deadline-outside-plan (error)\n")
    listed = json.loads(cchc("explain", "--format", "json").stdout)["rules"]
    assert len(listed) > 90
    assert cchc("explain", "deadline-outside-plam").exit_code == 2


def validate(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    return subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, check=False
    )


@pytest.mark.long
@pytest.mark.parametrize("options", [(), ("--ids",)])
def test_the_real_files_are_valid_for_a_schema_validator(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    cchc("schema", "--root", str(ROOT), "--out", str(tmp_path), *options)
    plans = sorted((ROOT / "plans").glob("*/decision.yaml"))
    registers = sorted((ROOT / "plans" / "registers").glob("*.yaml"))
    result = validate(tmp_path / "decision.schema.json", *plans)
    assert result.returncode == 0, result.stdout
    for file in [*registers, ROOT / "plans" / "workspace.yaml"]:
        place = placed(file.relative_to(ROOT).as_posix())
        assert place is not None
        result = validate(tmp_path / f"{place.kind}.schema.json", file)
        assert result.returncode == 0, result.stdout


def test_schemas_offer_ids_and_leave_unknown_ones_to_check(tmp_path: Path) -> None:
    cchc("schema", "--root", str(ROOT), "--out", str(tmp_path), "--ids")
    schema = json.loads((tmp_path / "decision.schema.json").read_text("utf-8"))
    leads = schema["$defs"]["Task"]["properties"]["leads"]
    assert "van-phong-so" in json.dumps(leads)
    text = (ROOT / "plans/2024-snv/decision.yaml").read_text(encoding="utf-8")
    other = tmp_path / "decision.yaml"
    other.write_text(text.replace("[van-phong-so]", "[phong-la]"), encoding="utf-8")
    assert validate(tmp_path / "decision.schema.json", other).returncode == 0


def test_every_reference_of_the_schemas_exists() -> None:
    parts: dict[str, dict[str, object]] = {}
    for kind, model in KINDS.items():
        schema = json.loads(schemas()[f"{kind}.schema.json"])
        for name, part in ({model.__name__: schema} | schema["$defs"]).items():
            parts[name] = part.get("properties", {})
    assert [pair for pair in REFERENCES if pair[1] not in parts[pair[0]]] == []


@pytest.mark.parametrize(
    ("file", "schema"),
    [("github.yml", "vendor.github-workflows"), ("gitlab.yml", "vendor.gitlab-ci")],
)
def test_the_ci_examples_are_valid(file: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    path = str(ROOT / "docs" / "ci" / file)
    result = subprocess.run([*command, path], capture_output=True, check=False)
    assert result.returncode == 0


@pytest.mark.parametrize("show", [full, concise])
def test_no_finding_commands_the_terminal(source: Path, show: Formatter) -> None:
    (source / PATH).write_text("format: 1\n\x1b[2J\u202ex\r\n", encoding="utf-8")
    shown = show([finding(message=Message("\x1b[31mred\r"))], source, EN, {})
    assert not set(shown) & {"\x1b", "\r", "\u202e"}
    assert "\ufffd[31mred" in shown


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe that nobody writes to")
def test_a_link_to_what_never_ends_is_not_read(tmp_path: Path) -> None:
    inside, outside = tmp_path / "plans" / "2024-mau", tmp_path.with_name("outside")
    inside.mkdir(parents=True)
    outside.unlink(missing_ok=True)
    os.mkfifo(outside)
    (inside / "decision.yaml").symlink_to(outside)
    command = [sys.executable, "-m", "cchc", "--lang", "en", "--root", str(tmp_path)]
    done = subprocess.run(
        [*command, "check"], capture_output=True, timeout=60, check=False, cwd=ROOT
    )
    assert b"file-outside" in done.stdout
    assert done.returncode == 1
