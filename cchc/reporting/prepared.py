"""A report from a workspace: which one, what it says, what it is made of, by whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cchc.load import bulk
from cchc.models.plan import Plan
from cchc.problems import Message
from cchc.reporting.asked import Asked, Sender, requested, sender
from cchc.reporting.content import Report, Request, YearBefore, report
from cchc.reporting.happened import Close, happened
from cchc.reporting.materials import Materials, materials
from cchc.reporting.windows import is_cchc
from cchc.status import evaluate, rates
from cchc.status.obligations import printed

if TYPE_CHECKING:
    from cchc.holdings import Holdings


class Prepared(NamedTuple):
    """A report before it is put on paper; `notes` are for whoever makes it."""

    request: Request
    report: Report
    made: Materials
    sender: Sender
    notes: tuple[Message, ...]


def prepared(holdings: Holdings, plan: Plan, asked: Asked) -> Prepared:
    """The report that was asked for. Raises `CchcError` where there is none."""
    request, notes = requested(holdings, plan, asked)
    by = sender(holdings, plan, request.units)
    with bulk():
        content = report(plan, holdings.journals(plan.id), request)
        made = materials(holdings, content, request.previous, by.unit)
        content = replace(content, year_before=_year_before(holdings, content))
    return Prepared(request, content, made, by, tuple(notes))


def _year_before(holdings: Holdings, now: Report) -> YearBefore | None:
    """What the plan of the year before had reached at its close, for a yearly report.

    The plan of the same issuer, of the year before alone, on the same matter; one that
    nobody reported on tells nothing.
    """
    year = now.periodic.period.end.year - 1
    if now.periodic.shape != "Y":
        return None
    for name in holdings.workspace.plan_ids:
        other = holdings.workspace.plan(name).record
        if other is None or other.decision.issuer != now.plan.decision.issuer:
            continue
        span = (other.period.start.year, other.period.end.year)
        if span != (year, year) or is_cchc(other) != is_cchc(now.plan):
            continue
        journals = holdings.journals(other.id)
        if not any(journal.entries for journal in journals):
            continue
        day = now.closed.replace(year=year)
        known = happened(journals, now.closed, Close(day, other.period.end))
        every = evaluate(other, known, holdings.setting(day))
        return YearBefore(other.title, rates(printed(other, every)))
    return None
