"""The manual of the rules: one page, or the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.checks.manual import Page
from cchc.problems import N_
from cchc.views.findings import SEVERITY
from cchc.views.grid import Column, Grid, Section, cards
from cchc.views.labels import Language


def listing(pages: Sequence[Page], say: Language) -> Grid:
    """One line a rule."""
    columns: list[Column[Page]] = [
        Column("rule", say(N_("Rule")), lambda page: page.rule, widest=30),
        Column("severity", say(N_("Severity")), lambda p: say(SEVERITY[p.severity]),
               widest=12),
        Column("what", say(N_("What it finds")), lambda page: say(page.what), flex=1),
    ]  # fmt: skip
    footer = [say(N_("{count} rules; cchc explain RULE tells more"), count=len(pages))]
    return Grid(columns, [Section(pages)], footer=footer)


def card(page: Page, say: Language) -> Grid:
    """One page in full."""
    title = [f"{page.rule} ({say(SEVERITY[page.severity])})", say(page.what)]
    lines = [
        (say(N_("Why")), say(page.why)),
        (say(N_("Example")), say(page.example)),
        (say(N_("Instead")), say(page.instead)),
    ]
    return cards(title, [Section(lines)], say)


def record(page: Page, say: Language) -> dict[str, Any]:
    """One rule of `cchc explain --format json`."""
    return {
        "rule": page.rule,
        "severity": page.severity.value,
        "what": say(page.what),
        "why": say(page.why),
        "example": say(page.example),
        "instead": say(page.instead),
    }
