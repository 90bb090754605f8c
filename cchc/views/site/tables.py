"""Tables of pages, and pages cut to a size that opens at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cchc.models.statuses import ORDER
from cchc.problems import N_
from cchc.status import Status
from cchc.views import labels
from cchc.views.grid import Grid, text_of
from cchc.views.labels import Language

MARKS: dict[Status, str] = {
    Status.OVERDUE: "▲",
    Status.RETURNED: "↩",
    Status.BLOCKED: "■",
    Status.DUE_SOON: "◆",
    Status.NOT_REPORTED: "○",
    Status.IN_PROGRESS: "►",
    Status.SUBMITTED: "⧗",
    Status.PAUSED: "❚❚",
    Status.UNSCHEDULED: "?",
    Status.WAITING: "…",
    Status.NOT_DUE: "◇",
    Status.ONGOING: "●",
    Status.DONE_LATE: "✓!",
    Status.DONE_ON_TIME: "✓",
    Status.CANCELLED: "✕",
}
"""A shape beside the word of a status, so that colour adds nothing that is not said."""

LIMIT = 90_000
"""Bytes of tables on one page; the frame and the head of a page come on top."""
_ROW, _CELL = 90, 70
"""Bytes of markup around a row and a cell."""
LONGEST = 400
"""Letters of a free text in a cell; the page of the task has more."""


_COUNTED = re.compile(r" \(\d+\)$")


class Cell(NamedTuple):
    """What a cell says; `href` where it leads, `sort` what it is ordered by."""

    text: str
    href: str | None = None
    status: str | None = None
    sort: object = None
    more: str | None = None


class Column(NamedTuple):
    """A heading; `number` cells are set to the right."""

    label: str
    number: bool = False


class Row(NamedTuple):
    """Cells, the place that a link leads to, and the status that filters know."""

    cells: Sequence[Cell]
    id: str | None = None
    status: str = ""


class Table(NamedTuple):
    """A captioned table; `filters`: rows can be filtered and sorted with a script."""

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    id: str = ""
    notes: Sequence[str] = ()
    filters: bool = True


def short(text: str | None, limit: int = LONGEST) -> str:
    """A text that fits a cell."""
    if not text or len(text) <= limit:
        return text or ""
    return f"{text[: limit - 1]}…"


@lru_cache(maxsize=64)
def state(status: Status, say: Language) -> Cell:
    """A status as a cell: its shape, its word, its rank."""
    word = say(labels.STATUS[status])
    return Cell(f"{MARKS[status]} {word}", None, status.value, ORDER.index(status))


@lru_cache(maxsize=4096)
def dated(day: date | None) -> Cell:
    """A day as a cell."""
    return Cell(labels.day(day), sort=day.isoformat() if day else "9999")


def number(value: float | None, text: str | None = None) -> Cell:
    """A figure as a cell."""
    if value is None:
        return Cell(text or "–", sort=-1e18)
    return Cell(text if text is not None else labels.figure(value), sort=value)


@lru_cache(maxsize=4096)
def days(value: int | None, status: Status, say: Language) -> Cell:
    """Days late or left, in words; nothing where it does not matter."""
    if value is None or status is Status.CANCELLED:
        return Cell("", sort=-1e9)
    if value > 0:
        return Cell(say(N_("{days} late"), days=value), sort=value)
    if status in (Status.DONE_LATE, Status.DONE_ON_TIME):
        return Cell("", sort=-1e9)
    if value == 0:
        return Cell(say(N_("today")), sort=0)
    return Cell(say(N_("{days} left"), days=-value), sort=value)


def of_grid(grid: Grid, id: str = "") -> Iterator[Table]:
    """A grid of another view as tables, one a section."""
    columns = [Column(c.heading, c.right) for c in grid.read]
    for index, section in enumerate(grid.sections):
        rows = [
            Row([Cell(text_of(c.cell(one))) for c in grid.read])
            for one in section.records
        ]
        if rows:
            # The page counts the rows itself.
            caption = _COUNTED.sub("", section.heading) or " · ".join(grid.title)
            yield Table(caption, columns, rows, f"{id}{index}" if id else "")


def _size(row: Row) -> int:
    used = _ROW
    for text, href, _, _, more in row.cells:
        used += _CELL + (
            len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
        )
        if href:
            used += len(href)
        if more:
            used += len(more.encode("utf-8", "replace"))
    return used


def paged(tables: Iterable[Table], room: int = LIMIT) -> Iterator[list[Table]]:
    """Tables cut into pages; a long table goes on under its caption, without its id."""
    page: list[Table] = []
    used = 0
    for table in tables:
        rows: list[Row] = []
        for row in table.rows:
            size = _size(row)
            if used + size > room and (rows or page):
                if rows:
                    page.append(table._replace(rows=rows))
                    table = table._replace(id="")
                yield page
                page, rows, used = [], [], 0
            rows.append(row)
            used += size
        page.append(table._replace(rows=rows))
        used += 300
    yield page
