"""Plans of different years side by side: what `cchc diff A B` shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from cchc.compare.goals import Verdict
from cchc.compare.targets import Known, Line, in_order, join_targets
from cchc.compare.tasks import Fate, Kin, TaskPair, match_tasks
from cchc.models.plan import Plan


@dataclass(frozen=True, slots=True)
class TaskStep:
    """What became of the tasks from one plan to the next."""

    since: Plan
    plan: Plan
    pairs: tuple[TaskPair, ...]

    def of(self, fate: Fate) -> list[TaskPair]:
        """Pairs of one fate."""
        return [pair for pair in self.pairs if pair.fate is fate]


@dataclass(frozen=True, slots=True)
class PlansCompared:
    """Plans in the order of their years, their targets joined, their tasks matched."""

    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]
    tasks: tuple[TaskStep, ...]

    @property
    def differs(self) -> bool:
        """Whether anything is not the same in all plans."""
        steps = (step for line in self.lines for step in line.steps if step)
        return any(
            step.comparison.verdict is not Verdict.UNCHANGED for step in steps
        ) or any(pair.fate is not Fate.CARRIED for s in self.tasks for pair in s.pairs)


def compare_plans(
    plans: Iterable[Plan], known: Known, parts: Iterable[str], kin: Kin = eq
) -> PlansCompared:
    """Compare the `parts` ("targets", "tasks") of plans."""
    ordered = in_order(plans)
    wanted = set(parts)
    lines = join_targets(ordered, known) if "targets" in wanted else []
    steps = [
        TaskStep(old, new, tuple(match_tasks(old.tasks, new.tasks, kin)))
        for old, new in pairwise(ordered)
        if "tasks" in wanted
    ]
    return PlansCompared(tuple(ordered), tuple(lines), tuple(steps))
