"""Plans written as prose: a numbered heading, then what, who and when, each named.

Below one heading several items may stand, each a dash with fields of its own: then
each is a task, "2.a" and "2.b" of the heading "2".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cchc.importing.document import (
    Block,
    Kind,
    Label,
    Paragraph,
    joined,
    leading,
    letter,
)
from cchc.importing.results import FAIR, FIELDS, FROM_GROUP, RawTask, Rows, Section
from cchc.importing.sections import CLOSING
from cchc.importing.shapes.bodies import NOBODY, KnownBodies
from cchc.importing.shapes.labels import (
    OF_TASKS,
    Labels,
    Mark,
    is_label,
    labels_of,
    starts,
)
from cchc.importing.shapes.roles import Role
from cchc.importing.shapes.sentences import (
    labelled,
    parted_by_time,
    period_heading,
    period_in,
)
from cchc.problems import N_, message
from cchc.text.characters import fold

# "Nhiệm vụ 3. …", "Hoạt động số 2: …"
_COUNTED = re.compile(
    r"\s*(?:Nhiệm vụ|Nội dung|Hoạt động|Giải pháp|Công việc|Mô hình|Dự án|Việc)\s+"
    r"(?:số\s+|thứ\s+)?(\d{1,3}(?:\.\d{1,3})*)\s*[.:)–-]\s*(?=\S)"
)
_BULLET = re.compile(r"\s*(?:([-–+•*])\s*|([a-zđ])\)\s*)")
LEAST = 2


TAKEN = N_("the label “{name}” is taken for this")
_FAR = 6  # lines of an item before its first field


@dataclass(slots=True)
class _Open:
    """A heading and what was read below it."""

    id: str
    title: str
    place: int
    cells: dict[Role, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    last: list[str] | None = None
    body: list[str] = field(default_factory=list)
    heading: str = ""
    children: int = 0
    starts: str = ""  # "Bắt đầu: …"
    labels: dict[Role, str] = field(default_factory=dict)  # that only content told

    def stretch(self) -> None:
        """Put the beginning before the end: "từ … đến …"."""
        if self.starts:
            end = joined(" ".join(self.cells[Role.WHEN]))
            said = ["từ", self.starts, *([f"đến {end}"] if end else [])]
            self.cells[Role.WHEN] = [" ".join(said)]

    def next(self, line: str, place: int) -> _Open:
        """The item after this one below the same heading."""
        body = [line] if line else []
        return _Open(
            self.id, self.title, place, body=body, heading=f"{self.id}. {self.title}",
            children=self.children,
        )  # fmt: skip


def read_prose(blocks: Sequence[Block], known: KnownBodies = NOBODY) -> Rows:
    """Tasks of a plan without a table; empty where fewer than two were found."""
    lines = [
        (labelled(line, known), number)
        for number, block in enumerate(blocks, 1)
        if isinstance(block, Paragraph)
        for line in block.text.split("\n")
    ]
    for at, ((line, number), (behind, _)) in enumerate(pairwise(lines)):
        if is_label(line) and re.match(r"\s*[-–+•]", behind):
            lines[at] = (f"{line.rstrip()}:", number)
    reader = _Reader([line for line, _ in lines], known)
    for at, (line, number) in enumerate(lines):
        reader.at = at
        reader.line(line, number)
    reader.close()
    reader.part_headings()
    return reader.found if reader.whole >= LEAST else Rows()


class _Reader:
    def __init__(self, lines: Sequence[str], known: KnownBodies) -> None:
        self.lines = lines
        self.labels: Labels = labels_of(lines, known)
        self.found = Rows()
        self.section: Section | None = None
        self.open: _Open | None = None
        self.at = 0
        self.by_time = parted_by_time(lines)
        self.when = ""  # that a heading names: "Tháng 3"
        self.stage = ""  # that of the section: "II. Giai đoạn 2 (năm 2027)"
        self.whole = 0  # tasks that say who, and when, with whom or what comes of it
        self.told: set[str] = set()
        self.single: list[tuple[_Open, RawTask]] = []  # headings over one item

    def line(self, line: str, place: int) -> None:
        if CLOSING.match(line):
            self.close()
            return
        period = period_heading(line) if self.by_time else None
        if period is not None and not self.wants_time():
            self.close()
            self.when = period
            return
        label, rest = leading(line)
        if counted := _COUNTED.match(line):
            label, rest = Label(Kind.INTEGER, counted[1]), line[counted.end() :]
        marks = self.labels.marks(line)
        numbered = label.kind in _NUMBERED
        if label.kind in (Kind.ROMAN, Kind.LETTER) and not marks:
            self.close()
            if self.followed() in (None, Role.TASK):
                self.section = Section(label.text, joined(rest))
                self.stage = period_in(rest)
                return
            numbered = True  # fields stand right below: it is an item
        if numbered:
            self.close()
            first = marks[0].start if marks else len(line)
            title = line[len(line) - len(rest) : first].strip(" .:;(-")
            self.open = _Open(label.text, title, place)
        elif self.begins_item(line, marks, place):
            return
        if self.open is None:
            return
        if marks:
            before = line[: marks[0].start].strip(" (;:")
            if before and not numbered:
                self.text(before, place)
            self.fields(line, marks)
        elif not numbered:
            self.text(line, place)

    def wants_time(self) -> bool:
        """Whether the label above still waits for its time."""
        return self.open is not None and self.open.last == []

    def behind(self) -> str:
        """The line behind the one that is read."""
        return self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""

    def begins_item(self, line: str, marks: list[Mark], place: int) -> bool:
        """Read a line that begins an item, or is one; False where it does not."""
        leads = any(mark.role is Role.LEAD for mark in marks)
        if leads and _BULLET.match(line) and self.item(line, marks, place):
            return True
        one = self.open
        if _begins(marks, line) and marks[0].role is Role.TASK:
            if one is None:
                self.open = self.unnumbered("", place)
            elif Role.LEAD in one.cells:
                self.follow(one, "", place)
        elif one is None and not marks and self.followed() not in (None, Role.TASK):
            self.open = self.unnumbered(line, place)
            return True
        return False

    def unnumbered(self, line: str, place: int) -> _Open:
        """An item without a number gets that of its place."""
        title = _BULLET.sub("", line, count=1).strip(" .:;(-")
        return _Open(str(len(self.found.tasks) + 1), title, place)

    def followed(self) -> Role | None:
        """The role of the field that the line behind begins with."""
        marks = self.labels.marks(self.behind())
        return marks[0].role if _begins(marks, self.behind()) else None

    def follow(self, one: _Open, line: str, place: int) -> None:
        """Close an item and open the next one below the same heading."""
        if not one.body and Role.TASK not in one.cells and one.id.isdigit():
            self.close()  # the heading was the item: this one has lost its number
            self.open = _Open(str(int(one.id) + 1), line.strip(" .:;(-"), place)
            return
        if not one.title and not one.heading:
            self.close()
            self.open = self.unnumbered(line, place)
            return
        self.open = one.next(line, place)
        one.heading = self.open.heading
        self.close(one)
        self.open.children = one.children

    def item(self, line: str, marks: list[Mark], place: int) -> bool:
        """Read "a) Rà soát … (chủ trì: …; thời gian: …)": a whole task on one line.

        False where nothing but fields stands on it.
        """
        said = _BULLET.sub("", line[: marks[0].start], count=1).strip(" (;:.")
        if not said:
            return False
        if self.open is None and self.when:
            self.open = self.unnumbered(said, place)
            self.fields(line, marks)
            self.close()
            return True
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
        elif self.is_next(line, one):
            self.follow(one, line, place)
        elif _is_apart(one.last, line):
            one.body.append(line)
        else:
            one.last.append(line)

    def is_next(self, line: str, one: _Open) -> bool:
        """Whether a line begins the next item: fields follow that begin as before."""
        if not one.last or not one.cells:
            return False
        for behind in self.lines[self.at + 1 : self.at + 1 + _FAR]:
            marks = self.labels.marks(behind)
            if marks:
                if marks[0].role is not next(iter(one.cells)):
                    return False
                break
            if leading(behind)[0].kind in _NUMBERED or CLOSING.match(behind):
                return False
        else:
            return False
        mark = _BULLET.match(line)
        if one.body:
            first = _BULLET.match(one.body[0])
            alike = (first and first[1]) == (mark and mark[1])
            return alike and bool(first) == bool(mark) and _is_fresh(line)
        return mark is None and _is_fresh(line)

    def fields(self, line: str, marks: list[Mark]) -> None:
        one = self.open
        assert one is not None
        for at, mark in enumerate(marks):
            stop = marks[at + 1].start if at + 1 < len(marks) else len(line)
            text = line[mark.end : stop].strip(" ;()|–-")
            if mark.role is Role.EXTRA:
                one.last = one.extra.setdefault(_extra(mark.name), [])
            else:
                one.last = one.cells.setdefault(mark.role, [])
            if mark.role in OF_TASKS and self.labels.is_guessed(mark.name):
                one.labels.setdefault(mark.role, mark.name)
            if mark.role is Role.WHEN and starts(mark.name) and text:
                one.starts = text
            elif text:
                one.last.append(text)

    def close(self, one: _Open | None = None) -> None:
        """The open heading is a task when it says who or by when, and what."""
        if one is None:
            one, self.open = self.open, None
        if one is None:
            return
        one.stretch()
        cells = {role: "\n".join(lines) for role, lines in one.cells.items() if lines}
        cells = {role: _trimmed(text) for role, text in cells.items()}
        if Role.WHEN in cells:
            cells[Role.WHEN] = cells[Role.WHEN].lstrip("-–+• ")
        by_heading = self.when or period_in(one.heading) or self.stage
        by_heading = "" if Role.WHEN in cells else by_heading
        if by_heading:
            cells[Role.WHEN] = by_heading
        if len(cells.keys() & {*OF_TASKS}) < LEAST:
            return
        text = _text(one, cells.get(Role.TASK))
        if not text.strip():
            return  # who and by when of nothing: a sentence that was read wrongly
        self.whole += Role.LEAD in cells
        own = one.id
        if one.heading:
            own = f"{one.id}.{letter(one.children)}"
            one.children += 1
        cells[Role.TASK] = text
        extra = {
            name: joined("\n".join(said)) for name, said in one.extra.items() if said
        }
        task = RawTask(own, self.section, cells, extra, (0, one.place), one.heading)
        if by_heading:
            task.doubt("when", message(FROM_GROUP), FAIR)
        if not one.heading and len(one.body) == 1 and _BULLET.match(one.body[0]):
            self.single.append((one, task))
        for role, name in one.labels.items():
            if fold(name) not in self.told:
                self.told.add(fold(name))
                task.doubt(FIELDS[role], message(TAKEN, name=name), FAIR)
        if self.section is not None and self.section not in self.found.sections:
            self.found.sections.append(self.section)
        self.found.tasks.append(task)

    def part_headings(self) -> None:
        """Where headings stand above items, one above a single item is a heading."""
        if not any(task.heading for task in self.found.tasks):
            return
        for one, task in self.single:
            task.heading = f"{one.id}. {one.title}"
            task.cells[Role.TASK] = _BULLET.sub("", one.body[0], count=1)


_NUMBERED = (Kind.INTEGER, Kind.DOTTED)


def _begins(marks: Sequence[Mark], line: str) -> bool:
    """Whether a line begins with a field."""
    return bool(marks) and not line[: marks[0].start].strip()


def _extra(name: str) -> str:
    """What a field is called that is none of a task's."""
    return "Kinh phí" if "kinh phi" in fold(name) else name[:1].upper() + name[1:]


def _trimmed(text: str) -> str:
    """A field without the marks that end it, and a bracket that it did not open."""
    text = text.strip(" ;.")
    return text.rstrip(").; ") if text.count(")") > text.count("(") else text


def _text(one: _Open, said: str | None) -> str:
    """What is to be done: the heading, and what stands below it."""
    title, lines = one.title, list(one.body)
    while lines and title and lines[0][:1].islower() and not _BULLET.match(lines[0]):
        title = f"{title} {lines.pop(0).rstrip(' .;')}"  # broken by the width
    body = "\n".join([*lines, *([said] if said else [])])
    if one.heading:
        return _BULLET.sub("", body, count=1) if _BULLET.match(body) else body
    return f"{title}:\n{body}" if title and body else title or body


def _is_apart(held: Sequence[str], line: str) -> bool:
    """Whether a line begins a sentence behind a field that has ended."""
    ended = bool(held) and held[-1].rstrip().endswith(".")
    return ended and line[:1].isupper() and _BULLET.match(line) is None


def _is_fresh(line: str) -> bool:
    """Whether a line begins with a capital or a dash, so that it begins something."""
    return _BULLET.match(line) is not None or line.lstrip()[:1].isupper()
