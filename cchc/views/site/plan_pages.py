"""Pages of one plan: itself, its tasks, fields, targets, levels, reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc.cascade import Chain
from cchc.models.amendment import touching
from cchc.models.deadlines import (
    After,
    Deadline,
    Due,
    Every,
    Follows,
    Ongoing,
    Unstated,
)
from cchc.models.journal import Journal, TargetEntry
from cchc.models.plan import Plan, UpstreamRef
from cchc.problems import N_
from cchc.query import Told, history
from cchc.reporting.pages.duties import GroupLines, Matrix, TaskLine
from cchc.reporting.pages.overview import PlanFigures
from cchc.reporting.targets import Result, Verdict
from cchc.reporting.windows import PeriodicReport
from cchc.status import Obligation, Status
from cchc.views import cascade as levels
from cchc.views import labels
from cchc.views.site import addresses
from cchc.views.site.pages import Head, Site, duty_columns, duty_row
from cchc.views.site.tables import (
    MARKS,
    Cell,
    Column,
    Row,
    Table,
    dated,
    days,
    number,
    of_grid,
    short,
    state,
)
from cchc.wording import Context, read

Ref = tuple[str, str, str]
"""Plan, task or target, its title."""

RULES: dict[type, str] = {
    Due: N_("One duty, due on the last day of the period named."),
    Every: N_("One duty a period, due on the day named, else on its last day."),
    Ongoing: N_("No due date: reported each period, silence is told."),
    After: N_("Nothing until the journal tells the event; then the time limit runs."),
    Follows: N_("Nothing until the journal gives it a date."),
    Unstated: N_("The decision states no deadline; it is never overdue."),
}
VERDICTS = {
    Verdict.MEETS: N_("✓ reached"),
    Verdict.MISSES: N_("▲ not reached"),
    Verdict.NOT_YET: N_("◇ not due yet"),
    Verdict.NOT_REPORTED: N_("○ not measured"),
    Verdict.NOT_COMPARABLE: N_("? cannot be compared"),
}
_LONG = 4_000
"""Letters of a text on the page of a task; the file has the rest."""
_OCCURRENCES = 40
"""Occurrences of a duty that its row lists."""


@dataclass
class PlanPages:
    """One plan as of the day, with what other plans have to do with it."""

    site: Site
    plan: Plan
    figures: PlanFigures
    groups: Sequence[GroupLines]
    journals: Sequence[Journal]
    above: Collection[tuple[str, str | None]]
    implemented_by: Mapping[tuple[str, str], Sequence[Ref]]

    def __post_init__(self) -> None:
        ids = [line.task.id for group in self.groups for line in group.tasks]
        self.addresses = addresses.tasks(self.plan.id, ids)

    def write(self) -> None:
        """The plan's page and those of its tasks."""
        self._plan()
        for group in self.groups:
            for line in group.tasks:
                self._task(line)

    def _plan(self) -> None:
        site, path = self.site, addresses.plan(self.plan.id)
        at, plan = site.at(path), self.plan
        decision = plan.decision
        signed = labels.signed_date(decision.signed, site.say)
        lost = "; ".join(plan.source.lost) if plan.source else ""
        facts = [
            (N_("Decision"), f"{decision.number or '…'}/{decision.symbol or '…'}"),
            (N_("Signed"), signed),
            (N_("Issued by"), site.units.name(decision.issuer)),
            (N_("Period"), site.period(plan.period)),
            (N_("Lost in the source"), lost),
        ]  # fmt: skip
        parts = {
            "fields": N_("Units × fields"),
            "targets": N_("Targets"),
            "cascade": N_("Levels"),
            "reports": N_("Periodic reports"),
            "findings": N_("Findings"),
        }
        head = Head(
            f"{plan.id} · {plan.title}",
            "plan.html.j2",
            {
                "facts": [(site.say(name), text) for name, text in facts if text],
                "groups": [self._bar(group) for group in self.groups],
                "whole": bar(site, self.figures.states),
                "figures": self.figures,
                "share": share,
                "empty": not self.journals,
            },
            links=[
                Cell(site.say(name), at.to(addresses.part(plan.id, key)))
                for key, name in parts.items()
            ],
        )
        site.page(path, head, self._tables(path))

    def _bar(self, group: GroupLines) -> dict[str, Any]:
        return {
            "title": self._name(group),
            "bar": bar(self.site, group.states),
            "done": group.tally.done,
            "due": group.tally.due,
            "finished": group.states.on_time + group.states.late,
            "total": group.states.total,
        }

    def _name(self, group: GroupLines) -> str:
        if group.group is None:
            return self.site.say(N_("Outside the groups"))
        return f"{group.group.id}. {group.group.title}"

    def _tables(self, path: str) -> Iterator[Table]:
        site, say, at = self.site, self.site.say, self.site.at(path)
        for index, group in enumerate(self.groups):
            rows = []
            for line in group.tasks:
                page = self.addresses[line.task.id]
                row = duty_row(site, at, line.worst, page)
                cells = list(row.cells)
                units = [d.via or d.unit for d in line.duties]
                units = list(dict.fromkeys(units))
                alone = site.unit(units[0], at).href if len(units) == 1 else None
                cells[1] = Cell(line.task.title, more=cells[1].more)
                cells[2] = Cell(site.names(units), alone)
                cells[-2] = state(line.status, say)
                anchor = at.id(f"t-{line.task.id}")
                rows.append(Row(cells, anchor, line.status.value))
            yield Table(self._name(group), duty_columns(say), rows, at.id(f"g-{index}"))

    def _task(self, line: TaskLine) -> None:
        site, task = self.site, line.task
        path = self.addresses[task.id]
        at = site.at(path)
        facts = [
            (N_("Group"), self._group(task.group)),
            (N_("Products"), "; ".join(task.products)),
            (N_("Note"), short(task.note, _LONG)),
            *((key, value) for key, value in task.extra.items()),
        ]
        head = Head(
            f"{task.id}. {task.title}",
            "task.html.j2",
            {
                "plan": Cell(
                    f"{self.plan.id} · {self.plan.title}",
                    at.to(addresses.plan(self.plan.id), f"t-{task.id}"),
                ),
                "status": state(line.status, site.say),
                "facts": [(site.say(n), t) for n, t in facts if t],
                "wording": task.when,
                "text": short(task.text, _LONG),
                "readings": [self._reading(one) for one in task.deadlines],
                "read": self._read(task.when),
                "leads": [site.unit(unit, at) for unit in task.leads],
                "partners": [Cell(site.units.name(u)) for u in task.partners],
                "above": self._above(task.implements, at.to),
                "below": [
                    Cell(f"{p} · {t}. {title}", at.to(addresses.task(p, t)))
                    for p, t, title in self.implemented_by.get(
                        (self.plan.id, task.id), ()
                    )
                ],
                "amendments": [*self._amendments(task.id)],
                "journal": [
                    self._told(one)
                    for one in history(self.journals, task.id, site.as_of)
                ],
            },
        )
        site.page(path, head, [self._milestones(line, path)])

    def _amendments(self, task: str) -> Iterator[str]:
        """Documents in force that changed the task: `212/SM-VP (15/08/2025): why`."""
        amended = self.plan.amended
        for one in amended.amendments[: amended.applied] if amended else ():
            for why in touching(one, task):
                told = f"{one.document.number} ({labels.day(one.day)})"
                yield f"{told}: {why}" if why else told

    def _group(self, group_id: str | None) -> str:
        group = next((g for g in self.plan.groups if g.id == group_id), None)
        return f"{group.id}. {group.title}" if group else ""

    def _reading(self, deadline: Deadline) -> tuple[str, str]:
        return (
            labels.deadline(deadline, self.site.say),
            self.site.say(RULES[type(deadline)]),
        )

    def _read(self, wording: str | None) -> list[str]:
        """What the grammar makes of the words today, where it is not understood."""
        if not wording:
            return []
        decision = self.plan.decision
        signed = decision.signed.start if decision.signed else None
        reading = read(wording, Context(None, signed, self.plan.period))
        return [self.site.say(one) for one in (*reading.problems, *reading.notes)]

    def _above(self, ref: UpstreamRef | None, to: Any) -> Cell | None:
        if ref is None:
            return None
        item = ref.task or ref.target or ""
        href = None
        if (ref.plan, ref.task) in self.above:
            page = addresses.task(ref.plan, ref.task) if ref.task else None
            href = to(page or addresses.plan(ref.plan))
        return Cell(f"{ref.plan} · {item}", href)

    def _told(self, told: Told) -> dict[str, Any]:
        """One entry of a journal; links only where a browser can do no harm by them."""
        entry, say = told.entry, self.site.say
        if isinstance(entry, TargetEntry):
            raise TypeError("a task has entries on the task alone")
        proofs = [
            Cell(
                one.document
                + (f" ({labels.day(one.signed.start)})" if one.signed else ""),
                one.link
                if one.link and one.link.startswith(("https://", "http://"))
                else None,
                more=one.link,
            )
            for one in entry.evidence
        ]
        return {
            "day": labels.day(entry.date.start),
            "unit": self.site.units.name(told.unit),
            "state": say(labels.STATES[entry.state]),
            "of": labels.meant(entry.for_, say),
            "note": short("; ".join(filter(None, (entry.reason, entry.note))), _LONG),
            "next": short(entry.next or "", _LONG),
            "proofs": proofs,
            "corrected": labels.day(told.corrected) if told.corrected else None,
        }

    def _milestones(self, line: TaskLine, path: str) -> Table:
        site, at = self.site, self.site.at(path)
        say = site.say
        columns = [
            Column(say(N_("Owed by"))),
            Column(say(N_("Milestone"))),
            Column(say(N_("Status"))),
            Column(say(N_("Due"))),
            Column(say(N_("Days")), number=True),
            Column(say(N_("Done / all")), number=True),
            Column(say(N_("Each time"))),
        ]
        rows = [
            Row(
                [
                    site.who(duty, at),
                    Cell(duty.what or "–"),
                    state(duty.status, say),
                    site.due(duty),
                    days(duty.days, duty.status, say),
                    Cell(f"{duty.done}/{len(duty.occurrences)}", sort=duty.done),
                    Cell(self._each(duty.occurrences)),
                ],
                at.id(f"u-{index}"),
                duty.status.value,
            )
            for index, duty in enumerate(line.duties)
        ]
        caption = say(N_("Who owes it, by when"))
        return Table(caption, columns, rows, at.id("owed"))

    def _each(self, ones: Sequence[Obligation]) -> str:
        if len(ones) == 1:
            one = ones[0]
            if one.done_on is None:
                return "–"
            return self.site.say(N_("done on {day}"), day=labels.day(one.done_on))
        shown = [
            f"{labels.day(one.due)} {MARKS[one.status]}" for one in ones[:_OCCURRENCES]
        ]
        more = len(ones) - len(shown)
        return ", ".join(shown) + (f" … (+{more})" if more > 0 else "")

    def fields(self, found: Matrix) -> None:
        """Units against fields: done of due in each cell, with what is overdue."""
        site, say = self.site, self.site.say
        path = addresses.part(self.plan.id, "fields")
        at = site.at(path)
        columns = [
            Column(say(N_("Unit"))),
            *(Column(f"{g.id}. {short(g.title, 60)}", True) for g in found.fields),
        ]
        rows = []
        for unit, cells in found.rows:
            figures = [
                Cell("·", sort=-1)
                if one is None
                else Cell(
                    f"{one.done}/{one.due}"
                    + (f" ▲{one.overdue}" if one.overdue else ""),
                    status=Status.OVERDUE.value if one.overdue else None,
                    sort=one.overdue,
                )
                for one in cells
            ]
            rows.append(Row([site.unit(unit, at), *figures], at.id(f"u-{unit}")))
        title = f"{say(N_('Units × fields'))} · {self.plan.id}"
        notes = [
            say(N_("In each cell: done / fell due; ▲ overdue. · owes nothing there.")),
            say(N_("Fields are the groups of tasks of the decision.")),
        ]
        table = Table(title, columns, rows, at.id("matrix"), filters=False)
        site.page(path, self._head(title, notes, path), [table])

    def targets(self, results: Sequence[Result]) -> None:
        """Goal, what was measured, the gap, and whether it is enough."""
        site, say = self.site, self.site.say
        path = addresses.part(self.plan.id, "targets")
        at = site.at(path)
        columns = [
            Column(say(N_("Target"))),
            Column(say(N_("Goal"))),
            Column(say(N_("By"))),
            Column(say(N_("Measured")), True),
            Column(say(N_("Difference from the goal")), True),
            Column(say(N_("Result"))),
        ]
        rows = [
            Row(
                [
                    Cell(
                        one.target.title,
                        at.to(addresses.indicator(one.target.indicator))
                        if one.target.indicator
                        else None,
                    ),
                    Cell(labels.goal(one.target.goal, say)),
                    Cell(site.period(one.target.by) if one.target.by else "–"),
                    number(one.measure.value if one.measure else None),
                    number(gap(one)),
                    Cell(say(VERDICTS[one.verdict]), status=one.verdict.value),
                ],
                at.id(f"c-{one.target.id}"),
            )
            for one in results
        ]
        title = f"{say(N_('Targets'))} · {self.plan.id}"
        table = Table(title, columns, rows, at.id("targets"))
        site.page(path, self._head(title, (), path), [table])

    def cascade(self, chain: Chain) -> None:
        """What the plan made of those above it, and where they part."""
        site, say = self.site, self.site.say
        path = addresses.part(self.plan.id, "cascade")
        at = site.at(path)
        notes = levels.notes(chain, say)
        tables: list[Table] = []
        for link in chain.links:
            grid = levels.grid(link, site.units, say)
            notes += [*grid.title, *grid.footer]
            tables += of_grid(grid, at.id(link.upstream.id))
        title = f"{say(N_('Levels'))} · {self.plan.id}"
        site.page(path, self._head(title, notes, path), tables)

    def reports(self, found: Sequence[tuple[int, PeriodicReport]]) -> None:
        """Periodic reports: data window, cut-off, day of sending."""
        site, say = self.site, self.site.say
        path = addresses.part(self.plan.id, "reports")
        at = site.at(path)
        title = f"{say(N_('Periodic reports'))} · {self.plan.id}"
        notes = [say(N_("Whether a report was sent is not recorded here."))]
        rows = [
            Row(
                [Cell(site.period(one.period)), *report_cells(site, one)],
                at.id(f"r-{n}"),
            )
            for n, one in found
        ]
        table = Table(title, report_columns(site), rows, at.id("reports"))
        site.page(path, self._head(title, notes, path), [table])

    def findings(self, tables: Sequence[Table]) -> None:
        """What `check` says of the plan and its journals."""
        say = self.site.say
        path = addresses.part(self.plan.id, "findings")
        title = f"{say(N_('Findings'))} · {self.plan.id}"
        notes = [] if any(t.rows for t in tables) else [say(N_("Nothing was found."))]
        self.site.page(path, self._head(title, notes, path), tables)

    def _head(self, title: str, notes: Sequence[str], path: str) -> Head:
        to = self.site.at(path).to(addresses.plan(self.plan.id))
        return Head(title, notes=notes, links=[Cell(self.plan.title, to)])


def bar(site: Site, states: Any) -> list[dict[str, Any]]:
    """The four states as parts of a bar, in hundredths, with words and counts."""
    words = (
        ("on_time", "✓", N_("done on time")),
        ("late", "✓!", N_("done late")),
        ("pending", "◇", N_("not done, in time")),
        ("overdue", "▲", N_("not done, overdue")),
    )
    total, start, parts = states.total or 1, 0.0, []
    for key, mark, word in words:
        count = getattr(states, key)
        width = round(100 * count / total, 2)
        parts.append(
            {"key": key, "mark": mark, "word": site.say(word), "count": count,
             "start": round(start, 2), "width": width}
        )  # fmt: skip
        start += width
    return parts


def share(done: int, of: int) -> str:
    """A share in words; nothing of nothing is a dash."""
    return f"{labels.figure(100 * done / of)}%" if of else "–"


def gap(one: Result) -> float | None:
    """What was measured less what was asked."""
    if one.measure is None or one.threshold is None:
        return None
    return round(one.measure.value - one.threshold, 4)


def report_columns(site: Site) -> list[Column]:
    """Headings of a table of reports, the first of them their period."""
    say = site.say
    return [
        Column(say(N_("Report on"))),
        Column(say(N_("Data from"))),
        Column(say(N_("Data until"))),
        Column(say(N_("Sent by"))),
        Column(say(N_("State"))),
        Column(say(N_("By"))),
    ]


def report_cells(site: Site, one: PeriodicReport) -> list[Cell]:
    """Window, cut-off, sending day, and where the day stands between them."""
    return [
        dated(one.window.start),
        dated(one.window.end),
        dated(one.due),
        Cell(site.say(report_state(one, site.as_of))),
        Cell(one.basis or "–"),
    ]


def report_state(one: PeriodicReport, day: date) -> str:
    """Where the day stands to the window and to the day of sending."""
    if one.due is not None and day > one.due:
        return N_("sending day has passed")
    if day > one.window.end:
        return N_("data closed, to be sent")
    if day >= one.window.start:
        return N_("data window is open")
    return N_("not yet")
