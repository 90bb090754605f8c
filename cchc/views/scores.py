"""What `cchc score` shows: the score sheet, what would raise it, years, offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from cchc.models.scheme import Criterion, Need, SchemeField
from cchc.models.scores import STEPS, ScoreSheet
from cchc.problems import N_
from cchc.scoring.compare import Pair, Ranked, tied_at_two_places
from cchc.scoring.expressions import Value
from cchc.scoring.gains import Gain
from cchc.scoring.rules import State, rounded
from cchc.scoring.score import LeafScore, Score, Total
from cchc.scoring.sheets import Unserved
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language

STATES: dict[State, str] = {
    State.SCORED: N_("scored"),
    State.MISSING: N_("facts are missing"),
    State.NOT_APPLICABLE: N_("does not apply"),
    State.SURVEY: N_("waits for the survey"),
    State.CENTRAL: N_("scored by the evaluator"),
    State.ASK: N_("to be asked"),
}
STEP_NAMES: dict[str, str] = {
    "self": N_("self-scored"),
    "verified_1": N_("verified, first round"),
    "explained": N_("explained"),
    "verified_2": N_("verified, second round"),
    "final": N_("final"),
}


def figure(value: Fraction | None, places: int = 2) -> str:
    """`1,49`: half up, decimal comma; a dash where there is none."""
    if value is None:
        return "–"
    return f"{float(rounded(value, places)):.{places}f}".replace(".", ",")


def plain(value: Value) -> str:
    """A fact as a person writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return f"{float(value):.15g}".replace(".", ",")
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return ", ".join(map(plain, value))


def record(score: Score) -> dict[str, Any]:
    """The JSON contract of `cchc score`; points are rounded half up to two decimals."""
    whole = score.total
    return {
        "format": 1,
        "scheme": score.scheme.id,
        "leaves": [
            {
                "code": leaf.code,
                "max": float(leaf.max),
                "points": _number(leaf.points),
                "state": leaf.state.value,
            }
            for leaf in score.leaves
        ],
        "points": _number(whole.points),
        "max": float(whole.max),
        "index": _number(whole.percent),
        "class": score.class_,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded(value))


class Line(NamedTuple):
    """A criterion with the sum of its leaves, or a leaf, as a line of the sheet."""

    code: str
    name: str
    max: Fraction
    points: Fraction | None
    percent: Fraction | None
    note: str = ""
    leaf: LeafScore | None = None


def grid(score: Score, sheet: ScoreSheet, title: Sequence[str], say: Language) -> Grid:
    """A section a field, a row a criterion and leaf, and what has to be done."""
    columns: list[Column[Line]] = [
        Column("code", say(N_("No.")), lambda line: line.code, widest=22),
        Column("name", say(N_("Criterion")), lambda line: line.name, flex=5),
        Column("max", say(N_("Max")), lambda line: figure(line.max), right=True),
        Column("points", say(N_("Points")), lambda n: figure(n.points), right=True),
        Column("index", "%", lambda line: figure(line.percent), right=True),
        *_recorded_column(score, sheet, say),
        Column("note", say(N_("To note")), lambda line: line.note, flex=4),
    ]
    sections: list[Section] = []
    for field, found, rows in by_field(score, sheet, say):
        heading = _heading(field, found)
        if not field.criteria:  # surveys beside the criteria share one heading
            beside = any(not one.criteria for one in _fields(score)[: len(sections)])
            heading = "" if beside else say(N_("Surveys"))
        sections.append(Section(rows, heading))
    return Grid(columns, sections, title, footer(score, sheet, say))


def by_field(
    score: Score, sheet: ScoreSheet, say: Language
) -> Iterator[tuple[SchemeField, Total | None, list[Line]]]:
    """Each field of the scheme with its sum and its lines; surveys have no sum."""
    sums = {id(one): found for one, found in score.groups()}
    for field in _fields(score):
        lines = [*_lines(score, field, sums, sheet, say)]
        yield field, sums.get(id(field)), lines


def _fields(score: Score) -> list[SchemeField]:
    fields: list[SchemeField] = []
    for leaf in score.leaves:
        if not fields or fields[-1] is not leaf.place.field:
            fields.append(leaf.place.field)
    return fields


def _heading(field: SchemeField, found: Total | None) -> str:
    name = f"{field.code}. {field.name}"
    if found is None:
        return name
    return f"{name}: {figure(found.points)}/{figure(found.max)} ({_percent(found)})"


def _percent(found: Total) -> str:
    return "–" if found.percent is None else f"{figure(found.percent)}%"


def _lines(
    score: Score,
    field: SchemeField,
    sums: dict[int, Total],
    sheet: ScoreSheet,
    say: Language,
) -> Iterator[Line]:
    above: Criterion | None = None
    for leaf in score.leaves:
        if leaf.place.field is not field:
            continue
        criterion = leaf.place.criterion
        if criterion is not None and criterion is not above:
            found = sums[id(criterion)]
            yield Line(criterion.code, criterion.name, found.max, *_reached(found))
        above = criterion
        share = None if leaf.points is None else 100 * leaf.points / (leaf.max or 1)
        note = _note(leaf, sheet, say)
        name = leaf.place.leaf.name
        yield Line(leaf.code, name, leaf.max, leaf.points, share, note, leaf)


def _reached(found: Total) -> tuple[Fraction | None, Fraction | None]:
    """Points and percent; nothing where nothing below has a result."""
    if found.open == found.max:
        return None, None
    return found.points, found.percent


def latest(sheet: ScoreSheet) -> tuple[str, dict[str, Fraction]] | None:
    """The score journal's last step and its points, later steps over earlier ones.

    None where no step gives points of its own.
    """
    if not any(entry.points for entry in sheet.journal):
        return None
    ordered = sorted(sheet.journal, key=lambda one: STEPS.index(one.step))
    points: dict[str, Fraction] = {}
    for entry in ordered:
        points |= {code: Fraction(value) for code, value in entry.points.items()}
    return ordered[-1].step, points


def _recorded_column(
    score: Score, sheet: ScoreSheet, say: Language
) -> list[Column[Line]]:
    """What the score journal says of each leaf; a criterion's cell stays empty."""
    found = latest(sheet)
    if found is None:
        return []
    step, points = found
    leaves = {leaf.code for leaf in score.leaves}

    def told(line: Line) -> str:
        return figure(points.get(line.code)) if line.code in leaves else ""

    return [Column("recorded", say(STEP_NAMES[step]), told, right=True, widest=14)]


def _note(leaf: LeafScore, sheet: ScoreSheet, say: Language) -> str:
    """What is missing or asked, what was settled, what has no proof."""
    lines = []
    if leaf.state is not State.SCORED:
        lines.append(say(STATES[leaf.state]))
    if leaf.state in (State.MISSING, State.SURVEY, State.CENTRAL):
        lines[-1] += f": {'; '.join(map(_needed, leaf.lacking))}"
    lines += [say(text) for text in leaf.outcome.asked]
    if leaf.settlement is not None:
        lines.append(leaf.settlement.because)
    if leaf.unsaid and leaf.state is State.SCORED:
        names = "; ".join(map(_needed, leaf.unsaid))
        lines.append(say(N_("not said, so not considered: {facts}"), facts=names))
    lines += _worked_out(leaf, say)
    if unproved(leaf, sheet):
        lines.append(say(N_("no evidence and no explanation yet")))
    return "\n".join(lines)


def _worked_out(leaf: LeafScore, say: Language) -> Iterator[str]:
    """Facts that follow from the plan, those of one origin on one line."""
    origins: dict[str, list[str]] = {}
    for symbol, one in leaf.given.items():
        if one.told is not None:
            figures = origins.setdefault(say(one.told), [])
            figures.append(f"{symbol} = {plain(one.value)}")
    for told, figures in origins.items():
        yield f"{', '.join(figures)} ({told})"


def unproved(leaf: LeafScore, sheet: ScoreSheet) -> bool:
    """Whether a sheet of a plan claims points of a leaf without saying why."""
    if not leaf.points or sheet.scheme is None or leaf.place.leaf.source == "survey":
        return False
    return not sheet.evidence.get(leaf.code) and leaf.code not in sheet.explanations


def _needed(need: Need) -> str:
    return f"{need.sym} ({need.what})"


def footer(score: Score, sheet: ScoreSheet, say: Language) -> list[str]:
    """The total, the index, the class; what has no result yet."""
    whole = score.total
    lines = [
        say(
            N_("Total: {points} of {max} points; index {index}"),
            points=figure(whole.points),
            max=figure(whole.max),
            index=_percent(whole),
        )
    ]
    if score.class_ is not None:
        lines[0] += say(N_("; class: {name}"), name=score.class_)
    if whole.open:
        lines.append(
            say(
                N_("Provisional: {open} points have no result yet ({states})"),
                open=figure(whole.open),
                states=", ".join(_states(score, say)),
            )
        )
    return lines


def _states(score: Score, say: Language) -> Iterator[str]:
    counts = Counter(leaf.state for leaf in score.leaves)
    for state in (State.MISSING, State.ASK, State.CENTRAL, State.SURVEY):
        if counts[state]:
            yield f"{counts[state]} {say(STATES[state])}"


def leaves(score: Score, sheet: ScoreSheet, say: Language) -> Grid:
    """A line a leaf, for a spreadsheet."""

    def note(leaf: LeafScore) -> str:
        return _note(leaf, sheet, say).replace("\n", "; ")

    columns: list[Column[LeafScore]] = [
        Column("code", say(N_("No.")), lambda leaf: leaf.code),
        Column("name", say(N_("Criterion")), lambda leaf: leaf.place.leaf.name),
        Column("max", say(N_("Max")), lambda leaf: float(leaf.max)),
        Column("points", say(N_("Points")), lambda leaf: _number(leaf.points)),
        Column("state", say(N_("Status code")), lambda leaf: leaf.state, code=True),
        Column("note", say(N_("To note")), note),
        Column("state_name", say(N_("Status")), lambda leaf: say(STATES[leaf.state])),
    ]
    return Grid(columns, [Section(score.leaves)])


def gains_grid(
    score: Score, found: Sequence[Gain], title: Sequence[str], say: Language
) -> Grid:
    """What would raise the score, the most points first; then what is missing."""
    columns: list[Column[Gain]] = [
        Column("code", say(N_("No.")), lambda gain: gain.leaf.code, widest=12),
        Column("name", say(N_("Criterion")), lambda g: g.leaf.place.leaf.name, flex=4),
        Column(
            "now", say(N_("At present")), lambda g: figure(g.leaf.points), right=True
        ),
        Column("then", say(N_("Could be")), lambda g: figure(g.points), right=True),
        Column("gain", say(N_("Gain")), lambda g: f"+{figure(g.gained)}", right=True),
        Column("changes", say(N_("What it takes")), _changes, flex=5),
    ]
    whole = score.total
    more = sum((gain.gained for gain in found), Fraction(0))
    reach = whole._replace(points=whole.points + more)
    footer = [
        say(
            N_("All together: +{points} points, index {before} → {after}"),
            points=figure(more),
            before=_percent(whole),
            after=_percent(reach),
        )
    ]
    missing = [leaf for leaf in score.leaves if leaf.state is State.MISSING]
    if missing:
        footer.append(
            say(
                N_("Up to {points} points more wait for facts: {codes}"),
                points=figure(sum((leaf.max for leaf in missing), Fraction(0))),
                codes=", ".join(leaf.code for leaf in missing),
            )
        )
    return Grid(columns, [Section(found)], title, footer)


def _changes(gain: Gain) -> str:
    return "\n".join(
        f"{c.need.sym}: {plain(c.before)} → {plain(c.after)} ({c.need.what})"
        for c in gain.changes
    )


def gains_record(score: Score, found: Sequence[Gain]) -> dict[str, Any]:
    """The JSON contract of `cchc score --what-if`."""
    return {
        "format": 1,
        "scheme": score.scheme.id,
        "gains": [
            {
                "code": gain.leaf.code,
                "points": _number(gain.leaf.points),
                "could_be": _number(gain.points),
                "gain": _number(gain.gained),
                "changes": [
                    {
                        "symbol": c.need.sym,
                        "fact": c.need.id,
                        "from": _json(c.before),
                        "to": _json(c.after),
                    }
                    for c in gain.changes
                ],
            }
            for gain in found
        ],
    }


def _json(value: Value) -> object:
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value.isoformat() if isinstance(value, date) else value


def compare_grid(
    found: Sequence[Pair], years: tuple[str, str], title: Sequence[str], say: Language
) -> Grid:
    """Leaves side by side; a change only where both are scored."""
    columns: list[Column[Pair]] = [
        Column("code", say(N_("No.")), lambda pair: _leaf(pair).code, widest=22),
        Column(
            "name", say(N_("Criterion")), lambda p: _leaf(p).place.leaf.name, flex=1
        ),
        Column("before", years[0], lambda pair: _of(pair.before, say), right=True),
        Column("after", years[1], lambda pair: _of(pair.after, say), right=True),
        Column("change", say(N_("Change")), lambda p: _signed(p.change), right=True),
    ]
    return Grid(columns, [Section(found)], title)


def _leaf(pair: Pair) -> LeafScore:
    leaf = pair.after or pair.before
    assert leaf is not None  # a pair has at least one
    return leaf


def _of(leaf: LeafScore | None, say: Language) -> str:
    if leaf is None:
        return say(N_("not there"))
    return figure(leaf.points) if leaf.points is not None else say(STATES[leaf.state])


def _signed(value: Fraction | None) -> str:
    if value is None:
        return ""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{figure(abs(value))}"


def compare_record(
    before: Score, after: Score, found: Sequence[Pair]
) -> dict[str, Any]:
    """The JSON contract of `cchc score --compare`."""
    return {
        "format": 1,
        "before": record(before),
        "after": record(after),
        "changes": [
            {"code": pair.after.code, "change": _number_signed(pair.change)}
            for pair in found
            if pair.after is not None and pair.change
        ],
    }


def _number_signed(value: Fraction | None) -> float | None:
    if value is None:
        return None
    return float(rounded(abs(value))) * (1 if value > 0 else -1)


def ranking_grid(
    found: Sequence[Ranked], title: Sequence[str], names: dict[str, str], say: Language
) -> Grid:
    """Offices by index; three decimals where two would hide who is ahead."""
    tied = tied_at_two_places(one.score.total.percent for one in found)
    places = 3 if tied else 2
    columns: list[Column[Ranked]] = [
        Column("place", say(N_("Place")), lambda one: one.place, right=True),
        Column("unit", say(N_("Office")), lambda o: names.get(o.unit, o.unit), flex=1),
        Column("points", say(N_("Points")), lambda one: figure(one.score.total.points),
               right=True),
        Column("max", say(N_("Max")), lambda o: figure(o.score.total.max), right=True),
        Column("index", say(N_("Index (%)")),
               lambda one: figure(one.score.total.percent, places), right=True),
        Column("class", say(N_("Class")), lambda o: o.score.class_ or "–", widest=16),
        Column("open", say(N_("No result yet")), lambda o: figure(o.score.total.open),
               right=True),
    ]  # fmt: skip
    return Grid(columns, [Section(found)], title)


def ranking_record(found: Sequence[Ranked]) -> dict[str, Any]:
    """The JSON contract of `cchc score --rank`."""
    return {
        "format": 1,
        "units": [
            {"place": one.place, "unit": one.unit, **_summary(one.score)}
            for one in found
        ],
    }


def _summary(score: Score) -> dict[str, Any]:
    whole = score.total
    return {
        "scheme": score.scheme.id,
        "points": _number(whole.points),
        "max": float(whole.max),
        "index": _number(whole.percent),
        "class": score.class_,
        "open": _number(whole.open),
    }


def unserved_notes(found: Sequence[Unserved], say: Language) -> list[str]:
    """Criteria that no task or target of a plan serves."""
    return [
        say(
            N_("{scheme} {year}: no task or target serves {count} criteria: {codes}"),
            scheme=one.scheme,
            year=one.year or "",
            count=len(one.codes),
            codes=", ".join(one.codes),
        )
        for one in found
        if one.codes
    ]


def unserved_record(found: Sequence[Unserved]) -> list[dict[str, Any]]:
    """The same for other programs."""
    return [
        {"scheme": one.scheme, "year": one.year, "criteria": list(one.codes)}
        for one in found
    ]
