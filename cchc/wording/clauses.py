"""A cell to milestones, and a milestone to clauses.

A cell ends a milestone at ";", at a sentence's end, at a list dash or number, or where
a capital begins the next phrase. The clauses of a milestone are its phrases, and the
events and plans that its words name: these take all words after their head ("khi …",
"theo …") up to the next phrase that cannot be part of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cchc.wording.nodes import (
    Always,
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
from cchc.wording.phrases import Phrases, is_bare
from cchc.wording.points import point
from cchc.wording.spelling import mended
from cchc.wording.tokens import Tokens, kinds
from cchc.wording.vocabulary import (
    ABBREVIATIONS,
    BEARERS,
    FILLERS,
    HAPPENINGS,
    REPORTS,
    VERBS,
)

Found = tuple[Node, int] | None

_OWN = (
    r"(?:(?:kế hoạch|quyết định|chương trình|văn bản)(?: này)?"
    r"|(?:nghị quyết|chỉ thị|đề án|công văn) này)"
)
_SIGNING = re.compile(
    rf"(?:ký ban hành|ký|ban hành)(?: {_OWN})?"
    rf"|(?:{_OWN} )?(?:đã )?(?:được )?(?:ký ban hành|ký|ban hành)"
    rf"|(?:{_OWN} )?(?:bắt đầu )?có hiệu lực(?: thi hành)?"
)

HEADS = kinds("WHEN PLAN PLANNED SUDDEN DURING SESSION ARISE")
_SILENT = ("(", ")", ":", ",", "-", "/", "AND", "OR", ".", "PERIODIC", "IN", "LINK")
_UNITS = ("DAY", "MONTH", "WEEK", "YEAR")
_JOINS = (",", "AND", "OR")
_DATED = (Dates, Range, Repeat, Always, Counted)


@dataclass(slots=True)
class Clause:
    """A node, its tokens, the first token after the clause before, and its name."""

    node: Node
    first: int
    last: int
    lead: int
    words: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Milestone:
    """The tokens of one item and what has been read of them."""

    t: Tokens
    phrases: Phrases
    first: int
    last: int
    clauses: list[Clause] = field(default_factory=list)
    lead: int = 0


def worded(t: Tokens, first: int, last: int) -> bool:
    """Whether the tokens hold a word that could name a milestone."""
    return any(
        token.kind not in _SILENT and token.text not in FILLERS
        for token in t[first:last]
    )


def milestones(t: Tokens, phrases: Phrases) -> list[tuple[int, int]]:
    """Cut the tokens where one item of the cell ends; marks of the cut are dropped."""
    segments: list[tuple[int, int]] = []
    start = i = depth = 0
    while i < t.size:
        width = 0 if depth else _numbering(t, phrases, i)
        if not width:
            depth = max(0, depth + (t[i].kind == "(") - (t[i].kind == ")"))
            width = 0 if depth else _cut(t, phrases, i)
        if width > 1 or (width and i > start):
            if i > start:
                segments.append((start, i))
            start = i = i + width - 1
            continue
        if i in phrases:
            stop = phrases[i][1]
            inner = [token.kind for token in t[i:stop]]
            depth = max(0, depth + inner.count("(") - inner.count(")"))
            i = stop
        else:
            i += 1
    if start < t.size:
        segments.append((start, t.size))
    return segments


def _cut(t: Tokens, phrases: Phrases, i: int) -> int:
    """0 where no cut is; else 1 plus the number of tokens that the cut takes."""
    token, after = t[i], t[i + 1]
    if token.kind == ";":
        return 2
    if token.kind == ".":
        return 2 if _sentence(t, i) else 0
    if token.kind in ("-", "+", "*") and i not in phrases:
        return 2 if _bullet(t, phrases, i) else 0
    if i == 0 or not (token.capital or token.line or token.kind == "NUM"):
        return 0
    if t[i - 1].kind in ("(", ":", "AND", "OR", ",", "-", "/", "IN"):
        return 0
    if token.line and (i in phrases or token.kind in HEADS):
        return 1
    if not token.capital:
        return 0
    if i in phrases and _named(t, phrases, i):
        return 0
    if i in phrases or token.kind in HEADS:
        return 1
    label = token.text == "đợt" and after.kind in ("NUM", "ROMAN")
    verb = f"{token.text} {after.text}" in VERBS and _goes_on(t, phrases, i)
    return 1 if label or verb else 0


def _sentence(t: Tokens, i: int) -> bool:
    if i + 1 >= t.size:
        return True
    if t[i].end == t[i + 1].start or (i and t[i - 1].text in ABBREVIATIONS):
        return False
    return t[i + 1].capital or t[i + 1].kind in ("NUM", "-") or t[i + 1].line


def _bullet(t: Tokens, phrases: Phrases, i: int) -> bool:
    """A dash that opens an item, not one inside a name or a range."""
    if t[i].line or i == 0:
        return True
    if not t.spaced(i):
        return False
    if i + 1 in phrases and isinstance(phrases[i + 1][0], Next):
        return False
    return t[i + 1].capital or i + 1 in phrases or t[i + 1].kind in HEADS


def _numbering(t: Tokens, phrases: Phrases, i: int) -> int:
    """ "a)", "1)", "(1)" and "1." at the head of an item: 1 and their tokens, or 0."""
    begins = i == 0 or t[i].line or t[i - 1].kind in (";", ".", ",")
    opened = t[i].kind == "("
    at = i + 1 if opened else i
    token, after = t[at], t[at + 1]
    goes_on = "(" * opened + token.kind == t.numbered and t[i - 1].end < t[i].start
    if not (begins or goes_on) or (i in phrases and phrases[i][1] > i + 1):
        return 0
    short = token.end - token.start <= (3 if opened else 2)
    if not short or token.kind not in ("NUM", "WORD", "ROMAN"):
        return 0
    dot = after.kind == "." and t[i + 2].start > after.end and token.kind == "NUM"
    closed = after.kind == ")" and at + 2 < t.size
    return at - i + 3 if closed or (dot and begins and i + 2 < t.size) else 0


def _goes_on(t: Tokens, phrases: Phrases, i: int) -> bool:
    """Whether the rest of the cell still holds a phrase of its own."""
    rest = range(i, t.size)
    return any(
        t[k].kind in HEADS or (k in phrases and not _named(t, phrases, k)) for k in rest
    )


def _named(t: Tokens, phrases: Phrases, k: int) -> bool:
    """ "kế hoạch năm 2026": the period is part of a name."""
    return is_bare(phrases[k][0]) and t[k - 1].text in BEARERS


def is_signing(text: str) -> bool:
    """Whether an event is the signing, the issue or the effect of this very plan."""
    words = map(mended, text.casefold().split())
    return _SIGNING.fullmatch(" ".join(words)) is not None


def collect(t: Tokens, phrases: Phrases, first: int, last: int) -> Milestone:
    """All clauses of one item, in the order of the words."""
    m = Milestone(t, phrases, first, last, lead=first)
    i = first
    while i < last:
        found = _phrase(m, i) or _headed(m, i)
        if found is None:
            i += 1
            continue
        node, stop = found
        m.clauses.append(Clause(node, i, stop, m.lead))
        i = m.lead = stop
    return m


def _phrase(m: Milestone, i: int) -> Found:
    found = m.phrases.get(i)
    if found is None or found[1] > m.last:
        return None
    node, stop = found
    if isinstance(node, Limit):
        if m.t[stop].kind == "BEFORE" and _happening(m.t, stop + 1):
            stop = _swallow(m, stop + 1)[1]  # 05 ngày trước khi khai mạc
            return Plan(m.t.slice(i, stop)), stop
        return _limited(m, node, stop)
    if is_bare(node) and _belongs(m, i, stop):
        return None
    if isinstance(node, Repeat) and node.bare:
        return _unit_alone(m, node, i, stop)
    return found


def _unit_alone(m: Milestone, node: Repeat, i: int, stop: int) -> Found:
    """ "Báo cáo quý" comes again, "tổng kết năm" once; "tháng" lost its number."""
    t, step = m.t, node.steps[0]
    before = t[i - 1].text.split(" ")[-1] if i > m.lead else ""
    if before == "kết" and step in (("year", 1), ("half-year", 1)):
        half = step[0] == "half-year"
        return Dates((Point("months", 6) if half else Point("year"),), "in"), stop
    if m.clauses and i == m.lead and step == ("year", 1):
        return None  # tháng 7 năm
    if t[stop].kind in ("(", ":") and _is_day(m, stop + 1):
        return node, stop
    opened = m.lead + 1 if t[m.lead].kind == "(" else m.lead
    if opened > m.lead and m.clauses and (before in REPORTS or i == opened):
        last = m.clauses[-1].node
        if _day(last) or (isinstance(last, Repeat) and last.steps and last.days):
            return None  # trước ngày 15/6 (báo cáo 6 tháng)
    if m.clauses and t[opened].text in ("đối", "cho", "với", "của"):
        return None
    lost = i == m.first and step[1] == 1 and step[0] != "half-year"
    return None if lost or (before and before not in REPORTS) else (node, stop)


def _is_day(m: Milestone, i: int) -> bool:
    return i in m.phrases and _day(m.phrases[i][0])


def _day(node: Node) -> bool:
    return isinstance(node, Dates) and node.points[0].unit == "day"


def _belongs(m: Milestone, i: int, stop: int) -> bool:
    """The bare period is part of a name: "báo cáo quý I: trước ngày 15/3"."""
    t = m.t
    if not worded(t, m.lead, i) or t[i - 1].kind in (",", ":", "(", "AND", "OR", "-"):
        return False
    bearer = t[i - 2 if t[i - 1].kind == "OF" else i - 1].text in BEARERS
    if t[i - 1].text == "chuyển tiếp từ":
        return True  # the year before the plan's
    if m.clauses:
        return bearer and not _review(m, i)
    if bearer and t[stop].kind == "," and _finished(t, stop + 1):
        return True  # báo cáo năm 2024, hoàn thành quý I/2025
    at = stop + 1 if t[stop].kind in (":", ",", "(") else stop
    after = m.phrases.get(at)
    if after is None or (t[stop].kind in (",", "(") and not bearer):
        return False
    node = after[0]
    if isinstance(node, Dates):
        return bool(node.mark) or node.points[0].unit == "day" or t[stop].kind == ":"
    return isinstance(node, Range) or (isinstance(node, Repeat) and bool(node.days))


def _finished(t: Tokens, i: int) -> bool:
    return f"{t[i].text} {t[i + 1].text}" in ("hoàn thành", "hoàn thiện")


def _review(m: Milestone, i: int) -> bool:
    """ "Sơ kết năm 2028, tổng kết năm 2030": a later year is when, not of what."""
    t, node = m.t, m.phrases[i][0]
    if f"{t[i - 2].text} {t[i - 1].text}" not in VERBS or t[m.lead].kind not in _JOINS:
        return False
    year = node.points[0].year if isinstance(node, Dates) else None
    named = [c.node.points[-1].year for c in m.clauses if isinstance(c.node, Dates)]
    return year is not None and all(y is not None and y < year for y in named)


def _limited(m: Milestone, limit: Limit, i: int) -> Found:
    """A limit, and the event that it counts from: "kể từ ngày …"."""
    t = m.t
    at = i + 1 if t[i].text == "tính" else i
    if t[at].kind not in ("FROM", "AFTER", "WHEN") or at >= m.last:
        return limit, i
    at += 1
    day = at
    while t[at].kind in ("DAY", "LINK", "WHEN", "AFTER"):
        at += 1
    found = point(t, day)
    if found is not None and found[0].unit == "day":
        return Counted(limit, found[0]), found[1]
    text, stop = _swallow(m, at)
    counted = t.slice(i, stop)
    return (Event(text, limit, counted), stop) if text else (limit, i)


def _headed(m: Milestone, i: int) -> Found:
    """An event or a plan that begins at `i`."""
    t = m.t
    kind = t[i].kind
    opening = not worded(t, m.lead, i)
    if kind == "FROM" and t[i + 1].kind in ("DAY", "LINK"):
        return _since(m, i + 2) if _accepts(m, i) else None
    if kind in ("TILL", "BY") and t[i + 1].kind == "WHEN":
        return Always(), _swallow(m, i + 2)[1]
    if kind == "BEFORE" and _happening(t, i + 1) and _accepts(m, i):
        return _ahead(m, i)
    if (
        kind == "AFTER"
        and opening
        and t[i + 1].kind in ("WORD", "DAY", "TITLE", "LINK")
    ):
        at = i + 2 if t[i + 1].kind in ("DAY", "LINK") else i + 1
        return _event(m, at)
    if kind == "PERIODIC":
        return _periodic(m, i)
    if kind not in HEADS or not _accepts(m, i):
        return None
    if kind == "DURING":
        return Always(), _swallow(m, i + 1)[1]
    if kind == "WHEN":
        return _since(m, i + 1) if "từ" in t[i].text else _event(m, i + 1)
    if kind == "SUDDEN" or (kind == "ARISE" and opening):
        return _event(m, i)
    if kind == "ARISE":
        return None
    return _plan(m, i + 1 if kind == "PLAN" else i)


def _periodic(m: Milestone, i: int) -> Found:
    """ "Định kỳ" without a step: somebody else sets the rhythm."""
    after = m.t[i + 1]
    ends = i + 1 >= m.last or after.kind in (",", "AND", "OR", ")", ".")
    if not ends or m.clauses or i + 2 in m.phrases:
        return None
    return Plan(m.t.slice(i, i + 1)), i + 1


def _happening(t: Tokens, i: int) -> bool:
    """Whether behind "trước" something stands that happens, and no date."""
    if t[i].kind == "NUM" and t[i + 1].kind in _UNITS:
        return True
    if t[i].kind == "DAY":
        return t[i + 1].kind in ("WORD", "TITLE")
    return t[i].text.split(" ")[0] in HAPPENINGS


def _since(m: Milestone, i: int) -> Found:
    text, stop = _swallow(m, i)
    if not text:
        return None
    if m.t[stop].kind == "ONWARD":
        stop += 1
    if is_signing(text):
        return Always(signing=True), stop
    return Event(text), stop


def _event(m: Milestone, i: int) -> Found:
    text, stop = _swallow(m, i)
    return (Event(text), stop) if text else None


def _plan(m: Milestone, i: int) -> Found:
    text, stop = _swallow(m, i)
    return (Plan(text), stop) if text else None


def _accepts(m: Milestone, i: int) -> bool:
    """Whether a head at `i` sets a deadline, or is only part of a milestone's name."""
    t = m.t
    if not worded(t, m.lead, i):
        return True
    if m.clauses:
        return t[m.lead].kind in (",", "AND", "OR", ";", "(")
    return not any(
        k in m.phrases and isinstance(m.phrases[k][0], _DATED)
        for k in range(i + 1, m.last)
        if k in m.phrases and not _inside(m, k)
    )


def _inside(m: Milestone, i: int) -> bool:
    """A bare period in the words of a plan: "theo Kế hoạch năm 2024"."""
    node = m.phrases[i][0]
    return isinstance(node, Dates) and not node.mark


def _ahead(m: Milestone, i: int) -> Found:
    """ "Trước ngày khai mạc 20 ngày": how long before belongs to the event."""
    found = _plan(m, i)
    limit = None if found is None else m.phrases.get(found[1])
    if limit is None or not isinstance(limit[0], Limit):
        return found
    return Plan(m.t.slice(i, limit[1])), limit[1]


def _swallow(m: Milestone, i: int) -> tuple[str, int]:
    """The words from `i` to the next phrase that stands for itself."""
    t, depth = m.t, 0
    stop = m.last
    for k in range(i, m.last):
        if depth == 0 and k > i and _stops(m, k):
            stop = k
            break
        depth += (t[k].kind == "(") - (t[k].kind == ")")
        if depth < 0:
            stop = k
            break
    end = stop
    while end > i and t[end - 1].kind in (
        ",",
        ":",
        ".",
        "-",
        "AND",
        "OR",
        ";",
        "ONWARD",
    ):
        end -= 1
    start = i
    while start < end and t[start].kind in (":", ",", "-"):
        start += 1
    if start < end and t[stop].kind not in ("(", ")") and t[end - 1].kind == "ONWARD":
        end -= 1
    if start < end and end < stop:
        stop = end
    return t.slice(start, end), stop


def _stops(m: Milestone, k: int) -> bool:
    t = m.t
    kind = t[k].kind
    if kind == "(":
        done = f"{t[k + 1].text} {t[k + 2].text}" == "hoàn thành"
        found = m.phrases.get(k + 3 if done else k + 1)
        return found is not None and not isinstance(found[0], Plan)
    found = m.phrases.get(k)
    joined = t[k - 1].kind in (",", "AND", "OR")
    if joined and f"{t[k].text} {t[k + 1].text}" == "hoàn thành":
        return k + 2 in m.phrases
    if found is None:
        head = joined and kind == "WHEN"
        sudden = joined and kind == "SUDDEN"
        return head or sudden or kind == "ONWARD"
    node, after = found
    if isinstance(node, Limit):
        return (node.given and joined) or after >= m.last or t[after].kind == "FROM"
    if isinstance(node, Repeat):
        return joined or t[k].kind == "PERIODIC"
    if isinstance(node, Always):
        return joined
    marked = isinstance(node, Range) or (isinstance(node, Dates) and bool(node.mark))
    till = t[k].kind == "TILL" or t[k].text.startswith("nhưng ")
    till = till and isinstance(node, Dates) and node.mark == "by"
    return (joined and marked) or till
