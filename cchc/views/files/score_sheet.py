"""Scores as a workbook: points by criterion, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from cchc.models.scores import ScoreSheet
from cchc.problems import N_
from cchc.scoring.facts import FACT_TYPES
from cchc.scoring.rules import State
from cchc.scoring.score import LeafScore, Score
from cchc.views import scores
from cchc.views.files.workbook import Leaf, workbook
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language


class Lack(NamedTuple):
    """What a leaf has not: a fact by its symbol, an answer, or its evidence."""

    leaf: LeafScore
    kind: str
    symbol: str
    what: str
    type: str = ""


def of_score(
    score: Score, sheet: ScoreSheet, title: Sequence[str], say: Language
) -> bytes:
    """A workbook of two sheets: every leaf with its points; every thing missing."""
    footer = scores.footer(score, sheet, say)
    points = scores.leaves(score, sheet, say)._replace(title=title, footer=footer)
    missing = _missing(score, sheet, say)._replace(title=title)
    leaves = [Leaf(say(N_("Points")), points), Leaf(say(N_("Missing")), missing)]
    return workbook(leaves, _day(score, sheet), say)


def _day(score: Score, sheet: ScoreSheet) -> date:
    """A day that only the sheet decides, so that a workbook can be made again."""
    if sheet.as_of is not None:
        return sheet.as_of.start
    return date(sheet.year, 12, 31) if sheet.year else score.scheme.years.start


def _missing(score: Score, sheet: ScoreSheet, say: Language) -> Grid:
    columns: list[Column[Lack]] = [
        Column("code", say(N_("No.")), lambda one: one.leaf.code),
        Column("name", say(N_("Criterion")), lambda one: one.leaf.place.leaf.name),
        Column("max", say(N_("Max")), lambda one: float(one.leaf.max)),
        Column("kind", say(N_("What lacks")), lambda one: one.kind),
        Column("symbol", say(N_("Symbol")), lambda one: one.symbol),
        Column("what", say(N_("Content")), lambda one: one.what),
        Column("type", say(N_("Kind of value")), lambda one: one.type),
    ]
    rows = [one for leaf in score.leaves for one in lacks(leaf, sheet, say)]
    open_points = sum((x.counted for x in score.leaves if x.points is None), Fraction())
    footer = [
        say(
            N_("{count} things are missing; {open} points have no result yet"),
            count=len(rows),
            open=scores.figure(open_points),
        )
    ]
    return Grid(columns, [Section(rows)], footer=footer)


def lacks(leaf: LeafScore, sheet: ScoreSheet, say: Language) -> Iterator[Lack]:
    """Facts that a leaf waits for, what is to be asked, evidence that is not there."""
    kind = say(scores.STATES[leaf.state])
    if leaf.state in (State.MISSING, State.SURVEY, State.CENTRAL):
        for need in leaf.lacking:
            yield Lack(leaf, kind, need.sym, need.what, say(FACT_TYPES[need.type]))
        if not leaf.lacking:
            yield Lack(leaf, kind, "", "")
    for text in leaf.outcome.asked:
        yield Lack(leaf, kind, "", say(text))
    if scores.unproved(leaf, sheet):
        yield Lack(leaf, say(N_("no evidence and no explanation yet")), "", "")
