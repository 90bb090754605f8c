"""Where the names of bodies end that a sentence begins with.

"Sở Nội vụ ươm cây …": no word between says so. A name ends where the longest name
ends that the register, the document or the law has, and what goes on with it; where
none is known, by the shape of such names, and that is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cchc.importing.document import Block, Paragraph, leading
from cchc.importing.names import HEAD, TITLES, alternatives
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS, SMALLS

# Departments of provinces and rooms of communes by Nghị định 45/2025/NĐ-CP and
# 150/2025/NĐ-CP, ministries by Nghị quyết 176/2025/QH15, and those before them.
_OF_LAW = {
    "Sở": """\
Nội vụ|Tư pháp|Tài chính|Công Thương|Nông nghiệp và Môi trường|Xây dựng
Khoa học và Công nghệ|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao|Du lịch
Giáo dục và Đào tạo|Y tế|Dân tộc và Tôn giáo|Ngoại vụ|An toàn thực phẩm
Quy hoạch - Kiến trúc|Kế hoạch và Đầu tư|Giao thông vận tải
Giao thông công chánh|Thông tin và Truyền thông|Tài nguyên và Môi trường
Lao động - Thương binh và Xã hội|Nông nghiệp và Phát triển nông thôn""",
    "Bộ": """\
Nội vụ|Tư pháp|Tài chính|Công Thương|Nông nghiệp và Môi trường|Xây dựng|Công an
Khoa học và Công nghệ|Văn hóa, Thể thao và Du lịch|Giáo dục và Đào tạo|Y tế
Dân tộc và Tôn giáo|Ngoại giao|Quốc phòng|Kế hoạch và Đầu tư|Giao thông vận tải
Thông tin và Truyền thông|Tài nguyên và Môi trường|Tư lệnh Thành phố
Lao động - Thương binh và Xã hội|Nông nghiệp và Phát triển nông thôn
Chỉ huy Quân sự|Chỉ huy Bộ đội Biên phòng""",
    "Phòng": """\
Kinh tế|Kinh tế, Hạ tầng và Đô thị|Văn hóa - Xã hội|Nội vụ|Tư pháp
Tài chính - Kế hoạch|Y tế|Giáo dục và Đào tạo|Văn hóa và Thông tin
Kinh tế và Hạ tầng|Quản lý đô thị|Tài nguyên và Môi trường|Dân tộc
Nông nghiệp và Phát triển nông thôn|Lao động - Thương binh và Xã hội
Nông nghiệp và Môi trường|Kinh tế, Hạ tầng|Nội vụ - Lao động
Tổ chức - Hành chính|Tổ chức cán bộ|Cải cách hành chính|Hành chính - Tổng hợp""",
    "Văn phòng": """\
UBND|HĐND và UBND|Ủy ban nhân dân|Hội đồng nhân dân và Ủy ban nhân dân
Đoàn ĐBQH và HĐND|Đảng ủy|Tỉnh ủy|Thành ủy|Chính phủ|Sở|Bộ|Đăng ký đất đai""",
    "Trung tâm": """\
Phục vụ hành chính công|Chuyển đổi số|Công nghệ thông tin|Phát triển quỹ đất
Cung ứng dịch vụ công|Dịch vụ tổng hợp|Y tế|Văn hóa - Thể thao
Văn hóa, Thể thao và Truyền thông|Văn hóa, Thông tin và Thể thao
Văn hóa - Thông tin và Thể thao|Văn hóa, Thể thao và Du lịch
Văn hóa, Thông tin, Thể thao và Truyền thông|Dịch vụ nông nghiệp
Trợ giúp pháp lý nhà nước|Kiểm soát bệnh tật|Chính trị
Giáo dục nghề nghiệp - Giáo dục thường xuyên""",
    "Hội đồng": """\
phối hợp phổ biến, giáo dục pháp luật|Phối hợp phổ biến, giáo dục pháp luật
Giáo dục quốc phòng và an ninh|Thi đua - Khen thưởng|Nghĩa vụ quân sự""",
    "": """\
Thanh tra|Công an|Thanh tra Chính phủ|Ngân hàng Nhà nước|Văn phòng|Kho bạc Nhà nước
Bảo hiểm xã hội|Thuế|Hải quan|Bưu điện|Tòa án nhân dân|Viện kiểm sát nhân dân
Trạm Y tế|Ban Chỉ huy Quân sự|Đoàn Thanh niên|Hội Liên hiệp Phụ nữ|Hội Nông dân
Hội Cựu chiến binh|Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc
UBND|Ủy ban nhân dân|HĐND|Liên đoàn Lao động|Tỉnh đoàn|Thành đoàn|Tỉnh ủy|Thành ủy
Đảng ủy|Ban Tổ chức|Ban Quản lý các khu công nghiệp|Ban Quản lý khu kinh tế
Thường trực Hội đồng nhân dân|Thường trực HĐND|Hội đồng nhân dân
Đoàn đại biểu Quốc hội|Thống kê
Ban Xây dựng Đảng|Ủy ban Kiểm tra Đảng ủy|Báo và Phát thanh, Truyền hình
Ban Quản lý dự án đầu tư xây dựng|Ban cán sự đảng|Ban Cán sự đảng|Đảng đoàn
Đảng ủy Khối các cơ quan và doanh nghiệp|Đảng ủy Khối các cơ quan
Đảng ủy Khối doanh nghiệp|Đảng ủy các cơ quan Đảng|Đảng ủy Công an|Đảng ủy Quân sự
Liên hiệp các Hội Khoa học và Kỹ thuật|Liên hiệp các Hội Văn học nghệ thuật
Liên hiệp các tổ chức hữu nghị|Ban Tuyên giáo|Ban Dân vận|Ban Nội chính
Ban Tuyên giáo và Dân vận|Ủy ban Kiểm tra|Ban Thường vụ|Ban Chấp hành
Đảng ủy Mặt trận Tổ quốc và các đoàn thể|Đảng ủy MTTQ và các đoàn thể""",
}
OF_LAW = {kind: alternatives(names).split("|") for kind, names in _OF_LAW.items()}
"""Names that the law gives to bodies, by their kind; without one, whole names."""
# Words of two or three syllables that stand in names in small letters.
_WORDS = """\
hành chính công|hành chính|công nghệ|đầu tư|đất đai|giao thông|nông thôn|kinh tế|xã hội
công nghiệp|chế xuất|thông tin|truyền thông|dịch vụ|khoa học|môi trường|nông dân|phụ nữ
thanh niên|thiếu nhi|cựu chiến binh|nhân dân|nhà nước|y tế|dân dụng|hạ tầng|đô thị
khu kinh tế|lao động|việc làm|dân tộc|tôn giáo|quốc gia|chất lượng|an toàn|thực phẩm
thú y|chăn nuôi|trồng trọt|thực vật|kiểm lâm|thủy lợi|thủy sản|phát triển|quỹ đất
khuyến nông|xúc tiến|du lịch|thương mại|văn hóa|nghệ thuật|thể thao|chuyển đổi số
quân sự|biên phòng|công trình|xây dựng|dự án|cán bộ|tổng hợp|kỹ thuật|dữ liệu|hợp tác
đào tạo|giáo dục|nghề nghiệp|thường xuyên|sự nghiệp|công lập|môi giới|tài sản|đấu giá
đa khoa|kiểm nghiệm|kiểm soát|bệnh tật|doanh nghiệp|khởi nghiệp|đổi mới|sáng tạo
công ích|vệ sinh|cấp nước|thoát nước|chiếu sáng|cây xanh|vật nuôi|cây trồng|rừng
phòng hộ|đặc dụng|thiên nhiên|biển|đảo|di tích|danh thắng|tỉnh|thành phố|quản lý
đại biểu|dân cư|lưu trữ|lịch sử|viễn thông|phòng chống|thiên tai|kiểm định|bảo trợ
công tác|và"""
_WORDED = rf"(?:\s+(?:{alternatives(_WORDS.replace('|và', ''))})(?!\w))"
_SYLLABLE = re.compile(r"[^\W\d_]+")
_WORD = re.compile(rf"\s+(?:{alternatives(_WORDS.replace('|và', ''))})(?!\w)")
_TITLED = re.compile(rf"(?:{alternatives(_WORDS.replace('|và', ''))})(?!\w)", re.I)
_JOIN = re.compile(rf"(?:\s+và|\s*,|\s+-|\s*&)\s+(?=[{CAPITALS}])")
_TITLE = re.compile(
    rf"(?:(?:đồng chí |các đồng chí )?(?:{TITLES}|Thủ trưởng|Phó Chủ tịch)[,\s]+)+"
    rf"(?=(?:các\s|[{CAPITALS}]))"
)
_NAME = rf"(?:\s+[{CAPITALS}][{SMALLS}]*)+"
# What goes on with a name: its place, whose it is, which of its kind.
_TAIL = re.compile(
    rf"\s+(?:(?:của|thuộc|trực thuộc|tại)\s+)?"
    rf"(?:(?:cấp\s+|các\s+)?(?:tỉnh|thành phố|xã|phường|đặc khu|huyện|quận|thị trấn"
    rf"|Thành phố|Tỉnh(?! ủy| đoàn)|cơ sở|khu vực)"
    rf"(?:{_NAME}|\s+[IVX]+(?!\w)|\s+\d+(?!\w))?(?!\w)"
    r"|trực thuộc(?=\s*(?:[,;:.(]|\Z))|(?:có )?liên quan(?! đến)"
    rf"|nơi có [^,;:.]{{3,40}}(?=[,;:])|các cấp|hai cấp"
    rf"|(?:trên|trong) địa bàn(?:\s+(?:tỉnh|thành phố|xã|phường)(?:{_NAME})?)?"
    rf"|Tỉnh ủy|Thành ủy|Đảng ủy|[Tt]rung ương|Việt Nam|Nhà nước)"
    rf"|\s+(?:của|thuộc|trực thuộc)\s+(?=[{CAPITALS}])"
    rf"|(?:(?:(?<=ven biển),|(?<=ven sông),|(?<=miền núi),)?\s+"
    rf"(?:ven biển|ven sông|ven đô|biên giới|duyên hải|hải đảo|miền núi"
    rf"|vùng cao(?! nguyên)|(?:vùng )?cao nguyên|đồng bằng|trung du"
    rf"|(?:miền|vùng|phía|khu vực|lưu vực|dọc){_NAME}))+(?!\w)"
    r"|(?:,\s*(?:các\s+)?|\s+và\s+)(?:xã|phường|đặc khu|thị trấn|huyện|quận|thị xã"
    r"|thành phố|tỉnh)(?!\w| (?:ủy|uỷ)(?!\w))"
    rf"|\s+các{_WORDED}+(?:(?:\s*,{_WORDED}+)*\s+và{_WORDED}+)?"
    r"|\s*\([^()]*\)"
)
_KIND = (
    r"(?:trường học|tổ dân phố"
    r"|tổ chức (?:chính trị(?:\s*[-–]\s*xã hội)?|xã hội|tín dụng)"
    r"|(?:huyện|thành|thị|đảng|cấp) (?:ủy|uỷ)|chi bộ"
    r"|bộ|sở|ban|ngành|cơ quan|đơn vị|địa phương|phòng|xã|phường|đặc khu|trường|viện"
    r"|tổ chức|hội|đoàn thể|doanh nghiệp|cục|chi cục|trung tâm|thôn|khu phố|ấp|bản|xóm"
    r"|huyện|quận)"
)
_GROUP = re.compile(
    rf"(?:[Cc]ác|[Nn]hững|[Tt]oàn thể|[Mm]ột số)\s+{_KIND}(?!\w)"
    rf"(?:(?:\s*,\s*|\s+và\s+|\s*-\s*)(?:các\s+)?{_KIND}(?!\w))*",
    re.I,
)
_NEXT = re.compile(r"\s*(?:[,;]|\b(?:và|cùng với|cùng)\b)\s*(?:và\s+)?")
_LONGEST = 14  # words of the longest name


@dataclass(frozen=True, slots=True)
class End:
    """Where names end; not `sure` where only their shape tells.

    Nor behind a `group`: any word may still say which of them.
    """

    at: int
    sure: bool
    group: bool = False


@dataclass(frozen=True, slots=True)
class KnownBodies:
    """Names that a register or a document has, folded."""

    names: frozenset[str] = field(default_factory=frozenset)

    def with_names(self, names: Iterable[str]) -> KnownBodies:
        """These and others."""
        return KnownBodies(self.names | {fold(name) for name in names if name})

    def end(self, text: str, start: int = 0) -> int | None:
        """Where the longest known name ends that begins at `start`."""
        words = []
        for word in _SYLLABLE.finditer(text, start):
            words.append(word)
            if len(words) == _LONGEST:
                break
        for last in reversed(words):
            name = fold(text[start : last.end()])
            if len(name) > 2 and (name in self.names or name in _LAWFUL):
                return last.end()
        return None


_LAWFUL = frozenset(
    fold(f"{kind} {name}") for kind, names in OF_LAW.items() for name in names
)
# "Công an", "Thanh tra": a body only with its place behind it.
_PLACED = frozenset(map(fold, OF_LAW[""]))
NOBODY = KnownBodies()


def end_of_names(text: str, known: KnownBodies) -> End | None:
    """Where the list of bodies ends that a text begins with; None where unknown.

    A body that only its shape tells makes the end unsure.
    """
    at, sure, group = 0, True, False
    while True:
        one = _end_of_one(text, at, known)
        if one is None:
            return None
        sure, group = sure and one.sure, one.group
        following = _NEXT.match(text, one.at)
        if following is None or following.end() == one.at:
            return End(one.at, sure, group)
        behind = text[following.end() :]
        if not HEAD.match(behind) and known.end(behind) is None:
            return End(one.at, sure, group)
        at = following.end()


def _end_of_one(text: str, start: int, known: KnownBodies) -> End | None:
    """Where the name ends that begins at `start`."""
    title = _TITLE.match(text, start)
    begin = title.end() if title else start
    whole = known.end(text, start) if title else None
    end = max((e for e in (whole, known.end(text, begin)) if e), default=None)
    group = _GROUP.match(text, begin)
    if group and (end is None or group.end() > end):
        return End(_tails(text, group.end()), False, True)
    if end is not None:
        on = _tails(text, end)
        joined = _JOIN.match(text, on)
        if joined and on == end and not HEAD.match(text[joined.end() :]):
            # "Phòng Kinh tế và Hạ tầng": known only in part
            longer = _shape(text, joined.end(), known)
            return End(_tails(text, longer or end), False)
        if not re.match(rf"\s+(?:-\s+)?[{CAPITALS}]", text[on:]):
            return End(on, on > end or fold(text[begin:end]) not in _PLACED)
        begin = on
    shaped = _shape(text, begin, known)
    return End(_tails(text, shaped), False) if shaped else None


def _tails(text: str, at: int) -> int:
    while tail := _TAIL.match(text, at):
        at = tail.end()
    return at


def _shape(text: str, start: int, known: KnownBodies) -> int | None:
    """Where a name ends by its shape: each capital takes the small syllable behind it.

    "Trung tâm Xúc tiến đầu tư": words that such names often have go on with it. Two
    capitals in a row are the name of a place, which takes no small syllable.
    """
    many = _MANY.match(text, start)
    start = many.end() if many else start
    head = None if many else HEAD.match(text, start)
    at, taken, alone = (head.end() if head else start), False, False
    while syllable := _SYLLABLE.match(text, len(text) - len(text[at:].lstrip())):
        if syllable[0][0].isupper():
            inner = known.end(text, syllable.start())
            at, small = (inner, True) if inner else _compound(text, syllable, alone)
            taken, alone = True, not small and not _NOUN.fullmatch(syllable[0])
        else:
            word = _WORD.match(text, syllable.start() - 1)
            if word is None or not taken or alone:
                break
            at = word.end()
        if joined := _JOIN.match(text, at):
            if HEAD.match(text[joined.end() :]):
                break
            at, alone = joined.end(), False
    return len(text[:at].rstrip()) if taken else None


_NOUN = re.compile(r"Sở|Bộ|Ban|Phòng|Cục|Vụ|Viện|Hội|Đoàn|Tổ|Khoa|Trường|Khối")

_MANY = re.compile(r"(?:các|những|toàn thể|một số)\s+", re.I)
_WHOLE = re.compile(r"Sở|Bộ|Ban|Cục|Vụ|Viện|Khối")  # "Thanh tra Sở nhắc việc"


def _compound(text: str, syllable: re.Match[str], alone: bool) -> tuple[int, bool]:
    """A capitalised syllable, with a small one that makes a word with it."""
    small = re.match(rf"\s+[{SMALLS}]+(?!\w)", text[syllable.end() :])
    capitals = syllable[0].isupper() and len(syllable[0]) > 1
    if whole := _TITLED.match(text, syllable.start()):  # "Cục Chuyển đổi số"
        return whole.end(), True
    if _WORD.match(text, syllable.end()):  # "Tổ công nghệ số": the next word is whole
        return syllable.end(), True
    if small is None or capitals or alone or _WHOLE.fullmatch(syllable[0]):
        return syllable.end(), False
    return syllable.end() + small.end(), True


def bodies_of(blocks: Sequence[Block]) -> list[str]:
    """Names that a document prints alone: headings, and those that it is sent to."""
    found: list[str] = []
    listed = False
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for line in block.text.split("\n"):
            if sent := _SENT.match(line):
                listed, line = True, line[sent.end() :]
            elif listed and not re.match(r"\s*[-–+•]", line):
                listed = False
            text = leading(re.sub(r"\A\s*[-–+•]\s*", "", line))[1].strip()
            alone = re.sub(r"\s*\([^()]*\)", "", text).rstrip(" .;:,/")
            if listed or _is_alone(alone):
                found += [name.strip() for name in alone.split(";")]
    return [name for name in found if _NAMED.match(name)]


_NAMED = re.compile(rf"(?!Các\s|Những\s|Như\s|Lưu\W)[{CAPITALS}]\w*\s\S")
_SENT = re.compile(r"\s*(?:Nơi nhận|Kính gửi)\s*:?\s*")
_ALONE = 70


def _is_alone(name: str) -> bool:
    """Whether a line is nothing but a name: its shape reaches its end."""
    if len(name) > _ALONE or not HEAD.match(name) or re.search(r"[,;:]", name):
        return False
    shaped = _end_of_one(name, 0, NOBODY)
    return shaped is not None and shaped.at == len(name)
