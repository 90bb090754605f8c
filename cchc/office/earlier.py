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

from cchc.office.package import PASSWORD
from cchc.problems import N_, CchcError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_LARGEST = 100_000_000


def modern(raw: bytes, name: str) -> bytes:
    """The .docx or .xlsx that an old file becomes.

    Raises `CchcError`: a password, no LibreOffice to convert it, no Word or Excel.
    """
    if _holds(raw, "EncryptedPackage"):
        raise CchcError(PASSWORD, path=name)
    if _holds(raw, "WordDocument"):
        return _converted(raw, name, "doc", "docx")
    if _holds(raw, "Workbook") or _holds(raw, "Book"):
        return _converted(raw, name, "xls", "xlsx")
    raise CchcError(N_("{path} is neither Word, Excel, PDF nor text"), path=name)


def _holds(raw: bytes, stream: str) -> bool:
    """Whether the compound file names a stream; its directory is UTF-16."""
    return (stream + "\0").encode("utf-16-le") in raw


def _converted(raw: bytes, name: str, old: str, new: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="cchc-") as place:
        folder = Path(place)
        source, made = folder / f"file.{old}", folder / f"file.{new}"
        source.write_bytes(raw)
        if not any(_run(program, source, new, name) for program in _PROGRAMS):
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


def _run(program: str, source: Path, new: str, name: str) -> bool:
    """Convert beside the source; False where the program is not installed."""
    profile = (source.parent / "profile").as_uri()
    command = [
        program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", new,
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
