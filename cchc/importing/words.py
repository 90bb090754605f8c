"""The words that tell where a unit's name begins, and where it cannot have ended."""

from __future__ import annotations

import re

# Heads of bodies: "Giám đốc Sở Nội vụ" names the body.
_TITLES = r"""
Thủ trưởng|Trưởng các|Giám đốc|Chủ tịch|Chánh [Vv]ăn phòng|Chánh Thanh tra
Trưởng [Bb]an|Trưởng [Pp]hòng|Viện trưởng|Cục trưởng|Chi cục trưởng|Hiệu trưởng
Bộ trưởng|Tổng Giám đốc|Tổng Biên tập|Bí thư|Người đứng đầu|Lãnh đạo
"""
# Kinds of bodies; what stands behind some tells them from other words.
_BODIES = r"""
Sở|UBND|[ỦU][yỷ] ban|Uỷ ban|UBMTTQ|UB MTTQ|MTTQ|Mặt trận|HĐND|Hội đồng|Phòng|Văn phòng
VP UBND|VPUB|Ban (?!hành\b)|BCĐ|Bộ (?!phận tiếp\b)|Cục|Tổng cục|Chi cục|Công an|Viện
Trung tâm|Thanh tra|Tổ (?=[Cc]ông|[Gg]iúp|[Đđ]ề|[Kk]iểm)|Trường|Học viện|Đại học
Hội (?!nghị)|Hiệp hội|Liên đoàn|Liên hiệp|Liên minh|Thành [Đđ]oàn|Tỉnh [Đđ]oàn|Đoàn
Công đoàn|Báo|Đài|Cổng [Tt]hông tin|Ngân hàng|Kho bạc|Bảo hiểm xã hội|BHXH|Thuế
Hải quan|Bưu điện|Tòa án|Toà án|Quỹ|Tập đoàn|Tổng [Cc]ông ty|Công ty|Doanh nghiệp
Thành ủy|Tỉnh ủy|Quận ủy|Huyện ủy|Đảng ủy|Thông tấn|Quân khu|Thôn|Thường trực|Cơ quan
Đơn vị|Địa phương|Người dân|Nhân dân|TAND|VKSND|Nhà đầu tư|Chính phủ|Thủ tướng|Quốc hội
Ngành|Tổ chức|Các\b|Một số|Toàn bộ|Tất cả|Bệnh viện|Chi nhánh|Khối|Đội|Nhà (?=[A-ZĐ])
Trạm|Thư viện|Bảo tàng
"""
_COMMON = r"""
sở|cơ quan|đơn vị|địa phương|doanh nghiệp|viện|trường|người dân|nhà đầu tư|nhà cung cấp
"""
_PLURALS = r"(?:các|một số|toàn bộ|tất cả(?: các)?|những|cả)"
# Words after which a name goes on: "Giám đốc Sở Nội vụ", "Văn phòng UBND".
_GOES_ON = r"""
Phó|Văn phòng|Thanh tra|thuộc|của|các|Các|với|tại|và|giữa|Sở|do|trực thuộc|Công đoàn
Đảng ủy|VP|đạo|nghị|cấp|Ban Chỉ đạo|lãnh đạo|-|–|/|,|Quyền|hợp|mưu|trình|giúp
Tổ [Cc]ông tác|Tổ [Gg]iúp việc|Thường trực|gồm|cho|về|cùng
"""
_LINE_ENDS = "và|của|thuộc|[Cc]ác|với|UBND|[ỦU]y ban|[ỦU]y ban nhân dân|Phòng|Ban|Bộ"


def _any(words: str) -> str:
    """Lines of alternatives as one alternative."""
    return "|".join(words.split("\n")).strip("|")


TITLES = _any(_TITLES)
HEAD = re.compile(
    rf"(?:{TITLES}|{_any(_BODIES)}|{_PLURALS}\s+(?!khu (?:công|kinh|chế)|dự án)\S"
    rf"|(?:{_any(_COMMON)})(?=[\s,;]|$)"
    r"|báo chí|đại diện\b)"
)
"""A name begins here."""

PLURAL = re.compile(_PLURALS)
OPEN = re.compile(rf"(?:{TITLES}|{_any(_GOES_ON)})\Z")
"""A name cannot have ended here."""

UNFINISHED = re.compile(rf"(?:[,/-]|\b(?:{_LINE_ENDS}))\Z")
"""Nor can a line of a cell that ends so."""

GLUED = re.compile(
    rf"(?<=[\wà-ỹÀ-Ỹ)])\s+(?=(?:{TITLES}|Sở (?=[A-ZĐ])|UBND|Ủy ban nhân dân)\b)"
)
"""A line break may have been lost here."""

GLUED_KINDS = re.compile(
    r"(?<=[\wà-ỹÀ-Ỹ)])\s+(?=(?:Công an|Văn phòng|Bộ|Ban|Phòng|Trung tâm|Viện|Cục"
    r"|Thanh tra|Bảo hiểm xã hội|Kho bạc|Báo|Đài|Hội|Trường) [A-ZĐÀ-ỸỦ]"
    r"|Công an (?:thành|tỉnh|quận)"
    r"|[Cc]ác (?:đơn vị|cơ quan|[Ss]ở|tổ chức|doanh nghiệp|[Bb]ộ)\b)"
)
"""And here, in a name that the register does not know."""
