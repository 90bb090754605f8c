"""Tasks are matched as by weighing every pair, in a time that a big plan allows."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.compare.tasks import (
    NEAR,
    RETITLED,
    SAME,
    VERSIONS,
    TaskPair,
    likeness,
    match_tasks,
    match_versions,
    near,
    one_to_one,
    sorted_words,
)
from cchc.load import Workspace
from cchc.models.plan import Task
from tests.conftest import REPOSITORY

Kin = Callable[[str, str], bool]
Pairs = list[tuple[float, int, int]]


def told(pairs: Sequence[TaskPair]) -> list[tuple[str, str, float]]:
    return [
        (p.old.title if p.old else "", p.new.title if p.new else "", p.score)
        for p in pairs
    ]


def paired(old: Sequence[Task], new: Sequence[Task], kept: Pairs) -> list[TaskPair]:
    of_old = {i: (min(score, 100.0), j) for score, i, j in kept}
    taken = {j for _, _, j in kept}
    pairs = []
    for i, task in enumerate(old):
        score, j = of_old.get(i, (0.0, -1))
        pairs.append(TaskPair(task, new[j] if j >= 0 else None, score))
    return pairs + [TaskPair(None, t) for j, t in enumerate(new) if j not in taken]


def every_pair(old: Sequence[Task], new: Sequence[Task], cutoff: float) -> Pairs:
    then = [sorted_words(task.title) for task in old]
    now = [sorted_words(task.title) for task in new]
    return [*near(then, now, cutoff)]


def naive_tasks(old: Sequence[Task], new: Sequence[Task], kin: Kin) -> list[TaskPair]:
    """The rule itself: every pair weighed, the best ones kept."""
    ranked = []
    for score, i, j in every_pair(old, new, NEAR):
        lead = any(kin(a, b) for a in old[i].leads for b in new[j].leads)
        product = any(
            likeness(a, b) >= SAME for a in old[i].products for b in new[j].products
        )
        if score >= SAME or lead or product:
            ranked.append((score + lead, i, j))
    return paired(old, new, one_to_one(ranked))


def naive_versions(old: Sequence[Task], new: Sequence[Task]) -> list[TaskPair]:
    """The rule itself, of tasks with ids that are unique."""
    then = {task.id: task for task in old}
    kept = [task for task in new if then.get(task.id) == task]
    ids = {task.id for task in kept}
    olds = [task for task in old if task.id not in ids]
    news = [task for task in new if task.id not in ids]
    ranked = []
    for score, i, j in every_pair(olds, news, RETITLED):
        same = olds[i].id == news[j].id
        if score >= VERSIONS or same:
            ranked.append((score + 10 * same, i, j))
    pairs = paired(olds, news, one_to_one(ranked))
    return [*(TaskPair(task, task, 100.0) for task in kept), *pairs]


LONG = "rà soát đơn giản hóa thủ tục hành chính lĩnh vực đất đai môi trường xây dựng "
TITLES = st.one_of(
    st.sampled_from(["Báo cáo", "Báo cáo năm", "báo cáo", "Kế hoạch", "…"]),
    # Long titles that differ in a letter: more than 99 % alike.
    st.builds(lambda end: LONG * 2 + end, st.sampled_from(["", "a", "b", "ab", "năm"])),
    st.text(alphabet="abc ", min_size=1, max_size=12),
)


@st.composite
def tasks(draw: st.DrawFn) -> list[Task]:
    count = draw(st.integers(0, 9))
    names = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True)
    return [
        Task.model_construct(
            id=f"1.{number}",
            title=draw(TITLES),
            leads=tuple(draw(names)),
            products=tuple(draw(names)),
            deadlines=(),
        )
        for number in draw(st.permutations(range(count)))
    ]


def is_kin(one: str, other: str) -> bool:
    return one == other or {one, other} == {"a", "b"}


@settings(max_examples=150)
@given(tasks(), tasks())
def test_matching_is_that_of_weighing_every_pair(
    old: list[Task], new: list[Task]
) -> None:
    assert told(match_tasks(old, new, is_kin)) == told(naive_tasks(old, new, is_kin))


@settings(max_examples=150)
@given(tasks(), tasks())
def test_versions_are_matched_as_by_weighing_every_pair(
    old: list[Task], new: list[Task]
) -> None:
    assert told(match_versions(old, new)) == told(naive_versions(old, new))


def test_real_plans_are_matched_as_by_weighing_every_pair() -> None:
    workspace = Workspace(REPOSITORY)
    plans = [
        plan
        for plan_id in workspace.plan_ids
        if (plan := workspace.plan(plan_id).record) is not None
    ]
    for old in plans:
        for new in plans:
            found = match_tasks(old.tasks, new.tasks, is_kin)
            assert told(found) == told(naive_tasks(old.tasks, new.tasks, is_kin))
            again = match_versions(old.tasks, new.tasks)
            assert told(again) == told(naive_versions(old.tasks, new.tasks))


def many(count: int, year: int, lead: str) -> list[Task]:
    """Tasks of distinct titles, each three times."""
    return [
        Task.model_construct(
            id=f"{year % 2}.{i}",
            title=f"Rà soát, đơn giản hóa thủ tục số {i // 3} lĩnh vực {i // 3 % 97}",
            leads=(f"{lead}-{i % 50}",),
            products=(f"Báo cáo {i % 40}",),
            when=f"Quý I/{year}",
            deadlines=(),
        )
        for i in range(count)
    ]


@pytest.mark.long
@pytest.mark.parametrize("lead", ["phong", "ban"])
def test_ten_thousand_tasks_take_little_time_and_memory(lead: str) -> None:
    old, new = many(10_000, 2024, "phong"), many(10_000, 2025, lead)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for pairs in (match_tasks(old, new), match_versions(old, new)):
        assert all(pair.old and pair.new for pair in pairs)
    assert time.process_time() - start < 20  # 104 s when every pair was weighed
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
