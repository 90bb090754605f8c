"""Pages of scores: a page a sheet, one page over them, told as `cchc score` tells."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import make_sample
from site_pages import dead_links, pages
from typer.testing import CliRunner, Result

from cchc.cli.app import app

Run = Callable[..., Result]
DAY = "2025-12-31"
PLAN = "plans/2025-so-mau"
NATIONAL = "par-index-province-1187-2025-ubnd-tinh-mau"
OWN = "par-index-lamdong-departments-2025"


def make(root: Path, out: Path, *more: str) -> Result:
    words = ["site", "--root", str(root), "--out", str(out), "--as-of", DAY, *more]
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kho")
    root = make_sample(folder / "mau")
    # A second office of the same year, so that there is something to put in order.
    scores = root / PLAN / "scores"
    text = (scores / f"{NATIONAL}.yaml").read_text(encoding="utf-8")
    other = text.replace("unit: ubnd-tinh-mau", "unit: so-mau")
    other = re.sub(r"(?m)^facts:\n", 'facts:\n  "9.9": {a: 1}\n', other, count=1)
    (scores / "khac_2.yaml").write_text(
        re.sub(r'(?m)^  "1\.1": .*\n(    .*\n)*', "", other), encoding="utf-8"
    )
    (scores / "hong.yaml").write_text("format: 1\nscheme: khong-co\n", "utf-8")
    made = make(root, folder / "site")
    assert made.exit_code == 1, made.output  # hong.yaml
    return folder / "site"


def rows(text: str, table: str) -> list[list[str]]:
    """The cells of a table by its id, as text."""
    body = text.split(f'id="{table}"', 1)[1].split("<tbody>", 1)[1].split("</tbody>")[0]
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", row, re.S)]
        for row in body.split("<tr")[1:]
    ]


@pytest.mark.parametrize(("name", "unit"), [(NATIONAL, "ubnd-tinh-mau"), (OWN, None)])
def test_a_sheet_has_the_points_of_the_command(
    run: Run, site: Path, name: str, unit: str | None
) -> None:
    root = site.parent / "mau"
    scheme = ["--scheme", "1187"] if unit else ["--scheme", "departments"]
    more = ["--unit", unit] if unit else ["--unit", "so-mau"]
    told = json.loads(
        run("score", "--root", root, *scheme, *more, "--format", "json").stdout
    )
    files = sorted((site / PLAN).glob(f"score-{name}*.html"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    index = f"{told['index']:.2f}".replace(".", ",")
    assert f"<dd>{index}%</dd>" in text
    for leaf in told["leaves"]:
        points = "–" if leaf["points"] is None else f"{leaf['points']:.2f}"
        row = text.split(f'<tr id="l-{leaf["code"]}"', 1)[1].split("</tr>")[0]
        assert f">{points.replace('.', ',')}</td>" in row, leaf
        assert f's {leaf["state"]}"' in row
    waiting = {one["code"] for one in told["leaves"]
               if one["state"] not in ("scored", "not_applicable")}  # fmt: skip
    shown = {row[0] for row in rows(text, "missing")} if waiting else set()
    assert shown == waiting


def test_evidence_and_steps_are_told(site: Path) -> None:
    text = (site / PLAN / f"score-{OWN}.html").read_text(encoding="utf-8")
    assert "21/BC-SM (22/06/2025)" in text
    text = "".join(
        file.read_text(encoding="utf-8")
        for file in (site / PLAN).glob(f"score-{NATIONAL}*.html")
    )
    assert "Các bước chấm" in text


def test_units_stand_by_name_and_are_no_ranking(site: Path) -> None:
    text = (site / "scores.html").read_text(encoding="utf-8")
    names = [row[0] for row in rows(text, "par-index-province-1187-2025")]
    assert names == ["Sở Mẫu", "Ủy ban nhân dân tỉnh Mẫu"]
    assert "không phải theo thứ hạng" in text
    assert "hong" in text  # what cannot be scored is named


def test_a_ranking_is_made_where_it_is_asked_for(site: Path, tmp_path: Path) -> None:
    make(site.parent / "mau", tmp_path / "site", "--rank")
    text = (tmp_path / "site/scores.html").read_text(encoding="utf-8")
    found = rows(text, "par-index-province-1187-2025")
    assert [row[:2] for row in found] == [
        ["1", "Ủy ban nhân dân tỉnh Mẫu"],
        ["2", "Sở Mẫu"],
    ]


def test_every_page_leads_to_the_scores_and_no_link_is_dead(site: Path) -> None:
    assert dead_links(site) == []
    for name, page in pages(site).items():
        assert any(link.endswith("scores.html") for link in page.links), name
        assert len(page.ids) == len(set(page.ids)), name
    assert (site / PLAN / "score-khac~2.html").is_file()


def test_a_unit_leads_to_its_scores(site: Path) -> None:
    text = (site / "units/so-mau.html").read_text(encoding="utf-8")
    assert f'href="../{PLAN}/score-{OWN}.html"' in text


def test_without_scores_no_page_speaks_of_them(tmp_path: Path) -> None:
    root = make_sample(tmp_path / "mau")
    shutil.rmtree(root / PLAN / "scores")
    assert make(root, tmp_path / "site").exit_code == 0
    assert not (tmp_path / "site/scores.html").exists()
    assert "scores.html" not in (tmp_path / "site/index.html").read_text("utf-8")


def test_the_single_file_has_the_scores(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "mau.html"
    root = site.parent / "mau"
    CliRunner().invoke(
        app, ["site", "--root", str(root), "--single", str(file), "--as-of", DAY]
    )
    text = file.read_text(encoding="utf-8")
    assert 'href="#scores.html"' in text
    assert f'id="{PLAN}/score-{OWN}.html"' in text
