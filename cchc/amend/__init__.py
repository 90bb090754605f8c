"""The plan as of a day: the decision, and every amendment effective by then, in order.

Whatever evaluates a plan asks `in_force`; nothing evaluates `decision.yaml` alone. An
amendment that does not fit the plan as of its day is passed over where it does not
fit, and said: `misfits`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc.models.plan import Plan


def in_force(plan: Plan, day: date) -> Plan:
    """The plan on a day: with every amendment effective by then, in order of effect.

    The plan given may be a version itself. Before the first amendment it is the bare
    decision; a plan without amendments comes back as it is, at no cost.
    """
    if plan.amended is None:
        return plan
    from cchc.amend.versions import version_on

    return version_on(plan.amended, day)
