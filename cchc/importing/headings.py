"""Headings of tables of tasks: which column is what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cchc.importing.document import Merge, Row, Table, joined, parse
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import NOBODY, KnownBodies
from cchc.importing.shapes.columns import is_content
from cchc.importing.shapes.inline import says_who_and_when
from cchc.importing.shapes.roles import (
    Role,
    is_decoy,
    last_line,
    role_of,
    says_kind,
    weak_roles,
)
from cchc.importing.shapes.telling import Telling
from cchc.text.characters import fold

# "Đơn vị được kiểm tra | Thời gian": a list of visits, whose act the heading names.
_VISITED = re.compile(
    r"(?:đơn vị|cơ quan|địa phương|nơi|đối tượng|doanh nghiệp)\s+(?:được|chịu sự)\s+"
    r"(kiểm tra|giám sát|thanh tra|khảo sát|làm việc|đánh giá|thẩm định|kiểm toán)",
    re.I,
)
_ACTS = re.compile(
    r"kiem tra|giam sat|thanh tra|khao sat|lam viec|danh gia|tham dinh|kiem toan"
)
_TEAM = re.compile(r"(don vi|co quan|doan|to)\b(?!.*\b(duoc|chiu)\b)")
_TICK = re.compile(r"[xX×✓✔√vV*•●■]\Z")
_ANY_BODY = re.compile(r"(co quan|don vi|bo phan|ca nhan|nguoi|to chuc|cap)\b")
_LEADS = re.compile(r"\s*(?:CT|C|[Cc]hủ trì)\s*\Z")
_HELPS = re.compile(r"\s*(?:PH|P|[Pp]hối hợp)\s*\Z")
_START = re.compile(r"bat dau|khoi (cong|dong)|^tu( ngay)?\Z")
_PAPER = re.compile(
    r"(hinh thuc|loai|ten) (cua )?van ban|van ban (ban hanh|trien khai)"
)
_MONTH = re.compile(r"(?:thang |t ?)?(\d{1,2})\Z")
_QUARTER = re.compile(r"(?:quy |q ?)(i{1,3}|iv|[1-4])\Z")
_PERIOD = re.compile(r"thang |quy |t ?\d")
_YEAR = re.compile(r"(?:nam )?(20\d\d)\Z")
_PHASE = re.compile(r"(?:giai doan )?(20\d\d) (?:den )?(?:nam )?(20\d\d)\Z")
_ROAD = re.compile(r"(lo trinh|thoi gian|tien do)\b.* (nam )?20\d\d\Z")
_WORDS = re.compile(r"[^\W\d_]{2}")
_ROMANS = ("I", "II", "III", "IV")
_MONTHS = 3
_DEEPEST = 3  # lines of a heading
_FIRST = 20  # rows among which a heading is looked for by what stands below it
_HEADING = 90
_SUBHEADING = 40
_INNER = ("chi tiet", "muc", "tieu muc", "ma", "ma so", "diem")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list of tasks; `roles[i]` is the role of column i."""

    roles: tuple[Role, ...]
    names: tuple[str, ...]
    act: str = ""  # what is done at the bodies listed, where no column says so
    bodies: frozenset[int] = frozenset()  # columns headed by a body, with marks below
    weak: tuple[int, ...] = ()  # columns whose role their heading alone does not tell
    owes_nothing: bool = False  # cells show a budget, a board, targets, procedures
    worded: bool = False  # the texts of tasks say who and when

    def first(self, role: Role) -> int | None:
        """The first column of a role."""
        return next((i for i, r in enumerate(self.roles) if r is role), None)

    @property
    def is_tasks(self) -> bool:
        """Whether somebody owes something here by some time, or yields something."""
        roles = set(self.roles)
        if Role.TASK not in roles or self.owes_nothing:
            return False
        # Points beside who and when are those that a task is to win.
        owed = {Role.LEAD, Role.WHEN} <= roles
        if not owed and any(map(is_decoy, self.names)):
            return False
        if self.act:
            return Role.WHEN in roles
        ticks = sum(
            role is Role.WHEN and tick_label(name) is not None
            for role, name in zip(self.roles, self.names, strict=True)
        )
        if self.bodies or ticks >= _MONTHS or self.worded:
            return True
        return len(roles & {Role.LEAD, Role.WHEN, Role.PRODUCT, Role.PARTNER}) >= 2 or (
            Role.LEAD in roles
        )


@dataclass(frozen=True, slots=True)
class Headings:
    """A heading found in a table: its layout, and the rows that it takes."""

    layout: Layout
    start: int
    end: int


def find_headings(
    table: Table, start: int = 0, known: KnownBodies = NOBODY, by_cells: bool = False
) -> Headings | None:
    """The first heading of the table from row `start` on: one line or two.

    With `by_cells`, a row may head the table whose words nobody knows, where what
    stands below it tells what most of its columns are. `known`: names of the register.
    """
    last = start + _FIRST if by_cells else len(table.rows)
    for at, row in enumerate(table.rows[start:last], start):
        if not _may_head(row, known):
            continue
        span = 1
        while span < _DEEPEST and _is_second(table, at + span):
            span += 1
        names = _names(table.rows[at : at + span], table.width)
        below = table.rows[at + span :]
        layout = _layout(names, _ticked(table, at, span), below, (known, by_cells))
        if layout is not None:
            layout = _with_bodies(layout, _marked(table, at, span, is_mark))
        if layout is not None:
            return Headings(layout, at, at + span)
    return None


def is_tick(text: str) -> bool:
    """Whether a cell holds a mark and no words."""
    return bool(_TICK.match(text.strip()))


def is_mark(text: str) -> bool:
    """Whether a cell below the name of a body says only what the body is to do."""
    return is_tick(text) or bool(_LEADS.match(text) or _HELPS.match(text))


def mark_role(name: str, text: str) -> Role:
    """What a mark makes of the body above it; a tick means what the heading says."""
    if is_tick(text):
        helps = role_of(name.partition(":")[0]) is Role.PARTNER
        return Role.PARTNER if helps else Role.LEAD
    return Role.LEAD if _LEADS.match(text) else Role.PARTNER


def _with_bodies(layout: Layout, marked: frozenset[int]) -> Layout:
    """Two or more columns that the names of bodies head, with nothing but marks."""
    bodies = frozenset(
        i
        for i in marked
        if (HEAD.match(body := body_of(layout.names[i])) or _is_under_who(layout, i))
        and not _ANY_BODY.match(fold(body))
    )
    roles = [Role.EXTRA if i in bodies else r for i, r in enumerate(layout.roles)]
    if len(bodies) < 2 or Role.LEAD in roles:
        return layout
    return replace(layout, roles=tuple(roles), bodies=bodies)


def _is_under_who(layout: Layout, column: int) -> bool:
    """Whether the upper line of a heading says who, so that the lower one names it."""
    upper, _, lower = layout.names[column].rpartition(":")
    who = (Role.LEAD, Role.PARTNER)
    return bool(upper and lower) and role_of(upper) in who


def body_of(name: str) -> str:
    """The body that a column is for: the lower line of its heading."""
    return name.rpartition(":")[2].strip()


def _ticked(table: Table, at: int, span: int) -> frozenset[int]:
    """The columns below a heading that hold ticks and nothing else."""
    return _marked(table, at, span, is_tick)


def _marked(
    table: Table, at: int, span: int, is_one: Callable[[str], bool]
) -> frozenset[int]:
    """The columns below a heading that hold such marks and nothing else."""
    heads = {tuple(row.texts) for row in table.rows[at : at + span]}
    below = [row for row in table.rows[at + span :] if tuple(row.texts) not in heads]
    marks: set[int] = set()
    others: set[int] = set()
    for row in below:
        for i, cell in enumerate(row.cells):
            if cell.text:
                (marks if is_one(cell.text) else others).add(i)
    return frozenset(marks - others)


def _layout(
    names: Sequence[str],
    ticked: frozenset[int],
    below: Sequence[Row],
    told: tuple[KnownBodies, bool],
) -> Layout | None:
    """The columns of a table; `told`: known bodies, and whether cells must tell it."""
    known, by_cells = told
    roles = [role_of(name) if name else Role.EXTRA for name in names]
    for i in ticked:
        if i < len(names) and tick_label(names[i]):
            roles[i] = Role.WHEN
    act = _visits(roles, names)
    weak = weak_roles(roles, names)
    named = {role for role in roles if role is not Role.EXTRA}
    worded = Role.TASK in roles and _are_worded(below, roles)
    few = len(named) < 2 or sum(bool(n) for n in names) < 3
    if few and not by_cells and not worded:
        return None
    _one_number(roles, names)
    _one_task(roles, names, below)
    _bodies_lead(roles, names)
    _who_does(roles, names)
    _times(roles, names, below)
    _progress(roles, names)
    cells = Telling(roles, names, [row.texts for row in below], known)
    weak += cells.tell()
    if by_cells and not cells.is_told():
        return None
    if Role.PRODUCT not in roles:
        papers = [i for i, name in enumerate(names) if _PAPER.search(fold(name))]
        for i in [i for i in papers if roles[i] is not Role.TASK][:1]:
            roles[i] = Role.PRODUCT
    owes_nothing = not act and cells.owes_nothing()
    return Layout(
        tuple(roles), tuple(names), act, frozenset(), weak, owes_nothing, worded
    )


def _are_worded(below: Sequence[Row], roles: Sequence[Role]) -> bool:
    """Whether most tasks say in their text who owes them and by when."""
    column = roles.index(Role.TASK)
    timed = Role.WHEN in roles
    texts = [row.texts[column] for row in below if column < len(row.cells)]
    texts = [text for text in texts if text]
    return bool(texts) and sum(
        says_who_and_when(text, timed) for text in texts
    ) * 2 > len(texts)


def headless(table: Table, known: KnownBodies) -> Headings | None:
    """The columns of a table whose first row is numbered: no row of it is a heading."""
    first = (
        parse(joined(table.rows[0].texts[0])) if table.rows and table.width else None
    )
    if first is None or first.text not in ("1", "1.1", "I", "A"):
        return None
    roles, names = [Role.EXTRA] * table.width, [""] * table.width
    cells = Telling(roles, names, [row.texts for row in table.rows], known)
    weak = cells.tell()
    owed = {Role.NUMBER, Role.TASK, Role.LEAD, Role.WHEN} <= set(roles)
    if not owed or len(table.rows) < 2 or cells.owes_nothing():
        return None
    return Headings(Layout(tuple(roles), tuple(names), weak=weak), 0, 0)


def _visits(roles: list[Role], names: Sequence[str]) -> str:
    """The act of a schedule of visits, whose bodies then are the tasks.

    "Nội dung kiểm tra" beside them is what a visit looks at; who visits leads.
    """
    subjects = [i for i, role in enumerate(roles) if role is Role.TASK]
    if any(not _ACTS.search(fold(names[i])) for i in subjects):
        return ""
    for i, name in enumerate(names):
        if match := _VISITED.search(name):
            for other in subjects:
                roles[other] = Role.EXTRA
            roles[i] = Role.TASK
            for at, other_name in enumerate(names):
                folded = fold(other_name)
                if _TEAM.match(folded) and _ACTS.search(folded) and at != i:
                    roles[at] = Role.LEAD
            return f"{match[1][:1].upper()}{match[1][1:].lower()} tại"
    return ""


_LIMIT = re.compile(r"\bhan\b|du kien|ke hoach|phai|yeu cau|duoc giao")
_NEWER = re.compile(r"\bmoi\b|yeu cau|dieu chinh|gia han")
_OLDER = re.compile(
    r"theo ke hoach|ban dau|\bcu\b|(da|duoc) giao|truoc day|theo van ban"
)
_ACTUAL = re.compile(r"(ngay |thoi gian )?(da )?(hoan thanh|ket thuc|thuc hien)\Z")
_RESULT = re.compile(r"ket qua( thuc hien| dat duoc)?\Z")


def _progress(roles: list[Role], names: Sequence[str]) -> None:
    """What became of a task is neither its time limit nor its product.

    Beside a column that names the limit, "thời gian hoàn thành" is when it was done
    and "tiến độ" how far it has come; then "kết quả thực hiện" is the result, too.
    """
    lower = [last_line(name) for name in names]
    whens = [i for i, role in enumerate(roles) if role is Role.WHEN]
    limits = [i for i in whens if _LIMIT.search(lower[i])]
    newer = [i for i in limits if _NEWER.search(lower[i])]
    for i in limits if len(newer) == 1 else ():  # a limit missed, and the one set anew
        if i not in newer and _OLDER.search(lower[i]):
            roles[i] = Role.EXTRA
    for i in set(whens) - set(limits) if limits else ():
        if _ACTUAL.match(lower[i]):
            roles[i] = Role.DONE
        elif re.match(r"tien do", lower[i]):
            roles[i] = Role.STATE
    if Role.DONE in roles or Role.STATE in roles:
        for i, role in enumerate(roles):
            if role is Role.PRODUCT and _RESULT.match(lower[i]):
                roles[i] = Role.STATE
    if Role.WHEN not in roles:  # "Tiến độ" alone is the limit
        for i in [i for i, text in enumerate(lower) if text.startswith("tien do")][:1]:
            roles[i] = Role.WHEN


def _one_number(roles: list[Role], names: Sequence[str]) -> None:
    """A heading over two columns of numbers names both."""
    for i in range(1, len(roles)):
        inner = fold(names[i])
        if roles[i - 1] is Role.NUMBER and (
            inner in _INNER or inner == fold(names[i - 1])
        ):
            roles[i] = Role.NUMBER


def _times(roles: list[Role], names: Sequence[str], below: Sequence[Row]) -> None:
    """Of several times, which is the beginning; months that stand for themselves."""
    months = [
        i
        for i, name in enumerate(names)
        if _PERIOD.match(fold(name)) and tick_label(name)
    ]
    if len(months) >= _MONTHS:
        for i in months:
            roles[i] = Role.WHEN
    if Role.WHEN not in roles and Role.LEAD in roles:
        for i in _roadmap(names, below):
            roles[i] = Role.WHEN
    whens = [i for i, role in enumerate(roles) if role is Role.WHEN]
    starts = [i for i in whens if _START.search(last_line(names[i]))]
    if len(starts) < len(whens):
        for i in starts:
            roles[i] = Role.START


def _who_does(roles: list[Role], names: Sequence[str]) -> None:
    """ "Chỉ đạo | Thực hiện | Phối hợp": who does it leads, where nothing else says."""
    if Role.LEAD in roles or Role.PARTNER not in roles:
        return
    does = [i for i, name in enumerate(names) if last_line(name) == "thuc hien"]
    if len(does) == 1:
        roles[does[0]] = Role.LEAD


def _roadmap(names: Sequence[str], below: Sequence[Row]) -> list[int]:
    """Two or more columns of years whose cells say in words what comes in each."""
    years = [i for i, name in enumerate(names) if _YEAR.match(fold(name))]
    years += [i for i, name in enumerate(names) if _ROAD.match(fold(name))]
    said = [row.texts[i] for row in below for i in years if i < len(row.cells)]
    worded = [text for text in said if _WORDS.search(text)]
    filled = [text for text in said if text]
    return years if len(years) > 1 and len(worded) == len(filled) > 0 else []


def tick_label(name: str) -> str | None:
    """The month, quarter or year that a column is for: "Tháng 3", "Quý II"."""
    last = last_line(name)
    if (month := _MONTH.match(last)) and 1 <= int(month[1]) <= 12:
        return f"Tháng {int(month[1])}"
    if quarter := _QUARTER.match(last):
        value = quarter[1]
        return f"Quý {_ROMANS[int(value) - 1] if value.isdigit() else value.upper()}"
    if phase := _PHASE.match(last):
        return f"Giai đoạn {phase[1]} - {phase[2]}"
    year = _YEAR.match(last)
    return f"Năm {year[1]}" if year else None


def _one_task(roles: list[Role], names: Sequence[str], below: Sequence[Row]) -> None:
    """Of several columns that could be the task, the finest, or the one that says so.

    "Mục tiêu | Nhiệm vụ | Hoạt động cụ thể": several rows share what is broader.
    """
    tasks = [i for i, role in enumerate(roles) if role is Role.TASK]
    if len(tasks) < 2:
        return
    kinds = [i for i in tasks if says_kind(names[i])]
    kinds += [i for i in tasks if any(_is_broader(i, j, below) for j in tasks)]
    tasks = [i for i in tasks if i not in kinds] or tasks
    best = next((i for i in tasks if "nhiem vu" in fold(names[i])), tasks[0])
    tasks = [*tasks, *kinds]
    for i in tasks:
        if i != best:
            roles[i] = Role.EXTRA


def _may_head(row: Row, known: KnownBodies) -> bool:
    texts = [text for text in row.texts if text]
    if len(texts) < 2 or parse(joined(texts[0])) is not None:
        return False  # a row with a number heads nothing
    return all(len(text) <= _HEADING for text in texts) and not is_content(texts, known)


def _is_second(table: Table, at: int) -> bool:
    """Whether the row goes on with the heading above: short words of its kind."""
    if at >= len(table.rows):
        return False
    cells = table.rows[at].cells
    own = [cell.text for cell in cells if cell.merge is Merge.OWN and cell.text]
    if not own or not all(len(text) <= _SUBHEADING for text in own):
        return False
    merged = any(cell.merge is Merge.UP for cell in cells)
    if merged and _is_below_span(table.rows[at - 1], table.rows[at]):
        return True
    known = [role_of(text) is not Role.EXTRA for text in own]
    if is_content(own, NOBODY):
        return False
    if merged:
        return any(known) or fold(own[0]) in _INNER
    return len(own) >= 2 and all(known)


def _is_below_span(upper: Row, lower: Row) -> bool:
    """Whether every cell of the lower row stands below a heading of several columns."""
    spans = [cell.merge is Merge.LEFT for cell in upper.cells]
    wide = [a or b for a, b in zip(spans, [*spans[1:], False], strict=True)]
    pairs = zip(lower.cells, wide, strict=False)
    return all(over for cell, over in pairs if cell.merge is Merge.OWN and cell.text)


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


def _is_broader(one: int, other: int, below: Sequence[Row]) -> bool:
    """Whether rows leave a column empty that fill the other, and none the other way."""
    pairs = [
        (bool(row.texts[one]), bool(row.texts[other]))
        for row in below
        if max(one, other) < len(row.cells)
    ]
    return (False, True) in pairs and (True, False) not in pairs


_PERSON = re.compile(r"\bnguoi\b|ca nhan|lanh dao")


def _bodies_lead(roles: list[Role], names: Sequence[str]) -> None:
    """Beside a column of bodies, one of persons ("Người đứng đầu …") leads nothing."""
    leads = [i for i, role in enumerate(roles) if role is Role.LEAD]
    persons = [i for i in leads if _PERSON.search(last_line(names[i]))]
    if len(persons) < len(leads):
        for i in persons:
            roles[i] = Role.EXTRA


def is_repeated(row: Row, layout: Layout) -> bool:
    """Whether the row prints the heading again."""
    texts = [fold(text) for text in row.texts]
    names = [fold(name) for name in layout.names]
    same = sum(1 for a, b in zip(texts, names, strict=False) if a and a == b)
    return same >= 2 and same >= sum(map(bool, texts)) - 1
