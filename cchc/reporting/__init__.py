"""What a periodic report and a letter of urging contain, as data.

`periodic_reports` knows which report is meant and its window, `content` what it says,
`letters` who is to be urged, `asked` turns what a person asked for into these.
"""

from cchc.reporting.asked import Asked, Sender, requested, sender, shape_asked
from cchc.reporting.content import Report, Request, report
from cchc.reporting.letters import Letter
from cchc.reporting.prepared import Prepared, prepared
from cchc.reporting.windows import PeriodicReport, Reporter, around, choose

__all__ = [
    "Asked",
    "Letter",
    "PeriodicReport",
    "Prepared",
    "Report",
    "Reporter",
    "Request",
    "Sender",
    "around",
    "choose",
    "prepared",
    "report",
    "requested",
    "sender",
    "shape_asked",
]
