"""The statistics of a period: typed figures, computed ones, what must hold of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.models.statistics import Row, StatisticsForm, StatisticsSheet, Value

ValueOf = Callable[[str], float | None]
"""How the value of a row is asked for, by its id."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a row says: a number or None (nothing to report, or not told).

    `computed`: worked out from other rows or from the plan. `told`: somebody typed a
    value, or a dash with its reason.
    """

    row: Row
    value: float | None
    computed: bool = False
    told: bool = False
    note: str | None = None


def figures(
    form: StatisticsForm, sheet: StatisticsSheet | None, counts: Mapping[str, float]
) -> dict[str, Figure]:
    """Every row of the form in a period, in the order of print.

    `counts` are what the plan itself tells: `tasks`, `tasks_done`. What can be
    computed is; a typed value stands only where it cannot.
    """
    typed = {one.row: one for one in sheet.values} if sheet else {}
    rows = form.rows
    known: dict[str, float | None] = {}

    def value_of(name: str) -> float | None:
        if name not in known:
            known[name] = None  # a row that leads back to itself has no value
            row = rows.get(name)
            if row is not None:
                found = computed(row, value_of, counts)
                one = typed.get(name)
                known[name] = found if found is not None or not one else one.value
        return known[name]

    found = {}
    for name, row in rows.items():
        one = typed.get(name)
        value = value_of(name)
        own = computed(row, value_of, counts) is not None
        note = one.note if one else None
        found[name] = Figure(row, value, own, one is not None, note)
    return found


def computed(row: Row, value_of: ValueOf, counts: Mapping[str, float]) -> float | None:
    """A row's value from its parts or from the plan; None where these do not tell."""
    if row.computed is not None:
        return counts.get(row.computed)
    if row.ratio is not None:
        num, den = value_of(row.ratio.num), value_of(row.ratio.den)
        return None if num is None or not den else 100 * num / den
    if row.sum_of:
        parts = [value_of(part) for part in row.sum_of]
        known = [part for part in parts if part is not None]
        return sum(known) if len(known) == len(parts) else None
    return None


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that does not hold: of which row, what was found, what is asked."""

    kind: str
    row: str
    found: float | None
    asked: float | None = None
    other: str = ""


def slips(form: StatisticsForm, sheet: StatisticsSheet) -> Iterator[Slip]:
    """What typed figures break of the relations of the form."""
    rows = form.rows
    typed: dict[str, float] = {
        one.row: one.value for one in sheet.values if one.value is not None
    }
    for one in sheet.values:
        row = rows.get(one.row)
        if row is not None and one.value is not None:
            yield from _of_row(row, one.value, typed)
            yield from _by_kind(row, one)
    yield from _relations(form, typed)


def _of_row(row: Row, value: float, typed: Mapping[str, float]) -> Iterator[Slip]:
    """Parts, sums and ratios that a row is one side of."""
    whole = typed.get(row.part_of) if row.part_of else None
    if whole is not None and value > whole and not _same(value, whole):
        yield Slip("part", row.id, value, whole, row.part_of or "")
    parts = [typed.get(part) for part in row.sum_of]
    known = [part for part in parts if part is not None]
    if row.sum_of and len(known) == len(parts):
        total = sum(known)
        same = _same(value, total)
        yield Slip("computed" if same else "sum", row.id, value, total)
    least = sum(typed.get(part, 0) for part in row.at_least)
    if value < least and not _same(value, least):
        yield Slip("least", row.id, value, least)
    if row.ratio is not None:
        num, den = typed.get(row.ratio.num), typed.get(row.ratio.den)
        if den == 0:
            yield Slip("nothing", row.id, value, None, row.ratio.den)
        elif num is not None and den:
            share = 100 * num / den
            near = abs(value - share) < _CUT
            yield Slip("computed" if near else "ratio", row.id, value, share)
    if row.computed is not None:
        yield Slip("plan", row.id, value)


_CUT = 0.0101
"""Two decimals, rounded or cut off."""


def _by_kind(row: Row, one: Value) -> Iterator[Slip]:
    """Values that a row of its kind cannot have."""
    value = one.value
    if value is None:
        return
    if row.kind == "heading":
        yield Slip("heading", row.id, value)
    elif row.kind == "code" and f"{value:g}" not in row.codes:
        yield Slip("code", row.id, value, None, ", ".join(row.codes))
    elif row.kind == "ratio" and not 0 <= value <= 100 and not row.above_100:
        yield Slip("share", row.id, value)
    elif value < 0 or (row.kind == "count" and value != math.floor(value)):
        yield Slip("count", row.id, value)


def _relations(form: StatisticsForm, typed: Mapping[str, float]) -> Iterator[Slip]:
    """The relations that should hold."""
    values = dict(typed)
    for row in form.rows.values():
        found = computed(row, values.get, {})
        if row.id not in values and found is not None:
            values[row.id] = found
    for one in form.relations:
        left, sign, right = _sides(one.rule)
        if not all(name in values for name in (*left, *right)):
            continue
        a, b = sum(map(values.__getitem__, left)), sum(map(values.__getitem__, right))
        holds = {"<=": a <= b, ">=": a >= b, "=": _same(a, b)}[sign]
        named = next((n for n in (*left, *right) if n in typed), None)
        if not holds and not _same(a, b) and named is not None:
            yield Slip("relation", named, a, b, one.rule)


def _sides(rule: str) -> tuple[Sequence[str], str, Sequence[str]]:
    sign = next(sign for sign in ("<=", ">=", "=") if f" {sign} " in rule)
    left, _, right = rule.partition(f" {sign} ")
    return left.split(" + "), sign, right.split(" + ")


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def fell(
    form: StatisticsForm, before: StatisticsSheet, now: StatisticsSheet
) -> Iterator[Slip]:
    """Cumulative rows that are less than in an earlier report.

    Of the same year for what is counted from the year's start.
    """
    earlier = {one.row: one.value for one in before.values}
    same_year = before.period.end.year == now.period.end.year
    for one in now.values:
        row = form.rows.get(one.row)
        old = earlier.get(one.row)
        if row is None or one.value is None or old is None or row.cumulative is None:
            continue
        if one.value < old and (same_year or row.cumulative == "always"):
            yield Slip("fell", row.id, one.value, old, before.period.text)
