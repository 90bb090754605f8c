"""What goes into a reading and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cchc.dates import Period
from cchc.models.deadlines import Deadline
from cchc.problems import Message


@dataclass(frozen=True, slots=True)
class Context:
    """What to assume where the words are silent."""

    year: int | None = None
    signed: date | None = None
    period: Period | None = None

    @property
    def default_year(self) -> int | None:
        """The year of words that state none: given, or the plan's, or the signing's."""
        if self.year is not None:
            return self.year
        period = self.period
        if period is not None and period.start.year == period.end.year:
            return period.start.year
        return self.signed.year if self.signed is not None else None


@dataclass(frozen=True, slots=True)
class Reading:
    """The deadlines of a wording; or none, and a problem for each part not read."""

    deadlines: tuple[Deadline, ...]
    problems: tuple[Message, ...]


class NotUnderstood(Exception):
    """A part that has no meaning, or not one only."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason
