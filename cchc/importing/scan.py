"""A damaged scan: what can still be read, and what cannot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.dates import parse_period
from cchc.importing.document import Block, joined, printed_day
from cchc.importing.head import Head
from cchc.importing.results import LOST, RawTask, Rows
from cchc.importing.sections import text_of
from cchc.importing.shapes.roles import Role
from cchc.problems import N_, message
from cchc.text.characters import fold
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


_HEADING = re.compile(r"\bSTT\b|\bTT\b\s+N", re.I)
_TASK_NUMBER = re.compile(r"(?:^|\s)(\d{1,2}\.\d{1,2})\s*(?=[|\s]|$)")
_LEAST = 3


def read_scan(blocks: Sequence[Block]) -> Rows:
    """Tasks by their numbers, from where the heading of a list stands."""
    lines = [
        (place, line)
        for place, block in enumerate(blocks, 1)
        for line in text_of(block).split("\n")
    ]
    first = next(
        (i for i, (_, line) in enumerate(lines) if _HEADING.search(line)), None
    )
    if first is None:
        return Rows()
    found: list[tuple[str, int, list[str]]] = []
    last = (0, 0)
    for place, line in lines[first:]:
        match = _TASK_NUMBER.search(line)
        number = _follows(match[1], last) if match else None
        if match and number is not None:
            last = number
            found.append((match[1], place, [line]))
        elif found and not _HEADING.search(line):
            found[-1][2].append(line)
    return _rows(found) if len(found) >= _LEAST else Rows()


def _follows(text: str, last: tuple[int, int]) -> tuple[int, int] | None:
    """The number, where it comes after the last one: no figure inside a text does."""
    group, item = (int(part) for part in text.split("."))
    group_next = group == last[0] + 1 and item <= 4
    if last == (0, 0) or group_next or (group == last[0] and 0 < item - last[1] <= 3):
        return group, item
    return None


def _rows(found: Sequence[tuple[str, int, list[str]]]) -> Rows:
    rows = Rows()
    for number, place, lines in found:
        task = RawTask(number, None, {Role.TASK: "\n".join(lines)}, {}, (0, place))
        why = message(N_("damaged scan: columns and letters are lost, fill in by hand"))
        task.doubt("text", why, LOST)
        rows.tasks.append(task)
    return rows
