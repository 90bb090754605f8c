"""The head: Quốc hiệu, agencies, number, date, type, trích yếu, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cchc.layout.deviations import Deviation, Type, at, missing, set_as
from cchc.layout.document import Document, Line
from cchc.layout.parts import Parts
from cchc.layout.rules import width_in_points
from cchc.problems import N_, Severity, message

_MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A draft leaves day, month or the end of the year blank: dots, lines or nothing.
_BLANK = r"[\s…._–-]*"
_DATE = re.compile(
    rf"ngày( (0[1-9]|[12]\d|3[01]) |{_BLANK})tháng( (0?[1-9]|1[0-2]) |{_BLANK})"
    rf"năm( \d{{4}}|{_BLANK}| ?2(0\d?)?{_BLANK})\.?\Z"
)
_NO_ZERO = re.compile(r"tháng 0[3-9]\b")
_ZERO = re.compile(r"tháng [12]\b")
_SYMBOL = re.compile(
    r"Số:\s*(?P<number>[\d…._ ]*)/(\d{4}/)?(?P<symbol>[^\W\d_]+(-[^\W\d_]+)*)\s*\Z"
)


def quoc_hieu(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H1."""
    if parts.nation is None:
        wanted = message(N_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM at the top right"))
        yield missing("H1", wanted, Severity.ERROR)
        return
    yield from set_as("H1", [parts.nation], Type((12, 13), bold=True, capital=True))


def tieu_ngu(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H2: with its rule, solid and as long as the text."""
    line = parts.motto
    if line is None:
        yield missing("H2", message(N_("“{value}”"), value=_MOTTO), Severity.ERROR)
        return
    if _MOTTO not in line.words:
        yield at(
            "H2",
            line,
            message(N_("written otherwise")),
            message(N_("“{value}”"), value=_MOTTO),
        )
    kind = Type((13, 14), bold=True, align="center")
    yield from set_as("H2", [line], kind)
    width = width_in_points(line.words, line.faces[0][1].size)
    yield from _ruled("H2", document, line, (0.8 * width, 1.2 * width))


def parent(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H3."""
    kind = Type((12, 13), capital=True, align="center")
    yield from set_as("H3", parts.parent, kind)


def agency(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H4: with its rule of a third to a half of the line."""
    if not parts.agency:
        wanted = message(N_("the name of the issuing agency at the top left"))
        yield missing("H4", wanted, Severity.ERROR)
        return
    kind = Type((12, 13), bold=True, capital=True, align="center")
    yield from set_as("H4", parts.agency, kind)
    last = parts.agency[-1]
    width = width_in_points(last.words, last.faces[0][1].size)
    yield from _ruled("H4", document, last, (0.3 * width, 0.55 * width))


def number(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H5: `Số: 05/BC-SNV`; a draft leaves the number blank."""
    line = parts.number
    if line is None:
        yield missing("H5", message(N_("Số: …/symbol")), Severity.ERROR)
        return
    yield from set_as("H5", [line], Type((13, 13), align="center"))
    match = _SYMBOL.match(line.words)
    wanted = message(N_("Số: number/TYPE-AGENCY, without spaces around / and -"))
    if match is None:
        yield at("H5", line, message(N_("“{value}”"), value=line.words), wanted)
        return
    digits = match.group("number").strip(" …._")
    if len(digits) == 1:
        found = message(N_("number {value}"), value=digits)
        yield at("H5", line, found, message(N_("a zero before a number below 10")))


def place_date(document: Document, parts: Parts) -> Iterator[Deviation]:
    """H6: italic, with the rule on leading zeros."""
    line = parts.date
    if line is None:
        wanted = message(N_("place, ngày … tháng … năm …"))
        yield missing("H6", wanted, Severity.ERROR)
        return
    yield from set_as("H6", [line], Type((13, 14), italic=True, align="center"))
    date = line.words[line.words.find("ngày") :]
    zero = message(N_("a zero before days below 10 and months 1 and 2"))
    if not _DATE.match(date) or _ZERO.search(date):
        yield at("H6", line, message(N_("“{value}”"), value=date), zero)
    elif _NO_ZERO.search(date):
        advice = at(
            "H6",
            line,
            message(N_("“{value}”"), value=date),
            message(N_("no zero before months 3 to 9")),
        )
        yield replace(advice, severity=Severity.WARNING)


def kind(document: Document, parts: Parts) -> Iterator[Deviation]:
    """T1: the type, unless the document is a letter with V/v."""
    if parts.kind is None:
        if parts.about is None:
            wanted = message(N_("the type of the document, or V/v below the number"))
            yield missing("T1", wanted, Severity.ERROR)
        return
    look = Type((13, 14), bold=True, capital=True, align="center")
    yield from set_as("T1", [parts.kind], look)


def title(document: Document, parts: Parts) -> Iterator[Deviation]:
    """T2: below the type, with its rule."""
    if parts.kind is None:
        return
    if not parts.title:
        wanted = message(N_("what the document is about, below its type"))
        yield missing("T2", wanted, Severity.ERROR)
        return
    yield from set_as("T2", parts.title, Type((13, 14), bold=True, align="center"))
    last = parts.title[-1]
    width = min(width_in_points(last.words, last.faces[0][1].size), 470)
    yield from _ruled("T2", document, last, (0.25 * width, 0.55 * width))


def about(document: Document, parts: Parts) -> Iterator[Deviation]:
    """T3: V/v of a letter."""
    if parts.kind is None and parts.about is not None:
        yield from set_as("T3", [parts.about], Type((12, 13), align="center"))


def addressed(document: Document, parts: Parts) -> Iterator[Deviation]:
    """K1: one on the line, or several as a list that ends with a full stop."""
    if not parts.addressed:
        if parts.kind is None and parts.about is not None:
            yield missing("K1", message(N_("Kính gửi: …")), Severity.ERROR)
        return
    yield from set_as("K1", parts.addressed, Type((13, 14)))
    yield from ends_of("K1", parts.addressed[1:])


def ends_of(component: str, lines: list[Line]) -> Iterator[Deviation]:
    """Each line of a list ends with a semicolon, the last with a full stop."""
    for i, line in enumerate(lines):
        mark = "." if i == len(lines) - 1 else ";"
        if not line.words.endswith(mark):
            yield at(
                component,
                line,
                message(N_("ends with “{mark}”"), mark=line.words[-1]),
                message(N_("ends with “{mark}”"), mark=mark),
            )


def _ruled(
    component: str, document: Document, line: Line, limits: tuple[float, float]
) -> Iterator[Deviation]:
    """A rule in the line or below it, before the next text."""
    lengths = list(_rules_below(document.lines, line))
    least, most = limits
    wanted = message(
        N_("a rule of {least}–{most} pt below it"), least=round(least), most=round(most)
    )
    if not lengths:
        yield at(component, line, message(N_("no rule below it")), wanted)
    elif not any(length == 0 or least <= length <= most for length in lengths):
        found = message(N_("a rule of {length} pt"), length=round(lengths[0]))
        yield at(component, line, found, wanted)


def _rules_below(lines: Iterable[Line], line: Line) -> Iterator[float]:
    """Rules of the line and of empty ones below; in a head table, of the whole cell.

    Word anchors a floating line where its writer happened to stand, often in the row
    below: there the lines count that print above its text.
    """
    if line.cell is not None:
        own = [rule for one in lines if one.cell == line.cell for rule in one.rules]
        yield from own or _raised_below(lines, line.cell)
        return
    for other in lines:
        if other.number < line.number:
            continue
        if other.number > line.number and other.words and not other.rules:
            return
        yield from other.rules


def _raised_below(lines: Iterable[Line], cell: tuple[int, int, int]) -> Iterator[float]:
    """Rules at the top of the next cells of a column, down to the next words."""
    table, row, column = cell
    for line in lines:
        if line.cell is None or line.cell[0] != table or line.cell[2] != column:
            continue
        if line.cell[1] > row:
            if line.words:
                yield from line.raised
                return
            yield from line.rules
