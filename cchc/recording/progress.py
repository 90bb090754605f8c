"""The journals of one plan: entries are added where the rules of `check` allow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cchc.amend import in_force
from cchc.checks.base import Found, Lookup
from cchc.checks.entries import new_errors
from cchc.checks.owed import entry_ambiguous
from cchc.load import Loaded, parse_record
from cchc.load.additions import lines_of, with_entries
from cchc.load.journals import is_whole
from cchc.models.journal import Entry, Journal, TaskEntry
from cchc.models.plan import Plan, Task
from cchc.problems import N_, CchcError, Finding, reason
from cchc.query import one_unit
from cchc.recording.meaning import Position, Unsettled, check_unit, settle
from cchc.recording.typed import Typed, entry_of
from cchc.status.evaluate import Evaluation
from cchc.text.files import decode, locked, write_atomic


class Given(NamedTuple):
    """One entry as it was reported; without `unit`, the only one that may tell it."""

    entry: Entry
    unit: str | None = None


class Refusal(NamedTuple):
    """Why one of the entries given is not taken; `at` counts them from 0.

    `findings` are faults of the journal itself, which must be mended first; `key` is
    the key of the entry that a rule points at.
    """

    at: int
    error: CchcError
    findings: tuple[Finding, ...] = ()
    key: str | None = None


class Addition(NamedTuple):
    """A journal's new text, and what it was made from (None: a new file)."""

    unit: str
    file: Path
    path: str
    old: bytes | None
    text: str
    journal: Journal
    added: int

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the new entries, from 1."""
        return lines_of(self.text, self.added)


class Taking(NamedTuple):
    """What became of entries: new texts of journals, or refusals; never both.

    `before` and `after` are the plan's journals without and with the new entries.
    """

    additions: tuple[Addition, ...]
    refusals: tuple[Refusal, ...]
    before: tuple[Journal, ...] = ()
    after: tuple[Journal, ...] = ()


class Progress:
    """The journals of a plan as they are read, and what can be added to them.

    Journals are read once; `record` reads again what was changed meanwhile, so that
    many takings, one a form, cost no more than the journals they write.
    """

    def __init__(self, plan: Plan, lookup: Lookup) -> None:
        self.plan = in_force(plan, lookup.today)
        self.lookup = lookup
        self.folder = lookup.workspace.folder / plan.id / "progress"
        self._loaded = {one.file: one for one in lookup.journals(plan.id)}
        self._old: dict[Path, bytes | None] = {}
        self._tasks: dict[date, dict[str, Task]] = {}
        self._about: dict[Path, dict[str, Journal]] = {}
        self._evaluations: dict[date, Evaluation] = {}

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals that load."""
        return tuple(one.record for one in self._loaded.values() if one.record)

    def journal(self, unit: str) -> Journal | None:
        """The journal of one unit; None where there is none that loads."""
        loaded = self._loaded.get(self.folder / f"{unit}.yaml")
        return loaded.record if loaded else None

    def given(self, typed: Typed, unit: str | None = None) -> Given:
        """An entry and its unit as a person wrote them; units by id, name or alias.

        Raises `CchcError` for what is not understood, or may mean several.
        """
        units = self.lookup.units
        if typed.owed_by is not None:
            typed = typed._replace(owed_by=one_unit(units, typed.owed_by))
        if typed.covers:
            covers = tuple(one_unit(units, name) for name in typed.covers)
            typed = typed._replace(covers=covers)
        entry = entry_of(typed, self.plan, self.lookup.indicators, self.lookup.today)
        return Given(entry, one_unit(units, unit) if unit is not None else None)

    def take(self, given: Sequence[Given]) -> Taking:
        """New texts with all the entries, or the refusals; nothing is written.

        Either every entry is taken or none: one refusal leaves every journal as it is.
        """
        while True:
            try:
                return self._taken(given)
            except _Changed:  # another command wrote: what it wrote counts
                continue

    def _taken(self, given: Sequence[Given]) -> Taking:
        """`take`, unless a journal is found changed, which is then read anew."""
        drafts: dict[str, _Draft] = {}
        refusals: list[Refusal] = []
        for index, one in enumerate(given):
            try:
                unit, entry = self._settled(one, drafts)
                draft = drafts.get(unit) or self._draft(unit)
                draft.add(index, entry)
                drafts[unit] = draft
            except _Unsound as error:
                refusals.append(Refusal(index, error, error.findings))
            except CchcError as error:
                refusals.append(Refusal(index, error))
        for draft in drafts.values():
            refusals += draft.refusals(self.lookup)
        if refusals:
            return Taking((), tuple(sorted(refusals, key=lambda one: one.at)))
        before = self.journals
        try:
            additions = tuple(draft.addition() for draft in drafts.values())
        except CchcError as error:
            return Taking((), (Refusal(0, error),))
        new = {one.unit: one.journal for one in additions}
        kept = [one for one in before if one.unit not in new]
        return Taking(additions, (), before, (*kept, *new.values()))

    def hold(self, given: Sequence[Given]) -> Taking:
        """The same, and later takings count on it; only in memory, nothing is written.

        What `record` was to write of a held journal is refused: it is not on the disk.
        """
        taking = self.take(given)
        for one in taking.additions:
            self._remember(one)
        return taking

    def record(self, given: Sequence[Given]) -> Taking:
        """The same, and each new text is written in one step, under its file's lock.

        Raises `CchcError` where a file cannot be written, or another command holds it.
        """
        taking = self.take(given)  # refused: no lock, no folder is left behind
        files = sorted(one.file for one in taking.additions)
        with ExitStack() as locks:
            for file in files:
                locks.enter_context(locked(file))
            if any(self._read(file) != self._old[file] for file in files):
                for file in files:
                    self._reload(file)
                taking = self.take(given)
            for one in taking.additions:
                write_atomic(one.file, one.text, one.old)
                self._remember(one)
        return taking

    def _settled(self, given: Given, drafts: dict[str, _Draft]) -> tuple[str, Entry]:
        """Who writes, and the entry with what only the act knows.

        What names nothing of the plan passes as it is: the rules refuse it.
        """
        entry, unit = given.entry, given.unit
        evaluation = self._evaluation(entry.date.start)
        tasks = self._tasks[entry.date.start]
        task = tasks.get(entry.task) if isinstance(entry, TaskEntry) else None
        if task is None or not isinstance(entry, TaskEntry):
            unit = unit or self._office(needed=not isinstance(entry, TaskEntry))
            check_unit(unit, evaluation.setting)
            return unit, entry
        told = tuple(self._told(task.id, drafts))
        try:
            position = Position(task, told, evaluation.told_by(told))
            return settle(position, unit, entry)
        except Unsettled as error:
            draft = drafts.get(error.unit) or self._draft(error.unit)
            raise draft.wrong(error.entry, self.lookup) or error from None

    def _evaluation(self, day: date) -> Evaluation:
        """The plan on a day, before any journal tells of it."""
        if day not in self._evaluations:
            setting = self.lookup.setting(day)
            found = self._evaluations[day] = Evaluation(self.plan, (), setting)
            self._tasks[day] = {task.id: task for task in found.plan.every_task}
        return self._evaluations[day]

    def _told(self, task: str, drafts: dict[str, _Draft]) -> Iterator[Journal]:
        """What each journal says of one task, with what was given before."""
        for file, loaded in self._loaded.items():
            if loaded.record is None:
                continue
            if file not in self._about:
                self._about[file] = _by_subject(loaded.record)
            found = self._about[file].get(task)
            if found and loaded.record.unit not in drafts:
                yield found
        for draft in drafts.values():
            if found := draft.about(task):
                yield found

    def _office(self, needed: bool) -> str:
        """The workspace's own unit, which measures where nobody else is named."""
        config = self.lookup.workspace.config
        if config is not None and config.record is not None:
            return config.record.office
        if needed:
            raise CchcError(N_("say who reports with --unit"))
        return self.plan.decision.issuer

    def _draft(self, unit: str) -> _Draft:
        """The journal of a unit as it is. Raises `CchcError` where it takes nothing."""
        file = self.folder / f"{unit}.yaml"
        root = self.lookup.workspace.root
        if not file.resolve().is_relative_to(root.resolve()):
            raise CchcError(
                N_("{path} is a link that leaves the workspace; nothing was written"),
                path=file,
            )
        if file not in self._old:
            raw = self._old[file] = self._read(file)
            known = self._loaded.get(file)
            if (decode(raw).text if raw else None) != (known.text if known else None):
                self._reload(file)
                raise _Changed
        loaded = self._loaded.get(file)
        if loaded is not None and not is_whole(loaded):
            raise _Unsound(loaded)
        path = self._blank(file).path
        return _Draft(file, path, self.plan.id, unit, self._old[file], loaded)

    def _read(self, file: Path) -> bytes | None:
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CchcError(
                N_("{path} cannot be read: {why}"), path=file, why=reason(error)
            ) from None

    def _reload(self, file: Path) -> None:
        """Read a journal anew."""
        raw = self._old[file] = self._read(file)
        self._loaded.pop(file, None)
        self._about.pop(file, None)
        if raw is not None:
            content = decode(raw)
            loaded = self._blank(file)
            parse_record(Journal, loaded, content.text, content.faults)
            self._loaded[file] = loaded

    def _blank(self, file: Path) -> Loaded[Journal]:
        path = file.relative_to(self.lookup.workspace.root).as_posix()
        return Loaded(file, path, self.plan.id)

    def _remember(self, written: Addition) -> None:
        """What stands in the file now."""
        loaded = self._blank(written.file)
        loaded.text, loaded.record = written.text, written.journal
        self._loaded[written.file] = loaded
        self._about.pop(written.file, None)
        self._old[written.file] = written.text.encode("utf-8")


def _by_subject(journal: Journal) -> dict[str, Journal]:
    """A journal in parts, each with the entries on one task or target."""
    found: dict[str, list[Entry]] = {}
    for entry in journal.entries:
        found.setdefault(entry.subject, []).append(entry)
    return {
        subject: journal.model_copy(update={"entries": tuple(entries)})
        for subject, entries in found.items()
    }


class _Changed(Exception):
    """A journal is not what it was when it was read."""


class _Unsound(CchcError):
    """A journal with faults of its own, which takes no entry."""

    def __init__(self, loaded: Loaded[Journal]) -> None:
        super().__init__(
            N_("{path} has errors; mend them first, nothing was written"),
            path=loaded.path,
        )
        self.findings = tuple(loaded.findings)


@dataclass
class _Draft:
    """One journal with entries to be added."""

    file: Path
    path: str
    plan: str
    unit: str
    old: bytes | None
    loaded: Loaded[Journal] | None
    indexes: list[int] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def written(self) -> tuple[Entry, ...]:
        """What stands in the file."""
        return self.loaded.record.entries if self.loaded and self.loaded.record else ()

    @property
    def journal(self) -> Journal:
        """The journal as it would be."""
        before = self.loaded.record if self.loaded else None
        entries = (*self.written, *self.entries)
        if before is None:
            return Journal(unit=self.unit, entries=entries)
        return before.model_copy(update={"entries": entries})

    def about(self, task: str) -> Journal | None:
        """The part of the journal that tells of one task."""
        journal = self.journal
        entries = tuple(one for one in journal.entries if one.subject == task)
        return journal.model_copy(update={"entries": entries}) if entries else None

    def add(self, index: int, entry: Entry) -> None:
        """One more entry. Raises `CchcError` where it is there already."""
        if entry in self.written or entry in self.entries:
            raise CchcError(N_("this very entry is already in the journal"))
        self.indexes.append(index)
        self.entries.append(entry)

    def refusals(self, lookup: Lookup) -> Iterator[Refusal]:
        """The first new error of each entry, in the words of its rule."""
        seen = set()
        for _, found in new_errors(self.loaded, self._with(self.journal), lookup):
            index = self.indexes[self._place(found)]
            if index not in seen:
                seen.add(index)
                key = found.loc[2] if len(found.loc) > 2 else None
                key = key if isinstance(key, str) else None
                yield Refusal(index, _refusal(found), key=key)

    def wrong(self, entry: Entry, lookup: Lookup) -> CchcError | None:
        """What is wrong with one more entry, whatever it means."""
        before = self.journal
        entries = (*before.entries, entry)
        new = self._with(before.model_copy(update={"entries": entries}))
        for rule, found in new_errors(self.loaded, new, lookup):
            if rule is not entry_ambiguous:
                return _refusal(found)
        return None

    def _with(self, journal: Journal) -> Loaded[Journal]:
        """The file as it would load."""
        loaded: Loaded[Journal] = Loaded(self.file, self.path, self.plan)
        loaded.record = journal
        return loaded

    def _place(self, found: Found) -> int:
        """Which new entry a finding is of, or which one made an old entry wrong."""
        place = found.loc[1] if len(found.loc) > 1 else None
        if isinstance(place, int) and place >= len(self.written):
            return place - len(self.written)
        same = [i for i, one in enumerate(self.entries) if one.subject == found.id]
        return same[0] if same else 0

    def addition(self) -> Addition:
        """The journal's new text."""
        return Addition(
            self.unit,
            self.file,
            self.path,
            self.old,
            with_entries(self.old, self.unit, self.entries),
            self.journal,
            len(self.entries),
        )


def _refusal(found: Found) -> CchcError:
    """A finding as the refusal of an act: message and help."""
    if found.help is None:
        return CchcError(found.message.text, **found.message.values)
    return CchcError(N_("{what}: {how}"), what=found.message, how=found.help)
