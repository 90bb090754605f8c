"""A wording to its reading: milestone by milestone, and never a guess."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cchc.models.deadlines import Deadline, Unstated
from cchc.problems import N_, Message, message
from cchc.wording.clauses import (
    Clause,
    Milestone,
    collect,
    is_signing,
    milestones,
    worded,
)
from cchc.wording.joins import join_all
from cchc.wording.meaning import Calendar, deadlines
from cchc.wording.misprints import suspects
from cchc.wording.naming import name, share_words
from cchc.wording.nodes import (
    Always,
    Aside,
    Context,
    Dates,
    NotUnderstood,
    Point,
    Reading,
)
from cchc.wording.phrases import scan
from cchc.wording.points import is_year
from cchc.wording.spelling import foreign
from cchc.wording.tokens import Tokens, tokenize
from cchc.wording.vocabulary import BEARERS, BLANKS, CARRIED_ON, COUNTERS

LONGEST = 1800
"""No deadline cell comes near this many characters; longer text is none."""


def read(wording: str, context: Context) -> Reading:
    """Read a deadline cell: its deadlines, or a problem for each part not read."""
    if len(wording) > LONGEST:
        return _too_long(wording)
    return _read(wording, context)


def _foreign(text: str) -> Message:
    part = " ".join(text[:60].split()).encode(errors="replace").decode()
    return message(N_("letters that no Vietnamese text has: “{part}”"), part=part)


def _too_long(wording: str) -> Reading:
    problem = message(
        N_("longer than {limit} characters, so no deadline: “{part}…”"),
        limit=LONGEST,
        part=" ".join(wording[:60].split()),
    )
    return Reading((), (problem,))


@lru_cache(maxsize=4096)
def _read(wording: str, context: Context) -> Reading:
    tokens = tokenize(wording)
    if len(tokens.source) > LONGEST:
        return _too_long(tokens.source)
    if not tokens.size or tokens.source.strip().casefold() in BLANKS:
        return Reading((Unstated(unstated=True),), ())
    if foreign(tokens.source):
        return Reading((), (_foreign(tokens.source),))
    reading = _parsed(tokens, context)
    doubt = None if reading.problems else _misprint(tokens, context, reading)
    return reading if doubt is None else Reading((), (doubt,))


def _misprint(tokens: Tokens, context: Context, reading: Reading) -> Message | None:
    """The first word that is none, or that put right would give other dates."""
    for first, last, others in suspects(tokens):
        start, end = tokens[first].start, tokens[last - 1].end
        for other in others:
            right = f"{tokens.source[:start]}{other}{tokens.source[end:]}"
            instead = _parsed(tokenize(right), context)
            if not instead.problems and _dates(instead) != _dates(reading):
                break
        else:
            if others:
                continue
        return message(
            N_("“{word}” may be a misprint: “{part}”"),
            word=tokens.slice(first, last),
            part=tokens.slice(max(0, first - 4), min(last + 4, tokens.size)),
        )
    return None


def _dates(reading: Reading) -> list[Any]:
    """Deadlines without the words that name them, but for those of an own issue."""
    names = {"what", "after", "follows"}
    return [
        (type(d), is_signing(getattr(d, "after", "")), d.model_dump(exclude=names))
        for d in reading.deadlines
    ]


def _parsed(tokens: Tokens, context: Context) -> Reading:
    stated = _stated(tokens) if context.default_year is None else None
    found: list[Deadline] = []
    problems: list[Message] = []
    notes: list[Message] = []
    for m, clauses in _items(tokens):
        calendar = Calendar(context, tokens.slice(m.first, m.last), stated)
        try:
            found += _meaning(m, clauses, calendar)
        except NotUnderstood as refusal:
            problems.append(refusal.reason)
        notes += calendar.notes
    if problems:
        return Reading((), tuple(problems))
    return Reading(tuple(found), (), tuple(notes))


def _meaning(m: Milestone, clauses: list[Clause], calendar: Calendar) -> list[Deadline]:
    if not clauses:
        raise NotUnderstood(message(N_("not understood: “{part}”"), part=calendar.part))
    found: list[Deadline] = []
    for clause in clauses:
        found += deadlines(clause.node, name(m, clause), calendar)
    return found


def _items(tokens: Tokens) -> list[tuple[Milestone, list[Clause]]]:
    """The milestones; words without a phrase join the milestone that they belong to."""
    phrases = scan(tokens)
    items: list[tuple[Milestone, list[Clause]]] = []
    waiting: tuple[int, int] | None = None
    for first, last in milestones(tokens, phrases):
        m = collect(tokens, phrases, first, last)
        clauses = join_all(m)
        if items and clauses and all(isinstance(c.node, Aside) for c in clauses):
            continue  # Đến năm 2030; tầm nhìn đến năm 2045
        if clauses:
            share_words(m, clauses)
            clauses += _carried_on(m, clauses[-1])
            if waiting is not None:
                clauses[0].words.insert(0, waiting)
                m.first, waiting = waiting[0], None
            items.append((m, clauses))
        elif _lost_year(tokens, first, last):
            items.append((m, []))
        elif items and _follows(items[-1]):
            before, named = items[-1]
            named[-1].words.append((first, last))
            before.last = last
        else:
            waiting = (waiting[0] if waiting else first, last)
    if waiting is None and not items:
        waiting = (0, tokens.size)  # marks only
    if waiting is not None:
        _keep(tokens, items, waiting)
    return items


def _carried_on(m: Milestone, last: Clause) -> list[Clause]:
    """ "Ban hành … trong tháng 01 và tổ chức thực hiện": a second milestone."""
    tail = (m.lead, m.last)
    named = last.words and worded(m.t, *last.words[0])
    text = " ".join(token.text for token in m.t[m.lead + 1 : m.last])
    joined = m.t[m.lead].kind == "AND" and text in CARRIED_ON
    if (
        not (joined and named and isinstance(last.node, Dates))
        or tail not in last.words
    ):
        return []
    last.words.remove(tail)
    year = Point("year", year=last.node.points[-1].year)
    return [Clause(Always(year, year), m.last, m.last, m.lead, [tail])]


def _lost_year(t: Tokens, first: int, last: int) -> bool:
    """ "Chuẩn bị đầu tư 2025; …": a year that no production took."""
    named = last - first > 1 and t[last - 2].text in BEARERS | COUNTERS
    return is_year(t, last - 1) and not named


def _follows(item: tuple[Milestone, list[Clause]]) -> bool:
    """Whether the words of a milestone come after its phrase: "Quý I: trình …"."""
    return bool(item[1]) and item[1][0].first == item[0].first


def _keep(
    tokens: Tokens,
    items: list[tuple[Milestone, list[Clause]]],
    words: tuple[int, int],
) -> None:
    if items and items[-1][1]:
        items[-1][1][-1].words.append(words)
        items[-1][0].last = words[1]
    else:
        items.append((Milestone(tokens, {}, *words), []))


def _stated(tokens: Tokens) -> int | None:
    """The only year that the words state."""
    years = {tokens[i].value for i in range(tokens.size) if is_year(tokens, i)}
    return years.pop() if len(years) == 1 else None
