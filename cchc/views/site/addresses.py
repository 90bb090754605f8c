"""Where each page lies in the site; addresses do not change from one day to another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from cchc.problems import N_

INDEX = "index.html"
OVERDUE = "overdue.html"
PLANS = "plans.html"
UNITS = "units.html"
FIELDS = "fields.html"
CALENDAR = "calendar.html"
TARGETS = "targets.html"
YEARS = "years.html"
CASCADE = "cascade.html"
REPORTS = "reports.html"
FINDINGS = "findings.html"
SCORES = "scores.html"
METHOD = "method.html"
SEARCH = "search.html"
PAGES: dict[str, str] = {
    INDEX: N_("Today"),
    OVERDUE: N_("Overdue"),
    PLANS: N_("Plans"),
    UNITS: N_("Units"),
    FIELDS: N_("Units × fields"),
    CALENDAR: N_("Calendar"),
    TARGETS: N_("Targets"),
    YEARS: N_("Comparison of years"),
    CASCADE: N_("Levels"),
    SCORES: N_("Scores"),
    REPORTS: N_("Periodic reports"),
    FINDINGS: N_("Findings"),
    METHOD: N_("How it is counted"),
    SEARCH: N_("Search"),
}
"""Pages over all plans, in the order in which every page leads to them."""
_PLAIN = re.compile(r"[A-Za-z0-9/._~#-]*\Z")
_SEQUEL = re.compile(r"_\d+\.html\Z")


def room(plan_id: str) -> str:
    """The folder of a plan's pages."""
    return f"plans/{plan_id}"


def plan(plan_id: str) -> str:
    """The page of a plan."""
    return f"plans/{plan_id}/index.html"


def part(plan_id: str, name: str) -> str:
    """A further page of a plan: `fields`, `cascade`, `reports`."""
    return f"plans/{plan_id}/{name}.html"


def task(plan_id: str, task_id: str) -> str:
    """The page of a task."""
    return f"plans/{plan_id}/task-{task_id}.html"


def tasks(plan_id: str, task_ids: Iterable[str]) -> dict[str, str]:
    """Task id to page; where two ids differ by case alone, the later gets a mark."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for one in dict.fromkeys(task_ids):
        name = one
        while name.casefold() in taken:
            name += "_"
        taken.add(name.casefold())
        found[one] = task(plan_id, name)
    return found


def score(plan_id: str, name: str) -> str:
    """The page of a score sheet; `name` is its file's, without an ending."""
    # A sequel of a page has `_` before its number.
    return f"plans/{plan_id}/score-{name.replace('_', '~')}.html"


def unit(unit_id: str) -> str:
    """The page of a unit."""
    return f"units/{unit_id}.html"


def overdue(unit_id: str) -> str:
    """What is overdue of one unit, to be printed."""
    return f"overdue/{unit_id}.html"


def month(key: str) -> str:
    """The page of a month: `2025-06`."""
    return f"calendar/{key}.html"


def indicator(indicator_id: str) -> str:
    """The page of an indicator."""
    return f"targets/{indicator_id}.html"


def years(issuer: str) -> str:
    """The comparison of the yearly plans of an issuer."""
    return f"years/{issuer}.html"


def numbered(page: str, number: int) -> str:
    """The page itself, then its sequels; `_` is in no id of ours."""
    if number == 1:
        return page
    return f"{page.removesuffix('.html')}_{number}.html"


def first_of(page: str) -> str:
    """The page that a sequel goes on from; of no sequel, itself."""
    return _SEQUEL.sub(".html", page)


def url(path: str) -> str:
    """A path as a link writes it."""
    return path if _PLAIN.match(path) else quote(path, safe="/.-_~#")
