"""What amendments did to the deadlines of a task: which dues stay, which moved.

A recurring duty follows a new rule from the day on which the rule counts: what fell
due before keeps its date. A single date that was moved keeps the dates that it had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cchc.compare.deadlines import pair_deadlines
from cchc.dates import Period
from cchc.dates.workdays import Workdays
from cchc.models.amendment import Former
from cchc.models.deadlines import After, Deadline, Due, Every
from cchc.models.plan import Task
from cchc.status.obligations import Past, Slot, condition_of, dated


class _Form(NamedTuple):
    """The deadlines of a task from one amendment on, until the next one."""

    since: date
    until: date
    deadlines: Sequence[Deadline]


def amended_slots(
    task: Task, formers: Sequence[Former], bounds: Period
) -> Iterator[Slot]:
    """What a task obliges on the day asked about, with the dates that it had."""
    forms = _forms(task, formers)
    kept: set[tuple[str | None, Period]] = set()
    for at, form in enumerate(forms):
        is_last = at == len(forms) - 1
        for i, deadline in enumerate(form.deadlines):
            if not is_last and not isinstance(deadline, Every):
                continue
            line = _line(forms, at, i)
            for slot in dated(deadline, bounds):
                if isinstance(deadline, Every) and slot.period and slot.due:
                    key = (slot.what, slot.period)
                    if key in kept or not form.since <= slot.due < form.until:
                        continue
                    kept.add(key)
                yield slot._replace(past=_past(slot, line, bounds))
    if not forms[-1].deadlines:
        yield Slot("unstated", None, None, None)


def with_past(
    slot: Slot, task: Task, formers: Sequence[Former], workdays: Workdays
) -> Slot:
    """A slot that an event made, with the dates that it would have had before."""
    if slot.origin is None or slot.kind != "after":
        return slot
    forms = _forms(task, formers)
    for i, deadline in enumerate(task.deadlines):
        if isinstance(deadline, After) and (deadline.what, condition_of(deadline)) == (
            slot.what,
            slot.condition,
        ):
            event = slot.origin.date.start
            dues = [
                workdays.limit(event, **old.within.model_dump())
                for old in _line(forms, len(forms) - 1, i)
                if isinstance(old, After) and old.within
            ]
            return slot._replace(past=tuple(Past(None, due) for due in dues))
    return slot


def _forms(task: Task, formers: Sequence[Former]) -> list[_Form]:
    """The forms that the deadlines had, the oldest first, the one in force last."""
    starts = [date.min, *(former.until for former in formers)]
    ends = [*(former.until for former in formers), date.max]
    told = [*(former.task.deadlines for former in formers), task.deadlines]
    return [_Form(*one) for one in zip(starts, ends, told, strict=True)]


def _line(forms: Sequence[_Form], at: int, index: int) -> list[Deadline]:
    """What a deadline of form `at` was in the forms before, the oldest first."""
    current = forms[at].deadlines[index]
    found: list[Deadline] = []
    for before, after in zip(forms[:at][::-1], forms[1 : at + 1][::-1], strict=True):
        pairs = pair_deadlines(before.deadlines, after.deadlines)
        old = next((one.old for one in pairs if one.new is current), None)
        if old is None or type(old) is not type(current):
            break
        found.append(old)
        current = old
    return found[::-1]


def _past(slot: Slot, line: Sequence[Deadline], bounds: Period) -> tuple[Past, ...]:
    """The dates that a slot had under earlier forms of its deadline."""
    found = []
    for old in line:
        if isinstance(old, Due):
            found.append(Past(old.due, old.due.end))
        elif isinstance(old, Every) and slot.period:
            found += [
                Past(None, one.due)
                for one in dated(old, bounds)
                if one.due and one.period and one.period.start == slot.period.start
            ]
    return tuple(found)
