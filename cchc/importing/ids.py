"""Ids of tasks: the printed number, with its section's where numbers start anew."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.importing.doubts import WEAK
from cchc.importing.labels import LETTERS, letter
from cchc.importing.raw import RawTask, Rows
from cchc.problems import N_, message


def number_tasks(lists: Sequence[Rows]) -> None:
    """Give every task its id."""
    taken: dict[str, int] = {}
    for position, rows in enumerate(lists, 1):
        own = [task.own for task in rows.tasks]
        repeats = len(set(own)) < len(own)
        for task in rows.tasks:
            number = task.own
            plain = "." not in number.rstrip(f"{LETTERS}.")
            if repeats and task.section is not None and plain:
                number = f"{task.section.id}.{number}"
            task.id = _free(task, number, taken, position)
            taken.setdefault(task.id, 0)


def _free(task: RawTask, number: str, taken: dict[str, int], position: int) -> str:
    """The number; another list's with "PL2" before it; a repeated one with a letter."""
    if number not in taken:
        return number
    if position > 1 and f"PL{position}.{number}" not in taken:
        return f"PL{position}.{number}"
    why = message(N_("the number {number} is printed twice"), number=number)
    task.doubt("id", why, WEAK)
    other = number
    while other in taken:
        taken[number] += 1
        other = f"{number}.{letter(taken[number])}"
    return other
