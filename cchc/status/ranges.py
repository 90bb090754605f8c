"""Which measured values a target can have at all."""

from __future__ import annotations

from typing import NamedTuple

from cchc.models.goals import THRESHOLDS
from cchc.models.plan import Target
from cchc.models.registers import Indicator


class Range(NamedTuple):
    """Both ends belong to it; None is no limit."""

    least: float | None
    most: float | None

    def __str__(self) -> str:
        least = "" if self.least is None else f"{self.least:g}"
        return f"{least} … {'' if self.most is None else f'{self.most:g}'}".strip()

    def __contains__(self, value: object) -> bool:
        assert isinstance(value, float | int)
        return (self.least is None or self.least <= value) and (
            self.most is None or value <= self.most
        )


def value_range(target: Target, indicator: Indicator | None) -> Range:
    """What a measured value can be: shares 0 to 100, ranks from 1, the rest from 0.

    The register of indicators says otherwise with `least` and `most`; a goal above
    100 % shows that the share can be more than the whole.
    """
    goal = target.goal
    unit = goal.unit or (indicator.unit if indicator else None)
    goals = [getattr(goal, form) or 0 for form in THRESHOLDS]
    most = 100.0 if unit == "%" and max(goals) <= 100 else None
    least = 1.0 if goal.rank is not None else 0.0
    if indicator is not None:
        least = indicator.least if indicator.least is not None else least
        most = indicator.most if indicator.most is not None else most
    return Range(least, most)
