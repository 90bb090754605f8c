"""Which report was asked for: from a quarter, a half or a year to what it covers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cchc.models.plan import Plan
from cchc.models.workspace import Letterhead
from cchc.problems import N_, BadValue, CchcError, Message, message
from cchc.reporting.content import Request
from cchc.reporting.windows import PeriodicReport, Reporter, around, choose

if TYPE_CHECKING:
    from cchc.holdings import Holdings

_QUARTERS = {"1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


class Asked(NamedTuple):
    """The report of a period (`Q2`, `H1`, `Y`) as made on a day, of some units."""

    shape: str
    year: int | None
    day: date
    units: frozenset[str] | None = None


def shape_asked(quarter: str | None, half: str | None, year: int | None) -> str:
    """What was asked for, as `Q2`, `H1` or `Y`. Raises `CchcError` for no period."""
    if quarter is not None and half is not None:
        raise CchcError(N_("give --quarter or --half, not both"))
    if quarter is not None:
        key = quarter.strip().upper().removeprefix("Q")
        key = _ROMAN.get(key, key)
        if key not in _QUARTERS:
            raise CchcError(N_("{value} is no quarter; write Q1 to Q4"), value=quarter)
        return _QUARTERS[key]
    if half is not None:
        key = half.strip().upper().removeprefix("H")
        if key not in ("1", "2"):
            raise CchcError(N_("{value} is no half-year; write H1 or H2"), value=half)
        return f"H{key}"
    if year is None:
        raise CchcError(N_("say which report: --quarter Q2, --half H1 or --year 2024"))
    return "Y"


def requested(
    holdings: Holdings, plan: Plan, asked: Asked
) -> tuple[Request, list[Message]]:
    """What the report covers, and what its reader should know of that.

    Raises `CchcError` where there is no such report on that day.
    """
    who = Reporter(holdings.office, holdings.units, holdings.workdays)
    year = asked.year or _year(plan, asked.day)
    periodic = choose(plan, asked.shape, year, who)
    notes = [*periodic.notes, _covered(periodic, asked.day)]
    try:
        previous, following = around(periodic, plan, who)
    except BadValue as error:  # the next year is beyond the calendar of plans
        raise error.refusal() from None
    directions = holdings.indicators.directions
    falling = frozenset(name for name, better in directions.items() if better == "down")
    setting = holdings.setting(asked.day)
    request = Request(periodic, previous, following, setting, asked.units, falling)
    return request, notes


def _year(plan: Plan, day: date) -> int:
    """The plan's only year, or the year of the day asked about."""
    start, end = plan.period.start.year, plan.period.end.year
    return min(max(day.year, start), end)


def _covered(periodic: PeriodicReport, day: date) -> Message:
    """What the report covers and until when it is sent."""
    if day < periodic.window.start:
        raise CchcError(
            N_("the data window of {period} starts on {start}, after {day}"),
            period=periodic.period.text,
            start=periodic.window.start.isoformat(),
            day=day.isoformat(),
        )
    return message(
        N_("{period}: data from {start} to {end}, sent by {due} ({basis})"),
        period=periodic.period,
        start=periodic.window.start,
        end=min(periodic.window.end, day),
        due=periodic.due or "–",
        basis=periodic.basis or "–",
    )


def letterhead_of(holdings: Holdings, plan: Plan) -> tuple[Letterhead, bool]:
    """The letterhead of workspace.yaml, or what the registers tell; whether it is set.

    What nothing tells is `…`, to be filled in by hand.
    """
    config = holdings.workspace.config
    if config is not None:
        holdings.tell(config.findings)
        if config.record is not None and config.record.letterhead is not None:
            return config.record.letterhead, True
    unit = holdings.office or plan.decision.issuer
    signer = plan.decision.signer
    drawn = Letterhead(
        agency=holdings.units.name(unit).upper(),
        symbol="…",
        place="…",
        position=((signer.position or "…").upper(),) if signer else ("…",),
        signer=signer.name if signer else None,
    )
    return drawn, False
