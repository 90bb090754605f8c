"""Which periodic report is meant, with its data window and sending date.

The plan's own `reports:` come first, the regime of the year after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cchc.dates import Period, parse_period
from cchc.dates.workdays import Workdays
from cchc.models.plan import Plan, ReportDuty
from cchc.problems import N_, CchcError, Message, message
from cchc.reporting.regimes import regime_of, sending_day, shape_of, window_of
from cchc.text.search import fold
from cchc.units import Units

_LATEST = timedelta(days=183)
"""A sending date later than this after its period is taken for a slip."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One periodic report: what period it is on, its data window, its sending date.

    `asked` is what the user named (`2024-Q2`), `period` what the report is on
    (`2024-H1`); `window.end` is the cut-off. `notes` tell how the dates were found.
    """

    asked: str
    period: Period
    shape: str | None
    window: Period
    due: date | None
    basis: str | None
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: the office, and the registers that tell what binds it."""

    unit: str | None
    units: Units
    workdays: Workdays


def period_of(shape: str, year: int) -> Period:
    """The period that a shape names in a year."""
    if shape == "9M":
        return parse_period(f"{year}-01/{year}-09")
    return parse_period(str(year) if shape == "Y" else f"{year}-{shape.lstrip('M')}")


def choose(plan: Plan, shape: str, year: int, reporter: Reporter) -> Turn:
    """The report that `shape` of `year` means for the plan.

    Raises `CchcError` when the plan does not run in that period.
    """
    asked = period_of(shape, year)
    if not plan.period.overlaps(asked):
        raise CchcError(
            N_("plan {plan} does not run in {period}; it runs {start} – {end}"),
            plan=plan.id,
            period=asked.text,
            start=plan.period.start.isoformat(),
            end="…" if plan.period.is_open else plan.period.end.isoformat(),
        )
    everything = turns(plan, year, reporter)
    alike = [turn for turn in everything if turn.shape == shape]
    if not alike:
        alike = [turn for turn in everything if turn.period.end == asked.end]
    if not alike:
        alike = [_by_regime(asked, shape)]
    chosen = replace(min(alike, key=lambda turn: turn.period.start), asked=asked.text)
    if chosen.shape != shape:
        told = message(
            N_("{asked} is reported as {period}"),
            asked=asked,
            period=chosen.period,
        )
        chosen = replace(chosen, notes=(told, *chosen.notes))
    return chosen


def around(turn: Turn, plan: Plan, reporter: Reporter) -> tuple[Turn | None, Turn]:
    """The report of the plan before this one, if any, and the one after it."""
    year = turn.period.end.year
    every = [
        other for y in (year - 1, year, year + 1) for other in turns(plan, y, reporter)
    ]
    every.sort(key=lambda other: other.window.end)
    before = [
        other
        for other in every
        if other.window.end < turn.window.end and other.period.end in plan.period
    ]
    after = [other for other in every if other.window.end > turn.window.end]
    return (before[-1] if before else None), after[0]


def turns(plan: Plan, year: int, reporter: Reporter) -> list[Turn]:
    """Every report of a year, by cut-off: the plan's own, else the regime's."""
    duties = [duty for duty in plan.reports if _in_year(duty, year)]
    found: dict[str, Turn] = {}
    for duty in duties:
        turn = _by_duty(duty, plan, reporter)
        found.setdefault(turn.period.text, turn)
    if not found:
        regime = regime_of(date(year, 12, 31))
        shapes = regime.year_has if regime else ("Q1", "H1", "9M", "Y")
        found = {s: _by_regime(period_of(s, year), s) for s in shapes}
    return list(_joined(sorted(found.values(), key=lambda turn: turn.window.end)))


def _in_year(duty: ReportDuty, year: int) -> bool:
    """A duty printed for one stretch of one year; "hằng quý" of a decade is not."""
    return duty.period.start.year == duty.period.end.year == year


def _by_regime(period: Period, shape: str | None) -> Turn:
    regime = regime_of(period.end)
    window = window_of(shape, period.end.year, regime) if regime and shape else None
    if regime is None or window is None:
        note = message(
            N_("no regime gives {period} a data window; its own days are taken"),
            period=period,
        )
        return Turn(period.text, period, shape, period, None, None, (note,))
    due = sending_day(period, regime)
    return Turn(period.text, period, shape, window, due, regime.basis)


def _by_duty(duty: ReportDuty, plan: Plan, reporter: Reporter) -> Turn:
    shape = _named_shape(duty) or shape_of(duty.period)
    period = period_of(shape, duty.period.end.year) if shape else duty.period
    turn = _by_regime(period, shape)
    if duty.window is not None:
        turn = replace(turn, window=duty.window, basis=plan.id, notes=())
    if duty.due is None:
        return turn
    day = duty.due.end
    if not period.start <= day <= period.end + _LATEST:
        note = message(
            N_(
                "{plan} prints {day} as the sending date of {period}, outside that "
                "period; the dates of {basis} are taken"
            ),
            plan=plan.id,
            day=day,
            period=period,
            basis=turn.basis or period,
        )
        return replace(turn, notes=(*turn.notes, note))
    if not _binds(duty, reporter, period):
        return turn
    return _closed_before(replace(turn, due=day), day, reporter.workdays)


def _closed_before(turn: Turn, day: date, workdays: Workdays) -> Turn:
    """Data close at least one working day before sending (NĐ 09/2019, Điều 8)."""
    while not workdays.is_working(day):
        day -= timedelta(days=1)
    last = day - timedelta(days=1)
    if turn.window.end <= last or last < turn.window.start:
        return turn
    note = message(
        N_("the report is sent by {day}, so its data close on {last}"),
        day=day,
        last=last,
    )
    window = replace(
        turn.window,
        end=last,
        text=f"{turn.window.start.isoformat()}/{last.isoformat()}",
    )
    return replace(turn, window=window, notes=(*turn.notes, note))


def _binds(duty: ReportDuty, reporter: Reporter, period: Period) -> bool:
    """Whether the duty is the reporter's own, not one of those who report to it."""
    if not duty.owners or reporter.unit is None:
        return True
    if duty.recipient is None or not reporter.units.is_within(
        duty.recipient, reporter.unit
    ):
        return True
    return reporter.unit in {
        unit
        for owner in duty.owners
        for unit in (owner, *reporter.units.members(owner, period.end))
    }


def _named_shape(duty: ReportDuty) -> str | None:
    """A name that says more than the period: «6 tháng» of a second quarter."""
    name, month = fold(duty.name), duty.period.end.month
    if "6 thang" in name or "sau thang" in name:
        return {6: "H1", 12: "H2"}.get(month)
    if "9 thang" in name or "chin thang" in name:
        return "9M" if month == 9 else None
    if name in ("nam", "hang nam", "ca nam") and month == 12:
        return "Y"
    return None


def _joined(turns: Iterable[Turn]) -> Iterable[Turn]:
    """No day between two windows is lost where the plan closes one early."""
    last: date | None = None
    for turn in turns:
        window = turn.window
        if last is not None and window.start > last + timedelta(days=1):
            start = last + timedelta(days=1)
            text = f"{start.isoformat()}/{window.end.isoformat()}"
            window = Period(start, window.end, text)
        last = window.end
        yield replace(turn, window=window)
