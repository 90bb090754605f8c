"""Data windows and sending days by regime and year, as data.

Nghị định 09/2019/NĐ-CP, Điều 12 and 13: periodic reports in general. Công văn
581/BNV-CCHC of Bộ Nội vụ: reports on administrative reform, four a year (quarter I,
six months, quarter III by itself, year), sent by the 20th.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cchc.dates import Period, add_months

Edge = tuple[int, int, int]
"""Years from the report's year, month, day."""


@dataclass(frozen=True, slots=True)
class Regime:
    """Who rules from when: shape of the period → first and last day of its data."""

    basis: str
    since: date
    windows: dict[str, tuple[Edge, Edge]]
    year_has: tuple[str, ...]
    sent_by: int


_DECREE: dict[str, tuple[Edge, Edge]] = {
    "Q1": ((-1, 12, 15), (0, 3, 14)),
    "Q2": ((0, 3, 15), (0, 6, 14)),
    "Q3": ((0, 6, 15), (0, 9, 14)),
    "Q4": ((0, 9, 15), (0, 12, 14)),
    "H1": ((-1, 12, 15), (0, 6, 14)),
    "H2": ((0, 6, 15), (0, 12, 14)),
    # Not in the decree; provinces that ask for it count from the year's start.
    "9M": ((-1, 12, 15), (0, 9, 14)),
    "Y": ((-1, 12, 15), (0, 12, 14)),
}

REGIMES: tuple[Regime, ...] = (
    Regime(
        "Nghị định số 09/2019/NĐ-CP",
        date(2019, 3, 12),
        _DECREE,
        ("Q1", "H1", "9M", "Y"),
        25,
    ),
    Regime(
        "Công văn số 581/BNV-CCHC",
        date(2020, 1, 1),
        _DECREE,
        ("Q1", "H1", "Q3", "Y"),
        20,
    ),
)

_SPANS = {
    (1, 3): "Q1",
    (4, 6): "Q2",
    (7, 9): "Q3",
    (10, 12): "Q4",
    (1, 6): "H1",
    (7, 12): "H2",
    (1, 9): "9M",
    (1, 12): "Y",
}


def shape_of(period: Period) -> str | None:
    """`Q1` to `Q4`, `H1`, `H2`, `9M`, `Y`, `M01` to `M12`; None for another span."""
    start, end = period.start, period.end
    whole = start.day == 1 and end.year == start.year
    if not whole or add_months(start, end.month - start.month + 1) != _after(end):
        return None
    if start.month == end.month:
        return f"M{start.month:02}"
    return _SPANS.get((start.month, end.month))


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def regime_of(day: date) -> Regime | None:
    """The regime in force on `day`; None before the first."""
    ruling = [regime for regime in REGIMES if regime.since <= day]
    return max(ruling, key=lambda regime: regime.since) if ruling else None


def window_of(shape: str, year: int, regime: Regime) -> Period | None:
    """The days whose data a report of this shape and year holds."""
    if shape.startswith("M"):
        last = date(year, int(shape[1:]), 14)
        return _between(add_months(last, -1).replace(day=15), last)
    if shape not in regime.windows:
        return None
    first, last_edge = (
        date(year + edge[0], edge[1], edge[2]) for edge in regime.windows[shape]
    )
    return _between(first, last_edge)


def sending_day(period: Period, regime: Regime) -> date:
    """By when a report of `period` is sent: a day of the period's last month."""
    return period.end.replace(day=regime.sent_by)


def _between(first: date, last: date) -> Period:
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")
