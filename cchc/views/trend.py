"""What `cchc trend` shows: a table, with bars for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.problems import N_
from cchc.status.trend import Aim, Reading, Series, Trend
from cchc.units import Units
from cchc.views import labels
from cchc.views.contract import goal_record
from cchc.views.grid import Column, Grid, Section
from cchc.views.language import Language

Names = Mapping[str, str]
_BAR = 20


def grid(trend: Trend, names: Names, units: Units, say: Language, bars: bool) -> Grid:
    """A line a goal or measured value, by year; `bars` draws them side by side."""
    columns = [
        Column("year", say(N_("Year")), widest=24),
        Column("kind", say(N_("What")), widest=12),
        Column("value", say(N_("Value")), flex=2),
        *([Column("bar", "", widest=_BAR)] if bars else []),
        Column("plan", say(N_("Plan")), widest=20),
        Column("at", say(N_("Where")), flex=2),
    ]
    top = top_of(trend)
    sections = [
        Section(
            [
                _cells(item, top if bars else None, units, say)
                for item in _timeline(series)
            ],
            names.get(series.scope, series.scope) if series.scope else "",
        )
        for series in trend.series
    ]
    better = N_("more is better") if trend.indicator.better == "up" else None
    title = [
        f"{trend.indicator.name} ({trend.indicator.unit}; "
        f"{say(better or N_('less is better'))})"
    ]
    count = sum(len(series.readings) for series in trend.series)
    footer = [] if count else [say(N_("No measured value in any journal yet."))]
    return Grid(columns, sections, title, footer)


def _timeline(series: Series) -> list[Aim | Reading]:
    """Goals and measured values by year; a year's goals before what was measured."""

    def when(item: Aim | Reading) -> tuple[int, int]:
        if isinstance(item, Aim):
            return item.year or 9999, 0
        return item.measure.period.end.year, 1

    return sorted([*series.aims, *series.readings], key=when)


def top_of(trend: Trend) -> float:
    """The end of the scale: 100 for percent, else the largest figure."""
    values = [v for s in trend.series for v in figures_of(s)]
    largest = max(values, default=0.0)
    return max(largest, 100.0) if trend.indicator.unit == "%" else largest or 1.0


def figures_of(series: Series) -> list[float]:
    aims = [aim.value for aim in series.aims if aim.value is not None]
    return aims + [one.measure.value for one in series.readings]


def _cells(
    item: Aim | Reading, top: float | None, units: Units, say: Language
) -> tuple[str, ...]:
    """A line; `top` is the end of the bars' scale, None where there are none."""
    if isinstance(item, Aim):
        year = str(item.year) if item.year else say(N_("any year"))
        bar = [] if top is None else [_bar(item.value, top, "░")]
        head = (year, say(N_("goal")), labels.goal(item.goal, say))
        return (*head, *bar, item.plan, "; ".join(item.places))
    measure = item.measure
    bar = [] if top is None else [_bar(measure.value, top, "█")]
    head = (
        labels.period(measure.period, say),
        say(N_("measured")),
        labels.figure(measure.value),
    )
    told = say(N_("reported {day}"), day=labels.day(measure.date))
    return (*head, *bar, item.plan, f"{units.name(measure.unit)}, {told}")


def _bar(value: float | None, top: float, block: str) -> str:
    if value is None:
        return ""
    return block * max(0, min(_BAR, round(_BAR * value / top)))


def record(trend: Trend, names: Names) -> dict[str, Any]:
    """The JSON contract of `cchc trend`."""
    return {
        "format": 1,
        "as_of": trend.as_of.isoformat(),
        "indicator": {
            "id": trend.indicator.id,
            "name": trend.indicator.name,
            "unit": trend.indicator.unit,
            "better": trend.indicator.better,
        },
        "series": [
            {
                "scope": {"id": s.scope, "name": names.get(s.scope, s.scope)}
                if s.scope
                else None,
                "goals": [
                    {
                        "plan": aim.plan,
                        "year": aim.year,
                        **goal_record(aim.goal),
                        "at": list(aim.places),
                    }
                    for aim in s.aims
                ],
                "measured": [
                    {
                        "plan": one.plan,
                        "target": one.measure.target,
                        "period": one.measure.period.text,
                        "value": one.measure.value,
                        "date": one.measure.date.isoformat(),
                        "reported_by": one.measure.unit,
                    }
                    for one in s.readings
                ],
            }
            for s in trend.series
        ],
    }
