"""A report held against itself: rates, sums, its annex, the dates of what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc.importing.document import Paragraph, Source
from cchc.models.statistics import StatisticsForm, StatisticsSheet
from cchc.problems import N_, Message, message
from cchc.reporting.annexes import ReadRow, sheet_of
from cchc.reporting.naming import Mention, mentioned
from cchc.status.statistics import Slip, slips
from cchc.text.characters import fold
from cchc.text.numbers import figure

_NUMBER = r"\d[\d.]*(?:,\d+)?"
_OF = re.compile(
    rf"(?<![\d/.,])(?P<part>{_NUMBER})/(?P<whole>{_NUMBER})(?![\d/]|-?[A-ZĐ])"
    rf"(?P<between>[^.;%/]{{0,90}}?)(?P<share>\d+(?:,\d+)?)\s?%"
)
"""`04/15 nhiệm vụ, đạt 26,67%`"""
_TOTAL = re.compile(
    rf"(?P<whole>{_NUMBER})(?P<unit>[^.;%\d]{{1,40}}?)[;,(]\s*trong đó[:,]?"
    r"(?P<rest>(?:[^.]|\.(?=\d))*)",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<part>{_NUMBER})[^.;,%\d(]{{0,30}}\((?:tỷ lệ|đạt|chiếm)?\s*"
    r"(?P<share>\d+(?:,\d+)?)\s?%"
)
_CITED = re.compile(
    r"(?P<number>\d+\w?/(?:\d{4}/)?[A-ZĐ]+(?:-[A-ZĐ]+)+)\s*,?\s*(?:ngày)?\s+"
    r"(?P<day>\d{1,2})(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?:\s+năm\s+|/)(?P<year>\d{4})"
)
_CUT = 0.0101
"""Two decimals, rounded or cut off; fewer decimals are given their own half."""


class Fault(NamedTuple):
    """What does not agree: the words of the place, and what is wrong."""

    place: str
    text: Message


def faults(
    source: Source,
    form: StatisticsForm | None,
    read: Sequence[ReadRow],
    sheet: StatisticsSheet,
) -> Iterator[Fault]:
    """Everything in a report that disagrees with something else in it."""
    texts = [
        " ".join(block.text.split())
        for block in source.blocks
        if isinstance(block, Paragraph)
    ]
    for text in texts:
        yield from _shares(text)
        yield from _parts(text)
    yield from _dates(texts)
    if form is not None:
        for slip in slips(form, sheet_of(read, sheet)):
            if slip.kind not in ("computed", "plan", "relation"):
                yield Fault(f"{slip.row} {form.rows[slip.row].name}", said(slip))
        yield from _against_annex(texts, form, read)


def _shares(text: str) -> Iterator[Fault]:
    for found in _OF.finditer(text):
        part, whole = figure(found["part"]), figure(found["whole"])
        share = figure(found["share"])
        if part is None or not whole or share is None or part > whole:
            continue
        if not _near(share, 100 * part / whole, found["share"]):
            yield Fault(found.group(), _recounted(found["share"], part, whole))


def _parts(text: str) -> Iterator[Fault]:
    """`1.240 hồ sơ; trong đó: đúng hạn 1.204 (tỷ lệ 97,1%), trễ hạn 36 (2,9%)`."""
    for found in _TOTAL.finditer(text):
        whole = figure(found["whole"])
        pairs = [
            (figure(one["part"]), figure(one["share"]), one)
            for one in _PART.finditer(found["rest"])
        ]
        known = [(p, s, m) for p, s, m in pairs if p is not None and s is not None]
        if not whole or not known:
            continue
        for part, share, match in known:
            if part <= whole and not _near(share, 100 * part / whole, match["share"]):
                yield Fault(match.group(), _recounted(match["share"], part, whole))
        total = sum(part for part, _, _ in known)
        full = abs(sum(share for _, share, _ in known) - 100) < 0.5
        if len(known) > 1 and full and total != whole:
            told = N_("the parts add up to {total}, not to {whole}")
            yield Fault(
                found.group()[:90],
                message(told, total=_shown(total), whole=_shown(whole)),
            )


def _near(share: float, exact: float, printed: str) -> bool:
    decimals = len(printed.partition(",")[2])
    return abs(share - exact) <= max(_CUT, 1.01 * 10**-decimals if decimals else 0.51)


def _recounted(printed: str, part: float, whole: float) -> Message:
    text = N_("{printed}% is printed; {part} of {whole} is {share}%")
    share = _shown(round(100 * part / whole, 2))
    return message(
        text, printed=printed, part=_shown(part), whole=_shown(whole), share=share
    )


def _dates(texts: Sequence[str]) -> Iterator[Fault]:
    """One document cited with two dates."""
    known: dict[str, str] = {}
    for text in texts:
        for found in _CITED.finditer(text):
            day = f"{int(found['day']):02}/{int(found['month']):02}/{found['year']}"
            first = known.setdefault(found["number"], day)
            if first != day:
                told = N_("{number} is cited with two dates: {one} and {other}")
                yield Fault(
                    found.group(),
                    message(told, number=found["number"], one=first, other=day),
                )


def _against_annex(
    texts: Sequence[str], form: StatisticsForm, read: Sequence[ReadRow]
) -> Iterator[Fault]:
    """A figure behind the name of a row of the annex that says another one there.

    The name may be worded otherwise; where two rows of the form fit, nothing is held
    together.
    """
    rows = {one.row.id: one for one in read}
    named = [row for row in form.rows.values() if row.kind != "heading"]
    for text in texts:
        for clause in _CLAUSES.split(text):
            found = mentioned(clause, named)
            one = rows.get(found.row.id) if found is not None else None
            printed = _figure_behind(clause, found) if found is not None else None
            if one is None or one.value is None or printed is None:
                continue
            value = figure(printed)
            if value is None or _agrees(value, one, printed):
                continue
            told = N_("the text says {value}, row {row} of the annex {other}")
            yield Fault(
                clause.strip()[:90],
                message(told, value=printed, row=one.row.id, other=one.told),
            )


_CLAUSES = re.compile(r"[;.](?=\s|$)|(?<=[\d%)]),\s")
"""A comma behind a figure parts clauses; names of rows have commas of their own."""
_BEHIND = re.compile(rf"(?P<between>[^\d;(]{{0,40}}?)(?P<number>{_NUMBER})(?P<rest>.*)")
_LINKS = frozenset(
    ("la", "dat", "gom", "co", "duoc", "khoang", "chiem", "hien", "nay", "ky", "trong")
)
"""Words that may stand between a name and its figure."""


def _figure_behind(clause: str, found: Mention) -> str | None:
    """The figure of a row that a clause names; None for a day, a year, another unit."""
    match = _BEHIND.match(clause, found.end)
    if match is None or re.match(r"[\d/-]", match["rest"]):
        return None
    between = fold(match["between"]).split()
    if len(between) > 5 or not set(between) <= _LINKS:
        return None
    is_share = match["rest"].lstrip().startswith("%")
    return match["number"] if is_share == (found.row.unit == "%") else None


def _agrees(value: float, one: ReadRow, printed: str) -> bool:
    if one.row.unit == "%":
        return _near(value, one.value or 0, printed)
    return abs(value - (one.value or 0)) <= _CUT


def said(slip: Slip) -> Message:
    """What is wrong with a figure of the annex."""
    texts = {
        "part": N_("{found} is more than the {asked} of row {other}"),
        "least": N_("{found} is less than its parts together: {asked}"),
        "sum": N_("{found}, but its parts add up to {asked}"),
        "ratio": N_("{found}%, but its rows give {asked}%"),
        "nothing": N_("{found}%, but row {other} is 0"),
        "share": N_("{found} is no percentage: is it a count?"),
        "count": N_("{found} is no count"),
        "code": N_("{found} is no code of this row: {other}"),
        "heading": N_("a heading has no value: {found}"),
    }
    return message(
        texts[slip.kind],
        found=_shown(slip.found),
        asked=_shown(slip.asked),
        other=slip.other,
    )


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{round(value, 2):,.15g}".translate(str.maketrans(",.", ".,"))
