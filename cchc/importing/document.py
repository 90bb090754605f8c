"""The neutral shape of a document, and the small signs in its text.

Paragraphs, tables of cells, page breaks; dates and numbers in front of things; plain
text out of what copies leave behind.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from cchc.dates import parse_period
from cchc.problems import BadValue, Message
from cchc.text.letters import CAPITALS, composed

_TONED = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]")
_ENOUGH = 400
# Of a hundred letters, about 17 are of these in any Vietnamese text; bad OCR keeps
# the accents of French, and text typed without accents has none.
_LEAST = 0.07


def is_damaged(texts: Iterable[str]) -> bool:
    """Whether Vietnamese letters are so rare that the copy must have lost them."""
    toned = letters = 0
    for text in texts:
        toned += len(_TONED.findall(text))
        letters += len(_WORD.findall(text))
    return letters >= _ENOUGH and toned / letters < _LEAST


def printed_day(date: re.Match[str] | None) -> str | None:
    """A date printed day first (groups: day, month, year) in ISO form, if it exists."""
    if date is None:
        return None
    try:
        return parse_period(f"{date[3]}-{int(date[2]):02}-{int(date[1]):02}").text
    except BadValue:
        return None


_BREAK = re.compile(
    r"\s*<\s*(?:br|/?p|/?div|/?ul|/?ol|/li|tr|/?table)\b[^<>]*>\s*", re.I
)
_ITEM = re.compile(r"\s*<\s*li\b[^<>]*>\s*", re.I)
_TAG = re.compile(r"<\s*/?\s*[a-z][a-z0-9]*\b[^<>]*>", re.I)
_STARS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", re.S)
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD, *range(0x00, 0x09)]
)
_CONTROL = re.compile("[\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")


def clean(text: str) -> str:
    """One text in NFC, its lines tidied, without tags or invisible characters."""
    text = composed(text).translate(_INVISIBLE)
    text = _CONTROL.sub("\n", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _ITEM.sub("\n- ", text)))
    if "&" in text:
        text = html.unescape(text)
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def joined(text: str) -> str:
    """The lines of a text as one."""
    return " ".join(text.split())


def bulleted(text: str) -> list[str]:
    """The items of a text that lists with dashes; one item where it does not.

    A lost line break leaves " - " between items. That is told from the dash of
    "2021 - 2025" or "Sở Quy hoạch - Kiến trúc" by what stands first: a list begins
    with a dash.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines:
        return []
    if not _DASH.match(lines[0]) and not any(_DASH.match(line) for line in lines):
        return [joined(text)]
    items: list[str] = []
    for line in lines:
        if _DASH.match(line):
            items += _split_dashes(line)
        elif items:
            items[-1] = f"{items[-1]} {line.strip()}"
        else:
            items.append(line.strip())
    return [item for item in (joined(item).strip(" ;") for item in items) if item]


_DASH = re.compile(r"\s*[-–—+•]\s*(?=\S)")
_INNER = re.compile(rf"\s[-–—+•]\s*(?=[{CAPITALS}\d])")


def _split_dashes(line: str) -> list[str]:
    """Parts of a line that begins with a dash, cut at later dashes before capitals."""
    body = _DASH.sub("", line, count=1)
    parts: list[str] = []
    start = 0
    for match in _INNER.finditer(body):
        before = body[start : match.start()]
        if _is_range(before, body[match.end() :]) or _is_name(before):
            continue
        parts.append(before)
        start = match.end()
    return [*parts, body[start:]]


def _is_range(before: str, after: str) -> bool:
    return before[-1:].isdigit() and after[:1].isdigit()


_HALVES = (
    "Quy hoạch", "Tổ chức", "Văn hóa", "Lao động", "Thi đua", "Văn thư", "Tài chính",
    "kinh tế", "Kinh tế", "chính trị", "Chính trị", "Công chức", "Giáo dục", "Văn hoá",
    "Phát thanh",
)  # fmt: skip


def _is_name(before: str) -> bool:
    """Whether a dash after these words is part of a name."""
    return before.rstrip().endswith(_HALVES)


def dash_goes_on(before: str, line: str) -> bool:
    """Whether a line that begins with a dash goes on with the one before it.

    "Phòng Văn hóa" over "- Xã hội", "2026" over "- 2030": the width broke them.
    """
    behind = _DASH.sub("", line, count=1)
    if behind == line or _DASH.match(before):
        return False
    if _YEAR_ENDS.search(before) and _YEAR_STARTS.match(behind):
        return True
    return _is_name(before) and behind.startswith(_OTHER_HALVES)


_YEAR_ENDS = re.compile(r"(?<!\d)(?:19|20)\d\d\s*\Z")
_YEAR_STARTS = re.compile(r"(?:19|20)\d\d(?!\d)")
_OTHER_HALVES = (
    "Xã hội", "Kiến trúc", "Cán bộ", "Thể thao", "Thương binh", "Khen thưởng",
    "Lưu trữ", "Kế hoạch", "Truyền thông", "Truyền hình", "Du lịch", "Thông tin",
    "Viên chức",
)  # fmt: skip


class Kind(Enum):
    """What a number looks like, from the outside of a plan to its inside."""

    LETTER = "A"
    ROMAN = "I"
    INTEGER = "1"
    DOTTED = "1.1"
    SMALL = "a"
    DASH = "-"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed, without the point or bracket after it."""

    kind: Kind
    text: str = ""


NO_LABEL = Label(Kind.NONE)
LETTERS = "abcdđeghiklmnopqrstuvxyz"
_ROMAN = re.compile(r"(?=[IVXLC])(?:X[LC]|L?X{0,4})(?:I[XV]|V?I{0,4})\Z")
_FORMS = (
    (Kind.DOTTED, re.compile(r"(\d{1,3}(?:\.\d{1,3})+(?:\.?[a-zđ])?)[.)]?\Z")),
    (Kind.INTEGER, re.compile(r"0*(\d{1,3})[.)]?\Z")),
    (Kind.SMALL, re.compile(r"([a-zđ]\d?)[.)]?\Z")),
    (Kind.DASH, re.compile(r"([-–—+•*])\Z")),
)
_START = re.compile(
    r"(?P<roman>[IVXLC]{1,7})[.)/-]\s*(?=\S)"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)(?:[.)]|-(?=\s))?\s+(?=\S)"
    r"|(?P<integer>\d{1,3})(?:-(?=\s+[^\W\d])|[.)])(?:\s*(?=[^\d\s])|\s+(?=\d))"
    r"|(?P<small>[a-zđ])\)\s*(?=\S)"
    r"|(?P<letter>[A-HĐ])[.)]\s+(?=\S)"
)
_KINDS = {
    "roman": Kind.ROMAN,
    "dotted": Kind.DOTTED,
    "integer": Kind.INTEGER,
    "small": Kind.SMALL,
    "letter": Kind.LETTER,
}


def parse(text: str) -> Label | None:
    """The label that a whole cell holds; None where it holds something else."""
    text = "".join(text.split())
    if not text:
        return NO_LABEL
    bare = text.rstrip(".)/")
    if _ROMAN.match(bare):
        return Label(Kind.ROMAN, bare)
    if re.fullmatch(r"[A-HĐ]", bare):
        return Label(Kind.LETTER, bare)
    for kind, form in _FORMS:
        if match := form.match(text):
            return Label(kind, match[1])
    return None


def leading(text: str) -> tuple[Label, str]:
    """The label that a text begins with, and the text behind it."""
    match = _START.match(text)
    if match is None:
        return NO_LABEL, text
    group = match.lastgroup or ""
    value = match[group]
    if group == "roman" and not _ROMAN.match(value):
        if value == "C":  # behind "B.": one hundred parts no document
            return Label(Kind.LETTER, value), text[match.end() :]
        return NO_LABEL, text
    return Label(_KINDS[group], value), text[match.end() :]


def letter(index: int) -> str:
    """The letter of the Vietnamese alphabet that numbers the item at `index`."""
    first = LETTERS[index % len(LETTERS)]
    return first if index < len(LETTERS) else f"{first}{index // len(LETTERS)}"


class Merge(Enum):
    """What a place of the grid shows: a cell of its own, or part of another."""

    OWN = ""
    UP = "up"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a table's grid; lines of its text are parted by newlines.

    `doubts` are what reading the cell lost or could not know.
    """

    text: str = ""
    merge: Merge = Merge.OWN
    doubts: tuple[Message, ...] = ()


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
