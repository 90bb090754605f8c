"""The whole site, plan by plan: read, evaluate, render, forget."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from cchc.amend import in_force
from cchc.cascade import chain
from cchc.cascade.chain import upstream_ids
from cchc.checks.base import Lookup
from cchc.checks.rules import check_plan, check_shared
from cchc.compare.report import compare_plans
from cchc.compare.targets import Known, plan_year
from cchc.holdings import Holdings
from cchc.load import bulk
from cchc.load.places import path_of
from cchc.models.journal import Journal
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.problems import N_, Finding
from cchc.query import Filter, sheet
from cchc.reporting.happened import Close
from cchc.reporting.pages.duties import by_group, duties, matrix, worst_first
from cchc.reporting.pages.events import (
    Event,
    deadlines,
    report_days,
    reports_of,
)
from cchc.reporting.pages.overview import Overview
from cchc.reporting.targets import results
from cchc.reporting.windows import Reporter
from cchc.status import Obligation, Setting, Status, evaluate
from cchc.status.measures import measures, sets_of
from cchc.status.trend import trend
from cchc.steps import OnStep, each
from cchc.views import compare as comparison
from cchc.views.grid import Grid
from cchc.views.labels import Language
from cchc.views.records import status_record
from cchc.views.site import addresses
from cchc.views.site.output import MARK, Output
from cchc.views.site.pages import Site
from cchc.views.site.plan_pages import PlanPages, Ref
from cchc.views.site.spool import Spool
from cchc.views.site.summary_pages import Summaries, Task, finding_tables
from cchc.views.site.templates import Templates

_SEARCHED = 2_000
"""Tasks that the search may know; of more, none."""


@dataclass
class Gathered:
    """What is kept of plans that are forgotten: small things, and rows on disk."""

    spool: Spool
    above: dict[tuple[str, str], list[Ref]] = field(default_factory=dict)
    yearly: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    months: Counter[str] = field(default_factory=Counter)
    tasks: list[Task] = field(default_factory=list)
    many: bool = False


def build(
    holdings: Holdings,
    plans: Sequence[str],
    day: date,
    output: tuple[Output, Templates],
    say: Language,
    on_step: OnStep | None = None,
) -> None:
    """Write every page. What is wrong with the files is told, and on the pages too."""
    site = Site(*output, holdings.units, say, day)
    with TemporaryDirectory() as folder, bulk():
        building = Building(holdings, plans, site, Gathered(Spool(Path(folder))))
        building.run(on_step)
    site.output.close()


class Building:
    """One run."""

    def __init__(
        self, holdings: Holdings, plans: Sequence[str], site: Site, kept: Gathered
    ) -> None:
        self.holdings, self.plans, self.site, self.kept = holdings, plans, site, kept
        self.setting: Setting = holdings.setting(site.as_of)
        self.lookup = Lookup(holdings.workspace, site.as_of)
        self.overview = Overview(site.as_of, holdings.soon_days)
        self.reporter = Reporter(holdings.office, holdings.units, holdings.workdays)
        self.summaries = Summaries(site, self.overview, holdings.indicators)

    def run(self, on_step: OnStep | None = None) -> None:
        """Plans first, then what is told of all of them."""
        for plan_id in self.plans:
            self._implemented(plan_id)
        for plan_id in each(self.plans, on_step):
            self._plan(plan_id)
        self._over_all()
        self._of_units()
        self._of_indicators()
        self._years()
        self._data()

    def _implemented(self, plan_id: str) -> None:
        """Which items above the plan's tasks carry out; most plans name none."""
        workspace = self.holdings.workspace
        file = workspace.root / path_of("decision", plan_id)
        try:
            if b"implements" not in file.read_bytes():
                return
        except OSError:
            return
        plan = workspace.plan(plan_id).record
        for task in plan.tasks if plan else ():
            ref = task.implements
            if ref is not None and ref.task is not None:
                below = (plan_id, task.id, task.title)
                self.kept.above.setdefault((ref.plan, ref.task), []).append(below)
        self.lookup.forget(plan_id)

    def _plan(self, plan_id: str) -> None:
        loaded = self.holdings.plan(plan_id)
        read = self.lookup.journals(plan_id)
        for one in read:
            self.holdings.tell(one.findings)
        found = sorted(check_plan(plan_id, self.lookup), key=lambda one: one.order)
        self.kept.counts[plan_id] = sum(not one.accepted for one in found)
        if loaded.record is not None:
            plan = in_force(loaded.record, self.site.as_of)
            journals = [one.record for one in read if one.record is not None]
            obligations = evaluate(plan, journals, self.setting)
            self._pages(plan, journals, obligations, found)
        else:
            self._broken(plan_id, found)
        self.lookup.forget(plan_id)

    def _broken(self, plan_id: str, found: Sequence[Finding]) -> None:
        """A plan that does not load has one page: what is wrong."""
        from cchc.views.site.pages import Head

        path = addresses.part(plan_id, "findings")
        tables = finding_tables(self.site, self.site.at(path), found)
        self.site.page(path, Head(plan_id), tables)

    def _pages(
        self,
        plan: Plan,
        journals: Sequence[Journal],
        obligations: Sequence[Obligation],
        found: Sequence[Finding],
    ) -> None:
        rows = duties(obligations)
        figures = self.overview.add(plan, obligations, rows, journals)
        self._spool(plan, obligations)
        pages = PlanPages(
            self.site,
            plan,
            figures,
            by_group(plan, obligations),
            journals,
            self._above(plan),
            self.kept.above,
        )
        pages.write()
        pages.fields(matrix(plan, obligations))
        self._targets(pages, journals)
        self._levels(pages)
        pages.reports([*reports_of(plan, self.site.as_of, self.reporter)])
        at = self.site.at(addresses.part(plan.id, "findings"))
        pages.findings(finding_tables(self.site, at, found))
        self._index(pages)
        if not self.site.output.single:
            shown = sheet(plan, obligations, self.site.as_of, len(journals), Filter())
            record = status_record([shown], self.site.units)
            # One line: four times as fast as an indented one, and nobody reads it.
            text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            self.site.output.data(f"data/{plan.id}.json", text + "\n")

    def _above(self, plan: Plan) -> set[tuple[str, str | None]]:
        """Plans and tasks above that have pages here."""
        found: set[tuple[str, str | None]] = set()
        for one in upstream_ids(plan):
            above = self.lookup.plan(one) if one in self.plans else None
            if above is not None:
                found |= {(one, None), *((one, task.id) for task in above.tasks)}
        return found

    def _index(self, pages: PlanPages) -> None:
        plan, kept = pages.plan, self.kept
        year = plan_year(plan)
        if year is not None:
            years = kept.yearly.setdefault(plan.decision.issuer, {})
            years.setdefault(year, []).append(plan.id)
        kept.many = kept.many or len(kept.tasks) + len(plan.tasks) > _SEARCHED
        if kept.many:
            kept.tasks.clear()
        else:
            kept.tasks += [
                (plan.id, task.id, task.title, pages.addresses[task.id])
                for task in plan.tasks
                if task.id in pages.addresses
            ]

    def _spool(self, plan: Plan, obligations: Sequence[Obligation]) -> None:
        """Rows for units and months."""
        of_unit: dict[str, list[Obligation]] = {}
        for one in obligations:
            for unit in one.owners or (one.unit,):
                of_unit.setdefault(unit, []).append(one)
        for unit, ones in of_unit.items():
            rows = worst_first(duties(ones))
            self.kept.spool.add(f"unit {unit}", rows)
            late = [row for row in rows if row.status is Status.OVERDUE]
            self.kept.spool.add(f"late {unit}", late)
        days: dict[str, list[Event]] = {}
        reports = report_days(plan, self.site.as_of, self.reporter)
        for event in (*deadlines(obligations), *reports):
            days.setdefault(event.day.isoformat(), []).append(event)
        for day, events in days.items():
            self.kept.spool.add(f"day {day}", events)
            self.kept.months[day[:7]] += len(events)

    def _targets(self, pages: PlanPages, journals: Sequence[Journal]) -> None:
        plan = pages.plan
        sets = sets_of(plan, self.site.units, self.site.as_of)
        measured = measures(journals, self.site.as_of, sets)
        directions = self.holdings.indicators.directions
        lower = frozenset(i for i, better in directions.items() if better == "down")
        # Every value of the plan's time counts, the last one most.
        close = Close(plan.period.start, self.site.as_of)
        pages.targets(results(plan, measured, close, lower))
        bare = plan.model_copy(
            update={"tasks": (), "groups": (), "cites": (), "reports": ()}
        )
        of: dict[str, list[Target]] = {}
        for target in plan.targets:
            if target.indicator is not None:
                of.setdefault(target.indicator, []).append(target)
        for indicator, targets in of.items():
            one = bare.model_copy(update={"targets": tuple(targets)})
            values = {t.id: measured[t.id] for t in targets if t.id in measured}
            self.kept.spool.add(f"indicator {indicator}", [(one, values)])

    def _levels(self, pages: PlanPages) -> None:
        """The plan and those right above it."""
        plan, directions = pages.plan, self.holdings.indicators.directions
        workspace = self.holdings.workspace
        above = [one for one in upstream_ids(plan) if one in workspace.plan_ids]
        near = [workspace.plan(one).record for one in above]
        day = self.site.as_of
        known = [plan, *(in_force(one, day) for one in near if one is not None)]
        found = chain(plan, known, self.site.units, directions)
        mine = tuple(link for link in found.links if link.local.id == plan.id)
        absent = tuple(one for one in found.absent if one[0] == plan.id)
        pages.cascade(type(found)(plan, mine, absent))
        for one in above:
            self.lookup.forget(one)

    def _over_all(self) -> None:
        pages = self.summaries
        pages.today()
        pages.plans()
        pages.overdue()
        for month in self.kept.months:
            pages.month(month, self._days(month))
        pages.calendar(sorted(self.kept.months.items()))
        levels = [N_("What each plan made of the plan above it, and where they part.")]
        pages.lists_of(addresses.CASCADE, N_("Levels"), "cascade", levels)
        pages.lists_of(addresses.REPORTS, N_("Periodic reports"), "reports", ())
        pages.findings(check_shared(self.lookup), self.kept.counts)
        pages.method()

    def _days(self, month: str) -> Iterator[Event]:
        for day in self.kept.spool.named("day"):
            if day.startswith(month):
                yield from self.kept.spool.rows(f"day {day}")

    def _of_units(self) -> None:
        """A page for each unit that owes something or that some page leads to."""
        spool, known = self.kept.spool, set(self.overview.units)
        written: set[str] = set()
        while waiting := sorted((known | self.site.linked) - written):
            for unit in waiting:
                self.summaries.unit(unit, spool.rows(f"unit {unit}"))
            written |= set(waiting)
        for unit, one in self.overview.units.items():
            if one.overdue:
                self.summaries.overdue_of(unit, spool.rows(f"late {unit}"))
        self.summaries.units(sorted(written))
        tasks = None if self.kept.many else self.kept.tasks
        self.summaries.search(sorted(written), tasks)

    def _of_indicators(self) -> None:
        spool, rows = self.kept.spool, []
        known = {one.id: one for one in self.holdings.indicators.indicators}
        for name in spool.named("indicator"):
            found = [*spool.rows(f"indicator {name}")]
            plans = [plan for plan, _ in found]
            measured = {plan.id: values for plan, values in found}
            bare = Indicator(id=name, name=name, unit="?", better="up")
            one = trend(known.get(name, bare), plans, measured, self.site.as_of)
            rows.append(self.summaries.indicator(one))
        self.summaries.targets(rows)

    def _years(self) -> None:
        """One-year plans of an issuer side by side; a year with several is left out."""
        listed, alone = [], []
        for issuer, years in sorted(self.kept.yearly.items()):
            alone += [p for ones in years.values() if len(ones) > 1 for p in ones]
            ids = [ones[0] for _, ones in sorted(years.items()) if len(ones) == 1]
            if len(ids) > 1:
                self.summaries.compared(issuer, [*self._compared(ids)])
                listed.append((issuer, ids))
        self.summaries.years(listed, alone)

    def _compared(self, ids: Iterable[str]) -> Iterator[Grid]:
        workspace, say = self.holdings.workspace, self.site.say
        found = (workspace.plan(one).record for one in ids)
        plans = [in_force(p, self.site.as_of) for p in found if p is not None]
        register = self.holdings.indicators
        names = {scope.id: scope.name for scope in register.scopes}
        names |= {one.id: one.name for one in register.indicators}
        units = self.site.units
        of = {plan.id: units.get(plan.decision.issuer) for plan in plans}
        levels = {p: unit.level for p, unit in of.items() if unit and unit.level}
        known = Known(register.directions, levels)
        report = compare_plans(plans, known, ("targets", "tasks"), units.is_one_house)
        yield comparison.targets(report, names, say)
        for step in report.tasks:
            yield comparison.tasks(step, say)
        for plan in plans:
            self.lookup.forget(plan.id)

    def _data(self) -> None:
        """The list of plans for programs; it marks the folder as a site."""
        plans = [
            {
                "id": p.id,
                "title": p.title,
                "issuer": p.issuer,
                "ended": p.ended,
                "tasks": p.tasks,
                "four_states": p.states._asdict(),
                "done": p.rates.done,
                "due": p.rates.due,
                "overdue": p.overdue,
                "status": f"data/{p.id}.json",
            }
            for p in self.overview.plans
        ]
        record = {"format": 1, "as_of": self.site.as_of.isoformat(), "plans": plans}
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        self.site.output.data(MARK, text)
