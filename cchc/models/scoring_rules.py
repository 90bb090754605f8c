"""How a leaf of a scoring scheme gets its points: rules as data, and their exceptions.

Tests and measures are expressions over the symbols of the leaf's facts, in the small
language of `cchc.scoring.expressions`.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema, model_validator

from cchc.models.base import Line, Record, Shown, meanings, told
from cchc.problems import N_, BadValue

Points = Annotated[
    Decimal,
    Field(ge=0, le=1000, decimal_places=4, allow_inf_nan=False),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1000}),
]
Edge = Annotated[
    Decimal,
    Field(ge=-1_000_000, le=1_000_000, decimal_places=6, allow_inf_nan=False),
    WithJsonSchema({"type": "number", "minimum": -1_000_000, "maximum": 1_000_000}),
]
Percent = Annotated[
    Decimal,
    Field(ge=0, le=100),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]
Code = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$", max_length=40),
    Shown(errorMessage='Số như bộ tiêu chí in, đặt trong ngoặc kép: "1.3.2"'),
]
"""A number as the scheme prints it: `1.3.2`; for a survey without number a word."""
Symbol = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30),
    Shown(errorMessage="Ký hiệu là chữ thường không dấu, chữ số, gạch dưới: a, b1"),
]
Expression = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
SCORERS = {
    "self": "đơn vị tự chấm",
    "central": "trung ương chấm",
    "council": "hội đồng chấm",
    "survey": "điều tra xã hội học",
}
ScoredBy = Annotated[Literal["self", "central", "council", "survey"], meanings(SCORERS)]
KIND = "Dạng"
SCALES = {"ratio": "tỷ lệ", "delta": "mức chênh", "number": "số"}
Scale = Annotated[Literal["ratio", "delta", "number"], meanings(SCALES)]
COUNTS = {
    "at_least": "từ bao nhiêu trở lên",
    "ladder": "bậc thang",
    "none_found": "không có trường hợp nào",
}
CountForm = Annotated[Literal["at_least", "ladder", "none_found"], meanings(COUNTS)]
ZEROS = {"full": "điểm tối đa", "unstated": "văn bản không nêu"}
ZeroCase = Annotated[Literal["full", "unstated"], meanings(ZEROS)]
EXEMPT = {"exclude_from_total": "trừ khỏi điểm tối đa", "full_points": "đạt tối đa"}
Exemption = Annotated[Literal["exclude_from_total", "full_points"], meanings(EXEMPT)]


class Band(Record):
    """A range of the measure and its points; an edge that is left out is open."""

    model_config = told(
        "Mức", "Một khoảng của đại lượng và điểm; bỏ trống cận là để ngỏ."
    )

    ge: Edge | None = Field(None, description="Từ … trở lên")
    gt: Edge | None = Field(None, description="Trên …")
    le: Edge | None = Field(None, description="Đến … (kể cả)")
    lt: Edge | None = Field(None, description="Dưới …")
    points: Points = Field(description="Điểm")


class Steps(Record):
    """Bands on a ratio or a number."""

    model_config = told("Theo mức", "Điểm theo khoảng của một tỷ lệ hay một số.")

    kind: Literal["steps"] = Field(description=KIND)
    measure: Expression = Field(description="Đại lượng xét")
    scale: Scale = Field(description="Thang đo")
    bands: tuple[Band, ...] = Field(description="Các mức")


class Count(Record):
    """Bands on a count."""

    model_config = told("Theo số đếm", "Điểm theo khoảng của một số đếm.")

    kind: Literal["count"] = Field(description=KIND)
    measure: Expression = Field(description="Số đếm")
    bands: tuple[Band, ...] = Field(description="Các mức")
    form: CountForm = Field(description="Dạng")


class Term(Record):
    """`num/den × points`."""

    model_config = told("Số hạng", "Tử số chia mẫu số, nhân với điểm.")

    num: Expression = Field(description="Tử số")
    den: Expression = Field(description="Mẫu số")
    points: Points = Field(description="Điểm khi đạt 100%")


class ZeroBelow(Record):
    """Under this share there are no points."""

    model_config = told("Ngưỡng 0 điểm", "Dưới tỷ lệ này thì không có điểm.")

    measure: Expression = Field(description="Tỷ lệ xét")
    lt: Edge = Field(description="Dưới mức này")
    points: Points = Field(Decimal(0), description="Điểm khi dưới mức")


class FullFrom(Record):
    """From this share on there are all points."""

    model_config = told("Ngưỡng điểm tối đa", "Từ tỷ lệ này đạt điểm tối đa.")

    measure: Expression = Field(description="Tỷ lệ xét")
    ge: Edge = Field(description="Từ mức này")


class Linear(Record):
    """Shares times points, added up."""

    model_config = told("Theo tỷ lệ", "Tỷ lệ nhân điểm, cộng các số hạng.")

    kind: Literal["linear"] = Field(description=KIND)
    terms: tuple[Term, ...] = Field(min_length=1, description="Các số hạng")
    formula: Line = Field(description="Công thức như in")
    zero_below: ZeroBelow | None = Field(None, description="Dưới mức thì 0 điểm")
    full_from: FullFrom | None = Field(None, description="Từ mức này đạt tối đa")
    when_denominator_zero: ZeroCase = Field(
        description="Mẫu số bằng 0: điểm tối đa, hoặc văn bản không nêu"
    )


class Condition(Record):
    """One of several conditions, in the source's words and as a test."""

    model_config = told(
        "Điều kiện", "Một điều kiện, theo lời văn bản và bằng phép thử."
    )

    what: Line = Field(description="Điều kiện theo văn bản")
    test: Expression = Field(description="Phép thử")


class PerPeriod(Record):
    """The condition holds in each period."""

    model_config = told("Từng kỳ", "Điều kiện phải đạt trong mỗi kỳ.")

    period: Line = Field(description="Kỳ")
    fact: Symbol = Field(description="Ký hiệu của dãy số")
    min: Edge = Field(description="Ít nhất")


class AllOf(Record):
    """All conditions, else `otherwise`."""

    model_config = told(
        "Đủ mọi điều kiện", "Đủ mọi điều kiện thì có điểm, thiếu thì điểm khác."
    )

    kind: Literal["all_of"] = Field(description=KIND)
    conditions: tuple[Condition, ...] = Field(min_length=1, description="Các điều kiện")
    points: Points = Field(description="Điểm khi đủ mọi điều kiện")
    otherwise: Points = Field(description="Điểm khi thiếu một điều kiện")
    per_period: PerPeriod | None = Field(None, description="Xét từng kỳ")


class Option(Record):
    """One level of a choice."""

    model_config = told("Lựa chọn", "Một mức của cách chấm theo lựa chọn.")

    when: Line = Field(description="Mức theo văn bản")
    value: bool | None = Field(None, description="Giá trị của dữ kiện đúng/sai")
    test: Expression | None = Field(None, description="Phép thử")
    points: Points = Field(description="Điểm")


class Choice(Record):
    """Yes or no (`measure`), levels by tests, or levels named by a fact."""

    model_config = told(
        "Theo lựa chọn", "Có hoặc không, các mức theo phép thử, hay mức do dữ kiện nêu."
    )

    kind: Literal["choice"] = Field(description=KIND)
    measure: Symbol | None = Field(None, description="Dữ kiện đúng/sai")
    options: tuple[Option, ...] = Field(min_length=1, description="Các mức")
    form: Literal["levels"] | None = Field(None, description="Dạng")
    fact: Symbol | None = Field(None, description="Dữ kiện chọn mức, đếm từ 0")


class Compare(Record):
    """One comparison."""

    model_config = told(
        "So sánh", "Một phép so sánh: đúng thì có điểm, sai thì điểm khác."
    )

    kind: Literal["compare"] = Field(description=KIND)
    test: Expression = Field(description="Phép so sánh")
    points: Points = Field(description="Điểm khi đúng")
    otherwise: Points = Field(description="Điểm khi sai")


class Trend(Record):
    """Against the year before."""

    model_config = told("So với năm trước", "Tăng, bằng hay giảm so với năm trước.")

    kind: Literal["trend"] = Field(description=KIND)
    current: Expression = Field(description="Năm đánh giá")
    previous: Expression = Field(description="Năm trước")
    increase: Points = Field(description="Điểm khi tăng")
    equal: Points = Field(description="Điểm khi bằng")
    decrease: Points = Field(description="Điểm khi giảm")


class RankBand(Record):
    """Places of a ranking, both ends included."""

    model_config = told("Nhóm hạng", "Từ hạng đến hạng, kể cả hai đầu.")

    from_: int = Field(alias="from", ge=1, le=10_000, description="Từ hạng")
    to: int = Field(ge=1, le=10_000, description="Đến hạng")
    points: Points = Field(description="Điểm")


class Rank(Record):
    """A place among `of`."""

    model_config = told("Theo thứ hạng", "Điểm theo hạng trong số đơn vị xếp hạng.")

    kind: Literal["rank"] = Field(description=KIND)
    measure: Expression = Field(description="Hạng")
    of: int = Field(ge=1, le=10_000, description="Số đơn vị xếp hạng")
    bands: tuple[RankBand, ...] = Field(description="Các nhóm hạng")
    when_missing: Line | None = Field(None, description="Khi không có, theo văn bản")


class Constant(Record):
    """Points that nothing changes; only inside a branch."""

    model_config = told(
        "Điểm cố định", "Điểm không đổi; chỉ dùng trong một trường hợp."
    )

    kind: Literal["constant"] = Field(description=KIND)
    points: Points = Field(description="Điểm")


class SurveyPart(Record):
    """One question of a survey."""

    model_config = told("Nội dung điều tra", "Một nội dung của điều tra xã hội học.")

    name: Line = Field(description="Nội dung")
    max: Points = Field(description="Điểm tối đa")
    fact: Symbol = Field(description="Ký hiệu của kết quả")


class Survey(Record):
    """What a survey says: a formula where the source has one.

    Else the fact is the points that the survey gave: the column “điều tra XHH”.
    """

    model_config = told(
        "Điều tra xã hội học", "Điểm do điều tra: theo công thức, hoặc điểm đã cho."
    )

    kind: Literal["survey"] = Field(description=KIND)
    formula: Expression | None = Field(None, description="Công thức, nếu văn bản nêu")
    fact: Symbol | None = Field(None, description="Ký hiệu của điểm điều tra")
    parts: tuple[SurveyPart, ...] = Field((), description="Các nội dung")
    stated: Line | None = Field(None, description="Điều văn bản nói về cách tính")


class Part(Record):
    """One part of a sum."""

    model_config = told("Nội dung", "Một nội dung của tổng.")

    id: Code = Field(description="Số của nội dung")
    name: Line = Field(description="Nội dung")
    max: Points = Field(description="Điểm tối đa")
    rule: "Rule" = Field(description="Cách chấm")
    scored_by: ScoredBy | None = Field(None, description="Ai chấm, nếu khác tiêu chí")
    modifiers: "tuple[PartModifier, ...]" = Field((), description="Trường hợp riêng")


class Sum(Record):
    """Parts added up."""

    model_config = told("Tổng", "Cộng điểm các nội dung.")

    kind: Literal["sum"] = Field(description=KIND)
    parts: tuple[Part, ...] = Field(min_length=1, description="Các nội dung")


class Case(Record):
    """A situation and its rule."""

    model_config = told("Trường hợp", "Một trường hợp và cách chấm của nó.")

    when: Line = Field(description="Trường hợp")
    test: Expression = Field(description="Phép thử")
    rule: "Rule" = Field(description="Cách chấm")


class Branch(Record):
    """The first case whose test holds."""

    model_config = told("Chia trường hợp", "Cách chấm của trường hợp đầu tiên đúng.")

    kind: Literal["branch"] = Field(description=KIND)
    cases: tuple[Case, ...] = Field(min_length=1, description="Các trường hợp")


Rule = Annotated[
    Steps | Count | Linear | AllOf | Choice | Compare | Trend | Rank | Constant
    | Survey | Sum | Branch,
    Field(discriminator="kind"),
]  # fmt: skip


class NotApplicable(Record):
    """The criterion does not apply: its points leave the maximum, or it is full."""

    model_config = told(
        "Không áp dụng",
        "Tiêu chí không áp dụng: trừ khỏi tối đa, hoặc đạt tối đa.",
    )

    kind: Literal["not_applicable"] = Field(description=KIND)
    when: Line = Field(description="Trường hợp theo văn bản")
    test: Expression = Field(description="Phép thử")
    effect: Exemption = Field(description="Trừ khỏi điểm tối đa, hoặc đạt điểm tối đa")


class Penalty(Record):
    """A share of the points is lost."""

    model_config = told("Trừ điểm", "Mất một phần điểm.")

    kind: Literal["penalty"] = Field(description=KIND)
    when: Line = Field(description="Trường hợp theo văn bản")
    test: Expression | None = Field(None, description="Phép thử")
    percent: Percent = Field(description="Trừ … %")
    of: Line = Field(description="Của điểm nào")
    discretion: Line | None = Field(None, description="Ai xem xét, nếu không bắt buộc")
    source: Line | None = Field(None, description="Văn bản nêu")
    active: Literal["uncertain"] | None = Field(
        None, description="Chưa rõ còn áp dụng: không tính"
    )


class Override(Record):
    """Points of their own, or no deduction, whatever the rule says."""

    model_config = told("Điểm riêng", "Điểm riêng, hoặc không trừ, bất kể cách chấm.")

    kind: Literal["override"] = Field(description=KIND)
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
