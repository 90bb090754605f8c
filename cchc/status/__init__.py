"""What a plan owes on a date: obligations with a status.

`evaluate` turns tasks, journals and a date into obligations, one for each task, unit
and occurrence. Entries dated after the date do not exist for it, so yesterday's
report can be made again tomorrow. Nothing is ever inferred as done.
"""

from cchc.models.statuses import CLOSED, DONE, ORDER, Status
from cchc.status.evaluate import Confirming, Setting, evaluate
from cchc.status.obligations import Obligation, Rates, rates, task_status

__all__ = [
    "CLOSED",
    "DONE",
    "ORDER",
    "Confirming",
    "Obligation",
    "Rates",
    "Setting",
    "Status",
    "evaluate",
    "rates",
    "task_status",
]
