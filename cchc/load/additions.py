"""The text of a journal with one more entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cchc.load.places import schema_line
from cchc.models.journal import Entry, Journal
from cchc.problems import N_, CchcError
from cchc.text.edit import append
from cchc.text.flow import flow
from cchc.text.numbers import as_yaml
from cchc.text.reader import places, read

_NEW = """\
{schema}
unit: {unit}
entries:
"""


def item_of(entry: Entry) -> dict[str, Any]:
    """An entry as plain texts in the order of its keys, without what is empty."""
    return {
        key: _plain(value)
        for key, value in entry.model_dump(by_alias=True).items()
        if value not in (None, ())
    }


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return as_yaml(value) if isinstance(value, float) else str(value)


def with_entries(raw: bytes | None, unit: str, entries: Sequence[Entry]) -> str:
    """The text of a journal with more entries; of a new one where `raw` is None.

    Raises `CchcError` where the text cannot take them.
    """
    items = [item_of(entry) for entry in entries]
    if raw is None:
        new = _NEW.format(schema=schema_line("progress"), unit=unit)
        text = new + "".join(f"  - {flow(one)}\n" for one in items)
    else:
        try:
            text = append(raw.decode("utf-8"), "entries", *items)
        except UnicodeDecodeError:
            raise CchcError(
                N_("the journal of {unit} is no UTF-8"), unit=unit
            ) from None
    if journal_of(text).entries[-len(entries) :] != tuple(entries):
        raise CchcError(N_("the entry would not read back as it was given"))
    return text


def journal_of(text: str) -> Journal:
    """The journal that a sound text holds."""
    return Journal.model_validate(read(text.removeprefix("\ufeff")).value)


def lines_of(text: str, count: int) -> tuple[int, ...]:
    """The lines of the last `count` entries of a sound text, from 1."""
    where = places(text.removeprefix("\ufeff"))
    every = [place[0] for loc, place in where.items() if _is_entry(loc)]
    return tuple(every[-count:])


def _is_entry(loc: tuple[str | int, ...]) -> bool:
    return len(loc) == 2 and loc[0] == "entries" and loc[1] != ""
