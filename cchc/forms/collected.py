"""Returned forms to journal entries: what is new, what is not, what cannot be taken.

A file is taken whole or not at all; each entry is written once. Forms of one run that
say different things of one row are both refused: nobody knows which is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cchc.checks.base import Lookup
from cchc.dates import Period
from cchc.forms import layout
from cchc.forms.asked import (
    AnyRow,
    Asking,
    CoverRow,
    EventRow,
    TargetRow,
    TaskRow,
)
from cchc.forms.filled import Filled, Line, filled, identity_of
from cchc.forms.identity import Identity
from cchc.forms.typed import Misfilled, text_of, typed
from cchc.load import Workspace
from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
from cchc.models.plan import Plan
from cchc.office.cells import read_book
from cchc.problems import N_, CchcError, Finding, Message, message
from cchc.recording import Addition, Given, Progress

_OF_KIND: dict[str, type[AnyRow]] = {
    "tasks": TaskRow,
    "events": EventRow,
    "targets": TargetRow,
    "covers": CoverRow,
}
_HEADINGS = {
    "date": (layout.DAY, layout.HAPPENED),
    "evidence": (layout.PRODUCT, layout.DOCUMENT),
    "reason": (layout.REASON,),
    "next": (layout.NEXT,),
    "value": (layout.VALUE,),
    "period": (layout.PERIOD,),
    "due": (layout.SET,),
}
_CHANGED = N_("the plan was changed since the form was made; ask for a new one")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"
    REMOVED = "removed"
    STALE = "stale"
    ERROR = "error"


REFUSING = frozenset({Outcome.CONFLICT, Outcome.UNKNOWN, Outcome.STALE, Outcome.ERROR})
"""Outcomes with which no row of the file is written."""


@dataclass(slots=True)
class Row:
    """One row of a returned form: where it stands, and what becomes of it."""

    cell: str | None
    outcome: Outcome
    message: Message | None = None
    task: str | None = None
    target: str | None = None
    given: Given | None = None
    line: Line | None = None
    heading: str | None = None
    code: str | None = None

    def turn(
        self, outcome: Outcome, why: Message | None, heading: str | None = None
    ) -> None:
        """Another outcome, told at the cell below `heading`."""
        self.outcome, self.message, self.heading = outcome, why, heading
        if self.line is not None:
            self.cell = self.line.cell(heading)


@dataclass(slots=True)
class Returned:
    """One file: whose form it is, its rows, and why it is refused as a whole.

    `opened`: its cells could be read, whatever stands in them.
    """

    file: str
    identity: Identity | None = None
    opened: bool = False
    filled: Filled | None = None
    known: dict[str, AnyRow] = field(default_factory=dict)
    journal: Journal | None = None
    rows: list[Row] = field(default_factory=list)
    message: Message | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of it is written."""
        return self.message is not None or any(
            row.outcome in REFUSING for row in self.rows
        )


class Collection(NamedTuple):
    """What became of all files; `additions` are the new texts of journals, in order."""

    files: tuple[Returned, ...]
    additions: tuple[Addition, ...]
    written: int

    @property
    def refused(self) -> bool:
        """Whether anything was refused."""
        return any(one.refused for one in self.files)


class Collecting:
    """Takes returned forms into the journals of one workspace."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        self.lookup = Lookup(workspace, today)
        self._progress: dict[str, Progress] = {}
        self._asking: dict[tuple[str, date, Period], Asking] = {}

    def collect(
        self, files: Sequence[tuple[str, bytes]], write: bool = False
    ) -> Collection:
        """Each file by name and bytes; without `write` nothing is written."""
        found = [self._read(name, raw) for name, raw in files]
        _disagreeing(found)
        additions: list[Addition] = []
        for one in found:
            additions += self._take(one, write)
        written = sum(addition.added for addition in additions)
        return Collection(tuple(found), tuple(additions), written if write else 0)

    def asking(self, identity: Identity) -> Asking:
        """What the unit is asked now, by the day and the period of its form.

        Raises `CchcError` for a form of another workspace or plan.
        """
        plan = self._plan(identity)
        key = (plan.id, identity.as_of, identity.period)
        if key not in self._asking:
            journals = self.progress(plan).journals
            setting = self.lookup.setting(identity.as_of)
            self._asking[key] = Asking(
                plan, journals, setting, identity.period, self._office(plan)
            )
        found = self._asking[key]
        journals = self.progress(plan).journals
        if journals != found.journals:
            found.tell(journals)
        return found

    def asking_of(self, one: Returned) -> Asking | None:
        """What the unit of a returned form is asked; None where that is unknown."""
        try:
            return self.asking(one.identity) if one.identity else None
        except CchcError:
            return None

    def progress(self, plan: Plan) -> Progress:
        """The journals of a plan, as they are after what was taken."""
        if plan.id not in self._progress:
            self._progress[plan.id] = Progress(plan, self.lookup)
        return self._progress[plan.id]

    def _office(self, plan: Plan) -> str:
        config = self.lookup.workspace.config
        if config is not None and config.record is not None:
            return config.record.office
        return plan.decision.issuer

    def _plan(self, identity: Identity) -> Plan:
        plan = self.lookup.plan(identity.plan)
        if plan is None:
            raise CchcError(
                N_("the form is of the plan {plan}, which this workspace lacks"),
                plan=identity.plan,
            )
        if self._office(plan) != identity.office:
            raise CchcError(
                N_("the form is of the workspace of {theirs}; this one is of {ours}"),
                theirs=identity.office,
                ours=self._office(plan),
            )
        return plan

    def _read(self, name: str, raw: bytes) -> Returned:
        """What a file holds, each row judged by itself."""
        one, short = Returned(name), Path(name).name
        try:
            book = read_book(raw, short)
            one.opened = True
            one.identity = identity_of(book, short)
            one.filled = filled(book, short)
            asking = self.asking(one.filled.identity)
        except CchcError as error:
            one.message = error.message
            return one
        unit = one.filled.identity.unit
        known = one.known = rows_of(asking, unit)
        one.journal = self.progress(asking.plan).journal(unit)
        one.rows = [self._row(line, known, one.filled) for line in one.filled.lines]
        _repeated(one.rows)
        one.rows += _removed(one.filled, known)
        return one

    def _row(self, line: Line, known: dict[str, AnyRow], form: Filled) -> Row:
        row = known.get(line.row or "")
        found = Row(line.cell(), Outcome.SAME, line=line, code=line.row)
        if row is None and line.row in form.numbers:
            found.task = form.numbers[line.row]
            if line.is_filled:
                found.turn(Outcome.STALE, message(_CHANGED))
            return found
        if row is None:
            text = N_("the row has no code of this form; nobody knows what it is about")
            found.turn(Outcome.UNKNOWN, message(text))
            return found
        if isinstance(row, TargetRow | CoverRow):
            found.target = row.subject
        else:
            found.task = row.subject
        if not line.is_filled:
            return found
        if not isinstance(row, _OF_KIND[line.table.kind]):
            text = N_("the row belongs to another sheet of the form")
            found.turn(Outcome.ERROR, message(text))
        elif line.faults:
            heading, why = line.faults[0]
            found.turn(Outcome.ERROR, why, heading)
        elif (displaced := _displaced(line, row)) is not None:
            found.turn(Outcome.ERROR, displaced, _NAMED[line.table.kind])
        elif line.base is not None and line.base.asked != row.base.asked:
            found.turn(Outcome.STALE, message(_CHANGED))
        else:
            self._give(found, line, row, form)
        return found

    def _give(self, found: Row, line: Line, row: AnyRow, form: Filled) -> None:
        """The entry that a row reports, or what is wrong with it."""
        identity = form.identity
        plan = self._plan(identity)
        try:
            words = typed(line, row, self.lookup.today)
            found.given = self.progress(plan).given(words, identity.unit)
            found.outcome = Outcome.NEW
        except Misfilled as error:
            found.turn(Outcome.ERROR, error.message, error.heading)
        except CchcError as error:
            found.turn(Outcome.ERROR, error.message, _quoted(line, error.message))

    def _take(self, one: Returned, write: bool) -> tuple[Addition, ...]:
        """Take a file whole: compare with the journals as they are now, then write."""
        if one.refused or one.filled is None:
            return ()
        identity = one.filled.identity
        progress = self.progress(self._plan(identity))
        journal = progress.journal(identity.unit)
        known = one.known
        if journal != one.journal:  # another form of the unit was taken in between
            known = rows_of(self.asking(identity), identity.unit)
        written = journal.entries if journal else ()
        for row in one.rows:
            if row.outcome is Outcome.NEW:
                _compare(row, known, written)
        if one.refused:
            return ()
        place = {code: number for number, code in enumerate(known)}
        new = sorted(
            (row for row in one.rows if row.outcome is Outcome.NEW and row.given),
            key=lambda row: (*_order(row), place.get(row.code or "", 0)),
        )
        gathered = _gathered(new)
        given = [entry for entry, _ in gathered]
        if not given:
            return ()
        try:
            taking = progress.record(given) if write else progress.hold(given)
        except CchcError as error:
            one.message = error.message
            return ()
        for refusal in taking.refusals:
            for row in _refused(gathered[refusal.at][1], progress):
                heading = _heading(row, refusal.key)
                row.turn(Outcome.ERROR, refusal.error.message, heading)
            one.findings += refusal.findings
        return taking.additions


def rows_of(asking: Asking, unit: str) -> dict[str, AnyRow]:
    """Every row that the unit may be asked, by the first part of its code."""
    rows: list[AnyRow] = [
        *asking.tasks(unit), *asking.events(unit), *asking.targets(unit),
        *asking.covers(unit),
    ]  # fmt: skip
    return {row.code.partition("-")[0]: row for row in rows}


_NAMED = {"covers": layout.UNIT, "tasks": layout.NUMBER, "events": layout.NUMBER}


def _displaced(line: Line, row: AnyRow) -> Message | None:
    """The row shows another number, or another unit, than its code is of."""
    value = line.value(_NAMED.get(line.table.kind, layout.NUMBER))
    shown = value.held.strip() if value and isinstance(value.held, str) else ""
    meant = row.covered if isinstance(row, CoverRow) else row.subject
    if shown in ("", meant):
        return None
    if isinstance(row, CoverRow):
        text = N_("the row shows the unit {unit}, its code is of {subject}")
        return message(text, unit=shown, subject=meant)
    text = N_("the row shows the number {number}, its code is of {subject}")
    return message(text, number=shown, subject=meant)


def _quoted(line: Line, why: Message) -> str | None:
    """The column of the cell whose words a message quotes."""
    for heading in line.table.filled:
        value = line.value(heading)
        if value is not None and text_of(value) in why.values.values():
            return heading
    return None


def _order(row: Row) -> tuple[date, bool]:
    """By date; an event before what follows from it."""
    entry = row.given.entry if row.given else None
    assert entry is not None
    is_event = isinstance(entry, TaskEntry) and entry.state in (
        "triggered", "scheduled",
    )  # fmt: skip
    return entry.date.start, not is_event


def _heading(row: Row, key: str | None) -> str | None:
    """The column of what a rule points at, where the row has it."""
    columns = row.line.columns if row.line is not None else {}
    found = (one for one in _HEADINGS.get(key or "", ()) if one in columns)
    return next(found, None)


def _gathered(rows: Sequence[Row]) -> list[tuple[Given, list[Row]]]:
    """What is written, and of which rows: units covered on one day are one entry."""
    found: list[tuple[Given, list[Row]]] = []
    places: dict[tuple[str, date], int] = {}
    for row in rows:
        if row.given is None:
            continue
        entry = row.given.entry
        if not isinstance(entry, TargetEntry) or not entry.covers:
            found.append((row.given, [row]))
            continue
        place = places.setdefault((entry.target, entry.date.start), len(found))
        if place == len(found):
            found.append((row.given, [row]))
            continue
        before, its_rows = found[place]
        found[place] = (_both(before, entry), [*its_rows, row])
    return found


def _both(given: Given, more: TargetEntry) -> Given:
    """One entry for what two cover on one day, each document once."""
    entry = given.entry
    assert isinstance(entry, TargetEntry)
    new = tuple(one for one in more.evidence if one not in entry.evidence)
    update = {
        "covers": (*entry.covers, *more.covers),
        "evidence": (*entry.evidence, *new),
    }
    return given._replace(entry=entry.model_copy(update=update))


def _refused(rows: list[Row], progress: Progress) -> list[Row]:
    """Which rows of an entry are wrong by themselves; all where none is alone."""
    if len(rows) == 1:
        return rows
    wrong = [r for r in rows if r.given and progress.take([r.given]).refusals]
    return wrong or rows


def _subject(row: Row) -> tuple[str, str] | None:
    """What may be told of only once: a row, or a target in a period."""
    if row.given is None or row.code is None:
        return None
    entry = row.given.entry
    if isinstance(entry, TargetEntry):
        return row.code, "" if entry.covers else entry.period.text
    return None if entry.state in ("triggered", "scheduled") else (row.code, "")


def _repeated(rows: Sequence[Row]) -> None:
    """Rows of one file that stand twice: once is enough, if they agree."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        subject = _subject(row)
        if subject is None:
            continue
        other = first.setdefault(subject, row)
        if other is row or other.given is None or row.given is None:
            continue
        if other.given.entry == row.given.entry:
            row.turn(Outcome.SAME, message(N_("the same as {cell}"), cell=other.cell))
        else:
            text = N_("the row stands twice and says different things: see {cell}")
            cell = other.cell
            other.turn(Outcome.ERROR, message(text, cell=row.cell))
            row.turn(Outcome.ERROR, message(text, cell=cell))


def _disagreeing(files: Sequence[Returned]) -> None:
    """Rows of which two files say different things."""
    first: dict[tuple[object, ...], tuple[Returned, Row]] = {}
    for one in files:
        for row in one.rows:
            subject = _subject(row) if row.outcome is Outcome.NEW else None
            if subject is None or one.identity is None:
                continue
            key = (one.identity.plan, one.identity.unit, *subject)
            file, other = first.setdefault(key, (one, row))
            if other is row or other.given == row.given:
                continue
            text = N_("another form says something else: {file}, {cell}")
            row.turn(Outcome.CONFLICT, message(text, file=file.file, cell=other.cell))
            if other.outcome is Outcome.NEW:
                why = message(text, file=one.file, cell=row.cell)
                other.turn(Outcome.CONFLICT, why)


def _removed(form: Filled, known: dict[str, AnyRow]) -> Iterator[Row]:
    """Rows that the form was made with and that did not come back."""
    back = {line.row for line in form.lines}
    text = N_("the row was deleted from the form; nothing is written for it")
    for code, subject in form.numbers.items():
        if code not in back:
            is_target = isinstance(known.get(code), TargetRow | CoverRow)
            task, target = (None, subject) if is_target else (subject, None)
            yield Row(None, Outcome.REMOVED, message(text), task, target, code=code)
    lacking = form.identity.rows - len(back - {None})
    if not form.numbers and lacking > 0:
        why = message(N_("{count} rows were deleted from the form"), count=lacking)
        yield Row(None, Outcome.REMOVED, why)


def _compare(row: Row, known: dict[str, AnyRow], written: Sequence[Entry]) -> None:
    """Against the journals: there already, or reported otherwise since."""
    assert row.given is not None
    entry, asked = row.given.entry, known.get(row.code or "")
    if isinstance(asked, CoverRow) and isinstance(entry, TargetEntry):
        _compare_cover(row, asked, entry)
        return
    if any(_are_one(entry, other) for other in written):
        row.turn(Outcome.SAME, message(N_("is in the journal already")))
        return
    if isinstance(asked, TaskRow) and asked.is_closed and asked.last is not None:
        text = N_("is {state} already, on {day}; tell the office what is to be mended")
        row.turn(Outcome.CONFLICT, _told(text, asked.last))
        return
    base = row.line.base if row.line else None
    if base is None or asked is None or base.told == asked.base.told:
        return
    if isinstance(asked, TargetRow) and isinstance(entry, TargetEntry):
        _compare_values(row, asked, entry)
    elif isinstance(asked, TaskRow):
        text = N_("reported otherwise since the form was made: {state}, {day}")
        row.turn(Outcome.CONFLICT, _told(text, asked.last))


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _told(text: str, last: TaskEntry | None) -> Message:
    state = message(layout.words_of(last.state)) if last else "–"
    return message(text, state=state, day=_day(last.date.start) if last else "–")


def _compare_cover(row: Row, asked: CoverRow, entry: TargetEntry) -> None:
    """A unit is covered once: the same day and documents are the same act."""
    for one in asked.entries:
        shown = all(proof in one.evidence for proof in entry.evidence)
        if one.date.start == entry.date.start and shown:
            row.turn(Outcome.SAME, message(N_("is in the journal already")))
            return
    if asked.last is not None:
        text = N_("is covered already: {day}, {documents}")
        documents = "; ".join(proof.document for proof in asked.last.evidence)
        day = _day(asked.last.date.start)
        row.turn(Outcome.CONFLICT, message(text, day=day, documents=documents or "–"))


def _compare_values(row: Row, asked: TargetRow, entry: TargetEntry) -> None:
    period = (entry.period.start, entry.period.end)
    for one in asked.measured:
        if (one.period.start, one.period.end) == period:
            if one.value == entry.value:
                row.turn(Outcome.SAME, message(N_("is in the journal already")))
            else:
                text = N_("reported otherwise since the form was made: {value}, {day}")
                why = message(text, value=f"{one.value:g}", day=_day(one.date))
                row.turn(Outcome.CONFLICT, why, layout.VALUE)


def _are_one(entry: Entry, other: Entry) -> bool:
    """Whether two entries say the same; one may say more exactly what it means."""
    if isinstance(entry, TargetEntry) and isinstance(other, TargetEntry):
        return entry == other.model_copy(update={"date": entry.date})
    if not isinstance(entry, TaskEntry) or not isinstance(other, TaskEntry):
        return False
    for mine, theirs in ((entry.for_, other.for_), (entry.owed_by, other.owed_by)):
        if mine is not None and theirs is not None and mine != theirs:
            return False
    update = {"for_": entry.for_, "owed_by": entry.owed_by}
    return entry == other.model_copy(update=update)
