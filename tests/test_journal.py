"""Journals: what entries mean for obligations, and measured values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import PLAN, UNITS

from cchc.dates.workdays import Workdays
from cchc.models.journal import Journal
from cchc.models.plan import Plan, Target
from cchc.models.registers import Indicator
from cchc.models.units import UnitRegister
from cchc.query import history
from cchc.status import Setting, evaluate
from cchc.status.measures import measures, value_range
from cchc.text.reader import read
from cchc.units import Units

REGISTER = Units(UnitRegister.model_validate(read(UNITS).value))
E = "evidence: [{document: 1/BC}]"


def plan(deadlines: str, leads: str = "[van-phong]") -> Plan:
    text = PLAN + (
        f'  - id: "1"\n    title: Việc\n    leads: {leads}\n'
        f"    deadlines: {deadlines}\n"
    )
    return Plan.model_validate(read(text).value)


def journal(*entries: str, unit: str = "van-phong") -> Journal:
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return Journal.model_validate(read(f"unit: {unit}\nentries:\n{lines}").value)


def statuses(value: Plan, as_of: str, *journals: Journal) -> list[str]:
    """`unit due status` of every obligation."""
    setting = Setting(date.fromisoformat(as_of), REGISTER, Workdays())
    return [
        f"{one.unit} {one.due or '-'} {one.status}"
        for one in evaluate(value, journals, setting)
    ]


QUARTERS = "[{every: quarter, what: họp}]"
EVENTS = "[{after: sự kiện, within: {days: 10, working: true}}]"


def test_an_entry_after_the_day_does_not_exist() -> None:
    done = journal(f'task: "1", date: 2024-03-20, state: done, {E}')
    value = plan("[{due: 2024-Q1}]")
    assert statuses(value, "2024-03-19", done) == ["van-phong 2024-03-31 due_soon"]
    assert statuses(value, "2024-03-20", done) == ["van-phong 2024-03-31 done_on_time"]


@pytest.mark.parametrize("for_", ["", "for: họp,", "for: 2024,", "for: 2024-Q5,"])
def test_done_that_could_mean_several_counts_for_none(for_: str) -> None:
    done = journal(f'task: "1", date: 2024-02-01, state: done, {for_} {E}')
    found = statuses(plan(QUARTERS), "2024-04-02", done)
    assert [line.split()[2] for line in found] == [
        "overdue",
        "not_due",
        "not_due",
        "not_due",
    ]


@pytest.mark.parametrize(
    "for_", ["2024-Q2", "2024-04-01/2024-06-30", "họp 2024-Q2", '"HỌP, 2024-Q2"',
             '"2024-06-30"']
)  # fmt: skip
def test_for_names_one_occurrence(for_: str) -> None:
    done = journal(f'task: "1", date: 2024-06-01, state: done, for: {for_}, {E}')
    found = statuses(plan(QUARTERS), "2024-06-02", done)
    assert found[1] == "van-phong 2024-06-30 done_on_time"
    assert sum("done" in line for line in found) == 1


def test_done_stays_done_when_the_rest_is_cancelled() -> None:
    told = journal(
        f'task: "1", date: 2024-03-01, state: done, for: 2024-Q1, {E}',
        f'task: "1", date: 2024-04-01, state: cancelled, {E}',
    )
    found = [line.split()[2] for line in statuses(plan(QUARTERS), "2024-05-02", told)]
    assert found == ["done_on_time", "cancelled", "cancelled", "cancelled"]


def test_more_evidence_later_does_not_make_it_late() -> None:
    told = journal(
        f'task: "1", date: 2024-03-30, state: done, {E}',
        f'task: "1", date: 2024-05-01, state: done, {E}, note: bổ sung',
    )
    found = statuses(plan("[{due: 2024-Q1}]"), "2024-06-01", told)
    assert found == ["van-phong 2024-03-31 done_on_time"]


def test_each_event_has_its_own_limit_in_working_days() -> None:
    told = journal(
        'task: "1", date: 2024-04-22, state: triggered',
        f'task: "1", date: 2024-05-06, state: done, {E}',
        'task: "1", date: 2024-09-03, state: triggered',
    )
    value = plan(EVENTS)
    assert statuses(value, "2024-04-01", told) == ["van-phong - waiting"]
    # 30/4 and 1/5 are off, Saturday 4/5/2024 was worked for 29/4
    assert statuses(value, "2024-04-23", told) == ["van-phong 2024-05-08 due_soon"]
    # a second event does not open the first again
    assert statuses(value, "2024-09-04", told) == [
        "van-phong 2024-05-08 done_on_time",
        "van-phong 2024-09-17 due_soon",
    ]


def test_with_two_events_open_done_must_say_which() -> None:
    events = [
        'task: "1", date: 2024-04-22, state: triggered',
        'task: "1", date: 2024-04-24, state: triggered',
    ]
    unsaid = journal(*events, f'task: "1", date: 2024-05-02, state: done, {E}')
    said = journal(
        *events, f'task: "1", date: 2024-05-02, state: done, for: "2024-04-24", {E}'
    )
    assert "done" not in str(statuses(plan(EVENTS), "2024-05-03", unsaid))
    assert statuses(plan(EVENTS), "2024-05-03", said)[1].endswith("done_on_time")


def test_an_event_belongs_to_the_deadline_that_it_names() -> None:
    value = plan("[{after: bầu cử, within: {days: 3}}, {after: lũ, within: {days: 5}}]")
    told = journal('task: "1", date: 2024-07-01, state: triggered, for: LU')
    assert statuses(value, "2024-07-02", told) == [
        "van-phong - waiting",
        "van-phong 2024-07-08 due_soon",  # 6/7 is a Saturday
    ]


def test_the_last_schedule_given_counts() -> None:
    told = journal(
        'task: "1", date: 2024-02-01, state: scheduled, due: 2024-Q2',
        'task: "1", date: 2024-05-01, state: scheduled, due: 2024-09-15',
    )
    value = plan("[{follows: tiến độ của Thành phố}]")
    assert statuses(value, "2024-01-31", told) == ["van-phong - waiting"]
    assert statuses(value, "2024-03-01", told) == ["van-phong 2024-06-30 not_due"]
    assert statuses(value, "2024-07-01", told) == ["van-phong 2024-09-15 not_due"]


def test_each_member_of_a_group_owes_and_one_named_twice_owes_once() -> None:
    value = plan("[{due: 2024-Q1}]", "[phong-a, cac-phong]")
    done = journal(f'task: "1", date: 2024-03-01, state: done, {E}', unit="phong-b")
    assert statuses(value, "2024-04-01", done) == [
        "phong-a 2024-03-31 overdue",
        "phong-b 2024-03-31 done_on_time",
    ]


class TestSuccessors:
    """`phong-cu` ended on 30/6/2024; `phong-a` took over."""

    def test_who_took_over_reports(self) -> None:
        done = journal(f'task: "1", date: 2024-07-02, state: done, {E}', unit="phong-a")
        value = plan("[{due: 2024-Q2}]", "[phong-cu]")
        assert statuses(value, "2024-07-03", done) == ["phong-cu 2024-06-30 done_late"]

    def test_what_it_reported_before_was_not_the_other_s(self) -> None:
        done = journal(f'task: "1", date: 2024-06-02, state: done, {E}', unit="phong-a")
        value = plan("[{due: 2024-Q2}]", "[phong-cu]")
        assert statuses(value, "2024-07-03", done) == ["phong-cu 2024-06-30 overdue"]

    def test_its_own_duty_is_not_the_other_s(self) -> None:
        value = plan("[{due: 2024-Q2}]", "[phong-a, phong-cu]")
        own = f'task: "1", date: 2024-07-02, state: done, {E}'
        other = own + ", owed_by: phong-cu"
        one = journal(own, unit="phong-a")
        both = journal(own, other, unit="phong-a")
        assert statuses(value, "2024-07-03", one) == [
            "phong-a 2024-06-30 done_late",
            "phong-cu 2024-06-30 overdue",
        ]
        assert "overdue" not in str(statuses(value, "2024-07-03", both))


class TestCorrections:
    def test_a_corrected_entry_does_not_count(self) -> None:
        told = journal(
            f'task: "1", date: 2024-03-01, state: done, {E}',
            'task: "1", date: 2024-03-05, state: started, corrects: 2024-03-01',
        )
        value = plan("[{due: 2024-Q1}]")
        assert statuses(value, "2024-03-02", told)[0].endswith("done_on_time")
        assert statuses(value, "2024-04-05", told)[0].endswith("overdue")

    def test_on_one_day_the_one_with_the_same_period_is_meant(self) -> None:
        told = journal(
            f'task: "1", date: 2024-07-01, state: done, for: 2024-Q1, {E}',
            f'task: "1", date: 2024-07-01, state: done, for: 2024-Q2, {E}',
            'task: "1", date: 2024-07-02, state: blocked, for: 2024-Q1, note: sai, '
            "corrects: 2024-07-01",
        )
        found = statuses(plan(QUARTERS), "2024-07-03", told)
        assert [line.split()[2] for line in found[:2]] == ["overdue", "done_late"]

    def test_a_correction_can_be_corrected(self) -> None:
        told = journal(
            f'task: "1", date: 2024-03-01, state: done, {E}',
            'task: "1", date: 2024-03-05, state: started, corrects: 2024-03-01',
            f'task: "1", date: 2024-03-06, state: done, {E}, corrects: 2024-03-05',
        )
        found = statuses(plan("[{due: 2024-Q1}]"), "2024-03-07", told)
        assert found[0].endswith("done_on_time")


class TestOngoing:
    REPORTED = journal('task: "1", date: 2024-04-05, state: started, for: 2024-Q1')

    @pytest.mark.parametrize(
        ("as_of", "status"),
        [
            ("2024-03-31", "ongoing"),
            ("2024-04-04", "not_reported"),
            ("2024-04-05", "ongoing"),
            ("2024-07-01", "not_reported"),  # the entry was of the first quarter
        ],
    )
    def test_silent_for_a_whole_period_is_not_reported(
        self, as_of: str, status: str
    ) -> None:
        found = statuses(plan("[{ongoing: true}]"), as_of, self.REPORTED)
        assert found == [f"van-phong - {status}"]


class TestMeasures:
    JOURNAL = journal(
        "target: on-time, date: 2024-03-14, period: 2024-Q1, value: 97",
        "target: on-time, date: 2024-06-14, period: 2024-H1, value: 999",
        "target: on-time, date: 2024-06-16, period: 2024-H1, value: 98.5, "
        "corrects: 2024-06-14, note: sửa",
    )

    def test_the_latest_value_a_period_sorted_by_its_end(self) -> None:
        found = measures([self.JOURNAL], date(2024, 7, 1))["on-time"]
        assert [(m.period.text, m.value, m.note) for m in found] == [
            ("2024-Q1", 97, None),
            ("2024-H1", 98.5, "sửa"),
        ]
        assert {m.unit for m in found} == {"van-phong"}

    def test_before_the_correction_the_old_value_stood(self) -> None:
        found = measures([self.JOURNAL], date(2024, 6, 15))["on-time"]
        assert [m.value for m in found] == [97, 999]

    def test_of_two_units_the_later_report_counts(self) -> None:
        other = journal(
            "target: on-time, date: 2024-04-01, period: 2024-01/2024-03, value: 96",
            unit="phong-a",
        )
        found = measures([other, self.JOURNAL], date(2024, 4, 2))["on-time"]
        assert [(m.value, m.unit) for m in found] == [(96, "phong-a")]

    def test_nothing_visible_is_nothing(self) -> None:
        assert measures([self.JOURNAL], date(2024, 3, 13)) == {}


@pytest.mark.parametrize(
    ("goal", "values"),
    [
        ({"at_least": 98, "unit": "%"}, {0: True, 100: True, 100.1: False, -1: False}),
        ({"at_least": 120, "unit": "%"}, {120: True, 250: True, -1: False}),
        ({"rise": 10, "unit": "%", "against": "2023"}, {100: True, 101: False}),
        ({"at_least": 3, "unit": "vụ"}, {0: True, 4000: True, -1: False}),
        ({"rank": 10}, {1: True, 0: False, 63: True}),
    ],
)
def test_what_a_measured_value_can_be(
    goal: dict[str, Any], values: dict[float, bool]
) -> None:
    target = Target.model_validate({"id": "a", "title": "A", "goal": goal})
    within = value_range(target, None)
    assert {value: value in within for value in values} == values


@pytest.mark.parametrize(
    ("limits", "values"),
    [
        ({}, {0: True, -1: False, 100: True, 101: False}),
        ({"least": -5}, {-5: True, -6: False, 100: True, 101: False}),
        ({"most": 150}, {-1: False, 0: True, 150: True, 151: False}),
        ({"least": 10, "most": 20}, {9: False, 10: True, 20: True, 21: False}),
    ],
)
def test_the_register_of_indicators_says_what_a_measured_value_can_be(
    limits: dict[str, float], values: dict[float, bool]
) -> None:
    record = {"id": "x", "name": "X", "unit": "%", "better": "up", **limits}
    goal = {"id": "a", "title": "A", "goal": {"at_least": 90, "unit": "%"}}
    within = value_range(Target.model_validate(goal), Indicator.model_validate(record))
    assert {value: value in within for value in values} == values


def test_the_history_of_a_task_ends_with_the_day() -> None:
    told = journal(
        'task: "1", date: 2024-03-01, state: started',
        f'task: "1", date: 2024-05-01, state: done, {E}',
        'task: "2", date: 2024-03-01, state: started',
    )
    months = [
        [one.entry.date.start.month for one in history([told], "1", day)]
        for day in (date(2024, 4, 30), date(2024, 5, 1))
    ]
    assert months == [[3], [3, 5]]
