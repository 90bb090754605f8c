"""Drawings that a template asks for by a plain tag: rules of a length, charts."""

from __future__ import annotations

from dataclasses import dataclass

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
