"""Copied text: tabs, bars on one line, or a cell a line between bars."""

from __future__ import annotations

import re
from pathlib import Path

from cchc.importing.markup import clean
from cchc.importing.readers.bars import Lines, read_bars
from cchc.importing.source import (
    Block,
    Cell,
    PageBreak,
    Paragraph,
    Row,
    Source,
    Table,
)
from cchc.problems import N_, CchcError

LINES = 60_000
_PAGE = re.compile(r"\s*-{2,}\s*(?:trang|page)\s+\d+\s*-{2,}\s*$", re.I)
_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*$")
_MARKER = re.compile(r"\s*\[/?\s*(?:hết\s+)?bảng\b[^\]]*\]\s*$", re.I)
_COMMENT = re.compile(r"#\s")
_HEADING = re.compile(r"#{1,6}\s+(?=\S)")


def read_plain(raw: bytes, path: Path) -> Source:
    """Read .txt or .md. Raises `CchcError` for what is no text."""
    lines = decode(raw, path).splitlines()
    if len(lines) > LINES:
        raise CchcError(
            N_("{path} has more than {limit} lines"), path=path.name, limit=LINES
        )
    return Source("text", tuple(_blocks(_body(lines))))


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
    return lines[start if start > 1 else 0 :]


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
        return read_bars(Lines(lines, at))
    return None, at


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
