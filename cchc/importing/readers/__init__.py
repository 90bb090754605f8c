"""Files to the neutral shape: a format is told by content, never by its name.

Everything is bounded before it is read: bytes of the file, bytes that an archive
unfolds to, pages, rows. What a reader refuses is a `CchcError` of one line.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cchc.importing.document import Source
from cchc.office.opening import LIMIT_MB, is_office, open_package
from cchc.problems import N_, CchcError, reason
from cchc.steps import OnStep
from cchc.text.letters import strange

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")


def read(path: Path, on_step: OnStep | None = None) -> Source:
    """Read a document, page by page where it has pages.

    Raises `CchcError` where it cannot be read or is refused.
    """
    source = _read(path, on_step)
    note = strange(source.texts())
    return replace(source, notes=(*source.notes, note)) if note else source


def _read(path: Path, on_step: OnStep | None) -> Source:
    raw = _bytes(path)
    if is_office(raw):
        return _office(raw, path.name)
    if b"%PDF-" in raw[:1024]:
        from cchc.importing.readers.pdf import read_pdf

        return read_pdf(raw, path, on_step)
    if raw.startswith(_PICTURES):
        from cchc.importing.readers.scan import read_picture

        return read_picture(raw, path)
    if raw[:5].lower() == b"{\\rtf":
        raise CchcError(
            N_("{path} is an RTF file; save it as .docx and import that"),
            path=path.name,
        )
    from cchc.importing.readers.plain import read_plain

    return read_plain(raw, path)


def _office(raw: bytes, name: str) -> Source:
    package = open_package(raw, name)
    if package.kind == "word":
        from cchc.importing.readers.word import read_word

        return read_word(package)
    from cchc.importing.readers.sheet import read_sheet

    return read_sheet(package)


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise CchcError(N_("there is no file {path}"), path=path)
        if path.stat().st_size > LIMIT_MB * 1_000_000:
            raise CchcError(
                N_("{path} is larger than {limit} MB"), path=path.name, limit=LIMIT_MB
            )
        raw = path.read_bytes()
    except OSError as error:
        raise CchcError(
            N_("{path} cannot be read: {why}"),
            path=path,
            why=reason(error),
        ) from None
    if not raw.strip():
        raise CchcError(N_("{path} is empty"), path=path.name)
    return raw
