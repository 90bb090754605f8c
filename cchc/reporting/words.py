"""The office's own words: Markdown-light text to paragraphs, and back.

text      = block, block, …          parted by blank lines
block     = lines of one paragraph   a line "- …" is a paragraph of a list
**bold**  *italic*  ^[footnote]      a backslash takes a mark its meaning
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_ITEM = re.compile(r"-\s+")
_MARK = re.compile(r"\\(?P<plain>[\\*^\[\]-])|(?P<stars>\*{1,3})|\^\[(?P<note>)")
_SPECIAL = re.compile(r"([\\*\[\]]|\^(?=\[))")


class Run(NamedTuple):
    """Letters of one look, or a footnote (`note`) at this place."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str | None = None


class Paragraph(NamedTuple):
    """One paragraph; `listed` begins with a dash."""

    runs: tuple[Run, ...]
    listed: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """What a text says, paragraph by paragraph."""
    return tuple(one for block in _blocks(text) if (one := _paragraph(block)).runs)


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        if lines and (not bare or _ITEM.match(bare)):
            yield " ".join(lines)
            lines = []
        if bare:
            lines.append(bare)


def _paragraph(block: str) -> Paragraph:
    item = _ITEM.match(block)
    return Paragraph(
        _joined(_runs(block[item.end() :] if item else block)), item is not None
    )


def _runs(text: str) -> Iterator[Run]:
    bold = italic = False
    at = 0
    while at < len(text):
        mark = _MARK.search(text, at)
        if mark is None:
            yield Run(text[at:], bold, italic)
            return
        if mark.start() > at:
            yield Run(text[at : mark.start()], bold, italic)
        at = mark.end()
        if mark["plain"] is not None:
            yield Run(mark["plain"], bold, italic)
        elif mark["stars"]:
            bold ^= len(mark["stars"]) > 1
            italic ^= len(mark["stars"]) != 2
        else:
            note, at = _note(text, at)
            yield Run("", note=note)


def _note(text: str, at: int) -> tuple[str, int]:
    """A footnote up to its closing bracket, or to the end of the text."""
    said = ""
    while at < len(text) and text[at] != "]":
        if text[at] == "\\" and at + 1 < len(text):
            at += 1
        said += text[at]
        at += 1
    return " ".join(said.split()), at + 1


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one look together; spaces single; none at the ends."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if run.note is not None:
            if run.note:
                found.append(run)
            continue
        text = re.sub(r"\s+", " ", run.text)
        if last is None or last.text.endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        alike = last is not None and last.note is None and last[1:3] == run[1:3]
        if alike and last is not None:
            found[-1] = last._replace(text=last.text + text)
        else:
            found.append(run._replace(text=text))
    while found and found[-1].note is None and not found[-1].text.rstrip():
        found.pop()
    if found and found[-1].note is None:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
    return tuple(found)


def paragraph_of(runs: Iterable[Run], listed: bool = False) -> Paragraph:
    """A paragraph of runs as Word has them; a dash that is typed makes it a list."""
    joined = _joined(runs)
    if joined and not listed and joined[0].note is None:
        item = re.match(r"[-–−]\s+", joined[0].text)
        if item:
            rest = joined[0]._replace(text=joined[0].text[item.end() :])
            return Paragraph(_joined((rest, *joined[1:])), True)
    return Paragraph(joined, listed)


def written(found: Iterable[Paragraph]) -> str:
    """The text that says these paragraphs."""
    blocks: list[str] = []
    before: Paragraph | None = None
    for one in found:
        text = _text(one.runs)
        if one.listed:
            text = f"- {text}"
        elif text.startswith("- "):
            text = f"\\{text}"
        near = before is not None and before.listed and one.listed
        blocks.append(f"{chr(10) * (1 if near else 2)}{text}" if before else text)
        before = one
    return "".join(blocks)


def _text(runs: tuple[Run, ...]) -> str:
    said, bold, italic = "", False, False
    for run in runs:
        if run.note is not None:
            said += f"^[{_escaped(run.note)}]"
            continue
        said += _stars(bold != run.bold, italic != run.italic)
        bold, italic = run.bold, run.italic
        said += _escaped(run.text)
    return said + _stars(bold, italic)


def _stars(bold: bool, italic: bool) -> str:
    return "*" * (2 * bold + italic)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
