"""Find the phrases of a wording, and where one milestone ends and the next begins."""

from __future__ import annotations

from cchc.wording.dates import calendar
from cchc.wording.days import day_of
from cchc.wording.lexer import Tokens, kinds
from cchc.wording.limits import following, limit, outlook
from cchc.wording.nodes import Dates, Next, Node
from cchc.wording.points import point
from cchc.wording.repeats import always, repeat
from cchc.wording.words import ABBREVIATIONS, BEARERS, COUNTERS, VERBS

Phrases = dict[int, tuple[Node, int]]

_PRODUCTIONS = (day_of, repeat, calendar, following, limit, outlook, always)
_STARTS = kinds(
    "NUM DAY MONTH QUARTER YEAR WEEK ALL START MIDDLE END HALF DECADE TERM PLURAL IN "
    "BEFORE BY TILL OUT FROM AFTER EVERY PERIODIC PLAN ALWAYS ANNUAL VIEW TIME ROMAN"
)
HEADS = kinds("WHEN PLAN PLANNED SUDDEN DURING SESSION ARISE")


def scan(t: Tokens) -> Phrases:
    """Every phrase by the place of its first token; the longest reading wins."""
    phrases: Phrases = {}
    i = 0
    while i < t.size:
        stop = document(t, i)
        if not stop:
            found = _phrase(t, i)
            if found is not None:
                phrases[i] = found
                stop = found[1]
        i = stop or i + 1
    return phrases


def _phrase(t: Tokens, i: int) -> tuple[Node, int] | None:
    kind = t[i].kind
    if kind not in _STARTS:
        return None
    if kind == "NUM" and i and t[i - 1].text in COUNTERS:
        return None
    best: tuple[Node, int] | None = None
    for production in _PRODUCTIONS:
        found = production(t, i)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    return best


def document(t: Tokens, i: int) -> int:
    """The place after a document's name and date; 0 if none stands here.

    The date in "Quyết định số 3287/QĐ-UBND ngày 09/8/2018" is part of the name.
    """
    at = i
    if t[i].kind == "TITLE":
        at = i + 2 if t[i + 1].text == "số" else i + 1
        if t[at].kind not in ("DAY", "SYMBOL"):
            return 0
    if t[at].kind == "SYMBOL":
        at += 1
    elif t[i].kind != "TITLE":
        return 0
    if t[at].kind in (",", "("):
        at += 1
    if t[at].kind in ("DAY", "NUM"):
        found = point(t, at)
        if found is not None and found[0].unit == "day":
            return found[1]
    return at if t[i].kind == "SYMBOL" or t[at - 1].kind == "SYMBOL" else 0


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


def is_bare(node: Node) -> bool:
    """A period without a mark: it may belong to a name before it."""
    return (
        isinstance(node, Dates)
        and not node.mark
        and len(node.points) == 1
        and node.points[0].unit != "day"
    )
