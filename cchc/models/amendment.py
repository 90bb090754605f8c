"""`amendments/<date>-<slug>.yaml`: a signed document that changes a plan from a day on.

Giving a plan as of a day is `cchc.amend`'s; this is what the files say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import Field, Tag, model_validator

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    ItemId,
    Line,
    Lines,
    Listed,
    PeriodField,
    Record,
    Slug,
    Slugs,
    Text,
    Title,
    told,
)
from cchc.models.fields import FieldOfReform
from cchc.models.goals import Goal
from cchc.models.journal import BY_SUBJECT, DayField
from cchc.models.plan import (
    Deadlines,
    Group,
    Plan,
    ReportDuty,
    Target,
    Task,
    UpstreamRef,
)
from cchc.problems import N_, BadValue

WHY = "Lý do, như văn bản nêu"
FRAME = frozenset({"task", "target", "because", "accept"})
"""Keys of a change that are no field of the task or target."""


class AmendingDocument(Record):
    """The paper that changes the plan: a decision, or a letter that grants time."""

    model_config = told(
        "Văn bản điều chỉnh",
        "Quyết định sửa đổi kế hoạch, hoặc công văn cho gia hạn.",
    )

    number: Line = Field(description="Số, ký hiệu: 45/QĐ-SM")
    signed: DayField = Field(description="Ngày ký")
    issuer: Slug | None = Field(
        None, description="Đơn vị ban hành (mã); trống là đơn vị ban hành kế hoạch"
    )
    title: Line | None = Field(None, description="Trích yếu, theo lời của kho này")


class TaskChange(Record):
    """New fields of a task; what is not written stays as it was."""

    model_config = told(
        "Thay đổi nhiệm vụ",
        "Trường mới của một nhiệm vụ; trường không ghi thì giữ nguyên.",
        defaultSnippets=[
            {
                "label": "task: gia hạn một nhiệm vụ",
                "body": {
                    "task": '"${1:1.1}"',
                    "deadlines": [{"due": "${2:2025-09-30}"}],
                    "because": "${3:lý do}",
                },
            },
        ],
    )

    task: ItemId = Field(description="Số của nhiệm vụ, để trong ngoặc kép")
    because: Line | None = Field(None, description=WHY)
    group: ItemId | None = Field(None, description="Nhóm mới")
    title: Title = Field(  # type: ignore[assignment]  # unless written: see `fields`
        None, description="Tên mới"
    )
    products: Lines = Field((), description="Sản phẩm mới")
    leads: Slugs = Field((), description="Đơn vị chủ trì mới (mã)")
    partners: Slugs = Field((), description="Đơn vị phối hợp mới (mã)")
    when: Line | None = Field(None, description="Nguyên văn thời hạn mới")
    deadlines: Deadlines = Field((), description="Thời hạn mới, đủ mọi mốc còn lại")
    implements: UpstreamRef | None = Field(None, description="Nhiệm vụ cấp trên")
    field: FieldOfReform | None = Field(None, description="Lĩnh vực mới")
    counts_as: ItemId | None = Field(None, description="Số in chung mới")
    extra: dict[str, str] = Field({}, description="Cột khác của phụ lục")
    note: Text | None = Field(None, description="Ghi chú mới")
    text: Text | None = Field(None, description="Nguyên văn mới")
    accept: Acceptances = Field((), description=ACCEPT)

    @property
    def item(self) -> str:
        """What is changed."""
        return self.task

    @property
    def fields(self) -> dict[str, Any]:
        """Field of the task to its new value."""
        return _written(self)

    @model_validator(mode="after")
    def _check(self) -> "TaskChange":
        return _says_something(self)


class TargetChange(Record):
    """New fields of a target; what is not written stays as it was."""

    model_config = told(
        "Thay đổi chỉ tiêu",
        "Trường mới của một chỉ tiêu; trường không ghi thì giữ nguyên.",
    )

    target: Slug = Field(description="Mã chỉ tiêu")
    because: Line | None = Field(None, description=WHY)
    at: Line | None = Field(None, description="Vị trí mới trong văn bản")
    title: Title = Field(  # type: ignore[assignment]  # unless written: see `fields`
        None, description="Tên mới"
    )
    indicator: Slug | None = Field(None, description="Mã chỉ số trong indicators.yaml")
    scope: Slug | None = Field(None, description="Phạm vi áp dụng (mã)")
    goal: Goal = Field(  # type: ignore[assignment]
        None, description="Mức phải đạt mới"
    )
    by: PeriodField | None = Field(None, description="Kỳ phải đạt mới")
    implements: UpstreamRef | None = Field(None, description="Chỉ tiêu cấp trên")
    coverage: Slugs = Field((), description="Tập đơn vị mới mà chỉ tiêu đếm (mã)")
    text: Text | None = Field(None, description="Nguyên văn mới")
    accept: Acceptances = Field((), description=ACCEPT)

    @property
    def item(self) -> str:
        """What is changed."""
        return self.target

    @property
    def fields(self) -> dict[str, Any]:
        """Field of the target to its new value."""
        return _written(self)

    @model_validator(mode="after")
    def _check(self) -> "TargetChange":
        return _says_something(self)


def _written(change: Record) -> dict[str, Any]:
    return {
        key: getattr(change, key)
        for key in type(change).model_fields
        if key in change.model_fields_set - FRAME
    }


C = TypeVar("C", TaskChange, TargetChange)


def _says_something(change: C) -> C:
    if not change.fields:
        raise BadValue(N_("the change names no new value"))
    return change


Change = Annotated[
    Annotated[TaskChange, Tag("task")] | Annotated[TargetChange, Tag("target")],
    BY_SUBJECT,
]


class Added(Record):
    """What joins the plan."""

    model_config = told("Phần bổ sung", "Nhóm, nhiệm vụ, chỉ tiêu, kỳ báo cáo mới.")

    groups: tuple[Group, ...] = Field((), description="Nhóm nhiệm vụ mới")
    tasks: tuple[Task, ...] = Field((), description="Nhiệm vụ mới")
    targets: tuple[Target, ...] = Field((), description="Chỉ tiêu mới")
    reports: tuple[ReportDuty, ...] = Field((), description="Kỳ báo cáo mới")


class Drop(Record):
    """What leaves the plan: a task or a target."""

    model_config = told("Phần bãi bỏ", "Nhiệm vụ hoặc chỉ tiêu không còn phải làm.")

    task: ItemId | None = Field(None, description="Số của nhiệm vụ")
    target: Slug | None = Field(None, description="Mã chỉ tiêu")
    because: Line | None = Field(None, description=WHY)

    @model_validator(mode="after")
    def _check(self) -> "Drop":
        if (self.task is None) == (self.target is None):
            raise BadValue(N_("say one of task, target"))
        return self


class Amendment(Record):
    """One document, and what it changes."""

    model_config = told(
        "Điều chỉnh kế hoạch",
        "Một văn bản làm kế hoạch thay đổi kể từ một ngày: gia hạn, bổ sung, bãi bỏ, "
        "chuyển đơn vị chủ trì, thay bằng kế hoạch khác.",
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    document: AmendingDocument = Field(description="Văn bản điều chỉnh")
    effective: DayField | None = Field(
        None, description="Ngày có hiệu lực; trống là ngày ký"
    )
    changes: Listed[Change] = Field((), description="Thay đổi")
    add: Added | None = Field(None, description="Bổ sung")
    drop: Listed[Drop] = Field((), description="Bãi bỏ")
    replaced_by: Slug | None = Field(
        None, description="Kế hoạch (mã) thay kế hoạch này kể từ ngày có hiệu lực"
    )
    accept: Acceptances = Field((), description=ACCEPT)

    @property
    def day(self) -> date:
        """The first day on which it counts."""
        return (self.effective or self.document.signed).start


def touching(amendment: Amendment, task: str) -> tuple[str | None, ...]:
    """Why an amendment changes, adds or drops a task; nothing where it does not."""
    found = [
        one.because
        for one in (*amendment.changes, *amendment.drop)
        if not isinstance(one, TargetChange) and one.task == task
    ]
    added = amendment.add.tasks if amendment.add else ()
    return (*found, *(None for one in added if one.id == task))


class Former(NamedTuple):
    """A task as it stood until the day before an amendment changed it."""

    until: date
    task: Task


class Dropped(NamedTuple):
    """From which day on something is no longer owed, and by which document."""

    since: date
    document: str


@dataclass(frozen=True, slots=True, eq=False)
class Amended:
    """What changes a plan: all its amendments, and what those in force have done.

    `amendments` are in order of effect, the first `applied` of them in force.
    `formers`: task id to its earlier forms, the oldest first. `added`: task id to the
    day on which it joined. `ended` where another plan has taken the plan's place.
    """

    origin: Plan
    amendments: tuple[Amendment, ...]
    applied: int = 0
    every_task: tuple[Task, ...] = ()
    every_target: tuple[Target, ...] = ()
    formers: Mapping[str, tuple[Former, ...]] = field(default_factory=dict)
    added: Mapping[str, date] = field(default_factory=dict)
    dropped: Mapping[str, Dropped] = field(default_factory=dict)
    ended: Dropped | None = None
    versions: dict[int, Plan] = field(default_factory=dict)
    """Versions made so far, by how many amendments they have."""

    def dropping(self, task: str) -> Dropped | None:
        """What ended a task: an amendment of its own, or the end of the plan."""
        return self.dropped.get(task) or self.ended
