"""The statistics annex: computed rows, Word and Excel and back, a report recounted."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from conftest import make_sample
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from report_helpers import copy_of, run, tables

from cchc.dates import parse_period
from cchc.importing.document import Cell, Paragraph, Source, Table
from cchc.importing.document import Row as TableRow
from cchc.importing.readers import read as read_source
from cchc.layout import examine
from cchc.load.reports import shipped_form
from cchc.models.statistics import StatisticsForm, StatisticsSheet
from cchc.reporting.annexes import read_annex, sheet_of
from cchc.reporting.arithmetic import faults
from cchc.reporting.naming import mentioned, row_named, words
from cchc.status.statistics import figures
from cchc.text.reader import read

FORM = StatisticsForm.model_validate(
    read(shipped_form().read_text(encoding="utf-8")).value
)
H1 = ("--half", "H1", "--as-of", "2025-06-17")
SHEET = "plans/2025-so-mau/statistics/2025-H1.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The fictional office that `cchc init --sample` gives."""
    return make_sample(tmp_path / "kho")


def sheet(**values: float | None) -> StatisticsSheet:
    """Values by row; `r1_2_1` is row 1:2.1."""
    rows = [
        {"row": name[1:].replace("_", ":", 1).replace("_", "."), "value": value}
        for name, value in values.items()
    ]
    return StatisticsSheet.model_validate({"period": "2025-H1", "values": rows})


def test_the_form_has_the_rows_of_practice() -> None:
    assert [len(part.rows) for part in FORM.forms] == [19, 13, 21, 19, 13, 13, 25]
    assert len(FORM.rows) == 123


def test_every_relation_and_reference_of_the_form_names_its_rows() -> None:
    rows = FORM.rows
    for row in rows.values():
        named = [*row.sum_of, *row.at_least, row.part_of]
        named += [row.ratio.num, row.ratio.den] if row.ratio else []
        assert {name for name in named if name} <= set(rows), row.id
    for one in FORM.relations:
        words = {word for word in one.rule.split() if ":" in word}
        assert words <= set(rows), one.rule


@pytest.mark.parametrize(
    ("values", "counts", "row", "value", "computed"),
    [
        ({"r2_1_1": 37, "r2_1_2": 137}, {}, "2:1", 174, True),
        ({"r2_1": 173, "r2_1_1": 37, "r2_1_2": 137}, {}, "2:1", 174, True),
        ({"r2_1": 173, "r2_1_1": 37}, {}, "2:1", 173, False),
        ({"r3_3_1_1": 1240, "r3_3_1_2": 1204}, {}, "3:3.1", 100 * 1204 / 1240, True),
        ({"r2_2_2_1": 0, "r2_2_2_2": 0}, {}, "2:2.2", None, False),
        ({}, {"tasks": 15, "tasks_done": 4}, "1:2", 100 * 4 / 15, True),
        ({"r1_2_2": 9}, {"tasks": 15, "tasks_done": 4}, "1:2.2", 4, True),
        (
            {"r6_2_2": 1, "r6_2_3": 2, "r6_2_4_1": 1, "r6_2_4_2": 1, "r6_2_4_3": 1,
             "r6_2_5": 4}, {}, "6:2.1", 10, True,
        ),
    ],
)  # fmt: skip
def test_what_can_be_computed_is_never_taken_from_the_keyboard(
    values: dict[str, float],
    counts: dict[str, float],
    row: str,
    value: float | None,
    computed: bool,
) -> None:
    found = figures(FORM, sheet(**values), counts)[row]
    assert (found.value, found.computed) == (value, computed)


def test_the_annex_prints_computed_rows_dashes_and_blanks(sample: Path) -> None:
    out = sample / "r.docx"
    assert run("report", *H1, "--out", out, root=sample).exit_code == 0
    forms = [t for t in tables(out) if t[0][0] == "STT"]
    assert len(forms) == 7
    first = {row[0]: row[3] for row in forms[0]}
    assert (first["2"], first["2.1"], first["2.2"]) == ("26,67", "15", "04")
    fifth = {row[0]: row[3:] for row in forms[4]}
    assert fifth["2.1"] == ["-", "Không tổ chức tuyển dụng trong kỳ"]
    assert fifth["2.2"] == ["", ""]
    assert examine(out.read_bytes(), "r.docx") == []
    landscape = [s for s in Document(str(out)).sections if s.page_width > s.page_height]
    assert [(round(s.page_width.mm), round(s.page_height.mm)) for s in landscape] == (
        [(297, 210)] * 2
    )


def test_without_values_there_is_no_annex_of_statistics(tmp_path: Path) -> None:
    out = tmp_path / "r.docx"
    args = ("--quarter", "Q2", "--as-of", "2024-06-18", "--out", out)
    assert run("report", *args, root=copy_of(tmp_path)).exit_code == 0
    assert not [t for t in tables(out) if t[0][0] == "STT"]


@pytest.mark.parametrize("kind", ["word", "excel"])
def test_an_annex_comes_back_from_word_and_excel(sample: Path, kind: str) -> None:
    before = read((sample / SHEET).read_text(encoding="utf-8")).value
    out = sample / ("r.docx" if kind == "word" else "r.xlsx")
    args = ("report", *H1, "--out", out)
    if kind == "excel":
        args = ("statistics", *H1, "--excel", out)
    assert run(*args, root=sample).exit_code == 0
    result = run("statistics", *H1, "--import", out, "--force", root=sample)
    assert result.exit_code == 0, result.stderr
    if kind == "excel":
        bold = [
            cell.row
            for row in openpyxl.load_workbook(out).active.iter_rows(min_row=3)
            for cell in row
            if cell.font.bold
        ]
        assert set(bold) == {3}, "the heading of the table"
    assert "8 left out because they are computed" in result.stderr
    after = read((sample / SHEET).read_text(encoding="utf-8")).value
    assert after["values"] == before["values"]


def test_a_draft_offers_what_stays_and_computes_the_rest(sample: Path) -> None:
    args = ("--quarter", "Q3", "--as-of", "2025-09-16", "--draft")
    assert run("statistics", *args, root=sample).exit_code == 0
    file = sample / "plans/2025-so-mau/statistics/2025-Q3.yaml"
    text = file.read_text(encoding="utf-8")
    found = StatisticsSheet.model_validate(read(text).value)
    offered = {one.row: one.value for one in found.values}
    assert offered == {"3:1.4.1": 41, "3:1.4.2": 12, "4:2.1": 86, "4:2.2": 83}
    assert {one.taken_from for one in found.values} == {parse_period("2025-H1")}
    assert '"1:2.1"' not in text
    assert run("check", root=sample).exit_code == 0


def source(*texts: str) -> Source:
    return Source("text", tuple(Paragraph(text) for text in texts))


CLEAN = [
    "Đã hoàn thành 12/13 nhiệm vụ, đạt 92,3% kế hoạch.",
    "Đã hoàn thành 12/13 nhiệm vụ, đạt 92% kế hoạch.",
    "Tiếp nhận 1.240 hồ sơ; trong đó: đúng hạn 1.204 (tỷ lệ 97,10%), trễ hạn 36 "
    "(tỷ lệ 2,90%).",
    "Theo Quyết định số 806/QĐ-UBND ngày 09/01/2026; Quyết định số 806/QĐ-UBND ngày "
    "09 tháng 01 năm 2026.",
    "Ban hành Kế hoạch số 12/KH-UBND ngày 05/01/2026, đạt 100%.",
    "Thu ngân sách đến ngày 25/02 đạt 12,5% dự toán.",
]
WRONG = [
    ("Đã hoàn thành 12/13 nhiệm vụ, đạt 93,2% kế hoạch.", "12 of 13 is 92,31%"),
    (
        "Tiếp nhận 1.240 hồ sơ; trong đó: đúng hạn 1.204 (tỷ lệ 97,10%), trễ hạn 46 "
        "(tỷ lệ 2,90%).",
        "46 of 1.240 is 3,71%",
    ),
    (
        "Tiếp nhận 1.240 hồ sơ; trong đó: đúng hạn 1.204 (tỷ lệ 97,10%), trễ hạn 46 "
        "(tỷ lệ 2,90%).",
        "add up to 1.250, not to 1.240",
    ),
    (
        "Kế hoạch số 806/KH-UBND ngày 09/01/2026 và Kế hoạch số 806/KH-UBND ngày "
        "19/01/2026.",
        "two dates: 09/01/2026 and 19/01/2026",
    ),
]


def said(found: Source, **values: float) -> list[str]:
    """What a report is told, with some annex rows."""
    from cchc.reporting.annexes import ReadRow

    rows = [
        ReadRow(FORM.rows[one.row], one.value, None, f"{one.value:g}")
        for one in sheet(**values).values
    ]
    return [
        text.text.format(**dict(text.values))
        for _, text in faults(found, FORM, rows, sheet())
    ]


@pytest.mark.parametrize("text", CLEAN)
def test_a_sound_sentence_is_left_alone(text: str) -> None:
    assert said(source(text)) == []


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_figure_that_does_not_recompute_is_told(text: str, words: str) -> None:
    assert any(words in one for one in said(source(text)))


def test_text_and_annex_are_held_together() -> None:
    text = "Số VBQPPL đã rà soát thuộc thẩm quyền của cấp tỉnh là 734 văn bản."
    assert said(source(text), r2_3_1=734) == []
    assert "row 2:3.1 of the annex 303" in said(source(text), r2_3_1=303)[0]


WORDED = [  # how a report words it, the row of the annex that says 303
    (
        "Số văn bản quy phạm pháp luật đã rà soát thuộc thẩm quyền cấp tỉnh: 734",
        "r2_3_1",
    ),
    ("So VBQPPL da ra soat thuoc tham quyen cua cap tinh la 734 van ban", "r2_3_1"),
    ("Trong quý, tổng số VB QPPL do địa phương ban hành là 734 văn bản", "r2_1"),
    ("Số thủ tục hành chính công bố mới là 734 thủ tục", "r3_1_2"),
    ("Số nhiệm vụ đã hoàn thành đúng hạn là 734", "r1_4_1_1"),
    ("Số lượng phiếu khảo sát là 734 phiếu", "r1_5_1"),
    (
        "Tổng số nhiệm vụ được giao là 900; trong đó: số nhiệm vụ đã hoàn thành đúng "
        "hạn là 166, số nhiệm vụ đã hoàn thành nhưng quá hạn là 734",
        "r1_4_1_2",
    ),
]
NOT_HELD = [  # no verdict: another row, two rows, another figure
    ("Tổng số hồ sơ TTHC đã giải quyết xong là 734", "r3_3_1_1"),
    ("Số VBQPPL có kiến nghị xử lý đã được xử lý xong là 734", "r2_2_2_2"),
    ("Số nhiệm vụ đã hoàn thành là 734", "r1_4_1_1"),
    ("Số nhiệm vụ đã hoàn thành trước hạn là 734", "r1_2_2"),
    ("Số TTHC công bố mới năm 734 tăng", "r3_1_2"),
    ("Số TTHC công bố mới ngày 25/02/2025", "r3_1_2"),
    ("Số TTHC công bố mới đạt 7,34%", "r3_1_2"),
    ("Số TTHC công bố mới của cùng kỳ năm trước là 734", "r3_1_2"),
    ("Số TTHC công bố mới là 303 thủ tục", "r3_1_2"),
    ("Số phiếu là 734", "r1_5_1"),
]


@pytest.mark.parametrize(("text", "row"), WORDED)
def test_a_row_is_known_by_close_wording(text: str, row: str) -> None:
    found = said(source(text), **{row: 303})
    assert any("the text says 734" in one for one in found), found


@pytest.mark.parametrize(("text", "row"), NOT_HELD)
def test_where_another_row_may_be_meant_nothing_is_said(text: str, row: str) -> None:
    assert not any("the text says" in one for one in said(source(text), **{row: 303}))


def test_a_name_is_never_taken_for_another_row() -> None:
    rows = [*FORM.rows.values()]
    for row in rows:
        found = row_named(row.name, rows)
        assert found is None or found.id == row.id
        mention = mentioned(f"Trong kỳ, {row.name.lower()} là 5", rows)
        assert mention is None or mention.row.id == row.id


@given(st.data())
def test_a_name_without_some_words_is_the_row_or_nobody(data: st.DataObject) -> None:
    rows = [*FORM.rows.values()]
    row = data.draw(st.sampled_from(rows))
    parts = row.name.split()
    left_out = data.draw(st.integers(0, len(parts) - 1))
    name = " ".join(parts[:left_out] + parts[left_out + 1 :])
    found = row_named(name, rows)
    alike = {one.id for one in rows if words(one.name) == words(name)}
    assert found is None or found.id == row.id or found.id in alike


@pytest.mark.parametrize(
    ("said", "is_named"),
    [("xe máy điện hai bánh", True), ("xe máy hai bánh", True), ("xe máy hai", False)],
)
def test_a_clause_may_leave_out_one_word_of_five_of_a_row(
    said: str, is_named: bool
) -> None:
    row = FORM.rows["3:1.1"].model_copy(update={"name": "Xe máy điện hai bánh"})
    assert (mentioned(f"Trong kỳ, {said} là 5", [row]) is not None) == is_named


def test_a_row_numbered_otherwise_is_found_by_its_name() -> None:
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")
    cells = ("9.9", "Số thủ tục hành chính công bố mới", "Thủ tục", "12", "")
    table = Table(tuple(TableRow(tuple(map(Cell, one))) for one in (head, cells)))
    found, notes = read_annex(Source("text", (table,)), FORM)
    assert [(one.row.id, one.value) for one in found] == [("3:1.2", 12)]
    assert notes == []


def test_a_cell_of_an_annex_that_is_no_number_is_told_and_the_rest_is_read() -> None:
    head = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")
    names = [FORM.rows[row].name for row in ("3:1.1", "3:1.2")]
    wrong = ("1", names[0], "Thủ tục", "khoảng mười", "")
    right = ("2", names[1], "Thủ tục", "12", "")
    table = Table(
        tuple(TableRow(tuple(map(Cell, one))) for one in (head, wrong, right))
    )
    found, notes = read_annex(Source("text", (table,)), FORM)
    assert [(one.row.id, one.value) for one in found] == [("3:1.2", 12)]
    [note] = notes
    assert str(note).startswith("row 3:1.1: ")


def test_an_annex_is_recounted() -> None:
    found = said(source(), r2_1=173, r2_1_1=37, r2_1_2=137)
    assert found == ["173, but its parts add up to 174"]


def test_a_report_with_a_wrong_annex_is_found(sample: Path) -> None:
    from report_helpers import changed

    out = sample / "r.docx"
    assert run("report", *H1, "--out", out, root=sample).exit_code == 0
    assert run("check-report", out, root=sample).exit_code == 0
    out.write_bytes(changed(out.read_bytes(), (">98,61<", ">99,61<")))
    result = run("check-report", out, root=sample)
    assert result.exit_code == 1
    assert "its rows give 98,61%" in " ".join(result.stdout.split())


@pytest.mark.long
def test_an_annex_of_two_thousand_rows_is_made_in_seconds(sample: Path) -> None:
    rows = "\n".join(
        f'      - {{id: "1:{i}", code: "{i}", name: "Chỉ tiêu số {i} của biểu", '
        f"kind: count}}"
        for i in range(1, 2001)
    )
    form = "format: 1\ntitle: BIỂU MẪU\nsource: Thử\nforms:\n"
    form += f'  - form: "1"\n    title: Một\n    rows:\n{rows}\n'
    (sample / "plans/registers/statistics.yaml").write_text(form, encoding="utf-8")
    values = "\n".join(f'  - {{row: "1:{i}", value: {i}}}' for i in range(1, 2001))
    (sample / SHEET).write_text(
        f"period: 2025-H1\nvalues:\n{values}\n", encoding="utf-8"
    )
    started = time.perf_counter()
    out = sample / "r.docx"
    assert run("report", *H1, "--out", out, root=sample).exit_code == 0
    assert time.perf_counter() - started < 30
    read_back, notes = read_annex(
        read_source(out),
        StatisticsForm.model_validate(read(form).value),
    )
    assert notes == []
    assert len(sheet_of(read_back, sheet()).values) == 2000
