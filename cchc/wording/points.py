"""Points of the calendar, and their lists and ranges under one mark.

The productions check form, not the calendar: that 31/02 does not exist is found
later, so that it can be said.
"""

from __future__ import annotations

from collections.abc import Callable

from cchc.wording.grammar import Match
from cchc.wording.nodes import Dates, Node, Point, Range
from cchc.wording.tokens import Tokens
from cchc.wording.vocabulary import VERBS

Placed = tuple[Point, int] | None
Found = tuple[Node, int] | None

_EDGES = {"START": "start", "MIDDLE": "middle", "END": "end"}
_THIRDS = {"thượng tuần": "third1", "trung tuần": "third2", "hạ tuần": "third3"}
_MARKS = {
    "IN": "in",
    "BEFORE": "before",
    "BY": "by",
    "TILL": "by",
    "OUT": "by",
    "FROM": "from",
    "AFTER": "after",
}


def point(t: Tokens, i: int) -> Placed:
    """Any point that starts at `i`, and the place after it."""
    m = t.match("point", i)
    return None if m is None else _POINTS[m.kind](t, i, m)


def is_year(t: Tokens, i: int) -> bool:
    """Whether a number of four digits can be a year."""
    return t.match("year", i) is not None


def _with_year(t: Tokens, m: Match, found: Point) -> tuple[Point, int]:
    """A point with the year that its production took, if any."""
    if "short" in m:
        return found._replace(year=2000 + t.value(m, "short")), m.end
    shift = ("next" in m) - ("past" in m)
    year = t.value(m, "year") or None
    return found._replace(year=year, shift=shift), m.end


def _day(t: Tokens, i: int, m: Match) -> Placed:
    day, month = t.value(m, "day"), t.value(m, "number")
    if "ratio" in m and (day > 31 or _fraction(t, m, (day, month))):
        return None
    if "dash" in m and not month <= 12 < day:
        return None
    return _with_year(t, m, Point("day", month, day))


def _fraction(t: Tokens, m: Match, numbers: tuple[int, int]) -> bool:
    """ "5/7 nội dung" and "24/7" need not be dates, so they are none."""
    after = t[m.place("number") + 1].kind
    before = t[m.place("day") - 1].kind
    if after in ("/", "-", ".") or before in ("BEFORE", "BY", "TILL", "FROM", "OUT"):
        return False
    return numbers == (24, 7) or (numbers[0] < numbers[1] and after == "WORD")


def _month(t: Tokens, i: int, m: Match) -> Placed:
    side = t.kind(m, "side")
    number = (1 if side == "START" else 12) if side else t.value(m, "number")
    return _with_year(t, m, Point("month", number))


def _months(t: Tokens, i: int, m: Match) -> Placed:
    count = t.value(m, "number")
    if not 1 <= count <= 11:
        return None
    last = t.kind(m, "side") == "END"
    return _with_year(t, m, Point("months", -count if last else count))


def _quarter(t: Tokens, i: int, m: Match) -> Placed:
    number = t.value(m, "number")
    if t[i].kind == "ROMAN" and not 1 <= number <= 4:
        return None
    return _with_year(t, m, Point("quarter", number))


def _year(t: Tokens, i: int, m: Match) -> Placed:
    return _with_year(t, m, Point("year"))


def _edge(t: Tokens, i: int, m: Match) -> Placed:
    """A piece of the span that follows it."""
    m_span = t.match("span", m.end)
    found = None if m_span is None else _POINTS[m_span.kind](t, m.end, m_span)
    if found is None or ("week" in m and found[0].unit == "year"):
        return None
    return found[0]._replace(edge=_piece(t, m)), found[1]


def _piece(t: Tokens, m: Match) -> str:
    side = t.kind(m, "side")
    if "half" in m:
        return "first" if side == "START" else "last"
    if "week" in m:
        sides = {"START": 1, "END": -1}
        return f"week{sides[side] if side else t.value(m, 'number')}"
    if "third" in m:
        return _THIRDS[t[m.place("third")].text]
    if "count" in m:
        return f"days{'-' if side == 'END' else ''}{t.value(m, 'count')}"
    return _EDGES[side]


_POINTS: dict[str, Callable[[Tokens, int, Match], Placed]] = {
    "day": _day,
    "edge": _edge,
    "month": _month,
    "named_month": _month,
    "months": _months,
    "quarter": _quarter,
    "whole": _year,
    "a_year": _year,
}


def marks(t: Tokens, i: int) -> tuple[str, int]:
    """Read "chậm nhất trước ngày…": the mark that decides, and the place after."""
    if i not in t.marks:
        t.marks[i] = _mark(t, i)
    return t.marks[i]


def _mark(t: Tokens, i: int) -> tuple[str, int]:
    m = t.match("mark", i)
    mark, at = "", i
    if m is not None and "span" in m:
        return "in", m.end  # from one time of day to another: that day
    while m is not None and at < m.end:
        kind = t[at].kind
        if kind in _MARKS:
            mark = _stronger(mark, _MARKS[kind])
        elif kind in ("TIME", "NUM"):
            # "Trước 17 giờ ngày 25/6" is that day, not the one before.
            mark = "by" if mark in ("before", "by", "") else mark
        elif kind == ":" and mark not in ("by", "before"):
            break
        at += 1
    return mark, at


def _stronger(old: str, new: str) -> str:
    if new == "in":
        return old or new
    if old in ("before", "after") or (old == "from" and new == "by"):
        return old
    return new


def calendar(t: Tokens, i: int) -> Found:
    """A point, a list of points or a range, with its mark."""
    mark, at = marks(t, i)
    if mark == "from" and t.match("now", at):
        return _from_now(t, at + 1)
    head = t.match("head", at)
    headed = head is not None and "term" in head
    at = at if head is None else head.end
    first = point(t, at)
    numbered = t[at].kind in ("NUM", "DAY")
    shared = (_day_of_months(t, at) if numbered else None) or _of_years(t, first)
    if shared is not None:
        return Dates(shared[0], mark), shared[1]
    ranged = _count_of_years(t, at) or _months_of_year(t, at) if numbered else None
    if ranged is not None:
        return _marked(mark, ranged)
    if first is None or (first[0].unit == "day" and first[0].year is None):
        m = t.match("days_of_month", at)
        last = None if m is None else point(t, m.end)
        if m is not None and last is not None and last[0].unit == "day":
            return _days_of_month(t, mark, m, last)
    if first is None:
        bare = t.match(f"{mark}_year", at) if mark in ("in", "by") else None
        return None if bare is None else (Dates((Point("year"),), mark), bare.end)
    if not (headed or mark or t[at].kind != "NUM") and not _opens(t, at, first[0]):
        return None
    ranged = _range(t, first[0], first[1])
    if ranged is not None:
        return _marked(mark, ranged)
    points, stop, choice = _list(t, first[0], first[1])
    if mark in ("", "in", "from") and t[stop].kind == "ONWARD":
        mark, stop = "from", stop + 1
    return Dates(points, mark, choice), stop


def _opens(t: Tokens, i: int, found: Point) -> bool:
    """A bare number can be a year only where a phrase may begin."""
    if found.unit != "year":
        return True
    if i > 1 and f"{t[i - 2].text} {t[i - 1].text}" in VERBS:
        return t.match("year_after_verb", i) is not None
    if i and t[i - 1].kind == ":" and t[i - 1].end == t[i].start:
        return t[i - 2].kind != "NUM"  # ISO 9001:2015
    return i == 0 or t[i].line or t.match("opening", i) is not None


def _from_now(t: Tokens, at: int) -> Found:
    mark, at = marks(t, at)
    found = point(t, at)
    if found is None:
        return None
    return Range(None, found[0], mark == "before"), found[1]


def _marked(mark: str, ranged: tuple[Range, int]) -> Found:
    found, stop = ranged
    if mark in ("", "in", "from"):
        return found, stop
    if mark in ("by", "before") and found.first is not None:
        whole = found.first.unit == "year"
        return (Dates((found.last,), mark), stop) if whole and mark == "by" else None
    return None


def _day_of_months(t: Tokens, i: int) -> tuple[tuple[Point, ...], int] | None:
    """ "Ngày 20 các tháng 3, 6, 9, 12", "ngày 15 tháng 6 và tháng 12"."""
    m = t.match("day_of_months", i)
    if m is None:
        return None
    day = Point("day", day=t.value(m, "day"))
    found, stop = _with_year(t, m, day)
    return tuple(found._replace(number=n) for n in t.values(m, "months")), stop


def _of_years(t: Tokens, found: Placed) -> tuple[tuple[Point, ...], int] | None:
    """ "Tháng 12 các năm 2025, 2026 và 2027"."""
    if found is None or found[0].unit not in ("day", "month", "quarter"):
        return None
    first, at = found
    m = None if first.year is not None else t.match("of_years", at)
    if m is None:
        return None
    return tuple(first._replace(year=y) for y in t.values(m, "years")), m.end


def _count_of_years(t: Tokens, i: int) -> tuple[Range, int] | None:
    """ "02 năm 2025-2026", "05 năm (2026 - 2030)": the count must be right."""
    m = t.match("count_of_years", i)
    if m is None:
        return None
    first, last = t.value(m, "first"), t.value(m, "last")
    if last - first + 1 != t.value(m, "count"):
        return None
    return Range(Point("year", year=first), Point("year", year=last)), m.end


def _months_of_year(t: Tokens, i: int) -> tuple[Range, int] | None:
    """ "6-12/2025": two signs, so no day of December."""
    m = t.match("months_of_year", i)
    if m is None:
        return None
    first, last, year = (t.value(m, field) for field in ("first", "last", "year"))
    if not 1 <= first < last <= 12:
        return None
    month = Point("month", first, year=year)
    return Range(month, month._replace(number=last)), m.end


def _days_of_month(t: Tokens, mark: str, m: Match, found: tuple[Point, int]) -> Found:
    """Days that take their month from the last: "ngày 10-15/6", "10, 20 và 30/6"."""
    last, stop = found
    points = (*(last._replace(day=day) for day in t.values(m, "days")), last)
    if t.kind(m, "join") in (",", "AND", "OR"):
        return Dates(points, mark), stop
    if len(points) == 2 and mark in ("", "in", "from"):
        return Range(points[0], last), stop
    return None


def _range(t: Tokens, first: Point, i: int) -> tuple[Range, int] | None:
    """The rest of "quý I - quý III/2024" after its first point."""
    m = t.match("till", i)
    if m is None:
        return None
    dash = t[i].kind == "-"
    headed = t[m.end].kind in ("QUARTER", "MONTH", "YEAR", "DAY")
    if dash and headed and t.listed and t.spaced(i):
        return None
    second = _like(t, m.end, first)
    if second is None:
        return None
    last, stop = second
    if dash and t[stop].kind == "-":
        further = _like(t, stop + 1, last)  # quý I-II-III/2024
        if further is not None and further[0].unit == last.unit == first.unit:
            last, stop = further
    return Range(*_with_years(first, last), "before" in m), stop


def _with_years(first: Point, last: Point) -> tuple[Point, Point]:
    """The two ends of a range; a silent year is that of the other end."""
    if first.year is None and not first.shift:
        first = first._replace(year=last.year, shift=last.shift)
        if last.year is not None and _wraps(first, last):
            # "Từ 15/11 đến 15/01/2026" begins the year before.
            first = first._replace(year=last.year - 1)
    elif last.year is None and not last.shift:
        year = None if first.year is None else first.year + _wraps(first, last)
        last = last._replace(year=year, shift=first.shift)
    return first, last


def _wraps(first: Point, last: Point) -> bool:
    """Whether a range can only run over the end of a year."""
    return last.unit in ("day", "month", "quarter") and _rank(first) > _rank(last)


def _rank(found: Point) -> tuple[int, int]:
    """Where in its year a point begins: month and day."""
    month = found.number * 3 - 2 if found.unit == "quarter" else found.number
    return (1, 0) if found.unit in ("year", "months") else (month, found.day)


def _like(t: Tokens, i: int, first: Point) -> Placed:
    """A point, or a bare number that means the same unit as `first`."""
    m = t.match("like", i) if first.unit in ("month", "quarter") else None
    full = point(t, i)
    if m is None or (
        full is not None and full[0].unit == "day" and t[i + 1].kind != "-"
    ):
        return full
    return _with_year(t, m, first._replace(number=t.value(m, "number")))


def _list(t: Tokens, first: Point, i: int) -> tuple[tuple[Point, ...], int, bool]:
    """The points that follow after commas and "và"; silent years take the next one."""
    points, stop, choice = [first], i, False
    while (m := t.match("also", stop)) is not None:
        found = _item(t, stop, m.end, points)
        if found is None:
            break
        choice = choice or "or" in m
        points.append(found[0])
        stop = found[1]
    year, shift = None, 0
    for k in range(len(points) - 1, -1, -1):
        if points[k].year is None and not points[k].shift:
            points[k] = points[k]._replace(year=year, shift=shift)
        year, shift = points[k].year, points[k].shift
    for k in range(1, len(points)):
        if points[k].year is None and not points[k].shift:
            points[k] = points[k]._replace(year=points[k - 1].year)
    return tuple(points), stop, choice


def _item(t: Tokens, i: int, at: int, points: list[Point]) -> Placed:
    """The next point of a list, joined at `i`: one of the same unit and edge."""
    first = points[-1]
    if t[i].kind == "/" and first.unit != "quarter":
        return None
    found = _report(t, at, points) or _like(t, at, first)
    if found is None or found[0].edge != first.edge or _yearly(t, found, first):
        return None
    if t[at].kind in ("NUM", "ROMAN"):
        if first.unit != "day" and t.match("more", found[1]):
            return None
        if found[0].unit == "year" and first.unit != "year":
            return None
    units = {found[0].unit, first.unit}
    reports = points[0].unit == "quarter" and units <= {"quarter", "months", "year"}
    return found if len(units) == 1 or reports else None


def _yearly(t: Tokens, found: tuple[Point, int], first: Point) -> bool:
    """ "Quý I/2025 và quý I hằng năm": the step is that of the last alone."""
    last, i = found
    silent = last.year is None and not last.shift and first.year is not None
    return silent and t.match("yearly", i) is not None


def _report(t: Tokens, i: int, points: list[Point]) -> Placed:
    """ "Quý I, 6 tháng, quý III và năm": the reports of a year, in one list."""
    if points[0].unit != "quarter":
        return None
    m = t.match("half_in_list", i)
    if m is not None and t.value(m, "number") in (6, 9):
        return Point("months", t.value(m, "number")), m.end
    m = t.match("year_in_list", i)
    return None if m is None else (Point("year"), m.end)
