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
    Shown,
    Slug,
    Text,
    meanings,
    told,
)
from cchc.models.journal import DayField, Proof
from cchc.models.scoring_rules import Code, Points, Symbol

FactValue = Annotated[
    bool | Line | tuple[Line, ...] | None,
    WithJsonSchema(
        {
            "type": ["boolean", "number", "string", "null", "array"],
            "items": {"type": ["number", "string"]},
            "description": "Giá trị của dữ kiện: số, chữ, đúng/sai, ngày, hay dãy",
            "errorMessage": "Cần một số, chữ, ngày, true hoặc false, hay dãy các số",
        }
    ),
]
"""A number, a truth, a day or a list as written; null is a fact that is missing."""

Facts = Annotated[
    dict[Symbol, FactValue] | None,
    Shown(description="Dữ kiện của tiêu chí: ký hiệu → giá trị"),
]
Documents = Annotated[Proof, Shown(description="Tài liệu kiểm chứng của tiêu chí")]
Explanation = Annotated[Text, Shown(description="Giải trình về tiêu chí")]
Outcome = Literal["full_points", "no_points", "exclude_from_total"]
OUTCOMES = {
    "full_points": "đạt tối đa",
    "no_points": "0 điểm",
    "exclude_from_total": "trừ khỏi điểm tối đa",
}
StepName = Literal["self", "verified_1", "explained", "verified_2", "final"]
STEP_WORDS = {
    "self": "tự chấm",
    "verified_1": "thẩm định lần 1",
    "explained": "giải trình",
    "verified_2": "thẩm định lần 2",
    "final": "kết quả",
}
YEARS = range(2000, 2101)
Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1])]
STEPS = tuple(STEP_WORDS)
"""The score journal's steps in their order."""


class Service(Record):
    """Tasks and targets of the plan that raise a criterion."""

    model_config = told(
        "Phục vụ", "Nhiệm vụ và chỉ tiêu của kế hoạch nâng điểm tiêu chí."
    )

    tasks: Listed[ItemId] = Field((), description="Nhiệm vụ của kế hoạch")
    targets: Listed[Slug] = Field((), description="Chỉ tiêu của kế hoạch")


class Settlement(Record):
    """What the evaluator decided where the scheme leaves a case open."""

    model_config = told(
        "Quyết định", "Điều cơ quan đánh giá quyết định khi văn bản để ngỏ."
    )

    as_: Annotated[Outcome, meanings(OUTCOMES)] = Field(
        alias="as", description="Đạt tối đa, 0 điểm, hay trừ khỏi điểm tối đa"
    )
    because: Line = Field(description="Ai quyết định, theo văn bản nào")


class ScoreEntry(Record):
    """One step: what somebody scored on a day."""

    model_config = told("Bước chấm", "Một bước: ai chấm bao nhiêu, ngày nào.")

    step: Annotated[StepName, meanings(STEP_WORDS)] = Field(
        description="Bước: tự chấm, thẩm định 1, giải trình, thẩm định 2, kết quả"
    )
    date: DayField = Field(description="Ngày")
    by: Line = Field(description="Ai chấm")
    points: dict[Code, Annotated[Points, Shown(description="Điểm của tiêu chí")]] = (
        Field({}, description="Điểm theo tiêu chí")
    )
    document: Line | None = Field(None, description="Văn bản")
    note: Text | None = Field(None, description="Ghi chú")


Shortfall = Annotated[Text, Shown(description="Vì sao chưa đạt điểm tối đa")]


class ScoreWords(Record):
    """What the office itself says in the self-scoring report (`score --report`)."""

    model_config = told(
        "Lời báo cáo tự chấm",
        "Lời của cơ quan trong báo cáo tự chấm điểm; viết như lời báo cáo định kỳ: "
        "đoạn cách nhau một dòng trống, **đậm**, *nghiêng*, gạch đầu dòng “- ”.",
    )

    conduct: Text | None = Field(None, description="Việc tổ chức tự chấm điểm")
    shortfalls: dict[Code, Shortfall] = Field(
        {}, description="Tiêu chí chưa đạt điểm tối đa: nguyên nhân"
    )
    difficulties: Text | None = Field(None, description="Khó khăn, vướng mắc")
    proposals: Text | None = Field(None, description="Đề xuất, kiến nghị")


class ScoreSheet(Record):
    """The facts of one office and year; a file of `--facts` has the same form."""

    model_config = told(
        "Bảng chấm điểm", "Dữ kiện của một đơn vị trong một năm, và các bước chấm."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    scheme: Slug | None = Field(None, description="Mã bộ tiêu chí")
    year: Year | None = Field(None, description="Năm đánh giá")
    unit: Slug | None = Field(
        None, description="Đơn vị được chấm; mặc định là nơi ban hành kế hoạch"
    )
    as_of: DayField | None = Field(
        None, description="Số liệu của kế hoạch tính đến ngày; mặc định hết năm"
    )
    facts: dict[Code, Facts] = Field(description="Tiêu chí → ký hiệu → giá trị")
    evidence: dict[Code, Documents] = Field({}, description="Tài liệu kiểm chứng")
    explanations: dict[Code, Explanation] = Field({}, description="Giải trình")
    served_by: dict[Code, Service] = Field(
        {}, description="Nhiệm vụ, chỉ tiêu nâng điểm từng tiêu chí"
    )
    settled: dict[Code, Settlement] = Field(
        {}, description="Trường hợp văn bản không nêu: đã quyết định thế nào"
    )
    journal: Listed[ScoreEntry] = Field((), description="Các bước chấm, chỉ thêm")
    report: ScoreWords | None = Field(
        None, description="Lời của cơ quan trong báo cáo tự chấm điểm"
    )
    accept: Acceptances = Field((), description=ACCEPT)
