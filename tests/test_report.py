"""`cchc report`: which report, what it says, and that nothing unsafe gets through."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from build_templates import FILES, package
from conftest import REPOSITORY
from hypothesis import given
from hypothesis import strategies as st
from report_helpers import (
    AS_OF,
    OFFICE,
    TEMPLATES,
    brief,
    changed,
    copy_of,
    paragraphs,
    report,
    run,
    tables,
)

from cchc.dates import Period, parse_period
from cchc.dates.workdays import Workdays
from cchc.models.goals import Goal
from cchc.models.journal import Journal
from cchc.models.plan import Plan, Target
from cchc.models.units import UnitRegister
from cchc.problems import CchcError
from cchc.reporting import Reporter, around, choose
from cchc.reporting.content import items
from cchc.reporting.happened import Close
from cchc.reporting.targets import Verdict, results
from cchc.reporting.windows import regime_of, shape_of, window_of
from cchc.status import Setting, Status, evaluate
from cchc.status.measures import Measure
from cchc.units import Units
from cchc.views.word.report import NAMES
from cchc.views.word.sentences import (
    count,
    decision,
    long_date,
    report_period,
    who,
)
from cchc.views.word.template import Imprint, cleaned, fill, packed

NOBODY = Reporter("so-vi-du", Units(UnitRegister()), Workdays())
TEMPLATE = (TEMPLATES / "bao-cao.docx").read_bytes()
OPENING = r"\{\{ report\.title \}\}"


def plan(period: str = "2024", **more: object) -> Plan:
    """A plan without tasks."""
    decision = {"number": "1", "symbol": "QĐ", "signed": "2024-01-05", "issuer": "so"}
    return Plan.model_validate(
        {"format": 1, "id": "p", "title": "Kế hoạch CCHC", "decision": decision}
        | {"period": period}
        | more
    )


@pytest.mark.parametrize(
    ("shape", "period", "start", "end", "due"),
    [
        ("Q1", "2024-Q1", "2023-12-15", "2024-03-14", "2024-03-20"),
        ("Q2", "2024-H1", "2023-12-15", "2024-06-14", "2024-06-20"),
        ("H1", "2024-H1", "2023-12-15", "2024-06-14", "2024-06-20"),
        ("Q3", "2024-Q3", "2024-06-15", "2024-09-14", "2024-09-20"),
        ("Q4", "2024", "2023-12-15", "2024-12-14", "2024-12-20"),
        ("Y", "2024", "2023-12-15", "2024-12-14", "2024-12-20"),
        ("H2", "2024", "2023-12-15", "2024-12-14", "2024-12-20"),
    ],
)
def test_a_quarter_means_the_report_that_the_regime_asks_for(
    shape: str, period: str, start: str, end: str, due: str
) -> None:
    periodic = choose(plan(), shape, 2024, NOBODY)
    assert periodic.period.text == period
    assert periodic.window.text == f"{start}/{end}"
    assert periodic.due == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("duty", "shape", "period", "window", "due"),
    [
        ("2024-Q2 quý II", "Q2", "2024-Q2", "2024-03-15/2024-06-14", "2024-06-20"),
        ("2024-Q2 6 tháng", "Q2", "2024-H1", "2023-12-15/2024-06-14", "2024-06-20"),
        (
            "2024-Q3 9 tháng",
            "Q3",
            "2024-01/2024-09",
            "2023-12-15/2024-09-14",
            "2024-09-20",
        ),
        ("2024-05 tháng 5", "Q1", "2024-Q1", "2023-12-15/2024-03-14", "2024-03-20"),
        (
            "2024-H1 6 tháng@2024-05-31",
            "Q2",
            "2024-H1",
            "2023-12-15/2024-05-30",
            "2024-05-31",
        ),
        (
            "2024-H1 6 tháng@2023-05-31",
            "Q2",
            "2024-H1",
            "2023-12-15/2024-06-14",
            "2024-06-20",
        ),
    ],
)
def test_the_plans_own_report_comes_first(
    duty: str, shape: str, period: str, window: str, due: str
) -> None:
    head, _, day = duty.partition("@")
    of, _, name = head.partition(" ")
    printed = {"period": of, "name": name, "due": day or None}
    periodic = choose(plan(reports=[printed]), shape, 2024, NOBODY)
    found = (
        periodic.period.text,
        periodic.window.text,
        periodic.due and periodic.due.isoformat(),
    )
    assert found == (period, window, due)


def test_a_sending_date_of_another_year_is_told_and_not_taken() -> None:
    duty = {"period": "2024-H1", "name": "6 tháng", "due": "2023-05-31"}
    periodic = choose(plan(reports=[duty]), "H1", 2024, NOBODY)
    assert "2023-05-31" in str(periodic.notes[0])


def test_windows_of_a_year_leave_no_day_out() -> None:
    reports = [
        {"period": "2024-H1", "name": "6 tháng", "due": "2024-05-31"},
        {"period": "2024-Q3", "name": "quý III"},
    ]
    value = plan(reports=reports)
    periodic = choose(value, "Q3", 2024, NOBODY)
    assert periodic.window.start == date(2024, 5, 31)
    before, after = around(periodic, value, NOBODY)
    assert before is not None
    assert before.period.text == "2024-H1"
    assert after.window.end > periodic.window.end


def test_a_plan_that_does_not_run_then_has_no_report() -> None:
    with pytest.raises(CchcError, match="does not run in 2025-Q1"):
        choose(plan(), "Q1", 2025, NOBODY)


@given(st.integers(2020, 2090), st.integers(1, 12))
def test_windows_of_months_follow_each_other(year: int, month: int) -> None:
    regime = regime_of(date(year, month, 1))
    assert regime is not None
    window = window_of(f"M{month:02}", year, regime)
    assert window is not None
    assert (window.start.day, window.end) == (15, date(year, month, 14))


@pytest.mark.parametrize(
    ("text", "shape"),
    [("2024-Q4", "Q4"), ("2024", "Y"), ("2024-01/2024-09", "9M"), ("2024-05", "M05"),
     ("2024-01-05", None), ("2023/2024", None), ("2024-02/2024-05", None),
     ("2024-01-05/..", None)],
)  # fmt: skip
def test_shape_of_a_period(text: str, shape: str | None) -> None:
    assert shape_of(parse_period(text)) == shape


def test_before_the_first_regime_a_period_is_its_own_window() -> None:
    periodic = choose(plan("2018"), "Q1", 2018, NOBODY)
    assert periodic.window == Period(date(2018, 1, 1), date(2018, 3, 31), "2018-Q1")
    assert periodic.due is None


def schedule(year: int, **more: object) -> dict[str, object]:
    """30 % in a year."""
    return {"schedule": [{"year": year, "at_least": 30}], "unit": "%"} | more


def steps(*years: int, **more: object) -> dict[str, object]:
    """30 % in each year; what rises yearly does so after the last."""
    found = [{"year": year, "at_least": 30} for year in years]
    return {"schedule": found, "unit": "%"} | more


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        ({"at_least": 99, "unit": "%"}, 99.0, Verdict.MEETS),
        ({"at_least": 99, "unit": "%"}, 98.9, Verdict.MISSES),
        ({"more_than": 95, "unit": "%"}, 95.0, Verdict.MISSES),
        ({"at_most": 5, "unit": "ngày"}, 5.5, Verdict.MISSES),
        ({"at_most": 5, "unit": "ngày"}, 5.0, Verdict.MEETS),
        ({"less_than": 5, "unit": "ngày"}, 5.0, Verdict.MISSES),
        ({"exactly": 1, "unit": "TTHC"}, 1.0, Verdict.MEETS),
        ({"exactly": 1, "unit": "TTHC"}, 2.0, Verdict.MISSES),
        ({"rank": 5}, 6.0, Verdict.MISSES),
        ({"rank": 5}, 4.0, Verdict.MEETS),
        ({"better_than": "2023"}, 8.0, Verdict.MISSES),
        ({"better_than": "2023"}, 6.0, Verdict.MEETS),
        ({"rise": 5, "unit": "%", "against": "2022"}, 90.0, Verdict.NOT_COMPARABLE),
        ({"fall": 2, "unit": "%", "against": "2023"}, 5.0, Verdict.MEETS),
        ({"rise": 2, "unit": "%", "against": "2023"}, 8.0, Verdict.MISSES),
        ({"qualitative": "có công khai"}, 1.0, Verdict.NOT_COMPARABLE),
        (schedule(2022, yearly_rise=20), 69.0, Verdict.MISSES),
        (schedule(2022, yearly_rise=20), 70.0, Verdict.MEETS),
        (schedule(2025), 70.0, Verdict.NOT_COMPARABLE),
        (steps(2022, 2026, yearly_rise=20), 30.0, Verdict.MEETS),
        (schedule(2022) | {"unit": "hồ sơ"}, 29.0, Verdict.MISSES),
    ],
)  # fmt: skip
def test_a_verdict_follows_the_form_of_the_goal(
    goal: dict[str, object], value: float, verdict: Verdict
) -> None:
    target = Target(id="t", title="T", indicator="rank", goal=Goal.model_validate(goal))
    measured = [
        Measure("t", parse_period("2023"), 7.0, date(2024, 1, 5), "u", None),
        Measure("t", parse_period("2024"), value, date(2024, 6, 5), "u", None),
    ]
    close = Close(date(2024, 12, 14), date(2024, 12, 31))
    value_of = plan().model_copy(update={"targets": (target,)})
    found = results(value_of, {"t": measured}, close, frozenset({"rank"}))
    assert found[0].verdict is verdict


def test_a_value_of_an_earlier_report_is_not_reported_again() -> None:
    target = Target(id="t", title="T", goal=Goal(at_least=1, unit="%"))
    old = Measure("t", parse_period("2024-Q1"), 2.0, date(2024, 4, 1), "u", None)
    value = plan().model_copy(update={"targets": (target,)})
    close = Close(date(2024, 9, 14), date(2024, 9, 30))
    found = results(value, {"t": [old]}, close, frozenset())
    assert (found[0].verdict, found[0].earlier) == (Verdict.NOT_REPORTED, old)


def test_what_falls_due_after_the_cut_off_is_not_yet_due(tmp_path: Path) -> None:
    out = tmp_path / "r.docx"
    result = run("report", "--year", "2024", "--as-of", "2024-12-31", "--out", out)
    assert result.exit_code == 0
    annex = next(t for t in tables(out) if "Tình trạng" in t[0])
    status = {row[0]: row[5] for row in annex}
    assert status["3.2"] == "Chưa đến hạn"  # due 25/12, data close 14/12
    assert status["3.1"] == "Quá hạn 167 ngày"


def test_entries_after_the_cut_off_do_not_exist(tmp_path: Path) -> None:
    later = run(
        "report",
        "--quarter",
        "Q2",
        "--as-of",
        "2024-08-01",
        "--out",
        tmp_path / "r.docx",
    )
    assert later.exit_code == 0
    annex = next(t for t in tables(tmp_path / "r.docx") if "Tình trạng" in t[0])
    assert {row[0]: row[5] for row in annex}["3.1"] == "Chưa đến hạn"


def test_without_journals_nothing_is_called_done(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    for journal in root.glob("plans/2024-so/progress/*.yaml"):
        journal.unlink()
    text = "\n".join(paragraphs(report(tmp_path / "r.docx", root=root)))
    assert "đã hoàn thành 0/10 nhiệm vụ của Kế hoạch, đạt 0% kế hoạch." in text


def test_an_empty_plan_gives_a_report(tmp_path: Path) -> None:
    text = paragraphs(report(tmp_path / "r.docx", "--plan", "2024-trong"))
    assert any("đã hoàn thành 0/0 nhiệm vụ của Kế hoạch" in line for line in text)


def test_a_report_on_one_unit(tmp_path: Path) -> None:
    out = report(tmp_path / "r.docx", "--unit", "phong mot")
    assert any("Phòng Một báo cáo kết quả công tác" in t for t in paragraphs(out))
    annex = next(t for t in tables(out) if "Tình trạng" in t[0])
    assert {row[0] for row in annex[1:]} >= {"1.2", "2.1", "3.3"}
    assert "1.1" not in {row[0] for row in annex}


def test_two_runs_are_equal_byte_for_byte(tmp_path: Path) -> None:
    first, second = report(tmp_path / "a.docx"), report(tmp_path / "b.docx")
    assert first.read_bytes() == second.read_bytes()


def test_titles_come_through_whatever_they_hold(tmp_path: Path) -> None:
    found = tables(report(tmp_path / "r.docx"))
    annex = next(t for t in found if "Tình trạng" in t[0])
    assert any(row[1] == "Rà soát thủ tục <A & B>" for row in annex)
    assert cleaned({"a": ["x\x00\x0b<&>\u2028y\ud800"]}) == {"a": ["x <&> y "]}


def test_charts_are_native_parts_of_the_brief(tmp_path: Path) -> None:
    with zipfile.ZipFile(brief(tmp_path / "r.docx")) as archive:
        charts = [n for n in archive.namelist() if n.startswith("word/charts/")]
        assert len(charts) == 1
        first = archive.read(charts[0]).decode("utf-8")
    assert "Chính quyền điện tử &lt;số&gt; &amp; dữ liệu" in first


def test_what_units_send_to_the_office_does_not_bind_the_office() -> None:
    units = Units(
        UnitRegister.model_validate(
            {
                "units": [
                    {"id": "so", "name": "Sở", "level": "province"},
                    {"id": "vp", "name": "VP", "level": "internal", "parent": "so"},
                ]
            }
        )
    )
    duty = {"period": "2024-H1", "name": "6 tháng", "due": "2024-05-31"}
    to_office = duty | {"recipient": "vp", "owners": ["vp"]}
    reporter = Reporter("so", units, Workdays())
    assert choose(plan(reports=[to_office]), "H1", 2024, reporter).due == date(
        2024, 6, 20
    )
    upward = duty | {"recipient": "ubnd", "owners": ["so"]}
    assert choose(plan(reports=[upward]), "H1", 2024, reporter).due == date(2024, 5, 31)


def test_a_sending_date_on_a_day_off_closes_before_the_working_day() -> None:
    duty = {"period": "2024-H1", "name": "6 tháng", "due": "2024-06-02"}  # a Sunday
    periodic = choose(plan(reports=[duty]), "H1", 2024, NOBODY)
    assert periodic.window.end == date(2024, 5, 30)


@pytest.mark.parametrize(
    ("signed", "number", "words"),
    [
        ("2024-01-05", "12", "Quyết định số 12/QĐ-SVD ngày 05 tháng 01 năm 2024 của"),
        ("2024-10", None, "Quyết định số       /QĐ-SVD tháng 10 năm 2024 của"),
        ("2024", "12", "Quyết định số 12/QĐ-SVD năm 2024 của"),
        (None, "12", "Quyết định số 12/QĐ-SVD của"),
    ],
)
def test_a_decision_is_cited_as_far_as_the_source_tells(
    signed: str | None, number: str | None, words: str
) -> None:
    value = {"number": number, "symbol": "QĐ-SVD", "signed": signed, "issuer": "so"}
    found = plan(decision=value | {"title": "Ban hành Kế hoạch"})
    cited = decision(found.decision, found, NOBODY.units)
    assert cited == f"{words} so về ban hành Kế hoạch"


def test_odd_periods_are_named_by_their_days() -> None:
    assert report_period(parse_period("2024-05"), "M05") == "tháng 5 năm 2024"
    assert report_period(parse_period("2024-01-02/2024-02-03"), None) == (
        "từ ngày 02 tháng 01 năm 2024 đến ngày 03 tháng 02 năm 2024"
    )


@pytest.mark.parametrize(
    ("silent", "words"),
    [(6, "Các ban (06 đơn vị)"), (5, "Các ban (5/6 đơn vị)"), (2, "Ban 5; Ban 6")],
)
def test_many_members_of_a_group_are_counted_not_named(silent: int, words: str) -> None:
    ids = [f"ban-{i}" for i in range(1, 7)]
    register = UnitRegister.model_validate(
        {
            "units": [
                {"id": one, "name": f"Ban {one[-1]}", "level": "other"} for one in ids
            ],
            "groups": [{"id": "g", "name": "Các ban", "members": [{"units": ids}]}],
        }
    )
    task = {"id": "1", "title": "T", "leads": ["g"], "deadlines": [{"due": "2024-Q1"}]}
    entry = {"task": "1", "date": "2024-03-01", "state": "done"}
    entry["evidence"] = [{"document": "x"}]
    journals = [
        Journal.model_validate({"unit": one, "entries": [entry]})
        for one in ids[: 6 - silent]
    ]
    value = plan(tasks=[task])
    setting = Setting(date(2024, 6, 14), Units(register), Workdays())
    every = evaluate(value, journals, setting)
    late = [one for one in every if one.status is Status.OVERDUE]
    (item,) = items(value, late, every)
    assert who(item, Units(register)) == words


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    out = tmp_path / "file" / "r.docx"
    result = run("report", "--quarter", "Q2", *AS_OF, "--out", out)
    assert result.exit_code == 2
    assert "cannot be" in result.stderr


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("r.pdf", "end with .docx"),
        ("r", "end with .docx"),
        ("folder", "is a folder"),
        ("folder.docx", "is a folder"),
        ("file/r.docx", "a file stands where a folder must"),
        ("x" * 300 + ".docx", "the name is too long"),
        ("own.docx", "is the template itself"),
        ("link.docx", "is the template itself"),
    ],
)
def test_what_can_be_no_report_is_refused_and_left_alone(
    name: str, words: str, tmp_path: Path
) -> None:
    for folder in ("folder", "folder.docx"):
        (tmp_path / folder).mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    own = tmp_path / "own.docx"
    own.write_bytes((REPOSITORY / "templates/bao-cao.docx").read_bytes())
    (tmp_path / "link.docx").symlink_to(own)
    before, there = own.read_bytes(), sorted(tmp_path.rglob("*"))
    args = ["--quarter", "Q2", *AS_OF, "--template", own, "--force"]
    result = run("report", *args, "--out", tmp_path / name)
    assert result.exit_code == 2
    assert words in result.stderr.splitlines()[-1]
    assert (own.read_bytes(), sorted(tmp_path.rglob("*"))) == (before, there)


def test_the_default_name_tells_plan_and_period(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("report", "--quarter", "q2", *AS_OF, root=OFFICE.absolute())
    assert result.stdout == "bao-cao-2024-so-2024-Q2.docx\n"
    again = run("report", "--quarter", "Q2", *AS_OF, root=OFFICE.absolute())
    assert (again.exit_code, "--force" in again.stderr) == (2, True)
    forced = run("report", "--quarter", "Q2", *AS_OF, "--force", root=OFFICE.absolute())
    assert forced.exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "say which report"),
        (["--quarter", "Q5"], "Q5 is no quarter"),
        (["--half", "H3"], "H3 is no half-year"),
        (["--quarter", "Q1", "--half", "H1"], "not both"),
        (["--quarter", "Q2", "--year", "2030"], "does not run"),
        (["--quarter", "Q2", "--plan", "nope"], "there is no plan nope"),
        (["--quarter", "Q2", "--unit", "nobody"], "no unit is called nobody"),
        (["--quarter", "Q2", "--as-of", "2023-01-01"], "starts on"),
        (["--quarter", "Q2", "--template", "none.docx"], "cannot be read"),
    ],
)
def test_a_bad_request_is_one_line_and_writes_nothing(
    args: list[str], words: str, tmp_path: Path
) -> None:
    result = run("report", *args, "--out", tmp_path / "r.docx")
    assert result.exit_code == 2
    assert words in result.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{{ report.openning }}", "unknown name in “{{ report.openning }}”"),
        ("{{ nothing }}", "unknown name in “{{ nothing }}”"),
        ("{{ report.opening ", "wrong tag in"),
        ("{{ report.opening|nofilter }}", "wrong tag in"),
        ("{{ report.__class__.__mro__ }}", "reaches for what a template may not use"),
        ("{{ charts.groups.__init__.__globals__ }}", "reaches for"),
        ("{% for i in range(10**9) %}x{% endfor %}", "cannot be computed"),
        ("{% include 'x' %}", "cannot be computed"),
        ("{%p if overdue %}", "wrong tag in"),
    ],
)
def test_a_wrong_tag_is_told_with_its_paragraph(
    change: str, words: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(changed(TEMPLATE, (OPENING, change)))
    out = tmp_path / "r.docx"
    result = run("report", "--quarter", "Q2", *AS_OF, "--template", own, "--out", out)
    assert result.exit_code == 2
    line = result.stderr.splitlines()[-1]
    assert line.startswith("cchc: own.docx: ")
    assert words in line
    assert not out.exists()


def test_tags_that_tear_a_table_apart_are_told(tmp_path: Path) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "r.docx"
    number, title = r"\{\{ letterhead.number \}\}", r"\{\{ report.title \}\}"
    own.write_bytes(
        changed(TEMPLATE, (number, "{% if overdue == 1 %}"), (title, "{% endif %}"))
    )
    result = run("report", "--quarter", "Q2", *AS_OF, "--template", own, "--out", out)
    assert (result.exit_code, out.exists()) == (2, False)
    assert "do not pair up" in result.stderr


def test_a_wrong_tag_in_a_header_is_told(tmp_path: Path) -> None:
    own, out = tmp_path / "own.docx", tmp_path / "r.docx"
    change = ("</w:pPr>", "</w:pPr><w:r><w:t>{{ nobody }}</w:t></w:r>")
    own.write_bytes(changed(TEMPLATE, change, part="word/header2.xml"))
    result = run("report", "--quarter", "Q2", *AS_OF, "--template", own, "--out", out)
    assert result.exit_code == 2
    assert "“{{ nobody }}”" in result.stderr


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr("word/document.xml", b"0" * 70_000_000)
    return out.getvalue()


MISSING = (
    "</Relationships>",
    '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/image" Target="media/image1.png"/></Relationships>',
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"hello", "is no Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "save it as .docx"),
        (_bomb(), "unfolds to more than 16 MB"),
        (changed(TEMPLATE, ("<w:body>", "<w:body><w:p>")), "is damaged"),
        (changed(TEMPLATE, MISSING, part="word/_rels/document.xml.rels"), "image1.png"),
        (TEMPLATE[:5000], "is damaged"),
    ],
)
def test_a_template_that_is_no_word_file(
    data: bytes, words: str, tmp_path: Path
) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(data)
    out = tmp_path / "r.docx"
    result = run("report", "--quarter", "Q2", *AS_OF, "--template", own, "--out", out)
    assert (result.exit_code, out.exists()) == (2, False)
    assert words in result.stderr.splitlines()[-1]


def test_a_broken_entry_among_good_ones_is_told_and_the_report_fails(
    tmp_path: Path,
) -> None:
    root = copy_of(tmp_path)
    journal = root / "plans/2024-so/progress/phong-hai.yaml"
    text = journal.read_text(encoding="utf-8")
    journal.write_text(
        text + '  - {task: "3.1", date: 2024-13-01, state: done}\n', encoding="utf-8"
    )
    out = tmp_path / "r.docx"
    result = run("report", "--quarter", "Q2", *AS_OF, "--out", out, root=root)
    assert result.exit_code == 1
    assert "plans/2024-so/progress/phong-hai.yaml:6" in result.stderr


def test_a_workspace_without_letterhead_gets_blanks_and_a_word(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    (root / "plans/workspace.yaml").unlink()
    out = tmp_path / "r.docx"
    result = run(
        "report",
        "--quarter",
        "Q2",
        "--plan",
        "2024-so",
        *AS_OF,
        "--out",
        out,
        root=root,
    )
    assert result.exit_code == 0
    assert "has no letterhead" in result.stderr
    assert "SỞ VÍ DỤ" in tables(out)[0][0][0]


def test_every_name_of_the_context_is_explained() -> None:
    from cchc.views.word import report as view

    shown = run("report", "--explain-context")
    assert shown.exit_code == 0
    assert all(f"  {name} " in shown.stdout for name in NAMES)
    source = Path(view.__file__).read_text(encoding="utf-8")
    keys = set(re.findall(r'^        "(\w+)": ', source, flags=re.M))
    assert {name.partition(".")[0] for name in NAMES} <= keys | {"letterhead"}


def test_the_templates_use_only_explained_names() -> None:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    used = set(re.findall(r"\{\{ (\w+\.\w+) \}\}", text))
    own = {"g", "u", "t", "r", "s", "f", "loop"}
    assert {name for name in used if name.partition(".")[0] not in own} <= set(NAMES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_shipped_templates_are_what_their_source_builds(name: str) -> None:
    assert packed((TEMPLATES / name).read_bytes()) == packed(package(FILES[name]()))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2024, 2, 10), "ngày 10 tháng 02 năm 2024"),
        (date(2024, 12, 1), "ngày 01 tháng 12 năm 2024"),
    ],
)
def test_dates_take_zeros_by_the_decree(day: date, text: str) -> None:
    assert long_date(day) == text


def test_small_numbers_take_a_zero() -> None:
    assert [count(n) for n in (0, 7, 12, 1323)] == ["0", "07", "12", "1.323"]


def test_a_line_break_in_a_value_stays_one() -> None:
    body = "<w:p><w:r><w:t>{{ x|join('\\n') }}</w:t></w:r></w:p>"
    filled = fill(
        package(body), "x", lambda part: {"x": ["a", "b"]}, Imprint("t", "a", date.max)
    )
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        assert b"<w:br/>" in archive.read("word/document.xml")
