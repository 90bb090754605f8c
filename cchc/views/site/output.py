"""Pages into a folder, a file each; or all into one file."""

from __future__ import annotations

import hashlib
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol, Self

from markupsafe import Markup, escape

from cchc.problems import N_, CchcError
from cchc.text.characters import visible
from cchc.text.files import write_bytes
from cchc.views.site.addresses import PAGES, first_of, url
from cchc.views.site.templates import Templates

MARK = "data/site.json"
"""A folder that holds this is an earlier site, which a new one may replace."""
_ROOMS = ("units", "overdue", "calendar", "targets", "years", "data")
"""Folders of a site besides `plans`; what an earlier one left there is taken away."""
_OUTSIDE = "default-src 'none'; base-uri 'none'; img-src data:; "

_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_OURS_BY_NAME = (".html", ".json", ".csv")
_OURS = b'<meta name="generator" content="cchc">'
_TITLE = Markup("<!-- title -->")
_SECTIONS = Markup("<!-- sections -->")


class Output(Protocol):
    """Takes pages, one after another."""

    single: bool
    pages: Sequence[tuple[str, str]]
    """Pages that the frame of every page leads to, each with its word."""

    def __enter__(self) -> Self:
        """Take pages."""

    def __exit__(self, *error: object) -> None:
        """Hold nothing open, also where a page failed."""

    def link(self, source: str, page: str, anchor: str = "") -> str:
        """The address of a page, or of a place in it, as `source` writes it."""

    def anchor(self, page: str, name: str) -> str:
        """The id of a place in a page."""

    def page(self, path: str, title: str, body: Markup) -> None:
        """Take a page."""

    def data(self, path: str, text: str) -> None:
        """Take a file for programs."""

    def finish(self, room: str) -> None:
        """All pages of a folder are there."""

    def wrote(self, paths: Iterable[str]) -> None:
        """Files that another process wrote."""

    def close(self) -> None:
        """All pages are there."""


class Folder:
    """One file a page."""

    single = False
    pages: Sequence[tuple[str, str]] = ()

    def __init__(
        self,
        folder: Path,
        templates: Templates,
        mark: str = MARK,
        begun: bool | None = None,
    ) -> None:
        """`mark`: the file by which a folder is known for an earlier site of a kind.

        `begun`: another process has begun the site already; whether it renews one.
        """
        self.folder, self.templates = folder, templates
        self._start = f"{folder}{os.sep}"
        self._written: dict[str, set[str]] = {}
        self._finished: set[str] = set()
        self._made: set[str] = set()
        self._frames: dict[str, tuple[str, ...]] = {}
        if begun is not None:
            self.renews = begun
            return
        if folder.exists() and not folder.is_dir():
            raise CchcError(N_("{path} is a file; name a folder"), path=folder)
        if folder.is_dir() and any(folder.iterdir()) and not (folder / mark).is_file():
            raise CchcError(
                N_("{path} holds other files; name a new folder for the site"),
                path=folder,
            )
        self.renews = (folder / mark).is_file()
        for name in ("site.css", "site.js"):
            self._write(name, templates.file(name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Files are closed one by one."""

    def link(self, source: str, page: str, anchor: str = "") -> str:
        """Relative, so that the folder works wherever it lies."""
        if source == page and anchor:
            return url(f"#{anchor}")
        up = "../" * source.count("/")
        return url(f"{up}{page}#{anchor}" if anchor else f"{up}{page}")

    def anchor(self, page: str, name: str) -> str:
        """The name itself: ids of other pages lie elsewhere."""
        return name

    def page(self, path: str, title: str, body: Markup) -> None:
        """Write a page in the frame that all share."""
        head, middle, foot = self._frame(path)
        self._write(path, f"{head}{escape(visible(title))}{middle}{body}{foot}")

    def _frame(self, path: str) -> tuple[str, ...]:
        """What stands before the title, between it and the body, and after.

        Pages of one folder share it; only those that the frame itself leads to differ.
        """
        key = path if "/" not in path else path.rpartition("/")[0]
        if key not in self._frames:
            policy = (
                f"{_OUTSIDE}style-src 'self' file:; script-src 'self' file:; "
                "form-action 'self' file:"
            )
            frame = {
                "title": _TITLE,
                "body": _SECTIONS,
                "page": path,
                "up": "../" * path.count("/"),
                "policy": policy,
                "pages": self.pages,
                "to": lambda page, anchor="": self.link(path, page, anchor),
            }
            text = self.templates.render("frame.html.j2", frame)
            head, _, rest = text.partition(_TITLE)
            middle, _, foot = rest.partition(_SECTIONS)
            self._frames[key] = (str(head), str(middle), str(foot))
        return self._frames[key]

    def data(self, path: str, text: str) -> None:
        """Write a file for programs."""
        self._write(path, text)

    def wrote(self, paths: Iterable[str]) -> None:
        """Files that another process wrote: they are not those of an earlier site."""
        for path in paths:
            self._written.setdefault(path.rpartition("/")[0], set()).add(path)

    def finish(self, room: str) -> None:
        """Take away what an earlier site left in a folder, and forget its pages."""
        if room not in self._finished:
            if self.renews and room in self._written:
                self._sweep((self.folder / room).rglob("*"))
            self._finished.add(room)
        self._written.pop(room, None)

    def close(self) -> None:
        """Take away what an earlier site left."""
        if not self.renews:
            return
        top = {*PAGES, *dict(self.pages)}
        self._sweep(p for p in self.folder.glob("*.html") if first_of(p.name) in top)
        plans = self.folder / "plans"
        rooms = [
            *(self.folder / room for room in _ROOMS),
            *(p for p in plans.glob("*") if f"plans/{p.name}" not in self._finished),
        ]
        for room in rooms:
            self._sweep(room.rglob("*"))
        for folder in sorted(plans.glob("*")):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _sweep(self, found: Iterable[Path]) -> None:
        for file in sorted(found):
            path = file.relative_to(self.folder).as_posix()
            known = self._written.get(path.rpartition("/")[0], ())
            if file.suffix in _OURS_BY_NAME and path not in known:
                file.unlink()

    def _write(self, path: str, text: str) -> None:
        room = path.rpartition("/")[0]
        if room not in self._made:
            (self.folder / room).mkdir(parents=True, exist_ok=True)
            self._made.add(room)
        if self.renews:
            self._written.setdefault(room, set()).add(path)
        data = text.encode("utf-8", "replace")
        name = f"{self._start}{path}"
        # What is the same stays: writing over a file takes longer than reading it.
        if self.renews and _holds(Path(name), data):
            return
        file = os.open(name, _NEW, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(file, rest) :]
        finally:
            os.close(file)


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes() == data


class SingleFile:
    """Every page a section of one file; style and script stand inside it."""

    single = True
    pages: Sequence[tuple[str, str]] = ()

    def __init__(self, file: Path, templates: Templates) -> None:
        self.file, self.templates = file, templates
        if file.is_dir():
            raise CchcError(N_("{path} is a folder; name a file in it"), path=file)
        if file.suffix.casefold() not in (".html", ".htm"):
            raise CchcError(
                N_("let the name of {path} end with {ending}"),
                path=file,
                ending=".html",
            )
        if file.exists() and _OURS not in file.read_bytes()[:4_000]:
            raise CchcError(
                N_("{path} is no site of cchc: it is left as it is"), path=file
            )

    def __enter__(self) -> Self:
        self._parts = TemporaryFile("w+", encoding="utf-8")
        return self

    def __exit__(self, *error: object) -> None:
        self._parts.close()

    def link(self, source: str, page: str, anchor: str = "") -> str:
        """A place in the file."""
        return url(f"#{self.anchor(page, anchor) if anchor else page}")

    def anchor(self, page: str, name: str) -> str:
        """Page and name: ids are unique in the file."""
        return f"{page}--{name}"

    def page(self, path: str, title: str, body: Markup) -> None:
        """A section."""
        self._parts.write(
            self.templates.render("section.html.j2", {"page": path, "body": body})
        )

    def data(self, path: str, text: str) -> None:
        """One file has no files beside it."""

    def finish(self, room: str) -> None:
        """One file has no folders."""

    def wrote(self, paths: Iterable[str]) -> None:
        """One file is written by one process."""

    def close(self) -> None:
        """Put frame and sections together."""
        style, script = (self.templates.file(n) for n in ("site.css", "site.js"))
        policy = (
            f"{_OUTSIDE}style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "form-action 'none'"
        )
        frame = {
            "title": "cchc",
            "page": "",
            "policy": policy,
            "pages": self.pages,
            "style": Markup(style),
            "script": Markup(script),
            "body": _SECTIONS,
            "to": lambda page, anchor="": self.link("", page, anchor),
        }
        head, _, foot = self.templates.render("frame.html.j2", frame).partition(
            _SECTIONS
        )
        parts = [head.encode(), *self._sections(), foot.encode()]
        write_bytes(self.file, b"".join(parts))

    def _sections(self) -> Iterator[bytes]:
        self._parts.seek(0)
        while text := self._parts.read(1 << 20):
            yield text.encode("utf-8", "replace")


def _digest(text: str) -> str:
    found = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{b64encode(found).decode('ascii')}"
