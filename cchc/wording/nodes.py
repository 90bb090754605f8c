"""What the productions build: the words understood, before a year is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
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


@dataclass(frozen=True, slots=True)
class Dates:
    """One or more points under one mark: in, before, by, from, after."""

    points: tuple[Point, ...]
    mark: str = ""
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From a point, or from now, to a point."""

    first: Point | None
    last: Point
    before: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
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


@dataclass(frozen=True, slots=True)
class Always:
    """No end in sight, or only between two points; `signing` when it starts there."""

    since: Point | None = None
    until: Point | None = None
    after: bool = False
    signing: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """So many days, months or years; `given` when a mark says that it limits."""

    amount: int
    unit: str
    working: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has to happen first."""

    text: str
    limit: Limit | None = None
    counted: str = ""  # "kể từ ngày …", where the limit is counted from


@dataclass(frozen=True, slots=True)
class Counted:
    """A limit counted from a day that is known."""

    limit: Limit
    point: Point


@dataclass(frozen=True, slots=True)
class Plan:
    """A schedule kept elsewhere."""

    text: str


@dataclass(frozen=True, slots=True)
class Next:
    """The years, quarters or months after those named before."""

    step: str


@dataclass(frozen=True, slots=True)
class Aside:
    """An outlook that sets no deadline: "tầm nhìn 2045"."""


Node = (
    Dates
    | Range
    | Repeat
    | Always
    | Limit
    | Event
    | Counted
    | Plan
    | Next
    | Aside
)
