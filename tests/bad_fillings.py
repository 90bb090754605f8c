"""Forty ways to fill a form in wrongly: what was done, where it is told, and how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import openpyxl
from form_filling import (
    DAY,
    DONE,
    EVENTS,
    PERIOD,
    PRODUCT,
    REASON,
    SIGNED,
    STATE,
    TARGETS,
    TASKS,
    VALUE,
    Cells,
    header,
    row_of,
)  # fmt: skip
from openpyxl.worksheet.worksheet import Worksheet

OFFICE, LAW, STAFF = "van-phong-so", "phong-phap-che", "phong-to-chuc-can-bo"
Change = Callable[[openpyxl.Workbook], None]
ON = {DAY: "4/7/2025"}


class Bad(NamedTuple):
    """One wrong filling of the form of a unit."""

    name: str
    cells: Cells
    unit: str = OFFICE
    change: Change | None = None


def task(number: str = "1.3", **_: object) -> tuple[str, str]:
    return TASKS, number


def on(sheet: str, act: Callable[[Worksheet], object]) -> Change:
    """A change of one sheet."""

    def change(book: openpyxl.Workbook) -> None:
        act(book[sheet])

    return change


def put(sheet: Worksheet, number: str, heading: str, value: object) -> None:
    row = row_of(sheet, number)
    sheet.cell(row, header(sheet)[heading]).value = value  # type: ignore[assignment]


def merge(sheet: Worksheet) -> None:
    column = header(sheet)[REASON]
    row = row_of(sheet, "1.3")
    sheet.merge_cells(
        start_row=row, end_row=row, start_column=column, end_column=column + 1
    )


def copied(sheet: Worksheet, **other: object) -> None:
    """The row of 1.3 once more below the table, with other words."""
    row, last = row_of(sheet, "1.3"), sheet.max_row + 1
    for cell in sheet[row]:
        sheet.cell(last, int(cell.column or 0)).value = cell.value
    for heading, value in other.items():
        column = header(sheet)[{"state": STATE, "reason": REASON}[heading]]
        sheet.cell(last, column).value = value  # type: ignore[assignment]


def stranger(sheet: Worksheet) -> None:
    """A row that somebody wrote below the table."""
    row, columns = sheet.max_row + 1, header(sheet)
    sheet.cell(row, 2).value = "9.9"
    sheet.cell(row, columns[STATE]).value = "đã xong"


def swapped(sheet: Worksheet) -> None:
    """Only the first column sorted: codes stand beside other tasks."""
    one, other = row_of(sheet, "1.3"), row_of(sheet, "1.2")
    for column in (1, sheet.max_column - 1):
        first, second = sheet.cell(one, column), sheet.cell(other, column)
        first.value, second.value = second.value, first.value


def code_of_another(sheet: Worksheet) -> None:
    """The visible code of another row, the hidden key of its own."""
    sheet.cell(row_of(sheet, "1.3"), 1).value = sheet.cell(
        row_of(sheet, "1.2"), 1
    ).value


def plain_numbers(sheet: Worksheet) -> None:
    """Days pasted as values: their cells lost the format of days."""
    sheet.cell(row_of(sheet, "1.3"), header(sheet)[DAY]).number_format = "General"


def fake_code(sheet: Worksheet) -> None:
    row = row_of(sheet, "1.3")
    for column in (1, header(sheet)["Khóa"]):
        sheet.cell(row, column).value = "AAAAAAA-BBBB-CCCC"


BAD = (
    Bad("a state that is not in the list", {task(): {STATE: "gần xong", **ON}}),
    Bad("a state for events in the table of tasks",
        {task(): {STATE: "đã phát sinh", **ON}}),
    Bad("a number where the state goes", {task(): {STATE: 1, **ON}}),
    Bad("reason and day, but no state", {task(): {REASON: "chờ ý kiến", **ON}}),
    Bad("a state without a day", {task(): {STATE: "đang thực hiện"}}),
    Bad("the thirty-first of June", {task(): {STATE: "đang thực hiện", DAY: "31/6/2025"}}),
    Bad("month before day", {task(): {STATE: "đang thực hiện", DAY: "06/30/2025"}}),
    Bad("a year of two digits", {task(): {STATE: "đang thực hiện", DAY: "4/7/25"}}),
    Bad("a day without a year", {task(): {STATE: "đang thực hiện", DAY: "4/7"}}),
    Bad("a quarter where a day goes",
        {task(): {STATE: "đang thực hiện", DAY: "quý II"}}),
    Bad("the serial number of a day", {task(): {STATE: "đang thực hiện", DAY: 45842}},
        change=on(TASKS, plain_numbers)),
    Bad("a day in the future",
        {task(): {STATE: "đang thực hiện", DAY: date(2099, 7, 4)}}),
    Bad("a day before the plan was signed",
        {task(): {STATE: "đang thực hiện", DAY: date(2024, 7, 4)}}),
    Bad("a formula for a day", {task(): {STATE: "đang thực hiện", DAY: "=TODAY()"}}),
    Bad("a formula for a state", {task(): {STATE: '="đã "&"xong"', **ON}}),
    Bad("an error of the sheet",
        {task(): {STATE: "vướng mắc", **ON}}, change=on(TASKS, lambda sheet: (
            put(sheet, "1.3", REASON, "#REF!")))),
    Bad("true for a state", {task(): {STATE: True, **ON}}),
    Bad("cells merged", {task(): {STATE: "vướng mắc", REASON: "chờ", **ON}},
        change=on(TASKS, merge)),
    Bad("done without a product", {task(): {STATE: "đã xong", **ON}}),
    Bad("a day of signing without a product",
        {task(): {STATE: "đã xong", SIGNED: "3/7/2025", **ON}}),
    Bad("a day where the product goes",
        {task(): {STATE: "đã xong", PRODUCT: date(2025, 7, 3), **ON}}),
    Bad("a day of signing that is no day", {task(): {**DONE, SIGNED: "hôm qua"}}),
    Bad("three products and two days of signing",
        {task(): {**DONE, PRODUCT: "1/BC; 2/BC; 3/BC", SIGNED: "1/7/2025; 2/7/2025"}}),
    Bad("blocked without a reason", {task(): {STATE: "vướng mắc", **ON}}),
    Bad("paused without a document", {task(): {STATE: "tạm hoãn", REASON: "chờ", **ON}}),
    Bad("given up without a document",
        {task(): {STATE: "thôi thực hiện", REASON: "không cần", **ON}}),
    Bad("a row written below the table", {}, change=on(TASKS, stranger)),
    Bad("a code that no row has", {task(): DONE}, change=on(TASKS, fake_code)),
    Bad("codes sorted without their rows", {task(): DONE}, change=on(TASKS, swapped)),
    Bad("the code of another row", {task(): DONE}, change=on(TASKS, code_of_another)),
    Bad("a row twice, with two meanings", {task(): DONE}, change=on(TASKS, lambda sheet: (
        copied(sheet, state="vướng mắc", reason="chờ")))),
    Bad("words for a value", {(TARGETS, "on-time"): {VALUE: "gần 100%"}}),
    Bad("a value that may be two", {(TARGETS, "on-time"): {VALUE: "3,150"}}),
    Bad("a value in another unit", {(TARGETS, "on-time"): {VALUE: "98 hồ sơ"}}),
    Bad("a share above the whole", {(TARGETS, "on-time"): {VALUE: 985}}),
    Bad("a day for a value", {(TARGETS, "on-time"): {VALUE: date(2025, 7, 4)}}),
    Bad("a period without a value", {(TARGETS, "on-time"): {DAY: "4/7/2025"}}),
    Bad("a value without a period", {(TARGETS, "on-time"): {VALUE: 98.5, PERIOD: None}}),
    Bad("a period that is none", {(TARGETS, "on-time"): {VALUE: 98.5, PERIOD: "kỳ này"}}),
    Bad("a day for a period",
        {(TARGETS, "on-time"): {VALUE: 98.5, PERIOD: date(2025, 6, 1)}}),
    Bad("a period before the plan",
        {(TARGETS, "on-time"): {VALUE: 98.5, PERIOD: "2023-Q1"}}),
    Bad("a time limit that the plan itself gives",
        {(EVENTS, "2.2"): {"Ngày phát sinh": "4/7/2025", "Hạn được giao": "1/8/2025"}},
        LAW),
    Bad("an event without its day", {(EVENTS, "2.2"): {"Văn bản": "12/QĐ"}}, LAW),
    Bad("a schedule without its day",
        {(EVENTS, "3.1"): {"Ngày phát sinh": "4/7/2025"}}, STAFF),
)  # fmt: skip
