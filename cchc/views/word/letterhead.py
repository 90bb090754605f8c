"""Head and foot of the office's own documents, as the decree lays them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cchc.layout.rules import width_in_points
from cchc.models.workspace import Letterhead
from cchc.units import Units
from cchc.views.word.charts import Rule
from cchc.views.word.sentences import listed

_BLANK = " " * 6
_SIZE = 12
_COLUMN = 178
"""Points of text that the left column of the head takes."""
_PLACES = (" THÀNH PHỐ ", " TỈNH ", " QUẬN ", " HUYỆN ", " PHƯỜNG ", " XÃ ", " THỊ ")
_SHARE = 0.42
"""A rule is a third to a half of the line above it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What one document adds to the letterhead: code of its type, date, addressees.

    `day` is the day of making: the paper is signed then or later. `code` is `BC` for a
    report and None for a letter, whose symbol ends with `drafter`.
    """

    day: date
    code: str | None = None
    drafter: str | None = None
    addressees: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """Who issues a document, on what day, about whose work (None: everybody's)."""

    head: Letterhead
    office: str
    units: Units
    issue: Issue
    about: str | None = None


def context(paper: Paper) -> dict[str, object]:
    """The names below `letterhead.` in a template."""
    head, issue = paper.head, paper.issue
    agency = _lines(head.agency)
    addressed, lines = _addressed(issue.addressees)
    position = list(head.position)
    if head.signing:
        position[:1] = [f"{head.signing} {position[0]}"]
    return {
        "parent": _lines(head.parent),
        "agency": agency,
        "rule": rule_under(agency[-1], _SIZE),
        "number": f"Số:{_BLANK}/{symbol(head, issue)}",
        "symbol": symbol(head, issue),
        "place_date": f"{head.place}, {unsigned(issue.day)}",
        "date": unsigned(issue.day),
        "office": paper.office,
        "addressed": addressed,
        "addressees": lines,
        "position": position,
        "signer": head.signer or "",
        "recipients": [
            *(f"- {line.rstrip('.;')};" for line in head.recipients),
            f"- Lưu: {head.archive.rstrip('.;')}.",
        ],
    }


def unsigned(day: date) -> str:
    """The date line of a draft of that day: whoever signs writes day and month."""
    return f"ngày … tháng … năm {day.year}"


def symbol(head: Letterhead, issue: Issue) -> str:
    """`BC-SNV` of a report, `SNV-VP` of a letter."""
    if issue.code is not None:
        return f"{issue.code}-{head.symbol}"
    return f"{head.symbol}-{issue.drafter}" if issue.drafter else head.symbol


def rule_under(text: str, size: float) -> Rule:
    """A rule as long as the decree wants it below `text`, of at most one line."""
    return Rule(_SHARE * min(width_in_points(text, size), 420))


def _lines(name: str | None) -> list[str]:
    """A name too wide for the column goes on two lines, the place on the second."""
    if not name:
        return []
    cuts = [name.find(place) for place in _PLACES if place in name]
    if not cuts or width_in_points(name, _SIZE) <= _COLUMN:
        return [name]
    return [name[: min(cuts)], name[min(cuts) + 1 :]]


def _addressed(names: Sequence[str]) -> tuple[str, list[str]]:
    """One addressee stands on the same line; several one a line, below the colon."""
    if len(names) == 1:
        return f"Kính gửi: {names[0]}", []
    return ("Kính gửi:" if names else ""), listed(names)
