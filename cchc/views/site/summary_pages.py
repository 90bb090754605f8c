"""Pages over all plans: today, overdue, units, calendar, targets, years, findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from cchc.dates import parse_period
from cchc.models.registers import IndicatorRegister
from cchc.problems import N_, Finding
from cchc.reporting.pages.duties import Duty
from cchc.reporting.pages.events import Event, EventKind
from cchc.reporting.pages.overview import Overview, UnitFigures
from cchc.status import Obligation
from cchc.status.obligations import Tally
from cchc.status.trend import Trend
from cchc.views import labels
from cchc.views import trend as trends
from cchc.views.grid import Grid
from cchc.views.site import addresses
from cchc.views.site.pages import At, Head, Site, duty_columns, duty_row
from cchc.views.site.plan_pages import bar, share
from cchc.views.site.tables import (
    Cell,
    Column,
    Row,
    Table,
    dated,
    number,
    of_grid,
    short,
    state,
)

KINDS = {
    EventKind.DEADLINE: N_("deadline"),
    EventKind.CUT_OFF: N_("data cut-off"),
    EventKind.REPORT: N_("report is sent"),
}
SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "info": N_("note")}
_INDEX = 95_000
"""Bytes of what the search knows; beyond it, tasks are found on the plans' pages."""

Task = tuple[str, str, str, str]
"""Plan, task, title, page."""


@dataclass
class Summaries:
    """Pages that need all plans to have been counted."""

    site: Site
    overview: Overview
    indicators: IndicatorRegister

    def today(self) -> None:
        """The first page."""
        site, over, path = self.site, self.overview, addresses.INDEX
        at, say = site.at(path), site.say
        running = [p for p in over.plans if not p.ended]
        late = sum(p.overdue for p in running)
        ended = sum(p.overdue for p in over.plans if p.ended)
        cards = [
            (N_("Overdue"), late, addresses.OVERDUE, "overdue", "▲"),
            (N_("Overdue in plans that have ended"), ended, addresses.OVERDUE, "", "▲"),
            (N_("Due soon"), over.counts["soon"], "soon", "due_soon", "◆"),
            (N_("Done without evidence"), over.counts["unproved"], "unproved", "", "?"),
            (N_("Silent units"), len(over.silent()), "silent", "", "○"),
        ]
        ends = over.month_ends()
        top = max([over.months[end] for end in ends] + [1])
        head = Head(
            say(N_("Today")),
            "today.html.j2",
            {
                "cards": [
                    {"word": say(word), "count": count, "mark": mark, "key": key,
                     "href": self._card(page, at) if count else None}
                    for word, count, page, key, mark in cards
                ],
                "plans": [self._line(p, at) for p in over.plans[:60]],
                "months": [
                    {"x": 56 * i, "height": round(90 * over.months[end] / top, 1),
                     "count": over.months[end],
                     "label": labels.day(end)[:5] if end == over.as_of
                     else end.strftime("%m/%y")}
                    for i, end in enumerate(ends)
                ],
                "described": "; ".join(
                    f"{labels.day(end)}: {over.months[end]}" for end in ends
                ),
            },
        )  # fmt: skip
        site.page(path, head, self._today_tables(at))

    def _card(self, page: str, at: At) -> str:
        """A page, or a list further down this one."""
        if page.endswith(".html"):
            return at.to(page)
        return at.to(addresses.INDEX, page)

    def _line(self, plan: Any, at: At) -> dict[str, Any]:
        return {
            "id": plan.id,
            "title": plan.title,
            "href": at.to(addresses.plan(plan.id)),
            "ended": plan.ended,
            "bar": bar(self.site, plan.states),
            "done": plan.rates.done,
            "due": plan.rates.due,
            "of_due": share(plan.rates.done, plan.rates.due),
            "finished": plan.rates.tasks_done,
            "planned": plan.rates.planned,
            "of_planned": share(plan.rates.tasks_done, plan.rates.planned),
        }

    def _today_tables(self, at: At) -> Iterator[Table]:
        over, say = self.overview, self.site.say
        days = over.soon_days
        yield self._duties(N_("Overdue longest"), over.overdue, at, "overdue")
        yield self._duties(N_("Due in {days} days"), over.soon, at, "soon", days=days)
        yield Table(
            say(N_("Done without evidence")),
            [Column(say(N_("Plan"))), Column(say(N_("No."))), Column(say(N_("Task"))),
             Column(say(N_("Owed by"))), Column(say(N_("Done on")))],
            [self._unproved(one, at) for one in over.unproved],
            at.id("unproved"),
        )  # fmt: skip
        silent = [Row([self.site.unit(u, at)], at.id(f"s-{u}")) for u in over.silent()]
        yield Table(
            say(N_("Silent units: something fell due, and they never wrote")),
            [Column(say(N_("Unit")))],
            silent[:200],
            at.id("silent"),
        )
        heard = [
            (one.last_entry, unit) for unit, one in over.units.items() if one.last_entry
        ]
        rows = [
            Row([self.site.unit(unit, at), dated(last),
                 number((over.as_of - last).days)], at.id(f"j-{unit}"))
            for last, unit in sorted(heard)
        ]  # fmt: skip
        yield Table(
            say(N_("When each unit last wrote in its journal, the longest ago first")),
            [Column(say(N_("Unit"))), Column(say(N_("Last entry"))),
             Column(say(N_("Days ago")), True)],
            rows[:200],
            at.id("journals"),
        )  # fmt: skip

    def _duties(
        self, caption: str, found: Sequence[Duty], at: At, name: str, **values: int
    ) -> Table:
        rows = [
            duty_row(self.site, at, d, self.site.task(d.plan, d.task), (True, True))
            for d in found
        ]
        say = self.site.say
        return Table(
            say(caption, **values), duty_columns(say, plan=True), rows, at.id(name)
        )

    def _unproved(self, one: Obligation, at: At) -> Row:
        return Row(
            [
                Cell(one.plan, at.to(addresses.plan(one.plan))),
                Cell(one.task, at.to(self.site.task(one.plan, one.task))),
                Cell(one.title),
                self.site.unit(one.unit, at),
                dated(one.done_on),
            ]
        )

    def plans(self) -> None:
        """All plans, one a line."""
        site, say, path = self.site, self.site.say, addresses.PLANS
        at = site.at(path)
        columns = [
            Column(say(N_("Plan"))), Column(say(N_("Title"))),
            Column(say(N_("Issued by"))), Column(say(N_("Period"))),
            Column(say(N_("Tasks")), True), Column(say(N_("Overdue")), True),
            Column(say(N_("Done of due")), True),
            Column(say(N_("Done of all tasks")), True),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    Cell(p.id, at.to(addresses.plan(p.id))),
                    Cell(p.title),
                    site.unit(p.issuer, at),
                    Cell(site.period(p.period), sort=p.period.start.isoformat()),
                    number(p.tasks),
                    number(p.overdue),
                    Cell(f"{p.rates.done}/{p.rates.due}", sort=p.rates.of_due or -1),
                    Cell(
                        f"{p.rates.tasks_done}/{p.rates.planned}",
                        sort=p.rates.of_planned or -1,
                    ),
                ],
                at.id(f"p-{p.id}"),
            )
            for p in self.overview.plans
        ]
        title = say(N_("Plans"))
        site.page(path, Head(title), [Table(title, columns, rows, at.id("plans"))])

    def overdue(self) -> None:
        """Units by what is overdue; each has a page to print."""
        site, say, path = self.site, self.site.say, addresses.OVERDUE
        at = site.at(path)
        columns = [
            Column(say(N_("Unit"))), Column(say(N_("Overdue")), True),
            Column(say(N_("Longest late, days")), True),
            Column(say(N_("due soon")), True), Column(say(N_("To print"))),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    site.unit(unit, at),
                    number(one.overdue),
                    number(one.worst),
                    number(one.soon),
                    Cell(say(N_("list")), at.to(addresses.overdue(unit))),
                ],
                at.id(f"u-{unit}"),
            )
            for unit, one in self.overview.ranked()
            if one.overdue
        ]
        title = say(N_("Overdue by unit"))
        notes = [] if rows else [say(N_("Nothing is overdue."))]
        table = Table(title, columns, rows, at.id("units"))
        site.page(path, Head(title, notes=notes), [table])

    def unit_rows(self, unit: str, found: Iterable[Duty]) -> list[Row]:
        """Duties as rows of the page of a unit and of its list to print.

        Both lie equally deep, so that links of one lead on from the other.
        """
        at = self.site.at(addresses.unit(unit))
        return [
            duty_row(self.site, at, d, self.site.task(d.plan, d.task), (True, False))
            for d in found
        ]

    def overdue_of(self, unit: str, rows: Iterable[Row]) -> None:
        """The list of one unit, on A4."""
        site, say, path = self.site, self.site.say, addresses.overdue(unit)
        at = site.at(path)
        title = say(N_("Overdue: {unit}"), unit=site.units.name(unit))
        columns = duty_columns(say, plan=True, unit=False)
        table = Table(title, columns, rows, at.id("overdue"))
        links = [Cell(say(N_("All units")), at.to(addresses.OVERDUE))]
        site.page(path, Head(title, links=links), [table])

    def units(self, with_pages: Sequence[str]) -> None:
        """Every unit that has a page."""
        site, say, path = self.site, self.site.say, addresses.UNITS
        at = site.at(path)
        columns = [
            Column(say(N_("Unit"))), Column(say(N_("Duties")), True),
            Column(say(N_("Overdue")), True), Column(say(N_("Last entry"))),
        ]  # fmt: skip
        empty = UnitFigures()
        figures = [(u, self.overview.units.get(u, empty)) for u in with_pages]
        figures.sort(key=lambda pair: (-pair[1].overdue, -pair[1].duties, pair[0]))
        rows = [
            Row(
                [site.unit(unit, at), number(one.duties), number(one.overdue),
                 dated(one.last_entry)],
                at.id(f"u-{unit}"),
            )
            for unit, one in figures
        ]  # fmt: skip
        title = say(N_("Units"))
        site.page(path, Head(title), [Table(title, columns, rows, at.id("units"))])

    def unit(
        self,
        unit: str,
        found: Iterable[tuple[str, Row]],
        links: Sequence[Cell] = (),
    ) -> None:
        """One unit: its record by quarter, who took over, its duties over all plans."""
        site, path = self.site, addresses.unit(unit)
        at = site.at(path)
        one = self.overview.units.get(unit, UnitFigures())
        head = Head(
            site.units.name(unit),
            "unit.html.j2",
            {
                "figures": one,
                "last": labels.day(one.last_entry),
                "successions": [
                    (site.unit(s.unit, at), labels.day(s.since.start), s.basis or "")
                    for s in site.units.successions(unit)
                ],
                "predecessors": [
                    (site.unit(u, at), labels.day(s.since.start), s.basis or "")
                    for u, s in site.units.predecessors(unit)
                ],
                "members": [
                    site.unit(u, at) for u in site.units.members(unit, site.as_of)
                ],
            },
            links=links,
        )
        site.page(path, head, self._unit_tables(at, one, found))

    def _unit_tables(
        self, at: At, one: UnitFigures, found: Iterable[tuple[str, Row]]
    ) -> Iterator[Table]:
        say = self.site.say
        yield self.quarters(one.record(), at)
        columns = duty_columns(say, unit=False)
        rows: list[Row] = []
        plan = ""
        for of, row in found:
            if of != plan and rows:
                yield Table(plan, columns, rows, at.id(f"p-{plan}"))
                rows = []
            plan = of
            rows.append(row._replace(cells=row.cells[1:]))  # the caption has the plan
        if rows:
            yield Table(plan, columns, rows, at.id(f"p-{plan}"))

    def quarters(self, found: Sequence[tuple[tuple[int, int], Tally]], at: At) -> Table:
        """What fell due in each quarter, and how it ended."""
        say = self.site.say
        columns = [
            Column(say(N_("Quarter"))), Column(say(N_("Fell due")), True),
            Column(say(N_("done on time")), True), Column(say(N_("done late")), True),
            Column(say(N_("overdue")), True), Column(say(N_("Share on time")), True),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    Cell(
                        labels.period(parse_period(f"{year}-Q{quarter}"), say),
                        sort=f"{year}-{quarter}",
                    ),
                    number(t.due),
                    number(t.on_time),
                    number(t.late),
                    number(t.overdue),
                    Cell(share(t.on_time, t.due), sort=t.on_time / t.due),
                ],
                at.id(f"q-{year}-{quarter}"),
            )
            for (year, quarter), t in found
        ]
        caption = say(N_("On time, by quarter of the due date"))
        return Table(caption, columns, rows, at.id("quarters"), filters=False)

    def calendar(self, months: Sequence[tuple[str, int]]) -> None:
        """Months with the number of their days to keep."""
        site, say, path = self.site, self.site.say, addresses.CALENDAR
        at = site.at(path)
        columns = [Column(say(N_("Month"))), Column(say(N_("Entries")), True)]
        rows = [
            Row([Cell(f"{key[5:]}/{key[:4]}", at.to(addresses.month(key)), sort=key),
                 number(count)], at.id(f"m-{key}"))
            for key, count in months
        ]  # fmt: skip
        title = say(N_("Calendar"))
        site.page(path, Head(title), [Table(title, columns, rows, at.id("months"))])

    def month(self, key: str, found: Iterable[Event]) -> None:
        """Deadlines, cut-offs and reports of a month, in the order of days."""
        site, say, path = self.site, self.site.say, addresses.month(key)
        at = site.at(path)
        columns = [
            Column(say(N_("Day"))), Column(say(N_("What"))), Column(say(N_("Plan"))),
            Column(say(N_("Task"))), Column(say(N_("Whose"))),
            Column(say(N_("Status"))),
        ]  # fmt: skip
        rows = (self._event(event, at) for event in found)
        title = f"{say(N_('Calendar'))} {key[5:]}/{key[:4]}"
        links = [Cell(say(N_("All months")), at.to(addresses.CALENDAR))]
        table = Table(title, columns, rows, at.id("days"))
        site.page(path, Head(title, links=links), [table])

    def _event(self, event: Event, at: At) -> Row:
        site, say = self.site, self.site.say
        if event.task is not None:
            words = f"{event.task}. {event.title}"
            words += f" — {event.what}" if event.what else ""
            what = Cell(words, at.to(self.site.task(event.plan, event.task)))
        else:
            period = parse_period(event.period or "")
            what = Cell(
                say(N_("report on {period}"), period=site.period(period)),
                at.to(addresses.part(event.plan, "reports")),
            )
        return Row(
            [
                dated(event.day),
                Cell(say(KINDS[event.kind])),
                Cell(event.plan, at.to(addresses.plan(event.plan))),
                what,
                Cell(site.names(event.units)),
                state(event.status, say) if event.status else Cell("–"),
            ],
            None,
            event.status.value if event.status else "",
        )

    def indicator(self, found: Trend) -> Row:
        """A page with its pictures over the years; its row on the list."""
        site, say = self.site, self.site.say
        one = found.indicator
        path = addresses.indicator(one.id)
        at = site.at(path)
        names = self.scopes
        picture = trends.svg(found, names, say, f"{one.id}-")
        head = Head(one.name, "indicator.html.j2", {"picture": Markup(picture)})
        grid = trends.grid(found, names, site.units, say, bars=False)
        links = [Cell(say(N_("All targets")), at.to(addresses.TARGETS))]
        head = head._replace(notes=[*grid.title, *grid.footer], links=links)
        site.page(path, head, of_grid(grid, at.id("s")))
        return self._indicator_row(found, site.at(addresses.TARGETS))

    @property
    def scopes(self) -> dict[str, str]:
        """Scopes of targets by id."""
        return {scope.id: scope.name for scope in self.indicators.scopes}

    def _indicator_row(self, found: Trend, at: At) -> Row:
        say, one = self.site.say, found.indicator
        aims = [a for s in found.series for a in s.aims]
        readings = [r for s in found.series for r in s.readings]
        aim = max(aims, key=lambda a: a.year or 0, default=None)
        last = max(readings, key=lambda r: r.measure.period.end, default=None)
        goal = aim.value if aim and aim.value is not None else None
        value = last.measure.value if last else None
        distance = value - goal if value is not None and goal is not None else None
        better = (
            N_("↑ more is better") if one.better == "up" else N_("↓ less is better")
        )
        return Row(
            [
                Cell(one.name, at.to(addresses.indicator(one.id))),
                Cell(labels.goal(aim.goal, say) if aim else "–"),
                Cell(str(aim.year) if aim and aim.year else "–"),
                number(value),
                number(distance),
                Cell(say(better)),
            ],
            at.id(f"i-{one.id}"),
        )

    def targets(self, rows: Sequence[Row]) -> None:
        """Indicators with their last goal and last value."""
        site, say, path = self.site, self.site.say, addresses.TARGETS
        at = site.at(path)
        columns = [
            Column(say(N_("Indicator"))), Column(say(N_("Last goal"))),
            Column(say(N_("Year"))), Column(say(N_("Measured")), True),
            Column(say(N_("Difference from the goal")), True),
            Column(say(N_("Direction"))),
        ]  # fmt: skip
        links = self._by_plan(at, "targets")
        table = Table(
            say(N_("Targets with an indicator")), columns, rows, at.id("indicators")
        )
        site.page(path, Head(say(N_("Targets"))), [table, links])

    def _by_plan(self, at: At, name: str) -> Table:
        """Each plan's own page of a kind."""
        say = self.site.say
        rows = [
            Row([Cell(p.id, at.to(addresses.part(p.id, name))), Cell(p.title)],
                at.id(f"p-{p.id}"))
            for p in self.overview.plans
        ]  # fmt: skip
        columns = [Column(say(N_("Plan"))), Column(say(N_("Title")))]
        return Table(say(N_("By plan")), columns, rows, at.id("plans"))

    def lists_of(self, path: str, title: str, name: str, notes: Sequence[str]) -> None:
        """A page that leads to each plan's own."""
        at = self.site.at(path)
        head = Head(self.site.say(title), notes=[self.site.say(n) for n in notes])
        self.site.page(path, head, [self._by_plan(at, name)])

    def years(
        self, issuers: Sequence[tuple[str, Sequence[str]]], alone: Sequence[str]
    ) -> None:
        """Who has plans of several years to compare."""
        site, say, path = self.site, self.site.say, addresses.YEARS
        at = site.at(path)
        rows = [
            Row([Cell(site.units.name(u), at.to(addresses.years(u))),
                 Cell(", ".join(plans))], at.id(f"u-{u}"))
            for u, plans in issuers
        ]  # fmt: skip
        notes = []
        if not rows:
            notes.append(say(N_("No office here has plans of several years.")))
        if alone:
            text = N_("Several plans of one year, not compared: {plans}")
            notes.append(say(text, plans=", ".join(alone[:40])))
        title = say(N_("Comparison of years"))
        columns = [Column(say(N_("Issued by"))), Column(say(N_("Plans")))]
        site.page(path, Head(title, notes=notes),
                  [Table(title, columns, rows, at.id("issuers"))])  # fmt: skip

    def compared(self, issuer: str, grids: Sequence[Grid]) -> None:
        """Yearly plans of one issuer side by side."""
        site, say, path = self.site, self.site.say, addresses.years(issuer)
        at = site.at(path)
        notes = [line for grid in grids for line in (*grid.title, *grid.footer)]
        tables = [
            t for n, grid in enumerate(grids) for t in of_grid(grid, at.id(f"c{n}-"))
        ]
        title = f"{say(N_('Comparison of years'))} · {site.units.name(issuer)}"
        links = [Cell(say(N_("All")), at.to(addresses.YEARS))]
        site.page(path, Head(title, notes=notes, links=links), tables)

    def findings(self, shared: Sequence[Finding], counts: Mapping[str, int]) -> None:
        """What `check` says of the registers, and how much of each plan."""
        site, say, path = self.site, self.site.say, addresses.FINDINGS
        at = site.at(path)
        columns = [Column(say(N_("Plan"))), Column(say(N_("Findings")), True)]
        rows = [
            Row([Cell(plan, at.to(addresses.part(plan, "findings"))), number(count)],
                at.id(f"p-{plan}"))
            for plan, count in counts.items()
        ]  # fmt: skip
        table = Table(say(N_("By plan")), columns, rows, at.id("plans"))
        head = Head(say(N_("Findings")), notes=[say(N_("As cchc check tells them."))])
        site.page(path, head, [table, *finding_tables(site, at, shared)])

    def method(self) -> None:
        """How every figure is counted."""
        say = self.site.say
        plans = [p.id for p in self.overview.plans[:60]]
        values = {"plans": plans, "soon": self.overview.soon_days}
        head = Head(say(N_("How it is counted")), "method.html.j2", values)
        self.site.page(addresses.METHOD, head)

    def search(self, units: Sequence[str], tasks: Iterable[Task] | None) -> None:
        """The index of units, plans and tasks, as JSON in the page."""
        site, say, path = self.site, self.site.say, addresses.SEARCH
        at = site.at(path)
        plan, unit, task = say(N_("plan")), say(N_("unit")), say(N_("task"))
        entries = [
            *([plan, f"{p.id} · {p.title}", at.to(addresses.plan(p.id))]
              for p in self.overview.plans),
            *([unit, site.units.name(u), at.to(addresses.unit(u))] for u in units),
            *([task, f"{p} · {t}. {title}", at.to(page)]
              for p, t, title, page in tasks or ()),
        ]  # fmt: skip
        data = as_json(entries)
        size = len(data.encode("utf-8", "replace"))
        complete = tasks is not None and size <= _INDEX
        if size > _INDEX:
            data = as_json(entries[: len(entries) * _INDEX // size // 2])
        values = {"data": Markup(data), "complete": complete}
        head = Head(say(N_("Search")), "search.html.j2", values)
        site.page(path, head)


def as_json(data: object) -> str:
    """JSON that may stand inside a script of a page: no sign of HTML, no odd break."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def finding_tables(site: Site, at: At, found: Sequence[Finding]) -> list[Table]:
    """Findings as tables: those that stand, and those that the files accept."""
    say = site.say
    columns = [
        Column(say(N_("Severity"))), Column(say(N_("Rule"))),
        Column(say(N_("File, line"))),
        Column(say(N_("Finding"))),
    ]  # fmt: skip
    words = {False: N_("Findings that stand"), True: N_("Accepted, with the reason")}
    tables = []
    for accepted, caption in words.items():
        rows = [
            Row(
                [
                    Cell(say(SEVERITIES[f.severity]), sort=f.severity),
                    Cell(f.rule),
                    Cell(f"{f.path}:{f.line}:{f.column}"),
                    Cell(short(say(f.message)), more=f.because),
                ]
            )
            for f in found
            if f.accepted is accepted
        ]
        tables.append(Table(say(caption), columns, rows, at.id(f"f{int(accepted)}")))
    return tables
