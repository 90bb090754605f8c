"""The tables of a form: their names, their columns, which of them are filled in.

Written for people, so in Vietnamese; what is read is compared without accents.
"""

from __future__ import annotations

from typing import NamedTuple

from cchc.recording.typed import STATES as WORDS

CODE, KEY, NUMBER = "Mã dòng", "Khóa", "Số"
STATE, DAY, PRODUCT, SIGNED = "Trạng thái", "Ngày", "Số ký hiệu sản phẩm", "Ngày ký"
REASON, NEXT = "Lý do", "Việc tiếp theo"
VALUE, PERIOD, SOURCE = "Giá trị", "Kỳ", "Nguồn số liệu"
HAPPENED, SET, DOCUMENT = "Ngày phát sinh", "Hạn được giao", "Văn bản"
NOTE, UNIT = "Ghi chú", "Mã đơn vị"
ANSWER = "Trả lời của cơ quan nhận"

STATES = ("started", "done", "blocked", "paused", "cancelled")
"""What a task may be reported as, in the order of the list."""


class Table(NamedTuple):
    """One table: its sheet, what it shows, what is filled in.

    It is known by the headings in `signs`; `main` says whether a row is filled in.
    """

    kind: str
    sheet: str
    shown: tuple[str, ...]
    filled: tuple[str, ...]
    signs: tuple[str, ...]
    main: str


TASKS = Table(
    "tasks",
    "Tiến độ",
    (NUMBER, "Nhiệm vụ", "Sản phẩm phải có", "Thời hạn", "Hạn",
     "Tình hình, đã báo cáo"),
    (STATE, DAY, PRODUCT, SIGNED, REASON, NEXT),
    (STATE, DAY),
    STATE,
)  # fmt: skip
TARGETS = Table(
    "targets",
    "Chỉ tiêu",
    ("Mã chỉ tiêu", "Chỉ tiêu", "Mục tiêu", "Đơn vị tính", "Giá trị gần nhất"),
    (VALUE, PERIOD, DAY, SOURCE, NOTE),
    (VALUE, PERIOD),
    VALUE,
)
EVENTS = Table(
    "events",
    "Phát sinh",
    (NUMBER, "Nhiệm vụ", "Sự kiện, căn cứ tính thời hạn", "Đã báo cáo"),
    (HAPPENED, SET, DOCUMENT, SIGNED, NOTE),
    (HAPPENED, SET),
    HAPPENED,
)
COVERS = Table(
    "covers",
    "Kiểm tra",
    (UNIT, "Đơn vị", "Chỉ tiêu", "Lần gần nhất"),
    (DAY, DOCUMENT, SIGNED),
    (UNIT, DAY, DOCUMENT),
    DAY,
)
TABLES = (TASKS, EVENTS, TARGETS, COVERS)
HIDDEN_SHEET, LISTS_SHEET, GUIDE_SHEET = "_phieu", "_danh_muc", "Hướng dẫn"
PROPERTY = "Phieu-cchc"


def words_of(state: str) -> str:
    """What the list calls a state: `đang thực hiện`."""
    return WORDS[state][0]
