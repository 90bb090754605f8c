"""The office's own words: kept by heading, edited in Word, read back without loss."""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from build_templates import package, section
from conftest import make_sample
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from report_helpers import as_of_july, below, changed, run

from cchc.models.report_text import ReportText
from cchc.reporting.composed import Said
from cchc.reporting.reread import reread
from cchc.reporting.tags import Tag, fact_of
from cchc.reporting.words import Paragraph, Run, paragraph_of, paragraphs, written
from cchc.text.reader import read
from cchc.views.word.body import Body, _Block, _words
from cchc.views.word.footnotes import RELATION, Footnotes
from cchc.views.word.words import _block

H1 = ("report", "--half", "H1", "--as-of", "2025-06-17")
WORDS = "plans/2025-so-mau/reports/2025-H1.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The fictional office that `cchc init --sample` gives."""
    return make_sample(tmp_path / "kho")


def sent(root: Path, *more: str) -> Path:
    """The six-month report as Word."""
    out = root / "bao-cao.docx"
    result = run(*H1, "--out", out, "--force", *more, root=root)
    assert result.exit_code == 0, result.stderr
    return out


def words(root: Path, path: str = WORDS) -> dict[tuple[str, str | None], str]:
    """Heading and unit to text, as the file has them."""
    value = read((root / path).read_text(encoding="utf-8")).value
    record = ReportText.model_validate(value)
    return {
        (one.heading, one.from_): written(paragraphs(one.text))
        for one in record.passages
        if one.text
    }


LETTERS = st.text("ab *-+•^[]\\đ. \t\n\u00a012)t", max_size=8)
RUNS = st.builds(
    lambda text, bold, italic, note: (
        Run("", note=" ".join(note.split())) if note else Run(text, bold, italic)
    ),
    LETTERS,
    st.booleans(),
    st.booleans(),
    st.none() | LETTERS,
)
LINES = st.builds(paragraph_of, st.lists(RUNS, max_size=4), st.integers(0, 3))


@given(st.lists(LINES.filter(lambda one: bool(one.runs)), max_size=3))
def test_what_is_written_reads_back(found: list[Paragraph]) -> None:
    assert paragraphs(written(found)) == tuple(found)


FOOTNOTES = Footnotes(Document().part)


def on_paper(found: list[Paragraph]) -> bytes:
    """A Word file with these words below one heading."""
    heading = _Block(Tag("h", "I.4"), "Khoan", (Paragraph((Run("4. Tuyên truyền"),)),))
    said = _words("I.4", Said(None, tuple(found)))
    markup = Body([("I.4", [heading, said])], FOOTNOTES).__html__()
    return package(markup + section(annex=False))


NO_NOTES = st.builds(
    paragraph_of,
    st.lists(
        st.tuples(LETTERS, st.booleans(), st.booleans()).map(lambda one: Run(*one)),
        max_size=4,
    ),
    st.integers(0, 3),
).filter(lambda one: bool(one.text.strip(". \u00a0")))


@settings(max_examples=20)
@given(st.lists(NO_NOTES, min_size=1, max_size=4))
def test_words_go_to_word_and_back_without_loss(found: list[Paragraph]) -> None:
    read_back = reread(on_paper(found), "a.docx", {"I.4": "Tuyên truyền"}, ())
    assert read_back.words["I.4", None] == found
    assert read_back.notes == []


WORDY = st.lists(st.sampled_from(["từ", "- a", "2.", "+ b", "• c", "dài" * 9, "1."]),
                 min_size=1, max_size=40).map(" ".join)  # fmt: skip


@given(WORDY)
def test_a_text_is_folded_in_a_draft_without_loss(text: str) -> None:
    block = _block(text)
    assert all(line.startswith("      ") for line in block.split("\n") if line)
    assert paragraphs(textwrap.dedent(block)) == paragraphs(text)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Một dòng\ntiếp theo.\n\nĐoạn hai.", ["Một dòng tiếp theo.", "Đoạn hai."]),
        ("- một\n- hai\n  tiếp", ["một", "hai tiếp"]),
        ("1. một\n2. hai\ntiếp\n3. ba", ["1. một", "2. hai tiếp", "3. ba"]),
        ("Trong năm\n2. không phải số thứ tự", ["Trong năm 2. không phải số thứ tự"]),
        ("Giá 5 * 3 \\* 2", ["Giá 5  3 * 2"]),
    ],
)
def test_text_is_cut_into_paragraphs(text: str, blocks: list[str]) -> None:
    found = [" ".join(one.text.split()) for one in paragraphs(text)]
    assert found == [" ".join(block.split()) for block in blocks]


def test_own_words_stand_below_their_heading_with_bold_and_footnotes(
    sample: Path,
) -> None:
    out = sent(sample)
    assert below(out, "I.4")[0].startswith("Trang thông tin điện tử của Sở đăng 27")
    assert len(below(out, "II.2")) == 3  # two units and the documents of the window
    with_bold = Document(str(out)).element.body.xpath(".//w:r[w:rPr/w:b]/w:t")
    assert "công khai kết quả hằng tháng" in {t.text for t in with_bold}
    with_notes = Document(str(out)).part.package.iter_parts()
    notes = next(p for p in with_notes if p.partname.endswith("footnotes.xml"))
    assert "Thử nghiệm từ ngày 02/6/2025" in notes.blob.decode("utf-8")


FOOTNOTE = (
    '<w:footnote xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' w:id="{}"><w:p/></w:footnote>'
)


@pytest.mark.parametrize("own", [(), (1,), (2, 7)])
def test_footnotes_are_numbered_after_those_of_the_template(
    own: tuple[int, ...],
) -> None:
    part = Document().part
    first = Footnotes(part)
    first.add("x")
    first.attach()  # now the template has a part of footnotes
    [notes] = [r.target_part for r in part.rels.values() if r.reltype == RELATION]
    kept = "".join(FOOTNOTE.format(number) for number in (-1, 0, *own))
    notes._blob = b"<w:footnotes>" + kept.encode() + b"</w:footnotes>"
    more = Footnotes(part)
    added = [more.add("một"), more.add("hai")]
    more.attach()
    last = max(own, default=0)
    assert added == [last + 1, last + 2]
    numbers = [int(n) for n in re.findall(rb'w:id="(-?\d+)"', notes.blob)]
    assert numbers == [-1, 0, *own, *added]


def test_footnotes_of_a_template_without_any_leave_the_numbers_of_the_lines() -> None:
    part = Document().part
    notes = Footnotes(part)
    assert [notes.add("một"), notes.add("hai")] == [1, 2]
    notes.attach()
    [made] = [r.target_part for r in part.rels.values() if r.reltype == RELATION]
    numbers = [int(n) for n in re.findall(rb'w:id="(-?\d+)"', made.blob)]
    assert numbers == [-1, 0, 1, 2]  # Word keeps -1 and 0 for the lines above footnotes


def test_an_unedited_report_changes_no_byte(sample: Path) -> None:
    before = (sample / WORDS).read_bytes()
    result = run(*H1, "--update", sent(sample), root=sample)
    assert (result.exit_code, (sample / WORDS).read_bytes()) == (0, before)
    assert "no word differs" in result.stderr


def test_without_a_file_all_words_come_from_the_report(sample: Path) -> None:
    out, before = sent(sample), words(sample)
    (sample / WORDS).unlink()
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    assert words(sample) == before
    assert "no word differs" in run(*H1, "--update", sent(sample), root=sample).stderr


def put(path: Path, heading: str, text: str, at: int) -> None:
    """A new paragraph in Word, after paragraph `at` of a section (0: its heading)."""
    document = Document(str(path))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag.get(qn("w:val")) == f"cchc:s:{heading}":
            lines = list(control.iter(qn("w:p")))
            new = OxmlElement("w:p")
            run_ = OxmlElement("w:r")
            words_ = OxmlElement("w:t")
            words_.text = text
            run_.append(words_)
            new.append(run_)
            lines[at].addnext(new)
    document.save(str(path))


def test_words_typed_in_word_come_back_under_their_heading(sample: Path) -> None:
    out = sent(sample)
    put(out, "I.4", "Mở thêm hai chuyên mục trên Trang thông tin.", 1)
    put(out, "III.1", "- Đi đầu trong số hóa.", 1)
    result = run(*H1, "--update", out, root=sample)
    assert result.exit_code == 0, result.stderr
    found = words(sample)
    assert found["I.4", None].endswith(
        "\n\nMở thêm hai chuyên mục trên Trang thông tin."
    )
    assert found["III.1", None].endswith("\n\n- Đi đầu trong số hóa.")
    text = (sample / WORDS).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server")  # comments stay
    assert below(sent(sample), "I.4")[1].startswith("Mở thêm hai chuyên mục")


def test_newer_figures_lose_no_word(sample: Path) -> None:
    out = sent(sample)
    put(out, "I.2", "Văn phòng Sở theo dõi hằng tuần.", 1)
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    journal = sample / "plans/2025-so-mau/progress/trung-tam-cong-nghe.yaml"
    line = (
        '  - {task: "4.2", date: 2025-06-13, state: done, evidence: [{document: X}]}\n'
    )
    journal.write_text(journal.read_text(encoding="utf-8") + line, encoding="utf-8")
    lines = below(sent(sample), "I.2")
    assert "05/15 nhiệm vụ" in lines[0]
    assert lines[1] == "Văn phòng Sở theo dõi hằng tuần."


def test_a_fact_that_was_edited_becomes_words_and_is_not_printed_twice(
    sample: Path,
) -> None:
    out = sent(sample)
    out.write_bytes(changed(out.read_bytes(), ("04/15 nhiệm vụ", "bốn nhiệm vụ")))
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    lines = below(sent(sample), "I.2")
    assert len(lines) == 1
    assert "bốn nhiệm vụ" in lines[0]


def test_words_that_were_deleted_in_word_go(sample: Path) -> None:
    out = sent(sample)
    put(out, "I.3", "…", 1)
    document = Document(str(out))
    (old,) = (
        p
        for p in document.element.body.iter(qn("w:p"))
        if "hai chi cục còn lại" in "".join(t.text or "" for t in p.iter(qn("w:t")))
        and "Sở Mẫu đã ban hành" in "".join(t.text or "" for t in p.iter(qn("w:t")))
    )
    old.getparent().remove(old)
    document.save(str(out))
    run(*H1, "--update", out, root=sample)
    assert ("I.3", None) not in words(sample)


def without_controls(data: bytes) -> bytes:
    """As a program that drops content controls saves it."""
    pattern = r"</?w:sdtContent>|</?w:sdt>|<w:sdtPr>.*?</w:sdtPr>"
    return _everywhere(data, lambda text: re.sub(pattern, "", text))


def without_bookmarks(data: bytes) -> bytes:
    """As a program that drops bookmarks too saves it: the headings are left."""
    pattern = r"<w:bookmark(Start|End)[^>]*/>"
    return _everywhere(without_controls(data), lambda text: re.sub(pattern, "", text))


def _everywhere(data: bytes, change: Callable[[str], str]) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            blob = old.read(name)
            if name == "word/document.xml":
                blob = change(blob.decode("utf-8")).encode("utf-8")
            new.writestr(name, blob)
    return out.getvalue()


def test_bookmarks_do_where_content_controls_are_dropped(sample: Path) -> None:
    out, before = sent(sample), (sample / WORDS).read_bytes()
    out.write_bytes(without_controls(out.read_bytes()))
    result = run(*H1, "--update", out, root=sample)
    assert "no word differs" in result.stderr
    assert (sample / WORDS).read_bytes() == before


@pytest.mark.parametrize(
    ("bookmark", "tag"),
    [
        (Tag("f", "", "0a1b").bookmark, Tag("f", "", "0a1b")),
        (Tag("f", "closing", "0a1b").bookmark, Tag("f", "closing", "0a1b")),
        (Tag("h", "I.4").bookmark, None),
        ("cchc_f", None),
        ("cchc_h_1", None),
        ("_Toc_1_2", None),
        ("Phu_luc_1", None),
    ],
)
def test_no_bookmark_of_the_office_is_taken_for_one_of_ours(
    bookmark: str, tag: Tag | None
) -> None:
    assert fact_of(bookmark) == tag


def test_headings_alone_lose_no_word(sample: Path) -> None:
    out, before = sent(sample), words(sample)
    out.write_bytes(without_bookmarks(out.read_bytes()))
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    now = "\n".join(words(sample).values())
    assert all(line in now for text in before.values() for line in text.split("\n\n"))


@pytest.mark.libreoffice
def test_a_report_saved_by_libreoffice_loses_no_word(sample: Path) -> None:
    out, before = sent(sample), words(sample)
    put(out, "I.4", "Thêm một câu.", 1)
    folder = sample / "saved"
    command = ["soffice", "--headless", "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(folder), str(out)], check=True, capture_output=True)
    assert run(*H1, "--update", folder / out.name, root=sample).exit_code == 0
    expected = dict(before)
    expected["I.4", None] += "\n\nThêm một câu."
    assert words(sample) == expected


def test_words_without_a_heading_are_told(sample: Path) -> None:
    out = sent(sample)
    document = Document(str(out))
    first = next(document.element.body.iter(qn("w:sdt")))
    new, run_, text = (OxmlElement(name) for name in ("w:p", "w:r", "w:t"))
    text.text = "Đặc điểm tình hình."
    run_.append(text)
    new.append(run_)
    first.addprevious(new)
    document.save(str(out))
    result = run(*H1, "--update", out, root=sample)
    assert "“Đặc điểm tình hình.” stands above the first heading" in result.stderr


def test_a_word_file_of_something_else_is_refused(sample: Path) -> None:
    result = run(
        *H1, "--update", Path("templates/don-doc.docx").absolute(), root=sample
    )
    assert (result.exit_code, "none of the headings" in result.stderr) == (2, True)


def test_a_draft_has_every_heading_and_begins_with_last_periods_words(
    sample: Path,
) -> None:
    args = ("report", "--quarter", "Q3", "--as-of", "2025-09-16", "--draft")
    assert run(*args, root=sample).exit_code == 0
    path = "plans/2025-so-mau/reports/2025-Q3.yaml"
    text = (sample / path).read_text(encoding="utf-8")
    found, before = words(sample, path), words(sample)
    assert found == {place: before[place] for place in found}
    assert "taken_from: 2025-H1" in text
    assert "# cchc: Đến ngày 14 tháng 9 năm 2025, đã hoàn thành" in text
    assert "# cchc: Còn chậm so với thời hạn:" in text
    out = sample / "q3.docx"
    result = run(*args[:-1], "--out", out, root=sample)
    assert "words not worked over yet (taken_from) under I.1" in result.stderr
    assert "paragraphs are as in the report of 6 tháng" in result.stderr or (
        "paragraphs are as in the report of" in result.stderr
    )


def test_without_an_earlier_report_facts_are_the_draft_of_the_judgement(
    sample: Path,
) -> None:
    as_of_july(sample)
    shutil.rmtree(sample / "plans/2025-so-mau/reports")
    args = ("report", "--quarter", "Q3", "--as-of", "2025-09-16", "--draft")
    assert run(*args, root=sample).exit_code == 0
    found = words(sample, "plans/2025-so-mau/reports/2025-Q3.yaml")
    assert set(found) == {("III.1", None), ("III.2", None), ("IV", None)}
    assert "Nâng cấp phần mềm một cửa" in found["III.2", None]


def test_a_draft_replaces_nothing_unasked(sample: Path) -> None:
    before = (sample / WORDS).read_bytes()
    result = run(*H1, "--draft", root=sample)
    assert (result.exit_code, (sample / WORDS).read_bytes()) == (2, before)
    assert "--force" in result.stderr


def test_an_outline_of_the_workspace_comes_first(sample: Path) -> None:
    folder = sample / "templates/outlines"
    folder.mkdir(parents=True)
    (folder / "department.yaml").write_text(
        "format: 1\nid: department\nname: Riêng\ntitle: Báo cáo {period}\n"
        'headings:\n  - {id: "I", title: PHẦN RIÊNG, feeds: [progress]}\n'
        '  - {id: "I.4", title: Tuyên truyền}\n',
        encoding="utf-8",
    )
    result = run(*H1, "--out", sample / "r.docx", root=sample)
    assert result.exit_code == 0, result.stderr
    assert "has no heading I.1: its words are not in" in result.stderr
    assert "04/15 nhiệm vụ" in below(sample / "r.docx", "I")[0]


@pytest.mark.parametrize("name", ["province", "department", "commune", "other"])
def test_every_outline_of_ours_makes_a_report_by_the_decree(
    name: str, sample: Path
) -> None:
    from cchc.layout import examine

    file = sample / WORDS
    text = file.read_text(encoding="utf-8").replace(
        "outline: department", f"outline: {name}"
    )
    file.write_text(text, encoding="utf-8")
    out = sent(sample)
    assert examine(out.read_bytes(), out.name) == []


def test_the_provinces_outline_has_the_headings_of_practice() -> None:
    from cchc.load.reports import shipped_folder
    from cchc.models.outline import Outline

    file = shipped_folder() / "outlines/province.yaml"
    outline = Outline.model_validate(read(file.read_text(encoding="utf-8")).value)
    fields = [one.field for one in outline.headings if re.fullmatch(r"II\.\d", one.id)]
    assert fields == [
        "institutions", "procedures", "organisation", "personnel", "finance", "digital",
    ]  # fmt: skip
    letters = [o for o in outline.headings if re.fullmatch(r"II\.\d\.\w", o.id)]
    assert len(letters) == 26
    assert [o.id for o in outline.headings if o.id in ("I", "II", "III", "IV")] == [
        "I", "II", "III", "IV",
    ]  # fmt: skip


EDGES = """\
Đoạn có **đậm**, *nghiêng*, ***cả hai*** và “ngoặc kép”, "nháy".

- Gạch một: *lời dẫn* rồi lời.
+ Cộng một
+ Cộng hai^[Chú thích của **cộng**.]
• Chấm
- Gạch hai

1. Số một

2. Số hai, cách liền 5\u00a0tỷ đồng

Dòng trên\\
dòng dưới\\tsau tab

Giá 3 \\* 4 và \\[ngoặc\\]"""


def test_every_form_of_words_goes_to_word_and_back(sample: Path) -> None:
    file = sample / WORDS
    block = "".join(f"      {line}\n" if line else "\n" for line in EDGES.split("\n"))
    file.write_text(
        "period: 2025-H1\noutline: province\npassages:\n"
        f'  - heading: "I.4"\n    text: |\n{block}',
        encoding="utf-8",
    )
    before = words(sample)
    out = sent(sample)
    xml = Document(str(out)).element.body.xml
    assert "<w:tab/>" in xml
    assert "<w:br/>" in xml
    empty = "period: 2025-H1\noutline: province\npassages: []\n"
    file.write_text(empty, encoding="utf-8")
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    after = words(sample)
    assert after == before
    assert paragraphs(after["I.4", None]) == paragraphs(EDGES)


DASH = ("II.1.d.1", "II.2.c.3")


@pytest.fixture
def dashes(sample: Path) -> Path:
    """The sample by the province's outline, with words below dashes."""
    (sample / WORDS).write_text(
        "period: 2025-H1\noutline: province\npassages:\n"
        '  - {heading: "II.1.d.1", text: "Đã rà soát **734** văn bản: đúng hạn."}\n'
        '  - {heading: "II.1.d.2", text: "- Việc một\\n- Việc hai"}\n',
        encoding="utf-8",
    )
    return sample


def test_a_dash_runs_into_its_text(dashes: Path) -> None:
    found = Document(str(sent(dashes))).element.body.iter(qn("w:p"))
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found]
    assert "- Công tác kiểm tra, rà soát: Đã rà soát 734 văn bản: đúng hạn." in texts
    at = texts.index("- Công tác hệ thống hóa văn bản QPPL:")
    assert texts[at + 1 : at + 3] == ["- Việc một", "- Việc hai"]
    assert "- Tình hình tổ chức và hoạt động của Bộ phận Một cửa các cấp: …" in texts


@pytest.mark.parametrize("drop", [None, without_controls, without_bookmarks])
def test_text_behind_a_dash_comes_back(
    dashes: Path, drop: Callable[[bytes], bytes] | None
) -> None:
    out, before = sent(dashes), words(dashes)
    if drop is not None:
        out.write_bytes(drop(out.read_bytes()))
    (dashes / WORDS).write_text(
        "period: 2025-H1\noutline: province\npassages: []\n", encoding="utf-8"
    )
    assert run(*H1, "--update", out, root=dashes).exit_code == 0
    after = words(dashes)
    assert {place: after.get(place) for place in before} == before


def numbered(path: Path, heading: str, style: str, text: str) -> None:
    """A paragraph of a list of Word below a heading."""
    document = Document(str(path))
    new = document.add_paragraph(text, style=style)._p
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag.get(qn("w:val")) == f"cchc:s:{heading}":
            [*control.iter(qn("w:p"))][-1].addnext(new)
    document.save(str(path))


def test_lists_that_word_numbers_keep_their_numbers(sample: Path) -> None:
    out = sent(sample)
    template = Document()
    document = Document(str(out))
    part = template.part.numbering_part
    document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        "numbering",
    )  # fmt: skip
    for name in ("List Number", "List Bullet"):
        document.styles.element.append(template.styles[name].element)
    document.save(str(out))
    for style, text in (("List Bullet", "hai"), ("List Number", "một")):
        numbered(out, "I.4", style, text)
    assert run(*H1, "--update", out, root=sample).exit_code == 0
    assert words(sample)["I.4", None].endswith("\n\n- hai\n\n1. một")
