"""A bar while a command works: for a person at a terminal, and for nobody else."""

from __future__ import annotations

import io
import os
import pty
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import importing_documents as docs
import pytest
from typer.testing import Result

from cchc.checks.rules import check
from cchc.cli.progress import bar
from cchc.importing.readers import read
from cchc.load import Workspace
from cchc.steps import each
from cchc.views.labels import Language

Run = Callable[..., Result]
SAY = Language("vi")


@contextmanager
def terminal() -> Iterator[tuple[int, bytearray]]:
    """One end of a pseudo-terminal, and what it was sent once it is closed."""
    leader, follower = pty.openpty()
    sent = bytearray()

    def listen() -> None:
        with suppress(OSError):  # Linux: the other end is closed
            while more := os.read(leader, 65536):
                sent.extend(more)

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        yield follower, sent
    finally:
        os.close(follower)
        listener.join()
        os.close(leader)


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)


def shown(steps: int) -> str:
    """What a terminal is sent by a bar over so many steps."""
    with terminal() as (follower, sent):
        error = sys.stderr
        with open(follower, "w", encoding="utf-8", closefd=False) as sys.stderr:
            try:
                with bar("Kế hoạch", SAY) as on_step:
                    assert [*each(range(steps), on_step)] == [*range(steps)]
            finally:
                sys.stderr = error
    return sent.decode("utf-8")


def test_a_bar_is_shown_and_taken_away(at_terminal: None) -> None:
    told = shown(3)
    assert "Kế hoạch" in told
    assert "/3" in told
    assert told.endswith("\x1b[2K")  # the line of the bar is erased


def test_a_single_step_shows_nothing(at_terminal: None) -> None:
    assert shown(1) == ""


@pytest.mark.parametrize("setting", [{"CI": "true"}, {"TERM": "dumb"}])
def test_nobody_before_the_terminal_is_shown_nothing(
    at_terminal: None, setting: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    assert shown(3) == ""


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_a_pipe_or_a_closed_output_has_no_bar(
    at_terminal: None, stream: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with bar("Kế hoạch", SAY) as on_step:
        assert on_step is None


def test_checks_tell_each_plan_before_it(workspace: Path) -> None:
    two_plans(workspace)
    told: list[tuple[int, int]] = []
    check(
        Workspace(workspace),
        ("ke-hoach", "ke-hoach-2"),
        date(2024, 7, 1),
        on_step=lambda done, total: told.append((done, total)),
    )
    assert told == [(0, 2), (1, 2)]


def test_reading_a_pdf_tells_each_page(tmp_path: Path) -> None:
    pages = [docs.PdfPage() for _ in range(3)]
    for page in pages:
        for y in (480, 460, 440):
            page.text(80, y, "Rà soát, đánh giá thủ tục hành chính của từng lĩnh vực")
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes(pages))
    told: list[tuple[int, int]] = []
    read(file, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def two_plans(root: Path) -> None:
    plans = root / "plans"
    shutil.copytree(plans / "ke-hoach", plans / "ke-hoach-2")
    file = plans / "ke-hoach-2" / "decision.yaml"
    text = file.read_text(encoding="utf-8").replace("id: ke-hoach", "id: ke-hoach-2")
    file.write_text(text, encoding="utf-8")


def test_results_in_a_pipe_are_those_without_a_bar(workspace: Path, run: Run) -> None:
    """Standard error is the terminal, standard output a file."""
    two_plans(workspace)
    words = ("check", "--root", str(workspace), "--as-of", "2024-07-01")
    with terminal() as (follower, sent):
        setting = {"TERM": "xterm", "CI": "", "CCHC_LANG": "vi"}
        done = subprocess.run(
            [sys.executable, "-m", "cchc", *words],
            stdout=subprocess.PIPE,
            stderr=follower,
            env=os.environ | setting,
            check=False,
        )
    assert "/2" in sent.decode("utf-8")
    assert done.stdout.decode("utf-8") == run(*words).stdout
