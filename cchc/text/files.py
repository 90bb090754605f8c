"""Files: guarded reading of user text, and atomic, locked writing.

Reading never raises on what a user wrote: every fault comes back as data.
"""

from __future__ import annotations

import os
import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ELOOP
from pathlib import Path
from typing import NamedTuple

from cchc.problems import N_, CchcError, Message, Severity, message, reason
from cchc.text.characters import CONTROL
from cchc.text.faults import Fault

LIMIT_MB = 20
_SURROGATE = re.compile("[\ud800-\udfff]")


class Content(NamedTuple):
    """The text of a file in NFC, or None where it cannot be text; and its faults."""

    text: str | None
    faults: tuple[Fault, ...]


def read_text(path: Path, root: Path) -> Content:
    """Read a file below `root`; raises nothing for what the file holds."""
    try:
        resolved = path.resolve(strict=True)
        if not resolved.is_relative_to(root.resolve()):
            return _refused(
                "file-outside",
                message(N_("the file is a link that leaves the workspace")),
            )
        if not resolved.is_file():
            return _refused("file-unreadable", message(N_("this is no regular file")))
        if resolved.stat().st_size > LIMIT_MB * 1_000_000:
            return _refused(
                "file-too-large",
                message(N_("the file is larger than {limit} MB"), limit=LIMIT_MB),
            )
        raw = resolved.read_bytes()
    except FileNotFoundError:
        return _refused("file-unreadable", message(N_("there is no such file")))
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        loop = OSError(ELOOP, "")
        why = reason(error if isinstance(error, OSError) else loop)
        return _refused(
            "file-unreadable", message(N_("cannot be read: {why}"), why=why)
        )
    return decode(raw)


def decode(raw: bytes) -> Content:
    """Bytes to text, with the faults that editors and systems leave in files."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _refused(
            "file-not-utf8",
            message(N_("the file is UTF-16; save it as UTF-8")),
            line=1,
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        start = raw.rfind(b"\n", 0, error.start) + 1
        column = len(raw[start : error.start].decode("utf-8", "replace")) + 1
        return _refused(
            "file-not-utf8",
            message(N_("a byte that is no UTF-8 stands here; save the file as UTF-8")),
            line,
            column,
        )
    return _clean(text)


def _clean(text: str) -> Content:
    faults: list[Fault] = []
    if text.startswith("\ufeff"):
        faults.append(
            Fault(
                "file-byte-order-mark",
                1,
                1,
                message(N_("the file starts with a byte order mark")),
                message(N_("save it as UTF-8 without BOM")),
                Severity.WARNING,
            )
        )
        text = text[1:]
    control = CONTROL.search(text)
    if control is not None:
        line, column = _place(text, control.start())
        name = f"U+{ord(control.group()):04X}"
        faults.append(
            Fault(
                "file-control-character",
                line,
                column,
                message(N_("an invisible character ({name}) stands here"), name=name),
                message(N_("delete it")),
            )
        )
        return Content(None, tuple(faults))
    if not unicodedata.is_normalized("NFC", text):
        faults.append(_not_composed(text))
        text = unicodedata.normalize("NFC", text)
    return Content(text, tuple(faults))


def tidy(text: str) -> str:
    """One line as a file takes it: NFC, single spaces.

    Raises `CchcError` for characters that no file of ours may hold.
    """
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    bad = CONTROL.search(line) or _SURROGATE.search(line)
    if bad is not None:
        raise CchcError(
            N_("an invisible character ({name}) stands in: {shown}"),
            name=f"U+{ord(bad.group()):04X}",
            shown=ascii(line),
        )
    return line


def _not_composed(text: str) -> Fault:
    lines = text.split("\n")
    bad = [i for i, s in enumerate(lines) if not unicodedata.is_normalized("NFC", s)]
    first = lines[bad[0]]
    composed = unicodedata.normalize("NFC", first)
    column = next(
        (i for i, (a, b) in enumerate(zip(first, composed, strict=False)) if a != b), 0
    )
    return Fault(
        "text-not-nfc",
        bad[0] + 1,
        column + 1,
        message(
            N_("letters and accents are written apart (no Unicode NFC): {count} lines"),
            count=len(bad),
        ),
        message(N_("run cchc check --fix, or save as composed Unicode")),
        Severity.WARNING,
    )


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _refused(rule: str, text: Message, line: int = 0, column: int = 0) -> Content:
    return Content(None, (Fault(rule, line, column or min(line, 1), text),))


def write_atomic(path: Path, text: str, expected: bytes | None) -> None:
    """Replace `path` with `text` in one step, or leave it as it was.

    `expected` is the content that the new text was made from (None: no such file).
    Raises `CchcError` when the file changed meanwhile or cannot be written. Killed at
    any moment, it leaves the old or the new file, and at worst a hidden `.tmp` file,
    which the next `locked` removes.
    """
    with _target(path) as target:
        if (target.read_bytes() if target.exists() else None) != expected:
            raise CchcError(
                N_("{path} was changed meanwhile; nothing was written, try again"),
                path=path,
            )
        _put(target, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Replace `path` in one step, whatever it was; else like `write_atomic`."""
    with _target(path) as target:
        _put(target, data)


@contextmanager
def _target(path: Path) -> Iterator[Path]:
    """The file to write, in a folder that is there; failures name `path`."""
    try:
        target = Path(os.path.realpath(path))  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        yield target
    except OSError as error:
        raise CchcError(
            N_("{path} cannot be written: {why}"), path=path, why=reason(error)
        ) from None


def _put(target: Path, data: bytes) -> None:
    import secrets

    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write_through(temporary, data)
        if target.exists():
            with suppress(OSError, NotImplementedError):  # some shares have no modes
                temporary.chmod(target.stat().st_mode & 0o7777)
        _replace(temporary, target)
        _sync_folder(target.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    """A new file (never an existing one), on the disk when this returns."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, target: Path, patience: float = 2.0) -> None:
    """Rename over `target`; Windows refuses while a scanner or an editor reads it."""
    limit = time.monotonic() + patience
    while True:
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > limit:
                raise
            time.sleep(0.05)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives cannot
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path, timeout: float = 60.0) -> Iterator[None]:
    """Hold the lock of one file while it is read, changed and replaced.

    The lock is the system's and ends with its process, however that dies. Its empty
    hidden file stays: removing it would let two writers in. What writers that were
    killed left behind is removed.
    """
    from filelock import FileLock, Timeout

    target = Path(os.path.realpath(path))
    lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=timeout)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise CchcError(
            N_("{path} is being written by another command; try again"), path=path
        ) from None
    except (OSError, NotImplementedError) as error:
        no_locks = message(N_("files cannot be locked here"))
        why = reason(error) if isinstance(error, OSError) else no_locks
        raise CchcError(
            N_("{path} cannot be written: {why}"), path=path, why=why
        ) from None
    try:
        _sweep(target)
        yield
    finally:
        lock.release()


def _sweep(target: Path) -> None:
    """Remove what killed writers of `target` left; its lock must be held."""
    for left in target.parent.iterdir():
        if left.name.startswith(f".{target.name}.") and left.suffix == ".tmp":
            with suppress(OSError):
                left.unlink(missing_ok=True)
