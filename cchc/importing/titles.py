"""What a document is and what it is about: the title, in a line's letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cchc.importing.markup import joined
from cchc.text.search import fold

KIND = re.compile(
    r"(quyet dinh|nghi quyet|chi thi|huong dan|phuong an|de an"
    r"|(ke hoach|chuong trinh)( hanh dong| cong tac)?)\Z"
)
BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Thực hiện|Triển khai|Xét)\b")
# A title too may begin with "Thực hiện"; nothing but the basis begins with these.
_ONLY_BASIS = re.compile(r"\s*(?:Căn cứ|Theo đề nghị|Xét)\b")
_APPENDIX = re.compile(r"PHỤ LỤC|Phụ lục|DANH MỤC\b")
TABLE = "\0"
"""Stands for the lines of a wide table: no title goes on there."""

_RULE = re.compile(r"[\s_*.–-]*\Z")
ISSUER = re.compile(
    r"(?:THỦ TƯỚNG|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|CHÍNH PHỦ"
    r"|CHÁNH|TRƯỞNG|CỤC|TỔNG|VIỆN|BAN|PHÒNG)\b"
)
_RUN_IN = re.compile(
    r"(KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHƯƠNG TRÌNH) (?=[A-ZĐ][a-zà-ỹ])"
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
        cut = _RUN_ON.search(behind)
        return joined(behind[: cut.start()] if cut else behind[:300])
    found: list[str] = []
    for line in [x for x in lines[at + 1 : at + 9] if not _RULE.match(x)]:
        basis = BASIS if found else _ONLY_BASIS
        ends = line.startswith(("(", TABLE)) or re.match(r"Điều 1|I\.|1\. ", line)
        if ends or basis.match(line) or (found and _APPENDIX.match(line)):
            break
        names_issuer = line.isupper() and ISSUER.match(line)
        if found and names_issuer and not _goes_on(found[-1]):
            break
        found.append(line)
    return joined(" ".join(found))[:1900] or None


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
    return None


def _goes_on(line: str) -> bool:
    """Whether a line of a title in capitals goes on with the name below it."""
    return bool(
        re.search(r"(?:,|\b(?:CỦA|TRÊN|VÀ|TẠI|THUỘC|VỀ|THỰC HIỆN))\Z", line.strip())
    )


def subject_of(texts: Sequence[str], title: str | None, kind: str) -> str | None:
    """What a plan is called: as article 1 says it, or as its title does."""
    return _named(_sentence(_issued(texts) or title, texts), kind)


def _issued(texts: Sequence[str]) -> str | None:
    """ "Ban hành kèm theo Quyết định này Kế hoạch …" of article 1."""
    for text in texts:
        line = joined(text)
        if match := _SUBJECT.match(line):
            rest = _SUBJECT_END.split(line[match.end() :])[0]
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
