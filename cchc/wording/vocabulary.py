"""The vocabulary: what each word or group of words stands for. Data only.

Every line is `KIND: alias | alias …`, lower case and with its accents. A longer
alias wins over a shorter one; `WORD` takes a group back from the alias inside it
("theo dõi" has nothing to do with "theo").
"""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
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
AND: và | cùng | đồng thời | cũng như
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
BLANKS = names(
    """
-|--|---|.|..|...|…|/|//|_|*|không|không có|không ghi|không nêu|không quy định|chưa có
chưa xác định|chưa rõ|chưa quy định|không xác định|chưa xác định thời hạn|để trống
chưa xác định thời gian|chưa có thời hạn|không quy định thời hạn|chưa ấn định
chưa ấn định thời gian|(trống)|trống|null|n/a
"""
)

# Words around a deadline that name no milestone.
FILLERS = names(
    """
tiếp|tục|thực|hiện|nhiệm|vụ|đề|xuất|hạn|là|thời|gian|vào|dự|kiến|xong|có|gồm|bao|và|hoặc|hay
cùng|đồng|cũng|như|sau|đó|cụ|thể|hiệu|quả|kịp|bộ|đầy|đủ|nghiêm|túc|ngay|chính|xác|ít
nhất|tối|thiểu|đảm|bảo|trong|điểm|mốc|với|lại|được|nếu|phải|cần|công|việc|ở|thì|khoảng|đúng|quy
định|đồng thời|cũng như|sau đó|trong đó|dự kiến|thời gian|thời hạn|thời điểm
"""
)
LABELS = names(
    """
thời gian thực hiện|thời hạn thực hiện|thời hạn hoàn thành|thời gian hoàn thành
thời hạn|thời gian|tiến độ|tiến độ thực hiện|thời gian triển khai|thời gian báo cáo
kh cụ thể|kế hoạch cụ thể|có kế hoạch cụ thể|có kế hoạch riêng|kế hoạch riêng
thời hạn báo cáo|thời gian gửi báo cáo|thời hạn gửi báo cáo|thời gian dự kiến
"""
)

# Words that open and close a name without being part of it.
LEADING = names("và|hoặc|hay|đồng thời|có|sau đó|cũng như|thì|là")
TRAILING = names("và|hoặc|hay|vào|là|trong|định kỳ|định kì|có|ngay")

# A word that makes the period after it mean something else than a deadline.
NEGATIONS = names(
    """
trừ|không|chưa|ngoài|quá|ngoại|thay|lùi|hoãn|tạm|đừng|tránh|khỏi|bỏ|dừng|gia|vì
ngừng|hơn|gần|so|có thể|không phải
"""
)

# A name that begins like this is no task for the date beside it.
DENIALS = names(
    """
không thực|không áp|không tổ|không báo|không triển|chưa thực|chưa triển|chưa tổ|đã hoàn
đã thực|đã triển|đã ban|tạm dừng|dừng thực|lùi thời|gia hạn|không cần
không yêu
"""
)

# Words after a deadline that begin like this say how, not what.
MANNERS = names("vẫn|đảm|bảo|nhưng|phù|miễn")

# What goes on through the year after a date: "ban hành trong tháng 01 và …".
CARRIED_ON = names(
    """
tổ chức thực hiện|triển khai thực hiện|tổ chức triển khai|thực hiện|triển khai
tổ chức triển khai thực hiện|tổ chức thực hiện thường xuyên
"""
)

WEEKDAYS = names("thứ|hai|ba|tư|năm|sáu|bảy|chủ|nhật|sáng|chiều")

# Nouns whose period is part of their name: "báo cáo năm 2023", "kế hoạch năm 2025".
BEARERS = names(
    """
cáo|hoạch|trình|quả|số|toán|tác|vụ|liệu|tình|hình|kết|án|lực|phí|biên|chế
chuyển tiếp từ
"""
)
REPORTS = names("cáo|kết|tổng|hợp|giá|họp|kỳ|kiểm|tra")

# Before a number these say that it is no date.
COUNTERS = names(
    """
số|khoản|điều|mục|điểm|phần|chương|mức|độ|cấp|lệ|lục|iso|tcvn|nhóm|loại|tổ|quận
phường|khóa|khoá|lớp|tổng|bước|án|phụ
"""
)

# With a capital inside a line these begin the next item: the lines of a table cell
# reach us joined by a space.
VERBS = names(
    """
hoàn thành|hoàn thiện|triển khai|thực hiện|ban hành|tiến hành|tổng kết|sơ kết
vận hành|bắt đầu|tiếp tục|rà soát|tổ chức|khởi công|báo cáo
"""
)

# Happenings that a "trước …" or "sau …" may name instead of a date.
HAPPENINGS = names("khi|kỳ|phiên|tết|đại|hội|lễ|thời|dịp|lúc|mùa|cuộc")

# Pairs with a word that is one key away from a word of the grammar: beside a date any
# other pair may be a misprint.
COMPOUNDS = names(
    """
nâng cao|độ cao|cao hơn|cao nhất|cao cấp|cao tốc|đề cao|cao độ|chi thường|chi trực
chi nhánh|chi trả|chi cục|chi tiết|chi phí|chi ngân|chi đầu|chi tiêu|thu chi|cung cấp
cung ứng|cung cầu|càng sớm|ngày càng|cá nhân|cá biệt|cải cách|cách thức|cách ly
cách mạng|cán bộ|cán sự|báo cáo|cảnh cáo|quảng cáo|tố cáo|công bố|công việc|công nghệ
công chức|công ty|công khai|công tác|công trình|công báo|công ích|công dân|công an
công đoàn|công tâm|công nhận|công vụ|công sở|công ước|công chứng|công thương|công cụ
công suất|khởi công|thi công|thủ công|chính công|phân công|thành công|tư công|vụ công
sắm công|sản công|công lập|cơ quan|cơ cấu|cơ sở|cơ chế|cơ bản|cơ yếu|cơ động|cơ hội
cư trú|dân cư|cư dân|cải tiến|cải thiện|cải tạo|cần thiết|cần có|phần cứng|cứng hóa
cử người|cử cán|cử đại|cử tri|bầu cử|đề cử|ứng cử|cử công|sử dụng|dùng chung|dùng chữ
chuyên dùng|người dùng|tiêu dùng|dần sang|chuyển dần|từng dần|tạm dừng|dừng thực
dừng hoạt|gia hạn|gia đình|gia tăng|gia nhập|quốc gia|quốc hội|chuyên gia|gìn giữ
lưu giữ|giữ vững|giữ gìn|nắm giữ|sổ gốc|bản gốc|nguồn gốc|thứ hai|thành phần|huy động
chỉ huy|phát huy|huy chương|phiền hà|ban hành|vận hành|tiến hành|thi hành|hành chính
hành động|hành vi|điều hành|chấp hành|phát hành|hành nghề|đồng hành|hạ tầng|hạ cấp
hạ mức|triển khai|kê khai|khai mạc|khai thác|khai báo|tờ khai|khai trương|khai giảng
khoản thu|tài khoản|điều khoản|khoản chi|các khoản|khu phố|khu vực|khu công|khu dân
khu du|phân khu|khối đảng|các khối|khối lượng|khối cơ|liên khối|khối thi|khởi động
khởi nghiệp|khởi kiện|tổng kết|sơ kết|kết thúc|kết quả|kết nối|liên kết|kết hợp
cam kết|kết luận|ký kết|tập kết|niêm kết|kết cấu|làm việc|việc làm|làm rõ|làm mới
làm tốt|làm chủ|làm cơ|đã làm|trở lên|lên kế|lên cấp|tăng lên|xin lỗi|sửa lỗi|lỗi vi
lỗi kỹ|mai táng|khai mai|môi trường|môi giới|mọi cán|mọi lúc|mọi người|đổi mới|mới ban
thôn mới|cấp mới|xây mới|mới nhất|việt nam|miền nam|hà nam|quảng nam|nam bộ|nam định
tham nhũng|năm nào|thế nào|khi nào|hoạch này|luật này|này có|định này|bản này|dung này
việc này|thông qua|vừa qua|liên qua|qua đó|qua mạng|qua cổng|qua dịch|qua hệ|gian qua
trải qua|quy định|quy hoạch|quy phạm|quy tắc|quy trình|quy chế|quy chuẩn|quy mô
quy đổi|chính quy|nội quy|quả thực|hiệu quả|hậu quả|thành quả|rà soát|rà tthc|rà phá
bổ sung|sung chức|buổi sáng|sáng thứ|giờ sáng|sáng kiến|sáng tạo|sáng ngày|thứ sáu
sản phẩm|sản xuất|tài sản|thủy sản|khoáng sản|lâm sản|nông sản|sản nghiệp|sửa đổi
sửa chữa|chỉnh sửa|thiên tai|tai nạn|thể thao|thao tác|thao diễn|thay thế|thay đổi
thay mặt|thực thi|thi đua|thi tuyển|thi nâng|thi thăng|kỳ thi|khả thi|hội thi|cuộc thi
thi tìm|dự thi|thi kiểm|thi lên|phiếu thu|nguồn thu|thu thập|thu hồi|thu hút|thu ngân
thu nhập|doanh thu|thu phí|tiếp thu|nghiệm thu|truyền thông|viễn thông|liên thông
phổ thông|thông suốt|thông tin|giao thông|thông báo|thông thoáng|lưu thông|thông minh
thông lệ|thông xe|thông điệp|đặc thù|thúc đẩy|thư điện|văn thư|lưu trữ thư|thư ký
bí thư|thư viện|thư mục|thư tín|thủ tướng|thủ tục|thủ trưởng|thủ đô|tuân thủ
chính thức|kiến thức|phương thức|hình thức|nhận thức|thức ăn|thách thức|thường thức
tiến độ|tiên tiến|tiến tới|tiến bộ|xúc tiến|tiến trình|trang thông|trang điện|trang bị
trang web|trang của|trang thiết|trang trại|trang phục|trang tin|trung ương|trung tâm
trung bình|trung cấp|tập trung|trung học|trung thực|trung gian|trung hạn|trung du
trần vĩnh|trọng tâm|trọng điểm|quan trọng|trọng yếu|trọng đại|tôn trọng|chú trọng
trừ tháng|trừ các|trừ văn|trừ bí|trừ nội|trừ lĩnh|trừ mật|loại trừ|phòng trừ
trừ trường|hợp tác|đối tác|tương tác|tác động|tác nghiệp|tác phong|tác giả|cộng tác
tăng tỷ|tăng cường|tăng trưởng|tăng biện|tăng thu|tăng số|tăng mức|tăng tốc|đầu tư
tư pháp|tư vấn|tư nhân|tư tưởng|tư duy|vật tư|tư liệu|thứ tư|đô thị|tối thiểu|tối đa
tối ưu|tối cao|tờ trình|tờ gấp|tờ rơi|điện tử|tử tuất|phần tử|báo tử|tử vong
tự bảo|tự chủ|tự chịu|tự đánh|tự chấm|tự động|tự do|tự nguyện|tự kiểm|tự rà|tự quản
tự nhiên|trình tự|thứ tự|tự học|trật tự|vai trò|so với|đối với|với các|hợp với
việc với|với đối|với cá|với cổng|cùng với|gắn với|với cơ|với ngành|với người|với doanh
với sở|với bộ|với trung|với ủy|xác định|xác thực|xác minh|xác nhận|chính xác|đôn đốc
đơn vị|đơn giản|hóa đơn|mẫu đơn|đơn giá|đơn thư|đơn từ|đơn đề|đơn khiếu|đơn tố
ghi nhận|ghi chép|ghi hình|ghi âm|ghi danh|chi bộ|phi lợi|nhi đồng|khi đó|sao lưu
sao chép|sao y|bản sao|vì sao|tại sao|chuyên sâu|rau quả|đền bù|tưởng niệm|trống đồng
kho lưu|kho dữ|kho tàng|kho bạc|tính năng|hàm lượng|tiếng anh|tiếng việt|tiếng dân
nâng bậc|nâng cấp|nâng hạng|bằng khen|văn bằng|nhằm nâng|ngành nghề|các ngành
liên ngành|chuyên ngành|ngành dọc|bộ ngành|của ngành|toàn ngành|ngành y|ngành giáo
ngành nội|ngành tư|nắm bắt|nắm tình|đầy đủ|đầu cơ|dấu mốc|đóng dấu|con dấu|chữ ký
ký số|thắng lợi|chiến thắng|thắng cảnh|thống nhất|thống kê|hệ thống|truyền thống
tháo gỡ|thang điểm|thang bảng|đến nơi|tuyên truyền|luân chuyển|toàn bộ|toàn tỉnh
hoàn thành|hoàn thiện|hoàn tất|hết hiệu|hệ số|giờ làm|ngoài giờ|giờ hành|giả định
giải pháp|giải quyết|giải trình|giải đáp|giải ngân|giải thể|giải thưởng|không qua
mức độ|định mức|mức chi|mức lương|mức thu|vướng mắc|thắc mắc|văn hóa|văn hoá|chưa có
của cải|cửa khẩu|cửa hàng|cần cù|nhà ở|nhà nước|lá cờ|lao động|loại hình|vụ việc
dùng thư|lý dùng|chi thu|họp hội|bản mới|khí hậu|khí tượng|khí thải|không khí
khôi phục|bờ sông|lòng sông|sông ngòi|chiếu sáng|vùng sâu|phấn đấu|đấu thầu|đấu giá
sàn giao|sàn thương|thẻ bảo|thẻ căn|yêu cầu|nhu cầu|toàn cầu|cầu đường|sẵn sàng
giấy tờ|niêm yết|quỹ đất|quỹ bảo|ngân quỹ|đê điều|tham gia|gia cố|tăng thêm|xuyên tăng
trừ khoản|hợp cần|tùy điều|tuỳ điều|tùy tình|tuỳ tình|đặt hàng|lắp đặt|cài đặt
cảm biến|cảm ơn|công tư|trả dần|mô hình|giá với|nhưng phát|bình đẳng|đẳng giới|lập quy
phi chính|hồi đáp|phản hồi|nhân sự|đề nghị|nghị sự
"""
)

ABBREVIATIONS = names("q|t|tp|tx|tt|st|ths|ts|gs|pgs|đ|n")


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
