"""`workspace.yaml`: whose workspace it is, and the letterhead of its reports."""

from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import core_schema

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    Line,
    Lines,
    Listed,
    Record,
    Slug,
    told,
)
from cchc.models.journal import DayField
from cchc.models.regimes import ReportRegime


class Letterhead(Record):
    """What the decree asks of the head and foot of the office's own documents."""

    model_config = told(
        "Thể thức văn bản",
        "Phần đầu và phần cuối của văn bản do cơ quan ban hành, theo Nghị định "
        "30/2020/NĐ-CP.",
    )

    parent: Line | None = Field(None, description="Cơ quan chủ quản")
    agency: Line = Field(description="Cơ quan ban hành")
    symbol: Line = Field(description="Chữ viết tắt của cơ quan trong ký hiệu: SNV")
    place: Line = Field(description="Địa danh: Thành phố Hồ Chí Minh")
    addressee: Lines = Field((), description="Kính gửi")
    recipients: Lines = Field((), description="Nơi nhận, không kể dòng Lưu")
    archive: Line = Field("VT", description="Dòng Lưu: VT, đơn vị soạn thảo")
    signing: Line | None = Field(None, description="Hình thức ký: TM., KT., TL. …")
    position: Lines = Field(description="Chức vụ người ký, mỗi dòng một phần tử")
    signer: Line | None = Field(None, description="Họ tên người ký")


class Confirmation(Record):
    """Who confirms what units report as done, and since when."""

    model_config = told(
        "Xác nhận kết quả",
        "Đơn vị xác nhận kết quả mà các đơn vị báo đã xong; từ ngày nào.",
    )

    unit: Slug = Field(description="Đơn vị xác nhận (mã)")
    since: DayField | None = Field(
        None, description="Kết quả báo từ ngày này mới cần xác nhận"
    )


class ByName:
    """A unit alone means that it confirms everything."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_before_validator_function(_named, handler(source))


def _named(value: Any) -> Any:
    return {"unit": value} if isinstance(value, str) else value


class UnitLetterhead(Letterhead):
    """The letterhead of a unit that reports for itself, or issues a plan of its own."""

    model_config = told(
        "Thể thức văn bản của một đơn vị",
        "Phần đầu và phần cuối văn bản của một đơn vị khác cơ quan chủ kho.",
    )

    unit: Slug = Field(description="Đơn vị ban hành văn bản (mã)")


class WorkspaceConfig(Record):
    """workspace.yaml: whose workspace it is."""

    model_config = told(
        "Kho kế hoạch", "Kho của cơ quan nào, thể thức văn bản của cơ quan ấy."
    )

    format: Literal["1", 1] = Field("1", description="Phiên bản định dạng: 1")
    office: Slug = Field(description="Đơn vị chủ kho (mã)")
    default_plan: Slug | None = Field(None, description="Kế hoạch mặc định")
    soon_days: int = Field(15, ge=0, le=366, description="Sắp đến hạn trong … ngày")
    confirmation: Annotated[Confirmation | None, ByName()] = Field(
        None, description="Đơn vị xác nhận kết quả đã xong"
    )
    letterhead: Letterhead | None = Field(None, description="Thể thức văn bản")
    letterheads: Listed[UnitLetterhead] = Field(
        (), description="Thể thức văn bản của đơn vị khác, mỗi đơn vị một mục"
    )
    regimes: Listed[ReportRegime] = Field(
        (), description="Chế độ báo cáo riêng, thay hoặc thêm vào chế độ đi kèm cchc"
    )
    accept: Acceptances = Field((), description=ACCEPT)
