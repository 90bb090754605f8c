"""What a column holds, told by its cells: bodies, times, papers, numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum

from cchc.importing.document import bulleted, joined, parse
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import KnownBodies, end_of_names
from cchc.text.characters import fold
from cchc.wording import Context, read


class Holds(Enum):
    """What most cells of a column are."""

    NUMBERS = "numbers"
    BODIES = "bodies"
    TIMES = "times"
    PAPERS = "papers"
    SENTENCES = "sentences"


_MOST = 0.75
_READ = 40  # cells that tell what a column holds
_TIME = re.compile(
    r"\d{1,2}\s*/\s*\d{1,4}|quý|tháng|năm|tuần|ngày|thường xuyên|hằng|hàng|định kỳ"
    r"|\b20\d\d\b",
    re.I,
)
_LONG_TIME = 90
_PAPER = re.compile(
    r"(?:các\s+|bản\s+|dự thảo\s+|bộ\s+|\d+\s+)?(?:kế hoạch|báo cáo|quyết định|công văn"
    r"|tờ trình|văn bản|đề án|nghị quyết|quy chế|quy trình|thông báo|chương trình"
    r"|danh mục|phương án|quy định|hướng dẫn|chỉ thị|tài liệu|hồ sơ|biên bản|kết luận"
    r"|hợp đồng|giấy mời|sổ|cơ sở dữ liệu|phần mềm|hội nghị|tin, bài|bảng|phiếu|số liệu"
    r"|dự toán|quy hoạch|sổ tay|video|chuyên mục|niên giám|nghị định|thông tư)(?!\w)",
    re.I,
)
_PLURAL = re.compile(r"[-–+\s]*(?:các|toàn thể|tất cả|những)\s", re.I)
_LONG_NAME = 90
_SENTENCE = 18


def held(texts: Sequence[str], known: KnownBodies) -> Holds | None:
    """What a column holds whose filled cells have these texts; None where unclear."""
    filled = [text for text in texts if text.strip()][:_READ]
    if not filled:
        return None
    tests: tuple[tuple[Holds, Callable[[str], bool]], ...] = (
        (Holds.NUMBERS, _is_number),
        (Holds.TIMES, _is_time),
        (Holds.BODIES, lambda text: is_bodies(text, known)),
        (Holds.PAPERS, is_paper),
    )
    for what, test in tests:
        if sum(map(test, filled)) >= _MOST * len(filled):
            return what
    length = sum(map(len, filled)) / len(filled)
    return Holds.SENTENCES if length >= _SENTENCE else None


def is_paper(text: str) -> bool:
    """Whether a text names a paper: "Kế hoạch …", "02 báo cáo"."""
    return bool(_PAPER.match(text.lstrip(" -–+")))


def product_and_time(text: str) -> tuple[str, str] | None:
    """ "Quyết định/Quý I/2026" cut where its time begins; None where neither end is."""
    for cut in re.finditer(r"\s*[/;\n,]\s*|\s+[-–]\s+|\s*\((?=[^()]*\)\Z)", text):
        first, rest = text[: cut.start()], text[cut.end() :].removesuffix(")")
        if first and _is_time(rest) and not _is_time(first):
            return first, rest
        if first and _is_time(first) and rest and not _TIME.search(rest):
            return rest, first
    return None


def _is_number(text: str) -> bool:
    label = parse(joined(text))
    return label is not None and bool(label.text) and len(text) <= 8


def _is_time(text: str) -> bool:
    if len(text) > _LONG_TIME or not _TIME.search(text):
        return False
    reading = read(joined(text), Context(None, None, None))
    return bool(reading.deadlines) or fold(text).startswith(("quy", "thang", "truoc"))


def is_bodies(text: str, known: KnownBodies) -> bool:
    """Whether every part of a text is a name: known, or in the shape of one."""
    parts = [part for line in bulleted(text) for part in re.split(r"[;\n]", line)]
    parts = [joined(part).strip(" .,") for part in parts]
    return all(_is_body(part, known) for part in parts if part) and any(parts)


def _is_body(part: str, known: KnownBodies) -> bool:
    if len(part) > _LONG_NAME:
        return False
    if not HEAD.match(part) and known.end(part) is None:
        return False
    if _PLURAL.match(part):
        return bool(HEAD.match(part)) and end_of_names(part, known) is not None
    end = end_of_names(part, known)
    return end is not None and end.at == len(part)
