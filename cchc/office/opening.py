"""The one door: bytes of a Word or Excel file of any age to its parts."""

from __future__ import annotations

import struct
import zipfile
import zlib

from cchc.office.earlier import OLE, modern
from cchc.office.package import NEITHER, Package, damaged
from cchc.problems import N_, CchcError, message

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
LIMIT_MB = 50
"""Size of a file that is read at all."""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError,
    IndexError, OverflowError,
    # Ways of packing and locking that office programs do not use.
    NotImplementedError, RuntimeError,
)  # fmt: skip


def is_office(raw: bytes) -> bool:
    """Whether a file looks like one of Word or Excel, or another archive."""
    return raw.startswith((*_ZIP, OLE))


def is_old(raw: bytes) -> bool:
    """Whether a file is one of Word or Excel before 2007, or has a password."""
    return raw.startswith(OLE)


def open_package(raw: bytes, name: str, kind: type[Package] = Package) -> Package:
    """Open a Word or Excel file; an old one is converted first.

    Raises `CchcError` naming it: a bomb, another kind of archive, torn, encrypted.
    """
    if is_old(raw):
        raw = modern(raw, name)
    if not raw.startswith(_ZIP):
        raise CchcError(NEITHER, path=name)
    try:
        return kind(name, raw)
    except _BROKEN:
        why = message(N_("its archive is torn; ask for the file once more"))
        raise damaged(name, why) from None


def open_word(raw: bytes, name: str) -> Package:
    """The same for a Word file alone."""
    package = open_package(raw, name) if is_office(raw) else None
    if package is None or package.kind != "word":
        raise CchcError(N_("{path} is no Word file"), path=name)
    return package
