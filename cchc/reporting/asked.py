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
    settings = holdings.settings
    who = Reporter(
        sender(holdings, plan, asked.units).unit,
        holdings.units,
        holdings.workdays,
        settings.regimes if settings else (),
    )
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


class Sender(NamedTuple):
    """Who reports: the unit, its letterhead, whether somebody wrote that down."""

    unit: str
    head: Letterhead
    is_set: bool


def sender(
    holdings: Holdings, plan: Plan, asked: frozenset[str] | None = None
) -> Sender:
    """Who signs a paper on `plan`.

    The one unit asked about reports for itself. Otherwise the office of the workspace,
    on its own plan and on those of its superiors; a plan of anybody else is reported
    by its issuer.
    """
    office, issuer = holdings.office, plan.decision.issuer
    if asked is not None and len(asked) == 1:
        (unit,) = asked
    elif office is None or not holdings.units.is_within(office, issuer):
        unit = issuer
    else:
        unit = office
    head = _written(holdings, unit)
    return Sender(unit, head or _drawn(holdings, plan, unit), head is not None)


def handing(holdings: Holdings, unit: str) -> Sender:
    """A unit that signs a paper of no single plan."""
    head = _written(holdings, unit)
    return Sender(unit, head or _drawn(holdings, None, unit), head is not None)


def _written(holdings: Holdings, unit: str) -> Letterhead | None:
    """The letterhead that workspace.yaml has for the unit."""
    config = holdings.workspace.config
    if config is None:
        return None
    holdings.tell(config.findings)
    record = config.record
    if record is None:
        return None
    found = [one for one in record.letterheads if one.unit == unit]
    if found:
        return found[0]
    return record.letterhead if unit == record.office else None


def _drawn(holdings: Holdings, plan: Plan | None, unit: str) -> Letterhead:
    """What the registers tell; the rest is `…`, to be filled in by hand.

    Whoever signed the plan signs its reports only where the plan is the unit's own.
    """
    units = holdings.units
    known = units.get(unit)
    parent = known.parent if known else None
    is_own = plan is not None and plan.decision.issuer == unit
    signer = plan.decision.signer if plan is not None and is_own else None
    position = (signer.position if signer else None) or "…"
    to = holdings.office if holdings.office != unit else parent
    asked = to is not None and units.is_within(unit, to)
    return Letterhead(
        parent=units.name(parent).upper() if parent else None,
        agency=units.name(unit).upper(),
        symbol="…",
        place="…",
        addressee=(units.name(to),) if to and asked else (),
        position=(position.upper(),),
        signer=signer.name if signer else None,
    )
