"""Drawings of a document: rules of a length, native bar charts from figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cchc.reporting.content import Report, Section
from cchc.views.markup import render

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


CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_WIDTH = 460
_BAR = 19
_FRAME = 66


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of bars: its name, RGB, and a value a category (None: no bar)."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart as data: `stacked` adds the series of a category up."""

    name: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in EMU, by the number of bars."""
        thick = _BAR if self.stacked else _BAR * 3 // 2
        height = min(_FRAME + thick * len(self.categories), 620)
        return _WIDTH * EMU_PER_POINT, height * EMU_PER_POINT

    @property
    def step(self) -> int:
        """Between two marks of the axis: whole, and about six marks."""
        columns = zip(*(one.values for one in self.series), strict=True)
        together = sum if self.stacked else max
        tallest = max(
            (together(v or 0 for v in column) for column in columns), default=0
        )
        rough = max(int(tallest / 6), 1)
        return next(n for n in (1, 2, 5, 10, 20, 50, 100, 10**9) if n >= rough)


class Chart:
    """`{{ charts.groups }}`: puts a chart part into the document where it stands.

    `part` is the document part of the template being rendered.
    """

    def __init__(self, bars: Bars, part: Any, number: int) -> None:
        self._bars = bars
        self._part = part
        self._number = number

    def __html__(self) -> str:
        """Markup that takes the tag's place; adds the part."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        name = PackURI(f"/word/charts/bieu-do-{self._number}.xml")
        blob = chart_part(self._bars).encode("utf-8")
        part = Part(name, CONTENT_TYPE, blob, self._part.package)
        relation = self._part.relate_to(part, RELATION)
        return in_run(chart_xml(relation, self._bars.name, self._bars.size))


def chart_part(bars: Bars) -> str:
    """The chart's XML, with its figures cached so that no workbook is needed."""
    series = [
        {
            "name": one.name,
            "colour": one.colour,
            "column": chr(66 + i),
            "figures": [
                {"index": at, "text": f"{value:g}"}
                for at, value in enumerate(one.values)
                if value is not None
            ],
        }
        for i, one in enumerate(bars.series)
    ]
    return render(
        "chart.xml.j2",
        stacked=bars.stacked,
        categories=bars.categories,
        series=series,
        step=bars.step,
    )


EMU_PER_POINT = 12_700


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the line of text, `points` long: `{{ letterhead.rule }}`."""

    points: float

    def __html__(self) -> str:
        """Markup that takes the tag's place inside its run."""
        return in_run(rule_xml(self.points))


def rule_xml(points: float, number: int = 1) -> str:
    """A black rule of 0.75 points as an inline drawing."""
    cx = round(points * EMU_PER_POINT)
    return render("line.xml.j2", cx=cx, points=round(points, 1), number=number)


def chart_xml(relation: str, name: str, size: tuple[int, int]) -> str:
    """The place of a chart part in the text; `size` is in EMU."""
    return render(
        "chart-place.xml.j2", relation=relation, name=name, cx=size[0], cy=size[1]
    )


def in_run(xml: str) -> str:
    """Close the text around the tag, put `xml` into a run of its own, and reopen."""
    return f'</w:t></w:r><w:r>{xml}</w:r><w:r><w:t xml:space="preserve">'
