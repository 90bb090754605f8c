"""Two versions of a journal or a register: entries and items, changed or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from cchc.compare.change import Change, Kind
from cchc.models.base import Record
from cchc.models.journal import Entry, Journal
from cchc.models.registers import IndicatorRegister
from cchc.models.units import Unit, UnitGroup, UnitRegister


def journal_changes(
    plan: str, old: Journal | None, new: Journal | None
) -> Iterator[Change]:
    """Entries added, changed or removed; the order of entries is not a change.

    A changed entry is one that stands for a task or target in both versions with
    the same date, or for the same period: a journal is only ever added to.
    """
    then = list(old.entries) if old else []
    now = list(new.entries) if new else []
    for entry in list(now):
        if entry in then:
            then.remove(entry)
            now.remove(entry)
    unit = new.unit if new else old.unit if old else ""
    for before in then:
        after = _counterpart(before, now)
        if after is not None:
            now.remove(after)
        kind = Kind.ENTRY_REMOVED if after is None else Kind.ENTRY_CHANGED
        yield Change(kind, plan, before.subject, unit, before, after)
    for entry in now:
        yield Change(Kind.ENTRY_ADDED, plan, entry.subject, unit, None, entry)


def _counterpart(before: Entry, now: Sequence[Entry]) -> Entry | None:
    """The entry that took the place of one that is gone: the likest, never a new day
    of another state."""
    ranked = [(_likeness(before, after), -i) for i, after in enumerate(now)]
    best = max(ranked, default=(0, 0))
    return now[-best[1]] if best[0] > 0 else None


def _likeness(before: Entry, after: Entry) -> int:
    if type(before) is not type(after) or before.subject != after.subject:
        return 0
    same = [
        getattr(before, key) == getattr(after, key)
        for key in ("date", "state", "for_", "period")
        if hasattr(before, key)
    ]
    # Of date, state and `for` (date and period of a measure) one may have changed.
    return sum(same) if sum(same) >= len(same) - 1 else 0


def unit_changes(
    old: UnitRegister, new: UnitRegister, used: Collection[str]
) -> Iterator[Change]:
    """Units that are gone or go by another name, when plans use them; the rest as one.

    `used` holds the ids that plans name; other changes are counted in one line.
    """
    then, now = _by_id(old), _by_id(new)
    told = set()
    for unit_id, unit in then.items():
        if unit_id not in used:
            continue
        found = now.get(unit_id)
        if found is None:
            told.add(unit_id)
            yield Change(Kind.UNIT_REMOVED, None, unit_id, unit.name, unit.name, None)
        elif found.name != unit.name:
            told.add(unit_id)
            yield Change(
                Kind.UNIT_RENAMED, None, unit_id, found.name, unit.name, found.name
            )
    rest = _rest("units", then, now, told)
    if rest:
        yield rest


def _by_id(register: UnitRegister) -> dict[str, Unit | UnitGroup]:
    everyone: tuple[Unit | UnitGroup, ...] = (*register.units, *register.groups)
    return {one.id: one for one in everyone}


def register_changes(name: str, old: Record, new: Record) -> Iterator[Change]:
    """One line a register; an indicator whose better direction turned has its own."""
    then, now = _items(old), _items(new)
    told = set()
    if isinstance(old, IndicatorRegister) and isinstance(new, IndicatorRegister):
        ways = {one.id: one for one in new.indicators}
        for one in old.indicators:
            found = ways.get(one.id)
            if found is not None and found.better != one.better:
                told.add(one.id)
                yield Change(
                    Kind.REGISTER_CHANGED,
                    None,
                    f"{name}.{one.id}",
                    one.name,
                    one.better,
                    found.better,
                )
    rest = _rest(name, then, now, told)
    if rest:
        yield rest


def _items(register: Record) -> dict[str, object]:
    """Items of a register by what names them; a bare key of the file by its name."""
    found: dict[str, object] = {}
    for key in type(register).model_fields:
        value = getattr(register, key)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            for i, item in enumerate(value):
                name = next(
                    (
                        getattr(item, k)
                        for k in ("id", "key", "date")
                        if hasattr(item, k)
                    ),
                    i,
                )
                found[f"{key}.{name}"] = item
        elif key != "format" and value != ():
            found[key] = value
    return found


def _rest(
    name: str,
    then: Mapping[str, object],
    now: Mapping[str, object],
    told: Collection[str],
) -> Change | None:
    """What else changed in a register, as ids added, removed and changed."""
    removed = [key for key in then if key not in now and key not in told]
    added = [key for key in now if key not in then]
    changed = [
        key
        for key, item in then.items()
        if key in now and item != now[key] and key.rpartition(".")[2] not in told
    ]
    if not (removed or added or changed):
        return None
    return Change(
        Kind.REGISTER_CHANGED,
        None,
        name,
        name,
        {"removed": tuple(removed), "changed": tuple(changed)},
        {"added": tuple(added)},
    )
