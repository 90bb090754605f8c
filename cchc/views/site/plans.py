"""The pages of plans, one plan after another: read, evaluate, render, forget."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cchc.amend import in_force
from cchc.cascade import chain
from cchc.cascade.chain import upstream_ids
from cchc.checks.base import Lookup
from cchc.checks.rules import check_plan
from cchc.compare.targets import plan_year
from cchc.holdings import Holdings
from cchc.load.schemes import score_sheets
from cchc.models.journal import Journal
from cchc.models.plan import Plan, Target
from cchc.problems import Finding
from cchc.query import Filter, sheet
from cchc.reporting.happened import Close
from cchc.reporting.pages.duties import by_field, by_group, duties, matrix, worst_first
from cchc.reporting.pages.events import Event, deadlines, report_days, reports_of
from cchc.reporting.pages.overview import Overview
from cchc.reporting.scored import known_of, sent_of
from cchc.reporting.targets import results
from cchc.reporting.windows import Reporter
from cchc.scoring.score import score
from cchc.status import Obligation, Status, evaluate
from cchc.status.measures import measures, sets_of
from cchc.views.records import status_record
from cchc.views.site import addresses
from cchc.views.site.field_pages import FieldPages
from cchc.views.site.gathered import Gathered
from cchc.views.site.pages import Head, Site
from cchc.views.site.plan_pages import PlanPages, Ref
from cchc.views.site.score_pages import Scored, ScorePages
from cchc.views.site.spool import Spool
from cchc.views.site.summary_pages import Summaries, finding_tables


class Wanted(NamedTuple):
    """A plan whose pages are to be written.

    `known` is what `check` finds in it where that is known. `below` are tasks of other
    plans that carry out its own, by (plan, task).
    """

    plan: str
    known: list[Finding] | None
    below: Mapping[tuple[str, str], Sequence[Ref]]


class Plans:
    """Writes pages of plans; `every` are all that have pages on the site."""

    def __init__(
        self, holdings: Holdings, every: Sequence[str], site: Site, rank: bool
    ) -> None:
        self.holdings, self.site, self.rank = holdings, site, rank
        self.every = frozenset(every)
        self.setting = holdings.setting(site.as_of)
        self.lookup = Lookup(holdings.workspace, site.as_of)
        self.reporter = Reporter(holdings.office, holdings.units, holdings.workdays)

    def begun(self, spool: Path) -> Gathered:
        """Nothing gathered yet."""
        overview = Overview(self.site.as_of, self.holdings.soon_days)
        return Gathered(overview, Spool(spool))

    def write(self, wanted: Sequence[Wanted], spool: Path) -> Gathered:
        """The pages of these plans, and what pages over all need of them."""
        site, kept = self.site, self.begun(spool)
        site.linked, site.elsewhere = kept.linked, kept.elsewhere
        self.kept = kept
        self.summaries = Summaries(site, kept.overview, self.holdings.indicators)
        self.scores = ScorePages(site, self.rank, kept.lines)
        self.fields = FieldPages(site, kept.spool, kept.sums)
        for one in wanted:
            self._plan(one)
            site.output.finish(addresses.room(one.plan))
        kept.spool.write()
        return kept

    def _plan(self, wanted: Wanted) -> None:
        plan_id = wanted.plan
        loaded = self.holdings.plan(plan_id)
        read = self.lookup.journals(plan_id)
        for one in read:
            self.holdings.tell(one.findings)
        found = self._found(wanted)
        self.kept.counts[plan_id] = sum(not one.accepted for one in found)
        if loaded.record is not None:
            plan = in_force(loaded.record, self.site.as_of)
            journals = [one.record for one in read if one.record is not None]
            obligations = evaluate(plan, journals, self.setting)
            pages = self._pages(wanted, plan, journals, obligations)
            self._targets(pages, journals)
            self._levels(pages)
            due = reports_of(plan, self.site.as_of, self.reporter)
            pages.reports([*due], sent_of(self.holdings, plan_id))
            at = self.site.at(addresses.part(plan_id, "findings"))
            pages.findings(finding_tables(self.site, at, found))
            self._index(pages)
            self._data(plan, obligations, len(journals))
            self._scores(loaded.record, journals)
        else:
            self._broken(plan_id, found)
        self.lookup.forget(plan_id)

    def _found(self, wanted: Wanted) -> list[Finding]:
        """What `check` finds in a plan."""
        found = wanted.known
        if found is None:
            found = [*check_plan(wanted.plan, self.lookup)]
            self.kept.found.append((wanted.plan, found, self.lookup.asked))
        return sorted(found, key=lambda one: one.order)

    def _broken(self, plan_id: str, found: Sequence[Finding]) -> None:
        """A plan that does not load has one page: what is wrong."""
        path = addresses.part(plan_id, "findings")
        tables = finding_tables(self.site, self.site.at(path), found)
        self.site.page(path, Head(plan_id), tables)

    def _pages(
        self,
        wanted: Wanted,
        plan: Plan,
        journals: Sequence[Journal],
        obligations: Sequence[Obligation],
    ) -> PlanPages:
        """The plan's page, those of its tasks, units by groups."""
        rows = duties(obligations)
        figures = self.kept.overview.add(plan, obligations, rows, journals)
        pages = PlanPages(
            self.site,
            plan,
            figures,
            by_group(plan, obligations),
            journals,
            self._above(plan),
            wanted.below,
        )
        for task in {one.task for one in obligations}:
            page = pages.addresses.get(task, addresses.plan(plan.id))
            if page != addresses.task(plan.id, task):
                self.site.elsewhere[plan.id, task] = page
        self._spool(plan, obligations)
        pages.write()
        pages.fields(matrix(plan, obligations))
        self.fields.add(plan, by_field(plan, obligations))
        return pages

    def _data(
        self, plan: Plan, obligations: Sequence[Obligation], journals: int
    ) -> None:
        """The status of the plan for programs."""
        if self.site.output.single:
            return
        shown = sheet(plan, obligations, self.site.as_of, journals, Filter())
        record = status_record([shown], self.site.units)
        # One line: four times as fast as an indented one, and nobody reads it.
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        path = f"data/{plan.id}.json"
        self.site.output.data(path, text + "\n")
        self.kept.files.add(path)

    def _scores(self, plan: Plan, journals: Sequence[Journal]) -> None:
        """A page for each score sheet of the plan, as `score` scores it."""
        for loaded in score_sheets(self.holdings.workspace, plan.id):
            self.holdings.tell(loaded.findings)
            sheet, name = loaded.record, Path(loaded.path).stem
            scheme = self.lookup.scheme(sheet.scheme) if sheet else None
            if sheet is None or scheme is None:
                self.kept.lines.unscored.append((plan.id, name))
                continue
            known = known_of(self.holdings, plan, journals, scheme, sheet)
            unit = sheet.unit or plan.decision.issuer
            found = Scored(plan.id, name, unit, sheet, score(scheme, sheet, known))
            self.scores.write(found)

    def _above(self, plan: Plan) -> set[tuple[str, str | None]]:
        """Plans and tasks above that have pages here."""
        found: set[tuple[str, str | None]] = set()
        for one in upstream_ids(plan):
            above = self.lookup.plan(one) if one in self.every else None
            if above is not None:
                found |= {(one, None), *((one, task.id) for task in above.tasks)}
        return found

    def _index(self, pages: PlanPages) -> None:
        plan, kept = pages.plan, self.kept
        year = plan_year(plan)
        if year is not None:
            years = kept.yearly.setdefault(plan.decision.issuer, {})
            years.setdefault(year, []).append(plan.id)
        kept.search(
            [
                (plan.id, task.id, task.title, pages.addresses[task.id])
                for task in plan.tasks
                if task.id in pages.addresses
            ]
        )

    def _spool(self, plan: Plan, obligations: Sequence[Obligation]) -> None:
        """Rows for units and months."""
        spool = self.kept.spool
        of_unit: dict[str, list[Obligation]] = {}
        for one in obligations:
            for unit in one.owners or (one.unit,):
                of_unit.setdefault(unit, []).append(one)
        for unit, ones in of_unit.items():
            found = worst_first(duties(ones))
            rows = self.summaries.unit_rows(unit, found)
            spool.add(f"unit {unit}", [(plan.id, row) for row in rows])
            late = [row for row in rows if row.status == Status.OVERDUE.value]
            spool.add(f"late {unit}", late)
        days: dict[str, list[Event]] = {}
        reports = report_days(plan, self.site.as_of, self.reporter)
        for event in (*deadlines(obligations), *reports):
            days.setdefault(event.day.isoformat(), []).append(event)
        for day, events in days.items():
            spool.add(f"day {day}", events)
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
        bare = plan.with_only(())
        of: dict[str, list[Target]] = {}
        for target in plan.targets:
            if target.indicator is not None:
                of.setdefault(target.indicator, []).append(target)
        for indicator, targets in of.items():
            one = bare.model_copy(update={"targets": tuple(targets), "groups": ()})
            values = {t.id: measured[t.id] for t in targets if t.id in measured}
            self.kept.spool.add(f"indicator {indicator}", [(one, values)])

    def _levels(self, pages: PlanPages) -> None:
        """The plan and those right above it."""
        plan, directions = pages.plan, self.holdings.indicators.directions
        workspace = self.holdings.workspace
        above = [one for one in upstream_ids(plan) if workspace.has_plan(one)]
        near = [workspace.plan(one).record for one in above]
        day = self.site.as_of
        known = [plan, *(in_force(one, day) for one in near if one is not None)]
        found = chain(plan, known, self.site.units, directions)
        mine = tuple(link for link in found.links if link.local.id == plan.id)
        absent = tuple(one for one in found.absent if one[0] == plan.id)
        pages.cascade(type(found)(plan, mine, absent))
        for one in above:
            self.lookup.forget(one)
