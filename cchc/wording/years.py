"""Productions for years: "2024", "năm nay", and the year that follows a point."""

from __future__ import annotations

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Point

Found = tuple[Point, int] | None


def is_year(t: Tokens, i: int) -> bool:
    """Whether a number of four digits can be a year."""
    token = t[i]
    return (
        token.kind == "NUM"
        and token.end - token.start == 4
        and (1990 <= token.value <= 2100)
    )


def year_tail(t: Tokens, i: int) -> tuple[int | None, int, int]:
    """The year after a point, if one follows: year, shift, place after it."""
    found = _year_after(t, i)
    if found is None:
        return None, 0, i
    named, stop = found
    if t[i].kind == "(":
        if t[stop].kind != ")":
            return None, 0, i
        stop += 1
    return named.year, named.shift, stop


def _year_after(t: Tokens, i: int) -> Found:
    """ "/2024", "năm 2024", ", năm 2024", "của năm sau", "(năm 2024", "/24"."""
    sign = t[i].kind
    dashed = sign == "-" and (is_year(t, i + 1) or t[i + 1].kind == "YEAR")
    at = i + 1 if dashed or sign in ("/", ",", ".", "OF", "(", "IN") else i
    if t[at].kind == "YEAR":
        if (sign == "(" and not is_year(t, at + 1)) or sign == ".":
            return None
        return named_year(t, at)
    if sign in ("IN", "OF"):
        return None
    if is_year(t, at) and not _ranged(t, at + 1, sign):
        return Point("year", year=t[at].value), at + 1
    short = t[at].kind == "NUM" and t[at].end - t[at].start == 2
    if sign == "/" and short and 12 < t[at].value < 60 and t[at + 1].kind != "/":
        return Point("year", year=2000 + t[at].value), at + 1
    return None


def _ranged(t: Tokens, i: int, before: str) -> bool:
    """ "Quý II, 2025 - 2026": the year begins a range of its own."""
    return before in (",", ".", "NUM") and t[i].kind == "-" and is_year(t, i + 1)


def named_year(t: Tokens, i: int) -> Found:
    """ "năm 2024", "năm nay", "năm sau"."""
    after = t[i + 1]
    if is_year(t, i + 1):
        return Point("year", year=after.value), i + 2
    if after.text in ("nay", "này"):
        return Point("year"), i + 2
    if after.text == "trước" and _last_year(t, i + 2):
        return Point("year", shift=-1), i + (3 if t[i + 2].kind == "NEXT" else 2)
    if after.kind in ("NEXT", "AFTER") or after.text == "tới":
        return Point("year", shift=1), i + (3 if t[i + 2].kind == "NEXT" else 2)
    return None


def _last_year(t: Tokens, i: int) -> bool:
    """ "năm trước" is last year; in "năm trước ngày 15/12" it is not."""
    ends = t[i].kind in ("EOT", "TILL", "NEXT", ",", ".", ";", ")")
    return ends or f"{t[i].text} {t[i + 1].text}" == "năm kế"
