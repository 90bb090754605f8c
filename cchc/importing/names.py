"""Cells that name units: one name from the next, and none cut in two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc.importing.document import bulleted, dash_goes_on, joined
from cchc.text.letters import CAPITALS

NAME = "[tên cá nhân]"
PHONE = "[số liên lạc]"
MARKS = (NAME, PHONE)
"""What stands in a text where it named a person or how to reach one."""

# Heads of bodies: "Giám đốc Sở Nội vụ" names the body.
_TITLES = r"""
Thủ trưởng|Trưởng các|Giám đốc|Chủ tịch|Chánh [Vv]ăn phòng|Chánh Thanh tra
Trưởng [Bb]an|Trưởng [Pp]hòng|Viện trưởng|Cục trưởng|Chi cục trưởng|Hiệu trưởng
Chỉ huy trưởng|Chính ủy|Trạm trưởng|Tổ trưởng|Đội trưởng|Chánh án|Thống đốc
Trưởng Công an|Chủ nhiệm|Trưởng thôn
Bộ trưởng|Tổng Giám đốc|Tổng Biên tập|Bí thư|Người đứng đầu|Lãnh đạo
"""
# Kinds of bodies; what stands behind some tells them from other words.
_BODIES = rf"""
Sở|UBND|[ỦU][yỷ] ban|Uỷ ban|UBMTTQ|UB MTTQ|MTTQ|Mặt trận|HĐND|Hội đồng|Phòng|Văn phòng
VP UBND|VPUB|Ban (?!hành\b)|BCĐ|Bộ (?!phận tiếp\b)|Cục|Tổng cục|Chi cục|Công an|Viện
Trung tâm|Thanh tra|Tổ (?=[Cc]ông|[Gg]iúp|[Đđ]ề|[Kk]iểm)|Trường|Học viện|Đại học
Hội (?!nghị)|Hiệp hội|Liên đoàn|Liên hiệp|Liên minh|Thành [Đđ]oàn|Tỉnh [Đđ]oàn|Đoàn
(?:Huyện|Quận|Thị|Xã|Phường) [Đđ]oàn
Công đoàn|Báo|Đài|Cổng [Tt]hông tin|Ngân hàng|Kho bạc|Bảo hiểm xã hội|BHXH|Thuế
Hải quan|Bưu điện|Tòa án|Toà án|Quỹ|Tập đoàn|Tổng [Cc]ông ty|Công ty|Doanh nghiệp
Đảng (?:đoàn|bộ) |Chi bộ (?=[{CAPITALS}])|Thị ủy|Thôn(?!g)
Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy|Đảng ủy|Thông tấn|Quân khu|Thường trực|Cơ quan
Đơn vị|Địa phương|Người dân|Nhân dân|TAND|VKSND|Nhà đầu tư|Chính phủ|Thủ tướng|Quốc hội
Ngành|Tổ chức|Các\b|Một số|Toàn bộ|Tất cả|Bệnh viện|Chi nhánh|Khối|Đội
Nhà (?=[{CAPITALS}])
Thống kê (?=tỉnh|thành phố|cơ sở|khu vực)|Tổ (?=[{CAPITALS}])
Trạm|Thư viện|Bảo tàng|Vụ (?!việc|án)|Dự án (?=[{CAPITALS}])|Khoa (?=[{CAPITALS}])
Tổng đội
"""
_COMMON = r"""
sở|cơ quan|đơn vị|địa phương|doanh nghiệp|viện|trường|người dân|nhà đầu tư|nhà cung cấp
"""
_PLURALS = r"(?:các|một số|toàn bộ|tất cả(?: các)?|những|cả)"
# Words after which a name goes on: "Giám đốc Sở Nội vụ", "Văn phòng UBND".
_GOES_ON = r"""
Phó|Văn phòng|Thanh tra|thuộc|của|các|Các|với|tại|và|giữa|Sở|do|trực thuộc|Công đoàn
Đảng ủy|VP|đạo|nghị|cấp|Ban Chỉ đạo|lãnh đạo|-|–|/|,|Quyền|hợp|mưu|trình|giúp
Tổ [Cc]ông tác|Tổ [Gg]iúp việc|[Cc]hi nhánh|Thường trực|gồm|cho|về|cùng
đảng|Đảng đoàn|Đảng bộ|Đoàn đại biểu
"""
_LINE_ENDS = "và|của|thuộc|[Cc]ác|với|UBND|[ỦU]y ban|[ỦU]y ban nhân dân|Phòng|Ban|Bộ"


def alternatives(words: str) -> str:
    """Lines of alternatives as one alternative."""
    return "|".join(words.split("\n")).strip("|")


TITLES = alternatives(_TITLES)
HEAD = re.compile(
    rf"(?:(?:{TITLES}|{alternatives(_BODIES)})(?:(?<=\s)|(?!\w))"
    rf"|{_PLURALS}\s+(?!khu (?:công|kinh|chế)|dự án)\S"
    rf"|(?:{alternatives(_COMMON)})(?=[\s,;]|$)"
    rf"|(?:thanh tra|văn phòng|công an) (?=[{CAPITALS}])|báo chí|đại diện\b"
    r"|(?:VNPT|Viettel|Mobi[Ff]one|Vina[Pp]hone|FPT|EVN|VNPost)\b)"
)
"""A name begins here."""

PLURAL = re.compile(_PLURALS)
OPEN = re.compile(rf"(?:{TITLES}|{alternatives(_GOES_ON)})\Z")
"""A name cannot have ended here."""

UNFINISHED = re.compile(rf"(?:[,/-]|\b(?:{_LINE_ENDS}))\Z")
"""Nor can a line of a cell that ends so."""

GLUED = re.compile(
    rf"(?<=[\w)])\s+(?=(?:{TITLES}|Sở (?=[{CAPITALS}])|UBND|Ủy ban nhân dân)\b)"
)
"""A line break may have been lost here."""

GLUED_KINDS = re.compile(
    r"(?<=[\w)])\s+(?=(?:Công an|Văn phòng|Bộ|Ban|Phòng|Trung tâm|Viện|Cục"
    rf"|Thanh tra|Bảo hiểm xã hội|Kho bạc|Báo|Đài|Hội|Trường) [{CAPITALS}]"
    r"|(?:Công an|Thanh tra) (?:thành|tỉnh|quận|xã|phường)"
    r"|[Cc]ác (?:đơn vị|cơ quan|[Ss]ở|tổ chức|doanh nghiệp|[Bb]ộ)\b)"
)
"""And here, in a name that the register does not know."""


_SEPARATOR = re.compile(
    r"\s*(?:([,;/])|\b(và|cùng|với)\b)\s*"
    r"|(?<=\w)\s+[-–]\s+(?=(?:Sở|UBND|Công an|Bảo hiểm|Kho bạc|Ngân hàng|Bưu điện) )"
)
_SENTENCE = re.compile(rf"(?<!TP)(?<!\bQ)(?<!\bP)\.\s+(?=[{CAPITALS}])")
# "… Kiểm tra chuyên đề: Chánh Văn phòng": what a part of the list is about.
_ABOUT = re.compile(rf"(?<=[\w.)])\s+(?=[{CAPITALS}][^,;:(){CAPITALS}]{{3,30}}:\s)")
_ASKED = re.compile(r"\A(?:Mời|Đề nghị|Giao|Các đơn vị:|phối hợp(?: với)?)(?:\s+|\Z)")
_AS_DUTY = re.compile(r"\s+theo (?:chức năng|nhiệm vụ|phân công|lĩnh vực)\b.*\Z", re.S)
_NOTE = re.compile(r"\s*\(([^()]*)\)")
_ROLE = re.compile(
    r"(?:^|[;.,\n(-])\s*(?:cơ quan|đơn vị|bộ phận)?\s*"
    r"(chủ trì|phối hợp|thực hiện)\s*:\s*",
    re.I,
)
_WITH = re.compile(
    r"[\s,;]*(?<!Hội đồng )\b(?:chủ trì,?\s*)?phối hợp(?: chặt chẽ)?"
    r"(?:\s*với|\s*cùng)?\s*:?\s+",
    re.I,
)
_ADVISES = re.compile(
    r"\s+(?:tham mưu|(?<!công )(?<!chương )(?<!quy )trình|(?<![Tt]rợ )giúp)\b.*\Z", re.S
)
EACH = re.compile(
    r"(?:(?:Giám đốc|Thủ trưởng|Lãnh đạo|Trưởng)\s+)?"
    r"(?:[Cc]ác|[Nn]hững)\s+(Bộ|Sở|bộ|sở|Phòng|phòng)\s*:\s*"
)
"""A list of one kind begins here: "Các sở: Nội vụ, Tài chính"."""
_PREFIX = re.compile(r"[^,;:()]{1,30}:\s*(?=\S)")
_DUTY = re.compile(
    r"(?<![Cc]ác)(?<!số)(?<!quan)(?<!vị)(?<!và)(?<!Hội đồng)\s+(?:trực tiếp\s+)?"
    r"(?:triển khai"
    r"|(?<!,)(?<!, )tổ chức(?! nhà| bộ| cán| chính| phi| hành| khoa| (?:có )?liên quan"
    r"| khác| xã hội| đoàn| tín dụng| đảng| quốc tế| kinh tế)|thực hiện"
    r"|chủ trì|theo dõi|hướng dẫn|chịu trách nhiệm|tham gia|phối hợp)\b.*\Z",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as printed; `inner` is the body named in brackets behind it."""

    text: str
    inner: str | None = None


@dataclass(frozen=True, slots=True)
class NamedBodies:
    """Who leads and who helps, as one cell says it; `note` is what else it says."""

    leads: tuple[Named, ...]
    partners: tuple[Named, ...] = ()
    note: str | None = None


def named_bodies(text: str) -> NamedBodies:
    """Read a cell of leads, which may also say who helps."""
    roles = _by_role(text) or _by_note(text)
    if roles is not None:
        return roles
    note = None
    leads: list[Named] = []
    partners: list[Named] = []
    for item in _items(text):
        # "A tham mưu B": who drafts owes it; B only signs.
        said = _ADVISES.search(item)
        if said and said.start() > 3:
            note = joined(text)
            item = item[: said.start()]
        first, *others = _WITH.split(item, maxsplit=1)
        leads += _names(first)
        if others and leads:
            partners += _names(others[0])
    return NamedBodies(tuple(_once(leads)), tuple(_once(partners)), note)


def without_duty(text: str) -> str:
    """A name without what its bearer does: "UBND xã trực tiếp triển khai …"."""
    return _DUTY.sub("", text) or text


def names_of(text: str) -> list[Named]:
    """The units that a cell names, in order, each once."""
    return _once([name for item in _items(text) for name in _names(item)])


def _by_role(text: str) -> NamedBodies | None:
    """ "Chủ trì: A; phối hợp: B" in one cell."""
    marks = list(_ROLE.finditer(text))
    if not marks:
        return None
    before = text[: marks[0].start()]
    leads: list[Named] = names_of(before) if HEAD.match(before.lstrip(" -–+")) else []
    if not leads and not any(m[1].lower() != "phối hợp" for m in marks):
        return None
    partners: list[Named] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        part = text[mark.end() : after.start() if after else None].strip()
        if part.count(")") > part.count("("):  # "A (phối hợp: B)"
            part = part.removesuffix(")")
        (partners if mark[1].lower() == "phối hợp" else leads).extend(names_of(part))
    return NamedBodies(tuple(_once(leads)), tuple(_once(partners)))


# "(1) Bộ Công an (2) Bộ Tài chính": numbers and letters that part a list.
_ORDER = re.compile(
    r"(?:^|(?<=\s)|(?<=;))(?:\(?(\d{1,2}|[a-zđ])\)|(\d{1,2})\.)\s*(?=\S)"
)


_EMPTY = re.compile(r"[ \t]*\([\s,;.:–-]*\)")


def _parted(text: str) -> str:
    """The items of a numbered list on lines of their own, without their numbers."""
    marks = list(_ORDER.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return text
    if (marks[0][1] or marks[0][2]) not in ("1", "01", "a"):
        return text
    ends = [*(m.start() for m in marks[1:]), len(text)]
    pairs = zip(marks, ends, strict=True)
    return "\n".join(f"- {text[m.end() : end].strip()}" for m, end in pairs)


_ROLE_NOTE = re.compile(
    r"\s*\((?:cơ quan|đơn vị)?\s*(chủ trì|đầu mối|phối hợp)\)\s*[,;.]?", re.I
)


def _by_note(text: str) -> NamedBodies | None:
    """ "A (chủ trì), B (phối hợp)", "A (chủ trì), B, C": what is said behind a name."""
    marks = list(_ROLE_NOTE.finditer(text))
    if not marks:
        return None
    helped = any(mark[1].lower() == "phối hợp" for mark in marks)
    leads: list[Named] = []
    partners: list[Named] = []
    start = 0
    for mark in marks:
        names = names_of(text[start : mark.start()])
        if mark[1].lower() == "phối hợp":
            partners += names
        elif helped:
            leads += names
        else:  # those without a note help the one that has it
            leads += names[-1:]
            partners += names[:-1]
        start = mark.end()
    if not helped:
        partners += names_of(text[start:])
    return NamedBodies(tuple(_once(leads)), tuple(_once(partners)))


def _items(text: str) -> list[str]:
    """Parts that the cell itself keeps apart: dashes, semicolons, full lines."""
    for mark in MARKS:  # of a person, whom no unit is
        text = text.replace(mark, " ")
    text = _of_one_kind(_parted(_EMPTY.sub("", text)))
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not _is_fresh(line.strip(), lines[-1].rstrip()):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line)
    found: list[str] = []
    for item in bulleted("\n".join(lines)) if _dashed(lines) else lines:
        for part in _outside(item, ";"):
            for sentence in _SENTENCE.split(part):
                for about in _ABOUT.split(sentence):
                    found += _unglued(about)
    return [item for item in map(_tidy, found) if item]


def _of_one_kind(text: str) -> str:
    """ "Các sở: Nội vụ; Tài chính; UBND xã": semicolons within the list as commas."""
    if (each := EACH.match(text)) is None or "\n" in text:
        return text
    first, *others = text[each.end() :].split(";")
    while others and not HEAD.match(others[0].strip()):
        first = f"{first},{others.pop(0)}"
    return ";".join([f"{each[0]}{first}", *others])


def _dashed(lines: list[str]) -> bool:
    return any(re.match(r"\s*[-–+•]", line) for line in lines)


def _is_fresh(line: str, before: str) -> bool:
    """Whether a line begins a name, and the line before has ended its own."""
    if re.match(r"[-–+•]", line):
        return not dash_goes_on(before, line)
    whole = _OF_BODY.fullmatch(before) is not None
    if not HEAD.match(line) or (UNFINISHED.search(before) and not whole):
        return False
    if before.endswith((";", ".")):
        return True
    if line[:1].isupper() and whole:
        return True
    return line[:1].isupper() and not OPEN.search(before)


# Whole as they are: no name goes on below.
_OF_BODY = re.compile(
    r"(?:Văn phòng|Thanh tra|Đảng ủy|Công đoàn|Lãnh đạo) (?:Bộ|Sở|Cục|Ban|Viện)"
    r"|(?:Văn phòng|(?:[ỦU]y ban|Uỷ ban) [Kk]iểm tra|Cơ quan Ủy ban [Kk]iểm tra)"
    r" (?:Đảng|Tỉnh|Thành|Huyện|Quận|Thị) ủy"
)


def unglued_names(text: str) -> list[str]:
    """Cut a name that nobody knows wherever another could begin in it."""
    parts, start = [], 0
    for match in GLUED_KINDS.finditer(text):
        if not OPEN.search(text[start : match.start()]):
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _outside(text: str, mark: str) -> list[str]:
    """Cut at a mark that stands outside brackets."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if c == mark and depth <= 0:
            parts.append(text[start:i])
            start = i + 1
    return [*parts, text[start:]]


def _unglued(text: str) -> list[str]:
    """Cut where a line break was lost: a name begins behind a finished one."""
    parts, start = [], 0
    for match in GLUED.finditer(text):
        before = text[start : match.start()]
        if before.count("(") == before.count(")") and not OPEN.search(before):
            parts.append(before)
            start = match.end()
    return [*parts, text[start:]]


def _tidy(text: str) -> str:
    text = _ASKED.sub("", joined(text).strip(" .,;-–+•…"))
    text = _AS_DUTY.sub("", text)
    return "" if text.lower() in ("nt", "như trên") else text


def _names(item: str) -> list[Named]:
    """Names in a part without semicolons."""
    if each := EACH.match(item):
        kind = each[1].capitalize()
        rest = [p.strip() for p in re.split(r",|\bvà\b", item[each.end() :])]
        rest = _rejoined(rest)
        own = [p for p in rest if HEAD.match(p) and (kind, p) != ("Bộ", "Công an")]
        return [Named(p) if p in own else Named(f"{kind} {p}") for p in rest]
    if prefix := _PREFIX.match(item):
        item = item[prefix.end() :]
    notes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        notes.append(match[1])
        return f"\0{len(notes) - 1}\0"

    text = _NOTE.sub(keep, item)
    return [named for part in _cut(text) if (named := _named(part, notes)) is not None]


def _rejoined(parts: list[str]) -> list[str]:
    """ "Giáo dục và Đào tạo" cut at "và" is one name again."""
    found: list[str] = []
    for part in filter(None, parts):
        if found and part in (
            "Đào tạo",
            "Công nghệ",
            "Môi trường",
            "Thể thao",
            "Du lịch",
        ):
            found[-1] = f"{found[-1]} và {part}"
        else:
            found.append(part)
    return found


def _named(part: str, notes: list[str]) -> Named | None:
    inner = None
    if match := re.search(r"\0(\d+)\0", part):
        note = notes[int(match[1])]
        inner = joined(note) if HEAD.match(note.strip()) else None
        part = re.sub(r"\0\d+\0", "", part)
    name = _tidy(part)
    return Named(name, inner) if len(name) > 1 else None


def _cut(text: str) -> list[str]:
    """Cut before each piece that begins a new name; the others go on with it."""
    parts: list[str] = []
    start, last = 0, 0
    for match in _SEPARATOR.finditer(text):
        behind = text[match.end() :]
        word = match[2]
        held = text[start : match.start()]
        new = bool(HEAD.match(behind)) or _same_kind(held, behind)
        if match[1] == "/" and not (behind[:1].isupper() or PLURAL.match(behind)):
            new = False
        if held in ("Báo", "báo") and word:
            new = False  # "Báo và Đài Phát thanh - Truyền hình": merged in 2025
        if new and (_is_office(held, behind) or (word and _is_subject(held, behind))):
            new = False
        joins = word and not behind[:1].isupper() and not PLURAL.match(behind)
        if new and joins and _in_group(text[last : match.start()]):
            new = False
        if word in ("với", "cùng") and not new:
            continue
        if new and not (_TITLE_ALONE.match(held) or _group_goes_on(held, behind)):
            parts.append(text[start : match.start()])
            start = match.end()
        last = match.end()
    return [*parts, text[start:]]


# "Giám đốc, Thủ trưởng các sở": a title alone names nobody yet.
_TITLE_ALONE = re.compile(rf"(?:{TITLES})\Z")


def _same_kind(before: str, behind: str) -> bool:
    """Whether a list of one kind goes on: "Khoa Nội, Khoa Nhi", "SNV, STC"."""
    first, after = before.split(), behind.split()
    if not first or not after or not first[0][:1].isupper():
        return False
    if len(first) > 1 and first[0] == after[0]:
        return True
    short = after[0].rstrip(",;.")
    return before.strip().isupper() and short.isupper() and " " not in before.strip()


_SHARED_OFFICE = re.compile(
    r"(?:Chánh )?(?:VP|[Vv]ăn phòng) (?:HĐND|Đoàn|Hội đồng|ĐĐBQH|Đảng ủy)"
)
_ASSEMBLY = re.compile(r"(?:HĐND|UBND|Hội đồng nhân dân|[ỦU][yỷ] ban nhân dân)\b")


# "Đảng ủy Mặt trận Tổ quốc và các đoàn thể tỉnh": one body.
_PARTY_OF_FRONT = re.compile(
    r"Đảng [ủu][yỷ] (?:(?:UB|[ỦU][yỷ] ban )?(?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam)?"
    r"|(?:Khối )?(?:các )?(?:cơ quan|doanh nghiệp)(?: Đảng)?)"
)
_OF_ITS_KIND = re.compile(r"(?:các )?(?:đoàn thể|cơ quan|doanh nghiệp)\b")


def _is_office(before: str, behind: str) -> bool:
    """ "Văn phòng HĐND và UBND": one office of both, which a third is not of."""
    if _PARTY_OF_FRONT.fullmatch(before.strip()):
        return bool(_OF_ITS_KIND.match(behind))
    office = _SHARED_OFFICE.match(before.strip())
    both = office is not None and _COMMITTEE.search(before.strip(), office.end())
    return bool(office and not both and _ASSEMBLY.match(behind))


_COMMITTEE = re.compile(r"UBND|(?:[ỦU]y ban|Uỷ ban) nhân dân")


_SUBJECT = re.compile(
    r"(?:Bảo hiểm xã hội|Thống kê|Thanh tra|Thuế|Hải quan)\s*(?=[,;]|\bvà\b|\Z)"
)


def _is_subject(before: str, behind: str) -> bool:
    """ "Vụ Tiền lương và Bảo hiểm xã hội": what an office is for, and no body."""
    return bool(re.match(r"Vụ\s", before) and _SUBJECT.match(behind))


def _in_group(before: str) -> bool:
    """Whether the words before belong to a group that "và" goes on with."""
    return before.lower().startswith(("các", "sở", "cơ quan", "đơn vị"))


_MEMBERS = (
    r"(?:ban|bộ|sở|ngành|đơn vị|địa phương|cơ quan|trường|viện|tổ chức|đoàn thể|hội"
    r"|doanh nghiệp|phòng|cấp|cá nhân)"
)
_GROUP = re.compile(
    r"(?:thủ trưởng\s+|giám đốc,?\s+(?:thủ trưởng\s+)?)?(?:các\s+|một số\s+|những\s+)?"
    rf"{_MEMBERS}(?:(?:,\s*|\s+và\s+){_MEMBERS})*\Z"
)
_OPENS = re.compile(
    r"(?:(?:thủ trưởng|giám đốc)\s+|giám đốc,\s*thủ trưởng\s+)?(?:các\s+)?"
    r"(?:sở|bộ|cơ quan|viện|ban|phòng)\b"
)
_MEMBER = re.compile(rf"{_MEMBERS}\b")


def _group_goes_on(before: str, behind: str) -> bool:
    """ "các cơ quan, đơn vị": the words behind name no body of their own."""
    plain = before.strip().lower()
    opens = _GROUP.match(plain) or (
        _OPENS.match(plain) and plain.startswith(("các ", "thủ", "giám đốc"))
    )
    return bool(opens and _MEMBER.match(behind))


# Who leads stands elsewhere: "Theo phân công tại Quyết định số 77/QĐ-UBND".
_ELSEWHERE = re.compile(
    r"\W*(?:như|theo)\s+(?:sự\s+)?(?:phân công|quy định|quyết định|kế hoạch|văn bản"
    r"|danh sách|danh mục|phụ lục|hướng dẫn|chức năng|nhiệm vụ|lĩnh vực|đề án"
    r"|công văn|thông báo)\b",
    re.I,
)


def is_elsewhere(text: str) -> bool:
    """Whether a cell says where the names are to be found, and no name."""
    return bool(_ELSEWHERE.match(text))


def _once(names: list[Named]) -> list[Named]:
    return list(dict.fromkeys(names))
