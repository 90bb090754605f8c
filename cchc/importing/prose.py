"""Plans written as prose: a numbered heading, then what, who and when, each named.

Below one heading several items may stand, each a dash with fields of its own: then
each is a task, "2.a" and "2.b" of the heading "2".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.importing.document import (
    Block,
    Kind,
    Label,
    Paragraph,
    joined,
    leading,
    letter,
)
from cchc.importing.results import RawTask, Rows, Section
from cchc.importing.sections import CLOSING
from cchc.importing.shapes.roles import Role, role_of

_WHO = r"(?:(?:các )?(?:cơ quan|đơn vị)|bộ phận|phòng|cá nhân|người)"
_DOES = (
    r"(?:\s*(?:thực hiện|tham mưu|triển khai|soạn thảo|xây dựng"
    r"|trình|ban hành|và|[,/]))*"
)
_FIELDS = (
    (Role.PARTNER, rf"{_WHO}?\s*(?:cùng\s+)?phối hợp{_DOES}|cùng (?:thực hiện|làm)"),
    (
        Role.LEAD,
        rf"{_WHO}?\s*chủ trì{_DOES}|{_WHO}\s*(?:thực hiện|tham mưu|triển khai|soạn thảo"
        rf"|phụ trách|chịu trách nhiệm){_DOES}|phân công(?: thực hiện)?"
        r"|trách nhiệm thực hiện|giao(?: cho)?|đầu mối|phụ trách",
    ),
    (
        Role.WHEN,
        r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình|hạn)"
        r"(?:\s*(?:thực hiện|hoàn thành|triển khai|dự kiến|ban hành|trình|bắt đầu"
        r"|kết thúc|và|,|/|-))*|hoàn thành|dự kiến (?:hoàn thành|trình|ban hành)",
    ),
    (
        Role.PRODUCT,
        r"(?:sản phẩm|kết quả|đầu ra|yêu cầu)"
        r"(?:\s*(?:đầu ra|dự kiến|đạt được|thực hiện|cần đạt|hoàn thành|,|/|-))*",
    ),
    (Role.EXTRA, r"(?:nguồn\s*)?kinh phí(?: thực hiện)?"),
    (
        Role.TASK,
        r"(?:nhiệm vụ|nội dung|nội dung thực hiện|nội dung nhiệm vụ|công việc)",
    ),
)
_MARK = r"(?:^|(?<=[.;:(\n])|(?<=[.;:(]\s))\s*(?:[-–+•*]\s*|[a-zđ]\)\s*|\d+\)\s*)?"
_NAMED = [
    (role, re.compile(rf"{_MARK}(?:{words})\s*:\s*", re.I | re.M))
    for role, words in _FIELDS
]
# "Nhiệm vụ 3. …", "Hoạt động số 2: …"
_COUNTED = re.compile(
    r"\s*(?:Nhiệm vụ|Nội dung|Hoạt động|Giải pháp|Công việc|Mô hình|Dự án|Việc)\s+"
    r"(?:số\s+|thứ\s+)?(\d{1,3}(?:\.\d{1,3})*)\s*[.:)–-]\s*(?=\S)"
)
_BULLET = re.compile(r"\s*(?:([-–+•*])\s*|([a-zđ])\)\s*)")
# "- Lãnh đạo phụ trách, chủ trì: …": a label that the table's words can tell.
_LABEL = re.compile(
    r"\s*(?:[-–+•*]\s*|[a-zđ]\)\s*)?([^\W\d_][^:.;()\d]{4,48}):\s*(?=\S)"
)
LEAST = 2


@dataclass(slots=True)
class _Open:
    """A heading and what was read below it."""

    id: str
    title: str
    place: int
    cells: dict[Role, list[str]] = field(default_factory=dict)
    last: Role | None = None
    body: list[str] = field(default_factory=list)
    heading: str = ""
    children: int = 0

    def next(self, line: str, place: int) -> _Open:
        """The item after this one below the same heading."""
        return _Open(
            self.id, self.title, place, body=[line], heading=f"{self.id}. {self.title}",
            children=self.children,
        )  # fmt: skip


def read_prose(blocks: Sequence[Block]) -> Rows:
    """Tasks of a plan without a table; empty where fewer than two were found."""
    reader = _Reader()
    lines = [
        (line, number)
        for number, block in enumerate(blocks, 1)
        if isinstance(block, Paragraph)
        for line in block.text.split("\n")
    ]
    for at, (line, number) in enumerate(lines):
        reader.after = lines[at + 1][0] if at + 1 < len(lines) else ""
        reader.line(line, number)
    reader.close()
    found = reader.found
    return found if len(found.tasks) >= LEAST else Rows()


class _Reader:
    def __init__(self) -> None:
        self.found = Rows()
        self.section: Section | None = None
        self.open: _Open | None = None
        self.after = ""  # the line behind the one that is read

    def line(self, line: str, place: int) -> None:
        if CLOSING.match(line):
            self.close()
            return
        label, rest = leading(line)
        if counted := _COUNTED.match(line):
            label, rest = Label(Kind.INTEGER, counted[1]), line[counted.end() :]
        marks = _marks(line)
        if label.kind in (Kind.ROMAN, Kind.LETTER) and not marks:
            self.close()
            self.section = Section(label.text, joined(rest))
            return
        if label.kind in (Kind.INTEGER, Kind.DOTTED):
            self.close()
            first = marks[0][1] if marks else len(line)
            title = line[len(line) - len(rest) : first].strip(" .:;(-")
            self.open = _Open(label.text, title, place)
        leads = any(role is Role.LEAD for role, _, _ in marks)
        if leads and _BULLET.match(line) and self.item(line, marks, place):
            return
        if self.open is None:
            return
        numbered = label.kind in (Kind.INTEGER, Kind.DOTTED)
        if marks:
            before = line[: marks[0][1]].strip(" (;:")
            if before and not numbered:
                self.text(before, place)
            self.fields(line, marks)
        elif not numbered:
            self.text(line, place)

    def item(self, line: str, marks: list[tuple[Role, int, int]], place: int) -> bool:
        """Read "a) Rà soát … (chủ trì: …; thời gian: …)": a whole task on one line.

        False where nothing but fields stands on it.
        """
        said = _BULLET.sub("", line[: marks[0][1]], count=1).strip(" (;:.")
        if not said:
            return False
        if self.open is None and self.section is not None:
            self.open = _Open(self.section.id, self.section.title, place)
        head = self.open
        if head is None or head.cells:
            return False
        self.open = head.next(said, place)
        self.fields(line, marks)
        self.close(self.open)
        head.children = self.open.children
        self.open = head
        return True

    def text(self, line: str, place: int) -> None:
        """A line without a field: what is to be done, or more of the field above."""
        one = self.open
        assert one is not None
        if one.last is None:
            one.body.append(line)
        elif one.body and _is_item(line, one, self.after):
            self.open = one.next(line, place)
            one.heading = self.open.heading
            self.close(one)
            self.open.children = one.children
        elif _is_apart(one.cells[one.last], line):
            one.body.append(line)
        else:
            one.cells[one.last].append(line)

    def fields(self, line: str, marks: list[tuple[Role, int, int]]) -> None:
        assert self.open is not None
        for at, (role, _, end) in enumerate(marks):
            stop = marks[at + 1][1] if at + 1 < len(marks) else len(line)
            text = line[end:stop].strip(" ;()")
            self.open.cells.setdefault(role, [])
            if text:
                self.open.cells[role].append(text)
            self.open.last = role

    def close(self, one: _Open | None = None) -> None:
        """The open heading is a task when it says who or by when, and what."""
        if one is None:
            one, self.open = self.open, None
        if one is None:
            return
        cells = {role: "\n".join(lines) for role, lines in one.cells.items() if lines}
        cells = {role: _trimmed(text) for role, text in cells.items()}
        if Role.LEAD not in cells or not (
            Role.WHEN in cells or Role.PARTNER in cells or Role.PRODUCT in cells
        ):
            return
        extra = (
            {"Kinh phí": joined(cells.pop(Role.EXTRA))} if Role.EXTRA in cells else {}
        )
        own = one.id
        if one.heading:
            own = f"{one.id}.{letter(one.children)}"
            one.children += 1
        cells[Role.TASK] = _text(one, cells.get(Role.TASK))
        task = RawTask(own, self.section, cells, extra, (0, one.place), one.heading)
        if self.section is not None and self.section not in self.found.sections:
            self.found.sections.append(self.section)
        self.found.tasks.append(task)


def _trimmed(text: str) -> str:
    """A field without the marks that end it, and a bracket that it did not open."""
    text = text.strip(" ;.")
    return text.rstrip(").; ") if text.count(")") > text.count("(") else text


def _text(one: _Open, said: str | None) -> str:
    """What is to be done: the heading, and what stands below it."""
    body = "\n".join([*one.body, *([said] if said else [])])
    if one.heading:
        return body
    return f"{one.title}:\n{body}" if one.title and body else one.title or body


def _is_apart(held: Sequence[str], line: str) -> bool:
    """Whether a line begins a sentence behind a field that has ended."""
    ended = bool(held) and held[-1].rstrip().endswith(".")
    return ended and line[:1].isupper() and _BULLET.match(line) is None


def _is_item(line: str, one: _Open, after: str) -> bool:
    """Whether a dash begins the next item: fields follow that begin as before."""
    first, mark = _BULLET.match(one.body[0]), _BULLET.match(line)
    if first is None or mark is None or first[1] != mark[1]:
        return False  # one a dash, the other a letter
    roles = [role for role, _, _ in _marks(after)]
    return roles[:1] == list(one.cells)[:1]


def _marks(line: str) -> list[tuple[Role, int, int]]:
    """Where the fields of a line begin: role, start and end of its name."""
    found: list[tuple[Role, int, int]] = []
    for role, pattern in _NAMED:
        for match in pattern.finditer(line):
            if not any(start <= match.start() < end for _, start, end in found):
                found.append((role, match.start(), match.end()))
    if not found and (label := _LABEL.match(line)):
        role = role_of(label[1])
        if role in (Role.LEAD, Role.PARTNER, Role.WHEN) and len(label[1].split()) <= 8:
            found.append((role, label.start(), label.end()))
    return sorted(found, key=lambda mark: mark[1])
