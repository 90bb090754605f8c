"""How every plan stands, a plan a line; without what only one plan's table needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from cchc.models.statuses import Status
from cchc.problems import N_
from cchc.standings import PlanStanding
from cchc.views import labels
from cchc.views.grid import Column, Grid, Section
from cchc.views.labels import Language


def overview(plans: Iterable[PlanStanding], day: date, say: Language) -> Grid:
    """One line a plan and a total."""
    lines = list(plans)
    total = Counter[Status]()
    for line in lines:
        total.update(line.tasks)
    done, due = sum(line.done for line in lines), sum(line.due for line in lines)
    columns: list[Column[PlanStanding]] = [
        Column("plan", say(N_("Plan")), lambda line: _plan(line, say)),
        Column("tasks", say(N_("Tasks")),
               lambda line: sum(line.tasks.values()), right=True),
        *(_counted(status, say) for status in Status if status in total),
        Column("of_due", say(N_("Done of due")), lambda line: f"{line.done}/{line.due}",
               right=True),
    ]  # fmt: skip
    title = [say(N_("All plans as of {day}"), day=labels.day(day))]
    last = PlanStanding("", False, total, done, due)
    return Grid(columns, [Section([*lines, last])], title)


def _plan(line: PlanStanding, say: Language) -> str:
    if not line.plan:
        return say(N_("Total"))
    return line.plan + (f" ({say(N_('ended'))})" if line.over else "")


def _counted(status: Status, say: Language) -> Column[PlanStanding]:
    """How many tasks have a status."""
    return Column(
        status.value,
        say(labels.STATUS[status]),
        lambda line: line.tasks.get(status, 0),
        right=True,
        style=lambda line: (
            labels.STYLE.get(status, "") if line.tasks.get(status, 0) else "dim"
        ),
    )
