"""How the text cites other documents, and the annexes of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from cchc.layout.deviations import Deviation, at
from cchc.layout.document import Document, Line
from cchc.layout.parts import TYPES, Parts
from cchc.problems import N_, Severity, message

_NUMBER = re.compile(
    r"(?<![\w/.,-])(?:\d+\w?(?:/\d{4})?/[A-ZĐ][^\W_]+(?:[-–&][^\W_]+)*"
    r"|\d+-[A-ZĐ][^\W_]*/[A-ZĐ][^\W_]+)"
)
"""`76/NQ-CP`, `110/2024/QĐ-UBND`, `77/2015/QH13`, `2775/SNV-CCHC&VTLT`, `80-NQ/TW`."""
_LAW = re.compile(r"/(QH\d+|PL-UBTVQH\d*)\Z")
_BY_NAME = ("luật", "pháp lệnh", "hiến pháp")
"""What is cited by its name alone; `bộ luật` ends with one of them."""
_OTHERS = (
    *("nghị định", "thông tư", "thông tư liên tịch", "công văn", "kết luận", "lệnh"),
    *("văn bản", "văn bản hợp nhất", "quyết nghị", "thông cáo", "công bố", "sắc lệnh"),
)
_TYPED = tuple(sorted((*TYPES, *_OTHERS, *_BY_NAME)))
_BLANK = r"[\s…._–-]*"
_DATED = re.compile(
    r"[\s,(]*(?:(?:được )?(?:ban hành|ký|ký ban hành|thông qua)\s+)?ngày"
    rf"(?:\s+\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{4}}|(?:\s+\d{{1,2}}\s+|{_BLANK})tháng"
    rf"(?:\s+\d{{1,2}}\s+|{_BLANK})năm(?:\s+\d{{4}}|{_BLANK}))",
    re.IGNORECASE,
)
_FULL = N_("at the first citation: type, number and symbol, date, issuer, subject")


def first_citations(document: Document, parts: Parts) -> Iterator[Deviation]:
    """B4: the first citation of a document has its type, number, symbol and date.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6: at first also issuer and subject,
    which are looked for in the grounds only, since elsewhere the sentence may give
    them; later type and number. Laws and ordinances are cited by name. Only the text
    is read, not its tables.
    """
    seen: set[str] = set()
    for line in sorted((*parts.grounds, *parts.body), key=lambda one: one.number):
        for found in _NUMBER.finditer(line.words):
            key = found.group().casefold()
            if key not in seen:
                seen.add(key)
                yield from _first(line, found, line in parts.grounds)


def _first(line: Line, found: re.Match[str], ground: bool) -> Iterator[Deviation]:
    before, after = line.words[: found.start()], line.words[found.end() :]
    kind, number = _kind(before), found.group()
    by_name = kind is not None and kind.endswith(_BY_NAME)
    # Without a type and a hyphen it may be anything: 3/UBND cấp xã, 100 Mbps/TB.
    unsure = kind is None and "-" not in number and number.count("/") < 2
    if by_name or unsure or _LAW.search(number):
        return
    dated = _DATED.match(after)
    lacks = {
        (True, True): None,
        (False, True): N_("“{value}” without its type"),
        (True, False): N_("“{value}” without its date"),
        (False, False): N_("“{value}” without its type and date"),
    }[kind is not None, dated is not None]
    if lacks is not None:
        yield at("B4", line, message(lacks, value=number), message(_FULL))
    elif ground and dated is not None:
        rest = after[dated.end() :].split()
        if "của" not in rest[:1] or len(rest) < 4:
            told = N_("“{value}” without its issuer or subject")
            advice = at("B4", line, message(told, value=number), message(_FULL))
            yield replace(advice, severity=Severity.WARNING)


def _kind(before: str) -> str | None:
    """The type that a number belongs to: right before it, or before others in a row.

    In a row the type stands once: Quyết định số 1/QĐ-A ngày …, số 2/QĐ-A ngày ….
    """
    text = before.rpartition(". ")[2].casefold().rstrip(" :")
    bare = re.sub(r"\s*\bsố\Z", "", text).rstrip()
    near = next((kind for kind in _TYPED if _ends(bare, kind)), None)
    if near is not None or not re.search(r"(?:[,;]|\bvà)\Z", bare):
        return near
    if not _NUMBER.search(before):
        return None
    return next((kind for kind in _TYPED if re.search(rf"\b{kind}\b", bare)), None)


def _ends(text: str, kind: str) -> bool:
    return text.endswith(kind) and not text[: -len(kind)][-1:].isalnum()


_ANNEX = re.compile(r"(?P<several>\b(?:các|những|\d+)\s+)?\bphụ\s+lục\b", re.IGNORECASE)
_ROW = re.compile(
    r"(?:\s+số)?\s+(?:[IVXLC]+|\d+)\b"
    r"(?:\s*(?:,|;|và|đến|-|–)\s*(?:[Pp]hụ lục\s+)?(?:số\s+)?(?:[IVXLC]+|\d+)\b)*"
)
_STEP = re.compile(
    r"(?P<until>(?:đến|-|–)\s*(?:\w+ lục\s+)?)?\b(?P<number>[IVXLC]+|\d+)\b"
)
_OF_ANOTHER = re.compile(
    r"[\s,(]*(?:(?:của|tại|ban hành|kèm theo)\s+)*"
    rf"(?i:{'|'.join(_TYPED)})\s+(?:số\s+)?(?:{_NUMBER.pattern})"
)
"""An annex of another document: Phụ lục I Nghị định số 30/2020/NĐ-CP."""


def unnamed_annexes(document: Document, parts: Parts) -> Iterator[Line]:
    """The first line of each annex that the text before the annexes does not name.

    An only annex may be named without its number, several together: các Phụ lục.
    """
    heads = [annex[0] for annex in parts.annexes]
    numbers = [numeral(head) for head in heads]
    named: set[str] = set()
    for line in document.lines:
        if not heads or line.number >= heads[0].number:
            break
        for found in _ANNEX.finditer(line.words):
            row = _ROW.match(line.words, found.end())
            if _OF_ANOTHER.match(line.words, (row or found).end()):
                continue
            if len(heads) == 1 or (found["several"] and row is None):
                named |= {*numbers}
            elif row is not None:
                named |= _listed(row.group(), numbers)
    yield from (
        h for h, number in zip(heads, numbers, strict=True) if number not in named
    )


def numeral(head: Line) -> str:
    """`II` of “Phụ lục II”; empty where an annex has none."""
    words = head.words.rstrip(".:").split()
    return words[-1] if len(words) > 2 else ""


def _listed(row: str, numbers: list[str]) -> set[str]:
    """`I, III` as they are; `I đến III` with what lies between."""
    found: list[str] = []
    for step in _STEP.finditer(row):
        number = step["number"]
        if step["until"] and found and {found[-1], number} <= {*numbers}:
            found += numbers[numbers.index(found[-1]) : numbers.index(number)]
        found.append(number)
    return {*found}
