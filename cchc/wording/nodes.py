"""What goes into a reading, what its phrases are built of, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cchc.dates import Period
from cchc.dates.workdays import Workdays
from cchc.models.deadlines import Deadline
from cchc.problems import Message

LIBRARY_DAYS = Workdays()
"""The working days of the law alone, without the swaps of a year."""


@dataclass(frozen=True, slots=True)
class Context:
    """What to assume where the words are silent."""

    year: int | None = None
    signed: date | None = None
    period: Period | None = None
    workdays: Workdays = LIBRARY_DAYS  # for limits that count from the signing

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
    """The deadlines of a wording; or none, and a problem for each part not read.

    `notes` say why a deadline that was read has no date yet.
    """

    deadlines: tuple[Deadline, ...]
    problems: tuple[Message, ...]
    notes: tuple[Message, ...] = ()


class NotUnderstood(Exception):
    """A part that has no meaning, or not one only."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Point(NamedTuple):
    """A day, month, quarter, half or year as printed; the year may be silent.

    `number` is the month, quarter or half; `months` counts the first months of a
    year (the last, if negative). `edge` takes a piece: start, middle, end, a half
    (`first`, `last`), a week (`week2`), a third (`third3`) or days (`days5`).
    """

    unit: str
    number: int = 0
    day: int = 0
    year: int | None = None
    shift: int = 0
    edge: str = ""


class Dates(NamedTuple):
    """One or more points under one mark: in, before, by, from, after."""

    points: tuple[Point, ...]
    mark: str = ""
    choice: bool = False


class Range(NamedTuple):
    """From a point, or from now, to a point."""

    first: Point | None
    last: Point
    before: bool = False


class Repeat(NamedTuple):
    """Steps with their interval, and the day in the step when the words name it.

    Without steps it is a day that waits for its step: "trước ngày 20". `month` is
    the month within the step.
    """

    steps: tuple[tuple[str, int], ...]
    days: tuple[int, ...] = ()
    month: int = 0
    before: bool = False
    named: tuple[int, int] = (0, 0)  # the words that JSON's `day` cannot carry
    dates: Dates | None = None
    since: Point | None = None
    until: Point | None = None
    bare: bool = False
    later: bool = False  # a day of the step after: "ngày 05 của tháng sau"


class Always(NamedTuple):
    """No end in sight, or only between two points; `signing` when it starts there."""

    since: Point | None = None
    until: Point | None = None
    after: bool = False
    signing: bool = False


class Limit(NamedTuple):
    """So many days, months or years; `given` when a mark says that it limits."""

    amount: int
    unit: str
    working: bool = False
    given: bool = False


class Event(NamedTuple):
    """Something that has to happen first."""

    text: str
    limit: Limit | None = None
    counted: str = ""  # "kể từ ngày …", where the limit is counted from


class Counted(NamedTuple):
    """A limit counted from a day that is known."""

    limit: Limit
    point: Point


class Plan(NamedTuple):
    """A schedule kept elsewhere."""

    text: str


class Next(NamedTuple):
    """The years, quarters or months after those named before."""

    step: str


class Aside(NamedTuple):
    """An outlook that sets no deadline: "tầm nhìn 2045"."""


Node = Dates | Range | Repeat | Always | Limit | Event | Counted | Plan | Next | Aside
