"""Productions for points in the calendar: days, months, quarters, halves, years.

Each takes the tokens and a place, and gives the point and the place after it, or
None. They check form, not the calendar: that 31/02 does not exist is found later,
so that it can be said.
"""

from __future__ import annotations

from collections.abc import Callable

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Point
from cchc.wording.years import is_year, named_year, year_tail

Found = tuple[Point, int] | None

_SEPARATORS = ("/", "-", ".")
_EDGES = {"START": "start", "MIDDLE": "middle", "END": "end"}
_THIRDS = {"thượng tuần": "third1", "trung tuần": "third2", "hạ tuần": "third3"}


def point(t: Tokens, i: int) -> Found:
    """Any point that starts at `i`."""
    for production in _STARTS.get(t[i].kind, ()):
        found = production(t, i)
        if found is not None:
            return found
    return None


def _with_year(t: Tokens, found: Point, i: int) -> Found:
    year, shift, stop = year_tail(t, i)
    return found._replace(year=year, shift=shift), stop


def _day(t: Tokens, i: int) -> Found:
    """ "ngày 15/6/2024", "15 tháng 6 năm 2024", "ngày 15-6"."""
    at = i + 1 if t[i].kind == "DAY" else i
    if t[at].kind != "NUM" or t[at].end - t[at].start > 2:
        return None
    headed, day = at > i, t[at].value
    if t[at + 1].kind in _SEPARATORS and t[at + 2].kind == "NUM":
        return _slashed(t, at, headed)
    month = at + 2 if t[at + 1].kind in (",", "OF") else at + 1
    if t[month].kind == "MONTH" and t[month + 1].kind == "NUM":
        if t[month + 2].kind in ("TIMES", "MONTH"):
            return None
        return _with_year(t, Point("day", t[month + 1].value, day), month + 2)
    return None


def _slashed(t: Tokens, at: int, headed: bool) -> Found:
    sign, month = t[at + 1].kind, t[at + 2]
    if month.end - month.start > 2 or (not headed and t[at].value > 31):
        return None
    found = Point("day", month.value, t[at].value)
    year = t[at + 4]
    if t[at + 3].kind in _SEPARATORS and year.kind == "NUM":
        if is_year(t, at + 4):
            return found._replace(year=year.value), at + 5
        if year.end - year.start == 2 and t[at + 3].kind == sign:
            after = t[at + 5].kind in _SEPARATORS and t[at + 6].kind == "NUM"
            if sign != "-" and not after:
                return found._replace(year=2000 + year.value), at + 5
    if sign == "/" and (_run_of_numbers(t, at) or (not headed and _fraction(t, at))):
        return None
    if sign == "/" or (headed and sign == "-" and month.value <= 12 < t[at].value):
        return _with_year(t, found, at + 3)
    return None


def _run_of_numbers(t: Tokens, at: int) -> bool:
    """ "1/2/3/4" is no date, nor is a part of it."""
    return t[at + 3].kind == "/" and t[at + 4].kind == "NUM" and not is_year(t, at + 4)


def _fraction(t: Tokens, at: int) -> bool:
    """ "5/7 nội dung" and "24/7" need not be dates, so they are none."""
    first, second, after = t[at].value, t[at + 2].value, t[at + 3].kind
    if after in _SEPARATORS or t[at - 1].kind in (
        "BEFORE",
        "BY",
        "TILL",
        "FROM",
        "OUT",
    ):
        return False
    return (first, second) == (24, 7) or (first < second and after == "WORD")


def _month(t: Tokens, i: int) -> Found:
    if t[i + 1].kind == "NUM" and not is_year(t, i + 1):
        return _with_year(t, Point("month", t[i + 1].value), i + 2)
    plural = i > 0 and t[i - 1].kind in ("PLURAL", "NUM")
    if t[i + 1].kind in ("START", "END") and not plural:
        at = i + 3 if t[i + 2].kind == "OF" else i + 2
        if t[at].kind == "YEAR":
            number = 1 if t[i + 1].kind == "START" else 12
            year, shift, stop = year_tail(t, at)
            return Point("month", number, year=year, shift=shift), max(stop, at + 1)
    return None


def _month_slash_year(t: Tokens, i: int) -> Found:
    """ "12/2028"."""
    if t[i].end - t[i].start > 2 or t[i + 1].kind not in ("/", "-"):
        return None
    if is_year(t, i + 2) and t[i + 3].kind not in _SEPARATORS[:1]:
        return Point("month", t[i].value, year=t[i + 2].value), i + 3
    return None


def _quarter(t: Tokens, i: int) -> Found:
    if t[i + 1].kind in ("ROMAN", "NUM") and t[i + 1].end - t[i + 1].start < 5:
        return _with_year(t, Point("quarter", t[i + 1].value), i + 2)
    return None


def _bare_quarter(t: Tokens, i: int) -> Found:
    """ "IV/2025", where a phrase may begin."""
    if i and t[i - 1].kind in ("WORD", "NUM", "ROMAN", "/", "."):
        return None
    if not 1 <= t[i].value <= 4 or t[i + 1].kind != "/" or not is_year(t, i + 2):
        return None
    return Point("quarter", t[i].value, year=t[i + 2].value), i + 3


def _year(t: Tokens, i: int) -> Found:
    found = named_year(t, i)
    if found is None and t[i + 1].kind in ("OF", ",", "-") and is_year(t, i + 2):
        return None
    return found


def _plain_year(t: Tokens, i: int) -> Found:
    return (Point("year", year=t[i].value), i + 1) if is_year(t, i) else None


def _whole_year(t: Tokens, i: int) -> Found:
    """ "cả năm", "cả năm 2024"."""
    if t[i + 1].kind != "YEAR":
        return None
    return named_year(t, i + 1) or (Point("year"), i + 2)


def _months(t: Tokens, i: int) -> Found:
    """ "6 tháng đầu năm", "9 tháng năm 2024", "06 tháng cuối năm 2024"."""
    if t[i + 1].kind == "DAY":
        return _some_days(t, i)
    if t[i + 1].kind != "MONTH" or not 1 <= t[i].value <= 11:
        return None
    side = t[i + 2].kind
    at = i + 3 if side in ("START", "END") else i + 2
    at = at + 1 if t[at].kind == "OF" else at
    if t[at].kind != "YEAR" or (at == i + 2 and not is_year(t, at + 1)):
        return None
    months = -t[i].value if side == "END" else t[i].value
    year, shift, stop = year_tail(t, at)
    return Point("months", months, year=year, shift=shift), max(stop, at + 1)


def _some_days(t: Tokens, i: int) -> Found:
    """ "10 ngày đầu tháng 5"."""
    if t[i + 2].kind not in ("START", "END"):
        return None
    sign = "" if t[i + 2].kind == "START" else "-"
    return _edged(t, _after_of(t, i + 3), f"days{sign}{t[i].value}")


def _after_of(t: Tokens, i: int) -> int:
    return i + 1 if t[i].kind in ("OF", "IN") else i


def _edge(t: Tokens, i: int) -> Found:
    """ "đầu tháng 5", "giữa quý II", "cuối năm"."""
    at = i + 2 if t[i + 1].kind == "OF" else i + 1
    return _edged(t, at, _EDGES[t[i].kind])


def _edged(t: Tokens, i: int, edge: str) -> Found:
    kind = t[i].kind
    found = None
    if kind == "MONTH" and t[i + 1].kind == "NUM":
        found = _month(t, i)
    elif kind == "QUARTER":
        found = _quarter(t, i)
    elif kind == "YEAR":
        found = named_year(t, i)
        if found is None and t[i + 1].kind not in ("NUM", "NEXT"):
            found = Point("year"), i + 1
    elif is_year(t, i):
        found = _plain_year(t, i)
    if found is None or found[0].edge:
        return None
    return found[0]._replace(edge=edge), found[1]


def _half(t: Tokens, i: int) -> Found:
    """ "nửa đầu tháng 6", "nửa cuối năm 2024"."""
    sides = {"START": "first", "END": "last"}
    side = sides.get(t[i + 1].kind)
    return _edged(t, _after_of(t, i + 2), side) if side else None


def _week(t: Tokens, i: int) -> Found:
    """ "tuần đầu tháng 5", "tuần thứ 2 của tháng 5", "tuần cuối quý II"."""
    edge, at = "", i + 2
    if t[i + 1].kind == "START":
        edge = "week1"
    elif t[i + 1].kind == "END":
        edge = "week-1"
    elif t[i + 1].kind == "NTH" and t[i + 2].kind in ("NUM", "ROMAN"):
        edge, at = f"week{t[i + 2].value}", i + 3
    elif t[i + 1].kind in ("NUM", "ROMAN"):
        edge = f"week{t[i + 1].value}"
    if t[at].kind == ",":
        at += 1
    found = _edged(t, _after_of(t, at), edge) if edge else None
    return None if found is None or found[0].unit == "year" else found


def _decade(t: Tokens, i: int) -> Found:
    return _edged(t, _after_of(t, i + 1), _THIRDS[t[i].text])


def _last_day(t: Tokens, i: int) -> Found:
    """ "ngày cuối cùng của tháng 6", "ngày đầu quý II"."""
    at = i + 2 if t[i + 1].kind == "WORKING" else i + 1
    edge = _EDGES.get(t[at].kind)
    if edge is None or at > i + 1:
        return None
    return _edged(t, _after_of(t, at + 1), edge)


_STARTS: dict[str, tuple[Callable[[Tokens, int], Found], ...]] = {
    "NUM": (_day, _month_slash_year, _months, _plain_year),
    "DAY": (_day, _last_day),
    "MONTH": (_month,),
    "QUARTER": (_quarter,),
    "ROMAN": (_bare_quarter,),
    "YEAR": (_year,),
    "ALL": (_whole_year,),
    "START": (_edge,),
    "MIDDLE": (_edge,),
    "END": (_edge,),
    "HALF": (_half,),
    "WEEK": (_week,),
    "DECADE": (_decade,),
}
