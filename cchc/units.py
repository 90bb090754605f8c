"""Who is who on a date: units, groups, members, successors.

A unit is resolved as of a date: who owed a task then keeps the old name, who owes it
now is found along the successors. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from cchc.models.units import (
    Membership,
    Succession,
    Unit,
    UnitGroup,
    UnitRegister,
    Validity,
)
from cchc.text.characters import fold


class Units:
    """The register of units with the questions that the rest of the house asks."""

    def __init__(self, register: UnitRegister) -> None:
        self.units: dict[str, Unit] = {unit.id: unit for unit in register.units}
        self.groups: dict[str, UnitGroup] = {g.id: g for g in register.groups}
        self.everyone: tuple[Unit | UnitGroup, ...] = (
            *register.units,
            *register.groups,
        )

    def __contains__(self, unit_id: str) -> bool:
        return unit_id in self.units or unit_id in self.groups

    def get(self, unit_id: str) -> Unit | UnitGroup | None:
        """The unit or group, or None."""
        return self.units.get(unit_id) or self.groups.get(unit_id)

    def name(self, unit_id: str) -> str:
        """The full name; an id that the register lacks stands for itself."""
        found = self.get(unit_id)
        return found.name if found else unit_id

    def valid_on(self, unit_id: str, day: date) -> bool:
        """Whether the unit exists on `day`, as far as the register knows."""
        found = self.get(unit_id)
        return found is None or _within(found.valid, day)

    def members(self, group_id: str, day: date) -> tuple[str, ...]:
        """Members of a group on `day`; empty where nobody lists them."""
        group = self.groups.get(group_id)
        if group is None:
            return ()
        return tuple(
            unit
            for span in group.members
            if _within(span, day)
            for unit in span.units
            if self.valid_on(unit, day)
        )

    def owners(self, unit_id: str, day: date, about: str = "") -> tuple[str, ...]:
        """Who answers on `day` for what `unit_id` owed; itself while it exists.

        `about` is what the duty is about, such as a task's title: a successor of some
        duties only is the one where the words name such a duty. Where they name none,
        it is who took over the whole, else all who took a part.
        """
        folded = fold(about)
        found: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [unit_id]
        while waiting:  # no recursion: a file may hold a chain of any length
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            heirs = self._heirs(one, day, folded)
            if heirs:
                waiting += reversed(heirs)
            else:
                found[one] = None
        return tuple(found) or (unit_id,)  # a circle of successors leads nowhere

    def _heirs(self, unit_id: str, day: date, about: str) -> list[str]:
        """Who took over by `day`; none while the unit exists or where none is known."""
        found = self.get(unit_id)
        if found is None or _within(found.valid, day):
            return []
        heirs = [s for s in found.successors if s.since.start <= day]
        named = [s for s in heirs if any(fold(duty) in about for duty in s.duties)]
        chosen = named or [s for s in heirs if not s.duties] or heirs
        return [heir.unit for heir in chosen]

    def has_partial_heirs(self, unit_id: str) -> bool:
        """Whether some duties of the unit went another way than the rest."""
        return any(heir.duties for heir in self.successions(unit_id))

    def successions(self, unit_id: str) -> Sequence[Succession]:
        """Who took over from the unit."""
        found = self.get(unit_id)
        return found.successors if found else ()

    def predecessors(self, unit_id: str) -> list[tuple[str, Succession]]:
        """Whose duties the unit took over."""
        return [
            (u.id, s) for u in self.everyone for s in u.successors if s.unit == unit_id
        ]

    @cached_property
    def reform_days(self) -> tuple[date, ...]:
        """Days from which on the register tells otherwise who is who, sorted."""
        found: set[date] = set()
        for one in self.everyone:
            spans = (one.valid, *(one.members if isinstance(one, UnitGroup) else ()))
            for span in spans:
                if span is not None and span.from_ is not None:
                    found.add(span.from_.start)
                until = span.until.end if span is not None and span.until else date.max
                if until < date.max:
                    found.add(until + timedelta(days=1))
            found |= {heir.since.start for heir in one.successors}
        return tuple(sorted(found))

    def is_within(self, unit_id: str, ancestor: str) -> bool:
        """Whether `unit_id` is `ancestor` or stands below it."""
        seen = set()
        current: str | None = unit_id
        while current is not None and current not in seen:
            if current == ancestor:
                return True
            seen.add(current)
            found = self.get(current)
            current = found.parent if found else None
        return False

    def is_one_house(self, one: str, other: str) -> bool:
        """Whether one of two units is the other, or stands below it."""
        return self.is_within(one, other) or self.is_within(other, one)

    def find(self, query: str) -> list[Unit | UnitGroup]:
        """Units and groups that `query` names, best first; ignores diacritics, case."""
        wanted = fold(query)
        if not wanted:  # nothing but signs: every name would begin with it
            return []
        exact: list[Unit | UnitGroup] = []
        starts: list[Unit | UnitGroup] = []
        holds: list[Unit | UnitGroup] = []
        for unit in self.everyone:
            names = [fold(unit.id), *(fold(n) for n in names_of(unit))]
            if wanted in names:
                exact.append(unit)
            elif any(name.startswith(wanted) for name in names):
                starts.append(unit)
            elif any(f" {wanted}" in f" {name}" for name in names):
                holds.append(unit)
        return exact + starts + holds

    def resolve(self, text: str, context: str | None = None) -> str | None:
        """The id that a printed name means; the issuer's own bodies come first."""
        found = self.by_name.get(fold(text), [])
        if len(found) > 1 and context is not None:
            near = [unit for unit in found if self.is_within(unit, context)]
            found = near or found
        return found[0] if found else None

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Folded name or alias to ids."""
        index: dict[str, list[str]] = {}
        for unit in self.everyone:
            for name in names_of(unit):
                ids = index.setdefault(fold(name), [])
                if unit.id not in ids:
                    ids.append(unit.id)
        return index


def names_of(unit: Unit | UnitGroup) -> list[str]:
    """Every name of a unit or group: full, short, aliases."""
    short = unit.short if isinstance(unit, Unit) else None
    return [unit.name, *([short] if short else []), *unit.aliases]


def _within(span: Validity | Membership | None, day: date) -> bool:
    if span is None:
        return True
    return (span.from_ is None or span.from_.start <= day) and (
        span.until is None or day <= span.until.end
    )
