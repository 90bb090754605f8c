"""Regimes of periodic reports: which reports, on which days, sent by when."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cchc.models.base import Line, PeriodField, Record, Shown, meanings, told

SHAPES = {
    "Q1": "quý I",
    "Q2": "quý II",
    "Q3": "quý III",
    "Q4": "quý IV",
    "H1": "6 tháng đầu năm",
    "H2": "6 tháng cuối năm",
    "9M": "9 tháng",
    "Y": "năm",
}
Shape = Annotated[
    Literal["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"], meanings(SHAPES)
]
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
Days = Annotated[
    str,
    StringConstraints(pattern=rf"^{_DAY}/{_DAY}$"),
    Shown(errorMessage="Từ ngày đến ngày, viết tháng-ngày: 12-15/03-14"),
]
"""First and last day, month first; a first day after the last is of the year before."""


class ReportRegime(Record):
    """Who rules periodic reports from a day on."""

    model_config = told(
        "Chế độ báo cáo",
        "Văn bản quy định chế độ báo cáo: kỳ số liệu, ngày gửi, từ ngày nào.",
    )

    basis: Line = Field(description="Văn bản quy định, gọi ngắn")
    cited: Line | None = Field(
        None, description="Viện dẫn đầy đủ ở câu mở đầu báo cáo: số, ngày, cơ quan"
    )
    since: PeriodField = Field(description="Áp dụng từ ngày")
    about: (
        Annotated[Literal["cchc"], meanings({"cchc": "cải cách hành chính"})] | None
    ) = Field(None, description="Chỉ cho kế hoạch cải cách hành chính: cchc")
    windows: dict[Shape, Days] = Field(description="Kỳ số liệu của từng loại báo cáo")
    reports: tuple[Shape, ...] = Field(description="Các báo cáo phải có trong một năm")
    sent_by: int = Field(ge=1, le=28, description="Gửi chậm nhất ngày … tháng cuối kỳ")
    unverified: Line | None = Field(
        None, description="Điều chưa đối chiếu được với nguyên văn, nếu có"
    )


class RegimeList(Record):
    """The regimes that come with the package."""

    format: Literal["1", 1] = "1"
    regimes: tuple[ReportRegime, ...]
