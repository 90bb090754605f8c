"""Duties that stand under the names of those who owe them.

"Giao Sở Nội vụ: - …", "1. Sở Nội vụ / a) …", "2. Sở Tài chính: Bố trí …": no table
and no field says who leads; the heading above does. Every row is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.importing.citations import without_citations
from cchc.importing.document import (
    NO_LABEL,
    Block,
    Kind,
    Label,
    Paragraph,
    joined,
    leading,
    letter,
)
from cchc.importing.head import as_written, cased
from cchc.importing.names import EACH, alternatives, names_of
from cchc.importing.results import FAIR, FROM_GROUP, WEAK, RawTask, Rows, Section
from cchc.importing.shapes.bodies import (
    NOBODY,
    KnownBodies,
    bodies_of,
    end_of_names,
)
from cchc.importing.shapes.roles import Role
from cchc.importing.shapes.sentences import parted_by_time, period_heading, period_in
from cchc.problems import N_, message
from cchc.text.letters import CAPITALS, SMALLS

FROM_HEADING = N_("the lead is taken from the heading")
UNSURE_END = N_(
    "where the name ends is not known; “{name}” is taken for it: add the body to "
    "units.yaml"
)
LEAST = 2
_LONGEST = 200

# What an office does; its name ends before one of these.
_VERBS = rf"""
(?:có|chịu) trách nhiệm|chủ trì|phối hợp|chủ động|tham mưu|triển khai|thực hiện|theo dõi
tổ chức(?! (?:nhà|bộ|cán|chính|đảng|xã|có|liên|khác|đoàn)|,)|hướng dẫn|kiểm tra|đôn đốc
xây dựng(?! (?:tỉnh|thành|[{CAPITALS}]))|rà soát|tổng hợp|báo cáo|cập nhật|bố trí
thẩm định
đẩy mạnh|tăng cường|hoàn thiện|hoàn thành|ban hành|phổ biến|tuyên truyền|lập|giải quyết
giám sát|theo sát|nắm|tiếp nhận|thẩm tra|phân tích|dự báo|khai thác|lưu trữ|đào tạo
bồi dưỡng|tập huấn|truyền thông(?! [{CAPITALS}])|tham dự|tham gia|hỗ trợ|đối soát
làm sạch|đánh giá|(?<!iện )nghiên cứu|đề xuất|(?<!công )(?<!chương )(?<!quy )trình
căn cứ|tiếp tục|thường xuyên|định kỳ|nâng cấp
quán triệt|chỉ đạo(?! [{CAPITALS}])|công khai|niêm yết|đăng tải|cung cấp|gửi|khẩn trương
đưa
bảo đảm|đảm bảo|vận hành|mở|làm(?! việc(?! với))|trên cơ sở
(?:hằng|hàng)(?= (?:ngày|tuần|tháng|quý|năm))|trước ngày|để|nhằm
trong việc|giúp
khắc phục|sửa đổi|tiến hành|xác minh|làm rõ|chuẩn bị|khảo sát|kiện toàn|sắp xếp|rút ngắn
phân bổ|thu hồi|xử lý|bàn giao|liên hệ|tích hợp|kết nối|số hóa|lắp đặt|mua sắm|chấm dứt
bổ sung|duy trì|tiếp thu|tập trung|xác định|phân công(?! tại)|nghiêm túc|kịp thời
yêu cầu|chuyển(?! đổi)|đăng ký|hoàn trả|chấn chỉnh|nhắc nhở|rút kinh
(?<!, )(?<!; )(?<!và )lãnh đạo(?! (?:các|đơn|cơ|sở|ban|phòng|xã|[{CAPITALS}]))
định hướng
(?<!, )(?<!và )thanh tra(?=,? (?:đột|việc|theo|chuyên|công|trách|các|hành))
đẩy nhanh|giải ngân|giải phóng|điều chuyển|điều chỉnh|vận động|công bố|phát động|áp dụng
cải tạo|cân đối|chuẩn hóa|củng cố|cử|dự toán|điều phối|giới thiệu|khai trương|kiến nghị
khuyến khích|kiểm điểm|ký kết|lựa chọn|nghiệm thu|ngăn chặn|nhân rộng|phát huy|phân loại
phê duyệt|phản ánh|sơ kết|tổng kết|tháo gỡ|tạo điều kiện|thay thế|thí điểm|thông báo
thống nhất|thúc đẩy|tích cực|trao đổi|tự kiểm tra|cắt giảm|đơn giản hóa|cải thiện
kê khai|đối chiếu|đối thoại|phấn đấu|phòng ngừa|thu thập|biên soạn|khai báo
kiểm soát(?! (?:thủ tục|TTHC))|thành lập|thống kê|huy động|lồng ghép|chia sẻ|phát hiện
điều tra|tổng kiểm tra|tổng rà soát|cắm|trồng|phun|cấp(?= (?:phát|giấy|phép|bổ|thẻ))
trấn áp|truy quét|tuần tra|tư vấn|vinh danh|xóa|sửa chữa|tu sửa|nạo vét|đấu nối
trực tiếp|là (?:cơ quan|chủ thể|đơn vị|đầu mối)|xem xét|quan tâm|ưu tiên|nâng cao
Chủ trì|Phối hợp|Hướng dẫn|Theo dõi|Tham mưu|Tổng hợp|Triển khai|Thực hiện|Căn cứ
Rà soát|Tăng cường|Đẩy mạnh|Bố trí|Là cơ quan|Chủ động
"""
_VERB = re.compile(rf"\s*[,:]?\s*\b(?:{alternatives(_VERBS)})\b")
# "Văn phòng UBND tỉnh ươm cây": behind a place, what goes on with no name is a verb.
_PLACE = re.compile(
    r"\b(?:tỉnh|thành phố|Tỉnh ủy|Thành ủy|xã|phường|địa bàn|Trung ương)"
    r"(?=\s+(?!(?:tỉnh|thành|xã|phường|và|hoặc|của|có|cùng|với|do|thuộc|trực thuộc"
    r"|liên quan|trên|nơi|được|đã|đang|chưa|không|còn|đóng"
    r"|hội|viên|đoàn|ủy|mới|này|khác|về|theo|tại|ở|biên|miền|vùng|đảo|lân|nghèo|gồm|như"
    r"|phụ trách|quản lý|tham gia|sau|trước|là|mà|cấp|khu|bãi|ven|an toàn|nông)\b)"
    rf"[{SMALLS}])"
)
_CHARGES = re.compile(
    r"(?:Giao(?: cho)?|Đề nghị|Yêu cầu|Trách nhiệm của|Đối với)\s+(?=\S)", re.I
)
# "1. Về tuyên truyền: Giao Sở Nội vụ …": what a charge is about stands before it.
_ABOUT = re.compile(
    r"((?:Về|Đối với|Liên quan (?:đến|tới))\s[^:.;]{3,160}?|[^:.;,]{3,90}(?=:))"
    rf"[:,;.]\s*(?=(?:giao|yêu cầu|đề nghị)\s+(?:cho\s+)?[{CAPITALS}cC])",
    re.I,
)
# "…; giao Sở Tài chính bố trí kinh phí": another charge in the same line.
_ANOTHER = re.compile(
    rf"(?<=[.;])\s+(?=(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị)\s+[{CAPITALS}])"
)
_BODIES = rf"""
Thủ trưởng|Giám đốc|Chủ tịch|Chánh|Trưởng|Chỉ huy trưởng|Trạm trưởng|Tổ trưởng
Bí thư|Chính ủy|Tư lệnh|Thống đốc|Viện trưởng|Cục trưởng|Hiệu trưởng|Tổng Giám đốc
Người đứng đầu|Lãnh đạo|Sở|UBND|HĐND
[ỦU][yỷ] ban|Uỷ ban|Mặt trận|MTTQ|Hội đồng|Hội (?!nghị|thảo|thi)|Phòng (?!,|chống)
Văn phòng|VP|VPUB|Ban (?!hành)|BCĐ|Bộ (?!phận|tiêu|chỉ|công cụ)|Tổng cục|Cục|Chi cục
Thường trực (?=[HĐT])|Công an|Bộ đội|Viện|Trung tâm|Thanh tra
Tổ (?=[Cc]ông tác|[Gg]iúp|[Đđ]ề)|Trường (?!hợp)
Học viện|Đại học|Liên đoàn|Liên hiệp|Liên minh|Đoàn|Tỉnh [đĐ]oàn|Thành [đĐ]oàn|Công đoàn
Viễn thông
Báo (?!cáo)|Đài|Cổng [Tt]hông tin|Ngân hàng|Kho bạc|Bảo hiểm|BHXH|Thuế (?=[Tt])
Hải quan|Bưu điện|Tòa án|Toà án|Viện kiểm|Tập đoàn|Tổng [Cc]ông ty|Công ty|Trạm
Thành ủy|Tỉnh ủy|Đảng ủy|Vụ (?!việc)|Khoa |Bệnh viện
(?:Cơ quan|Đơn vị|Doanh nghiệp) (?=\S)
(?:Quỹ|Nhà|Thư viện|Bảo tàng|Hiệp hội|Đội|Hạt|Hợp tác xã|Chi nhánh) (?=[{CAPITALS}])
(?:Khu phố|Tổ dân phố|Thôn|Ấp|Bản) (?=[{CAPITALS}\d])
"""
_KINDS = r"""
[Bb]ộ|[Ss]ở|[Bb]an|[Nn]gành|cơ quan|đơn vị|địa phương|[Pp]hòng|xã|phường|trường
tổ chức|hội|đoàn thể|doanh nghiệp|[Cc]ục|[Cc]hi cục|[Tt]rung tâm|[Vv]iện|UBND|huyện
quận|thành viên|[Vv]ụ|khoa
[Tt]ổ|[Đđ]ảng (?:ủy|bộ)|cấp (?:ủy|uỷ)|chi bộ|thôn|khu phố|ấp|[Đđ]oàn
"""
_UNIT = re.compile(
    rf"(?:{alternatives(_BODIES)}"
    rf"|(?:[Cc]ác|Những|Toàn thể) (?:{alternatives(_KINDS)}))(?=[\s,:;]|(?<=\s)|\Z)"
)
_CLOSES = re.compile(
    r"\s*(?:Trên đây là|Trong quá trình|Quyết định này"
    r"|Điều \d+\s*[.:](?!\s*(?:Giao|Đề nghị|Yêu cầu)\b)"
    r"|(?:Căn cứ|Nhận được) (?:nội dung )?Kế hoạch này"
    r"|(?:Nghị quyết|Chỉ thị|Kết luận|Chương trình|Quy định|Kế hoạch) này (?:được )?"
    r"(?:phổ biến|quán triệt|có hiệu lực|thay thế))"
)
# "Yêu cầu các cơ quan nghiêm túc thực hiện Chỉ thị này./.", "… thông báo để biết./."
_END_MARK = re.compile(
    r"(?:[^:]*\b(?:này|biết)\b[^:;]*"
    r"|[^:;]{,60}(?:[Yy]êu cầu|[Đđ]ề nghị)\s[^:;]{,200}\bthực hiện)"
    r"\s*\./\.?\s*\Z"
)
_MARK = re.compile(r"\s*\./\.?\Z")
_ENDS = re.compile(r"\s*(?:Nơi nhận\b|(?:TM|KT|TL|TUQ)\.|PHỤ LỤC)")
_NO_TEXT = re.compile(r"\s*(?:CÔNG BÁO\b.*|\d{1,3})\Z")
_GIVEN = re.compile(rf"Giao (?:cho )?[{CAPITALS}]\w+ \w")
# "- Đơn vị chủ trì: …" is a field of a task, no heading.
_FIELD = re.compile(
    r"(?:Các )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|[Cc]á nhân) "
    r"(?:chủ trì|phối hợp|thực hiện|tham mưu|soạn thảo|đầu mối)"
)
_SENT = re.compile(r"\s*Kính gửi\b|.{5,160}\bđiện:\s*\Z")
_ITEM = re.compile(r"\s*[-–+•]")
# "Giao nhiệm vụ … (có Phụ lục kèm theo)" charges nobody yet.
_ARTICLE = re.compile(
    r"Điều (\d+)\s*[.:]\s*(?=(?:Giao|Đề nghị|Yêu cầu)"
    r"(?! (?:nhiệm vụ|chỉ tiêu|kế hoạch|dự toán|biên chế)\b))"
)
_WITH = re.compile(
    r"(?:chủ trì,?\s*)?phối hợp(?: chặt chẽ)?(?:\s*(?:với|cùng))?\s+", re.I
)
_EVERY = r"(?:hằng|hàng)\s+(?:ngày|tuần|tháng|quý|năm)"
_DAY = (
    r"(?:ngày\s+\d{1,2}\s+(?:và|đến)\s+)?ngày\s+\d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?"
    r"|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4}|/\d{4})?"
    rf"|(?:\s+của)?\s+tháng (?:cuối|đầu)(?: mỗi| của)? quý|\s+{_EVERY})"
    r"(?:\s+(?:hằng|hàng) năm)?|\d{1,2}/\d{1,2}/\d{4}"
)
_HOUR = r"(?:\d{1,2}\s*(?:h|g|giờ)\s*(?:\d\d)?(?:\s*phút)?,?\s+)?"
_PERIOD = (
    r"(?:tháng\s+\d{1,2}|quý\s+[IV]{1,3})(?:\s*[/,-]\s*\d{4}|\s+năm\s+\d{4})?"
    r"|0?[69] tháng (?:đầu|cuối) năm(?:\s+\d{4})?|năm\s+\d{4}"
)
_TIME = re.compile(
    r"(?:chậm nhất(?: là)?|trước|đến hết|hết|vào|xong|hoàn thành(?: xong)?)"
    rf"(?:\s+(?:trong|trước|vào|hết))?\s+(?:{_HOUR}(?:{_DAY})|{_PERIOD})"
    rf"|trong\s+(?:{_DAY}|{_PERIOD}|năm)(?=\W|\Z)"
    rf"|từ\s+(?:{_DAY})\s+đến\s+(?:hết\s+)?(?:{_DAY})"
    r"|trong (?:thời hạn|vòng)\s+\d+\s+(?:ngày|giờ|tháng)(?: làm việc)?(?:,? kể từ "
    r"[^,;.:]{3,80})?"
    r"|(?<=, )theo tiến độ (?!đề ra)[^,;.:]{3,60}(?=\W*\Z)"
    rf"|(?<=đợt \d: )(?:{_PERIOD})"
    r"|định kỳ (?:0?[369] tháng|quý|tháng)(?:,? (?:và )?(?:0?[69] tháng|quý|năm))*"
    r"|tại (?:kỳ|phiên) họp[^,;.:]{0,50}\d{4}"
    r"|(?:hoàn thành|xong|thực hiện)\s+trước\s+(?:mùa|Tết|kỳ họp|thềm|dịp|khi|khai)"
    r"[^,;.:]{0,60}"
    r"|(?<!kế hoạch )(?<!dự toán )(?<!chương trình )(?:định kỳ\s+)?"
    rf"{_EVERY}(?:,?\s+trước\s+{_DAY})?"
    r"|\A\s*thường xuyên|thực hiện thường xuyên"
    r"|ngay (?:sau )?khi [^,;.:]{4,80}|ngay sau (?!đây)[^,;.:]{4,80}",
    re.I,
)


@dataclass(slots=True)
class _Charge:
    """Whose duties follow: the number and names of a heading, and its duties."""

    id: str
    kind: Kind
    names: str
    place: int
    section: Section | None
    sure: bool = True  # whether it is known where the names end
    about: str = ""  # what the text says before it names whom it charges
    duties: list[_Duty] = field(default_factory=list)
    level: Kind | None = None  # how the first duty is marked
    mark: str = ""  # and by which dash
    when: str = ""  # what a heading names: "Tháng 3"


@dataclass(slots=True)
class _Duty:
    """One duty: its letter where one is printed, and its lines."""

    label: str
    lines: list[str]
    place: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a line names first, and the duty behind it.

    Not `sure` where nothing but the shape of a name tells where it ends.
    """

    names: str
    duty: str
    sure: bool = True


def read_assignments(blocks: Sequence[Block], known: KnownBodies = NOBODY) -> Rows:
    """Duties under headings that name units; none where fewer than two were found.

    `known` are the names of the register; those that the document prints alone, as a
    heading or among its recipients, are known besides.
    """
    alone = (name for name in bodies_of(blocks) if _is_name(name))
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    reader = _Reader(known.with_names(alone), texts)
    for number, block in enumerate(blocks, 1):
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                reader.line(line, number)
    rows = reader.rows()
    return rows if len(rows.tasks) >= LEAST else Rows()


def _is_name(text: str) -> bool:
    """Whether a text that begins as a body has no verb and is no field."""
    return _verb_in(text) < 0 and not _FIELD.match(text)


class _Reader:
    def __init__(self, known: KnownBodies, texts: Sequence[str] = ()) -> None:
        self.known, self.texts = known, texts
        self.charges: list[_Charge] = []
        self.open: _Charge | None = None
        self.section: Section | None = None
        lines = (line for text in texts for line in text.split("\n"))
        self.by_time = parted_by_time(lines)
        self.when = ""  # that a heading names
        self.sent = False  # among those whom a letter is sent to
        self.ended = False  # behind the signature, until another part begins

    def line(self, line: str, place: int) -> None:
        self.sent = bool(_SENT.match(line)) or (self.sent and bool(_ITEM.match(line)))
        if _NO_TEXT.match(line) or self.sent:
            return
        if _CLOSES.match(line) or _ENDS.match(line) or _ends_text(line):
            self.open = None
            self.ended |= bool(_ENDS.match(line))
            return
        article = _ARTICLE.match(line)
        label, rest = leading(line)
        if article:
            label, rest = Label(Kind.INTEGER, article[1]), line[article.end() :]
        if label.kind in (Kind.ROMAN, Kind.LETTER):
            self.open, self.ended = None, False
            self.when = period_in(rest, self.by_time)
            if (head := self.body_of(rest)) is None:
                self.section = Section(label.text, joined(rest))
            else:
                self.section = None
                self.charge(label, head, place)
            return
        if self.by_time and (period := period_heading(line)) is not None:
            self.open, self.when = None, period
            return
        if self.ended or (label is NO_LABEL and _is_signature(line)):
            self.open = None
            return
        if (about := _ABOUT.match(rest)) and self.charged(label, about, rest, place):
            return
        if dash := re.match(r"\s*([-–+•*])\s*", line):
            label, rest = Label(Kind.DASH, dash[1]), line[dash.end() :]
        head = heading_of(rest, label.kind is not Kind.NONE, self.known)
        if head is not None and (article or not self._is_below(label)):
            self.charge(label, head, place)
            if article and self.open is not None:
                self.open.kind = Kind.ROMAN  # items "1.", "2." stand below it
            return
        if article or (label.kind in _NUMBERED and _GIVEN.match(rest)):
            self.charge(label, Head("", rest), place)  # to whom is not understood
        elif self.open is not None:
            self.duty(label, line, rest, place)

    def body_of(self, heading: str) -> Head | None:
        """The body that a heading names and nothing else: "I. SỞ NỘI VỤ"."""
        name = heading.rstrip(" .:")
        if name.isupper():
            name = as_written(cased(name), self.texts) or name
        head = heading_of(name, True, self.known)
        return head if head is not None and not head.duty else None

    def charged(
        self, label: Label, about: re.Match[str], rest: str, place: int
    ) -> bool:
        """Read "1. Về …: Giao Sở A …; giao Sở B …": a charge for each body."""
        heads = [
            heading_of(part, True, self.known)
            for part in _ANOTHER.split(rest[about.end() :])
        ]
        found = [head for head in heads if head is not None and head.duty]
        if len(found) < len(heads):
            return False
        for at, head in enumerate(found):
            self.charge(label, head, place)
            one = self.charges[-1]
            one.about = about[1].strip()
            if len(found) > 1:
                one.id = f"{one.id}.{letter(at)}"
        return True

    def _is_below(self, label: Label) -> bool:
        """Whether a line that begins with a unit is a duty of the unit above."""
        one = self.open
        if one is None or label.kind is Kind.NONE:
            return False
        order = list(Kind)
        return order.index(label.kind) > order.index(one.kind) and bool(one.duties)

    def charge(self, label: Label, head: Head, place: int) -> None:
        printed = label.kind in (Kind.ROMAN, Kind.LETTER, *_NUMBERED)
        number = label.text if printed else str(len(self.charges) + 1)
        self.open = _Charge(
            number, label.kind, head.names, place, self.section, head.sure,
            when=self.when,
        )  # fmt: skip
        self.charges.append(self.open)
        if head.duty and not head.duty.endswith(":"):
            self.open.duties.append(_Duty("", [head.duty], place))

    def duty(self, label: Label, line: str, rest: str, place: int) -> None:
        """A line below a heading: a duty of its own, or more of the one above."""
        one = self.open
        assert one is not None
        order = list(Kind)
        if label.kind in _NUMBERED and order.index(label.kind) <= order.index(one.kind):
            self.open = None  # the next item of the list that names no unit
            return
        level = Kind.NONE if label.kind is Kind.NONE else label.kind
        if one.level is None:
            one.level, one.mark = level, label.text
        marks = (level, label.text if level is Kind.DASH else "")
        if one.duties and (level is not one.level or _is_deeper(one, marks)):
            one.duties[-1].lines.append(line)
            return
        outer = one.kind in (Kind.ROMAN, Kind.LETTER)
        printed = label.kind is Kind.SMALL or outer
        letter_of = label.text if printed and label.kind in _NUMBERED else ""
        one.duties.append(_Duty(letter_of, [rest], place))

    def rows(self) -> Rows:
        found = Rows()
        for one in self.charges:
            for at, duty in enumerate(one.duties):
                own = one.id
                if len(one.duties) > 1 or duty.label:
                    own = f"{one.id}.{duty.label or letter(at)}"
                task = _task(own, one, duty, self.known)
                if one.section is not None and one.section not in found.sections:
                    found.sections.append(one.section)
                found.tasks.append(task)
        return found


def _ends_text(line: str) -> bool:
    """Whether a sentence that is no item closes the text."""
    item = leading(line)[0] is not NO_LABEL or re.match(r"\s*[-–+•*]", line)
    return not item and bool(_END_MARK.match(line))


def _is_signature(line: str) -> bool:
    """Whether a line in capitals names who signs, or begins another part."""
    return line.isupper() and len(line.split()) > 1


_NUMBERED = (Kind.INTEGER, Kind.DOTTED, Kind.SMALL)


def _is_deeper(one: _Charge, marks: tuple[Kind, str]) -> bool:
    """Whether a dash of another form stands below the duties of this one."""
    return marks[0] is Kind.DASH and marks[1] in "+•*" and marks[1] != one.mark


def heading_of(text: str, numbered: bool, known: KnownBodies = NOBODY) -> Head | None:
    """The units that a line names first, and the duty behind them; None for others.

    A line without a number must say "Giao …" or end with a colon.
    """
    charge = _CHARGES.match(text)
    rest = text[charge.end() :] if charge else text
    if not _UNIT.match(rest) or _FIELD.match(rest):
        return None
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), rest)
    each = EACH.match(outside)
    colon = outside.find(":", each.end() if each else 0)
    end, sure = _end_in(rest, outside, colon, None if each else known)
    names, duty = rest[:end], rest[end:].lstrip(" :,")
    if len(names) > _LONGEST or "." in names.rstrip(" .;").replace("TP.", ""):
        return None
    if not (numbered or charge or (0 < colon == len(rest.rstrip()) - 1)):
        return None
    names = names.strip(" .;,")
    duty = re.sub(r"\Acó trách nhiệm\s*(?::|\b)\s*", "", duty).strip()
    duty = duty[:1].upper() + duty[1:]
    return Head(names, duty, sure) if names_of(names) else None


def _end_in(
    text: str, outside: str, colon: int, known: KnownBodies | None
) -> tuple[int, bool]:
    """Where the names that a line begins with end, and whether that is known.

    Names that are known end them; else a colon or a verb; else their shape. `outside`
    is the text without what stands in brackets; `known` is None for a list of a kind.
    """
    named = None if known is None else end_of_names(text, known)
    least = named.at if named is not None and named.sure else 1
    ends = [at for at in (colon, _verb_in(outside, least)) if at >= least]
    end = min(ends, default=len(outside))
    if named is not None and not text[named.at :].strip(" .;,"):
        return len(text), True
    if named is None or not _GOES_ON.match(text, named.at):
        return end, True
    if named.sure and not _IN_NAME.fullmatch(outside[named.at : end]):
        return (named.at, True) if named.at < end or end != colon else (end, True)
    verb = _VERB.search(outside)
    if (
        not named.sure
        and verb
        and verb.start() < named.at
        and " " not in verb[0].strip()
    ):
        return named.at, False  # "Cục Việc làm …": part of the name
    between = len(outside[named.at : end].split())
    to_place = not named.sure and _TO_PLACE.search(outside[:end]) is not None
    if to_place and _FEW <= between < 2 * _FEW:
        return end, False
    far = between >= _FEW and not named.group
    if not named.sure and (not ends or (far and end != colon)):
        return named.at, False
    return end, True


_TO_PLACE = re.compile(r"\s(?:tỉnh|thành phố|xã|phường)\Z")
_FEW = 3  # words of a name, at most, that its shape does not tell


# Behind a name goes on what its bearer does, in small letters.
_GOES_ON = re.compile(
    r"\s*,?\s+(?!(?:có (?!trách|văn bản|biện|giải|kế|phương|hình)|được|đã|đang|chưa"
    r"|không|nơi|còn|đóng|liên quan|do|về|là|khác|gồm|như|phụ trách|quản lý"
    r"|tham gia)\b)"
    rf"[{SMALLS}\d]"
)
# "Trung tâm Y tế" is known, "Trung tâm Y tế dự phòng tỉnh" is another.
_IN_NAME = re.compile(rf"(?:\s+[{SMALLS}]+){{1,4}}\s+(?:tỉnh|thành phố|xã|phường)\s*")


def _verb_in(text: str, least: int = 1) -> int:
    """Where the names that a text begins with end and what they do begins; -1: nowhere.

    A place ("UBND tỉnh") that no part of a name follows ends them, too. The names are
    known up to `least`: "Ngân hàng Nhà nước" does nothing every ("hàng") year.
    """
    verb, place = _VERB.search(text, least - 1), _PLACE.search(text, least - 1)
    ends = [verb.start()] if verb and verb.start() else []
    return min([*ends, *([place.end()] if place else [])], default=-1)


def _task(own: str, one: _Charge, duty: _Duty, known: KnownBodies) -> RawTask:
    text = _MARK.sub("", "\n".join(duty.lines).strip())
    cells = {Role.TASK: text, Role.LEAD: one.names}
    if not one.names:
        del cells[Role.LEAD]
    partners = partners_in(duty.lines[0], known)
    if partners:
        cells[Role.PARTNER] = partners
    said = _SAID_TIME.search(text)
    when = joined(said[1]) if said else times_in(joined(text))
    if said:
        text = cells[Role.TASK] = text[: said.start()].rstrip()
    if when or one.when:
        cells[Role.WHEN] = when or one.when
    heading = f"{one.id}. {one.about}" if one.about else ""
    task = RawTask(own, one.section, cells, {}, (0, duty.place), heading)
    if one.when and not when:
        task.doubt("when", message(FROM_GROUP), FAIR)
    act = act_in(text, partners) if one.names else ""
    task.title = act if "\n" in text else _UNTIL.sub("", act or text)
    if one.names:
        task.doubt("leads", message(FROM_HEADING), FAIR)
    if not one.sure:
        task.doubt("leads", message(UNSURE_END, name=one.names), WEAK)
    return task


# "… . Thời gian hoàn thành: Quý II/2026.": what a label says is the deadline, and no
# other time of the sentence.
_SAID_TIME = re.compile(
    r"(?:[.;,]\s*\(?|(?<=\))\s*|\s\()(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)"
    r"(?:\s+(?:thực hiện|hoàn thành|triển khai|trình|ban hành|báo cáo))*\s*:"
    r"\s*([^:]{2,90}?)\s*\)?[.;]?\s*\Z",
    re.I,
)
# What a group does; behind a name these may go on with it ("đầu tư xây dựng Cửa Lò").
_ACTS = re.compile(r"\s+(?:xây dựng|tổ chức(?! (?:chính|xã|đảng|tín))|lập|mở)\s")


def partners_in(text: str, known: KnownBodies = NOBODY) -> str:
    """ "Chủ trì, phối hợp với Văn phòng UBND tỉnh theo dõi …": who helps."""
    match = _WITH.search(text)
    if match is None or len(text[: match.start()]) > _LONGEST:
        return ""
    behind = text[match.end() :]
    named = end_of_names(behind, known)
    verb = _verb_in(behind)
    sure = named is not None and named.sure and _GOES_ON.match(behind, named.at)
    acts = named and named.group and _ACTS.match(behind, named.at)
    names = behind[: named.at if named and (sure or acts) else max(verb, 0)]
    return names.strip(" ,;") if _UNIT.match(names[:1].upper() + names[1:]) else ""


# The deadline stands in a field of its own.
_UNTIL = re.compile(
    r"(?:;|[,;]\s*(?=hoàn thành|xong|theo tiến độ)"
    r"|[,;]\s*(?:hoàn thành|xong|thời hạn|thời gian|thực hiện)(?:\s*:)?\s)\s*"
    rf"(?:(?:{_TIME.pattern})|(?:thực hiện\s+)?thường xuyên)\W*\Z",
    re.I,
)


def act_in(text: str, partners: str) -> str:
    """What is to be done of "Chủ trì, phối hợp với Sở A rà soát …", where it is known.

    Who leads and who helps stand in fields of their own.
    """
    behind = text
    if partners and (match := _WITH.match(text)):
        behind = text[match.end() :].removeprefix(partners)
        if behind == text[match.end() :]:
            return ""
    elif match := re.match(r"[Cc]hủ trì,?\s+", text):
        behind = text[match.end() :]
    behind = behind.lstrip(" ,")
    named = bool(partners) and behind[:1].islower() and " " in behind
    acts = behind != text and (named or _VERB.match(f" {behind}"))
    return behind[:1].upper() + behind[1:] if acts else ""


def times_in(text: str) -> str:
    """The time limits that a sentence names, each once, parted by semicolons."""
    text = without_citations(text)
    found = [match for match in _TIME.finditer(text) if not _is_past(text, match)]
    return "; ".join(dict.fromkeys(joined(match[0]) for match in found))


# "hồ sơ đã tiếp nhận trước ngày 01/7/2025"; what was assigned is still to be done.
_DONE = re.compile(
    r"\bđã (?:được )?(?!giao|phân bổ|phân công|bố trí|phê duyệt|đăng ký|cam kết|đề ra)"
    r"\S+(?:\s+\S+)?\s*\Z"
)


def _is_past(text: str, match: re.Match[str]) -> bool:
    """ "các dự án đã đưa vào sử dụng trước năm 2024": says which, not by when."""
    clause = re.split(r"[,;.:]", text[: match.start()])[-1]
    if re.match(r"trước\s+(?:ngày|tháng|quý)\b", match[0], re.I):
        return _DONE.search(clause) is not None
    if not re.match(r"(?:xong\s+)?(?:trước|hết|đến|trong)(?: hết)?\s+năm\b", match[0]):
        return False
    return re.search(r"\b(?:đã|từng)\b", clause) is not None
