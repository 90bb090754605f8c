"""Gaps between a plan and the one above it, and `cchc cascade`."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
from typer.testing import Result

from cchc.cascade import Gap, chain, compare_levels
from cchc.models.plan import Plan
from cchc.models.units import UnitRegister
from cchc.units import Units

Run = Callable[..., Result]

REGISTER: dict[str, Any] = {
    "units": [
        {"id": "ubnd-tinh", "name": "Ủy ban nhân dân tỉnh Mẫu", "level": "province"},
        {
            "id": "so-noi-vu",
            "name": "Sở Nội vụ",
            "level": "province",
            "parent": "ubnd-tinh",
        },
        {
            "id": "so-tu-phap",
            "name": "Sở Tư pháp",
            "level": "province",
            "parent": "ubnd-tinh",
        },
        {
            "id": "ubnd-huyen",
            "name": "Ủy ban nhân dân huyện Mẫu",
            "level": "district",
            "parent": "ubnd-tinh",
        },
        {
            "id": "ubnd-huyen-khac",
            "name": "Ủy ban nhân dân huyện Khác",
            "level": "district",
            "parent": "ubnd-tinh",
        },
        {
            "id": "phong-noi-vu",
            "name": "Phòng Nội vụ huyện Mẫu",
            "level": "district",
            "parent": "ubnd-huyen",
        },
    ],
    "groups": [
        {"id": "cac-so", "name": "Các sở", "level": "province"},
        {"id": "cac-huyen", "name": "UBND các huyện", "level": "district"},
        {"id": "cac-xa", "name": "UBND các xã", "level": "commune"},
        {"id": "cac-co-quan", "name": "Các cơ quan, đơn vị"},
        {"id": "ubnd-cac-cap", "name": "Ủy ban nhân dân các cấp"},
        {
            "id": "huyen-khac",
            "name": "Một huyện khác",
            "level": "district",
            "members": [{"units": ["ubnd-huyen-khac"]}],
        },
    ],
}
UNITS = Units(UnitRegister.model_validate(REGISTER))


def plan(plan_id: str, issuer: str, **keys: Any) -> Plan:
    head = {"number": None, "symbol": None, "signed": None, "issuer": issuer}
    base = {"format": 1, "id": plan_id, "title": plan_id, "decision": head}
    return Plan.model_validate({**base, "period": "2023/2025", **keys})


def task(
    task_id: str, leads: list[str], *deadlines: Any, **keys: Any
) -> dict[str, Any]:
    base = {"id": task_id, "title": f"Việc {task_id}", "leads": leads}
    return {**base, "deadlines": list(deadlines), **keys}


def above(*tasks: Any, **keys: Any) -> Plan:
    return plan("tinh", "ubnd-tinh", tasks=tasks, **keys)


def below(*tasks: Any, **keys: Any) -> Plan:
    return plan("huyen", "ubnd-huyen", implements=["tinh"], tasks=tasks, **keys)


def taken(task_id: str, leads: list[str], of: str, *deadlines: Any) -> dict[str, Any]:
    return task(task_id, leads, *deadlines, implements={"plan": "tinh", "task": of})


def gaps(local: Plan, upstream: Plan, **better: Any) -> list[tuple[str, Any, Any]]:
    found = compare_levels(local, upstream, UNITS, better)
    return [(gap.kind.value, gap.local_id, gap.upstream_id) for gap in found]


NAMED = [
    (["cac-huyen"], True),
    (["ubnd-huyen"], True),
    (["phong-noi-vu"], True),
    (["ubnd-cac-cap"], True),
    (["so-noi-vu", "cac-huyen"], True),
    (["cac-so"], False),
    (["cac-xa"], False),
    (["huyen-khac"], False),
    (["ubnd-huyen-khac"], False),
    (["cac-co-quan"], False),
]


@pytest.mark.parametrize(("leads", "named"), NAMED)
def test_a_task_of_this_level_that_nobody_took_up_is_a_gap(
    leads: list[str], named: bool
) -> None:
    upstream = above(task("1", ["cac-huyen"]), task("2", leads, {"due": "2024-06"}))
    local = below(taken("a", ["ubnd-huyen"], "1"))
    expected = [("not_taken_up", None, "2")] if named else []
    assert gaps(local, upstream) == expected


def test_a_task_due_before_this_plan_is_only_worth_knowing() -> None:
    upstream = above(
        task("1", ["cac-huyen"]), task("2", ["cac-huyen"], {"due": "2022"})
    )
    (gap,) = compare_levels(below(taken("a", ["ubnd-huyen"], "1")), upstream, UNITS, {})
    assert gap.info


def test_a_task_without_a_basis_is_told_where_the_plan_links_tasks() -> None:
    upstream = above(task("1", ["cac-huyen"]))
    local = below(taken("a", ["ubnd-huyen"], "1"), task("b", ["ubnd-huyen"]))
    assert gaps(local, upstream) == [("no_basis", "b", None)]
    unlinked = below(task("b", ["ubnd-huyen"]))
    assert ("no_basis", "b", None) not in gaps(unlinked, upstream)


def test_a_plan_without_links_is_matched_by_title_and_only_perhaps_amiss() -> None:
    upstream = above(
        task("1", ["cac-huyen"], title="Rà soát thủ tục hành chính nội bộ"),
        task("2", ["cac-huyen"], title="Bố trí kinh phí"),
    )
    local = below(task("a", ["ubnd-huyen"], title="Rà soát thủ tục hành chính nội bộ"))
    (gap,) = compare_levels(local, upstream, UNITS, {})
    assert (gap.upstream_id, gap.info) == ("2", True)


def test_a_link_to_nothing_is_a_gap_at_its_place() -> None:
    local = below(taken("a", ["ubnd-huyen"], "9"))
    (gap,) = compare_levels(local, above(task("1", ["cac-so"])), UNITS, {})
    assert gap.kind.value == "link_broken"
    assert gap.loc == ("tasks", 0, "implements", "task")


DEADLINES: list[tuple[list[Any], list[Any], list[tuple[str, int | None]]]] = [
    ([{"due": "2023-06"}], [{"due": "2023-06-30"}], []),
    ([{"due": "2023-06"}], [{"due": "2023-12"}], [("deadline_later", 184)]),
    ([{"due": "2023-12"}], [{"due": "2023-06"}], [("deadline_earlier", -184)]),
    (
        [{"due": "2023-01", "what": "trình"}, {"due": "2023-06", "what": "kiểm tra"}],
        [{"due": "2023-06", "what": "kiểm tra"}],
        [("milestone_dropped", None)],
    ),
    ([{"due": "2023-06"}], [{"ongoing": True}], [("milestone_dropped", None)]),
    (
        [{"every": "year", "day": "09-15"}],
        [{"every": "year", "day": "09-10"}],
        [("deadline_earlier", -5)],
    ),
    ([{"every": "quarter"}], [{"every": "year"}], [("milestone_dropped", None)]),
    ([{"every": "year"}], [{"every": "quarter"}], []),
    ([{"every": "quarter"}], [{"due": "2023-12"}], [("milestone_dropped", None)]),
    ([{"every": "quarter"}], [{"ongoing": True}], [("milestone_dropped", None)]),
    (
        [{"every": "quarter"}],
        [{"after": "x", "within": {"days": 5}}],
        [("milestone_dropped", None)],
    ),
    ([{"ongoing": True}], [{"due": "2023-12"}], []),
    ([{"follows": "tiến độ"}], [{"due": "2023-12"}], []),
    (
        [{"after": "có phát sinh", "within": {"days": 5}}],
        [{"after": "có phát sinh", "within": {"days": 9}}],
        [("deadline_later", 4)],
    ),
]


@pytest.mark.parametrize(("there", "here", "expected"), DEADLINES)
def test_deadlines_are_held_against_those_above(
    there: list[Any], here: list[Any], expected: list[Any]
) -> None:
    upstream = above(task("1", ["cac-huyen"], *there))
    local = below(taken("a", ["ubnd-huyen"], "1", *here))
    found = compare_levels(local, upstream, UNITS, {})
    assert [(gap.kind.value, gap.days) for gap in found] == expected


def test_a_yearly_duty_is_met_by_one_date_in_a_plan_of_one_year() -> None:
    upstream = above(task("1", ["cac-huyen"], {"every": "year", "day": "09-15"}))
    local = plan(
        "huyen",
        "ubnd-huyen",
        period="2024",
        tasks=[taken("a", ["ubnd-huyen"], "1", {"due": "2024-09-20"})],
    )
    assert gaps(local, upstream) == [("deadline_later", "a", "1")]


LEADS = [
    (["ubnd-huyen"], ["cac-huyen"], True),
    (["phong-noi-vu"], ["cac-huyen"], True),
    (["ubnd-tinh"], ["cac-huyen"], False),
    (["ubnd-huyen"], ["cac-huyen", "cac-xa"], False),
    (["ubnd-huyen", "cac-xa"], ["cac-huyen", "cac-xa"], True),
    (["cac-co-quan"], ["cac-huyen", "cac-xa"], True),
    (["phong-noi-vu"], ["so-noi-vu"], True),
    (["phong-noi-vu"], ["so-tu-phap"], False),
    (["phong-noi-vu"], ["cac-so"], True),
]


@pytest.mark.parametrize(("here", "there", "match"), LEADS)
def test_leads_must_answer_to_those_above(
    here: list[str], there: list[str], match: bool
) -> None:
    found = gaps(below(taken("a", here, "1")), above(task("1", there)))
    assert found == ([] if match else [("leads_differ", "a", "1")])


def percent(value: float, **keys: Any) -> dict[str, Any]:
    return {"indicator": "so-hoa", "goal": {"at_least": value, "unit": "%"}, **keys}


def targets(*items: Any) -> list[Any]:
    return [{"id": f"t{i}", "title": f"T{i}", **one} for i, one in enumerate(items)]


SCHEDULE = {
    "indicator": "so-hoa",
    "by": "2025",
    "goal": {
        "schedule": [
            {"year": 2022, "scope": "province", "at_least": 30},
            {"year": 2022, "scope": "district", "at_least": 20},
        ],
        "unit": "%",
        "yearly_rise": 20,
        "until": "2025",
    },
}
ASKED: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    (SCHEDULE, percent(60, by="2024"), False),
    (SCHEDULE, percent(59, by="2024"), True),
    (SCHEDULE, percent(59, by="2024", scope="province"), True),
    (SCHEDULE, percent(10, by="2024", scope="land"), False),
    (percent(80, by="2024"), percent(70, by="2024"), True),
    (percent(80, by="2024", scope="district"), percent(70, by="2024"), True),
    (percent(80, by="2024", scope="province"), percent(70, by="2024"), False),
    ({**SCHEDULE, "scope": "district"}, percent(10, by="2024"), True),
    ({**SCHEDULE, "scope": "province"}, percent(10, by="2024"), False),
    (percent(80, by="2024"), percent(70, by="2024", scope="land"), False),
    (percent(80, by="2025"), percent(70, by="2024"), False),
    (percent(80, by="2023"), percent(70, by="2024"), True),
    (percent(80), percent(70, by="2024"), True),
]


@pytest.mark.parametrize(("there", "here", "weaker"), ASKED)
def test_targets_are_held_against_what_this_level_owes_that_year(
    there: dict[str, Any], here: dict[str, Any], weaker: bool
) -> None:
    found = gaps(below(targets=targets(here)), above(targets=targets(there)))
    assert found == ([("target_weaker", "t0", "t0")] if weaker else [])


def test_a_late_rate_is_weaker_when_it_is_higher() -> None:
    there = {"indicator": "tre", "goal": {"less_than": 4, "unit": "%"}}
    here = {"indicator": "tre", "goal": {"less_than": 5, "unit": "%"}}
    local, upstream = below(targets=targets(here)), above(targets=targets(there))
    assert gaps(local, upstream, tre="down") == [("target_weaker", "t0", "t0")]


def test_a_figure_told_differently_is_shown_once_with_all_places() -> None:
    here = [percent(60, at="II", by="2024"), percent(40, at="III", by="2024")]
    repeated = [*here, percent(40, at="phụ lục", by="2024")]
    local, upstream = (
        below(targets=targets(*repeated)),
        above(targets=targets(SCHEDULE)),
    )
    weaker, differs = compare_levels(local, upstream, UNITS, {})
    assert (weaker.kind.value, weaker.at) == ("target_weaker", ("III", "phụ lục"))
    assert differs.kind.value == "target_told_differently"
    assert differs.at == ("II", "III", "phụ lục")
    assert "≥ 60 %, ≥ 40 %" in str(differs.message)


def test_the_chain_goes_up_and_down_and_survives_a_circle() -> None:
    top = plan("tw", "ubnd-tinh", implements=["xa"])
    middle = plan("tinh", "ubnd-tinh", implements=["tw", "mat"])
    low = plan("xa", "ubnd-huyen", implements=["tinh"])
    found = chain(middle, [top, middle, low], UNITS, {})
    links = [(link.local.id, link.upstream.id) for link in found.links]
    assert ("tinh", "tw") in links
    assert ("xa", "tinh") in links
    assert found.absent == (("tinh", "mat"),)


def test_every_gap_has_a_message_and_a_place() -> None:
    upstream = above(
        task("1", ["cac-huyen"], {"due": "2023-06"}),
        task("2", ["cac-huyen"]),
        targets=targets(SCHEDULE),
    )
    local = below(
        taken("a", ["ubnd-tinh"], "1", {"due": "2023-09"}),
        task("b", ["ubnd-huyen"]),
        targets=targets(percent(1, by="2024")),
    )
    found: list[Gap] = compare_levels(local, upstream, UNITS, {})
    assert len({gap.kind for gap in found}) == 5
    for gap in found:
        assert str(gap.message)
        assert gap.loc[0] in ("tasks", "targets", "implements")


def decision(plan_id: str, issuer: str, rest: str) -> str:
    head = f"{{number: null, symbol: null, signed: null, issuer: {issuer}}}"
    return (
        f"format: 1\nid: {plan_id}\ntitle: Kế hoạch & {plan_id}\n"
        f"decision: {head}\nperiod: 2024\n{rest}"
    )


@pytest.fixture
def levels(workspace: Path) -> Path:
    """Two fictional plans, one above the other."""
    texts = {
        "tren": decision(
            "tren",
            "so-mau",
            "tasks:\n"
            '  - {id: "1", title: Việc <một>, leads: [phong-a],\n'
            "     deadlines: [{due: 2024-06}]}\n"
            '  - {id: "2", title: Việc hai, leads: [phong-a],\n'
            "     deadlines: [{due: 2024-07}]}\n",
        ),
        "duoi": decision(
            "duoi",
            "phong-a",
            "implements: [tren, vang-mat]\ntasks:\n"
            '  - {id: "7", title: Việc một, leads: [phong-a],\n'
            '     deadlines: [{due: 2024-09}], implements: {plan: tren, task: "1"}}\n',
        ),
    }
    for plan_id, text in texts.items():
        folder = workspace / "plans" / plan_id
        folder.mkdir()
        (folder / "decision.yaml").write_text(text, encoding="utf-8")
    return workspace


def test_cascade_prints_gaps_with_both_values(levels: Path, run: Run) -> None:
    result = run("cascade", "duoi", "--format", "md", "--root", levels, lang="en")
    assert result.exit_code == 0
    assert "| – | 2 | Việc hai |" in result.stdout
    assert "(+92 days)" in result.stdout
    assert "vang-mat, which is not here" in result.stdout


def test_cascade_json_is_a_contract(levels: Path, run: Run) -> None:
    data = json.loads(
        run("cascade", "tren", "--format", "json", "--root", levels).stdout
    )
    assert set(data) == {"format", "plan", "links", "absent", "unserved"}
    (link,) = data["links"]
    assert link["pairs"] == [{"local": "7", "upstream": "1"}]
    assert set(link["gaps"][0]) == {
        "kind", "local", "upstream", "title", "local_value", "upstream_value", "days",
        "at", "info", "message", "loc",
    }  # fmt: skip


def test_cascade_svg_is_well_formed_accessible_and_the_same_twice(
    levels: Path, run: Run
) -> None:
    words = ("cascade", "duoi", "--format", "svg", "--root", levels)
    text = run(*words).stdout
    assert text == run(*words).stdout
    picture = minidom.parseString(text).documentElement
    assert picture is not None
    assert picture.getAttribute("role") == "img"
    assert picture.getElementsByTagName("desc")


def test_cascade_svg_boxes_lie_apart_and_curves_join_them(
    levels: Path, run: Run
) -> None:
    text = run("cascade", "duoi", "--format", "svg", "--root", levels).stdout
    picture = minidom.parseString(text).documentElement
    assert picture is not None
    group = picture.getElementsByTagName("g")[0]
    boxes = [
        tuple(float(one.getAttribute(key)) for key in ("x", "y", "width", "height"))
        for one in group.getElementsByTagName("rect")
    ]
    left, right = sorted({x for x, *_ in boxes})
    width = boxes[0][2]
    assert left == 0 < width < right
    assert 20 + right + width <= float(picture.getAttribute("width"))
    for column in (left, right):
        tops = sorted(y for x, y, *_ in boxes if x == column)
        assert all(below - above >= 22 for above, below in pairwise(tops))
    middles = {(x, y + height / 2) for x, y, _, height in boxes}
    for curve in group.getElementsByTagName("path"):
        start, end = curve.getAttribute("d").removeprefix("M").split("C")
        x, y = map(float, start.split())
        assert x == width
        assert (0, y) in middles
        x, y = map(float, end.split()[-2:])
        assert (x, y) == (right, y)
        assert (right, y) in middles


def test_cascade_dot_quotes_titles(levels: Path, run: Run) -> None:
    text = run("cascade", "duoi", "--format", "dot", "--root", levels).stdout
    assert '"tren/1" -> "duoi/7"' in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("format", ["table", "csv"])
def test_cascade_has_every_listing_format(levels: Path, run: Run, format: str) -> None:
    result = run("cascade", "duoi", "--format", format, "--root", levels)
    assert "Việc hai" in result.stdout


def test_a_plan_that_stands_alone_says_so(workspace: Path, run: Run) -> None:
    result = run("cascade", "ke-hoach", "--root", workspace, lang="en")
    assert "carries out no plan" in result.stdout


def test_exit_code_tells_whether_there_is_a_gap(levels: Path, run: Run) -> None:
    assert run("cascade", "duoi", "--exit-code", "--root", levels).exit_code == 1
    assert run("cascade", "ke-hoach", "--exit-code", "--root", levels).exit_code == 0
