"""A site of answers of `ask`: a page for each question, and one over all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cchc.models.units import UnitRegister
from cchc.problems import N_, CchcError
from cchc.rollup.questions import QUESTIONS
from cchc.units import Units
from cchc.views import grid as grids
from cchc.views import labels
from cchc.views.answers import Cells, grid
from cchc.views.grid import Grid, text_of
from cchc.views.labels import Language
from cchc.views.separated import separated
from cchc.views.site.addresses import INDEX
from cchc.views.site.output import Folder
from cchc.views.site.pages import Head, Site
from cchc.views.site.tables import Cell, Column, Row, Table
from cchc.views.site.templates import Templates

MARK = "data/answers.json"
"""A folder that holds this is an earlier site of answers."""
_FIRST = 10
"""Rows of each answer on the page over all; its own page has the rest."""


class Answered(NamedTuple):
    """A question by its name, or a file of SQL, and its answer."""

    question: str
    columns: Sequence[str]
    rows: Sequence[Cells]

    @property
    def name(self) -> str:
        """What its files are called."""
        return Path(self.question).stem


class Answers:
    """The site: `write` each answer, then `close`. Raises as `Folder` does."""

    def __init__(
        self,
        folder: Path,
        questions: Sequence[str],
        days: tuple[date, date],
        say: Language,
    ) -> None:
        """`days`: the first and the last as-of day of the roll-up."""
        names = [Path(one).stem for one in questions]
        if "index" in names:
            raise CchcError(N_("index.html sums up every question: rename {path}"),
                            path=questions[names.index("index")])  # fmt: skip
        output = Folder(folder, Templates(None, say), MARK)
        self.days, self.say = days, say
        self.site = Site(output, output.templates, Units(UnitRegister()), say, days[1])
        output.pages = [
            (INDEX, say(N_("Summary"))),
            *(
                (_page(n), self._title(q))
                for n, q in zip(names, questions, strict=True)
            ),
        ]
        self._told: list[tuple[Answered, str, int, Table]] = []

    def _title(self, question: str) -> str:
        asked = QUESTIONS.get(question)
        return self.say(asked.about).rstrip(".") if asked else Path(question).stem

    def write(self, answer: Answered) -> None:
        """The page of an answer and its sequels, and the file for a spreadsheet."""
        site, say, name = self.site, self.say, answer.name
        title, rows = self._title(answer.question), answer.rows
        found = grid(title, answer.columns, rows, say)
        site.output.data(f"data/{name}.csv", separated(found, keys=False))
        at = site.at(_page(name))
        head = Head(
            title,
            notes=self._notes(len(rows)),
            links=[
                Cell(say(N_("Summary")), at.to(INDEX)),
                Cell(say(N_("For a spreadsheet (CSV)")), at.to(f"data/{name}.csv")),
            ],
        )
        site.page(at.path, head, [_table(found, rows, title, at.id("rows"))])
        first = rows[:_FIRST]
        short = _table(found, first, title, site.at(INDEX).id(name))
        self._told.append(
            (answer, title, len(rows), short._replace(rows=[*short.rows]))
        )

    def _notes(self, count: int) -> list[str]:
        notes = [] if count else [self.say(N_("Nothing was found."))]
        first, last = self.days
        if first != last:
            text = N_("Workspaces are told as of different days, {first} to {last}.")
            notes.append(self.say(text, first=labels.day(first), last=labels.day(last)))
        return notes

    def close(self) -> None:
        """The page over all; what an earlier site left is taken away."""
        site, say = self.site, self.say
        head = Head(say(N_("Over all workspaces")), notes=self._notes(1))
        site.page(INDEX, head, [self._asked(), *self._firsts()])
        record = {
            "format": 1,
            "as_of": self.days[1].isoformat(),
            "answers": [
                {"name": one.name, "rows": count} for one, _, count, _ in self._told
            ],
        }
        site.output.data(MARK, json.dumps(record, ensure_ascii=False) + "\n")
        site.output.close()

    def _asked(self) -> Table:
        """Questions with their pages."""
        say, at = self.say, self.site.at(INDEX)
        columns = [
            Column(say(N_("Question"))), Column(say(N_("Rows")), True),
            Column(say(N_("For a spreadsheet"))),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    Cell(title, at.to(_page(answer.name))),
                    Cell(str(count), sort=count),
                    Cell("CSV", at.to(f"data/{answer.name}.csv")),
                ],
                at.id(f"q-{answer.name}"),
            )
            for answer, title, count, _ in self._told
        ]
        caption = say(N_("Questions"))
        return Table(caption, columns, rows, at.id("asked"), filters=False)

    def _firsts(self) -> Iterator[Table]:
        """The first rows of each answer."""
        for _, title, count, table in self._told:
            caption = title
            if count > _FIRST:
                text = N_("{title}: the first {shown} of {count}")
                caption = self.say(text, title=title, shown=_FIRST, count=count)
            yield table._replace(caption=caption, filters=False)


def _page(name: str) -> str:
    return f"{name}.html"


def _table(found: Grid, rows: Sequence[Cells], caption: str, id: str) -> Table:
    columns = [Column(c.heading or c.key, c.right) for c in found.read]
    return Table(
        caption,
        columns,
        (Row([_cell(c.cell(row)) for c in found.read]) for row in rows),
        id,
    )


def _cell(value: grids.Cell) -> Cell:
    """A cell that sorts by its value, not by how it is written."""
    sort: object = value if isinstance(value, int | float) else None
    if isinstance(value, date):
        sort = value.isoformat()
    return Cell(text_of(value), sort=sort)
