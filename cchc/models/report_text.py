"""`reports/<period>.yaml`: what the office itself says in a report, by heading."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cchc.models.base import (
    PERIOD_PATTERN,
    ItemId,
    Listed,
    PeriodField,
    Record,
    Shown,
    Slug,
    Text,
    told,
)

Origin = Annotated[
    str,
    StringConstraints(pattern=rf"^cchc$|{PERIOD_PATTERN}"),
    Shown(errorMessage="Ghi kỳ đã chép (2025-Q1), hoặc cchc nếu do cchc gợi ý"),
]


class Passage(Record):
    """Words under one heading, written by the office or one of its units."""

    model_config = told(
        "Đoạn lời văn", "Lời của cơ quan hoặc của một đơn vị dưới một đề mục."
    )

    heading: ItemId = Field(description="Đề mục của đề cương: I.1, II.2.c")
    from_: Slug | None = Field(
        None,
        alias="from",
        description="Đơn vị viết đoạn này (mã), nếu không phải cơ quan",
    )
    text: Text | None = Field(
        None,
        description="Lời văn: các đoạn cách nhau một dòng trống; **đậm**, *nghiêng*, "
        "danh sách bằng “- ”, dưới nó “+ ”, “• ”; chú thích bằng ^[…]; \\ cuối dòng để "
        "xuống dòng, \\t là dấu tab",
    )
    taken_from: Origin | None = Field(
        None,
        description="Chưa sửa: chép từ kỳ nào, hoặc cchc gợi ý; sửa xong thì xóa",
    )
    facts: bool = Field(True, description="false: không in phần cchc lập ở đề mục này")


class ReportText(Record):
    """The office's words of one periodic report."""

    model_config = told(
        "Lời văn báo cáo", "Lời của cơ quan trong một báo cáo định kỳ, theo đề mục."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    period: PeriodField = Field(description="Kỳ báo cáo, trùng tên tệp: 2025-H1")
    outline: Slug | None = Field(None, description="Đề cương dùng cho báo cáo này")
    passages: Listed[Passage] = Field((), description="Các đoạn theo đề mục")
