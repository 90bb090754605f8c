"""`progress/<unit-id>.yaml`: dated entries by which one unit reports progress."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from cchc.dates import Period
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


def _day(value: Period) -> Period:
    if not value.is_day:
        raise BadValue(N_("{value} is no single day"), value=value.text)
    return value


DayField = Annotated[PeriodField, AfterValidator(_day)]


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
    due: PeriodField | None = Field(None, description="Hạn được giao (scheduled)")
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
