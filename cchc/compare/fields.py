"""What differs between two records, field by field; the fields are the model's.

Nothing here knows a field by name but the few whose order says nothing, so that a new
field of a model is told from its first day on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple, TypeGuard, TypeVar

from cchc.dates import Period
from cchc.models.base import Record

R = TypeVar("R", bound=Record)

UNORDERED = frozenset(
    {"leads", "partners", "products", "owners", "units", "replaces", "implements"}
)
"""Lists whose order means nothing. That of records is no change in any list."""


class Difference(NamedTuple):
    """One value that is not the same; `at` is its path in keys and names of items."""

    at: str
    old: object
    new: object


def differing(
    old: Record, new: Record, at: str = "", apart: Collection[str] = ()
) -> Iterator[Difference]:
    """Every field that differs, without those that the caller tells `apart`.

    Records inside are compared field by field, lists of records item by item: an item
    is known by its first field (an id, a document, a date) and by its turn among those
    of the same name.
    """
    for key, field in type(new).model_fields.items():
        if key in apart:
            continue
        then, now = getattr(old, key), getattr(new, key)
        path = _join(at, field.alias or key)
        yield from _between(then, now, path, key in UNORDERED)


def _between(
    then: object, now: object, at: str, unordered: bool
) -> Iterator[Difference]:
    if same(then, now, unordered):
        return
    if isinstance(then, Record) and type(then) is type(now):
        yield from differing(then, now, at)
    elif _are_records(then) and _are_records(now):
        yield from paired(named(then), named(now), at)
    elif isinstance(then, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*then, *now)):
            yield from _between(then.get(key), now.get(key), _join(at, key), False)
    else:
        yield Difference(at, then, now)


def paired(
    then: Mapping[str, Record], now: Mapping[str, Record], at: str
) -> Iterator[Difference]:
    """Items of two lists by name: gone, changed (field by field), or come."""
    for name in dict.fromkeys((*then, *now)):
        yield from _between(then.get(name), now.get(name), _join(at, name), False)


def _join(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _are_records(value: object) -> TypeGuard[tuple[Record, ...]]:
    return isinstance(value, tuple) and all(isinstance(one, Record) for one in value)


def named(items: Iterable[R]) -> dict[str, R]:
    """Items by what names them; of a name that comes again, the turn is added."""
    found: dict[str, R] = {}
    seen: Counter[str] = Counter()
    for item in items:
        name = name_of(item)
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}#{seen[name]}"] = item
    return found


def name_of(record: Record) -> str:
    """What an item of a list is known by: its first field, where that is a word."""
    first = getattr(record, next(iter(type(record).model_fields)))
    if isinstance(first, Period):
        return first.text
    return str(first) if isinstance(first, str | int | float | Decimal) else "–"


def same(then: object, now: object, unordered: bool = False) -> bool:
    """Whether two values mean the same, however they are written."""
    if isinstance(then, Period) and isinstance(now, Period):
        return (then.start, then.end) == (now.start, now.end)
    if isinstance(then, tuple) and isinstance(now, tuple):
        if unordered and not _are_records(then):
            return Counter(then) == Counter(now)
        return len(then) == len(now) and all(map(same, then, now))
    if isinstance(then, Record) and type(then) is type(now):
        return all(
            same(getattr(then, key), getattr(now, key), key in UNORDERED)
            for key in type(then).model_fields
        )
    return type(then) is type(now) and then == now
