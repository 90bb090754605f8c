"""`<plan>/scores/<scheme>-<year>.yaml`: one office's facts on a scheme, and verdicts.

Points are never typed: they follow from the facts. What the office and its verifiers
said at each step stands in the score journal, which only grows.
"""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    ItemId,
    Line,
    Listed,
    Record,
    Slug,
    Text,
)
from cchc.models.journal import DayField, Proof
from cchc.models.scheme import Code, Points, Symbol

FactValue = Annotated[
    bool | Line | tuple[Line, ...] | None,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["boolean", "number", "string", "null"]},
                {"type": "array", "items": {"type": ["number", "string"]}},
            ]
        }
    ),
]
"""A number, a truth, a day or a list as written; null is a fact that is missing."""

Year = Annotated[int, Field(ge=2000, le=2100)]
STEPS = ("self", "verified_1", "explained", "verified_2", "final")
"""The score journal's steps in their order."""


class Service(Record):
    """Tasks and targets of the plan that raise a criterion."""

    tasks: Listed[ItemId] = Field((), description="Nhiệm vụ của kế hoạch")
    targets: Listed[Slug] = Field((), description="Chỉ tiêu của kế hoạch")


class Settlement(Record):
    """What the evaluator decided where the scheme leaves a case open."""

    as_: Literal["full_points", "no_points", "exclude_from_total"] = Field(
        alias="as", description="Đạt tối đa, 0 điểm, hay trừ khỏi điểm tối đa"
    )
    because: Line = Field(description="Ai quyết định, theo văn bản nào")


class ScoreEntry(Record):
    """One step: what somebody scored on a day."""

    step: Literal["self", "verified_1", "explained", "verified_2", "final"] = Field(
        description="Bước: tự chấm, thẩm định 1, giải trình, thẩm định 2, kết quả"
    )
    date: DayField = Field(description="Ngày")
    by: Line = Field(description="Ai chấm")
    points: dict[Code, Points] = Field({}, description="Điểm theo tiêu chí")
    document: Line | None = Field(None, description="Văn bản")
    note: Text | None = Field(None, description="Ghi chú")


class ScoreSheet(Record):
    """The facts of one office and year; a file of `--facts` has the same form."""

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    scheme: Slug | None = Field(None, description="Mã bộ tiêu chí")
    year: Year | None = Field(None, description="Năm đánh giá")
    unit: Slug | None = Field(
        None, description="Đơn vị được chấm; mặc định là nơi ban hành kế hoạch"
    )
    as_of: DayField | None = Field(
        None, description="Số liệu của kế hoạch tính đến ngày; mặc định hết năm"
    )
    facts: dict[Code, dict[Symbol, FactValue] | None] = Field(
        description="Tiêu chí → ký hiệu → giá trị"
    )
    evidence: dict[Code, Proof] = Field({}, description="Tài liệu kiểm chứng")
    explanations: dict[Code, Text] = Field({}, description="Giải trình")
    served_by: dict[Code, Service] = Field(
        {}, description="Nhiệm vụ, chỉ tiêu nâng điểm từng tiêu chí"
    )
    settled: dict[Code, Settlement] = Field(
        {}, description="Trường hợp văn bản không nêu: đã quyết định thế nào"
    )
    journal: Listed[ScoreEntry] = Field((), description="Các bước chấm, chỉ thêm")
    accept: Acceptances = Field((), description=ACCEPT)
