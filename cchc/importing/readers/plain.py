"""Copied text: tabs, tables drawn with bars, or a cell a line between bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cchc.importing.document import (
    LEFT,
    UP,
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
    clean,
)
from cchc.importing.readers.lines import rejoined
from cchc.importing.readers.loose import FIRST, read_loose
from cchc.problems import N_, CchcError
from cchc.text.characters import fold
from cchc.text.letters import Conversions

_RULE = re.compile(r"\s*:?-{2,}:?\s*$")
_MERGED = {"^": UP, "<": LEFT}
_LABEL = re.compile(r"(?:\d+(?:\.\d+)*|[IVXLC]+)[.)]?\Z|[a-zđ]\)")
# More lines than this without a bar are no cell: the table ended before them.
_PROSE = 40
_WIDEST = 60
_TALLEST = 6


class Lines(NamedTuple):
    """Lines of a text and the place to read from."""

    lines: Sequence[str]
    at: int


def read_bars(source: Lines) -> tuple[Table | None, int]:
    """The table that starts at a line, and the line after it; None where none does."""
    if _is_row(source.lines[source.at]):
        return _rows(source)
    if source.lines[source.at].strip() == "|":
        return _cells(source)
    return None, source.at


def _is_row(line: str) -> bool:
    line = line.strip()
    return (
        len(line) > 2 and line[0] == "|" and line.count("|") >= 3 and set(line) != {"|"}
    )


def _is_short_row(line: str) -> bool:
    """A row of one cell, of which only a table's inside has any."""
    line = line.strip()
    return len(line) > 2 and line[0] == "|" == line[-1] and set(line) != {"|"}


def _rows(source: Lines) -> tuple[Table, int]:
    lines, at = source
    rows: list[Row] = []
    while at < len(lines) and (_is_row(lines[at]) or _is_short_row(lines[at])):
        line = lines[at].strip().removeprefix("|")
        if line.endswith("|") and not line.endswith(r"\|"):
            line = line[:-1]
        parts = re.split(r"(?<!\\)\|", line)
        if not all(_RULE.match(part) for part in parts):
            rows.append(Row(tuple(_cell(part) for part in parts)))
        at += 1
    return Table(tuple(rows)), at


def _cell(part: str) -> Cell:
    text = part.strip()
    return _MERGED.get(text) or Cell(clean(text.replace(r"\|", "|")))


def _cells(source: Lines) -> tuple[Table | None, int]:
    """A cell a line: the first row tells how many cells a row has."""
    stream = _Stream(source)
    width = _width(stream)
    if width < 2:
        if not stream.ended:
            return None, source.at
        return Table((Row((Cell(stream.texts[0]),)),)), stream.ends[0] + 1
    rows: list[Row] = []
    place = last = 0
    while stream.text(place) is not None and (count := _count(stream, place, width)):
        last = place + count
        texts = [stream.text(i) or "" for i in range(place, last)]
        rows.append(Row(tuple(map(Cell, texts))))
        place = last + 1
        if stream.text(last):
            break  # no bar starts another row
    return Table(tuple(rows)), stream.ends[min(last, len(stream.ends)) - 1] + 1


class _Stream:
    """What stands between the bars behind the first, read as far as it is asked for."""

    def __init__(self, source: Lines) -> None:
        self.lines, self.next = source.lines, source.at + 1
        self.first = source.at
        self.texts: list[str] = []
        self.ends: list[int] = []
        self.held: list[str] = []
        self.alone = False  # a bar on a line of its own has closed a cell
        self.ended = False  # text behind the table, before the first bar of another

    def text(self, place: int) -> str | None:
        """The text of one cell; None behind the last."""
        while place >= len(self.texts) and self._read():
            pass
        return self.texts[place] if place < len(self.texts) else None

    def _read(self) -> bool:
        behind = self.next >= len(self.lines) or len(self.held) > _PROSE
        if behind or self.ended:
            return False
        line = self.lines[self.next]
        if self.held and line.strip() == "|":
            if self.texts and not self.alone:
                self.ended = True
                return False
            self.alone = True
        *closed, rest = line.split("|")
        for part in closed:
            self.texts.append(clean("\n".join([*self.held, part])))
            self.ends.append(self.next)
            self.held = []
        if rest.strip():
            self.held.append(rest)
        self.next += 1
        return True


def _width(stream: _Stream) -> int:
    """Cells of the first row: up to an empty one, or to one too long for a heading."""
    before, place = stream.first, 0
    while stream.text(place):
        if stream.ends[place] - before > _TALLEST or place >= _WIDEST:
            break
        before = stream.ends[place]
        place += 1
    return place


def _count(stream: _Stream, place: int, width: int) -> int:
    """How many cells the row at `place` has; 0 where no row of this table starts."""
    end = place + width
    after = stream.text(end)
    if after == "":
        return width
    if after is None:
        texts = stream.texts[place:end]
        return len(texts) if any(texts) else 0
    # A cell was lost: the row ends at an empty one, behind which a number stands.
    for short in range(width - 1, 1, -1):
        behind = stream.text(place + short + 1) or ""
        if not stream.text(place + short) and _LABEL.match(behind):
            return short
    return width if place == 0 else 0


LINES = 60_000
_PAGE = re.compile(r"\s*-{2,}\s*(?:trang|page)\s+\d+\s*-{2,}\s*$", re.I)
_FOOT = re.compile(r"\s*(?:trang|page)\s+\d{1,3}\s*/\s*\d{1,3}\s*$", re.I)
_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*$")
_MARKER = re.compile(r"\s*\[/?\s*(?:hết\s+)?bảng\b[^\]]*\]\s*$", re.I)
_COMMENT = re.compile(r"#\s")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")


def read_plain(raw: bytes, path: Path) -> Source:
    """Read .txt or .md. Raises `CchcError` for what is no text."""
    letters = Conversions()
    lines = letters.composed(decode(raw, path)).splitlines()
    if len(lines) > LINES:
        raise CchcError(
            N_("{path} has more than {limit} lines"), path=path.name, limit=LINES
        )
    return Source("text", tuple(_blocks(_body(lines))), tuple(letters.notes()))


def decode(raw: bytes, path: Path) -> str:
    """Text of a file in UTF-8, or in UTF-16 with its mark."""
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(code, "replace")
    if b"\0" in raw:
        raise CchcError(
            N_("{path} is neither Word, Excel, PDF nor text"), path=path.name
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CchcError(
            N_("{path}:{line} is no UTF-8; save the file as UTF-8"),
            path=path.name,
            line=line,
        ) from None


def _body(lines: list[str]) -> list[str]:
    """Without the comment lines that stand above everything."""
    start = 0
    while start < len(lines) and _COMMENT.match(lines[start]):
        start += 1
    # One heading of Markdown is content; a block of them above all is a comment.
    lines = lines[start if start > 1 else 0 :]
    return rejoined([line for line in lines if not _FOOT.match(line)])


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    text: list[str] = []
    at = 0

    def flush() -> None:
        if text:
            blocks.append(Paragraph(clean("\n".join(text))))
            text.clear()

    while at < len(lines):
        line = lines[at]
        table, after = _table(lines, at)
        if table is not None:
            flush()
            blocks.append(table)
            at = after
            continue
        at += 1
        if _PAGE.match(line):
            flush()
            blocks.append(PageBreak())
        elif not line.strip() or _MARKER.match(line):
            flush()
        elif _NUMBER.match(line) and blocks and isinstance(blocks[-1], PageBreak):
            continue  # the page's own number
        else:
            text.append(_HEADING.sub("", line))
            if not _is_open(text):
                flush()
    flush()
    return [b for b in blocks if not isinstance(b, Paragraph) or b.text]


def _is_open(lines: list[str]) -> bool:
    """Whether the next line belongs to the same paragraph: inside bold text."""
    return "\n".join(lines).count("**") % 2 == 1 and len(lines) < 12


def _table(lines: list[str], at: int) -> tuple[Table | None, int]:
    if lines[at].count("\t") >= 2:
        return _tabbed(lines, at)
    if "|" in lines[at]:
        framed, after = read_bars(Lines(lines, at))
        return (framed, after) if framed is not None else _unframed(lines, at)
    return read_loose(lines, at)


_HEAD = 10  # lines of a letterhead of two columns


def _unframed(lines: list[str], at: int) -> tuple[Table | None, int]:
    """Lines with bars between their cells and none around them."""
    bars = len(_bared(lines[at])) - 1
    if lines[at].lstrip().startswith("|") or not bars:
        return None, at
    rows: list[Row] = []
    end = at
    while end < len(lines) and " |" in lines[end] and not lines[end].startswith("|"):
        parts = _bared(lines[end], bars + 1)
        if len(parts) == 2 < bars and _LABEL.match(parts[0]):
            parts += [""] * (bars - 1)  # a group: its number and name
        if len(parts) != bars + 1:
            break
        rows.append(Row(tuple(_cell(part) for part in parts)))
        end += 1
    numbered = fold(rows[0].texts[0]) in FIRST if rows else False
    listed = bars >= 2 and len(rows) >= 2 and numbered
    if not listed and not (bars == 1 and at < _HEAD):
        return None, at
    return Table(tuple(rows)), end


def _bared(line: str, width: int = 0) -> list[str]:
    """The cells of a line; a bar behind the last of `width` begins none."""
    parts = re.split(r"\s\|(?:\s|\Z)", line.rstrip())
    return parts[:-1] if not parts[-1] and len(parts) != width else parts


def _tabbed(lines: list[str], at: int) -> tuple[Table | None, int]:
    """Lines with tabs; a line that a cell's line break cut is put together."""
    width = lines[at].count("\t")
    rows: list[Row] = []
    while at < len(lines):
        line = lines[at]
        tabs = line.count("\t")
        if tabs == 0:
            break
        taken = 1
        while tabs < width and at + taken < len(lines):
            more = lines[at + taken]
            if not more.strip() or tabs + more.count("\t") > width:
                break
            line = f"{line}\n{more}"
            tabs += more.count("\t")
            taken += 1
        if tabs < width:
            line, taken = lines[at], 1
        rows.append(Row(tuple(Cell(clean(_unquoted(c))) for c in line.split("\t"))))
        at += taken
    if len(rows) == 1 and sum(bool(cell.text) for cell in rows[0].cells) < 3:
        return None, at - 1 if at > 0 else at
    return Table(tuple(rows)), at


def _unquoted(cell: str) -> str:
    """A spreadsheet quotes cells that hold line breaks."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and "\n" in cell:
        return cell[1:-1].replace('""', '"')
    return cell
