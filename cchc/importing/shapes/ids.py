"""Numbers of tasks: as printed, and told apart where lists number anew."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.importing.document import LETTERS, letter
from cchc.importing.results import WEAK, RawTask, Rows
from cchc.problems import N_, message


def number_tasks(lists: Sequence[Rows]) -> None:
    """Give every task its id."""
    _head(lists)
    taken: dict[str, int] = {}
    for position, rows in enumerate(lists, 1):
        own = [task.own for task in rows.tasks]
        repeats = len(set(own)) < len(own) or rows.sections == [rows.heading]
        for task in rows.tasks:
            number = task.own
            plain = "." not in number.rstrip(f"{LETTERS}.")
            if repeats and task.section is not None and plain:
                number = f"{task.section.id}.{number}"
            task.id = _free(task, number, taken, position)
            taken.setdefault(task.id, 0)


def _head(lists: Sequence[Rows]) -> None:
    """Lists below numbered lines, each numbered anew: the lines are their sections."""
    headed = [rows for rows in lists if rows.heading and not rows.sections]
    names = {rows.heading.id for rows in headed if rows.heading}
    own = [task.own for rows in headed for task in rows.tasks]
    if len(headed) < 2 or len(names) < len(headed) or len(set(own)) == len(own):
        return
    for rows in headed:
        if rows.heading is not None:
            rows.sections = [rows.heading]
        for task in rows.tasks:
            task.section = rows.heading


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
