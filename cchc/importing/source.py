"""The neutral shape of a document: paragraphs, tables of cells, page breaks.

Every reader ends here, so that nothing behind it knows a file format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from cchc.problems import Message


class Merge(Enum):
    """What a place of the grid shows: a cell of its own, or part of another."""

    OWN = ""
    UP = "up"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a table's grid; lines of its text are parted by newlines."""

    text: str = ""
    merge: Merge = Merge.OWN


ROWS = 20_000
"""Rows of a table that a reader takes; a list of tasks is far shorter."""
UP = Cell("", Merge.UP)
LEFT = Cell("", Merge.LEFT)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; shorter than the table's width where the copy lost cells."""

    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        """Text of each place; merged places have none."""
        return [cell.text for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table of one page or file."""

    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; its lines, where the copy keeps them, are parted by newlines."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next page starts here."""


Block = Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: its blocks in order, and what reading it lost."""

    kind: str
    blocks: tuple[Block, ...]
    notes: tuple[Message, ...] = field(default=())

    @property
    def paragraphs(self) -> list[str]:
        """Texts of the paragraphs, in order."""
        return [block.text for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def tables(self) -> list[Table]:
        """The tables, in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    def texts(self) -> Iterator[str]:
        """Every text: paragraphs and cells, in order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.text
            elif isinstance(block, Table):
                for row in block.rows:
                    yield from (text for text in row.texts if text)
