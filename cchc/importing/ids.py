"""Ids of tasks: the printed number, with its section's where numbers start anew."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.importing.doubts import WEAK
from cchc.importing.labels import letter
from cchc.importing.raw import RawTask, Rows
from cchc.problems import N_, message


def number_tasks(lists: Sequence[Rows]) -> None:
    """Give every task its id."""
    taken: set[str] = set()
    for position, rows in enumerate(lists, 1):
        own = [task.own for task in rows.tasks]
        repeats = len(set(own)) < len(own)
        for task in rows.tasks:
            number = task.own
            if (
                repeats
                and task.section is not None
                and "." not in task.own.rstrip("abcdđeghiklmnopqrstuvxy.")
            ):
                number = f"{task.section.id}.{number}"
            task.id = _free(task, number, taken, position)
            taken.add(task.id)


def _free(task: RawTask, number: str, taken: set[str], position: int) -> str:
    if number not in taken:
        return number
    if position > 1 and f"PL{position}.{number}" not in taken:
        return f"PL{position}.{number}"
    for index in range(1, 500):
        if (other := f"{number}.{letter(index)}") not in taken:
            why = message(N_("the number {number} is printed twice"), number=number)
            task.doubt("id", why, WEAK)
            return other
    raise AssertionError(number)
