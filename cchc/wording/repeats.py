"""Productions for what comes again: steps, and how many times a step."""

from __future__ import annotations

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Always, Node, Point, Repeat
from cchc.wording.words import REPORTS
from cchc.wording.years import is_year

Found = tuple[Node, int] | None
Step = tuple[str, int]

STEPS = {
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "QUARTER": "quarter",
    "YEAR": "year",
}
_WHOLE = {("month", 6): ("half-year", 1), ("month", 12): ("year", 1)}
_SHARES = {
    ("year", 2): ("half-year", 1),
    ("year", 4): ("quarter", 1),
    ("year", 3): ("month", 4),
    ("year", 6): ("month", 2),
    ("year", 12): ("month", 1),
    ("quarter", 3): ("month", 1),
    ("half-year", 2): ("quarter", 1),
}
_JOINS = (",", "AND", "OR", "/", "&", "+", "-")


def always(t: Tokens, i: int) -> Found:
    """ "thường xuyên, liên tục"."""
    if t[i].kind == "ALL":
        whole = t[i + 1].kind == "TERM" and t[i + 2].kind not in ("NUM", "FROM")
        return (Always(), i + 2) if whole else None
    if t[i].kind != "ALWAYS":
        return None
    at = i + 1
    if t[at].kind == "TERM" and t[at + 1].kind not in ("NUM", "FROM"):
        at += 1  # suốt nhiệm kỳ
    while True:
        skip = at + 1 if t[at].kind in (",", "AND", "/", "-") else at
        if t[skip].kind != "ALWAYS":
            return Always(), at
        at = skip + 1


def repeat(t: Tokens, i: int) -> Found:
    """ "định kỳ hằng quý", "03 tháng/lần", "mỗi năm 02 lần", "tháng, quý, năm"."""
    at, called = i, False
    if t[at].kind == "PLAN" and t[at].text == "theo":
        at += 1
    while t[at].kind in ("PERIODIC", "PLAN", "BY", "IN") and at < i + 4:
        if t[at].kind == "PLAN" and t[at].text != "theo":
            return None
        if t[at].kind in ("BY", "IN") and t[at + 1].kind not in ("EVERY", "NUM"):
            return None
        called = called or t[at].kind == "PERIODIC"
        at += 1
    marked = t[i].kind in ("BY", "IN") and not called
    if t[at].kind == "ANNUAL":
        return Repeat((("year", 1),)), at + 1
    return _times(t, at) or _stepped(t, i, at, called, marked)


def _stepped(t: Tokens, i: int, at: int, called: bool, marked: bool) -> Found:
    called = called or t[at].kind in ("EVERY", "PLURAL")
    plan = t[i].kind == "PLAN"
    first = _unit(t, at)
    if first is None:
        return None
    steps, stop = _more(t, first)
    counted, after = _once(t, stop)
    if counted:
        steps[-1] = _divide(steps[-1], counted)
        stop = after
    plural = t[at].kind == "PLURAL"
    tail = ("IN", "EOT", ";", "OF", "YEAR")
    if len(steps) == 1 and plural and t[stop].kind not in tail:
        return None
    if marked and not (t[at].kind == "EVERY" or counted):
        return None
    if called or counted or len(steps) > 1:
        return (Repeat(tuple(steps)), stop) if _free(t, stop) else None
    if not _closed(t, stop) or (
        steps[0] != ("half-year", 1)
        and t[at].kind == "NUM"
        and (
            steps[0] not in (("month", 3), ("month", 9)) or t[i - 1].text not in REPORTS
        )
    ):
        return None
    return Repeat(tuple(steps), bare=not plan), stop


def _unit(t: Tokens, i: int) -> tuple[Step, int] | None:
    """One step: "hằng tháng", "6 tháng", "năm", "nửa năm"."""
    at = i + 1 if t[i].kind in ("EVERY", "PLURAL") else i
    at = at + 1 if t[at].kind == "EVERY" else at
    if t[at].kind == "HALF" and t[at + 1].kind == "YEAR":
        return ("half-year", 1), at + 2
    amount = 1
    if t[at].kind == "NUM":
        amount, at = t[at].value, at + 1
    step = STEPS.get(t[at].kind)
    if step is None or not 1 <= amount <= 60:
        return None
    stop = at + 1
    year = is_year(t, stop)
    numbered = t[stop].kind in ("NUM", "ROMAN") and t[stop + 1].kind != "TIMES"
    if (numbered or year) and not (at > i and year):
        return None
    if t[stop].kind in ("NEXT", "WORKING") or t[stop].text == "này":
        return None
    return _WHOLE.get((step, amount), (step, amount)), stop


def _more(t: Tokens, first: tuple[Step, int]) -> tuple[list[Step], int]:
    steps, stop = [first[0]], first[1]
    while t[stop].kind in _JOINS:
        skip = 2 if t[stop + 1].kind in ("AND", "OR", "PERIODIC") else 1
        found = _unit(t, stop + skip)
        if found is None or is_year(t, found[1]):
            break
        if t[stop].kind == "-" and t.listed:
            break
        if not _free(t, found[1]):
            break
        steps.append(found[0])
        stop = found[1]
    if len(steps) > 1:
        steps = [("months", 9) if step == ("month", 9) else step for step in steps]
    return steps, stop


def _once(t: Tokens, i: int) -> tuple[int, int]:
    """ "/lần", "một lần", "/ 01 lần", "02 lần": how many times, and the place after."""
    at = i + 1 if t[i].kind in ("/", ",", ":") else i
    while t[at].text in ("ít", "nhất", "tối", "thiểu", "báo", "cáo", "tổ", "chức"):
        at += 1
    if t[at].kind == "NUM" and t[at + 1].kind == "TIMES":
        return t[at].value, at + 2
    if t[at].text == "một" and t[at + 1].kind == "TIMES":
        return 1, at + 2
    if t[i].kind == "/" and t[at].kind == "TIMES":
        return 1, at + 1
    return 0, i


def _divide(step: Step, times: int) -> Step:
    if times == 1 or step[1] != 1:
        return step
    return _SHARES.get((step[0], times), step)


def _times(t: Tokens, i: int) -> Found:
    """ "02 lần/năm", "ít nhất 01 lần mỗi quý", "1 lần/06 tháng"."""
    if t[i].kind != "NUM" or t[i + 1].kind != "TIMES":
        return None
    at = i + 2
    while t[at].kind in ("/", "IN", "EVERY") or t[at].text == "một":
        at += 1
    unit = _unit(t, at)
    if t[at].kind == "YEAR" and is_year(t, at + 1):
        year = Point("year", year=t[at + 1].value)
        step = _divide(("year", 1), t[i].value)
        return Repeat((step,), since=year, until=year), at + 2
    if unit is None or at == i + 2:
        return None
    step, stop = unit
    if t[i].value > 1 and (step[0], t[i].value) not in _SHARES:
        return Repeat((step,), named=(i, i + 2)), stop
    return Repeat((_divide(step, t[i].value),)), stop


def _free(t: Tokens, i: int) -> bool:
    """The unit before `i` stands alone: no number makes it a date."""
    return t[i].kind not in ("ROMAN", "DOTS") and (
        t[i].kind != "NUM" or is_year(t, i) or t[i + 1].kind in ("TIMES", "/", "MONTH")
    )


def _closed(t: Tokens, i: int) -> bool:
    """Nothing but a mark or the end follows: the bare unit is a whole phrase."""
    return t[i].kind in (
        "EOT",
        ",",
        ";",
        ":",
        "(",
        ")",
        "BEFORE",
        "BY",
        "AND",
        "-",
    ) or (t[i].kind == "." and t[i + 1].kind == "EOT")
