"""A report that was edited in Word, read back: the office's words by heading.

Headings, words and facts carry tags (`cchc.reporting.tags`). Whatever stands below a
heading and is no untouched fact is words, also where a program dropped the tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cchc.importing.readers.numbering import Numbering
from cchc.office.markup import Element, W
from cchc.office.opening import open_word
from cchc.office.package import Package
from cchc.problems import N_, CchcError, Message, message
from cchc.reporting.tags import FRAME, Tag, checksum, fact_of, tag_of
from cchc.reporting.words import MARKS, Paragraph, Run, paragraph_of

_INSIDE = ("sdt", "sdtContent", "customXml", "ins", "smartTag", "hyperlink")
_DASHES = 3
"""So many points has the number of a heading that prints as a dash: `II.1.d.1`."""
_DOTS = re.compile(r"[\s….]*\Z")


@dataclass(slots=True)
class Reread:
    """Words by heading and unit; `edited` are headings whose facts were changed."""

    words: dict[tuple[str, str | None], list[Paragraph]]
    edited: set[str]
    notes: list[Message]


@dataclass(slots=True)
class _Line:
    """A paragraph of the body, with the tags it stands in."""

    element: Element
    tags: tuple[Tag, ...]


def reread(
    data: bytes, name: str, headings: Mapping[str, str], units: Iterable[str]
) -> Reread:
    """The words of a report. `headings`: id to printed title; `units`: possible ids.

    Raises `CchcError` where it is no Word file or has none of the headings.
    """
    package = open_word(data, name)
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise CchcError(N_("{path} is no Word file"), path=name)
    reader = _Reader(package, headings, units)
    reader.read(_Lines(reader.marks).of(body))
    if not reader.seen:
        raise CchcError(
            N_("{path} has none of the headings of the outline: is it this report?"),
            path=name,
        )
    reader.finish()
    return Reread(reader.words, reader.edited, reader.notes)


class _Lines:
    """Paragraphs in order, each with the content controls and bookmarks around it."""

    def __init__(self, marks: Mapping[str, Tag]) -> None:
        self._marks = marks
        self._open: dict[str, Tag] = {}

    def of(self, parent: Element, tags: tuple[Tag, ...] = ()) -> Iterator[_Line]:
        for child in parent:
            kind = str(child.tag).removeprefix(W)
            if kind == "p":
                yield self._paragraph(child, tags)
            elif kind == "tbl":
                yield _Line(child, tags)
            elif kind == "sdt":
                own = child.find(f"{W}sdtPr/{W}tag")
                found = tag_of(own.get(f"{W}val", "")) if own is not None else None
                yield from self.of(child, (*tags, found) if found else tags)
            elif kind in _INSIDE:
                yield from self.of(child, tags)
            elif kind.startswith("bookmark"):
                self._bookmark(child)

    def _paragraph(self, element: Element, tags: tuple[Tag, ...]) -> _Line:
        before = tuple(self._open.values())
        for mark in element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            if mark.tag == f"{W}bookmarkStart":
                self._bookmark(mark)
        inside = dict.fromkeys((*tags, *before, *self._open.values()))
        for mark in element.iter(f"{W}bookmarkEnd"):
            self._bookmark(mark)
        return _Line(element, tuple(inside))

    def _bookmark(self, mark: Element) -> None:
        number = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkEnd":
            self._open.pop(number, None)
            return
        name = mark.get(f"{W}name", "")
        found = fact_of(name) or self._marks.get(name)
        if found is not None:
            self._open[number] = found


class _Reader:
    def __init__(
        self, package: Package, headings: Mapping[str, str], units: Iterable[str]
    ) -> None:
        self.words: dict[tuple[str, str | None], list[Paragraph]] = {}
        self.edited: set[str] = set()
        self.notes: list[Message] = []
        self.seen: set[str] = set()
        self._titles = {_key(title): one for one, title in headings.items()}
        self._printed = headings
        self._here: str | None = None
        self._fact: tuple[str, list[Paragraph]] | None = None
        self._frame = ""
        self._over = False
        self._footnotes = _footnotes(package)
        styles = package.related("styles", "styles.xml")
        self._numbering = Numbering(
            package.related("numbering", "numbering.xml"), styles
        )
        self._faces = _faces(styles)
        tags = [Tag("h", one) for one in headings]
        tags += [Tag("w", one, u) for one in headings for u in (None, *units)]
        self.marks = {tag.bookmark: tag for tag in tags}

    def read(self, lines: Iterable[_Line]) -> None:
        """Every paragraph up to the closing sentence."""
        for line in lines:
            if not self._over:
                self._take(line)

    def _take(self, line: _Line) -> None:
        if line.element.tag == f"{W}tbl":
            if self._here is not None:
                self._table()
            return
        paragraph = self._paragraph(line.element)
        for tag in line.tags:
            if tag.kind == "s" and tag.heading != self._here:
                self.finish()
                self._here = tag.heading
                self.seen.add(tag.heading)
        heading = self._heading(line, paragraph)
        if heading is not None:
            self.finish()
            self._here = heading
            self.seen.add(heading)
            paragraph = self._behind(heading, paragraph)
            if not paragraph.runs:
                return
        fact = next((tag for tag in line.tags if tag.kind == "f"), None)
        if fact is not None:
            self._facts(fact, paragraph)
            return
        self.finish()
        if not paragraph.runs or _is_blank(paragraph):
            return
        if self._here is None:
            self._unplaced(paragraph)
            return
        words = next((tag for tag in line.tags if tag.kind == "w"), None)
        place = (words.heading, words.more) if words else (self._here, None)
        self.words.setdefault(place, []).append(paragraph)

    def _heading(self, line: _Line, paragraph: Paragraph) -> str | None:
        for tag in line.tags:
            if tag.kind == "h":
                return tag.heading
        if not paragraph.runs:
            return None
        known = self._titles.get(_key(paragraph.text))
        if known is not None or not (paragraph.listed or ":" in paragraph.text):
            return known
        named = self._titles.get(_key(paragraph.text.partition(":")[0]))
        return named if named is not None and named.count(".") >= _DASHES else None

    def _behind(self, heading: str, paragraph: Paragraph) -> Paragraph:
        """What stands behind a heading that runs into its text."""
        colons = self._printed[heading].rstrip(": ").count(":")
        parts = paragraph.text.split(":", colons + 1)
        if heading.count(".") < _DASHES or len(parts) < colons + 2:
            return Paragraph(())
        start = len(paragraph.text) - len(parts[-1])
        return paragraph_of(_from(paragraph.runs, start))

    def _facts(self, tag: Tag, paragraph: Paragraph) -> None:
        """Collect the paragraphs of one fact; others before it are settled."""
        number = tag.more or ""
        if self._fact is None or self._fact[0] != number:
            self.finish()
            self._fact = (number, [])
            self._frame = tag.heading
        self._fact[1].append(paragraph)

    def finish(self) -> None:
        """Settle the facts read last: untouched they go, changed they are words."""
        if self._fact is None:
            return
        number, paragraphs = self._fact
        self._fact = None
        untouched = checksum(one.text for one in paragraphs) == number
        if self._frame in FRAME:
            self._over = self._frame == "closing"
            if not untouched:
                text = N_(
                    "the sentence “{frame}” was changed: put it into the template"
                )
                said = " ".join(one.text for one in paragraphs)
                self.notes.append(message(text, frame=said[:80]))
            return
        if untouched or self._here is None:
            return
        self.edited.add(self._here)
        kept = [one for one in paragraphs if one.runs]
        self.words.setdefault((self._here, None), []).extend(kept)

    def _unplaced(self, paragraph: Paragraph) -> None:
        """Words between the opening sentence and the first heading have no heading."""
        if self._frame == "opening":
            text = N_("“{words}” stands above the first heading and is not taken")
            self.notes.append(message(text, words=paragraph.text[:80]))

    def _table(self) -> None:
        text = N_("a table below {heading} is not taken: keep it in the template")
        self.notes.append(message(text, heading=self._here or ""))

    def _paragraph(self, element: Element) -> Paragraph:
        """A number that Word counts is written out, a point makes a list."""
        label = self._numbering.label(element).strip()
        runs = [*self._runs(element)]
        if not label:
            return paragraph_of(runs)
        if any(letter.isalnum() for letter in label):
            return paragraph_of([Run(f"{label} "), *runs])
        level = element.find(f"{W}pPr/{W}numPr/{W}ilvl")
        depth = int(level.get(f"{W}val", "0")) if level is not None else 0
        return paragraph_of(runs, min(depth + 1, len(MARKS)))

    def _runs(self, parent: Element) -> Iterator[Run]:
        for child in parent:
            kind = str(child.tag).removeprefix(W)
            if kind == "r":
                yield from self._run(child)
            elif kind in _INSIDE or kind == "moveTo":
                yield from self._runs(child)

    def _run(self, run: Element) -> Iterator[Run]:
        style = run.find(f"{W}rPr/{W}rStyle")
        named = self._faces.get(style.get(f"{W}val", "") if style is not None else "")
        bold, italic = (_is(run, face, bool(named and face in named)) for face in "bi")
        for child in run:
            kind = str(child.tag).removeprefix(W)
            if kind == "t":
                yield Run(child.text or "", bold, italic)
            elif kind == "tab":
                yield Run("\t", bold, italic)
            elif kind in ("br", "cr"):
                is_line = child.get(f"{W}type", "textWrapping") == "textWrapping"
                yield Run("\n" if is_line else " ", bold, italic)
            elif kind == "noBreakHyphen":
                yield Run("-", bold, italic)
            elif kind in ("footnoteReference", "endnoteReference"):
                note = self._footnotes.get((kind[:3], child.get(f"{W}id", "")), "")
                yield Run("", note=note)


def _is(run: Element, face: str, otherwise: bool = False) -> bool:
    found = run.find(f"{W}rPr/{W}{face}")
    if found is None:
        return otherwise
    return found.get(f"{W}val", "1") not in ("0", "false", "off")


def _faces(styles: Element | None) -> dict[str, str]:
    """Style of letters to the faces that it sets: `b`, `i`, `bi`."""
    found: dict[str, str] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        if style.get(f"{W}type") == "character":
            faces = "".join(face for face in "bi" if _is(style, face))
            found[style.get(f"{W}styleId", "")] = faces
    return found


def _from(runs: Iterable[Run], start: int) -> Iterator[Run]:
    """The runs behind so many letters."""
    for run in runs:
        if run.note is not None:
            yield run
            continue
        yield run._replace(text=run.text[start:])
        start = max(0, start - len(run.text))


def _is_blank(paragraph: Paragraph) -> bool:
    """Dots that stand where nobody has written yet."""
    notes = any(run.note for run in paragraph.runs)
    return not notes and _DOTS.match(paragraph.text) is not None


def _footnotes(package: Package) -> dict[tuple[str, str], str]:
    found = {}
    for kind in ("footnotes", "endnotes"):
        root = package.related(kind, f"{kind}.xml")
        for note in root if root is not None else ():
            text = "".join(t.text or "" for t in note.iter(f"{W}t"))
            found[kind[:3], note.get(f"{W}id", "")] = " ".join(text.split())
    return found


def _key(title: str) -> str:
    """A heading as it is compared: letters and digits, no numbers before it."""
    bare = re.sub(r"^\s*(-|[IVX]+\.|\d+\.|\w\))\s+", "", title)
    return " ".join(bare.rstrip(":. ").casefold().split())
