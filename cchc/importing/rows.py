"""The rows of a list to tasks and sections: numbers, limits, continued rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cchc.importing.assignments import FROM_HEADING
from cchc.importing.beside import (
    bodies_of,
    is_ticked,
    leads_of_group,
    said_in_text,
    time_of,
    time_of_group,
)
from cchc.importing.document import (
    NO_LABEL,
    UP,
    Kind,
    Label,
    Merge,
    joined,
    leading,
    letter,
    parse,
)
from cchc.importing.headings import Layout
from cchc.importing.results import (
    FAIR,
    FIELDS,
    FROM_GROUP,
    GOOD,
    WEAK,
    RawTask,
    Rows,
    Section,
)
from cchc.importing.shapes.columns import product_and_time
from cchc.importing.shapes.roles import Role, is_product_and_time
from cchc.importing.tables import Line, TaskList
from cchc.problems import N_, message

CONTENT = (Role.LEAD, Role.PARTNER, Role.WHEN, Role.START, Role.PRODUCT)


class RowMarks:
    """Reads the rows of one list, each for itself or with the one below."""

    def __init__(self, one: TaskList) -> None:
        self.lines = one.lines
        self.layout: Layout = one.layout
        roles = one.layout.roles
        self.numbers = [i for i, role in enumerate(roles) if role is Role.NUMBER]
        bodies = one.layout.bodies
        self.content = [
            i for i, role in enumerate(roles) if role in CONTENT or i in bodies
        ]
        task = one.layout.first(Role.TASK)
        self.task = task if task is not None else 0
        self.titled = bool(one.lines) and self.is_bare(0)

    def label(self, line: Line) -> tuple[Label, str]:
        """The printed number and the text of the task or section."""
        text = line.text(self.task)
        if not self.numbers:
            label, rest = leading(text)
            return (label, rest) if label.kind is not Kind.SMALL else (NO_LABEL, text)
        first = joined(line.text(self.numbers[0]))
        if (printed := parse(first)) is not None:
            return printed, text
        label, rest = leading(first)  # "I. VỀ CÔNG TÁC …" over the whole row
        return label, text or rest

    def two_numbers(self, line: Line) -> tuple[Label, Label]:
        """A running number and one within the group."""
        outer, inner = (parse(joined(line.text(i))) for i in self.numbers[:2])
        return outer or NO_LABEL, inner or NO_LABEL

    def owes(self, line: Line) -> bool:
        """Whether the row itself prints a lead, partner, time or product."""
        return any(
            line.cells[i].text and line.cells[i].merge is Merge.OWN
            for i in self.content
        )

    def is_heading(self, index: int, label: Label) -> bool:
        """Whether a row without leads, products and times has tasks below it."""
        if label.kind in (Kind.ROMAN, Kind.LETTER):
            return True
        line = self.lines[index]
        if any(line.cells[i].merge is Merge.UP for i in self.content):
            return False
        if any(line.cells[i].merge is Merge.LEFT for i in self.content):
            return label.kind is not Kind.DASH
        if index + 1 >= len(self.lines):
            return False
        after = self.lines[index + 1]
        below, text = self.label(after)
        if below.kind is Kind.DOTTED:
            return below.text.startswith(f"{label.text}.")
        if below is NO_LABEL:
            inner, _ = leading(text)
            return inner is not NO_LABEL or (self.owes(after) and not after.opens)
        order = list(Kind)
        return order.index(below.kind) > order.index(label.kind)

    def is_title(self, line: Line, text: str, numbered: bool) -> bool:
        """An unnumbered row over all columns, or in capitals alone.

        Where sections are `numbered`, an unnumbered one is no section.
        """
        if text.isupper() and len(text) < 200:
            return True
        if self.is_whole(line):
            return True
        spans = all(line.cells[i].merge is Merge.LEFT for i in self.content)
        return spans and not line.opens and not numbered

    def is_bare(self, index: int) -> bool:
        """Whether a row says nothing but a short name, above a row of a task."""
        line, after = self.lines[index], self.lines[index + 1 : index + 2]
        said = [cell.text for cell in line.cells if cell.text]
        text = line.text(self.task)
        return (
            bool(after and text)
            and said == [text]
            and _starts(text)
            and len(text) <= _NAME
            and self.label(line)[0] is NO_LABEL
            and not (self.numbers and self.label(after[0])[0] is NO_LABEL)
            and self.owes(after[0])
        )

    def is_between(self, index: int) -> bool:
        """Whether a bare name stands between two rows with numbers, on one page."""
        if not index or not self.numbers or not self.is_bare(index):
            return False
        before, line, after = self.lines[index - 1 : index + 2]
        numbers = [self.label(one)[0].kind for one in (before, after)]
        ended = not before.text(self.task).rstrip().endswith((":", ",", ";"))
        alone = line.table == before.table and not line.opens and not after.opens
        return alone and ended and numbers == [Kind.INTEGER, Kind.INTEGER]

    def is_whole(self, line: Line) -> bool:
        """Whether one cell reaches over the whole row: no row of a task does."""
        first, *others = line.cells
        return (
            bool(self.numbers)
            and len(others) > 2
            and _starts(first.text)
            and all(cell.merge is Merge.LEFT for cell in others)
        )

    def group_name(self, line: Line) -> str:
        """What a row says that names a group in whichever of its cells."""
        said = [cell.text for cell in line.cells if cell.text]
        if len(said) != 1 or line.cells[self.task].text:
            return ""
        return joined(said[0]) if _GROUP.match(said[0]) else ""

    def closes(self, line: Line, text: str, owes: bool) -> bool:
        """Whether a row without a number is a total, or who made the table."""
        first = next((joined(cell.text) for cell in line.cells if cell.text), "")
        if _MADE_BY.match(first) and not line.text(self.task):
            return True
        if _SUM.match(first):
            return True
        return not owes and bool(_TOTAL.match(joined(text)))

    def only_names(self, index: int, label: Label) -> bool:
        """Whether a "I" or "A" above "1" says who is in charge of what stands below.

        Such a row has neither time nor product: it is a heading, no task.
        """
        if label.kind not in (Kind.ROMAN, Kind.LETTER) or index + 1 >= len(self.lines):
            return False
        who = (Role.LEAD, Role.PARTNER)
        line = self.lines[index]
        owed = [self.layout.roles[i] for i in self.content if line.cells[i].text]
        below, _ = self.label(self.lines[index + 1])
        return (
            all(role in who for role in owed)
            and below.kind in (Kind.INTEGER, Kind.DOTTED)
            and self.owes(self.lines[index + 1])
        )

    def is_row_of_its_own(self, line: Line) -> bool:
        """Whether the rest of a row at the top of a page is whole but for its task.

        The page cut the cells of number and task that several rows share.
        """
        columns = [self.layout.first(role) for role in (Role.LEAD, Role.WHEN)]
        if not line.opens or line.text(self.task) or None in columns:
            return False
        product = self.layout.first(Role.PRODUCT)
        columns += [product] if product is not None else []
        return all(_starts(line.text(column)) for column in columns)


# "Nhiệm vụ giao Giám đốc Sở Nội vụ chỉ đạo", "Nhóm nhiệm vụ về thể chế"
PARTED = N_("one column says product and time; cut where the time begins")
_GROUP = re.compile(
    r"(?:các )?(?:nhiệm vụ (?:giao|của|do|thuộc|về)|nhóm|phần|mục|lĩnh vực|khối"
    r"|[IVX]{1,4}\s*[.)/-]|[A-HĐ]\s*[.)])\s*\S",
    re.I,
)


# "Tổng cộng: 12 nhiệm vụ" closes a table and is no part of its last row.
_TOTAL = re.compile(r"(?:tổng (?:cộng|số)|cộng)\b(?:\s*[:(\d]|\s*\Z)", re.I)
_SUM = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\W*\Z", re.I)
_MADE_BY = re.compile(
    r"(?:người (?:lập|tổng hợp|báo cáo|ký)|lập biểu|thủ trưởng (?:đơn vị|cơ quan)\Z"
    r"|nơi nhận\b|xác nhận của|\(?ký[,\s]|(?:TM|KT|TL)\.\s)",
    re.I,
)
_NAME = 120
_DITTO = re.compile(r"\W*(?:nt|n/t|như trên|″|〃|\")\W*\Z", re.I)
_APART = (Role.NUMBER, Role.WHEN, Role.START)


def read_rows(one: TaskList) -> Rows:
    """Interpret the rows of a list, in order."""
    reader = _Reader(one)
    label, text = one.heading
    if label is not NO_LABEL:
        reader.found.heading = Section(label.text, joined(text))
    for index in range(len(one.lines)):
        reader.line(index)
    return reader.found


@dataclass(slots=True)
class _Heading:
    """A numbered row that owes nothing itself: what stands below it belongs to it."""

    id: str
    text: str
    children: int = 0


class _Reader(RowMarks):
    def __init__(self, one: TaskList) -> None:
        super().__init__(one)
        self.found = Rows()
        self.section: Section | None = None
        self.heading: _Heading | None = None
        self.base = ""  # the last number printed, for rows without one
        self.below = 0  # further tasks below that number
        self.held: list[str] = [""] * len(self.layout.roles)  # for merged cells

    def line(self, index: int) -> None:
        line = self.lines[index]
        label, text = self.label(line)
        owes = self.owes(line)
        if label is NO_LABEL and self.closes(line, text, owes):
            return
        owes = owes and not self.only_names(index, label)
        if label is NO_LABEL and (group := self.group_name(line)):
            self.open_section(str(len(self.found.sections) + 1), group, line, True)
            return
        if len(self.numbers) > 1:
            label, inner = self.two_numbers(line)
            if inner.kind is Kind.INTEGER and text:
                if label is NO_LABEL:
                    self.open_section(inner.text, text, line)
                    return
                self.section = None  # a group of its own that is one task
        if label is not NO_LABEL and not owes and self.is_heading(index, label):
            self.open(label, text, line)
        elif label is not NO_LABEL and (text or owes):
            self.numbered(index, label, line)
        elif not owes and text and self.names_section(index, text):
            self.open_section(str(len(self.found.sections) + 1), text, line, True)
        elif self.found.tasks and self.is_row_of_its_own(line):
            self.unnumbered(self.shared(line), text)
        elif self.continues(line, text, owes):
            self.join(line)
        else:
            self.unnumbered(line, text)

    def names_section(self, index: int, text: str) -> bool:
        """Whether an unnumbered row names a section of the list."""
        line = self.lines[index]
        numbered = any(section.id.isupper() for section in self.found.sections)
        # A list that begins with a bare name has such names all the way down.
        return (
            self.is_title(line, text, numbered)
            or (self.titled and not line.opens and self.is_bare(index))
            or self.is_between(index)
            or (index == 0 and self.titled)
        )

    def shared(self, line: Line) -> Line:
        """The line with number and task taken from the row above."""
        cells = list(line.cells)
        for i in (*self.numbers, self.task):
            cells[i] = UP
        return replace(line, cells=tuple(cells))

    # Whether it goes on

    def continues(self, line: Line, text: str, owes: bool) -> bool:
        """Whether a row without a number is the rest of the task above."""
        if not self.found.tasks:
            return False
        if not text:
            return not self.own_lead(line)
        if not owes:
            return line.opens or not _starts(text) or self.heading is None
        if not line.opens:
            return False
        return not (_starts(text) and self.own_lead(line))

    def own_lead(self, line: Line) -> bool:
        """Whether the row has a lead of its own, as the one above has."""
        above = self.found.tasks[-1].cells
        lead = self.layout.first(Role.LEAD)
        if lead is None or not _starts(line.text(lead)) or not above.get(Role.LEAD):
            return False
        when = self.layout.first(Role.WHEN)
        if line.text(self.task):
            return True
        merged = line.cells[self.task].merge is Merge.UP
        return merged and (when is None or bool(line.text(when)))

    # What it becomes

    def open(self, label: Label, text: str, line: Line) -> None:
        top = label.kind in (Kind.ROMAN, Kind.LETTER) or (
            label.kind is Kind.INTEGER
            and not any(s.id.isupper() for s in self.found.sections)
        )
        if top:
            self.open_section(label.text, text, line)
            if label.kind is Kind.INTEGER:  # "5" over "a)": its tasks are "5.a"
                self.base, self.below = label.text, -1
        else:
            self.heading = _Heading(label.text, joined(text))
            self.base, self.below = label.text, 0
        self.held = [""] * len(self.held)
        self.hold(line)

    def open_section(
        self, number: str, text: str, line: Line, unnumbered: bool = False
    ) -> None:
        if unnumbered:
            label, rest = leading(text)
            number, text = (
                (label.text, rest) if label is not NO_LABEL else (number, text)
            )
        said = [line.cells[i].text for i in self.content if line.cells[i].text]
        self.section = Section(number, joined(text), joined("; ".join(said)))
        self.found.sections.append(self.section)
        self.heading = None
        self.base, self.below = "", 0
        self.held = [""] * len(self.held)
        self.hold(line)

    def numbered(self, index: int, label: Label, line: Line) -> None:
        if label.kind is Kind.DASH:
            self.child(line)
            return
        if label.kind is Kind.SMALL and self.base:
            head = self.base
            self.add(f"{head}.{label.text}", line)
            return
        if label.kind is Kind.INTEGER and self.is_past_section():
            self.section = None
        self.base, self.below = label.text, 0
        if self.heading and not label.text.startswith(f"{self.heading.id}."):
            self.heading = None
        inner = self.inner_letter(index)
        self.add(f"{label.text}.{inner}" if inner else label.text, line)

    def is_past_section(self) -> bool:
        """Whether a plain number comes after a section "5" whose tasks were "5.a"."""
        if (
            self.section is None
            or not self.section.id.isdigit()
            or not self.found.tasks
        ):
            return False
        return self.found.tasks[-1].own.startswith(f"{self.section.id}.")

    def inner_letter(self, index: int) -> str:
        """The "a" of a row "3.4 | a) …" whose next row is "b) …"."""
        label, _ = leading(self.lines[index].text(self.task))
        if label.kind is not Kind.SMALL or index + 1 >= len(self.lines):
            return ""
        after = self.lines[index + 1]
        number, text = self.label(after)
        below, _ = leading(text)
        goes_on = number is NO_LABEL and below.kind is Kind.SMALL
        return label.text if goes_on else ""

    def unnumbered(self, line: Line, text: str) -> None:
        label, _ = leading(text)
        if label.kind is Kind.SMALL and self.base:
            self.add(f"{self.base}.{label.text}", line)
        elif label.kind is Kind.INTEGER and self.heading:
            self.add(f"{self.heading.id}.{label.text}", line)
        else:
            self.child(line)

    def child(self, line: Line) -> None:
        """A task without a number: the number above it and a letter."""
        if self.heading is not None:
            own = f"{self.heading.id}.{letter(self.heading.children)}"
            self.heading.children += 1
        else:
            self.below += 1
            own = (
                f"{self.base}.{letter(self.below)}"
                if self.base
                else str(len(self.found.tasks) + 1)
            )
        task = self.add(own, line)
        why = message(N_("printed without a number of its own"))
        task.doubt("id", why, GOOD)

    def add(self, own: str, line: Line) -> RawTask:
        guessed = self.hold(line)
        cells: dict[Role, str] = {}
        extra: dict[str, str] = {}
        progress: list[tuple[Role, str, str]] = []
        for i, role in enumerate(self.layout.roles):
            text = self.held[i]
            if role is Role.EXTRA:
                if text and i not in self.layout.bodies:
                    extra[self.layout.names[i] or f"cột {i + 1}"] = joined(text)
            elif role not in _APART and text:
                cells[role] = f"{cells[role]}\n{text}" if role in cells else text
            if role in (Role.DONE, Role.STATE) and text:
                extra[self.layout.names[i]] = joined(text)
                progress.append((role, self.layout.names[i], text))
        if self.layout.act and Role.TASK in cells:
            cells[Role.TASK] = f"{self.layout.act} {cells[Role.TASK]}"
        group = self.section.title if self.section else ""
        if when := time_of(self.layout, self.held) or time_of_group(self.layout, group):
            cells[Role.WHEN] = when
        parted = self.parted(cells)
        said = said_in_text(cells, self.layout)
        cells |= bodies_of(self.layout, self.held)
        if leads := leads_of_group(self.layout, group):
            cells[Role.LEAD] = leads
        task = RawTask(own, self.section, cells, extra, (line.table, line.row))
        task.progress = progress
        task.names = dict(zip(self.layout.roles, self.layout.names, strict=True))
        task.spans_partners = self.spans_partners(line)
        if self.heading is not None:
            task.heading = f"{self.heading.id}. {self.heading.text}"
        for role in said:
            why = message(N_("no column says it; read from the text of the task"))
            task.doubt(FIELDS[role], why, FAIR)
        if parted:
            task.doubt("when", message(PARTED), FAIR)
        self.doubt_row(task, guessed)
        self.doubt_cells(task, line)
        self.found.tasks.append(task)
        return task

    def parted(self, cells: dict[Role, str]) -> bool:
        """Part what one column says of product and time; whether it was done."""
        column = self.layout.first(Role.WHEN)
        if column is None or Role.WHEN not in cells or Role.PRODUCT in cells:
            return False
        named = is_product_and_time(self.layout.names[column])
        if not named and column not in self.layout.weak:
            return False
        two = product_and_time(cells[Role.WHEN])
        if two is not None:
            cells[Role.PRODUCT], cells[Role.WHEN] = two
        return two is not None

    def doubt_row(self, task: RawTask, guessed: Sequence[int]) -> None:
        """Note what was read from more than the row's own cells."""
        group = self.section.title if self.section else ""
        if leads_of_group(self.layout, group):
            task.doubt("leads", message(FROM_HEADING), FAIR)
        ticks = message(N_("read from ticks in the table"))
        if self.layout.bodies:
            task.doubt("leads", ticks, FAIR)
        if Role.WHEN in task.cells and is_ticked(self.layout):
            task.doubt("when", ticks, FAIR)
        if Role.WHEN in task.cells and Role.WHEN not in self.layout.roles:
            task.doubt("when", message(FROM_GROUP), FAIR)
        for weak in () if self.found.tasks else self.layout.weak:
            name = self.layout.names[weak] or f"cột {weak + 1}"
            why = message(N_("the column “{name}” is taken for this"), name=name)
            task.doubt(FIELDS.get(self.layout.roles[weak], "row"), why, FAIR)
        if guessed:
            names = ", ".join(self.layout.names[i] for i in guessed)
            why = message(
                N_(
                    "the copy lost cells of this row; taken from the row above: {names}"
                ),
                names=names,
            )
            task.doubt("row", why, FAIR)

    def doubt_cells(self, task: RawTask, line: Line) -> None:
        """Note at the task what reading its cells lost."""
        for role, cell in zip(self.layout.roles, line.cells, strict=True):
            for why in cell.doubts:
                task.doubt(FIELDS.get(role, "row"), why, WEAK)

    def spans_partners(self, line: Line) -> bool:
        """Whether the cell of leads reaches over that of partners."""
        lead, partner = map(self.layout.first, (Role.LEAD, Role.PARTNER))
        beside = lead is not None and partner == lead + 1
        return beside and line.cells[partner or 0].merge is Merge.LEFT

    def hold(self, line: Line) -> list[int]:
        """Remember the cells for those merged with them; which were guessed."""
        guessed = []
        for i, cell in enumerate(line.cells):
            if cell.merge is Merge.OWN:
                ditto = _DITTO.match(cell.text) and self.held[i]
                self.held[i] = self.held[i] if ditto else cell.text
            elif cell.merge is Merge.LEFT:
                self.held[i] = ""
            elif line.ragged and self.held[i] and i not in self.numbers:
                guessed.append(i)
        return guessed

    def join(self, line: Line) -> None:
        """Put the rest of a cut row to the task above."""
        task = self.found.tasks[-1]
        self.doubt_cells(task, line)
        for i, cell in enumerate(line.cells):
            role = self.layout.roles[i]
            if not cell.text or role is Role.NUMBER:
                continue
            if role is Role.EXTRA:
                name = self.layout.names[i] or f"cột {i + 1}"
                task.extra[name] = joined(f"{task.extra.get(name, '')} {cell.text}")
                continue
            before = task.cells.get(role, "")
            task.cells[role] = _joined(before, cell.text)
            self.held[i] = _joined(self.held[i], cell.text)
        if line.opens and _starts(line.text(self.task)):
            why = message(N_("joined with the row at the top of the next page"))
            task.doubt("row", why, WEAK)


_LISTED = re.compile(r"\s*(?:(?:[-–+•]|[a-zđ]\)|\d+\.)\s|(?:Chủ trì|Phối hợp)\s*:)")


def _joined(before: str, text: str) -> str:
    if not before:
        return text
    return f"{before}\n{text}" if _LISTED.match(text) else f"{before} {text}"


def _starts(text: str) -> bool:
    """Whether a text begins something, rather than going on."""
    bare = text.lstrip(" -–+•“\"'(")
    label, _ = leading(text)
    return bool(bare) and (
        bare[0].isupper() or bare[0].isdigit() or label is not NO_LABEL
    )
