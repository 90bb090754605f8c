"""Rules of the statistics annex: its form, and the values of a period."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cchc.checks.base import Found, Lookup, nearest
from cchc.load import Loaded
from cchc.load.reports import statistics_sheets
from cchc.models.statistics import StatisticsForm, StatisticsSheet
from cchc.problems import N_, Message, message
from cchc.status.statistics import Slip, fell, slips


def _of(
    loaded: Loaded[StatisticsSheet],
    sheet: StatisticsSheet,
    lookup: Lookup,
    kinds: Collection[str],
) -> Iterator[tuple[int, Slip]]:
    """Slips of some kinds, each with the index of its value."""
    form = lookup.statistics_form
    if form is None:
        return
    at = {one.row: i for i, one in enumerate(sheet.values)}
    for slip in slips(form, sheet):
        if slip.kind in kinds:
            yield at[slip.row], slip


def _found(at: int, slip: Slip, text: Message, help: Message | None = None) -> Found:
    return Found(("values", at, "value"), text, slip.row, help)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2):.15g}".replace(".", ",")


def statistic_row_unknown(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A value stands for a row that the form does not have, or stands twice.

    Why: it would appear in no annex, or hide the other value.
    Example: `{row: "2:9", value: 5}`; two values of row 2:1.1; a value of a heading.
    Instead: correct the row; the rows are in the form (`cchc statistics`).
    """
    form = lookup.statistics_form
    if form is None:
        return
    rows, seen = form.rows, set[str]()
    for i, one in enumerate(sheet.values):
        loc = ("values", i, "row")
        if one.row not in rows:
            text = message(N_("the form has no row {row}"), row=one.row)
            yield Found(loc, text, one.row, nearest(one.row, rows))
        elif rows[one.row].kind == "heading":
            text = message(N_("row {row} is a heading without a value"), row=one.row)
            yield Found(loc, text, one.row)
        elif one.row in seen:
            text = message(N_("row {row} stands here a second time"), row=one.row)
            yield Found(loc, text, one.row)
        seen.add(one.row)


def statistic_part_too_large(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A part is more than its whole, or the parts together are.

    Why: one of the figures is wrong, and every rate made of them.
    Example: 12 problems found, 14 of them solved.
    Instead: correct the figure that is wrong; both rows are named.
    """
    for at, slip in _of(loaded, sheet, lookup, ("part", "least")):
        if slip.kind == "part":
            text = message(
                N_("{value} is more than the {whole} of row {row}"),
                value=_shown(slip.found),
                whole=_shown(slip.asked),
                row=slip.other,
            )
        else:
            text = message(
                N_("{value} is less than its parts together: {total}"),
                value=_shown(slip.found),
                total=_shown(slip.asked),
            )
        yield _found(at, slip, text)


def statistic_sum_mismatch(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A sum that is typed is not the sum of its parts.

    Why: real reports were signed with such sums; the reader cannot tell which is right.
    Example: 173 documents, of the province 37 and of the communes 137.
    Instead: correct the parts and delete the sum: it is computed.
    """
    for at, slip in _of(loaded, sheet, lookup, ("sum",)):
        text = message(
            N_("{value}, but its parts add up to {total}"),
            value=_shown(slip.found),
            total=_shown(slip.asked),
        )
        yield _found(at, slip, text)


def statistic_ratio_mismatch(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A rate that is typed does not follow from its two rows.

    Why: the rate is what is read and compared. Two decimals, rounded or cut off, pass.
    Example: 97,5 beside 1.240 files, 1.204 of them in time (97,1).
    Instead: correct the rows and delete the rate: it is computed.
    """
    for at, slip in _of(loaded, sheet, lookup, ("ratio",)):
        text = message(
            N_("{value}%, but its rows give {share}%"),
            value=_shown(slip.found),
            share=_shown(slip.asked),
        )
        yield _found(at, slip, text)


def statistic_ratio_of_nothing(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A rate is typed although there is nothing that it could be a rate of.

    Why: 0 of 0 is neither 0 nor 100 per cent; one real annex printed both.
    Example: no document had to be handled, yet 100 % were.
    Instead: `value: null` and the reason in `note`; the annex prints a dash.
    """
    for at, slip in _of(loaded, sheet, lookup, ("nothing",)):
        text = message(
            N_("{value}%, but row {row} is 0"),
            value=_shown(slip.found),
            row=slip.other,
        )
        help = message(N_("write value: null, and the reason in note"))
        yield _found(at, slip, text, help)


def statistic_impossible(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A value that its row cannot have.

    Why: a count in a row of per cent, half a document, a code that means nothing.
    Example: 124 in a row whose unit is %; 3 where only 0 and 1 mean something.
    Instead: correct the value; a count that the form asks in a row of per cent is for
    the form's owner to settle (accept it with the reason).
    """
    kinds = ("share", "count", "code")
    for at, slip in _of(loaded, sheet, lookup, kinds):
        texts = {
            "share": N_("{value} is no percentage: is it a count?"),
            "count": N_("{value} is no count"),
            "code": N_("{value} is no code of this row: {codes}"),
        }
        text = message(texts[slip.kind], value=_shown(slip.found), codes=slip.other)
        yield _found(at, slip, text)


def statistic_computed(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A value is typed that is computed from other rows or from the plan.

    Why: the typed one is not used, and one day it says something else.
    Example: the sum beside all of its parts; the number of tasks done.
    Instead: delete it.
    """
    for at, slip in _of(loaded, sheet, lookup, ("computed", "plan")):
        yield _found(at, slip, message(N_("this row is computed: delete the value")))


def statistic_relation_broken(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A relation between rows that usually holds does not.

    Why: most often a figure of another day or another scope slipped in.
    Example: more officials present than allotted.
    Instead: look again; where it is right, accept it with the reason.
    """
    for at, slip in _of(loaded, sheet, lookup, ("relation",)):
        text = message(
            N_("{rule} does not hold: {left} and {right}"),
            rule=slip.other,
            left=_shown(slip.found),
            right=_shown(slip.asked),
        )
        yield _found(at, slip, text)


def statistic_fell(
    loaded: Loaded[StatisticsSheet], sheet: StatisticsSheet, lookup: Lookup
) -> Iterator[Found]:
    """A cumulative figure is less than in the report before.

    Why: what is counted from a day on cannot become less.
    Example: staff cut by 12,49 % since 2015 in one report, by 0 in the next.
    Instead: correct the figure, or accept it with the reason.
    """
    form = lookup.statistics_form
    earlier = [
        one.record
        for one in statistics_sheets(lookup.workspace, loaded.plan or "")
        if one.record is not None and one.record.period.end < sheet.period.end
    ]
    if form is None or not earlier:
        return
    before = max(earlier, key=lambda one: one.period.end)
    at = {one.row: i for i, one in enumerate(sheet.values)}
    for slip in fell(form, before, sheet):
        text = message(
            N_("{value}, after {before} in the report of {period}"),
            value=_shown(slip.found),
            before=_shown(slip.asked),
            period=slip.other,
        )
        yield _found(at[slip.row], slip, text)


def statistics_form_broken(
    loaded: Loaded[StatisticsForm], form: StatisticsForm, lookup: Lookup
) -> Iterator[Found]:
    """A row of the form stands twice, or refers to a row that is not there.

    Why: sums and rates of such rows cannot be worked out.
    Example: `sum_of: ["2:1.1", "2:1.3"]` where the last row is 2:1.2.
    Instead: correct the id.
    """
    rows, seen = form.rows, set[str]()
    for i, part in enumerate(form.forms):
        for j, row in enumerate(part.rows):
            loc = ("forms", i, "rows", j)
            if row.id in seen:
                text = message(N_("row {row} stands here a second time"), row=row.id)
                yield Found((*loc, "id"), text, row.id)
            seen.add(row.id)
            named = [*row.sum_of, *row.at_least, row.part_of]
            named += [row.ratio.num, row.ratio.den] if row.ratio else []
            for name in named:
                if name is not None and name not in rows:
                    text = message(N_("the form has no row {row}"), row=name)
                    yield Found(loc, text, row.id, nearest(name, rows))
