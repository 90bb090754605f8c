"""The rules for two clauses side by side: a pair of kinds to what both mean."""

from __future__ import annotations

from collections.abc import Callable

from cchc.wording.nodes import (
    Always,
    Aside,
    Counted,
    Dates,
    Event,
    Limit,
    Next,
    Node,
    Plan,
    Point,
    Range,
    Repeat,
)

# How they are joined: "(" in brackets, ":" as a label, "and", ",", or "" directly.
Join = Callable[[Node, Node, str], Node | None]

_A_YEAR = {
    ("half-year", 1): 2,
    ("quarter", 1): 4,
    ("month", 3): 4,
    ("month", 4): 3,
    ("month", 1): 12,
}
_FINENESS = {"day": 0, "month": 1, "quarter": 2, "months": 3, "year": 4}


def _single(node: Node) -> Point | None:
    if isinstance(node, Dates) and len(node.points) == 1 and node.mark in ("", "in"):
        return node.points[0]
    return None


def _refine(a: Node, b: Node, link: str) -> Node | None:
    """ "Trong quý I (trước 25/3)", "Năm 2024: quý II": the finer one counts."""
    whole = _single(a)
    if whole is None or not isinstance(b, Dates) or link == "and":
        return None
    if link == ":" and whole.unit != "year":
        return None
    points = b.points
    if not all(_within(p, whole) for p in points):
        return None
    silent = all(p.year is None and not p.shift for p in points)
    marked = b.mark in ("before", "by")
    if link in (",", "") and not marked and not (whole.unit == "year" and silent):
        return None
    if silent:
        points = tuple(p._replace(year=whole.year, shift=whole.shift) for p in points)
    return b._replace(points=points)


def _within(part: Point, whole: Point) -> bool:
    if _FINENESS.get(part.unit, 9) >= _FINENESS.get(whole.unit, 0) or whole.edge:
        return False
    if None not in (part.year, whole.year) and part.year != whole.year:
        return False
    if whole.unit == "quarter":
        return (part.number - 1) // 3 + 1 == whole.number
    return whole.unit == "year" or part.number == whole.number


def _from_to(a: Node, b: Node, link: str) -> Node | None:
    """ "Từ 01/6, đến hết 31/12"."""
    if not (isinstance(a, Dates) and isinstance(b, Dates)):
        return None
    if len(a.points) != 1 or len(b.points) != 1 or link == "and":
        return None
    late = (
        link == ","
        and b.mark == "by"
        and a.mark in ("", "in")
        and ((b.points[0].year or 0) > (a.points[0].year or 9999))
    )
    over = a.points[0].edge == "end" and b.points[0].edge == "start"
    if over and a.mark in ("", "in") and b.mark in ("", "in"):
        year = b.points[0].year if a.points[0].year is None else a.points[0].year
        return Range(a.points[0]._replace(year=year), b.points[0])
    if not late and (a.mark != "from" or b.mark not in ("by", "before")):
        return None
    return Range(a.points[0], b.points[0], b.mark == "before")


def _onwards(a: Node, b: Node, link: str) -> Node | None:
    """ "Năm 2024 và các năm tiếp theo"."""
    if not (isinstance(a, Dates) and isinstance(b, Next)) or len(a.points) != 1:
        return None
    if a.mark == "from" and a.points[0].unit != b.step:
        return a
    if link == "" and b.step == "year" and a.points[0].unit != "year":
        # "Quý II/2025 và quý II các năm tiếp theo"
        since = Point("year", shift=1)
        silent = a.points[0].year is None
        return Repeat((("year", 1),), dates=a, since=since) if silent else None
    if a.points[0].unit != b.step or a.mark not in ("", "in", "from"):
        return None
    return Repeat(((b.step, 1),), since=a.points[0])


def with_dates(a: Node, b: Node, link: str) -> Node | None:
    """ "Hằng năm (trước 15/12)", "2026 và hằng năm", "hằng quý trong năm 2024"."""
    dates, every = (a, b) if isinstance(a, Dates | Range) else (b, a)
    if not isinstance(every, Repeat) or not every.steps or every.bare:
        return None
    if every.dates and (every is b or not _years(dates)):
        return None
    if isinstance(dates, Range):
        if link == "and" or dates.first is None:
            return None
        return every._replace(since=dates.first, until=dates.last)
    if not isinstance(dates, Dates):
        return None
    if dates.mark in ("from", "after"):
        return every._replace(since=dates.points[0]) if dates.mark == "from" else None
    if link == "and":
        first = _single(dates)
        if first is None or first.unit != "year" or every.steps != (("year", 1),):
            return None
        return every._replace(since=first) if dates is a else None
    if link == "(" and _run(every, dates):
        return every._replace(since=dates.points[0], until=dates.points[-1])
    return _bounded(every, dates)


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
        return every._replace(since=found, until=found)
    return None


def _dated(every: Repeat, dates: Dates) -> Node | None:
    """Dates of every year: the day of a yearly step, or all days of a shorter one."""
    points = dates.points
    day = points[0].unit == "day"
    if every.steps == (("year", 1),) and not every.days:
        if all(p.unit != "year" or p.edge for p in points) and (day or not points[0].shift):
            return every._replace(dates=dates)
        return None
    if not day or len(every.steps) != 1:
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


def always_in(a: Node, b: Node, link: str) -> Node | None:
    """ "Thường xuyên trong năm 2024", "từ tháng 5/2026, thường xuyên"."""
    if not isinstance(a, Always):
        return None
    if isinstance(b, Range):
        if link == "and" or b.first is None:
            return None
        return a._replace(since=b.first, until=b.last)
    if not isinstance(b, Dates) or len(b.points) != 1:
        return None
    found = b.points[0]
    if b.mark in ("from", "after"):
        return a._replace(since=found, after=b.mark == "after")
    if link == "and":
        return None
    if a.signing and b.mark in ("by", "before"):
        return Range(None, found, b.mark == "before")
    if b.mark == "by":
        return a._replace(until=found)
    if b.mark not in ("", "in") or (b.mark == "" and found.unit != "year"):
        return None
    return a._replace(since=found, until=found)


def in_always(a: Node, b: Node, link: str) -> Node | None:
    if link == "(":
        return None
    inside = isinstance(a, Dates) and a.mark == "in" and a.points[0].unit != "year"
    if inside and link in (",", ""):
        return None
    return always_in(b, a, link)


def _one_always(a: Node, b: Node, link: str) -> Node | None:
    if not (isinstance(a, Always) and isinstance(b, Always)):
        return None
    return b if a == Always() else a


def _manner(a: Node, b: Node, link: str) -> Node | None:
    """ "Thường xuyên, theo yêu cầu": how, not when. A condition in brackets too."""
    if isinstance(b, Plan):
        return a if link in ("(", ",", "") else None
    return a if link == "(" else None


def _limit(a: Node, b: Node, link: str) -> Node | None:
    """ "Khi có phát sinh (không quá 10 ngày làm việc kể từ …)"."""
    if isinstance(a, Limit) and isinstance(b, Event):
        return b._replace(limit=a) if b.limit is None else None
    if not isinstance(a, Event) or a.limit is not None:
        return None
    limit = b.limit if isinstance(b, Event) else b
    if not isinstance(limit, Limit) or link == "and":
        return None
    text = a.text
    if isinstance(b, Event) and b.text.casefold() not in text.casefold():
        text = f"{text} ({b.counted})"
    return a._replace(text=text, limit=limit)


def _drop(a: Node, b: Node, link: str) -> Node | None:
    return a


RULES: dict[tuple[type, type], tuple[Join, ...]] = {
    (Dates, Dates): (_from_to, _refine),
    (Dates, Next): (_onwards,),
    (Dates, Repeat): (with_dates,),
    (Repeat, Dates): (with_dates,),
    (Range, Repeat): (with_dates,),
    (Repeat, Range): (with_dates,),
    (Repeat, Repeat): (same_step,),
    (Always, Dates): (always_in,),
    (Always, Range): (always_in,),
    (Dates, Always): (in_always,),
    (Range, Always): (in_always,),
    (Always, Always): (_one_always,),
    (Event, Event): (_limit,),
    (Event, Limit): (_limit,),
    (Limit, Event): (_limit,),
    **{(kind, Plan): (_manner,) for kind in (Dates, Range, Repeat, Always, Counted)},
    **{(kind, Event): (_manner,) for kind in (Dates, Range, Repeat, Always, Counted)},
    **{(kind, Aside): (_drop,) for kind in (Dates, Range, Repeat, Always)},
}
