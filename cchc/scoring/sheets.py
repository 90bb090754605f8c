"""A score sheet against its scheme: facts that nobody reads, the order of the steps."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from cchc.models.scheme import Scheme
from cchc.models.scores import STEPS, ScoreSheet
from cchc.problems import N_, message
from cchc.scoring.rules import figure
from cchc.scoring.score import Wrong, all_places


def declared(scheme: Scheme) -> dict[str, set[str]]:
    """Code to the symbols that may be given under it."""
    found: dict[str, set[str]] = {}
    for place in all_places(scheme):
        found.setdefault(place.leaf.code, set()).update(
            need.sym for need in place.leaf.needs
        )
        if place.criterion is not None:
            found.setdefault(place.criterion.code, set()).update(
                need.sym for need in place.criterion.needs
            )
    return found


def unread(scheme: Scheme, sheet: ScoreSheet) -> Iterator[Wrong]:
    """Facts, evidence and the rest under a code or symbol that the scheme lacks."""
    known = declared(scheme)
    for key in ("facts", "evidence", "explanations", "served_by", "settled"):
        for code in getattr(sheet, key):
            if code not in known:
                text = message(N_("the scheme has no {code}"), code=code)
                yield Wrong((key, code, ""), text)
    for code in sheet.report.shortfalls if sheet.report else ():
        if code not in known:
            text = message(N_("the scheme has no {code}"), code=code)
            yield Wrong(("report", "shortfalls", code, ""), text)
    for code, values in sheet.facts.items():
        for symbol in values or {}:
            if code in known and symbol not in known[code]:
                names = ", ".join(sorted(known[code])) or "–"
                text = message(
                    N_("{code} has no fact {symbol}; its facts: {names}"),
                    code=code,
                    symbol=symbol,
                    names=names,
                )
                yield Wrong(("facts", code, symbol, ""), text)


class Unserved(NamedTuple):
    """Leaves of a scheme that no task or target of a plan serves."""

    scheme: str
    year: int | None
    codes: tuple[str, ...]


def unserved(scheme: Scheme, sheet: ScoreSheet) -> Unserved:
    """Leaves that the office scores itself and that nothing of its plan raises.

    A leaf whose facts follow from the plan as a whole is served by it.
    """
    served = {c for c, one in sheet.served_by.items() if one.tasks or one.targets}
    codes = [
        place.leaf.code
        for place in scheme.places()
        if place.leaf.scored_by == "self"
        and place.leaf.code not in served
        and not any((n.known or "").startswith("plan_") for n in place.leaf.needs)
    ]
    return Unserved(scheme.id, sheet.year, tuple(codes))


def disordered(scheme: Scheme, sheet: ScoreSheet) -> Iterator[Wrong]:
    """Steps of the score journal out of order, or with points that cannot be."""
    highest = {p.leaf.code: p.leaf.max for p in all_places(scheme)}
    step, day = 0, None
    for i, entry in enumerate(sheet.journal):
        place = STEPS.index(entry.step)
        if place < step:
            text = message(
                N_("the step {step} comes after {before}"),
                step=entry.step,
                before=STEPS[step],
            )
            yield Wrong(("journal", i, "step"), text)
        if day is not None and entry.date.start < day:
            text = message(N_("earlier than the entry above; new entries go below"))
            yield Wrong(("journal", i, "date"), text)
        step, day = max(step, place), entry.date.start
        for code, points in entry.points.items():
            if code not in highest:
                text = message(N_("the scheme has no {code}"), code=code)
                yield Wrong(("journal", i, "points", code, ""), text)
            elif points > highest[code]:
                text = message(
                    N_("more than the maximum of {max} points"),
                    max=figure(Fraction(highest[code])),
                )
                yield Wrong(("journal", i, "points", code), text)
