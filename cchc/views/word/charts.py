"""Drawings of a document: rules of a length, native bar charts from figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cchc.reporting.content import Report, Section

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
    grouping = "stacked" if bars.stacked else "clustered"
    series = "".join(
        _series(one, i, bars.categories) for i, one in enumerate(bars.series)
    )
    overlap = '<c:overlap val="100"/>' if bars.stacked else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/'
        'chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/>'
        '<c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/>{overlap}<c:axId val="1001"/><c:axId val="1002"/>'
        f"</c:barChart>{_AXES.format(step=bars.step)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{_text(1000)}</c:chartSpace>"
    )


def _series(one: Series, index: int, categories: Sequence[str]) -> str:
    names = "".join(
        f'<c:pt idx="{i}"><c:v>{escape(text)}</c:v></c:pt>'
        for i, text in enumerate(categories)
    )
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{value:g}</c:v></c:pt>'
        for i, value in enumerate(one.values)
        if value is not None
    )
    size = len(categories)
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>'
        f'Sheet1!${chr(66 + index)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{escape(one.name)}</c:v></c:pt></c:strCache></c:strRef>'
        f"</c:tx><c:spPr><a:solidFill><a:srgbClr val={quoteattr(one.colour)}/>"
        '</a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls>'
        f'<c:numFmt formatCode="#,##0.##;;" sourceLinked="0"/>'
        f'<c:spPr><a:noFill/></c:spPr>{_text(900)}<c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${size + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{size}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${chr(66 + index)}$2:"
        f"${chr(66 + index)}${size + 1}</c:f><c:numCache><c:formatCode>General"
        f'</c:formatCode><c:ptCount val="{size}"/>{values}</c:numCache></c:numRef>'
        "</c:val></c:ser>"
    )


def _text(size: int) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill><a:latin typeface="Times New Roman"/>'
        '<a:cs typeface="Times New Roman"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


_AXES = (
    '<c:catAx><c:axId val="1001"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
    '<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
    f'{_text(1000)}<c:crossAx val="1002"/><c:crosses val="autoZero"/>'
    '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/></c:catAx>'
    '<c:valAx><c:axId val="1002"/><c:scaling><c:orientation val="minMax"/>'
    '<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
    '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/>'
    "</a:solidFill></a:ln></c:spPr></c:majorGridlines>"
    '<c:numFmt formatCode="General" sourceLinked="0"/>'
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    f'<c:tickLblPos val="nextTo"/>{_text(900)}<c:crossAx val="1001"/>'
    '<c:crosses val="max"/><c:majorUnit val="{step}"/></c:valAx>'
)


EMU_PER_POINT = 12_700

_LINE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006"><mc:Choice xmlns:wps="http://schemas.microsoft.com/'
    'office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="0"/><wp:docPr id="{id}" name="Gạch chân {id}"/>'
    '<wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/'
    'drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/'
    'word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{cx}" cy="0"/></a:xfrm><a:prstGeom prst="line">'
    '<a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>'
    "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="width:{points}pt;'
    'height:.75pt" fillcolor="black" stroked="f"/></w:pict></mc:Fallback>'
    "</mc:AlternateContent>"
)

_CHART = (
    "<w:drawing>"
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="{name}" '
    'descr="{name}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.'
    'openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.'
    'openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.'
    'openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.'
    'org/officeDocument/2006/relationships" r:id="{relation}"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
)


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
    return _LINE.format(cx=cx, points=round(points, 1), id=number)


def chart_xml(relation: str, name: str, size: tuple[int, int]) -> str:
    """The place of a chart part in the text; `size` is in EMU."""
    return _CHART.format(relation=relation, name=name, cx=size[0], cy=size[1], id=1)


def in_run(xml: str) -> str:
    """Close the text around the tag, put `xml` into a run of its own, and reopen."""
    return f'</w:t></w:r><w:r>{xml}</w:r><w:r><w:t xml:space="preserve">'
