"""What a person reads: one language of output, names, dates, deadlines in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from cchc.dates import Period, parse_period
from cchc.models.statuses import Status
from cchc.problems import N_, BadValue, Message

if TYPE_CHECKING:
    from cchc.models.deadlines import Deadline, Every, Span, Within
    from cchc.models.goals import Goal
    from cchc.models.plan import Plan
    from cchc.status import Obligation

LANGUAGES = ("vi", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.M)
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": "\r", '\\"': '"', "\\\\": "\\"}
_ESCAPE = re.compile(r'\\[ntr"\\]')


class Language:
    """Calls translate: `say("overdue")`, `say(message)`, `say(text, count=3)`."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = {} if code == "en" else _catalogue(code)
        self._known: dict[str, str] = {}

    def __call__(self, text: str | Message, **values: object) -> str:
        if isinstance(text, Message):
            values = {**text.values, **values}
            text = text.text
        found = self._translated(text)
        if not values:
            return found
        return found.format(
            **{k: self(v) if isinstance(v, Message) else v for k, v in values.items()}
        )

    def _translated(self, text: str) -> str:
        if text not in self._known:
            found = self._catalogue.get(_escaped(text))
            self._known[text] = text if found is None else _unescaped(found)
        return self._known[text]


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> dict[str, str]:
    """Source text → translation, both as the file writes them: escaped."""
    raw = (_LOCALE / code / "LC_MESSAGES" / "cchc.po").read_text(encoding="utf-8")
    # A long text may run over several lines of the file.
    return dict(_ENTRY.findall(raw.replace('"\n"', "")))


def _escaped(text: str) -> str:
    if "\\" in text or '"' in text or "\n" in text or "\t" in text:
        for written, meant in reversed(_ESCAPES.items()):
            text = text.replace(meant, written)
    return text


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], text)


STATUS: dict[Status, str] = {
    Status.OVERDUE: N_("overdue"),
    Status.RETURNED: N_("returned"),
    Status.BLOCKED: N_("blocked"),
    Status.DUE_SOON: N_("due soon"),
    Status.NOT_REPORTED: N_("not reported"),
    Status.IN_PROGRESS: N_("in progress"),
    Status.SUBMITTED: N_("awaiting confirmation"),
    Status.PAUSED: N_("paused"),
    Status.UNSCHEDULED: N_("no deadline stated"),
    Status.WAITING: N_("waiting"),
    Status.NOT_DUE: N_("not due"),
    Status.ONGOING: N_("ongoing"),
    Status.DONE_LATE: N_("done late"),
    Status.DONE_ON_TIME: N_("done on time"),
    Status.CANCELLED: N_("cancelled"),
}

STYLE: dict[Status, str] = {
    Status.OVERDUE: "bold red",
    Status.RETURNED: "red",
    Status.BLOCKED: "red",
    Status.DUE_SOON: "yellow",
    Status.NOT_REPORTED: "yellow",
    Status.IN_PROGRESS: "cyan",
    Status.SUBMITTED: "cyan",
    Status.PAUSED: "dim",
    Status.UNSCHEDULED: "magenta",
    Status.DONE_LATE: "green",
    Status.DONE_ON_TIME: "green",
    Status.CANCELLED: "dim",
}

STATES = {
    "started": N_("started"),
    "done": N_("done"),
    "blocked": N_("blocked"),
    "cancelled": N_("cancelled"),
    "triggered": N_("event happened"),
    "scheduled": N_("date set"),
    "paused": N_("paused"),
    "confirmed": N_("confirmed"),
    "returned": N_("returned"),
}
"""What a journal entry says of a task."""

_QUARTERS = ("I", "II", "III", "IV")


def day(value: date | None) -> str:
    """`30/06/2024`; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def period(value: Period, say: Language) -> str:
    """A period as people say it: `quý II/2024`, `6 tháng đầu năm 2024`, `05/2024`."""
    if "/" in value.text:
        first, _, last = value.text.partition("/")
        if last == "..":
            return say(N_("from {day}"), day=day(value.start))
        return f"{_part(first, say)} – {_part(last, say)}"
    return _part(value.text, say) if value.text else _range(value)


def _range(value: Period) -> str:
    return f"{day(value.start)} – {day(value.end)}"


def _part(text: str, say: Language) -> str:
    year, _, rest = text.partition("-")
    if not rest:
        return say(N_("year {year}"), year=year)
    if rest[0] == "Q":
        return say(
            N_("quarter {quarter}/{year}"),
            quarter=_QUARTERS[int(rest[1]) - 1],
            year=year,
        )
    if rest[0] == "H":
        half = (
            N_("first half of {year}")
            if rest[1] == "1"
            else N_("second half of {year}")
        )
        return say(half, year=year)
    if len(rest) == 2:
        return f"{rest}/{year}"
    month, _, number = rest.partition("-")
    return f"{number}/{month}/{year}"


def moved(one: Obligation, say: Language) -> str:
    """What amendments did to a date: `gia hạn lần 2, hạn đầu 30/06/2025`; or nothing.

    Of what an amendment took out of the plan, the document that did.
    """
    if one.dropped_by is not None:
        return say(N_("dropped by {document}"), document=one.dropped_by)
    if one.provisional:
        return say(N_("provisional: the days off are not announced yet"))
    if not one.extensions and one.original_due in (None, one.due):
        return ""
    first = day(one.original_due)
    if one.extensions:
        text = N_("extended {count} times, first due {day}")
        return say(text, count=one.extensions, day=first)
    return say(N_("first due {day}"), day=first)


def amendments(plan: Plan, say: Language) -> list[str]:
    """Documents in force that changed the plan, and what took its place."""
    amended = plan.amended
    if amended is None or not amended.applied:
        return []
    told = [
        say(
            N_("{number} (from {day})"),
            number=one.document.number,
            day=day(one.day),
        )
        for one in amended.amendments[: amended.applied]
    ]
    lines = [say(N_("Amended by: {documents}"), documents="; ".join(told))]
    for one in amended.amendments[: amended.applied]:
        if one.replaced_by is not None:
            text = N_("Replaced by plan {plan} from {day} on")
            lines.append(say(text, plan=one.replaced_by, day=day(one.day)))
    return lines


def figure(value: float) -> str:
    """A number without a needless fraction, decimal comma: `99`, `98,63`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def suffix(unit: str | None) -> str:
    """A unit behind its figure: `99%`, but `5 đơn vị`."""
    return unit if unit == "%" else f" {unit}" if unit else ""


def signed_date(value: Period | None, say: Language) -> str:
    """When a decision was signed, as exactly as the source tells."""
    return "–" if value is None else period(value, say)


def when(value: Period | None, say: Language) -> date | str:
    """The same as a cell: a day stays a date, so that a spreadsheet sorts by it."""
    if value is not None and value.is_day:
        return value.start
    return signed_date(value, say)


def meant(words: str | None, say: Language) -> str:
    """What `for` of an entry names: its period in words, a milestone as written."""
    if not words:
        return ""
    *milestone, last = words.split(" ")
    try:
        told = period(parse_period(last), say)
    except BadValue:
        return words
    return " ".join((*milestone, told))


_STEPS = {
    "day": N_("every day"),
    "week": N_("every week"),
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "half-year": N_("every half-year"),
    "year": N_("every year"),
}
_MANY = {
    "day": N_("every {count} days"),
    "week": N_("every {count} weeks"),
    "month": N_("every {count} months"),
    "quarter": N_("every {count} quarters"),
    "half-year": N_("every {count} half-years"),
    "year": N_("every {count} years"),
}

_MOMENTS = frozenset(
    ["trước", "sau", "tại", "trong", "cùng", "ngay", "khi", "đến", "chậm", "muộn"]
)
"""First words of a wording that names a moment: "theo" does not go before them."""


def deadline(value: Deadline, say: Language) -> str:
    """A deadline in words: `30/06/2024`, `hằng quý`, `10 ngày làm việc sau khi …`."""
    text = _deadline(value, say)
    return f"{value.what}: {text}" if value.what else text


def deadlines(values: Iterable[Deadline], say: Language) -> str:
    """Several deadlines, one a line."""
    return "\n".join(deadline(value, say) for value in values)


def _deadline(value: Deadline, say: Language) -> str:
    from cchc.models.deadlines import (
        After,
        Due,
        Every,
        Follows,
        Ongoing,
        Span,
        Unstated,
    )

    match value:
        case Due(due=due):
            end = day(due.end)
            return end if due.is_day else f"{period(due, say)} ({end})"
        case Every():
            return _every(value, say)
        case Ongoing(ongoing=span):
            return say(N_("ongoing")) + (
                _bounds(span, say) if isinstance(span, Span) else ""
            )
        case After(after=event, within=within):
            if within is None:
                return say(N_("when: {what}"), what=event)
            return say(
                N_("{limit} after: {what}"), limit=_limit(within, say), what=event
            )
        case Follows(follows=words):
            opening, _, rest = words.partition(" ")
            if opening.lower() in _MOMENTS:
                return f"{opening.lower()} {rest}"
            return say(N_("by: {what}"), what=words)
        case Unstated():
            return say(N_("no deadline stated"))
        case _:
            assert_never(value)


def _every(value: Every, say: Language) -> str:
    if value.interval == 1:
        text = say(_STEPS[value.every])
    else:
        text = say(_MANY[value.every], count=value.interval)
    if value.day:
        month, _, number = value.day.rpartition("-")
        if value.every == "year":
            text += say(N_(", by day {day}"), day=f"{number}/{month.zfill(2)}")
        elif month:
            told = N_(", by day {day} of month {month} of each")
            text += say(told, day=number, month=month)
        else:
            text += say(N_(", by day {day}"), day=number)
    return text + _bounds(value, say)


def _bounds(span: Span | Every, say: Language) -> str:
    parts = []
    if span.from_ is not None:
        parts.append(say(N_("from {day}"), day=day(span.from_.start)))
    if span.until is not None:
        parts.append(say(N_("until {day}"), day=day(span.until.end)))
    return f" {' '.join(parts)}" if parts else ""


def _limit(within: Within, say: Language) -> str:
    if within.days is not None:
        text = N_("{count} working days") if within.working else N_("{count} days")
        return say(text, count=within.days)
    if within.months is not None:
        return say(N_("{count} months"), count=within.months)
    return say(N_("{count} years"), count=within.years)


def goal(value: Goal, say: Language) -> str:
    """A goal in words: `từ 99% trở lên`, `trong nhóm 5`, `lộ trình …`."""
    unit = suffix(value.unit)
    form = value.form
    if unit == "%" and 100 in (value.at_least, value.exactly):
        return "100%"
    if form in _GOALS:
        return say(_GOALS[form], value=figure(getattr(value, form)) + unit)
    if form in ("rise", "fall"):
        base = (
            f" ({say(N_('against'))} {period(value.against, say)})"
            if value.against
            else ""
        )
        word = N_("rise by {value}") if form == "rise" else N_("fall by {value}")
        return say(word, value=figure(getattr(value, form)) + unit) + base
    if value.rank is not None:
        among = f", {value.among}" if value.among else ""
        return say(N_("among the first {rank}"), rank=value.rank) + among
    if value.better_than is not None:
        return say(N_("better than {period}"), period=period(value.better_than, say))
    if value.schedule is not None:
        return _schedule(value, unit, say)
    return value.qualitative or ""


_GOALS = {
    "at_least": N_("at least {value}"),
    "more_than": N_("more than {value}"),
    "at_most": N_("at most {value}"),
    "less_than": N_("less than {value}"),
    "exactly": N_("exactly {value}"),
}


def _schedule(value: Goal, unit: str, say: Language) -> str:
    steps = "; ".join(
        f"{' '.join(filter(None, (str(step.year), step.scope)))}: "
        f"{figure(step.at_least)}{unit}"
        for step in value.schedule or ()
    )
    end = (
        f" {say(N_('until {day}'), day=period(value.until, say))}"
        if value.until
        else ""
    )
    if value.yearly_rise is None:
        return steps + end
    rise = say(N_("then {value} more a year"), value=figure(value.yearly_rise) + unit)
    return f"{steps}; {rise}{end}"
