"""What a report says is what happened, by when, as whoever reports knows it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import make_sample
from report_helpers import as_of_july, below, brief, copy_of, paragraphs, run, tables

from cchc.reporting.windows import regime_of
from cchc.views.word.facts import Abbreviations

JOURNAL = "plans/2025-so-mau/progress/{}.yaml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The fictional office that `cchc init --sample` gives."""
    return make_sample(tmp_path / "kho")


def add(root: Path, unit: str, *entries: str) -> None:
    """More lines at the end of a journal."""
    file = root / JOURNAL.format(unit)
    lines = "".join(f"  - {{{one}}}\n" for one in entries)
    file.write_text(file.read_text(encoding="utf-8") + lines, encoding="utf-8")


def made(root: Path, command: str, *args: str) -> tuple[Path, str]:
    """The file of a command, and what it told."""
    out = root / f"{command}.docx"
    result = run(command, *args, "--out", out, "--force", root=root)
    assert result.exit_code == 0, result.stderr
    return out, result.stderr


def annex(out: Path, heading: str = "Đánh giá") -> dict[str, list[str]]:
    """Rows of the annex of targets by title."""
    found = next(t for t in tables(out) if heading in t[0])
    return {row[1]: row for row in found[1:]}


H1 = ("--half", "H1", "--as-of", "2025-06-17")
ON_TIME = "Hồ sơ TTHC giải quyết đúng hạn từ 98% trở lên"


def test_a_corrected_figure_is_not_printed(sample: Path) -> None:
    # The data close on 14 June; the slip was corrected on 16 June.
    row = annex(made(sample, "report", *H1)[0])[ON_TIME]
    assert row[-2:] == ["98,6%", "Đạt"]


def test_a_correction_after_the_day_of_making_is_not_known_yet(sample: Path) -> None:
    out, _ = made(sample, "report", "--half", "H1", "--as-of", "2025-06-15")
    assert annex(out)[ON_TIME][-2] == "99,6%"


def test_a_product_signed_in_the_window_and_logged_later_is_in(sample: Path) -> None:
    before = below(made(sample, "report", *H1)[0], "I.2")
    proof = "[{document: 09/BC-SM, signed: 2025-06-12}]"
    add(
        sample,
        "trung-tam-cong-nghe",
        f'task: "4.2", date: 2025-06-16, state: done, evidence: {proof}',
    )
    after, _ = made(sample, "report", *H1)
    assert "04/15 nhiệm vụ" in before[0]
    assert "05/15 nhiệm vụ" in below(after, "I.2")[0]
    assert "09/BC-SM ngày 12 tháng 6 năm 2025" in "".join(below(after, "II.6"))


def test_a_product_signed_after_the_close_is_not_in(sample: Path) -> None:
    proof = "[{document: 09/BC-SM, signed: 2025-06-16}]"
    add(
        sample,
        "trung-tam-cong-nghe",
        f'task: "4.2", date: 2025-06-16, state: done, evidence: {proof}',
    )
    assert "04/15 nhiệm vụ" in below(made(sample, "report", *H1)[0], "I.2")[0]


def test_a_value_of_the_period_logged_after_the_close_is_in(sample: Path) -> None:
    add(
        sample,
        "van-phong-so",
        "target: online, date: 2025-06-16, period: 2025-H1, value: 71",
    )
    title = "Hồ sơ nộp trực tuyến từ 70% trở lên"
    assert annex(made(sample, "report", *H1)[0])[title][-2:] == ["71%", "Đạt"]


def test_a_target_of_the_years_end_is_not_missed_in_june(sample: Path) -> None:
    verdicts = {row[-1] for row in annex(made(sample, "report", *H1)[0]).values()}
    assert verdicts == {"Đạt", "Chưa đến hạn"}


def test_the_year_does_not_give_the_values_of_six_months_as_its_own(
    sample: Path,
) -> None:
    out, _ = made(sample, "report", "--year", "2025", "--as-of", "2025-12-16")
    assert annex(out)[ON_TIME][-2:] == [
        "– (6 tháng đầu năm 2025: 98,6%)",
        "Chưa báo cáo",
    ]


def late(root: Path, *entries: str) -> list[str]:
    """The row of task 4.2 in the brief of quarter III, where it is overdue."""
    as_of_july(root)
    if entries:
        add(root, "trung-tam-cong-nghe", *entries)
    out, _ = made(root, "brief", "--quarter", "Q3", "--as-of", "2025-09-16")
    found = next(t for t in tables(out) if "Lý do đơn vị nêu" in t[0])
    return next(row for row in found if row[0] == "4.2")


def test_only_an_obstacle_is_a_reason(sample: Path) -> None:
    assert late(sample)[-1] == "Cổng dịch vụ công của tỉnh chưa mở kết nối thử"
    on = 'task: "4.2", date: 2025-07-10, state: started, note: Đã chạy thử'
    assert late(sample, on)[-1] == "Chưa nêu lý do"


def test_a_request_for_help_stays_when_the_task_is_overdue(sample: Path) -> None:
    as_of_july(sample)
    args = ("--quarter", "Q3", "--as-of", "2025-09-16")
    asked = "Nâng cấp phần mềm một cửa, kết nối Cổng dịch vụ công” (Cổng"
    text = "\n".join(paragraphs(made(sample, "brief", *args)[0]))
    assert asked in text
    add(sample, "trung-tam-cong-nghe", 'task: "4.2", date: 2025-07-10, state: started')
    assert asked not in "\n".join(paragraphs(made(sample, "brief", *args)[0]))


def test_a_count_that_falls_because_an_event_came_again_says_so(sample: Path) -> None:
    as_of_july(sample)
    out, _ = made(sample, "brief", "--quarter", "Q3", "--as-of", "2025-09-16")
    (line,) = [t for t in paragraphs(out) if t.startswith("So với số liệu chốt")]
    assert "phát sinh lần mới, chưa xong: Trình công bố danh mục TTHC mới" in line


def test_the_date_line_is_left_to_whoever_signs(sample: Path) -> None:
    out, _ = made(sample, "report", "--half", "H1", "--as-of", "2025-07-04")
    assert tables(out)[0][1][1] == "Tỉnh Mẫu, ngày … tháng … năm 2025"
    assert not any("ngày 18 tháng 6" in t for t in paragraphs(out))


@pytest.mark.parametrize(
    ("day", "cchc", "basis"),
    [
        ("2019-02-01", True, None),
        ("2019-12-31", True, "Nghị định số 09/2019/NĐ-CP"),
        ("2025-06-30", True, "Công văn số 581/BNV-CCHC"),
        ("2025-06-30", False, "Nghị định số 09/2019/NĐ-CP"),
        ("2025-09-30", True, "Công văn số 4625/BNV-CCHC"),
        ("2026-03-31", False, "Nghị định số 09/2019/NĐ-CP"),
    ],
)
def test_each_day_and_sort_of_plan_has_its_regime(
    day: str, cchc: bool, basis: str | None
) -> None:
    found = regime_of(date.fromisoformat(day), cchc)
    assert (found and found.basis) == basis


def test_the_new_basis_is_cited_and_told_to_be_unverified(sample: Path) -> None:
    out, told = made(sample, "report", "--quarter", "Q3", "--as-of", "2025-09-16")
    assert any(
        "Công văn số 4625/BNV-CCHC ngày 02 tháng 7" in t for t in paragraphs(out)
    )
    assert "chưa đối chiếu" in told
    assert not any("581/BNV" in t for t in paragraphs(out))


def test_a_workspace_says_what_its_regime_is(sample: Path) -> None:
    file = sample / "plans/workspace.yaml"
    own = """\
regimes:
  - basis: Công văn số 4625/BNV-CCHC
    since: 2025-07-02
    about: cchc
    windows: {Q1: 11-30/02-28, H1: 11-30/05-31, Q3: 06-01/08-31, Y: 11-30/11-29}
    reports: [Q1, H1, Q3, Y]
    sent_by: 5
"""
    file.write_text(file.read_text(encoding="utf-8") + own, encoding="utf-8")
    _, told = made(sample, "report", "--quarter", "Q3", "--as-of", "2025-09-16")
    assert "31/08/2025" in told
    assert "đối chiếu" not in told


def test_a_unit_that_is_asked_about_reports_for_itself(sample: Path) -> None:
    out, told = made(sample, "report", *H1, "--unit", "phong-phap-che")
    head = tables(out)[0]
    assert head[0][0].strip() == "SỞ MẪU\nPHÒNG PHÁP CHẾ"
    assert "Kính gửi: Sở Mẫu" in paragraphs(out)
    assert "no letterhead of Phòng Pháp chế" in told
    assert not any("Nguyễn Văn Mẫu" in cell for row in tables(out)[1] for cell in row)


def test_a_unit_may_have_a_letterhead_of_its_own(sample: Path) -> None:
    file = sample / "plans/workspace.yaml"
    own = """\
letterheads:
  - unit: phong-phap-che
    parent: SỞ MẪU
    agency: PHÒNG PHÁP CHẾ
    symbol: PC
    place: Tỉnh Mẫu
    position: [TRƯỞNG PHÒNG]
    signer: Trần Thị Mẫu
"""
    file.write_text(file.read_text(encoding="utf-8") + own, encoding="utf-8")
    out, told = made(sample, "report", *H1, "--unit", "phong-phap-che")
    assert "letterhead" not in told
    assert tables(out)[0][1][0].strip() == "Số:      /BC-PC"
    assert "Trần Thị Mẫu" in tables(out)[1][0][1]


OTHERS = """\
format: 1
id: 2025-khac
title: {title}
decision: {{number: "5", symbol: QĐ-X, signed: 2025-01-02, issuer: {issuer},
  signer: {{name: Lê Văn Khác, position: Chủ tịch}}, title: "Ban hành {title}"}}
period: 2025
tasks:
  - {{id: "1", title: Việc một, leads: [phong-phap-che],
     deadlines: [{{due: 2025-Q1}}]}}
"""


def other(root: Path, issuer: str, title: str) -> None:
    """A plan of somebody else in the workspace."""
    file = root / "plans/2025-khac/decision.yaml"
    file.parent.mkdir()
    file.write_text(OTHERS.format(issuer=issuer, title=title), encoding="utf-8")


@pytest.mark.parametrize(
    ("issuer", "agency", "signer"),
    [
        ("ubnd-tinh-mau", "SỞ MẪU", "Nguyễn Văn Mẫu"),  # reported to the superior
        ("phong-phap-che", "PHÒNG PHÁP CHẾ", "Lê Văn Khác"),  # its own plan
    ],
)
def test_the_letterhead_is_of_whoever_reports(
    sample: Path, issuer: str, agency: str, signer: str
) -> None:
    other(sample, issuer, "Kế hoạch CCHC năm 2025")
    out, _ = made(sample, "report", *H1, "--plan", "2025-khac")
    assert agency in tables(out)[0][0][0]
    assert signer in tables(out)[1][0][1]


def test_a_plan_of_a_stranger_is_reported_by_its_issuer(sample: Path) -> None:
    units = sample / "plans/registers/units.yaml"
    text = units.read_text(encoding="utf-8").replace(
        "groups:\n",
        "  - {id: ubnd-quan-xa, name: Ủy ban nhân dân quận Xa, level: district}\n"
        "groups:\n",
        1,
    )
    units.write_text(text, encoding="utf-8")
    other(sample, "ubnd-quan-xa", "Kế hoạch CCHC năm 2025")
    out, told = made(sample, "report", *H1, "--plan", "2025-khac")
    assert "SỞ MẪU" not in tables(out)[0][0][0]
    assert "no letterhead of Ủy ban nhân dân quận Xa" in told


def test_a_plan_of_another_matter_gets_no_title_and_no_windows_of_reform(
    sample: Path,
) -> None:
    other(sample, "so-mau", "Kế hoạch phòng, chống thiên tai năm 2025")
    out, told = made(sample, "report", *H1, "--plan", "2025-khac")
    text = "\n".join(paragraphs(out))
    assert "cải cách hành chính" not in text
    assert "CCHC" not in text
    assert "Kết quả thực hiện kế hoạch phòng, chống thiên tai năm 2025" in text
    assert "Nghị định số 09/2019/NĐ-CP" in told


ROBOTS = ("đầu việc", "Trong văn bản này", "Không có kiến nghị", "None", "nan%")


@pytest.mark.parametrize(
    "args",
    [
        ("--quarter", "Q1", "--as-of", "2025-03-17"),
        H1,
        ("--quarter", "Q3", "--as-of", "2025-09-16"),
        ("--year", "2025", "--as-of", "2025-12-16"),
    ],
)
@pytest.mark.parametrize("command", ["report", "brief"])
def test_no_word_that_no_office_uses(
    sample: Path, command: str, args: tuple[str, ...]
) -> None:
    out, _ = made(sample, command, *args)
    text = "\n".join(
        [*paragraphs(out), *(c for t in tables(out) for r in t for c in r)]
    )
    assert [word for word in ROBOTS if word in text] == []


def test_short_forms_are_told_in_brackets_at_first_use(sample: Path) -> None:
    (sample / "plans/2025-so-mau/reports/2025-H1.yaml").unlink()
    text = "\n".join(paragraphs(made(sample, "report", *H1)[0]))
    assert text.count("(CCHC)") == 1
    assert text.index("cải cách hành chính (CCHC)") < text.index("CÔNG TÁC CHỈ ĐẠO")


def test_a_report_of_nothing_says_nothing(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    for journal in root.glob("plans/2024-so/progress/*.yaml"):
        journal.unlink()
    out = tmp_path / "r.docx"
    args = ("--quarter", "Q2", "--as-of", "2024-06-18", "--out", out)
    assert run("report", *args, root=root).exit_code == 0
    text = paragraphs(out)
    start = next(i for i, t in enumerate(text) if t.startswith("I. "))
    end = next(i for i, t in enumerate(text) if t.startswith("(Danh mục"))
    heading = re.compile(r"([IV]+\.|\d+\.|\w\)|-) ")
    said = [t for t in text[start:end] if not heading.match(t) and t != "…"]
    assert said == [
        "Đến ngày 14 tháng 6 năm 2024, đã hoàn thành 0/10 nhiệm vụ của Kế hoạch, "
        "đạt 0% kế hoạch."
    ]


def test_the_brief_has_groups_units_and_reasons(tmp_path: Path) -> None:
    out = brief(tmp_path / "r.docx")
    groups = next(t for t in tables(out) if t[0][1] == "Nhóm nhiệm vụ")
    assert groups[2] == ["2", "Cải cách thủ tục hành chính", "3", "0", "2", "2"]
    assert groups[-1][1:] == ["Cộng", "10", "1", "5", "3"]
    rows = next(t for t in tables(out) if "Lý do đơn vị nêu" in t[0])
    assert [row[0] for row in rows[1:]] == ["2.2", "2.1", "1.2"]
    assert rows[1][2:] == [
        "Phòng Cũ (nay là Phòng Hai)",
        "15/03/2024",
        "91",
        "Chưa báo cáo",
    ]
    assert rows[3][5] == "Chưa đủ số liệu của 02 đơn vị <A> & <B>"


@pytest.mark.parametrize("number", [0, 5, 200])
def test_a_field_of_no_few_or_many_tasks(number: int, tmp_path: Path) -> None:
    from cchc.layout import examine

    root = copy_of(tmp_path)
    plan = root / "plans/2024-so/decision.yaml"
    head = plan.read_text(encoding="utf-8").partition("groups:\n")[0]
    tasks = "".join(
        f'  - {{id: "2.{i}", group: "2", title: Việc số {i}, products: [Báo cáo], '
        f"leads: [phong-mot], deadlines: [{{due: 2024-05-31}}]}}\n"
        for i in range(1, number + 1)
    )
    groups = 'groups:\n  - {id: "2", title: Cải cách thủ tục hành chính}\n'
    plan.write_text(f"{head}{groups}tasks: {'[]' if not number else ''}\n{tasks}",
                    encoding="utf-8")  # fmt: skip
    entries = "".join(
        f'  - {{task: "2.{i}", date: 2024-05-20, state: done, '
        f"evidence: [{{document: {i:02}/BC-PM, signed: 2024-05-20}}]}}\n"
        for i in range(1, number, 2)
    )
    for journal in root.glob("plans/2024-so/progress/*.yaml"):
        journal.unlink()
    (root / "plans/2024-so/progress/phong-mot.yaml").write_text(
        f"unit: phong-mot\nentries: {'' if entries else '[]'}\n{entries}",
        encoding="utf-8",
    )
    for command in ("report", "brief"):
        out = tmp_path / f"{command}.docx"
        args = ("--quarter", "Q2", "--as-of", "2024-06-18", "--out", out)
        result = run(command, *args, root=root)
        assert result.exit_code == 0, result.stderr
        assert examine(out.read_bytes(), out.name) == []
    lines = below(tmp_path / "report.docx", "II.2")
    assert lines == {
        0: ["…"],
        5: ["Kết quả cụ thể: Báo cáo số 01/BC-PM ngày 20 tháng 5 năm 2024 (Việc số"
            " 1); Báo cáo số 03/BC-PM ngày 20 tháng 5 năm 2024 (Việc số 3)."],
        200: ["Trong kỳ đã hoàn thành 100 văn bản, sản phẩm."],
    }[number]  # fmt: skip
    late = [t for t in tables(tmp_path / "brief.docx") if "Lý do đơn vị nêu" in t[0]]
    assert [len(t) - 1 for t in late] == {0: [], 5: [3], 200: [6]}[number]


YEAR_BEFORE = """\
format: 1
id: 2024-cu
title: Kế hoạch CCHC năm 2024 của Sở Mẫu
decision: {number: "9", symbol: QĐ-SM, signed: 2024-01-05, issuer: so-mau}
period: 2024
tasks:
  - {id: "1", title: Một, leads: [van-phong-so], deadlines: [{due: 2024-Q1}]}
  - {id: "2", title: Hai, leads: [van-phong-so], deadlines: [{due: 2024-Q2}]}
"""


def test_the_year_is_compared_with_the_year_before(sample: Path) -> None:
    old = sample / "plans/2024-cu"
    (old / "progress").mkdir(parents=True)
    (old / "decision.yaml").write_text(YEAR_BEFORE, encoding="utf-8")
    (old / "progress/van-phong-so.yaml").write_text(
        "unit: van-phong-so\nentries:\n"
        '  - {task: "1", date: 2024-03-01, state: done}\n',
        encoding="utf-8",
    )
    args = ("--year", "2025", "--as-of", "2025-12-16", "--plan", "2025-so-mau")
    text = "\n".join(paragraphs(made(sample, "brief", *args)[0]))
    assert "năm trước hoàn thành 01/02 nhiệm vụ (50%), năm nay" in text
    half = "\n".join(paragraphs(made(sample, "brief", *H1, "--plan", "2025-so-mau")[0]))
    assert "năm trước" not in half


def test_rows_of_one_printed_number_count_as_one_task(sample: Path) -> None:
    plan = sample / "plans/2025-so-mau/decision.yaml"
    text = plan.read_text(encoding="utf-8")
    # 2.4 is done by then, 2.3 is not: together they are one task, not done.
    text = text.replace('  - id: "2.4"\n', '  - id: "2.4"\n    counts_as: "2.3"\n')
    plan.write_text(text, encoding="utf-8")
    out, _ = made(sample, "report", *H1)
    before = below(made(make_sample(sample / "b"), "report", *H1)[0], "I.2")[0]
    after = below(out, "I.2")[0]
    assert ("/15 nhiệm vụ" in before, "/14 nhiệm vụ" in after) == (True, True)
    forms = [t for t in tables(out) if t[0][0] == "STT"]
    assert {row[0]: row[3] for row in forms[0]}["2.1"] == "14"
    assert run("check", "--select", "counts-as-unknown", root=sample).exit_code == 0


def drafted(root: Path, *args: str) -> str:
    """The draft of the office's words, each comment on one line."""
    result = run("report", *args, "--draft", "--force", root=root)
    assert result.exit_code == 0, result.stderr
    shape = {"--half": f"-{args[1]}", "--quarter": f"-{args[1]}"}.get(args[0], "")
    file = root / f"plans/2025-so-mau/reports/2025{shape}.yaml"
    text = file.read_text(encoding="utf-8")
    return re.sub(r"\n  # (?!cchc: |\w\. |\w\) |[IV]+\. )", " ", text)


def test_the_draft_sets_the_half_year_against_the_targets_of_the_plan(
    sample: Path,
) -> None:
    text = drafted(sample, *H1)
    assert "“Người dân hài lòng trên 95%”: 95,4%; mục tiêu trên 95%: đạt." in text
    assert (
        "“Hồ sơ nộp trực tuyến từ 70% trở lên”: 66,8%; mục tiêu từ 70% trở lên: chưa "
        "đạt mức của năm, còn trong thời hạn, còn cách 3,2 điểm phần trăm." in text
    )
    assert "Tập trung các chỉ tiêu chưa đạt mức của năm: Hồ sơ nộp trực tuyến" in text


def statistics(root: Path, plan: str, period: str, **values: float) -> None:
    """The statistics of a period of a plan; `r1_1` is row 1:1."""
    folder = root / "plans" / plan / "statistics"
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(
        f'  - {{row: "{name[1:].replace("_", ":", 1).replace("_", ".")}", '
        f"value: {value}}}\n"
        for name, value in values.items()
    )
    text = f"period: {period}\nvalues:\n{rows}"
    (folder / f"{period}.yaml").write_text(text, encoding="utf-8")


def year_before(root: Path) -> None:
    """The plan of the year before, of the same office."""
    (root / "plans/2024-cu").mkdir(parents=True)
    file = root / "plans/2024-cu/decision.yaml"
    file.write_text(YEAR_BEFORE, encoding="utf-8")


def test_statistics_are_set_against_the_report_and_the_year_before(
    sample: Path,
) -> None:
    year_before(sample)
    statistics(sample, "2024-cu", "2024-H1", r3_3_1_1=100, r3_3_1_2=95, r1_1=9)
    plan = ("--plan", "2025-so-mau")
    text = drafted(sample, *H1, *plan)
    name = "tỷ lệ hồ sơ TTHC do các sở, ngành tiếp nhận được giải quyết đúng hạn"
    assert (
        f"So với kỳ báo cáo trước (quý I năm 2025): {name} 98,61%, tăng 1,51 điểm "
        "phần trăm (từ 97,1%)." in text
    )
    assert (
        f"So với cùng kỳ năm trước (6 tháng đầu năm 2024): {name} 98,61%, tăng 3,61 "
        "điểm phần trăm (từ 95%)." in text
    )
    shown = run("statistics", *H1, *plan, "--format", "json", root=sample)
    rows = {row["row"]: row for row in json.loads(shown.stdout)["rows"]}
    assert (rows["1:1"]["year_before"], rows["1:1"]["previous"]) == (9, None)
    assert rows["3:3.1"]["year_before"] == 95
    assert rows["4:2.1"]["previous"] == 86  # what stays compares with any report
    assert rows["1:5"]["year_before"] is None  # a code is no figure


def test_statistics_of_a_year_compare_with_the_year_before_alone(
    sample: Path,
) -> None:
    year_before(sample)
    statistics(sample, "2024-cu", "2024", r3_3_1_1=100, r3_3_1_2=99)
    statistics(sample, "2025-so-mau", "2025", r3_3_1_1=200, r3_3_1_2=190)
    args = ("--year", "2025", "--as-of", "2025-12-16", "--plan", "2025-so-mau")
    text = drafted(sample, *args)
    assert "So với năm trước: tỷ lệ hồ sơ" in text
    assert "95%, giảm 4 điểm phần trăm (từ 99%)." in text


def test_statistics_of_another_office_are_not_compared_with(sample: Path) -> None:
    year_before(sample)
    file = sample / "plans/2024-cu/decision.yaml"
    text = file.read_text(encoding="utf-8").replace("so-mau", "ubnd-tinh-mau")
    file.write_text(text, encoding="utf-8")
    statistics(sample, "2024-cu", "2024-H1", r3_3_1_1=100, r3_3_1_2=95)
    text = drafted(sample, *H1, "--plan", "2025-so-mau")
    assert "cùng kỳ năm trước" not in text


def test_a_short_form_inside_a_symbol_is_not_spelt_out() -> None:
    shorten = Abbreviations()
    text = "Kế hoạch số 277/KH-UBND của UBND xã"
    assert shorten(text) == "Kế hoạch số 277/KH-UBND của Ủy ban nhân dân (UBND) xã"
