"""The body of a report by its outline: headings, the office's words, facts.

What stands under a heading is one content control with its tag, and each part of it a
bookmark, so that `cchc.reporting.reread` finds the words again. LibreOffice 7.4 loses
text of a control around one paragraph of several looks; with its heading it has two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count as numbers
from typing import NamedTuple

from cchc.reporting.composed import Filled, Said
from cchc.reporting.content import Report
from cchc.reporting.tags import Tag, checksum
from cchc.reporting.words import MARKS, Paragraph, Run
from cchc.units import Units
from cchc.views.markup import render
from cchc.views.word import facts
from cchc.views.word.facts import Abbreviations
from cchc.views.word.footnotes import Footnotes
from cchc.views.word.template import cleaned

_STYLES = ("Muc", "Khoan", "Diem", "DauDong")
_PARTS = re.compile(r"([\t\n])")
_KEPT = ("\t", "\n")
BLANK = "…"
"""What stands where nobody has written anything yet."""


class _Block(NamedTuple):
    """Paragraphs of one kind; `lead` is a heading that runs into the first of them."""

    tag: Tag
    style: str
    paragraphs: tuple[Paragraph, ...]
    lead: tuple[Tag, str] | None = None


class Body:
    """`{{p report.body }}`: takes the place of its paragraph.

    `sections`: heading (none around the headings) and what stands there.
    """

    def __init__(
        self, sections: Sequence[tuple[str | None, list[_Block]]], notes: Footnotes
    ) -> None:
        self._sections = sections
        self._notes = notes

    def __html__(self) -> str:
        """Markup of all paragraphs; adds the footnotes."""
        ids = numbers(7001)
        shown = [
            {
                "heading": name,
                "tag": Tag("s", name).text if name and _is_control(blocks) else None,
                "id": next(ids),
                "blocks": [self._block(block, ids) for block in blocks],
            }
            for name, blocks in self._sections
        ]
        return render("report-body.xml.j2", sections=shown).replace("\n", "")

    def _block(self, block: _Block, ids: Iterator[int]) -> dict[str, object]:
        lead = None
        if block.lead is not None:
            tag, text = block.lead
            run = self._run(Run(text, italic=True))
            lead = {"name": tag.bookmark, "id": next(ids), "runs": [run]}
        return {
            "name": block.tag.bookmark,
            "id": next(ids),
            "lead": lead,
            "style": block.style,
            "paragraphs": [
                [self._run(run) for run in one.runs] for one in block.paragraphs
            ],
        }

    def _run(self, run: Run) -> dict[str, object]:
        note = None if run.note is None else self._notes.add(cleaned(run.note))
        # Parts of a run: text, and what stands between for tabs and broken lines.
        parts = [cleaned(part) if part not in _KEPT else part
                 for part in _PARTS.split(run.text) if part]  # fmt: skip
        return {"parts": parts, "bold": run.bold, "italic": run.italic, "note": note}


class Frame(NamedTuple):
    """The sentences around the headings, and the line on the annexes."""

    opening: str
    closing: str
    annexes: str


def body(
    report: Report,
    filled: Sequence[Filled],
    frame: Frame,
    units: Units,
    notes: Footnotes,
) -> Body:
    """Everything between the title and the signature."""
    shorten = Abbreviations()
    opening = _fact("opening", "NoiDung", [_plain(shorten(frame.opening))])
    sections: list[tuple[str | None, list[_Block]]] = [(None, [opening])]
    for one in filled:
        sections.append((one.heading.id, [*_of(one, report, units, shorten)]))
    end = [_fact("closing", "CauKet", [_plain(shorten(frame.closing))])]
    if frame.annexes:
        line = Paragraph((Run(frame.annexes, italic=True),))
        end.insert(0, _fact("annexes", "NoiDung", [line]))
    return Body([*sections, (None, end)], notes)


def words(name: str, said: Sequence[Paragraph], notes: Footnotes) -> Body:
    """The office's words alone, below a heading of a template; dots where none are."""
    lines = _words(name, Said(None, tuple(said) or (_plain(BLANK),)))
    return Body([(None, [lines])], notes)


def _of(
    one: Filled, report: Report, units: Units, shorten: Abbreviations
) -> Iterator[_Block]:
    name = one.heading.id
    title = facts.heading(one, report)
    # Capitals stay as they are: what is shortened there is told in the opening.
    if not title.isupper():
        title = shorten(title)
    end = ":" if one.level == len(_STYLES) else ""
    text = f"{one.number} {title.rstrip(':')}{end}"
    style = _STYLES[min(one.level, len(_STYLES)) - 1]
    below = [*_below(one, report, units, shorten)]
    if one.level >= len(_STYLES) and below and not _begins_a_list(below[0]):
        # A dash has its text behind it: “- Công tác kiểm tra: …”.
        yield below.pop(0)._replace(lead=(Tag("h", name), f"{text} "))
    else:
        yield _Block(Tag("h", name), style, (_plain(text),))
    yield from below


def _is_control(blocks: Sequence[_Block]) -> bool:
    """Whether a section may be a content control: not with two looks in a line."""
    return all(block.lead is None for block in blocks)


def _begins_a_list(block: _Block) -> bool:
    return block.paragraphs[0].listed > 0


def _below(
    one: Filled, report: Report, units: Units, shorten: Abbreviations
) -> Iterator[_Block]:
    """What stands below a heading: words and facts, dots where nothing is."""
    name = one.heading.id
    said = list(one.said)
    for unit in said:
        shorten.read(p.text for p in unit.paragraphs)
    told = facts.told(one, report, units, shorten)
    if told and "progress" in one.has:
        yield _fact(name, "NoiDung", told)
        told = []
    for part in said:
        yield _words(name, part)
    if told:
        yield _fact(name, "NoiDung", told)
    elif not said and one.heading.words and "progress" not in one.has:
        yield _Block(Tag("w", name), "NoiDung", (_plain(BLANK),))


def _words(name: str, said: Said) -> _Block:
    lines = tuple(
        one._replace(runs=(Run(f"{MARKS[one.listed - 1]} "), *one.runs))
        if one.listed
        else one
        for one in said.paragraphs
    )
    return _Block(Tag("w", name, said.unit), "NoiDung", lines)


def _fact(name: str, style: str, paragraphs: Iterable[Paragraph]) -> _Block:
    lines = tuple(paragraphs)
    tag = Tag("f", name, checksum(one.text for one in lines))
    return _Block(tag, style, lines)


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))
