"""Which line of a document is which component of its form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cchc.layout.document import Document, Line

TYPES = frozenset(
    {
        *("nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo"),
        *("thông báo", "hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án"),
        *("dự án", "báo cáo", "biên bản", "tờ trình", "hợp đồng", "công điện"),
        *("bản ghi nhớ", "bản thỏa thuận", "giấy ủy quyền", "giấy mời"),
        *("giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển"),
        "phiếu báo",
    }
)
NATION = re.compile(
    r"C[ỘỌ]NG\s*H(ÒA|OÀ)\s*XÃ\s*HỘI\s*CHỦ\s*NGHĨA\s*VIỆT\s*NAM\Z", re.IGNORECASE
)
MOTTO = re.compile(r"độc\s*lập\s*[-–—]\s*tự\s*do\s*[-–—]\s*hạnh\s*phúc", re.IGNORECASE)
NUMBER = re.compile(r"Số\s*:", re.IGNORECASE)
DATE = re.compile(
    r"ngày\s*[\d…._ ]*\s*tháng\s*[\d…._ ]*\s*năm\s*[\d…._]*", re.IGNORECASE
)
ANNEX = re.compile(r"phụ\s+lục(\s+(số\s+)?\w+)?\s*[:.]?\Z", re.IGNORECASE)
_ABOUT = re.compile(r"V/v\b", re.IGNORECASE)
_HEAD_LINES = 45
_PLACE_WORDS = (
    "QUẬN", "HUYỆN", "TỈNH", "THÀNH PHỐ", "PHƯỜNG", "XÃ", "THỊ", "ĐẶC KHU",
)  # fmt: skip


@dataclass(slots=True)
class Parts:
    """Lines by component; an empty list or None where the document has none."""

    nation: Line | None = None
    motto: Line | None = None
    parent: list[Line] = field(default_factory=list)
    agency: list[Line] = field(default_factory=list)
    number: Line | None = None
    date: Line | None = None
    kind: Line | None = None
    title: list[Line] = field(default_factory=list)
    about: Line | None = None
    addressed: list[Line] = field(default_factory=list)
    grounds: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    position: list[Line] = field(default_factory=list)
    signer: Line | None = None
    recipients_head: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    annexes: list[list[Line]] = field(default_factory=list)


def recognise(document: Document) -> Parts:
    """Find the components; what is not there stays empty."""
    parts = Parts()
    written = [line for line in document.lines if line.words]
    _head(written[:_HEAD_LINES], parts)
    _foot(written, parts)
    _annexes(written, parts)
    _middle(written, parts)
    return parts


def is_capital(text: str) -> bool:
    """Whether every letter is a capital."""
    return text.upper() == text and any(c.isalpha() for c in text)


def _first(lines: Iterable[Line], pattern: re.Pattern[str]) -> Line | None:
    return next((line for line in lines if pattern.search(line.words)), None)


def _head(lines: list[Line], parts: Parts) -> None:
    parts.nation = _first(lines, NATION)
    parts.motto = _first(lines, MOTTO)
    parts.number = next((one for one in lines if NUMBER.match(one.words)), None)
    parts.about = next((one for one in lines if _ABOUT.match(one.words)), None)
    parts.kind = next((one for one in lines if _is_kind(one)), None)
    last = parts.kind.number if parts.kind else 10**9
    parts.date = next(
        (one for one in lines if one.number < last and _is_date(one)), None
    )
    _issuers(lines, parts)


def _is_kind(line: Line) -> bool:
    return line.cell is None and line.words.casefold().rstrip(" .:") in TYPES


def _is_date(line: Line) -> bool:
    return len(line.words) < 90 and bool(DATE.search(line.words)) and "," in line.words


def _issuers(lines: list[Line], parts: Parts) -> None:
    """Agency names: above the number, in the column beside the Quốc hiệu."""
    anchor = parts.nation or parts.motto
    if anchor is None or anchor.cell is None:
        return
    table, _, column = anchor.cell
    left = [
        line
        for line in lines
        if line.cell is not None
        and line.cell[0] == table
        and line.cell[2] < column
        and not NUMBER.match(line.words)
        and not _ABOUT.match(line.words)
        and (parts.number is None or line.number < parts.number.number)
    ]
    cut = _cut(left)
    parts.parent, parts.agency = left[:cut], left[cut:]


def _cut(left: list[Line]) -> int:
    """Where the issuing agency starts: its name may run over two lines."""
    if len(left) < 2:
        return 0
    cut = len(left) - 1
    first_bold = next((i for i, line in enumerate(left) if _bold(line)), cut)
    # A place on the last line carries on the name above it: UBND / QUẬN BÌNH TÂN.
    continued = left[cut].words.upper().startswith(_PLACE_WORDS)
    if continued and cut - 1 >= first_bold:
        cut -= 1
    return cut if first_bold == 0 else max(min(first_bold, cut), 0)


def _bold(line: Line) -> bool:
    return any(face.bold for text, face in line.faces if text.strip())


def _foot(lines: list[Line], parts: Parts) -> None:
    head = next(
        (one for one in lines if one.words.casefold().startswith("nơi nhận")), None
    )
    parts.recipients_head = head
    if head is None:
        return
    after = [line for line in lines if line.number > head.number]
    if head.cell is None:
        parts.recipients = _dashed(after)
        return
    table, row, column = head.cell
    mine = [line for line in after if line.cell == head.cell]
    parts.recipients = _dashed(mine)
    other = [
        line
        for line in lines
        if line.cell is not None and line.cell[0] == table and line.cell[2] != column
        and line.cell[1] >= row
    ]  # fmt: skip
    _signature(other, parts)


def _signature(lines: list[Line], parts: Parts) -> None:
    """Positions are in capitals; the name is the last line that is not."""
    for line in lines:
        if is_capital(line.words):
            parts.position.append(line)
    named = [line for line in lines if not is_capital(line.words)]
    signed = [line for line in named if not line.words.startswith("(")]
    parts.signer = signed[-1] if signed else None
    if not parts.position and len(lines) > 1:
        parts.position = [lines[0]]


def _dashed(lines: list[Line]) -> list[Line]:
    found = []
    for line in lines:
        if not line.words.startswith(("-", "–", "+")):
            break
        found.append(line)
    return found


def _annexes(lines: list[Line], parts: Parts) -> None:
    """Each annex: its number, its title, and the line on the document it belongs to."""
    last = parts.recipients[-1].number if parts.recipients else 0
    for i, line in enumerate(lines):
        if line.number > last and line.cell is None and ANNEX.match(line.words):
            following = [one for one in lines[i + 1 : i + 5] if one.cell is None]
            parts.annexes.append([line, *following])


def _middle(lines: list[Line], parts: Parts) -> None:
    """What stands between the head and the foot, outside tables."""
    start = parts.kind or parts.about or parts.number
    if parts.kind is None and parts.date is not None:
        start = max((x for x in (start, parts.date) if x), key=lambda x: x.number)
    end = parts.recipients_head or (parts.annexes[0][0] if parts.annexes else None)
    first = start.number if start else 0
    last = end.number if end else 10**9
    positions = {line.number for line in (*parts.position, parts.signer) if line}
    inside = [
        line
        for line in lines
        if first < line.number < last
        and line.cell is None
        and line.number not in positions
    ]
    if parts.kind is not None:
        inside = _titled(inside, parts)
    inside = _addressed(inside, parts)
    for i, line in enumerate(inside):
        ground = line.words.startswith(("Căn cứ", "Theo đề nghị", "Xét đề nghị"))
        if ground and (line.words.endswith(";") or (i and parts.grounds)):
            parts.grounds.append(line)
    grounds = {line.number for line in parts.grounds}
    parts.body = [line for line in inside if line.number not in grounds]


def _titled(inside: list[Line], parts: Parts) -> list[Line]:
    """The trích yếu: centred or bold lines right below the type."""
    for i, line in enumerate(inside):
        centred = line.frame.align == "center"
        stop = (
            is_capital(line.words)
            or line.words.casefold().startswith("kính gửi")
            or not (centred or i == 0)
            or i == 3
        )
        if stop:
            return inside[i:]
        parts.title.append(line)
    return []


def _addressed(inside: list[Line], parts: Parts) -> list[Line]:
    for i, line in enumerate(inside[:4]):
        if line.words.casefold().startswith("kính gửi"):
            parts.addressed = [line, *_dashed(inside[i + 1 :])]
            return inside[:i] + inside[i + len(parts.addressed) :]
    return inside
