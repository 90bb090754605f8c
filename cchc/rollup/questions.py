"""Questions asked of many workspaces, each one expression for every engine.

The rows of an answer are in one order whatever the engine: each question sorts by
columns that tell its rows apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from cchc.models.statuses import DONE, Status
from cchc.problems import N_
from cchc.rollup.tables import PARTITION, TABLES

Tables = Mapping[str, Any]
"""Table name to the table as Ibis knows it, whatever the engine: `tables()`."""
_TYPES = {"string": "string", "integer": "int32", "number": "float64", "date": "date"}


def tables() -> Tables:
    """The tables of a roll-up, by their columns; the extra `[scale]` has Ibis."""
    import ibis

    return {
        table.name: ibis.table(
            {one.name: _TYPES[one.type] for one in (*table.columns, *PARTITION)},
            name=table.name,
        )
        for table in TABLES
    }


def overdue_by_province(tables: Tables) -> Any:
    """Due, done, overdue by year and province, the most overdue first.

    Due is what was done and what is overdue, as the Government's own system counts.
    """
    import ibis

    owed, plans = tables["obligations"], tables["plans"]
    counts = owed.group_by("year", "province", "status").agg(n=owed.count())
    found = counts.group_by("year", "province").agg(
        due=_sum(counts, *DONE, Status.OVERDUE),
        done=_sum(counts, *DONE),
        overdue=_sum(counts, Status.OVERDUE),
    )
    counted = plans.group_by("year", "province").agg(plans=plans.count())
    both = found.join(counted, ["year", "province"])
    shown = both.select("year", "province", "plans", "due", "done", "overdue")
    shown = shown.mutate(share_overdue=_share(shown.overdue, shown.due))
    return shown.order_by(ibis.desc("overdue"), "year", "province")


def on_time_by_quarter(tables: Tables) -> Any:
    """Of what fell due in each quarter: on time, late, still open; share on time."""
    owed = tables["obligations"]
    owed = owed.filter(owed.due.notnull(), _is(owed, *DONE, Status.OVERDUE))
    days = owed.group_by("due", "status").agg(n=owed.count())
    days = days.mutate(due_year=days.due.year(), quarter=days.due.quarter())
    found = days.group_by("due_year", "quarter").agg(
        due=_sum(days, *DONE, Status.OVERDUE),
        on_time=_sum(days, Status.DONE_ON_TIME),
        late=_sum(days, Status.DONE_LATE),
        overdue=_sum(days, Status.OVERDUE),
    )
    found = found.mutate(share_on_time=_share(found.on_time, found.due))
    return found.order_by("due_year", "quarter")


def targets_missed(tables: Tables) -> Any:
    """Targets whose latest measured value is not what was asked."""
    goals = tables["targets"]
    return (
        goals.filter(goals.verdict == "misses")
        .select(
            "year", "province", "workspace", "plan", "target", "title",
            "form", "threshold", "value", "unit", "measured_to",
        )
        .order_by("year", "province", "workspace", "plan", "target")
    )  # fmt: skip


def silent_units(tables: Tables) -> Any:
    """Units that reported nothing of a standing duty for a whole period."""
    import ibis

    owed, units = tables["obligations"], tables["units"]
    owed = owed.filter(_is(owed, Status.NOT_REPORTED))
    silent = owed.group_by("year", "province", "workspace", "owner").agg(
        plans=owed.plan.nunique(), not_reported=owed.count()
    )
    named = units.select(unit_of=units.workspace, unit_id=units.unit, name=units.name)
    both = silent.left_join(
        named, [silent.workspace == named.unit_of, silent.owner == named.unit_id]
    )
    shown = both.select(
        "year",
        "province",
        "workspace",
        unit=both.owner,
        unit_name=ibis.coalesce(both["name"], both.owner),
        plans=both.plans,
        not_reported=both.not_reported,
    )
    place = ("year", "province", "workspace", "unit")
    return shown.order_by(ibis.desc("not_reported"), *place)


def duplicates_across_levels(tables: Tables) -> Any:
    """Tasks of the same title in plans of several levels, none taken up from above."""
    import ibis

    tasks = tables["tasks"]
    own = tasks.filter(tasks.implements_plan.isnull(), tasks.level.notnull())
    # Titles of one level only are most; to leave them out first takes less memory.
    levels = own.group_by("year", "title_key").agg(
        lowest=own.level.min(), highest=own.level.max()
    )
    shared = levels.filter(levels.lowest != levels.highest)
    own = own.semi_join(shared, ["year", "title_key"])
    found = own.group_by("year", "title_key").agg(
        title=own.title.min(),
        levels=own.level.nunique(),
        plans=_plans(own),
        provinces=own.province.nunique(),
    )
    shown = found.select("year", "title", "levels", "plans", "provinces", "title_key")
    return shown.order_by(ibis.desc("plans"), "year", "title_key").drop("title_key")


class Question(NamedTuple):
    """A question by its name on the command line."""

    ask: Callable[[Tables], Any]
    about: str


QUESTIONS = {
    "overdue-by-province": Question(
        overdue_by_province, N_("What is overdue, by year and province.")
    ),
    "on-time-by-quarter": Question(
        on_time_by_quarter, N_("What was done on time, by the quarter of its due date.")
    ),
    "targets-missed": Question(
        targets_missed, N_("Targets whose measured value is not enough.")
    ),
    "silent-units": Question(
        silent_units, N_("Units that reported nothing for a whole period.")
    ),
    "duplicates-across-levels": Question(
        duplicates_across_levels, N_("The same task in plans of several levels.")
    ),
}


def _plans(rows: Any) -> Any:
    """How many plans; two offices may call theirs alike."""
    return (rows.workspace + "/" + rows.plan).nunique()


def _is(owed: Any, *statuses: Status) -> Any:
    return owed.status.isin([status.value for status in statuses])


def _sum(counts: Any, *statuses: Status) -> Any:
    """How many obligations have a status, of rows that were counted by it before.

    Few rows are left to judge then: a third of the time over millions.
    """
    # DuckDB sums to 128 bits, which Parquet has not.
    return counts.n.sum(where=_is(counts, *statuses)).fill_null(0).cast("int32")


def _share(part: Any, whole: Any) -> Any:
    """Share in percent with one decimal; null where there is nothing to share."""
    return (part * 100.0 / whole.nullif(0)).round(1)
