"""Tables on a terminal, in a pipe and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from conftest import PLAN, REPOSITORY, TASK, imported
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner, Result

from cchc.cli.app import app
from cchc.models import journal
from cchc.models.journal import State
from cchc.recording import typed
from cchc.status import Status
from cchc.views import labels
from cchc.views.files import workbook
from cchc.views.grid import Column, Grid, Section, laid, markdown, plain, widths
from cchc.views.labels import Language
from cchc.views.separated import separated
from cchc.views.site import tables as site_tables
from cchc.views.terminal import draw
from cchc.views.widths import READABLE, wrap
from cchc.views.widths import width as places
from cchc.views.word import sentences

Run = Callable[..., Result]
WIDTHS = (60, 80, 100, 120, 200)
LISTING = [
    "status --plan 2024-snv --all",
    "status --plan 2021-ubnd-3637",
    "status --plan all",
    "status --plan all --overdue",
    "status --plan all --by unit",
    "show 2021-ubnd-3637",
    "show 2024-snv 1.4",
    "list",
    "units",
    "units so-noi-vu",
    "documents",
    "indicators",
    "diff 2023-binh-tan 2024-snv",
    "trend on-time-rate",
    "cascade 2023-binh-tan",
    "cascade 2024-snv",
    "explain",
    "explain id-gap",
    "wording 'Quý II/2024' 'khi có phát sinh'",
]


def grid_of(*rows: Sequence[object], heads: Sequence[str] = ()) -> Grid:
    """Prose first, then columns as wide as their cells."""
    count = len(rows[0]) if rows else len(heads)
    columns: list[Column[Sequence[str]]] = [
        Column(f"k{i}", heads[i] if heads else f"H{i}", lambda r, i=i: r[i], flex=not i)
        for i in range(count)
    ]
    return Grid(columns, [Section(rows)])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("line", LISTING)
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut(
    run: Run, line: str, width: int
) -> None:
    words = [*re.findall(r"'([^']*)'|(\S+)", line)]
    args = ["".join(pair) for pair in words]
    if args[0] == "status":
        args += ["--as-of", "2024-07-01"]
    result = run(*args, "--root", REPOSITORY, env={"COLUMNS": str(width)})
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert max(map(places, lines)) <= width
    assert {w for w in result.stdout.split() if set(w) != {"─"}} <= _known(*args)


@cache
def _known(*args: str) -> frozenset[str]:
    """The words, and the parts of words, that the command prints on a wide terminal."""
    line = ["--lang", "vi", *args, "--root", str(REPOSITORY)]
    whole = CliRunner().invoke(app, line, env={"COLUMNS": "5000"}).stdout
    return frozenset(part for word in whole.split() for part in (word, *_parts(word)))


def _parts(word: str) -> list[str]:
    """An id, a path or a number of a document may break behind a hyphen or a stroke."""
    pieces = re.findall(r"[^-/]+[-/]*|[-/]+", word)
    return [
        "".join(pieces[i:j])
        for i in range(len(pieces))
        for j in range(i + 1, len(pieces) + 1)
    ] + [f"{word}:"]


words = st.text("abcđềữ-/", min_size=1, max_size=14)
cells = st.lists(words, max_size=12).map(" ".join)


@given(
    st.lists(st.tuples(cells, cells, words), min_size=1, max_size=6),
    st.integers(24, 200),
)
def test_columns_keep_what_can_be_read_or_stand_one_below_the_other(
    rows: list[tuple[str, str, str]], room: int
) -> None:
    grid = grid_of(*rows)
    assert max(map(places, plain(grid, room).splitlines())) <= room
    wide = widths(grid, laid(grid), room)
    if wide is not None:
        natural = max(2, *(len(row[0]) for row in rows))
        assert wide[0] >= min(READABLE, natural)
        longest = max([2, *(len(w) for row in rows for w in row[1].split())])
        assert wide[1] >= longest
        assert sum(wide) + 2 * (len(wide) - 1) <= room


@given(st.text("abc đ-/世\u0301", max_size=60), st.integers(2, 30))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(places(line) <= room for line in lines)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Nhiệm vụ", 8),
        ("Nhie\u0323\u0302m vu\u0323", 8),
        ("世界", 4),
        ("ｋ", 2),
        ("a\u200bb", 2),
        ("░█ – … “”", 9),
    ],
)
def test_width_counts_places_on_the_screen(text: str, width: int) -> None:
    assert places(text) == width
    row = plain(grid_of((text, "x"), heads=("a", "b")), 80).splitlines()[-1]
    assert places(row) == max(width, 1) + 2 + 1


def test_a_table_too_wide_names_each_value_by_its_heading() -> None:
    grid = grid_of(
        ("một hai ba", "2024-ke-hoach", "2021/QĐ-UBND"), heads=("A", "B", "C")
    )
    assert plain(grid, 30) == "\nA: một hai ba\nB: 2024-ke-hoach\nC: 2021/QĐ-UBND\n"


def shown(grid: Grid, **options: object) -> str:
    out = io.StringIO()
    told = {"width": 60, **options}
    draw(grid, Console(file=out, force_terminal=True, **told))  # type: ignore[arg-type]
    return out.getvalue()


def test_each_section_of_a_table_too_wide_is_told_value_by_value() -> None:
    parts = [
        Section([(f"{n} hai ba", f"2024-ke-hoach-{n}", "x")], n) for n in ("một", "hai")
    ]
    grid = Grid(grid_of(heads=("A", "B", "C")).columns, parts)
    lines = [line for line in plain(grid, 24).splitlines() if line]
    assert sum(line.startswith("B: 2024-ke-hoach-") for line in lines) == 2
    drawn = re.sub(r"\x1b\[\d*m", "", shown(grid, width=24)).splitlines()
    assert [line for line in drawn if line] == lines


STYLED = Grid(
    [
        Column("a", "Nhiệm vụ", lambda r: r[0], flex=1),
        Column("b", "Trạng thái", lambda r: r[1], style=lambda r: "bold red"),
    ],
    [
        Section(
            [("Kiểm tra cải cách hành chính " * 3, "quá hạn")],
            "QUÁ HẠN (1)",
            "bold red",
        )
    ],
    ["Kế hoạch"],
    ["Hết."],
)


def test_a_terminal_shows_the_lines_of_the_plain_text() -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown(STYLED, color_system="standard"))
    lines = [line.rstrip() for line in text.splitlines() if set(line) != {"─"}]
    wanted = [
        x for x in plain(STYLED, 60).splitlines() if not set(x) <= {"─", " "} or not x
    ]
    assert lines == wanted


def test_colour_tells_nothing_that_words_do_not_and_can_be_turned_off() -> None:
    assert "\x1b[1;31m" in shown(STYLED, color_system="standard")
    plain_text = shown(STYLED, color_system="standard", no_color=True)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", plain_text)
    assert "quá hạn" in plain_text


def on_terminal(*args: str, **env: str) -> str:
    """What a command writes to a real (pseudo-)terminal of 80 columns."""
    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cchc", *args, "--root", str(REPOSITORY)],
        stdout=follower,
        stderr=follower,
        env=os.environ | {"TERM": "xterm-256color", "COLUMNS": "80"} | env,
    ):
        os.close(follower)
        out = b""
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not chunk:
                break
            out += chunk
    os.close(leader)
    return out.decode("utf-8").replace("\r\n", "\n")


def test_a_terminal_gets_colours_unless_it_asks_for_none() -> None:
    line = ("status", "--plan", "2024-snv", "--as-of", "2024-07-01")
    assert "\x1b[1;31mQUÁ HẠN (20)" in on_terminal(*line)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", on_terminal(*line, NO_COLOR="1"))
    assert "\x1b" not in on_terminal(*line, TERM="dumb")


@pytest.mark.parametrize(
    "line",
    ["list", "documents", "status --plan all --by unit", "show 2024-snv 1.4"],
)
def test_a_pipe_imports_neither_rich_nor_jinja(line: str) -> None:
    assert imported(line.split(), {"rich", "jinja2", "docx", "typer"}) == {"typer"}


def test_markdown_hides_nothing_and_commands_no_terminal() -> None:
    grid = grid_of(("a|b <!-- c\x1b[2J\u202ed",))
    assert "| a\\|b &lt;!-- c\ufffd[2J\ufffdd |" in markdown(grid)
    assert not {"\x1b", "\u202e"} & set(plain(grid, 80))


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1.10", '="1.10"'),
        ("2024", '="2024"'),
        ("03/2024", '="03/2024"'),
        ("3-4", '="3-4"'),
        ("1,5%", '="1,5%"'),
        ("2E5", '="2E5"'),
        ("true", '="true"'),
        ("-5", '="-5"'),
        ("VII.2", "VII.2"),
        ("5 đơn vị", "5 đơn vị"),
        ("2563/QĐ-UBND", "2563/QĐ-UBND"),
        ("2024-snv", "2024-snv"),
        ("", ""),
        (None, ""),
        (12, "12"),
        (-3, "-3"),
        (2.0, "2"),
        (2.5, '="2,5"'),
        (date(2024, 6, 30), "2024-06-30"),
        ("=1+1", "'=1+1"),
        ("+84 lời", "'+84 lời"),
        ("-- ghi chú", "'-- ghi chú"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
    ],
)
def test_a_spreadsheet_shows_the_text_that_the_plan_has(
    cell: object, kept: str
) -> None:
    text = separated(grid_of((cell, "x")), keys=False)
    [_, row] = csv.reader(io.StringIO(text))
    assert row == [kept, "x"]


@given(st.text(max_size=12))
def test_no_text_of_a_plan_is_a_formula_of_its_own(text: str) -> None:
    for keys in (True, False):
        [_, row] = csv.reader(io.StringIO(separated(grid_of((text, "x")), keys)))
        if not re.fullmatch(r'="[^"]*"', row[0]) or keys:
            assert not row[0].startswith(("=", "+", "-", "@"))


def test_programs_get_values_as_they_are(run: Run) -> None:
    line = ("status", "--plan", "2024-snv", "--as-of", "2024-07-01", "--format", "csv")
    machine = run(*line, "--keys", "--root", REPOSITORY).stdout
    people = run(*line, "--root", REPOSITORY).stdout
    assert machine.startswith("\ufeffplan,task,title,unit_id,")
    assert "\n2024-snv,1.10," in machine
    assert people.startswith("\ufeffKế hoạch,Số,Nhiệm vụ,Đơn vị chủ trì,")
    assert '\n2024-snv,"=""1.10""",' in people
    english = run(*line, "--root", REPOSITORY, lang="en").stdout
    assert english.startswith("\ufeffPlan,No.,Task,Owed by,")


def test_export_has_a_line_a_task(run: Run) -> None:
    args = ("export", "--plan", "2024-snv", "--root", REPOSITORY, "--format", "csv")
    rows = list(csv.reader(io.StringIO(run(*args).stdout.removeprefix("\ufeff"))))
    assert len(rows) == 90
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_title_of_a_plan_is_no_formula(run: Run, workspace: Path) -> None:
    file = workspace / "plans" / "ke-hoach" / "decision.yaml"
    text = (PLAN + TASK).replace("Việc mẫu", "'=1+1'")
    file.write_text(text, encoding="utf-8")
    for options in ((), ("--keys",)):
        out = run("export", "--format", "csv", *options, "--root", workspace).stdout
        assert ",'=1+1," in out


def test_a_card_in_a_spreadsheet_has_words_at_its_head(run: Run) -> None:
    args = ("show", "2024-snv", "1.4", "--format", "csv", "--root", REPOSITORY)
    say = Language("vi")
    assert run(*args).stdout.startswith(f"\ufeff{say('Field')},{say('Value')}\n")
    assert run(*args, "--keys").stdout.startswith("\ufefffield,value\n")


CALM = {Status.UNSCHEDULED, Status.WAITING, Status.NOT_DUE, Status.ONGOING}
"""Nothing is to be done about them, so no colour asks for the eye."""


@pytest.mark.parametrize(
    ("table", "left_out"),
    [
        (labels.STATUS, set()),
        (labels.STYLE, CALM - {Status.UNSCHEDULED}),
        (sentences.STATUS, set()),
        (site_tables.MARKS, set()),
        (workbook.FILLS, CALM),
    ],
    ids=["words", "colours", "words of papers", "signs of the site", "cells"],
)
def test_every_status_has_its_word_sign_and_colour(
    table: dict[Status, str], left_out: set[Status]
) -> None:
    assert set(Status) - set(table) == left_out


def test_every_state_of_a_journal_is_named_explained_and_understood() -> None:
    states = set(get_args(State))
    assert states == set(labels.STATES) == set(journal.STATES) == set(typed.STATES)
