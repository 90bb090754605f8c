"""`progress/<unit-id>.yaml`: dated entries by which one unit reports progress."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import core_schema

from cchc.dates import Period, parse_written
from cchc.models.base import (
    ItemId,
    Line,
    Listed,
    PeriodField,
    Record,
    Shown,
    Slug,
    Text,
    meanings,
    told,
)
from cchc.models.goals import Number
from cchc.problems import N_, BadValue

State = Literal[
    "started",
    "done",
    "blocked",
    "paused",
    "cancelled",
    "triggered",
    "scheduled",
    "confirmed",
    "returned",
]
JUDGING = frozenset({"confirmed", "returned"})
"""What the confirming unit says of a result of another unit."""


STATES = {
    "started": "đã bắt đầu thực hiện",
    "done": "đã hoàn thành",
    "blocked": "vướng mắc; ghi lý do ở reason",
    "paused": "tạm hoãn theo văn bản ghi ở evidence",
    "cancelled": "thôi thực hiện; ghi lý do ở reason",
    "triggered": "sự kiện của dạng after đã xảy ra vào ngày ghi",
    "scheduled": "được giao hạn ghi ở due",
    "confirmed": "đơn vị xác nhận công nhận kết quả",
    "returned": "đơn vị xác nhận trả lại; ghi lý do ở reason",
}
_DAY_FORMS = "Ngày viết là năm-tháng-ngày: 2025-06-30; hoặc 30/06/2025"
_DAY_PATTERN = (
    r"^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"|(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/\d{4})$"
)


def _written(value: Any) -> Any:
    return parse_written(value) if isinstance(value, str) else value


def _day(value: Period) -> Period:
    if not value.is_day:
        raise BadValue(N_("{value} is no single day"), value=value.text)
    return value


DAY_FIRST = r"^\d{1,2}/\d{1,2}/\d{4}$"


class DayFirst:
    """A unit may write a day as it speaks: 15/01/2025; the record has 2025-01-15."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_before_validator_function(_written, handler(source))

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        iso = handler(core)
        return {**iso, "pattern": f"{iso['pattern']}|{DAY_FIRST}"}


WrittenField = Annotated[PeriodField, DayFirst()]
DayField = Annotated[
    WrittenField,
    AfterValidator(_day),
    Shown(
        type="string",
        pattern=_DAY_PATTERN,
        errorMessage=_DAY_FORMS,
        defaultSnippets=[{"label": "ngày", "body": "${1:2025}-${2:06}-${3:30}"}],
    ),
]


class Evidence(Record):
    """A product that proves the work: its number, when it was signed, where it is."""

    model_config = told(
        "Sản phẩm chứng minh", "Văn bản, sản phẩm: số ký hiệu, ngày ký, nơi lưu."
    )

    document: Line = Field(description="Số, ký hiệu hoặc tên sản phẩm")
    signed: DayField | None = Field(None, description="Ngày ký sản phẩm")
    link: Line | None = Field(None, description="Nơi lưu")


Proof = Listed[Evidence]


class TaskEntry(Record):
    """What happened to a task; `for` names the period or milestone meant."""

    model_config = told(
        "Mục về nhiệm vụ",
        "Việc xảy ra với một nhiệm vụ; `for` nêu kỳ hoặc mốc nào.",
        defaultSnippets=[
            {
                "label": "task: ghi tiến độ nhiệm vụ",
                "body": {
                    "task": '"${1:1.1}"',
                    "date": "${2:2025-06-30}",
                    "state": "${3:done}",
                },
            },
        ],
    )

    task: ItemId = Field(description="Số của nhiệm vụ, để trong ngoặc kép")
    date: DayField = Field(description="Ngày sự việc xảy ra")
    state: Annotated[State, meanings(STATES)] = Field(description="Trạng thái")
    for_: Line | None = Field(
        None,
        alias="for",
        description="Kỳ (2025-Q2), tên mốc, hoặc cả hai, nếu nhiệm vụ có nhiều",
    )
    due: WrittenField | None = Field(None, description="Hạn được giao (scheduled)")
    evidence: Proof = Field((), description="Sản phẩm chứng minh")
    note: Text | None = Field(None, description="Ghi chú")
    reason: Text | None = Field(
        None, description="Lý do: vì sao chậm, vướng mắc, trả lại"
    )
    next: Text | None = Field(None, description="Việc tiếp theo")
    corrects: DayField | None = Field(
        None, description="Mục này thay cho mục ghi ngày nào"
    )
    owed_by: Slug | None = Field(
        None,
        description="Đơn vị nợ việc: khi ghi thay đơn vị đã thôi hoạt động, hoặc khi "
        "xác nhận, trả lại kết quả của đơn vị ấy",
    )

    @property
    def said(self) -> str | None:
        """Why, or what else the entry says beside its state."""
        return self.reason or self.note

    @property
    def obstacle(self) -> str | None:
        """Why the work is late or stands still; other notes tell how far it is."""
        told = self.note if self.state in ("blocked", "paused", "returned") else None
        return self.reason or told

    @property
    def subject(self) -> str:
        """What the entry is about: the task."""
        return self.task


class TargetEntry(Record):
    """A measured value of a target."""

    model_config = told(
        "Mục về chỉ tiêu",
        "Giá trị đo được của một chỉ tiêu trong một kỳ.",
        defaultSnippets=[
            {
                "label": "target: ghi giá trị chỉ tiêu",
                "body": {
                    "target": "${1:ma-chi-tieu}",
                    "date": "${2:2025-06-30}",
                    "period": "${3:2025-H1}",
                    "value": "${4:0}",
                },
            },
        ],
    )

    target: Slug = Field(description="Mã chỉ tiêu")
    date: DayField = Field(description="Ngày sự việc xảy ra")
    period: PeriodField = Field(description="Kỳ đo")
    value: Number | None = Field(None, description="Giá trị đo được")
    covers: Listed[Slug] = Field(
        (), description="Đơn vị đã làm (mã), với chỉ tiêu đếm đơn vị; tỷ lệ tự tính"
    )
    evidence: Proof = Field((), description="Nguồn số liệu")
    note: Text | None = Field(None, description="Ghi chú")
    corrects: DayField | None = Field(
        None, description="Mục này thay cho mục ghi ngày nào"
    )

    @property
    def subject(self) -> str:
        """What the entry is about: the target."""
        return self.target

    @model_validator(mode="after")
    def _check(self) -> "TargetEntry":
        if (self.value is None) == (not self.covers):
            raise BadValue(N_("say one of value, covers"))
        return self


def _subject(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((kind for kind in ("task", "target") if kind in value), None)
    return "task" if hasattr(value, "task") else "target"


BY_SUBJECT = Discriminator(
    _subject,
    custom_error_type="entry_kind",
    custom_error_message="one of task, target",
)
"""Tells apart what is said of a task from what is said of a target, by its key."""

Entry = Annotated[
    Annotated[TaskEntry, Tag("task")] | Annotated[TargetEntry, Tag("target")],
    BY_SUBJECT,
]


class Journal(Record):
    """One unit's entries, in the order in which they were written."""

    model_config = told(
        "Nhật ký tiến độ", "Các mục của một đơn vị, theo thứ tự đã ghi."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    unit: Slug = Field(description="Đơn vị ghi nhật ký (mã), trùng tên tệp")
    entries: Listed[Entry] = Field((), description="Các mục, chỉ thêm vào cuối")
