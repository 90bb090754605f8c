"""Rules on their examples, acceptances, the manual.

`tests/data/checks/<rule>/good/` and `bad/` each hold one file or more, laid over the
workspace in `common/`: `decision.yaml` is the plan 2024-mau, a name of a register or
`workspace.yaml` replaces that file, `bo-mau.yaml` is the scheme, `bo-mau-2024.yaml` a
score sheet, `dieu-chinh…` an amendment, `loi-van-2024-H1.yaml` words and
`so-lieu-2024-H1.yaml` statistics of a report, `de-cuong….yaml` an outline, any other
name a journal of the plan.
The bad lines end with `# error: rule`, or several rules with commas.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from cchc.checks.manual import pages
from cchc.checks.rules import RULES, SEVERITIES, check, name_of
from cchc.load import Workspace
from cchc.problems import Finding, Severity

EXAMPLES = Path(__file__).parent / "data" / "checks"
TODAY = date(2024, 12, 1)
PLAN = "2024-mau"
REGISTERS = ("units", "indicators", "documents", "workdays", "statistics")
PAPERS = {"loi-van": "reports", "so-lieu": "statistics"}
BYTES = ("file-", "folder-")  # what no text file can show: see test_strays.py
FOLDERS = sorted(
    folder
    for kind in ("good", "bad")
    for folder in EXAMPLES.glob(f"*/{kind}")
    if any(folder.glob("*.yaml"))
)
"""Journal rules have journals of the sample plan instead: test_journal_rules.py."""


def lay_out(example: Path, root: Path) -> dict[str, str]:
    """The common workspace with the files of one example; their texts by path."""
    shutil.copytree(EXAMPLES / "common", root, dirs_exist_ok=True)
    texts = {}
    for file in sorted(example.glob("*.yaml")):
        if file.stem == "decision":
            path = f"plans/{PLAN}/decision.yaml"
        elif file.stem == "workspace":
            path = "plans/workspace.yaml"
        elif file.stem.startswith("de-cuong"):
            path = f"templates/outlines/{file.name}"
        elif file.stem in REGISTERS:
            path = f"plans/registers/{file.name}"
        elif file.stem.startswith("dieu-chinh"):
            path = f"plans/{PLAN}/amendments/{file.name}"
        elif file.stem.startswith("bo-mau"):
            kind = f"{PLAN}/scores" if file.stem.endswith("2024") else "schemes"
            path = f"plans/{kind}/{file.name}"
        elif file.stem[:7] in PAPERS:
            folder = PAPERS[file.stem[:7]]
            path = f"plans/{PLAN}/{folder}/{file.name[8:]}"
        else:
            path = f"plans/{PLAN}/progress/{file.name}"
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, root / path)
        texts[path] = file.read_text(encoding="utf-8")
    return texts


USUAL = frozenset(SEVERITIES) - {"product-missing"}
"""The tasks of most examples name no products, which is not what they are about."""


def run(root: Path, only: Collection[str] = USUAL) -> list[Finding]:
    workspace = Workspace(root)
    return check(workspace, workspace.plan_ids, TODAY, only)


def marked(texts: dict[str, str]) -> set[tuple[str, int, str]]:
    return {
        (path, number, rule)
        for path, text in texts.items()
        for number, line in enumerate(text.split("\n"), 1)
        for marks in re.findall(r"# error: (.+)$", line)
        for rule in marks.strip().split(", ")
    }


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=[f"{f.parent.name}-{f.name}" for f in FOLDERS]
)
def test_examples_have_the_marked_findings_and_no_other(
    folder: Path, tmp_path: Path
) -> None:
    texts = lay_out(folder, tmp_path)
    marks = marked(texts)
    only = USUAL | {folder.parent.name}
    found = {(f.path, f.line, f.rule) for f in run(tmp_path, only) if not f.accepted}
    assert found == marks
    assert bool(marks) == (folder.name == "bad")
    assert folder.name == "good" or folder.parent.name in {rule for *_, rule in marks}


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=[f"{f.parent.name}-{f.name}" for f in FOLDERS]
)
def test_an_example_shows_its_own_rule_where_no_other_runs(
    folder: Path, tmp_path: Path
) -> None:
    rule = folder.parent.name
    marks = {mark for mark in marked(lay_out(folder, tmp_path)) if mark[2] == rule}
    found = run(tmp_path, {rule})
    assert {(f.path, f.line, f.rule) for f in found if not f.accepted} == marks
    assert bool(marks) == (folder.name == "bad")


def test_every_rule_has_good_and_bad_examples() -> None:
    missing = [
        f"{rule}/{kind}"
        for rule in SEVERITIES
        if not rule.startswith(BYTES)
        for kind in ("good", "bad")
        if not any((EXAMPLES / rule / kind).rglob("*.yaml"))
    ]
    assert missing == []


def test_every_example_belongs_to_a_rule() -> None:
    names = {folder.name for folder in EXAMPLES.iterdir()} - {"common"}
    assert names - set(SEVERITIES) == set()


@pytest.mark.parametrize("rule", sorted(SEVERITIES))
def test_every_rule_has_a_manual_page_with_all_parts(rule: str) -> None:
    page = pages(RULES)[rule]
    assert all(page.texts)
    assert page.severity is SEVERITIES[rule]
    assert page.what.endswith(".")
    assert len(page.what) <= 100


def test_rules_are_named_after_the_fault() -> None:
    names = [name_of(rule) for rule, _ in RULES]
    assert len(names) == len(set(names))
    for name in names:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", name)
        assert not name.startswith(("check-", "no-"))
        assert "-must-" not in name


def test_a_broken_file_does_not_hide_faults_of_the_others(tmp_path: Path) -> None:
    lay_out(EXAMPLES / "yaml-syntax" / "bad", tmp_path)
    units = tmp_path / "plans" / "registers" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(text.replace("parent: so-mau}", "parent: so-x}"), encoding="utf-8")
    found = {f.rule for f in run(tmp_path)}
    assert {"yaml-syntax", "unit-parent-unknown"} <= found


def plan_with(accept: str, tmp_path: Path) -> list[Finding]:
    lay_out(EXAMPLES / "lead-missing" / "bad", tmp_path)
    plan = tmp_path / "plans" / PLAN / "decision.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + accept, encoding="utf-8")
    return run(tmp_path)


def test_an_acceptance_covers_the_task_it_stands_in(tmp_path: Path) -> None:
    why = "Cột chủ trì của dòng 1 để trống"
    accept = f"    accept:\n      - {{rule: lead-missing, because: {why}}}\n"
    [finding] = plan_with(accept, tmp_path)
    assert finding.accepted
    assert finding.because == why


def test_an_acceptance_of_the_plan_does_not_cover_a_task(tmp_path: Path) -> None:
    accept = "accept:\n  - {rule: lead-missing, because: Cột chủ trì để trống hết}\n"
    found = plan_with(accept, tmp_path)
    assert {(f.rule, f.accepted) for f in found} == {
        ("lead-missing", False),
        ("accept-unneeded", False),
    }


def test_an_acceptance_of_an_unknown_rule_offers_the_name(tmp_path: Path) -> None:
    accept = "accept:\n  - {rule: lead-mising, because: Cột chủ trì để trống hết}\n"
    [unneeded] = [f for f in plan_with(accept, tmp_path) if f.rule == "accept-unneeded"]
    assert "lead-missing" in str(unneeded.help)


def test_workspace_acceptances_cover_the_registers(tmp_path: Path) -> None:
    lay_out(EXAMPLES / "alias-ambiguous" / "bad", tmp_path)
    config = tmp_path / "plans" / "workspace.yaml"
    config.write_text(
        config.read_text(encoding="utf-8")
        + "accept:\n  - {rule: alias-ambiguous, because: Hai phòng trùng tên gọi cũ}\n",
        encoding="utf-8",
    )
    [finding] = run(tmp_path)
    assert finding.accepted
    assert finding.severity is Severity.WARNING
