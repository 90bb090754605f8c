"""`schemes/<id>.yaml`: a scoring scheme: fields, criteria, leaves with their rules.

A leaf is what is scored: a criterion without sub-criteria, or a sub-criterion.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, StringConstraints, Tag, WithJsonSchema

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    Line,
    Lines,
    Listed,
    PeriodField,
    Record,
    Shown,
    Slug,
    Text,
    meanings,
    told,
)
from cchc.models.journal import DayField
from cchc.models.scoring_rules import (
    Code,
    Edge,
    Modifier,
    NotApplicable,
    Points,
    Rule,
    ScoredBy,
    Symbol,
)

FactId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+([._][a-z0-9]+)*$", max_length=80),
    Shown(errorMessage="Mã dữ kiện là chữ thường không dấu, chữ số, chấm, gạch dưới"),
]
TYPES = {
    "int": "số nguyên",
    "number": "số",
    "money": "số tiền",
    "percent": "tỷ lệ phần trăm",
    "bool": "đúng hoặc sai",
    "date": "ngày",
    "choice": "mức, đếm từ 0",
    "int[]": "dãy số nguyên, mỗi kỳ một số",
}
Kind = Literal["int", "number", "money", "percent", "bool", "date", "choice", "int[]"]
ORIGINS = {
    "tool": "tính từ kế hoạch và nhật ký",
    "tool_if_register": "tính được nếu có sổ theo dõi",
    "entered": "đơn vị nhập",
    "external_system": "hệ thống khác",
    "central": "trung ương cung cấp",
    "survey": "điều tra xã hội học",
    "unit_profile": "hồ sơ của đơn vị",
}
Origin = Literal[
    "tool", "tool_if_register", "entered", "external_system", "central", "survey",
    "unit_profile",
]  # fmt: skip
SOURCES = {"document": "theo tài liệu", "survey": "điều tra xã hội học"}
Loc = tuple[str | int, ...]

Known = Literal[
    "plan_tasks", "plan_tasks_done", "plan_tasks_done_on_time",
    "tasks", "tasks_done", "tasks_done_on_time",
    "due", "sent", "sent_on_time", "done", "done_on", "due_on",
    "plan_signed_on", "days_after_superior", "measured",
]  # fmt: skip
"""How a fact follows from the plan; see `cchc.scoring.known`."""
KNOWN = {
    "plan_tasks": "số nhiệm vụ của kế hoạch",
    "plan_tasks_done": "số nhiệm vụ của kế hoạch đã hoàn thành",
    "plan_tasks_done_on_time": "số nhiệm vụ của kế hoạch hoàn thành đúng hạn",
    "tasks": "số nhiệm vụ nêu ở served_by",
    "tasks_done": "số nhiệm vụ nêu ở served_by đã hoàn thành",
    "tasks_done_on_time": "số nhiệm vụ nêu ở served_by hoàn thành đúng hạn",
    "due": "số việc của nhiệm vụ nêu ở served_by đến hạn trong năm",
    "sent": "số việc đến hạn đã xong",
    "sent_on_time": "số việc đến hạn xong đúng hạn",
    "done": "mọi nhiệm vụ nêu ở served_by đã xong hay chưa",
    "done_on": "ngày xong của nhiệm vụ nêu ở served_by",
    "due_on": "hạn của nhiệm vụ nêu ở served_by",
    "plan_signed_on": "ngày ký kế hoạch",
    "days_after_superior": "số ngày từ khi cấp trên ký kế hoạch",
    "measured": "giá trị đo gần nhất của chỉ tiêu nêu ở served_by",
}


class Need(Record):
    """A fact that a rule reads, under the symbol that the rule gives it."""

    model_config = told("Dữ kiện", "Một dữ kiện mà cách chấm đọc, dưới ký hiệu của nó.")

    sym: Symbol = Field(description="Ký hiệu trong cách chấm")
    id: FactId = Field(description="Mã dữ kiện, chung cho các tiêu chí")
    what: Line = Field(description="Nội dung của dữ kiện")
    type: Annotated[Kind, meanings(TYPES)] = Field(description="Kiểu giá trị")
    origin: Annotated[Origin, meanings(ORIGINS)] = Field(description="Nơi có dữ kiện")
    known: Annotated[Known, meanings(KNOWN)] | None = Field(
        None, description="Cách tính từ kế hoạch và nhật ký; bỏ trống nếu phải nhập"
    )


Example = dict[
    str,
    Annotated[
        bool | str,
        WithJsonSchema(
            {
                "type": ["boolean", "number", "string"],
                "description": "Giá trị của ký hiệu trong ví dụ",
                "errorMessage": "Cần một số, chữ, true hoặc false",
            }
        ),
    ],
]


class Scored(Record):
    """What a leaf has, whether it is a criterion or a sub-criterion."""

    model_config = told(
        "Tiêu chí chấm điểm", "Tiêu chí hoặc tiêu chí thành phần được chấm."
    )

    code: Code = Field(description="Số của tiêu chí")
    name: Line = Field(description="Tên tiêu chí (rút gọn)")
    max: Points = Field(description="Điểm tối đa")
    source: Annotated[Literal["document", "survey"], meanings(SOURCES)] = Field(
        "document", description="Chấm theo tài liệu hay điều tra xã hội học"
    )
    scored_by: ScoredBy = Field("self", description="Ai chấm")
    rule: Rule = Field(description="Cách chấm đang áp dụng")
    modifiers: tuple[Modifier, ...] = Field((), description="Trường hợp riêng")
    needs: tuple[Need, ...] = Field((), description="Dữ kiện")
    evidence: Lines = Field((), description="Tài liệu kiểm chứng")
    notes: Lines = Field((), description="Ghi chú về bản nguồn")
    worked_example: Example | None = Field(None, description="Ví dụ có kết quả")
    rule_in_decision: Rule | None = Field(
        None, description="Cách chấm in trong quyết định, khi hướng dẫn nói khác"
    )
    page: int | None = Field(None, description="Số trang")
    guide_row: int | None = Field(None, description="Dòng trong hướng dẫn")
    guide_page: int | None = Field(None, description="Trang của hướng dẫn")
    accept: Acceptances = Field((), description=ACCEPT)


class Criterion(Record):
    """A criterion: scored itself (with a rule), or by its sub-criteria."""

    model_config = told(
        "Tiêu chí có thành phần", "Tiêu chí chấm qua các tiêu chí thành phần."
    )

    code: Code = Field(description="Số của tiêu chí")
    name: Line = Field(description="Tên tiêu chí (rút gọn)")
    max: Points = Field(description="Điểm tối đa")
    subcriteria: tuple[Scored, ...] = Field(min_length=1, description="Thành phần")
    modifiers: tuple[NotApplicable, ...] = Field((), description="Trường hợp riêng")
    needs: tuple[Need, ...] = Field((), description="Dữ kiện của cả tiêu chí")
    page: int | None = Field(None, description="Số trang")
    accept: Acceptances = Field((), description=ACCEPT)


def _is_group(value: Any) -> str:
    if isinstance(value, dict):
        return "criterion" if "subcriteria" in value else "leaf"
    return "criterion" if isinstance(value, Criterion) else "leaf"


COUNTED = {"criteria": "tiêu chí", "subcriteria": "tiêu chí thành phần"}
Counted = Annotated[Literal["criteria", "subcriteria"], meanings(COUNTED)]


class SchemeField(Record):
    """A field of reform and its criteria."""

    model_config = told("Lĩnh vực", "Một lĩnh vực và các tiêu chí.")

    code: Code = Field(description="Số của lĩnh vực")
    name: Line = Field(description="Tên lĩnh vực")
    max: Points = Field(description="Điểm tối đa")
    criteria: tuple[
        Annotated[
            Annotated[Criterion, Tag("criterion")] | Annotated[Scored, Tag("leaf")],
            Discriminator(_is_group),
        ],
        ...,
    ] = Field(description="Tiêu chí")
    page: int | None = Field(None, description="Số trang")
    stated_counts: dict[
        Counted, Annotated[int, Shown(description="Số văn bản nêu")]
    ] = Field({}, description="Số tiêu chí văn bản nêu")
    accept: Acceptances = Field((), description=ACCEPT)


class SchemeSource(Record):
    """A document that the scheme was taken from."""

    model_config = told("Văn bản nguồn", "Văn bản mà bộ tiêu chí được lấy từ đó.")

    number: Line = Field(description="Số, ký hiệu")
    date: DayField = Field(description="Ngày ký")
    issuer: Line | None = Field(None, description="Cơ quan ban hành")
    replaces: Line | None = Field(None, description="Văn bản bị thay thế")
    in_force_from: DayField | None = Field(None, description="Có hiệu lực từ")
    valid_to: Line | None = Field(None, description="Hết hiệu lực")
    annex: Line | None = Field(None, description="Phụ lục")
    precedence: Line | None = Field(None, description="Thứ tự áp dụng")
    text_available: bool = Field(True, description="Có đọc được nguyên văn không")
    note: Line | None = Field(None, description="Ghi chú")


class SchemeClass(Record):
    """A class of results, by the index in percent."""

    model_config = told("Xếp loại", "Một loại kết quả, theo chỉ số phần trăm.")

    name: Line = Field(description="Tên loại")
    ge: Edge | None = Field(None, description="Từ … % trở lên")
    lt: Edge | None = Field(None, description="Dưới … %")


class MinimalSample(Record):
    """The smallest sample of a survey."""

    model_config = told("Cỡ mẫu", "Cỡ mẫu nhỏ nhất của một cuộc điều tra.")

    rate_percent: Edge = Field(description="Tỷ lệ ít nhất")
    forms: int = Field(description="Số phiếu ít nhất")


class SurveyTotal(Record):
    """A survey that is scored beside the criteria."""

    model_config = told(
        "Cuộc điều tra", "Một cuộc điều tra chấm bên cạnh các tiêu chí."
    )

    id: Code = Field(description="Mã")
    name: Line = Field(description="Tên")
    max: Points = Field(description="Điểm tối đa")
    criteria: Line | None = Field(None, description="Tiêu chí của cuộc điều tra")
    formula: Line | None = Field(None, description="Cách tính theo nguồn")
    min_sample: MinimalSample | None = Field(None, description="Cỡ mẫu tối thiểu")
    below_min: Line | None = Field(None, description="Khi không đủ mẫu")
    source: Line | None = Field(None, description="Nguồn")


class DataPeriod(Record):
    """The days that the facts are of."""

    model_config = told("Kỳ số liệu", "Những ngày mà số liệu thuộc về.")

    data_from: DayField = Field(description="Số liệu từ ngày")
    data_to: DayField = Field(description="Đến ngày")
    exception: Line | None = Field(None, description="Ngoại lệ")


class YearRule(Record):
    """What held in one year only."""

    model_config = told("Riêng một năm", "Điều chỉ áp dụng trong một năm.")

    year: Annotated[int, Field(ge=2000, le=2100)] = Field(description="Năm")
    total: Points | None = Field(None, description="Tổng điểm năm đó")
    document_max: Points | None = Field(None, description="Điểm theo tài liệu")
    not_assessed: tuple[Code, ...] = Field((), description="Tiêu chí không đánh giá")
    why: Line | None = Field(None, description="Lý do")
    note: Line | None = Field(None, description="Ghi chú")


class Place(NamedTuple):
    """A leaf, where it stands in the file, and what stands above it."""

    loc: Loc
    leaf: Scored
    field: SchemeField
    criterion: Criterion | None


class Scheme(Record):
    """schemes/<id>.yaml."""

    model_config = told("Bộ tiêu chí", "Lĩnh vực, tiêu chí và cách chấm điểm.")

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    id: Slug = Field(description="Mã bộ tiêu chí, trùng tên tệp")
    title: Line = Field(description="Tên bộ tiêu chí")
    years: PeriodField = Field(description="Áp dụng cho các năm")
    decision: SchemeSource = Field(description="Văn bản ban hành")
    guide: SchemeSource | None = Field(None, description="Văn bản hướng dẫn")
    applies_to: Line = Field(description="Áp dụng cho")
    evaluator: Line = Field(description="Cơ quan đánh giá")
    total: Points = Field(description="Tổng điểm")
    document_total: Points | None = Field(None, description="Điểm theo tài liệu")
    survey_total_stated: Points | None = Field(None, description="Điểm điều tra như in")
    not_self_scored: tuple[Code, ...] = Field((), description="Không tự chấm")
    self_scored_max: Points | None = Field(None, description="Điểm tự chấm tối đa")
    survey_parts: tuple[SurveyTotal, ...] = Field((), description="Điều tra, khảo sát")
    period: DataPeriod | None = Field(None, description="Kỳ số liệu")
    index: Line = Field(description="Cách tính chỉ số, như in")
    score_columns: Lines = Field((), description="Các cột điểm")
    classification: Listed[SchemeClass] = Field((), description="Xếp loại")
    ranking: Line | None = Field(None, description="Xếp hạng")
    rounding: Text | None = Field(None, description="Làm tròn")
    not_applicable: Line | None = Field(None, description="Khi tiêu chí không áp dụng")
    in_years: tuple[YearRule, ...] = Field((), description="Riêng từng năm")
    fields: tuple[SchemeField, ...] = Field(min_length=1, description="Lĩnh vực")
    accept: Acceptances = Field((), description=ACCEPT)

    def places(self) -> Iterator[Place]:
        """Every leaf, in the order of the scheme."""
        for i, field in enumerate(self.fields):
            for k, criterion in enumerate(field.criteria):
                loc: Loc = ("fields", i, "criteria", k)
                if isinstance(criterion, Scored):
                    yield Place(loc, criterion, field, None)
                    continue
                for n, leaf in enumerate(criterion.subcriteria):
                    yield Place((*loc, "subcriteria", n), leaf, field, criterion)

    def parts(self) -> Iterator[tuple[Loc, SchemeField | Criterion | Scored]]:
        """Fields, criteria and leaves with their places, each before what it holds."""
        for i, field in enumerate(self.fields):
            yield ("fields", i), field
            for k, criterion in enumerate(field.criteria):
                loc: Loc = ("fields", i, "criteria", k)
                yield loc, criterion
                if isinstance(criterion, Criterion):
                    for n, leaf in enumerate(criterion.subcriteria):
                        yield (*loc, "subcriteria", n), leaf
