"""Score sheets of a plan, scored with what follows from the plan and its journals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cchc.load.reports import report_texts
from cchc.reporting.pages.events import reports_of
from cchc.reporting.windows import Reporter
from cchc.scoring.known import PlanReport, day_of, known_facts, source
from cchc.scoring.score import Known

if TYPE_CHECKING:
    from cchc.holdings import Holdings
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
    from cchc.models.report_text import Sent
    from cchc.models.scheme import Scheme
    from cchc.models.scores import ScoreSheet


def known_of(
    holdings: Holdings,
    plan: Plan,
    journals: Sequence[Journal],
    scheme: Scheme,
    sheet: ScoreSheet,
) -> Mapping[tuple[str, str], Known]:
    """(leaf, fact id) to what the plan and its journals say on the day of the sheet.

    The plan above is the first of those carried out that is here and loads.
    """
    workspace = holdings.workspace
    here = [one for one in workspace.plan_ids if one in plan.implements]
    above = (workspace.plan(one).record for one in here)
    superior = next((one for one in above if one is not None), None)
    setting = holdings.setting(day_of(sheet, plan))
    origin = source(plan, superior, journals, setting)
    if any(one.reports for one in sheet.served_by.values()):
        reports = plan_reports(holdings, origin.plan, setting.as_of)
        origin = origin._replace(reports=reports)
    return known_facts(scheme, sheet, origin)


def plan_reports(holdings: Holdings, plan: Plan, day: date) -> list[PlanReport]:
    """The plan's periodic reports, each with the day on which it was sent."""
    reporter = Reporter(holdings.office, holdings.units, holdings.workdays)
    sent = sent_of(holdings, plan.id)
    return [
        PlanReport(one.due, sent[text].date.start if (text := one.period.text) in sent
                   else None)
        for _, one in reports_of(plan, day, reporter)
    ]  # fmt: skip


def sent_of(holdings: Holdings, plan_id: str) -> dict[str, Sent]:
    """Period of a plan's report to when and under which number it was sent."""
    found = (one.record for one in report_texts(holdings.workspace, plan_id))
    return {one.period.text: one.sent for one in found if one and one.sent}
