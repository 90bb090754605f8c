"""Units by field of reform over all plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cchc.models.fields import FIELDS
from cchc.models.plan import Plan
from cchc.problems import N_
from cchc.reporting.pages.duties import FieldTally
from cchc.status.obligations import Tally
from cchc.views.site import addresses
from cchc.views.site.pages import Head, Site
from cchc.views.site.plan_pages import tally_cell
from cchc.views.site.spool import Spool
from cchc.views.site.tables import Cell, Column, Row, Table, short

_OWN = "own groups"

Sums = dict[str, dict[str, Tally]]
"""Unit to field to what it answers for there, over plans."""


@dataclass
class FieldPages:
    """Sums by unit and field; rows of groups that state no field wait on disk."""

    site: Site
    spool: Spool
    sums: Sums = field(default_factory=dict)

    def add(self, plan: Plan, found: Iterable[FieldTally]) -> None:
        """What units answer for in the fields of one plan."""
        rows = []
        for one in found:
            if one.field is None:
                rows.append(self._own(plan, one))
                continue
            join_sums(self.sums, {one.unit: {one.field: one.tally}})
        self.spool.add(_OWN, rows)

    def _own(self, plan: Plan, one: FieldTally) -> Row:
        at, say = self.site.at(addresses.FIELDS), self.site.say
        group = one.group
        name = f"{group.id}. {group.title}" if group else say(N_("Outside the groups"))
        cells = [
            self.site.unit(one.unit, at),
            Cell(plan.id, at.to(addresses.part(plan.id, "fields"))),
            Cell(short(name)),
            tally_cell(one.tally),
        ]
        key = f"g-{plan.id}-{group.id if group else ''}-{one.unit}"
        return Row(cells, at.id(key))

    def write(self) -> None:
        """The page; each field stands once, whatever plans call their groups."""
        site, say, path = self.site, self.site.say, addresses.FIELDS
        at = site.at(path)
        used = {name for sums in self.sums.values() for name in sums}
        fields = {name: title for name, title in FIELDS.items() if name in used}
        columns = [
            Column(say(N_("Unit"))),
            *(Column(title[0].upper() + title[1:], True) for title in fields.values()),
            Column(say(N_("All fields")), True),
        ]
        rows = [
            Row(
                [
                    site.unit(unit, at),
                    *(tally_cell(sums.get(name)) for name in fields),
                    tally_cell(_sum(sums.values())),
                ],
                at.id(f"u-{unit}"),
            )
            for unit, sums in sorted(self.sums.items(), key=_most_overdue)
        ]
        own = [
            Column(say(N_("Unit"))), Column(say(N_("Plan"))), Column(say(N_("Group"))),
            Column(say(N_("Done of due")), True),
        ]  # fmt: skip
        notes = [
            say(N_("In each cell: done / fell due; ▲ overdue. · owes nothing there.")),
            say(N_("A field is what a group or task of a plan states with field.")),
        ]
        tables = [
            Table(say(N_("Fields, over all plans")), columns, rows, at.id("fields")),
            Table(
                say(N_("Groups that state no field, by their own names")),
                own,
                self.spool.rows(_OWN),
                at.id("groups"),
            ),
        ]
        site.page(path, Head(say(N_("Units × fields")), notes=notes), tables)


def join_sums(sums: Sums, more: Sums) -> None:
    """Add what was counted of other plans."""
    for unit, fields in more.items():
        mine = sums.setdefault(unit, {})
        for name, tally in fields.items():
            mine[name] = _sum((mine.get(name, Tally(0, 0, 0)), tally))


def _sum(found: Iterable[Tally]) -> Tally:
    return Tally(*map(sum, zip(*found, strict=True)))


def _most_overdue(one: tuple[str, dict[str, Tally]]) -> tuple[int, str]:
    return -_sum(one[1].values()).overdue, one[0]
