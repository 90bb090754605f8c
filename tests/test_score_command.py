"""`cchc score`: files of facts, the sample's sheets, what would raise a score."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import REPOSITORY, make_workspace
from typer.testing import Result

from cchc.checks.rules import check
from cchc.dates.workdays import Workdays
from cchc.load import Workspace
from cchc.load.schemes import load_scheme, score_sheets
from cchc.models.units import UnitRegister
from cchc.scoring.expressions import Value
from cchc.scoring.gains import best, gains, movable
from cchc.scoring.known import day_of, known_facts, source
from cchc.scoring.rules import State
from cchc.scoring.score import LeafScore, Score, outcome_of, score
from cchc.status import Setting
from cchc.units import Units

Run = Callable[..., Result]
SAMPLE = REPOSITORY / "cchc" / "data" / "sample"
PROVINCE = "par-index-province-1187"
OWN = "par-index-lamdong-departments"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with no workspace around it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def facts_file(folder: Path, text: str) -> Path:
    file = folder / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    return file


SMALL = """\
format: 1
id: bo-nho
title: Bộ nhỏ
years: 2024/..
decision: {number: 1/QĐ-SM, date: 2024-01-02}
applies_to: Cơ quan hư cấu
evaluator: Hội đồng hư cấu
total: 4
index: điểm / tối đa
classification:
  - {name: Tốt, ge: 80}
  - {name: Khá, lt: 80}
fields:
  - code: "1"
    name: Lĩnh vực
    max: 4
    criteria:
      - code: "1.1"
        name: Tỷ lệ
        max: 3
        rule:
          kind: linear
          terms: [{num: b, den: a, points: 3}]
          formula: b/a
          when_denominator_zero: unstated
        needs:
          - {sym: a, id: x.total, what: tổng số, type: int, origin: entered}
          - {sym: b, id: x.done, what: số xong, type: int, origin: entered}
      - code: "1.2"
        name: Có hay không
        max: 1
        rule:
          kind: choice
          measure: q
          options: [{when: có, value: true, points: 1}, {when: không, value: false, points: 0}]
        modifiers:
          - {kind: not_applicable, when: không giao, test: not given, effect: exclude_from_total}
        needs:
          - {sym: q, id: x.yes, what: có, type: bool, origin: entered}
          - {sym: given, id: x.given, what: được giao, type: bool, origin: entered}
"""  # noqa: E501


@pytest.fixture
def small(workspace: Path) -> Path:
    """A workspace with a scheme of two leaves and sheets of two years."""
    schemes = workspace / "plans" / "schemes"
    schemes.mkdir()
    (schemes / "bo-nho.yaml").write_text(SMALL, encoding="utf-8")
    for year, done in ((2024, 1), (2025, 2)):
        sheet(workspace, "ke-hoach", year, f'"1.1": {{a: 3, b: {done}}}')
    return workspace


def sheet(root: Path, plan: str, year: int, facts: str, more: str = "") -> None:
    folder = root / "plans" / plan / "scores"
    folder.mkdir(exist_ok=True)
    text = f"scheme: bo-nho\nyear: {year}\n{more}facts:\n  {facts}\n"
    (folder / f"bo-nho-{year}.yaml").write_text(text, encoding="utf-8")


def test_json_is_a_contract(small: Path, run: Run) -> None:
    file = facts_file(small, 'facts: {"1.1": {a: 3, b: 2}, "1.2": {given: false}}')
    result = run("score", "--facts", file, "--scheme", "bo-nho", "--format", "json",
                 "--root", small)  # fmt: skip
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "format": 1,
        "scheme": "bo-nho",
        "leaves": [
            {"code": "1.1", "max": 3.0, "points": 2.0, "state": "scored"},
            {"code": "1.2", "max": 1.0, "points": None, "state": "not_applicable"},
        ],
        "points": 2.0,
        "max": 3.0,
        "index": 66.67,
        "class": "Khá",
    }


def test_facts_are_scored_without_a_workspace(elsewhere: Path, run: Run) -> None:
    file = facts_file(elsewhere, 'facts: {"1.1": {a: 45, b: 45}}')
    for name in (PROVINCE, "1187", "province-1187"):
        result = run("score", "--facts", file, "--scheme", name, "--format", "json")
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert (found["scheme"], found["points"], found["max"]) == (PROVINCE, 1.5, 100)
        assert (found["index"], found["class"]) == (1.5, "Thấp")
        assert len(found["leaves"]) == 102


def test_the_file_may_name_its_scheme(elsewhere: Path, run: Run) -> None:
    file = facts_file(
        elsewhere, f'scheme: {PROVINCE}\nfacts: {{"1.1": {{a: 4, b: 4}}}}'
    )
    assert run("score", "--facts", file).exit_code == 0


REFUSED = [
    (["--scheme", "1187"], 2, "không thấy thư mục plans/"),
    (["--facts", "khong-co.yaml"], 2, "không có tệp này"),
    (["--facts", "facts.yaml"], 2, "nêu bộ tiêu chí bằng --scheme"),
    (["--facts", "facts.yaml", "--scheme", "tinh"], 2, "không phải bộ tiêu chí"),
    (["--facts", "facts.yaml", "--scheme", "par"], 2, "có thể là"),
    (["--facts", "facts.yaml", "--scheme", "1187", "--rank"], 2, "--facts không dùng"),
    (["--what-if", "--rank"], 2, "chỉ dùng một trong"),
]


@pytest.mark.parametrize(("words", "code", "told"), REFUSED)
def test_what_cannot_be_done_is_one_clear_line(
    words: list[str], code: int, told: str, elsewhere: Path, run: Run
) -> None:
    import re

    facts_file(elsewhere, "facts: {}")
    result = run("score", *words)
    assert result.exit_code == code
    assert re.search(told, result.stderr), result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_wrong_value_fails_and_an_unread_one_is_told(
    elsewhere: Path, run: Run
) -> None:
    file = facts_file(elsewhere, 'facts:\n  "1.5": {k: ba}\n  "1.1": {a: 4, b: 4}\n')
    result = run("score", "--facts", file, "--scheme", "1187", "--format", "json")
    assert result.exit_code == 1
    assert "facts.yaml:2:14: lỗi fact-impossible" in result.stderr
    assert json.loads(result.stdout)["points"] == 1.5
    file = facts_file(
        elsewhere, 'facts:\n  "1.1": {a: 4, b: 4, z: 4}\n  "9.9": {a: 1}\n'
    )
    result = run("score", "--facts", file, "--scheme", "1187", "--format", "json")
    assert result.exit_code == 0
    assert "facts.yaml:2:23: cảnh báo fact-unread" in result.stderr
    assert "facts.yaml:3:3: cảnh báo fact-unread" in result.stderr


BROKEN = [
    "", "facts", "facts: [1]", "facts: {1.1: 5}", 'facts: {"1.1": {a: {b: 1}}}',
    'facts: {"1.1": {a: [[1]]}}', "facts: {}\nnote: x", "facts: {a: b: c}",
    'facts: {"1.1": {"__class__": 1}}', "facts: &x {}", 'facts: {"1.1\\u0000": {a: 1}}',
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_of_facts_is_told_with_its_place(
    text: str, elsewhere: Path, run: Run
) -> None:
    file = facts_file(elsewhere, text)
    result = run("score", "--facts", file, "--scheme", "1187")
    assert result.exit_code == 1
    assert result.stderr.startswith("facts.yaml:")
    assert result.stdout == ""


# what stands in the scheme, by what it is replaced; rule, and the place in the text
DEEP = "{kind: sum, parts: [{id: '1', name: x, max: 3, rule: " * 12 + "x" + "}]}" * 12
HOSTILE = [
    ("num: b,", "num: a.__class__,", "expression-invalid", "a.__class__", 1),
    ("num: b,", "num: __import__('os'),", "expression-invalid", "__import__", 11),
    ("num: b,", "num: 10**10**10,", "expression-invalid", "10**10", 3),
    ("num: b,", "num: 1e308,", "expression-invalid", "1e308", 1),
    ("num: b,", "num: 1e308*1e308,", "expression-invalid", "1e308", 1),
    ("num: b,", f"num: {'(' * 60}b{')' * 60},", "expression-invalid", "((((", 12),
    ("num: b,", f"num: {'9' * 30},", "expression-invalid", "9" * 30, 0),
    ("num: b,", "num: c,", "symbol-unknown", "c, den", 0),
    ("num: b,", "num: q,", "symbol-unknown", "q, den", 0),
    ("test: not given", "test: given + 1", "expression-invalid", "given + 1", 0),
    ("points: 3}", "points: 1e308}", "value-invalid", "1e308", 0),
    ("points: 3}", "points: 10**10**10}", "value-invalid", "10**10", 0),
    ("points: 3}", "points: -3}", "value-invalid", "-3}", 0),
    ("points: 3}", "points: .inf}", "value-invalid", ".inf", 0),
    ("points: 3}", "points: nan}", "value-invalid", "nan", 0),
    ("kind: linear", "kind: eval", "value-invalid", "kind: eval", 0),
    ("        max: 3\n", f"        max: 3\n        rule_in_decision: {DEEP}\n",
     "yaml-too-deep", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "rule", "mark", "offset"), HOSTILE)
def test_a_hostile_scheme_is_refused_with_the_place(
    old: str, new: str, rule: str, mark: str | None, offset: int, small: Path, run: Run
) -> None:
    file = small / "plans" / "schemes" / "bo-nho.yaml"
    text = SMALL.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    facts = facts_file(small, 'facts: {"1.1": {a: 3, b: 2}}')
    result = run("score", "--facts", facts, "--scheme", "bo-nho", "--root", small)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert rule in result.stderr
    if mark is not None:
        before = text[: text.index(mark)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n") + offset
        assert f"bo-nho.yaml:{line}:{column}: lỗi {rule}" in result.stderr


def test_a_fault_in_a_fact_of_a_scheme_is_told_with_the_id_of_the_fact(
    small: Path,
) -> None:
    text = SMALL.replace("what: số xong, type: int", "what: số xong, type: whole")
    (small / "plans/schemes/bo-nho.yaml").write_text(text, encoding="utf-8")
    found = load_scheme("bo-nho", Workspace(small)).findings
    assert [(one.line, one.id) for one in found] == [(28, "x.done")], "and no other"


def test_a_list_that_lacks_items_is_told_in_words_of_ours(small: Path) -> None:
    text = SMALL[: SMALL.index("fields:")] + "fields: []\n"
    (small / "plans/schemes/bo-nho.yaml").write_text(text, encoding="utf-8")
    found = load_scheme("bo-nho", Workspace(small)).findings
    assert "at least 1 must stand here, not 0" in str(found[-1].message)


def test_a_division_by_zero_is_asked_and_fails_nothing(small: Path, run: Run) -> None:
    facts = facts_file(small, 'facts: {"1.1": {a: 0, b: 0}, "1.2": {q: true}}')
    result = run("score", "--facts", facts, "--scheme", "bo-nho", "--root", small)
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert "a = 0; bộ tiêu chí không nêu khi đó chấm thế nào" in told


def test_of_several_years_the_last_is_shown(small: Path, run: Run) -> None:
    def points(*words: str) -> float:
        result = run("score", *words, "--format", "json", "--root", small)
        assert result.exit_code == 0, result.stderr
        return float(json.loads(result.stdout)["points"])

    assert points() == 2.0
    assert points("--year", "2024") == 1.0
    assert points("--scheme", "nho", "--unit", "so-mau") == 2.0


def test_no_sheet_of_that_kind_is_one_clear_line(small: Path, run: Run) -> None:
    result = run("score", "--year", "2019", "--root", small)
    assert result.exit_code == 2
    assert "plans/ke-hoach/scores/" in result.stderr


def test_two_years_side_by_side(small: Path, run: Run) -> None:
    words = ("score", "--compare", "2024", "2025", "--root", small)
    found = json.loads(run(*words, "--format", "json").stdout)
    assert found["changes"] == [{"code": "1.1", "change": 1.0}]
    assert [found[side]["points"] for side in ("before", "after")] == [1.0, 2.0]
    assert "+1,00" in run(*words).stdout
    assert run("score", "--compare", "2019", "2025", "--root", small).exit_code == 2


def test_offices_are_ranked_by_index_and_share_a_place(small: Path, run: Run) -> None:
    for i, (unit, done) in enumerate((("phong-a", 3), ("phong-b", 2))):
        plan = small / "plans" / f"phong-{i}"
        shutil.copytree(small / "plans" / "ke-hoach", plan)
        file = plan / "decision.yaml"
        text = file.read_text(encoding="utf-8").replace(
            "id: ke-hoach", f"id: phong-{i}"
        )
        file.write_text(text.replace("issuer: so-mau", f"issuer: {unit}"), "utf-8")
        sheet(small, f"phong-{i}", 2025, f'"1.1": {{a: 3, b: {done}}}')
    words = ("score", "--rank", "--year", "2025", "--root", small)
    found = json.loads(run(*words, "--format", "json").stdout)
    places = [(one["place"], one["unit"], one["index"]) for one in found["units"]]
    assert places == [(1, "phong-a", 75.0), (2, "phong-b", 50.0), (2, "so-mau", 50.0)]
    assert "Phòng A" in run(*words).stdout
    assert run("score", "--rank", "--root", small).exit_code == 2  # two years


def test_ties_at_two_decimals_are_told_apart_by_three() -> None:
    from cchc.scoring.compare import ranking
    from cchc.views.labels import Language
    from cchc.views.scores import ranking_grid

    scheme = load_scheme(PROVINCE, None).record
    assert scheme is not None

    def office(done: int) -> Score:
        from cchc.models.scores import ScoreSheet

        facts = {"3.2.3": {"a": "1000000", "b": str(done)}}
        return score(scheme, ScoreSheet.model_validate({"facts": facts}))

    ranked = ranking([("mot", office(851000)), ("hai", office(854000))])
    grid = ranking_grid(ranked, [], {}, Language("vi"))
    cells = {one.key: one.cell for one in grid.columns}
    found = [(cells["unit"](one), cells["index"](one)) for one in grid.records]
    assert found == [("hai", "0,854"), ("mot", "0,851")]


def test_csv_has_a_line_a_leaf(small: Path, run: Run) -> None:
    out = run("score", "--format", "csv", "--keys", "--root", small).stdout
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [(r["code"], r["points"], r["state"]) for r in rows] == [
        ("1.1", "2.0", "scored"),
        ("1.2", "", "missing"),
    ]
    assert "q (có)" in rows[1]["note"]


def test_the_last_step_of_the_score_journal_stands_beside(
    small: Path, run: Run
) -> None:
    journal = (
        "journal:\n"
        '  - {step: self, date: 2025-12-01, by: Sở Mẫu, points: {"1.1": 2}}\n'
        '  - {step: verified_1, date: 2025-12-09, by: Hội đồng, points: {"1.1": 1.5}}\n'
    )
    sheet(small, "ke-hoach", 2025, '"1.1": {a: 3, b: 2}', journal)
    out = run("score", "--root", small, "--format", "md").stdout
    assert "thẩm định lần 1" in out
    assert "| 1.1 | Tỷ lệ | 3,00 | 2,00 | 66,67 | 1,50 |" in out


# --- the sample ---------------------------------------------------------------------


def sample_score(scheme_id: str) -> Score:
    workspace = Workspace(SAMPLE)
    plan = workspace.plan("2025-so-mau").record
    scheme = load_scheme(scheme_id, workspace).record
    [loaded] = [
        one for one in score_sheets(workspace, "2025-so-mau") if scheme_id in one.path
    ]
    assert plan is not None
    assert scheme is not None
    assert loaded.record is not None
    journals = [one.record for one in workspace.journals(plan.id) if one.record]
    units = Units(workspace.units.record or UnitRegister())
    setting = Setting(day_of(loaded.record, plan), units, Workdays())
    known = known_facts(scheme, loaded.record, source(plan, None, journals, setting))
    return score(scheme, loaded.record, known)


def test_the_sample_has_no_open_finding() -> None:
    workspace = Workspace(SAMPLE)
    found = check(workspace, workspace.plan_ids, date(2026, 4, 1))
    assert [f for f in found if not f.accepted] == []


def test_the_invented_province_has_its_whole_year() -> None:
    found = sample_score(PROVINCE)
    assert {leaf.state for leaf in found.leaves} == {State.SCORED}
    assert found.total.max == 100
    assert found.class_ == "Tốt"


WORKED_OUT = {
    ("1.1.2", "a"): 15, ("1.1.2", "b"): 3, ("1.1.2", "c"): 2,
    ("3.1.2", "a"): 3, ("3.1.2", "b"): 2, ("3.1.2", "c"): 2,
    ("3.1.5", "a"): 2, ("3.1.5", "b"): 1,
    ("5.5", "a"): 1, ("5.5", "b"): 0,
    ("7.1", "a"): 2, ("7.1", "b"): 0,
}  # fmt: skip


def test_what_the_plan_knows_is_worked_out_and_says_from_where() -> None:
    found = {
        (leaf.code, symbol): one
        for leaf in sample_score(OWN).leaves
        for symbol, one in leaf.given.items()
        if one.told is not None
    }
    assert {key: one.value for key, one in found.items()} == WORKED_OUT
    assert str(found["3.1.2", "a"].told) == (
        "tasks 2.4 of the plan 2025-so-mau, as of 04/07/2025"
    )


def test_a_plan_knows_nothing_of_another_office() -> None:
    assert all(
        one.told is None
        for leaf in sample_score(PROVINCE).leaves
        for one in leaf.given.values()
    )


def test_status_and_score_tell_the_same_tasks_done(run: Run) -> None:
    out = run("status", "--as-of", "2025-07-04", "--root", SAMPLE).stdout
    assert "Hoàn thành trên tổng số nhiệm vụ: 3/15" in out


def brute(leaf: LeafScore) -> Iterator[tuple[Fraction, str, Value, Fraction]]:
    """Every change of one fact that an office can make, one by one: points, effort."""
    values = {name: one.value for name, one in leaf.given.items()}
    figures = [int(v) for v in values.values() if isinstance(v, Fraction)]
    top = max([*(n for n in figures if not isinstance(n, bool)), 40]) + 2
    for symbol in movable(leaf.place):
        now = values.get(symbol)
        trials: list[Value] = []
        if isinstance(now, bool):
            trials = [not now]
        elif isinstance(now, Fraction) and top <= 6000:
            trials = [Fraction(n) for n in range(top + 1)]
        for value in trials:
            outcome = outcome_of(leaf.place, {**values, symbol: value})
            if outcome.points is not None:
                effort = Fraction(1) if isinstance(value, bool) else abs(value - now)
                yield outcome.points, symbol, value, effort


@pytest.mark.long
@pytest.mark.parametrize("scheme_id", [OWN, PROVINCE])
def test_no_single_change_beats_what_if(scheme_id: str) -> None:
    tried = 0
    for leaf in sample_score(scheme_id).leaves:
        if leaf.points is None or leaf.points == leaf.max or leaf.settlement:
            continue
        every = [one for one in brute(leaf) if one[0] > leaf.points]
        if not every:
            continue
        gain = best(leaf)
        assert gain is not None, leaf.code
        most = max(one[0] for one in every)
        assert gain.points >= most, leaf.code
        if gain.points == most:
            least = min(one[3] for one in every if one[0] == most)
            [change] = gain.changes
            found = [
                o for o in every if o[1] == change.need.sym and o[2] == change.after
            ]
            assert [one[3] for one in found] == [least], leaf.code
        tried += 1
    assert tried >= 20


def test_each_gain_is_what_its_changes_give() -> None:
    found = sample_score(OWN)
    options = gains(found)
    assert [gain.gained for gain in options] == sorted(
        (gain.gained for gain in options), reverse=True
    )
    for gain in options:
        values = {name: one.value for name, one in gain.leaf.given.items()}
        values |= {change.need.sym: change.after for change in gain.changes}
        assert outcome_of(gain.leaf.place, values).points == gain.points
        assert gain.gained > 0


def test_what_if_never_changes_what_a_figure_is_held_against() -> None:
    places = {p.leaf.code: p for p in load_scheme(PROVINCE, None).record.places()}  # type: ignore[union-attr]
    moves = {
        "1.1": ["b"], "1.2": ["b", "c", "q"], "1.7": ["b", "c"], "2.2": ["d1", "q"],
        "2.3.2": ["b1", "b2", "b3", "q"], "3.4.3": ["b"], "4.2.1": ["b"],
        "5.4": ["n1", "n2", "n3"], "8.2": ["cur"], "8.3.3": ["cur"],
        "8.4": ["b", "r"], "8.5": ["b", "c"],
    }  # fmt: skip
    assert {code: movable(places[code]) for code in moves} == moves


def test_what_if_json_is_a_contract(small: Path, run: Run) -> None:
    result = run("score", "--what-if", "--format", "json", "--root", small)
    assert json.loads(result.stdout) == {
        "format": 1,
        "scheme": "bo-nho",
        "gains": [
            {
                "code": "1.1",
                "points": 2.0,
                "could_be": 3.0,
                "gain": 1.0,
                "changes": [{"symbol": "b", "fact": "x.done", "from": 2, "to": 3}],
            }
        ],
    }


def test_two_facts_that_only_help_together_are_named_together() -> None:
    found = {gain.leaf.code: gain for gain in gains(sample_score(OWN))}
    changes = [(c.need.sym, c.before, c.after) for c in found["3.1.2"].changes]
    assert changes == [("b", 2, 3), ("c", 2, 3)]


def test_cascade_names_criteria_that_no_task_serves(small: Path, run: Run) -> None:
    sheet(small, "ke-hoach", 2025, '"1.1": {a: 3, b: 2}',
          'served_by: {"1.2": {tasks: ["1.1"]}}\n')  # fmt: skip
    (small / "plans" / "ke-hoach" / "scores" / "bo-nho-2024.yaml").unlink()
    result = run("cascade", "--root", small, "--format", "json")
    assert json.loads(result.stdout)["unserved"] == [
        {"scheme": "bo-nho", "year": 2025, "criteria": ["1.1"]}
    ]
    assert "1 tiêu chí chưa có nhiệm vụ" in run("cascade", "--root", small).stdout


KNOWN = {
    "plan_tasks": 2, "plan_tasks_done": 1, "plan_tasks_done_on_time": 1,
    "tasks": 2, "tasks_done": 1, "tasks_done_on_time": 1,
    "due": 2, "sent": 1, "sent_on_time": 1, "done": False,
    "plan_signed_on": date(2024, 1, 5), "days_after_superior": 4,
    "measured": Fraction("7.5"),
}  # fmt: skip


def test_every_way_in_which_a_fact_follows_from_the_plan(tmp_path: Path) -> None:
    from conftest import PLAN, TASK

    own = PLAN.replace("period: 2024", "period: 2024\nimplements: [tren]")
    own = own.replace(
        'goal: {at_least: 99, unit: "%"}', "goal: {at_least: 9, unit: ngày}"
    )
    own = own.replace("    indicator: on-time-rate\n", "")
    make_workspace(tmp_path, own + TASK + TASK.replace('"1.1"', '"1.2"'))
    above = tmp_path / "plans" / "tren"
    above.mkdir()
    text = PLAN.replace("id: ke-hoach", "id: tren").replace("2024-01-05", "2024-01-01")
    (above / "decision.yaml").write_text(text.replace("tasks:\n", ""), encoding="utf-8")
    progress = tmp_path / "plans" / "ke-hoach" / "progress"
    progress.mkdir()
    (progress / "van-phong.yaml").write_text(
        "unit: van-phong\nentries:\n"
        '  - {task: "1.1", date: 2024-03-01, state: done, '
        "evidence: [{document: 1/BC}]}\n"
        "  - {target: on-time, date: 2024-06-30, period: 2024-H1, value: 7.5}\n",
        encoding="utf-8",
    )
    workspace = Workspace(tmp_path)
    plan, superior = workspace.plan("ke-hoach").record, workspace.plan("tren").record
    assert plan is not None
    journals = [one.record for one in workspace.journals(plan.id) if one.record]
    units = Units(workspace.units.record or UnitRegister())
    setting = Setting(date(2024, 12, 31), units, Workdays())
    origin = source(plan, superior, journals, setting)
    needs = "".join(
        f"          - {{sym: s{i}, id: k.{how}, what: x, type: "
        f"{'bool' if how == 'done' else 'int'}, origin: tool, known: {how}}}\n"
        for i, how in enumerate([*KNOWN, "done_on", "due_on"])
    )
    file = tmp_path / "plans" / "schemes" / "bo-nho.yaml"
    file.parent.mkdir()
    file.write_text(SMALL + needs, encoding="utf-8")
    scheme = load_scheme("bo-nho", workspace).record
    assert scheme is not None
    served = {"1.2": {"tasks": ["1.1", "1.2"], "targets": ["on-time"]}}
    from cchc.models.scores import ScoreSheet

    sheet = ScoreSheet.model_validate({"facts": {}, "year": 2024, "served_by": served})
    found = known_facts(scheme, sheet, origin)
    values = {fact.removeprefix("k."): one.value for (_, fact), one in found.items()}
    assert values == {**KNOWN, "due_on": date(2024, 3, 31)}
    served["1.2"]["tasks"] = ["1.1"]
    sheet = ScoreSheet.model_validate({"facts": {}, "year": 2024, "served_by": served})
    found = known_facts(scheme, sheet, origin)
    assert found["1.2", "k.done"].value is True
    assert found["1.2", "k.done_on"].value == date(2024, 3, 1)
    assert known_facts(scheme, ScoreSheet(facts={}, unit="phong-a"), origin) == {}


def test_periodic_reports_are_counted_by_the_day_on_which_they_were_sent(
    tmp_path: Path,
) -> None:
    from conftest import PLAN, TASK

    from cchc.holdings import Holdings
    from cchc.models.scores import ScoreSheet
    from cchc.reporting.scored import known_of

    make_workspace(tmp_path, PLAN.replace("title: Kế", "title: CCHC, kế") + TASK)
    reports = tmp_path / "plans" / "ke-hoach" / "reports"
    reports.mkdir()
    days = {"2024-Q1": "2024-03-18", "2024-H1": "2024-07-30", "2024-9M": "2025-01-02"}
    for period, day in days.items():
        text = f"period: {period}\nsent: {{date: {day}}}\n"
        (reports / f"{period}.yaml").write_text(text, encoding="utf-8")
    needs = "".join(
        f"          - {{sym: s{i}, id: k.{how}, what: x, type: int, origin: tool, "
        f"known: {how}}}\n"
        for i, how in enumerate(("due", "sent", "sent_on_time"))
    )
    file = tmp_path / "plans" / "schemes" / "bo-nho.yaml"
    file.parent.mkdir()
    file.write_text(SMALL + needs, encoding="utf-8")
    workspace = Workspace(tmp_path)
    scheme = load_scheme("bo-nho", workspace).record
    plan = workspace.plan("ke-hoach").record
    assert scheme is not None
    assert plan is not None
    holdings = Holdings(workspace, lambda found: None)
    for served, wanted in (
        ({"reports": True}, {"due": 4, "sent": 2, "sent_on_time": 1}),
        ({}, {}),
    ):
        sheet = ScoreSheet.model_validate(
            {"facts": {}, "year": 2024, "served_by": {"1.2": served}}
        )
        found = known_of(holdings, plan, [], scheme, sheet)
        assert {fact.removeprefix("k."): one.value
                for (_, fact), one in found.items()} == wanted  # fmt: skip


def test_a_table_has_the_criteria_of_every_field(small: Path, run: Run) -> None:
    more = """\
  - code: "2"
    name: Lĩnh vực hai
    max: 2
    criteria:
      - code: "2.1"
        name: Rồi hay chưa
        max: 2
        rule:
          kind: choice
          measure: r
          options: [{when: rồi, value: true, points: 2}]
        needs: [{sym: r, id: x.r, what: rồi, type: bool, origin: entered}]
"""
    text = SMALL.replace("total: 4", "total: 6") + more
    (small / "plans/schemes/bo-nho.yaml").write_text(text, encoding="utf-8")
    out = run("score", "--root", small, "--format", "md").stdout
    codes = re.findall(r"^\| (\d[\d.]*) ", out, re.M)
    assert codes == ["1.1", "1.2", "2.1"]


def test_a_table_shows_what_is_missing_and_that_it_is_provisional(
    small: Path, run: Run
) -> None:
    out = " ".join(run("score", "--root", small).stdout.split())
    assert "thiếu dữ kiện: q (có)" in out
    assert "Tổng: 2,00 trên 4,00 điểm; chỉ số 50,00%; xếp loại: Khá" in out
    assert "Tạm tính: còn 1,00 điểm chưa có kết quả (1 thiếu dữ kiện)" in out
