"""The head of a damaged scan: figures can still be read, and names without accents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.dates import parse_period
from cchc.importing.head import Head
from cchc.importing.markup import joined
from cchc.importing.parts import text_of
from cchc.importing.printed import printed_day
from cchc.importing.source import Block
from cchc.text.search import fold
from cchc.units import Units

_NUMBER = re.compile(r"\bS\S{0,2}\s*:\s*(\d{1,5})\s*/\s*(QD|QĐ|KH|NQ)-([A-Z]{2,8})\b")
_DATE = re.compile(
    r",\s*ng\S{1,3}\s*(\d{1,2})\s+th\S{1,5}\s+(\d{1,2})\s+n\S{1,4}\s+(\d{4})"
)
_YEAR = re.compile(r"\b(20\d\d)\b")
_FIRST = 40


def read_scan_head(blocks: Sequence[Block], units: Units) -> tuple[Head, str | None]:
    """What the figures say, and the unit that a line in capitals names."""
    lines = [line for block in blocks[:_FIRST] for line in text_of(block).split("\n")]
    text = "\n".join(lines)
    number = _NUMBER.search(text)
    title = _title(lines)
    years = set(_YEAR.findall(title or ""))
    period = parse_period(years.pop()) if len(years) == 1 else None
    head = Head(
        number=number[1] if number else None,
        symbol=f"{number[2].replace('QD', 'QĐ')}-{number[3]}" if number else None,
        signed=_signed(text),
        title=title,
        period=period,
        period_sure=False,
    )
    return head, _issuer(lines, units)


def _signed(text: str) -> str | None:
    return printed_day(_DATE.search(text))


def _title(lines: Sequence[str]) -> str | None:
    """The lines between the words for "decision" and the next line in capitals."""
    start = next(
        (
            i
            for i, line in enumerate(lines)
            if re.match(r"QUYET|KE HOACH", fold(line).upper())
        ),
        None,
    )
    if start is None:
        return None
    found: list[str] = []
    for line in lines[start + 1 : start + 8]:
        if line.isupper():
            break
        found.append(line)
    return joined(" ".join(found)) or None


def _issuer(lines: Sequence[str], units: Units) -> str | None:
    for line in lines:
        if line.isupper() and (found := units.resolve(line)):
            return found
    return None
