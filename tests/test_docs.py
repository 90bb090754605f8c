"""Both READMEs and docs/ run: every command is told, every transcript is real."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import build_docs
import build_pictures
import pytest
from conftest import REPOSITORY, make_sample
from form_filling import TASKS, fill
from typer.main import get_command
from typer.testing import CliRunner

from cchc.cli.app import COMMANDS, app

READMES = [REPOSITORY / "README.md", REPOSITORY / "README.en.md"]
"""For the Vietnamese reader, and its English twin."""
PAGES = [
    *READMES,
    REPOSITORY / "CONTRIBUTING.md",
    *sorted((REPOSITORY / "docs").rglob("*.md")),
]
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
QUERY = re.compile(r"^```sql\n-- (\S+\.sql)\n(.*?)^```", re.MULTILINE | re.DOTALL)
QUERIES = {
    name: text
    for page in PAGES
    for name, text in QUERY.findall(page.read_text("utf-8"))
}
"""SQL that a page tells the reader to write into a file, by the file's name."""
FORM = re.compile(
    r"^<!-- (Excel: \S+, \S+, \S+) -->\n\n\|.*\n\|-.*\n((?:\|.*\n)+)", re.MULTILINE
)
"""A table of what a person types into a row of a form, between two commands."""
BLOCKS = [
    pytest.param(block, id=f"{page.name} {block.splitlines()[0][2:50]}")
    for page in READMES
    for block in CONSOLE.findall(page.read_text("utf-8"))
]


def walk(text: str) -> str:
    """The blocks of a page; a form to fill in is a comment among the commands."""
    typed = FORM.sub(
        lambda form: f"```console\n$ # {form[1]}\n{form[2]}```\n",
        text,
    )
    return "".join(CONSOLE.findall(typed))


WALKS = {
    page.name: blocks
    for page in PAGES
    if page not in READMES and (blocks := walk(page.read_text("utf-8")))
}
"""Pages of docs/ whose blocks go on where the one before ended."""


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_table_of_commands_is_complete(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"^\| `cchc ([\w-]+)", text, re.MULTILINE)
    assert sorted(set(named)) == sorted(COMMANDS)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_the_first_lines_are_one_sentence_and_two_commands(page: Path) -> None:
    title, sentence, commands = page.read_text(encoding="utf-8").split("\n\n")[:3]
    assert title == "# cchc"
    assert len(re.findall(r"\.(?= |\n|$)", re.sub(r" \(\[.*", "", sentence))) == 1
    lines = commands.splitlines()
    assert [line.split("#")[0].strip() for line in lines[1:-1]] == [
        "make demo", "make test"
    ]  # fmt: skip


def transcripts(block: str) -> Iterator[tuple[str, list[str]]]:
    """Commands of a block, each with the lines that it is said to print."""
    command, lines = "", []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, lines
            command, lines = line[2:], []
        elif command.endswith("\\"):
            command = command[:-1] + line.strip()
        else:
            lines.append(line)
    yield command, lines


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a transcript starts: a copy of what it may change, at 100 columns."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("CCHC_LANG", "vi")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "block",
    [*BLOCKS, *(pytest.param(text, id=name) for name, text in WALKS.items())],
)
def test_a_transcript_prints_what_it_says(
    block: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = place
    for name, text in QUERIES.items():
        (place / name).write_text(text, encoding="utf-8")
    for sample in (REPOSITORY / "docs" / "mau").iterdir():
        shutil.copy(sample, place)
    for command, said in transcripts(block):
        if command.startswith("#"):
            filled_in(here, command, said)
            continue
        words = shlex.split(command)
        if words[0] == "cd":
            here = here / words[1]
            monkeypatch.chdir(here)
            continue
        assert words[0] == "cchc", "transcripts show cchc and cd only"
        if not (here / "plans").is_dir() and words[1] != "init":
            monkeypatch.setenv("CCHC_ROOT", str(REPOSITORY))
        result = CliRunner().invoke(app, words[1:])
        assert not isinstance(result.exception, Exception), result.exception
        out, told = (_lines(text) for text in (result.stdout, result.stderr))
        wanted = [line.rstrip() for line in said]
        # A terminal shows both streams; which comes first is not told apart here.
        assert matches(out + told, wanted) or matches(told + out, wanted), out + told
        monkeypatch.delenv("CCHC_ROOT", raising=False)


def filled_in(folder: Path, comment: str, table: list[str]) -> None:
    """Fill a form in: `# Excel: FILE, NUMBER OF THE ROW, FILE TO SAVE AS`."""
    file, row, to = comment.removeprefix("# Excel: ").split(", ")
    (folder / to).parent.mkdir(exist_ok=True)
    cells = ([cell.strip() for cell in line.split("|")[1:-1]] for line in table)
    fill(folder / file, {(TASKS, row): dict(cells)}, to=folder / to)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def matches(printed: list[str], said: list[str]) -> bool:
    """Whether the output is as said; a line `…` stands for any lines."""
    if "…" not in said:
        return printed == said
    cut = said.index("…")
    if printed[:cut] != said[:cut]:
        return False
    rest = said[cut + 1 :]
    return any(matches(printed[i:], rest) for i in range(cut, len(printed) + 1))


LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("name", build_docs.PAGES)
def test_a_page_that_follows_from_the_code_is_fresh(name: str) -> None:
    written = (REPOSITORY / "docs" / name).read_text(encoding="utf-8")
    assert written == build_docs.PAGES[name]().rstrip() + "\n", "make docs"


def anchors(page: Path) -> set[str]:
    """The headings of a page as a forge names them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", head.lower()) for head in heads)
    return {word.strip().replace(" ", "-") for word in words}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("https://", "http://")):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path) if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


IMAGE = re.compile(r"!\[([^]]*)\]\(([^)\s]+)\)")


def test_pictures_show_what_the_commands_make_today(tmp_path: Path) -> None:
    told = json.loads(build_pictures.DIGESTS.read_text(encoding="utf-8"))
    assert told == build_pictures.sources(tmp_path), "make pictures"


def test_pictures_are_small_and_each_is_on_a_page_with_words() -> None:
    shown: dict[Path, list[str]] = {}
    for page in PAGES:
        for words, target in IMAGE.findall(page.read_text(encoding="utf-8")):
            place = (page.parent / target).resolve()
            shown.setdefault(place, []).append(words)
    pictures = sorted(build_pictures.HERE.glob("*.png"))
    assert [*sorted(shown)] == pictures
    assert all(len(words) > 20 for place in shown.values() for words in place)
    sizes = {one.name: one.stat().st_size for one in pictures}
    assert max(sizes.values()) <= build_pictures.LIMIT, sizes
    assert sum(sizes.values()) <= build_pictures.TOGETHER, sizes


TOLD = re.compile(
    r"(?:^|[`\s(])cchc ((?:--\S+ )*)([a-z][\w-]*)([^`|\n]*)", re.MULTILINE
)
"""A command as a page names it: in a fence, or between backticks."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_a_page_names_is_there(page: Path) -> None:
    group: Any = get_command(app)
    context = group.make_context("cchc", ["list"])
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", text, re.M | re.S))
    for _, name, rest in TOLD.findall(code):
        if name not in COMMANDS:
            continue
        command = group.get_command(context, name)
        known = {opt for param in command.params for opt in param.opts}
        named = re.findall(r"(?<![\w-])(--[a-z][\w-]*)", rest.partition("#")[0])
        unknown = {*named} - known - {"--help", "--root", "--lang", "--version"}
        assert not unknown, (page.name, name, unknown)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("cchc sta", "statistics"),
        ("cchc status --plan ", "2025-so-mau"),
        ("cchc status --unit phong-p", "phong-phap-che"),
    ],
)
def test_the_shell_completes_commands_plans_and_units(
    typed: str, offered: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_sample(place)
    words = typed.split(" ")
    asked = {
        "_CCHC_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(words) - 1),
    }
    done = CliRunner().invoke(app, [], prog_name="cchc", env=asked)
    assert offered in done.stdout.split()
