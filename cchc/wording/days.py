"""Productions for a day within a step: "ngày 20 hằng tháng", "tháng cuối quý"."""

from __future__ import annotations

from cchc.wording.dates import marks
from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Node, Repeat
from cchc.wording.repeats import STEPS, Step

Found = tuple[Node, int] | None

_SPARE = ("IN", "OF", "PLURAL", "EVERY", ",")
_ORDER = {"START": 1, "MIDDLE": 2, "END": 3}


def day_of(t: Tokens, i: int) -> Found:
    """ "ngày 20 hằng tháng", "trước ngày 15 của tháng cuối quý", "tháng đầu quý"."""
    mark, at = marks(t, i)
    if mark in ("from", "after"):
        return None
    if t[at].kind == "PLURAL" and t[at + 1].kind == "DAY":
        at += 1
    before = mark == "before"
    if t[at].kind in ("NUM", "WEEK"):
        return _first_days(t, i, at)
    if t[at].kind == "MONTH":
        return _month_in(t, (i, at), (), before)
    if t[at].kind in ("START", "MIDDLE", "END"):
        return _edge_of(t, (i, at), before)
    if t[at].kind != "DAY":
        return None
    if t[at + 1].kind in ("START", "END") or t[at + 1].kind == "WORKING":
        skip = at + 2 if t[at + 1].kind == "WORKING" else at + 1
        return _edge_of(t, (i, skip), before) if t[skip].kind in _ORDER else None
    days: list[int] = []
    at += 1
    while t[at].kind == "NUM" and t[at].end - t[at].start <= 2:
        days.append(t[at].value)
        at += 1
        if t[at].kind not in (",", "AND") or t[at + 1].kind != "NUM":
            break
        at += 1
    if not days or (t[at].kind in ("/", "-", ".") and t[at + 1].kind == "NUM"):
        return None
    return _month_in(t, (i, at), tuple(days), before)


def _first_days(t: Tokens, i: int, at: int) -> Found:
    """ "05 ngày đầu tháng sau", "tuần đầu của tháng"."""
    if t[at].kind == "WEEK":
        count, side = 7, at + 1
    elif t[at + 1].kind == "DAY":
        side = at + 3 if t[at + 2].kind == "WORKING" else at + 2
        count = 0 if side > at + 2 else t[at].value
    else:
        return None
    stop = side + 1
    while t[stop].kind in _SPARE:
        stop += 1
    step = STEPS.get(t[stop].kind)
    if t[side].kind not in ("START", "END") or step not in ("month", "quarter"):
        return None
    stop += 1
    if t[stop].kind in ("NUM", "ROMAN", "DOTS"):
        return None
    stop += t[stop].kind in ("NEXT", "AFTER")
    days = (count,) if count and t[side].kind == "START" else ()
    month = 1 if days and step == "quarter" else 0
    return Repeat(((step, 1),), days, month, named=(i, stop)), stop


def _month_in(
    t: Tokens, place: tuple[int, int], days: tuple[int, ...], before: bool
) -> Found:
    """The tail: "hằng tháng", "của tháng cuối quý", or nothing."""
    i, at = place
    start = at
    while t[at].kind in _SPARE:
        at += 1
    if t[at].kind == "QUARTER" and days and t[at - 1].kind == "EVERY":
        return None
    if t[at].kind != "MONTH" or t[at + 1].kind == "NUM":
        alone = days and t[start].kind not in ("MONTH", "DAY", "NUM")
        return (
            (Repeat((), days, before=before, named=(i, start)), start)
            if (alone)
            else None
        )
    month, stop = _ordinal(t, at + 1)
    if not month:
        return _monthly(t, (i, start, at), days, before)
    return _quarterly(t, (i, stop), days, (month, before))


def _monthly(
    t: Tokens, place: tuple[int, int, int], days: tuple[int, ...], before: bool
) -> Found:
    i, start, at = place
    if not days:
        return None
    stop = at + 1
    if t[stop].kind in ("NEXT", "AFTER") or t[stop].text == "tới":
        stop += 1
        start = stop
    return Repeat((("month", 1),), days, before=before, named=(i, start)), stop


def _quarterly(
    t: Tokens, place: tuple[int, int], days: tuple[int, ...], at: tuple[int, bool]
) -> Found:
    i, named = place
    month, before = at
    stop = named
    while t[stop].kind in _SPARE:
        stop += 1
    if t[stop].kind == "QUARTER" and t[stop + 1].kind not in ("ROMAN", "NUM"):
        if t[stop - 1].kind != "EVERY":
            named = stop + 1
        stop += 1
        if t[stop].kind in ("NEXT", "AFTER"):
            named = stop = stop + 1
        while t[stop].kind in ("EVERY", "IN", "QUARTER") and _again(t, stop):
            stop += 1
        steps: tuple[Step, ...] = (("quarter", 1),)
    elif days:
        stop, steps = named, ()
    else:
        return None
    found = Repeat(steps, days or (31,), month, before, (i, named))
    return found, stop


def _again(t: Tokens, i: int) -> bool:
    """ "… tháng cuối quý hằng quý": the step said twice."""
    return t[i].kind == "QUARTER" or (
        t[i].kind == "EVERY" and t[i + 1].kind == "QUARTER"
    )


def _ordinal(t: Tokens, i: int) -> tuple[int, int]:
    """ "đầu tiên", "cuối", "thứ 2": which month, and the place after."""
    if t[i].kind in _ORDER:
        return _ORDER[t[i].kind], i + 1
    if t[i].kind == "NTH" and t[i + 1].kind in ("NUM", "ROMAN"):
        value = t[i + 1].value
        return (value, i + 2) if 1 <= value <= 3 else (0, i)
    if t[i].kind == "NTH" and t[i + 1].text in ("hai", "nhì", "ba", "nhất"):
        return {"hai": 2, "nhì": 2, "ba": 3, "nhất": 1}[t[i + 1].text], i + 2
    return 0, i


def _edge_of(t: Tokens, place: tuple[int, int], before: bool) -> Found:
    """ "cuối mỗi quý", "đầu tháng", "ngày làm việc cuối cùng của tháng"."""
    i, at = place
    side = t[at].kind
    stop = at + 1
    while t[stop].kind in _SPARE:
        stop += 1
    step = STEPS.get(t[stop].kind)
    every = t[stop - 1].kind == "EVERY"
    if step is None or t[stop + 1].kind in ("NUM", "ROMAN", "DOTS") or before:
        return None
    if (step == "year" and not every) or t[stop + 1].text == "này":
        return None
    if step == "week" or side == "END" or step == "day":
        return Repeat(((step, 1),), named=(i, stop + 1)), stop + 1
    if step == "month":
        days = (1,) if side == "START" else (15,)
        return Repeat(((step, 1),), days, named=(i, stop + 1)), stop + 1
    if step == "year":
        found = (1, 1) if side == "START" else (6, 30)
    else:
        found = (1, 1) if side == "START" else (2, 15)
    return Repeat(((step, 1),), found[1:], found[0], named=(i, stop + 1)), stop + 1
