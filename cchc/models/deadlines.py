"""The normal form of a deadline: one of six kinds, told apart by their first key."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from cchc.models.base import Line, PeriodField, Record, Shown, meanings, told
from cchc.problems import N_, BadValue

Step = Literal["day", "week", "month", "quarter", "half-year", "year"]

_STEPS = {
    "day": "hằng ngày",
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half-year": "6 tháng một lần",
    "year": "hằng năm",
}

KINDS = ("due", "every", "ongoing", "after", "follows", "unstated")


class Due(Record):
    """One obligation, due on the last day of `due`."""

    model_config = told(
        "Hạn một lần",
        "Một việc, đến hạn vào ngày cuối của kỳ ghi ở `due`.",
        defaultSnippets=[
            {"label": "due: một lần", "body": {"due": "${1:2025-Q2}"}},
        ],
    )

    due: PeriodField = Field(description="Ngày hoặc kỳ đến hạn: 2024-06-30, 2024-Q2")
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")


class Every(Record):
    """One obligation a period, inside the plan's period.

    `day` is the day within the period: `MM-DD` of a year, `DD` of a month, `M-DD` of
    a quarter or half-year (month within it, 1 to 6). Without it, the last day.
    """

    model_config = told(
        "Định kỳ",
        "Mỗi kỳ một việc, trong thời gian thực hiện của kế hoạch. Không ghi `day` thì "
        "đến hạn vào ngày cuối kỳ.",
        defaultSnippets=[
            {"label": "every: định kỳ", "body": {"every": "${1:quarter}"}},
        ],
    )

    every: Annotated[Step, meanings(_STEPS)] = Field(description="Chu kỳ lặp lại")
    interval: int = Field(
        1, ge=1, le=120, description="Số chu kỳ giữa hai lần: 2 là cách một kỳ"
    )
    day: (
        Annotated[
            str,
            StringConstraints(pattern=r"^((\d{1,2})-)?\d{2}$"),
            Shown(
                errorMessage='Ngày trong kỳ, đặt trong ngoặc kép: "20" (ngày 20 hằng '
                'tháng), "3-15" (ngày 15 của tháng thứ ba trong quý hoặc 6 tháng), '
                '"09-10" (ngày 10 tháng 9 hằng năm)'
            ),
        ]
        | None
    ) = Field(
        None,
        description="Ngày trong kỳ: 20 của tháng, 3-15 của quý hoặc 6 tháng, "
        "09-10 của năm",
    )
    from_: PeriodField | None = Field(None, alias="from", description="Bắt đầu từ kỳ")
    until: PeriodField | None = Field(None, description="Đến hết kỳ")
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")

    @model_validator(mode="after")
    def _check_day(self) -> "Every":
        if self.day is None:
            return self
        month, _, day = self.day.rpartition("-")
        most = {"year": 12, "half-year": 6, "quarter": 3}.get(self.every, 0)
        fits = bool(month) == bool(most) and (not month or 1 <= int(month) <= most)
        if self.every in ("day", "week") or not fits or not 1 <= int(day) <= 31:
            raise BadValue(
                N_("day {day} does not fit every {step}"), day=self.day, step=self.every
            )
        return self


class Span(Record):
    """From a period on, until another one's end; either may be open."""

    model_config = told("Khoảng", "Từ kỳ này đến hết kỳ kia; có thể bỏ một đầu.")

    from_: PeriodField | None = Field(None, alias="from", description="Bắt đầu từ kỳ")
    until: PeriodField | None = Field(None, description="Đến hết kỳ")


def _ongoing_form(value: Any) -> str:
    return "span" if isinstance(value, (dict, Span)) else "true"


class Ongoing(Record):
    """No due date: reported each period, never overdue by itself."""

    model_config = told(
        "Thường xuyên",
        "Không có hạn: báo cáo mỗi kỳ, tự nó không quá hạn.",
        defaultSnippets=[
            {"label": "ongoing: thường xuyên", "body": {"ongoing": True}},
        ],
    )

    ongoing: Annotated[
        Annotated[Literal[True], Tag("true")] | Annotated[Span, Tag("span")],
        Discriminator(_ongoing_form),
    ] = Field(
        description="true: thường xuyên; hoặc {from: …, until: …}: thường xuyên trong "
        "khoảng ấy"
    )
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")


class Within(Record):
    """A time limit after an event: exactly one of days, months, years."""

    model_config = told(
        "Thời hạn kể từ sự kiện",
        "Đúng một trong days, months, years.",
        forms={
            "days": {"with": ["working"]},
            "months": {"with": []},
            "years": {"with": []},
        },
    )

    days: int | None = Field(None, ge=1, le=3660, description="Số ngày")
    months: int | None = Field(None, ge=1, le=120, description="Số tháng")
    years: int | None = Field(None, ge=1, le=20, description="Số năm")
    working: bool = Field(False, description="Chỉ tính ngày làm việc")

    @model_validator(mode="after")
    def _check_one(self) -> "Within":
        if sum(x is not None for x in (self.days, self.months, self.years)) != 1:
            raise BadValue(N_("within takes exactly one of days, months, years"))
        if self.working and self.days is None:
            raise BadValue(N_("working counts days, not months or years"))
        return self


class After(Record):
    """Nothing until the journal says that the event happened; then one time limit."""

    model_config = told(
        "Khi có sự kiện",
        "Chưa phát sinh cho đến khi nhật ký ghi sự kiện (triggered); từ đó tính "
        "`within`.",
        defaultSnippets=[
            {"label": "after: khi có sự kiện", "body": {"after": "${1:sự kiện}"}},
        ],
    )

    after: Line = Field(description="Sự kiện làm phát sinh, như văn bản ghi")
    within: Within | None = Field(
        None,
        description="Thời hạn kể từ sự kiện",
        json_schema_extra={
            "defaultSnippets": [
                {
                    "label": "{days: 10, working: true}",
                    "description": "10 ngày làm việc",
                    "body": "{days: ${1:10}, working: ${2:true}}",
                },
                {
                    "label": "{months: 3}",
                    "description": "3 tháng",
                    "body": "{months: ${1:3}}",
                },
            ]
        },
    )
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")


class Follows(Record):
    """Nothing until the journal gives it a date."""

    model_config = told(
        "Theo tiến độ khác",
        "Chưa có hạn cho đến khi nhật ký ghi ngày được giao (scheduled).",
        defaultSnippets=[
            {
                "label": "follows: theo tiến độ khác",
                "body": {"follows": "${1:kế hoạch của cấp trên}"},
            },
        ],
    )

    follows: Line = Field(description="Theo tiến độ, kế hoạch nào")
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")


class Unstated(Record):
    """The cell is blank in the source."""

    model_config = told(
        "Không ghi thời hạn",
        "Ô thời hạn của văn bản gốc để trống.",
        defaultSnippets=[
            {"label": "unstated: không ghi thời hạn", "body": {"unstated": True}},
        ],
    )

    unstated: Literal[True] = Field(description="Nguồn không ghi thời hạn")
    what: Line | None = Field(None, description="Tên mốc, nếu nhiệm vụ có nhiều mốc")


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        for kind in KINDS:
            if kind in value:
                return kind
        return None
    return next((kind for kind in KINDS if hasattr(value, kind)), None)


Deadline = Annotated[
    Annotated[Due, Tag("due")]
    | Annotated[Every, Tag("every")]
    | Annotated[Ongoing, Tag("ongoing")]
    | Annotated[After, Tag("after")]
    | Annotated[Follows, Tag("follows")]
    | Annotated[Unstated, Tag("unstated")],
    Discriminator(
        _kind,
        custom_error_type="deadline_kind",
        custom_error_message="one of due, every, ongoing, after, follows, unstated",
    ),
]
