"""Rules of the registers: units, groups, documents, indicators, days, the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cchc.checks.base import Found, Loc, Lookup, nearest
from cchc.checks.citations import split_key
from cchc.load import Loaded
from cchc.models.registers import DocumentRegister, IndicatorRegister, WorkdayRegister
from cchc.models.units import Unit, UnitGroup, UnitRegister
from cchc.models.workspace import WorkspaceConfig
from cchc.problems import N_, Message, message
from cchc.text.characters import fold
from cchc.units import names_of


def _of(register: UnitRegister, kind: str) -> Sequence[Unit | UnitGroup]:
    return register.units if kind == "units" else register.groups


def _parents(register: UnitRegister) -> dict[str, str | None]:
    """Every unit and group, and what it stands below."""
    found: dict[str, str | None] = {unit.id: unit.parent for unit in register.units}
    return found | {group.id: group.parent for group in register.groups}


def alias_ambiguous(
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
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
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
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
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
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
                if heir.unit not in known:
                    yield Found(
                        (kind, i, "successors", k, "unit"),
                        message(N_("there is no unit {unit}"), unit=heir.unit),
                        unit.id,
                        nearest(heir.unit, known),
                    )


def successor_circle(
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
) -> Iterator[Found]:
    """Units take over from one another in a circle.

    Why: whoever owes the duty today, each unit sends on to the next.
    Example: a is merged into b, b into c, and c into a.
    Instead: correct the wrong successor; a unit that is set up again gets a new id.
    """
    heirs = _heirs(register)
    done: set[str] = set()
    for start in heirs:
        path: dict[str, None] = {}
        waiting = [(start, 0)]
        while waiting:  # no recursion: a chain may have any length
            unit, at = waiting.pop()
            path[unit] = None
            following = heirs.get(unit, []) if unit not in done else []
            if at == len(following):
                del path[unit]
                done.add(unit)
                continue
            waiting.append((unit, at + 1))
            heir, loc = following[at]
            if heir in path:
                units = [*path]
                yield Found(loc, _circle([*units[units.index(heir) :], heir]), unit)
            elif heir not in done:
                waiting.append((heir, 0))


def _heirs(register: UnitRegister) -> dict[str, list[tuple[str, Loc]]]:
    """Who sends duties on to whom, and where that stands.

    A unit that goes on existing and gave some duties away keeps the rest: no step.
    """
    found: dict[str, list[tuple[str, Loc]]] = {}
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            ended = unit.valid is not None and unit.valid.until is not None
            found.setdefault(unit.id, []).extend(
                (heir.unit, (kind, i, "successors", k, "unit"))
                for k, heir in enumerate(unit.successors)
                if ended or not heir.duties
            )
    return found


def _circle(units: list[str]) -> Message:
    shown = units if len(units) <= 8 else [*units[:4], "…", *units[-3:]]
    return message(
        N_("these units take over from one another in a circle: {units}"),
        units=" → ".join(shown),
    )


def unit_names_joined(
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
) -> Iterator[Found]:
    """A name is two names of the register run together.

    Why: one body that nobody knows would owe what two bodies owe.
    Example: "Sở Tài chính Các sở, ngành", two lines of one cell read as one.
    Instead: name both bodies in the plan, and delete this one from the register.
    """
    known = {
        " ".join(unit.name.split()): unit
        for kind in ("units", "groups")
        for unit in _of(register, kind)
    }
    for kind in ("units", "groups"):
        for i, unit in enumerate(_of(register, kind)):
            parts = _parts(" ".join(unit.name.split()), known)
            levels = {u.level for u in parts if isinstance(u, Unit)}
            # "Văn phòng Sở Nội vụ" is the office of one body: levels differ.
            if len(parts) > 1 and len(levels) <= 1:
                text = N_("“{name}” is {units} run together")
                names = ", ".join(f"“{part.name}”" for part in parts)
                yield Found(
                    (kind, i, "name"),
                    message(text, name=unit.name, units=names),
                    unit.id,
                )


def _parts(
    name: str, known: Mapping[str, Unit | UnitGroup]
) -> tuple[Unit | UnitGroup, ...]:
    """The known names that `name` is made of, at least two; empty where it is not."""
    ways: dict[int, tuple[Unit | UnitGroup, ...]] = {0: ()}
    for end in range(1, len(name) + 1):
        for start in [at for at in ways if at < end]:
            part = name[start:end].strip(" ;,/+–-")
            found = known.get(part) if part != name else None
            if found is not None:
                ways.setdefault(end, (*ways[start], found))
    return ways.get(len(name), ())


def member_unknown(
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
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
    loaded: Loaded[UnitRegister], register: UnitRegister, lookup: Lookup
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


AnyRegister = UnitRegister | IndicatorRegister | DocumentRegister


def register_id_duplicate(
    loaded: Loaded[AnyRegister], register: AnyRegister, lookup: Lookup
) -> Iterator[Found]:
    """Two entries of a register have one id.

    Why: plans that name the id could mean either.
    Example: two units `id: so-noi-vu`, or a unit and a group of one id.
    Instead: rename one, or merge the two.
    """
    seen: dict[str, Loc] = {}
    for kind in ("scopes", "units", "groups", "indicators", "documents"):
        shared = "" if kind in ("units", "groups") else kind
        for i, item in enumerate(getattr(register, kind, ())):
            key = "key" if kind == "documents" else "id"
            name = getattr(item, key)
            if f"{shared}:{name}" in seen:
                line, _ = loaded.place(seen[f"{shared}:{name}"])
                yield Found(
                    (kind, i, key),
                    message(
                        N_("{id} is already the id of line {line}"), id=name, line=line
                    ),
                    name,
                )
            else:
                seen[f"{shared}:{name}"] = (kind, i, key)


def document_key_mismatch(
    loaded: Loaded[DocumentRegister], register: DocumentRegister, lookup: Lookup
) -> Iterator[Found]:
    """The key of a document is not its number and date.

    Why: plans cite by the key; number and date beside it would contradict it.
    Example: `key: 28-CTr/TU@2018-02-27` with `signed: 2018-02-26`.
    Instead: correct the one that is wrong.
    """
    for i, document in enumerate(register.documents):
        number, day = split_key(document.key)
        named = not number[:1].isdigit()  # a law goes by its name
        if not named and document.number is not None and document.number != number:
            yield Found(
                ("documents", i, "number"),
                message(N_("the key says {value}"), value=number),
                document.key,
            )
        signed = document.signed.text if document.signed else None
        stated = day.text if day else None
        if signed is not None and signed != stated:
            yield Found(
                ("documents", i, "signed"),
                message(N_("the key says {value}"), value=stated or "–"),
                document.key,
            )


def document_replacement_unknown(
    loaded: Loaded[DocumentRegister], register: DocumentRegister, lookup: Lookup
) -> Iterator[Found]:
    """The document that replaced another is not in the register.

    Why: nobody can look up what is in force now.
    Example: `replaced_by: 1750/QĐ-UBND@2024-05-21` where the register has 05-20.
    Instead: correct the key, or add the document.
    """
    known = {document.key for document in register.documents}
    for i, document in enumerate(register.documents):
        if document.replaced_by is not None and document.replaced_by not in known:
            yield Found(
                ("documents", i, "replaced_by"),
                message(
                    N_("{key} is not in plans/registers/documents.yaml"),
                    key=document.replaced_by,
                ),
                document.key,
                nearest(document.replaced_by, known),
            )


def workday_conflict(
    loaded: Loaded[WorkdayRegister], register: WorkdayRegister, lookup: Lookup
) -> Iterator[Found]:
    """A day is listed as off and as worked, or twice.

    Why: time limits counted in working days would depend on the order of the file.
    Example: 2026-01-02 under `off` and under `work`.
    Instead: delete the wrong one.
    """
    seen: dict[date, Loc] = {}
    for kind in ("off", "work"):
        for i, change in enumerate(getattr(register, kind)):
            loc: Loc = (kind, i, "date")
            if change.date.start in seen:
                line, _ = loaded.place(seen[change.date.start])
                yield Found(
                    loc,
                    message(
                        N_("{day} is already listed in line {line}"),
                        day=change.date.text,
                        line=line,
                    ),
                )
            seen.setdefault(change.date.start, loc)


def workspace_reference_unknown(
    loaded: Loaded[WorkspaceConfig], config: WorkspaceConfig, lookup: Lookup
) -> Iterator[Found]:
    """workspace.yaml names an office or a plan that does not exist.

    Why: commands without --plan would fail, reports would have no sender.
    Example: `default_plan: 2024-svn`.
    Instead: correct the id.
    """
    if config.office not in lookup.units:
        yield Found(
            ("office",),
            message(N_("there is no unit {unit}"), unit=config.office),
            config.office,
            nearest(config.office, lookup.units.units),
        )
    judge = config.confirmation.unit if config.confirmation else None
    if judge is not None and judge not in lookup.units:
        yield Found(
            ("confirmation",),
            message(N_("there is no unit {unit}"), unit=judge),
            judge,
            nearest(judge, lookup.units.units),
        )
    plans = lookup.workspace.plan_ids
    if config.default_plan is not None and config.default_plan not in plans:
        yield Found(
            ("default_plan",),
            message(N_("there is no plan {plan}"), plan=config.default_plan),
            config.default_plan,
            nearest(config.default_plan, plans),
        )
