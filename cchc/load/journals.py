"""Journals: one broken entry must not hide the good ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cchc.load.files import Loaded, load_record
from cchc.models.journal import Entry, Journal
from cchc.problems import N_, CchcError, Severity
from cchc.text.edit import append
from cchc.text.flow import flow
from cchc.text.reader import places, read

_NEW = """\
# yaml-language-server: $schema=../../../schemas/progress.schema.json
unit: {unit}
entries:
  - {item}
"""


def load_journal(file: Path, root: Path, plan: str) -> Loaded[Journal]:
    """One journal. Where only entries are broken, the record has the others.

    Otherwise work that is done would show as overdue for a slip in another line. Each
    broken entry is a finding, so the run still fails.
    """
    loaded = load_record(Journal, file, root, plan)
    if loaded.record is None and loaded.text is not None:
        loaded.record = _sound(loaded.text)
    return loaded


def is_whole(loaded: Loaded[Journal]) -> bool:
    """Whether the record has every entry of the file, at the same index."""
    return not any(one.severity is Severity.ERROR for one in loaded.findings)


def _sound(text: str) -> Journal | None:
    """The journal without its broken entries; None where more than those is broken."""
    from pydantic import ValidationError

    tree = read(text)
    value = tree.value
    if tree.faults or not isinstance(value, dict):
        return None
    try:
        return Journal.model_validate(value)
    except ValidationError as error:
        places = [one["loc"][:2] for one in error.errors(include_url=False)]
    broken = {place[1] for place in places if len(place) == 2}
    if any(place[0] != "entries" or len(place) < 2 for place in places):
        return None
    kept = [one for i, one in enumerate(value["entries"]) if i not in broken]
    return Journal.model_validate({**value, "entries": kept})


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
        text = _NEW.format(unit=unit, item=flow(item))
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
