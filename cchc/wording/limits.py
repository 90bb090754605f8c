"""Productions for time limits, the periods after those named, and outlooks."""

from __future__ import annotations

from cchc.wording.dates import calendar, marks
from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Aside, Limit, Next, Node
from cchc.wording.points import point

Found = tuple[Node, int] | None

_UNITS = {"DAY": "days", "WEEK": "weeks", "MONTH": "months", "YEAR": "years"}
_STEPS = {"YEAR": "year", "QUARTER": "quarter", "MONTH": "month", "TERM": "year"}


def limit(t: Tokens, i: int) -> Found:
    """ "trong vòng 30 ngày làm việc", "02 tháng"."""
    hours = _hours(t, i)
    if hours is not None:
        return hours
    mark, at = marks(t, i)
    if mark == "" and t[at].kind == "HALF" and t[at + 1].kind == "MONTH":
        return None
    if t[at].kind != "NUM":
        return None
    amount, unit = t[at].value, _UNITS.get(t[at + 1].kind, "")
    if t[at + 1].kind == "HOUR":
        amount, unit = -(-amount // 24), "days"
    if not unit or not 1 <= amount <= 3660 or mark in ("from", "before"):
        return None
    stop = at + 2
    working = t[stop].kind == "WORKING"
    stop += working
    if t[stop].kind in ("NUM", "START", "END", "MIDDLE", "EVERY"):
        return None
    since = t[stop].kind in ("FROM", "AFTER", "WHEN") or t[stop].text == "tính"
    ends = t[stop].kind in ("EOT", ")", ";", ".", ",")
    if not mark and not since and not ends:
        return None
    if unit == "weeks":
        amount, unit = amount * 7, "days"
    return Limit(amount, unit, working, bool(mark)), stop


def _hours(t: Tokens, i: int) -> Found:
    """ "trong vòng 24h kể từ khi …"."""
    at = i + 1 if t[i].kind in ("IN", "BY") else i
    if t[at].kind != "TIME" or t[at + 1].kind not in ("FROM", "AFTER", "WHEN"):
        return None
    count = t[at].text.rstrip("hg ")
    if not count.isdigit() or not int(count):
        return None
    return Limit(-(-int(count) // 24), "days", given=True), at + 1


def following(t: Tokens, i: int) -> Found:
    """ "các năm tiếp theo", "những quý còn lại"."""
    at = marks(t, i)[1] if t[i].kind == "IN" else i
    if t[at].kind not in ("PLURAL", "EVERY"):
        return None
    step = _STEPS.get(t[at + 1].kind)
    after = t[at + 2]
    if step is None or not (
        after.kind in ("NEXT", "AFTER", "ONWARD")
        or (after.text == "tới" and after.kind == "TILL")
    ):
        return None
    stop = at + 3
    if t[stop].text in ("đó", "này", "nữa", "theo"):
        stop += 1
    return Next(step), stop


def outlook(t: Tokens, i: int) -> Found:
    """ "tầm nhìn đến năm 2045"."""
    if t[i].kind != "VIEW":
        return None
    found = calendar(t, i + 1) or calendar(t, marks(t, i + 1)[1])
    if found is None:
        bare = point(t, marks(t, i + 1)[1])
        return None if bare is None else (Aside(), bare[1])
    return Aside(), found[1]
