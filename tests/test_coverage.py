"""Targets that count units: who was covered, the share, who is left."""

from __future__ import annotations

from datetime import date

from conftest import PLAN
from test_status import REGISTER, journal

from cchc.models.plan import Plan
from cchc.status.measures import covered, measures, sets_of
from cchc.text.reader import read

TARGET = (
    "  - {id: kiem-tra, title: Kiểm tra các phòng, goal: {at_least: 40, unit: '%'}, "
    "coverage: [cac-phong, van-phong]}\n"
)
COUNTED = Plan.model_validate(
    read(PLAN.replace("tasks:\n", f"{TARGET}tasks: []")).value
)
SETS = sets_of(COUNTED, REGISTER, date(2024, 6, 1))
ENTRY = (
    "target: kiem-tra, date: {}, period: 2024, covers: [{}], "
    "evidence: [{{document: 1/KL}}]"
)


def test_a_group_counts_by_its_members() -> None:
    assert {"kiem-tra": {"phong-a", "phong-b", "van-phong"}} == SETS


def test_a_unit_counts_once_and_strangers_never() -> None:
    told = journal(
        ENTRY.format("2024-03-01", "phong-a"),
        ENTRY.format("2024-04-01", "phong-a, la"),
        ENTRY.format("2024-05-01", "phong-b"),
    )
    by_april = covered("kiem-tra", [told], date(2024, 4, 30), SETS["kiem-tra"])
    assert (by_april.done, by_april.left) == (("phong-a",), ("phong-b", "van-phong"))
    by_may = covered("kiem-tra", [told], date(2024, 5, 31), SETS["kiem-tra"])
    assert round(by_may.share, 2) == 66.67


def test_the_share_is_the_measured_value() -> None:
    told = journal(
        ENTRY.format("2024-03-01", "phong-a"), ENTRY.format("2024-05-01", "phong-b")
    )
    values = {
        day: [round(m.value, 1) for m in found.get("kiem-tra", ())]
        for day in (date(2024, 2, 1), date(2024, 4, 1), date(2024, 6, 1))
        for found in (measures([told], day, SETS),)
    }
    assert [*values.values()] == [[], [33.3], [66.7]]


def test_what_a_later_entry_corrects_was_not_covered() -> None:
    told = journal(
        ENTRY.format("2024-03-01", "phong-a"),
        ENTRY.format("2024-05-01", "phong-b") + ", corrects: 2024-03-01",
    )
    found = covered("kiem-tra", [told], date(2024, 6, 1), SETS["kiem-tra"])
    assert found.done == ("phong-b",)
