"""`deadlines` that a task lacks, from the words of its `when`, spliced into the text.

Only what the grammar reads without any doubt is filled in; the new text is read again
and must differ from the old one in those deadlines alone, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from cchc.checks.deadlines import context_of
from cchc.checks.form import LOST
from cchc.load import Loaded, parse_record
from cchc.models.deadlines import Deadline
from cchc.models.plan import Plan
from cchc.text.flow import flow, is_plain
from cchc.text.reader import read
from cchc.wording import read as understand

_EMPTY = ("", "[]", "null", "Null", "NULL", "~")


class _Place(NamedTuple):
    """Where a value of a task stands in the text, and the column of its key."""

    start: int
    end: int
    column: int


class _Task(NamedTuple):
    """How a task is written: in braces or in lines, and where its values are."""

    braces: bool
    places: Mapping[str, _Place]


def fill_deadlines(text: str, file: Path, path: str) -> tuple[str, int]:
    """Fill in empty or missing `deadlines`; the new text and how many tasks it took.

    `file` and `path` name the decision that `text` is of.
    """
    plan = _plan(text, file, path)
    found = dict(_understood(plan)) if plan is not None else {}
    if not found:
        return text, 0
    tasks = [*_tasks(text)]
    result, filled = text, {}
    for i in sorted(found, reverse=True):
        new = _filled(result, tasks[i], [*map(_item, found[i])])
        if new != result:
            result, filled[i] = new, found[i]
    after = _plan(result, file, path)
    if after is None or any(after.tasks[i].deadlines != filled[i] for i in filled):
        return text, 0
    return (result, len(filled)) if _same_but_for(text, result, filled) else (text, 0)


def _plan(text: str, file: Path, path: str) -> Plan | None:
    loaded: Loaded[Plan] = Loaded(file, path)
    parse_record(Plan, loaded, text)
    return loaded.record


def _understood(plan: Plan) -> Iterator[tuple[int, tuple[Deadline, ...]]]:
    """Each task that has only the words, by index, and what they mean."""
    for i, task in enumerate(plan.tasks):
        if not task.deadlines and task.when is not None and LOST not in task.when:
            reading = understand(task.when, context_of(plan))
            if reading.deadlines and not reading.problems:
                yield i, reading.deadlines


def _filled(text: str, task: _Task, items: list[str]) -> str:
    """The text with the deadlines of one task; as it is where they have no place."""
    when, there = task.places["when"], task.places.get("deadlines")
    at = there or when
    if there and text[there.start : there.end] not in _EMPTY:
        return text
    if task.braces:
        listed = f" [{', '.join(items)}]"
        before = text[: at.start].rstrip(" ") if there else text[: at.end]
        return before + (listed if there else f", deadlines:{listed}") + text[at.end :]
    if there and there.start < there.end:
        text = text[: there.start].rstrip(" ") + text[there.end :]
        at = when._replace(end=len(text[: there.start].rstrip(" ")))
    indent = " " * when.column
    lines = [] if there else [f"{indent}deadlines:"]
    lines += [f"{indent}  - {item}" for item in items]
    return _below(text, at.end, lines)


def _below(text: str, index: int, lines: list[str]) -> str:
    """The text with lines below the one that `index` ends on or, at its start, above.

    A block text ends where the next line starts.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    if index and text[index - 1] == "\n":
        while text[:index].endswith(end * 2):  # blank lines below a block text
            index -= len(end)
        return text[:index] + "".join(line + end for line in lines) + text[index:]
    stop = text.find("\n", index)
    if stop < 0:
        return text + "".join(end + line for line in lines)
    return text[: stop + 1] + "".join(line + end for line in lines) + text[stop + 1 :]


def _tasks(text: str) -> Iterator[_Task]:
    """Each task of a plan that was read without fault."""
    root = YAML(typ="safe", pure=True).compose(text)
    tasks = next(value for key, value in root.value if key.value == "tasks")
    for task in tasks.value:
        yield _Task(
            bool(task.flow_style),
            {key.value: _place(text, key, value) for key, value in task.value},
        )


def _place(text: str, key: Any, value: Any) -> _Place:
    start, end = value.start_mark.index, value.end_mark.index
    if start == end:  # nothing is written: behind the colon, wherever the mark is
        start = end = text.index(":", key.end_mark.index) + 1
    return _Place(start, end, key.start_mark.column)


def _item(deadline: Deadline) -> str:
    """One deadline in flow style, as people write it."""
    told = deadline.model_dump(by_alias=True, exclude_defaults=True)
    return flow(told, plain=_is_plain)


def _is_plain(value: object, key: str) -> bool:
    """Days and periods of a deadline stay unquoted behind each of its keys."""
    return is_plain(value, "due" if key in ("from", "until", "day") else key)


def _same_but_for(old: str, new: str, tasks: Iterable[int]) -> bool:
    """Whether the new text differs from the old one in those deadlines alone."""
    before, after = read(old).value, read(new)
    if after.faults:
        return False
    for i in tasks:
        for value in (before, after.value):
            value["tasks"][i].pop("deadlines", None)
    return bool(before == after.value)
