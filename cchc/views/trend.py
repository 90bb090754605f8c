"""What `cchc trend` shows: a table with bars, and an accessible SVG picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from textwrap import wrap
from typing import Any

from cchc.problems import N_
from cchc.status.trend import Aim, Reading, Series, Trend
from cchc.units import Units
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language
from cchc.views.markup import render
from cchc.views.records import goal_record

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 240, 56, 24, 44, 34
_LINE = 88
"""Letters of the title that fit on a line."""
_LABELS = 12
"""Years that have room for their number below a panel."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where years (as 2024.5) and values stand in a panel that starts at `y`."""

    first: int
    last: int
    top: float
    y: int

    def across(self, time: float) -> float:
        """Left to right by time."""
        span = max(1, self.last - self.first)
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (time - self.first) / span, 1)

    def up(self, value: float) -> float:
        """Bottom to top by value."""
        high = _HEIGHT - _TOP - _BOTTOM
        return round(self.y + _TOP + high * (1 - value / self.top), 1)


def svg(trend: Trend, names: Names, say: Language, prefix: str = "") -> str:
    """A picture: a panel a scope; goals are diamonds, measured values dots.

    `prefix` keeps its ids apart from those of others on one page.
    """
    drawn = [series for series in trend.series if figures_of(series)]
    title = trend.indicator.name
    lines = wrap(f"{title} ({trend.indicator.unit})", _LINE)
    head = _TOP + 18 * len(lines)
    top = top_of(trend)
    return render(
        "trend.svg.j2",
        prefix=prefix,
        width=_WIDTH,
        height=max(1, len(drawn)) * _HEIGHT + head,
        title=title,
        lines=lines,
        described="; ".join(_described(series, names, say) for series in trend.series),
        key=head - 16,
        goal=say(N_("goal")),
        measured=say(N_("measured")),
        nothing=say(N_("No figure to draw.")),
        panels=[
            _panel(series, names, top, head + index * _HEIGHT)
            for index, series in enumerate(drawn)
        ],
    )


def _described(series: Series, names: Names, say: Language) -> str:
    scope = names.get(series.scope, series.scope) if series.scope else ""
    words = []
    for aim in series.aims:
        year = str(aim.year) if aim.year else say(N_("any year"))
        words.append(f"{year} {labels.goal(aim.goal, say)}")
    for one in series.readings:
        period = labels.period(one.measure.period, say)
        words.append(
            f"{period} {say(N_('measured'))} {labels.figure(one.measure.value)}"
        )
    return f"{scope}: {', '.join(words)}" if scope else ", ".join(words)


def _points(
    series: Series,
) -> tuple[list[tuple[float, Aim]], list[tuple[float, Reading]]]:
    aims = [(aim.year + 1.0, aim) for aim in series.aims
            if aim.year is not None and aim.value is not None]  # fmt: skip
    readings = []
    for one in series.readings:
        end = one.measure.period.end
        readings.append((end.year + end.timetuple().tm_yday / 366, one))
    return aims, readings


def _panel(series: Series, names: Names, top: float, y: int) -> dict[str, object]:
    """Axes, goals and measured values; a point stands at the end of its period."""
    aims, readings = _points(series)
    times = [t for t, _ in aims] + [t for t, _ in readings]
    first, last = (ceil(min(times)) - 1, ceil(max(times))) if times else (0, 1)
    frame = _Frame(first, last, top, y)
    levels = [top * share for share in (0, 0.25, 0.5, 0.75, 1)]
    every = ceil(max(1, last - first) / _LABELS)
    return {
        "y": y,
        "left": _LEFT,
        "right": _WIDTH - _RIGHT,
        "bottom": frame.up(0),
        "scope": names.get(series.scope, series.scope) if series.scope else "",
        "levels": [{"y": frame.up(v), "text": labels.figure(v)} for v in levels],
        "ticks": [frame.across(year) for year in range(first, last + 1)],
        "years": [
            {"x": frame.across(year + 0.5), "text": year}
            for year in range(first, last, every)
        ],
        "aims": [_point(frame, t, aim.value or 0.0) for t, aim in aims],
        "readings": [_point(frame, t, one.measure.value) for t, one in readings],
    }


def _point(frame: _Frame, time: float, value: float) -> dict[str, object]:
    return {
        "x": frame.across(time),
        "y": frame.up(value),
        "text": labels.figure(value),
    }


Names = Mapping[str, str]
_BAR = 20


def grid(trend: Trend, names: Names, units: Units, say: Language, bars: bool) -> Grid:
    """A line a goal or measured value, by year; `bars` draws them side by side."""
    top = top_of(trend)
    columns: list[Column[Aim | Reading]] = [
        Column("year", say(N_("Year")), lambda item: _year(item, say)),
        Column("kind", say(N_("What")), lambda item: _kind(item, say), widest=12),
        Column("value", say(N_("Value")), lambda item: _value(item, say), flex=2),
        *([Column[Aim | Reading]("bar", "", lambda item: _bar(item, top), widest=_BAR)]
          if bars else []),
        Column("plan", say(N_("Plan")), lambda item: item.plan, widest=20),
        Column("at", say(N_("Where")), lambda item: _where(item, units, say), flex=2,
               least=12),
    ]  # fmt: skip
    sections = [
        Section(
            _timeline(series),
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


def _year(item: Aim | Reading, say: Language) -> str:
    if isinstance(item, Aim):
        return str(item.year) if item.year else say(N_("any year"))
    return labels.period(item.measure.period, say)


def _kind(item: Aim | Reading, say: Language) -> str:
    return say(N_("goal") if isinstance(item, Aim) else N_("measured"))


def _value(item: Aim | Reading, say: Language) -> str:
    if isinstance(item, Aim):
        return labels.goal(item.goal, say)
    return labels.figure(item.measure.value)


def _where(item: Aim | Reading, units: Units, say: Language) -> str:
    if isinstance(item, Aim):
        return "; ".join(item.places)
    told = say(N_("reported {day}"), day=labels.day(item.measure.date))
    return f"{units.name(item.measure.unit)}, {told}"


def _bar(item: Aim | Reading, top: float) -> str:
    """A bar up to `top`: light for a goal, full for what was measured."""
    value = item.value if isinstance(item, Aim) else item.measure.value
    if value is None:
        return ""
    block = "░" if isinstance(item, Aim) else "█"
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
