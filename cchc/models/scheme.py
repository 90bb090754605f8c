"""`schemes/<id>.yaml`: a scoring scheme: fields, criteria, leaves with their rules.

A leaf is what is scored: a criterion without sub-criteria, or a sub-criterion. Its
rule is data; tests and measures are expressions over the symbols in `needs`, in the
small language of `cchc.scoring.expressions`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    Line,
    Lines,
    Listed,
    PeriodField,
    Record,
    Slug,
    Text,
)
from cchc.models.journal import DayField
from cchc.problems import N_, BadValue

Points = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=4, allow_inf_nan=False)]
Edge = Annotated[
    Decimal, Field(ge=-1_000_000, le=1_000_000, decimal_places=6, allow_inf_nan=False)
]
Code = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", max_length=40)
]
"""A number as the scheme prints it: `1.3.2`; for a survey without number a word."""
Symbol = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)]
FactId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+([._][a-z0-9]+)*$", max_length=80)
]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
ScoredBy = Literal["self", "central", "council", "survey"]
Kind = Literal["int", "number", "money", "percent", "bool", "date", "choice", "int[]"]
Loc = tuple[str | int, ...]


Known = Literal[
    "plan_tasks", "plan_tasks_done", "plan_tasks_done_on_time",
    "tasks", "tasks_done", "tasks_done_on_time",
    "due", "sent", "sent_on_time", "done", "done_on", "due_on",
    "plan_signed_on", "days_after_superior", "measured",
]  # fmt: skip
"""How a fact follows from the plan; see `cchc.scoring.known`."""


class Need(Record):
    """A fact that a rule reads, under the symbol that the rule gives it."""

    sym: Symbol = Field(description="Ký hiệu trong cách chấm")
    id: FactId = Field(description="Mã dữ kiện, chung cho các tiêu chí")
    what: Line = Field(description="Nội dung của dữ kiện")
    type: Kind = Field(description="Kiểu giá trị")
    origin: Literal[
        "tool", "tool_if_register", "entered", "external_system", "central",
        "survey", "unit_profile",
    ] = Field(description="Nơi có dữ kiện")  # fmt: skip
    known: Known | None = Field(
        None, description="Cách tính từ kế hoạch và nhật ký; bỏ trống nếu phải nhập"
    )


class Band(Record):
    """A range of the measure and its points; an edge that is left out is open."""

    ge: Edge | None = Field(None, description="Từ … trở lên")
    gt: Edge | None = Field(None, description="Trên …")
    le: Edge | None = Field(None, description="Đến … (kể cả)")
    lt: Edge | None = Field(None, description="Dưới …")
    points: Points = Field(description="Điểm")


class Steps(Record):
    """Bands on a ratio or a number."""

    kind: Literal["steps"]
    measure: Expression = Field(description="Đại lượng xét")
    scale: Literal["ratio", "delta", "number"] = Field(description="Thang đo")
    bands: tuple[Band, ...] = Field(description="Các mức")


class Count(Record):
    """Bands on a count."""

    kind: Literal["count"]
    measure: Expression = Field(description="Số đếm")
    bands: tuple[Band, ...] = Field(description="Các mức")
    form: Literal["at_least", "ladder", "none_found"] = Field(description="Dạng")


class Term(Record):
    """`num/den × points`."""

    num: Expression = Field(description="Tử số")
    den: Expression = Field(description="Mẫu số")
    points: Points = Field(description="Điểm khi đạt 100%")


class ZeroBelow(Record):
    """Under this share there are no points."""

    measure: Expression = Field(description="Tỷ lệ xét")
    lt: Edge = Field(description="Dưới mức này")
    points: Points = Field(Decimal(0), description="Điểm khi dưới mức")


class FullFrom(Record):
    """From this share on there are all points."""

    measure: Expression = Field(description="Tỷ lệ xét")
    ge: Edge = Field(description="Từ mức này")


class Linear(Record):
    """Shares times points, added up."""

    kind: Literal["linear"]
    terms: tuple[Term, ...] = Field(min_length=1, description="Các số hạng")
    formula: Line = Field(description="Công thức như in")
    zero_below: ZeroBelow | None = Field(None, description="Dưới mức thì 0 điểm")
    full_from: FullFrom | None = Field(None, description="Từ mức này đạt tối đa")
    when_denominator_zero: Literal["full", "unstated"] = Field(
        description="Mẫu số bằng 0: điểm tối đa, hoặc văn bản không nêu"
    )


class Condition(Record):
    """One of several conditions, in the source's words and as a test."""

    what: Line = Field(description="Điều kiện theo văn bản")
    test: Expression = Field(description="Phép thử")


class PerPeriod(Record):
    """The condition holds in each period."""

    period: Line = Field(description="Kỳ")
    fact: Symbol = Field(description="Ký hiệu của dãy số")
    min: Edge = Field(description="Ít nhất")


class AllOf(Record):
    """All conditions, else `otherwise`."""

    kind: Literal["all_of"]
    conditions: tuple[Condition, ...] = Field(min_length=1, description="Các điều kiện")
    points: Points = Field(description="Điểm khi đủ mọi điều kiện")
    otherwise: Points = Field(description="Điểm khi thiếu một điều kiện")
    per_period: PerPeriod | None = Field(None, description="Xét từng kỳ")


class Option(Record):
    """One level of a choice."""

    when: Line = Field(description="Mức theo văn bản")
    value: bool | None = Field(None, description="Giá trị của dữ kiện đúng/sai")
    test: Expression | None = Field(None, description="Phép thử")
    points: Points = Field(description="Điểm")


class Choice(Record):
    """Yes or no (`measure`), levels by tests, or levels named by a fact."""

    kind: Literal["choice"]
    measure: Symbol | None = Field(None, description="Dữ kiện đúng/sai")
    options: tuple[Option, ...] = Field(min_length=1, description="Các mức")
    form: Literal["levels"] | None = Field(None, description="Dạng")
    fact: Symbol | None = Field(None, description="Dữ kiện chọn mức, đếm từ 0")


class Compare(Record):
    """One comparison."""

    kind: Literal["compare"]
    test: Expression = Field(description="Phép so sánh")
    points: Points = Field(description="Điểm khi đúng")
    otherwise: Points = Field(description="Điểm khi sai")


class Trend(Record):
    """Against the year before."""

    kind: Literal["trend"]
    current: Expression = Field(description="Năm đánh giá")
    previous: Expression = Field(description="Năm trước")
    increase: Points = Field(description="Điểm khi tăng")
    equal: Points = Field(description="Điểm khi bằng")
    decrease: Points = Field(description="Điểm khi giảm")


class RankBand(Record):
    """Places of a ranking, both ends included."""

    from_: int = Field(alias="from", ge=1, le=10_000, description="Từ hạng")
    to: int = Field(ge=1, le=10_000, description="Đến hạng")
    points: Points = Field(description="Điểm")


class Rank(Record):
    """A place among `of`."""

    kind: Literal["rank"]
    measure: Expression = Field(description="Hạng")
    of: int = Field(ge=1, le=10_000, description="Số đơn vị xếp hạng")
    bands: tuple[RankBand, ...] = Field(description="Các nhóm hạng")
    when_missing: Line | None = Field(None, description="Khi không có, theo văn bản")


class Constant(Record):
    """Points that nothing changes; only inside a branch."""

    kind: Literal["constant"]
    points: Points = Field(description="Điểm")


class SurveyPart(Record):
    """One question of a survey."""

    name: Line = Field(description="Nội dung")
    max: Points = Field(description="Điểm tối đa")
    fact: Symbol = Field(description="Ký hiệu của kết quả")


class Survey(Record):
    """What a survey says: a formula where the source has one.

    Else the fact is the points that the survey gave: the column “điều tra XHH”.
    """

    kind: Literal["survey"]
    formula: Expression | None = Field(None, description="Công thức, nếu văn bản nêu")
    fact: Symbol | None = Field(None, description="Ký hiệu của điểm điều tra")
    parts: tuple[SurveyPart, ...] = Field((), description="Các nội dung")
    stated: Line | None = Field(None, description="Điều văn bản nói về cách tính")


class Part(Record):
    """One part of a sum."""

    id: Code = Field(description="Số của nội dung")
    name: Line = Field(description="Nội dung")
    max: Points = Field(description="Điểm tối đa")
    rule: "Rule" = Field(description="Cách chấm")
    scored_by: ScoredBy | None = Field(None, description="Ai chấm, nếu khác tiêu chí")
    modifiers: "tuple[PartModifier, ...]" = Field((), description="Trường hợp riêng")


class Sum(Record):
    """Parts added up."""

    kind: Literal["sum"]
    parts: tuple[Part, ...] = Field(min_length=1, description="Các nội dung")


class Case(Record):
    """A situation and its rule."""

    when: Line = Field(description="Trường hợp")
    test: Expression = Field(description="Phép thử")
    rule: "Rule" = Field(description="Cách chấm")


class Branch(Record):
    """The first case whose test holds."""

    kind: Literal["branch"]
    cases: tuple[Case, ...] = Field(min_length=1, description="Các trường hợp")


Rule = Annotated[
    Steps | Count | Linear | AllOf | Choice | Compare | Trend | Rank | Constant
    | Survey | Sum | Branch,
    Field(discriminator="kind"),
]  # fmt: skip


class NotApplicable(Record):
    """The criterion does not apply: its points leave the maximum, or it is full."""

    kind: Literal["not_applicable"]
    when: Line = Field(description="Trường hợp theo văn bản")
    test: Expression = Field(description="Phép thử")
    effect: Literal["exclude_from_total", "full_points"] = Field(
        description="Trừ khỏi điểm tối đa, hoặc đạt điểm tối đa"
    )


class Penalty(Record):
    """A share of the points is lost."""

    kind: Literal["penalty"]
    when: Line = Field(description="Trường hợp theo văn bản")
    test: Expression | None = Field(None, description="Phép thử")
    percent: Annotated[Decimal, Field(ge=0, le=100)] = Field(description="Trừ … %")
    of: Line = Field(description="Của điểm nào")
    discretion: Line | None = Field(None, description="Ai xem xét, nếu không bắt buộc")
    source: Line | None = Field(None, description="Văn bản nêu")
    active: Literal["uncertain"] | None = Field(
        None, description="Chưa rõ còn áp dụng: không tính"
    )


class Override(Record):
    """Points of their own, or no deduction, whatever the rule says."""

    kind: Literal["override"]
    when: Line = Field(description="Trường hợp theo văn bản")
    test: Expression = Field(description="Phép thử")
    points: Points | None = Field(None, description="Điểm")
    effect: Literal["not_deducted"] | None = Field(None, description="Không trừ điểm")
    scope: Line | None = Field(None, description="Phạm vi")
    meaning: Line | None = Field(None, description="Cách hiểu")
    source: Line | None = Field(None, description="Văn bản nêu")

    @model_validator(mode="after")
    def _check_outcome(self) -> "Override":
        if (self.points is None) == (self.effect is None):
            raise BadValue(N_("an override takes exactly one of points, effect"))
        return self


Modifier = Annotated[NotApplicable | Penalty | Override, Field(discriminator="kind")]
PartModifier = Annotated[Penalty | Override, Field(discriminator="kind")]
Example = dict[str, bool | str]


class Scored(Record):
    """What a leaf has, whether it is a criterion or a sub-criterion."""

    code: Code = Field(description="Số của tiêu chí")
    name: Line = Field(description="Tên tiêu chí (rút gọn)")
    max: Points = Field(description="Điểm tối đa")
    source: Literal["document", "survey"] = Field(
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
    page: int | None = Field(None, description="Trang")
    guide_row: int | None = Field(None, description="Dòng trong hướng dẫn")
    guide_page: int | None = Field(None, description="Trang của hướng dẫn")
    accept: Acceptances = Field((), description=ACCEPT)


class Criterion(Record):
    """A criterion: scored itself (with a rule), or by its sub-criteria."""

    code: Code = Field(description="Số của tiêu chí")
    name: Line = Field(description="Tên tiêu chí (rút gọn)")
    max: Points = Field(description="Điểm tối đa")
    subcriteria: tuple[Scored, ...] = Field(min_length=1, description="Thành phần")
    modifiers: tuple[NotApplicable, ...] = Field((), description="Trường hợp riêng")
    needs: tuple[Need, ...] = Field((), description="Dữ kiện của cả tiêu chí")
    page: int | None = Field(None, description="Trang")
    accept: Acceptances = Field((), description=ACCEPT)


def _is_group(value: Any) -> str:
    if isinstance(value, dict):
        return "criterion" if "subcriteria" in value else "leaf"
    return "criterion" if isinstance(value, Criterion) else "leaf"


class SchemeField(Record):
    """A field of reform and its criteria."""

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
    page: int | None = Field(None, description="Trang")
    stated_counts: dict[Literal["criteria", "subcriteria"], int] = Field(
        {}, description="Số tiêu chí văn bản nêu"
    )
    accept: Acceptances = Field((), description=ACCEPT)


class SchemeSource(Record):
    """A document that the scheme was taken from."""

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

    name: Line = Field(description="Tên loại")
    ge: Edge | None = Field(None, description="Từ … % trở lên")
    lt: Edge | None = Field(None, description="Dưới … %")


class MinimalSample(Record):
    """The smallest sample of a survey."""

    rate_percent: Edge = Field(description="Tỷ lệ ít nhất")
    forms: int = Field(description="Số phiếu ít nhất")


class SurveyTotal(Record):
    """A survey that is scored beside the criteria."""

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

    data_from: DayField = Field(description="Số liệu từ ngày")
    data_to: DayField = Field(description="Đến ngày")
    exception: Line | None = Field(None, description="Ngoại lệ")


class YearRule(Record):
    """What held in one year only."""

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
