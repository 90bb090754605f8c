"""Tables of targets: "Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Kế hoạch 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.importing.document import Merge, Row, Table, joined, parse
from cchc.text.characters import fold
from cchc.text.numbers import figure

_NAME = re.compile(r"(?:ten |noi dung |cac |muc tieu,? )*chi tieu\b(?! (?:nam|giao))")
_UNIT = re.compile(r"don vi( tinh)?\Z|dvt\Z|don vi tinh\b")
_PLANNED = re.compile(
    r"ke hoach\b|muc tieu\b|phan dau\b|chi tieu (?:giao|nam|ke hoach)|muc (?:giao|dat)"
    r"|du toan\b|(?:den |het )*(?:nam )?20\d\d\Z|giao nam"
)
_DONE = re.compile(r"thuc hien|uoc|dat duoc|ket qua|hien trang|so voi|so sanh|ty le %")
_YEAR = re.compile(r"(20\d\d)(?:\s*[-–]\s*(20\d\d))?")
_NUMBER = r"\d{1,3}(?:[.,]\d+)*"
_VALUE = re.compile(
    rf"(?P<word>\D*?)\s*(?P<first>{_NUMBER})(?:\s*[-–]\s*{_NUMBER})?\s*"
    r"(?P<unit>%|[^\W\d][^\d]{0,30})?\s*(?P<behind>trở lên|trở xuống)?"
)
_IN_NAME = re.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:\s*)?(%|[^()\d]{1,20})\)\s*\Z")
_FORMS = (
    ("at_least", r"không (?:dưới|thấp hơn|ít hơn)|tối thiểu|ít nhất|từ|[≥⩾]|>\s*="),
    ("at_most", r"không (?:quá|vượt|cao hơn)|tối đa|nhiều nhất|[≤⩽]|<\s*=|còn"),
    ("less_than", r"dưới|<"),
    ("more_than", r"trên|hơn|>"),
)
_FALLS = re.compile(r"\Agiảm\b|\bgiảm\Z|mức giảm|tốc độ giảm", re.I)
_FEWER = re.compile(
    r"(?:tỷ lệ|số|tỉ lệ)\b.*?\b(?:hộ (?:cận )?nghèo|thất nghiệp|suy dinh dưỡng|tử vong"
    r"|tai nạn|quá hạn|trễ hạn|tảo hôn|mắc|sinh con thứ)",
    re.I,
)
_HEADING = 3  # first rows among which a heading is looked for


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of a table of targets: what is measured, and what it is to be by when."""

    name: str
    form: str
    value: float
    unit: str
    year: str | None
    printed: str
    sure: bool


def measures_of(table: Table) -> Iterator[Measure]:
    """The targets of a table that names a unit and a plan for each; else nothing."""
    for at in range(min(_HEADING, len(table.rows))):
        names = _names(table.rows[at : at + 2], table.width)
        name = next((i for i, n in enumerate(names) if _NAME.match(fold(n))), None)
        unit = next((i for i, n in enumerate(names) if _UNIT.match(fold(n))), None)
        plans = [
            i for i, n in enumerate(names) if _is_plan(n) and i not in (name, unit)
        ]
        if name is None or not plans or (unit is None and len(table.rows) < at + 3):
            continue
        for row in table.rows[at + 1 :]:
            for plan in plans[-1:] if unit is None else plans:
                yield from _measure(row, name, unit, (plan, names[plan]))
        return


def _names(rows: Sequence[Row], width: int) -> list[str]:
    """The heading of each column; a merged one's lower line is put behind it."""
    found = [""] * width
    for i, cell in enumerate(rows[0].cells):
        left = cell.merge is Merge.LEFT and i
        found[i] = found[i - 1] if left else joined(cell.text)
    if len(rows) > 1 and any(cell.merge is Merge.UP for cell in rows[1].cells):
        for i, cell in enumerate(rows[1].cells):
            if cell.merge is Merge.OWN and cell.text:
                found[i] = f"{found[i]} {joined(cell.text)}"
    return found


def _is_plan(name: str) -> bool:
    folded = fold(name)
    return bool(_PLANNED.search(folded)) and not _DONE.search(folded)


def _measure(
    row: Row, name: int, unit: int | None, plan: tuple[int, str]
) -> Iterator[Measure]:
    texts = [*row.texts, *[""] * (max(name, unit or 0, plan[0]) + 1 - len(row.texts))]
    title, printed = joined(texts[name]).rstrip(" ."), joined(texts[plan[0]])
    match = _VALUE.fullmatch(printed)
    value = figure(match["first"]) if match else None
    if match is None or value is None or not title or parse(title) is not None:
        return
    inside = _IN_NAME.search(title)
    own = joined(texts[unit]) if unit is not None else ""
    own = own or (match["unit"] or "").strip() or (inside[1].strip() if inside else "")
    if not own:
        return
    form, sure = _form(title, f"{match['word']} {match['behind'] or ''}".lower())
    years = _YEAR.search(plan[1])
    year = (years[2] or years[1]) if years else None
    yield Measure(title, form, value, own[:40], year, printed, sure)


def _form(title: str, words: str) -> tuple[str, bool]:
    """How the figure is to be compared, and whether a word says so."""
    if "trở lên" in words or "trở xuống" in words:
        return ("at_least" if "trở lên" in words else "at_most"), True
    if words.strip(" :"):
        for form, said in _FORMS:
            if re.search(said, words):
                return form, True
    if _FALLS.search(re.sub(r"\([^()]*\)", "", title).strip()):
        return "fall", False
    return ("at_most" if _FEWER.search(title) else "at_least"), False
