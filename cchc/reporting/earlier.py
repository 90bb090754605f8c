"""The statistics of earlier reports, beside those of this one.

With the report before, only shares and what stays from period to period compare: a
count of six months holds that of the first quarter. With the same period of the year
before, everything but codes does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cchc.dates import Period
from cchc.load.reports import file_of, statistics_sheet
from cchc.models.plan import Plan
from cchc.models.statistics import Row, StatisticsForm
from cchc.reporting.windows import PeriodicReport, is_cchc, period_of
from cchc.status.statistics import Figure, figures

if TYPE_CHECKING:
    from cchc.holdings import Holdings


class Earlier(NamedTuple):
    """The statistics of an earlier report; `is_year_before`: of the same period."""

    period: Period
    shape: str | None
    figures: Mapping[str, Figure]
    is_year_before: bool = False

    def compares(self, row: Row) -> bool:
        """Whether the row says the same thing in both reports."""
        if row.kind in ("heading", "code"):
            return False
        return self.is_year_before or row.kind == "ratio" or row.carried


class Compared(NamedTuple):
    """A row that has a value now and had one then."""

    row: Row
    now: float
    then: float


def compared(
    now: Iterable[Figure], earlier: Earlier | None
) -> Iterator[tuple[Earlier, Compared]]:
    """The rows of `now` that the earlier report has, too."""
    for one in now if earlier else ():
        assert earlier is not None
        old = earlier.figures.get(one.row.id)
        if old is None or one.value is None or old.value is None:
            continue
        if earlier.compares(one.row):
            yield earlier, Compared(one.row, one.value, old.value)


def earlier_statistics(
    holdings: Holdings,
    plan: Plan,
    form: StatisticsForm,
    periodic: PeriodicReport,
    previous: PeriodicReport | None,
) -> tuple[Earlier | None, Earlier | None]:
    """Those of the report before, and those of the same period of the year before."""
    before = None
    if previous is not None and previous.period.end.year == periodic.period.end.year:
        before = _of(holdings, plan, form, previous.period, previous.shape)
    shape = periodic.shape
    if shape is None:
        return before, None
    period = period_of(shape, periodic.period.end.year - 1)
    owner = _plan_of_year_before(holdings, plan, period)
    last = _of(holdings, owner, form, period, shape) if owner is not None else None
    return before, last._replace(is_year_before=True) if last is not None else None


def _of(
    holdings: Holdings,
    plan: Plan,
    form: StatisticsForm,
    period: Period,
    shape: str | None,
) -> Earlier | None:
    """What somebody typed then, and what follows from it; the plan is not asked."""
    loaded = statistics_sheet(holdings.workspace, plan.id, period.text)
    sheet = None if loaded is None else holdings.register(loaded)
    return None if sheet is None else Earlier(period, shape, figures(form, sheet, {}))


def _plan_of_year_before(holdings: Holdings, now: Plan, period: Period) -> Plan | None:
    """The plan that has statistics of that period: this one, or its issuer's other.

    Only plans with such a file are read.
    """
    workspace = holdings.workspace
    for name in dict.fromkeys((now.id, *workspace.plan_ids)):
        if not file_of(workspace, "statistics", name, period.text).is_file():
            continue
        other = now if name == now.id else workspace.plan(name).record
        if other is None or other.decision.issuer != now.decision.issuer:
            continue
        if is_cchc(other) == is_cchc(now):
            return other
    return None
