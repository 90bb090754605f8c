"""How an obligation stands on a day; without pydantic, which lists need not load."""

from enum import StrEnum


class Status(StrEnum):
    """The Government's own four, and what comes before and beside them."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    NOT_REPORTED = "not_reported"
    BLOCKED = "blocked"
    DUE_SOON = "due_soon"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    PAUSED = "paused"
    UNSCHEDULED = "unscheduled"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    ONGOING = "ongoing"
    DONE_LATE = "done_late"
    DONE_ON_TIME = "done_on_time"
    CANCELLED = "cancelled"


ORDER: tuple[Status, ...] = tuple(Status)
"""Worst first."""
DONE = frozenset({Status.DONE_ON_TIME, Status.DONE_LATE})
CLOSED = DONE | {Status.CANCELLED}
