"""The answer to a refused form: the form anew, what was typed, what is wrong with it.

It is a form of its own: mended and sent back, it is collected like any other.
"""

from __future__ import annotations

from dataclasses import replace

from cchc.forms.asked import Asking, CoverRow, Form, Reply, TaskRow
from cchc.forms.collected import Outcome, Returned, Row, rows_of
from cchc.forms.filled import Line
from cchc.units import Units
from cchc.views.labels import Language
from cchc.views.sheets.told import OUTCOMES
from cchc.views.sheets.words import Cell, Sheet
from cchc.views.sheets.workbook import (
    Answered,
    Rest,
    answer_workbook,
    refusal_workbook,
)


def answer(one: Returned, asking: Asking, parties: tuple[Units, Reply]) -> bytes:
    """The workbook that goes back to the unit; `asking` is as the journals are now."""
    assert one.identity is not None
    say = Language("vi")
    if one.message is not None:
        form = asking.form(one.identity.unit)
        why = Rest(one.file, "cả tệp", say(one.message))
        return answer_workbook(Sheet(form, *parties), {}, [why])
    unit = one.identity.unit
    rows = rows_of(asking, unit)
    form = asking.form(unit)
    answers: dict[str, Answered] = {}
    rest: list[Rest] = []
    for row in one.rows:
        asked = rows.get(row.code or "")
        if asked is None or asked.key in answers:
            if row.line is not None and row.line.is_filled:
                rest.append(Rest(row.cell or "–", _said(row.line), _answer(row, say)))
        elif row.line is not None and row.line.is_filled:
            answers[asked.key] = Answered(
                asked, _typed(row.line), _answer(row, say), _wrong(row)
            )
    sheet = Sheet(_with(form, answers), *parties)
    return answer_workbook(sheet, answers, rest)


def plain_answer(one: Returned) -> bytes:
    """The answer to a file that is nobody's form here: why it was refused."""
    assert one.message is not None
    return refusal_workbook(one.file, Language("vi")(one.message))


def _with(form: Form, answers: dict[str, Answered]) -> Form:
    """The form with the rows that were answered though nothing is open of them."""
    there = {row.key for row in form.rows}
    others = [one.row for key, one in answers.items() if key not in there]
    tasks = [row for row in others if isinstance(row, TaskRow)]
    covers = [row for row in others if isinstance(row, CoverRow)]
    count = form.identity.rows + len(tasks) + len(covers)
    return replace(
        form,
        identity=form.identity._replace(rows=count),
        tasks=(*form.tasks, *tasks),
        covers=(*form.covers, *covers),
    )


def _answer(row: Row, say: Language) -> str:
    if row.outcome is Outcome.NEW:
        return "Đúng; sẽ ghi khi các dòng khác được sửa."
    why = say(row.message) if row.message else ""
    return f"{say(OUTCOMES[row.outcome]).capitalize()}: {why}" if why else ""


def _wrong(row: Row) -> str | None:
    if row.outcome in (Outcome.NEW, Outcome.SAME) or row.line is None:
        return None
    return row.heading or row.line.table.main


def _typed(line: Line) -> dict[str, Cell]:
    """What was typed, as it was typed; a formula as the text it is."""
    found: dict[str, Cell] = {}
    for heading in line.table.filled:
        value = line.value(heading)
        if value is not None:
            held = value.held
            if isinstance(held, bool):
                held = str(held).upper()
            elif isinstance(held, float) and value.percent:
                held = f"{held * 100:.12g}%".replace(".", ",")
            found[heading] = held
    return found


def _said(line: Line) -> str:
    return "; ".join(f"{name}: {cell}" for name, cell in _typed(line).items())
