"""The registers of indicators, documents and working days."""

from typing import Annotated, Literal

from pydantic import Field

from cchc.dates.workdays import Workdays
from cchc.models.base import (
    Line,
    Lines,
    PeriodField,
    Record,
    Slug,
    Text,
    meanings,
    told,
)
from cchc.models.goals import Number
from cchc.models.plan import DocumentKey


class Scope(Record):
    """A part of the field that a target is limited to."""

    model_config = told("Phạm vi", "Phần của lĩnh vực mà một chỉ tiêu giới hạn vào.")

    id: Slug = Field(description="Mã phạm vi")
    name: Line = Field(description="Tên phạm vi")


class Indicator(Record):
    """A measure behind targets of several plans."""

    model_config = told("Chỉ số", "Số đo đứng sau chỉ tiêu của nhiều kế hoạch.")

    id: Slug = Field(description="Mã chỉ số")
    name: Line = Field(description="Tên chỉ số")
    aliases: Lines = Field((), description="Tên gọi khác")
    unit: Line = Field(description="Đơn vị tính")
    better: Annotated[
        Literal["up", "down"],
        meanings({"up": "càng tăng càng tốt", "down": "càng giảm càng tốt"}),
    ] = Field(description="Tăng hay giảm là tốt hơn")
    least: Number | None = Field(None, description="Giá trị nhỏ nhất có thể có")
    most: Number | None = Field(None, description="Giá trị lớn nhất có thể có")
    note: Text | None = Field(None, description="Ghi chú")


class IndicatorRegister(Record):
    """registers/indicators.yaml."""

    model_config = told("Sổ chỉ số", "Chỉ số và phạm vi dùng chung cho mọi kế hoạch.")

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    scopes: tuple[Scope, ...] = Field((), description="Phạm vi của chỉ tiêu")
    indicators: tuple[Indicator, ...] = Field((), description="Chỉ số")

    @property
    def directions(self) -> dict[str, Literal["up", "down"]]:
        """Indicator id to the way in which it gets better."""
        return {one.id: one.better for one in self.indicators}


class Document(Record):
    """A document that plans cite; the key is `number@date` or `number@year`."""

    model_config = told(
        "Văn bản", "Văn bản mà các kế hoạch dẫn; null là điều chưa biết."
    )

    key: DocumentKey = Field(description="Khóa: số@ngày hoặc số@năm")
    type: Line = Field(description="Tên loại: Nghị quyết, Quyết định, …")
    number: Line | None = Field(description="Số, ký hiệu")
    issuer: Line | None = Field(description="Cơ quan ban hành")
    signed: PeriodField | None = Field(description="Ngày ký")
    title: Line | None = Field(None, description="Trích yếu ngắn, theo lời của kho này")
    replaced_by: DocumentKey | None = Field(None, description="Văn bản thay thế")
    replaced_on: PeriodField | None = Field(None, description="Ngày bị thay thế")
    source: Line | None = Field(None, description="Nguồn của điều ghi ở trên")
    unverified: bool = Field(False, description="Chưa kiểm chứng nguồn")


class DocumentRegister(Record):
    """registers/documents.yaml."""

    model_config = told("Sổ văn bản", "Văn bản mà các kế hoạch dẫn.")

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    documents: tuple[Document, ...] = Field((), description="Văn bản")


class DayChange(Record):
    """A day that is off or worked against the rule of the holiday library."""

    model_config = told("Ngày hoán đổi", "Ngày nghỉ hoặc làm việc khác với lịch chung.")

    date: PeriodField = Field(description="Ngày")
    swapped_with: PeriodField | None = Field(None, description="Hoán đổi với ngày")
    source: Line = Field(description="Văn bản thông báo")
    unverified: bool = Field(False, description="Chưa kiểm chứng nguồn")


class Notice(Record):
    """The official notice of a year's days off."""

    model_config = told(
        "Thông báo lịch nghỉ", "Năm đã có thông báo lịch nghỉ, theo văn bản nào."
    )

    year: Annotated[int, Field(ge=1990, le=2100)] = Field(description="Năm")
    source: Line = Field(description="Văn bản thông báo, hoặc nơi đã đối chiếu")
    unverified: bool = Field(False, description="Chưa kiểm chứng nguồn")


class WorkdayRegister(Record):
    """registers/workdays.yaml."""

    model_config = told(
        "Sổ ngày làm việc", "Ngày nghỉ thêm và ngày làm bù theo thông báo hằng năm."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    notices: tuple[Notice, ...] = Field(
        (), description="Các năm đã có thông báo lịch nghỉ; trống là không theo dõi"
    )
    off: tuple[DayChange, ...] = Field((), description="Ngày nghỉ thêm")
    work: tuple[DayChange, ...] = Field((), description="Ngày làm bù")

    @property
    def calendar(self) -> Workdays:
        """The library's days off, corrected by this register."""
        return Workdays(
            frozenset(change.date.start for change in self.off),
            frozenset(change.date.start for change in self.work),
            frozenset(one.year for one in self.notices) if self.notices else None,
        )
