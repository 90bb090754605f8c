"""The statistics annex of a Word or Excel file, read back into rows of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.importing.document import Source, Table
from cchc.models.statistics import Row, StatisticsForm, StatisticsSheet, Value
from cchc.problems import N_, BadValue, Message, message
from cchc.reporting.naming import row_named
from cchc.text.characters import fold
from cchc.text.numbers import typed

_DASHES = ("-", "–", "−")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a file: which row of the form it is, what its cells say."""

    row: Row
    value: float | None
    note: str | None
    told: str


def read_annex(
    source: Source, form: StatisticsForm
) -> tuple[list[ReadRow], list[Message]]:
    """Rows in which something stands; and what could not be read, in words."""
    by_code: dict[str, list[Row]] = {}
    every = [*form.rows.values()]
    for one in every:
        by_code.setdefault(one.code, []).append(one)
    found: list[ReadRow] = []
    notes: list[Message] = []
    for table in source.tables:
        column = _value_column(table)
        if column is None:
            continue
        for cells in _rows(table):
            row = _meant(cells[:column], by_code, every)
            raw = cells[column].strip() if column < len(cells) else ""
            if row is None:
                if _is_code(cells[0]) and raw:
                    text = N_("row {code} “{name}” is in no form: {value} is not taken")
                    name = cells[1][:60] if len(cells) > 1 else ""
                    notes.append(message(text, code=cells[0], name=name, value=raw))
                continue
            note = "".join(cells[column + 1 : column + 2])
            if not raw:
                continue
            try:
                value = None if raw in _DASHES else typed(raw)[0]
            except BadValue as error:
                text = N_("row {row}: {why}")
                notes.append(message(text, row=row.id, why=error.message))
                continue
            found.append(ReadRow(row, value, note or None, raw))
    return found, notes


def _rows(table: Table) -> Iterator[list[str]]:
    for row in table.rows:
        texts = [" ".join(text.split()) for text in row.texts]
        if len(texts) > 2:
            yield texts


def _value_column(table: Table) -> int | None:
    """The column headed “Số liệu”; None for a table that is no form."""
    for row in table.rows[:6]:
        for i, text in enumerate(row.texts):
            if fold(text).strip() == "so lieu":
                return i
    return None


def _is_code(text: str) -> bool:
    return text.rstrip(".").replace(".", "").isdigit()


def _meant(
    cells: Sequence[str], by_code: dict[str, list[Row]], every: Sequence[Row]
) -> Row | None:
    """The row of the form with this code whose name is alike.

    A row that was numbered otherwise is found by its name alone, if no other has one
    like it.
    """
    if not cells or not _is_code(cells[0]):
        return None
    name = " ".join(cells[1:2])
    numbered = by_code.get(cells[0].strip().rstrip("."), ())
    return row_named(name, numbered) or row_named(name, every)


def sheet_of(read: Sequence[ReadRow], sheet: StatisticsSheet) -> StatisticsSheet:
    """The period of a sheet with the values that a file has; each row once."""
    values = {
        one.row.id: Value(row=one.row.id, value=one.value, note=one.note)
        for one in read
    }
    return sheet.model_copy(update={"values": tuple(values.values())})
