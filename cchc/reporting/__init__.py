"""What a periodic report and a letter of urging contain, as data.

`periodic_reports` knows which report is meant and its window, `content` what it says,
`letters` who is to be urged.
"""

from cchc.reporting.content import Report, Request, report
from cchc.reporting.letters import Letter, letters
from cchc.reporting.windows import PeriodicReport, Reporter, around, choose

__all__ = [
    "Letter",
    "PeriodicReport",
    "Report",
    "Reporter",
    "Request",
    "around",
    "choose",
    "letters",
    "report",
]
