"""Values of records as people and programs get them; the fields are the model's.

A field that a view does not place itself goes through `rest` (JSON) or `lines` (text),
so a new field of a model shows without a change here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from cchc.dates import Period
from cchc.models.base import Record
from cchc.models.deadlines import After, Due, Every, Follows, Ongoing, Unstated
from cchc.models.goals import Goal
from cchc.units import Units
from cchc.views import labels
from cchc.views.labels import Language

_SPACES = re.compile(r"  +|^ | $|[^\S ]")
_MARKS = {"\n": "⏎", "\t": "⇥"}


def plain(value: object, empty: bool = False) -> Any:
    """A value as JSON has it: records as objects, periods as their text.

    With `empty`, objects have every key, of what is not filled null or [].
    """
    match value:
        case Record() if empty:
            return rest(value, ())
        case Record():
            return {key: plain(one) for key, one in filled(value).items()}
        case Period():
            return value.text
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return [plain(one, empty) for one in value]
        case Mapping():
            return {key: plain(one, empty) for key, one in value.items()}
    return value


def filled(record: Record, told: Collection[str] = ()) -> dict[str, object]:
    """Fields with something in them, by the key of the file, without those `told`."""
    return {
        field.alias or key: value
        for key, field in type(record).model_fields.items()
        if key not in told and (value := getattr(record, key)) not in (None, (), {})
    }


def rest(record: Record, told: Collection[str]) -> dict[str, Any]:
    """JSON of every field that is not `told` otherwise; empty ones are null or []."""
    return {
        field.alias or key: plain(getattr(record, key), empty=True)
        for key, field in type(record).model_fields.items()
        if key not in told
    }


def text(value: object, say: Language, units: Units) -> str:
    """A value in words. Of a record, its first field, then the others by key."""
    match value:
        case None:
            return ""
        case Goal():
            return labels.goal(value, say)
        case Due() | Every() | Ongoing() | After() | Follows() | Unstated():
            return labels.deadline(value, say)
        case Period():
            return labels.period(value, say)
        case float() | Decimal():
            return labels.figure(float(value))
        case Record():
            first = next(iter(type(value).model_fields))
            name = text(getattr(value, first), say, units)
            others = ", ".join(
                f"{k}: {t}" for k, t in lines(value, {first}, say, units)
            )
            return f"{name} ({others})" if name and others else name or others
        case tuple():
            return "; ".join(text(one, say, units) for one in value)
        case Mapping():
            return "; ".join(f"{k}: {text(v, say, units)}" for k, v in value.items())
        case str() if value in units:
            return units.name(value)
    return str(value)


def exact(value: object) -> str:
    """A value as the file has it, with spaces that the eye passes over made visible."""
    match value:
        case None:
            return ""
        case Record():
            parts = [f"{key}: {exact(one)}" for key, one in filled(value).items()]
            return ", ".join(parts)
        case tuple():
            return "; ".join(exact(one) for one in value)
        case Mapping():
            return "; ".join(f"{key}: {exact(one)}" for key, one in value.items())
        case str():
            return _SPACES.sub(_visible, value)
    return str(value)


def _visible(found: re.Match[str]) -> str:
    return "".join(_MARKS.get(one, "␣") for one in found.group())


def lines(
    record: Record, told: Collection[str], say: Language, units: Units
) -> list[tuple[str, str]]:
    """Key and text of each filled field that a card does not place itself."""
    return [(k, text(v, say, units)) for k, v in filled(record, told).items()]
