"""Many workspaces as tables, and questions that two engines answer alike."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bench.country import Size, write_workspace
from conftest import PLAN, REPOSITORY, TASK, make_workspace
from typer.testing import Result

from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.rollup.engines import answer, open_engine
from cchc.rollup.questions import QUESTIONS, tables
from cchc.rollup.rows import Rows
from cchc.rollup.tables import TABLES

pytest.importorskip("duckdb")
Run = Callable[..., Result]
DAY = ("--as-of", "2025-09-15")
SAMPLE = REPOSITORY / "cchc" / "data" / "sample"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("country")
    for province in (1, 2):
        folder = root / f"tinh-{province:02}"
        write_workspace(folder, Size(plans=2, tasks=12, entries=8), province)
    shutil.copytree(SAMPLE, root / "so-mau")
    return root


@pytest.fixture
def rolled(country: Path, tmp_path: Path, run: Run) -> Path:
    out = tmp_path / "bang"
    result = run("rollup", *sorted(country.iterdir()), *DAY, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    with open_engine(folder) as engine:
        found = engine.sql(sql)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def statuses(run: Run, root: Path) -> list[dict[str, Any]]:
    result = run("--root", root, "status", "--plan", "all", *DAY, "--format", "json")
    found: list[dict[str, Any]] = json.loads(result.stdout)["obligations"]
    return found


def test_obligations_are_those_of_status(rolled: Path, country: Path, run: Run) -> None:
    wanted = [
        (one["plan"], one["task"], one["unit"]["id"], one["status"], one["due"])
        for root in sorted(country.iterdir())
        for one in statuses(run, root)
    ]
    found = [
        (o["plan"], o["task"], o["unit"], o["status"], o["due"] and str(o["due"]))
        for o in rows(rolled, "SELECT * FROM obligations")
    ]
    assert sorted(map(str, found)) == sorted(map(str, wanted))


def test_files_lie_by_table_year_province_and_workspace(rolled: Path) -> None:
    found = {path.relative_to(rolled).as_posix() for path in rolled.rglob("*.parquet")}
    assert "obligations/year=2025/province=tinh-mau-01/tinh-mau-01.parquet" in found
    assert "plans/year=2025/province=ubnd-tinh-mau/so-mau.parquet" in found
    assert {path.split("/")[0] for path in found} == {table.name for table in TABLES}
    assert not list(rolled.rglob("*.new"))


def test_the_schema_beside_the_tables_names_every_column(rolled: Path) -> None:
    schema = json.loads((rolled / "schema.json").read_text(encoding="utf-8"))
    assert schema["format"] == 1
    with open_engine(rolled) as engine:
        for name, table in tables().items():
            told = {field["name"] for field in schema["tables"][name]["fields"]}
            found = engine.sql(f"SELECT * FROM {name} LIMIT 0")
            assert told == set(table.columns) == set(found.columns)


def test_a_key_tells_rows_apart(rolled: Path) -> None:
    for table in TABLES:
        if table.key:
            key = ", ".join(table.key)
            sql = f"SELECT {key} FROM {table.name} GROUP BY {key} HAVING count(*) > 1"
            assert rows(rolled, sql) == []


def test_a_workspace_loaded_again_takes_the_place_of_what_it_had(
    rolled: Path, country: Path, run: Run, tmp_path: Path
) -> None:
    before = rows(rolled, "SELECT * FROM plans ORDER BY workspace, plan")
    changed = tmp_path / "tinh"
    shutil.copytree(country / "tinh-01", changed)
    shutil.rmtree(changed / "plans" / "2025-co-quan-0001")
    run("rollup", changed, *DAY, "--out", rolled)
    after = rows(rolled, "SELECT * FROM plans ORDER BY workspace, plan")
    gone = [one for one in before if one not in after]
    assert [(one["workspace"], one["plan"]) for one in gone] == [
        ("tinh-mau-01", "2025-co-quan-0001")
    ]
    assert [one for one in after if one not in before] == []


def test_a_workspace_that_does_not_load_is_named_and_left_out(
    country: Path, tmp_path: Path, run: Run
) -> None:
    broken = tmp_path / "hong"
    shutil.copytree(country / "tinh-02", broken)
    (broken / "plans" / "registers" / "units.yaml").write_text("units: 3\n", "utf-8")
    out = tmp_path / "bang"
    roots = [tmp_path / "khong-co", broken, country / "tinh-01"]
    result = run("rollup", *roots, *DAY, "--out", out)
    assert result.exit_code == 1
    assert str(broken) in result.stderr
    assert str(tmp_path / "khong-co") in result.stderr
    assert {one["workspace"] for one in rows(out, "SELECT * FROM plans")} == {
        "tinh-mau-01"
    }


def test_two_workspaces_of_one_office_are_refused(
    country: Path, tmp_path: Path, run: Run
) -> None:
    other = tmp_path / "ban-sao"
    shutil.copytree(country / "tinh-01", other)
    out = tmp_path / "bang"
    result = run("rollup", country / "tinh-01", other, *DAY, "--out", out)
    assert result.exit_code == 1
    assert len(rows(out, "SELECT * FROM plans")) == 2


RULED = """\
format: 1
units:
  - {id: bo-mau, name: Bộ Mẫu, level: central}
  - {id: tinh-a, name: Tỉnh A, level: province, parent: bo-mau}
  - {id: so-a, name: Sở A, level: internal, parent: tinh-a}
  - {id: cuc-mau, name: Cục Mẫu, level: internal, parent: bo-mau}
  - {id: lac, name: Đội Lạc, level: internal, parent: khong-co}
"""


def test_a_row_belongs_to_the_province_above_its_unit_or_else_to_the_topmost(
    tmp_path: Path,
) -> None:
    make_workspace(tmp_path, PLAN + TASK, RULED)
    found = Rows(
        Holdings(Workspace(tmp_path), lambda _: None), "so-a", date(2025, 9, 15)
    )
    units = ("so-a", "tinh-a", "cuc-mau", "bo-mau", "lac")
    assert [found.province(unit) for unit in units] == [
        "tinh-a", "tinh-a", "bo-mau", "bo-mau", "khong-co",
    ]  # fmt: skip


def answered(run: Run, question: object, folder: Path) -> list[dict[str, str]]:
    result = run("ask", question, "--from", folder, "--format", "csv", "--keys")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))


COLUMNS = {
    "overdue-by-province": "year province plans due done overdue share_overdue",
    "on-time-by-quarter": "due_year quarter due on_time late overdue share_on_time",
    "targets-missed": "year province workspace plan target title form threshold value "
    "unit measured_to",
    "silent-units": "year province workspace unit unit_name plans not_reported",
    "duplicates-across-levels": "year title levels plans provinces",
}


def test_the_columns_of_every_answer(rolled: Path) -> None:
    found = {name: " ".join(answer(name, rolled).columns) for name in QUESTIONS}
    assert found == COLUMNS


def test_overdue_by_province_counts_as_status_does(
    rolled: Path, country: Path, run: Run
) -> None:
    found = {
        one["province"]: one for one in answered(run, "overdue-by-province", rolled)
    }
    for root, province in (("tinh-01", "tinh-mau-01"), ("so-mau", "ubnd-tinh-mau")):
        every = [one["status"] for one in statuses(run, country / root)]
        done = every.count("done_late") + every.count("done_on_time")
        assert found[province]["done"] == str(done)
        assert found[province]["overdue"] == str(every.count("overdue"))
        assert found[province]["due"] == str(done + every.count("overdue"))


def test_on_time_by_quarter_adds_up_to_all_that_fell_due(
    rolled: Path, run: Run
) -> None:
    by_quarter = answered(run, "on-time-by-quarter", rolled)
    by_province = answered(run, "overdue-by-province", rolled)
    quarters = sum(int(one["due"]) for one in by_quarter)
    dated = rows(
        rolled,
        "SELECT count(*) AS n FROM obligations WHERE due IS NULL AND status IN "
        "('done_late', 'done_on_time')",
    )
    assert quarters + dated[0]["n"] == sum(int(one["due"]) for one in by_province)


def test_targets_missed_are_those_whose_value_is_not_enough_when_they_are_due(
    rolled: Path, country: Path, run: Run
) -> None:
    assert answered(run, "targets-missed", rolled) == []
    later = ("--as-of", "2026-02-01", "--out", rolled)
    assert run("rollup", country / "so-mau", *later).exit_code == 0
    found = answered(run, "targets-missed", rolled)
    assert {one["target"]: one["value"] for one in found} == {
        "digital-results": "74.2",
        "online": "66.8",
        "processing-time": "5.5",
    }


def test_silent_units_are_named(rolled: Path, run: Run) -> None:
    found = answered(run, "silent-units", rolled)
    counted = rows(
        rolled, "SELECT count(*) AS n FROM obligations WHERE status = 'not_reported'"
    )
    assert sum(int(one["not_reported"]) for one in found) == counted[0]["n"] > 0
    assert all(one["unit_name"] for one in found)


def test_duplicates_across_levels(country: Path, tmp_path: Path, run: Run) -> None:
    def title(root: Path) -> Path:
        return next((root / "plans").glob("2025-co-quan-0000/decision.yaml"))

    lower = tmp_path / "xa"
    write_workspace(lower, Size(plans=1, tasks=5), province=9)
    units = lower / "plans" / "registers" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    text = text.replace("level: province}", "level: commune}", 1)
    units.write_text(text, encoding="utf-8")
    upper = tmp_path / "tinh"
    shutil.copytree(country / "tinh-01", upper)
    for root in (lower, upper):
        head, tasks = title(root).read_text(encoding="utf-8").split("tasks:\n")
        lines = tasks.split("\n")
        lines[2] = "    title: Công bố danh mục thủ tục hành chính"
        whole = "\n".join([head + "tasks:", *lines])
        title(root).write_text(whole, encoding="utf-8")
    out = tmp_path / "bang"
    assert run("rollup", lower, upper, *DAY, "--out", out).exit_code == 0
    assert answered(run, "duplicates-across-levels", out) == [
        {
            "year": "2025",
            "title": "Công bố danh mục thủ tục hành chính",
            "levels": "2",
            "plans": "2",
            "provinces": "2",
        }
    ]


def test_sql_of_a_file_is_asked_of_the_tables(
    rolled: Path, run: Run, tmp_path: Path
) -> None:
    sql = tmp_path / "hoi.sql"
    sql.write_text("SELECT count(*) AS plans FROM plans;\n", encoding="utf-8")
    assert answered(run, sql, rolled) == [{"plans": "5"}]


def test_an_answer_as_parquet(rolled: Path, run: Run, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    out = tmp_path / "tra-loi.parquet"
    words = ("--from", rolled, "--format", "parquet", "--out", out)
    assert run("ask", "overdue-by-province", *words).exit_code == 0
    found = pq.read_table(out).to_pylist()
    assert [one["province"] for one in found] == [
        one["province"] for one in answered(run, "overdue-by-province", rolled)
    ]


REFUSED = [
    (("ask", "overdue", "--from", "{rolled}"), "overdue-by-province"),
    (("ask", "silent-units", "--from", "{tmp}"), "cchc rollup"),
    (("ask", "silent-units", "--from", "{rolled}", "--master", "x"), "--master"),
    (("ask", "silent-units", "--from", "{rolled}", "--format", "parquet"), "--out"),
    (("ask", "{tmp}/khong-co.sql", "--from", "{rolled}"), "khong-co.sql"),
    (("ask", "{tmp}/sai.sql", "--from", "{rolled}"), "sai.sql"),
]


@pytest.mark.parametrize(("words", "told"), REFUSED)
def test_what_cannot_be_asked_is_one_line(
    rolled: Path, tmp_path: Path, run: Run, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "sai.sql").write_text("SELECT nothing FROM nowhere", encoding="utf-8")
    result = run(*(word.format(rolled=rolled, tmp=tmp_path) for word in words))
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_roll_up_of_another_format_is_refused(rolled: Path, run: Run) -> None:
    (rolled / "schema.json").write_text('{"format": 99}', encoding="utf-8")
    result = run("ask", "silent-units", "--from", rolled)
    assert result.exit_code == 2
    assert "99" in result.stderr


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")  # of Spark, pandas and what they leave open
def test_both_engines_give_equal_rows(rolled: Path) -> None:
    asked = {name: one.ask(tables()) for name, one in QUESTIONS.items()}
    with open_engine(rolled) as engine:
        wanted = {name: engine.ask(one) for name, one in asked.items()}
    with open_engine(rolled, "spark", "local[1]") as engine:
        for name, one in asked.items():
            found = engine.ask(one)
            assert list(found.columns) == list(wanted[name].columns), name
            assert found.rows == wanted[name].rows, name


def test_the_page_of_the_tables_names_every_column() -> None:
    page = (REPOSITORY / "docs" / "rollup.md").read_text(encoding="utf-8")
    for table in TABLES:
        _, _, section = page.partition(f"## `{table.name}`\n")
        section = section.split("\n## ")[0]
        for one in table.columns:
            assert f"| `{one.name}` | {one.type} | {one.about} |" in section
