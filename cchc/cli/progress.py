"""A bar on a terminal while a command works; nothing in a pipe, in CI, when dumb."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cchc.problems import Message
from cchc.steps import OnStep

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from cchc.views.labels import Language


@contextmanager
def bar(text: Message | str, say: Language) -> Iterator[OnStep | None]:
    """What to call before each step; None where nobody sees a bar.

    It stands on standard error, from the first step of several, and is gone at the
    end. Lines printed meanwhile on the same terminal stand above it.
    """
    if not _seen():
        yield None
        return
    shown = _Bar(say(text))
    try:
        yield shown.step
    finally:
        shown.close()


def _seen() -> bool:
    """Whether standard error is a terminal with a person before it."""
    if os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stderr is not None and sys.stderr.isatty()


class _Bar:
    """A bar of rich, begun at the first step."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def step(self, done: int, total: int) -> None:
        """Show how far it is; one step alone shows nothing."""
        if total < 2:
            return
        if self._progress is None:
            self._progress = self._begun()
        if self._task is None:
            self._task = self._progress.add_task(self.text, total=total)
        self._progress.update(self._task, completed=done, total=total)

    def close(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    @staticmethod
    def _begun() -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR"))),
            transient=True,
            # Results that go elsewhere than to this terminal are left alone.
            redirect_stdout=sys.stdout.isatty(),
        )
        progress.start()
        return progress
