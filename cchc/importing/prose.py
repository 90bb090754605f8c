"""Plans written as prose: a numbered heading, then what, who and when, each named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.importing.columns import Role
from cchc.importing.labels import Kind, leading
from cchc.importing.markup import joined
from cchc.importing.raw import RawTask, Rows, Section
from cchc.importing.source import Block, Paragraph

_FIELDS = (
    (
        Role.PARTNER,
        r"(?:cơ quan|đơn vị|các cơ quan|các đơn vị|bộ phận)?\s*phối hợp(?: thực hiện)?",
    ),
    (
        Role.LEAD,
        r"(?:cơ quan|đơn vị|bộ phận|phòng)?\s*chủ trì(?: thực hiện)?"
        r"|(?:cơ quan|đơn vị|bộ phận|cá nhân)\s*(?:thực hiện|tham mưu|triển khai)"
        r"|phân công(?: thực hiện)?|trách nhiệm thực hiện",
    ),
    (
        Role.WHEN,
        r"(?:thời gian|thời hạn|tiến độ)"
        r"(?:\s*(?:thực hiện|hoàn thành|triển khai|dự kiến))*"
        r"|hoàn thành",
    ),
    (
        Role.PRODUCT,
        r"(?:sản phẩm|kết quả|đầu ra)(?:\s*(?:đầu ra|dự kiến|đạt được|thực hiện))*",
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
LEAST = 2


@dataclass(slots=True)
class _Open:
    """A heading and what was read below it."""

    id: str
    title: str
    place: int
    cells: dict[Role, list[str]] = field(default_factory=dict)
    last: Role | None = None


def read_prose(blocks: Sequence[Block]) -> Rows:
    """Tasks of a plan without a table; empty where fewer than two were found."""
    reader = _Reader()
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                reader.line(line, number)
    reader.close()
    found = reader.found
    return found if len(found.tasks) >= LEAST else Rows()


class _Reader:
    def __init__(self) -> None:
        self.found = Rows()
        self.section: Section | None = None
        self.open: _Open | None = None

    def line(self, line: str, place: int) -> None:
        label, rest = leading(line)
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
        if self.open is None:
            return
        if marks:
            self.fields(line, marks)
        elif self.open.last is not None and label.kind not in (
            Kind.INTEGER,
            Kind.DOTTED,
        ):
            self.open.cells[self.open.last].append(line)

    def fields(self, line: str, marks: list[tuple[Role, int, int]]) -> None:
        assert self.open is not None
        for at, (role, _, end) in enumerate(marks):
            stop = marks[at + 1][1] if at + 1 < len(marks) else len(line)
            text = line[end:stop].strip(" ;()")
            self.open.cells.setdefault(role, [])
            if text:
                self.open.cells[role].append(text)
            self.open.last = role

    def close(self) -> None:
        """The open heading is a task when it says who or by when, and what."""
        one, self.open = self.open, None
        if one is None:
            return
        cells = {role: "\n".join(lines) for role, lines in one.cells.items() if lines}
        cells = {role: text.strip(" ;") for role, text in cells.items()}
        if Role.LEAD not in cells or not (
            Role.WHEN in cells or Role.PARTNER in cells or Role.PRODUCT in cells
        ):
            return
        extra = (
            {"Kinh phí": joined(cells.pop(Role.EXTRA))} if Role.EXTRA in cells else {}
        )
        if one.title and Role.TASK in cells:
            cells[Role.TASK] = f"{one.title}:\n{cells[Role.TASK]}"
        elif one.title:
            cells[Role.TASK] = one.title
        task = RawTask(one.id, self.section, cells, extra, (0, one.place))
        if self.section is not None and self.section not in self.found.sections:
            self.found.sections.append(self.section)
        self.found.tasks.append(task)


def _marks(line: str) -> list[tuple[Role, int, int]]:
    """Where the fields of a line begin: role, start and end of its name."""
    found: list[tuple[Role, int, int]] = []
    for role, pattern in _NAMED:
        for match in pattern.finditer(line):
            if not any(start <= match.start() < end for _, start, end in found):
                found.append((role, match.start(), match.end()))
    return sorted(found, key=lambda mark: mark[1])
