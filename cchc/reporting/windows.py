"""Which periodic report is meant: regime, data window and sending date, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources

from cchc.dates import Period, add_months, parse_period
from cchc.dates.workdays import Workdays
from cchc.models.plan import Plan, ReportDuty
from cchc.models.regimes import RegimeList, ReportRegime
from cchc.problems import N_, CchcError, Message, message
from cchc.text.characters import fold
from cchc.text.reader import read
from cchc.units import Units


@cache
def shipped() -> tuple[ReportRegime, ...]:
    """The regimes of the package, as data/regimes.yaml has them."""
    file = resources.files("cchc") / "data" / "regimes.yaml"
    value = read(file.read_text(encoding="utf-8")).value
    return RegimeList.model_validate(value).regimes


def is_cchc(plan: Plan) -> bool:
    """Whether a plan is one of administrative reform, as its titles say."""
    titles = f"{plan.title} {plan.decision.title or ''}"
    return "cai cach hanh chinh" in fold(titles) or "CCHC" in titles


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


def regime_of(
    day: date, about_cchc: bool = True, own: Iterable[ReportRegime] = ()
) -> ReportRegime | None:
    """The regime in force on `day`; None before the first.

    `own` are those of the workspace: of two that begin on one day they prevail.
    """
    ruling = [
        regime
        for regime in (*shipped(), *own)
        if regime.since.start <= day and (about_cchc or regime.about is None)
    ]
    ruling.reverse()
    return max(ruling, key=lambda regime: regime.since.start) if ruling else None


def window_of(shape: str, year: int, regime: ReportRegime) -> Period | None:
    """The days whose data a report of this shape and year holds."""
    if shape.startswith("M"):
        last = date(year, int(shape[1:]), 14)
        return _between(add_months(last, -1).replace(day=15), last)
    days = {str(key): value for key, value in regime.windows.items()}.get(shape)
    if days is None:
        return None
    first, last_day = (tuple(map(int, one.split("-"))) for one in days.split("/"))
    before = first > last_day
    return _between(
        date(year - before, first[0], first[1]), date(year, last_day[0], last_day[1])
    )


def sending_day(period: Period, regime: ReportRegime) -> date:
    """By when a report of `period` is sent: a day of the period's last month."""
    return period.end.replace(day=regime.sent_by)


def _between(first: date, last: date) -> Period:
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}")


_LATEST = timedelta(days=183)
"""A sending date later than this after its period is taken for a slip."""


@dataclass(frozen=True, slots=True)
class PeriodicReport:
    """One periodic report: what period it is on, its data window, its sending date.

    `asked` is what the user named (`2024-Q2`), `period` what the report is on
    (`2024-H1`); `window.end` is the cut-off. `regime` rules where the plan is silent.
    `notes` tell how the dates were found.
    """

    asked: str
    period: Period
    shape: str | None
    window: Period
    due: date | None
    basis: str | None
    notes: tuple[Message, ...] = ()
    regime: ReportRegime | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: the office, and the registers that tell what binds it."""

    unit: str | None
    units: Units
    workdays: Workdays
    regimes: tuple[ReportRegime, ...] = ()

    def regime(self, day: date, plan: Plan) -> ReportRegime | None:
        """What rules the reports on `plan` on a day."""
        return regime_of(day, is_cchc(plan), self.regimes)


def period_of(shape: str, year: int) -> Period:
    """The period that a shape names in a year."""
    if shape == "9M":
        return parse_period(f"{year}-01/{year}-09")
    return parse_period(str(year) if shape == "Y" else f"{year}-{shape.lstrip('M')}")


def choose(plan: Plan, shape: str, year: int, reporter: Reporter) -> PeriodicReport:
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
    everything = periodic_reports(plan, year, reporter)
    alike = [periodic for periodic in everything if periodic.shape == shape]
    if not alike:
        alike = [
            periodic for periodic in everything if periodic.period.end == asked.end
        ]
    if not alike:
        alike = [_by_regime(asked, shape, plan, reporter)]
    chosen = replace(
        min(alike, key=lambda periodic: periodic.period.start), asked=asked.text
    )
    if chosen.shape != shape:
        told = message(
            N_("{asked} is reported as {period}"),
            asked=asked,
            period=chosen.period,
        )
        chosen = replace(chosen, notes=(told, *chosen.notes))
    return chosen


def around(
    periodic: PeriodicReport, plan: Plan, reporter: Reporter
) -> tuple[PeriodicReport | None, PeriodicReport]:
    """The report of the plan before this one, if any, and the one after it."""
    year = periodic.period.end.year
    every = [
        other
        for y in (year - 1, year, year + 1)
        for other in periodic_reports(plan, y, reporter)
    ]
    every.sort(key=lambda other: other.window.end)
    before = [
        other
        for other in every
        if other.window.end < periodic.window.end and other.period.end in plan.period
    ]
    after = [other for other in every if other.window.end > periodic.window.end]
    return (before[-1] if before else None), after[0]


def periodic_reports(plan: Plan, year: int, reporter: Reporter) -> list[PeriodicReport]:
    """Every report of a year, by cut-off: the plan's own, else the regime's."""
    duties = [duty for duty in plan.reports if _in_year(duty, year)]
    found: dict[str, PeriodicReport] = {}
    for duty in duties:
        periodic = _by_duty(duty, plan, reporter)
        found.setdefault(periodic.period.text, periodic)
    if not found:
        regime = reporter.regime(date(year, 12, 31), plan)
        shapes = regime.reports if regime else ("Q1", "H1", "9M", "Y")
        found = {s: _by_regime(period_of(s, year), s, plan, reporter) for s in shapes}
    return list(
        _joined(sorted(found.values(), key=lambda periodic: periodic.window.end))
    )


def _in_year(duty: ReportDuty, year: int) -> bool:
    """A duty printed for one stretch of one year; "hằng quý" of a decade is not."""
    return duty.period.start.year == duty.period.end.year == year


def _by_regime(
    period: Period, shape: str | None, plan: Plan, reporter: Reporter
) -> PeriodicReport:
    regime = reporter.regime(period.end, plan)
    window = window_of(shape, period.end.year, regime) if regime and shape else None
    if regime is None or window is None:
        note = message(
            N_("no regime gives {period} a data window; its own days are taken"),
            period=period,
        )
        return PeriodicReport(period.text, period, shape, period, None, None, (note,))
    due = sending_day(period, regime)
    basis, notes = regime.basis, _unverified(regime)
    return PeriodicReport(period.text, period, shape, window, due, basis, notes, regime)


def _unverified(regime: ReportRegime) -> tuple[Message, ...]:
    """What nobody has held against the text of the regime yet."""
    if regime.unverified is None:
        return ()
    text = N_("{basis}: {doubt}; workspace.yaml (regimes) may say otherwise")
    return (message(text, basis=regime.basis, doubt=regime.unverified),)


def _by_duty(duty: ReportDuty, plan: Plan, reporter: Reporter) -> PeriodicReport:
    shape = _named_shape(duty) or shape_of(duty.period)
    period = period_of(shape, duty.period.end.year) if shape else duty.period
    periodic = _by_regime(period, shape, plan, reporter)
    if duty.window is not None:
        periodic = replace(periodic, window=duty.window, basis=plan.id, notes=())
    if duty.due is None:
        return periodic
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
            basis=periodic.basis or period,
        )
        return replace(periodic, notes=(*periodic.notes, note))
    if not _binds(duty, reporter, period):
        return periodic
    return _closed_before(replace(periodic, due=day), day, reporter.workdays)


def _closed_before(
    periodic: PeriodicReport, day: date, workdays: Workdays
) -> PeriodicReport:
    """Data close at least one working day before sending (NĐ 09/2019, Điều 8)."""
    while not workdays.is_working(day):
        day -= timedelta(days=1)
    last = day - timedelta(days=1)
    if periodic.window.end <= last or last < periodic.window.start:
        return periodic
    note = message(
        N_("the report is sent by {day}, so its data close on {last}"),
        day=day,
        last=last,
    )
    window = replace(
        periodic.window,
        end=last,
        text=f"{periodic.window.start.isoformat()}/{last.isoformat()}",
    )
    return replace(periodic, window=window, notes=(*periodic.notes, note))


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


def _joined(periodic_reports: Iterable[PeriodicReport]) -> Iterable[PeriodicReport]:
    """No day between two windows is lost where the plan closes one early."""
    last: date | None = None
    for periodic in periodic_reports:
        window = periodic.window
        if last is not None and window.start > last + timedelta(days=1):
            start = last + timedelta(days=1)
            text = f"{start.isoformat()}/{window.end.isoformat()}"
            window = Period(start, window.end, text)
        last = window.end
        yield replace(periodic, window=window)
