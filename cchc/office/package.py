"""A Word or Excel archive opened with care, its parts found by their relations.

A part of XML takes some twenty times its size in memory, hence its limit. Sizes are
counted while unfolding, not believed from the directory; a part of XML that declares
entities is refused unread.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple
from urllib.parse import unquote

from lxml import etree

from cchc.office.markup import Element, R, local, parsed
from cchc.problems import N_, CchcError, Message, message

UNFOLDED_MB = 120
PART_MB = 16
PARTS = 5_000
PASSWORD = N_("{path} is protected by a password; save a copy without one")
NEITHER = N_("{path} is neither Word, Excel, PDF nor text")
_STEP = 1 << 16
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_XML = (".xml", ".rels")


def damaged(name: str, why: Message | object) -> CchcError:
    """The one message for a file that is broken inside."""
    if not isinstance(why, Message):
        why = " ".join(str(why).split())[:120] or type(why).__name__
    return CchcError(N_("{path} is damaged: {why}"), path=name, why=why)


class Relation(NamedTuple):
    """What a part points at: the kind, and the part's path (None: there is none)."""

    kind: str
    target: str | None


class Package:
    """The parts of one file; `kind` is `word` or `excel`, `main` the part that leads.

    Paths have no leading slash and are found in any case of letters, as office
    programs find them. `roots` are the kinds of main part, `usual` where it lies.
    """

    roots: ClassVar[Mapping[str, str]] = {"document": "word", "workbook": "excel"}
    usual: ClassVar[tuple[str, ...]] = ("word/document.xml", "xl/workbook.xml")

    def __init__(self, name: str, raw: bytes) -> None:
        self.name = name
        self._raw = raw
        self._paths: dict[str, zipfile.ZipInfo] = {}
        self._blobs: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._load()
        self.main = self._main()
        top = self.tree(self.main)
        root = local(top) if top is not None else ""
        if root not in self.roots:
            raise CchcError(self._other(), path=name)
        self.kind = self.roots[root]

    def tree(self, path: str | None) -> Element | None:
        """A part as XML; None where it is not there. Raises `CchcError` if broken."""
        if path is None or path.casefold() not in self._blobs:
            return None
        return self._tree(path)

    def part(self, path: str) -> bytes | None:
        """The bytes of any part; None where it is not there."""
        info = self._paths.get(path.casefold())
        if info is None:
            return None
        with zipfile.ZipFile(io.BytesIO(self._raw)) as archive:
            return archive.read(info)

    def relations(self, path: str) -> dict[str, Relation]:
        """What a part points at inside the file, by the ids that it uses."""
        if path not in self._relations:
            self._relations[path] = dict(self._read_relations(path))
        return self._relations[path]

    def related(self, kind: str, usual: str = "") -> Element | None:
        """The part of a kind that the main one points at, or that lies at `usual`."""
        for one in self.relations(self.main).values():
            if one.kind == kind and one.target:
                return self.tree(one.target)
        folder = self.main.rpartition("/")[0]
        return self.tree(f"{folder}/{usual}") if usual else None

    def _load(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self._raw)) as archive:
            infos = [one for one in archive.infolist() if not one.is_dir()]
            if len(infos) > PARTS:
                raise CchcError(
                    N_("{path} holds more than {limit} parts"),
                    path=self.name,
                    limit=PARTS,
                )
            if any(info.flag_bits & 0x1 for info in infos):
                raise CchcError(PASSWORD, path=self.name)
            total = 0
            for info in infos:
                path = info.filename.replace("\\", "/").lstrip("/")
                self._paths[path.casefold()] = info
                total = self._unfold(archive, info, total)

    def _unfold(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, total: int
    ) -> int:
        """Count what a part unfolds to; XML is kept, the rest read when asked for."""
        path = info.filename.replace("\\", "/").lstrip("/").casefold()
        is_xml = path.endswith(_XML)
        chunks: list[bytes] = []
        size = 0
        with archive.open(info) as part:
            while chunk := part.read(_STEP):
                size += len(chunk)
                self._refuse_large(size if is_xml else 0, total + size)
                if is_xml:
                    chunks.append(chunk)
        if is_xml:
            blob = b"".join(chunks)
            # UTF-16 spreads the letters; without the zero bytes it reads the same.
            if _DOCTYPE.search(blob) or _DOCTYPE.search(blob.replace(b"\0", b"")):
                raise CchcError(
                    N_("{path} declares XML entities, which no office program does"),
                    path=self.name,
                )
            self._blobs[path] = blob
        return total + size

    def _refuse_large(self, part: int, total: int) -> None:
        if total > UNFOLDED_MB * 1_000_000 or part > PART_MB * 1_000_000:
            raise CchcError(
                N_("{path} unfolds to more than {limit} MB and was not read"),
                path=self.name,
                limit=PART_MB if part > PART_MB * 1_000_000 else UNFOLDED_MB,
            )

    def _tree(self, path: str) -> Element:
        key = path.casefold()
        if key not in self._trees:
            try:
                self._trees[key] = parsed(self._blobs[key])
            except (etree.LxmlError, ValueError) as error:
                line = getattr(error, "lineno", None) or 0
                why = message(
                    N_("{part}, line {line}, is no XML"), part=path, line=line
                )
                raise damaged(self.name, why) from None
        return self._trees[key]

    def _main(self) -> str:
        """The part that the package names as its document; programs number it."""
        for one in self.relations("").values():
            if one.kind == "officeDocument" and one.target:
                return one.target
        return next((path for path in self.usual if path in self._blobs), "")

    def _other(self) -> str:
        """What to say of an archive that holds neither document nor workbook."""
        if self.main.casefold().endswith(".bin"):
            return N_("{path} is a binary workbook (.xlsb); save it as .xlsx")
        if "content.xml" in self._paths and "meta-inf/manifest.xml" in self._paths:
            return N_("{path} is an OpenDocument file; save it as .docx or .xlsx")
        return NEITHER

    def _read_relations(self, path: str) -> Iterator[tuple[str, Relation]]:
        folder, _, file = path.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        for one in root if root is not None else ():
            if local(one) != "Relationship":
                continue
            kind = (one.get("Type") or "").rpartition("/")[2]
            target = None
            if one.get("TargetMode") != "External":
                target = self._target(folder, one.get("Target") or "")
            yield one.get("Id") or "", Relation(kind, target)

    def _target(self, folder: str, target: str) -> str | None:
        """The part's path; None for "NULL", nothing, and parts that are not there."""
        bare = unquote(target.replace("\\", "/").partition("#")[0])
        base = "" if bare.startswith("/") else folder
        path = posixpath.normpath(posixpath.join(base, bare.lstrip("/")))
        return path if path.casefold() in self._paths else None


def relation_id(element: Element, name: str = "id") -> str:
    """The id by which an element points at another part."""
    return element.get(f"{R}{name}") or ""
