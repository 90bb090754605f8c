"""Obligations that read alike, as one line of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cchc.models.plan import Plan, Task
from cchc.status import DONE, Obligation
from cchc.status.obligations import latest


@dataclass(frozen=True, slots=True)
class Share:
    """Units of a line that owe it as members of one group, or each by itself (None).

    `members` counts all of the group that owe the same thing, whatever its status.
    """

    via: str | None
    obligations: tuple[Obligation, ...]
    members: int


@dataclass(frozen=True, slots=True)
class Item:
    """Obligations of one task, milestone, due date and status, by several units.

    `done` of `members` units have finished what this line is about.
    """

    task: Task
    obligations: tuple[Obligation, ...]
    shares: tuple[Share, ...]
    done: int
    members: int

    @property
    def first(self) -> Obligation:
        """What all of them share: status, due date, milestone."""
        return self.obligations[0]

    @property
    def units(self) -> tuple[str, ...]:
        """Who owed it, each once."""
        return tuple(dict.fromkeys(one.unit for one in self.obligations))

    @property
    def days(self) -> int | None:
        """The most days late."""
        return latest(self.obligations)


def items(
    plan: Plan, wanted: Iterable[Obligation], every: Iterable[Obligation]
) -> list[Item]:
    """`wanted` as lines, in the plan's order; `every` tells how many share each."""
    tasks = {task.id: task for task in plan.tasks}
    members: dict[tuple[object, ...], set[str]] = {}
    done: dict[tuple[object, ...], set[str]] = {}
    for one in every:
        members.setdefault(_slot(one), set()).add(one.unit)
        members.setdefault((*_slot(one), one.via), set()).add(one.unit)
        if one.status in DONE:
            done.setdefault(_slot(one), set()).add(one.unit)
    alike: dict[tuple[object, ...], list[Obligation]] = {}
    for one in wanted:
        alike.setdefault((*_slot(one), one.status), []).append(one)
    return [
        Item(
            tasks[ones[0].task],
            tuple(ones),
            tuple(_shares(ones, members)),
            len(done.get(_slot(ones[0]), ())),
            len(members[_slot(ones[0])]),
        )
        for ones in alike.values()
    ]


def _shares(
    ones: Iterable[Obligation], members: Mapping[tuple[object, ...], set[str]]
) -> Iterator[Share]:
    by_group: dict[str | None, list[Obligation]] = {}
    for one in ones:
        by_group.setdefault(one.via, []).append(one)
    for via, found in by_group.items():
        yield Share(via, tuple(found), len(members[*_slot(found[0]), via]))


def _slot(one: Obligation) -> tuple[object, ...]:
    return (one.task, one.what, one.kind, one.due, one.period and one.period.start)


def by_due(found: Iterable[Item]) -> list[Item]:
    """Earliest due first; those without a date last."""
    return sorted(found, key=lambda item: item.first.due or date.max)
