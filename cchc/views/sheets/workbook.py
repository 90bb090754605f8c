"""A form as a workbook; with answers beside its rows, where it was refused.

Written by XlsxWriter: it only writes, several times faster than a library that also
reads, and has lists by defined names, protection and properties of one's own.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from cchc.forms import layout
from cchc.forms.asked import AnyRow
from cchc.forms.layout import CODE, KEY, Table
from cchc.views.sheets import words
from cchc.views.sheets.words import Cell, Sheet

_FONT = "Times New Roman"
_DATES = {layout.DAY, layout.SIGNED, layout.HAPPENED, layout.SET}
_WIDTHS: dict[str, tuple[float, ...]] = {
    "tasks": (8.5, 5, 28, 15, 15, 10.5, 17, 11, 10.5, 13, 10.5, 15, 15),
    "events": (8.5, 5, 32, 36, 18, 12, 12, 16, 10.5, 20),
    "targets": (8.5, 13, 36, 17, 8, 17, 11, 15, 10.5, 18, 18),
    "covers": (8.5, 20, 36, 40, 20, 10.5, 20, 10.5),
}
_LINE = 15.0
"""Points of a line; programs other than Excel do not fit heights by themselves."""
_NARROW = 1.12
"""Letters of Times New Roman in the width of a digit of the usual font."""
_ANSWER_WIDTH = 30
_GUIDE = 80.0
_TOP = 4
"""Index of the header row; title, subtitle and hint stand above it."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A row as it was filled in, and what is answered to it."""

    row: AnyRow
    cells: Mapping[str, Cell] = field(default_factory=dict)
    answer: str = ""
    wrong: str | None = None
    """The heading of the cell that is wrong."""


class Rest(NamedTuple):
    """A row that belongs to nothing of the form: where it stood, what it said."""

    cell: str
    said: str
    answer: str


def form_workbook(sheet: Sheet) -> bytes:
    """The form of one unit."""
    return _Writer(sheet, None, ()).bytes()


def answer_workbook(
    sheet: Sheet, answers: Mapping[str, Answered], rest: Sequence[Rest]
) -> bytes:
    """The same form with what was filled in, each answer beside its row.

    `answers` are by key of row; `rest` is told on a sheet of its own.
    """
    return _Writer(sheet, answers, rest).bytes()


def refusal_workbook(file: str, why: str) -> bytes:
    """The answer to a file of which nobody can tell whose form it is."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = book.add_worksheet("Trả lời")
    page.set_paper(9)
    page.set_column(0, 0, _GUIDE)
    usual = {"font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top"}
    for number, text in enumerate((f"Tệp: {file}", layout.ANSWER, why)):
        look = book.add_format({**usual, "bold": number == 1})
        page.write_string(number, 0, text[:32_000], look)
    book.close()
    return out.getvalue()


class _Writer:
    def __init__(
        self,
        sheet: Sheet,
        answers: Mapping[str, Answered] | None,
        rest: Sequence[Rest],
    ) -> None:
        import xlsxwriter

        self.sheet = sheet
        self.answers = answers
        self.rest = rest
        self._out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[tuple[Any, ...], Any] = {}

    def bytes(self) -> bytes:
        form = self.sheet.form
        self._guide()
        for table, rows in form.tables:
            self._table(table, rows)
        if self.rest:
            self._rest()
        self._hidden()
        self.book.close()
        return self._out.getvalue()

    def format(self, **options: Any) -> Any:
        """A format by its options; each is made once."""
        key = tuple(sorted(options.items()))
        if key not in self._formats:
            usual = {"font_name": _FONT, "font_size": 11, "valign": "top"}
            self._formats[key] = self.book.add_format({**usual, **options})
        return self._formats[key]

    @cached_property
    def _created(self) -> datetime:
        day = self.sheet.form.identity.as_of
        return datetime(day.year, day.month, day.day)

    def _guide(self) -> None:
        page = self.book.add_worksheet(layout.GUIDE_SHEET)
        self._paper(page)
        page.set_portrait()
        page.set_column(0, 0, _GUIDE, self.format(text_wrap=True))
        lines = [
            (words.title(self.sheet), self.format(bold=True, font_size=14)),
            (words.subtitle(self.sheet), self.format(italic=True, text_wrap=True)),
        ]
        for heading, text in words.guide(self.sheet):
            if heading:
                lines.append((heading, self.format(bold=True, font_size=12)))
            lines.append((text, self.format(text_wrap=True, font_size=12)))
        lines.append((words.footer(self.sheet), self._small))
        for number, (text, format) in enumerate(lines):
            page.set_row(number, 6 + 1.1 * _LINE * _lines(text, _GUIDE))
            page.write_string(number, 0, text, format)
        page.protect()

    @property
    def _small(self) -> Any:
        return self.format(font_size=8, italic=True)

    def _paper(self, page: Any) -> None:
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        code = self.sheet.form.identity.line.replace("&", "&&")
        if len(code) < 180:
            page.set_footer(f'&L&"{_FONT}"&8{code}&R&"{_FONT}"&8&P/&N')

    def _table(self, table: Table, rows: Sequence[AnyRow]) -> None:
        page = self.book.add_worksheet(table.sheet)
        self._paper(page)
        page.set_landscape()
        page.repeat_rows(_TOP)
        headings = (CODE, *table.shown, *table.filled)
        hidden = len(headings) + (self.answers is not None)
        for column, width in enumerate(_WIDTHS[table.kind]):
            page.set_column(column, column, width)
        page.write_string(
            0, 0, words.title(self.sheet), self.format(bold=True, font_size=14)
        )
        page.write_string(1, 0, words.subtitle(self.sheet), self.format(italic=True))
        page.write_string(2, 0, words.send_back(self.sheet), self.format(bold=True))
        page.set_row(_TOP, 2 * _LINE)
        self._headings(page, table, hidden)
        page.freeze_panes(_TOP + 1, 3)
        for number, row in enumerate(rows, _TOP + 1):
            self._row(page, table, number, row)
        last = _TOP + len(rows)
        if rows:
            page.autofilter(_TOP, 0, last, len(headings) - 1)
            self._validate(page, table, last)
        page.write_string(last + 2, 0, words.footer(self.sheet), self._small)
        page.set_column(hidden, hidden + 1, 10, None, {"hidden": True})
        page.print_area(0, 0, last + 2, hidden - 1)
        page.protect("", {
            "format_columns": True, "format_rows": True, "sort": True,
            "autofilter": True, "select_locked_cells": True,
        })  # fmt: skip

    def _headings(self, page: Any, table: Table, hidden: int) -> None:
        head: dict[str, Any] = {
            "bold": True, "text_wrap": True, "border": 1, "align": "center",
            "valign": "vcenter",
        }  # fmt: skip
        for column, heading in enumerate((CODE, *table.shown)):
            page.write_string(
                _TOP, column, heading, self.format(**head, bg_color="#D9D9D9")
            )
        first = 1 + len(table.shown)
        for column, heading in enumerate(table.filled, first):
            look = {**head, "border": 2, "bg_color": "#FFE699"}
            page.write_string(_TOP, column, heading, self.format(**look))
        if self.answers is not None:
            look = {**head, "bg_color": "#F8CBAD"}
            page.set_column(hidden - 1, hidden - 1, _ANSWER_WIDTH)
            page.write_string(_TOP, hidden - 1, layout.ANSWER, self.format(**look))
        page.write_string(_TOP, hidden, KEY, self.format(**head))
        page.write_string(_TOP, hidden + 1, "Gốc", self.format(**head))

    def _row(self, page: Any, table: Table, number: int, row: AnyRow) -> None:
        cells, is_late = words.shown(row, self.sheet.form.identity.as_of)
        page.write_string(
            number, 0, row.code, self.format(font_size=7, border=1, text_wrap=True)
        )
        look: dict[str, Any] = {"border": 1, "text_wrap": True, "bold": is_late}
        for column, cell in enumerate(cells, 1):
            self._write(page, (number, column), cell, look)
        answered = (self.answers or {}).get(row.key)
        first = 1 + len(cells)
        for column, heading in enumerate(table.filled, first):
            given = answered.cells.get(heading) if answered else None
            if given is None and heading == layout.PERIOD:
                given = words.periods(self.sheet.form.identity.period)[0]
            is_wrong = answered is not None and answered.wrong == heading
            self._write(page, (number, column), given, _look_of(heading, is_wrong))
        said = answered or Answered(row)
        typed = (said.cells.get(heading) for heading in table.filled)
        self._height(page, table, number, ("", *cells, *typed, said.answer))
        hidden = first + len(table.filled)
        if self.answers is not None:
            text = answered.answer if answered else ""
            page.write_string(
                number, hidden, text, self.format(border=1, text_wrap=True, bold=True)
            )
            hidden += 1
        page.write_string(number, hidden, f"{row.code} {row.key}", self.format())
        page.write_string(number, hidden + 1, words.base(row), self.format())

    def _height(
        self, page: Any, table: Table, number: int, cells: Sequence[Cell]
    ) -> None:
        """Room for the longest cell, and for two lines of handwriting."""
        widths = (*_WIDTHS[table.kind], _ANSWER_WIDTH)
        lines = [
            _lines(cell, width)
            for cell, width in zip(cells, widths, strict=False)
            if isinstance(cell, str)
        ]
        page.set_row(number, _LINE * min(max(2, *lines), 25))

    def _write(
        self, page: Any, place: tuple[int, int], cell: Cell, look: dict[str, Any]
    ) -> None:
        """A cell as what it is: never a formula, a day as a day."""
        if isinstance(cell, date):
            moment = datetime(cell.year, cell.month, cell.day)
            format = self.format(**{**look, "num_format": "dd/mm/yyyy"})
            page.write_datetime(*place, moment, format)
        elif isinstance(cell, float):
            format = self.format(**{**look, "num_format": "General"})
            page.write_number(*place, cell, format)
        elif cell:
            page.write_string(*place, cell[:32_000], self.format(**look))
        else:
            page.write_blank(*place, None, self.format(**look))

    def _validate(self, page: Any, table: Table, last: int) -> None:
        """Lists, days and numbers; what is typed otherwise may stay, and is told."""
        first = 1 + len(table.shown)
        for column, heading in enumerate(table.filled, first):
            rule = self._rule(heading)
            if rule is not None:
                page.data_validation(_TOP + 1, column, last, column, rule)

    def _rule(self, heading: str) -> dict[str, Any] | None:
        warn = {"error_type": "warning", "error_title": heading}
        if heading == layout.STATE:
            return {
                "validate": "list",
                "source": "=trang_thai",
                "error_title": heading,
                "error_message": "Chọn một trạng thái trong danh sách.",
            }
        if heading == layout.PERIOD:
            return {"validate": "list", "source": "=ky_bao_cao", **warn}
        if heading == layout.VALUE:
            text = "Giá trị là một con số, ví dụ 98,5."
            return {
                "validate": "decimal", "criteria": "between", "minimum": -1e12,
                "maximum": 1e12, "error_message": text, **warn,
            }  # fmt: skip
        if heading in _DATES and heading != layout.SET:
            signed = self.sheet.form.plan.decision.signed
            start = self.sheet.form.plan.period.start
            first = min(start, signed.start) if signed else start
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": max(first, date(1950, 1, 1)),
                "maximum": date(2099, 12, 31),
                "error_message": "Viết ngày/tháng/năm, ví dụ 30/06/2025.",
                **warn,
            }
        return None

    def _rest(self) -> None:
        page = self.book.add_worksheet("Dòng không nhận")
        self._paper(page)
        for column, width in enumerate((18, 70, 50)):
            page.set_column(column, column, width)
        head = self.format(bold=True, border=1)
        for column, heading in enumerate(("Ô", "Nội dung đã ghi", layout.ANSWER)):
            page.write_string(0, column, heading, head)
        look = self.format(border=1, text_wrap=True)
        for number, one in enumerate(self.rest, 1):
            for column, text in enumerate(one):
                page.write_string(number, column, text[:32_000], look)

    def _hidden(self) -> None:
        """Lists by their names, and which form it is."""
        form = self.sheet.form
        lists = self.book.add_worksheet(layout.LISTS_SHEET)
        states = [layout.words_of(state) for state in layout.STATES]
        spans = words.periods(form.identity.period)
        for column, (name, values) in enumerate(
            (("trang_thai", states), ("ky_bao_cao", spans))
        ):
            for number, text in enumerate(values):
                lists.write_string(number, column, text)
            letter = "AB"[column]
            area = f"'{layout.LISTS_SHEET}'!${letter}$1:${letter}${len(values)}"
            self.book.define_name(name, f"={area}")
        lists.hide()
        page = self.book.add_worksheet(layout.HIDDEN_SHEET)
        page.write_string(0, 0, form.identity.line)
        for number, (code, subject) in enumerate(form.codes.items(), 1):
            page.write_string(number, 0, code)
            page.write_string(number, 1, subject)
        page.hide()
        self.book.set_properties(
            {"title": words.title(self.sheet), "created": self._created}
        )
        if len(form.identity.line) <= 255:
            self.book.set_custom_property(layout.PROPERTY, form.identity.line)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    return sum(
        max(1, math.ceil(len(one) / (_NARROW * width))) for one in text.split("\n")
    )


def _look_of(heading: str, is_wrong: bool) -> dict[str, Any]:
    """The look of a cell to fill in: seen also without colour, by its thick frame."""
    look: dict[str, Any] = {
        "border": 2, "locked": False, "bg_color": "#FFF9E5", "text_wrap": True,
    }  # fmt: skip
    if is_wrong:
        look |= {"bg_color": "#F4B084", "bold": True}
    if heading in _DATES:
        look["num_format"] = "dd/mm/yyyy"
    elif heading != layout.VALUE:
        look["num_format"] = "@"
    return look
