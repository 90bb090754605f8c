"""Which words name which clause, and which words may not be left over."""

from __future__ import annotations

from cchc.problems import N_, message
from cchc.wording.clauses import Clause, Milestone, worded
from cchc.wording.nodes import Dates, NotUnderstood, Range, Repeat
from cchc.wording.phrases import document
from cchc.wording.tokens import Token, Tokens
from cchc.wording.vocabulary import (
    COUNTERS,
    DENIALS,
    FILLERS,
    LABELS,
    LEADING,
    MANNERS,
    NEGATIONS,
    TRAILING,
    WEEKDAYS,
)

_JOINS = (",", "AND", "OR")
_MARKS = (",", ":", ";", ".", "-", "/", "+", "*")
_SILENT = ("(", ")", "“", "”", '"', *_MARKS)
_UNITS = ("DAY", "MONTH", "QUARTER", "WEEK")
_NUMBERS = ("NUM", "ROMAN")
_DANGLING = ("BEFORE", "BY", "AFTER", "FROM", "TILL", "OUT", "START", "MIDDLE", "NTH")


def share_words(m: Milestone, clauses: list[Clause]) -> None:
    """Give the words between clauses to the one before or the one after."""
    t = m.t
    precede = worded(t, clauses[0].lead, clauses[0].first)
    tail = worded(t, m.lead, m.last)
    for k, clause in enumerate(clauses):
        if not k:
            clause.words.insert(0, (clause.lead, clause.first))
            continue
        split = _split(t, clause, precede, tail)
        _close(t, clauses[k - 1], (clause.lead, split))
        clause.words.insert(0, (split, clause.first))
    _close(t, clauses[-1], (m.lead, m.last))


def _close(t: Tokens, clause: Clause, after: tuple[int, int]) -> None:
    if isinstance(clause.node, Repeat):
        clause.words.append(clause.node.named)
    if not _manner(t, *after):
        clause.words.append(after)


def _manner(t: Tokens, first: int, last: int) -> bool:
    """ "… và vẫn đảm bảo thực hiện quy định": how, not what."""
    while first < last and t[first].kind in (",", "AND", "-"):
        first += 1
    return t[first].text in MANNERS


def _split(t: Tokens, clause: Clause, precede: bool, tail: bool) -> int:
    """Where the words before a clause stop naming the clause before it."""
    lead, first = clause.lead, clause.first
    if lead >= first:
        return first
    if t[lead].kind == "(":
        return _after_bracket(t, lead, first)
    starts, ends = t[lead].kind in _JOINS, t[first - 1].kind in _JOINS
    if starts != ends:
        return lead if starts else first
    inner = [k for k in range(lead + 1, first - 1) if t[k].kind in _JOINS]
    last = inner[-1] if inner else 0
    if t[first - 1].kind == ":":
        return last or lead
    if t[lead].kind == ":":
        return first
    if precede:
        return last if last and not starts else lead
    return last if last and not tail and not ends else first


def _after_bracket(t: Tokens, lead: int, first: int) -> int:
    for k in range(lead, first):
        if t[k].kind == ")":
            return k + 1
    return lead


def name(m: Milestone, clause: Clause) -> str | None:
    """The milestone in the printed words."""
    spans = [_trim(m.t, *span) for span in clause.words]
    dated = isinstance(clause.node, Dates)
    kept = [(a, b) for a, b in spans if a < b and _says_something(m.t, a, b, dated)]
    for first, last in kept:
        _check(m, first, last)
        units = all(token.kind in (*_UNITS, "YEAR") for token in m.t[first:last])
        torn = all(token.kind in _DANGLING for token in m.t[first:last])
        if torn or (units and first >= clause.last and m.t[first - 1].kind != "("):
            raise _refusal(m)
    _check_edges(m, clause)
    if kept and _denies(m.t, *kept[0]):
        raise _refusal(m)
    text = " ".join(m.t.slice(first, last) for first, last in kept)
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return text or None


def _trim(t: Tokens, first: int, last: int) -> tuple[int, int]:
    """Cut marks, connectives and lone brackets from both ends."""
    moved = True
    while moved and first < last:
        moved = False
        lone = _lone(t, first, last)
        if t[first].kind in _MARKS or t[first].text in LEADING or lone == first:
            first, moved = first + 1, True
        elif (
            t[last - 1].kind in _MARKS
            or t[last - 1].text in TRAILING
            or (lone == last - 1)
        ):
            last, moved = last - 1, True
    return first, last


def _lone(t: Tokens, first: int, last: int) -> int:
    """A bracket at an end that has no partner inside; -1 if none."""
    kinds = [token.kind for token in t[first:last]]
    opened, closed = kinds.count("("), kinds.count(")")
    if opened == closed:
        return -1
    if kinds[0] == ")" or (kinds[0] == "(" and opened > closed):
        return first
    if kinds[-1] == "(" or (kinds[-1] == ")" and closed > opened):
        return last - 1
    return -1


def _says_something(t: Tokens, first: int, last: int, dated: bool) -> bool:
    words = [token for token in t[first:last] if token.kind not in _SILENT]
    if all(token.text in FILLERS or token.kind in ("IN", "TERM") for token in words):
        return False
    if dated and len(words) > 1 and all(token.text in WEEKDAYS for token in words):
        return False
    return " ".join(token.text for token in words) not in LABELS


def _check(m: Milestone, first: int, last: int) -> None:
    """Refuse a name that holds what looks like an unread date."""
    t, i = m.t, first
    while i < last:
        known = m.phrases[i][1] if i in m.phrases else document(t, i)
        if known:
            i = known
            continue
        if _unread(t, i) and t[i - 1].text not in COUNTERS:
            raise _refusal(m)
        i += 1


def _unread(t: Tokens, i: int) -> bool:
    token, after = t[i], t[i + 1]
    if token.kind == "?":
        return True
    if token.kind == "DOTS":
        return t[i - 1].kind in (*_UNITS, "YEAR", "/") or after.kind in (
            "/",
            *_UNITS,
            "YEAR",
            "NUM",
        )
    if token.kind == "QUARTER" and after.kind == "WORD":
        return not after.text.strip("ivxl")  # quý IIII
    if token.kind in _UNITS and after.kind in _NUMBERS:
        return t[i + 2].kind not in ("TIMES",)
    if token.kind == "YEAR":
        return after.kind == "NUM" and t[i + 2].kind != "TIMES"
    if token.kind != "NUM" or after.kind not in ("/", "-", "."):
        return False
    return t[i + 2].kind == "NUM" and after.start == token.end


def _check_edges(m: Milestone, clause: Clause) -> None:
    """Refuse a clause whose neighbours turn its meaning: "trừ quý II"."""
    t = m.t
    before = _neighbour(t, clause)
    if before is not None:
        turned = before.text in NEGATIONS
        repeat = isinstance(clause.node, Repeat)
        lost = before.kind in (*_UNITS, *_DANGLING) and not repeat
        if turned or lost or (before.kind == "OR" and _choice(m, clause)):
            raise _refusal(m)
    if isinstance(clause.node, Dates | Range) and _torn(m, clause):
        raise _refusal(m)
    if not isinstance(clause.node, Dates | Range) or clause.last + 1 >= m.last:
        return
    number = t[clause.last + 1].kind in _NUMBERS and clause.last + 1 not in m.phrases
    if number and _goes_on(t, clause):
        raise _refusal(m)


def _choice(m: Milestone, clause: Clause) -> bool:
    """ "Cuối năm 2025 hoặc đầu năm 2026": nobody can say which."""
    return isinstance(clause.node, Dates | Range) and any(
        other.last == clause.lead and isinstance(other.node, Dates | Range)
        for other in m.clauses
    )


def _torn(m: Milestone, clause: Clause) -> bool:
    """ "2025-", "/2025", "từ 2025 đến": the rest of the dates is missing."""
    t, i = m.t, clause.last
    headless = clause.first == m.first + 1 and t[m.first].kind == "/"
    tail = t[i].kind in ("TILL", "BEFORE", "BY", "FROM", "OUT")
    dash = t[i].kind in ("-", "/") and t[i].start == t[i - 1].end
    return headless or ((tail or dash) and i + 1 == m.last)


def _goes_on(t: Tokens, clause: Clause) -> bool:
    """Whether a number after "và", "-" or "/" may belong to the dates before it."""
    kind = t[clause.last].kind
    many = isinstance(clause.node, Dates) and len(clause.node.points) > 1
    if kind in ("-", "/"):
        return not t.spaced(clause.last)
    return kind in ("AND", "OR") or (kind == "," and many)


def _denies(t: Tokens, first: int, last: int) -> bool:
    """ "Không thực hiện trong quý II", "điều chỉnh thời hạn", "điều chỉnh sang …"."""
    begin = f"{t[first].text} {t[first + 1].text}"
    if begin == "điều chỉnh":
        alone = last == first + 2 and t[last].kind == "TILL"
        return alone or t[first + 2].text in ("thời hạn", "thời gian", "hạn", "tiến")
    return begin in DENIALS


def _neighbour(t: Tokens, clause: Clause) -> Token | None:
    for k in range(clause.first - 1, clause.lead - 1, -1):
        if t[k].kind == ")":
            return None
        if t[k].kind not in ("(", ")", *_MARKS):
            return t[k]
    return None


def _refusal(m: Milestone) -> NotUnderstood:
    part = m.t.slice(m.first, m.last)
    return NotUnderstood(message(N_("not understood: “{part}”"), part=part))
