"""Which column of a table is what: by the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from cchc.importing.markup import joined
from cchc.importing.source import Merge, Row, Table
from cchc.text.search import fold


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"
    PRODUCT = "product"
    LEAD = "lead"
    PARTNER = "partner"
    WHEN = "when"
    EXTRA = "extra"


# In this order: "thời gian dự kiến hoàn thành" is a time, "kinh phí thực hiện" an
# extra, "đơn vị thực hiện" a lead, "nội dung thực hiện" a task.
_ROLES = (
    (Role.NUMBER, re.compile(r"(s ?t ?t|t ?t|so tt|so thu tu|stt tt|so|no)\Z")),
    (
        Role.EXTRA,
        re.compile(
            r"kinh phi|ngan sach|nguon (von|luc|kinh)|ghi chu|can cu|co so phap ly"
            r"|cap (trinh|ban hanh|quyet dinh|co tham quyen)|hinh thuc|lanh dao"
            r"|don vi tinh|noi nhan|dia ban|dia diem|pham vi|trich yeu"
        ),
    ),
    (
        Role.WHEN,
        re.compile(
            r"thoi (gian|han|diem)|tien do|han hoan thanh|\bhan\b|moc\b|lo trinh"
            r"|ngay hoan thanh|ky han|^hoan thanh"
        ),
    ),
    (Role.PARTNER, re.compile(r"phoi hop|tham gia thuc hien|cung thuc hien")),
    (
        Role.LEAD,
        re.compile(
            r"chu tri|(don vi|co quan|bo phan|phong ban|to chuc|ca nhan|nguoi)"
            r"( \w+){0,3} (thuc hien|trien khai|thuc thi|phu trach|chiu trach nhiem"
            r"|duoc giao|tham muu|chinh|dau moi)"
            r"|dau moi|phan cong|trach nhiem|don vi thuc hien|chu the thuc hien"
        ),
    ),
    (
        Role.PRODUCT,
        re.compile(r"san pham|ket qua|dau ra|yeu cau dat|muc tieu dat|chi tieu dat"),
    ),
    (
        Role.TASK,
        re.compile(
            r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec lam"
            r"|cong tac|viec thuc hien"
        ),
    ),
    (Role.LEAD, re.compile(r"(don vi|co quan|bo phan|to chuc)\Z")),
    (
        Role.TASK,
        re.compile(r"(ten|danh muc) .*(de an|du an|chuong trinh|ke hoach|van ban)"),
    ),
)
_HEADING = 90
_SUBHEADING = 40
_INNER = ("chi tiet", "muc", "tieu muc", "ma", "ma so", "diem")
# Headings of lists that owe nothing: indicators to measure, procedures to publish.
_DECOY = re.compile(
    r"don vi tinh|\bdvt\b|ma (thu tuc|tthc)|cong thuc|phuong phap tinh"
    r"|diem (chuan|toi da|tu cham)|le phi|ho va ten"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list of tasks; `roles[i]` is the role of column i."""

    roles: tuple[Role, ...]
    names: tuple[str, ...]

    def first(self, role: Role) -> int | None:
        """The first column of a role."""
        return next((i for i, r in enumerate(self.roles) if r is role), None)

    @property
    def is_tasks(self) -> bool:
        """Whether somebody owes something here by some time, or yields something."""
        roles = set(self.roles)
        if Role.TASK not in roles or any(_DECOY.search(fold(n)) for n in self.names):
            return False
        return len(roles & {Role.LEAD, Role.WHEN, Role.PRODUCT, Role.PARTNER}) >= 2 or (
            Role.LEAD in roles
        )


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading found in a table: its layout, and the rows that it takes."""

    layout: Layout
    start: int
    end: int


def role_of(name: str) -> Role:
    """The role that a heading names."""
    folded = fold(re.sub(r"\([^)]*\)", " ", name)) or fold(name)
    return next((role for role, words in _ROLES if words.search(folded)), Role.EXTRA)


def find_headings(table: Table, start: int = 0) -> Headings | None:
    """The first heading of the table from row `start` on: one line or two."""
    for at in range(start, len(table.rows)):
        if not _may_head(table.rows[at]):
            continue
        span = 2 if _is_second(table, at + 1) else 1
        names = _names(table.rows[at : at + span], table.width)
        layout = _layout(names)
        if layout is not None:
            return Headings(layout, at, at + span)
    return None


def _layout(names: Sequence[str]) -> Layout | None:
    roles = [role_of(name) if name else Role.EXTRA for name in names]
    known = [role for role in roles if role is not Role.EXTRA]
    if len(set(known)) < 2 or sum(bool(n) for n in names) < 3:
        return None
    _one_number(roles, names)
    _one_task(roles, names)
    return Layout(tuple(roles), tuple(names))


def _one_number(roles: list[Role], names: Sequence[str]) -> None:
    """A heading over two columns of numbers names both."""
    for i in range(1, len(roles)):
        inner = fold(names[i])
        if roles[i - 1] is Role.NUMBER and (
            inner in _INNER or inner == fold(names[i - 1])
        ):
            roles[i] = Role.NUMBER


def _one_task(roles: list[Role], names: Sequence[str]) -> None:
    """Of several columns that could be the task, the one that says so is it."""
    tasks = [i for i, role in enumerate(roles) if role is Role.TASK]
    if len(tasks) < 2:
        return
    best = next((i for i in tasks if "nhiem vu" in fold(names[i])), tasks[0])
    for i in tasks:
        if i != best:
            roles[i] = Role.EXTRA


def _may_head(row: Row) -> bool:
    texts = [text for text in row.texts if text]
    return len(texts) >= 2 and all(len(text) <= _HEADING for text in texts)


def _is_second(table: Table, at: int) -> bool:
    """Whether the row goes on with the heading above: short words of its kind."""
    if at >= len(table.rows):
        return False
    cells = table.rows[at].cells
    own = [cell.text for cell in cells if cell.merge is Merge.OWN and cell.text]
    if not own or not all(len(text) <= _SUBHEADING for text in own):
        return False
    merged = any(cell.merge is Merge.UP for cell in cells)
    known = [role_of(text) is not Role.EXTRA for text in own]
    if merged:
        return any(known) or fold(own[0]) in _INNER
    return len(own) >= 2 and all(known)


def _names(rows: Sequence[Row], width: int) -> list[str]:
    """The heading of each column: of the lower line, led by the upper one's."""
    names = [""] * width
    for depth, row in enumerate(rows):
        held = ""
        for i, cell in enumerate(row.cells):
            if cell.merge is Merge.OWN:
                held = joined(cell.text)
            elif cell.merge is Merge.UP:
                continue
            if depth == 0:
                names[i] = held
            elif held:
                names[i] = _lower(names[i], held)
    return names


def _lower(upper: str, lower: str) -> str:
    """The name of a column under a shared heading ("Đơn vị": "Chủ trì")."""
    if not upper or role_of(lower) is not Role.EXTRA:
        return lower
    return lower if role_of(upper) is Role.NUMBER else f"{upper}: {lower}"


def is_repeated(row: Row, layout: Layout) -> bool:
    """Whether the row prints the heading again."""
    texts = [fold(text) for text in row.texts]
    names = [fold(name) for name in layout.names]
    same = sum(1 for a, b in zip(texts, names, strict=False) if a and a == b)
    return same >= 2 and same >= sum(map(bool, texts)) - 1
