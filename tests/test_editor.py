"""What an editor shows: yaml-language-server itself on our schemas.

`pytest -m editor` runs it, where npm has installed the server (see `.ci/run`); the
README's test command leaves it out. What needs no server is in `test_schemas.py`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import REPOSITORY
from language_server import Server, command
from typer.testing import CliRunner

from cchc.cli.app import app
from cchc.models.deadlines import KINDS
from cchc.models.goals import FORMS
from cchc.text.reader import places

pytestmark = pytest.mark.editor

FOLDER = Path(
    os.environ.get("LANGUAGE_SERVER", REPOSITORY / ".venv" / "language-server")
)
SETTINGS = REPOSITORY / "cchc" / "data" / "workspace" / "vscode-settings.json"
DECISION = "plans/2025-mau/decision.yaml"
JOURNAL = "plans/2025-mau/progress/phong-a.yaml"
WORKSPACE = "plans/workspace.yaml"
REGISTERS = "plans/registers"
SCHEME = "plans/schemes/bo-tieu-chi.yaml"
SHEET = "plans/2025-mau/scores/bo-tieu-chi-2025.yaml"
LEAF = """\
fields:
  - code: "1"
    criteria:
      - code: "1.1"
        rule:
"""
HEAD = """\
format: 1
id: 2025-mau
title: Kế hoạch năm 2025 của Sở Mẫu
decision: {number: "1", symbol: QĐ-SM, signed: 2025-01-08, issuer: so-mau}
period: 2025
"""
TASK = HEAD + 'tasks:\n  - id: "1"\n    title: Kiểm tra\n'
TARGET = HEAD + "targets:\n  - id: on-time\n    title: Đúng hạn\n"
ENTRIES = "unit: phong-a\nentries:\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    start = command(FOLDER)
    assert start, f"npm install --prefix {FOLDER} yaml-language-server@1"
    patterns = json.loads(SETTINGS.read_text(encoding="utf-8"))["yaml.schemas"]
    server = Server(start, {p: REPOSITORY / file for file, p in patterns.items()})
    yield server
    server.close()


COMPLETIONS = [
    (DECISION, TASK + "    deadlines:\n      - |\n", KINDS),
    (DECISION, TASK + "    deadlines:\n      - {|}\n", KINDS),
    (DECISION, TASK + "    deadlines: [{d|}]\n", KINDS),
    (DECISION, TASK + "    deadlines:\n      - every: |\n", ("quarter", "half-year")),
    (DECISION, TASK + "    deadlines:\n      - due: 2025\n        |\n", ("what",)),
    (
        DECISION,
        TASK + "    deadlines:\n      - every: year\n        |\n",
        ("interval", "day", "from", "until", "what"),
    ),
    (DECISION, TASK + "    deadlines:\n      - due: |\n", ("ngày", "quý", "6 tháng")),
    (
        DECISION,
        TASK + "    deadlines:\n      - after: x\n        within: |\n",
        ("{days: 10, working: true}", "{months: 3}"),
    ),
    (
        DECISION,
        TASK + "    deadlines:\n      - after: x\n        within:\n          |\n",
        ("days", "months", "years"),
    ),
    (DECISION, TASK + "    |\n", ("leads", "when", "deadlines", "products")),
    (DECISION, TARGET + "    goal:\n      |\n", FORMS),
    (DECISION, TARGET + "    goal: {a|}\n", FORMS),
    (DECISION, TARGET + "    goal: |\n", ('{at_least: 98, unit: "%"}',)),
    (DECISION, TARGET + "    goal:\n      rank: 10\n      |\n", ("among", "unit")),
    (DECISION, "decision:\n  signer:\n    signing: |\n", ("KT.", "TUQ.")),
    (DECISION, "format: 1\n|\n", ("id", "title", "decision", "tasks", "targets")),
    (JOURNAL, ENTRIES + "  - |\n", ("task", "target")),
    (JOURNAL, ENTRIES + '  - task: "1"\n    state: |\n', ("started", "scheduled")),
    (JOURNAL, ENTRIES + '  - task: "1"\n    |\n', ("date", "state", "evidence")),
    (JOURNAL, ENTRIES + "  - target: a\n    |\n", ("date", "period", "value")),
    (WORKSPACE, "office: so-mau\n|\n", ("soon_days", "letterhead")),
    (WORKSPACE, "letterhead:\n  |\n", ("agency", "place", "symbol")),
    (f"{REGISTERS}/units.yaml", "units:\n  - level: |\n", ("province", "commune")),
    (f"{REGISTERS}/units.yaml", "units:\n  - |\n", ("id", "name", "successors")),
    (f"{REGISTERS}/indicators.yaml", "indicators:\n  - better: |\n", ("up", "down")),
    (f"{REGISTERS}/documents.yaml", "documents:\n  - |\n", ("key", "replaced_by")),
    (f"{REGISTERS}/workdays.yaml", "off:\n  - |\n", ("date", "swapped_with")),
    (SCHEME, LEAF + "          kind: |\n", ("steps", "linear", "branch")),
    (SCHEME, LEAF + "          kind: trend\n          |\n", ("current", "equal")),
    (SHEET, "journal:\n  - step: |\n", ("self", "verified_1", "final")),
]


@pytest.mark.parametrize(("path", "text", "labels"), COMPLETIONS)
def test_completion(
    server: Server, path: str, text: str, labels: tuple[str, ...]
) -> None:
    offered = {one.label for one in server.completion(path, text)}
    assert set(labels) <= offered


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (TASK + "    deadlines:\n      - due: 2025\n        |\n", {"what"}),
        (
            TARGET + "    goal:\n      at_least: 98\n      |\n",
            {"unit", '{at_least: 98, unit: "%"}'},
        ),
    ],
)
def test_what_does_not_go_with_a_form_is_not_offered(
    server: Server, text: str, labels: set[str]
) -> None:
    offered = {one.label for one in server.completion(DECISION, text)}
    assert not offered & ({*KINDS, *FORMS} - labels)
    assert labels <= offered


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("due: một lần", "due: ${1:2025-Q2}"),
        ("every: định kỳ", "every: ${1:quarter}"),
        ("ongoing: thường xuyên", "ongoing: true"),
        ("after: khi có sự kiện", "after: ${1:sự kiện}"),
        ("follows: theo tiến độ khác", "follows: ${1:kế hoạch của cấp trên}"),
        ("unstated: không ghi thời hạn", "unstated: true"),
    ],
)
def test_each_form_of_a_deadline_has_a_snippet(
    server: Server, label: str, text: str
) -> None:
    at = TASK + "    deadlines:\n      - |\n"
    assert [one.text for one in server.completion(DECISION, at) if one.label == label] \
        == [text]  # fmt: skip


def test_an_entry_is_typed_in_the_order_of_its_keys(server: Server) -> None:
    offered = {
        one.label: one.text for one in server.completion(JOURNAL, ENTRIES + "  - |\n")
    }
    typed = offered["target: ghi giá trị chỉ tiêu"]
    assert re.findall(r"(\w+): ", typed) == ["target", "date", "period", "value"]


HOVERS = [
    (DECISION, TARGET + "    goal: {at_l|east: 98, unit: x}\n", "Từ … trở lên"),
    (DECISION, TASK + "    dead|lines: [{due: 2025}]\n", "Dạng chuẩn của thời hạn"),
    (DECISION, TASK + "    deadlines: [{d|ue: 2025}]\n", "Ngày hoặc kỳ đến hạn"),
    (DECISION, TASK + "    deadlines: [{eve|ry: year}]\n", "hằng năm"),
    (DECISION, TASK + "    deadlines: [{ongo|ing: true}]\n", "thường xuyên"),
    (JOURNAL, ENTRIES + '  - {task: "1", st|ate: blocked}\n', "vướng mắc"),
    (WORKSPACE, "soon_|days: 15\n", "Sắp đến hạn"),
    (f"{REGISTERS}/units.yaml", "units:\n  - {lev|el: commune}\n", "cấp xã"),
    (
        f"{REGISTERS}/workdays.yaml",
        "off:\n  - {swapped_|with: 2025-01-02}\n",
        "Hoán đổi",
    ),
]


@pytest.mark.parametrize(("path", "text", "said"), HOVERS)
def test_hover(server: Server, path: str, text: str, said: str) -> None:
    assert said in server.hover(path, text)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional office, with the schemas beside it."""
    folder = tmp_path_factory.mktemp("sample")
    done = CliRunner().invoke(app, ["init", str(folder), "--sample"])
    assert done.exit_code == 0
    return folder


SAMPLE = REPOSITORY / "cchc" / "data" / "sample"


FILES = sorted((REPOSITORY / "plans").rglob("*.yaml"))
SAMPLES = [file.relative_to(SAMPLE) for file in sorted(SAMPLE.rglob("*.yaml"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name + file.stem)
def test_real_plans_and_registers_have_no_diagnostics(
    server: Server, file: Path
) -> None:
    assert server.diagnostics(file.as_uri(), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SAMPLES, ids=str)
def test_the_sample_has_no_diagnostics_and_every_key_is_explained(
    server: Server, sample: Path, path: Path
) -> None:
    file = sample / path
    text = file.read_text(encoding="utf-8")
    assert server.diagnostics(file.as_uri(), text) == []
    keys = key_places(text)
    silent = []
    for name, (line, column) in keys.items():
        lines = text.split("\n")
        there = lines[line - 1]
        lines[line - 1] = f"{there[:column]}|{there[column:]}"
        said = server.hover(file.as_uri(), "\n".join(lines)).partition("Source:")[0]
        if not said.removeprefix("#### ").partition("\n")[2].strip():
            silent.append(name)
    assert keys
    assert silent == []


def key_places(text: str) -> dict[str, tuple[int, int]]:
    """The first place of each key; the server takes `|` out again."""
    found: dict[str, tuple[int, int]] = {}
    for loc, place in places(text).items():
        if loc and loc[-1] == "" and "extra" not in loc:
            found.setdefault(".".join(k for k in loc if isinstance(k, str)), place)
    return found


PERIOD = "Kỳ viết là 2025 (năm)"
ONE_OF = "Cần đúng một trong: "
FAULTS = [
    (DECISION, HEAD.replace("period: 2025", "period: 2025-Q7"), [(5, PERIOD)]),
    (DECISION, TASK + "    deadlines: [{due: Quý II}]\n", [(9, PERIOD)]),
    (DECISION, TASK + "    deadlines: [{due: 2025-13}]\n", [(9, PERIOD)]),
    (DECISION, TASK + "    deadlines: [{du: 2025}]\n", [(9, ONE_OF + "due, every")]),
    (DECISION, TASK + "    deadlines: [2025-Q2]\n", [(9, ONE_OF + "due, every")]),
    (DECISION, TASK + "    deadlines: 2025-Q2\n", [(9, "Cần một danh sách")]),
    (
        DECISION,
        TASK + "    deadlines: [{due: 2025, every: year}]\n",
        [(9, "Hạn một lần: cần due; có thể thêm what")],
    ),
    (DECISION, TASK + "    deadlines: [{every: quý}]\n", [(9, "Chọn một trong: day")]),
    (
        DECISION,
        TASK + "    deadlines: [{every: month, interval: 0}]\n",
        [(9, "Cần từ 1 đến 120")],
    ),
    (
        DECISION,
        TASK + "    deadlines: [{every: month, day: ngày 20}]\n",
        [(9, "Ngày trong kỳ")],
    ),
    (DECISION, TASK + "    deadlines: [{ongoing: false}]\n", [(9, "Chỉ nhận true")]),
    (
        DECISION,
        TASK + "    deadlines: [{after: x, within: {}}]\n",
        [(9, ONE_OF + "days, months, years")],
    ),
    (
        DECISION,
        TASK + "    deadlines: [{after: x, within: {months: 1, working: true}}]\n",
        [(9, "Thời hạn kể từ sự kiện: cần months")],
    ),
    (DECISION, TASK.replace('id: "1"', "id: 1.10"), [(7, "Số như quyết định in")]),
    (DECISION, TASK + "    leads: [Sở Mẫu]\n", [(9, "Mã viết bằng chữ thường")]),
    (DECISION, TASK + "    lead: [so-mau]\n", [(9, "Nhiệm vụ: cần id, title;")]),
    (DECISION, TASK + '    when: ""\n', [(9, "Cần dài từ 1 đến 2000 ký tự")]),
    (DECISION, TARGET, [(7, "Chỉ tiêu: cần id, title, goal")]),
    (DECISION, TARGET + "    goal: {unit: x}\n", [(9, ONE_OF + "at_least")]),
    (
        DECISION,
        TARGET + "    goal: {at_least: 98}\n",
        [(9, "Mức phải đạt: cần at_least, unit")],
    ),
    (
        DECISION,
        TARGET + "    goal: {at_least: 98, at_most: 99, unit: x}\n",
        [(9, "Mức phải đạt: cần at_least, unit")],
    ),
    (
        DECISION,
        TARGET + "    goal: {rise: 2, unit: x, among: y}\n",
        [(9, "Mức phải đạt: cần rise, unit; có thể thêm against")],
    ),
    (
        DECISION,
        TARGET + "    goal: {at_least: 98%, unit: x}\n",
        [(9, "Cần một số, dấu thập phân là dấu chấm")],
    ),
    (
        JOURNAL,
        ENTRIES + '  - {task: "1", date: 2025-02, state: done}\n',
        [(3, "Ngày viết là năm-tháng-ngày")],
    ),
    (
        JOURNAL,
        ENTRIES + '  - {task: "1", date: 2025-02-01, state: xong}\n',
        [(3, "Chọn một trong: started, done")],
    ),
    (
        JOURNAL,
        ENTRIES + "  - {date: 2025-02-01, state: done}\n",
        [(3, ONE_OF + "task, target")],
    ),
    (WORKSPACE, "office: so-mau\nsoon_days: 900\n", [(2, "Cần từ 0 đến 366")]),
    (
        WORKSPACE,
        "office: so-mau\nletterhead: {agency: A}\n",
        [(2, "Thể thức văn bản: cần agency, symbol, place, position")],
    ),
    (
        f"{REGISTERS}/units.yaml",
        "units:\n  - {id: a, name: A, level: tỉnh}\n",
        [(2, "Chọn một trong: central")],
    ),
    (
        f"{REGISTERS}/documents.yaml",
        "documents:\n  - {key: a@b, type: x, number: 1/A, issuer: y, signed: null}\n",
        [(2, "Khóa văn bản: số@ngày")],
    ),
    (
        f"{REGISTERS}/indicators.yaml",
        'indicators:\n  - {id: a, name: A, unit: "%", better: tăng}\n',
        [(2, "Chọn một trong: up, down")],
    ),
    (
        f"{REGISTERS}/workdays.yaml",
        "off:\n  - {date: 2/1/2025, source: x}\n",
        [(2, PERIOD)],
    ),
]


@pytest.mark.parametrize(("path", "text", "expected"), FAULTS)
def test_a_fault_is_told_in_words(
    server: Server, path: str, text: str, expected: list[tuple[int, str]]
) -> None:
    found = server.diagnostics(path, text)
    assert len(found) == len(expected), found
    for (line, said), (at, begins) in zip(found, expected, strict=True):
        assert (line, said[: len(begins)]) == (at, begins)
