"""Goals weighed, targets and tasks of plans joined, and `cchc diff A B`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from cchc.compare.deadlines import Shift, pair_deadlines
from cchc.compare.goals import Asked, Verdict, compare_goals, goal_in
from cchc.compare.report import compare_plans
from cchc.compare.targets import Known, Line, join_targets
from cchc.compare.tasks import Fate, match_tasks
from cchc.compare.versions import plan_changes
from cchc.models.goals import Goal
from cchc.models.plan import Plan, Task

Run = Callable[..., Result]


def goal(**keys: Any) -> Goal:
    return Goal.model_validate({"unit": "%", **keys})


def rank(most: int, among: str | None = None) -> Goal:
    return Goal.model_validate({"rank": most, "among": among})


def plan(plan_id: str, period: str, *targets: dict[str, Any], **keys: Any) -> Plan:
    return Plan.model_validate(
        {
            "format": 1,
            "id": plan_id,
            "title": plan_id,
            "decision": {
                "number": None,
                "symbol": None,
                "signed": None,
                "issuer": "so-mau",
            },
            "period": period,
            "targets": [
                {"id": f"t{i}", "title": f"Chỉ tiêu {i}", **target}
                for i, target in enumerate(targets)
            ],
            **keys,
        }
    )


def target(value: float, **keys: Any) -> dict[str, Any]:
    return {"indicator": "on-time", "goal": {"at_least": value, "unit": "%"}, **keys}


WEIGHED = [
    (goal(more_than=90), goal(at_least=99), "up", Verdict.TIGHTENED),
    (goal(at_least=90), goal(more_than=90), "up", Verdict.TIGHTENED),
    (goal(more_than=90), goal(at_least=90), "up", Verdict.LOOSENED),
    (goal(at_least=90), goal(exactly=90), "up", Verdict.UNCHANGED),
    (goal(at_least=99), goal(at_least=95), "up", Verdict.LOOSENED),
    (goal(at_most=4), goal(less_than=4), "down", Verdict.TIGHTENED),
    (goal(less_than=4), goal(at_most=4), "down", Verdict.LOOSENED),
    (goal(at_most=4), goal(at_most=2), "down", Verdict.TIGHTENED),
    (goal(at_most=4), goal(at_most=6), "down", Verdict.LOOSENED),
    (goal(rise=3), goal(rise=5), "up", Verdict.TIGHTENED),
    (goal(fall=10), goal(fall=15), "down", Verdict.TIGHTENED),
    (goal(rise=2), goal(rise=1), "down", Verdict.TIGHTENED),
    (rank(10), rank(5), "down", Verdict.TIGHTENED),
    (rank(3), rank(5), "down", Verdict.LOOSENED),
    (rank(5, "cả nước"), rank(5, "Cả nước"), "down", Verdict.UNCHANGED),
    (rank(5, "cả nước"), rank(5, "khối sở"), "down", Verdict.NOT_COMPARABLE),
    (goal(at_least=9), goal(at_most=9.5), "up", Verdict.NOT_COMPARABLE),
    (goal(at_least=9), goal(rise=9), "up", Verdict.NOT_COMPARABLE),
    (goal(at_least=9), goal(at_least=9, unit="bài"), "up", Verdict.NOT_COMPARABLE),
]


@pytest.mark.parametrize(("old", "new", "better", "verdict"), WEIGHED)
def test_goals_are_weighed_by_the_direction_of_their_indicator(
    old: Goal, new: Goal, better: Any, verdict: Verdict
) -> None:
    assert compare_goals(Asked(old), Asked(new), better).verdict is verdict


THRESHOLD = st.builds(
    lambda form, value: goal(**{form: value}),
    st.sampled_from(["at_least", "more_than", "exactly"]),
    st.integers(0, 100),
)
OPPOSITE = {
    Verdict.TIGHTENED: Verdict.LOOSENED,
    Verdict.LOOSENED: Verdict.TIGHTENED,
    Verdict.UNCHANGED: Verdict.UNCHANGED,
}


@given(THRESHOLD, THRESHOLD, st.sampled_from(["up", "down"]))
def test_turning_the_years_round_turns_the_verdict_round(
    a: Goal, b: Goal, better: Any
) -> None:
    there = compare_goals(Asked(a), Asked(b), better).verdict
    back = compare_goals(Asked(b), Asked(a), better).verdict
    assert OPPOSITE[there] is back


SCHEDULE = goal(
    schedule=[
        {"year": 2022, "scope": "province", "at_least": 30},
        {"year": 2022, "scope": "commune", "at_least": 15},
    ],
    yearly_rise=20,
    until="2025",
)


@pytest.mark.parametrize(
    ("year", "level", "value"),
    [
        (2021, "province", None),
        (2022, "province", 30),
        (2024, "province", 70),
        (2025, "province", 90),
        (2029, "province", 90),
        (2024, "commune", 55),
        (2024, "district", None),
        (None, "province", None),
    ],
)
def test_a_schedule_is_worked_out_for_year_and_level(
    year: int | None, level: str, value: float | None
) -> None:
    found = goal_in(SCHEDULE, year, level)
    assert (found and found.at_least) == value


def test_a_schedule_in_percent_stops_at_one_hundred() -> None:
    steep = goal(schedule=[{"year": 2022, "at_least": 60}], yearly_rise=30)
    found = goal_in(steep, 2024, "province")
    assert found is not None
    assert found.at_least == 100


@given(st.integers(2022, 2040))
def test_a_schedule_never_falls(year: int) -> None:
    now = goal_in(SCHEDULE, year, "commune")
    later = goal_in(SCHEDULE, year + 1, "commune")
    assert now is not None
    assert later is not None
    assert (now.at_least or 0) <= (later.at_least or 0)


def verdicts(line: Line) -> list[str | None]:
    return [step.comparison.verdict.value if step else None for step in line.steps]


def test_targets_join_by_indicator_and_scope_in_the_order_of_years() -> None:
    old = plan("a", "2020", target(90))
    new = plan("b", "2021", target(98), target(96, scope="petitions"))
    unscoped, petitions = compare_plans([new, old], Known(), ["targets"]).lines
    assert [cell and cell.plan for cell in unscoped.cells] == ["a", "b"]
    assert verdicts(unscoped) == [None, "tightened"]
    assert petitions.scope == "petitions"
    assert verdicts(petitions) == [None, "new"]


def test_a_figure_told_three_times_is_one_with_three_places() -> None:
    told = [target(99, at=place) for place in ("II", "III", "3.9")]
    once = plan("a", "2024", *told)
    (line,) = join_targets([once, plan("b", "2025", target(99))], Known())
    assert line.cells[0] is not None
    (figure,) = line.cells[0].figures
    assert figure.places == ("II", "III", "3.9")
    assert not line.cells[0].differing


def test_figures_told_differently_are_shown_and_weighed_only_if_they_agree() -> None:
    split = plan("a", "2024", target(70, at="II"), target(50, at="III"))
    (between,) = join_targets([split, plan("b", "2025", target(60))], Known())
    assert between.cells[0] is not None
    assert between.cells[0].differing
    assert verdicts(between) == [None, "not_comparable"]
    (above,) = join_targets([split, plan("b", "2025", target(80))], Known())
    assert verdicts(above) == [None, "tightened"]


def test_a_target_that_skips_a_plan_is_dropped_then_weighed_with_the_last() -> None:
    first, last = plan("a", "2020", target(30)), plan("c", "2022", target(50))
    plans = [first, plan("b", "2021"), last]
    (line,) = join_targets(plans, Known())
    assert verdicts(line) == [None, "dropped", "tightened"]
    assert line.steps[2] is not None
    assert line.steps[2].since == "a"


def test_a_rank_and_a_better_rank_than_last_year_are_two_lines() -> None:
    goals = ({"rank": 5}, {"better_than": "2023"})
    both = plan("b", "2024", *({"indicator": "i", "goal": one} for one in goals))
    old = plan("a", "2023", {"indicator": "i", "goal": {"rank": 7}})
    found = [verdicts(line) for line in join_targets([old, both], Known({"i": "down"}))]
    assert found == [[None, "tightened"], [None, "new"]]


def test_a_programme_is_weighed_by_what_it_asks_by_that_year() -> None:
    programme = plan(
        "a",
        "2021/2030",
        {"indicator": "d", "goal": SCHEDULE.model_dump(mode="json"), "by": "2025"},
        target(95, by="2030"),
    )
    year = plan(
        "b",
        "2024",
        {"indicator": "d", "goal": {"at_least": 50, "unit": "%"}},
        target(90),
    )
    known = Known(levels={"b": "province"})
    digitised, on_time = join_targets([programme, year], known)
    assert verdicts(digitised) == [None, "loosened"]
    assert verdicts(on_time) == [None, "not_comparable"]


def test_targets_without_an_indicator_join_by_near_title() -> None:
    words = {"goal": {"qualitative": "có"}}
    old = plan("a", "2020", {**words, "title": "Chuyên mục về CCHC"})
    new = plan(
        "b", "2021", {**words, "title": "Chuyên mục CCHC"}, {**words, "title": "X"}
    )
    found = [verdicts(line) for line in join_targets([old, new], Known())]
    assert found == [[None, "unchanged"], [None, "new"]]


def task(task_id: str, title: str, lead: str = "phong-a", **keys: Any) -> Task:
    return Task.model_validate({"id": task_id, "title": title, "leads": [lead], **keys})


def test_targets_that_a_version_gains_or_loses_are_told() -> None:
    one, two, three = (
        {"id": id, "title": title, "goal": {"at_least": 90, "unit": "%"}}
        for id, title in (("a", "Đúng hạn"), ("b", "Số hóa"), ("c", "Hài lòng"))
    )
    found = plan_changes(plan("x", "2024", one, two), plan("x", "2024", one, three), {})
    assert [(change.kind.value, change.item) for change in found] == [
        ("target_removed", "b"), ("target_added", "c"),
    ]  # fmt: skip


def test_tasks_are_carried_over_by_near_title_and_lead() -> None:
    old = [
        task("1", "Kiểm tra cải cách hành chính năm 2023"),
        task("2", "Báo cáo cải cách hành chính định kỳ", "phong-b"),
    ]
    new = [
        task("7", "Kiểm tra cải cách hành chính năm 2024"),
        task("8", "Báo cáo định kỳ về công tác dân vận", "phong-c"),
    ]
    found = [
        (p.fate, p.old and p.old.id, p.new and p.new.id) for p in match_tasks(old, new)
    ]
    assert found == [
        (Fate.CARRIED, "1", "7"),
        (Fate.DROPPED, "2", None),
        (Fate.NEW, None, "8"),
    ]


def test_equal_titles_go_to_the_task_of_the_same_lead() -> None:
    title = "Nâng cấp phân hệ"
    old = [task("22", title, "phong-a"), task("24", title, "phong-b")]
    new = [task("1", title, "phong-b"), task("2", title, "phong-a")]
    pairs = [(p.old and p.old.id, p.new and p.new.id) for p in match_tasks(old, new)]
    assert pairs == [("22", "2"), ("24", "1")]


SYLLABLES = ["rà", "soát", "thủ", "tục", "báo", "cáo", "kiểm", "tra", "hồ", "sơ"]
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=6).map(" ".join)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_matching_is_one_to_one_and_loses_nothing(a: list[str], b: list[str]) -> None:
    old = [task(str(i), title) for i, title in enumerate(a)]
    new = [task(str(i), title) for i, title in enumerate(b)]
    pairs = match_tasks(old, new)
    assert sorted(p.old.id for p in pairs if p.old) == sorted(t.id for t in old)
    assert sorted(p.new.id for p in pairs if p.new) == sorted(t.id for t in new)


PAIRED = [
    ([{"due": "2024-Q2"}], [{"due": "2024-06-30"}], [(Shift.SAME, 0)]),
    ([{"due": "2024-Q2"}], [{"due": "2024-Q3"}], [(Shift.LATER, 92)]),
    ([{"due": "2024"}], [{"due": "2024-11"}], [(Shift.EARLIER, -31)]),
    (
        [{"every": "year", "day": "09-15"}],
        [{"every": "year", "day": "09-10"}],
        [(Shift.EARLIER, -5)],
    ),
    ([{"every": "quarter"}], [{"every": "year"}], [(Shift.CHANGED, None)]),
    ([{"every": "month", "interval": 3}], [{"every": "quarter"}], [(Shift.SAME, 0)]),
    ([{"due": "2024"}], [{"ongoing": True}], [(Shift.CHANGED, None)]),
    (
        [{"after": "có phát sinh", "within": {"days": 10}}],
        [{"after": "có phát sinh", "within": {"days": 15}}],
        [(Shift.LATER, 5)],
    ),
    (
        [
            {"due": "2022-12", "what": "nhận diện"},
            {"due": "2023-06", "what": "kiện toàn"},
        ],
        [{"due": "2023-08", "what": "kiện toàn"}],
        [(Shift.DROPPED, None), (Shift.LATER, 62)],
    ),
    ([], [{"due": "2024"}], [(Shift.ADDED, None)]),
]


@pytest.mark.parametrize(("old", "new", "expected"), PAIRED)
def test_milestones_are_paired_and_compared(
    old: list[Any], new: list[Any], expected: list[Any]
) -> None:
    then = task("1", "a", deadlines=old).deadlines
    now = task("1", "a", deadlines=new).deadlines
    assert [(o.shift, o.days) for o in pair_deadlines(then, now)] == expected


YEAR = """\
format: 1
id: {id}
title: Kế hoạch {year}
decision: {{number: null, symbol: null, signed: null, issuer: so-mau}}
period: {year}
targets:
  - id: on-time
    at: II.3
    title: Hồ sơ đúng hạn từ {value}% trở lên (trừ lĩnh vực đất đai)
    indicator: on-time-rate
    goal: {{at_least: {value}, unit: "%"}}
  - id: late
    title: Hồ sơ trễ hạn
    indicator: late-rate
    goal: {{less_than: {late}, unit: "%"}}
tasks:
  - {{id: "1", title: Kiểm tra cải cách hành chính năm {year}, leads: [phong-a]}}
"""
INDICATORS = """\
indicators:
  - {id: on-time-rate, name: Tỷ lệ đúng hạn, unit: "%", better: up}
  - {id: late-rate, name: Tỷ lệ trễ hạn, unit: "%", better: down}
"""


@pytest.fixture
def years(workspace: Path) -> Path:
    """Two plans of a fictional office: better on time, and worse when late."""
    for year, value, late in ((2023, 95, 4), (2024, 98, 5)):
        plan_id = f"nam-{year}"
        folder = workspace / "plans" / plan_id
        folder.mkdir()
        text = YEAR.format(id=plan_id, year=year, value=value, late=late)
        (folder / "decision.yaml").write_text(text, encoding="utf-8")
    register = workspace / "plans" / "registers" / "indicators.yaml"
    register.write_text(INDICATORS, encoding="utf-8")
    return workspace


def test_diff_prints_goals_places_and_verdicts(years: Path, run: Run) -> None:
    asked = ("diff", "nam-2024", "nam-2023", "--format", "md", "--root", years)
    result = run(*asked, lang="en")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "nam-2023 → nam-2024" in text
    assert "tightened (+3" in text
    assert "loosened (+1" in text
    assert "at least 98%, trừ lĩnh vực đất đai [II.3]" in text


def test_diff_json_is_a_contract(years: Path, run: Run) -> None:
    result = run("diff", "nam-2023", "nam-2024", "--format", "json", "--root", years)
    data = json.loads(result.stdout)
    assert set(data) == {"format", "plans", "targets", "tasks"}
    line = data["targets"][0]
    assert set(line) == {"indicator", "scope", "title", "goals", "steps"}
    assert set(line["steps"][0]) == {
        "since", "plan", "verdict", "difference", "unit", "why",
    }  # fmt: skip
    assert line["steps"][0]["difference"] == 3
    assert data["tasks"][0]["verdict"] == "carried_over"


@pytest.mark.parametrize("format", ["table", "csv", "md"])
@pytest.mark.parametrize("part", ["--targets", "--tasks"])
def test_diff_prints_one_part_in_every_format(
    years: Path, run: Run, part: str, format: str
) -> None:
    asked = ("diff", "nam-2023", "nam-2024", part, "--format", format)
    result = run(*asked, "--root", years)
    assert result.exit_code == 0
    assert ("Kiểm tra" in result.stdout) == (part == "--tasks")


def test_exit_code_tells_whether_plans_differ(years: Path, run: Run) -> None:
    asked = ("diff", "nam-2023", "nam-2024", "--exit-code", "--root", years)
    assert run(*asked).exit_code == 1
    assert run(*asked, "--tasks").exit_code == 0


def test_diff_of_one_plan_is_refused_in_one_line(years: Path, run: Run) -> None:
    result = run("diff", "nam-2023", "--root", years)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
