"""What every page has: its address, its links, its tables cut into pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from cchc.dates import Period
from cchc.problems import N_
from cchc.reporting.pages.duties import Duty
from cchc.status import Status
from cchc.text.characters import visible
from cchc.units import Units
from cchc.views import labels
from cchc.views.labels import Language
from cchc.views.site import addresses
from cchc.views.site.output import Output
from cchc.views.site.tables import (
    Cell,
    Column,
    Row,
    Table,
    dated,
    days,
    paged,
    short,
    state,
)
from cchc.views.site.templates import Templates

_NAMED = 6
"""Units that a cell names; of more only the number."""


class At:
    """A page as its own links see the site."""

    def __init__(self, output: Output, path: str) -> None:
        self._output, self.path = output, path

    def to(self, page: str, anchor: str = "") -> str:
        """The address of a page, or of a place in it."""
        return self._output.link(self.path, page, anchor)

    def id(self, name: str) -> str:
        """The id of a place in this page."""
        return self._output.anchor(self.path, name)


class Head(NamedTuple):
    """What stands above the tables of a page: a template and its values."""

    title: str
    template: str = ""
    values: dict[str, Any] | None = None
    notes: Sequence[str] = ()
    links: Sequence[Cell] = ()


@dataclass
class Site:
    """Where pages go, in which language, as of which day."""

    output: Output
    templates: Templates
    units: Units
    say: Language
    as_of: date
    linked: set[str] = field(default_factory=set)
    """Units that some page leads to: each of them needs a page."""
    elsewhere: dict[tuple[str, str], str] = field(default_factory=dict)
    """(plan, task) to where it stands, if it has no page at its plain address."""

    def at(self, path: str) -> At:
        """A page's own view of the site."""
        return At(self.output, path)

    def page(self, path: str, head: Head, tables: Iterable[Table] = ()) -> int:
        """Write a page and, where its tables are long, its sequels; their number."""
        count = 0
        waiting: list[Table] | None = None
        for part in paged(tables):
            if waiting is not None:
                count += 1
                self._write(path, head, waiting, (count, True))
            waiting = part
        count += 1
        self._write(path, head, waiting or [], (count, False))
        return count

    def _write(
        self, path: str, head: Head, tables: Sequence[Table], at: tuple[int, bool]
    ) -> None:
        number, goes_on = at
        here = addresses.numbered(path, number)
        place = self.at(here)
        values = {
            "to": place.to,
            "id": place.id,
            "as_of": labels.day(self.as_of),
            "words": self.words,
        }
        top = (
            self.templates.render(head.template, {**values, **(head.values or {})})
            if head.template and number == 1
            else Markup()
        )
        before = addresses.numbered(path, number - 1) if number > 1 else None
        after = addresses.numbered(path, number + 1) if goes_on else None
        body = self.templates.render(
            "tables.html.j2",
            {
                **values,
                "title": head.title,
                "number": number,
                "head": top,
                "notes": head.notes if number == 1 else (),
                "links": head.links,
                "tables": [table for table in tables if table.rows or table.notes],
                "before": place.to(before) if before else None,
                "after": place.to(after) if after else None,
            },
        )
        # What could hide or turn text is made visible once for the whole page. Line
        # ends apart, nearly every page has only letters that can be seen.
        if not body.replace("\n", "").isprintable():
            body = Markup(visible(body))
        self.output.page(here, head.title, body)

    @cached_property
    def words(self) -> dict[str, str]:
        """What the script says."""
        say = self.say
        return {
            "filter": say(N_("Filter rows")),
            "status": say(N_("Status")),
            "all": say(N_("all")),
            "shown": say(N_("rows shown")),
            "sort": say(N_("sort by")),
        }

    def task(self, plan: str, task: str) -> str:
        """The page of a task; of one that an amendment took out, that of its plan."""
        return self.elsewhere.get((plan, task)) or addresses.task(plan, task)

    def unit(self, unit_id: str, at: At) -> Cell:
        """A unit with the link to its page."""
        self.linked.add(unit_id)
        return Cell(self.units.name(unit_id), at.to(addresses.unit(unit_id)))

    def names(self, units: Sequence[str]) -> str:
        """Units by name; a long row is cut and says by how much."""
        text = "; ".join(map(self.units.name, units[:_NAMED]))
        more = len(units) - _NAMED
        if more > 0:
            text += " " + self.say(N_("and {count} more units"), count=more)
        return text

    def who(self, duty: Duty, at: At) -> Cell:
        """Who owes it, and who answers for it now where that is another."""
        name = self.units.name(duty.unit)
        if duty.owners:
            name += f" ({self.say(N_('now {names}'), names=self.names(duty.owners))})"
        self.linked.add(duty.unit)
        if duty.via:
            name += f" — {self.units.name(duty.via)}"
        return Cell(name, at.to(addresses.unit(duty.unit)))

    def due(self, duty: Duty) -> Cell:
        """The due date; of several with the same status how many there are."""
        if duty.due is None:
            return Cell(self.condition(duty), sort="9999")
        moved = {labels.moved(one, self.say) for one in duty.occurrences} - {""}
        cell = dated(duty.due)._replace(more="; ".join(sorted(moved)) or None)
        if duty.alike > 1:
            text = self.say(
                N_("{count} times, first {day}"), count=duty.alike, day=cell.text
            )
            return cell._replace(text=text)
        return cell

    def condition(self, duty: Duty) -> str:
        """What a duty without a date waits for."""
        one = duty.occurrences[0]
        if one.condition:
            word = N_("when: {what}") if one.kind == "after" else N_("by: {what}")
            return self.say(word, what=short(one.condition, 160))
        return self.say(N_("ongoing")) if one.kind == "ongoing" else "–"

    def reason(self, duty: Duty) -> str | None:
        """What the journal said last, where the work is not done."""
        told = duty.told.told if duty.told else None
        if told is None or duty.status in (Status.DONE_LATE, Status.DONE_ON_TIME):
            return None
        said = self.say(labels.STATES[told.state])
        why = f": {short(told.said)}" if told.said else ""
        return f"{labels.day(told.date.start)}, {said}{why}"

    def period(self, value: Period) -> str:
        """A period in words."""
        return labels.period(value, self.say)


def duty_columns(say: Language, plan: bool = False, unit: bool = True) -> list[Column]:
    """Headings of a table of duties."""
    return [
        *([Column(say(N_("Plan")))] if plan else []),
        Column(say(N_("No."))),
        Column(say(N_("Task"))),
        *([Column(say(N_("Owed by")))] if unit else []),
        Column(say(N_("Due"))),
        Column(say(N_("Status"))),
        Column(say(N_("Days")), number=True),
    ]


def duty_row(
    site: Site, at: At, duty: Duty, page: str, only: tuple[bool, bool] = (False, True)
) -> Row:
    """A duty as a row; `page` is its task's, `only` says whether plan and unit show."""
    plan, unit = only
    href = at.to(page)
    title = f"{duty.title} — {duty.what}" if duty.what else duty.title
    cells = [
        *([Cell(duty.plan, at.to(addresses.plan(duty.plan)))] if plan else []),
        Cell(duty.task, href, sort=number_key(duty.task)),
        Cell(title, more=site.reason(duty)),
        *([site.who(duty, at)] if unit else []),
        site.due(duty),
        state(duty.status, site.say),
        days(duty.days, duty.status, site.say),
    ]
    return Row(cells, None, duty.status.value)


def number_key(task_id: str) -> str:
    """`1.10` after `1.9` when sorted as text."""
    parts = task_id.replace("-", ".").split(".")
    return ".".join(p.zfill(5) if p.isdigit() else p for p in parts)
