"""Rows by key on disk, so that what is kept in memory does not grow with the plans."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_WAITING = 4_000
"""Rows that wait in memory: many keys are then written at once."""


class Spool:
    """Rows of our own making, written and read in one run, in the order of writing.

    All lie in one file; of each key it is known where its stretches begin.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._at: dict[str, list[int]] = {}
        self._waiting: dict[str, list[Any]] = {}
        self._count = 0

    def add(self, key: str, rows: Iterable[Any]) -> None:
        """Put rows behind those that the key has."""
        found = list(rows)
        if found:
            self._waiting.setdefault(key, []).extend(found)
            self._count += len(found)
        if self._count > _WAITING:
            self.write()

    def write(self) -> None:
        """Let nothing wait in memory."""
        if not self._waiting:
            return
        with self.file.open("ab") as file:
            for key, rows in self._waiting.items():
                self._at.setdefault(key, []).append(file.tell())
                pickle.dump(rows, file, pickle.HIGHEST_PROTOCOL)
        self._waiting.clear()
        self._count = 0

    def join(self, other: Spool) -> None:
        """Put the rows of another spool behind; its file is gone then."""
        self.write()
        other.write()
        if not other._at:
            return
        with self.file.open("ab") as file:
            start = file.tell()
            file.write(other.file.read_bytes())
        for key, places in other._at.items():
            self._at.setdefault(key, []).extend(start + at for at in places)
        other.file.unlink()

    def named(self, kind: str) -> list[str]:
        """The names behind `kind` of the keys that have rows, sorted."""
        start = f"{kind} "
        keys = {*self._at, *self._waiting}
        return sorted(k.removeprefix(start) for k in keys if k.startswith(start))

    def rows(self, key: str) -> Iterator[Any]:
        """The rows of a key."""
        self.write()
        places = self._at.get(key)
        if not places:
            return
        with self.file.open("rb") as file:
            for at in places:
                file.seek(at)
                yield from pickle.load(file)
