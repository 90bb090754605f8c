"""The statistics of a period: as a table, as YAML to fill in; `workbook` as Excel."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from cchc.load.places import schema_line
from cchc.models.statistics import Row, StatisticsForm, StatisticsSheet, Value
from cchc.problems import N_
from cchc.reporting.arithmetic import Fault
from cchc.reporting.earlier import Earlier
from cchc.status.statistics import Figure
from cchc.text.flow import flow
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language, figure

_HEAD = """\
{schema}
# Số liệu thống kê {period}. Mỗi dòng một số; null là không phát sinh, kèm lý do ở note.
# Dòng cchc tính được (tổng, tỷ lệ, số nhiệm vụ) không nhập. Dòng còn taken_from là số
# kỳ trước gợi ý lại: đối chiếu xong thì xóa khóa ấy.
period: {period}
values:
"""


def shown(one: Figure) -> str:
    """The value as a person reads it: `-` where there is nothing to report."""
    if one.value is None:
        return "-" if one.told else ""
    return figure(round(one.value, 2))


def table(
    figures: Mapping[str, Figure], earlier: Sequence[Earlier], say: Language
) -> Grid:
    """Every row of the form with its value, what it was, whether it is computed."""
    columns: list[Column[Figure]] = [
        Column("row", say(N_("Row")), lambda one: one.row.id),
        Column("name", say(N_("Indicator")), lambda one: one.row.name, flex=3),
        Column("unit", say(N_("Unit of measure")), lambda one: one.row.unit or ""),
        Column("value", say(N_("Value")), shown, right=True),
        *(_then(one, say) for one in earlier),
        Column(
            "computed",
            say(N_("Computed")),
            lambda one: say(N_("yes")) if one.computed else "",
        ),
        Column("note", say(N_("Note")), lambda one: one.note or "", flex=2),
    ]
    return Grid(columns, [Section([*figures.values()])])


def _then(earlier: Earlier, say: Language) -> Column[Figure]:
    """What the rows said in an earlier report, where the two compare."""
    key = "year_before" if earlier.is_year_before else "previous"
    name = N_("A year before") if earlier.is_year_before else N_("Report before")

    def told(one: Figure) -> str:
        value = _value_then(one, earlier)
        return "" if value is None else figure(round(value, 2))

    return Column(key, say(name), told, right=True)


def _value_then(one: Figure, earlier: Earlier) -> float | None:
    old = earlier.figures.get(one.row.id)
    return old.value if old is not None and earlier.compares(one.row) else None


def record(one: Figure, earlier: Sequence[Earlier]) -> dict[str, object]:
    """A row as JSON has it; `value` is null where nothing is told."""
    then = {one.is_year_before: one for one in earlier}
    before, last = then.get(False), then.get(True)
    return {
        "row": one.row.id,
        "name": one.row.name,
        "unit": one.row.unit,
        "value": one.value,
        "previous": _value_then(one, before) if before else None,
        "year_before": _value_then(one, last) if last else None,
        "computed": one.computed,
        "note": one.note,
    }


def is_asked(row: Row) -> bool:
    """Whether somebody has to type the row: it is neither heading nor computed."""
    computed = row.computed is not None or row.sum_of or row.ratio
    return row.kind != "heading" and not computed


def draft(form: StatisticsForm, period: str, before: StatisticsSheet | None) -> str:
    """A sheet with every row that is typed; what stays is offered from last period."""
    old = {one.row: one for one in before.values} if before else {}
    text = _HEAD.format(schema=schema_line("statistics"), period=period)
    for part in form.forms:
        text += f"  # Biểu mẫu {part.form}. {part.title}\n"
        for row in part.rows:
            if row.kind == "heading":
                text += _comment(f"{row.code} {row.name}")
            elif is_asked(row):
                text += _asked(row, old.get(row.id), before)
    return text


def _asked(row: Row, old: Value | None, before: StatisticsSheet | None) -> str:
    unit = f" [{row.unit}]" if row.unit else ""
    last = ""
    if old is not None and before is not None:
        value = "-" if old.value is None else figure(old.value)
        last = f"; kỳ {before.period.text}: {value}"
    text = _comment(f"{row.code} {row.name}{unit}{last}")
    if row.carried and old is not None and old.value is not None and before is not None:
        value = f"{old.value:.15g}"
        item = {"row": row.id, "value": value, "taken_from": before.period.text}
        return f"{text}  - {flow(item)}\n"
    return f'{text}  # - {{row: "{row.id}", value: }}\n'


def _comment(text: str) -> str:
    lines = textwrap.wrap(text, 84, break_on_hyphens=False)
    return "".join(f"  # {line}\n" for line in lines)


def sheet_text(sheet: StatisticsSheet) -> str:
    """A sheet as YAML."""
    period = sheet.period.text
    text = _HEAD.format(schema=schema_line("statistics"), period=period)
    for one in sheet.values:
        item: dict[str, object] = {"row": one.row}
        item["value"] = "null" if one.value is None else f"{one.value:.15g}"
        note = f", note: {flow(one.note)}" if one.note else ""
        text += f'  - {{row: "{one.row}", value: {item["value"]}{note}}}\n'
    return text


def fault_record(one: Fault, say: Language) -> dict[str, object]:
    """A finding of `cchc check-report` as JSON has it."""
    return {"place": one.place, "finding": say(one.text)}


def recount(found: Sequence[Fault], rows: int, say: Language) -> Grid:
    """What in a report does not agree with something else in it."""
    columns: list[Column[Fault]] = [
        Column("place", say(N_("Place")), lambda one: one.place, flex=2),
        Column("finding", say(N_("Finding")), lambda one: say(one.text), flex=3),
    ]
    footer = [say(N_("{count} rows of the annex were read"), count=rows)]
    if not found:
        return Grid(columns, [], [say(N_("No figure disagrees.")), *footer])
    return Grid(columns, [Section([*found])], footer=footer)
