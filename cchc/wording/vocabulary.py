"""The vocabulary: what each word or group of words stands for. Data only.

Every line is `KIND: alias | alias …`, lower case and with its accents. A longer
alias wins over a shorter one; `WORD` takes a group back from the alias inside it
("theo dõi" has nothing to do with "theo").
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    """The names between bars and line ends."""
    return frozenset(text.replace("\n", "|").strip("|").split("|"))


ALIASES = """
YEAR: năm
QUARTER: quý | quí
MONTH: tháng
WEEK: tuần | tuần lễ
DAY: ngày
HOUR: giờ | tiếng
TERM: giai đoạn | giai đoan | gđ | thời kỳ | thời kì | nhiệm kỳ | nhiệm kì
HALF: nửa
DECADE: thượng tuần | trung tuần | hạ tuần
PLURAL: các | những
OF: của | thuộc
ALL: cả
START: đầu | đầu tiên | thứ nhất
MIDDLE: giữa
END: cuối | cuối cùng
NTH: thứ
WORKING: làm việc
TIMES: lần | lượt | cuộc | buổi
IN: trong | vào | trong vòng | trong thời hạn | trong thời gian | trong khoảng | khoảng
IN: vào khoảng | dự kiến | dự kiến trong | ngay trong | nội trong | vào dịp
IN: trong khoảng thời gian | ngay | thời hạn | thời gian
BEFORE: trước | trước thời điểm | trước mốc
BY: chậm nhất | muộn nhất | trễ nhất | không quá | không muộn hơn | không chậm hơn
BY: không trễ hơn | hạn cuối | hạn chót | hạn cuối cùng | thời hạn cuối cùng | tối đa
BY: không vượt quá | chậm nhất sau | nhưng không quá | nhưng chậm nhất
BY: nhưng không muộn hơn
TILL: đến | tới | cho đến | cho tới | tính đến | kéo dài đến | sang
OUT: hết
LINK: là | thời điểm | mốc | đợt
FROM: trong tuần từ | tuần từ | tuần lễ từ
FROM: từ | kể từ | tính từ | bắt đầu từ | ngay từ | khởi đầu từ
AFTER: sau | ngay sau
WHEN: khi | sau khi | ngay khi | ngay sau khi | kể từ khi | từ khi | mỗi khi
WHEN: tính từ khi
WHEN: trong trường hợp | kể từ lúc | từ lúc | bất cứ khi nào | trường hợp
NOW: nay | bây giờ | thời điểm hiện tại
ONWARD: trở đi | trở về sau | về sau
NEXT: tiếp theo | tiếp sau | sau đó | kế tiếp | kế tiếp theo | liền kề | tiếp đến
NEXT: còn lại | liền kề sau | liền sau
EVERY: hằng | hàng | mỗi | từng
PERIODIC: định kỳ | định kì | đinh kỳ | thường kỳ | thường kì
ALWAYS: thường xuyên | liên tục | không thời hạn | không xác định thời hạn | lâu dài
ALWAYS: không giới hạn thời gian | quanh năm | xuyên suốt | trong suốt | suốt
ALWAYS: vô thời hạn | thương xuyên | thường xuyền | thường xuyen
ALWAYS: không có thời hạn | thường trực
ANNUAL: thường niên
DURING: trong quá trình | trong suốt quá trình | suốt quá trình | xuyên suốt quá trình
DURING: trong suốt thời gian | suốt thời gian
PLAN: theo | tùy theo | tuỳ theo | căn cứ | căn cứ theo | căn cứ vào | tùy thuộc
PLAN: tuỳ thuộc | tùy thuộc vào | tuỳ thuộc vào | phụ thuộc | phụ thuộc vào
PLAN: phù hợp với | bám sát | đồng bộ với | song song với
PLANNED: đúng tiến độ | bảo đảm tiến độ | đảm bảo tiến độ | bảo đảm đúng tiến độ
PLANNED: đảm bảo đúng tiến độ
SESSION: kỳ họp | phiên họp | tại kỳ họp | tại phiên họp | kì họp
SUDDEN: đột xuất
ARISE: phát sinh | có phát sinh | có yêu cầu
VIEW: định hướng | định hướng đến | tầm nhìn | tầm nhìn đến | định hướng tới
VIEW: tầm nhìn tới
AND: và | cùng | đồng thời | cũng như | và cả
OR: hoặc | hay
TITLE: quyết định | nghị quyết | nghị định | thông tư | chỉ thị | công văn | văn bản
TITLE: công điện | kết luận | luật | thông báo | tờ trình
WORD: theo dõi | kèm theo | trước hết | trước mắt | trước đây | ngân hàng | khách hàng
WORD: hàng hóa | hàng hoá | năm học | ngày hội | từng bước | mặt hàng | bán hàng
WORD: sau đây | dưới đây | trong đó | trong khi | từ đó | từ xa | các bên | các cấp
WORD: đầu tư | đầu mối | đầu ra | đầu vào | đứng đầu | người đứng đầu | ban đầu
WORD: bước đầu | dẫn đầu | sau đại học | tháng hành động | ngày càng
WORD: năm tài chính | năm ngân sách | một số | một cửa | một phần | đưa vào
WORD: lần đầu | lần đầu tiên | lần cuối | lần cuối cùng
WORD: tham gia vào | chuyển tiếp từ | có thể | không phải
WORD: tập trung vào | thời gian qua | thời gian thực | tuần tra | hàng không | cửa hàng
WORD: xã hội hóa | giữa các | trên cơ sở | quý báu | quý khách | quá hạn | đi vào
"""

NUMBERS = """
một 1 | giêng 1 | hai 2 | nhì 2 | ba 3 | bốn 4 | tư 4 | sáu 6 | bảy 7 | bẩy 7 | tám 8
chín 9 | mười 10 | chạp 12 | mười một 11 | mười hai 12 | mười ba 13 | mười lăm 15
hai mươi 20 | hai mươi lăm 25 | ba mươi 30 | bốn mươi lăm 45 | sáu mươi 60
chín mươi 90 | một trăm 100
"""

# Spellings that are no words, or none that stands in a deadline.
MISPRINTS = {
    "nãm": "năm", "hẳng": "hằng", "hầng": "hằng", "thảng": "tháng", "thãng": "tháng",
    "ngảy": "ngày", "ngãy": "ngày", "truóc": "trước", "trươc": "trước",
    "trưởc": "trước", "thuòng": "thường", "quỷ": "quý",
}  # fmt: skip

# Quarters and numbered items; scans read "l" and "|" for "i".
ROMANS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4,
    "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
}  # fmt: skip

# A cell that says only this says nothing; the whole cell, in lower case.
BLANKS = _names(
    """
-|--|---|.|..|...|…|/|//|_|*|không|không có|không ghi|không nêu|không quy định|chưa có
chưa xác định|chưa rõ|chưa quy định|không xác định|chưa xác định thời hạn|để trống
chưa xác định thời gian|chưa có thời hạn|không quy định thời hạn|chưa ấn định
chưa ấn định thời gian|(trống)|trống|null|n/a
"""
)

# Words around a deadline that name no milestone.
FILLERS = _names(
    """
tiếp|tục|thực|hiện|nhiệm|vụ|đề|xuất|hạn|là|thời|gian|vào|dự|kiến|xong|có|gồm|bao|và|hoặc|hay
cùng|đồng|cũng|như|sau|đó|cụ|thể|hiệu|quả|kịp|bộ|đầy|đủ|nghiêm|túc|ngay|chính|xác|ít
nhất|tối|thiểu|đảm|bảo|trong|điểm|mốc|với|lại|được|nếu|phải|cần|công|việc|ở|thì|khoảng|đúng|quy
định|đồng thời|cũng như|sau đó|trong đó|dự kiến|thời gian|thời hạn|thời điểm
"""
)
LABELS = _names(
    """
thời gian thực hiện|thời hạn thực hiện|thời hạn hoàn thành|thời gian hoàn thành
thời hạn|thời gian|tiến độ|tiến độ thực hiện|thời gian triển khai|thời gian báo cáo
kh cụ thể|kế hoạch cụ thể|có kế hoạch cụ thể|có kế hoạch riêng|kế hoạch riêng
thời hạn báo cáo|thời gian gửi báo cáo|thời hạn gửi báo cáo|thời gian dự kiến
"""
)

# Words that open and close a name without being part of it.
LEADING = _names("và|hoặc|hay|đồng thời|có|sau đó|cũng như|thì|là")
TRAILING = _names("và|hoặc|hay|vào|là|trong|định kỳ|định kì|có|ngay")

# A word that makes the period after it mean something else than a deadline.
NEGATIONS = _names(
    """
trừ|không|chưa|ngoài|quá|ngoại|thay|lùi|hoãn|tạm|đừng|tránh|khỏi|bỏ|dừng|gia|vì
ngừng|hơn|gần|so|có thể|không phải
"""
)

# A name that begins like this is no task for the date beside it.
DENIALS = _names(
    """
không thực|không áp|không tổ|không báo|không triển|chưa thực|chưa triển|chưa tổ|đã hoàn
đã thực|đã triển|đã ban|tạm dừng|dừng thực|lùi thời|gia hạn|không cần
không yêu
"""
)

# Words after a deadline that begin like this say how, not what.
MANNERS = _names("vẫn|đảm|bảo|nhưng|phù|miễn")

WEEKDAYS = _names("thứ|hai|ba|tư|năm|sáu|bảy|chủ|nhật|sáng|chiều")

# Nouns whose period is part of their name: "báo cáo năm 2023", "kế hoạch năm 2025".
BEARERS = _names(
    """
cáo|hoạch|trình|quả|số|toán|tác|vụ|liệu|tình|hình|kết|án|lực|phí|biên|chế
chuyển tiếp từ
"""
)
REPORTS = _names("cáo|kết|tổng|hợp|giá|họp|kỳ|kiểm|tra")

# Before a number these say that it is no date.
COUNTERS = _names(
    """
số|khoản|điều|mục|điểm|phần|chương|mức|độ|cấp|lệ|lục|iso|tcvn|nhóm|loại|tổ|quận
phường|khóa|khoá|lớp|tổng|bước|án|phụ
"""
)

# With a capital inside a line these begin the next item: the lines of a table cell
# reach us joined by a space.
VERBS = _names(
    """
hoàn thành|hoàn thiện|triển khai|thực hiện|ban hành|tiến hành|tổng kết|sơ kết
vận hành|bắt đầu|tiếp tục|rà soát|tổ chức|khởi công
"""
)

# The decision's own signing, in the words that follow "kể từ ngày".
SIGNING = _names(
    """
ký|ký ban hành|ban hành|ký quyết định|quyết định có hiệu lực|kế hoạch được ban hành
ban hành kế hoạch|ban hành kế hoạch này|ban hành quyết định|ban hành quyết định này
kế hoạch này được ban hành|quyết định này có hiệu lực|có hiệu lực|ký quyết định này
quyết định được ban hành|kế hoạch có hiệu lực|ban hành văn bản này|ký kế hoạch này
ban hành văn bản|kế hoạch này có hiệu lực|quyết định có hiệu lực thi hành|ký kế hoạch
"""
)

# Happenings that a "trước …" or "sau …" may name instead of a date.
HAPPENINGS = _names("khi|kỳ|phiên|tết|đại|hội|lễ|thời|dịp|lúc|mùa|cuộc")

ABBREVIATIONS = _names("q|t|tp|tx|tt|st|ths|ts|gs|pgs|đ|n")


def _kinds() -> dict[str, str]:
    pairs = (line.split(": ") for line in ALIASES.strip().split("\n"))
    return {alias: kind for kind, names in pairs for alias in names.split(" | ")}


KIND_OF = _kinds()


def _numbers() -> dict[tuple[str, ...], int]:
    pairs = (
        p.rsplit(" ", 1) for p in NUMBERS.strip().replace("\n", " | ").split(" | ")
    )
    return {tuple(name.split()): int(value) for name, value in pairs}


NUMBER_OF = _numbers()
