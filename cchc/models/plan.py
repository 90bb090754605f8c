"""`decision.yaml`: one decision and what it obliges."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, PrivateAttr, StringConstraints

from cchc.models.base import (
    ACCEPT,
    Acceptances,
    ItemId,
    Line,
    Lines,
    Listed,
    PeriodField,
    Record,
    Shown,
    Slug,
    Slugs,
    Text,
    Title,
    meanings,
    told,
)
from cchc.models.deadlines import Deadline
from cchc.models.fields import FieldOfReform
from cchc.models.goals import Goal

if TYPE_CHECKING:
    from cchc.models.amendment import Amended

DocumentKey = Annotated[
    str,
    StringConstraints(
        pattern=r"^\S(.*\S)?@\d{4}(-\d{2}){0,2}$|^[^@]*[^@\s]$", max_length=80
    ),
    Shown(
        errorMessage="Khóa văn bản: số@ngày hoặc số@năm, như 76/NQ-CP@2021-07-15; "
        "không có @ nếu không rõ ngày"
    ),
]
"""Number and date or year of a document: `76/NQ-CP@2021-07-15`; no `@` if undated."""

Deadlines = Listed[Deadline]


SIGNING = {
    "TM.": "thay mặt tập thể",
    "Q.": "quyền cấp trưởng",
    "KT.": "ký thay cấp trưởng",
    "TL.": "thừa lệnh",
    "TUQ.": "thừa ủy quyền",
}


class Person(Record):
    """Who signs."""

    model_config = told(
        "Người ký", "Họ tên, chức vụ, hình thức ký của người ký văn bản."
    )

    name: Line | None = Field(description="Họ tên, không ghi học hàm, học vị")
    position: Line | None = Field(None, description="Chức vụ, như in trong văn bản")
    signing: (
        Annotated[Literal["TM.", "Q.", "KT.", "TL.", "TUQ."], meanings(SIGNING)] | None
    ) = Field(None, description="Hình thức ký")


class Decision(Record):
    """The signed text itself; null is what the source leaves blank."""

    model_config = told("Quyết định", "Văn bản đã ký; null là chỗ bản nguồn để trống.")

    number: Line | None = Field(description="Số, như 3637; null nếu nguồn để trống")
    symbol: Line | None = Field(description="Ký hiệu, như QĐ-UBND")
    signed: PeriodField | None = Field(description="Ngày ký; chỉ tháng nếu thiếu ngày")
    issuer: Slug = Field(description="Đơn vị ban hành (mã trong units.yaml)")
    signer: Person | None = Field(None, description="Người ký")
    replaces: tuple[DocumentKey, ...] = Field((), description="Văn bản bị thay thế")
    title: Line | None = Field(None, description="Trích yếu, theo lời của kho này")


class Source(Record):
    """The state of the copy that the plan was encoded from."""

    model_config = told("Bản nguồn", "Tình trạng của bản mà kế hoạch được nhập từ đó.")

    note: Text | None = Field(None, description="Ghi chú về bản nguồn")
    lost: Lines = Field((), description="Phần bị mất của bản nguồn")


class Citation(Record):
    """A document that the decision cites, and where.

    `number` and `signed` are only written where the decision prints something other
    than the register has.
    """

    model_config = told(
        "Văn bản được dẫn",
        "Văn bản mà quyết định dẫn và vị trí dẫn; number, signed chỉ ghi khi bản "
        "in khác sổ văn bản.",
    )

    document: DocumentKey = Field(description="Khóa trong documents.yaml")
    at: Lines = Field((), description="Vị trí dẫn: Căn cứ, III.1.4, nhiệm vụ 5.3")
    number: Line | None = Field(None, description="Số như in, nếu khác sổ")
    signed: PeriodField | None = Field(None, description="Ngày như in, nếu khác sổ")
    accept: Acceptances = Field((), description=ACCEPT)


class ReportDuty(Record):
    """A periodic report that the decision asks for."""

    model_config = told("Kỳ báo cáo", "Báo cáo định kỳ mà quyết định yêu cầu.")

    period: PeriodField = Field(description="Kỳ báo cáo: 2024-Q1, 2024-H1, 2024")
    name: Line = Field(description="Tên gọi: quý I, 6 tháng, quý III, năm")
    due: PeriodField | None = Field(None, description="Hạn gửi")
    window: PeriodField | None = Field(None, description="Kỳ lấy số liệu, nếu nêu rõ")
    wording: Line | None = Field(None, description="Nguyên văn thời hạn")
    recipient: Slug | None = Field(None, description="Đơn vị nhận")
    owners: Slugs = Field((), description="Đơn vị phải gửi")
    at: Line | None = Field(None, description="Vị trí trong quyết định")
    accept: Acceptances = Field((), description=ACCEPT)


class Group(Record):
    """A section of the appendix."""

    model_config = told("Nhóm nhiệm vụ", "Một phần của phụ lục nhiệm vụ.")

    id: ItemId = Field(description="Số của nhóm, để trong ngoặc kép")
    title: Title = Field(description="Tên nhóm")
    field: FieldOfReform | None = Field(
        None, description="Lĩnh vực cải cách hành chính của nhóm, để lập báo cáo"
    )


class UpstreamRef(Record):
    """A task or target of the plan above."""

    model_config = told(
        "Việc cấp trên", "Nhiệm vụ hoặc chỉ tiêu của kế hoạch cấp trên."
    )

    plan: Slug = Field(description="Mã kế hoạch cấp trên")
    task: ItemId | None = Field(None, description="Nhiệm vụ cấp trên")
    target: Slug | None = Field(None, description="Chỉ tiêu cấp trên")


class Target(Record):
    """A checkable threshold."""

    model_config = told("Chỉ tiêu", "Một mức phải đạt, kiểm tra được.")

    id: Slug = Field(description="Mã chỉ tiêu, do kho này đặt")
    at: Line | None = Field(
        None, description="Vị trí trong quyết định: II.3, nhiệm vụ 1.4"
    )
    title: Title = Field(description="Tên ngắn, giữ đủ số liệu")
    indicator: Slug | None = Field(None, description="Mã chỉ số trong indicators.yaml")
    scope: Slug | None = Field(None, description="Phạm vi áp dụng (mã)")
    goal: Goal = Field(
        description="Ngưỡng, mức tăng giảm, thứ hạng, lộ trình, hoặc lời"
    )
    by: PeriodField | None = Field(None, description="Kỳ phải đạt")
    task: ItemId | None = Field(None, description="Nhiệm vụ nêu chỉ tiêu này")
    implements: UpstreamRef | None = Field(None, description="Chỉ tiêu cấp trên")
    coverage: Slugs = Field(
        (),
        description="Tập đơn vị (mã nhóm, mã đơn vị) mà chỉ tiêu đếm: nhật ký ghi ở "
        "covers những đơn vị đã làm, tỷ lệ tự tính",
    )
    text: Text | None = Field(
        None, description="Nguyên văn, nếu là quyết định của mình"
    )
    accept: Acceptances = Field((), description=ACCEPT)


class Task(Record):
    """One row of the appendix that somebody owes."""

    model_config = told("Nhiệm vụ", "Một dòng của phụ lục, có đơn vị phải thực hiện.")

    id: ItemId = Field(description="Số thứ tự, để trong ngoặc kép")
    group: ItemId | None = Field(None, description="Số của nhóm nhiệm vụ")
    title: Title = Field(description="Tên ngắn, giữ đủ số liệu và tên riêng")
    products: Lines = Field((), description="Sản phẩm phải có")
    leads: Slugs = Field((), description="Đơn vị chủ trì (mã)")
    partners: Slugs = Field((), description="Đơn vị phối hợp (mã)")
    when: Line | None = Field(None, description="Nguyên văn thời hạn")
    deadlines: Deadlines = Field((), description="Dạng chuẩn của thời hạn")
    implements: UpstreamRef | None = Field(None, description="Nhiệm vụ cấp trên")
    field: FieldOfReform | None = Field(
        None, description="Lĩnh vực cải cách hành chính, nếu khác lĩnh vực của nhóm"
    )
    counts_as: ItemId | None = Field(
        None,
        description="Số in trong quyết định, nếu một số có nhiều dòng: báo cáo đếm các "
        "dòng cùng số là một nhiệm vụ (II.2.b được đếm cùng II.2)",
    )
    extra: dict[str, str] = Field({}, description="Cột khác của phụ lục")
    note: Text | None = Field(None, description="Ghi chú của người nhập")
    text: Text | None = Field(
        None, description="Nguyên văn, nếu là quyết định của mình"
    )
    accept: Acceptances = Field((), description=ACCEPT)


class Plan(Record):
    """A decision with its groups, targets and tasks."""

    model_config = told(
        "Kế hoạch", "Một quyết định cùng các nhóm, chỉ tiêu và nhiệm vụ."
    )

    format: Literal["1", 1] = Field(description="Phiên bản định dạng: 1")
    id: Slug = Field(description="Mã kế hoạch, trùng tên thư mục")
    title: Title = Field(description="Tên kế hoạch")
    decision: Decision = Field(description="Quyết định ban hành")
    period: PeriodField = Field(
        description="Thời gian thực hiện: 2025, 2021/2025, 2025-04/2025-12"
    )
    implements: Slugs = Field((), description="Mã các kế hoạch cấp trên")
    source: Source | None = Field(None, description="Tình trạng bản nguồn")
    cites: tuple[Citation, ...] = Field((), description="Văn bản được dẫn")
    reports: tuple[ReportDuty, ...] = Field((), description="Chế độ báo cáo")
    groups: tuple[Group, ...] = Field((), description="Nhóm nhiệm vụ")
    targets: tuple[Target, ...] = Field((), description="Chỉ tiêu")
    tasks: tuple[Task, ...] = Field((), description="Nhiệm vụ")
    accept: Acceptances = Field((), description=ACCEPT)

    _amended: "Amended | None" = PrivateAttr(None)

    @property
    def amended(self) -> "Amended | None":
        """What changes the plan from a day on; None where nothing does."""
        return self._amended

    def amended_by(self, amended: "Amended") -> "Plan":
        """The same plan, which knows what changes it: see `cchc.amend`."""
        other = self.model_copy()
        other._amended = amended
        return other

    def with_only(
        self, tasks: tuple[Task, ...] = (), targets: tuple[Target, ...] = ()
    ) -> "Plan":
        """The head of the plan with some of its items: what a list of many plans needs.

        Nothing changes it any more.
        """
        rest = {"targets": targets, "cites": (), "reports": ()}
        other = self.model_copy(update={**rest, "tasks": tasks})
        other._amended = None
        return other

    @property
    def every_task(self) -> tuple[Task, ...]:
        """Tasks in force, and those that were dropped, in the order of the plan."""
        return self._amended.every_task if self._amended else self.tasks

    @property
    def every_target(self) -> tuple[Target, ...]:
        """Targets in force, and those that were dropped."""
        return self._amended.every_target if self._amended else self.targets
