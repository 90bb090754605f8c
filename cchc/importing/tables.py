"""Tables of tasks: which tables belong together, and the rows that they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cchc.importing.document import (
    LEFT,
    NO_LABEL,
    UP,
    Block,
    Cell,
    Kind,
    Label,
    Merge,
    Paragraph,
    Row,
    Table,
    joined,
    leading,
    parse,
)
from cchc.importing.headings import (
    Headings,
    Layout,
    find_headings,
    headless,
    is_repeated,
)
from cchc.importing.shapes.bodies import NOBODY, KnownBodies
from cchc.importing.shapes.roles import Role
from cchc.text.characters import fold

_APPENDIX = re.compile(r"(phu luc|danh muc|bieu|bang)\b")
# "I. Kết quả thực hiện năm 2025": what was done, and not what is to be done.
_DONE = re.compile(
    r"ket qua (?:thuc hien|dat duoc|trien khai|hoat dong|cong tac)"
    r"|tinh hinh (?:thuc hien|trien khai)|\bda (?:hoan thanh|thuc hien|trien khai)"
)
_AHEAD = re.compile(r"\bbao cao\b|\bva (?:phuong huong|nhiem vu|ke hoach)")
_TIMES = (Role.WHEN, Role.START, Role.DONE)
_A_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT = 200
_NEAR = 4  # paragraphs above a table


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: a cell a column of the layout, and where it stands.

    `table` and `row` count from 1; `opens` says that a page or table starts here.
    """

    cells: tuple[Cell, ...]
    table: int
    row: int
    opens: bool = False
    ragged: bool = False

    def text(self, column: int | None) -> str:
        """The text of a column; nothing where there is no such column."""
        return "" if column is None else self.cells[column].text


@dataclass(slots=True)
class TaskList:
    """A list of tasks: its layout and rows.

    `title` is the appendix that it stands in, `heading` the numbered line above it;
    `done` says that a line above calls it what was done.
    """

    layout: Layout
    title: str = ""
    heading: tuple[Label, str] = (NO_LABEL, "")
    done: bool = False
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A table that is no list of tasks: its number, size and first row."""

    table: int
    rows: int
    heading: str


def find_lists(
    blocks: Sequence[Block], known: KnownBodies = NOBODY
) -> tuple[list[TaskList], list[LeftOut]]:
    """Every list of tasks, and every other table. `known`: names of the register."""
    search = _Search(known)
    for block in blocks:
        if isinstance(block, Table):
            search.table(block)
        elif isinstance(block, Paragraph):
            search.between.append(block.text)
    lists = [one for one in search.lists if one.lines]
    past = [one for one in lists if one.done and _is_past(one, lists)]
    search.left_out += [_left(one) for one in past]
    return [one for one in lists if one not in past], search.left_out


def _is_past(one: TaskList, lists: Sequence[TaskList]) -> bool:
    """Whether another list is of a later year than any that this one names."""
    own = _years(one)
    others = [year for other in lists if not other.done for year in _years(other)]
    return bool(own and others) and max(own) < max(others)


def _years(one: TaskList) -> list[str]:
    """The years among the times of a list."""
    columns = [i for i, r in enumerate(one.layout.roles) if r in _TIMES]
    texts = (line.cells[i].text for line in one.lines for i in columns)
    return [year for text in texts for year in _A_YEAR.findall(text)]


def _left(one: TaskList) -> LeftOut:
    words = " | ".join(name for name in one.layout.names if name)
    return LeftOut(one.lines[0].table, len(one.lines), words[:120])


class _Search:
    def __init__(self, known: KnownBodies) -> None:
        self.known = known
        self.lists: list[TaskList] = []
        self.left_out: list[LeftOut] = []
        self.between: list[str] = []
        self.number = 0

    def table(self, table: Table) -> None:
        self.number += 1
        if same := self.same(table):
            self.headed(table, same)
            self.between.clear()
            return
        heading = find_headings(table, 0, self.known)
        while heading is not None and not heading.layout.is_tasks:
            heading = find_headings(table, heading.end, self.known)
        if heading is not None:
            self.headed(table, heading)
        elif repeated := self.repeated(table):
            self.headed(table, repeated)
        elif self.continues(table):
            self.add(table, 0, self.lists[-1].layout)
        elif told := self.told(table):
            self.headed(table, told)
        else:
            self.skip(table)
        self.between.clear()

    def told(self, table: Table) -> Headings | None:
        """What cells alone tell of a table, with a heading or without one."""
        told = find_headings(table, 0, self.known, by_cells=True)
        if told is not None and told.layout.is_tasks:
            return told
        return headless(table, self.known)

    def headed(self, table: Table, heading: Headings) -> None:
        before = self.lists[-1] if self.lists else None
        last = before.layout if before else None
        if last is not None and last.names == heading.layout.names:
            heading = replace(heading, layout=last)  # printed again on the next page
        same = last is not None and last.roles == heading.layout.roles
        done = self.was_done()
        turned = before is not None and done is not before.done
        if not same or turned or self.starts_anew(table, heading):
            above = self.numbered_above()
            self.lists.append(TaskList(heading.layout, self.title(), above, done))
        else:
            self.sections()
        self.add(table, heading.end, heading.layout)

    def starts_anew(self, table: Table, heading: Headings) -> bool:
        """Another appendix or item begins: it is named between, the numbers restart."""
        item_label, _ = self.numbered_above()
        item = item_label.kind in (Kind.INTEGER, Kind.DOTTED)
        if not item and not any(_APPENDIX.match(fold(t)) for t in self.between):
            return False
        column = heading.layout.first(Role.NUMBER)
        if column is None or heading.end >= len(table.rows):
            return True
        label = parse(joined(table.rows[heading.end].cells[column].text))
        return label is not None and label.text in ("1", "I", "A", "1.1")

    def same(self, table: Table) -> Headings | None:
        """The heading of the list before, printed again word by word in one line."""
        if not self.lists or not table.rows:
            return None
        layout = self.lists[-1].layout
        texts = tuple(joined(text) for text in table.rows[0].texts)
        plain = all(texts) and texts == layout.names
        return Headings(layout, 0, 1) if plain else None

    def repeated(self, table: Table) -> Headings | None:
        """The heading of the list before, printed again; its words may tell little."""
        if not self.lists or not table.rows:
            return None
        layout = self.lists[-1].layout
        end = 0
        while end < len(table.rows) and is_repeated(table.rows[end], layout):
            end += 1
        return Headings(layout, 0, end) if end else None

    def continues(self, table: Table) -> bool:
        if not self.lists or table.width != len(self.lists[-1].layout.roles):
            return False
        column = self.lists[-1].layout.first(Role.NUMBER)
        if column is None or any(len(text) > _SHORT for text in self.between):
            return False
        labels = [
            parse(joined(row.cells[column].text))
            for row in table.rows
            if column < len(row.cells)
        ]
        return sum(label is not None for label in labels) >= len(labels) * 0.7

    def sections(self) -> None:
        """A section's name printed between two pages of the list is a row of it."""
        one = self.lists[-1]
        for text in self.between:
            label, _ = leading(text)
            if label.kind in (Kind.ROMAN, Kind.LETTER) and len(text) <= _SHORT:
                width = len(one.layout.roles)
                cells = (Cell(text), *[LEFT] * (width - 1))
                one.lines.append(Line(cells, self.number, 0))

    def was_done(self) -> bool:
        """Whether a line above calls the table what was done; else as before."""
        near = [text for text in self.between[-_NEAR:] if _is_title(text)]
        if not near:
            return bool(self.lists) and self.lists[-1].done
        return any(
            _DONE.search(line) and not _AHEAD.search(line) for line in map(fold, near)
        )

    def numbered_above(self) -> tuple[Label, str]:
        """The last numbered line above a table: "2. Hạ tầng số"."""
        for text in reversed(self.between[-_NEAR:]):
            label, rest = leading(text)
            if label is not NO_LABEL:
                short = len(text) <= _SHORT and label.kind is not Kind.SMALL
                return (label, rest) if short else (NO_LABEL, "")
        return NO_LABEL, ""

    def title(self) -> str:
        """What stands above the list, from the word "Phụ lục" on."""
        near = self.between[-8:]
        starts = [i for i, text in enumerate(near) if _APPENDIX.match(fold(text))]
        return joined(" ".join(near[starts[-1] :])) if starts else ""

    def add(self, table: Table, start: int, layout: Layout) -> None:
        opens = True
        for number, row in enumerate(table.rows[start:], start + 1):
            if is_repeated(row, layout):
                opens = True
                continue
            if not _holds(row) or _counts_columns(row):
                continue
            line = align(row, layout, self.number, number)
            self.lists[-1].lines.append(
                Line(line.cells, line.table, line.row, opens, line.ragged)
            )
            opens = False

    def skip(self, table: Table) -> None:
        first = next((row for row in table.rows if any(row.texts)), None)
        words = (
            " | ".join(joined(text) for text in first.texts if text) if first else ""
        )
        self.left_out.append(LeftOut(self.number, len(table.rows), words[:120]))


def _is_title(text: str) -> bool:
    """Whether a line names what follows: numbered, in capitals, or before a colon."""
    label, _ = leading(text)
    named = label is not NO_LABEL or text.isupper() or text.endswith(":")
    return len(text) <= _SHORT and (named or bool(_APPENDIX.match(fold(text))))


def _holds(row: Row) -> bool:
    """Whether a row has text, or had some that could not be read."""
    return any(cell.text or cell.doubts for cell in row.cells)


def _counts_columns(row: Row) -> bool:
    """The row "(1) | (2) | (3)" under a heading."""
    texts = ["".join(c for c in text if c.isalnum()) for text in row.texts if text]
    return len(texts) >= 3 and texts == [str(i + 1) for i in range(len(texts))]


def align(row: Row, layout: Layout, table: int, number: int) -> Line:
    """Put the cells of a row under the columns of the layout.

    A row that lost cells lost those that are merged with the row above; which ones is
    told by what the others hold.
    """
    cells, width = list(row.cells), len(layout.roles)
    column = layout.first(Role.NUMBER)
    if len(cells) > width:
        cells = [c for c in cells if c.text or c.merge is not Merge.OWN][:width]
    shifted = column == 0 and len(cells) == width and _is_shifted(cells)
    if shifted:
        return Line((UP, *cells[:-1]), table, number)
    if len(cells) == width:
        return Line(tuple(cells), table, number)
    texts = [cell for cell in cells if cell.text]
    label = parse(joined(texts[0].text)) if texts else NO_LABEL
    if len(texts) <= 2 and (label is not None or len(texts) == 1):
        return Line(
            (*texts, *[LEFT] * (width - len(texts))), table, number, ragged=True
        )
    placed = _best(cells, layout)
    return Line(tuple(placed), table, number, ragged=True)


def _is_shifted(cells: Sequence[Cell]) -> bool:
    first, last = cells[0], cells[-1]
    return (
        first.merge is Merge.OWN
        and parse(joined(first.text)) is None
        and leading(first.text)[0].kind is not Kind.ROMAN
        and last.merge is Merge.OWN
        and not last.text
        and sum(bool(cell.text) for cell in cells) >= 3
    )


def _best(cells: Sequence[Cell], layout: Layout) -> list[Cell]:
    """The monotone placing with the best fit; columns without a cell are merged up."""
    roles, count = layout.roles, len(cells)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for column, role in enumerate(roles):
        later: dict[int, tuple[float, tuple[int, ...]]] = {}
        for used, (score, picked) in best.items():
            skips = _better(later.get(used), (score - 0.1, (*picked, -1)))
            later[used] = skips
            if used < count:
                fit = score + _fit(cells[used].text, role) - 0.01 * column
                later[used + 1] = _better(later.get(used + 1), (fit, (*picked, used)))
        best = later
    picked = best.get(count, best[max(best)])[1]
    return [UP if i < 0 else cells[i] for i in picked]


def _better(
    old: tuple[float, tuple[int, ...]] | None, new: tuple[float, tuple[int, ...]]
) -> tuple[float, tuple[int, ...]]:
    return new if old is None or new[0] > old[0] else old


_UNIT = re.compile(
    r"[-–+ ]*(cac |thu truong |giam doc |chu tich |truong |chanh )?(so|ban|ubnd|uy ban"
    r"|phong|van phong|bo|cuc|chi cuc|cong an|vien|trung tam|thanh tra|doanh nghiep"
    r"|truong|hoi|bao|dai|co quan|don vi|ngan hang|kho bac|hiep hoi|lien hiep|nganh)\b"
)
_TIME = re.compile(
    r"\b(quy|nam|thang|ngay|hang|hang|thuong xuyen|dinh ky|giai doan|truoc|theo|khi|sau"
    r"|\d{4})\b"
)


def _fit(text: str, role: Role) -> float:
    """How well a text fits a column, by its first words."""
    folded = fold(text[:80])
    label = parse(joined(text))
    if role is Role.NUMBER:
        return 3.0 if label is not None and text else -6.0
    if label is not None and text:
        return -6.0
    unit, time = bool(_UNIT.match(folded)), bool(_TIME.search(folded))
    match role:
        case Role.LEAD | Role.PARTNER:
            return 2.0 if unit else -2.0
        case Role.WHEN:
            return 2.0 if time and not unit and len(text) < 120 else -2.0
        case Role.TASK:
            return 1.5 if len(text) > 25 else 0.0
    return 0.5 if not unit else -0.5
