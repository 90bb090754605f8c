"""Periods, occurrences and working days.

Every period is closed: `start` and `end` are both inside it, and a thing due in a
period is due on its last day, inclusive.
"""

from cchc.dates.periods import (
    Period,
    add_months,
    month_period,
    parse_period,
    parse_written,
    quarter_of,
    quarter_period,
)

__all__ = [
    "Period",
    "add_months",
    "month_period",
    "parse_period",
    "parse_written",
    "quarter_of",
    "quarter_period",
]
