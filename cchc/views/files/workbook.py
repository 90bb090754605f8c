"""Grids as a workbook: what offices sort, filter and print."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

from cchc.models.plan import Plan
from cchc.problems import N_
from cchc.query import Brief, Debts, Sheet
from cchc.status import Status
from cchc.text.characters import visible
from cchc.units import Units
from cchc.views import labels, plans, status
from cchc.views.grid import Cell, Column, Grid
from cchc.views.labels import Language

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_WIDEST, _NARROWEST = 48, 9
"""Letters that a column is wide; longer texts go on below."""
_SHEET_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
FILLS: dict[Status, str] = {
    Status.OVERDUE: "#F8CBD0",
    Status.RETURNED: "#F8CBD0",
    Status.BLOCKED: "#F8CBD0",
    Status.DUE_SOON: "#FCE8B2",
    Status.NOT_REPORTED: "#FCE8B2",
    Status.IN_PROGRESS: "#D6E8FA",
    Status.SUBMITTED: "#D6E8FA",
    Status.PAUSED: "#E4E4E8",
    Status.DONE_LATE: "#E3EFC8",
    Status.DONE_ON_TIME: "#CDE8D2",
    Status.CANCELLED: "#E4E4E8",
}


_TEXTS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MANY = 100
"""Plans from which on a book is made row by row."""


class Leaf(NamedTuple):
    """One sheet: its name, and the grid that it shows."""

    name: str
    grid: Grid


def workbook(leaves: Sequence[Leaf], day: date, say: Language) -> bytes:
    """An .xlsx file; the same leaves on the same day give the same bytes.

    Texts stay texts (a task `1.10`, a note `=1+1`), dates are dates, a status has its
    word and a colour. The heading is frozen, rows can be filtered, pages are A4 lying.
    """
    out = io.BytesIO()
    book = Workbook(out, {**_TEXTS, "in_memory": True})
    book.set_properties({"created": datetime(day.year, day.month, day.day)})
    formats = _Formats(book, say)
    taken: set[str] = set()
    for leaf in leaves:
        _fill(book.add_worksheet(_name(leaf.name, taken)), leaf.grid, formats)
    book.close()
    return out.getvalue()


class _Formats:
    """Formats of the book, each made once."""

    def __init__(self, book: Workbook, say: Language) -> None:
        base = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
        boxed = {**base, "border": 1, "text_wrap": True}
        self.title = book.add_format({**base, "bold": True, "font_size": 13})
        self.note = book.add_format(base)
        self.head = book.add_format({**boxed, "bold": True, "align": "center",
                                     "bg_color": "#E7EAF0"})  # fmt: skip
        self.text = book.add_format({**boxed, "num_format": "@"})
        self.number = book.add_format(boxed)
        self.date = book.add_format({**boxed, "num_format": "dd/mm/yyyy",
                                     "align": "center"})  # fmt: skip
        self.status: Mapping[str, Format] = {
            say(labels.STATUS[status]): book.add_format(
                {**boxed, "num_format": "@", "bg_color": colour}
            )
            for status, colour in FILLS.items()
        }


def _many(
    leaves: Iterable[Leaf],
    first: Callable[[], Leaf],
    name: str,
    day: date,
    say: Language,
) -> bytes:
    """The same of leaves that come one after the other; `first` is known at the end.

    Rows wait in files, so that the book is as small for a thousand plans as for one.
    """
    out = io.BytesIO()
    book = Workbook(out, {**_TEXTS, "constant_memory": True})
    book.set_properties({"created": datetime(day.year, day.month, day.day)})
    formats = _Formats(book, say)
    taken: set[str] = set()
    front = book.add_worksheet(_name(name, taken))
    for leaf in leaves:
        sheet = book.add_worksheet(_name(leaf.name, taken))
        _fill(sheet, leaf.grid, formats)
        sheet._opt_close()  # a file a sheet would be more than a system lets open
        sheet.filter_cells.clear()  # serves only `autofit`
    _fill(front, first().grid, formats)
    book.close()
    return out.getvalue()


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may bear and that no other one has."""
    clean = _NOT_IN_NAMES.sub(" ", wanted).strip() or "–"
    name, count = clean[:_SHEET_NAME], 1
    while name.casefold() in taken:
        count += 1
        end = f"~{count}"
        name = clean[: _SHEET_NAME - len(end)] + end
    taken.add(name.casefold())
    return name


def _fill(sheet: Worksheet, grid: Grid, formats: _Formats) -> None:
    columns, records = grid.read, grid.records
    for row, line in enumerate(grid.title):
        sheet.write_string(row, 0, visible(line), formats.title)
    top = len(grid.title)
    for number, column in enumerate(columns):
        sheet.write_string(top, number, column.heading, formats.head)
    widths = [min(len(column.heading), 14) for column in columns]
    for row, record in enumerate(records, top + 1):
        for number, column in enumerate(columns):
            cell = column.cell(record)
            _write(sheet, (row, number), cell, formats)
            widths[number] = max(widths[number], _width(cell))
    for number, wide in enumerate(widths):
        sheet.set_column(number, number, max(_NARROWEST, min(wide + 2, _WIDEST)))
    last = top + len(records)
    for row, line in enumerate(grid.footer, last + 2):
        sheet.write_string(row, 0, visible(line), formats.note)
    sheet.freeze_panes(top + 1, _frozen(columns))
    sheet.autofilter(top, 0, max(last, top), len(columns) - 1)
    _page(sheet, top)


def _frozen(columns: Sequence[Column[Any]]) -> int:
    """The number of the task stays in sight, where the sheet has one."""
    keys = [column.key for column in columns]
    return keys.index("task") + 1 if "task" in keys else 1


def _page(sheet: Worksheet, top: int) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P/&N")


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: _Formats
) -> None:
    row, column = place
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)
        sheet.write_datetime(row, column, moment, formats.date)
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, formats.number)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, formats.number)
    else:
        text = visible(cell)[:_LONGEST]
        sheet.write_string(row, column, text, formats.status.get(cell, formats.text))


def _width(cell: Cell) -> int:
    if isinstance(cell, date):
        return 10
    return max(map(len, str("" if cell is None else cell).split("\n")))


def of_status(
    sheets: Iterable[Sheet], units: Units, say: Language, many: int = _MANY
) -> bytes | None:
    """What plans owe on a day: totals by unit, then a sheet a plan.

    None where there is no plan. From `many` plans on none is held.
    """
    coming = iter(sheets)
    held = list(islice(coming, many))
    if not held:
        return None
    name, day = say(N_("By unit")), held[0].as_of
    if len(held) < many:
        front = Leaf(name, status.by_unit(held, units, say))
        return workbook([front, *(_leaf(o, units, say) for o in held)], day, say)
    debts, told = Debts(), list[Brief]()

    def leaves() -> Iterator[Leaf]:
        for one in chain(_let_go(held), coming):
            debts.add(one.obligations)
            told.append(one.brief)
            yield _leaf(one, units, say)

    def first() -> Leaf:
        return Leaf(name, status.ranking(debts.ranked, told, units, say))

    return _many(leaves(), first, name, day, say)


def _let_go(held: list[Sheet]) -> Iterator[Sheet]:
    """Each of a list, which keeps none."""
    held.reverse()
    while held:
        yield held.pop()


def _leaf(one: Sheet, units: Units, say: Language) -> Leaf:
    """The obligations of a plan."""
    day = say(N_("as of {day}"), day=labels.day(one.as_of))
    grid = status.obligations([one], units, say)
    title = [f"{one.plan.id} · {one.plan.title} · {day}"]
    return Leaf(one.plan.id, grid._replace(title=title))


def of_plan(plan: Plan, units: Units, say: Language) -> bytes:
    """A plan: its tasks, its targets, and how many tasks each unit leads."""
    signed = plan.decision.signed
    title = [f"{plan.id} · {plan.title}"]
    leaves = [
        Leaf(plan.id, plans.tasks(plan, units, say)._replace(title=title)),
        Leaf(say(N_("Targets")), plans.targets(plan, say)._replace(title=title)),
        Leaf(say(N_("By unit")), plans.leads(plan, units, say)._replace(title=title)),
    ]
    return workbook(leaves, signed.start if signed else plan.period.start, say)
