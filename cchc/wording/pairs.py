"""The rules for two clauses side by side: a pair of kinds to what both mean."""

from __future__ import annotations

from collections.abc import Callable

from cchc.wording.bounds import same_step, single, with_dates
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

_FINENESS = {"day": 0, "month": 1, "quarter": 2, "months": 3, "year": 4}


def _refine(a: Node, b: Node, link: str) -> Node | None:
    """ "Trong quý I (trước 25/3)", "Năm 2024: quý II": the finer one counts."""
    coarse = single(b)
    if (
        link == "("
        and isinstance(a, Dates)
        and coarse is not None
        and all(_within(p, coarse) for p in a.points)
    ):
        return a  # 30/9/2025 (quý III)
    whole = single(a)
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
    whole = a.points[0].unit == "year" != b.points[0].unit
    if whole and b.points[0].year is None:
        return None  # từ năm 2026, trước ngày 15/12 hằng năm
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


def _twice(a: Node, b: Node, link: str) -> Node | None:
    """ "Kế hoạch hằng năm: quý IV hằng năm": the step said again."""
    if not (isinstance(a, Repeat) and isinstance(b, Repeat)) or link == "and":
        return None
    return a if a.dates and b == Repeat(a.steps) else None


def always_in(a: Node, b: Node, link: str) -> Node | None:
    """ "Thường xuyên trong năm 2024", "từ tháng 5/2026, thường xuyên"."""
    if not isinstance(a, Always):
        return None
    if isinstance(b, Range):
        return None if link == "and" else a._replace(since=b.first, until=b.last)
    if not isinstance(b, Dates) or len(b.points) != 1:
        return None
    found = b.points[0]
    if a.since is not None:
        bounds = b.mark in ("", "in", "by") and a.until is None and link != "and"
        return a._replace(until=found) if bounds else None
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
    (Repeat, Repeat): (same_step, _twice),
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
