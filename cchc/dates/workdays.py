"""Working days of officials: the holiday library, corrected by workdays.yaml.

Labour Code 2019, art. 112 sets the days off; swaps are announced year by year.
Counting (Civil Code 2015, art. 147-148): the day of the event is not counted; a limit
that ends on a day off rolls to the end of the next working day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cchc.dates.periods import add_months

if TYPE_CHECKING:
    from holidays import HolidayBase


@lru_cache(maxsize=1)
def _library() -> HolidayBase:
    from holidays.countries.vietnam import Vietnam

    return Vietnam()  # type: ignore[no-untyped-call]  # the library's own gap


class Workdays(NamedTuple):
    """Which days are worked; `off` and `work` win over the library."""

    off: Collection[date] = ()
    work: Collection[date] = ()
    years: Collection[int] | None = None
    """Years whose official notice is registered; None where nobody keeps account."""

    def unknown_years(self, first: date, last: date) -> list[int]:
        """Years from one day to another of which no notice of days off is known."""
        if self.years is None:
            return []
        return [y for y in range(first.year, last.year + 1) if y not in self.years]

    def is_working(self, day: date) -> bool:
        """Whether officials work on `day`."""
        if day in self.off:
            return False
        return day in self.work or _library().is_working_day(day)

    def roll(self, day: date) -> date:
        """`day`, or the next working day where `day` is off (art. 148)."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (art. 147: `day` is not counted)."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def limit(
        self,
        event: date,
        *,
        days: int | None = None,
        months: int | None = None,
        years: int | None = None,
        working: bool = False,
    ) -> date:
        """The last day of a time limit that starts with `event`."""
        if days is not None and working:
            return self.add(event, days)
        if days is not None:
            return self.roll(event + timedelta(days=days))
        return self.roll(add_months(event, (months or 0) + 12 * (years or 0)))
