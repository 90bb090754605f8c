"""`progress/<unit-id>.yaml`: dated entries by which one unit reports progress."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import core_schema

from cchc.dates import Period, parse_written
from cchc.models.base import (
    ItemId,
    Line,
    Listed,
    PeriodField,
    Record,
    Slug,
    Text,
)
from cchc.models.goals import Number
from cchc.problems import N_, BadValue

State = Literal["started", "done", "blocked", "cancelled", "triggered", "scheduled"]


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
        return {"anyOf": [*iso["anyOf"], {"type": "string", "pattern": DAY_FIRST}]}


WrittenField = Annotated[PeriodField, DayFirst()]
DayField = Annotated[WrittenField, AfterValidator(_day)]


class Evidence(Record):
    """A product that proves the work: its number, when it was signed, where it is."""

    document: Line = Field(description="Số, ký hiệu hoặc tên sản phẩm")
    signed: DayField | None = Field(None, description="Ngày ký sản phẩm")
    link: Line | None = Field(None, description="Nơi lưu")


Proof = Listed[Evidence]


class TaskEntry(Record):
    """What happened to a task; `for` names the period or milestone meant."""

    task: ItemId = Field(description="Nhiệm vụ")
    date: DayField = Field(description="Ngày ghi")
    state: State = Field(description="Trạng thái")
    for_: Line | None = Field(None, alias="for", description="Kỳ hoặc mốc")
    due: WrittenField | None = Field(None, description="Hạn được giao (scheduled)")
    evidence: Proof = Field((), description="Sản phẩm chứng minh")
    note: Text | None = Field(None, description="Ghi chú, lý do")
    corrects: DayField | None = Field(None, description="Thay cho mục ghi ngày")
    owed_by: Slug | None = Field(
        None, description="Đơn vị nợ việc, nếu ghi thay đơn vị đã thôi hoạt động"
    )

    @property
    def subject(self) -> str:
        """What the entry is about: the task."""
        return self.task


class TargetEntry(Record):
    """A measured value of a target."""

    target: Slug = Field(description="Chỉ tiêu")
    date: DayField = Field(description="Ngày ghi")
    period: PeriodField = Field(description="Kỳ đo")
    value: Number = Field(description="Giá trị đo được")
    evidence: Proof = Field((), description="Nguồn số liệu")
    note: Text | None = Field(None, description="Ghi chú")
    corrects: DayField | None = Field(None, description="Thay cho mục ghi ngày")

    @property
    def subject(self) -> str:
        """What the entry is about: the target."""
        return self.target


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((kind for kind in ("task", "target") if kind in value), None)
    return "task" if hasattr(value, "task") else "target"


Entry = Annotated[
    Annotated[TaskEntry, Tag("task")] | Annotated[TargetEntry, Tag("target")],
    Discriminator(
        _kind,
        custom_error_type="entry_kind",
        custom_error_message="one of task, target",
    ),
]


class Journal(Record):
    """One unit's entries, in the order in which they were written."""

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    unit: Slug = Field(description="Đơn vị ghi nhật ký (mã), trùng tên tệp")
    entries: Listed[Entry] = Field((), description="Các mục, chỉ thêm vào cuối")
