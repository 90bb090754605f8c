"""What pydantic found wrong, in words that tell a clerk what to write."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cchc.problems import N_, BadValue, Message, message

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic_core import ErrorDetails

_TEXTS = {
    "missing": N_("key {key} is missing"),
    "extra_forbidden": N_("key {key} is unknown here"),
    "string_type": N_("text is expected, not {given}"),
    "string_too_short": N_("the text is empty"),
    "string_too_long": N_("the text is longer than {max_length} characters"),
    "string_pattern_mismatch": N_("{value} has not the form that is expected here"),
    "int_parsing": N_("{value} is no whole number"),
    "int_type": N_("a whole number is expected, not {given}"),
    "int_from_float": N_("{value} is no whole number"),
    "float_parsing": N_("{value} is no number (write 99.5 with a point)"),
    "float_type": N_("a number is expected, not {given}"),
    "finite_number": N_("{value} is no number"),
    "greater_than_equal": N_("{value} is less than {ge}"),
    "less_than_equal": N_("{value} is more than {le}"),
    "bool_parsing": N_("true or false is expected, not {value}"),
    "bool_type": N_("true or false is expected, not {given}"),
    "tuple_type": N_("a list is expected, not {given}"),
    "dict_type": N_("keys and values are expected, not {given}"),
    "model_type": N_("keys and values are expected, not {given}"),
    "model_attributes_type": N_("keys and values are expected, not {given}"),
    "literal_error": N_("{value} is not one of {expected}"),
    "deadline_kind": N_(
        "a deadline has one of the keys due, every, ongoing, after, follows, unstated"
    ),
    "entry_kind": N_("an entry has one of the keys task, target"),
    "union_tag_invalid": N_("{value} is not what is expected here"),
    "union_tag_not_found": N_("a key that tells the kind is missing"),
    "too_short": N_("at least {min_length} must stand here, not {actual_length}"),
}
RULES = {
    "missing": "key-missing",
    "extra_forbidden": "key-unknown",
    "deadline_kind": "deadline-kind-unknown",
    "entry_kind": "entry-kind-unknown",
}
"""Rule names of the commonest faults; every other one is `value-invalid`."""
_KINDS = {
    "str": N_("text"),
    "dict": N_("keys and values"),
    "list": N_("a list"),
    "NoneType": N_("nothing"),
    "bool": N_("true or false"),
}
_HINTS = {
    "string_pattern_mismatch": {
        "id": N_('a number as printed ("1.10", "I.1", "3.4.đ") or lower-case words'),
        "document": N_("number@date, such as 76/NQ-CP@2021-07-15"),
    },
}

_PYTHON = re.compile(r"\b(True|False)\b")
"""Words that pydantic shows as Python writes them."""
_UNITS = frozenset({"leads", "partners", "owners", "recipient", "issuer", "unit"})
_UNIT = N_("write the unit's id; cchc units NAME finds it by its name")


def follows(error: ErrorDetails) -> bool:
    """Whether items are missed only because faults of their own were told."""
    if error["type"] != "too_short":
        return False
    return bool(len(error["input"]) > error.get("ctx", {}).get("actual_length", 0))


def explain(
    error: ErrorDetails, model: type[BaseModel]
) -> tuple[Message, Message | None]:
    """The message of one validation error, and help where we can give it."""
    kind = error["type"]
    context: dict[str, Any] = dict(error.get("ctx") or {})
    inner = context.get("error")
    if isinstance(inner, BadValue):
        return inner.message, None
    last = str(error["loc"][-1]) if error["loc"] else ""
    value = error["input"]
    values = {
        **context,
        "key": last,
        "value": _short(value),
        "given": message(_KINDS.get(type(value).__name__, N_("something else"))),
    }
    if "expected" in context:  # pydantic: `'started', 'done' or 'blocked'`
        listed = str(context["expected"]).replace(" or ", ", ").replace("'", "")
        values["expected"] = _PYTHON.sub(lambda found: found[0].lower(), listed)
    text = _TEXTS.get(kind)
    if text is None:
        return message(N_("not valid here: {why}"), why=error["msg"]), None
    if kind == "string_pattern_mismatch" and _UNITS & set(error["loc"]):
        return message(text, **values), message(_UNIT)
    return message(text, **values), _help(kind, last, model)


def _help(kind: str, key: str, model: type[BaseModel]) -> Message | None:
    if kind == "extra_forbidden":
        return _nearest(key, model)
    hint = _HINTS.get(kind, {}).get(key)
    return message(hint) if hint else None


def _nearest(key: str, model: type[BaseModel]) -> Message | None:
    """Offer the key that the user may have meant, of any record of the file."""
    from difflib import get_close_matches

    known = _keys(model)
    close = get_close_matches(key, known, 1, 0.7) if key not in known else []
    return message(N_("did you mean {key}?"), key=close[0]) if close else None


@lru_cache(maxsize=16)
def _keys(model: type[BaseModel]) -> frozenset[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(key for part in parts for key in part.get("properties", {}))


def _short(value: object) -> str:
    text = "null" if value is None else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
