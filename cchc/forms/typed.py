"""One filled row to an entry in its writer's words; each fault at its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from cchc.dates import quarter_of
from cchc.forms import layout
from cchc.forms.asked import AnyRow, CoverRow, EventRow, TargetRow, TaskRow
from cchc.forms.filled import Line
from cchc.office.cells import Value
from cchc.problems import N_, CchcError
from cchc.recording.typed import Typed, state_of

T = TypeVar("T")

_WRITTEN = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\Z", re.I
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?\Z")
_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\Z", re.I)
_SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}\Z")
_SERIALS = range(20_000, 80_000)
_SEVERAL = re.compile(r"[;\n]+")


class Misfilled(CchcError):
    """A cell that cannot be taken; `heading` says which."""

    def __init__(self, heading: str, error: CchcError) -> None:
        super().__init__(error.message.text, **error.message.values)
        self.heading = heading


def day_of(value: Value) -> str:
    """A day as YYYY-MM-DD, from a real date or one typed as Vietnamese type it.

    Raises `CchcError` for what is no day, and for what may be several.
    """
    held = value.held
    if isinstance(held, date):
        return held.isoformat()
    if not isinstance(held, str):
        text = N_("{value} is a number and no date; type the date anew, as 30/06/2025")
        if isinstance(held, float) and int(held) in _SERIALS:
            raise CchcError(text, value=f"{held:g}")
        raise CchcError(N_("{value} is no date; write 30/06/2025"), value=_plain(value))
    text = " ".join(held.split())
    for form, order in ((_WRITTEN, (3, 2, 1)), (_WORDS, (3, 2, 1)), (_ISO, (1, 2, 3))):
        match = form.match(text)
        if match is not None:
            year, month, day = (int(match[place]) for place in order)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                break
    if _SHORT_YEAR.match(text):
        raise CchcError(N_("{value}: write the year with four digits"), value=text)
    raise CchcError(N_("{value} is no date; write 30/06/2025"), value=text)


def text_of(value: Value) -> str:
    """What a cell says as a text of one line; a day as 30/06/2025."""
    return " ".join(_plain(value).split())


def _plain(value: Value) -> str:
    held = value.held
    if isinstance(held, date):
        return held.strftime("%d/%m/%Y")
    if isinstance(held, bool):
        return "TRUE" if held else "FALSE"
    if isinstance(held, float):
        return f"{held:.15g}"
    return held


def state_in(value: Value) -> str:
    """A state of the list, with or without accents.

    Raises `CchcError` for other words.
    """
    text = text_of(value)
    listed = ", ".join(layout.words_of(state) for state in layout.STATES)
    try:
        state = state_of(text)
    except CchcError:
        state = ""
    if state not in layout.STATES:
        raise CchcError(
            N_("{value} is no state of the list: {states}"), value=text, states=listed
        )
    return state


def figure_in(value: Value) -> str:
    """A measured value as `recording` reads it: a number, per cent where so shown."""
    held = value.held
    if isinstance(held, float) and value.percent:
        return f"{_exact(round(held * 100, 8))}%"
    if isinstance(held, date):
        raise CchcError(
            N_("{value} is a date and no number; type the number as 98,5"),
            value=_plain(value),
        )
    return _exact(held) if isinstance(held, float) else text_of(value)


def _exact(number: float) -> str:
    """A number of a cell with its decimal comma, never to be taken for thousands."""
    whole, _, part = f"{number:.10f}".rstrip("0").partition(".")
    return f"{whole},{part}0" if part else whole


def period_in(value: Value) -> str:
    """A period in its writer's words."""
    if isinstance(value.held, date):
        raise CchcError(
            N_("{value} is a date and no period; write quý II/2025 or 2025-Q2"),
            value=_plain(value),
        )
    return text_of(value)


def typed(line: Line, row: AnyRow, received: date) -> Typed:
    """What a row reports. Raises `Misfilled` at the first cell that cannot be taken.

    A target's value is of the day that the row says, else of the day it was received.
    """
    match row:
        case TaskRow():
            return _of_task(line, row)
        case EventRow():
            return _of_event(line, row)
        case TargetRow():
            return _of_target(line, row, received)
        case CoverRow():
            return _of_cover(line, row)


def _read(line: Line, heading: str, read: Callable[[Value], T]) -> T | None:
    value = line.value(heading)
    if value is None:
        return None
    try:
        return read(value)
    except CchcError as error:
        raise Misfilled(heading, error) from None


def _needed(line: Line, heading: str, read: Callable[[Value], T], why: str) -> T:
    found = _read(line, heading, read)
    if found is None:
        raise Misfilled(heading, CchcError(why))
    return found


_NO_STATE = N_("the row is filled in, but without a state; choose one from the list")
_NO_DAY = N_("the day is missing: when did it happen?")


def _of_task(line: Line, row: TaskRow) -> Typed:
    state = _needed(line, layout.STATE, state_in, _NO_STATE)
    day = _needed(line, layout.DAY, day_of, _NO_DAY)
    return Typed(
        day,
        task=row.task.id,
        state=state,
        for_=row.for_,
        owed_by=row.owed_by,
        evidence=tuple(_evidence(line, layout.PRODUCT)),
        reason=_read(line, layout.REASON, text_of),
        next=_read(line, layout.NEXT, text_of),
    )


def _of_event(line: Line, row: EventRow) -> Typed:
    day = _needed(line, layout.HAPPENED, day_of, _NO_DAY)
    due = _read(line, layout.SET, _day_or_period)
    if row.state == "triggered" and due is not None:
        text = N_("the plan itself gives the time limit; leave this cell empty")
        raise Misfilled(layout.SET, CchcError(text))
    if row.state == "scheduled" and due is None:
        text = N_("say until when: the day or the period that was given")
        raise Misfilled(layout.SET, CchcError(text))
    return Typed(
        day,
        task=row.task.id,
        state=row.state,
        for_=row.for_,
        due=due,
        owed_by=row.owed_by,
        evidence=tuple(_evidence(line, layout.DOCUMENT)),
        note=_read(line, layout.NOTE, text_of),
    )


def _day_or_period(value: Value) -> str:
    try:
        return day_of(value)
    except CchcError:
        if isinstance(value.held, str):
            return text_of(value)
        raise


def _of_target(line: Line, row: TargetRow, received: date) -> Typed:
    text = N_("the value is missing")
    value = _needed(line, layout.VALUE, figure_in, text)
    period = _needed(line, layout.PERIOD, period_in, N_("the period is missing"))
    source = _read(line, layout.SOURCE, text_of)
    return Typed(
        _read(line, layout.DAY, day_of) or received.isoformat(),
        target=row.target.id,
        value=value,
        period=period,
        evidence=(source,) if source else (),
        note=_read(line, layout.NOTE, text_of),
    )


def _of_cover(line: Line, row: CoverRow) -> Typed:
    """The form's period where the day is in it, else the quarter of the day.

    A document for each unit, as the rule `covers-without-evidence` asks of an entry:
    the units of one day become one entry, and one document would hide that others lack.
    """
    day = _needed(line, layout.DAY, day_of, _NO_DAY)
    evidence = tuple(_evidence(line, layout.DOCUMENT))
    if not evidence:
        text = N_("covered without evidence: name the document")
        raise Misfilled(layout.DOCUMENT, CchcError(text))
    on, period = date.fromisoformat(day), row.period
    if not period.start <= on <= period.end:
        period = quarter_of(on)
    return Typed(
        day,
        target=row.target.id,
        covers=(row.covered,),
        period=period.text,
        evidence=evidence,
    )


def _evidence(line: Line, heading: str) -> Iterator[str]:
    """Products as `recording` reads them: number, then the day of signing.

    Several stand one a line or behind a semicolon, with one day for all or as many.
    """
    value, signed = line.value(heading), line.value(layout.SIGNED)
    if value is None:
        if signed is not None:
            text = N_("a day of signing without the number of the product")
            raise Misfilled(layout.SIGNED, CchcError(text))
        return
    if isinstance(value.held, date):
        text = N_("{value} is a date and no number of a document")
        raise Misfilled(heading, CchcError(text, value=_plain(value)))
    names = [name for name in map(str.strip, _SEVERAL.split(_plain(value))) if name]
    days = _read(line, layout.SIGNED, _days) or [""]
    if len(days) not in (1, len(names)):
        text = N_("{products} products, but {days} days of signing")
        error = CchcError(text, products=len(names), days=len(days))
        raise Misfilled(layout.SIGNED, error)
    every = days if len(days) == len(names) else days * len(names)
    for name, day in zip(names, every, strict=True):
        yield f"{' '.join(name.split())} {day}".strip()


def _days(value: Value) -> list[str]:
    if not isinstance(value.held, str):
        return [day_of(value)]
    parts = [part for part in map(str.strip, _SEVERAL.split(value.held)) if part]
    return [day_of(Value(part)) for part in parts]
