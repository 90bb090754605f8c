"""What pages over all plans need of plans that are written and let go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from cchc.checks.base import Asked
from cchc.problems import Finding
from cchc.reporting.pages.overview import Overview
from cchc.views.site.field_pages import Sums, join_sums
from cchc.views.site.score_pages import Lines
from cchc.views.site.spool import Spool
from cchc.views.site.summary_pages import Task

_SEARCHED = 2_000
"""Tasks that the search may know; of more, none."""


@dataclass
class Gathered:
    """Small things, and rows on disk; what one process gathered can be sent to another.

    `join` in the order of plans gives the same, however they were parted.
    """

    overview: Overview
    spool: Spool
    sums: Sums = field(default_factory=dict)
    lines: Lines = field(default_factory=Lines)
    yearly: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    months: Counter[str] = field(default_factory=Counter)
    tasks: list[Task] = field(default_factory=list)
    many: bool = False
    linked: set[str] = field(default_factory=set)
    elsewhere: dict[tuple[str, str], str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    """Files for programs that were written."""
    found: list[tuple[str, list[Finding], Asked]] = field(default_factory=list)
    """Plans that were checked anew: the findings, and what the rules asked for."""
    told: list[Finding] = field(default_factory=list)
    """What is wrong with files that were read, where nobody has heard it yet."""

    def search(self, tasks: list[Task]) -> None:
        """Tasks that the search should know."""
        self.many = self.many or len(self.tasks) + len(tasks) > _SEARCHED
        if self.many:
            self.tasks.clear()
        else:
            self.tasks += tasks

    def join(self, other: Gathered) -> None:
        """Take what was gathered of the plans that come next."""
        self.overview.join(other.overview)
        self.spool.join(other.spool)
        join_sums(self.sums, other.sums)
        self.lines.join(other.lines)
        for issuer, years in other.yearly.items():
            mine = self.yearly.setdefault(issuer, {})
            for year, plans in years.items():
                mine.setdefault(year, []).extend(plans)
        self.counts |= other.counts
        self.months += other.months
        self.many = self.many or other.many
        self.search(other.tasks)
        self.linked |= other.linked
        self.elsewhere |= other.elsewhere
