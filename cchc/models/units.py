"""`registers/units.yaml`: units, groups of units, who took over from whom."""

from typing import Annotated, Literal

from pydantic import Field

from cchc.models.base import (
    Line,
    Lines,
    Listed,
    PeriodField,
    Record,
    Slug,
    Slugs,
    Text,
    meanings,
    told,
)

Level = Literal[
    "central",
    "party",
    "province",
    "district",
    "commune",
    "internal",
    "vertical",
    "association",
    "press",
    "other",
]
Relation = Literal["merged_into", "renamed", "split_from", "split_into", "recreated"]


LEVELS = {
    "central": "trung ương",
    "party": "cơ quan đảng",
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "internal": "đơn vị bên trong, phòng, chi cục, trung tâm trực thuộc",
    "vertical": "cơ quan ngành dọc",
    "association": "Mặt trận, đoàn thể, hội",
    "press": "cơ quan báo chí",
    "other": "khác",
}
RELATIONS = {
    "merged_into": "hợp nhất, sáp nhập vào",
    "renamed": "đổi tên thành",
    "split_from": "được tách ra",
    "split_into": "chia tách thành",
    "recreated": "lập lại",
}


class Validity(Record):
    """From and until when a unit exists; null is unknown or open."""

    model_config = told(
        "Thời gian tồn tại",
        "Đơn vị có từ ngày nào đến hết ngày nào; bỏ trống là chưa biết hoặc còn "
        "hoạt động.",
    )

    from_: PeriodField | None = Field(None, alias="from", description="Từ ngày")
    until: PeriodField | None = Field(None, description="Đến hết ngày")
    basis: Line | None = Field(None, description="Căn cứ")
    unverified: bool = Field(False, description="Chưa kiểm chứng nguồn")


class Succession(Record):
    """Who took over, since when, on what basis; `duties` where only a part moved."""

    model_config = told(
        "Kế thừa", "Đơn vị nào tiếp nhận, từ ngày nào, theo căn cứ nào."
    )

    unit: Slug = Field(description="Đơn vị kế thừa")
    relation: Annotated[Relation, meanings(RELATIONS)] = Field(description="Quan hệ")
    since: PeriodField = Field(description="Kể từ")
    basis: Line | None = Field(None, description="Căn cứ")
    duties: Lines = Field((), description="Mảng việc chuyển giao; trống là tất cả")
    unverified: bool = Field(False, description="Chưa kiểm chứng nguồn")


class Unit(Record):
    """A body that can owe a task. A head's title is an alias of the unit."""

    model_config = told(
        "Đơn vị",
        "Cơ quan, đơn vị có thể được giao nhiệm vụ; chức danh người đứng đầu là tên "
        "gọi khác của đơn vị.",
    )

    id: Slug = Field(description="Mã đơn vị")
    name: Line = Field(description="Tên đầy đủ")
    short: Line | None = Field(None, description="Tên tắt")
    level: Annotated[Level, meanings(LEVELS)] = Field(description="Cấp")
    parent: Slug | None = Field(None, description="Đơn vị cấp trên trực tiếp")
    aliases: Lines = Field((), description="Tên gọi khác, chức danh người đứng đầu")
    valid: Validity | None = Field(None, description="Thời gian tồn tại")
    successors: Listed[Succession] = Field((), description="Đơn vị kế thừa")
    note: Text | None = Field(None, description="Ghi chú")


class Membership(Record):
    """Who belongs to a group in a stretch of time."""

    model_config = told(
        "Thành viên", "Các đơn vị thuộc nhóm trong một khoảng thời gian."
    )

    from_: PeriodField | None = Field(None, alias="from", description="Từ ngày")
    until: PeriodField | None = Field(None, description="Đến hết ngày")
    units: Slugs = Field(description="Thành viên")


class UnitGroup(Record):
    """A name for many units ("sở, ban, ngành"); without members it counts as one."""

    model_config = told(
        "Nhóm đơn vị", "Tên gọi chung của nhiều đơn vị: các sở, ban, ngành."
    )

    id: Slug = Field(description="Mã nhóm đơn vị")
    name: Line = Field(description="Tên nhóm")
    level: Annotated[Level, meanings(LEVELS)] | None = Field(
        None, description="Cấp của các thành viên"
    )
    parent: Slug | None = Field(None, description="Nhóm này thuộc đơn vị nào")
    aliases: Lines = Field((), description="Tên gọi khác")
    members: Listed[Membership] = Field((), description="Thành viên theo thời gian")
    successors: Listed[Succession] = Field(
        (), description="Nhóm kế thừa khi cấp này không còn"
    )
    valid: Validity | None = Field(None, description="Thời gian tồn tại")
    note: Text | None = Field(None, description="Ghi chú")


class UnitRegister(Record):
    """registers/units.yaml."""

    model_config = told(
        "Sổ đơn vị", "Đơn vị, nhóm đơn vị và việc kế thừa theo thời gian."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    units: tuple[Unit, ...] = Field((), description="Đơn vị")
    groups: tuple[UnitGroup, ...] = Field((), description="Nhóm đơn vị")
