"""Rules of journals: is the task owed by this unit, in this period?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from cchc.checks.base import Found, Lookup
from cchc.checks.journal import entries_of
from cchc.load import Loaded
from cchc.models.deadlines import After, Follows
from cchc.models.journal import JUDGING, Journal, TaskEntry
from cchc.models.plan import Plan, Task
from cchc.problems import N_, message
from cchc.status.entries import assign, candidates, listed, name_of, named
from cchc.status.evaluate import Debt, Evaluation
from cchc.status.obligations import condition_of
from cchc.text.characters import fold


class _Case(NamedTuple):
    """One task entry, and what its unit owes of the task (None: nothing)."""

    place: int
    entry: TaskEntry
    task: Task
    debts: dict[str, Debt]
    debt: Debt | None
    told: frozenset[int] = frozenset()
    """Which entries tell of the debt, by their identity: there may be thousands."""
    meant: frozenset[int] = frozenset()
    """Those of them that mean one of its slots."""


@lru_cache(maxsize=1)  # four rules ask, one after the other
def _cases(loaded: Loaded[Journal], lookup: Lookup) -> tuple[_Case, ...]:
    journal, plan = loaded.record, lookup.plan(loaded.plan)
    if journal is None or plan is None or journal.unit not in lookup.units:
        return ()
    written = entries_of(loaded, journal)
    evaluations = _Evaluations(plan, journal, lookup)
    owed: dict[tuple[str, date], dict[str, Debt]] = {}
    told: dict[tuple[str, date, str], tuple[frozenset[int], frozenset[int]]] = {}
    found = []
    for i, entry in enumerate(written):
        evaluation = evaluations.of(entry.date.start)
        task = evaluations.task(evaluation, entry.subject)
        if isinstance(entry, TaskEntry) and entry.state in JUDGING:
            continue  # they tell of another journal: `confirmation_without_result`
        if isinstance(entry, TaskEntry) and task is not None:
            key = (task.id, evaluation.as_of)
            if key not in owed:
                owed[key] = {d.owed.unit: d for d in evaluation.debts(task)}
            debts = owed[key]
            unit = evaluation.debtor(journal.unit, entry, debts)
            if unit is None:
                found.append(_Case(i, entry, task, debts, None))
                continue
            if (*key, unit) not in told:
                told[*key, unit] = _told(debts[unit])
            found.append(_Case(i, entry, task, debts, debts[unit], *told[*key, unit]))
    return tuple(found)


def _told(debt: Debt) -> tuple[frozenset[int], frozenset[int]]:
    """Entries that tell of a debt, and those that mean one of its slots."""
    meant = assign(debt.entries, debt.slots)
    return (
        frozenset(map(id, debt.entries)),
        frozenset(id(entry) for ones in meant for entry in ones),
    )


class _Evaluations:
    """A plan and this journal, on days when the entries asked about can be seen.

    An entry is held against the plan of its own time: on the last day before the next
    amendment, or, without one, when all entries can be seen.
    """

    def __init__(self, plan: Plan, journal: Journal, lookup: Lookup) -> None:
        self.plan, self.journal, self.lookup = plan, journal, lookup
        days = [entry.date.start for entry in journal.entries]
        self.last = lookup.latest(days, plan)
        amended = plan.amended.amendments if plan.amended else ()
        self.ends = [one.day - timedelta(days=1) for one in amended]
        self._found: dict[date, Evaluation] = {}
        self._tasks: dict[date, dict[str, Task]] = {}

    def of(self, day: date) -> Evaluation:
        """The evaluation that an entry of a day is held against."""
        end = next((end for end in self.ends if day <= end), self.last)
        if end not in self._found:
            found = self.lookup.untold(self.plan, end).told_by([self.journal])
            self._found[end] = found
            self._tasks[end] = {task.id: task for task in found.plan.every_task}
        return self._found[end]

    def task(self, evaluation: Evaluation, task: str) -> Task | None:
        """A task as the plan has it in an evaluation."""
        return self._tasks[evaluation.as_of].get(task)


def unit_does_not_owe(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A unit reports on a task that it does not owe.

    Why: the entry counts for nobody; who owes the task stays overdue. A unit owes what
    it leads, what a group leads that it belongs to on the due day, and what a unit owed
    whose duties it took over. Partners report to the lead.
    Example: `task: "1.4"` in the journal of a partner.
    Instead: let the lead report, or correct the number; `owed_by` names the former
    unit where several are possible.
    """
    for case in _cases(loaded, lookup):
        former, debt = case.entry.owed_by, case.debt
        if debt is not None and _answers(journal.unit, case.entry, debt, lookup):
            continue
        yield Found(
            ("entries", case.place, "owed_by" if former else "task"),
            message(
                N_("unit {unit} does not owe task {task}; owed by: {units}"),
                unit=journal.unit if debt else former or journal.unit,
                task=case.task.id,
                units=listed(case.debts),
            ),
            case.task.id,
        )


def confirmation_without_result(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """What is confirmed or returned was not reported as done.

    Why: the entry counts for nothing. Where several units owe the task, `owed_by` says
    whose result is meant; where it has several periods or milestones, `for`.
    Example: `state: confirmed` for a task of which nobody has reported the result.
    Instead: correct the number, `owed_by` or `for`; or let the unit report first.
    """
    plan = lookup.plan(loaded.plan)
    judged = [
        (i, entry)
        for i, entry in enumerate(entries_of(loaded, journal))
        if isinstance(entry, TaskEntry) and entry.state in JUDGING
    ]
    if plan is None or not judged:
        return
    every = [one.record for one in lookup.journals(plan.id) if one.record is not None]
    others = [one for one in every if one.unit != journal.unit]
    for entry in (entry for one in every for entry in one.entries):
        lookup.is_future(entry.date.start)  # what cannot be seen yet is not judged
    day = lookup.latest((entry.date.start for _, entry in judged), plan)
    evaluation = Evaluation(plan, [*others, journal], lookup.setting(day))
    tasks = {task.id: task for task in evaluation.plan.every_task}
    for i, entry in judged:
        if entry.task not in tasks or not evaluation.may_judge(journal.unit):
            continue
        debts = evaluation.debts(tasks[entry.task])
        if not any(
            entry in meant
            for debt in debts
            if debt.entries
            for meant in assign(debt.entries, debt.slots)
        ):
            text = N_("task {task} has no result to be judged so; owed by: {units}")
            units = listed(debt.owed.unit for debt in debts)
            told = message(text, task=entry.task, units=units)
            yield Found(("entries", i), told, entry.task)


def _answers(unit: str, entry: TaskEntry, debt: Debt, lookup: Lookup) -> bool:
    """Whether a unit may write for the one that `owed_by` names."""
    former = entry.owed_by
    if former is None or unit in (former, *debt.owed.owners):
        return True
    return unit in lookup.units.owners(former, entry.date.start)


def entry_state_mismatch(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An event or a schedule is reported where the task waits for none.

    Why: the entry has no effect. `triggered` goes with `after`, `scheduled` (with
    `due`) with `follows`.
    Example: `state: triggered` on a task due in the second quarter.
    Instead: write `started` or `done`, or correct the number of the task.
    """
    for case in _cases(loaded, lookup):
        kinds = {type(deadline) for deadline in case.task.deadlines}
        state, due = case.entry.state, case.entry.due
        wrong = None
        if state == "triggered" and After not in kinds:
            wrong = N_("task {task} waits for no event")
        elif state == "scheduled" and Follows not in kinds:
            wrong = N_("task {task} follows no schedule")
        elif state == "scheduled" and due is None:
            wrong = N_("scheduled without due")
        elif state != "scheduled" and due is not None:
            wrong = N_("due goes with scheduled only")
        if wrong is not None:
            yield Found(
                ("entries", case.place, "state"),
                message(wrong, task=case.task.id),
                case.task.id,
            )


def workdays_unannounced(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """A time limit is counted over a year whose days off are not announced yet.

    Why: the due date may move by days when the notice comes, so it is provisional.
    Example: 10 working days from 2026-12-28, and no notice of 2027 is registered.
    Instead: add the year to `notices` in plans/registers/workdays.yaml when the notice
    is there, with its swapped days.
    """
    for case in _cases(loaded, lookup):
        day = case.entry.date.start
        for slot in case.debt.slots if case.debt else ():
            if slot.origin is case.entry and slot.due and slot.provisional:
                years = lookup.workdays.unknown_years(day, slot.due)
                text = N_("the days off of {year} are not announced yet: due {day}")
                listed_years = ", ".join(map(str, years))
                told = message(text, year=listed_years, day=slot.due)
                yield Found(("entries", case.place, "date"), told, case.task.id)


def entry_period_unknown(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """`for` names a period or milestone that the task does not have.

    Why: the entry counts for nothing.
    Example: `for: 2024-Q5`, or `for: 2024-Q3` where the task is due in the second
    quarter.
    Instead: write the period or the milestone as the deadline has it.
    """
    for case in _cases(loaded, lookup):
        if _is_known(case):
            continue
        slots = case.debt.slots if case.debt else []
        yield Found(
            ("entries", case.place, "for"),
            message(
                N_("task {task} has no {for_}; it has: {names}"),
                task=case.task.id,
                for_=case.entry.for_,
                names=listed(name_of(k, slots) for k in range(len(slots))),
            ),
            case.task.id,
        )


def _is_known(case: _Case) -> bool:
    entry, debt = case.entry, case.debt
    if entry.for_ is None or debt is None:
        return True
    if entry.state not in ("triggered", "scheduled"):
        return bool(named(entry.for_, debt.slots))
    said = {fold(words) for words in _conditions(case).values()}
    said |= {fold(what) for what in _conditions(case) if what}
    return not said or fold(entry.for_) in said


def _conditions(case: _Case) -> dict[str, str]:
    """What the task waits for, by milestone, of the kind that the entry tells of."""
    kind = After if case.entry.state == "triggered" else Follows
    return {
        deadline.what or condition_of(deadline): condition_of(deadline)
        for deadline in case.task.deadlines
        if isinstance(deadline, kind)
    }


def entry_ambiguous(
    loaded: Loaded[Journal], journal: Journal, lookup: Lookup
) -> Iterator[Found]:
    """An entry could mean several obligations and does not say which.

    Why: nothing is inferred as done, so it counts for none of them.
    Example: `{task: "1.4", state: done, …}` where 1.4 is due in the first quarter and
    again in the third.
    Instead: add `for: 2024-Q1`, or the milestone's name.
    """
    for case in _cases(loaded, lookup):
        names = _meanings(case)
        if len(names) > 1:
            yield Found(
                ("entries", case.place),
                message(
                    N_("task {task} has several milestones; say which: {names}"),
                    task=case.task.id,
                    names=listed(names),
                ),
                case.task.id,
                message(N_("add for: with one of these")),
            )


def _meanings(case: _Case) -> list[str]:
    """Names of what an entry may mean where it must mean one and does not."""
    entry, debt = case.entry, case.debt
    if debt is None or id(entry) not in case.told:
        return []
    if entry.state in ("triggered", "scheduled"):
        conditions = _conditions(case)
        different = {fold(words) for words in conditions.values()}
        return [] if entry.for_ or len(different) < 2 else list(conditions)
    if entry.state != "done":
        return []
    if id(entry) in case.meant:
        return []
    return [name_of(i, debt.slots) for i in candidates(entry, debt.slots)]
