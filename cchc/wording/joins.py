"""What two clauses mean that stand beside each other without words between.

A step with a date is a day of every year, with a range of months the end of it; a
step, or "thường xuyên", with a period lies inside it; a finer date in brackets
replaces the coarser one; an event takes the limit after it; a plan after a date is
only manner.
"""

from __future__ import annotations

from collections.abc import Callable

from cchc.wording.clauses import Clause, Milestone, worded
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


def join_all(m: Milestone) -> list[Clause]:
    """Fold the clauses of a milestone from left to right."""
    out: list[Clause] = []
    for clause in m.clauses:
        link = _link(m, clause)
        if out and link is not None and _joined(m, out, clause, link):
            continue
        if out and link is None and _across(m, out, clause):
            continue
        if out and isinstance(clause.node, Next):
            clause.node = _after(out[-1].node, clause.node)
        out.append(clause)
    return out


def _across(m: Milestone, out: list[Clause], clause: Clause) -> bool:
    """ "Hằng năm báo cáo … trước ngày 15/12": step and day with the name between."""
    last = out[-1]
    if not isinstance(last.node, Repeat) or not isinstance(clause.node, Repeat | Dates):
        return False
    if isinstance(clause.node, Dates) and not _fine(clause.node):
        return False
    join = same_step if isinstance(clause.node, Repeat) else with_dates
    node = join(last.node, clause.node, "")
    if not isinstance(node, Repeat) or not (node.days or node.dates):
        return False
    last.words.append((clause.lead, clause.first))
    last.node, last.last = node, clause.last
    return True


def _fine(node: Dates) -> bool:
    """A day, or "trong quý I": no bare period, which may be part of a name."""
    return node.points[0].unit == "day" or node.mark in ("in", "before", "by")


def _link(m: Milestone, clause: Clause) -> str | None:
    if worded(m.t, clause.lead, clause.first):
        return None
    kinds = {token.kind for token in m.t[clause.lead : clause.first]}
    if "(" in kinds:
        return "("
    if ":" in kinds:
        return ":"
    if "AND" in kinds or "OR" in kinds:
        return "and"
    return "," if kinds & {",", "-", "/"} else ""


def _joined(m: Milestone, out: list[Clause], clause: Clause, link: str) -> bool:
    last = out[-1]
    capital = m.t[clause.first].capital and link == ""
    pair = (type(last.node), type(clause.node))
    for join in RULES.get(pair, ()):
        if capital and join in (always_in, in_always):
            continue
        node = join(last.node, clause.node, link)
        if node is not None:
            _merge(m, out, clause, node)
            return True
    node = _periodic(out, clause, link)
    if node is not None:
        _merge(m, out, clause, node)
        return True
    if _labels(last.node, clause.node, link):
        clause.node = _labelled(last.node, clause.node)
        clause.words = [*last.words, (last.lead, last.last), *clause.words]
        clause.lead = clause.first
        out[-1] = clause
        return True
    return False


def _periodic(out: list[Clause], clause: Clause, link: str) -> Node | None:
    """ "Định kỳ 6 tháng (trước 15/6), năm (trước 15/12)": both come again."""
    last = out[-1].node
    if len(out) < 2 or link != "(" or not (isinstance(last, Repeat) and last.bare):
        return None
    before = out[-2].node
    if not isinstance(before, Repeat) or before.bare or before.dates is None:
        return None
    return with_dates(last._replace(bare=False), clause.node, link)


def _merge(m: Milestone, out: list[Clause], clause: Clause, node: Node) -> None:
    last = out[-1]
    if isinstance(last.node, Repeat) and last.node.bare and node is not last.node:
        last.words.append((last.first, last.last))
    if _renamed(last.node, node):
        last.words.append((last.first, last.last))
    seasonal = isinstance(node, Repeat) and node.dates and not node.since
    if seasonal and isinstance(clause.node, Range):
        last.words.append((clause.first, clause.last))
    last.node = node
    last.last = clause.last
    if not (isinstance(node, Repeat) and node.dates is not None):
        return
    # "Trước 15/6 và trước 15/12 hằng năm": the step is that of all dates before it.
    for k in range(len(out) - 2, -1, -1):
        before = out[k].node
        if _link(m, out[k + 1]) not in ("and", ",") or not isinstance(before, Dates):
            return
        if before.mark == "from":
            last.node = node._replace(since=before.points[0])
            last.words[:0] = [*out[k].words, (out[k].lead, out[k].first)]
            del out[k]
            return
        if before.points[-1].year is not None:
            if node.since is not None and node.since.shift == 1:
                year = before.points[-1].year + 1
                last.node = node._replace(since=Point("year", year=year))
            return
        out[k].node = node._replace(dates=before)


def _labelled(a: Node, b: Node) -> Node:
    """The year of "quý I/2025: trước 15/3" is that of the day too."""
    if not (isinstance(a, Dates) and isinstance(b, Dates)):
        return b
    if any(p.year is not None or p.shift for p in b.points):
        return b
    points = (p._replace(year=a.points[-1].year) for p in b.points)
    return b._replace(points=tuple(points))


def _renamed(old: Node, new: Node) -> bool:
    """ "Định kỳ 6 tháng (trước 15/6)" becomes a day of the year; its step a name."""
    if not isinstance(new, Repeat) or not new.dates:
        return False
    if isinstance(old, Range):
        return True  # từ tháng 5 đến tháng 10 hằng năm
    if not isinstance(old, Repeat):
        return False
    return len(new.dates.points) == 1 and new.steps != old.steps


def _labels(a: Node, b: Node, link: str) -> bool:
    """Whether `a` only says which of several dates `b` is."""
    if isinstance(a, Repeat) and a.bare and isinstance(b, Dates):
        return link == ":" or (b.points[0].unit == "day" and link != "and")
    if isinstance(a, Event | Plan) and isinstance(b, Dates | Range | Counted):
        return link == "("
    return (
        isinstance(a, Dates)
        and isinstance(b, Dates | Range | Counted)
        and link in ("(", ":")
        and a.mark in ("", "in")
    )


def _after(a: Node, b: Next) -> Node:
    """The step that starts after `a`: "… và các năm tiếp theo"."""
    last: Point | None = None
    if isinstance(a, Dates) and a.mark in ("", "in", "by"):
        last = a.points[-1]
    elif isinstance(a, Range):
        last = a.last
    if last is None or b.step != "year":
        return b
    if last.year is None:
        return Repeat((("year", 1),), since=Point("year", shift=last.shift + 1))
    return Repeat((("year", 1),), since=Point("year", year=last.year + 1))


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
