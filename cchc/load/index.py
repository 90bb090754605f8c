"""What earlier runs found out about files that did not change: `.cchc/index.sqlite`.

The index only saves time. It is no source of anything: deleted, cut off, of another
version, locked, or on a disk that can only be read, every answer is the same and takes
longer. It is never committed (`.cchc/.gitignore`).

What is kept of a plan stands under a digest of all files of its folder and of the
files that all plans share. Content is read again unless name, size, inode and both
times of every file are as they were, and lay in the past when they were noted.
"""

from __future__ import annotations

import marshal
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cchc import __version__
from cchc.load.places import FOLDER, SHARED, is_plan_id
from cchc.load.reports import OUTLINES, TEMPLATES, shipped_folder, shipped_form
from cchc.load.schemes import shipped

HOME = ".cchc"
FILE = "index.sqlite"
WORTHWHILE = 24
"""Folders below plans/ from which on an index is kept: fewer are as quickly read."""
_TABLES = """
CREATE TABLE IF NOT EXISTS made_by (version TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folder (
    name TEXT PRIMARY KEY, stamp TEXT, digest TEXT, tidy INTEGER, paths BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS known (
    kind TEXT, name TEXT, basis TEXT, value TEXT, PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS step (
    kind TEXT, name TEXT, since INTEGER, value TEXT, PRIMARY KEY (kind, name, since)
) WITHOUT ROWID;
"""
_SETTLED_NS = 2_000_000_000
"""A file changed later than this may change again within one tick of its time."""
_BATCH = 200


class Seen(NamedTuple):
    """A folder below plans/ as it lies there: its stamp; None where links lead on.

    `paths`: of all that lies in it, below plans/, with a NUL between.
    """

    stamp: str | None
    is_settled: bool
    has_decision: bool
    paths: bytes = b""


_UNSEEN = Seen(None, False, False)
_Part = tuple[str, int, int, int, int]
"""A file or folder: its path, size, inode, and both times."""


class Noted(NamedTuple):
    """What the index has of a folder."""

    stamp: str
    digest: str
    is_tidy: int
    paths: bytes


_UNKNOWN = Noted("", "", 0, b"")


class Index:
    """What is known of the plans of one workspace; see `open_index`."""

    def __init__(self, root: Path, shared: str) -> None:
        self.root = root
        self.seen: Mapping[str, Seen] = {}
        self._shared = shared
        self._home = root / HOME
        self._base: sqlite3.Connection | None = None
        self._waiting: list[tuple[str, tuple[object, ...]]] = []
        self._digests: dict[str, str] = {}
        self.tidy: set[str] = set()
        """Folders of which it is known that they hold nothing that is not read."""

    @property
    def plan_ids(self) -> tuple[str, ...] | None:
        """Plans that lie there now, sorted; None where some folder was not seen."""
        if any(one.stamp is None for one in self.seen.values()):
            return None
        named = (name for name, one in self.seen.items() if one.has_decision)
        return tuple(sorted(name for name in named if is_plan_id(name)))

    def digest(self, plan_id: str) -> str | None:
        """The digest of all files of a plan; None where it cannot be relied upon."""
        return self._digests.get(plan_id)

    def recall(self, kind: str, shared: bool = True) -> Iterator[tuple[str, str]]:
        """Plan id and value of what is known and holds, in order of ids.

        `shared`: whether it depends on the files that all plans share.
        """
        rows = self._asked(
            "SELECT name, basis, value FROM known WHERE kind = ? ORDER BY name", kind
        )
        for name, basis, value in rows:
            if basis == self._basis(name, shared):
                yield name, value

    def on_day(
        self, kind: str, day: int, shared: bool = True
    ) -> Iterator[tuple[str, str]]:
        """Plan id and the last step on or before a day (its ordinal), in order."""
        rows = self._asked(
            "SELECT k.name, k.basis, (SELECT value FROM step s WHERE s.kind = k.kind "
            "AND s.name = k.name AND s.since <= ? ORDER BY s.since DESC LIMIT 1) "
            "FROM known k WHERE k.kind = ? ORDER BY k.name",
            day,
            kind,
        )
        for name, basis, step in rows:
            if step is not None and basis == self._basis(name, shared):
                yield name, step

    def keep(self, kind: str, plan_id: str, value: str, shared: bool = True) -> None:
        """Keep what was found out about a plan, if its files are still the same."""
        basis = self._basis(plan_id, shared)
        if basis is not None and self._is_unchanged(plan_id):
            self._later(
                "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?)",
                (kind, plan_id, basis, value),
            )

    def keep_steps(
        self,
        kind: str,
        plan_id: str,
        steps: Iterable[tuple[int, str]],
        shared: bool = True,
    ) -> None:
        """The same of what holds from which days (ordinals) on."""
        if self._basis(plan_id, shared) is None or not self._is_unchanged(plan_id):
            return
        self._later("DELETE FROM step WHERE kind = ? AND name = ?", (kind, plan_id))
        for since, step in steps:
            row = (kind, plan_id, since, step)
            self._later("INSERT INTO step VALUES (?, ?, ?, ?)", row)
        self.keep(kind, plan_id, "", shared)

    def keep_tidy(self, untidy: Collection[str]) -> None:
        """Note that all folders but these hold nothing that is not read."""
        for name in self._digests.keys() - self.tidy - set(untidy):
            self._later("UPDATE folder SET tidy = 1 WHERE name = ?", (name,))
            self.tidy.add(name)

    def save(self) -> None:
        """Write what waits. Where that cannot be, it is found out again next time."""
        waiting, self._waiting = self._waiting, []
        base = self._base
        if base is None or not waiting:
            return
        with self._guarded():
            base.execute("BEGIN IMMEDIATE")
            try:
                for statement, values in waiting:
                    base.execute(statement, values)
            except BaseException:
                base.execute("ROLLBACK")
                raise
            base.execute("COMMIT")

    def close(self) -> None:
        """Write what waits and let go of the file."""
        self.save()
        if self._base is not None:
            self._base.close()
            self._base = None

    def _basis(self, name: str, shared: bool) -> str | None:
        digest = self._digests.get(name)
        if digest is None:
            return None
        return f"{digest} {self._shared}" if shared else digest

    def _is_unchanged(self, name: str) -> bool:
        now = _seen(f"{self.root / FOLDER}", name, time.time_ns())
        return now.stamp == self.seen[name].stamp

    def _later(self, statement: str, values: tuple[object, ...]) -> None:
        self._waiting.append((statement, values))
        if len(self._waiting) >= _BATCH * 50:
            self.save()

    def _asked(self, query: str, *values: object) -> list[tuple[str, ...]]:
        if self._base is None:
            return []
        with self._guarded():
            return self._base.execute(query, values).fetchall()
        return []

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """A file that is broken is thrown away; one that is in use is left alone."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if self._base is not None and not _is_busy(error):
                self._throw_away()
        except sqlite3.DatabaseError:
            self._throw_away()

    def _throw_away(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None
        with suppress(OSError):
            (self._home / FILE).unlink()

    def load(self) -> None:
        """Open the file, make it new where it is of no use, and see what changed.

        Raises `OSError` where plans/ cannot be read.
        """
        for _ in range(2):  # a second time where the first threw a broken file away
            self._base = _connected(self._home)
            if self._base is None:
                break
            noted: dict[str, Noted] | None = None
            with self._guarded():
                noted = self._noted()
            if noted is not None and self._base is not None:
                self._compare(noted)
                return
            if self._base is not None:  # busy for long: do without
                self._base.close()
                self._base = None
                break
        self._compare({})

    def _noted(self) -> dict[str, Noted]:
        base = self._base
        assert base is not None
        version = _version()
        found = base.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'made_by'"
        ).fetchone()
        made_by = [*base.execute("SELECT version FROM made_by")] if found[0] else []
        if made_by != [(version,)]:
            self._renew(base, version)
        rows = base.execute("SELECT name, stamp, digest, tidy, paths FROM folder")
        return {name: Noted(*rest) for name, *rest in rows}

    def _renew(self, base: sqlite3.Connection, version: str) -> None:
        """Empty tables of this version."""
        base.execute("BEGIN IMMEDIATE")
        for (name,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall():
            base.execute(f'DROP TABLE "{name}"')
        for statement in _TABLES.split(";"):
            base.execute(statement)
        base.execute("INSERT INTO made_by VALUES (?)", (version,))
        base.execute("COMMIT")

    def _compare(self, noted: Mapping[str, Noted]) -> None:
        """Take over the digests of what did not change; read the rest."""
        self.seen = look(self.root / FOLDER, noted)
        for name, one in self.seen.items():
            if one.stamp is None:
                continue
            known = noted.get(name, _UNKNOWN)
            if known.stamp == one.stamp:
                self._digests[name] = known.digest
                if known.is_tidy:
                    self.tidy.add(name)
                continue
            read = _digest_of(self.root / FOLDER / name)
            if read is None:
                continue
            self._digests[name] = read
            # A stamp that may come again for other content is never found again.
            stamp = one.stamp if one.is_settled else ""
            self._later(
                "INSERT OR REPLACE INTO folder VALUES (?, ?, ?, 0, ?)",
                (name, stamp, read, one.paths),
            )
        for name in noted.keys() - self.seen.keys():
            for table in ("folder", "known", "step"):
                self._later(f"DELETE FROM {table} WHERE name = ?", (name,))


def open_index(root: Path) -> Index | None:
    """The index of a workspace; None where it has few plans or they cannot be seen."""
    try:
        if len(_folders(root / FOLDER)) < WORTHWHILE:
            return None
        index = Index(root, _shared_digest(root))
    except OSError:
        return None
    try:
        index.load()
    except OSError:
        index.close()
        return None
    return index


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return [one for one in entries if one.name[0] != "." and one.is_dir()]


def look(folder: Path, noted: Mapping[str, Noted]) -> dict[str, Seen]:
    """Folders below plans/ that may be plans, or hold what plans share.

    Of a folder that was noted only what lay in it is looked at: whoever adds, takes
    away or renames something changes the times of the folder that it lies in.
    """
    settled = time.time_ns() - _SETTLED_NS
    found: dict[str, Seen] = {}
    here = os.open(folder, os.O_RDONLY) if _QUICK else None
    try:
        for entry in _folders(folder):
            name, one = entry.name, None
            known = noted.get(name, _UNKNOWN)
            if entry.is_symlink():
                one = _UNSEEN
            elif known.paths and here is not None:
                one = _seen_again(known, name, here, settled)
            found[name] = one or _seen(str(folder), name, settled)
    finally:
        if here is not None:
            os.close(here)
    return found


_QUICK = os.name == "posix" and os.stat in os.supports_dir_fd
"""Elsewhere the times of a folder may stay what they were."""


def _seen_again(known: Noted, name: str, here: int, settled: int) -> Seen | None:
    """A folder in which nothing changed since it was noted; None for another."""
    parts: list[_Part] = []
    lstat, add = os.lstat, parts.append
    try:
        for path in known.paths.decode(*_NAMES).split("\0"):
            s = lstat(path, dir_fd=here)
            add((path, s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns))
    except (OSError, ValueError):
        return None
    found = _stamped(parts, name, settled)
    return found if found.stamp == known.stamp else None


def _seen(plans: str, name: str, settled: int) -> Seen:
    """A folder with all that lies in it; without a stamp where a link leads on."""
    parts: list[_Part] = []
    waiting = [name]
    try:
        parts.append(_part(name, os.lstat(f"{plans}/{name}")))
        while waiting:
            inside = waiting.pop()
            with os.scandir(f"{plans}/{inside}") as entries:
                for entry in entries:
                    if entry.name[0] == ".":
                        continue
                    if entry.is_symlink():
                        return _UNSEEN
                    path = f"{inside}/{entry.name}"
                    parts.append(_part(path, entry.stat(follow_symlinks=False)))
                    if entry.is_dir():
                        waiting.append(path)
    except OSError:
        return _UNSEEN
    parts.sort()
    return _stamped(parts, name, settled)


def _part(path: str, s: os.stat_result) -> _Part:
    return path, s.st_size, s.st_ino, s.st_mtime_ns, s.st_ctime_ns


def _stamped(parts: list[_Part], name: str, settled: int) -> Seen:
    paths = [one[0] for one in parts]
    newest = max(max(one[3], one[4]) for one in parts)
    # Version 2 makes the same bytes of the same values, and is the quickest to.
    stamp = blake2b(marshal.dumps(parts, 2), digest_size=16).hexdigest()
    has_decision = f"{name}/decision.yaml" in paths
    return Seen(stamp, newest < settled, has_decision, "\0".join(paths).encode(*_NAMES))


def _digest_of(folder: Path) -> str | None:
    """Digest of every file that a plan may be read from; None where one is refused."""
    found = blake2b(digest_size=16)
    try:
        for file in sorted(folder.rglob("*.yaml")):
            raw = file.read_bytes()
            found.update(f"{file.relative_to(folder)} {len(raw)}\n".encode())
            found.update(raw)
    except OSError:
        return None
    return found.hexdigest()


def _shared_digest(root: Path) -> str:
    """Digest of workspace.yaml, registers, schemes, outlines. Raises `OSError`.

    Those that come with the package count too: they are what a workspace falls back
    upon.
    """
    found = blake2b(digest_size=16)
    folders = [root / FOLDER / name for name in sorted(SHARED)]
    folders += [root / TEMPLATES / OUTLINES, shipped_folder() / OUTLINES, shipped()]
    files = [root / FOLDER / "workspace.yaml", shipped_form()]
    for folder in folders:
        files += sorted(folder.glob("*.yaml"))
    for file in files:
        raw = file.read_bytes() if file.is_file() else b""
        found.update(f"{file} {len(raw)}\n".encode("utf-8", "surrogateescape"))
        found.update(raw)
    return found.hexdigest()


def _connected(home: Path) -> sqlite3.Connection | None:
    """The file of the index, made where it is not; None where that cannot be."""
    if home.is_symlink():
        return None
    file = home / FILE
    try:
        home.mkdir(exist_ok=True)
        ignored = home / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
    except OSError:
        if not file.is_file():
            return None
    try:
        base = sqlite3.connect(file, timeout=2, isolation_level=None)
    except sqlite3.Error:
        return None
    with suppress(sqlite3.Error):
        base.execute("PRAGMA synchronous = NORMAL")
    return base


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Another run is writing, or nobody may write: the file itself is sound."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _PATIENT


_NAMES = ("utf-8", "surrogateescape")
_PATIENT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_PERM,
}


def _version() -> str:
    """This version of the program, and of the files that it consists of.

    A change of the code may change every answer, and so may one of the days off that
    the holiday library knows.
    """
    package = str(Path(__file__).parent.parent)
    newest, count = 0, 0
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                changed = os.stat(f"{folder}/{name}").st_mtime_ns  # noqa: PTH116
                newest, count = max(newest, changed), count + 1
    library = find_spec("holidays")
    days_off = library.origin if library else None
    changed = os.stat(days_off).st_mtime_ns if days_off else 0  # noqa: PTH116
    return f"{__version__} {newest} {count} {changed}"
