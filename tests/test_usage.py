"""Every option of every command with a bad value: one Vietnamese line, exit 2."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import Result

from cchc.cli.app import COMMANDS, app

Run = Callable[..., Result]

COMPLETE = {
    "show": ["2025-so-mau"],
    "trend": ["on-time-rate"],
    "wording": ["Q1"],
    "import": ["khong-co.docx", "--id", "2025-thu"],
    "report": ["--quarter", "Q2", "--as-of", "2025-07-05"],
    "layout": ["khong-co.docx"],
    "log": ["1.4", "--state", "started", "--date", "2025-07-04", "--dry-run"],
    "site": ["--as-of", "2025-07-04"],
    "calendar": ["--unit", "van-phong-so", "--out", "lich.ics"],
    "init": ["moi"],
}
"""What a command needs besides the option that is tried."""
BAD = ("", "@@", "-5", "1e9999", "có", "None", "31/02/2025")
REFUSED = {
    "switch": "không kèm giá trị",
    "missing": "phải kèm giá trị",
    "empty": "để trống",
}


@cache
def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    context = typer.Context(group)
    return {name: group.get_command(context, name) for name in COMMANDS}


def options() -> Iterator[tuple[str, str, bool]]:
    """Command, option, whether it is a switch."""
    for name, command in commands().items():
        for param in command.params:
            if param.param_type_name == "option":
                yield name, param.opts[0], bool(param.is_flag)


OPTIONS = list(options())
VALUED = [(name, option) for name, option, is_switch in OPTIONS if not is_switch]
SWITCHES = [(name, option) for name, option, is_switch in OPTIONS if is_switch]

# What is no word of ours: options, commands, files, keys, what git says itself.
NAMES = re.compile(
    r"\(fatal: .*\)|--?[\w-]+|\b[\w./-]*[_./@-][\w./@-]*|\b[A-Z]\d\b|“[^”]*”"
    r"|cchc( [a-z]+)?"
)
ENGLISH = re.compile(
    r"\b(missing|invalid|valid|value|values|expected|requires?|argument|option|command"
    r"|not|does|take|takes|error|no such|directory|file|got|unexpected|extra|true|false"
    r"|must|should|is|are|the|an|or|and|of|to|be|choose|found|exist|empty|such)\b",
    re.I,
)
PYTHON = re.compile(r"\bNone\b|\bTrue\b|\bFalse\b|<[\w.]+|\w+\(|\['|PosixPath|\\x")


def told(result: Result) -> str:
    """The line on stderr that refuses; lines before it are notes of ours."""
    assert result.exit_code == 2, result.output
    lines = result.stderr.splitlines()
    assert all(line.startswith("cchc: ") for line in lines)
    return lines[-1]


def is_vietnamese(line: str, given: str) -> bool:
    rest = NAMES.sub(" ", line.removeprefix("cchc: ").replace(given or "\0", " "))
    return not ENGLISH.search(rest) and not PYTHON.search(line.replace(given, " "))


@pytest.fixture
def office(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "kho"
    assert run("init", root, "--sample").exit_code == 0
    monkeypatch.chdir(tmp_path)
    return root


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_no_bad_value_is_answered_in_english(office: Path, run: Run, name: str) -> None:
    wrong = []
    for command, option in VALUED:
        for bad in BAD if command == name else ():
            result = run(
                name, *COMPLETE.get(name, ()), f"{option}={bad}", "--root", office
            )
            if result.exit_code == 2 and not is_vietnamese(told(result), bad):
                wrong.append(result.stderr)
    assert wrong == []


@pytest.mark.parametrize(("name", "option"), VALUED)
def test_an_option_without_its_value_says_so(run: Run, name: str, option: str) -> None:
    line = told(run(name, *COMPLETE.get(name, ()), option))
    assert line == f"cchc: {option} {REFUSED['missing']}; xem cchc {name} --help"


@pytest.mark.parametrize(("name", "option"), SWITCHES)
def test_a_switch_with_a_value_says_so(run: Run, name: str, option: str) -> None:
    line = told(run(name, *COMPLETE.get(name, ()), f"{option}=có"))
    assert line == f"cchc: {option} {REFUSED['switch']}; xem cchc {name} --help"


@pytest.mark.parametrize("name", ["status", "log", "show"])
def test_an_empty_value_is_not_taken_for_none(
    office: Path, run: Run, name: str
) -> None:
    given = ["--plan="] if name != "show" else []
    words = [*COMPLETE.get(name, ()), *given] if given else [""]
    assert REFUSED["empty"] in told(run(name, *words, "--root", office))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_no_command_takes_is_named(run: Run, name: str) -> None:
    for words in (["--khong-co"], ["-z"]):
        line = told(run(name, *COMPLETE.get(name, ()), *words))
        assert words[0] in line
        assert is_vietnamese(line, words[0])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["statsu"], "có phải ý là status?"),
        (["xyz"], "không có lệnh xyz"),
        (["--rot", "x"], "có phải ý là --root?"),
        (["--root"], "--root phải kèm giá trị"),
        (["--"], "thiếu tên lệnh"),
        (["--version=1"], "--version không kèm giá trị"),
        (["status", "thừa", "từ"], "thừa trên dòng lệnh: thừa từ"),
    ],
)
def test_a_line_without_a_command_is_one_vietnamese_line(
    run: Run, words: list[str], said: str
) -> None:
    line = told(run(*words))
    assert said in line
    assert is_vietnamese(line, "")


def test_an_english_line_would_be_seen() -> None:
    for line in (
        "cchc: --x không nhận giá trị này: Missing argument; xem cchc --help",
        "cchc: x không thuộc các giá trị True",
        "cchc: [<Format.table: 'table'>]",
    ):
        assert not is_vietnamese(line, "x")
