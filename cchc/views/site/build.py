"""The whole site: pages of plans, part by part, then those over all of them."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from cchc.amend import in_force
from cchc.checks.base import Lookup
from cchc.checks.kept import Kept
from cchc.checks.rules import check_shared
from cchc.compare.report import compare_plans
from cchc.compare.targets import Known
from cchc.holdings import Holdings
from cchc.load import bulk
from cchc.load.places import path_of
from cchc.models.registers import Indicator
from cchc.problems import N_
from cchc.reporting.pages.events import Event
from cchc.status.trend import trend
from cchc.steps import OnStep
from cchc.views import compare as comparison
from cchc.views.grid import Grid
from cchc.views.site import addresses
from cchc.views.site.field_pages import FieldPages
from cchc.views.site.gathered import Gathered
from cchc.views.site.output import MARK, Folder
from cchc.views.site.pages import Site
from cchc.views.site.plan_pages import Ref
from cchc.views.site.plans import Plans, Wanted
from cchc.views.site.score_pages import ScorePages
from cchc.views.site.summary_pages import Summaries

_PART = 12
"""Plans whose pages are written at one go, before what they leave is taken."""
WORTHWHILE = 40
"""Plans for which a process of its own takes less time than it takes to begin."""


def build(
    holdings: Holdings,
    plans: Sequence[str],
    site: Site,
    rank: bool = False,
    on_step: OnStep | None = None,
    jobs: int = 1,
) -> None:
    """Write every page. What is wrong with the files is told, and on the pages too.

    `rank`: units stand on the page of scores by their index. `jobs`: processes at
    once; a single file is written by one.
    """
    with TemporaryDirectory() as folder, bulk():
        Building(holdings, plans, site, rank, Path(folder)).run(on_step, jobs)
    site.output.close()


def _told(
    parts: Iterator[Gathered], total: int, on_step: OnStep | None
) -> Iterator[Gathered]:
    """The parts; how many plans are done is told before each is waited for."""
    done = 0
    while done < total:
        if on_step is not None:
            on_step(done, total)
        part = next(parts)
        yield part
        done += len(part.counts)


class Building:
    """One run; `room` is a folder for rows that wait."""

    def __init__(
        self,
        holdings: Holdings,
        plans: Sequence[str],
        site: Site,
        rank: bool,
        room: Path,
    ) -> None:
        self.holdings, self.plans, self.site = holdings, plans, site
        self.rank, self.room = rank, room
        self.writer = Plans(holdings, plans, site, rank)
        self.lookup = Lookup(holdings.workspace, site.as_of)
        self.kept = self.writer.begun(room / "all")
        self.overview = self.kept.overview
        self.summaries = Summaries(site, self.overview, holdings.indicators)
        self.scores = ScorePages(site, rank, self.kept.lines)
        self.fields = FieldPages(site, self.kept.spool, self.kept.sums)
        whole = set(plans) == set(holdings.workspace.plan_ids)
        self.known = Kept(holdings.workspace, self.lookup) if whole else None

    def run(self, on_step: OnStep | None, jobs: int) -> None:
        """Plans first, then what is told of all of them."""
        folder = self.holdings.workspace.folder
        scores = any(
            any((folder / plan_id / "scores").glob("*.yaml")) for plan_id in self.plans
        )
        self.site.output.pages = [
            (page, self.site.say(word))
            for page, word in addresses.PAGES.items()
            if scores or page != addresses.SCORES
        ]
        with closing(self._parts(jobs)) as parts:
            for part in _told(parts, len(self.plans), on_step):
                self._take(part)
        self.site.linked, self.site.elsewhere = self.kept.linked, self.kept.elsewhere
        if self.known:
            self.known.close()
        self._over_all()
        self._of_units()
        self._of_indicators()
        self._years()
        self._data()

    def _parts(self, jobs: int) -> Generator[Gathered]:
        """What is gathered of the plans, part by part in their order."""
        total = len(self.plans)
        size = max(1, min(_PART, total // (4 * jobs)))
        output = self.site.output
        if jobs < 2 or total < 2 or not isinstance(output, Folder):
            for part in self._wanted(size):
                yield self.writer.write(part, self.room / "part")
            return
        from cchc.views.site.processes import Order, parts

        order = Order(
            self.holdings.workspace.root,
            output.folder,
            output.renews,
            self.site.say.code,
            self.site.as_of,
            output.pages,
            tuple(self.plans),
            self.rank,
        )
        wanted = self._wanted(size)
        with closing(parts(order, wanted, min(jobs, total), self.room)) as found:
            yield from found

    def _wanted(self, size: int) -> Iterator[list[Wanted]]:
        below = self._implemented()
        for start in range(0, len(self.plans), size):
            yield [
                Wanted(
                    plan_id,
                    self.known.findings(plan_id) if self.known else None,
                    below.get(plan_id, {}),
                )
                for plan_id in self.plans[start : start + size]
            ]

    def _take(self, part: Gathered) -> None:
        """Keep what a part left, for the pages over all and for the next run."""
        self.holdings.tell(part.told)
        for plan_id, found, asked in part.found:
            if self.known:
                self.lookup.asked = asked
                self.known.keep(plan_id, found)
        self.site.output.wrote(part.files)
        self.kept.join(part)
        for plan_id in part.counts:
            self.site.output.finish(addresses.room(plan_id))

    def _implemented(self) -> dict[str, dict[tuple[str, str], list[Ref]]]:
        """What carries out the tasks of each plan; most plans name none above."""
        workspace = self.holdings.workspace
        found: dict[str, dict[tuple[str, str], list[Ref]]] = {}
        for plan_id in self.plans:
            file = workspace.root / path_of("decision", plan_id)
            try:
                if b"implements" not in file.read_bytes():
                    continue
            except OSError:
                continue
            plan = workspace.plan(plan_id).record
            for task in plan.tasks if plan else ():
                ref = task.implements
                if ref is not None and ref.task is not None:
                    of = found.setdefault(ref.plan, {})
                    below = (plan_id, task.id, task.title)
                    of.setdefault((ref.plan, ref.task), []).append(below)
            self.lookup.forget(plan_id)
        return found

    def _over_all(self) -> None:
        pages = self.summaries
        pages.today()
        pages.plans()
        pages.overdue()
        for month in self.kept.months:
            pages.month(month, self._days(month))
        pages.calendar(sorted(self.kept.months.items()))
        self.fields.write()
        levels = [N_("What each plan made of the plan above it, and where they part.")]
        pages.lists_of(addresses.CASCADE, N_("Levels"), "cascade", levels)
        pages.lists_of(addresses.REPORTS, N_("Periodic reports"), "reports", ())
        if addresses.SCORES in dict(self.site.output.pages):
            self.scores.summary()
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
                at = self.site.at(addresses.unit(unit))
                scores = self.scores.of_unit(unit, at)
                self.summaries.unit(unit, spool.rows(f"unit {unit}"), scores)
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
