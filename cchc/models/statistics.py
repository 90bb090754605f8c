"""The statistics annex: its rows and their relations, and the values of a period."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    Line,
    Listed,
    PeriodField,
    Record,
    Shown,
    Text,
    meanings,
    told,
)
from cchc.models.goals import Number

RowId = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z]+:[0-9A-Za-zđĐ]+(\.[0-9A-Za-zđĐ]+)*$"),
    Shown(errorMessage="Mã dòng: số biểu, dấu hai chấm, số thứ tự của dòng: 3:1.4.1"),
]
"""Form and code of a row: `3:1.4.1`."""

KINDS = {
    "heading": "dòng tiêu đề, không có số liệu",
    "count": "số đếm: số nguyên, không âm",
    "money": "số tiền",
    "ratio": "tỷ lệ phần trăm",
    "code": "mã, mỗi số một nghĩa",
}
RowKind = Annotated[
    Literal["heading", "count", "money", "ratio", "code"], meanings(KINDS)
]
CUMULATIVE = {"year": "từ đầu năm", "always": "từ trước đến nay"}
COMPUTED = {
    "tasks": "số nhiệm vụ của kế hoạch",
    "tasks_done": "số nhiệm vụ đã hoàn thành",
}


class Ratio(Record):
    """Per cent of one row in another."""

    model_config = told("Tỷ lệ", "Phần trăm của dòng này trên dòng kia.")

    num: RowId = Field(description="Tử số")
    den: RowId = Field(description="Mẫu số")


class Row(Record):
    """One row of the annex."""

    model_config = told("Chỉ tiêu thống kê", "Một dòng của biểu mẫu thống kê.")

    id: RowId = Field(description="Mã dòng")
    code: Line = Field(description="Số thứ tự như in")
    name: Line = Field(description="Tên chỉ tiêu như in")
    unit: Line | None = Field(None, description="Đơn vị tính như in")
    kind: RowKind = Field(description="Loại số liệu")
    part_of: RowId | None = Field(None, description="Không lớn hơn dòng này")
    sum_of: tuple[RowId, ...] = Field((), description="Là tổng của các dòng này")
    at_least: tuple[RowId, ...] = Field(
        (), description="Không nhỏ hơn tổng của các dòng này"
    )
    ratio: Ratio | None = Field(None, description="Tỷ lệ tính từ hai dòng")
    above_100: bool = Field(False, description="Tỷ lệ có thể trên 100%")
    codes: dict[str, Line] = Field({}, description="Nghĩa của từng mã")
    computed: Annotated[Literal["tasks", "tasks_done"], meanings(COMPUTED)] | None = (
        Field(None, description="Lấy từ tiến độ kế hoạch, không nhập tay")
    )
    cumulative: Annotated[Literal["year", "always"], meanings(CUMULATIVE)] | None = (
        Field(
            None, description="Lũy kế: từ đầu năm (year) hoặc từ trước đến nay (always)"
        )
    )
    carried: bool = Field(
        False, description="Số hiện có: kỳ sau thường giữ nguyên, được gợi ý lại"
    )
    source: Line | None = Field(None, description="Nơi cung cấp số liệu")
    note: Line | None = Field(None, description="Ghi chú về dòng này")


class Form(Record):
    """One form (Biểu mẫu) of the annex."""

    model_config = told("Biểu mẫu", "Một biểu mẫu của phụ lục thống kê.")

    form: Line = Field(description="Số của biểu mẫu")
    title: Line = Field(description="Tên biểu mẫu")
    rows: tuple[Row, ...] = Field(description="Các dòng theo thứ tự in")


_ROW = r"[0-9A-Za-z]+:[0-9A-Za-zđĐ]+(?:\.[0-9A-Za-zđĐ]+)*"
Rule = Annotated[
    str,
    StringConstraints(pattern=rf"^{_ROW}( \+ {_ROW})* (<=|>=|=) {_ROW}( \+ {_ROW})*$"),
    Shown(errorMessage="Viết: 2:2.2.1 <= 2:2.1, hoặc a = b + c"),
]


class Relation(Record):
    """What should hold between rows; a person decides where it does not."""

    model_config = told(
        "Quan hệ", "Điều thường đúng giữa các dòng; sai thì hỏi lại, không bắt buộc."
    )

    rule: Rule = Field(description="Quan hệ, như 2:2.2.1 <= 2:2.1")
    note: Line | None = Field(None, description="Ghi chú")


class StatisticsForm(Record):
    """registers/statistics.yaml."""

    model_config = told(
        "Biểu mẫu thống kê", "Các dòng của phụ lục thống kê và quan hệ giữa chúng."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    title: Line = Field(description="Tên phụ lục; {period}, {agency} được thay")
    source: Text = Field(description="Biểu mẫu lấy từ đâu")
    forms: tuple[Form, ...] = Field((), description="Các biểu mẫu")
    relations: tuple[Relation, ...] = Field((), description="Quan hệ nên đúng")
    accept: Acceptances = Field((), description=ACCEPT)

    @property
    def rows(self) -> dict[str, Row]:
        """Every row by id, in the order of print."""
        return {row.id: row for form in self.forms for row in form.rows}


class Value(Record):
    """What one row says in a period; a null value has its reason in `note`."""

    model_config = told("Số liệu", "Số liệu của một dòng trong kỳ.")

    row: RowId = Field(description="Mã dòng trong biểu mẫu")
    value: Number | None = Field(description="Số liệu; null là không phát sinh (-)")
    note: Line | None = Field(None, description="Ghi chú in trong biểu")
    taken_from: PeriodField | None = Field(
        None, description="Chưa sửa: chép từ kỳ nào; đối chiếu xong thì xóa"
    )
    accept: Acceptances = Field((), description=ACCEPT)


class StatisticsSheet(Record):
    """`statistics/<period>.yaml`: the values of one periodic report."""

    model_config = told(
        "Số liệu thống kê", "Số liệu của phụ lục thống kê trong một kỳ báo cáo."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    period: PeriodField = Field(description="Kỳ báo cáo, trùng tên tệp: 2025-H1")
    values: Listed[Value] = Field((), description="Số liệu theo dòng")
    accept: Acceptances = Field((), description=ACCEPT)
