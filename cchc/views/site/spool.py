"""Rows by key on disk, so that what is kept in memory does not grow with the plans."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

_WAITING = 4_000
"""Rows that wait in memory: many keys are then written at once."""


class Spool:
    """Rows of our own making, written and read in one run, in the order of writing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files: dict[str, int] = {}
        self._waiting: dict[str, list[Any]] = {}
        self._count = 0

    def add(self, key: str, rows: Iterable[Any]) -> None:
        """Put rows behind those that the key has."""
        found = list(rows)
        if found:
            self._files.setdefault(key, len(self._files))
            self._waiting.setdefault(key, []).extend(found)
            self._count += len(found)
        if self._count > _WAITING:
            self._write()

    def _write(self) -> None:
        for key, rows in self._waiting.items():
            with (self.folder / str(self._files[key])).open("ab") as file:
                pickle.dump(rows, file, pickle.HIGHEST_PROTOCOL)
        self._waiting.clear()
        self._count = 0

    def named(self, kind: str) -> list[str]:
        """The names behind `kind` of the keys that have rows, sorted."""
        start = f"{kind} "
        return sorted(k.removeprefix(start) for k in self._files if k.startswith(start))

    def rows(self, key: str) -> Iterator[Any]:
        """The rows of a key."""
        if key not in self._files:
            return
        self._write()
        with (self.folder / str(self._files[key])).open("rb") as file:
            while True:
                try:
                    yield from pickle.load(file)
                except EOFError:
                    return
