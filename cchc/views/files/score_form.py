"""A score sheet as a form in Excel: what is to be typed is open, the rest is locked."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter import Workbook

from cchc.forms import score_sheet as form
from cchc.models.scheme import ORIGINS, TYPES, Need
from cchc.problems import BadValue
from cchc.scoring.asked import Asked
from cchc.scoring.facts import Written, value_of
from cchc.text.characters import visible
from cchc.views.labels import Language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (8, 34, 7, 7, 40, 14, 22, 16, 22, 13, 34)
_LINE = 15.0
"""Points of a line."""
_TOP = 4
"""Index of the row of headings; title and hints stand above it."""
_HINTS = (
    "Chỉ ghi vào ô vàng. Ô xám do cchc tính, hoặc đã hỏi ở dòng khác. Ô để trống: giữ "
    "như trong kho.",
    "Số thập phân dùng dấu phẩy (98,5); ngày ghi 30/06/2025; đúng, sai ghi có, không; "
    "dãy số, nhiều tài liệu cách nhau bằng dấu chấm phẩy.",
)
_LIST_LIMIT = 255
"""Characters that Excel takes in a list of its own."""


class Form(NamedTuple):
    """Which score sheet it is, its title, its rows."""

    identity: form.Identity
    title: str
    rows: Sequence[Asked]


def score_form(made: Form, day: date, say: Language) -> bytes:
    """The form as a workbook; the same rows on the same day give the same bytes."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                          "strings_to_urls": False,
                          "strings_to_numbers": False})  # fmt: skip
    book.set_properties({"created": datetime(day.year, day.month, day.day)})
    page = book.add_worksheet(form.SHEET)
    looks = _Looks(book)
    for number, text in enumerate((made.title, *_HINTS)):
        page.write_string(
            number, 0, visible(text), looks.hint if number else looks.title
        )
    headings = (*form.SHOWN, *form.FILLED, form.KEY, form.BASE)
    for column, heading in enumerate(headings):
        page.write_string(_TOP, column, heading, looks.head)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    for number, row in enumerate(made.rows, _TOP + 1):
        _row(page, number, row, looks, say)
    hidden = len(form.SHOWN) + len(form.FILLED)
    page.set_column(hidden, hidden + 1, 10, None, {"hidden": True})
    _paper(page, made, hidden)
    lists = book.add_worksheet(form.HIDDEN_SHEET)
    lists.write_string(0, 0, made.identity.line)
    lists.hide()
    book.close()
    return out.getvalue()


class _Looks:
    """Formats of the form: cells to fill in are seen also without colour."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        boxed = {**base, "border": 1, "text_wrap": True}
        open_ = {**boxed, "border": 2, "bg_color": "#FFF9E5", "locked": False}
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.hint = book.add_format({**base, "italic": True})
        self.head = book.add_format({**boxed, "bold": True, "align": "center",
                                     "bg_color": "#D9D9D9"})  # fmt: skip
        self.text = book.add_format({**boxed, "num_format": "@"})
        self.number = book.add_format(boxed)
        self.locked = book.add_format({**boxed, "num_format": "@",
                                       "bg_color": "#EDEDED"})  # fmt: skip
        self.open = book.add_format({**open_, "num_format": "@"})
        self.figure = book.add_format(open_)
        self.day = book.add_format({**open_, "num_format": "dd/mm/yyyy"})


def _row(
    page: Worksheet, number: int, row: Asked, looks: _Looks, say: Language
) -> None:
    need = row.need
    shown = (
        row.code,
        row.name,
        row.max,
        need.sym if need else "",
        _what(row),
        TYPES[need.type] if need else "",
        _origin(row, say),
    )
    for column, text in enumerate(shown):
        if column == 2 and text is not None:
            page.write_number(number, column, float(text), looks.number)
        else:
            page.write_string(number, column, visible(text or ""), looks.text)
    page.set_row(number, _height((*shown, "", *form.proof(row))))
    first = len(form.SHOWN)
    _value(page, (number, first), row, looks)
    for column, text in enumerate(form.proof(row), first + 1):
        look = looks.open if row.proves else looks.locked
        page.write_string(number, column, visible(text), look)
    page.write_string(number, first + 4, " ".join(row.key).strip())
    page.write_string(number, first + 5, form.base(row))


def _height(texts: Sequence[str | None]) -> float:
    """Points that the longest cell takes; not every program fits rows by itself."""
    lines = [
        sum(max(1, math.ceil(len(line) / width)) for line in (text or "").split("\n"))
        for text, width in zip(texts, _WIDTHS, strict=True)
    ]
    return _LINE * min(max(lines), 25)


def _what(row: Asked) -> str:
    """The content of a fact, with the levels that it may name."""
    if row.need is None:
        return ""
    levels = [f"{number}: {words}" for number, words in enumerate(row.levels)]
    return "\n".join([row.need.what, *levels])


def _origin(row: Asked, say: Language) -> str:
    if row.known is not None:
        return f"cchc tính: {say(row.known.told)}"
    if row.need is None:
        return ""
    # What could be worked out, but was not, is entered like the rest.
    is_entered = row.is_typed and row.need.origin.startswith("tool")
    return ORIGINS["entered" if is_entered else row.need.origin]


def _value(page: Worksheet, place: tuple[int, int], row: Asked, looks: _Looks) -> None:
    need = row.need
    if need is None or not row.is_typed:
        page.write_string(*place, form.told(row) or "", looks.locked)
        return
    cell = _cell(need, row.written, row.levels)
    if isinstance(cell, float):
        page.write_number(*place, cell, looks.figure)
    elif isinstance(cell, date):
        page.write_datetime(
            *place, datetime(cell.year, cell.month, cell.day), looks.day
        )
    elif cell:
        page.write_string(*place, visible(cell), looks.open)
    else:
        blank = {"date": looks.day, "bool": looks.open, "int[]": looks.open}
        page.write_blank(*place, None, blank.get(need.type, looks.figure))
    choices = ["có", "không"] if need.type == "bool" else []
    if need.type == "choice":
        choices = [f"{number}: {words}" for number, words in enumerate(row.levels)]
    if (
        choices
        and len(",".join(choices)) <= _LIST_LIMIT
        and "," not in "".join(choices)
    ):
        rule: dict[str, Any] = {"validate": "list", "source": choices,
                                "error_type": "warning"}  # fmt: skip
        page.data_validation(*place, *place, rule)


def _cell(
    need: Need, written: Written | None, levels: Sequence[str]
) -> str | float | date:
    """What is written in the file, as a workbook holds it; what is wrong, as it is."""
    if written is None:
        return ""
    try:
        value = value_of(need, written, levels)
    except BadValue:
        return str(written)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return value
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    if need.type == "choice" and levels:
        return f"{value}: {levels[int(value)]}"
    return str(value) if len(str(value)) > 15 else float(value)


def _paper(page: Worksheet, made: Form, hidden: int) -> None:
    page.freeze_panes(_TOP + 1, 1)
    page.autofilter(_TOP, 0, _TOP + len(made.rows), hidden - 1)
    page.set_paper(9)  # A4
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(_TOP)
    page.print_area(0, 0, _TOP + len(made.rows), hidden - 1)
    page.set_footer("&C&P/&N")
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True,
                      "autofilter": True})  # fmt: skip
