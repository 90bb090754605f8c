"""Rules of amendments: do they fit the plan of their day, one another, and the law?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cchc.amend.versions import changed_by, misfits
from cchc.checks.base import Found, Loc, Lookup, Rules, name_of, nearest
from cchc.compare.deadlines import pair_deadlines
from cchc.load import Loaded
from cchc.models.amendment import Amendment
from cchc.models.deadlines import Due
from cchc.models.plan import Plan
from cchc.problems import N_, Severity, message


def amendment_does_not_fit(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """An amendment changes what the plan, as of its day, does not have.

    Why: that part of it has no effect, and whoever reads the document believes it has.
    Example: `changes: [{task: "9.9", …}]` where there is no task 9.9, `drop` of what
    was dropped before, an `effective` day before the decision was signed.
    Instead: write the number as the plan has it, or correct the day.
    """
    plan = _plan(loaded, lookup)
    if plan is None:
        return
    for one in misfits(plan):
        if one.amendment is amendment:
            near = None
            if one.id is not None and one.loc[-1] == "task":
                near = nearest(one.id, [task.id for task in plan.every_task])
            yield Found(one.loc, one.message, one.id, near)


def amendment_cancelled(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """A change has no effect, or another one takes it back.

    Why: one of the two is a slip, and readers cannot know which.
    Example: a task that one document changes and drops; new `leads` that are the old.
    Instead: keep the one that the document says.
    """
    plan = _plan(loaded, lookup)
    if plan is None:
        return
    before, _ = changed_by(plan, amendment)
    seen: set[tuple[str, str, str]] = set()
    gone = {(kind, id) for kind, id, _ in _drops(amendment)}
    for one in _settings(amendment):
        key = (one.kind, one.id, one.field)
        old = _item(before, one.kind, one.id)
        if key in seen:
            text = message(N_("{id}: {key} is changed twice"), id=one.id, key=one.field)
        elif (one.kind, one.id) in gone:
            text = message(N_("{id} is changed and dropped"), id=one.id)
        elif old is not None and getattr(old, one.field) == one.value:
            text = message(
                N_("{id}: {key} is what it was before"), id=one.id, key=one.field
            )
        else:
            seen.add(key)
            continue
        yield Found(one.loc, text, one.id)
    for kind, id, loc in _drops(amendment):
        if (kind, id) in _joining(amendment):
            yield Found(loc, message(N_("{id} is added and dropped"), id=id), id)


def amendment_conflict(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """Two amendments that count from one day on say different things.

    Why: which of them holds is chance.
    Example: two documents effective on 2024-06-01 give task 1.1 different deadlines.
    Instead: correct the day of one, or say `effective`.
    """
    plan = _plan(loaded, lookup)
    others = plan.amended.amendments if plan and plan.amended else ()
    for other in others:
        if other is amendment or other.day != amendment.day:
            continue
        theirs = {(s.kind, s.id, s.field): s.value for s in _settings(other)}
        gone = {(kind, id) for kind, id, _ in _drops(other)}
        for one in _settings(amendment):
            key = (one.kind, one.id, one.field)
            if (key in theirs and theirs[key] != one.value) or key[:2] in gone:
                text = N_("{id} is changed otherwise by {document} from the same day")
                told = message(text, id=one.id, document=other.document.number)
                yield Found(one.loc, told, one.id)


def extension_after_deadline(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """More time is given when the deadline has passed.

    Why: what was late is late no more; a report made in between said otherwise.
    Example: a task due 2024-03-31, extended by a document effective on 2024-05-10.
    Instead: correct the day where it is wrong; else say why with `because`.
    """
    plan = _plan(loaded, lookup)
    if plan is None:
        return
    before, _ = changed_by(plan, amendment)
    tasks = {task.id: task for task in before.tasks}
    for one in _settings(amendment):
        old = tasks.get(one.id) if one.kind == "tasks" else None
        if old is None or one.field != "deadlines":
            continue
        for pair in pair_deadlines(old.deadlines, one.value):
            was = pair.old.due.end if isinstance(pair.old, Due) else None
            if was and pair.days and pair.days > 0 and was < amendment.day:
                text = N_("extended on {day}, after the deadline {due} had passed")
                told = message(text, day=amendment.day, due=was)
                yield Found(one.loc, told, one.id)


def amendment_by_other_body(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """A plan is amended by a body that neither issued it nor stands above who did.

    Why: only who issued a plan, or a superior, can change it.
    Example: `issuer: phong-mot` in an amendment of the department's plan.
    Instead: correct the issuer; where the power was delegated, accept it and say how.
    """
    plan, issuer = _plan(loaded, lookup), amendment.document.issuer
    if plan is None or issuer is None or issuer not in lookup.units:
        return
    own = plan.decision.issuer
    heirs = lookup.units.owners(own, amendment.day)
    if not any(lookup.units.is_within(one, issuer) for one in (own, *heirs)):
        text = N_("{issuer} did not issue the plan and does not stand above {own}")
        told = message(text, issuer=issuer, own=own)
        yield Found(("document", "issuer"), told)


def amendment_reference_unknown(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """An amendment names a unit or a plan that this workspace does not have.

    Why: nobody can tell who changed the plan, or which plan took its place.
    Example: `issuer: so-mua` where the register has so-mau.
    Instead: write the id of the register; add the unit or the plan where it is new.
    """
    issuer, heir = amendment.document.issuer, amendment.replaced_by
    if issuer is not None and issuer not in lookup.units:
        text = message(N_("the register has no unit {id}"), id=issuer)
        near = nearest(issuer, [one.id for one in lookup.units.everyone])
        yield Found(("document", "issuer"), text, help=near)
    if heir is not None and not lookup.has_plan(heir):
        text = message(N_("there is no plan {id}"), id=heir)
        near = nearest(heir, lookup.plan_ids)
        yield Found(("replaced_by",), text, help=near)


def replacement_circle(
    loaded: Loaded[Amendment], amendment: Amendment, lookup: Lookup
) -> Iterator[Found]:
    """Plans take each other's place in a circle.

    Why: none of them is in force in the end.
    Example: plan a is `replaced_by: b`, and plan b `replaced_by: a`.
    Instead: delete the wrong `replaced_by`.
    """
    start = loaded.plan
    path, following = [start or ""], amendment.replaced_by
    while following is not None and following not in path:
        path.append(following)
        following = _heir(following, lookup)
    if following is not None and following == start:
        text = message(N_("a circle: {plans}"), plans=" → ".join([*path, following]))
        yield Found(("replaced_by",), text)


def _heir(plan_id: str, lookup: Lookup) -> str | None:
    """Which plan takes the place of a plan."""
    if not lookup.has_plan(plan_id):
        return None
    found = [
        one.record.replaced_by
        for one in lookup.amendments(plan_id)
        if one.record is not None and one.record.replaced_by is not None
    ]
    return found[-1] if found else None


AMENDMENT_RULES: Rules = (
    (amendment_does_not_fit, Severity.ERROR),
    (amendment_cancelled, Severity.WARNING),
    (amendment_conflict, Severity.ERROR),
    (extension_after_deadline, Severity.INFO),
    (amendment_by_other_body, Severity.INFO),
    (amendment_reference_unknown, Severity.ERROR),
    (replacement_circle, Severity.ERROR),
)

_WHOLE = frozenset({"plan-id-mismatch", "text-lost", "id-gap"})
"""Rules on the make-up of the decision's own file."""


def amended_findings(
    loaded: Loaded[Amendment], lookup: Lookup, rules: Rules
) -> Iterator[tuple[str, Severity, Found]]:
    """What the rules of plans find in the plan as this amendment makes it.

    Only what they did not find before, at what the amendment changes or adds.
    """
    plan, amendment = _plan(loaded, lookup), loaded.record
    if plan is None or amendment is None or loaded.plan is None:
        return
    decision = lookup.workspace.plan(loaded.plan)
    before, after = changed_by(plan, amendment)
    places = _places(amendment)
    for rule, severity in rules:
        name = name_of(rule)
        if name in _WHOLE:
            continue
        old = {_key(one, before) for one in rule(decision, before, lookup)}
        for one in rule(decision, after, lookup):
            place = places.get((_kind(one), _id(one, after)))
            if place is not None and _key(one, after) not in old:
                moved = Found((*place, *one.loc[2:]), one.message, one.id, one.help)
                yield name, severity, moved


def _kind(found: Found) -> str:
    return str(found.loc[0]) if found.loc else ""


def _id(found: Found, plan: Plan) -> str:
    """Which task or target a finding stands in."""
    items: Any = getattr(plan, _kind(found), ()) if found.loc[1:] else ()
    at = found.loc[1] if found.loc[1:] else None
    return str(getattr(items[at], "id", "")) if isinstance(at, int) else ""


def _key(found: Found, plan: Plan) -> tuple[object, ...]:
    return _kind(found), _id(found, plan), found.loc[2:], str(found.message)


def _places(amendment: Amendment) -> Mapping[tuple[str, str], Loc]:
    """Where an amendment says something of a task or target."""
    found: dict[tuple[str, str], Loc] = {}
    for one in _settings(amendment):
        found.setdefault((one.kind, one.id), one.loc[:2])
    return found | _joining(amendment)


class _Setting(NamedTuple):
    """One field of one task or target, and the value that an amendment gives it."""

    kind: str
    id: str
    field: str
    value: Any
    loc: Loc


def _settings(amendment: Amendment) -> Iterator[_Setting]:
    for i, change in enumerate(amendment.changes):
        kind = "tasks" if hasattr(change, "task") else "targets"
        for field, value in change.fields.items():
            yield _Setting(kind, change.item, field, value, ("changes", i, field))


def _drops(amendment: Amendment) -> Iterator[tuple[str, str, Loc]]:
    for i, drop in enumerate(amendment.drop):
        if drop.task is not None:
            yield "tasks", drop.task, ("drop", i, "task")
        elif drop.target is not None:
            yield "targets", drop.target, ("drop", i, "target")


def _joining(amendment: Amendment) -> dict[tuple[str, str], Loc]:
    """What an amendment adds, and where it says so."""
    found: dict[tuple[str, str], Loc] = {}
    for kind in ("tasks", "targets") if amendment.add else ():
        for i, item in enumerate(getattr(amendment.add, kind)):
            found[kind, item.id] = ("add", kind, i)
    return found


def _item(plan: Plan, kind: str, id: str) -> Any:
    return next((one for one in getattr(plan, kind) if one.id == id), None)


def _plan(loaded: Loaded[Amendment], lookup: Lookup) -> Plan | None:
    """The plan, on any day, that the amendment is of."""
    return lookup.plan(loaded.plan)
