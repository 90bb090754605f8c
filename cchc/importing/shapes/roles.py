"""Which column is what, by the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from cchc.text.characters import fold


class Role(Enum):
    """What a column holds."""

    NUMBER = "number"
    TASK = "task"
    PRODUCT = "product"
    LEAD = "lead"
    PARTNER = "partner"
    WHEN = "when"
    START = "start"
    DONE = "done"
    STATE = "state"
    EXTRA = "extra"


WHO = r"(?:(?:các )?(?:cơ quan|đơn vị)|bộ phận|phòng|cá nhân|người)"
"""A body or a person in the words of a label."""
BODY = (
    r"(don vi|co quan|bo phan|phong( ban)?(?! (chong|ngua|chay|hop|thu)\b)"
    r"|to chuc|ca nhan|nguoi)"
)
_WHO = rf"({BODY}|dv|cq|nganh|dia phuong)"
# In this order: "thời gian dự kiến hoàn thành" is a time, "kinh phí thực hiện" an
# extra, "đơn vị thực hiện" a lead, "nội dung thực hiện" a task.
_ROLES = (
    (Role.NUMBER, re.compile(r"^(s ?t ?t|t ?t|so tt|so thu tu|stt tt|so|no)\Z")),
    (
        Role.EXTRA,
        re.compile(
            r"kinh phi|ngan sach|nguon (von|luc|kinh)|ghi chu|can cu|co so phap ly"
            r"|cap (trinh|ban hanh|quyet dinh|co tham quyen)|(?<!tinh )hinh thuc"
            r"|lanh dao|don vi tinh|noi nhan|thanh phan( (du|tham|moi)|\Z)|dia ban"
            r"|dia diem|pham vi|dia chi|(het|co) hieu luc|ngay (ban hanh|ky)\Z"
            r"|^(?!ten\b).*trich yeu"
            r"|^ma( so)?( (nhiem vu|cong viec|dinh danh|hieu|chi tieu|viec|nv))?\Z"
            r"|(ngay|thoi gian|thoi diem|luc) (tiep )?(nhan|giao|den|cap nhat)\b"
            r"|(ho va ten|dien thoai|e ?mail)\b|van ban (giao|chi dao|den)"
            r"|gia han\b|nhan bao cao"
            rf"|^({_WHO} )?((phu trach|chiu trach nhiem) )?"
            r"(theo doi|don doc|giam sat)\b"
            rf"|^{_WHO} giao( viec| nhiem vu)?\Z"
            rf"|^{_WHO} (tham dinh|tham tra|huong dan|ban hanh|thu huong|cong bo)\b"
            rf"|^{_WHO} (danh gia|duyet|phe duyet|xac nhan|nghiem thu|chi dao)\b"
        ),
    ),
    (
        Role.DONE,
        re.compile(r"(ngay|thoi gian|thoi diem)?.*(hoan thanh|thuc hien)? thuc te\b"),
    ),
    (
        Role.STATE,
        re.compile(
            r"tinh trang|trang thai|tinh hinh (thuc hien|xu ly|giai quyet|trien khai)"
            r"|muc do (hoan thanh|thuc hien)|ty le hoan thanh|ket qua xu ly"
            r"|(ket qua|tien do)( thuc hien| trien khai)? (den|hien) nay"
        ),
    ),
    (
        Role.WHEN,
        re.compile(
            r"thoi (gian|han|diem)|tien do|\bhan\b(?! che)|moc\b|lo trinh"
            r"|^tg\b|^tg(th|ht)\Z|^(ngay|lich|thang|quy) (to chuc|thuc hien|trien khai"
            r"|kiem tra|giam sat|khao sat|lam viec|hop)|^khi nao\Z"
            r"|ngay (hoan thanh|du kien|trinh|ket thuc|den han)|ky han|^hoan thanh"
            r"|du kien (hoan thanh|trinh|ban hanh)|deadline|^xong\b"
            r"|^(bat dau|ket thuc)\Z|tan suat|chu ky\b|ky bao cao"
            r"|^(tu|den) (ngay|thang)\Z"
            r"|^nam (thuc hien|hoan thanh|trien khai)"
            r"|^(yeu cau|phai) (hoan thanh|xong|trinh)\b|^(hoan thanh|xong) truoc\b"
        ),
    ),
    (
        Role.TASK,
        re.compile(
            r"(nhiem vu|noi dung|cong viec|dau viec)( cong viec| nhiem vu)?"
            r" (chu tri|duoc giao|duoc phan cong|phan cong)\Z"
        ),
    ),
    (Role.LEAD, re.compile(r"(chu tri|thuc hien)\b.*\bphoi hop|phoi hop\b.*\bchu tri")),
    (
        Role.PARTNER,
        re.compile(
            r"phoi hop|tham gia thuc hien|cung thuc hien|^(dv|cq) ?ph\Z"
            rf"|{_WHO}( \w+)? (tham gia|ho tro|lien quan)\Z"
        ),
    ),
    (
        Role.LEAD,
        re.compile(
            rf"chu tri|{_WHO}( \w+){{0,3}} (thuc hien|trien khai|thuc thi|phu trach"
            r"|chiu trach nhiem|duoc giao|tham muu|chinh|dau moi|soan thao|xay dung"
            r"|trinh|lap|bao cao|gui|chuan bi|thuong truc)|dau moi|phan cong"
            r"|trach nhiem|chu the thuc hien|^phu trach\Z|^giao( cho)?\Z"
            r"|^(dv|cq|don vi|co quan) ?ct\Z"
        ),
    ),
    (
        Role.PRODUCT,
        re.compile(r"san pham|ket qua|dau ra|(yeu cau|muc tieu|chi tieu)( can)? dat"),
    ),
    (
        Role.TASK,
        re.compile(
            r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec lam"
            r"|cong tac|viec thuc hien|viec can lam|hang muc|^(phan )?viec\b|hanh dong"
            r"|bien phap"
        ),
    ),
    (Role.LEAD, re.compile(rf"{BODY}\Z")),
    (
        Role.TASK,
        re.compile(
            r"(ten|danh muc) .*(de an|du an|chuong trinh|ke hoach|van ban|trich yeu)"
            r"|^(ten|loai)( cac)? (bao cao|du thao)\Z|^ten (hoat dong|goi|du thao)\b"
        ),
    ),
)
WEAK = (
    (
        Role.TASK,
        re.compile(
            r"^((ten|cac|noi dung) )?(de an|du an|de tai|van de|kien nghi|chu de"
            r"|chuyen de"
            r"|nghi quyet|quyet dinh|mo hinh|sang kien|trich yeu|danh muc|van ban|lop"
            r"|khoa hoc|thu tuc|buoc|quy trinh|hoi nghi|cuoc hop|chi dao"
            r"|y kien|yeu cau|khau dot pha)\b"
        ),
    ),
    (
        Role.LEAD,
        re.compile(
            rf"^{_WHO} (xu ly|giai quyet|dang ky|de xuat|dam nhan|cung cap|quan ly)\b"
            r"|^(tham quyen giai quyet|noi thuc hien|chu dau tu|ban soan thao)\Z"
            r"|^(cac )?(so|ban|phong)( (ban|nganh|phong|don vi|doan the))*\Z"
        ),
    ),
    (Role.WHEN, re.compile(r"^(ngay|thang|quy|nam|du kien)( (ban hanh|hop|gio))?\Z")),
    (
        Role.PRODUCT,
        re.compile(r"^(minh chung|tai lieu kiem chung|tieu chi hoan thanh)"),
    ),
)
STRONG = {
    Role.TASK: (Role.LEAD, Role.WHEN, Role.PARTNER, Role.PRODUCT),
    Role.LEAD: (Role.TASK, Role.WHEN, Role.PARTNER, Role.PRODUCT),
    Role.WHEN: (Role.TASK, Role.LEAD),
    Role.PRODUCT: (Role.TASK, Role.LEAD, Role.WHEN),
}
# "Thời gian: Từ | Đến": the two ends of a stretch of time.
_SPAN = re.compile(r"(tu|den)( ngay| thang)?\Z")
# Headings of lists that owe nothing: indicators to measure, procedures to publish.
_DECOY = re.compile(
    r"don vi tinh|\bdvt\b|ma (thu tuc|tthc)|cong thuc|phuong phap tinh"
    r"|diem (chuan|toi da|tu cham)|le phi|ho va ten"
)


_TASK_FIRST = re.compile(
    r"(?:tên )?(?:nhiệm vụ|nội dung|công việc|đầu việc)(?:,? (?:nhiệm vụ|công việc))?"
    r"\s*(?:và|,|/|-|–|;|kèm)\s*(?:các )?"
    r"(?:sản phẩm|kết quả|yêu cầu|đơn vị|cơ quan|bộ phận|người|phân công)",
    re.I,
)


def role_of(name: str) -> Role:
    """The role that a heading names."""
    if ":" in name and _SPAN.match(last_line(name)):
        return Role.WHEN
    if _TASK_FIRST.match(name):  # "Nhiệm vụ và sản phẩm"
        return Role.TASK
    folded = fold(re.sub(r"\([^)]*\)", " ", name)) or fold(name)
    return next((role for role, words in _ROLES if words.search(folded)), Role.EXTRA)


def says_extra(name: str) -> bool:
    """Whether a heading says that its column is none of those of a task."""
    folded = fold(re.sub(r"\([^)]*\)", " ", name)) or fold(name)
    extra = (words for role, words in _ROLES if role is Role.EXTRA)
    return any(words.search(folded) for words in extra) or is_decoy(name)


# A column that says which kind of task, beside one that says which task.
_KIND = re.compile(
    r"^(thuoc )?(nhom|linh vuc|mang|loai)\b"
    r"|^(noi dung|ten)? ?(tieu chi|chi so|chi tieu)"
)


def says_kind(name: str) -> bool:
    """Whether a heading says which kind of task rather than which task."""
    return bool(_KIND.match(fold(name)))


def weak_roles(roles: list[Role], names: Sequence[str]) -> tuple[int, ...]:
    """Give columns the roles that the others lack and their headings may name."""
    strong, found = set(roles), []
    for role, words in WEAK:
        if role in strong or len(strong & set(STRONG[role])) < 2:
            continue
        for i, name in enumerate(names):
            if roles[i] is Role.EXTRA and words.search(fold(name)):
                roles[i] = role
                found.append(i)
                break
    return tuple(found)


def is_decoy(name: str) -> bool:
    """Whether a heading is one of a list that owes nothing."""
    return bool(_DECOY.search(fold(name)))


def last_line(name: str) -> str:
    """The lower line of a heading, folded."""
    return fold(name.rpartition(":")[2])


def is_product_and_time(name: str) -> bool:
    """Whether one heading names both: "Sản phẩm/Thời gian hoàn thành"."""
    folded = fold(name)
    return bool(_PRODUCT.search(folded) and _WHEN.search(folded))


_PRODUCT = re.compile(r"san pham|ket qua|dau ra")
_WHEN = re.compile(r"thoi (gian|han)|tien do|\bhan\b")
