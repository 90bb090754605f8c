"""What a column holds, told by its cells: bodies, times, papers, numbers, sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from cchc.importing.document import bulleted, joined, parse
from cchc.importing.names import HEAD, NAME, TITLES, named_bodies
from cchc.importing.shapes.bodies import KnownBodies, end_of_names
from cchc.text.characters import fold
from cchc.wording import Context, read

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
# A task says what is to be done, a product what is there afterwards.
_ACT = re.compile(
    r"(?:(?:tiếp tục|chủ động|tập trung|kịp thời|định kỳ|nghiêm túc)\s+)*"
    r"(?:áp dụng|ban hành|bàn giao|báo cáo|bảo đảm|bãi bỏ|biên soạn|bố trí|bồi dưỡng"
    r"|bổ sung|cải|cắt|cập nhật|cấp|chấm|chấn chỉnh|chỉ đạo|chỉnh|chuẩn|chuyển|công bố"
    r"|công khai|cung cấp|cử|duy trì|dự thảo|đánh giá|đào tạo|đảm bảo|đầu tư|đẩy|đề"
    r"|điều|đổi|đối|đơn giản|đôn đốc|đưa|giải quyết|giám sát|giảm|giao|giới thiệu|gửi"
    r"|hình thành|hoàn|hỗ trợ|hợp nhất|huy động|hướng dẫn|kết nối|khai|khảo|khắc phục"
    r"|khen|khuyến khích|kiểm|kiện toàn|ký|lắp|lập|lấy|liên thông|luân chuyển|lựa chọn"
    r"|mở|mua|nâng|nghiên|nhân rộng|niêm yết|ổn định|phát|phân|phê duyệt|phổ biến"
    r"|phối hợp|quán triệt|quản lý|rà|sắp|sân khấu hóa|soạn|sơ kết|số hóa|sửa|tái"
    r"|tạo|tăng|tập huấn|tham|thanh tra|thay|thẩm|theo dõi|thí điểm|thiết|thống kê"
    r"|thu|thúc đẩy|thuê|thực hiện|thành lập|tích hợp|tiếp|tinh giản|tìm|tổ chức|tổng"
    r"|trang bị|triển khai|trình|trồng|truyền|tuyên truyền|tuyển|tư vấn|ứng dụng|ưu"
    r"|vận|viết|xác|xếp|xóa|xử lý|xây dựng|in|chọn|chi trả|bầu|dọn|họp|lồng ghép)"
    r"(?!\w)",
    re.I,
)
_STATE = re.compile(
    r"(?:đã|đang|chưa|mới|còn|không|quá hạn|đúng hạn|trễ hạn|hoàn thành|xong|tạm)\b",
    re.I,
)
_QUANTITY = re.compile(
    r"[<>≤≥~+\-–]*\s*\d[\d.,\s]*(?:%|triệu|tỷ|đồng|nghìn|tr\.?đ|đ)?[\s.]*(?:đồng)?\Z",
    re.I,
)
# "15 ngày làm việc" is how long a procedure takes, "8h00 - 8h15" a point of a meeting.
_LONG = re.compile(
    r"(?:trong\s+)?\d+([.,]\d+)?\s*(?:ngày|giờ|phút|tiếng)(?!\w)(?!.*\d)", re.I
)
_CLOCK = re.compile(
    r"(?:từ\s+)?\d{1,2}\s*(?:h|giờ|:)\s*\d{0,2}(?:\s*phút)?(?!.*(?:/|ngày|tháng))", re.I
)
_SHARE = re.compile(r"\d\s*%|[<>≤≥]\s*\d", re.I)
_MEMBER = re.compile(
    r"(?:phó\s+)?(?:trưởng|tổ trưởng|trưởng ban|chủ tịch hội đồng)(?:\s+\w+)?\Z"
    r"|(?:phó\s+(?:trưởng ban|chủ tịch|tổ trưởng)\b|(?:tổ|phó)\s+trưởng\b|trưởng ban\b"
    r"|(?:ủy|uỷ) viên\b|thành viên\b|thư ký\b)",
    re.I,
)
_CITED = re.compile(r"\bsố\s*:?\s*\d|\d+\s*/(?:\d{4}\s*/)?[A-ZĐ]{2}")
_PERSON = re.compile(
    rf"(?:(?:Đồng chí|Đ/c|Các đồng chí|Ông|Bà)\s+)?(?:Phó\s+)?(?:{TITLES}|Phó "
    r"|Chuyên viên|Cán bộ|Công chức|Trưởng )|(?:Đồng chí|Đ/c|Ông|Bà)\s",
)


class Holds(Enum):
    """What most of several texts are."""

    NUMBERS = "numbers"
    BODIES = "bodies"
    TIMES = "times"
    PAPERS = "papers"


@dataclass(frozen=True, slots=True)
class Column:
    """What the filled cells of a column are: shares of them, 0 to 1.

    `filled` is their share of the rows, `kinds` the share that are different from the
    others, `length` their mean number of letters.
    """

    filled: float = 0.0
    kinds: float = 0.0
    length: float = 0.0
    numbers: float = 0.0
    times: float = 0.0
    bodies: float = 0.0
    several: float = 0.0  # bodies in lists or groups
    persons: float = 0.0
    papers: float = 0.0
    acts: float = 0.0
    states: float = 0.0
    quantities: float = 0.0
    cited: float = 0.0
    parted: float = 0.0  # a product and its time in one cell
    durations: float = 0.0
    percents: float = 0.0
    members: float = 0.0  # places in a board, or names of persons

    def is_times(self) -> bool:
        """Whether nearly every cell is a wording of time."""
        return self.times >= _MOST and not self.is_numbers()

    def is_bodies(self) -> bool:
        """Whether nearly every cell names bodies."""
        return self.bodies >= _MOST and not self.is_times()

    def is_numbers(self) -> bool:
        """Whether nearly every cell is the number of a row."""
        return self.numbers >= _MOST

    def is_running(self) -> bool:
        """Whether the cells are text: neither numbers nor times nor bodies."""
        return self.length >= _SHORTEST and not (
            self.is_numbers() or self.is_times() or self.is_bodies()
        )

    def is_papers(self) -> bool:
        """Whether the cells say what is there afterwards, mostly documents."""
        plain = self.states + self.quantities + self.cited < 1 - _MOST
        named = self.papers >= _PAPERS or (self.papers > 0 and self.acts <= _FEW)
        return plain and named and self.is_running() and self.filled >= _PAPERS


_SHORTEST = 7
_PAPERS = 0.5
_FEW = 0.2


def column(texts: Sequence[str], known: KnownBodies) -> Column:
    """What a column holds whose cells have these texts."""
    filled = [joined(text) for text in texts if text.strip()]
    raw = [text for text in texts if text.strip()][:_READ]
    if not raw:
        return Column()
    bare = [text.lstrip(" -–+•") for text in raw]

    def share(test: Callable[[str], object], of: Iterable[str]) -> float:
        return sum(1 for text in of if test(text)) / len(raw)

    return Column(
        filled=len(filled) / len(texts),
        kinds=len(set(filled)) / len(filled),
        length=sum(map(len, filled)) / len(filled),
        numbers=share(_is_number, raw),
        times=share(is_time, raw),
        bodies=share(lambda text: is_bodies(text, known, True), raw),
        several=share(_is_several, raw),
        persons=share(_PERSON.match, bare),
        papers=share(is_paper, raw),
        acts=share(_ACT.match, bare),
        states=share(_STATE.match, bare),
        quantities=share(_QUANTITY.match, bare),
        cited=share(_CITED.search, bare),
        parted=share(product_and_time, raw),
        durations=share(lambda text: _LONG.match(text) or _CLOCK.match(text), bare),
        percents=share(_SHARE.search, bare),
        members=share(lambda text: _MEMBER.match(text) or NAME in text, bare),
    )


def held(texts: Sequence[str], known: KnownBodies) -> Holds | None:
    """What most of the texts are; None where unclear."""
    read = [text for text in texts if text.strip()][:_READ]
    tests: tuple[tuple[Holds, Callable[[str], bool]], ...] = (
        (Holds.NUMBERS, _is_number),
        (Holds.TIMES, is_time),
        (Holds.BODIES, lambda text: is_bodies(text, known)),
        (Holds.PAPERS, is_paper),
    )
    most = max(1, _MOST * len(read))
    return next((what for what, test in tests if sum(map(test, read)) >= most), None)


def is_content(texts: Sequence[str], known: KnownBodies) -> bool:
    """Whether cells say two of these, as no heading does: a time, a body, an act."""
    times = any(map(is_time, texts))
    acts = any(len(text) >= _LONG_ACT and _ACT.match(text) for text in texts)
    if not times and not acts:
        return False
    return times + acts > 1 or any(is_bodies(text, known) for text in texts if text)


_LONG_ACT = 20


def _is_several(text: str) -> bool:
    return bool(re.search(r"[,;\n]", text.strip(" .;")) or _PLURAL.match(text))


def is_paper(text: str) -> bool:
    """Whether a text names a paper: "Kế hoạch …", "02 báo cáo"."""
    return bool(_PAPER.match(text.lstrip(" -–+")))


def product_and_time(text: str) -> tuple[str, str] | None:
    """ "Quyết định/Quý I/2026" cut where its time begins; None where neither end is."""
    for cut in re.finditer(r"\s*[/;\n,]\s*|\s+[-–]\s+|\s*\((?=[^()]*\)\Z)", text):
        first, rest = text[: cut.start()], text[cut.end() :].removesuffix(")")
        if _is_product(first) and is_time(rest):
            return first, rest
        if first and is_time(first) and _is_product(rest) and not _TIME.search(rest):
            return rest, first
    return None


_OF_TIME = re.compile(
    r"\W*(?:\d|(?:trong|từ|đến|trước|sau|chậm nhất|khi|quý|tháng|năm|tuần|ngày|hằng"
    r"|hàng|định kỳ|thường xuyên|đầu|giữa|cuối|hoàn thành|xong)\b)",
    re.I,
)


def _is_product(text: str) -> bool:
    return bool(text) and not _OF_TIME.match(text) and not is_time(text)


def _is_number(text: str) -> bool:
    label = parse(joined(text))
    return label is not None and bool(label.text) and len(text) <= 8


def is_time(text: str) -> bool:
    """Whether a text is a wording of time."""
    if len(text) > _LONG_TIME or not _TIME.search(text):
        return False
    reading = read(joined(text), Context(None, None, None))
    return bool(reading.deadlines) or fold(text).startswith(("quy", "thang", "truoc"))


def is_bodies(text: str, known: KnownBodies, shaped: bool = False) -> bool:
    """Whether every part of a text is a name: known, or where a name of its kind ends.

    In a cell (`shaped`), a kind and a capital behind it are enough.
    """
    named = named_bodies(text)
    if named.partners:  # "Chủ trì: …; phối hợp: …"
        names = [one.text for one in (*named.leads, *named.partners)]
    else:
        parts = [part for line in bulleted(text) for part in re.split(r"[;\n/]", line)]
        names = [joined(_SAID.sub("", part)).strip(" .,") for part in parts]
    names = [name for name in names if name]
    return bool(names) and all(
        is_body(name, known) or (shaped and _is_shaped(name)) for name in names
    )


_SAID = re.compile(r"\A\s*(?:chủ trì|phối hợp|thực hiện)\s*:\s*", re.I)


def is_body(part: str, known: KnownBodies) -> bool:
    """Whether a text is the name of one body or group, and nothing else."""
    if len(part) > _LONG_NAME:
        return False
    if _PLACE.match(part):
        return True
    if not HEAD.match(part) and known.end(part) is None:
        return False
    if _PLURAL.match(part):
        return bool(HEAD.match(part)) and end_of_names(part, known) is not None
    end = end_of_names(part, known)
    return end is not None and end.at == len(part)


_PLACE = re.compile(r"(?:Khu phố|Tổ dân phố|Khối phố|Thôn|Ấp|Xóm|Bản|Buôn|Khóm)\s+\w")


_LONGEST_NAME = 9  # words of a name that only its shape tells


def _is_shaped(part: str) -> bool:
    """Whether a text has the shape of a name: its kind and a capital or figure."""
    head = HEAD.match(part)
    if head is None or _PAPER.match(part) or re.search(r"[.:]", part):
        return False
    if len(part.split()) > _LONGEST_NAME:
        return False
    first = part[head.end() :].lstrip()[:1]
    return first.isupper() or first.isdigit()
