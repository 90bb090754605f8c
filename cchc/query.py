"""Pick, sort and group what commands show; knows no view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cchc.amend import in_force
from cchc.models.journal import Journal, TargetEntry, TaskEntry
from cchc.models.plan import Plan, Target
from cchc.models.statuses import CLOSED, DONE
from cchc.problems import N_, CchcError
from cchc.status import ORDER, Obligation, Rates, Status, evaluate, rates
from cchc.status.entries import corrected
from cchc.status.obligations import by_task, latest
from cchc.text.characters import fold
from cchc.units import Units

if TYPE_CHECKING:
    from cchc.cascade import Chain
    from cchc.holdings import Holdings
    from cchc.models.registers import (
        Document,
        DocumentRegister,
        Indicator,
        IndicatorRegister,
    )
    from cchc.scoring.sheets import Unserved
    from cchc.standings import PlanStanding
    from cchc.status.measures import Measure
    from cchc.status.trend import Trend
    from cchc.summaries import Aims, Cites


@dataclass(frozen=True, slots=True)
class Cited:
    """A document, the plans that cite it, and where in each."""

    document: Document
    plans: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator and the targets that plans set for it."""

    indicator: Indicator
    targets: tuple[tuple[str, Target], ...]


def documents(
    register: DocumentRegister, citing: Iterable[Cites], query: str | None
) -> list[Cited]:
    """Documents whose key, title or issuer holds `query`, in register order."""
    cited: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for plan, keys in citing:
        for key, at in keys:
            cited.setdefault(key, []).append((plan, at))
    return [
        Cited(document, tuple(cited.get(document.key, ())))
        for document in register.documents
        if _holds(query, document.key, document.type, document.title, document.issuer)
    ]


def indicators(
    register: IndicatorRegister, aims: Iterable[Aims], query: str | None
) -> list[Measured]:
    """Indicators whose id, name or alias holds `query`, with their targets."""
    targets: dict[str, list[tuple[str, Target]]] = {}
    for plan, aimed in aims:
        for target in aimed:
            if target.indicator is not None:
                targets.setdefault(target.indicator, []).append((plan, target))
    return [
        Measured(one, tuple(targets.get(one.id, ())))
        for one in register.indicators
        if _holds(query, one.id, one.name, *one.aliases)
    ]


def _holds(query: str | None, *texts: str | None) -> bool:
    if query is None:
        return True
    wanted = fold(query)
    return any(wanted in fold(text) for text in texts if text)


class Filter(NamedTuple):
    """What `status` was asked for; None means all."""

    units: frozenset[str] | None = None
    group: str | None = None
    statuses: frozenset[Status] | None = None
    due_within: int | None = None

    def keeps(self, one: Obligation) -> bool:
        """Whether the obligation was asked for."""
        if self.units is not None and not self.units & {one.unit, one.via, *one.owners}:
            return False
        if self.group is not None and one.group != self.group:
            return False
        if self.statuses is not None and one.status not in self.statuses:
            return False
        if self.due_within is not None:
            left = None if one.days is None else -one.days
            if one.status in CLOSED or left is None or not 0 <= left <= self.due_within:
                return False
        return True


class _Sheet(NamedTuple):
    plan: Plan
    as_of: date
    obligations: tuple[Obligation, ...]
    journals: int
    of_groups: tuple[Obligation, ...] = ()
    """What members of groups owe, unfiltered: 17/21 stays 17/21 with `--overdue`."""
    wanted: Filter = Filter()
    """What was asked for; the counts are of this alone."""
    unread: tuple[str, ...] = ()
    """Journals with errors: nothing that they report is counted."""


class Sheet(_Sheet):
    """Obligations of one plan on a date, after filtering."""

    @cached_property
    def statuses(self) -> dict[tuple[str, str], Status]:
        """Status of each (plan, task)."""
        return by_task(self.obligations)

    @property
    def brief(self) -> Brief:
        """The little that a table over several plans says of each."""
        silent = not self.journals and not self.unread and bool(self.obligations)
        plan = self.plan
        return Brief(plan.id, plan.title, self.as_of, self.wanted, self.unread, silent)

    @property
    def over(self) -> bool:
        """Whether the plan's period has ended."""
        return self.plan.period.end < self.as_of

    @property
    def summary(self) -> dict[Status, int]:
        """Obligations by status, worst first; statuses without any are left out."""
        counts = Counter(one.status for one in self.obligations)
        return {status: counts[status] for status in ORDER if counts[status]}

    @property
    def tasks(self) -> dict[Status, int]:
        """Tasks by status, worst first: each task is counted once."""
        counts = Counter(self.statuses.values())
        return {status: counts[status] for status in ORDER if counts[status]}

    @property
    def rates(self) -> Rates:
        """Completion rates of what is shown."""
        return rates(self.obligations, self.statuses)


class Brief(NamedTuple):
    """A sheet without its obligations."""

    plan: str
    title: str
    as_of: date
    wanted: Filter
    unread: tuple[str, ...]
    silent: bool
    """Whether something is owed and there is no journal to tell of it."""


class Share(NamedTuple):
    """Members of a group: those who are done, and those who are not."""

    done: tuple[str, ...]
    missing: tuple[str, ...]


class Row(NamedTuple):
    """What one line of the table says: obligations of a task that read alike."""

    task: str
    title: str
    what: str | None
    status: Status
    obligations: tuple[Obligation, ...]
    shares: Mapping[str, Share]
    """How far the members of each group are, in the occurrences shown."""

    @property
    def plan(self) -> str:
        """The plan that the task is of."""
        return self.obligations[0].plan

    @property
    def days(self) -> int | None:
        """The most days late, or the fewest left."""
        return latest(self.obligations)


def sheet(
    plan: Plan,
    obligations: Iterable[Obligation],
    as_of: date,
    journals: int,
    wanted: Filter,
) -> Sheet:
    """Filter the obligations of a plan."""
    every = tuple(obligations)
    kept = tuple(one for one in every if wanted.keeps(one))
    of_groups = tuple(one for one in every if one.via)
    return Sheet(plan, as_of, kept, journals, of_groups, wanted)


def rows(
    obligations: Sequence[Obligation],
    of_groups: Sequence[Obligation] = (),
    statuses: Mapping[tuple[str, str], Status] | None = None,
) -> dict[Status, list[Row]]:
    """Rows under the status of their task, worst first; each task in one section.

    Under the task's status stand its obligations of that status, those alike (same
    milestone) as one row, with how many members of a group are done. `statuses`: what
    `by_task` says of the obligations.
    """
    status_of = by_task(obligations) if statuses is None else statuses
    grouped: dict[tuple[str, str, str | None], list[Obligation]] = {}
    for one in obligations:
        grouped.setdefault((one.plan, one.task, one.what), []).append(one)
    members: dict[tuple[str, str, str | None], list[Obligation]] = {}
    for one in of_groups:
        members.setdefault((one.plan, one.task, one.what), []).append(one)
    found: dict[Status, list[Row]] = {status: [] for status in ORDER}
    for (plan, task, what), ones in grouped.items():
        status = status_of[plan, task]
        alike = tuple(one for one in ones if one.status is status)
        if not alike:
            continue
        shares = _shares(alike, members.get((plan, task, what), ()))
        found[status].append(Row(task, alike[0].title, what, status, alike, shares))
    return {status: rows for status, rows in found.items() if rows}


def _shares(
    shown: Sequence[Obligation], owed: Sequence[Obligation]
) -> dict[str, Share]:
    """Members of each group, done or not with the occurrences shown."""
    if not owed:
        return {}
    occurrences = {one.period for one in shown}
    units: dict[str, dict[str, bool]] = {}
    for one in owed:
        if one.via is not None and one.period in occurrences:
            done = units.setdefault(one.via, {})
            done[one.unit] = done.get(one.unit, True) and one.status in DONE
    return {
        via: Share(
            tuple(unit for unit, ready in members.items() if ready),
            tuple(unit for unit, ready in members.items() if not ready),
        )
        for via, members in units.items()
    }


def late_first(
    obligations: Sequence[Obligation], of_groups: Sequence[Obligation] = ()
) -> list[Row]:
    """Rows in one list: the longest late first, then what is due next."""
    found = [row for ones in rows(obligations, of_groups).values() for row in ones]
    return sorted(
        found, key=lambda row: float("inf") if row.days is None else -row.days
    )


class Debtor(NamedTuple):
    """What one unit answers for on the day: counts of obligations, the longest late."""

    unit: str
    overdue: int
    worst: int | None
    """Days late of what is overdue longest; None where nothing is."""
    blocked: int
    soon: int
    done: int
    due: int


def debtors(obligations: Iterable[Obligation]) -> list[Debtor]:
    """Units that answer for something, the most overdue first.

    What an abolished unit owed is counted for those who answer for it now.
    """
    debts = Debts()
    debts.add(obligations)
    return debts.ranked


class Debts:
    """The same, a plan after the other."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[Status]] = {}
        self._worst: dict[str, int] = {}

    def add(self, obligations: Iterable[Obligation]) -> None:
        """Count what is owed."""
        worst = self._worst
        for one in obligations:
            for unit in one.owners or (one.unit,):
                self._counts.setdefault(unit, Counter())[one.status] += 1
                if one.status is Status.OVERDUE and one.days is not None:
                    worst[unit] = max(worst.get(unit, one.days), one.days)

    @property
    def ranked(self) -> list[Debtor]:
        """Units that answer for something, the most overdue first."""
        found = [
            _debtor(unit, ones, self._worst.get(unit))
            for unit, ones in self._counts.items()
        ]
        return sorted(
            found, key=lambda d: (-d.overdue, -(d.worst or 0), -d.soon, d.unit)
        )


def _debtor(unit: str, counts: Counter[Status], worst: int | None) -> Debtor:
    done = sum(counts[status] for status in DONE)
    overdue = counts[Status.OVERDUE]
    return Debtor(
        unit,
        overdue,
        worst,
        counts[Status.BLOCKED],
        counts[Status.DUE_SOON],
        done,
        done + overdue,
    )


class Told(NamedTuple):
    """An entry of a journal, by whom, and on which day it was corrected."""

    unit: str
    entry: TaskEntry | TargetEntry
    corrected: date | None


def histories(journals: Iterable[Journal], until: date) -> dict[str, list[Told]]:
    """All that was written about each task and target up to a day, corrected ones too.

    By date.
    """
    found: dict[str, list[Told]] = {}
    for journal in journals:
        of: dict[str, list[Told]] = {}
        for entry in sorted(journal.entries, key=_written_on):
            if entry.date.start > until:
                continue
            written = of.setdefault(entry.subject, [])
            open_ = [i for i, told in enumerate(written) if told.corrected is None]
            wrong = corrected(entry, [written[i].entry for i in open_])
            if wrong is not None:
                mended = written[open_[wrong]]
                written[open_[wrong]] = mended._replace(corrected=entry.date.start)
            written.append(Told(journal.unit, entry, None))
        for item, written in of.items():
            found.setdefault(item, []).extend(written)
    return {
        item: sorted(told, key=lambda one: _written_on(one.entry))
        for item, told in found.items()
    }


def _written_on(entry: TaskEntry | TargetEntry) -> date:
    return entry.date.start


def history(journals: Iterable[Journal], item: str, until: date) -> list[Told]:
    """The same of one task or target."""
    return histories(journals, until).get(item, [])


def unit_ids(units: Units, query: str) -> frozenset[str]:
    """Ids that a person means by `query`: an id, a name, or an alias, folded."""
    if query in units:
        return frozenset({query})
    exact = units.by_name.get(fold(query))
    return frozenset(exact or [unit.id for unit in units.find(query)])


def named_units(units: Units, query: str) -> frozenset[str]:
    """The same. Raises `CchcError` where nobody is called so."""
    found = unit_ids(units, query)
    if not found:
        raise CchcError(N_("no unit is called {query}; see cchc units"), query=query)
    return found


def one_unit(units: Units, query: str) -> str:
    """The id of the unit that is meant. Raises `CchcError` for none or several."""
    found = sorted(named_units(units, query))
    if len(found) > 1:
        raise CchcError(
            N_("{query} could be several units: {units}"),
            query=query,
            units=", ".join(found[:8]),
        )
    return found[0]


def sheets(
    holdings: Holdings, plan: str | None, day: date, wanted: Filter
) -> list[Sheet]:
    """What one plan owes on a day, or every plan (`all`); plans that load.

    Raises `CchcError` for a group that none of them has.
    """
    return list(each_sheet(holdings, plan, day, wanted))


def each_sheet(
    holdings: Holdings, plan: str | None, day: date, wanted: Filter
) -> Iterator[Sheet]:
    """The same one after the other; of many plans each is let go once it is given.

    Raises `CchcError` at the end for a group that none of them has.
    """
    asked = holdings.all_plan_ids() if plan == "all" else (plan,)
    known, found = wanted.group is None, False
    for each in asked:
        one = _evaluated(holdings, each, day, wanted)
        if one is not None:
            found = True
            known = known or any(g.id == wanted.group for g in one.plan.groups)
            yield _slim(one) if plan == "all" else one
        if plan == "all" and each is not None:
            holdings.workspace.forget(each)
    if found and not known:
        raise CchcError(N_("there is no group {group}"), group=wanted.group)


def _slim(sheet: Sheet) -> Sheet:
    """The same without the tasks that were not asked for: of many plans most."""
    shown = {one.task for one in sheet.obligations}
    tasks = tuple(task for task in sheet.plan.every_task if task.id in shown)
    return sheet._replace(plan=sheet.plan.with_only(tasks))


def standing_of(sheet: Sheet) -> PlanStanding:
    """A plan in a few figures, of what was asked for."""
    from cchc.standings import PlanStanding

    figures = sheet.rates
    return PlanStanding(
        sheet.plan.id, sheet.over, sheet.tasks, figures.done, figures.due
    )


def _evaluated(
    holdings: Holdings, plan_id: str | None, day: date, wanted: Filter
) -> Sheet | None:
    """One plan on a day; None when it does not load."""
    from cchc.dates.workdays import Workdays
    from cchc.load import bulk

    with bulk():
        loaded = holdings.plan(plan_id)
        if loaded.record is None:
            return None
        read = holdings.read_journals(loaded.plan or loaded.record.id)
        journals = [one.record for one in read if one.record is not None]
        unread = tuple(one.path for one in read if one.record is None)
        # Only an entry can start a time limit in working days.
        setting = holdings.setting(day, None if journals else Workdays())
        plan = in_force(loaded.record, day)
        obligations = evaluate(plan, journals, setting)
        found = sheet(plan, obligations, day, len(journals), wanted)
        return found._replace(unread=unread)


def status_named(text: str) -> Status:
    """A status by its key. Raises `CchcError` for any other word."""
    try:
        return Status(text)
    except ValueError:
        raise CchcError(
            N_("{value} is no status; statuses: {statuses}"),
            value=text,
            statuses=", ".join(Status),
        ) from None


def one_indicator(register: IndicatorRegister, query: str) -> Indicator:
    """The one indicator that a person means: an id, a name, or part of a name.

    Raises `CchcError` for none or several.
    """
    wanted = fold(query)
    named = [
        (one, [fold(one.id), *map(fold, (one.name, *one.aliases))])
        for one in register.indicators
    ]
    exact = [one for one, names in named if wanted in names]
    found = exact or [
        one for one, names in named if any(wanted in name for name in names)
    ]
    if not found or not wanted:
        raise CchcError(
            N_("no indicator is called {query}; see cchc indicators"), query=query
        )
    if len(found) > 1:
        raise CchcError(
            N_("{query} may mean: {ids}"),
            query=query,
            ids=", ".join(one.id for one in found),
        )
    return found[0]


def trend_of(holdings: Holdings, query: str, day: date) -> Trend:
    """Goals and measured values of the indicator that is meant, over all plans."""
    from cchc.load import bulk
    from cchc.status.measures import measures, sets_of
    from cchc.status.trend import trend

    indicator = one_indicator(holdings.indicators, query)
    plans: list[Plan] = []
    measured: dict[str, dict[str, list[Measure]]] = {}
    for plan in holdings.each_plan(day):
        with bulk():
            told = holdings.journals(plan.id)
            targets = tuple(t for t in plan.targets if t.indicator == indicator.id)
            if targets:
                sets = sets_of(plan, holdings.units, day)
                found = measures(told, day, sets)
                measured[plan.id] = {
                    one.id: found[one.id] for one in targets if one.id in found
                }
                plans.append(plan.with_only(targets=targets))
    return trend(indicator, plans, measured, day)


def chain_of(holdings: Holdings, plan_id: str | None, day: date) -> Chain | None:
    """A plan between the plans above and below it, all as of a day.

    None when it does not load.
    """
    from cchc.cascade import chain, connected, upstream_ids
    from cchc.load import bulk

    plan = holdings.plan(plan_id).record
    if plan is None:
        return None
    directions = holdings.indicators.directions
    above = {one.id: upstream_ids(one) for one in holdings.each_plan(day)}
    with bulk():
        needed = sorted(connected(plan.id, above) & above.keys())
        read = [holdings.plan(one).record for one in needed]
        plans = [in_force(one, day) for one in read if one is not None]
        return chain(in_force(plan, day), plans, holdings.units, directions)


def criteria_unserved(holdings: Holdings, plan_id: str | None) -> list[Unserved]:
    """Criteria of the plan's own score sheets that none of its tasks serves."""
    from cchc.load.schemes import load_scheme, scheme_files, score_sheets
    from cchc.scoring.sheets import unserved

    plan = holdings.plan(plan_id).record
    here = scheme_files(holdings.workspace)
    found: list[Unserved] = []
    for loaded in score_sheets(holdings.workspace, plan.id) if plan else ():
        holdings.tell(loaded.findings)
        sheet = loaded.record
        if sheet is None or sheet.scheme is None or sheet.scheme not in here:
            continue
        if plan and sheet.unit in (None, plan.decision.issuer):
            scheme = load_scheme(sheet.scheme, holdings.workspace)
            holdings.tell(scheme.findings)
            if scheme.record is not None:
                found.append(unserved(scheme.record, sheet))
    return found
