"""Dates as decisions print them: day first."""

from __future__ import annotations

import re

from cchc.dates import parse_period
from cchc.problems import BadValue


def printed_day(date: re.Match[str] | None) -> str | None:
    """A date printed day first (groups: day, month, year) in ISO form, if it exists."""
    if date is None:
        return None
    try:
        return parse_period(f"{date[3]}-{int(date[2]):02}-{int(date[1]):02}").text
    except BadValue:
        return None
