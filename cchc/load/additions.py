"""The text of a journal with one more entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.load.places import schema_line
from cchc.models.journal import Entry, Journal
from cchc.problems import N_, CchcError
from cchc.text.edit import append, flow
from cchc.text.reader import places, read

_NEW = """\
{schema}
unit: {unit}
entries:
  - {item}
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
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def with_entry(raw: bytes | None, unit: str, entry: Entry) -> str:
    """The text of a journal with one more entry; of a new one where `raw` is None.

    Raises `CchcError` where the text cannot take it.
    """
    item = item_of(entry)
    if raw is None:
        text = _NEW.format(schema=schema_line("progress"), unit=unit, item=flow(item))
    else:
        try:
            text = append(raw.decode("utf-8"), "entries", item)
        except UnicodeDecodeError:
            raise CchcError(
                N_("the journal of {unit} is no UTF-8"), unit=unit
            ) from None
    if journal_of(text)[0].entries[-1] != entry:
        raise CchcError(N_("the entry would not read back as it was given"))
    return text


def journal_of(text: str) -> tuple[Journal, int]:
    """The journal that a sound text holds, and the line of its last entry."""
    body = text.removeprefix("\ufeff")
    journal = Journal.model_validate(read(body).value)
    line, _ = places(body)["entries", len(journal.entries) - 1]
    return journal, line
