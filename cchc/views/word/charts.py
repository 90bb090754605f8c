"""Native bar charts: DrawingML parts that Word and LibreOffice draw from figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cchc.views.word.drawings import EMU_PER_POINT, chart_xml, in_run

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
