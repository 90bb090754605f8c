"""Who a task of the plan above speaks to, and whose counterpart a local body is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from cchc.models.plan import Plan, Task
from cchc.models.units import UnitGroup
from cchc.text.characters import fold
from cchc.units import Units

_ORDER = ("central", "province", "district", "commune")


@dataclass(frozen=True)
class Bodies:
    """The bodies of two plans: the local issuer stands on one level."""

    local: Plan
    upstream: Plan
    units: Units

    @property
    def issuer(self) -> str:
        """Who issued the local plan."""
        return self.local.decision.issuer

    @property
    def day(self) -> date:
        """The day as of which groups are resolved: the local plan's first."""
        return self.local.period.start

    @property
    def level(self) -> str | None:
        """The local issuer's level; None where the register does not have it."""
        found = self.units.get(self.issuer)
        return found.level if found else None

    def addresses(self, task: Task) -> bool:
        """Whether an upstream task names the local issuer or its level as a lead."""
        return any(self.named(lead) for lead in task.leads)

    def named(self, lead: str) -> bool:
        """Whether a lead is the issuer, a body of its, or a group that it is in.

        A group that lists nobody names its level. One without a level names nobody
        ("các cơ quan, đơn vị"), unless it is of the issuer's own kind of body
        ("UBND các cấp").
        """
        now = self.units.owners(lead, self.day)
        return any(self._names(one) for one in dict.fromkeys((lead, *now)))

    def _names(self, lead: str) -> bool:
        if self.units.is_within(lead, self.issuer):
            return True
        group = self.units.groups.get(lead)
        if group is None:
            return False
        members = self.units.members(lead, self.day)
        if members:
            return self.issuer in members
        if group.level is not None:
            return group.level == self.level
        return _kind(group.name) == _kind(self.units.name(self.issuer))

    def match(self, local: Task, upstream: Task) -> bool:
        """Whether the local leads answer to the upstream ones.

        A lower level that upstream names must be named here too. Where upstream does
        not name this level at all, some local lead must be the counterpart of one of
        its leads: the same body, a part of it, or one for the same field by name.
        """
        if not local.leads or not upstream.leads:
            return True
        levels = {self._level(lead) for lead in local.leads}
        wanted = {self._level(lead) for lead in upstream.leads} & self._below
        if None not in levels and wanted - levels:
            return False
        if self.addresses(upstream):
            return None in levels or any(
                self.units.is_within(lead, self.issuer) for lead in local.leads
            )
        return any(self._counterpart(a, b) for a in local.leads for b in upstream.leads)

    @property
    def _below(self) -> set[str | None]:
        if self.level not in _ORDER:
            return set()
        return set(_ORDER[_ORDER.index(self.level) + 1 :])

    def _level(self, lead: str) -> str | None:
        found = self.units.get(lead)
        return found.level if found else None

    def _counterpart(self, local: str, upstream: str) -> bool:
        if isinstance(self.units.get(upstream), UnitGroup):
            return True
        if self.units.is_within(local, upstream):
            return True
        return bool(self._field(local) & self._field(upstream))

    def _field(self, unit: str) -> set[tuple[str, str]]:
        """Two-syllable words of a name, without those of the two issuers' names."""
        return _words(self.units.name(unit)) - self._common

    @cached_property
    def _common(self) -> set[tuple[str, str]]:
        return _words(self.units.name(self.issuer)) | _words(
            self.units.name(self.upstream.decision.issuer)
        )


def _words(name: str) -> set[tuple[str, str]]:
    syllables = fold(name).split()
    return {pair for pair in pairwise(syllables) if "va" not in pair}


def _kind(name: str) -> str:
    """The first two syllables of a name: what kind of body it is."""
    return " ".join(fold(name).split()[:2])
