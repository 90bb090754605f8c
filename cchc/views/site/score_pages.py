"""Pages of scores: one for each score sheet, and one that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from cchc.models.journal import Evidence
from cchc.models.scores import ScoreSheet
from cchc.problems import N_
from cchc.scoring.compare import places, tied_at_two_places
from cchc.scoring.rules import State
from cchc.scoring.score import Score, Total
from cchc.views import labels
from cchc.views import scores as view
from cchc.views.scores import STATES, STEP_NAMES, figure
from cchc.views.site import addresses
from cchc.views.site.pages import At, Head, Site
from cchc.views.site.tables import Cell, Column, Row, Table, dated, short

_MARKS = {
    State.SCORED: "✓",
    State.MISSING: "○",
    State.NOT_APPLICABLE: "✕",
    State.SURVEY: "…",
    State.CENTRAL: "►",
    State.ASK: "?",
}


_OPEN = (State.MISSING, State.ASK, State.SURVEY, State.CENTRAL)


class Scored(NamedTuple):
    """A score sheet as it was scored: of whom, beside which plan, under which name."""

    plan: str
    name: str
    unit: str
    sheet: ScoreSheet
    score: Score


class _Line(NamedTuple):
    """What the page over all sheets needs of one."""

    page: str
    plan: str
    unit: str
    total: Total
    grade: str | None


@dataclass
class Lines:
    """Lines by scheme and year, each with its title; sheets that have no score."""

    of: dict[tuple[str, int], tuple[str, list[_Line]]] = field(default_factory=dict)
    unscored: list[tuple[str, str]] = field(default_factory=list)

    def add(self, key: tuple[str, int], title: str, lines: Iterable[_Line]) -> None:
        """Put lines behind those of the scheme and year."""
        self.of.setdefault(key, (title, []))[1].extend(lines)

    def join(self, other: Lines) -> None:
        """Take what was scored beside the plans that come next."""
        for key, (title, lines) in other.of.items():
            self.add(key, title, lines)
        self.unscored += other.unscored


@dataclass
class ScorePages:
    """Pages of one site; of each sheet a line is kept, not the sheet."""

    site: Site
    rank: bool = False
    lines: Lines = field(default_factory=Lines)

    def of_unit(self, unit: str, at: At) -> list[Cell]:
        """Links to the scores of a unit, the last year first."""
        ordered = sorted(self.lines.of.items(), key=lambda one: (-one[0][1], one[0][0]))
        return [
            Cell(
                f"{self.site.say(N_('Scores'))} {year or ''}".rstrip(), at.to(one.page)
            )
            for (_, year), (_, lines) in ordered
            for one in lines
            if one.unit == unit
        ]

    def write(self, one: Scored) -> None:
        """The page of a sheet."""
        site, score, sheet = self.site, one.score, one.sheet
        path = addresses.score(one.plan, one.name)
        at = site.at(path)
        key = (score.scheme.id, sheet.year or 0)
        line = _Line(path, one.plan, one.unit, score.total, score.class_)
        self.lines.add(key, score.scheme.title, [line])
        title = " · ".join(filter(None, (site.units.name(one.unit), self._year(key))))
        head = Head(
            f"{site.say(N_('Scores'))}: {title}",
            "score.html.j2",
            {
                "unit": site.unit(one.unit, at),
                "plan": Cell(one.plan, at.to(addresses.plan(one.plan))),
                "scheme": f"{score.scheme.title} ({score.scheme.id})",
                "points": figure(score.total.points),
                "max": figure(score.total.max),
                "index": _percent(score.total),
                "grade": score.class_,
            },
            notes=[*self._notes(one)],
            links=[Cell(site.say(N_("All scores")), at.to(addresses.SCORES))],
        )
        site.page(path, head, self._tables(one, at))

    def _year(self, key: tuple[str, int]) -> str:
        return str(key[1] or "")

    def _notes(self, one: Scored) -> Iterator[str]:
        say = self.site.say
        yield from view.footer(one.score, one.sheet, say)[1:]
        if one.score.wrong:
            text = N_("{count} facts cannot be ones and were not taken: see Findings.")
            yield say(text, count=len(one.score.wrong))

    def _tables(self, one: Scored, at: At) -> Iterator[Table]:
        say = self.site.say
        fields = [*view.by_field(one.score, one.sheet, say)]
        sums = [(f, total) for f, total, _ in fields if total is not None]
        yield Table(
            say(N_("By field")),
            [
                Column(say(N_("Field of the scheme"))),
                *self._sums(),
                Column(say(N_("No result yet")), True),
            ],
            [
                Row(
                    [
                        Cell(f"{f.code}. {f.name}"),
                        *_reached(total),
                        _figure(total.open),
                    ],
                    at.id(f"s-{f.code}"),
                )
                for f, total in sums
            ],
            at.id("fields"),
            filters=False,
        )
        yield self._missing([line for _, _, lines in fields for line in lines], at)
        recorded = view.latest(one.sheet)
        for f, _, lines in fields:
            rows = [self._row(line, one.sheet, recorded, at) for line in lines]
            columns = self._columns(recorded)
            yield Table(f"{f.code}. {f.name}", columns, rows, at.id(f"f-{f.code}"))
        yield self._steps(one.sheet, at)

    def _missing(self, lines: Iterable[view.Line], at: At) -> Table:
        """Leaves without a result yet, and what they wait for."""
        say = self.site.say
        columns = [
            Column(say(N_("No."))), Column(say(N_("Criterion"))),
            Column(say(N_("Max")), True), Column(say(N_("Waits for"))),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    Cell(line.code),
                    Cell(line.name),
                    _figure(line.max),
                    Cell(short(line.note), status=line.leaf.state.value),
                ],
                at.id(f"m-{line.code}"),
            )
            for line in lines
            if line.leaf and line.leaf.state in _OPEN
        ]
        return Table(say(N_("What is missing")), columns, rows, at.id("missing"))

    def _sums(self) -> list[Column]:
        say = self.site.say
        return [
            Column(say(N_("Points")), True),
            Column(say(N_("Max")), True),
            Column(say(N_("Index (%)")), True),
        ]

    def _columns(
        self, recorded: tuple[str, dict[str, Fraction]] | None
    ) -> list[Column]:
        say = self.site.say
        return [
            Column(say(N_("No."))),
            Column(say(N_("Criterion"))),
            *self._sums(),
            *([Column(say(STEP_NAMES[recorded[0]]), True)] if recorded else []),
            Column(say(N_("Status"))),
            Column(say(N_("To note"))),
            Column(say(N_("Evidence"))),
        ]

    def _row(
        self,
        line: view.Line,
        sheet: ScoreSheet,
        recorded: tuple[str, dict[str, Fraction]] | None,
        at: At,
    ) -> Row:
        leaf, say = line.leaf, self.site.say
        told = []
        if recorded is not None:
            told = [_figure(recorded[1].get(line.code)) if leaf else Cell("")]
        state = Cell("")
        if leaf is not None:
            word = f"{_MARKS[leaf.state]} {say(STATES[leaf.state])}"
            state = Cell(word, status=leaf.state.value)
        why = sheet.explanations.get(line.code) if leaf else None
        return Row(
            [
                Cell(line.code),
                Cell(line.name),
                _figure(line.points),
                _figure(line.max),
                _figure(line.percent),
                *told,
                state,
                Cell(short(line.note), more=short(why) or None),
                _proofs(sheet.evidence.get(line.code, ())) if leaf else Cell(""),
            ],
            at.id(f"l-{line.code}") if leaf else at.id(f"c-{line.code}"),
        )

    def _steps(self, sheet: ScoreSheet, at: At) -> Table:
        """The score journal: who scored when."""
        say = self.site.say
        columns = [
            Column(say(N_("Step"))), Column(say(N_("Day"))),
            Column(say(N_("Scored by"))), Column(say(N_("Document"))),
            Column(say(N_("Note"))),
        ]  # fmt: skip
        rows = [
            Row(
                [
                    Cell(say(STEP_NAMES[one.step])),
                    dated(one.date.start),
                    Cell(one.by),
                    Cell(one.document or "–"),
                    Cell(short(one.note)),
                ],
                at.id(f"j-{index}"),
            )
            for index, one in enumerate(sheet.journal)
        ]
        return Table(say(N_("Steps of scoring")), columns, rows, at.id("steps"))

    def summary(self) -> None:
        """Units by scheme and year, by name; by place where that was asked for."""
        site, say, path = self.site, self.site.say, addresses.SCORES
        at = site.at(path)
        tables = [
            self._of(key, title, lines, at)
            for key, (title, lines) in sorted(
                self.lines.of.items(), key=lambda one: (-one[0][1], one[0][0])
            )
        ]
        notes = [
            say(N_("{plan}: the sheet {name} cannot be scored; see Findings."),
                plan=plan, name=name)
            for plan, name in self.lines.unscored
        ]  # fmt: skip
        if not self.rank and tables:
            notes.append(say(N_("In the order of names: this is no ranking.")))
        site.page(path, Head(say(N_("Scores")), notes=notes), tables)

    def _of(
        self, key: tuple[str, int], title: str, lines: Sequence[_Line], at: At
    ) -> Table:
        site, say = self.site, self.site.say
        indices = [one.total.percent for one in lines]
        at_place = places(indices)
        exact = 3 if self.rank and tied_at_two_places(indices) else 2
        columns = [
            *([Column(say(N_("Place")), True)] if self.rank else []),
            Column(say(N_("Unit"))),
            Column(say(N_("Plan"))),
            *self._sums(),
            Column(say(N_("Class"))),
            Column(say(N_("No result yet")), True),
        ]
        rows = [
            Row(
                [
                    *([Cell(str(place := at_place[one.total.percent]), sort=place)]
                      if self.rank else []),
                    Cell(site.units.name(one.unit), at.to(one.page)),
                    Cell(one.plan, at.to(addresses.plan(one.plan))),
                    *_reached(one.total, exact),
                    Cell(one.grade or "–"),
                    _figure(one.total.open),
                ],
                at.id(f"s-{key[0]}-{key[1]}-{number}"),
            )
            for number, one in enumerate(self._ordered(lines))
        ]  # fmt: skip
        caption = " · ".join(filter(None, (title, self._year(key))))
        return Table(caption, columns, rows, at.id(f"{key[0]}-{key[1]}"))

    def _ordered(self, lines: Iterable[_Line]) -> list[_Line]:
        def by_name(one: _Line) -> tuple[str, str]:
            return self.site.units.name(one.unit), one.plan

        ordered = sorted(lines, key=by_name)
        if self.rank:
            ordered.sort(key=lambda one: -(one.total.percent or Fraction(0)))
        return ordered


def _figure(value: Fraction | None, exact: int = 2) -> Cell:
    sort = -1.0 if value is None else float(value)
    return Cell(figure(value, exact), sort=sort)


def _reached(total: Total, exact: int = 2) -> list[Cell]:
    return [_figure(total.points), _figure(total.max), _figure(total.percent, exact)]


def _percent(total: Total) -> str:
    return "–" if total.percent is None else f"{figure(total.percent)}%"


def _proofs(found: Sequence[Evidence]) -> Cell:
    """Documents; the one link of one document leads there, others are text."""
    texts = [
        one.document + (f" ({labels.day(one.signed.start)})" if one.signed else "")
        for one in found
    ]
    links = [one.link for one in found if one.link]
    leads = len(links) == len(found) == 1 and links[0].startswith(
        ("https://", "http://")
    )
    return Cell(
        short("; ".join(texts)) or "–",
        links[0] if leads else None,
        more=None if leads or not links else short("; ".join(links)),
    )
