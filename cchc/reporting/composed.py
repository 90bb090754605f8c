"""A report by its outline: each heading with the office's words and the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.models.fields import field_in
from cchc.models.outline import Heading, Outline
from cchc.models.plan import Plan, Task
from cchc.models.report_text import Passage, ReportText
from cchc.problems import N_, Message, message
from cchc.reporting.content import Item, Report
from cchc.reporting.words import Paragraph, paragraphs
from cchc.status.statistics import Figure


@dataclass(frozen=True, slots=True)
class Said:
    """Words under a heading, by the office (`unit` None) or one of its units.

    `unread`: copied from an earlier report or proposed, and not worked over yet.
    """

    unit: str | None
    paragraphs: tuple[Paragraph, ...]
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A heading with all that stands below it, before the next heading.

    `level` is 1 for a part (I), 2 for a number, 3 for a letter, 4 for a dash. `done`
    are products issued in the window; `facts` is False where the words replace what
    the program says.
    """

    heading: Heading
    level: int
    title: str
    said: tuple[Said, ...]
    done: tuple[Item, ...]
    figures: tuple[Figure, ...]
    facts: bool = True

    @property
    def number(self) -> str:
        """The number as it prints: `I.`, `1.`, `a)`, `-`."""
        last = self.heading.id.rpartition(".")[2]
        return (f"{last}.", f"{last}.", f"{last})", "-")[min(self.level, 4) - 1]

    @property
    def has(self) -> frozenset[str]:
        """What feeds it."""
        return frozenset(self.heading.feeds) if self.facts else frozenset()


def field_of(plan: Plan, task: Task) -> str | None:
    """The field of reform of a task: its own, its group's, or what the title names."""
    if task.field is not None:
        return task.field
    group = next((one for one in plan.groups if one.id == task.group), None)
    if group is None:
        return None
    return group.field or field_in(group.title)


def compose(
    report: Report,
    outline: Outline,
    words: ReportText | None,
    figures: Mapping[str, Figure],
) -> tuple[tuple[Filled, ...], list[Message]]:
    """The headings in order, filled; and what of the words found no heading."""
    yearly = report.periodic.shape == "Y"
    passages = words.passages if words else ()
    headings = [*_expanded(outline.headings, report)]
    known = {one.id for one, _ in headings}
    lost = dict.fromkeys(p.heading for p in passages if p.heading not in known)
    notes = [
        message(
            N_("the outline {outline} has no heading {heading}: its words are not in"),
            outline=outline.id,
            heading=one,
        )
        for one in lost
    ]
    filled = tuple(
        _filled(heading, group, report, passages, figures, yearly)
        for heading, group in headings
    )
    return filled, notes


def _expanded(
    headings: Iterable[Heading], report: Report
) -> Iterator[tuple[Heading, str | None]]:
    """Headings, with one for each group of the plan where the outline asks for it."""
    for one in headings:
        yield one, None
        if "groups" not in one.feeds:
            continue
        for i, section in enumerate(report.sections, 1):
            title = section.group.title if section.group else "Nhiệm vụ khác"
            group = section.group.id if section.group else ""
            yield Heading(id=f"{one.id}.{i}", title=title, feeds=("documents",)), group


def _filled(
    heading: Heading,
    group: str | None,
    report: Report,
    passages: Sequence[Passage],
    figures: Mapping[str, Figure],
    yearly: bool,
) -> Filled:
    mine = [one for one in passages if one.heading == heading.id]
    said = tuple(
        Said(one.from_, paragraphs(one.text or ""), one.taken_from is not None)
        for one in mine
        if one.text
    )
    return Filled(
        heading,
        heading.id.count(".") + 1,
        (yearly and heading.year) or heading.title,
        said,
        tuple(_done(heading, group, report)) if "documents" in heading.feeds else (),
        tuple(
            figures[name]
            for name in heading.statistics
            if name in figures and figures[name].value is not None
        ),
        all(one.facts for one in mine),
    )


def _done(heading: Heading, group: str | None, report: Report) -> Iterator[Item]:
    """What was finished in the window: of the field, or of the group of the plan."""
    for section in report.sections:
        own = section.group.id if section.group else ""
        for item in section.done:
            if group is not None:
                fits = group == own
            else:
                fits = field_of(report.plan, item.task) == heading.field
            if fits and any(one.proofs for one in item.obligations):
                yield item


def empty(filled: Iterable[Filled]) -> list[str]:
    """Headings that have room for words and have neither words nor facts."""
    return [
        one.heading.id
        for one in filled
        if one.heading.words
        and not one.said
        and not (one.done or one.figures or "progress" in one.has)
    ]


def unread(filled: Iterable[Filled]) -> list[str]:
    """Headings whose words were copied or proposed, and not worked over."""
    return [one.heading.id for one in filled if any(said.unread for said in one.said)]


def repeated(now: ReportText | None, before: ReportText | None) -> dict[str, int]:
    """Heading to how many of its paragraphs stand alike in the report before."""
    if now is None or before is None:
        return {}
    old = {
        one.text
        for passage in before.passages
        for one in paragraphs(passage.text or "")
    }
    found: dict[str, int] = {}
    for passage in now.passages:
        same = sum(one.text in old for one in paragraphs(passage.text or ""))
        if same:
            found[passage.heading] = found.get(passage.heading, 0) + same
    return found
