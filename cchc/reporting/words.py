"""The office's own words: Markdown-light text to paragraphs, and back.

text      = block, block, …          parted by blank lines
block     = lines of one paragraph   a line "- …", "+ …", "• …" is a paragraph of a
                                     list, and so is "2. …" right after "1. …"
**bold**  *italic*  ^[footnote]      a backslash takes a mark its meaning; at the end
                                     of a line it breaks the line, `\\t` is a tab

Spaces that do not break (U+00A0) are letters like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MARKS = ("-", "+", "•")
"""What begins a paragraph of a list, by its depth."""
_ITEM = re.compile(r"([-+•])[ \t]+")
_TYPED_ITEM = re.compile(r"([-–−+•])[ \t]+")
_NUMBERED = re.compile(r"(\d{1,2})[.)] ")
_MARK = re.compile(
    r"\\(?P<plain>[\\*^\[\]+•-])|\\(?P<tab>t)|(?P<stars>\*{1,3})|\^\[(?P<note>)"
)
_SPECIAL = re.compile(r"([\\*\[\]]|\^(?=\[))")
_BLANK = " \t\r\n\f\v"
_SPACES = re.compile(r"[ \r\f\v]+")
_AROUND = re.compile(r" *([\t\n]) *")


class Run(NamedTuple):
    """Letters of one look, or a footnote (`note`) at this place."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str | None = None


class Paragraph(NamedTuple):
    """One paragraph; of a list it has the depth `listed`: 1 dash, 2 plus, 3 point.

    A tab is a tab in the text, a line that is broken a newline.
    """

    runs: tuple[Run, ...]
    listed: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """What a text says, paragraph by paragraph."""
    return tuple(one for block in _blocks(text) if (one := _paragraph(block)).runs)


def _blocks(text: str) -> Iterator[str]:
    """Blocks, each on one line but for lines that were broken on purpose."""
    block = ""
    for line in [*text.split("\n"), ""]:
        bare = line.strip(_BLANK)
        if block.endswith("\n") and bare:
            block += bare
        elif block and (not bare or _ITEM.match(bare) or _goes_on(block, bare)):
            yield block
            block = bare
        else:
            block += f" {bare}" if block else bare
        if _is_broken(block):
            block = f"{block[:-1]}\n"


def _is_broken(block: str) -> bool:
    """Whether a line ends with a backslash that no other one takes its meaning."""
    return (len(block) - len(block.rstrip("\\"))) % 2 == 1


def _goes_on(block: str, line: str) -> bool:
    """Whether a line has the number after that of the paragraph: `1. …`, `2. …`."""
    before, now = _NUMBERED.match(block), _NUMBERED.match(line)
    return before is not None and now is not None and int(now[1]) == int(before[1]) + 1


def _paragraph(block: str) -> Paragraph:
    item = _ITEM.match(block)
    return Paragraph(
        _joined(_runs(block[item.end() :] if item else block)),
        MARKS.index(item[1]) + 1 if item else 0,
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
        elif mark["tab"] is not None:
            yield Run("\t", bold, italic)
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
    """Neighbours of one look together; spaces single; none at the ends of lines."""
    found: list[Run] = []
    for run in runs:
        if run.note is not None:
            if run.note:
                found.append(run)
            continue
        text = _AROUND.sub(r"\1", _SPACES.sub(" ", run.text))
        last = found[-1] if found else None
        if last is None:
            text = text.lstrip(_BLANK)
        elif last.text.endswith((" ", "\t", "\n")):
            text = text.lstrip(" ")
        if last is not None and last.note is None and text.startswith(("\t", "\n")):
            last = found[-1] = last._replace(text=last.text.rstrip(" "))
            if not last.text:
                found.pop()
                last = found[-1] if found else None
        if not text:
            continue
        alike = last is not None and last.note is None and last[1:3] == run[1:3]
        if alike and last is not None:
            found[-1] = last._replace(text=last.text + text)
        else:
            found.append(run._replace(text=text))
    while found and found[-1].note is None and not found[-1].text.rstrip(_BLANK):
        found.pop()
    if found and found[-1].note is None:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip(_BLANK))
    return tuple(found)


def paragraph_of(runs: Iterable[Run], listed: int = 0) -> Paragraph:
    """A paragraph of runs as Word has them; a dash that is typed makes it a list."""
    joined = _joined(runs)
    if joined and not listed and joined[0].note is None:
        item = _TYPED_ITEM.match(joined[0].text)
        if item:
            rest = joined[0]._replace(text=joined[0].text[item.end() :])
            depth = MARKS.index(item[1]) + 1 if item[1] in MARKS else 1
            return Paragraph(_joined((rest, *joined[1:])), depth)
    return Paragraph(joined, min(int(listed), len(MARKS)))


def written(found: Iterable[Paragraph]) -> str:
    """The text that says these paragraphs."""
    blocks: list[str] = []
    before: Paragraph | None = None
    for one in found:
        text = _text(one.runs)
        if one.listed:
            text = f"{MARKS[one.listed - 1]} {text}"
        elif _ITEM.match(text):
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
    marked = _SPECIAL.sub(r"\\\1", text)
    return marked.replace("\t", "\\t").replace("\n", "\\\n")
