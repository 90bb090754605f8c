"""The site: every page and link, hostile texts, sizes, the same bytes."""

from __future__ import annotations

import html
import json
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import REPOSITORY, make_workspace
from site_pages import Page, dead_links, hostile_workspace, pages
from typer.testing import Result

Run = Callable[..., Result]
DAY = "2025-07-10"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from typer.testing import CliRunner

    from cchc.cli.app import app

    root = tmp_path_factory.mktemp("kho") / "mau"
    CliRunner().invoke(app, ["init", str(root), "--sample"], catch_exceptions=False)
    return root


def make(run: Run, root: Path, out: Path, *more: str, lang: str = "vi") -> Path:
    done = run("site", "--root", root, "--out", out, "--as-of", DAY, *more, lang=lang)
    assert done.exit_code == 0, done.output
    return out


def test_every_link_leads_somewhere_in_the_folder(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = make(run, sample, tmp_path / "site")
    assert dead_links(out) == []
    assert len(pages(out)) > 40


def test_ids_of_a_page_are_each_its_own(run: Run, sample: Path, tmp_path: Path) -> None:
    for name, page in pages(make(run, sample, tmp_path / "site")).items():
        assert len(page.ids) == len(set(page.ids)), name


def test_every_kind_of_page_is_there_and_says_its_day(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = make(run, sample, tmp_path / "site")
    wanted = {
        "index", "overdue", "plans", "units", "fields", "calendar", "targets", "years",
        "cascade", "reports", "findings", "method", "search", "calendar/2025-06",
        "plans/2025-so-mau/index", "plans/2025-so-mau/fields",
        "plans/2025-so-mau/targets", "plans/2025-so-mau/task-2.4",
        "units/van-phong-so", "overdue/phong-phap-che",
    }  # fmt: skip
    found = pages(out)
    assert {f"{name}.html" for name in wanted} - set(found) == set()
    for name in found:
        assert "10/07/2025" in (out / name).read_text(encoding="utf-8"), name


def test_the_page_of_a_task_tells_words_meaning_rule_and_journal(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = make(run, sample, tmp_path / "site")
    text = (out / "plans/2025-so-mau/task-2.4.html").read_text(encoding="utf-8")
    for words in ("Ngày 20 hằng tháng", "hằng tháng, chậm nhất ngày 20",
                  "Mỗi kỳ một đầu việc", "60/BC-SM", "20/06/2025 ▲"):  # fmt: skip
        assert words in text


TWO_FIELDS = """\
format: 1
id: {id}
title: KH {id}
period: 2025
decision: {{number: '1', symbol: QĐ, signed: 2025-01-05, issuer: so-mau}}
groups:
  - {{id: "1", title: Nhóm {id}, field: procedures}}
  - {{id: "2", title: Nhóm riêng {id}}}
tasks:
  - {{id: "1.1", group: "1", title: A, leads: [phong-a], deadlines: [{{due: 2025-01}}]}}
  - {{id: "1.2", group: "1", title: B, leads: [phong-a], field: digital,
     deadlines: [{{due: 2025-12}}]}}
  - {{id: "2.1", group: "2", title: C, leads: [phong-b], deadlines: [{{due: 2025-01}}]}}
"""


def test_a_field_stands_once_whatever_plans_call_their_groups(
    run: Run, tmp_path: Path
) -> None:
    root = tmp_path / "kho"
    make_workspace(root, TWO_FIELDS.format(id="ke-hoach"))
    (root / "plans/khac").mkdir()
    other = TWO_FIELDS.format(id="khac")
    (root / "plans/khac/decision.yaml").write_text(other, encoding="utf-8")
    out = make(run, root, tmp_path / "site")
    text = (out / "fields.html").read_text(encoding="utf-8")
    fields, _, groups = text.partition('<table id="groups"')
    heads = re.findall('<th scope="col" class="n">([^<]+)', fields)
    assert heads == ["Cải cách thủ tục hành chính", "Xây dựng và phát triển chính "
                     "quyền điện tử, chính quyền số", "Cộng"]  # fmt: skip
    row = re.search('<tr id="u-phong-a">.*?</tr>', fields, re.S)
    assert row is not None
    cells = [re.sub("<[^>]+>", "", c) for c in re.findall("<td.*?</td>", row[0], re.S)]
    assert cells == ["Phòng A", "0/2 ▲2", "0/0", "0/2 ▲2"]
    for plan in ("ke-hoach", "khac"):
        assert f">2. Nhóm riêng {plan}<" in groups
    assert "phong-b" not in fields.partition('id="fields"')[2]


def test_the_page_of_a_unit_has_a_table_of_each_plan(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "kho"
    make_workspace(root, TWO_FIELDS.format(id="ke-hoach"))
    (root / "plans/khac").mkdir()
    other = TWO_FIELDS.format(id="khac")
    (root / "plans/khac/decision.yaml").write_text(other, encoding="utf-8")
    out = make(run, root, tmp_path / "site")
    text = (out / "units/phong-a.html").read_text(encoding="utf-8")
    tables = dict(re.findall('<table id="(p-[^"]+)"(.*?)</table>', text, re.S))
    tasks = {
        plan: re.findall(r"task-([\d.]+)\.html", table)
        for plan, table in tables.items()
    }
    assert tasks == {"p-khac": ["1.1", "1.2"], "p-ke-hoach": ["1.1", "1.2"]}


def test_what_is_most_urgent_is_that_of_running_plans_then_the_longest_late(
    run: Run, tmp_path: Path
) -> None:
    root = tmp_path / "kho"
    make_workspace(root, TWO_FIELDS.format(id="ke-hoach"))
    (root / "plans/cu").mkdir()
    old = TWO_FIELDS.format(id="cu").replace("2025", "2024")
    (root / "plans/cu/decision.yaml").write_text(old, encoding="utf-8")
    out = make(run, root, tmp_path / "site")
    text = (out / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"plans/([a-z-]+)/task-([\d.]+)\.html", text)
    assert found == [
        ("ke-hoach", "1.1"), ("ke-hoach", "2.1"),
        ("cu", "1.1"), ("cu", "2.1"), ("cu", "1.2"),
    ]  # fmt: skip


def test_figures_are_those_of_status(run: Run, sample: Path, tmp_path: Path) -> None:
    out = make(run, sample, tmp_path / "site")
    told = run("status", "--root", sample, "--as-of", DAY, "--format", "json")
    status = json.loads(told.stdout)
    record = json.loads((out / "data/site.json").read_text(encoding="utf-8"))
    data = (out / "data/2025-so-mau.json").read_text(encoding="utf-8")
    assert json.loads(data) == status
    (plan,) = record["plans"]
    assert (plan["done"], plan["due"]) == (
        status["rates"]["done"],
        status["rates"]["due"],
    )
    assert plan["overdue"] == status["summary"]["overdue"]
    assert sum(plan["four_states"].values()) == plan["tasks"] == 15


@pytest.mark.parametrize("day", ["2025-06-30", "2025-07-04", "2025-09-20"])
def test_the_last_bar_of_the_trend_is_what_is_overdue_today(
    run: Run, sample: Path, tmp_path: Path, day: str
) -> None:
    when = ("--root", sample, "--as-of", day)
    assert run("site", *when, "--out", tmp_path / "site").exit_code == 0
    text = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    bars = re.search(r'class="months"[^>]*aria-label="([^"]+)"', text)
    assert bars is not None
    last = int(bars[1].rpartition(": ")[2])
    told = run("status", *when, "--format", "json").stdout
    assert last == json.loads(told)["summary"]["overdue"]


def test_the_same_input_gives_the_same_bytes(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    one = make(run, sample, tmp_path / "one")
    other = make(run, sample, tmp_path / "other")
    files = {p.relative_to(one): p.read_bytes() for p in one.rglob("*") if p.is_file()}
    assert files == {
        p.relative_to(other): p.read_bytes() for p in other.rglob("*") if p.is_file()
    }


@pytest.mark.long
def test_the_six_plans_make_small_pages_without_a_dead_link(
    run: Run, tmp_path: Path
) -> None:
    start = time.process_time()
    out = make(run, REPOSITORY, tmp_path / "site")
    spent = time.process_time() - start
    sizes = {path: path.stat().st_size for path in out.rglob("*.html")}
    assert max(sizes.values()) <= 150_000
    assert dead_links(out) == []
    assert spent < 20  # some 4 s of CPU; the room is for a busy machine


def test_hostile_texts_are_shown_as_texts(run: Run, tmp_path: Path) -> None:
    root = hostile_workspace(tmp_path / "kho")
    out = make(run, root, tmp_path / "site")
    single = tmp_path / "site.html"
    run("site", "--root", root, "--single", single, "--as-of", DAY)
    for path in (*out.rglob("*.html"), single):
        text = path.read_text(encoding="utf-8")
        assert "\u2028" not in text
        assert "\u202e" not in text
        page = Page(text)
        assert not {"img", "b", "i"} & set(page.tags), path
        assert not [link for link in page.links if link.startswith("javascript")]
        assert page.handlers == []
        assert "<script>window" not in text
    task = (out / "plans/ke-hoach/task-1.1.html").read_text(encoding="utf-8")
    assert "javascript:window.hurt=7" in task
    assert "{{ 7 * 7 }}" in task


def test_a_page_allows_nothing_from_outside(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    out = make(run, sample, tmp_path / "site")
    for path in out.rglob("*.html"):
        text = html.unescape(path.read_text(encoding="utf-8"))
        assert "default-src 'none'" in text
        assert not re.search(r"(src|href|action)=\"(https?:)?//", text)
    policy = re.search('Policy" content="([^"]+)', text)
    assert policy
    assert "unsafe" not in policy[1]


def test_one_file_holds_every_page_with_ids_of_their_own(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mau.html"
    done = run("site", "--root", sample, "--single", file, "--as-of", DAY)
    assert done.exit_code == 0, done.output
    page = Page(file.read_text(encoding="utf-8"))
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} - set(page.ids) == set()
    assert [*tmp_path.iterdir()] == [file]


def test_english_words_by_lang_en(run: Run, sample: Path, tmp_path: Path) -> None:
    out = make(run, sample, tmp_path / "site", lang="en")
    text = (out / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "Is it getting better" in text


def test_a_template_of_the_workspace_comes_first(run: Run, tmp_path: Path) -> None:
    root = hostile_workspace(tmp_path / "kho")
    own = root / "templates" / "site"
    own.mkdir(parents=True)
    (own / "unit.html.j2").write_text("<p>CỦA KHO {{ last }}</p>", encoding="utf-8")
    out = make(run, root, tmp_path / "site")
    text = (out / "units/van-phong.html").read_text(encoding="utf-8")
    assert "<p>CỦA KHO 01/02/2024</p>" in text


@pytest.mark.parametrize(
    "text",
    ["{{ missing }}", "{% if %}", "{{ ''.__class__.__mro__ }}", "{{ 1 / 0 }}"],
)
def test_a_bad_template_of_the_workspace_is_one_line(
    run: Run, tmp_path: Path, text: str
) -> None:
    root = hostile_workspace(tmp_path / "kho")
    own = root / "templates" / "site"
    own.mkdir(parents=True)
    (own / "unit.html.j2").write_text(text, encoding="utf-8")
    done = run("site", "--root", root, "--out", tmp_path / "site", "--as-of", DAY)
    assert done.exit_code == 2
    assert "unit.html.j2" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_with_other_files_is_left_alone(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = run("site", "--root", sample, "--out", tmp_path, "--as-of", DAY)
    assert done.exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_earlier_site_is_replaced_whole(run: Run, tmp_path: Path) -> None:
    root = hostile_workspace(tmp_path / "kho")
    out = make(run, root, tmp_path / "site")
    file = root / "plans/ke-hoach/decision.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"1.1"', '"1.2"'), encoding="utf-8")
    (root / "plans/ke-hoach/progress/van-phong.yaml").unlink()
    make(run, root, out)
    assert not (out / "plans/ke-hoach/task-1.1.html").exists()
    assert (out / "plans/ke-hoach/task-1.2.html").exists()
    assert dead_links(out) == []


def test_a_plan_that_does_not_load_has_a_page_of_findings(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    broken = workspace / "plans" / "hong"
    broken.mkdir()
    (broken / "decision.yaml").write_text("format: 1\nid: [", encoding="utf-8")
    out = tmp_path / "site"
    done = run("site", "--root", workspace, "--out", out, "--as-of", "2024-05-01")
    assert done.exit_code == 1
    assert "hong/decision.yaml" in (out / "plans/hong/findings.html").read_text(
        encoding="utf-8"
    )
    assert dead_links(out) == []


def test_a_plan_without_tasks_says_so(run: Run, tmp_path: Path) -> None:
    text = TWO_FIELDS.format(id="ke-hoach").partition("tasks:")[0]
    make_workspace(tmp_path / "kho", text)
    out = make(run, tmp_path / "kho", tmp_path / "site")
    page = (out / "plans/ke-hoach/index.html").read_text(encoding="utf-8")
    assert "chưa có nhiệm vụ" in page
    assert "<details>" not in page
    assert "quá hạn.</p>" not in page


def test_tasks_whose_numbers_differ_by_case_have_pages_of_their_own(
    run: Run, tmp_path: Path
) -> None:
    task = (
        "  - {id: '%s', title: Việc %s, leads: [phong-a], deadlines: [{due: 2024}]}\n"
    )
    head = (
        "format: 1\nid: ke-hoach\ntitle: KH\nperiod: 2024\n"
        "decision: {number: '1', symbol: QĐ, signed: 2024-01-05, issuer: so-mau}\n"
        "tasks:\n"
    )
    root = tmp_path / "kho"
    make_workspace(root, head + task % ("I.a", "lớn") + task % ("i.A", "nhỏ"))
    out = make(run, root, tmp_path / "site")
    tasks = [*(out / "plans/ke-hoach").glob("task-*.html")]
    assert len({p.name.casefold() for p in tasks}) == 2


def test_what_implements_a_task_leads_back_to_it(run: Run, tmp_path: Path) -> None:
    out = make(run, REPOSITORY, tmp_path / "site")
    texts = {p: p.read_text(encoding="utf-8") for p in out.rglob("task-*.html")}
    carried = [t for t in texts.values() if "<dt>Được cụ thể hóa tại</dt>" in t]
    carries = [t for t in texts.values() if "<dt>Cụ thể hóa việc cấp trên</dt>" in t]
    assert bool(carried) == bool(carries)


@pytest.mark.parametrize(
    "args", [[], ["--out", "a", "--single", "b.html"]], ids=["neither", "both"]
)
def test_a_folder_or_a_file_must_be_named(
    run: Run, workspace: Path, args: list[str]
) -> None:
    done = run("site", "--root", workspace, *args)
    assert done.exit_code == 2
    assert "--single" in done.stderr


def test_json_in_a_page_ends_no_script_and_breaks_no_line() -> None:
    from cchc.views.site.summary_pages import as_json

    text = as_json(["</script><!-- &\u2028\u2029\u202e"])
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == ["</script><!-- &\u2028\u2029\u202e"]


@pytest.mark.parametrize("name", ["thesis.html", "site.txt"])
def test_a_single_file_replaces_nothing_but_a_site(
    run: Run, workspace: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_text("years of work", encoding="utf-8")
    done = run("site", "--root", workspace, "--single", file)
    assert done.exit_code == 2
    assert file.read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ("", "▲ chưa ghi là đã gửi"),
        ("sent: {date: 2025-03-18}", "✓ gửi đúng hạn"),
        ("sent: {date: 2025-03-21, number: 9/BC}", "✓! gửi chậm 1 ngày"),
        ("sent: {date: 2025-03-10}", "✓ gửi đúng hạn; trước khi chốt số liệu"),
        ("sent: {date: 2025-08-10}", "▲ chưa ghi là đã gửi"),
    ],
    ids=["not", "on time", "late", "early", "later than the day"],
)
def test_a_report_is_sent_as_its_file_says(
    tmp_path: Path, run: Run, sent: str, state: str
) -> None:
    root = tmp_path / "kho"
    make_workspace(root, TWO_FIELDS.format(id="ke-hoach").replace("KH ", "CCHC "))
    file = root / "plans/ke-hoach/reports/2025-Q1.yaml"
    file.parent.mkdir()
    file.write_text(f"period: 2025-Q1\n{sent}\n", encoding="utf-8")
    out = make(run, root, tmp_path / "site")
    text = (out / "plans/ke-hoach/reports.html").read_text(encoding="utf-8")
    row = text.split('<tr id="r-0"', 1)[1].split("</tr>")[0]
    cells = [re.sub("<[^>]+>", "", c) for c in re.findall("<td.*?</td>", row, re.S)]
    assert cells[5] == state
    assert ("9/BC" in cells[4]) is ("9/BC" in sent)
