"""The phrases of a wording: dates, what comes again, limits, outlooks."""

from __future__ import annotations

from cchc.wording.grammar import Match
from cchc.wording.nodes import Always, Aside, Dates, Limit, Next, Node, Point, Repeat
from cchc.wording.points import calendar, is_year, marks, point
from cchc.wording.tokens import Tokens, kinds
from cchc.wording.vocabulary import COUNTERS, REPORTS

Found = tuple[Node, int] | None
Step = tuple[str, int]
Phrases = dict[int, tuple[Node, int]]

STEPS = {
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "QUARTER": "quarter",
    "YEAR": "year",
    "TERM": "year",
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
_ORDER = {"START": 1, "MIDDLE": 2, "END": 3}
_ORDINALS = {"nhất": 1, "hai": 2, "nhì": 2, "ba": 3}


def scan(t: Tokens) -> Phrases:
    """Every phrase by the place of its first token; the longest reading wins."""
    phrases: Phrases = {}
    i = 0
    while i < t.size:
        stop = document(t, i) or _school_year(t, i)
        if not stop:
            found = _phrase(t, i)
            if found is not None:
                phrases[i] = found
                stop = found[1]
        i = stop or i + 1
    return phrases


def _phrase(t: Tokens, i: int) -> Found:
    kind = t[i].kind
    if kind == "NUM" and i and t[i - 1].text in COUNTERS:
        return None
    best: Found = None
    for production in _BY_KIND.get(kind, ()):
        found = production(t, i)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def _school_year(t: Tokens, i: int) -> int:
    """The place after "năm học 2025 - 2026", which no year of the calendar is; or 0."""
    m = t.match("school_year", i)
    return 0 if m is None else m.end


def document(t: Tokens, i: int) -> int:
    """The place after a document's name and date; 0 if none stands here.

    The date in "Quyết định số 3287/QĐ-UBND ngày 09/8/2018" is part of the name.
    """
    if t[i].kind not in ("TITLE", "SYMBOL"):
        return 0
    m = t.match("document", i)
    if m is None:
        return 0
    found = point(t, m.end)
    if found is not None and found[0].unit == "day":
        return found[1]
    return m.place("symbol") + 1


def day_of(t: Tokens, i: int) -> Found:
    """ "ngày 20 hằng tháng", "trước ngày 15 của tháng cuối quý", "tháng đầu quý"."""
    mark, at = marks(t, i)
    kind, before = t[at].kind, mark == "before"
    if mark in ("from", "after"):
        return None
    if kind in ("NUM", "WEEK"):
        m = t.match("first_days", at)
        return None if m is None else _first_days(t, i, m)
    if kind == "MONTH":
        m = t.match("in_quarter", at)
        return None if m is None else _in_quarter(t, i, m, ((), before))
    m = t.match("days", at)
    if m is not None:
        return _days(t, i, m, before)
    m = None if before else t.match("edge_of", at)
    return None if m is None else _edge_of(t, i, m)


def _days(t: Tokens, i: int, m: Match, before: bool) -> Found:
    """Days of a month that may not be named: "ngày 20 hằng tháng", "trước ngày 20"."""
    days = tuple(t.values(m, "days"))
    month = t.match("in_quarter", m.end)
    if month is not None:
        return _in_quarter(t, i, month, (days, before))
    month = t.match("in_month", m.end)
    if month is not None:
        later = "next" in month
        named = month.end if later else m.end
        every = Repeat((("month", 1),), days, before=before, named=(i, named))
        return every._replace(later=later), month.end
    if t.match("dated", m.end):
        return None
    return Repeat((), days, before=before, named=(i, m.end)), m.end


def _first_days(t: Tokens, i: int, m: Match) -> Found:
    """ "05 ngày đầu tháng sau", "tuần đầu của tháng"."""
    step = STEPS[t.kind(m, "unit")]
    count = 7 if "week" in m else t.value(m, "count")
    days = (count,) if count and t.kind(m, "side") == "START" else ()
    month = 1 if days and step == "quarter" else 0
    found = Repeat(((step, 1),), days, month, named=(i, m.end))
    return found._replace(later="next" in m), m.end


def _in_quarter(
    t: Tokens, i: int, m: Match, said: tuple[tuple[int, ...], bool]
) -> Found:
    """The tail "của tháng cuối quý"; without the quarter only after a day."""
    days, before = said
    nth = m.place("nth")
    month = _ORDER.get(t[nth].kind) or _ORDINALS.get(t[nth].text) or t[nth].value
    quarter = m.place("quarter")
    if not 1 <= month <= 3 or (quarter < 0 and not days):
        return None
    if quarter < 0:
        return Repeat((), days, month, before, (i, nth + 1)), nth + 1
    named = nth + 1 if t[quarter - 1].kind == "EVERY" else quarter + 1
    if "next" in m:
        named = m.place("next") + 1
    found = Repeat((("quarter", 1),), days or (31,), month, before, (i, named))
    return found._replace(later="next" in m), m.end


def _edge_of(t: Tokens, i: int, m: Match) -> Found:
    """ "cuối mỗi quý", "đầu tháng", "ngày làm việc cuối cùng của tháng"."""
    side, step = t.kind(m, "side"), STEPS[t.kind(m, "unit")]
    found = Repeat(((step, 1),), named=(i, m.end))
    if step in ("week", "day") or side == "END":
        return found, m.end
    start = side == "START"
    if step == "month":
        return found._replace(days=(1,) if start else (15,)), m.end
    middle = (6, 30) if step == "year" else (2, 15)
    month, day = (1, 1) if start else middle
    return found._replace(days=(day,), month=month), m.end


def repeat(t: Tokens, i: int) -> Found:
    """ "định kỳ hằng quý", "03 tháng/lần", "mỗi năm 02 lần", "tháng, quý, năm"."""
    lead = t.match("lead", i)
    at = i if lead is None else lead.end
    called = any(token.kind == "PERIODIC" for token in t[i:at])
    if t[at].kind == "ANNUAL":
        return Repeat((("year", 1),)), at + 1
    return _often(t, at) or _stepped(t, i, at, called)


def _often(t: Tokens, i: int) -> Found:
    """ "02 lần/năm", "ít nhất 01 lần mỗi quý", "1 lần/06 tháng"."""
    m = t.match("in_a_year", i)
    if m is not None:
        year = Point("year", year=t.value(m, "year"))
        step = _divide(("year", 1), t.value(m, "times"))
        return Repeat((step,), since=year, until=year), m.end
    m = t.match("often", i)
    found = None if m is None else _step(t, m.end)
    if m is None or found is None:
        return None
    unit, stop = found
    times = t.value(m, "times")
    if times > 1 and (unit[0], times) not in _SHARES:
        return Repeat((unit,), named=(i, i + 2)), stop
    return Repeat((_divide(unit, times),)), stop


def _divide(step: Step, times: int) -> Step:
    if times == 1 or step[1] != 1:
        return step
    return _SHARES.get((step[0], times), step)


def _stepped(t: Tokens, i: int, at: int, called: bool) -> Found:
    first = _step(t, at)
    if first is None:
        return None
    marked = t[i].kind in ("BY", "IN") and not called
    called = called or t[at].kind in ("EVERY", "PLURAL")
    steps, stop = _more(t, first)
    once = t.match("once", stop)
    if once is not None:
        steps[-1] = _divide(steps[-1], t.value(once, "times") or 1)
        stop = once.end
    if len(steps) == 1 and t[at].kind == "PLURAL" and not t.match("plural_tail", stop):
        return None
    if marked and not (t[at].kind == "EVERY" or once):
        return None
    if called or once or len(steps) > 1:
        return (Repeat(tuple(steps)), stop) if t.match("free", stop) else None
    if not t.match("closed", stop) or not _bare(t, i, at, steps[0]):
        return None
    return Repeat(tuple(steps), bare=t[i].kind != "PLAN"), stop


def _bare(t: Tokens, i: int, at: int, step: Step) -> bool:
    """Whether a step alone is one: "6 tháng", "báo cáo 9 tháng"; not "4 tháng"."""
    if step == ("half-year", 1) or t[at].kind != "NUM":
        return True
    return step in (("month", 3), ("month", 9)) and t[i - 1].text in REPORTS


def _step(t: Tokens, i: int) -> tuple[Step, int] | None:
    """One step: "hằng tháng", "6 tháng", "năm", "nửa năm"."""
    m = t.match("step", i)
    if m is None:
        return None
    if "half" in m:
        return ("half-year", 1), m.end
    amount = t.value(m, "amount") if "amount" in m else 1
    if not 1 <= amount <= 60:
        return None
    step = STEPS[t.kind(m, "unit")], amount
    return _WHOLE.get(step, step), m.end


def _more(t: Tokens, first: tuple[Step, int]) -> tuple[list[Step], int]:
    """The steps that follow after commas and "và"."""
    steps, stop = [first[0]], first[1]
    while (m := t.match("steps", stop)) is not None:
        found = _step(t, m.end)
        dash = t[stop].kind == "-" and t.listed
        if found is None or dash or is_year(t, found[1]):
            break
        if not t.match("free", found[1]):
            break
        steps.append(found[0])
        stop = found[1]
    if len(steps) > 1:
        steps = [("months", 9) if step == ("month", 9) else step for step in steps]
    return steps, stop


def always(t: Tokens, i: int) -> Found:
    """ "thường xuyên, liên tục"."""
    m = t.match("always", i)
    return None if m is None else (Always(), m.end)


_UNITS = {"DAY": "days", "WEEK": "weeks", "MONTH": "months", "YEAR": "years"}


def limit(t: Tokens, i: int) -> Found:
    """ "trong vòng 30 ngày làm việc", "02 tháng"."""
    m = t.match("hours", i)
    if m is not None:
        return _hours(t, m)
    mark, at = marks(t, i)
    m = t.match("limit" if mark else "limit_alone", at)
    if m is None or mark in ("from", "before"):
        return None
    amount, kind = t.value(m, "amount"), t.kind(m, "unit")
    if kind == "HOUR":
        amount, kind = -(-amount // 24), "DAY"
    if not 1 <= amount <= 3660:
        return None
    if kind == "WEEK":
        amount, kind = amount * 7, "DAY"
    return Limit(amount, _UNITS[kind], "working" in m, bool(mark)), m.end


def _hours(t: Tokens, m: Match) -> Found:
    """ "trong vòng 24h kể từ khi …"."""
    count = t[m.place("time")].text.rstrip("hg ")
    if not count.isdigit() or not int(count):
        return None
    return Limit(-(-int(count) // 24), "days", given=True), m.end


def following(t: Tokens, i: int) -> Found:
    """ "các năm tiếp theo", "những quý còn lại"."""
    m = t.match("following", marks(t, i)[1] if t[i].kind == "IN" else i)
    return None if m is None else (Next(STEPS[t.kind(m, "unit")]), m.end)


def outlook(t: Tokens, i: int) -> Found:
    """ "tầm nhìn đến năm 2045"."""
    at = marks(t, i + 1)[1]
    found = calendar(t, i + 1) or calendar(t, at) or point(t, at)
    return None if found is None else (Aside(), found[1])


def is_bare(node: Node) -> bool:
    """A period without a mark: it may belong to a name before it."""
    return (
        isinstance(node, Dates)
        and not node.mark
        and len(node.points) == 1
        and node.points[0].unit != "day"
    )


_MARKS = "IN BEFORE BY TILL OUT FROM AFTER TIME NUM"
_STARTS = {
    day_of: f"{_MARKS} WEEK MONTH START MIDDLE END DAY PLURAL",
    repeat: "PLAN PERIODIC BY IN EVERY PLURAL HALF NUM ANNUAL "
    "DAY WEEK MONTH QUARTER YEAR",
    calendar: f"{_MARKS} ALL TERM PLURAL DAY MONTH QUARTER YEAR ROMAN "
    "START MIDDLE END HALF WEEK DECADE",
    following: "IN PLURAL EVERY",
    limit: _MARKS,
    outlook: "VIEW",
    always: "ALL ALWAYS",
}
_BY_KIND = {
    kind: [
        production for production, starts in _STARTS.items() if kind in starts.split()
    ]
    for kind in kinds(" ".join(_STARTS.values()))
}
