"""Documents in every format and layout come back whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import importing_documents as docs
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from importing_documents import DECOY, HEADINGS, ROWS

from cchc.importing.draft import make_draft
from cchc.importing.readers import read
from cchc.importing.results import Draft, Registers
from cchc.load import Workspace
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.units import Units

LEADS = [("so-noi-vu",), ("so-noi-vu",), ("van-phong",), ("so-nganh",)]
PARTNERS = [
    ("so-nganh",),
    ("so-tu-phap", "so-tai-chinh", "ubnd-xa"),
    ("so-nganh",),
    ("van-phong",),
]
DUE = ["2025-Q1", "2025-11-29"]


@pytest.fixture
def registers(tmp_path: Path) -> Registers:
    root = docs.workspace(tmp_path / "kho")
    register = Workspace(root).units.record
    assert register is not None
    return Registers(Units(register), DocumentRegister(), IndicatorRegister())


def drafted(file: Path, registers: Registers) -> Draft:
    draft = make_draft(read(file), "2025-thu", registers)
    assert isinstance(draft, Draft)
    return draft


def check_whole(draft: Draft, ids: tuple[str, ...] = ("1", "2", "3", "4")) -> None:
    """The four tasks of the fictional decision, whatever it was written in."""
    tasks = draft.plan.tasks
    assert tuple(task.id for task in tasks) == ids
    assert [" ".join((t.text or "").split()) for t in tasks] == [row[1] for row in ROWS]
    assert [t.products for t in tasks] == [
        ("Kế hoạch",), ("Quyết định", "Báo cáo"), ("Tờ trình",), ("Báo cáo",)
    ]  # fmt: skip
    assert [t.leads for t in tasks] == LEADS
    assert [t.partners for t in tasks] == PARTNERS
    assert [t.when for t in tasks] == [row[5] for row in ROWS]
    first, second, third, fourth = (task.deadlines[0] for task in tasks)
    assert [str(getattr(d, "due", None)) for d in (first, second)] == DUE
    assert getattr(third, "every", None) == "quarter"
    assert getattr(fourth, "ongoing", None) is True


def test_plain_table_with_decoy_comes_back_whole(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    docs.add_table(document, DECOY)
    document.add_paragraph("Bảng phân công")
    docs.add_table(document, (HEADINGS, *ROWS))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft)
    assert [one.table for one in draft.left_out] == [1]
    assert draft.proposals == {}


def test_head_targets_and_citations_are_read(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *ROWS))
    plan = drafted(docs.saved(document, tmp_path / "a.docx"), registers).plan
    head = plan.decision
    assert (head.number, head.symbol, str(head.signed)) == (
        "12",
        "QĐ-UBND",
        "2025-01-15",
    )
    assert head.issuer == "ubnd-tinh"
    assert head.signer is not None
    assert (head.signer.name, head.signer.position, head.signer.signing) == (
        "Trần Thị Bưởi", "Phó Chủ tịch", "KT."
    )  # fmt: skip
    assert head.replaces == ("99/QĐ-UBND@2024-12-20",)
    assert plan.title == "Kế hoạch cải cách hành chính năm 2025"
    assert str(plan.period) == "2025"
    assert {c.document for c in plan.cites} == {
        "76/NQ-CP@2021-07-15", "99/QĐ-UBND@2024-12-20", "63/2010/NĐ-CP@2010-06-08"
    }  # fmt: skip
    goals = {(t.at, t.goal.form, getattr(t.goal, t.goal.form)) for t in plan.targets}
    assert ("II.1", "more_than", 95.0) in goals
    assert ("II.1", "less_than", 4.0) in goals
    assert ("nhiệm vụ 2", "at_least", 30.0) in goals
    assert ("nhiệm vụ 4", "at_least", 98.0) in goals


def test_columns_in_another_order_with_other_names(
    tmp_path: Path, registers: Registers
) -> None:
    names = ("TT", "Thời hạn hoàn thành", "Đơn vị thực hiện", "Nội dung công việc",
             "Đơn vị phối hợp", "Kết quả đầu ra", "Ghi chú")  # fmt: skip
    rows = [(r[0], r[5], r[3], r[1], r[4], r[2], "có") for r in ROWS]
    document = docs.new_word()
    docs.add_table(document, (names, *rows))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft)
    assert draft.plan.tasks[0].extra == {"Ghi chú": "có"}


def test_heading_of_two_lines_and_a_row_of_column_numbers(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    upper = ("STT", "Nhiệm vụ", "Sản phẩm", "Phân công thực hiện", "", "Thời gian")
    lower = ("", "", "", "Chủ trì", "Phối hợp", "")
    count = tuple(f"({i})" for i in range(1, 7))
    table = docs.add_table(document, (upper, lower, count, *ROWS))
    table.cell(0, 3).merge(table.cell(0, 4))
    for column in (0, 1, 2, 5):
        table.cell(0, column).merge(table.cell(1, column))
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_rows_broken_over_pages_are_joined(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    first, second = ROWS[1][1].split(" về ")
    cut = (*ROWS[1][:1], first, *ROWS[1][2:4], "Sở Tư pháp, Sở Tài", ROWS[1][5])
    rest = ("", f"về {second}", "", "", "chính; UBND các xã, phường", "")
    docs.add_table(document, (HEADINGS, ROWS[0], cut))
    document.add_page_break()
    docs.add_table(document, (HEADINGS, rest, *ROWS[2:]))
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_table_that_goes_on_without_its_heading(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *ROWS[:2]))
    document.add_paragraph("")
    docs.add_table(document, ROWS[2:])
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_merged_cells_are_carried_down_and_sections_number_the_tasks(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    sections = (("I", "Chỉ đạo, điều hành", *[""] * 4), ("II", "Thủ tục", *[""] * 4))
    renumbered = [(str(i % 2 + 1), *row[1:]) for i, row in enumerate(ROWS)]
    rows = (HEADINGS, sections[0], *renumbered[:2], sections[1], *renumbered[2:])
    table = docs.add_table(document, rows)
    for row in (1, 4):
        table.cell(row, 1).merge(table.cell(row, 5))
    table.cell(3, 3).text = ""
    table.cell(2, 3).merge(table.cell(3, 3))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft, ("I.1", "I.2", "II.1", "II.2"))
    groups = [(group.id, group.title) for group in draft.plan.groups]
    assert groups == [("I", "Chỉ đạo, điều hành"), ("II", "Thủ tục")]


def test_tasks_without_a_number_take_a_letter(
    tmp_path: Path, registers: Registers
) -> None:
    unnumbered = ("", *ROWS[1][1:])
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, ROWS[0], unnumbered, *ROWS[2:]))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft, ("1", "1.b", "3", "4"))
    assert any(d.id == "1.b" and d.field == "id" for d in draft.doubts)


def test_sub_letters_below_a_heading(tmp_path: Path, registers: Registers) -> None:
    below = [(f"{c})", *row[1:]) for c, row in zip("abcd", ROWS, strict=True)]
    rows = [("5", "Dịch vụ công trực tuyến", *[""] * 4), *below]
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *rows, ("6", *ROWS[0][1:])))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    found = [(task.id, task.group) for task in draft.plan.tasks]
    assert found == [(f"5.{c}", "5") for c in "abcd"] + [("6", None)]


def test_automatic_numbers_of_word_are_read(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    table = docs.add_table(document, (HEADINGS, *(("", *row[1:]) for row in ROWS)))
    for row in list(table.rows)[1:]:
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_tracked_changes_keep_what_was_inserted(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    table = docs.add_table(document, (HEADINGS, *ROWS))
    cell = table.cell(1, 5).paragraphs[0]
    cell.text = ""
    docs.tracked(cell, "del", "Quý IV/2025")
    docs.tracked(cell, "ins", "Quý I/2025")
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_hidden_text_is_left_out_and_a_text_box_over_a_cell_is_told(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    table = docs.add_table(document, (HEADINGS, *ROWS))
    paragraph = table.cell(1, 1).paragraphs[0]
    hidden = paragraph.add_run(" bí mật")
    hidden.font.hidden = True
    paragraph.add_run()._r.append(docs.text_box("trong khung"))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft)
    told = [str(doubt.why) for doubt in draft.doubts if doubt.id == "1"]
    assert any("trong khung" in why for why in told)


def test_table_inside_a_cell_is_found(tmp_path: Path, registers: Registers) -> None:
    document = docs.new_word()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    inner = frame.add_table(rows=0, cols=6)
    for row in (HEADINGS, *ROWS):
        for cell, value in zip(inner.add_row().cells, row, strict=True):
            cell.text = value
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_rows_in_content_controls_are_read(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    table = docs.add_table(document, (HEADINGS, *ROWS))
    row = table.rows[2]._tr
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row.addprevious(control)
    content.append(row)
    control.append(content)
    assert control.getparent().tag == qn("w:tbl")
    check_whole(drafted(docs.saved(document, tmp_path / "a.docx"), registers))


def test_two_lists_of_one_document(tmp_path: Path, registers: Registers) -> None:
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *ROWS[:2]))
    document.add_paragraph("PHỤ LỤC II\nNHIỆM VỤ BỔ SUNG")
    other = [(str(i), *row[1:]) for i, row in enumerate(ROWS[2:], 1)]
    docs.add_table(document, (HEADINGS, *other))
    draft = drafted(docs.saved(document, tmp_path / "a.docx"), registers)
    check_whole(draft, ("1", "2", "PL2.1", "PL2.2"))


def test_spreadsheet_with_merged_cells(tmp_path: Path, registers: Registers) -> None:
    import openpyxl

    file = docs.sheet_file(tmp_path / "a.xlsx", (HEADINGS, *ROWS))
    book = openpyxl.load_workbook(file)
    page = book.active
    assert page is not None
    top = len(docs.HEAD) + 2
    page.merge_cells(start_row=top, end_row=top + 1, start_column=4, end_column=4)
    book.save(file)
    check_whole(drafted(file, registers))


def test_pdf_with_ruled_tables_over_two_pages(
    tmp_path: Path, registers: Registers
) -> None:
    pytest.importorskip("pdfplumber")
    pages = [docs.PdfPage() for _ in range(3)]
    y = 560.0
    for text in docs.HEAD:
        for line in text.split("\n"):
            pages[0].text(60, y, line)
            y -= 14
    docs.pdf_table(pages[1], 540, (HEADINGS, *ROWS[:2]))
    docs.pdf_table(pages[2], 540, (HEADINGS, *ROWS[2:]))
    file = tmp_path / "a.pdf"
    file.write_bytes(docs.pdf_bytes(pages))
    check_whole(drafted(file, registers))


def as_tabs() -> str:
    return "\n".join(
        "\t".join(c.replace("\n", " ") for c in r) for r in (HEADINGS, *ROWS)
    )


def as_bars() -> str:
    rows = [
        "| " + " | ".join(c.replace("\n", "<br>") for c in r) + " |"
        for r in (HEADINGS, *ROWS)
    ]
    return "\n".join([rows[0], "|" + "---|" * 6, *rows[1:]])


def as_cell_lines() -> str:
    rows = (HEADINGS, *ROWS)
    return "\n".join("|\n" + "\n".join(f"{c} |" for c in row) for row in rows) + "\n"


def as_html_cells() -> str:
    return "\n".join("\t".join(map(_html, row)) for row in (HEADINGS, *ROWS))


def _html(cell: str) -> str:
    if "\n" not in cell:
        return f"<p>{cell}</p>"
    items = "".join(f"<li>{part[2:]}</li>" for part in cell.split("\n"))
    return f'<ul style="list-style-type: none;">{items}</ul>'


@pytest.mark.parametrize("table", [as_tabs, as_bars, as_cell_lines, as_html_cells])
def test_copied_text_in_every_form(
    tmp_path: Path, registers: Registers, table: Any
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join([*docs.HEAD, table()]), encoding="utf-8")
    check_whole(drafted(file, registers))


def test_bars_with_cells_merged_up_and_left(
    tmp_path: Path, registers: Registers
) -> None:
    bars = as_bars().split("\n")
    bars[3] = bars[3].replace("| Sở Nội vụ |", "| ^ |")
    bars.insert(2, "| I | Chỉ đạo | < | < | < | < |")
    file = tmp_path / "a.md"
    file.write_text("\n\n".join([*docs.HEAD, "\n".join(bars)]), encoding="utf-8")
    draft = drafted(file, registers)
    check_whole(draft)
    assert {task.group for task in draft.plan.tasks} == {"I"}


def test_letters_and_accents_apart_are_composed(
    tmp_path: Path, registers: Registers
) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "\n\n".join([*docs.HEAD, as_tabs()]))
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    check_whole(drafted(file, registers))


def test_plan_written_as_prose(tmp_path: Path, registers: Registers) -> None:
    lines = ["II. NHIỆM VỤ"]
    for number, what, product, lead, partner, when in ROWS:
        product = product.replace("\n", " ")
        lines += [
            f"{number}. {what}",
            f"a) Sản phẩm: {product}.",
            "b) Cơ quan thực hiện:",
            f"- Đơn vị chủ trì: {lead}.",
            f"- Đơn vị phối hợp: {partner}.",
            f"c) Thời gian thực hiện: {when}.",
        ]
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join([*docs.HEAD[:-1], *lines]), encoding="utf-8")
    draft = drafted(file, registers)
    assert draft.form == "prose"
    tasks = draft.plan.tasks
    assert [t.id for t in tasks] == ["1", "2", "3", "4"]
    assert [t.leads for t in tasks] == LEADS
    assert [t.partners for t in tasks] == PARTNERS
    assert all(task.deadlines for task in tasks)


def test_number_printed_again_and_again_stays_apart(
    tmp_path: Path, registers: Registers
) -> None:
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *[ROWS[0]] * 60))
    tasks = drafted(docs.saved(document, tmp_path / "a.docx"), registers).plan.tasks
    assert len({task.id for task in tasks}) == 60
