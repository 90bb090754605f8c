"""`cchc trend`: goals and measured values of one indicator."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
from typer.testing import Result

from cchc.models.plan import Plan
from cchc.models.registers import Indicator
from cchc.status.trend import trend

Run = Callable[..., Result]

INDICATORS = """\
scopes:
  - {id: don-thu, name: Đơn thư}
indicators:
  - {id: dung-han, name: Tỷ lệ đúng hạn, aliases: [Đúng hạn], unit: "%", better: up}
  - {id: tre-han, name: Tỷ lệ trễ hạn, unit: "%", better: down}
"""
YEAR = """\
format: 1
id: nam-{year}
title: Kế hoạch {year}
decision: {{number: null, symbol: null, signed: null, issuer: so-mau}}
period: {year}
targets:
  - {{id: chung, at: II.3, title: Đúng hạn, indicator: dung-han,
     goal: {{at_least: {value}, unit: "%"}}}}
  - {{id: lap-lai, at: III.1, title: Đúng hạn, indicator: dung-han,
     goal: {{at_least: {value}, unit: "%"}}}}
  - {{id: don, title: Đơn thư đúng hạn, indicator: dung-han, scope: don-thu,
     goal: {{at_least: 90, unit: "%"}}}}
"""
JOURNAL = """\
unit: phong-a
entries:
  - {target: chung, date: 2024-07-01, period: 2024-H1, value: 98.5}
  - {target: chung, date: 2024-12-31, period: 2024, value: 99.25}
"""


@pytest.fixture
def years(workspace: Path) -> Path:
    """Two fictional plans with one indicator, measured twice in the later year."""
    plans = workspace / "plans"
    for year, value in ((2023, 95), (2024, 98)):
        folder = plans / f"nam-{year}"
        folder.mkdir()
        text = YEAR.format(year=year, value=value)
        (folder / "decision.yaml").write_text(text, encoding="utf-8")
    progress = plans / "nam-2024" / "progress"
    progress.mkdir()
    (progress / "phong-a.yaml").write_text(JOURNAL, encoding="utf-8")
    (plans / "registers" / "indicators.yaml").write_text(INDICATORS, encoding="utf-8")
    return workspace


def series(years: Path, run: Run, *words: str) -> Any:
    result = run("trend", "dung-han", "--format", "json", *words, "--root", years)
    data = json.loads(result.stdout)
    assert set(data) == {"format", "as_of", "indicator", "series"}
    return data["series"]


def test_goals_stand_once_with_all_places_and_scopes_apart(
    years: Path, run: Run
) -> None:
    whole, petitions = series(years, run)
    assert [(g["year"], g["value"]) for g in whole["goals"]] == [(2023, 95), (2024, 98)]
    assert whole["goals"][0]["at"] == ["II.3", "III.1"]
    assert petitions["scope"] == {"id": "don-thu", "name": "Đơn thư"}


def test_what_was_measured_after_the_day_does_not_exist(years: Path, run: Run) -> None:
    late, _ = series(years, run, "--as-of", "2025-01-15")
    early, _ = series(years, run, "--as-of", "2024-07-02")
    assert [m["value"] for m in late["measured"]] == [98.5, 99.25]
    assert [m["value"] for m in early["measured"]] == [98.5]


@pytest.mark.parametrize(
    "query", ["dung-han", "Tỷ lệ đúng hạn", "ty le dung", "đúng hạn"]
)
def test_an_indicator_is_found_by_id_name_or_alias(
    years: Path, run: Run, query: str
) -> None:
    result = run("trend", query, "--root", years)
    assert result.exit_code == 0
    assert "nam-2023" in result.stdout


@pytest.mark.parametrize("query", ["không có", "ty le", ""])
def test_no_indicator_or_several_is_one_line(years: Path, run: Run, query: str) -> None:
    result = run("trend", query, "--root", years)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_table_draws_bars_and_the_csv_does_not(years: Path, run: Run) -> None:
    words = ("trend", "dung-han", "--as-of", "2025-01-15", "--root", years)
    assert "█" in run(*words).stdout
    assert "█" not in run(*words, "--format", "csv").stdout
    assert "█" not in run(*words, "--format", "md").stdout


def test_the_picture_is_well_formed_accessible_and_the_same_twice(
    years: Path, run: Run
) -> None:
    words = ("trend", "dung-han", "--format", "svg", "--as-of", "2025-01-15")
    text = run(*words, "--root", years).stdout
    assert text == run(*words, "--root", years).stdout
    picture = minidom.parseString(text).documentElement
    assert picture is not None
    assert picture.getAttribute("role") == "img"
    assert len(picture.getElementsByTagName("circle")) == 3  # two values and the key


def test_an_indicator_without_figures_is_drawn_as_words(years: Path, run: Run) -> None:
    words = ("trend", "tre-han", "--root", years)
    assert run(*words).exit_code == 0
    assert minidom.parseString(run(*words, "--format", "svg").stdout)


def test_a_schedule_is_worked_out_for_each_level_and_year() -> None:
    goal = {
        "schedule": [
            {"year": 2022, "scope": "province", "at_least": 30},
            {"year": 2022, "scope": "commune", "at_least": 15},
        ],
        "unit": "%",
        "yearly_rise": 20,
        "until": "2025",
    }
    head = {"number": None, "symbol": None, "signed": None, "issuer": "so-mau"}
    plan = Plan.model_validate(
        {
            "format": 1,
            "id": "a",
            "title": "a",
            "decision": head,
            "period": "2021/2030",
            "targets": [{"id": "t", "title": "t", "indicator": "i", "goal": goal}],
        }
    )
    indicator = Indicator.model_validate(
        {"id": "i", "name": "I", "unit": "%", "better": "up"}
    )
    found = trend(indicator, [plan], {}, date(2024, 1, 1))
    values = {s.scope: [aim.value for aim in s.aims] for s in found.series}
    assert values == {"province": [30, 50, 70, 90], "commune": [15, 35, 55, 75]}
