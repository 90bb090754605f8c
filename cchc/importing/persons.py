"""Names and telephone numbers of persons: known, so that they go nowhere.

A plan tells what offices owe. Whom an office chose is no part of it, and the law on
personal data (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 3) allows to keep only
what the purpose needs. Who signed the decision is printed by law and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from cchc.importing.document import Block, Cell, Paragraph, Row, Table
from cchc.importing.names import MARKS, NAME, PHONE
from cchc.importing.results import WEAK, RawTask
from cchc.importing.shapes.roles import Role
from cchc.problems import N_, message
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS

_NUMBER = re.compile(
    r"(?:(?:số\s+)?(?:điện thoại|đt|sđt|tel|di động|zalo)\s*[:.]?\s*)?"
    r"(?<![\d/.,-])(?:\(?\+?84\)?|\(?0\d{0,3}\)?)(?:[\s.-]?\d){8,9}(?![\d/])",
    re.I,
)
_OFFICES = (
    r"(?!(?:Phó|Chủ|Giám|Trưởng|Chánh|Bí|Thủ|Bộ|Thứ|Ủy|Uỷ|Quyền|Cục|Viện|Tổng)\b)"
)
_WORD = rf"{_OFFICES}[{CAPITALS}](?:['’][{CAPITALS}])?[^\W\d_A-Z]*"
_FULL = rf"{_WORD}(?:[ \t]+{_WORD}){{1,5}}"
# The family names of nearly all Vietnamese.
_FAMILY = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào"
    r"|Đinh|Trương|Mai|Lâm|Đoàn|Trịnh|Lương|Lưu|Cao|Châu|Tạ|Hà|Vương|Tô|Thái|Quách"
    r"|Kiều|Tống|Phùng|La|Lò|Lù|Tăng|Nghiêm|Nông|Triệu|Đàm|Ma|Chu|Lại|Giáp)"
)
_ADDRESSED = re.compile(
    rf"(?:đ/c|đc\.|đồng chí|Đ/c|Đ/C|Đồng chí|ĐỒNG CHÍ)\s*:?\s*{_FULL}"
    rf"|(?:[Ôô]ng|ÔNG|[Bb]à|BÀ)\s*:?\s*{_FAMILY}(?:[ \t]+{_WORD}){{1,4}}"
)
_ALONE = re.compile(
    r"(?:^|(?<=\n)|(?<=[;,:])|(?<=[;,:]\s)|(?<=[-–+]\s))\s*"
    rf"({_FAMILY}(?:[ \t]+{_WORD}){{2,4}})"
    r"(?=\s*(?:[-–(,;.\n]|\Z))"
)
_PLACES = re.compile(
    r"Hồ Chí Minh|Hà (?:Nội|Nam|Giang|Tĩnh|Đông)|Phan (?:Rang|Thiết)|Cao Bằng"
    r"|Thái (?:Bình|Nguyên)|Lâm Đồng|Châu (?:Đốc|Âu|Á)|Đào Tạo"
    r"|Đoàn (?:Thanh|Luật|Đại|Kinh|Hội)"
)
_COLUMN = re.compile(
    r"ho (va )?ten|dien thoai|\bsdt\b|\bdt\b|e ?mail|thu dien tu|lien he"
    r"|(nguoi|can bo|cong chuc|chuyen vien|lanh dao)( \w+){0,2}"
    r" (phu trach|theo doi|lien he|xu ly|thu ly|dau moi|lap|nhap)"
)


def tells_persons(heading: str) -> bool:
    """Whether a column is for names or ways to reach somebody."""
    return _COLUMN.search(fold(heading)) is not None


def without_persons(text: str) -> str:
    """The text with marks in the place of addressed names and telephone numbers."""
    if "0" in text or "84" in text:
        text = _NUMBER.sub(PHONE, text)
    return _ADDRESSED.sub(NAME, text)


def without_names(text: str) -> str:
    """The same, and a mark for every name of a person that stands alone in its line."""

    def hidden(match: re.Match[str]) -> str:
        own = match[1]
        return match[0] if _PLACES.match(own) else match[0].replace(own, NAME)

    return _ALONE.sub(hidden, without_persons(text))


PERSONAL = N_("the cell names a person; whose office is it?")


def hide_persons(row: RawTask) -> None:
    """Take persons out of who leads, who helps and the other columns of a row."""
    for role in (Role.LEAD, Role.PARTNER):
        text = row.cells.get(role, "")
        if text != (hidden := without_names(text)):
            row.cells[role] = hidden
        if any(mark in hidden for mark in MARKS):
            what = "leads" if role is Role.LEAD else "partners"
            row.doubt(what, message(PERSONAL), WEAK)
    for heading in list(row.extra):
        if tells_persons(heading):
            del row.extra[heading]
        else:
            row.extra[heading] = without_names(row.extra[heading])


def anonymous(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a document without addressed names and telephone numbers."""
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        text = without_persons(block.text)
        return block if text == block.text else Paragraph(text)
    if isinstance(block, Table):
        return Table(tuple(Row(tuple(map(_cell, row.cells))) for row in block.rows))
    return block


def _cell(cell: Cell) -> Cell:
    text = without_persons(cell.text)
    return cell if text == cell.text else replace(cell, text=text)
