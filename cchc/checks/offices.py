"""Rules of the register of units: names, parents, members, successors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.checks.base import Found, Kit, Loc, nearest
from cchc.load import Loaded
from cchc.models.units import Unit, UnitGroup, UnitRegister
from cchc.problems import N_, message
from cchc.text.search import fold
from cchc.units import names_of


def _of(register: UnitRegister, kind: str) -> Sequence[Unit | UnitGroup]:
    return register.units if kind == "units" else register.groups


def _parents(register: UnitRegister) -> dict[str, str | None]:
    """Every unit and group, and what it stands below."""
    found: dict[str, str | None] = {unit.id: unit.parent for unit in register.units}
    return found | {group.id: group.parent for group in register.groups}


def alias_ambiguous(
    loaded: Loaded[UnitRegister], register: UnitRegister, kit: Kit
) -> Iterator[Found]:
    """Two units of one parent share a name.

    Why: a printed name would lead to whichever stands first. Offices of different
    parents may share one ("Văn phòng"): the issuer tells them apart.
    Example: alias "Văn phòng Sở" on two units below so-noi-vu.
    Instead: delete the alias where it is wrong, or spell it out.
    """
    seen: dict[tuple[str, str | None], tuple[str, Loc]] = {}
    for loc, name, owner, parent in _names(register):
        key = (fold(name), parent)
        first, place = seen.setdefault(key, (owner, loc))
        if first != owner:
            line, _ = loaded.place(place)
            yield Found(
                loc,
                message(
                    N_("“{name}” is already a name of {unit} (line {line})"),
                    name=name,
                    unit=first,
                    line=line,
                ),
                owner,
            )


def _names(
    register: UnitRegister,
) -> Iterator[tuple[Loc, str, str, str | None]]:
    """Every name in the register: where, the name, whose, below whom."""
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            names = names_of(unit)
            head = len(names) - len(unit.aliases)
            for k, name in enumerate(names):
                key: Loc = (
                    ("aliases", k - head) if k >= head else (("name", "short")[k],)
                )
                yield (kind, i, *key), name, unit.id, unit.parent


def unit_parent_unknown(
    loaded: Loaded[UnitRegister], register: UnitRegister, kit: Kit
) -> Iterator[Found]:
    """The unit above is not in the register, or a unit stands below itself.

    Why: the ladder of levels breaks there, and names cannot be resolved by issuer.
    Example: `parent: ubnd-tpp`.
    Instead: correct the id.
    """
    known = _parents(register)
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            if unit.parent is None:
                continue
            if unit.parent not in known:
                yield Found(
                    (kind, i, "parent"),
                    message(N_("there is no unit {unit}"), unit=unit.parent),
                    unit.id,
                    nearest(unit.parent, known),
                )
            elif _circles(unit.id, known):
                yield Found(
                    (kind, i, "parent"),
                    message(N_("{unit} stands below itself"), unit=unit.id),
                    unit.id,
                )


def _circles(unit: str, parents: dict[str, str | None]) -> bool:
    seen, current = {unit}, parents.get(unit)
    while current is not None and current not in seen:
        seen.add(current)
        current = parents.get(current)
    return current == unit


def successor_unknown(
    loaded: Loaded[UnitRegister], register: UnitRegister, kit: Kit
) -> Iterator[Found]:
    """The unit that took over is not in the register.

    Why: who owes the duty today cannot be found.
    Example: `successors: [{unit: so-taichinh, …}]`.
    Instead: correct the id, or add the unit.
    """
    known = _parents(register)
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            for k, heir in enumerate(unit.successors):
                if heir.unit not in known or heir.unit == unit.id:
                    yield Found(
                        (kind, i, "successors", k, "unit"),
                        message(N_("there is no unit {unit}"), unit=heir.unit),
                        unit.id,
                        nearest(heir.unit, known),
                    )


def member_unknown(
    loaded: Loaded[UnitRegister], register: UnitRegister, kit: Kit
) -> Iterator[Found]:
    """A member of a group is not in the register.

    Why: it would owe its part of group tasks under an id without a name.
    Example: `units: [ban-ton-giaos]`.
    Instead: correct the id, or add the unit.
    """
    known = {unit.id for unit in register.units}
    for i, group in enumerate(register.groups):
        for k, span in enumerate(group.members):
            for n, unit in enumerate(span.units):
                if unit not in known:
                    yield Found(
                        ("groups", i, "members", k, "units", n),
                        message(N_("there is no unit {unit}"), unit=unit),
                        group.id,
                        nearest(unit, known),
                    )


def validity_reversed(
    loaded: Loaded[UnitRegister], register: UnitRegister, kit: Kit
) -> Iterator[Found]:
    """A unit ends before it begins.

    Why: it would exist on no day.
    Example: `valid: {from: 2025-07-01, until: 2025-06-30}`.
    Instead: correct one of the two days.
    """
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            valid = unit.valid
            if valid is None or valid.from_ is None or valid.until is None:
                continue
            if valid.until.end < valid.from_.start:
                yield Found(
                    (kind, i, "valid"),
                    message(N_("{unit} ends before it begins"), unit=unit.id),
                    unit.id,
                )
