"""The head of a decision: number, date, who issued and signed it, title, period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.dates import Period, parse_period
from cchc.importing.markup import joined
from cchc.importing.parts import NUMBER, text_of
from cchc.importing.source import Block, Table
from cchc.problems import BadValue
from cchc.text.search import fold

_DATE = re.compile(
    r"(?:^|[,\s])ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})?\s*(?=$|[;.\n)]|[A-ZĐ])"
)
_PLACED = re.compile(r"(?:^|;)\s*[A-ZĐ][\w .-]{2,40},\s*ngày", re.M)
_KIND = re.compile(
    r"(quyet dinh|ke hoach|nghi quyet|chuong trinh|chi thi|huong dan|phuong an|de an)\Z"
)
_BASIS = re.compile(
    r"\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Triển khai|Xét)\b"
)
_ISSUER = re.compile(
    r"(?:THỦ TƯỚNG|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|CHÍNH PHỦ|CHÁNH"
    r"|TRƯỞNG|CỤC|TỔNG|VIỆN|BAN|PHÒNG)\b"
)
_NATION = re.compile(r"CỘNG (?:HÒA|HOÀ)|ĐỘC LẬP|[ĐD]ộc lập|NAM\s*$|-{4,}|_{4,}")
_END = re.compile(r"\./\s*\.")
_SIGNING = re.compile(r"(TUQ|TM|KT|TL|Q)\s*\.")
_POSITION = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG"
    r"|TRƯỞNG (?:BAN|PHÒNG)|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH THANH TRA|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG)"
    r"(?: THƯỜNG TRỰC)?"
)
_NAME = re.compile(r"(?:[A-ZĐÀ-ỸƯƠĂÂÊÔ][a-zđà-ỹươăâêô]+\s?){2,5}\Z")
_TERM = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s*(\d{4})\s*[-–đến]+\s*(\d{4})", re.I
)
_YEARS = re.compile(r"\bnăm\s+(\d{4})\s*[-–]\s*(\d{4})", re.I)
_YEAR = re.compile(r"\bnăm\s+(\d{4})\b", re.I)
_UNTIL = re.compile(r"đến (?:hết )?năm\s+(\d{4})\b", re.I)
_AFTER = re.compile(
    r"\n(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|BAN HÀNH|CỘNG HÒA|THỰC\s+HIỆN|\((?:Ban hành|Kèm)"
    r"|ỦY BAN NHÂN DÂN\n+THÀNH PHỐ|I\. )"
)
_SUBJECT_END = re.compile(
    r"\s\(\*?(?:đính kèm|kèm|sau đây)|\.(?:\s|$)|,?\s+(?:cụ thể|với (?:những|các) nội dung|gồm)\b"
)
_WORDS = re.compile(r"[^\W_]+")
_FIRST = 70


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None is what it leaves blank or what was not found."""

    number: str | None = None
    symbol: str | None = None
    signed: str | None = None
    issuer: str | None = None
    signer: str | None = None
    position: str | None = None
    signing: str | None = None
    kind: str = ""
    title: str | None = None
    period: Period | None = None
    period_sure: bool = True
    replaces: tuple[str, ...] = ()


def read_head(blocks: Sequence[Block]) -> Head:
    """Read the head from the first blocks, the signature from where the text ends."""
    texts = [text for block in blocks[:_FIRST] if (text := text_of(block))]
    lines = [line for text in texts for line in text.split("\n")]
    facts = _facts(blocks)
    number, symbol = _number(texts)
    if symbol is None and (match := NUMBER.search(f"Số: {facts.get('so hieu', '')}")):
        number, symbol = match[1] or None, match[2]
    signed = _date(texts) or _printed_date(facts.get("ngay ban hanh", ""))
    at, kind, behind = _kind(lines)
    title = _title(lines, at, behind)
    every = [text for block in blocks if (text := text_of(block))]
    subject = _named(_sentence(_subject(every) or title, every), kind)
    signer, position, signing = _signature(every)
    period, sure = _period(" ".join(filter(None, (subject, title))), signed)
    return Head(
        number, symbol, signed, _issuer(lines, at), signer or facts.get("nguoi ky"),
        position, signing, kind, subject, period, sure, _replaced(every),
    )  # fmt: skip


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """The table "Số hiệu | …" that web pages put above a decision."""
    for block in blocks[:_FIRST]:
        if not isinstance(block, Table):
            continue
        pairs = [[text for text in row.texts if text] for row in block.rows]
        found = {fold(pair[0]): joined(pair[1]) for pair in pairs if len(pair) == 2}
        if len(found.keys() & {"so hieu", "nguoi ky", "ngay ban hanh"}) >= 2:
            return found
    return {}


def _printed_date(text: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if match is None:
        return None
    try:
        return parse_period(f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}").text
    except BadValue:
        return None


def _number(texts: Sequence[str]) -> tuple[str | None, str | None]:
    for text in texts:
        match = NUMBER.search(text)
        if match and not re.match(r"\s*\(?\s*(kèm|ban hành|đính)", text, re.I):
            symbol = match[2].replace(" ", "")
            return (match[1] or None), symbol
    near = "\n".join(texts[:10])  # number and symbol torn apart by a copy
    number = re.search(r"Số\s*:?\s*(\d{1,5})\s*(?:\n|$)", near)
    symbol = re.search(r"^/([A-ZĐ][A-Za-zĐđ]*-[A-ZĐ][A-ZĐ0-9]*)", near, re.M)
    return (number[1] if number else None), (symbol[1] if symbol else None)


def _date(texts: Sequence[str]) -> str | None:
    """The line of place and date; a day or month left blank stays open."""
    for text in texts:
        if not _PLACED.search(text) and len(text) > 160:
            continue
        if re.match(r"\s*\(|\s*Căn cứ|\s*Theo", text) or not _PLACED.search(text):
            continue
        match = _DATE.search(text[text.find(", ngày") :] if ", ngày" in text else text)
        if match is None or not match[3]:
            continue
        day, month, year = match.groups()
        form = f"{year}-{int(month):02}" if month else year
        form = f"{form}-{int(day):02}" if month and day else form
        try:
            return parse_period(form).text
        except BadValue:
            continue
    return None


def _kind(lines: Sequence[str]) -> tuple[int, str, str]:
    """Line of the word that says what the document is, and what follows on the line."""
    for at, line in enumerate(lines):
        if _KIND.match(fold(line)) and line.strip().isupper():
            return at, line.strip(), ""
        if match := re.match(
            r"(KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHƯƠNG TRÌNH) (?=[A-ZĐ][a-zà-ỹ])", line
        ):
            return at, match[1], line[match.end() :]
        upper = re.match(r"(?:BAN HÀNH|PHÊ DUYỆT|VỀ VIỆC)\b", line)
        if upper and line.isupper():
            return at - 1, "QUYẾT ĐỊNH", ""
    return -1, "", ""


def _title(lines: Sequence[str], at: int, behind: str) -> str | None:
    if behind:
        cut = re.search(
            r"\s(?=(?:Thực hiện|Căn cứ|Triển khai) (?:Kế hoạch|Nghị quyết|Quyết định|Chỉ thị|Luật)\b.* số)",
            behind,
        )
        return joined(behind[: cut.start()] if cut else behind[:300])
    found: list[str] = []
    for line in lines[at + 1 : at + 8] if at >= -1 and (at >= 0 or lines) else []:
        if _BASIS.match(line) or line.startswith("(") or re.match(r"Điều 1|I\.", line):
            break
        if (
            found
            and line.isupper()
            and _ISSUER.match(line)
            and not found[-1].endswith(",")
        ):
            if not (found[-1].isupper() and _goes_on(found[-1])):
                break
        found.append(line)
    return joined(" ".join(found))[:1900] or None if at >= -1 else None


def _goes_on(line: str) -> bool:
    return bool(re.search(r"\b(CỦA|TRÊN|VÀ|TẠI|THUỘC|VỀ|THỰC HIỆN)\Z", line.strip()))


def _subject(texts: Sequence[str]) -> str | None:
    """ "Ban hành kèm theo Quyết định này Kế hoạch …" of article 1."""
    for text in texts:
        match = re.match(
            r"Điều 1\s*[.:]\s*(?:Ban hành|Phê duyệt)(?: kèm theo (?:Quyết định|Nghị quyết|Văn bản)"
            r" này)?\s*(?:\(?bản\)?\s+)?(?=[“\"]?(?:Kế hoạch|Chương trình|Đề án|Phương án|Danh mục))",
            joined(text),
        )
        if match:
            rest = joined(text)[match.end() :]
            rest = _SUBJECT_END.split(rest)[0]
            return rest.strip(' ;:.“”"*') or None
    return None


def _named(title: str | None, kind: str) -> str | None:
    """A plan's title begins with what it is."""
    if title is None or fold(kind) not in ("ke hoach", "chuong trinh", "de an"):
        return title
    if fold(title).startswith(fold(kind)):
        return title
    return f"{kind.capitalize()} {title[:1].lower()}{title[1:]}"


def _sentence(title: str | None, texts: Sequence[str]) -> str | None:
    """A title in capitals as the text below writes its words."""
    if title is None:
        return None
    title = re.sub(r"^(?:V/v|Về việc|VỀ VIỆC|Về|VỀ)\s+(?=\S)", "", title)
    if not title.isupper():
        return title[:1].upper() + title[1:]
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if not text.isupper():
            for word in _WORDS.findall(text):
                forms.setdefault(word.lower(), Counter())[word] += 1

    def written(match: re.Match[str]) -> str:
        low = match[0].lower()
        seen = forms.get(low)
        if any(c.isdigit() for c in low) and seen is None:
            return match[0]
        return seen.most_common(1)[0][0] if seen else low

    line = _WORDS.sub(written, title)
    return line[:1].upper() + line[1:]


def _issuer(lines: Sequence[str], at: int) -> str | None:
    """The line in capitals between the title and the first basis; else the letterhead."""
    for line in lines[max(at, 0) : max(at, 0) + 14]:
        if _BASIS.match(line):
            if basis := re.match(r"((?:CHÍNH PHỦ|[A-ZĐ ]{8,80}))\s+Căn cứ", line):
                return _cased(basis[1])
            break
        if line.isupper() and _ISSUER.match(line) and not re.match(r"BAN HÀNH", line):
            return _cased(line)
    return _letterhead(lines[: max(at, 12)])


def _letterhead(lines: Sequence[str]) -> str | None:
    upper: list[str] = []
    for line in lines:
        bare = re.split(r"\s*(?:-{4,}|_{4,}|;|\sSố\s*:)", line)[0].strip()
        if _KIND.match(fold(bare)) or "Căn cứ" in line:
            break
        if not bare.isupper() or _NATION.search(bare):
            continue
        upper.append(bare)
    if not upper:
        return None
    if len(upper) > 1 and re.match(
        r"(?:THÀNH PHỐ|TỈNH|QUẬN|HUYỆN|XÃ|PHƯỜNG|TP)\b", upper[1]
    ):
        upper = [f"{upper[0]} {upper[1]}", *upper[2:]]
    own = [u for u in upper if _ISSUER.match(u)]
    return _cased((own or upper)[-1])


_SMALL = {
    "nhân",
    "dân",
    "và",
    "của",
    "thành",
    "phố",
    "tỉnh",
    "quận",
    "huyện",
    "phường",
    "xã",
}


def _cased(text: str) -> str:
    """A name in capitals as it is written in a line."""
    words = joined(text).split()
    if not text.isupper():
        return joined(text)
    heads = {"ủy", "uỷ", "sở", "bộ", "chủ", "giám", "hội", "chính", "thủ", "phòng"}
    found: list[str] = []
    for word in words:
        low = word.lower()
        after = found[-1].lower() if found else ""
        if after in ("ủy", "uỷ", "chủ", "giám", "chính", "thủ", "hội") or low in _SMALL:
            found.append(low)
        elif not found or low in heads or True:
            found.append(low[:1].upper() + low[1:])
    return " ".join(found)


def _signature(texts: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Who signed: behind the end mark, or after "TM." and "KT."."""
    start = next((i for i, text in enumerate(texts) if _END.search(text)), None)
    if start is None:
        start = next(
            (i for i, t in enumerate(texts) if re.search(r"\b(?:TM|KT|TL)\s*\.", t)),
            None,
        )
    if start is None:
        return None, None, None
    near = "\n".join(texts[start : start + 36])
    near = near[max(near.find("./"), 0) :]
    cut = _AFTER.search(near)
    near = near[: cut.start()] if cut else near
    signing = _SIGNING.findall(near)
    positions = [m for m in _POSITION.finditer(near) if not _is_asked(near, m.start())]
    position = positions[-1][0].capitalize() if positions else None
    behind = near[positions[-1].end() :] if positions else near
    name = next((n for line in behind.split("\n") if (n := _person(line))), None)
    if signing and signing[-1] == "KT" and len(positions) < 2:
        position = None  # "KT. CHỦ TỊCH" names who was to sign, not who did
    return name, _position(position), f"{signing[-1]}." if signing else None


def _is_asked(near: str, at: int) -> bool:
    return near[:at].rstrip().endswith("-")


def _position(text: str | None) -> str | None:
    if text is None:
        return None
    for low, full in (("chủ tịch", "Chủ tịch"), ("thủ tướng", "Thủ tướng")):
        if text.lower() == f"phó {low}":
            return f"Phó {full}"
    return text


def _person(line: str) -> str | None:
    bare = line.strip(" .*_")
    if _NAME.match(bare) and not bare.startswith(
        ("Nơi nhận", "Như Điều", "Phụ lục", "Lưu")
    ):
        return bare
    return None


def _period(title: str, signed: str | None) -> tuple[Period | None, bool]:
    """The time that the title names; else from the signing on, as a guess."""
    if term := term_of(title):
        return term, True
    year = signed[:4] if signed else None
    if (match := _UNTIL.search(title)) and year and match[1] > year:
        return parse_period(f"{year}/{match[1]}"), False
    own = re.sub(
        r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", "", title, flags=re.I
    )
    if years := _YEAR.findall(own):
        return parse_period(years[-1]), year is None or abs(
            int(years[-1]) - int(year)
        ) <= 1
    if signed is not None:
        return parse_period(f"{signed}/.."), False
    return None, False


def term_of(title: str) -> Period | None:
    """The years that a title names as its term: "giai đoạn 2021 - 2030"."""
    for pattern in (_TERM, _YEARS):
        if match := pattern.search(title):
            first, last = int(match[1]), int(match[2])
            if first < last:
                return parse_period(f"{first}/{last}")
    return None


def _replaced(texts: Sequence[str]) -> tuple[str, ...]:
    """Documents that an article says are replaced."""
    from cchc.importing.citations import cited

    found: list[str] = []
    for text in texts:
        for match in re.finditer(
            r"(?:thay thế|bãi bỏ|hết hiệu lực)\s+(?=(?:các\s+)?Quyết định|Kế hoạch)",
            text,
        ):
            if not re.match(r"\s*(?:Điều|\d+\.)", text):
                continue
            for number, signed in cited(joined(text[match.end() :].split(".\n")[0])):
                found.append(f"{number}@{signed}" if signed else number)
    return tuple(dict.fromkeys(found))
