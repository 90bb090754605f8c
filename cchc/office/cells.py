"""What a filled table holds, cell by cell: values and not what their formats show.

A day is a day however its cell shows it. Workbooks (.xlsx, also Strict), OpenDocument
sheets (.ods) and tables of Word files are read alike; hidden sheets and columns, too.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import ClassVar, NamedTuple

from cchc.office.markup import Element, R, S, W, integer, local
from cchc.office.number_format import is_date
from cchc.office.opening import is_office, open_package
from cchc.office.package import Package, damaged
from cchc.office.workbook import Merged, Workbook, cell_name, merged
from cchc.problems import N_, CchcError, message

_COLUMNS = 100
_ROWS = 5_000
_CELLS = 100_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_LAST_DAY = 2_958_465

Place = tuple[int, int]


class Value(NamedTuple):
    """What one cell holds: a text, a number, a day, or True and False.

    `percent`: the number is a share of 1, shown in per cent. `fault` is `formula` or
    `error` where the cell holds no plain value.
    """

    held: str | float | date | bool
    percent: bool = False
    fault: str | None = None


@dataclass(slots=True)
class Grid:
    """One sheet or table by row and column from 1."""

    name: str
    cells: dict[Place, Value] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)

    def text(self, place: Place) -> str:
        """The text of a cell; nothing where it is empty or holds no text."""
        value = self.cells.get(place)
        return value.held if value and isinstance(value.held, str) else ""

    def name_of(self, place: Place) -> str:
        """`Tiến độ!H12`."""
        return f"{self.name}!{cell_name(place)}"


@dataclass(slots=True)
class Book:
    """The tables of one file; `kept` are its own properties (docProps/custom.xml)."""

    grids: list[Grid]
    kept: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    """Texts outside of tables: paragraphs and footers of a Word file."""


def read_book(raw: bytes, name: str) -> Book:
    """The tables of a workbook, an OpenDocument sheet or a Word file.

    Raises `CchcError` for another kind of file, one that is torn or has a password, and
    one that unfolds to more than a limit.
    """
    if not is_office(raw):
        raise CchcError(N_("{path} is no workbook and no Word file"), path=name)
    package = open_package(raw, name, OpenSheet if _ODS in raw[:200] else Package)
    if package.kind == "sheet":
        return Book(list(_open_grids(package)), _own_of_open(package))
    kept = _own(package)
    if package.kind == "word":
        return Book(list(_word_grids(package)), kept, list(_beside(package)))
    return Book(_Cells(package).grids(), kept)


class OpenSheet(Package):
    """An OpenDocument sheet: one part holds all its tables."""

    roots: ClassVar = {"document-content": "sheet"}
    usual: ClassVar = ("content.xml",)


class _Cells(Workbook):
    """The sheets of an Excel file by value, hidden ones with the others."""

    def __init__(self, package: Package) -> None:
        super().__init__(package, lambda text, font: text, _COLUMNS)
        self.count = 0
        self._texts = ["".join(p.text for p in pieces) for pieces in self.strings]

    def grids(self) -> list[Grid]:
        """Every sheet that has cells."""
        return list(self._every())

    def _every(self) -> Iterator[Grid]:
        found = self.book.find(f"{S}sheets") if self.book is not None else None
        relations = self.package.relations(self.package.main)
        for one in found if found is not None else ():
            if local(one) != "sheet":
                continue
            relation = relations.get(one.get(f"{R}id") or "")
            if relation is None or relation.kind != "worksheet":
                continue
            root = self.package.tree(relation.target)
            if root is None or relation.target is None:
                continue
            yield self._grid(one.get("name") or "?", root)

    def _grid(self, name: str, root: Element) -> Grid:
        """The cells of a sheet that hold anything."""
        grid = Grid(name, merged=list(merged(root)))
        number = 0
        for row in root.iterfind(f"{S}sheetData/{S}row"):
            number = integer(row.get("r"), number + 1)
            column = 0
            for cell in row:
                column = _column(cell.get("r") or "") or column + 1
                if len(cell) and column <= _COLUMNS:
                    self._keep(grid, cell, (number, column))
        return grid

    def _keep(self, grid: Grid, cell: Element, place: Place) -> None:
        """Keep the value of a cell; a formula is one whatever its result."""
        self.count += 1
        if self.count > _CELLS or place[0] > _ROWS:
            raise _large(self.package.name)
        formula = cell.find(f"{S}f")
        if formula is not None:
            code = " ".join((formula.text or "").split())[:80]
            grid.cells[place] = Value(f"={code}", fault="formula")
            return
        value = self._held(cell, place)
        if value is not None:
            grid.cells[place] = value

    def _held(self, cell: Element, place: Place) -> Value | None:
        kind = cell.get("t", "n")
        stored = cell.find(f"{S}v")
        raw = (stored.text or "").strip() if stored is not None else ""
        if kind == "e":
            return Value(raw or "#?", fault="error")
        if kind == "s":
            number = integer(raw, -1)
            text = self._texts[number] if 0 <= number < len(self._texts) else ""
            return Value(text) if text.strip() else None
        if kind in ("str", "inlineStr"):
            text, _ = self.string(cell, kind, raw, self.style(None), cell_name(place))
            return Value(text) if text.strip() else None
        if not raw:
            return None
        if kind == "b":
            return Value(raw in ("1", "true"))
        if kind == "d":
            return _iso(raw)
        try:
            figure = float(raw)
        except ValueError:
            return Value(raw)
        code = self.style(cell.get("s")).code
        if not math.isfinite(figure):
            return Value(raw, fault="error")
        if is_date(code):
            return _day(figure, self.from_1904) or Value(figure)
        return Value(figure, "%" in code)


@lru_cache(maxsize=4096)
def _column(name: str) -> int:
    """The column of a cell named `AB12`; 0 where that is no name."""
    column = 0
    for letter in name.rstrip("0123456789").replace("$", "").upper():
        if not "A" <= letter <= "Z" or column > _COLUMNS:
            return 0 if column <= _COLUMNS else column
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _day(number: float, from_1904: bool) -> Value | None:
    """The day of a serial number; None where there is no such day."""
    whole = math.floor(number)
    if not 60 < whole <= _LAST_DAY:
        return None
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    return Value(first + timedelta(days=whole))


def _iso(raw: str) -> Value:
    try:
        return Value(datetime.fromisoformat(raw.removesuffix("Z")).date())
    except ValueError:
        return Value(raw)


def _large(name: str) -> CchcError:
    return CchcError(
        N_("{path} holds more than {limit} rows or cells and was not read"),
        path=name,
        limit=_ROWS,
    )


def _open_grids(package: Package) -> Iterator[Grid]:
    root = package.tree("content.xml")
    if root is None:
        raise damaged(package.name, message(N_("it has no sheets")))
    count = 0
    for table in root.iter(f"{_TABLE}table"):
        grid = Grid(table.get(f"{_TABLE}name") or "?")
        row = 0
        for one in table.iter(f"{_TABLE}table-row"):
            row += 1
            if any(_values(one)):
                count += _fill(grid, row, one)
            row += _repeated(one, "rows") - 1
            if count > _CELLS or (count and row > _ROWS and any(_values(one))):
                raise _large(package.name)
        yield grid


def _values(row: Element) -> Iterator[bool]:
    for cell in row:
        yield cell.get(f"{_OFFICE}value-type") is not None or (
            cell.get(f"{_TABLE}formula") is not None
        )


def _repeated(element: Element, what: str) -> int:
    return max(1, integer(element.get(f"{_TABLE}number-{what}-repeated"), 1))


def _fill(grid: Grid, row: int, element: Element) -> int:
    """Keep the cells of one row; how many there were."""
    column = count = 0
    for cell in element:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        across = integer(cell.get(f"{_TABLE}number-columns-spanned"), 1)
        down = integer(cell.get(f"{_TABLE}number-rows-spanned"), 1)
        if across > 1 or down > 1:
            place = Merged(row, column + 1, row + down - 1, column + across)
            grid.merged.append(place)
        value = _open_value(cell)
        for _ in range(min(_repeated(cell, "columns"), _COLUMNS)):
            column += 1
            if value is not None and column <= _COLUMNS:
                grid.cells[row, column] = value
                count += 1
        column += max(0, _repeated(cell, "columns") - _COLUMNS)
    return count


def _open_value(cell: Element) -> Value | None:
    if (formula := cell.get(f"{_TABLE}formula")) is not None:
        return Value(f"={formula.partition('=')[2][:80]}", fault="formula")
    kind = cell.get(f"{_OFFICE}value-type")
    shown = "\n".join(_paragraph(p) for p in cell.iterfind(f"{_TEXT}p"))
    if kind == "date":
        return _iso(cell.get(f"{_OFFICE}date-value") or shown)
    if kind == "boolean":
        return Value(cell.get(f"{_OFFICE}boolean-value") == "true")
    if kind in ("float", "percentage", "currency"):
        try:
            return Value(float(cell.get(f"{_OFFICE}value") or ""), kind == "percentage")
        except ValueError:
            return Value(shown)
    return Value(shown) if shown.strip() else None


def _paragraph(element: Element) -> str:
    """The text of a paragraph; runs of blanks are counted, lines broken by tags."""
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name == "s":
            parts.append(" " * min(integer(child.get(f"{_TEXT}c"), 1), 100))
        elif name == "line-break":
            parts.append("\n")
        elif name == "tab":
            parts.append(" ")
        elif name not in ("annotation", "note"):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _own(package: Package) -> dict[str, str]:
    """Properties that a program gave a file of its own."""
    root = package.tree("docProps/custom.xml")
    return {
        one.get("name") or "": "".join(map(str, one.itertext())).strip()
        for one in (root if root is not None else ())
        if local(one) == "property"
    }


def _own_of_open(package: Package) -> dict[str, str]:
    root = package.tree("meta.xml")
    return {
        value: "".join(map(str, one.itertext())).strip()
        for one in (root.iter() if root is not None else ())
        if local(one) == "user-defined"
        for key, value in one.attrib.items()
        if str(key).endswith("}name") and isinstance(value, str)
    }


def _word_grids(package: Package) -> Iterator[Grid]:
    """The tables of a Word file, each by the heading that stands above it."""
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    heading = ""
    count = 0
    for one in body if body is not None else ():
        if local(one) == "p":
            heading = _words(one).strip() or heading
        elif local(one) == "tbl":
            grid = Grid(heading[:40] or "?")
            for row, line in enumerate(one.iterfind(f"{W}tr"), 1):
                count += _word_row(grid, row, line)
            if count > _CELLS:
                raise _large(package.name)
            yield grid


def _word_row(grid: Grid, row: int, line: Element) -> int:
    column = 1
    for cell in line.iterfind(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        across = integer(span.get(f"{W}val"), 1) if span is not None else 1
        if across > 1 or cell.find(f"{W}tcPr/{W}vMerge") is not None:
            grid.merged.append(Merged(row, column, row, column + across - 1))
        text = "\n".join(_words(p) for p in cell.iterfind(f"{W}p")).strip()
        if text and column <= _COLUMNS:
            grid.cells[row, column] = Value(text)
        column += min(across, _COLUMNS)
    return column


def _words(paragraph: Element) -> str:
    """What a paragraph says; what was deleted under tracking is not said."""
    parts = []
    for one in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        parts.append((one.text or "") if local(one) == "t" else " ")
    return "".join(parts)


def _beside(package: Package) -> Iterator[str]:
    root = package.tree(package.main)
    body = root.find(f"{W}body") if root is not None else None
    for one in body if body is not None else ():
        if local(one) == "p":
            yield _words(one)
    for relation in package.relations(package.main).values():
        if relation.kind in ("footer", "header"):
            part = package.tree(relation.target)
            for one in part.iter(f"{W}p") if part is not None else ():
                yield _words(one)
