"""`cchc score --report`: the report of an office that scored itself, as Word."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import make_sample
from report_helpers import TEMPLATES, changed, paragraphs, run, tables

from cchc.load.schemes import load_scheme
from cchc.load.workspace import Workspace
from cchc.models.scheme import Scheme
from cchc.models.scores import ScoreSheet
from cchc.scoring.score import score
from cchc.views.word import score_report
from cchc.views.word.score_report import Scored

SHEET = "plans/2025-so-mau/scores/par-index-lamdong-departments-2025.yaml"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace, which no test changes."""
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def made(sample: Path) -> Path:
    """The report of the sample's own office."""
    out = sample.parent / "bao-cao-cham.docx"
    result = run("score", "--report", "--out", out, root=sample)
    assert result.exit_code == 0, result.stderr
    return out


@pytest.fixture(scope="module")
def scheme(sample: Path) -> Scheme:
    """The national scheme."""
    found = load_scheme("1187", Workspace(sample)).record
    assert found is not None
    return found


def of(scheme: Scheme, **values: object) -> Scored:
    """A sheet of so many values, scored."""
    sheet = ScoreSheet.model_validate({"scheme": scheme.id, "year": 2025, **values})
    return Scored(score(scheme, sheet), sheet)


def test_parts_stand_in_the_order_of_practice(made: Path) -> None:
    heads = [t for t in paragraphs(made) if re.match(r"[IV]+\. [^a-z]+\Z", t)]
    assert heads == [
        "I. TỔ CHỨC TỰ CHẤM ĐIỂM",
        "II. KẾT QUẢ TỰ CHẤM ĐIỂM",
        "III. GIẢI TRÌNH TIÊU CHÍ CHƯA ĐỦ TÀI LIỆU KIỂM CHỨNG",
        "IV. TIÊU CHÍ CHƯA ĐẠT ĐIỂM TỐI ĐA VÀ NGUYÊN NHÂN",
        "V. KHÓ KHĂN, VƯỚNG MẮC",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
    ]


def test_the_basis_is_what_the_scheme_was_issued_by(made: Path) -> None:
    opening = next(t for t in paragraphs(made) if t.startswith("Thực hiện"))
    assert "Quyết định số 820/QĐ-UBND ngày 27 tháng 8 năm 2025" in opening
    assert "Công văn số 2775/SNV-CCHC&VTLT ngày 10 tháng 11 năm 2025" in opening


def test_own_words_stand_below_their_headings(made: Path) -> None:
    text = paragraphs(made)
    at = text.index("V. KHÓ KHĂN, VƯỚNG MẮC")
    assert text[at + 1].startswith("- Phần mềm một cửa của Sở chưa kết nối")
    assert text[at + 3] == "VI. ĐỀ XUẤT, KIẾN NGHỊ"


def test_the_table_of_fields_adds_up(made: Path) -> None:
    rows = next(t for t in tables(made) if t[0][1] == "Lĩnh vực")
    fields = [Fraction(r[5].replace(",", ".")) for r in rows[1:-1] if r[5] != "–"]
    # Fields are printed to two decimals, and the total from unrounded points.
    whole = Fraction(rows[-1][5].replace(",", "."))
    assert abs(sum(fields) - whole) <= Fraction(1, 100) * len(fields)


def test_every_criterion_is_in_the_annex(made: Path, sample: Path) -> None:
    rows = next(t for t in tables(made) if t[0][1] == "Tiêu chí" and len(t[0]) == 8)
    found = {row[0] for row in rows}
    scheme = load_scheme("departments", Workspace(sample)).record
    assert scheme is not None
    assert {place.leaf.code for place in scheme.places()} <= found
    row = next(row for row in rows if row[0] == "1.2")
    assert row[2:4] == ["1,50", "1,50"]
    assert row[6] == "Báo cáo số 22/BC-SM ngày 23 tháng 6 năm 2025"


def test_a_criterion_below_its_maximum_tells_facts_and_reason(made: Path) -> None:
    rows = next(t for t in tables(made) if t[0][-1] == "Số liệu, nguyên nhân")
    why = {row[0]: row[4] for row in rows}
    assert why["1.3.1"].startswith("Tổng số đơn vị trực thuộc: 08; ")
    assert why["1.3.1"].endswith("Sở bố trí kiểm tra các đơn vị còn lại trong quý III.")
    assert "1.2" not in why  # full points


def test_the_report_is_laid_out_by_decree(made: Path, sample: Path) -> None:
    result = run("layout", made, root=sample)
    assert (result.exit_code, result.stdout) == (0, "")


def test_points_without_evidence_or_word_are_told_and_left_blank(
    scheme: Scheme,
) -> None:
    found = of(scheme, facts={"1.1": {"a": "4", "b": "4"}, "1.5": {"k": "2"}},
               explanations={"1.5": "Đang chờ văn bản"})  # fmt: skip
    lines = [*score_report._explained(found)]
    assert score_report.unexplained(found) == ["1.1"]
    assert lines[0] == "Tiêu chí 1.1, Thực hiện kế hoạch CCHC (1,50/1,50 điểm): …"
    assert lines[1].endswith("Đang chờ văn bản")


@pytest.mark.parametrize(
    ("journal", "said"),
    [
        ((), ""),
        ([{"step": "self", "date": "2026-01-20", "by": "x"}], ""),
        ([{"step": "verified_1", "date": "2026-02-01", "by": "x",
           "points": {"1.1": "1"}}],
         "Kết quả thẩm định (bước thẩm định lần 1) khác điểm tự chấm ở tiêu chí 1.1 "
         "(1,00 điểm, tự chấm 1,50 điểm)."),
        ([{"step": "final", "date": "2026-02-01", "by": "x", "points": {"1.1": "1.5"}}],
         "Kết quả thẩm định (bước kết quả): không có tiêu chí nào khác điểm tự chấm."),
    ],
)  # fmt: skip
def test_what_verifiers_scored_otherwise_is_told(
    journal: object, said: str, scheme: Scheme
) -> None:
    found = of(scheme, facts={"1.1": {"a": "4", "b": "4"}}, journal=journal)
    assert score_report._verified(found) == said


def test_a_class_is_claimed_only_when_every_point_has_a_result(scheme: Scheme) -> None:
    found = of(scheme, facts={"1.1": {"a": "4", "b": "4"}})
    assert "xếp loại" not in score_report._result(found.score)
    assert "tạm tính" in score_report._result(found.score)
    assert score_report._open(found.score).startswith("Còn 98,50 điểm chưa có kết quả")


def test_surveys_are_not_the_offices_shortfall(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "tinh.docx"
    args = ("score", "--report", "--unit", "ubnd-tinh-mau", "--out", out)
    assert run(*args, root=sample).exit_code == 0
    rows = next(t for t in tables(out) if t[0][-1] == "Số liệu, nguyên nhân")
    assert not any("điều tra XHH" in row[4] for row in rows)
    fields = next(t for t in tables(out) if t[0][1] == "Lĩnh vực")
    assert fields[2][3:6] == ["4,44", "3,64", "8,08"]


def test_a_template_of_the_workspace_comes_first(tmp_path: Path) -> None:
    root = make_sample(tmp_path / "w")
    (root / "templates").mkdir()
    data = (TEMPLATES / "tu-cham.docx").read_bytes()
    own = changed(data, ("V. KHÓ KHĂN, VƯỚNG MẮC", "V. RIÊNG"))
    (root / "templates" / "tu-cham.docx").write_bytes(own)
    out = tmp_path / "r.docx"
    assert run("score", "--report", "--out", out, root=root).exit_code == 0
    assert "V. RIÊNG" in paragraphs(out)


def test_every_name_of_our_template_is_explained() -> None:
    told = run("score", "--explain-context").stdout
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    names = DocxTemplate(TEMPLATES / "tu-cham.docx").get_undeclared_template_variables(
        Environment()
    )
    assert names <= {name.partition(".")[0] for name in score_report.NAMES}
    assert all(name in told for name in names)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--report", "--what-if"), "--report goes with no other result"),
        (("--report", "--format", "json"), "--report goes with no other result"),
        (("--template", "x.docx"), "--template goes with --report"),
        (("--report", "--out", "x.xlsx"), "let its name end with .docx"),
    ],
)
def test_what_does_not_go_together_is_refused(
    options: tuple[str, ...], words: str, sample: Path
) -> None:
    result = run("score", *options, root=sample)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_reason_under_a_code_that_the_scheme_lacks_is_found(tmp_path: Path) -> None:
    root = make_sample(tmp_path / "w")
    text = (root / SHEET).read_text(encoding="utf-8")
    text = text.replace('    "1.1.2": Phần lớn', '    "9.9": Phần lớn')
    (root / SHEET).write_text(text, encoding="utf-8")
    line = next(i for i, t in enumerate(text.splitlines(), 1) if '"9.9"' in t)
    result = run("check", "--format", "concise", root=root)
    assert f"{SHEET}:{line}:" in result.stdout
