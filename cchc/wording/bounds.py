"""A step beside dates: its days of the year, or the period that it lies in."""

from __future__ import annotations

from cchc.wording.nodes import Dates, Node, Point, Range, Repeat

_A_YEAR = {
    ("half-year", 1): 2,
    ("quarter", 1): 4,
    ("month", 3): 4,
    ("month", 4): 3,
    ("month", 1): 12,
}


def single(node: Node) -> Point | None:
    if isinstance(node, Dates) and len(node.points) == 1 and node.mark in ("", "in"):
        return node.points[0]
    return None


def with_dates(a: Node, b: Node, link: str) -> Node | None:
    """ "Hằng năm (trước 15/12)", "2026 và hằng năm", "hằng quý trong năm 2024"."""
    dates, every = (a, b) if isinstance(a, Dates | Range) else (b, a)
    if not isinstance(every, Repeat) or not every.steps or every.bare:
        return None
    if every.dates and (every is b or not _years(dates)):
        return None
    if isinstance(dates, Range):
        if link == "and":
            return None
        if dates.first is None:
            return every._replace(until=dates.last)  # từ nay đến năm 2030
        if _seasonal(every, dates):
            return every._replace(dates=Dates((dates.last,), "by"))
        return every._replace(since=dates.first, until=dates.last)
    if not isinstance(dates, Dates):
        return None
    if dates.mark in ("from", "after"):
        return every._replace(since=dates.points[0]) if dates.mark == "from" else None
    if link == "and":
        first = single(dates)
        if first is None or first.unit != "year" or every.steps != (("year", 1),):
            return None
        return every._replace(since=first) if dates is a else None
    if link == "(" and _run(every, dates):
        return every._replace(since=dates.points[0], until=dates.points[-1])
    return _bounded(every, dates)


def _seasonal(every: Repeat, dates: Range) -> bool:
    """ "Từ tháng 5 đến tháng 10 hằng năm": a part of every year, due at its end."""
    silent = dates.last.year is None and not dates.last.shift
    return every.steps == (("year", 1),) and silent and dates.last.unit != "year"


def _years(dates: Node) -> bool:
    """What may bound "tháng 8 hằng năm": from a year on, or years."""
    if isinstance(dates, Range):
        return dates.first is not None and dates.first.unit == "year"
    return isinstance(dates, Dates) and (
        dates.mark == "from" or (dates.mark == "by" and dates.points[0].unit == "year")
    )


def _run(every: Repeat, dates: Dates) -> bool:
    """ "Theo từng quý (quý I, II, III)": the steps in a row that are meant."""
    first = dates.points[0]
    units = {(point.unit, 1) for point in dates.points}
    numbers = [point.number for point in dates.points]
    row = list(range(first.number, first.number + len(numbers)))
    return units == set(every.steps) and len(numbers) > 1 and numbers == row


def _bounded(every: Repeat, dates: Dates) -> Node | None:
    """A step with its dates, or inside the period that the dates name."""
    if all(p.year is None for p in dates.points):
        dated = _dated(every, dates)
        if dated is not None:
            return dated
    if len(dates.points) != 1:
        return None
    found = dates.points[0]
    if dates.mark == "by" and found.unit in ("year", "quarter", "month"):
        return every._replace(until=found)
    if dates.mark in ("", "in") and found.unit in ("year", "quarter", "months"):
        longer = every.steps[0][0] == "year" and every.steps[0][1] > 1
        return every._replace(since=found, until=None if longer else found)
    return None


def _dated(every: Repeat, dates: Dates) -> Node | None:
    """Dates of every year: the day of a yearly step, or all days of a shorter one."""
    points = dates.points
    day = points[0].unit == "day"
    if every.steps == (("year", 1),) and not every.days:
        if all(p.unit != "year" or p.edge for p in points) and (
            day or not points[0].shift
        ):
            return every._replace(dates=dates)
        return None
    if len(every.steps) != 1 or not (day or len(points) > 1):
        return None
    # "Định kỳ 6 tháng, trước 20/6 và 20/12": two days of every year.
    half = len(points) == 1 and every.steps[0] == ("half-year", 1)
    if half or len(points) == _A_YEAR.get(every.steps[0]):
        return every._replace(steps=(("year", 1),), dates=dates)
    return None


def same_step(a: Node, b: Node, link: str) -> Node | None:
    """ "Hằng quý, trước ngày 15 của tháng cuối"."""
    if not (isinstance(a, Repeat) and isinstance(b, Repeat)) or link == "and":
        return None
    step, day = (b, a) if a.days else (a, b)
    if not day.days or step.days or len(step.steps) != 1:
        return None
    if day.steps not in ((), step.steps):
        return None
    if step.steps[0][0] != ("quarter" if day.month else "month"):
        return None
    return day._replace(steps=step.steps, since=step.since, until=step.until)
