"""A damaged scan: the numbers of tasks can be read, their columns cannot.

Each number begins a task whose text is what stands there; nothing is guessed from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc.importing.columns import Role
from cchc.importing.doubts import LOST
from cchc.importing.parts import text_of
from cchc.importing.raw import RawTask, Rows
from cchc.importing.source import Block
from cchc.problems import N_, message

_HEADING = re.compile(r"\bSTT\b|\bTT\b\s+N", re.I)
_NUMBER = re.compile(r"(?:^|\s)(\d{1,2}\.\d{1,2})\s*(?=[|\s]|$)")
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
        match = _NUMBER.search(line)
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
