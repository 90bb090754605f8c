"""The house rules that no linter knows: budgets, imports, freshness of what is made."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import catalogue
import pytest
from conftest import REPOSITORY, imported

from cchc.schemas import schemas
from cchc.views import labels as language
from cchc.views.labels import Language

MODULES = sorted((REPOSITORY / "cchc").rglob("*.py"))
COMMAND_LINE = REPOSITORY / "cchc" / "cli"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_keep_their_budgets(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 600
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            assert _length(node) <= 40, f"{node.name} is {_length(node)} lines long"
            if not path.is_relative_to(COMMAND_LINE):
                assert _parameters(node) <= 6, f"{node.name} takes too many parameters"


def test_a_room_holds_no_more_modules_than_a_reader_can_survey() -> None:
    rooms = {path.parent for path in MODULES}
    sizes = {name(room): len([*room.glob("*.py")]) for room in rooms}
    assert {room: size for room, size in sizes.items() if size > 26} == {}


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    documented = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    signature = first.lineno - node.lineno if documented or node.body else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring - signature


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
    return len([n for n in names if n not in ("self", "cls")])


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints_and_reads_the_clock(path: Path) -> None:
    if path.is_relative_to(COMMAND_LINE) or path.name == "__main__.py":
        return
    called = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not called & {
        "print", "input", "date.today", "datetime.now", "sys.exit", "os.getenv",
        "os.environ.get", "Path.cwd", "os.getcwd",
    }  # fmt: skip


def test_status_imports_nothing_that_it_does_not_need() -> None:
    line = ("status", "--plan", "2024-snv", "--as-of", "2024-07-01")
    heavy = {
        "docx", "docxtpl", "jinja2", "holidays", "openpyxl", "rapidfuzz", "lxml",
        "rich", "cchc.importing", "cchc.layout", "cchc.reporting", "cchc.checks",
        "cchc.wording",
    }  # fmt: skip
    assert imported(line, {*heavy, "cchc.status"}) == {"cchc.status"}


def test_the_version_is_printed_without_importing_typer() -> None:
    code = (
        "import sys; sys.argv = ['cchc', '--version']\n"
        "from cchc.__main__ import main; main(); assert 'typer' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("cchc ")


def test_the_schemas_are_those_of_the_models() -> None:
    folder = REPOSITORY / "schemas"
    written = {p.name: p.read_text(encoding="utf-8") for p in folder.glob("*.json")}
    assert written == schemas(), "run `make schemas`"


def test_every_message_is_translated() -> None:
    found = {str(m.id): str(m.string) for m in catalogue.load() if m.id}
    missing = [text for text in catalogue.collect() if not found.get(text)]
    assert missing == [], "run `make translations` and translate"


def test_the_catalogue_has_no_text_that_nobody_says() -> None:
    found = {str(m.id) for m in catalogue.load() if m.id}
    assert found - set(catalogue.collect()) == set(), "run `make translations`"


def test_translations_keep_the_places_of_their_source() -> None:
    import string

    def places(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    wrong = [
        m.id
        for m in catalogue.load()
        if m.id and "{" in str(m.id) and places(str(m.id)) != places(str(m.string))
    ]
    assert wrong == []


def test_every_translation_is_read_as_another_reader_of_catalogues_reads_it() -> None:
    say = Language("vi")
    for message in catalogue.load():
        if message.id:
            assert say(str(message.id)) == str(message.string)


def test_a_translation_may_run_over_lines_and_hold_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    written = (
        'msgid ""\nmsgstr ""\n"Language: xx\\n"\n\n'
        'msgid ""\n"a \\"long\\" "\n"text\\nof two"\n'
        'msgstr "ein \\"langer\\" "\n"Text\\\\n"\n'
    )
    (folder / "cchc.po").write_text(written, encoding="utf-8")
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    assert Language("xx")('a "long" text\nof two') == 'ein "langer" Text\\n'
