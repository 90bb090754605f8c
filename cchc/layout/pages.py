"""Paper, margins, typeface and page numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cchc.layout.deviations import Deviation, excerpt, size_text
from cchc.layout.document import Document, Line, Section
from cchc.layout.numbering import PageNumber
from cchc.layout.parts import Parts
from cchc.problems import N_, Message, Severity, message
from cchc.text.letters import encoding_of

_A4 = (11906, 16838)
_MARGINS = (
    ("top", (1134, 1417), N_("top margin {size} mm")),
    ("right", (850, 1134), N_("right margin {size} mm")),
    ("bottom", (1134, 1417), N_("bottom margin {size} mm")),
    ("left", (1701, 1984), N_("left margin {size} mm")),
)
_FACE = "Times New Roman"


def paper(document: Document, parts: Parts) -> Iterator[Deviation]:
    """P1: A4, upright; across only where a table needs it."""
    for section in document.sections:
        sides = sorted((section.width, section.height))
        if any(abs(a - b) > 30 for a, b in zip(sides, _A4, strict=True)):
            yield Deviation(
                "P1",
                message(
                    N_("{width} × {height} mm"),
                    width=_millimetres(section.width),
                    height=_millimetres(section.height),
                ),
                message(N_("A4, 210 × 297 mm")),
            )
        elif section.width > section.height and not section.tables:
            yield Deviation(
                "P1",
                message(N_("landscape without a table")),
                message(N_("portrait; landscape only for tables")),
            )


def margins(document: Document, parts: Parts) -> Iterator[Deviation]:
    """P2."""
    for i, section in enumerate(document.sections):
        for value, (_, (least, most), words) in zip(
            section.margins, _MARGINS, strict=True
        ):
            if not least - 15 <= value <= most + 15:
                limits = f"{_millimetres(least)}–{_millimetres(most)}"
                yield Deviation(
                    "P2",
                    message(words, size=_millimetres(value)),
                    message(words, size=limits),
                    text=excerpt(_opening(document, i)),
                )


def _opening(document: Document, section: int) -> str:
    return next(
        (one.words for one in document.lines if one.section == section and one.words),
        "",
    )


def _millimetres(twips: int) -> int:
    return round(twips / 1440 * 25.4)


def typeface(document: Document, parts: Parts) -> Iterator[Deviation]:
    """P3: one deviation a face and a colour; text is composed Unicode."""
    fonts: Counter[str] = Counter()
    colours: Counter[str] = Counter()
    first: dict[str, Line] = {}
    for line in document.lines:
        for text, face in line.faces:
            if not text.strip():
                continue
            wrong = [f for f in dict.fromkeys(face.fonts) if f.strip() != _FACE]
            if wrong:
                fonts[wrong[0]] += 1
                first.setdefault(wrong[0], line)
            if face.colour is not None:
                colours[face.colour] += 1
                first.setdefault(face.colour, line)
    for counter, words, wanted in (
        (fonts, N_("typeface {value}"), message(N_("Times New Roman"))),
        (colours, N_("colour {value}"), message(N_("black"))),
    ):
        for name, count in counter.items():
            line = first[name]
            found = message(words, value=name)
            place = excerpt(line.words)
            yield Deviation(
                "P3", found, wanted, Severity.ERROR, line.number, place, count
            )
    yield from _unicode(document)


def _unicode(document: Document) -> Iterator[Deviation]:
    """Fonts from before Unicode, look-alikes, and accents that stand apart."""
    old: dict[str, list[Line]] = {}
    for line in document.lines:
        for text, face in line.faces:
            if text.strip() and (kind := encoding_of(face.fonts[1])):
                old.setdefault(f"{kind.name} ({face.fonts[1]})", []).append(line)
    wanted = message(N_("composed Unicode (TCVN 6909:2001)"))
    for name, lines in old.items():
        yield Deviation(
            "P3",
            message(N_("letters of the {value} fonts, not Unicode"), value=name),
            wanted,
            line=lines[0].number,
            text=excerpt(lines[0].words),
            count=len(lines),
        )
    if document.alike:
        was = message(N_("letters that only look like Vietnamese ones (Ð for Đ)"))
        yield Deviation("P3", was, wanted)
    if not document.composed:
        was = message(N_("letters and accents are written apart"))
        yield Deviation("P3", was, wanted)


_TOP = N_("page number centred in the top margin")


def page_number(document: Document, parts: Parts) -> Iterator[Deviation]:
    """P4: centred above the text, Arabic, 13–14, upright, not on the first page.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.7. Judged as it prints: in a frame, a text
    box, a table or behind a tab, and on even pages where these differ.
    """
    for i, section in enumerate(document.sections):
        kinds = ["default", "even"] if document.even_differ else ["default"]
        if i == 0:
            yield from _first_page(section)
        elif section.title_page:
            kinds = []  # a section of one page may have no numbers at all
        for kind in kinds:
            running = section.running[kind]
            inherited = i and running == document.sections[i - 1].running[kind]
            place = excerpt(_opening(document, i)) if i else ""
            for found, wanted in () if inherited else _numbering(running.numbers, kind):
                yield Deviation("P4", found, wanted, text=place)
        if section.format != "decimal" and (i == 0 or not section.title_page):
            yield Deviation(
                "P4",
                message(N_("page numbers written as {format}"), format=section.format),
                message(N_("Arabic numerals")),
            )


def _numbering(
    numbers: tuple[PageNumber, ...], kind: str
) -> Iterator[tuple[Message, Message]]:
    """What is wrong with the numbers of a kind of pages, and what is right."""
    tops = [one for one in numbers if one.top]
    if not tops:
        below = N_("page number in the bottom margin")
        none = N_("no page number in the top margin")
        on_even = N_("no page number in the top margin of even pages")
        yield (
            message(below if numbers else on_even if kind == "even" else none),
            (message(_TOP)),
        )
    for number in tops[:1]:
        if number.align != "center":
            yield message(N_("page number not centred")), message(_TOP)
        if not 13 <= number.face.size <= 14:
            size = N_("size {size}")
            found = message(size, size=size_text([number.face.size]))
            yield found, message(size, size="13–14")
        if number.face.italic:
            yield message(N_("italic")), message(N_("upright"))
        if not number.arabic:
            yield message(N_("not in Arabic numerals")), message(N_("Arabic numerals"))


def _first_page(section: Section) -> Iterator[Deviation]:
    """Numbers count from 1, and page 1 shows none."""
    if section.title_page:
        first = section.running["first"]
        # A literal 1 in the first page's header is a common defect.
        shown = bool(first.numbers) or any(line.words for line in first.header)
    else:
        numbers = section.running["default"].numbers
        shown = any(not one.conditional for one in numbers)
    if shown:
        yield Deviation(
            "P4", message(N_("page 1 is numbered")), message(N_("no number on page 1"))
        )
    if section.start not in (None, 1):
        yield Deviation(
            "P4",
            message(N_("numbers start at {number}"), number=section.start),
            message(N_("numbers start at 1")),
        )


def annex_pages(document: Document, parts: Parts) -> Iterator[Deviation]:
    """P5: each annex is a section of its own that counts from 1."""
    for annex in parts.annexes if document.sections else ():
        head = annex[0]
        section = document.sections[min(head.section, len(document.sections) - 1)]
        before = [
            one for one in document.lines if one.number < head.number and one.words
        ]
        own = not before or before[-1].section != head.section
        if not own or section.start != 1:
            yield Deviation(
                "P5",
                message(N_("the annex goes on with the numbers before it")),
                message(N_("a section of its own, numbered from 1")),
                line=head.number,
                text=excerpt(head.words),
            )
