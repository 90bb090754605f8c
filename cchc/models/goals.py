"""Goals of targets: a threshold, a change, a rank, a schedule, or words."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from cchc.models.base import Line, PeriodField, Record, Slug, told
from cchc.problems import N_, BadValue
from cchc.text.numbers import of_yaml

THRESHOLDS = ("at_least", "more_than", "at_most", "less_than", "exactly")
FORMS = (*THRESHOLDS, "rise", "fall", "rank", "better_than", "schedule", "qualitative")

MEASURED = (*THRESHOLDS, "rise", "fall", "schedule")
"""Forms with a figure, which need its unit."""
EXTRAS = {
    "against": ("rise", "fall"),
    "among": ("rank",),
    "yearly_rise": ("schedule",),
    "until": ("schedule",),
}
"""Which forms a further key goes with."""


def _clear(value: Any) -> Any:
    return of_yaml(value) if isinstance(value, str) else value


Number = Annotated[
    float, Field(allow_inf_nan=False, ge=-1e15, le=1e15), BeforeValidator(_clear)
]
"""A figure, with a decimal point; what may be thousands (`3.150`) is refused."""


SNIPPETS = [
    {
        "label": '{at_least: 98, unit: "%"}',
        "description": "Từ 98% trở lên",
        "body": '{at_least: ${1:98}, unit: "${2:%}"}',
    },
    {
        "label": '{exactly: 100, unit: "%"}',
        "description": "Đạt 100%",
        "body": '{exactly: ${1:100}, unit: "${2:%}"}',
    },
    {
        "label": "{at_most: 2, unit: ngày}",
        "description": "Không quá 2 ngày",
        "body": "{at_most: ${1:2}, unit: ${2:ngày}}",
    },
    {
        "label": '{rise: 10, unit: "%", against: 2024}',
        "description": "Tăng 10% so với năm 2024",
        "body": '{rise: ${1:10}, unit: "${2:%}", against: ${3:2024}}',
    },
    {
        "label": "{rank: 10, among: 34 tỉnh, thành phố}",
        "description": "Trong nhóm 10 tỉnh, thành phố dẫn đầu",
        "body": '{rank: ${1:10}, among: "${2:34 tỉnh, thành phố}"}',
    },
    {
        "label": '{schedule: [{year: 2025, at_least: 80}], unit: "%"}',
        "description": "Lộ trình theo năm",
        "body": '{schedule: [{year: ${1:2025}, at_least: ${2:80}}], unit: "${3:%}"}',
    },
    {
        "label": "{qualitative: …}",
        "description": "Chỉ tiêu không có số",
        "body": "{qualitative: ${1:nguyên văn}}",
    },
]


class Step(Record):
    """One point of a schedule: a value by a year, for a level or scope."""

    model_config = told("Bước", "Một điểm của lộ trình: giá trị phải đạt đến năm ấy.")

    year: Annotated[int, Field(ge=1990, le=2100)] = Field(description="Năm")
    scope: Slug | None = Field(None, description="Cấp hoặc phạm vi")
    at_least: Number = Field(description="Giá trị tối thiểu")


class Goal(Record):
    """Exactly one form.

    A schedule lists its steps; `yearly_rise` adds that much to the last step of each
    scope every later year, up to 100 for "%" and up to the year `until`.
    """

    model_config = told(
        "Mức phải đạt",
        "Đúng một dạng: ngưỡng, mức tăng hoặc giảm, thứ hạng, lộ trình, hoặc lời.",
        defaultSnippets=SNIPPETS,
        forms={
            form: {
                "with": ["unit", *(key for key, own in EXTRAS.items() if form in own)],
                "needs": ["unit"] if form in MEASURED else [],
            }
            for form in FORMS
        },
    )

    at_least: Number | None = Field(None, description="Từ … trở lên, tối thiểu")
    more_than: Number | None = Field(None, description="Trên")
    at_most: Number | None = Field(None, description="Không quá, tối đa")
    less_than: Number | None = Field(None, description="Dưới")
    exactly: Number | None = Field(None, description="Đúng bằng, như 100%")
    rise: Number | None = Field(None, description="Tăng thêm so với mốc")
    fall: Number | None = Field(None, description="Giảm so với mốc")
    rank: Annotated[int, Field(ge=1, le=10_000)] | None = Field(
        None, description="Trong nhóm … đơn vị dẫn đầu"
    )
    better_than: PeriodField | None = Field(None, description="Cao hơn so với năm")
    schedule: tuple[Step, ...] | None = Field(None, description="Lộ trình theo năm")
    qualitative: Line | None = Field(None, description="Chỉ tiêu không có số")
    unit: Annotated[str, Field(min_length=1, max_length=40)] | None = Field(
        None, description="Đơn vị tính: %, đơn vị, bài, ngày …"
    )
    against: PeriodField | None = Field(None, description="Mốc so sánh của rise, fall")
    among: Line | None = Field(None, description="Tập xếp hạng")
    yearly_rise: Number | None = Field(None, description="Số tăng mỗi năm sau lộ trình")
    until: PeriodField | None = Field(None, description="Lộ trình đến hết kỳ")

    @property
    def form(self) -> str:
        """Which of `FORMS` it is."""
        return next(name for name in FORMS if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _check_form(self) -> "Goal":
        found = [name for name in FORMS if getattr(self, name) is not None]
        if len(found) != 1:
            raise BadValue(
                N_("a goal takes exactly one of {forms}"), forms=", ".join(FORMS)
            )
        form = found[0]
        if form in MEASURED and self.unit is None:
            raise BadValue(N_("a goal with a figure needs its unit"))
        if form == "schedule" and not self.schedule:
            raise BadValue(N_("a schedule needs at least one step"))
        for name, forms in EXTRAS.items():
            if getattr(self, name) is not None and form not in forms:
                raise BadValue(
                    N_("{name} does not go with {form}"), name=name, form=form
                )
        return self
