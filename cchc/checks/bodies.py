"""Rules of bodies: who owes, who helps, and whether they exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cchc.checks.base import Found, Loc, Lookup, later, nearest
from cchc.load import Loaded
from cchc.models.plan import Plan
from cchc.models.units import Unit, UnitGroup
from cchc.problems import N_, Message, message


def lead_missing(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A task has no lead.

    Why: nobody owes it, so nobody can be urged (Resolution 18-NQ/TW: one task, one
    body that leads and answers for it).
    Example: `leads: []`.
    Instead: enter the lead; where the cell is blank in the decision, accept it.
    """
    for i, task in enumerate(plan.tasks):
        if not task.leads:
            yield Found(("tasks", i, "leads"), message(N_("no unit leads")), task.id)


def lead_is_partner(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """One unit is both lead and partner of a task.

    Why: it cannot cooperate with itself; one of the two columns holds a slip.
    Example: `leads: [so-noi-vu]` and `partners: [so-noi-vu]`.
    Instead: delete it from the partners; where the decision prints it so, accept it.
    """
    for i, task in enumerate(plan.tasks):
        for k, unit in enumerate(task.partners):
            if unit in task.leads:
                yield Found(
                    ("tasks", i, "partners", k),
                    message(N_("{unit} leads this task already"), unit=unit),
                    task.id,
                )


def unit_repeated(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A unit stands twice in one column of a task.

    Why: it would owe the task twice, and counts would be wrong.
    Example: `partners: [so-tai-chinh, so-tai-chinh]`.
    Instead: delete one; perhaps another unit was meant.
    """
    for i, task in enumerate(plan.tasks):
        for role in ("leads", "partners"):
            units = getattr(task, role)
            for k, unit in enumerate(units):
                if unit in units[:k]:
                    yield Found(
                        ("tasks", i, role, k),
                        message(N_("{unit} is listed twice"), unit=unit),
                        task.id,
                    )


def several_leads(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """Several single units lead one task.

    Why: one task is given to one body that leads and answers for it (Resolution
    18-NQ/TW, 25/10/2017); with two, each waits for the other. A group such as "sở,
    ban, ngành" is no fault: each member owes its own part.
    Example: `leads: [so-noi-vu, so-tai-chinh]`.
    Instead: keep the one that answers and make the other a partner; where the
    decision names both, accept it.
    """
    for i, task in enumerate(plan.tasks):
        single = {unit for unit in task.leads if unit in lookup.units.units}
        if len(single) > 1 and single == set(task.leads):
            yield Found(
                ("tasks", i, "leads"),
                message(N_("{count} units lead this task"), count=len(single)),
                task.id,
            )


def unit_unknown(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A unit is not in the register.

    Why: nobody can be urged, and names and successors are not known.
    Example: `leads: [so-noi-vuu]`.
    Instead: correct the id (`cchc units NAME` finds it), or add the unit to
    plans/registers/units.yaml.
    """
    for loc, unit, owner in units_of(plan):
        if unit not in lookup.units:
            yield Found(
                loc,
                message(
                    N_("unit {unit} is not in plans/registers/units.yaml"), unit=unit
                ),
                owner,
                nearest(unit, [*lookup.units.units, *lookup.units.groups]),
            )


def unit_not_valid(loaded: Loaded[Plan], plan: Plan, lookup: Lookup) -> Iterator[Found]:
    """A unit did not exist when the decision was signed, nor in the year after.

    Why: a duty of a body that is gone, or not there yet, reaches nobody.
    Example: Sở Nông nghiệp và Môi trường (from 2025) in a decision of 2020.
    Instead: name the body of that time; successors are in the register.
    """
    signed = plan.decision.signed
    if signed is None:
        return
    last = min(later(signed.end, 366), max(plan.period.end, signed.end))
    for loc, unit, owner in units_of(plan):
        found = lookup.units.get(unit)
        why = _invalid(found, signed.start, last) if found else None
        if why is not None:
            yield Found(loc, why, owner)


def group_not_at_level(
    loaded: Loaded[Plan], plan: Plan, lookup: Lookup
) -> Iterator[Found]:
    """A group of units is not one that this issuer can give work to.

    Why: a district has no "sở, ban, ngành", and the units inside one office take
    orders from that office only; the group was copied from another plan.
    Example: `leads: [so-ban-nganh]` in a decision of a district.
    Instead: name the groups of that level: cơ quan chuyên môn thuộc quận.
    """
    issuer = lookup.units.units.get(plan.decision.issuer)
    if issuer is None:
        return
    for loc, unit, owner in units_of(plan):
        group = lookup.units.groups.get(unit)
        if group is not None and _foreign(group, issuer, loc, lookup):
            yield Found(
                loc,
                message(
                    N_("{group} is no group that {issuer} can give work to"),
                    group=group.name,
                    issuer=issuer.name,
                ),
                owner,
            )


_RANKS = {"central": 0, "province": 1, "district": 2, "commune": 3}


def _foreign(group: UnitGroup, issuer: Unit, loc: Loc, lookup: Lookup) -> bool:
    """Above the issuer as a lead, or inside an office that is not the issuer's."""
    if group.level == "internal" and group.parent:
        return not lookup.units.is_within(issuer.id, group.parent)
    mine, other = _RANKS.get(issuer.level), _RANKS.get(group.level or "")
    if mine is None or other is None:
        return False
    if other < mine:
        return "leads" in loc
    return (
        group.level in ("district", "commune")
        and group.parent is not None
        and not lookup.units.is_within(issuer.id, group.parent)
        and not lookup.units.is_within(group.parent, issuer.id)
    )


def _invalid(unit: Unit | UnitGroup, first: date, last: date) -> Message | None:
    """Why the unit exists on no day from `first` to `last`."""
    valid = unit.valid
    if valid is None:
        return None
    if valid.from_ is not None and valid.from_.start > last:
        day = valid.from_.start.isoformat()
        return message(N_("{unit} exists only from {day}"), unit=unit.id, day=day)
    if valid.until is not None and valid.until.end < first:
        day = valid.until.end.isoformat()
        return message(N_("{unit} existed only until {day}"), unit=unit.id, day=day)
    return None


def units_of(plan: Plan) -> Iterator[tuple[Loc, str, str | None]]:
    """Every unit that a plan names: where, its id, the id of the item."""
    yield ("decision", "issuer"), plan.decision.issuer, None
    for i, task in enumerate(plan.tasks):
        for role in ("leads", "partners"):
            for k, unit in enumerate(getattr(task, role)):
                yield ("tasks", i, role, k), unit, task.id
    for i, report in enumerate(plan.reports):
        for k, unit in enumerate(report.owners):
            yield ("reports", i, "owners", k), unit, report.name
        if report.recipient is not None:
            yield ("reports", i, "recipient"), report.recipient, report.name
