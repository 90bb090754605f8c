"""A report from a workspace: which one, what it says, what it is made of, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cchc.load import bulk
from cchc.models.plan import Plan
from cchc.problems import Message
from cchc.reporting.asked import Asked, Sender, requested, sender
from cchc.reporting.content import Report, Request, report
from cchc.reporting.materials import Materials, materials

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
    return Prepared(request, content, made, by, tuple(notes))
