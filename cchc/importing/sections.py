"""Where a document parts: one file with several decisions, and the places in a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc.importing.document import (
    Block,
    Kind,
    PageBreak,
    Paragraph,
    Source,
    Table,
    leading,
)
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS

SYMBOL = (
    r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ]*(?:\s?-\s?[A-ZĐƯ][A-Za-zĐđƯư0-9&]*)+"
    r"|(?:CTr|NQ|KH|QĐ|QyĐ|CT|KL|HD|TB|BC|ĐA)/[A-ZĐ][A-Za-zĐđ0-9]*"
)
NUMBER = re.compile(rf"(?:^|\n|\s)Số\s*:?\s*(\d{{0,5}}[a-zA-Z]?)\s*[/-]\s*({SYMBOL})")
_TITLE = re.compile(
    r"(quyet dinh|ke hoach|nghi quyet|chuong trinh|chi thi|thong bao|huong dan|de an)\b"
)
_LETTERHEAD = re.compile(
    r"cong hoa xa hoi|doc lap tu do|uy ban nhan dan|^so \w+"
    r"|^(thanh pho|tinh|quan|huyen)\b"
)
_NEAR = 14
_HEAD = 260


@dataclass(frozen=True, slots=True)
class Part:
    """One decision of a file: its blocks and the number printed above it."""

    number: str
    blocks: tuple[Block, ...]


_PLACE_AND_DAY = re.compile(r",\s*ngày.{0,8}\s*tháng.{0,8}\s*năm\s+\d{4}\s*\Z")


def is_letterhead(text: str) -> bool:
    """Whether a text is of the head of a document: its number, place and date, body."""
    if len(text) > _HEAD or re.match(r"\s*\(?(kèm|ban hành)", text, re.I):
        return False
    if NUMBER.search(text) or _PLACE_AND_DAY.search(text):
        return True
    return text.isupper() and bool(_LETTERHEAD.search(fold(text)))


_REPUBLIC = re.compile(r"(?<=\w)\s+(CỘNG (?:HÒA|HOÀ)\b.*|ĐẢNG CỘNG SẢN\b.*)\Z")
_NAME_OF_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = re.compile(r"(?<=\w)\s+Độc lập\b.*\Z")


def left_column(lines: list[str]) -> list[str]:
    """The lines, without what a letterhead prints on the right of the same line."""
    rest = ""
    for at, line in enumerate(lines[:_NEAR]):
        if match := _REPUBLIC.search(line):
            said = match[1].replace("HOÀ", "HÒA").strip()
            whole = _NAME_OF_STATE.startswith(said)
            rest = _NAME_OF_STATE.removeprefix(said).strip() if whole else ""
            lines[at] = line[: match.start()]
        elif rest and line.endswith(f" {rest}"):
            lines[at], rest = line.removesuffix(rest).rstrip(), ""
        elif line.split()[0].isupper():
            lines[at] = _MOTTO.sub("", line)
    return lines


def split_parts(source: Source) -> list[Part]:
    """The decisions of a file, in order; one where only one is found."""
    starts: list[tuple[int, str]] = []
    seen: set[str] = set()
    for at, block in enumerate(source.blocks):
        number = _number(block)
        if number is None or fold(number) in seen or not _titled(source.blocks, at):
            continue
        seen.add(fold(number))
        starts.append((at, number))
    if len(starts) < 2:
        return [Part(starts[0][1] if starts else "", source.blocks)]
    cuts = [0, *(_back(source.blocks, at) for at, _ in starts[1:]), len(source.blocks)]
    return [
        Part(number, source.blocks[cuts[i] : cuts[i + 1]])
        for i, (_, number) in enumerate(starts)
    ]


def text_of(block: Block) -> str:
    """The text of a paragraph or of all cells of a table."""
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Table):
        return "\n".join(t for row in block.rows for t in row.texts if t)
    return ""


def _number(block: Block) -> str | None:
    text = text_of(block)
    if len(text) > _HEAD:
        return None
    match = NUMBER.search(text)
    if match is None or re.match(r"\s*\(?(kèm|ban hành)", text, re.I):
        return None
    return own_number(match[1], match[2])


def own_number(number: str, symbol: str) -> str:
    """Number and symbol as one: 12/QĐ-UBND, and 05-CTr/TU of the Party."""
    mark = "-" if "/" in symbol and not symbol[:1].isdigit() else "/"
    return "".join(f"{number}{mark}{symbol}".split())


def _titled(blocks: Sequence[Block], at: int) -> bool:
    """Whether a title in capitals stands soon after."""
    near = [text_of(block) for block in blocks[at : at + _NEAR]]
    return any(
        line.isupper() and _TITLE.match(fold(line))
        for text in near
        for line in text.split("\n")
    )


def _back(blocks: Sequence[Block], at: int) -> int:
    """Move to the letterhead above a number."""
    while at > 0:
        block = blocks[at - 1]
        text = text_of(block)
        if not isinstance(block, PageBreak) and not (
            len(text) <= _HEAD and _LETTERHEAD.search(fold(text))
        ):
            break
        at -= 1
    return at


BASIS = "Căn cứ"
CLOSING = re.compile(
    r"\s*(?:Trên đây là|Trong quá trình (?:thực hiện|triển khai|tổ chức)|Nơi nhận\b"
    r"|Quyết định này|Yêu cầu (?:các|Thủ trưởng)[^:]*/\."
    rf"|(?:TM|KT|TL|TUQ)\.\s*[{CAPITALS}])"
)
"""What closes the text of a decision."""
_ARTICLE = re.compile(r"Điều\s+(\d+)\s*[.:]")
_BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét tờ trình)\b")
_NOTE = re.compile(r"\s*([¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s*(?=\S)")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")
_RECIPIENTS = re.compile(r"\s*Nơi nhận\b")
_YEARS = re.compile(
    r"(?:đến(?: hết)? năm|giai đoạn \d{4}\s*[-–]|năm)\s*((?:19|20)\d\d)", re.I
)
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, where it stands, and the year that the headings above it name.

    `aims` says that it is one of the aims; `general` that these name no measure.
    """

    text: str
    at: str
    year: str | None = None
    aims: bool = False
    general: bool = False


def passages(blocks: Sequence[Block]) -> Iterator[Passage]:
    """The paragraphs of a decision in order, with their places."""
    place = _Place()
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        text = block.text
        if _RECIPIENTS.match(text):
            place = _Place("Nơi nhận")
        elif _BASIS.match(text):
            yield Passage(text, BASIS)
        elif match := _NOTE.match(text):
            yield Passage(text, f"chú thích {match[1].translate(_RAISED)}")
        else:
            place.go_on(text)
            yield place.passage(text)


@dataclass(slots=True)
class _Place:
    """Where a text stands: the article, the numbers above, what their headings say."""

    article: str = ""
    of_article: bool = False  # whether the article states aims
    path: dict[Kind, str] = field(default_factory=dict)
    years: dict[Kind, str | None] = field(default_factory=dict)
    aims: set[Kind] = field(default_factory=set)
    general: set[Kind] = field(default_factory=set)

    def go_on(self, text: str) -> None:
        """Take in the number that a text begins with, and what it says as a heading."""
        if match := _ARTICLE.match(text):
            self.article = f"Điều {match[1]}"
            self.of_article = len(text) <= _SHORT and _states_aims(text)
            self.path.clear()
        label, _ = leading(text)
        if label.kind not in _DEPTHS:
            return
        _enter(self.path, label.kind, label.text)
        for deeper in _DEPTHS[_DEPTHS.index(label.kind) :]:
            self.years.pop(deeper, None)
            self.aims.discard(deeper)
            self.general.discard(deeper)
        if len(text) > _SHORT:
            return
        found = _YEARS.search(text)
        self.years[label.kind] = found[1] if found else None
        folded = fold(text)
        if _states_aims(text):
            self.aims.add(label.kind)
        if re.search(r"muc tieu (tong quat|chung)|muc dich|yeu cau", folded):
            self.general.add(label.kind)

    def passage(self, text: str) -> Passage:
        """The text at this place."""
        at = ".".join(self.path.values()) or self.article or "phần mở đầu"
        year = next(
            (self.years[k] for k in reversed(_DEPTHS) if self.years.get(k)), None
        )
        aims = bool(self.aims) or self.of_article
        return Passage(text, at, year, aims, bool(self.general))


def _states_aims(heading: str) -> bool:
    return any(words in fold(heading) for words in ("muc tieu", "chi tieu"))


_DEPTHS = (Kind.LETTER, Kind.ROMAN, Kind.INTEGER, Kind.DOTTED, Kind.SMALL)


def _enter(path: dict[Kind, str], kind: Kind, text: str) -> None:
    """Open a numbered place; what stood deeper is closed."""
    for deeper in _DEPTHS[_DEPTHS.index(kind) :]:
        path.pop(deeper, None)
    if kind is Kind.DOTTED:
        path.pop(Kind.INTEGER, None)  # "1.1" says the "1" itself
    path[kind] = text
