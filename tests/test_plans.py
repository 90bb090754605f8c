"""The real plans of this repository load, are clean, and are whole."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import REPOSITORY

from cchc.dates.workdays import Workdays
from cchc.load import Workspace
from cchc.models.base import Record
from cchc.models.plan import Plan
from cchc.models.units import UnitRegister
from cchc.status import Setting, evaluate
from cchc.units import Units

WORKSPACE = Workspace(REPOSITORY)
COUNTS = {
    # plan: tasks, groups
    "2020-ubnd": (85, 9),
    "2021-ubnd": (54, 8),
    "2021-ubnd-3637": (45, 7),
    "2022-ubnd-131": (36, 4),
    "2023-binh-tan": (26, 4),
    "2024-snv": (89, 7),
}


def plan(plan_id: str) -> Plan:
    record = WORKSPACE.plan(plan_id).record
    assert record is not None
    return record


def test_the_plans_are_the_ones_we_know() -> None:
    assert set(WORKSPACE.plan_ids) == set(COUNTS)


@pytest.mark.parametrize("plan_id", COUNTS)
def test_a_plan_loads_without_findings_and_is_whole(plan_id: str) -> None:
    loaded = WORKSPACE.plan(plan_id)
    assert loaded.findings == []
    found = plan(plan_id)
    assert (len(found.tasks), len(found.groups)) == COUNTS[plan_id]


@pytest.mark.parametrize("plan_id", COUNTS)
def test_a_plan_file_round_trips_byte_for_byte(plan_id: str) -> None:
    import io

    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.representer.add_representer(
        type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    yaml.width = 1 << 20
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    raw = WORKSPACE.plan(plan_id).file.read_text(encoding="utf-8")
    out = io.StringIO()
    yaml.dump(yaml.load(raw), out)
    assert out.getvalue() == raw


@pytest.mark.parametrize("plan_id", COUNTS)
def test_every_id_that_a_plan_names_is_in_a_register(plan_id: str) -> None:
    found = plan(plan_id)
    units = Units(WORKSPACE.units.record or UnitRegister())
    indicators = WORKSPACE.indicators.record
    documents = WORKSPACE.documents.record
    assert indicators is not None
    assert documents is not None
    named = {unit for task in found.tasks for unit in (*task.leads, *task.partners)}
    assert {unit for unit in named if unit not in units} == set()
    measures = {t.indicator for t in found.targets if t.indicator}
    assert measures <= {one.id for one in indicators.indicators}
    scopes = {t.scope for t in found.targets if t.scope}
    assert scopes <= {one.id for one in indicators.scopes}
    assert {c.document for c in found.cites} <= {d.key for d in documents.documents}


@pytest.mark.parametrize("plan_id", COUNTS)
@pytest.mark.parametrize("day", ["2019-06-01", "2024-07-01", "2031-01-01"])
def test_every_task_is_accounted_for(plan_id: str, day: str) -> None:
    found = plan(plan_id)
    units = Units(WORKSPACE.units.record or UnitRegister())
    setting = Setting(date.fromisoformat(day), units, Workdays())
    tasks = [one.task for one in evaluate(found, [], setting)]
    assert list(dict.fromkeys(tasks)) == [task.id for task in found.tasks]


@pytest.mark.parametrize("register", ["units", "indicators", "documents", "workdays"])
def test_a_register_loads_without_findings(register: str) -> None:
    loaded = getattr(WORKSPACE, register)
    assert loaded.findings == []
    assert isinstance(loaded.record, Record)


def test_the_swapped_day_of_january_2026_is_known() -> None:
    record = WORKSPACE.workdays.record
    assert record is not None
    days = Workdays(
        {change.date.start for change in record.off},
        {change.date.start for change in record.work},
    )
    assert not days.is_working(date(2026, 1, 2))
    assert days.is_working(date(2026, 1, 10))


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("VP UBND TP", "van-phong-ubnd-tp"),
        ("Chánh Văn phòng UBND thành phố", "van-phong-ubnd-tp"),
        ("Văn phòng Ủy ban nhân dân Thành phố Hồ Chí Minh", "van-phong-ubnd-tp"),
        ("Giám đốc Sở Nội vụ", "so-noi-vu"),
        ("so noi vu", "so-noi-vu"),
    ],
)
def test_many_spellings_are_one_unit(printed: str, unit: str) -> None:
    units = Units(WORKSPACE.units.record or UnitRegister())
    assert units.resolve(printed) == unit


@pytest.mark.parametrize(
    ("day", "count"), [("2020-12-31", 24), ("2021-01-01", 22), ("2025-07-01", 0)]
)
def test_districts_come_and_go(day: str, count: int) -> None:
    units = Units(WORKSPACE.units.record or UnitRegister())
    assert len(units.members("ubnd-quan-huyen", date.fromisoformat(day))) == count


@pytest.mark.parametrize(
    ("unit", "about", "owners"),
    [
        ("so-lao-dong-thuong-binh-va-xa-hoi", "Dạy và giáo dục nghề nghiệp",
         "so-giao-duc-va-dao-tao"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "Chi trả cho người có công", "so-noi-vu"),
        ("so-thong-tin-va-truyen-thong", "Chuyển đổi số", "so-khoa-hoc-va-cong-nghe"),
        ("so-thong-tin-va-truyen-thong", "Quản lý báo chí", "so-van-hoa-va-the-thao"),
    ],
)  # fmt: skip
def test_who_answers_now_depends_on_the_duty(
    unit: str, about: str, owners: str
) -> None:
    units = Units(WORKSPACE.units.record or UnitRegister())
    assert units.owners(unit, date(2026, 11, 21), about) == (owners,)
