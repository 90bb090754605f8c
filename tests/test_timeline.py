"""How a plan stands on every day is what evaluating it on that day says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from bench.country import Size, write_workspace
from conftest import PLAN, REPOSITORY, TASK, make_workspace
from hypothesis import given
from hypothesis import strategies as st

from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.status import evaluate
from cchc.status.timeline import Standing, Step, standing, timeline

SAMPLE = REPOSITORY / "cchc" / "data" / "sample"


class Case:
    """A plan with its journals, on any day."""

    def __init__(self, holdings: Holdings, plan: Plan, journals: Sequence[Journal]):
        self.holdings, self.plan, self.journals = holdings, plan, journals
        steps = timeline(plan, journals, holdings.setting(date(2000, 1, 1)))
        assert steps is not None
        self.steps: list[Step] = steps

    def evaluated(self, day: date) -> Standing:
        setting = self.holdings.setting(day)
        return standing(evaluate(self.plan, self.journals, setting))

    def known(self, day: date) -> Standing:
        at = bisect_right([step.since for step in self.steps], day)
        return self.steps[at - 1].standing


def cases(root: Path) -> list[Case]:
    holdings = Holdings(Workspace(root), lambda findings: None)
    plans = [p for p in holdings.plans() if not p.period.is_open]
    return [Case(holdings, plan, holdings.journals(plan.id)) for plan in plans]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    root = tmp_path_factory.mktemp("country")
    write_workspace(root, Size(plans=2, tasks=30))
    return cases(root) + cases(SAMPLE)


def test_the_days_on_which_counts_change_are_these_and_no_others(
    known: list[Case],
) -> None:
    for case in known:
        for step in case.steps[1:]:
            before = step.since - timedelta(days=1)
            assert case.known(step.since) == case.evaluated(step.since)
            assert case.known(before) == case.evaluated(before)
            assert case.known(before) != case.known(step.since)


@given(st.dates(date(2023, 1, 1), date(2029, 1, 1)))
def test_any_day_is_as_evaluated(known: list[Case], day: date) -> None:
    for case in known:
        assert case.known(day) == case.evaluated(day)


def test_a_plan_without_an_end_has_no_timeline(tmp_path: Path) -> None:
    text = PLAN.replace("period: 2024", "period: 2024/..")
    make_workspace(tmp_path, text + TASK)
    holdings = Holdings(Workspace(tmp_path), lambda findings: None)
    (plan,) = holdings.plans()
    assert timeline(plan, (), holdings.setting(date(2024, 1, 1))) is None
