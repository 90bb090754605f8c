"""A Word file opened with care: a bomb, an archive of another kind, a torn file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from cchc.problems import N_, CchcError

LIMIT_MB = 64
_LIMIT_PARTS = 4000
_TARGET = re.compile(rb'Target="/?(?P<path>[^"]+)"')
_OFFICE = b'/relationships/officeDocument"'


def check_package(data: bytes, name: str) -> str:
    """The path of the document part inside a Word file.

    Raises `CchcError` unless `data` is one, and of a bearable size unpacked.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise CchcError(
            N_("{path} is an old .doc or a file with a password; save it as .docx"),
            path=name,
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            main = _main(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
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
    if main is None or main not in {part.filename for part in parts}:
        raise CchcError(N_("{path} is no Word file"), path=name)
    return main


def _main(archive: zipfile.ZipFile) -> str | None:
    """The part that the package names as its document; Word Online numbers it."""
    try:
        info = archive.getinfo("_rels/.rels")
    except KeyError:
        return None
    if info.file_size > 1_000_000 or info.flag_bits & 0x1:
        return None
    for relation in archive.read(info).split(b"<"):
        target = _TARGET.search(relation)
        if _OFFICE in relation and target:
            return target.group("path").decode("utf-8", "replace")
    return None


def parts_of(data: bytes, name: str) -> tuple[str, dict[str, bytes]]:
    """The document part's path; every XML part and relationship by its path."""
    main = check_package(data, name)
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    found[part] = archive.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise CchcError(N_("{path} is damaged"), path=name) from None
    return main, found
