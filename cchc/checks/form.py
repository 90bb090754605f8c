"""Rules of form: ids, numbering, references inside the plan, the state of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

from cchc.checks.base import Found, Loc, Lookup
from cchc.load import Loaded
from cchc.models.fields import field_in
from cchc.models.plan import Plan
from cchc.problems import N_, Message, message
from cchc.text.comments import open_doubts
from cchc.text.reader import read

# The order of points in Vietnamese documents (Decree 30/2020, annex I): đ after d.
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROMAN: Final = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal(part: str) -> tuple[str, int] | None:
    """Kind and position of one part: `("roman", 4)`; None for a word."""
    if part.isascii() and part.isdigit():
        return "number", int(part)
    if len(part) == 1 and part in LETTERS:
        return "letter", LETTERS.index(part) + 1
    if _ROMAN.match(part):
        values = [_VALUES[c] for c in part]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return "roman", sum(-v if v < after else v for v, after in pairs)
    return None


def spell(kind: str, position: int) -> str:
    """The part that stands for a position."""
    if kind == "letter":
        return LETTERS[position - 1]
    if kind == "number":
        return str(position)
    tens, ones = divmod(position, 10)
    digits = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return ("", "X", "XX", "XXX", "XL", "L")[tens] + digits[ones]


def gaps(ids: Sequence[str]) -> Iterator[tuple[int, Message]]:
    """Index of the id after each gap, and what is missing there, in words.

    A part counts from 1 (a) below its parent; where the parent is a row of its own,
    the first letter may be b: `1.1`, `1.1.b`.
    """
    children: dict[tuple[str, ...], dict[tuple[str, int], int]] = {}
    for i, name in enumerate(ids):
        parts = tuple(name.split("."))
        for depth, part in enumerate(parts):
            place = ordinal(part)
            if place is not None:
                children.setdefault(parts[:depth], {}).setdefault(place, i)
    rows = set(ids)
    found = []
    for parent, places in children.items():
        for (kind, position), i in places.items():
            missing = _before(kind, position, places, ".".join(parent) in rows)
            if missing:
                names = [spell(kind, p) for p in missing]
                found.append((i, _missing(kind, ".".join(parent), names)))
    yield from sorted(found, key=itemgetter(0))


def _missing(kind: str, parent: str, parts: Sequence[str]) -> Message:
    """A number or several; letters below a number are its points."""
    if kind == "letter" and parent:
        text = N_("task {task} has no point {points} before this one")
        if len(parts) > 1:
            text = N_("task {task} has no points {points} before this one")
        return message(text, task=parent, points=_span(parts))
    names = [f"{parent}.{part}" if parent else part for part in parts]
    return message(
        N_("there is no task {missing} before this one"), missing=_span(names)
    )


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def _before(
    kind: str, position: int, places: dict[tuple[str, int], int], is_row: bool
) -> list[int]:
    """Positions missing directly before one."""
    missing = []
    while position > 1 and (kind, position - 1) not in places:
        position -= 1
        missing.append(position)
    if kind == "letter" and is_row and missing[-1:] == [1]:
        missing.pop()
    return missing[::-1]


ITEMS = ("cites", "reports", "groups", "targets", "tasks")
"""Lists of a plan whose members findings belong to."""


def plan_id_mismatch(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """The id inside the file is not the name of its folder.

    Why: commands and links name a plan by its folder; two names make two plans.
    Example: `id: 2024-snv` in `plans/2023-snv/decision.yaml`.
    Instead: give both the same name.
    """
    folder = loaded.file.parent.name
    if plan.id != folder:
        yield Found(
            ("id",),
            message(
                N_("the id is {id}, the folder {folder}"), id=plan.id, folder=folder
            ),
            plan.id,
        )


def id_duplicate(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """Two groups, tasks or targets of a plan have one id.

    Why: journals and links could mean either.
    Example: two tasks `"1.4"`.
    Instead: number the second as printed, or add a letter: `"1.4.b"`.
    """
    for kind in ("groups", "tasks", "targets"):
        seen: dict[str, int] = {}
        for i, item in enumerate(getattr(plan, kind)):
            if item.id not in seen:
                seen[item.id] = i
                continue
            first, _ = loaded.place((kind, seen[item.id], "id"))
            yield Found(
                (kind, i, "id"),
                message(
                    N_("{id} is already the id of line {line}"), id=item.id, line=first
                ),
                item.id,
            )


def id_gap(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """The numbering of tasks skips a number or a letter.

    Why: either a row was lost when the decision was entered, or the decision itself
    skips it, and then nobody should look for it.
    Example: task `"5.4"` is followed by `"5.6"`; point h by point k.
    Instead: enter the missing row, or accept the gap and say that it is printed so.
    """
    for i, missing in gaps([task.id for task in plan.tasks]):
        yield Found(
            ("tasks", i, "id"),
            missing,
            plan.tasks[i].id,
            whole=True,
        )


def group_unknown(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A task names a group that the plan does not have.

    Why: the task would stand in no section of tables and reports.
    Example: `group: "9"` where groups are "1" to "7".
    Instead: add the group, or correct its id.
    """
    groups = {group.id for group in plan.groups}
    for i, task in enumerate(plan.tasks):
        if task.group is not None and task.group not in groups:
            yield Found(
                ("tasks", i, "group"),
                message(N_("there is no group {group}"), group=task.group),
                task.id,
            )


def task_misplaced(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """The number of a task begins with one group, its key `group` names another.

    Why: reports would count the task in the wrong section.
    Example: task `"6.4"` with `group: "5"`.
    Instead: correct the group, or the number.
    """
    groups = {group.id for group in plan.groups}
    for i, task in enumerate(plan.tasks):
        first, dot, _ = task.id.partition(".")
        if dot and first in groups and task.group in groups - {first}:
            yield Found(
                ("tasks", i, "group"),
                message(
                    N_("task {task} stands in group {group}"),
                    task=task.id,
                    group=task.group,
                ),
                task.id,
            )


def target_task_unknown(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A target names a task that the plan does not have.

    Why: progress of the target would be looked for where nothing is.
    Example: `task: "6.22"` where group 6 ends with 6.5.
    Instead: correct the number.
    """
    tasks = {task.id for task in plan.tasks}
    for i, target in enumerate(plan.targets):
        if target.task is not None and target.task not in tasks:
            yield Found(
                ("targets", i, "task"),
                message(N_("there is no task {task}"), task=target.task),
                target.id,
            )


def counts_as_unknown(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A row is counted with a task that the plan does not have, or not as one.

    Why: reports would count it under a number that nobody prints.
    Example: `counts_as: "II.9"` where group II ends with II.4.
    Instead: name the row that has the printed number itself, or leave the key out.
    """
    heads = {task.id for task in plan.tasks if task.counts_as is None}
    for i, task in enumerate(plan.tasks):
        if task.counts_as is not None and task.counts_as not in heads:
            text = N_("no row {task} counts for itself")
            yield Found(
                ("tasks", i, "counts_as"), message(text, task=task.counts_as), task.id
            )


LOST = "[…]"


def text_lost(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """Words of the decision are lost in the copy that the plan was entered from.

    Why: whoever relies on the plan must know where the copy has holes.
    Example: `when: […] Quý […] năm […]`, or an entry of `source.lost`.
    Instead: find a better copy and fill the hole, or accept it with what is lost.
    """
    if plan.source is not None and plan.source.lost:
        yield Found(
            ("source", "lost"),
            message(
                N_("parts of the decision are lost in the copy: {count}"),
                count=len(plan.source.lost),
            ),
            whole=True,
        )
    if loaded.text is None or LOST not in loaded.text:
        return
    seen: set[Loc] = set()
    for loc, text in strings(plan.model_dump(by_alias=True, exclude={"source"})):
        if LOST in text and "accept" not in loc and loc[:2] not in seen:
            seen.add(loc[:2])
            yield Found(
                loc,
                message(N_("words are lost here: {words}"), words=text),
                _id(plan, loc),
                whole=loc[0] not in ITEMS,
            )


def doubt_open(loaded: Loaded[Any], record: Any, lookup: Lookup) -> Iterator[Found]:
    """Comments “# kiểm tra:” of the import are still there.

    Why: each marks what the import guessed or did not find; until somebody has
    looked, the dates and names there are not sure.
    Example: `# kiểm tra: bản in không ghi đơn vị chủ trì` above a task.
    Instead: compare with the signed decision, correct, and delete the comment;
    `cchc import --resolved PLAN` deletes those that are settled.
    """
    places = open_doubts(loaded.text or "")
    if places:
        text = N_("{count} comments “# kiểm tra:” are left; the first is here")
        yield Found((), message(text, count=len(places)), place=places[0], whole=True)


def group_field_missing(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """Some groups are mapped to the fields of reform, and this one is not.

    Why: its work would stand under no field in the report.
    Example: `{id: "2", title: Cải cách thể chế và thủ tục hành chính}` beside groups
    with `field`.
    Instead: add `field` to the group, or to its tasks where they are of several.
    """
    named = [*(g.field for g in plan.groups), *(t.field for t in plan.tasks)]
    if not any(named):
        return
    for i, group in enumerate(plan.groups):
        mine = [task for task in plan.tasks if task.group == group.id]
        bare = [task for task in mine if task.field is None]
        if bare and group.field is None and field_in(group.title) is None:
            text = N_("group {group} has no field of reform")
            yield Found(("groups", i), message(text, group=group.id), group.id)


UNTIDY = re.compile(
    "(?<=\\S)[ \t]{2,}(?=\\S)|^[ \t]+|[ \t]+$|[\u00a0\u00ad\u2002-\u200d\u202f\u2060]"
)


def untidy_spaces(loaded: Loaded[Any], record: Any, lookup: Lookup) -> Iterator[Found]:
    """Spaces are doubled, special, or stand at the end of a line.

    Why: the same words are then not found, and diffs show changes that nobody sees.
    Example: two spaces, or a no-break space from a Word file, in a wording.
    Instead: one plain space; `cchc check --fix` does it.
    """
    text = (loaded.text or "").replace("\r\n", "\n")
    lines = text.split("\n")
    ends = {i for i, line in enumerate(lines, 1) if line != line.rstrip(" \t\r")}
    for line in sorted(ends):
        column = len(lines[line - 1].rstrip(" \t\r")) + 1
        yield Found(
            (), message(N_("spaces stand at the end of the line")), place=(line, column)
        )
    if _INSIDE.search(text) is None:
        return
    for loc, value in strings(read(text).value):
        if UNTIDY.search(value.replace("\n", "")) is None:
            continue
        line, column = loaded.place(loc)
        if line not in ends:
            inside = UNTIDY.search(lines[line - 1], column)
            place = (line, inside.start() + 1 if inside else column)
            yield Found(
                loc,
                message(N_("spaces in this text are doubled or special")),
                _id(record, loc),
                place=place,
            )


_INSIDE = re.compile("[^\\s]  +[^\\s#]|[\u00a0\u00ad\u2002-\u200d\u202f\u2060]")


def strings(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Every text below a value, with its path."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*loc, key))
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from strings(inner, (*loc, i))


def _id(record: Any, loc: Loc) -> str | None:
    """The id of the list member that `loc` passes through."""
    if record is None or len(loc) < 2 or not isinstance(loc[1], int):
        return None
    return getattr(getattr(record, str(loc[0]))[loc[1]], "id", None)
