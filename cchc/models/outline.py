"""`templates/outlines/*.yaml`: the headings of a report, and what feeds each."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cchc.models.base import ItemId, Line, Record, Shown, Slug, meanings, told
from cchc.models.fields import FieldOfReform
from cchc.models.statistics import RowId

FEEDS = {
    "progress": "số nhiệm vụ hoàn thành trên tổng số, tỷ lệ",
    "documents": "văn bản ban hành trong kỳ của lĩnh vực ghi ở field",
    "groups": "một mục con cho mỗi nhóm nhiệm vụ của kế hoạch",
    "strengths": "gợi ý: việc đã làm, chỉ tiêu đạt (chỉ vào dự thảo)",
    "limits": "gợi ý: quá hạn, chỉ tiêu chưa đạt (chỉ vào dự thảo)",
    "ahead": "gợi ý: việc đến hạn trước kỳ sau (chỉ vào dự thảo)",
}
Feed = Literal["progress", "documents", "groups", "strengths", "limits", "ahead"]


def _named(*names: str) -> StringConstraints:
    """A text with no other name in braces than these."""
    return StringConstraints(
        pattern=rf"^(?:[^{{}}]|\{{(?:{'|'.join(names)})\}})*$", max_length=600
    )


HeadingTitle = Annotated[
    Line,
    _named("period", "next"),
    Shown(errorMessage="Trong ngoặc nhọn chỉ ghi {period} hoặc {next}"),
]
ReportTitle = Annotated[
    Line,
    _named("period", "next", "plan"),
    Shown(errorMessage="Trong ngoặc nhọn chỉ ghi {period}, {next} hoặc {plan}"),
]


class Heading(Record):
    """One heading: `II.1.d.1` is below `II.1.d`; its number is printed by its level."""

    model_config = told("Đề mục", "Một đề mục của báo cáo và nguồn nội dung của nó.")

    id: ItemId = Field(description="Vị trí: I, I.1, II.2.c, II.2.c.1 (gạch đầu dòng)")
    title: HeadingTitle = Field(
        description="Tên đề mục; {next} là kỳ sau, {period} là kỳ báo cáo"
    )
    year: HeadingTitle | None = Field(
        None, description="Tên trong báo cáo năm, nếu khác"
    )
    field: FieldOfReform | None = Field(None, description="Lĩnh vực")
    feeds: tuple[Annotated[Feed, meanings(FEEDS)], ...] = Field(
        (), description="Nội dung do cchc lập"
    )
    statistics: tuple[RowId, ...] = Field(
        (), description="Dòng của biểu thống kê in tại đây: 2:1.1"
    )
    words: bool = Field(True, description="Có chỗ cho lời của cơ quan")


class Outline(Record):
    """The outline of one sort of report."""

    model_config = told("Đề cương", "Các đề mục của một loại báo cáo định kỳ.")

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    id: Slug = Field(description="Mã, trùng tên tệp")
    name: Line = Field(description="Tên gọi")
    title: ReportTitle = Field(
        description="Trích yếu; {period}, {next}, {plan} được thay"
    )
    headings: tuple[Heading, ...] = Field(description="Các đề mục theo thứ tự in")
