"""Files of Word and Excel before 2007, converted by LibreOffice where it is installed.

LibreOffice runs without a window, in a folder and with a profile of its own that are
gone afterwards, and is stopped when it takes too long.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from cchc.office.package import NEITHER, PASSWORD
from cchc.problems import N_, CchcError
from cchc.programs import OFFICE, which

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 120


class _Kind(NamedTuple):
    """Endings before and after, and what LibreOffice calls the old format.

    Without that name it would read a torn file as plain text.
    """

    old: str
    new: str
    filter: str


_KINDS = {
    "WordDocument": _Kind("doc", "docx", "MS Word 97"),
    "Workbook": _Kind("xls", "xlsx", "MS Excel 97"),
    "Book": _Kind("xls", "xlsx", "MS Excel 5.0/95"),
}
_LARGEST = 100_000_000


def modern(raw: bytes, name: str) -> bytes:
    """The .docx or .xlsx that an old file becomes.

    Raises `CchcError`: a password, no LibreOffice to convert it, no Word or Excel.
    """
    if _holds(raw, "EncryptedPackage"):
        raise CchcError(PASSWORD, path=name)
    for stream, kind in _KINDS.items():
        if _holds(raw, stream):
            return _converted(raw, name, kind)
    raise CchcError(NEITHER, path=name)


def _holds(raw: bytes, stream: str) -> bool:
    """Whether the compound file names a stream; its directory is UTF-16."""
    return (stream + "\0").encode("utf-16-le") in raw


def _converted(raw: bytes, name: str, kind: _Kind) -> bytes:
    old, new = kind.old, kind.new
    with tempfile.TemporaryDirectory(prefix="cchc-") as place:
        folder = Path(place)
        source, made = folder / f"file.{old}", folder / f"file.{new}"
        source.write_bytes(raw)
        programs = filter(None, map(which, OFFICE))
        if not any(_run(program, source, kind, name) for program in programs):
            raise CchcError(
                N_(
                    "{path} is an old .{old} file: open it in Word, Excel or "
                    "LibreOffice and save it as .{new} (with LibreOffice installed, "
                    "cchc converts it itself)"
                ),
                path=name,
                old=old,
                new=new,
            )
        if not made.is_file() or made.stat().st_size > _LARGEST:
            raise CchcError(
                N_("LibreOffice could not convert {path}; save it as .{new} by hand"),
                path=name,
                new=new,
            )
        return made.read_bytes()


def _run(program: str, source: Path, kind: _Kind, name: str) -> bool:
    """Convert beside the source; False where the program is not installed."""
    profile = (source.parent / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", f"--infilter={kind.filter}",
        "--convert-to", kind.new,
        "--outdir", str(source.parent), str(source),
    ]  # fmt: skip
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                _stop(process)
                raise CchcError(
                    N_("LibreOffice took more than {seconds} s to convert {path}"),
                    seconds=SECONDS,
                    path=name,
                ) from None
    except OSError:
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the program with those that it started itself."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
