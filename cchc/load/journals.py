"""Journals: one broken entry must not hide the good ones."""

from __future__ import annotations

from pathlib import Path

from cchc.load.files import Loaded, load_record
from cchc.models.journal import Journal
from cchc.problems import Severity
from cchc.text.reader import read


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
