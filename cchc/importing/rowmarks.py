"""What a row says of itself: its number, whether it owes, whether it heads others."""

from __future__ import annotations

from cchc.importing.columns import Layout, Role
from cchc.importing.labels import NO_LABEL, Kind, Label, leading, parse
from cchc.importing.lists import Line, TaskList
from cchc.importing.markup import joined
from cchc.importing.source import Merge

CONTENT = (Role.LEAD, Role.PARTNER, Role.WHEN, Role.START, Role.PRODUCT)


class RowMarks:
    """Reads the rows of one list, each for itself or with the one below."""

    def __init__(self, one: TaskList) -> None:
        self.lines = one.lines
        self.layout: Layout = one.layout
        roles = one.layout.roles
        self.numbers = [i for i, role in enumerate(roles) if role is Role.NUMBER]
        self.content = [i for i, role in enumerate(roles) if role in CONTENT]
        task = one.layout.first(Role.TASK)
        self.task = task if task is not None else 0

    def label(self, line: Line) -> tuple[Label, str]:
        """The printed number and the text of the task or section."""
        text = line.text(self.task)
        if not self.numbers:
            label, rest = leading(text)
            return (label, rest) if label.kind is not Kind.SMALL else (NO_LABEL, text)
        first = joined(line.text(self.numbers[0]))
        if (printed := parse(first)) is not None:
            return printed, text
        label, rest = leading(first)  # "I. VỀ CÔNG TÁC …" over the whole row
        return label, text or rest

    def two_numbers(self, line: Line) -> tuple[Label, Label]:
        """A running number and one within the group."""
        outer, inner = (parse(joined(line.text(i))) for i in self.numbers[:2])
        return outer or NO_LABEL, inner or NO_LABEL

    def owes(self, line: Line) -> bool:
        """Whether the row itself prints a lead, partner, time or product."""
        return any(
            line.cells[i].text and line.cells[i].merge is Merge.OWN
            for i in self.content
        )

    def is_heading(self, index: int, label: Label) -> bool:
        """Whether a row without leads, products and times has tasks below it."""
        if label.kind in (Kind.ROMAN, Kind.LETTER):
            return True
        line = self.lines[index]
        if any(line.cells[i].merge is Merge.UP for i in self.content):
            return False
        if any(line.cells[i].merge is Merge.LEFT for i in self.content):
            return label.kind is not Kind.DASH
        if index + 1 >= len(self.lines):
            return False
        after = self.lines[index + 1]
        below, text = self.label(after)
        if below.kind is Kind.DOTTED:
            return below.text.startswith(f"{label.text}.")
        if below is NO_LABEL:
            inner, _ = leading(text)
            return inner is not NO_LABEL or (self.owes(after) and not after.opens)
        order = list(Kind)
        return order.index(below.kind) > order.index(label.kind)

    def is_title(self, line: Line, text: str, numbered: bool) -> bool:
        """An unnumbered row over all columns, or in capitals alone.

        Where sections are `numbered`, an unnumbered one is no section.
        """
        if text.isupper() and len(text) < 200:
            return True
        spans = all(line.cells[i].merge is Merge.LEFT for i in self.content)
        return spans and not line.opens and not numbered
