"""What a report is made of in a workspace: outline, words, statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.load.reports import (
    load_outline,
    report_text,
    statistics_form,
    statistics_sheet,
)
from cchc.models.outline import Outline
from cchc.models.plan import Plan
from cchc.models.report_text import ReportText
from cchc.models.statistics import StatisticsForm, StatisticsSheet
from cchc.problems import N_, CchcError, Message, message
from cchc.reporting.composed import Filled, compose, empty, repeated, unread
from cchc.reporting.content import Report
from cchc.reporting.earlier import Earlier, earlier_statistics
from cchc.reporting.windows import PeriodicReport, is_cchc
from cchc.status.statistics import Figure, figures

if TYPE_CHECKING:
    from typing import TypeVar

    from cchc.holdings import Holdings
    from cchc.load import Loaded
    from cchc.models.base import Record

    M = TypeVar("M", bound=Record)

_BELOW = (" xã", " phường", " đặc khu", " thị trấn", " quận", " huyện")


@dataclass(frozen=True, slots=True)
class Materials:
    """Outline, words and statistics of one report, and what its reader should know.

    `figures` has every row of the form; `has_statistics` tells whether anybody typed
    any, without which there is no annex. `earlier`: statistics of the report before,
    and of the same period of the year before, where there are any.
    """

    outline: Outline
    words: ReportText | None
    form: StatisticsForm | None
    figures: Mapping[str, Figure]
    has_statistics: bool
    filled: tuple[Filled, ...]
    notes: tuple[Message, ...]
    earlier: tuple[Earlier, ...] = ()


def counts_of(report: Report) -> dict[str, float]:
    """What the plan itself tells of the statistics."""
    return {"tasks": report.total.planned, "tasks_done": report.total.tasks_done}


def materials(
    holdings: Holdings, report: Report, previous: PeriodicReport | None, unit: str
) -> Materials:
    """Everything but the dates, as the workspace has it; faults of files are told.

    Raises `CchcError` where there is no outline to go by.
    """
    plan, period = report.plan, report.periodic.period.text
    words = _told(holdings, report_text(holdings.workspace, plan.id, period))
    outline = _outline(holdings, plan, unit, words)
    form, sheet = _statistics(holdings, plan, period)
    found = figures(form, sheet, counts_of(report)) if form else {}
    filled, lost = compose(report, outline, words, found)
    before = None
    if previous is not None:
        before = _told(
            holdings,
            report_text(holdings.workspace, plan.id, previous.period.text),
        )
    same = repeated(words, before)
    notes = [*lost, *_notes(filled, same, previous)]
    has_statistics = sheet is not None
    earlier: tuple[Earlier | None, ...] = ()
    if form is not None and has_statistics:
        earlier = earlier_statistics(holdings, plan, form, report.periodic, previous)
    return Materials(
        outline, words, form, found, has_statistics, filled, tuple(notes),
        tuple(one for one in earlier if one is not None),
    )  # fmt: skip


def _told(holdings: Holdings, loaded: Loaded[M] | None) -> M | None:
    return None if loaded is None else holdings.register(loaded)


def _statistics(
    holdings: Holdings, plan: Plan, period: str
) -> tuple[StatisticsForm | None, StatisticsSheet | None]:
    """The form, for plans of administrative reform, and the values of the period."""
    if not is_cchc(plan):
        return None, None
    sheet = _told(holdings, statistics_sheet(holdings.workspace, plan.id, period))
    return holdings.register(statistics_form(holdings.workspace)), sheet


def _outline(
    holdings: Holdings, plan: Plan, unit: str, words: ReportText | None
) -> Outline:
    name = (
        words.outline if words and words.outline else outline_for(holdings, plan, unit)
    )
    found = holdings.register(load_outline(name, holdings.workspace))
    if found is None:
        raise CchcError(N_("the outline {name} cannot be read"), name=name)
    return found


def outline_for(holdings: Holdings, plan: Plan, unit: str) -> str:
    """The outline that fits a plan and who reports on it.

    A people's committee reports as a province or as a commune, by its name; any other
    body as a department.
    """
    if not is_cchc(plan):
        return "other"
    known = holdings.units.get(unit)
    name = known.name.casefold() if known else ""
    if name.startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")):
        return "commune" if any(word in name for word in _BELOW) else "province"
    return "department"


def _notes(
    filled: tuple[Filled, ...],
    same: Mapping[str, int],
    previous: PeriodicReport | None,
) -> list[Message]:
    notes = []
    if blank := empty(filled):
        text = N_(
            "{count} headings have no text yet ({headings}); cchc report --draft "
            "writes a file for the words"
        )
        notes.append(message(text, count=len(blank), headings=", ".join(blank)))
    if left := unread(filled):
        text = N_("words not worked over yet (taken_from) under {headings}")
        notes.append(message(text, headings=", ".join(left)))
    if same and previous is not None:
        text = N_("{count} paragraphs are as in the report of {period}: {headings}")
        notes.append(
            message(
                text,
                count=sum(same.values()),
                period=previous.period,
                headings=", ".join(same),
            )
        )
    return notes
