"""The head of a decision: number, date, title, period, who issued and who signed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cchc.dates import Period, parse_period
from cchc.importing.document import Block, Table, joined, printed_day
from cchc.importing.headings import find_headings
from cchc.importing.sections import NUMBER, SYMBOL, left_column, text_of
from cchc.importing.terms import period_of
from cchc.problems import BadValue
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS, SMALLS

KIND = re.compile(
    r"(quyet dinh|nghi quyet|chi thi|huong dan|phuong an|de an|thong bao|cong dien"
    r"|ket luan|thong tri|quy che"
    r"|(ke hoach|chuong trinh)( hanh dong| cong tac)?)\Z"
)
BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Triển khai|Xét)\b")
# What follows a title: the first words of the preamble.
_PREAMBLE = re.compile(
    r"\s*(?:Tiếp tục (?:thực hiện|triển khai)|Nhằm|Để |Trên cơ sở|Theo |Sau khi"
    r"|Trong (?:năm|thời)|Năm \d{4},|Phát huy|Với mục)"
)
_SECTION = re.compile(
    r"(?:Điều 1|[IVX]+\s*[./)-]|[A-D]\.|1\s*[./)]|Phần |Nhiệm vụ (?:1|số)\b)\s*"
)
_SENTENCE_END = re.compile(rf"(?<!TP)(?<!\bQ)(?<!\bP)\.\s+(?=[{CAPITALS}])")
_PROSE = 220
# A title too may begin with "Thực hiện"; nothing but the basis begins with these.
_ONLY_BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét)\b")
_APPENDIX = re.compile(r"PHỤ LỤC|Phụ lục|DANH MỤC\b")
TABLE = "\0"
"""Stands for the lines of a wide table: no title goes on there."""

_ABOUT = re.compile(r"\s*(?:V/v|Về việc)\s*:?\s+(?=\S)")
# "Số: 12/UBND-TH Sông Lam, ngày … năm 2026 V/v …": a copy that lost the columns.
_BESIDE_DAY = re.compile(r"\bSố\s*:.*\s(?=V/v\s)")
_LETTER = 24

_RULE = re.compile(r"[\s_*.–-]*\Z")
ISSUER = re.compile(
    r"(?:THỦ TƯỚNG|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|CHÍNH PHỦ"
    r"|CHÁNH|TRƯỞNG|CỤC|TỔNG|VIỆN|BAN|PHÒNG)\b"
)
_RUN_IN = re.compile(
    rf"(KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHƯƠNG TRÌNH) (?=[{CAPITALS}][{SMALLS}])"
)
# "KẾ HOẠCH CÔNG TÁC NĂM 2026": kind and subject on one line of a sheet.
_RUN_ON_KIND = re.compile(
    r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|NHIỆM VỤ|PHÂN CÔNG|LỊCH|BẢNG|BIỂU)\s+\S+\s+\S"
)
_RUN_ON = re.compile(
    r"\s(?=(?:Thực hiện|Căn cứ|Triển khai)"
    r" (?:Kế hoạch|Nghị quyết|Quyết định|Chỉ thị|Luật)\b.* số)"
)
_SUBJECT = re.compile(
    r"Điều 1\s*[.:]\s*(?:Ban hành|Phê duyệt)"
    r"(?: kèm theo (?:Quyết định|Nghị quyết|Văn bản) này)?\s*(?:\(?bản\)?\s+)?"
    r"(?=[“\"]?(?:Kế hoạch|Chương trình|Đề án|Phương án|Danh mục))"
)
_SUBJECT_END = re.compile(
    r"\s\(\*?(?:đính kèm|kèm|sau đây)|\.(?:\s|$)"
    r"|,?\s+(?:cụ thể|với (?:những|các) nội dung|gồm)\b"
)
_WORDS = re.compile(r"[^\W_]+")


def kind_of(lines: Sequence[str]) -> tuple[int | None, str, str]:
    """Line of the word that says what the document is, and what follows on the line."""
    for at, line in enumerate(lines):
        if KIND.match(fold(line)) and line.strip().isupper():
            return at, line.strip(), ""
        if match := _RUN_IN.match(line):
            return at, match[1], line[match.end() :]
        if line.isupper() and re.match(r"(?:BAN HÀNH|PHÊ DUYỆT|VỀ VIỆC)\b", line):
            return at - 1, "QUYẾT ĐỊNH", ""
    return None, "", ""


def title_of(lines: Sequence[str], at: int | None, behind: str) -> str | None:
    """The lines below the kind, up to the basis or to who issued it."""
    if at is None:
        return None
    if behind:
        cut = _RUN_ON.search(behind) or _SENTENCE_END.search(behind)
        return joined(behind[: cut.start()] if cut else behind[:300])
    found: list[str] = []
    for line in [x for x in lines[at + 1 : at + 9] if not _RULE.match(x)]:
        basis = BASIS if found else _ONLY_BASIS
        ends = line.startswith(("(", TABLE)) or _SECTION.match(line)
        if ends or basis.match(line) or (found and _APPENDIX.match(line)):
            break
        if found and (_PREAMBLE.match(line) or _is_prose(line)):
            break
        names_issuer = line.isupper() and ISSUER.match(line)
        if found and names_issuer and not _goes_on(found[-1]):
            break
        found.append(line)
    title = _SENTENCE_END.split(joined(" ".join(found)))[0]
    return title[:1900] or None


def _is_prose(line: str) -> bool:
    """Whether a line below a title is a sentence of the text, no more of the title."""
    return not line.isupper() and (
        len(line) > _PROSE or line.rstrip().endswith((":", ";", "./."))
    )


def letter_of(lines: Sequence[str]) -> str | None:
    """What an official letter, which has no title, says that it is about: "V/v …"."""
    for at, line in enumerate(lines[:_LETTER]):
        beside = _BESIDE_DAY.search(line)
        if _ABOUT.match(line) or beside:
            found = [line[beside.end() :] if beside else line]
            for more in lines[at + 1 : at + 6]:
                if not more[:1].islower():
                    break
                found.append(more)
            return joined(" ".join(found)).rstrip(" .;")
    return None


def listing_of(lines: Sequence[str]) -> str | None:
    """What an appendix that stands alone says it lists."""
    for at, line in enumerate(lines):
        if match := _APPENDIX.match(line):
            rest = re.sub(r"^\s*(?:[IVX]+|\d+)?\s*[.:–-]?\s*", "", line[match.end() :])
            if match[0].upper() == "DANH MỤC":
                rest = line
            below = lines[at + 1] if at + 1 < len(lines) else ""
            found = rest or (below if not below.startswith(("(", TABLE)) else "")
            return joined(found) or None
    for line in lines[:_NEAR]:
        if _RUN_ON_KIND.match(line) and line.isupper() and not line.endswith(":"):
            return joined(line)
    first = next((line for line in lines if len(line) > _INITIALS), "")
    if _LISTING.match(first) and first.isupper() and not first.endswith(":"):
        return joined(first)  # a list that stands alone says what it is
    return None


_OPEN = "CỦA|TRÊN|VÀ|TẠI|THUỘC|VỀ|CÁC|THỰC HIỆN"
_OF_PLACE = f"{_OPEN}|TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU"


def _goes_on(line: str, words: str = _OPEN) -> bool:
    """Whether a line of a title in capitals goes on with the name below it."""
    return bool(re.search(rf"(?:,|\b(?:{words}))\Z", line.strip()))


def subject_of(texts: Sequence[str], title: str | None, kind: str) -> str | None:
    """What a plan is called: as article 1 says it, or as its title does."""
    return _named(_sentence(_issued(texts) or title, texts), kind)


def _issued(texts: Sequence[str]) -> str | None:
    """ "Ban hành kèm theo Quyết định này Kế hoạch …" of article 1."""
    for text in texts:
        line = joined(text)
        if match := _SUBJECT.match(line):
            rest = _SUBJECT_END.split(line[match.end() :])[0].strip(' ;:.“”"*')
            rest = _FOLLOWS.sub("", rest)
            return rest if len(rest.split()) > _FEW else None
    return None


# "Ban hành Chương trình với các chỉ tiêu sau:" says less than the title.
_FOLLOWS = re.compile(
    r",?\s+(?:với (?:các |những |một số )?(?:nội dung|chỉ tiêu|nhiệm vụ)"
    r"(?: chính| cụ thể)?(?: như)?|(?:cụ thể )?như) sau\Z"
)
_FEW = 2


def _named(title: str | None, kind: str) -> str | None:
    """A plan's title begins with what it is."""
    if title is None or fold(kind) not in ("ke hoach", "chuong trinh", "de an"):
        return title
    if fold(title).startswith(fold(kind)):
        return title
    return f"{kind.capitalize()} {title[:1].lower()}{title[1:]}"


_NAMED_PLACES = ("tỉnh", "phố", "huyện", "quận", "xã", "phường", "trấn")
_NO_VOWEL = re.compile(r"[bcdđghklmnpqrstvx]{2,6}\Z")


def _sentence(title: str | None, texts: Sequence[str]) -> str | None:
    """A title in capitals as the text below writes its words."""
    if title is None:
        return None
    title = re.sub(r"^(?:V/v|Về việc|VỀ VIỆC|Về|VỀ)\s*:?\s+(?=\S)", "", title)
    if not title.isupper():
        return title[:1].upper() + title[1:]
    forms = _forms(texts)
    words = list(_WORDS.finditer(title))
    line: list[str] = []
    end = 0
    for at, match in enumerate(words):
        low = match[0].lower()
        before = words[at - 1][0].lower() if at else ""
        after = words[at + 1][0].lower() if at + 1 < len(words) else ""
        seen = forms.get((before, low), Counter()) + forms.get(
            (low, after, ""), Counter()
        )
        seen = seen or forms.get((low,), Counter())
        if seen:
            word = seen.most_common(1)[0][0]
        elif any(c.isdigit() for c in low) or _NO_VOWEL.match(low):
            word = match[0]
        else:
            word = low.capitalize() if before in _NAMED_PLACES else low
        line += [title[end : match.start()], word]
        end = match.end()
    found = "".join([*line, title[end:]])
    return found[:1].upper() + found[1:]


_UNSEEN: Counter[str] = Counter()


def _forms(texts: Sequence[str]) -> dict[tuple[str, ...], Counter[str]]:
    """How the text writes a word: behind another, before another, anywhere.

    The first word of a sentence tells nothing about its capital.
    """
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        if text.isupper():
            continue
        for sentence in re.split(r"[.;:!?\n]\s*", text):
            words = _WORDS.findall(sentence)
            for before, word in pairwise(words):
                low = word.lower()
                forms.setdefault((before.lower(), low), Counter())[word] += 1
                forms.setdefault((low,), Counter())[word] += 1
            for word, after in pairwise(words[1:]):
                low = word.lower()
                forms.setdefault((low, after.lower(), ""), Counter())[word] += 1
    return forms


# What a letterhead prints on the right, where a copy lost the columns.
_BESIDE = re.compile(r"\s*(?:-{4,}|_{4,}|;|\sSố\s*:|\bCỘNG H|\b[ĐD]ộc lập)")
_LISTING = re.compile(
    r"PHỤ LỤC|DANH MỤC|BẢNG|BIỂU|NHIỆM VỤ|PHÂN CÔNG|THEO DÕI|TỔNG HỢP|THỐNG KÊ|TIẾN ĐỘ"
    r"|LỊCH|DANH SÁCH|BÁO CÁO|KẾT QUẢ|TÌNH HÌNH|.*:|.*\d"
)
_INITIALS = 5
_BODY = re.compile(
    rf"(?:{ISSUER.pattern}|(?:UBND|HĐND|VĂN PHÒNG|TRUNG TÂM|THANH TRA|CÔNG AN|TRƯỜNG"
    r"|HỌC VIỆN|QUỐC HỘI|KHO BẠC|BẢO HIỂM|CHI CỤC|(?:THÀNH|TỈNH|ĐẢNG|QUẬN|HUYỆN) [ỦU]Y"
    r"|ĐẢNG BỘ|LIÊN ĐOÀN|HỘI)\b)"
)
_CONTINUES = re.compile(r"(?:VÀ|THUỘC|CỦA|TẠI)\s")
_PLACE = re.compile(r"(?:THÀNH PHỐ|TỈNH|QUẬN|HUYỆN|XÃ|PHƯỜNG|ĐẶC KHU|TP)\b")
_NATION = re.compile(r"CỘNG (?:HÒA|HOÀ)|ĐỘC LẬP|[ĐD]ộc lập|NAM\s*$|-{4,}|_{4,}")
_END = re.compile(r"\./\s*\.")
_SIGNING = re.compile(r"(TUQ|TM|KT|TL|Q)\s*\.")
_POSITION = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG"
    r"|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|PHÒNG)|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH THANH TRA"
    r"|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG)(?: THƯỜNG TRỰC)?"
)
# "H'Lan Niê", "Y Bình": parts of a name may be one letter, and joined.
_NAME_PARTS = re.compile(r"['’‘ʼ-]")
_NAMES = range(2, 7)
_NEAR = 14
# "- Lưu: VT. Trần Văn Mẫu": a copy that lost the two columns of the signature.
_BESIDE_NAME = re.compile(r"[;.:,\t]\s+([^;.:,\t]+)\Z")
_NO_NAME = re.compile(
    r"(?:noi nhan|nhu |phu luc|luu|da ky|ky ten|thuong truc"
    r"|(?:thanh|tinh|dang|quan|huyen)"
    r" uy|so |uy ban|hoi dong|van phong|bo |cong bao|cong thong tin)"
)
_AFTER = re.compile(
    r"\n(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|BAN HÀNH|CỘNG HÒA|THỰC\s+HIỆN"
    r"|\((?:Ban hành|Kèm)|ỦY BAN NHÂN DÂN\n+THÀNH PHỐ|I\. )"
)


def issuer_of(lines: Sequence[str], at: int | None) -> str | None:
    """The line in capitals below the title; else the letterhead."""
    if at is None and (own := _letterhead(lines[:12])) is not None:
        return own  # a letter has no title
    start = max(at or 0, 0)
    near = lines[start : start + 14]
    for place, line in enumerate(near):
        if BASIS.match(line) or line.startswith(TABLE):
            break
        if run_in := re.match(rf"([{CAPITALS} ]{{8,80}})\s+Căn cứ", line):
            return cased(run_in[1])
        if _names_body(line):
            below = near[place + 1] if place + 1 < len(near) else ""
            if below.isupper() and (
                _CONTINUES.match(below) or _goes_on(line) or _PLACE.match(below)
            ):
                line = f"{line} {below}"
            return cased(line)
    return _letterhead(lines[: max(start, 12)])


def _names_body(line: str) -> bool:
    if not line.isupper() or line.startswith("BAN HÀNH"):
        return False
    return bool(ISSUER.match(line)) and not _POSITION.fullmatch(line.strip())


def above_issuer(lines: Sequence[str]) -> str | None:
    """The body above the one that issues, where the letterhead names both."""
    own = _bodies(lines[:12])
    return cased(own[-2]) if len(own) > 1 else None


def _letterhead(lines: Sequence[str]) -> str | None:
    own = _bodies(lines)
    return cased(own[-1]) if own else None


def _bodies(lines: Sequence[str]) -> list[str]:
    """The bodies of a letterhead, from above."""
    upper: list[str] = []
    for line in lines:
        bare = _BESIDE.split(line)[0].strip()
        if (KIND.match(fold(bare)) and bare.isupper()) or "Căn cứ" in line:
            break
        if not bare.isupper() or _NATION.search(bare) or len(bare) <= _INITIALS:
            continue
        if upper and (_CONTINUES.match(bare) or _goes_on(upper[-1], _OF_PLACE)):
            upper[-1] = f"{upper[-1]} {bare}"
        else:
            upper.append(bare)
    if len(upper) > 1 and _PLACE.match(upper[1]):
        upper = [f"{upper[0]} {upper[1]}", *upper[2:]]
    own = [name for name in upper if _BODY.match(name)]
    return own or [name for name in upper if not _LISTING.match(name)]


def as_written(name: str | None, texts: Sequence[str]) -> str | None:
    """A name out of capitals with the letters that the text below gives it."""
    if name is None:
        return None
    own = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    seen = Counter(m for text in texts for m in own.findall(text) if not m.isupper())
    best = seen.most_common(1)[0][0] if seen else name
    return best if best[:1].isupper() else name


_SMALL = frozenset(
    re.findall(
        r"\w+",
        "nhân dân và của các thành phố tỉnh quận huyện phường xã đốc tịch phủ tướng",
    )
)
_INITIALISMS = frozenset(["ubnd", "hđnd", "mttq", "tp"])
# Names of bodies: the second word of such a pair is written small.
_PAIRS = """
Văn phòng,Tỉnh ủy,Thành ủy,Đảng ủy,Ủy ban,Uỷ ban,Hội đồng,Quản lý,Khoa học,Công nghệ
Công nghiệp,Nông nghiệp,Môi trường,Nội vụ,Tư pháp,Tài chính,Giáo dục,Đào tạo,Xây dựng
Y tế,Du lịch,Thể thao,Văn hóa,Văn hoá,Dân tộc,Tôn giáo,Ngoại vụ,Thanh tra,Kế hoạch
Đầu tư,Thông tin,Truyền thông,Giao thông,Vận tải,Lao động,Xã hội,Kiểm tra,Chỉ đạo
Quy hoạch,Kiến trúc,An toàn,Thực phẩm,Trung tâm,Kinh tế,Phục vụ,Hành chính
Quốc phòng,Dân vận,Công an,Bưu điện,Thống kê,Hải quan,Biên phòng,Quân sự,Chỉ huy
Thường trực,Tòa án,Chi cục,Kiểm sát,Liên hiệp,Phụ nữ,Thanh niên,Mặt trận,Cơ quan,Đơn vị
Tuyên giáo,Tổ chức,Kho bạc,Nhà nước,Bảo hiểm,Phát triển,Nông thôn,Tài nguyên
"""
_SECOND = frozenset(tuple(pair.split()) for pair in re.split(r"[,\n]", _PAIRS) if pair)


def cased(text: str) -> str:
    """A name in capitals as it is written in a line."""
    line = joined(text)
    if not line.isupper():
        return line
    found: list[str] = []
    for word in line.lower().split():
        follows = bool(found) and (found[-1], word) in _SECOND
        small = bool(found) and (follows or word.rstrip(",;") in _SMALL)
        full = word.upper() if word in _INITIALISMS else word[:1].upper() + word[1:]
        found.append(word if small else full)
    return " ".join(found)


def signature_of(texts: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Who signed: behind the end mark, or after "TM." and "KT."."""
    start = next((i for i, text in enumerate(texts) if _END.search(text)), None)
    if start is None:
        start = next(
            (i for i, t in enumerate(texts) if re.search(r"\b(?:TM|KT|TL)\s*\.", t)),
            None,
        )
    if start is None:
        start = next((i for i, t in enumerate(texts) if "Nơi nhận" in t), None)
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
    near_lines = behind.split("\n")[:_NEAR]
    name = next(
        (n for find in (_person, _beside) for line in near_lines if (n := find(line))),
        None,
    )
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
    """The name of a person that a line holds and nothing else."""
    bare = line.strip(" .*_…")
    words = bare.split()
    if len(words) not in _NAMES or _NO_NAME.match(f"{fold(bare)} "):
        return None
    parts = [part for word in words for part in _NAME_PARTS.split(word)]
    named = all(
        p.isalpha() and p[0].isupper() and p[1:] == p[1:].lower() for p in parts
    )
    return bare if named and any(len(part) > 1 for part in parts) else None


def _beside(line: str) -> str | None:
    """The name at the end of a line of recipients."""
    match = _BESIDE_NAME.search(line)
    return _person(match[1]) if match else None


_DATE = re.compile(
    r"(?:^|[,\s])ngày\s*(\d{1,2})?\s*tháng\s*(\d{1,2})?\s*năm\s*(\d{4})?\s*(?=$|[;.\n)]|[A-ZĐ])"
)
_PLACED = re.compile(r"(?:^|;|[-/][A-ZĐ]{2,}\s)\s*[A-ZĐ][\w .-]{2,40},\s*ngày", re.M)
_ATTACHED = re.compile(
    r"\((?:[Bb]an hành )?[Kk]èm theo (?:Quyết định|Kế hoạch|Nghị quyết|Công văn)"
    rf" số\s*:?\s*(\d{{1,5}})?\s*[/-]\s*({SYMBOL})\s*,?\s*ngày\s*(\d{{1,2}})?"
    r"\s*(?:/|tháng)\s*(\d{1,2})?\s*(?:/|năm)\s*((?:19|20)\d\d)"
    r"(?:\s+của\s+(?:Giám đốc |Chủ tịch )?([^()]{3,80}))?\)"
)
_FIRST = 70
_NARROW = 3


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None is what it leaves blank or what was not found."""

    number: str | None = None
    symbol: str | None = None
    signed: str | None = None
    issuer: str | None = None
    above: str | None = None
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
    lines = left_column([line for block in blocks[:_FIRST] for line in _lines(block)])
    facts = _facts(blocks)
    number, symbol = _number(texts)
    if symbol is None and (match := NUMBER.search(f"Số: {facts.get('so hieu', '')}")):
        number, symbol = match[1] or None, match[2]
    signed = _date(texts) or _printed_date(facts.get("ngay ban hanh", ""))
    issuer = None
    if symbol is None:  # an appendix alone
        number, symbol, day, issuer = _attached(texts)
        signed = signed or day
    every = [text for block in blocks if (text := text_of(block))]
    at, kind, behind = kind_of(lines)
    issuer = issuer or issuer_of(lines, at)
    if issuer is not None and fold(issuer) == "uy ban nhan dan":  # of which place?
        issuer = _attached(every)[3] or issuer
    title = title_of(lines, at, behind) or letter_of(lines) or listing_of(lines)
    subject = subject_of(every, title, kind)
    signer, position, signing = signature_of(every)
    period, sure = period_of(subject or title or "", signed)
    return Head(
        number, symbol, signed, as_written(issuer, every),
        above_issuer(lines),
        signer or facts.get("nguoi ky"), position, signing, kind, subject, period, sure,
        _replaced(every),
    )  # fmt: skip


def _lines(block: Block) -> list[str]:
    """Lines that may belong to the head; a wide table is none."""
    if isinstance(block, Table) and len(block.rows) > 1:
        heads = block.width == _NARROW and find_headings(block) is not None
        if block.width > _NARROW or heads:
            return [TABLE]
    return [line for line in text_of(block).split("\n") if line]


def _attached(texts: Sequence[str]) -> tuple[str | None, ...]:
    """Number, symbol, date and issuer in "(Kèm theo Quyết định số 5/QĐ-X ngày …)"."""
    for text in texts:
        if match := _ATTACHED.search(joined(text)):
            number, symbol, day, month, year, issuer = match.groups()
            signed = _printed_date(f"{day}/{month}/{year}") if day and month else year
            return number, symbol, signed, issuer
    return None, None, None, None


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
    return printed_day(re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text))


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
            for one in cited(joined(text[match.end() :].split(".\n")[0])):
                day = f"@{one.signed}" if one.signed else ""
                found.append(f"{one.number}{day}")
    return tuple(dict.fromkeys(found))
