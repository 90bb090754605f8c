"""What the labels of prose name: "- Ai lo: Sở Nội vụ", told by what stands behind.

Whatever a label says, one that stands below many items and always before names of
bodies says who; before times, by when; before papers, what comes of it. Words decide
where the content does not: who leads and who helps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc.importing.document import Kind, joined, leading
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import KnownBodies, end_of_names
from cchc.importing.shapes.columns import Holds, held, is_paper
from cchc.importing.shapes.roles import WHO, Role, role_of, says_extra
from cchc.text.characters import fold

_DOES = (
    r"(?:\s*(?:thực hiện|tham mưu|triển khai|soạn thảo|xây dựng"
    r"|trình|ban hành|và|[,/]))*"
)
_FIELDS = (
    (Role.PARTNER, rf"{WHO}?\s*(?:cùng\s+)?phối hợp{_DOES}|cùng (?:thực hiện|làm)"),
    (
        Role.LEAD,
        rf"{WHO}?\s*chủ trì{_DOES}|{WHO}\s*(?:thực hiện|tham mưu|triển khai|soạn thảo"
        rf"|phụ trách|chịu trách nhiệm){_DOES}|phân công(?: thực hiện)?"
        r"|trách nhiệm thực hiện|giao(?: cho)?|đầu mối|phụ trách",
    ),
    (
        Role.WHEN,
        r"(?:thời gian|thời hạn|thời điểm|tiến độ|lộ trình|hạn)"
        r"(?:\s*(?:thực hiện|hoàn thành|triển khai|dự kiến|ban hành|trình|bắt đầu"
        r"|kết thúc|và|,|/|-))*|hoàn thành|dự kiến (?:hoàn thành|trình|ban hành)",
    ),
    (
        Role.PRODUCT,
        r"(?:sản phẩm|kết quả|đầu ra|yêu cầu)"
        r"(?:\s*(?:đầu ra|dự kiến|đạt được|thực hiện|cần đạt|hoàn thành|,|/|-))*",
    ),
    (Role.EXTRA, r"(?:nguồn\s*)?kinh phí(?: thực hiện)?"),
    (
        Role.TASK,
        r"(?:nhiệm vụ|nội dung|nội dung thực hiện|nội dung nhiệm vụ|công việc)",
    ),
)
_BULLETS = r"(?:[-–+•*]\s*|[a-zđ]\)\s*|\d+\)\s*)?"
_MARK = rf"(?:^|(?<=[.;:(\n])|(?<=[.;:(]\s))\s*{_BULLETS}"
_NAMED = [
    (role, re.compile(rf"{_MARK}(?:{words})\s*:\s*", re.I | re.M))
    for role, words in _FIELDS
]
# A label of any words: at the start of a line, behind a mark that ends what was before.
_ANY = re.compile(
    rf"(?:^|(?<=[.;(|\n])|(?<=[.;,|]\s)|(?<=\s[-–]\s))\s*{_BULLETS}"
    r"(?P<name>[^\W\d_](?:(?!\s[-–]\s)[^:.;()|\n\d]){1,58}?)\s*:(?![\d/])\s*"
)
_WORDS = 8
_OFTEN = 2
_HELPS = re.compile(
    r"\b(cung|giup|ho tro|tham gia|lien quan|ket hop|chung tay|gop|phu|bo tro|kem)\b"
)
_STARTS = re.compile(r"^(ngay |thoi gian |thoi diem )?(bat dau|khoi (dau|dong|cong))\b")
# Labels of what a task is about, or of how it is done: kept as they are.
_DETAIL = re.compile(
    r"(muc (tieu|dich)|doi tuong|thanh phan|cach (lam|thuc)|phuong (phap|thuc|an)"
    r"|giai phap|bien phap|y nghia|hien trang|thuc trang|ly do|kho khan|quy mo|so luong"
    r"|chi tiet|mo ta|luu y|dien giai|cu the|trong do|gom|bao gom|vi du|rieng|ngoai ra"
    r"|dieu kien|nguyen tac|rui ro|muc do|uu tien)\b"
)
_SHORT = 90
OF_TASKS = (Role.LEAD, Role.PARTNER, Role.WHEN, Role.PRODUCT)
"""What a task says of itself beside what is to be done."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A field of a line: its role, its label, where the label begins and ends."""

    role: Role
    name: str
    start: int
    end: int


@dataclass(slots=True)
class _Seen:
    """A label and what stands behind it, each with the item that it stands below."""

    name: str
    values: list[str] = field(default_factory=list)
    items: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Labels:
    """The roles of a document's labels by their folded words.

    `guessed` are those that only their content told.
    """

    roles: dict[str, Role] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()

    def is_guessed(self, name: str) -> bool:
        """Whether only what stands behind a label told its role."""
        return fold(name) in self.guessed

    def marks(self, line: str) -> list[Mark]:
        """The fields of a line in order."""
        found: list[Mark] = []
        for match in _ANY.finditer(line):
            role = self.roles.get(fold(match["name"]))
            if role is not None:
                _add(found, Mark(role, match["name"], match.start(), match.end()))
        for role, pattern in _NAMED:
            for match in pattern.finditer(line):
                name = match[0].strip(" -–+•*:")
                _add(found, Mark(role, name, match.start(), match.end()))
        return sorted(found, key=lambda mark: mark.start)


def is_label(line: str) -> bool:
    """Whether a line is the words of a label and nothing else: "Đơn vị chủ trì"."""
    name = line.strip(" -–+•*")
    return any(pattern.fullmatch(f"{name}:") for _, pattern in _NAMED[:4])


def starts(name: str) -> bool:
    """Whether a label of a time names its beginning."""
    return bool(_STARTS.match(fold(name)))


def _add(found: list[Mark], mark: Mark) -> None:
    if not any(m.start < mark.end and mark.start < m.end for m in found):
        found.append(mark)


def labels_of(lines: Sequence[str], known: KnownBodies) -> Labels:
    """The labels of a document: by their words, or by what stands behind them."""
    seen = _collect(lines, known)
    words = {key: _by_words(one.name) for key, one in seen.items()}
    said = {
        n
        for key, one in seen.items()
        if words[key] or len(one.items) >= _OFTEN
        for n in one.items
    }
    content = {
        key: held(one.values, known) for key, one in seen.items() if one.items & said
    }
    roles: dict[str, Role] = {}
    for key in seen:
        role = _role(words[key], content.get(key), _is_extra(seen[key].name))
        if role is not None:
            roles[key] = role
    _part_bodies(seen, content, words, roles)
    _take_products(seen, roles)
    guessed = frozenset(
        key for key, role in roles.items() if role in OF_TASKS and role != words[key]
    )
    return Labels(roles, guessed)


def _collect(lines: Sequence[str], known: KnownBodies) -> dict[str, _Seen]:
    """Every label with its values."""
    seen: dict[str, _Seen] = {}
    item = 0
    for at, line in enumerate(lines):
        found = [m for m in _ANY.finditer(line) if _is_label(m["name"], known)]
        if not found or line[: found[0].start()].strip(" (-–+•*;,."):
            item += 1
        for match, value in zip(found, _values(line, found), strict=True):
            key = fold(match["name"])
            one = seen.setdefault(key, _Seen(match["name"]))
            if one.items and max(one.items) == item:
                item += 1  # the same label again: below another item
            one.items.add(item)
            one.values.append(value or "\n".join(_below(lines, at + 1)))
    return seen


def _values(line: str, found: Sequence[re.Match[str]]) -> Iterator[str]:
    for at, match in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(line)
        value = line[match.end() : stop].strip(" ;,.|–-")
        yield value.rstrip(") .;") if value.count(")") > value.count("(") else value


def _below(lines: Sequence[str], at: int) -> Iterator[str]:
    """Lines with dashes that a label without a text of its own stands above."""
    for line in lines[at : at + 8]:
        if not re.match(r"\s*[-–+•*]", line) or _ANY.match(line):
            return
        yield line


def _is_label(name: str, known: KnownBodies) -> bool:
    """Whether words before a colon can be a label: few, and not the name of a body."""
    if len(name.split()) > _WORDS or leading(name)[0].kind is not Kind.NONE:
        return False
    if _by_words(name) is not None:
        return True
    if not HEAD.match(name) and known.end(name) is None:
        return True
    end = end_of_names(name, known)
    return end is None or end.at < len(name.rstrip())


def _by_words(name: str) -> Role | None:
    """The role that the words of a label name; None where they name none."""
    for role, pattern in _NAMED:
        if pattern.fullmatch(f"{name}:"):
            return role
    role = role_of(joined(name))
    return role if role in OF_TASKS else None


_OF_CONTENT = {
    Holds.BODIES: (Role.LEAD, Role.PARTNER),
    Holds.TIMES: (Role.WHEN,),
    Holds.PAPERS: (Role.PRODUCT,),
}


def _role(words: Role | None, content: Holds | None, extra: bool) -> Role | None:
    """The role of one label; None where nothing tells, and for a body not yet known."""
    of_content = _OF_CONTENT.get(content) if content else None
    if words in (Role.TASK, Role.EXTRA) or (extra and words is None):
        return words or Role.EXTRA
    if of_content is None or words in of_content:
        return words
    return None if content is Holds.BODIES else of_content[0]


def _is_extra(name: str) -> bool:
    """Whether the words of a label say that it is none of a task's own fields."""
    return says_extra(name) or bool(_DETAIL.match(fold(name)))


def _take_products(seen: dict[str, _Seen], roles: dict[str, Role]) -> None:
    """A label that nothing told, behind who and when: what comes of it, if anything.

    Papers, or short words that are no clause, where the items have no other product.
    """
    told = _items(seen, roles, (Role.LEAD, Role.WHEN))
    for key, one in seen.items():
        if key in roles or len(one.items) < _OFTEN or not one.items <= told:
            continue
        made = _items(seen, roles, (Role.PRODUCT,))
        papers = sum(map(is_paper, one.values)) * 2 >= len(one.values)
        short = all(len(value) <= _SHORT for value in one.values)
        fits = not one.items & made and (papers or short)
        roles[key] = Role.PRODUCT if fits else Role.EXTRA


def _items(
    seen: dict[str, _Seen], roles: dict[str, Role], wanted: Sequence[Role]
) -> set[int]:
    """The items below which a label of one of these roles stands."""
    return {n for key, role in roles.items() if role in wanted for n in seen[key].items}


def _part_bodies(
    seen: dict[str, _Seen],
    content: dict[str, Holds | None],
    words: dict[str, Role | None],
    roles: dict[str, Role],
) -> None:
    """Who leads and who helps, of labels before names of bodies that say neither.

    The first leads, where no other label of its items does; a word of help decides.
    """
    open_ = [
        key
        for key in seen
        if content.get(key) is Holds.BODIES and roles.get(key) in (None, Role.EXTRA)
        and not _is_extra(seen[key].name) and words[key] is not Role.EXTRA
    ]  # fmt: skip
    for key in sorted(open_, key=lambda key: bool(_HELPS.search(key))):
        own = seen[key].items
        led = _items(seen, roles, (Role.LEAD,))
        many = len(own & led) * 2 > len(own)
        helps = bool(_HELPS.search(key))
        roles[key] = Role.PARTNER if many or (helps and len(open_) > 1) else Role.LEAD
