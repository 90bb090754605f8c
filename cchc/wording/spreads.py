"""Productions for days that share their month, and months that share their day."""

from __future__ import annotations

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Dates, Node, Point, Range
from cchc.wording.points import point
from cchc.wording.years import is_year, year_tail


def day_in_months(t: Tokens, i: int) -> tuple[tuple[Point, ...], int] | None:
    """ "Ngày 20 các tháng 3, 6, 9, 12", "ngày 15 tháng 6 và tháng 12"."""
    at = i + 1 if t[i].kind == "DAY" else i
    if t[at].kind != "NUM" or t[at].end - t[at].start > 2:
        return None
    day, at = t[at].value, at + 1
    while t[at].kind in ("OF", "PLURAL", "EVERY"):
        at += 1
    if t[at].kind != "MONTH":
        return None
    months: list[int] = []
    while True:
        number = at + 1 if t[at].kind == "MONTH" else at
        if t[number].kind != "NUM" or t[number + 1].kind in ("MONTH", "/", "TIMES"):
            break
        months.append(t[number].value)
        at = number + 1
        if t[at].kind not in (",", "AND"):
            break
        at += 1
    if len(months) < 2 or (t[at - 1].kind != "NUM"):
        return None
    year, shift, stop = year_tail(t, at)
    return tuple(Point("day", m, day, year, shift) for m in months), stop


def days_in_month(t: Tokens, i: int) -> tuple[list[int], int] | None:
    """Days that take their month from the last: "ngày 10-15/6", "10, 20 và 30/6"."""
    at = i + 1 if t[i].kind == "DAY" else i
    days: list[int] = []
    while t[at].kind == "NUM" and t[at].end - t[at].start <= 2:
        full = point(t, at)
        if full is not None and full[0].unit == "day":
            return (days, at) if days else None
        days.append(t[at].value)
        at += 1
        if t[at].kind not in ("-", "TILL", ",", "AND", "OR"):
            return None
        at += 1
        at = at + 1 if t[at].kind == "DAY" else at
    return None


def spread(
    t: Tokens, mark: str, partial: tuple[list[int], int]
) -> tuple[Node, int] | None:
    """The point after the days, and each of the days in its month."""
    days, at = partial
    found = point(t, at)
    if found is None:
        return None
    last, stop = found
    points = (*(last._replace(day=day) for day in days), last)
    before = t[at - 2].kind if t[at - 1].kind == "DAY" else t[at - 1].kind
    if before in ("-", "TILL") and len(points) == 2 and mark in ("", "in", "from"):
        return Range(points[0], last), stop
    return (Dates(points, mark), stop) if before in (",", "AND", "OR") else None


def each_year(t: Tokens, i: int) -> tuple[tuple[Point, ...], int] | None:
    """ "Tháng 12 các năm 2025, 2026 và 2027"."""
    found = point(t, i)
    if found is None or found[0].unit not in ("day", "month", "quarter"):
        return None
    first, at = found
    at = at + 1 if t[at].kind in ("OF", "IN") else at
    if t[at].kind != "PLURAL" or t[at + 1].kind != "YEAR" or first.year is not None:
        return None
    points: list[Point] = []
    at += 2
    while is_year(t, at):
        points.append(first._replace(year=t[at].value))
        at += 1
        if t[at].kind not in (",", "AND") or not is_year(t, at + 1):
            break
        at += 1
    return (tuple(points), at) if len(points) > 1 else None


def counted_years(t: Tokens, i: int) -> tuple[Range, int] | None:
    """ "02 năm 2025-2026", "05 năm (2026 - 2030)": the count must be right."""
    if t[i].kind != "NUM" or t[i + 1].kind != "YEAR":
        return None
    bracket = t[i + 2].kind == "("
    at = i + 3 if bracket else i + 2
    at = at + 1 if t[at].kind in ("TERM", "FROM", "YEAR") else at
    stop = at + 3 if t[at + 2].kind == "YEAR" else at + 2
    if not (is_year(t, at) and t[at + 1].kind in ("-", "TILL") and is_year(t, stop)):
        return None
    first, last = t[at].value, t[stop].value
    if last - first + 1 != t[i].value or (bracket and t[stop + 1].kind != ")"):
        return None
    ends = Point("year", year=first), Point("year", year=last)
    return Range(*ends), stop + (2 if bracket else 1)


def months_in_year(t: Tokens, i: int) -> tuple[Range, int] | None:
    """ "6-12/2025": two signs, so no day of December."""
    numbers = t[i].kind == t[i + 2].kind == "NUM" and t[i + 1].kind == "-"
    if not numbers or t[i + 3].kind != "/" or not is_year(t, i + 4):
        return None
    first, last, year = t[i].value, t[i + 2].value, t[i + 4].value
    if not 1 <= first < last <= 12:
        return None
    return Range(Point("month", first, 0, year), Point("month", last, 0, year)), i + 5
