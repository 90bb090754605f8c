"""The text of a score sheet with what a filled form changes."""

from __future__ import annotations

from collections.abc import Mapping

from cchc.load.places import schema_line
from cchc.models.scores import ScoreSheet
from cchc.problems import N_, CchcError
from cchc.text.mappings import Steps, line, with_values

_NEW = """\
{schema}
format: 1
scheme: {scheme}
year: {year}
"""


def sheet_text(
    old: str | None, sheet: ScoreSheet, values: Mapping[Steps, object]
) -> str:
    """The file's text with the values set; of a new file where `old` is None.

    Raises `CchcError` where the text cannot take them; it names what to write by hand.
    """
    if old is None:
        text = _NEW.format(
            schema=schema_line("scores"), scheme=sheet.scheme, year=sheet.year
        )
        text += f"unit: {sheet.unit}\n" if sheet.unit else ""
        text += "" if any(steps[0] == "facts" for steps in values) else "facts: {}\n"
        return with_values(text, values)
    try:
        return with_values(old, values)
    except CchcError:
        lines = [f"{' → '.join(path)}: {line(value)}" for path, value in values.items()]
        raise CchcError(
            N_("the score sheet cannot be changed as it is written; by hand: {lines}"),
            lines="; ".join(lines),
        ) from None
