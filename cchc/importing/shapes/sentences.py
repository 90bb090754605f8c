"""Sentences that say who and by when, as labels would.

"Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính thực hiện; xong trước 30/6/2026"
below what is to be done says no more than "Chủ trì: …; Phối hợp: …; Thời hạn: …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cchc.importing.document import joined, leading
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import KnownBodies
from cchc.importing.shapes.columns import is_bodies
from cchc.wording import Context, read

_ACTS = (
    r"(?:\s+(?:tổ chức|triển khai|tham mưu|xây dựng|thực hiện|việc này|nội dung này))*"
)
_LEADS = (
    r"(?:là\s+(?:cơ quan|đơn vị)\s+)?(?:chủ trì|chịu trách nhiệm(?: chính| chủ trì)?"
    r"|làm đầu mối|đầu mối|đảm nhiệm|phụ trách)"
)
_TIMES = (
    r"(?:hoàn thành|xong|trước|trong|thời (?:gian|hạn)|chậm nhất|hạn|đến hết|báo cáo"
    r"|(?:thực hiện|định kỳ) (?:trong|trước|từ|vào|hằng|hàng|định kỳ|thường xuyên)"
    r"|thường xuyên)\b"
)
# A time, and not "hoàn thành phân bổ vốn … trước ngày 15/9", which says what to do.
_WHEN = re.compile(
    rf"(?:{_TIMES}(?:\s*:)?\s*)+(?:việc này\s+)?(?=[\dIVX]|(?:ngày|tháng|quý|năm"
    r"|tuần|giai đoạn|khi|mùa|dịp|kỳ|nhiệm kỳ|hằng|hàng|thường xuyên|định kỳ|đến"
    r"|cuối|đầu|giữa|vòng|thời hạn|6|dài hạn|ngay|sau|từ|kết quả)\b|\W*\Z)",
    re.I,
)
_SAID = re.compile(
    r"(?:[Gg]iao(?: cho)?|[Pp]hân công|[Đđ]ề nghị|[Yy]êu cầu)?\s*"
    r"(?P<lead>[^.;:()]{3,160}?)\s*,?\s+"
    rf"{_LEADS}{_ACTS}"
    r"(?:\s*[,;]?\s*(?:và\s+)?phối hợp(?: chặt chẽ)?(?:\s+(?:với|cùng))?\s+"
    r"(?P<partner>[^.;:()]{3,300}?)"
    r"|\s*[,;]\s*(?P<helper>[^.;:()]{3,200}?)\s+(?:cùng\s+)?phối hợp)?"
    rf"{_ACTS}\s*(?P<rest>(?:[.;(]|,?\s*(?={_TIMES})).*)?\Z",
    re.S,
)
_MARK = re.compile(r"\s*(?:[-–+•*]\s*|[a-zđ]\)\s*)?")
# Where such a sentence may begin behind what is to be done.
_BEHIND = re.compile(r"(?<=\S)\s*(?:\(|(?<=[.;])\s)(?=\S)")
_LABELLED = re.compile(r"\s*[^.:;()]{2,50}:\s")
_PLAIN = re.compile(
    r"\s*(?:Hoàn thành|Xong|Thời gian|Thời hạn|Chậm nhất|Trước|Trong)\s"
)
_LONG_TIME = 90
_NEAR_TIME = re.compile(
    rf"{_TIMES}(?=.*\d)[^;.]{{1,50}}\Z"
)  # "trong năm học 2025 - 2026"
_MANY = 20
_ANY_TIME = Context(None, None, None)


_PERIOD = re.compile(
    r"\W*(?P<when>(?:trong\s+)?(?:tháng|quý)\s+(?:\d{1,2}|[IV]{1,3})"
    r"(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?)\W*\Z",
    re.I,
)


def period_heading(line: str) -> str | None:
    """The month or quarter that a line names and nothing else: "THÁNG 3/2026"."""
    match = _PERIOD.match(leading(line)[1])
    if match is None:
        return None
    when = joined(match["when"])
    head, _, tail = when.partition(" ")
    return f"{head.capitalize()} {tail.replace('NĂM', 'năm')}"


_STAGE = re.compile(
    r"(?:giai đoạn|đợt|bước|chặng)\s+(?:\d{1,2}|[IVX]{1,4}|một|hai|ba)\s*[:,–-]"
    r"\s*(.+)\Z",
    re.I,
)
_BRACKET = re.compile(r"\(([^()]{4,70})\)\s*[.:;]*\Z")


def period_in(heading: str, by_time: bool = False) -> str:
    """The period that a heading gives all below: "Giai đoạn 1 (đến 30/6/2026)".

    Also a month or quarter alone, where headings part the text `by_time`.
    """
    if by_time and (period := period_heading(heading)):
        return period
    for found in (_BRACKET.search(heading), _STAGE.match(leading(heading)[1])):
        if found and _is_time(found[1]):
            return joined(found[1]).strip(" .:;")
    return ""


def parted_by_time(lines: Iterable[str]) -> bool:
    """Whether headings part a text by months or quarters; one may be of its title."""
    return len({period_heading(line) for line in lines} - {None}) > 1


def labelled(line: str, known: KnownBodies) -> str:
    """A line whose sentence says who and by when, with labels; others as they are."""
    mark = _MARK.match(line)
    start = mark.end() if mark else 0
    if (said := _fields(line[start:], known)) is not None:
        return f"{line[:start]}{said}"
    if _PLAIN.match(line) and len(line) <= _LONG_TIME and _is_time(line):
        return f"Thời hạn: {line.strip()}"
    for cut in reversed(list(_BEHIND.finditer(line))):
        inner = line[cut.end() :].rstrip()
        if "(" in cut[0]:
            inner = re.sub(r"\)\s*[.;]?\Z", "", inner)
            if (said := _named_in_brackets(inner, known)) is not None:
                return f"{line[: cut.start()].rstrip()} ({said})"
        if (said := _fields(inner, known)) is not None:
            return f"{line[: cut.start()].rstrip()} ({said})"
    return line


def _fields(text: str, known: KnownBodies) -> str | None:
    """ "Chủ trì: …; Phối hợp: …; Thời hạn: …" of a sentence that says nothing else."""
    match = _SAID.match(text.strip())
    if match is None or not _is_names(match["lead"], known):
        return None
    helper = match["partner"] or match["helper"]
    if helper and not _is_names(helper, known):
        return None
    found = [f"Chủ trì: {joined(match['lead'])}"]
    if helper:
        found.append(f"Phối hợp: {joined(helper)}")
    rest = joined(match["rest"] or "").strip(" ;,.()")
    if rest and not _LABELLED.match(rest):
        plain = _WHEN.match(rest) or not re.match(_TIMES, rest)
        if not plain or not (_is_time(rest) or _NEAR_TIME.match(rest)):
            return None
        rest = f"Thời hạn: {rest}"
    return "; ".join([*found, *([rest] if rest else [])])


def _named_in_brackets(text: str, known: KnownBodies) -> str | None:
    """ "(Sở Y tế; quý III/2026)" behind what is to be done."""
    names, mark, when = re.sub(r"\)\s*[.;]?\Z", "", text).rpartition(";")
    if not mark:
        names, mark, when = text.rstrip(" .;)").rpartition(",")
    names = re.sub(r"\A\s*(?:giao(?: cho)?|phân công)\s+", "", names, flags=re.I)
    if mark and _is_names(names.strip(), known) and _is_time(when):
        return f"Chủ trì: {joined(names)}; Thời hạn: {joined(when)}"
    return None


def _is_names(text: str, known: KnownBodies) -> bool:
    """Whether a text names bodies and says nothing else."""
    parts = re.split(r",?\s+và\s+|,\s+", text)
    whole = text[:1].upper() + text[1:]
    return bool(HEAD.match(whole)) and is_bodies(whole, known) and len(parts) < _MANY


def _is_time(text: str) -> bool:
    reading = read(joined(text).strip(" .;"), _ANY_TIME)
    return bool(reading.deadlines) and not reading.problems
