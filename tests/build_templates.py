"""Writes templates/*.docx: the words and the layout of the office's own documents.

    python tests/build_templates.py

An office changes its copy in Word and gives it with --template; whoever changes the
shipped ones changes this file, because a binary cannot be reviewed.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

TEMPLATES = Path(__file__).parent.parent / "templates"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Style id: (name in Word, half-points, bold, italic, alignment, paragraph properties).
_BODY = '<w:spacing w:before="60" w:after="60" w:line="264" w:lineRule="auto"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
STYLES = {
    "CoQuanChuQuan": ("Cơ quan chủ quản", 24, "", "center", _TIGHT),
    "CoQuan": ("Cơ quan ban hành", 24, "b", "center", _TIGHT),
    "QuocHieu": ("Quốc hiệu", 24, "b", "center", _TIGHT),
    "TieuNgu": ("Tiêu ngữ", 26, "b", "center", _TIGHT),
    "DuongKe": (
        "Đường kẻ",
        8,
        "",
        "center",
        '<w:spacing w:before="20" w:after="0" w:line="120" w:lineRule="exact"/>',
    ),
    "SoKyHieu": ("Số, ký hiệu", 26, "", "center", _TIGHT),
    "DiaDanhNgay": ("Địa danh, ngày tháng", 26, "i", "center", _TIGHT),
    "VeViec": ("Trích yếu công văn", 24, "", "center", _TIGHT),
    "TenLoai": (
        "Tên loại",
        28,
        "b",
        "center",
        '<w:keepNext/><w:spacing w:before="240" w:after="0" w:line="264" '
        'w:lineRule="auto"/>',
    ),
    "TrichYeu": ("Trích yếu", 28, "b", "center", _TIGHT),
    "KinhGui": (
        "Kính gửi",
        28,
        "",
        "left",
        '<w:spacing w:before="120" w:after="60"/><w:ind w:left="1701"/>',
    ),
    "NoiGui": (
        "Kính gửi, nhiều nơi",
        28,
        "",
        "left",
        '<w:spacing w:before="0" w:after="60"/><w:ind w:left="2862" w:hanging="142"/>',
    ),
    "NoiDung": ("Nội dung", 28, "", "both", f'{_BODY}<w:ind w:firstLine="720"/>'),
    "CauKet": (
        "Nội dung, liền chữ ký",
        28,
        "",
        "both",
        f'<w:keepNext/>{_BODY}<w:ind w:firstLine="720"/>',
    ),
    "Muc": (
        "Mục",
        28,
        "b",
        "both",
        f'<w:keepNext/>{_BODY}<w:ind w:firstLine="720"/><w:outlineLvl w:val="0"/>',
    ),
    "Khoan": (
        "Khoản",
        28,
        "b",
        "both",
        f'<w:keepNext/>{_BODY}<w:ind w:firstLine="720"/><w:outlineLvl w:val="1"/>',
    ),
    "Diem": (
        "Điểm",
        28,
        "",
        "both",
        f'<w:keepNext/>{_BODY}<w:ind w:firstLine="720"/><w:outlineLvl w:val="2"/>',
    ),
    "DauDong": (
        "Gạch đầu dòng",
        28,
        "i",
        "both",
        f'<w:keepNext/>{_BODY}<w:ind w:firstLine="720"/><w:outlineLvl w:val="3"/>',
    ),
    "BieuMau": (
        "Tên biểu mẫu",
        26,
        "b",
        "left",
        '<w:keepNext/><w:spacing w:before="120" w:after="60"/>',
    ),
    "BieuMauTrang": (
        "Tên biểu mẫu, trang mới",
        26,
        "b",
        "left",
        '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="60"/>',
    ),
    "TenBang": (
        "Tên bảng, biểu",
        26,
        "i",
        "center",
        '<w:keepNext/><w:spacing w:before="120" w:after="60"/>',
    ),
    "BieuDo": ("Biểu đồ", 28, "", "center", '<w:spacing w:before="0" w:after="120"/>'),
    "DauBang": ("Đầu bảng", 24, "b", "center", "<w:keepNext/>" + _TIGHT),
    "OChu": ("Ô chữ", 24, "", "left", _TIGHT),
    "OSo": ("Ô số", 24, "", "center", _TIGHT),
    "PLDau": ("Đầu bảng phụ lục", 22, "b", "center", "<w:keepNext/>" + _TIGHT),
    "PLChu": ("Ô chữ phụ lục", 22, "", "left", _TIGHT),
    "PLSo": ("Ô số phụ lục", 22, "", "center", _TIGHT),
    "PLDam": ("Ô phụ lục, dòng lớn", 22, "b", "left", _TIGHT),
    "PLNghieng": ("Ô phụ lục, dòng nhỏ", 22, "i", "left", _TIGHT),
    "PLSoDam": ("Ô số phụ lục, dòng lớn", 22, "b", "center", _TIGHT),
    "ONhom": ("Ô tên nhóm", 24, "b", "left", "<w:keepNext/>" + _TIGHT),
    "SauBang": (
        "Khoảng sau bảng",
        12,
        "",
        "left",
        '<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
    ),
    "TruocChuKy": (
        "Khoảng trước chữ ký",
        12,
        "",
        "left",
        '<w:keepNext/><w:spacing w:before="0" w:after="0" w:line="120" '
        'w:lineRule="exact"/>',
    ),
    "NoiNhan": ("Nơi nhận", 24, "bi", "left", _TIGHT),
    "NoiNhanDong": ("Nơi nhận, từng dòng", 22, "", "left", _TIGHT),
    "ChucVu": ("Chức vụ người ký", 28, "b", "center", _TIGHT),
    "HoTen": (
        "Họ tên người ký",
        28,
        "b",
        "center",
        '<w:spacing w:before="1440" w:after="0" w:line="240" w:lineRule="auto"/>',
    ),
    "PhuLuc": ("Phụ lục", 28, "b", "center", "<w:keepNext/>" + _TIGHT),
    "KemTheo": (
        "Kèm theo",
        28,
        "i",
        "center",
        '<w:spacing w:before="0" w:after="120" w:line="240" w:lineRule="auto"/>',
    ),
    "SoTrang": ("Số trang", 28, "", "center", _TIGHT),
}


def style(key: str) -> str:
    """One paragraph style."""
    name, size, face, align, properties = STYLES[key]
    faces = "".join(f"<w:{mark}/>" for mark in face)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{_ordered(properties)}<w:jc w:val="{align}"/>{_outline(properties)}'
        f'</w:pPr><w:rPr>{faces}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        "</w:style>"
    )


def _outline(properties: str) -> str:
    start = properties.find("<w:outlineLvl")
    return properties[start:] if start >= 0 else ""


def _ordered(properties: str) -> str:
    start = properties.find("<w:outlineLvl")
    return properties[:start] if start >= 0 else properties


def styles_part() -> str:
    """styles.xml: Times New Roman 14 by default, and the styles above."""
    faces = 'w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"'
    return (
        f"{_HEAD}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts "
        f'{faces} w:eastAsia="Times New Roman"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" '
        'w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "</w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name '
        'w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr></w:style>{''.join(style(key) for key in STYLES)}</w:styles>"
    )


def p(key: str, text: str = "", tabs: str = "") -> str:
    """A paragraph of a style; `text` may hold tags."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{key}"/>{tabs}</w:pPr>{run}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds only a tag and goes away."""
    return p("NoiDung", f"{{%p {text} %}}")


def cell(width: int, content: str, extra: str = "") -> str:
    """A table cell, `width` in twentieths of a point."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{content}'
        "</w:tc>"
    )


def row(cells: str, heading: bool = False) -> str:
    """A table row that does not break over pages; a heading row repeats."""
    repeat = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def row_tag(text: str, columns: int) -> str:
    """A row that holds only a tag and goes away."""
    content = p("OChu", f"{{%tr {text} %}}")
    span = f'<w:gridSpan w:val="{columns}"/>'
    return f"<w:tr>{cell(1000, content, span)}</w:tr>"


def table(widths: list[int], rows: str, borders: bool = True) -> str:
    """A table of fixed columns, centred."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in sides
    )
    frame = f"<w:tblBorders>{lines}</w:tblBorders>" if borders else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{frame}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def data_table(
    columns: list[tuple[str, int, str]],
    loop: str,
    values: list[str],
    last: list[str] | None = None,
) -> str:
    """A heading row and one row for each thing of `loop`."""
    widths = [width for _, width, _ in columns]
    heads = "".join(cell(width, p("DauBang", name)) for name, width, _ in columns)
    cells = "".join(
        cell(width, p(key, value))
        for (_, width, key), value in zip(columns, values, strict=True)
    )
    rows = row(heads, heading=True) + row_tag(loop, len(columns)) + row(cells)
    rows += row_tag("endfor", len(columns))
    if last:
        rows += row(
            "".join(
                cell(width, p("ONhom" if key.endswith("Chu") else "DauBang", value))
                for (_, width, key), value in zip(columns, last, strict=True)
            )
        )
    return table(widths, rows) + p("SauBang")


def fields(owner: str, *names: str) -> list[str]:
    """A tag for each name of `owner`."""
    return [f"{{{{ {owner}.{name} }}}}" for name in names]


def rule(points: float) -> str:
    """A fixed rule, as a drawing in its own paragraph."""
    from cchc.views.word.charts import rule_xml

    return (
        '<w:p><w:pPr><w:pStyle w:val="DuongKe"/></w:pPr>'
        f"<w:r>{rule_xml(points)}</w:r></w:p>"
    )


def head(left: str) -> str:
    """The two columns above a document; `left` ends the left one."""
    from cchc.layout.rules import width_in_points

    motto = "Độc lập - Tự do - Hạnh phúc"
    agency = (
        each("line in letterhead.parent", "CoQuanChuQuan", "{{ line }}")
        + each("line in letterhead.agency", "CoQuan", "{{ line }}")
        + p("DuongKe", "{{ letterhead.rule }}")
    )
    nation = (
        p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + p("TieuNgu", motto)
        + rule(width_in_points(motto, 13))
    )
    widths = [3750, 6150]
    place = cell(widths[1], p("DiaDanhNgay", "{{ letterhead.place_date }}"))
    rows = row(cell(widths[0], agency) + cell(widths[1], nation))
    rows += row(
        cell(widths[0], p("SoKyHieu", "{{ letterhead.number }}") + left) + place
    )
    return table(widths, rows, borders=False)


def foot() -> str:
    """Recipients on the left, signature on the right."""
    left = (
        p("NoiNhan", "Nơi nhận:")
        + p("NoiNhanDong", "{%p for line in letterhead.recipients %}")
        + p("NoiNhanDong", "{{ line }}")
        + p("NoiNhanDong", "{%p endfor %}")
    )
    right = (
        p("ChucVu", "{%p for line in letterhead.position %}")
        + p("ChucVu", "{{ line }}")
        + p("ChucVu", "{%p endfor %}")
        + p("HoTen", "{{ letterhead.signer }}")
    )
    return table([4600, 4600], row(cell(4600, left) + cell(4600, right)), borders=False)


def section(landscape: bool = False, annex: bool = True) -> str:
    """Page and numbering of a section; an annex numbers its own pages from 1."""
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        if landscape
        else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    start = '<w:pgNumType w:start="1"/>' if annex else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
        '<w:headerReference w:type="first" r:id="rId4"/><w:type w:val="nextPage"/>'
        f'{size}<w:pgMar w:top="1134" w:right="964" w:bottom="1134" w:left="1701" '
        f'w:header="567" w:footer="567" w:gutter="0"/>{start}<w:titlePg/></w:sectPr>'
    )


def close_section(properties: str) -> str:
    """The paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="SauBang"/>{properties}</w:pPr></w:p>'


def each(loop: str, key: str, text: str) -> str:
    """A paragraph for each thing of a list."""
    return tag(f"for {loop}") + p(key, text) + tag("endfor")


def addressees() -> str:
    """Kính gửi: one on the line, several below the colon."""
    return (
        tag("if letterhead.addressed")
        + p("KinhGui", "{{ letterhead.addressed }}")
        + tag("endif")
        + each("line in letterhead.addressees", "NoiGui", "{{ line }}")
    )


def when(condition: str, content: str) -> str:
    """Content under a condition."""
    return tag(f"if {condition}") + content + tag("endif")


def counts() -> list[tuple[str, int, str]]:
    """Columns of figures."""
    return [
        ("Đến hạn trong kỳ", 1100, "PLSo"),
        ("Hoàn thành đúng hạn", 1000, "PLSo"),
        ("Hoàn thành quá hạn", 1000, "PLSo"),
        ("Quá hạn, chưa hoàn thành", 1060, "PLSo"),
        ("Tỷ lệ hoàn thành", 980, "PLSo"),
    ]


_FIGURES = ["due", "on_time", "late", "overdue", "share"]


def standing() -> str:
    """Part 1 and 2 of the brief: figures by group and unit, what is late."""
    groups = data_table(
        [
            ("TT", 560, "PLSo"),
            ("Nhóm nhiệm vụ", 3000, "PLChu"),
            ("Số nhiệm vụ", 1000, "PLSo"),
            ("Hoàn thành", 1000, "PLSo"),
            *counts()[:1],
            *counts()[3:4],
        ],
        "for g in groups",
        fields("g", "number", "title", "tasks", "finished", "due", "overdue"),
        ["", "Cộng", *fields("figures", "tasks", "tasks_done", "due", "overdue")],
    )
    units = data_table(
        [
            ("TT", 560, "PLSo"),
            ("Đơn vị chủ trì", 3000, "PLChu"),
            *counts()[:3],
            ("Tổng số quá hạn", 960, "PLSo"),
        ],
        "for u in late_units",
        fields("u", "number", "name", "due", "on_time", "late", "all_overdue"),
    )
    late = data_table(
        [
            ("Số", 700, "PLSo"),
            ("Nhiệm vụ", 2860, "PLChu"),
            ("Đơn vị chủ trì", 1780, "PLChu"),
            ("Thời hạn", 1360, "PLSo"),
            ("Số ngày quá hạn", 800, "PLSo"),
            ("Lý do đơn vị nêu", 1700, "PLChu"),
        ],
        "for t in worst",
        fields("t", "id", "title", "units", "due", "days", "reason"),
    )
    return (
        p("Khoan", "1. Tiến độ chung")
        + p("NoiDung", "{{ summary.total }} {{ summary.due }}")
        + groups
        + when("charts.groups", p("BieuDo", "{{ charts.groups }}"))
        + when("late_units", p("TenBang", "Theo đơn vị chủ trì") + units)
        + p("Khoan", "2. Nhiệm vụ quá hạn, lý do")
        + p("NoiDung", "{{ summary.overdue }}")
        + when("worst", late)
        + when("worst_rest", p("NoiDung", "{{ worst_rest }}"))
        + when(
            "summary.proposals",
            p("NoiDung", "Đơn vị đề nghị tháo gỡ:")
            + each("line in summary.proposals", "NoiDung", "- {{ line }}"),
        )
    )


def measured() -> str:
    """Part 3 and 4 of the brief: targets missed, what moved."""
    targets = data_table(
        [
            ("TT", 560, "PLSo"),
            ("Chỉ tiêu", 3900, "PLChu"),
            ("Mục tiêu", 1500, "PLSo"),
            ("Kết quả", 1900, "PLSo"),
            ("Đánh giá", 1300, "PLSo"),
        ],
        "for r in missed",
        fields("r", "number", "title", "goal", "value", "verdict"),
    )
    return (
        p("Khoan", "3. Chỉ tiêu")
        + p("NoiDung", "{{ summary.targets }}")
        + when("missed", targets)
        + when("missed_rest", p("NoiDung", "{{ missed_rest }}"))
        + p("Khoan", "4. So với kỳ báo cáo trước")
        + each("line in summary.changes", "NoiDung", "{{ line }}")
        + p("NoiDung", "{{ summary.upcoming }}")
    )


def annex_head(number: str, title: str) -> str:
    """The lines above an annex."""
    return p("PhuLuc", f"Phụ lục {number}") + p("PhuLuc", title) + origin()


def origin() -> str:
    """The line that says to which report an annex belongs."""
    return p(
        "KemTheo",
        "(Kèm theo Báo cáo số       /{{ letterhead.symbol }} {{ letterhead.date }} "
        "của {{ letterhead.office }})",
    )


def task_annex() -> str:
    """All tasks by group, landscape."""
    columns = [
        ("Số", 760, "PLSo"),
        ("Nhiệm vụ", 4700, "PLChu"),
        ("Sản phẩm", 2000, "PLChu"),
        ("Đơn vị chủ trì", 2200, "PLChu"),
        ("Thời hạn", 1500, "PLSo"),
        ("Tình trạng", 1500, "PLSo"),
        ("Ghi chú", 1400, "PLChu"),
    ]
    names = ["id", "title", "products", "leads", "due", "status", "note"]
    widths = [width for _, width, _ in columns]
    heads = "".join(cell(width, p("PLDau", name)) for name, width, _ in columns)
    cells = "".join(
        cell(width, p(key, f"{{{{ t.{name} }}}}"))
        for (_, width, key), name in zip(columns, names, strict=True)
    )
    span = f'<w:gridSpan w:val="{len(columns)}"/>'
    group = row(cell(sum(widths), p("ONhom", "{{ g.title }}"), span))
    return table(
        widths,
        row(heads, heading=True)
        + row_tag("for g in annex", 7)
        + group
        + row_tag("for t in g.tasks", 7)
        + row(cells)
        + row_tag("endfor", 7)
        + row_tag("endfor", 7),
    )


def target_annex() -> str:
    """All targets."""
    return data_table(
        [
            ("TT", 560, "OSo"),
            ("Chỉ tiêu", 2900, "OChu"),
            ("Mục tiêu", 1480, "OSo"),
            ("Thời hạn", 1400, "OSo"),
            ("Kết quả", 1640, "OSo"),
            ("Đánh giá", 1220, "OSo"),
        ],
        "for r in all_targets",
        fields("r", "number", "title", "goal", "by", "value", "verdict"),
    )


def by_level(first: str, second: str, third: str, text: str) -> str:
    """A paragraph in the style of its row's level."""
    return (
        tag("if r.level == 1")
        + p(first, text)
        + tag("elif r.level == 2")
        + p(second, text)
        + tag("else")
        + p(third, text)
        + tag("endif")
    )


def statistics_annex() -> str:
    """The forms of the statistics, landscape, each on a page of its own."""
    widths = [900, 7200, 2100, 1900, 2000]
    names = [
        "STT",
        "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng, năm)",
    ]
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    top = "".join(
        cell(w, p("PLDau", n), down) for w, n in zip(widths, names, strict=False)
    )
    span = '<w:gridSpan w:val="2"/>'
    top += cell(widths[2] + widths[3], p("PLDau", "Kết quả thống kê"), span)
    top += cell(widths[4], p("PLDau", "Ghi chú"), down)
    below = "".join(cell(width, p("PLDau"), on) for width in widths[:2])
    below += cell(widths[2], p("PLDau", "Đơn vị tính"))
    below += cell(widths[3], p("PLDau", "Số liệu")) + cell(widths[4], p("PLDau"), on)
    keys = ["PLSo", "PLChu", "PLSo", "PLSo", "PLChu"]
    values = fields("r", "code", "name", "unit", "value", "note")
    cells = "".join(
        cell(width, p(key, value))
        for width, key, value in zip(widths[2:], keys[2:], values[2:], strict=True)
    )
    # Rows of the first level are bold, those of the third italic, as practice has them.
    cells = (
        cell(widths[0], by_level("PLSoDam", "PLSo", "PLSo", values[0]))
        + cell(widths[1], by_level("PLDam", "PLChu", "PLNghieng", values[1]))
        + cells
    )
    title = "Biểu mẫu {{ f.form }}. {{ f.title }}"
    return (
        tag("for f in statistics")
        + tag("if loop.first")
        + p("BieuMau", title)
        + tag("else")
        + p("BieuMauTrang", title)
        + tag("endif")
        + table(
            widths,
            row(top, heading=True)
            + row(below, heading=True)
            + row_tag("for r in f.rows", 5)
            + row(cells)
            + row_tag("endfor", 5),
        )
        + tag("endfor")
    )


def report() -> str:
    """bao-cao.docx: the report that is sent."""
    return (
        head("")
        + p("TenLoai", "BÁO CÁO")
        + p("TrichYeu", "{{ report.title }}")
        + p("DuongKe", "{{ report.rule }}")
        + addressees()
        + p("NoiDung", "{{p report.body }}")
        + p("TruocChuKy")
        + foot()
        + close_section(section(annex=False))
        + when(
            "statistics",
            p("PhuLuc", "Phụ lục {{ annexes.statistics }}")
            + each("line in statistics_title", "PhuLuc", "{{ line }}")
            + origin()
            + statistics_annex()
            + close_section(section(landscape=True)),
        )
        + annex_head("{{ annexes.tasks }}", "DANH MỤC NHIỆM VỤ VÀ TIẾN ĐỘ THỰC HIỆN")
        + task_annex()
        + close_section(section(landscape=True))
        + annex_head("{{ annexes.targets }}", "KẾT QUẢ THỰC HIỆN CHỈ TIÊU")
        + target_annex()
        + section()
    )


def brief() -> str:
    """tom-tat.docx: two pages for the leader."""
    return (
        head("")
        + p("TenLoai", "BÁO CÁO")
        + p("TrichYeu", "{{ report.brief }}")
        + p("DuongKe", "{{ report.brief_rule }}")
        + standing()
        + measured()
        + p("CauKet", "{{ report.brief_closing }}")
        + p("TruocChuKy")
        + foot()
        + section(annex=False)
    )


def letter() -> str:
    """don-doc.docx."""

    def columns(days: str) -> list[tuple[str, int, str]]:
        return [
            ("TT", 560, "OSo"),
            ("Nội dung", 2760, "OChu"),
            ("Sản phẩm", 1760, "OChu"),
            ("Thời hạn", 1420, "OSo"),
            (days, 960, "OSo"),
            ("Đơn vị báo cáo gần nhất", 1680, "OChu"),
        ]

    values = ["{{ t.number }}", "{{ t.title }} (nhiệm vụ số {{ t.id }})"]
    values += ["{{ t.products }}", "{{ t.due }}", "{{ t.days }}", "{{ t.said }}"]
    return (
        head(p("VeViec", "{{ letter.subject }}"))
        + p("SauBang")
        + addressees()
        + p("NoiDung", "{{ letter.opening }}")
        + when(
            "overdue",
            p("NoiDung", "- {{ letter.overdue }}")
            + data_table(columns("Số ngày quá hạn"), "for t in overdue", values),
        )
        + when(
            "soon",
            p("NoiDung", "- {{ letter.soon }}")
            + data_table(columns("Số ngày còn lại"), "for t in soon", values),
        )
        + p("CauKet", "- {{ letter.request }}")
        + p("CauKet", "{{ letter.closing }}")
        + p("TruocChuKy")
        + foot()
        + section(annex=False)
    )


def minutes() -> str:
    """ban-giao.docx: minutes of a handover, with the head and foot of a biên bản."""
    names = ["Số", "Nội dung", "Thời hạn", "Tình trạng", "Bên nhận"]
    open_ = [*names[:2], "Phần việc", "Có thể nhận", "Bên nhận"]
    decided = ["number", "title", "due", "status", "heirs"]
    parts = [
        ("leads", "Nhiệm vụ đang thực hiện"),
        ("ongoing", "Nhiệm vụ thường xuyên"),
        ("targets", "Chỉ tiêu"),
        ("reports", "Báo cáo phải gửi"),
        ("takes_part", "Việc phối hợp"),
    ]
    blank = "Đại diện: …………………………; chức vụ: …………………………"
    return (
        head("")
        + p("TenLoai", "BIÊN BẢN")
        + p("TrichYeu", "{{ minutes.title }}")
        + p("DuongKe", "{{ minutes.rule }}")
        + when("minutes.basis", p("NoiDung", "{{ minutes.basis }}"))
        + p("NoiDung", "{{ minutes.opening }}")
        + p("Khoan", "1. Bên giao: {{ minutes.giver }}")
        + p("NoiDung", blank)
        + p("Khoan", "2. Bên nhận:")
        + tag("for r in receivers")
        + p("NoiDung", "- {{ r.name }}")
        + p("NoiDung", blank)
        + tag("endfor")
        + p("Khoan", "3. Nội dung bàn giao")
        + p("CauKet", "{{ minutes.content }}")
        + "".join(
            when(name, p("TenBang", title) + handed(name, names, decided))
            for name, title in parts
        )
        + when(
            "undecided",
            p("Khoan", "4. Nội dung chưa xác định bên nhận")
            + p("CauKet", "{{ minutes.undecided }}")
            + handed("undecided", open_, ["number", "title", "part", "heirs", ""]),
        )
        + p("CauKet", "{{ minutes.closing }}")
        + p("TruocChuKy")
        + signatures()
        + section(annex=False)
    )


def scores() -> str:
    """tu-cham.docx: the report of an office that scored itself."""
    fields_ = data_table(
        [
            ("TT", 560, "OSo"),
            ("Lĩnh vực", 3680, "OChu"),
            ("Điểm tối đa", 1000, "OSo"),
            ("Điểm tự chấm", 1000, "OSo"),
            ("Điểm điều tra", 1000, "OSo"),
            ("Cộng", 1000, "OSo"),
            ("Chỉ số (%)", 1000, "OSo"),
        ],
        "for f in fields",
        fields("f", "number", "name", "max", "own", "survey", "points", "percent"),
        ["", "Cộng", *fields("total", "max", "own", "survey", "points", "percent")],
    )
    short = data_table(
        [
            ("Số", 960, "PLSo"),
            ("Tiêu chí", 3000, "PLChu"),
            ("Tối đa", 860, "PLSo"),
            ("Tự chấm", 860, "PLSo"),
            ("Số liệu, nguyên nhân", 3520, "PLChu"),
        ],
        "for c in short",
        fields("c", "code", "name", "max", "points", "why"),
    )
    return (
        head("")
        + p("TenLoai", "BÁO CÁO")
        + p("TrichYeu", "{{ report.title }}")
        + p("DuongKe", "{{ report.rule }}")
        + addressees()
        + p("NoiDung", "{{ report.opening }}")
        + p("Muc", "I. TỔ CHỨC TỰ CHẤM ĐIỂM")
        + p("NoiDung", "{{p words.conduct }}")
        + p("Muc", "II. KẾT QUẢ TỰ CHẤM ĐIỂM")
        + p("NoiDung", "{{ summary.result }}")
        + when("summary.open", p("NoiDung", "{{ summary.open }}"))
        + when("summary.verified", p("NoiDung", "{{ summary.verified }}"))
        + p("TenBang", "Kết quả theo lĩnh vực")
        + fields_
        + p("NoiDung", "{{ report.annex }}")
        + p("Muc", "III. GIẢI TRÌNH TIÊU CHÍ CHƯA ĐỦ TÀI LIỆU KIỂM CHỨNG")
        + p("CauKet", "{{ summary.explained }}")
        + each("line in explained", "NoiDung", "{{ line }}")
        + p("Muc", "IV. TIÊU CHÍ CHƯA ĐẠT ĐIỂM TỐI ĐA VÀ NGUYÊN NHÂN")
        + p("CauKet", "{{ summary.short }}")
        + when("short", short)
        + p("Muc", "V. KHÓ KHĂN, VƯỚNG MẮC")
        + p("NoiDung", "{{p words.difficulties }}")
        + p("Muc", "VI. ĐỀ XUẤT, KIẾN NGHỊ")
        + p("NoiDung", "{{p words.proposals }}")
        + p("CauKet", "{{ report.closing }}")
        + p("TruocChuKy")
        + foot()
        + close_section(section(annex=False))
        + p("PhuLuc", "Phụ lục")
        + p("PhuLuc", "BẢNG TỰ CHẤM ĐIỂM THEO TIÊU CHÍ")
        + origin()
        + score_annex()
        + section(landscape=True)
    )


def score_annex() -> str:
    """Every criterion by field, landscape."""
    columns = [
        ("Số", 1100, "PLSo", "code"),
        ("Tiêu chí", 4900, "PLChu", "name"),
        ("Điểm tối đa", 900, "PLSo", "max"),
        ("Điểm tự chấm", 900, "PLSo", "own"),
        ("Điểm điều tra", 900, "PLSo", "survey"),
        ("Điểm thẩm định", 900, "PLSo", "verified"),
        ("Tài liệu kiểm chứng", 2600, "PLChu", "evidence"),
        ("Ghi chú", 1860, "PLChu", "note"),
    ]
    widths = [width for _, width, _, _ in columns]
    heads = "".join(cell(width, p("PLDau", name)) for name, width, _, _ in columns)
    cells = "".join(
        cell(width, p(key, f"{{{{ c.{name} }}}}")) for _, width, key, name in columns
    )
    span = f'<w:gridSpan w:val="{len(columns)}"/>'
    title = "{{ f.number }}. {{ f.name }}: {{ f.points }}/{{ f.max }} điểm"
    return table(
        widths,
        row(heads, heading=True)
        + row_tag("for f in fields", len(columns))
        + row(cell(sum(widths), p("ONhom", title), span))
        + row_tag("for c in f.criteria", len(columns))
        + row(cells)
        + row_tag("endfor", len(columns))
        + row_tag("endfor", len(columns)),
    )


def handed(name: str, heads: list[str], values: list[str]) -> str:
    """A table of what is handed over, by plan; an empty name is a blank to fill in."""
    widths = [900, 3300, 1400, 1800, 1800]
    keys = ["OSo", "OChu", "OSo", "OChu", "OChu"]
    top = "".join(
        cell(width, p("DauBang", one)) for width, one in zip(widths, heads, strict=True)
    )
    cells = "".join(
        cell(width, p(key, f"{{{{ t.{value} }}}}" if value else ""))
        for width, key, value in zip(widths, keys, values, strict=True)
    )
    span = f'<w:gridSpan w:val="{len(widths)}"/>'
    rows = (
        row(top, heading=True)
        + row_tag(f"for g in {name}", 5)
        + row(cell(sum(widths), p("ONhom", "{{ g.title }}"), span))
        + row_tag("for t in g.rows", 5)
        + row(cells)
        + row_tag("endfor", 5)
        + row_tag("endfor", 5)
    )
    return table(widths, rows) + p("SauBang")


def signatures() -> str:
    """Who hands over on the left, who takes over on the right; recipients below."""
    sign = p("DiaDanhNgay", "(Ký, ghi rõ họ tên, đóng dấu)") + p("HoTen")
    left = when(
        "s.first", p("ChucVu", "BÊN GIAO") + p("ChucVu", "{{ s.giver }}") + sign
    )
    right = p("ChucVu", "BÊN NHẬN") + p("ChucVu", "{{ s.receiver }}") + sign
    rows = row_tag("for s in signatures", 2)
    rows += row(cell(4600, left + p("OSo")) + cell(4600, right + p("OSo")))
    rows += row_tag("endfor", 2)
    recipients = (
        p("NoiNhan", "Nơi nhận:")
        + tag("for line in letterhead.recipients")
        + p("NoiNhanDong", "{{ line }}")
        + tag("endfor")
    )
    return table([4600, 4600], rows, borders=False) + recipients


def package(body: str) -> bytes:
    """A Word file around the body."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = f"{R}"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
        'xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar '
        'w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r>'
    )
    number = f'<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{field}</w:p>'
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/'
        'package/2006/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default '
        'Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{path}" ContentType="{kind}.{name}+xml"/>'
            for path, name in (
                ("word/document.xml", "document.main"),
                ("word/styles.xml", "styles"),
                ("word/settings.xml", "settings"),
                ("word/header1.xml", "header"),
                ("word/header2.xml", "header"),
            )
        )
        + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.'
        'openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{relations}"><Relationship '
        f'Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.'
        'openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://'
        'purl.org/dc/elements/1.1/"><dc:title></dc:title></cp:coreProperties>',
        "word/document.xml": f"{_HEAD}<w:document {_SPACES}><w:body>{body}</w:body>"
        "</w:document>",
        "word/styles.xml": styles_part(),
        "word/settings.xml": f'{_HEAD}<w:settings {_SPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name='
        '"compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>',
        "word/header1.xml": f"{_HEAD}<w:hdr {_SPACES}>{number}</w:hdr>",
        "word/header2.xml": f"{_HEAD}<w:hdr {_SPACES}>{p('SoTrang')}</w:hdr>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{relations}">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{office}/{name}" Target="{target}"/>'
            for i, (name, target) in enumerate(
                (
                    ("styles", "styles.xml"),
                    ("settings", "settings.xml"),
                    ("header", "header1.xml"),
                    ("header", "header2.xml"),
                ),
                1,
            )
        )
        + "</Relationships>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, text.encode("utf-8"))
    return out.getvalue()


FILES = {
    "bao-cao.docx": report,
    "ban-giao.docx": minutes,
    "don-doc.docx": letter,
    "tom-tat.docx": brief,
    "tu-cham.docx": scores,
}


def main() -> None:
    """Write every template."""
    for name, build in FILES.items():
        (TEMPLATES / name).write_bytes(package(build()))


if __name__ == "__main__":
    main()
