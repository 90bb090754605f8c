"""A Word file opened with care: a bomb, an archive of another kind, a torn file."""

from __future__ import annotations

import io
import zipfile

from cchc.problems import N_, CchcError

LIMIT_MB = 64
_LIMIT_PARTS = 4000
MAIN = "word/document.xml"


def check_package(data: bytes, name: str) -> None:
    """Raise `CchcError` unless `data` is a Word file of a bearable size unpacked."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CchcError(
            N_("{path} is an old .doc or a file with a password; save it as .docx"),
            path=name,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise CchcError(N_("{path} is no Word file"), path=name) from None
    if (
        len(parts) > _LIMIT_PARTS
        or sum(part.file_size for part in parts) > LIMIT_MB * 1_000_000
    ):
        raise CchcError(
            N_("{path} is refused: it unpacks to more than {limit} MB"),
            path=name,
            limit=LIMIT_MB,
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise CchcError(N_("{path} is encrypted"), path=name)
    if MAIN not in {part.filename for part in parts}:
        raise CchcError(N_("{path} is no Word file"), path=name)


def parts_of(data: bytes, name: str) -> dict[str, bytes]:
    """Every XML part and relationship of a checked file, by its path inside."""
    check_package(data, name)
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    found[part] = archive.read(part)
    except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, NotImplementedError):  # type: ignore[attr-defined]
        raise CchcError(N_("{path} is damaged"), path=name) from None
    return found
