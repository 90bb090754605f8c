"""The table of limits that `make bench` prints: measured, limit, ratio, kept or not."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import NamedTuple


class Cost(NamedTuple):
    """CPU seconds, and the most memory in MB."""

    seconds: float
    memory: int


class Line(NamedTuple):
    """A figure; without a limit it only tells."""

    what: str
    measured: float
    unit: str
    limit: float | None

    def __str__(self) -> str:
        told = f"{self.what:<58} {self.measured:>9.2f} {self.unit:<13}"
        if self.limit is None:
            return told.rstrip()
        kept = "ok" if self.measured <= self.limit else "MISSED"
        return f"{told} {self.limit:>8.2f} {self.measured / self.limit:>6.2f} {kept}"


class Table:
    """What was measured in one run, and the costs that growth is told of."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.costs: dict[str, dict[int, Cost]] = {}

    def add(
        self, what: str, measured: float, unit: str, limit: float | None = None
    ) -> None:
        """One figure."""
        self.lines.append(Line(what, measured, unit, limit))

    def cost(
        self, what: str, cost: Cost, seconds: float | None = None, memory: int = 150
    ) -> None:
        """Time and memory of a command over many plans."""
        self.add(what, cost.seconds, "s", seconds)
        self.add(f"{what}: memory", cost.memory, "MB", memory)

    def grown(self, what: str, size: int, cost: Cost) -> None:
        """Remember what a size cost."""
        self.costs.setdefault(what, {})[size] = cost

    def __str__(self) -> str:
        head = f"{'':<58} {'measured':>9} {'':<13} {'limit':>8} {'ratio':>6}"
        grown = [f"{what}: {exponents(found)}" for what, found in self.costs.items()]
        return "\n".join(["", head, *map(str, self.lines), "", *grown])


def exponents(costs: dict[int, Cost]) -> str:
    """How costs grow between sizes: 1 is in proportion, 2 with the square."""
    sizes = sorted(costs)
    return ", ".join(
        f"{a} → {b}: {log(costs[b].seconds / costs[a].seconds) / log(b / a):.2f}"
        for a, b in pairwise(sizes)
    )
