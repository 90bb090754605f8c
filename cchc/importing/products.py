"""A cell of products to products."""

from __future__ import annotations

import re

from cchc.importing.markup import bulleted, joined

# A comma parts products only where each part is the plain name of a kind of paper.
_PLAIN = re.compile(
    r"(?:các\s+|bản\s+|dự thảo\s+)?(?:kế hoạch|báo cáo|quyết định|công văn|tờ trình"
    r"|văn bản|đề án|nghị quyết|hội nghị|hội thi|quy chế|quy trình|thông báo"
    r"|chương trình|danh mục|bài viết|mô hình|sản phẩm|giải pháp|dự thảo|phương án"
    r"|quy định|hướng dẫn|chỉ thị|tài liệu|tập huấn|hồ sơ|biên bản|kết luận"
    r"|nhóm tthc)\b",
    re.I,
)
_LONGEST = 60
# "Mô hình/báo cáo" are two; "Kế hoạch/Công văn" is either of them, one product.
_OR = re.compile(r"\s*/\s*(?=[a-zđ])")
_GLUED = re.compile(r"\s+(?=(?:Kế hoạch|Báo cáo|Quyết định|Công văn|Tờ trình|Đề án)\b)")
_ALL_PLAIN = re.compile(
    r"(?:(?:Kế hoạch|Báo cáo|Quyết định|Công văn|Tờ trình|Đề án)\s*)+"
)


def products_of(text: str) -> tuple[str, ...]:
    """The products that a cell lists, in order, each once."""
    found: list[str] = []
    for item in _lines(text):
        for part in _semicolons(item):
            found += _commas(part)
    return tuple(dict.fromkeys(name for name in map(_tidy, found) if name))


def _lines(text: str) -> list[str]:
    """Dashed items; without dashes, lines that begin with a capital."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any(re.match(r"\s*[-–+•]", line) for line in lines):
        return bulleted(text)
    found: list[str] = []
    for line in lines:
        if found and not line.strip()[0].isupper():
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line.strip())
    return found


def _semicolons(text: str) -> list[str]:
    return [part for part in re.split(r";\s*(?![^(]*\))", text) if part.strip()]


def _commas(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r",\s+", text)]
    if _are_plain(parts) and not _is_plural(parts):
        return parts
    parts = _GLUED.split(text) if _ALL_PLAIN.fullmatch(text) else re.split(_OR, text)
    return parts if _are_plain(parts) else [text]


def _are_plain(parts: list[str]) -> bool:
    return len(parts) > 1 and all(
        len(part) <= _LONGEST and _PLAIN.match(part) for part in parts
    )


def _is_plural(parts: list[str]) -> bool:
    """ "Các chương trình, kế hoạch được ban hành": the first word is of them all."""
    return parts[0].lower().startswith("các ") and parts[-1][:1].islower()


def _tidy(text: str) -> str:
    name = joined(text).strip(" .;,-–+•")
    name = re.sub(r"\s*/\s*", "/", name)
    return name[:1].upper() + name[1:]
