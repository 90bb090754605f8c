"""What an office is asked to type on a score sheet, and what is worked out for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc.models.journal import Evidence
from cchc.models.scheme import Need, Place, Scheme
from cchc.models.scores import ScoreSheet
from cchc.scoring.facts import Written, levels_of
from cchc.scoring.score import Known, all_places

Key = tuple[str, str]
"""A criterion's number and a symbol; no symbol where a leaf asks for no fact."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One row: a fact of a leaf, or of its criterion.

    `known` is worked out and `same_as` typed elsewhere: neither is asked. `proves`:
    evidence and explanation of the leaf stand in this row, the first of the leaf.
    """

    code: str
    name: str
    max: str | None
    need: Need | None = None
    levels: tuple[str, ...] = ()
    written: Written | None = None
    known: Known | None = None
    same_as: Key | None = None
    proves: bool = False
    evidence: tuple[Evidence, ...] = ()
    explanation: str | None = None

    @property
    def key(self) -> Key:
        """What the row is of, whatever becomes of its order."""
        return self.code, self.need.sym if self.need else ""

    @property
    def is_typed(self) -> bool:
        """Whether its value is asked."""
        return self.need is not None and self.known is None and self.same_as is None


def asked(
    scheme: Scheme, sheet: ScoreSheet, known: Mapping[Key, Known]
) -> Iterator[Asked]:
    """A row for each fact, in the order of the scheme; what a year leaves out is not.

    A fact that several leaves share is asked once: where it is typed, else where it
    comes first.
    """
    out = {c for r in scheme.in_years if r.year == sheet.year for c in r.not_assessed}
    places = [
        place
        for place in all_places(scheme)
        if place.leaf.code not in out
        and (place.criterion is None or place.criterion.code not in out)
    ]
    owners = _owners(places, sheet, known)
    above = None
    for place in places:
        if place.criterion is not None and place.criterion is not above:
            above = place.criterion
            for need in above.needs:
                yield _row(place, above.code, need, (sheet, known, owners))
        yield from _of_leaf(place, sheet, known, owners)


def _of_leaf(
    place: Place,
    sheet: ScoreSheet,
    known: Mapping[Key, Known],
    owners: Mapping[str, Key],
) -> Iterator[Asked]:
    leaf = place.leaf
    proves = leaf.source != "survey"
    for need in leaf.needs:
        row = _row(place, leaf.code, need, (sheet, known, owners), proves)
        proves = False
        yield row
    if proves:
        yield Asked(
            leaf.code,
            leaf.name,
            str(leaf.max),
            proves=True,
            evidence=tuple(sheet.evidence.get(leaf.code, ())),
            explanation=sheet.explanations.get(leaf.code),
        )


_Sources = tuple[ScoreSheet, Mapping[Key, Known], Mapping[str, Key]]


def _row(
    place: Place, code: str, need: Need, of: _Sources, proves: bool = False
) -> Asked:
    sheet, known, owners = of
    leaf = place.leaf
    of_leaf = code == leaf.code
    name = leaf.name if of_leaf or place.criterion is None else place.criterion.name
    written = (sheet.facts.get(code) or {}).get(need.sym)
    owner = owners.get(need.id, (code, need.sym))
    return Asked(
        code,
        name,
        str(leaf.max) if of_leaf else None,
        need,
        levels_of(leaf.rule).get(need.sym, ()),
        written,
        known.get((leaf.code, need.id)),
        None if written is not None or owner == (code, need.sym) else owner,
        proves,
        tuple(sheet.evidence.get(code, ())) if proves else (),
        sheet.explanations.get(code) if proves else None,
    )


def _owners(
    places: list[Place], sheet: ScoreSheet, known: Mapping[Key, Known]
) -> dict[str, Key]:
    """Fact id to the row that asks it: where it is typed, else the first that may."""
    typed: dict[str, Key] = {}
    first: dict[str, Key] = {}
    for place in places:
        needs = [(place.leaf.code, need) for need in place.leaf.needs]
        if place.criterion is not None:
            needs = [(place.criterion.code, n) for n in place.criterion.needs] + needs
        for code, need in needs:
            if (place.leaf.code, need.id) in known:
                continue
            first.setdefault(need.id, (code, need.sym))
            if (sheet.facts.get(code) or {}).get(need.sym) is not None:
                typed.setdefault(need.id, (code, need.sym))
    return first | typed
