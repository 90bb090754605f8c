"""What a unit owes as a calendar (RFC 5545): Outlook, Google and Thunderbird open it.

An event keeps its UID when its deadline moves. SEQUENCE begins with the changes that
the journals tell, and rises above that of the calendar made before whenever the day or
the state of an event differs from it; what that one had and is owed no more is
cancelled. So a program that has the old entries moves or removes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from icalendar import Alarm, Calendar, Event

from cchc.dates import parse_period
from cchc.models.report_text import Sent
from cchc.problems import N_, CchcError
from cchc.reporting.pages.events import Event as Report
from cchc.reporting.pages.events import EventKind
from cchc.status import DONE, Obligation, Status
from cchc.text.characters import visible
from cchc.views import labels
from cchc.views.labels import Language

ALARMS = (15, 3)
"""Days before the deadline on which the calendar reminds."""
_PRODUCT = "-//cchc//vi"


class Dated(NamedTuple):
    """One event: what stays the same of it, its day, its words.

    `moves` counts how often its day was changed.
    """

    key: tuple[str, ...]
    day: date
    title: str
    about: str
    status: Status | None = None
    moves: int = 0


class Earlier(NamedTuple):
    """An event of the calendar made before."""

    day: date
    sequence: int
    cancelled: bool
    title: str
    about: str


def earlier(data: bytes, name: str) -> dict[str, Earlier]:
    """Events by UID of a calendar of ours. Raises `CchcError` for another file."""
    try:
        found = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError):
        raise _foreign(name) from None
    if str(found.get("prodid", "")) != _PRODUCT:
        raise _foreign(name)
    return {
        str(one["uid"]): Earlier(
            one.decoded("dtstart"),
            int(one.get("sequence", 0)),
            str(one.get("status")) == "CANCELLED",
            str(one.get("summary", "")),
            str(one.get("description", "")),
        )
        for one in found.walk("VEVENT")
    }


def _foreign(name: str) -> CchcError:
    return CchcError(
        N_("{path} is no calendar of cchc: it is left as it is"), path=name
    )


def calendar(
    name: str,
    events: Iterable[Dated],
    day: date,
    before: Mapping[str, Earlier],
    say: Language,
) -> bytes:
    """The .ics file; the same events, day and calendar before give the same bytes."""
    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", visible(name))
    stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
    known = {uid(one.key): one for one in events}
    for id, one in sorted(known.items(), key=lambda pair: (pair[1].day, pair[0])):
        found.add_component(_event(id, one, stamp, before.get(id), say))
    for id, old in sorted(before.items()):
        if id not in known:
            rise = 0 if old.cancelled else 1
            gone = Dated(
                (id,), old.day, old.title, old.about, Status.CANCELLED,
                old.sequence + rise,
            )  # fmt: skip
            found.add_component(_event(id, gone, stamp, None, say))
    return bytes(found.to_ical())


def _event(
    id: str, one: Dated, stamp: datetime, old: Earlier | None, say: Language
) -> Event:
    dropped = one.status is Status.CANCELLED
    sequence = one.moves
    if old is not None:
        differs = (old.day, old.cancelled) != (one.day, dropped)
        sequence = max(sequence, old.sequence + differs)
    event = Event()
    event.add("uid", id)
    event.add("dtstamp", stamp)
    event.add("sequence", sequence)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", visible(one.title))
    event.add("description", visible(one.about))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if dropped else "CONFIRMED")
    if not dropped and one.status not in DONE:
        for days in ALARMS:
            event.add_component(_alarm(one, days, say))
    return event


def _alarm(one: Dated, days: int, say: Language) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-days))
    text = say(N_("{days} days left: {title}"), days=days, title=visible(one.title))
    alarm.add("description", text)
    return alarm


def uid(key: Sequence[str]) -> str:
    """The same for the same duty, whatever its day or its title."""
    digest = hashlib.sha256("\0".join(key).encode("utf-8")).hexdigest()
    return f"{digest[:32]}@cchc"


def of_obligations(
    obligations: Iterable[Obligation],
    moves: Mapping[tuple[str, str], int],
    say: Language,
) -> list[Dated]:
    """Duties with a day; one of several periods or milestones is told apart by them.

    `moves`: how often the journals gave (plan, task) another day.
    """
    found = []
    for one in obligations:
        if one.due is None:
            continue
        apart = one.period is not None and one.kind in ("every", "after")
        period = one.period.text if apart and one.period else ""
        key = (one.plan, one.task, one.unit, one.kind, one.what or "", period)
        title = f"{one.task}. {one.title}" + (f" — {one.what}" if one.what else "")
        about = "\n".join(
            [
                one.plan,
                say(labels.STATUS[one.status]),
                *([one.note] if one.note else []),
            ]
        )
        again = moves.get((one.plan, one.task), 0) if one.kind == "follows" else 0
        count = again + one.extensions
        found.append(Dated(key, one.due, title, about, one.status, count))
    return _apart(found)


def of_reports(
    events: Iterable[Report], sent: Mapping[str, Sent], day: date, say: Language
) -> list[Dated]:
    """Cut-offs and sending days of periodic reports; of one that is sent, that it is.

    `sent`: period to when and under which number, as far as the unit's own reports
    are recorded; what comes after `day` is not known yet.
    """
    words = {
        EventKind.CUT_OFF: N_("Data close: report on {period}"),
        EventKind.REPORT: N_("Send the report on {period}"),
    }
    found = []
    for one in events:
        if one.kind not in words:
            continue
        text, about, status = words[one.kind], one.plan, None
        gone = sent.get(one.period or "")
        if gone is not None and gone.date.start <= day:
            about = f"{about}\n{_sent(gone, say)}"
            late = one.kind is EventKind.REPORT and gone.date.start > one.day
            status = Status.DONE_LATE if late else Status.DONE_ON_TIME
            if one.kind is EventKind.REPORT:
                text = N_("Sent: report on {period}")
        title = say(text, period=_period(one.period, say))
        key = (one.plan, one.kind.value, one.period or "")
        found.append(Dated(key, one.day, title, about, status))
    return found


def _sent(gone: Sent, say: Language) -> str:
    on = say(N_("sent on {day}"), day=labels.day(gone.date.start))
    return f"{on} ({gone.number})" if gone.number else on


def _period(text: str | None, say: Language) -> str:
    return labels.period(parse_period(text), say) if text else ""


def _apart(found: Iterable[Dated]) -> list[Dated]:
    """Duties that only their order tells apart get it into their key."""
    counts: dict[tuple[str, ...], int] = {}
    told = []
    for one in found:
        counts[one.key] = counts.get(one.key, 0) + 1
        if counts[one.key] > 1:
            one = one._replace(key=(*one.key, str(counts[one.key])))
        told.append(one)
    return told
