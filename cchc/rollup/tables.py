"""Tables of a roll-up: their columns, what these mean, and the Table Schema of it."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

FORMAT = 1
"""Raised when a column is renamed, dropped or means something else; never for more."""


class Column(NamedTuple):
    """A column: its name, a type of Table Schema, and what it says, in Vietnamese."""

    name: str
    type: str
    about: str


class Table(NamedTuple):
    """A table: its name, what one row is, the columns that tell rows apart."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


PARTITION = (
    Column("year", "integer", "Năm bắt đầu của kế hoạch; với đơn vị: năm tính đến"),
    Column(
        "province",
        "string",
        "Mã đơn vị cấp tỉnh mà cơ quan ban hành thuộc về, tại ngày tính đến; không có "
        "thì là đơn vị trên cùng",
    ),
)
"""Columns that are folders: `year=2025/province=tinh-mau`."""
_WORKSPACE = Column("workspace", "string", "Mã cơ quan chủ kho kế hoạch")
_PLAN = Column("plan", "string", "Mã kế hoạch")
_TASK = Column("task", "string", "Số của nhiệm vụ")
_TARGET = Column("target", "string", "Mã chỉ tiêu")

TABLES = (
    Table(
        "plans",
        "Một kế hoạch, tại ngày tính đến",
        ("workspace", "plan"),
        (
            _WORKSPACE,
            _PLAN,
            Column("title", "string", "Tên kế hoạch"),
            Column("number", "string", "Số quyết định"),
            Column("symbol", "string", "Ký hiệu quyết định"),
            Column("signed", "date", "Ngày ký"),
            Column("issuer", "string", "Mã cơ quan ban hành"),
            Column("issuer_name", "string", "Tên cơ quan ban hành"),
            Column("level", "string", "Cấp của cơ quan ban hành"),
            Column("start", "date", "Ngày đầu của kế hoạch"),
            Column("end", "date", "Ngày cuối; trống là không nêu"),
            Column("tasks", "integer", "Số nhiệm vụ còn hiệu lực"),
            Column("targets", "integer", "Số chỉ tiêu"),
            Column("amendments", "integer", "Số văn bản điều chỉnh đã có hiệu lực"),
            Column("as_of", "date", "Ngày tính đến"),
        ),
    ),
    Table(
        "tasks",
        "Một nhiệm vụ của một kế hoạch",
        ("workspace", "plan", "task"),
        (
            _WORKSPACE,
            _PLAN,
            _TASK,
            Column("group", "string", "Số của nhóm nhiệm vụ"),
            Column("title", "string", "Tên nhiệm vụ"),
            Column("title_key", "string", "Tên không dấu, chữ thường, để so sánh"),
            Column("level", "string", "Cấp của cơ quan ban hành kế hoạch"),
            Column("status", "string", "Trạng thái xấu nhất của các đầu việc"),
            Column("obligations", "integer", "Số đầu việc"),
            Column("leads", "string", "Mã đơn vị chủ trì, nối bằng dấu chấm phẩy"),
            Column("when", "string", "Nguyên văn thời hạn"),
            Column("implements_plan", "string", "Kế hoạch cấp trên"),
            Column("implements_task", "string", "Nhiệm vụ cấp trên"),
        ),
    ),
    Table(
        "obligations",
        "Một đầu việc: nhiệm vụ, đơn vị, kỳ",
        (),
        (
            _WORKSPACE,
            _PLAN,
            _TASK,
            Column("unit", "string", "Mã đơn vị có trách nhiệm khi đến hạn"),
            Column("owner", "string", "Mã đơn vị chịu trách nhiệm tại ngày tính đến"),
            Column("via", "string", "Mã nhóm đơn vị mà đơn vị là thành viên"),
            Column("kind", "string", "Loại thời hạn"),
            Column("what", "string", "Mốc"),
            Column("status", "string", "Trạng thái"),
            Column("period", "string", "Kỳ"),
            Column("due", "date", "Hạn"),
            Column("original_due", "date", "Hạn đầu, trước khi gia hạn"),
            Column("extensions", "integer", "Số lần gia hạn"),
            Column("done_on", "date", "Ngày xong"),
            Column("days", "integer", "Số ngày quá hạn; âm là còn lại"),
        ),
    ),
    Table(
        "targets",
        "Một chỉ tiêu và giá trị đo mới nhất",
        ("workspace", "plan", "target"),
        (
            _WORKSPACE,
            _PLAN,
            _TARGET,
            Column("title", "string", "Tên chỉ tiêu"),
            Column("indicator", "string", "Mã chỉ số"),
            Column("scope", "string", "Mã phạm vi"),
            Column("form", "string", "Dạng của mức phải đạt"),
            Column("threshold", "number", "Mức phải đạt; trống nếu không bằng số"),
            Column("unit", "string", "Đơn vị tính"),
            Column("by", "date", "Ngày cuối của kỳ phải đạt"),
            Column("value", "number", "Giá trị đo mới nhất"),
            Column("measured_to", "date", "Ngày cuối của kỳ đo"),
            Column(
                "verdict",
                "string",
                "meets, misses, not_yet (chưa đến hạn), not_reported, not_comparable",
            ),
            Column("implements_plan", "string", "Kế hoạch cấp trên"),
            Column("implements_target", "string", "Chỉ tiêu cấp trên"),
        ),
    ),
    Table(
        "measures",
        "Một giá trị đo của một chỉ tiêu",
        (),
        (
            _WORKSPACE,
            _PLAN,
            _TARGET,
            Column("period", "string", "Kỳ đo"),
            Column("start", "date", "Ngày đầu của kỳ đo"),
            Column("end", "date", "Ngày cuối của kỳ đo"),
            Column("value", "number", "Giá trị"),
            Column("reported_on", "date", "Ngày báo"),
            Column("by_unit", "string", "Mã đơn vị báo"),
        ),
    ),
    Table(
        "units",
        "Một đơn vị trong sổ đơn vị của kho",
        ("workspace", "unit"),
        (
            _WORKSPACE,
            Column("unit", "string", "Mã đơn vị"),
            Column("name", "string", "Tên đơn vị"),
            Column("level", "string", "Cấp"),
            Column("parent", "string", "Mã đơn vị cấp trên trực tiếp"),
            Column("valid_from", "date", "Tồn tại từ ngày"),
            Column("valid_until", "date", "Tồn tại đến hết ngày"),
        ),
    ),
    Table(
        "successions",
        "Một đơn vị tiếp nhận việc của đơn vị khác",
        (),
        (
            _WORKSPACE,
            Column("unit", "string", "Mã đơn vị cũ"),
            Column("heir", "string", "Mã đơn vị tiếp nhận"),
            Column("relation", "string", "Quan hệ"),
            Column("since", "date", "Kể từ ngày"),
        ),
    ),
)
BY_NAME = {table.name: table for table in TABLES}


def table_schema() -> str:
    """`schema.json`: every table as a Table Schema, with the format's number."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        fields = [
            {"name": one.name, "type": one.type, "description": one.about}
            for one in (*PARTITION, *table.columns)
        ]
        tables[table.name] = {"description": table.about, "fields": fields}
        if table.key:
            tables[table.name]["primaryKey"] = list(table.key)
    whole = {"format": FORMAT, "tables": tables}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
