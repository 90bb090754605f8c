"""What must hold before a Word or Excel archive is opened.

A part of XML takes some twenty times its size in memory, hence its limit. Sizes are
counted while unfolding, not believed from the directory; a part of XML
that declares entities is refused unread.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from cchc.problems import N_, CchcError

UNFOLDED_MB = 120
PART_MB = 16
PARTS = 5_000
_STEP = 1 << 16
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)


def kind_of(raw: bytes, path: Path) -> str:
    """`docx` or `xlsx`. Raises `CchcError` for any other or unsafe archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            kind = _kind(names, path)
            _check(archive, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise damaged(path, error) from None
    except (NotImplementedError, RuntimeError):
        raise CchcError(
            N_("{path} is protected by a password; save a copy without one"),
            path=path.name,
        ) from None
    return kind


def damaged(path: Path, error: object) -> CchcError:
    """The one message for a file that is broken inside."""
    why = " ".join(str(error).split())[:120] or type(error).__name__
    return CchcError(N_("{path} is damaged: {why}"), path=path.name, why=why)


def _kind(names: list[str], path: Path) -> str:
    if len(names) > PARTS:
        raise CchcError(
            N_("{path} holds more than {limit} parts"), path=path.name, limit=PARTS
        )
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "[Content_Types].xml" in names:
        return "docx"  # the main part may have another name
    raise CchcError(N_("{path} is neither Word, Excel, PDF nor text"), path=path.name)


def _check(archive: zipfile.ZipFile, path: Path) -> None:
    total = 0
    for info in archive.infolist():
        if info.is_dir():
            continue
        is_xml = info.filename.lower().endswith((".xml", ".rels"))
        size, tail = 0, b""
        with archive.open(info) as part:
            while chunk := part.read(_STEP):
                size += len(chunk)
                total += len(chunk)
                _refuse_large(size if is_xml else 0, total, path)
                if is_xml:
                    _refuse_entities(tail + chunk, path)
                    tail = chunk[-16:]


def _refuse_large(part: int, total: int, path: Path) -> None:
    if total > UNFOLDED_MB * 1_000_000 or part > PART_MB * 1_000_000:
        raise CchcError(
            N_("{path} unfolds to more than {limit} MB and was not read"),
            path=path.name,
            limit=PART_MB if part > PART_MB * 1_000_000 else UNFOLDED_MB,
        )


def _refuse_entities(chunk: bytes, path: Path) -> None:
    # UTF-16 spreads the letters; without the zero bytes it reads the same.
    if _DOCTYPE.search(chunk) or _DOCTYPE.search(chunk.replace(b"\0", b"")):
        raise CchcError(
            N_("{path} declares XML entities, which no office program does"),
            path=path.name,
        )
