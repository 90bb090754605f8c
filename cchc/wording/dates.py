"""Productions for dates under a mark, their lists and ranges."""

from __future__ import annotations

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Dates, Node, Point, Range
from cchc.wording.points import point
from cchc.wording.spreads import (
    counted_years,
    day_in_months,
    days_in_month,
    each_year,
    months_in_year,
    spread,
)
from cchc.wording.words import VERBS
from cchc.wording.years import is_year, year_tail

Found = tuple[Node, int] | None

MARKS = {
    "IN": "in",
    "BEFORE": "before",
    "BY": "by",
    "TILL": "by",
    "OUT": "by",
    "FROM": "from",
    "AFTER": "after",
}
_JOINS = ("AND", "OR", ",", "/", "&", "+")


def marks(t: Tokens, i: int) -> tuple[str, int]:
    """Read "chậm nhất trước ngày…": the mark that decides, and the place after."""
    mark, at = "", i
    while True:
        kind = t[at].kind
        if kind in MARKS:
            mark = _stronger(mark, MARKS[kind])
            at += 1
        elif mark and (kind == "LINK" or (kind == ":" and mark in ("by", "before"))):
            at += 1
        elif _hour(t, at) and (mark or t[_hour(t, at)].kind == "DAY"):
            # "Trước 17 giờ ngày 25/6" is that day, not the one before.
            mark = "by" if mark in ("before", "by", "") else mark
            at = _hour(t, at)
            at = at + 1 if t[at].kind == "," else at
        else:
            return mark, at


def _stronger(old: str, new: str) -> str:
    if new == "in":
        return old or new
    if old in ("before", "after") or (old == "from" and new == "by"):
        return old
    return new


def _hour(t: Tokens, i: int) -> int:
    """The place after a time of day at `i`; 0 if none."""
    if t[i].kind == "TIME":
        return i + 1
    if t[i].kind != "NUM" or t[i + 1].kind != "HOUR":
        return 0
    stop = i + 3 if t[i + 2].text in ("sáng", "trưa", "chiều") else i + 2
    return stop if t[stop].kind in ("DAY", ",") else 0


def calendar(t: Tokens, i: int) -> Found:
    """A point, a list of points or a range, with its mark."""
    mark, at = marks(t, i)
    if t[at].kind == "NOW" and mark == "from":
        return _from_now(t, at + 1)
    if t[at].kind == "ALL" and t[at + 1].kind == "TERM":
        at += 1
    headed = t[at].kind == "TERM"
    at = at + 1 if headed else at
    if t[at].kind == "PLURAL" and t[at + 1].kind in ("YEAR", "QUARTER", "MONTH", "DAY"):
        if t[at + 2].kind not in ("NUM", "ROMAN"):
            return None
        at += 1
    shared = day_in_months(t, at) or each_year(t, at)
    if shared is not None:
        return Dates(shared[0], mark), shared[1]
    ranged = counted_years(t, at) or months_in_year(t, at)
    if ranged is not None:
        return _mark_range(t, mark, ranged)
    first = point(t, at)
    partial = days_in_month(t, at) if first is None or _lists(first[0]) else None
    if partial is not None:
        return spread(t, mark, partial)
    if first is None:
        return _bare_in(t, mark, at)
    bare = first[0].unit == "year" and t[at].kind == "NUM" and not (headed or mark)
    if bare and not _opens(t, at):
        return None
    ranged = _range(t, first[0], first[1])
    if ranged is not None:
        return _mark_range(t, mark, ranged)
    points, stop, choice = _list(t, first[0], first[1])
    if mark in ("", "in", "from") and t[stop].kind == "ONWARD":
        mark, stop = "from", stop + 1
    return Dates(points, mark, choice), stop


def _opens(t: Tokens, i: int) -> bool:
    """A bare number can be a year only where a phrase may begin."""
    before = t[i - 1].kind if i else "("
    if i > 1 and f"{t[i - 2].text} {t[i - 1].text}" in VERBS:
        ranged = t[i + 1].kind in ("-", "TILL") and is_year(t, i + 2)
        return ranged or t[i + 1].kind in ("EOT", ",", ";", ".", ")", "AND")
    if before == ":" and t[i - 1].end == t[i].start and t[i - 2].kind == "NUM":
        return False  # ISO 9001:2015
    return t[i].line or before in (
        "(",
        ",",
        ";",
        ":",
        "-",
        "+",
        "*",
        "AND",
        "OR",
        "/",
        ".",
        "ALWAYS",
        "PERIODIC",
    )


def _lists(found: Point) -> bool:
    return found.unit == "day" and found.year is None


def _bare_in(t: Tokens, mark: str, at: int) -> Found:
    """ "trong năm", "trước năm" without a number: the year of the plan."""
    if mark in ("in", "by") and t[at].kind == "YEAR":
        if t[at + 1].kind not in ("NUM", "DOTS", "NEXT", "AND", "/", "WORD"):
            return Dates((Point("year"),), mark), at + 1
        if t[at + 1].kind in ("WORD", "AND") and mark == "in":
            return Dates((Point("year"),), mark), at + 1
    return None


def _from_now(t: Tokens, at: int) -> Found:
    if t[at].kind != "TILL":
        return None
    mark, at = marks(t, at)
    found = point(t, at)
    if found is None:
        return None
    return Range(None, found[0], mark == "before"), found[1]


def _range(t: Tokens, first: Point, i: int) -> tuple[Range, int] | None:
    """The rest of "quý I - quý III/2024" after its first point."""
    if t[i].kind not in ("-", "TILL") and t[i].text != "->":
        return None
    dash = t[i].kind == "-"
    at = i + 1
    before = False
    while t[at].kind in ("OUT", "TILL", "LINK", "BEFORE", "TERM"):
        before = before or t[at].kind == "BEFORE"
        at += 1
    headed = t[at].kind in ("QUARTER", "MONTH", "YEAR", "DAY")
    if dash and headed and t.listed and t.spaced(i):
        return None
    second = _like(t, at, first)
    if second is None:
        return None
    last, stop = second
    if dash and t[stop].kind == "-":
        further = _like(t, stop + 1, last)  # quý I-II-III/2024
        if further is not None and further[0].unit == last.unit == first.unit:
            last, stop = further
    if first.year is None and not first.shift:
        first = first._replace(year=last.year, shift=last.shift)
        if last.year is not None and _wraps(first, last):
            # "Từ 15/11 đến 15/01/2026" begins the year before.
            first = first._replace(year=last.year - 1)
    elif last.year is None and not last.shift:
        later = _wraps(first, last)
        year = None if first.year is None else first.year + later
        last = last._replace(year=year, shift=first.shift)
    return Range(first, last, before), stop


def _wraps(first: Point, last: Point) -> bool:
    """Whether a range can only run over the end of a year."""
    return last.unit in ("day", "month", "quarter") and _rank(first) > _rank(last)


def _rank(found: Point) -> tuple[int, int]:
    """Where in its year a point begins: month and day."""
    month = found.number * 3 - 2 if found.unit == "quarter" else found.number
    return (1, 0) if found.unit in ("year", "months") else (month, found.day)


def _like(t: Tokens, i: int, first: Point) -> tuple[Point, int] | None:
    """A point, or a bare number that means the same unit as `first`."""
    token = t[i]
    bare = token.kind in ("NUM", "ROMAN") and token.end - token.start <= 4
    if bare and first.unit in ("month", "quarter") and not is_year(t, i):
        full = point(t, i)
        dated = full is not None and full[0].unit == "day"
        if not dated or t[i + 1].kind == "-":
            found = first._replace(number=token.value, year=None, shift=0)
            year, shift, stop = year_tail(t, i + 1)
            return found._replace(year=year, shift=shift), stop
    return point(t, i)


def _mark_range(t: Tokens, mark: str, ranged: tuple[Range, int]) -> Found:
    found, stop = ranged
    if mark in ("", "in", "from"):
        return found, stop
    if mark in ("by", "before") and found.first is not None:
        whole = found.first.unit == "year"
        return (Dates((found.last,), mark), stop) if whole and mark == "by" else None
    return None


def _list(t: Tokens, first: Point, i: int) -> tuple[tuple[Point, ...], int, bool]:
    """The points that follow after commas and "và"; silent years take the next one."""
    points, stop, choice = [first], i, False
    while True:
        found = _item(t, stop, points)
        if found is None:
            break
        choice = choice or t[stop].kind == "OR"
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


def _item(t: Tokens, i: int, points: list[Point]) -> tuple[Point, int] | None:
    if t[i].kind not in _JOINS:
        return None
    at = i + 2 if t[i].kind == "," and t[i + 1].kind in ("AND", "OR") else i + 1
    first = points[-1]
    if t[i].kind == "/" and first.unit not in ("quarter",):
        return None
    found = _mixed(t, at, points) or _like(t, at, first)
    if found is None or found[0].edge != first.edge or _yearly(t, found, first):
        return None
    bare = t[at].kind in ("NUM", "ROMAN")
    if bare and first.unit != "day" and not _ends(t, found[1]):
        return None
    if bare and found[0].unit == "year" and first.unit != "year":
        return None
    units = {found[0].unit, first.unit}
    reports = points[0].unit == "quarter" and units <= {"quarter", "months", "year"}
    return found if len(units) == 1 or reports else None


def _yearly(t: Tokens, found: tuple[Point, int], first: Point) -> bool:
    """ "Quý I/2025 và quý I hằng năm": the step is that of the last alone."""
    last, i = found
    silent = last.year is None and not last.shift and first.year is not None
    return silent and t[i].kind in ("EVERY", "PLURAL") and t[i + 1].kind == "YEAR"


def _mixed(t: Tokens, i: int, points: list[Point]) -> tuple[Point, int] | None:
    """ "Quý I, 6 tháng, quý III và năm": the reports of a year, in one list."""
    if points[0].unit != "quarter":
        return None
    if t[i].kind == "NUM" and t[i].value in (6, 9) and t[i + 1].kind == "MONTH":
        stop = i + 3 if t[i + 2].kind == "START" and t[i + 3].kind != "YEAR" else i + 2
        if t[stop].kind in ("NUM", "START", "END", "/", "TIMES"):
            return None
        return Point("months", t[i].value), stop
    bare = t[i].kind == "ALL" and t[i + 1].kind == "YEAR"
    at = i + 1 if bare else i
    if t[at].kind == "YEAR" and not is_year(t, at + 1) and _ends(t, at + 1):
        return Point("year"), at + 1
    return None


def _ends(t: Tokens, i: int) -> bool:
    """Nothing that would make the number before `i` count something else."""
    return t[i].kind not in ("WORD", "TIMES", "SHARE", "WORKING", "TITLE", "NUM")
