"""What other programs read: the exact keys of JSON, the exact first lines of CSV.

`tests/data/contracts.yaml` lists them by command. A key may be added there, never
renamed or dropped without raising `format`.
"""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, make_sample
from docx import Document
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from cchc.cli.app import COMMANDS, app

Run = Callable[..., Result]
CONTRACTS: dict[str, dict[str, list[str]]] = YAML(typ="safe").load(
    Path(__file__).parent / "data" / "contracts.yaml"
)
COUNTS = {"summary", "tasks", "counts", "extra"}
"""Objects whose keys are data, such as the statuses that occur."""
SILENT = {
    "amend", "ask", "brief", "calendar", "collect", "form", "import", "init", "log",
    "remind", "report", "rollup", "schema", "site", "template",
}  # fmt: skip
"""Commands that list nothing, or whose tests know what they print: `ask`, `import`."""
REAL = ("cascade", "diff 2023")
"""Commands that need several plans: the repository's own."""
SAME = {"export --as-of 2025-07-04"}
"""`export` prints what `show` prints, as JSON."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace in git, with a finding, a change and a Word file."""
    root = make_sample(tmp_path_factory.mktemp("kho"))
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", root]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "a"]):
        subprocess.run([*git, *words], check=True)
    journal = root / "plans/2025-so-mau/progress/phong-phap-che.yaml"
    with journal.open("a", encoding="utf-8") as file:
        file.write('  - {task: "9.9", date: 2025-07-01, state: started}\n')
    document = Document()
    document.add_paragraph("QUYẾT ĐỊNH")
    document.save(str(root / "a.docx"))
    document.add_paragraph("Đã hoàn thành 1/2 nhiệm vụ, đạt 51,5%.")
    document.save(str(root / "b.docx"))
    return root


def keys_of(value: Any, at: str = "") -> Iterator[str]:
    """`obligations[].unit.id`: every key below a value; of a list those of any item."""
    if isinstance(value, list):
        for one in value:
            yield from keys_of(one, f"{at}[]")
    elif isinstance(value, dict) and at.rpartition(".")[2] not in COUNTS:
        for key, one in value.items():
            path = f"{at}.{key}" if at else key
            yield path
            yield from keys_of(one, path)


def output(command: str, office: Path, *options: str) -> str:
    """What a command of the table prints; real plans where it needs several."""
    root = REPOSITORY if command.startswith(REAL) else office
    words = [
        str(office / word) if word.endswith(".docx") else word
        for word in shlex.split(command)
    ]
    result = CliRunner().invoke(app, [*words, *options, "--root", str(root)])
    assert not isinstance(result.exception, Exception), result.exception
    return result.stdout


@pytest.mark.parametrize("command", [c for c in CONTRACTS if "json" in CONTRACTS[c]])
def test_json_has_the_keys_of_its_contract_and_no_other(
    command: str, office: Path
) -> None:
    data = json.loads(output(command, office, "--format", "json"))
    assert sorted({*keys_of(data)}) == CONTRACTS[command]["json"]


@pytest.mark.parametrize("command", [c for c in CONTRACTS if "csv" in CONTRACTS[c]])
def test_csv_has_the_keys_of_its_contract_in_order(command: str, office: Path) -> None:
    text = output(command, office, "--format", "csv", "--keys")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == CONTRACTS[command]["csv"]
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("command", [c for c in CONTRACTS if "csv" in CONTRACTS[c]])
def test_headings_for_people_are_words_of_their_language(
    command: str, office: Path
) -> None:
    for code in ("vi", "en"):
        text = output(command, office, "--format", "csv", "--lang", code)
        heads = next(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
        assert all(heads)
        assert len({*heads}) == len(heads)
        assert not any("_" in head for head in heads)


def test_no_two_commands_have_one_contract() -> None:
    for kind in ("json", "csv"):
        told = [
            tuple(contract[kind])
            for command, contract in CONTRACTS.items()
            if kind in contract and (kind == "csv" or command not in SAME)
        ]
        assert len(told) == len({*told})


def test_every_command_that_lists_has_a_contract() -> None:
    assert {command.split()[0] for command in CONTRACTS} == set(COMMANDS) - SILENT
