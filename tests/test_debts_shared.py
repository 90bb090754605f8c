"""What no journal changes is computed once; what entries change is counted anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from form_filling import office

from cchc.checks.base import Lookup
from cchc.load import Workspace
from cchc.models.journal import Journal, TaskEntry
from cchc.recording import Given, Progress
from cchc.status.evaluate import Evaluation

DAYS = [date(2025, 3, 1), date(2025, 7, 20), date(2025, 9, 10), date(2025, 12, 31)]


@pytest.fixture
def lookup(tmp_path: Path) -> Lookup:
    return Lookup(Workspace(office(tmp_path / "kho")), date(2026, 1, 5))


@pytest.mark.parametrize("day", DAYS)
def test_each_entry_more_gives_the_same_debts_as_an_evaluation_of_its_own(
    lookup: Lookup, day: date
) -> None:
    plan = lookup.plan("2025-so-mau")
    assert plan is not None
    every = [one.record for one in lookup.journals(plan.id) if one.record]
    pairs = [(journal.unit, entry) for journal in every for entry in journal.entries]
    shared = lookup.untold(plan, day)
    seen = set()
    for count in range(len(pairs) + 1):
        parts: dict[str, list[object]] = {}
        for unit, entry in pairs[:count]:
            parts.setdefault(unit, []).append(entry)
        told = [
            Journal.model_construct(format="1", unit=unit, entries=tuple(entries))
            for unit, entries in parts.items()
        ]
        alone = Evaluation(plan, told, lookup.setting(day))
        together = shared.told_by(told)
        debts = [alone.debts(task) for task in alone.plan.every_task]
        assert [together.debts(task) for task in together.plan.every_task] == debts
        assert list(together.run()) == list(alone.run())
        seen.add(str(debts))
    assert len(seen) > 1


def test_who_changes_a_list_of_debts_changes_no_later_one(lookup: Lookup) -> None:
    plan = lookup.plan("2025-so-mau")
    assert plan is not None
    evaluation = lookup.untold(plan, DAYS[1])
    task = evaluation.plan.tasks[0]
    for other in (evaluation, evaluation.told_by([])):
        first = other.debts(task)
        wanted = [list(debt.slots) for debt in first]
        first[0].slots.clear()
        assert [debt.slots for debt in other.debts(task)] == wanted


def test_an_entry_of_the_same_run_counts_for_the_next(lookup: Lookup) -> None:
    """A result ends the only slot: what comes after it in one run has nothing open."""
    plan = lookup.plan("2025-so-mau")
    assert plan is not None
    done = TaskEntry.model_validate(
        {
            "task": "1.3",
            "date": "2025-07-04",
            "state": "done",
            "for": "2025-Q3",
            "evidence": [{"document": "90/BC"}],
        }
    )
    later = done.model_copy(update={"date": done.date, "state": "started"})
    progress = Progress(plan, lookup)
    assert not progress.take([Given(done, "van-phong-so")]).refusals
    both = [Given(done, "van-phong-so"), Given(later, "van-phong-so")]
    assert [one.at for one in progress.take(both).refusals] == [1]
    assert not progress.take([Given(later, "van-phong-so")]).refusals
    progress.record([Given(done, "van-phong-so")])
    assert [one.at for one in progress.take([Given(later, "van-phong-so")]).refusals]
