"""Score sheets of a plan, scored with what follows from the plan and its journals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cchc.scoring.known import day_of, known_facts, source
from cchc.scoring.score import Known

if TYPE_CHECKING:
    from cchc.holdings import Holdings
    from cchc.models.journal import Journal
    from cchc.models.plan import Plan
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
    return known_facts(scheme, sheet, source(plan, superior, journals, setting))
