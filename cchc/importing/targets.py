"""Targets as drafts: thresholds of the body and of the tasks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cchc.dates import Period, parse_period
from cchc.importing.cast import slug
from cchc.importing.doubts import GOOD, Doubt
from cchc.importing.outline import BASIS, Passage
from cchc.importing.tasks import short_title
from cchc.importing.thresholds import Threshold, thresholds_of
from cchc.models.plan import Target, Task
from cchc.models.registers import IndicatorRegister
from cchc.problems import N_, message
from cchc.text.search import fold

_SHORTEST = 8
_LONGEST = 70
_NO_AIMS = ("Điều", "Nơi nhận", "chú thích", BASIS)


@dataclass
class Targets:
    """Targets found so far, each with an id of its own."""

    indicators: IndicatorRegister
    period: Period
    found: list[Target] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _taken: dict[str, int] = field(default_factory=dict)

    def body(self, parts: Iterable[Passage]) -> None:
        """Thresholds of the body; not of the basis, the articles and the footnotes."""
        for part in parts:
            if part.at.startswith(_NO_AIMS):
                continue
            for one in thresholds_of(part.text, part.aims):
                self._add(one, part.at, one.year or part.year, None)

    def tasks(self, tasks: Sequence[Task]) -> None:
        """Thresholds that tasks and their products name."""
        for task in tasks:
            in_text = list(thresholds_of(task.text or ""))
            goals = [one.goal for one in in_text]
            in_products = [
                one
                for text in task.products
                for one in thresholds_of(text)
                if one.goal not in goals  # a product repeats what the task says
            ]
            for one in (*in_text, *in_products):
                self._add(one, f"nhiệm vụ {task.id}", one.year, task.id)

    def _add(self, one: Threshold, at: str, year: str | None, task: str | None) -> None:
        indicator = self._indicator(one.near)
        name = self._free(indicator or slug(f"chi tieu {at}"))
        self.found.append(
            Target(
                id=name,
                at=at,
                title=_title(one) or at,
                indicator=indicator,
                goal=one.goal,
                by=self._by(year),
                task=task,
                text=one.text,
            )
        )
        if one.sure < GOOD:
            why = message(N_("is this figure a threshold, and of this kind?"))
            self.doubts.append(Doubt(name, "goal", why, one.sure))

    def _by(self, year: str | None) -> Period | None:
        if year is not None and self.period.overlaps(found := parse_period(year)):
            return found
        return None if self.period.is_open else self.period

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """Folded names of indicators with their ids, the longest first."""
        names = [
            (fold(name), indicator.id)
            for indicator in self.indicators.indicators
            for name in (indicator.name, *indicator.aliases)
        ]
        return sorted((n for n in names if len(n[0]) > _SHORTEST), key=_by_length)

    def _indicator(self, text: str) -> str | None:
        """The indicator whose name stands near the figure; the longest one."""
        folded = f" {fold(text)} "
        return next((found for n, found in self._names if f" {n} " in folded), None)

    def _free(self, name: str) -> str:
        """The id, with a count where it is taken."""
        base = found = name[:_LONGEST]
        while found in self._taken:
            self._taken[base] += 1
            found = f"{base}-{self._taken[base]}"
        self._taken[found] = 1
        return found


def _by_length(name: tuple[str, str]) -> int:
    return -len(name[0])


def _title(one: Threshold) -> str:
    """The first words of the sentence, or of the part of it with the figure."""
    title = short_title(one.text)
    value = getattr(one.goal, one.goal.form)
    figure = str(int(value)) if isinstance(value, (int, float)) else ""
    return title if figure in title else short_title(one.near) or title
