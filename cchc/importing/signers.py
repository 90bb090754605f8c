"""Who issued a decision, and who signed it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cchc.importing.markup import joined
from cchc.importing.titles import BASIS, ISSUER, KIND, TABLE
from cchc.text.search import fold

# What a letterhead prints on the right, where a copy lost the columns.
_BESIDE = re.compile(r"\s*(?:-{4,}|_{4,}|;|\sSố\s*:|\bCỘNG H|\b[ĐD]ộc lập)")
_LISTING = re.compile(r"PHỤ LỤC|DANH MỤC|BẢNG|BIỂU|NHIỆM VỤ|PHÂN CÔNG|.*:")
_INITIALS = 5
_BODY = re.compile(
    rf"(?:{ISSUER.pattern}|(?:UBND|HĐND|VĂN PHÒNG|TRUNG TÂM|THANH TRA|CÔNG AN|TRƯỜNG"
    r"|HỌC VIỆN|QUỐC HỘI|KHO BẠC|BẢO HIỂM|CHI CỤC|(?:THÀNH|TỈNH|ĐẢNG|QUẬN|HUYỆN) [ỦU]Y"
    r"|ĐẢNG BỘ|LIÊN ĐOÀN|HỘI)\b)"
)
_NATION = re.compile(r"CỘNG (?:HÒA|HOÀ)|ĐỘC LẬP|[ĐD]ộc lập|NAM\s*$|-{4,}|_{4,}")
_END = re.compile(r"\./\s*\.")
_SIGNING = re.compile(r"(TUQ|TM|KT|TL|Q)\s*\.")
_POSITION = re.compile(
    r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG"
    r"|CHÁNH VĂN PHÒNG|TRƯỞNG (?:BAN|PHÒNG)|CỤC TRƯỞNG|VIỆN TRƯỞNG|CHÁNH THANH TRA"
    r"|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG)(?: THƯỜNG TRỰC)?"
)
_NAME = re.compile(r"(?:[A-ZĐÀ-ỸƯƠĂÂÊÔ][a-zđà-ỹươăâêô]+\s?){2,5}\Z")
_AFTER = re.compile(
    r"\n(?:PHỤ LỤC|Phụ lục|KẾ HOẠCH|BAN HÀNH|CỘNG HÒA|THỰC\s+HIỆN"
    r"|\((?:Ban hành|Kèm)|ỦY BAN NHÂN DÂN\n+THÀNH PHỐ|I\. )"
)


def issuer_of(lines: Sequence[str], at: int | None) -> str | None:
    """The line in capitals below the title; else the letterhead."""
    start = max(at or 0, 0)
    for line in lines[start : start + 14]:
        if BASIS.match(line) or line.startswith(TABLE):
            break
        if run_in := re.match(r"([A-ZĐÀ-ỸƯƠ ]{8,80})\s+Căn cứ", line):
            return _cased(run_in[1])
        if _names_body(line):
            return _cased(line)
    return _letterhead(lines[: max(start, 12)])


def _names_body(line: str) -> bool:
    if not line.isupper() or line.startswith("BAN HÀNH"):
        return False
    return bool(ISSUER.match(line)) and not _POSITION.fullmatch(line.strip())


def above_issuer(lines: Sequence[str]) -> str | None:
    """The body above the one that issues, where the letterhead names both."""
    own = _bodies(lines[:12])
    return _cased(own[-2]) if len(own) > 1 else None


def _letterhead(lines: Sequence[str]) -> str | None:
    own = _bodies(lines)
    return _cased(own[-1]) if own else None


def _bodies(lines: Sequence[str]) -> list[str]:
    """The bodies of a letterhead, from above."""
    upper: list[str] = []
    for line in lines:
        bare = _BESIDE.split(line)[0].strip()
        if (KIND.match(fold(bare)) and bare.isupper()) or "Căn cứ" in line:
            break
        if not bare.isupper() or _NATION.search(bare) or len(bare) <= _INITIALS:
            continue
        upper.append(bare)
    if len(upper) > 1 and re.match(
        r"(?:THÀNH PHỐ|TỈNH|QUẬN|HUYỆN|XÃ|PHƯỜNG|TP)\b", upper[1]
    ):
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
        "nhân dân và của thành phố tỉnh quận huyện phường xã đốc tịch phủ tướng",
    )
)
_INITIALISMS = frozenset(["ubnd", "hđnd", "mttq", "tp"])
_SECOND = frozenset(
    [
        ("Văn", "phòng"),
        ("Tỉnh", "ủy"),
        ("Thành", "ủy"),
        ("Đảng", "ủy"),
        ("Ủy", "ban"),
        ("Uỷ", "ban"),
        ("Hội", "đồng"),
    ]
)


def _cased(text: str) -> str:
    """A name in capitals as it is written in a line."""
    line = joined(text)
    if not line.isupper():
        return line
    found: list[str] = []
    for word in line.lower().split():
        follows = bool(found) and (found[-1], word) in _SECOND
        small = bool(found) and (follows or word in _SMALL)
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
