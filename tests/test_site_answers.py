"""Answers of `ask` as pages: rows, a file for a spreadsheet, one page over all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.country import Size, write_workspace
from conftest import make_sample
from site_pages import dead_links, pages
from typer.testing import CliRunner, Result

from cchc.cli.app import app
from cchc.rollup.questions import QUESTIONS

pytest.importorskip("duckdb")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def rolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nuoc")
    write_workspace(root / "tinh-01", Size(plans=2, tasks=12, entries=8))
    make_sample(root / "so-mau")
    out = root / "bang"
    for name, day in (("tinh-01", "2025-09-15"), ("so-mau", "2025-09-30")):
        words = ["rollup", str(root / name), "--as-of", day, "--out", str(out)]
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def site(rolled: Path) -> Path:
    out = rolled.parent / "trang"
    done = CliRunner().invoke(
        app, ["ask", "all", "--from", str(rolled), "--site", str(out)]
    )
    assert done.exit_code == 0, done.output
    return out


def test_every_question_has_a_page_and_one_page_sums_up(site: Path) -> None:
    found = pages(site)
    assert set(found) == {"index.html", *(f"{name}.html" for name in QUESTIONS)}
    assert dead_links(site) == []
    for name, page in found.items():
        assert len(page.ids) == len(set(page.ids)), name
        wanted = {f"{question}.html" for question in QUESTIONS}
        assert wanted <= {*page.links, name}


def test_rows_are_those_of_the_command(run: Run, site: Path, rolled: Path) -> None:
    told = run("ask", "silent-units", "--from", rolled, "--format", "csv").stdout
    assert (site / "data/silent-units.csv").read_text("utf-8") == told
    rows = [*csv.DictReader(told.removeprefix("\ufeff").splitlines())]
    text = (site / "silent-units.html").read_text(encoding="utf-8")
    assert text.count("<tr>") - 1 == len(rows) > 0  # less the headings
    assert all(f">{row['Tên đơn vị']}</td>" in text for row in rows)


def test_days_that_differ_are_told(site: Path) -> None:
    for file in site.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert "từ 15/09/2025 đến 30/09/2025" in text
        assert "Tính đến 30/09/2025" in text


def test_a_long_answer_is_paged_and_short_again_when_it_is(
    run: Run, rolled: Path, tmp_path: Path
) -> None:
    sql, out = tmp_path / "viec.sql", tmp_path / "trang"
    line = "SELECT task, title, due, '<b>' AS x FROM tasks JOIN obligations USING "
    many = " CROSS JOIN range(20)"
    sql.write_text(f"{line}(workspace, plan, task){many}", encoding="utf-8")
    for limit in ("", " LIMIT 3"):
        sql.write_text(sql.read_text(encoding="utf-8") + limit, encoding="utf-8")
        done = run("ask", sql, "--from", rolled, "--site", out)
        assert done.exit_code == 0, done.output
        sizes = [file.stat().st_size for file in out.glob("*.html")]
        assert max(sizes) <= 150_000
        assert dead_links(out) == []
        assert (out / "viec_2.html").exists() is (limit == "")
    assert "<b>" not in (out / "viec.html").read_text(encoding="utf-8")
    record = json.loads((out / "data/answers.json").read_text(encoding="utf-8"))
    assert record == {
        "format": 1,
        "as_of": "2025-09-30",
        "answers": [{"name": "viec", "rows": 3}],
    }


@pytest.mark.parametrize(
    "more", [["--format", "csv"], ["--keys"]], ids=["format", "keys"]
)
def test_pages_go_with_no_other_form(
    run: Run, rolled: Path, tmp_path: Path, more: list[str]
) -> None:
    words = ("silent-units", "--from", rolled, "--site", tmp_path / "t", *more)
    done = run("ask", *words)
    assert done.exit_code == 2
    assert not (tmp_path / "t").exists()


def test_a_site_of_an_office_is_left_alone(
    run: Run, rolled: Path, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/site.json").write_text("{}", encoding="utf-8")
    done = run("ask", "all", "--from", rolled, "--site", tmp_path)
    assert done.exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["data"]


def test_a_file_may_not_be_called_as_the_page_over_all(
    run: Run, rolled: Path, tmp_path: Path
) -> None:
    sql = tmp_path / "index.sql"
    sql.write_text("SELECT 1 AS a", encoding="utf-8")
    done = run("ask", sql, "--from", rolled, "--site", tmp_path / "t")
    assert done.exit_code == 2
    assert "index.sql" in done.stderr
