"""The two charts of a report, as data."""

from __future__ import annotations

from cchc.reporting.content import Report, Section
from cchc.views.word.charts import Bars, Series

_MANY_BARS = 12


def title(section: Section) -> str:
    """The name of a group of tasks."""
    return section.group.title if section.group else "Nhiệm vụ khác"


def by_group(report: Report) -> Bars:
    """Tasks of each group: complete, overdue, the rest."""
    sections = report.sections
    rest = [s.tasks - s.finished - s.late_tasks for s in sections]
    return Bars(
        "Biểu đồ tiến độ thực hiện nhiệm vụ theo nhóm",
        tuple(title(s) for s in sections),
        (
            Series("Hoàn thành", "9DC3E6", tuple(float(s.finished) for s in sections)),
            Series("Quá hạn", "FF8F8F", tuple(float(s.late_tasks) for s in sections)),
            Series("Còn lại", "D9D9D9", tuple(float(n) for n in rest)),
        ),
        stacked=True,
    )


def of_targets(report: Report) -> Bars | None:
    """Measured percentages beside the thresholds; None where nothing is measured."""
    found = [
        r
        for r in report.results
        if r.measure and r.threshold is not None and r.target.goal.unit == "%"
    ][:_MANY_BARS]
    if not found:
        return None
    return Bars(
        "Biểu đồ kết quả chỉ tiêu so với mục tiêu",
        tuple(r.target.title for r in found),
        (
            Series("Mục tiêu (%)", "D9D9D9", tuple(r.threshold for r in found)),
            Series(
                "Kết quả (%)",
                "9DC3E6",
                tuple(r.measure.value if r.measure else None for r in found),
            ),
        ),
        stacked=False,
    )
