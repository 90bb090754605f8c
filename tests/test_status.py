"""What a plan owes on a date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import PLAN, UNITS
from hypothesis import given
from hypothesis import strategies as st

from cchc.dates.workdays import Workdays
from cchc.models.journal import Journal
from cchc.models.plan import Plan
from cchc.models.units import UnitRegister
from cchc.status import Obligation, Setting, Status, evaluate, rates, task_status
from cchc.text.reader import read
from cchc.units import Units

REGISTER = Units(UnitRegister.model_validate(read(UNITS).value))


def plan(deadlines: str, leads: str = "[van-phong]", more: str = "") -> Plan:
    text = PLAN + (
        f'  - id: "1"\n    title: Việc\n    leads: {leads}\n'
        f"    deadlines: {deadlines}\n"
    )
    return Plan.model_validate({**read(text).value, **(read(more).value or {})})


def journal(*entries: str, unit: str = "van-phong") -> Journal:
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return Journal.model_validate(read(f"unit: {unit}\nentries:\n{lines}").value)


def owed(value: Plan, as_of: str, *journals: Journal) -> list[Obligation]:
    setting = Setting(date.fromisoformat(as_of), REGISTER, Workdays())
    return evaluate(value, journals, setting)


def one(value: Plan, as_of: str, *journals: Journal) -> Obligation:
    [found] = owed(value, as_of, *journals)
    return found


DONE = 'task: "1", date: {date}, state: done, evidence: [{{document: 1/BC}}]'


@pytest.mark.parametrize("as_of", ["2024-02-10", "2026-05-01"])
def test_a_plan_without_an_end_owes_a_year_beyond_the_day(as_of: str) -> None:
    value = plan("[{every: quarter}]", more="period: 2024/..")
    found = [one.due for one in owed(value, as_of) if one.due is not None]
    day = date.fromisoformat(as_of)
    assert min(found) == date(2024, 3, 31)
    assert day + timedelta(days=270) < max(found) <= day + timedelta(days=460)


@pytest.mark.parametrize(
    ("as_of", "status", "days"),
    [
        ("2024-01-10", Status.NOT_DUE, -81),
        ("2024-03-16", Status.DUE_SOON, -15),
        ("2024-03-31", Status.DUE_SOON, 0),  # due today is not late
        ("2024-04-01", Status.OVERDUE, 1),
    ],
)
def test_without_a_journal_a_date_decides(
    as_of: str, status: Status, days: int
) -> None:
    found = one(plan("[{due: 2024-Q1}]"), as_of)
    assert (found.status, found.days, found.due) == (status, days, date(2024, 3, 31))


@pytest.mark.parametrize(
    ("done", "status", "days"),
    [("2024-03-31", Status.DONE_ON_TIME, 0), ("2024-04-05", Status.DONE_LATE, 5)],
)
def test_what_is_done_is_on_time_or_late(done: str, status: Status, days: int) -> None:
    found = one(plan("[{due: 2024-Q1}]"), "2024-05-01", journal(DONE.format(date=done)))
    assert (found.status, found.days) == (status, days)


def test_entries_after_the_day_asked_about_do_not_exist() -> None:
    value = plan("[{due: 2024-Q1}]")
    late = journal(DONE.format(date="2024-04-05"))
    assert one(value, "2024-04-04", late).status is Status.OVERDUE
    assert one(value, "2024-04-05", late).status is Status.DONE_LATE


def test_being_started_or_blocked_does_not_hide_being_overdue() -> None:
    value = plan("[{due: 2024-Q1}]")
    stuck = journal('task: "1", date: 2024-02-01, state: blocked, note: chờ kinh phí')
    assert one(value, "2024-02-02", stuck).status is Status.BLOCKED
    after = one(value, "2024-04-02", stuck)
    assert (after.status, after.note) == (Status.OVERDUE, "chờ kinh phí")


def test_a_recurring_duty_is_owed_once_a_quarter() -> None:
    found = owed(plan("[{every: quarter}]"), "2024-07-01")
    assert [(o.period and o.period.text, o.status) for o in found] == [
        ("2024-Q1", Status.OVERDUE),
        ("2024-Q2", Status.OVERDUE),
        ("2024-Q3", Status.NOT_DUE),
        ("2024-Q4", Status.NOT_DUE),
    ]


def test_an_entry_for_one_period_leaves_the_others_open() -> None:
    entry = DONE.format(date="2024-04-02") + ", for: 2024-Q1"
    found = owed(plan("[{every: quarter}]"), "2024-07-01", journal(entry))
    assert [o.status for o in found[:2]] == [Status.DONE_LATE, Status.OVERDUE]


def test_done_without_saying_which_of_several_is_counted_for_none() -> None:
    found = owed(
        plan("[{every: quarter}]"),
        "2024-07-01",
        journal(DONE.format(date="2024-04-02")),
    )
    assert Status.DONE_LATE not in {o.status for o in found}


def test_an_event_makes_an_obligation_with_its_limit_in_working_days() -> None:
    value = plan("[{after: có thay đổi, within: {days: 10, working: true}}]")
    assert one(value, "2024-04-25").status is Status.WAITING
    event = journal('task: "1", date: 2024-04-22, state: triggered')
    found = one(value, "2024-05-09", event)
    assert (found.status, found.due) == (Status.OVERDUE, date(2024, 5, 8))


def test_a_schedule_given_later_makes_a_due_date() -> None:
    value = plan("[{follows: Kế hoạch của Thành phố}]")
    assert one(value, "2024-05-01").status is Status.WAITING
    given_date = journal('task: "1", date: 2024-04-22, state: scheduled, due: 2024-05')
    assert one(value, "2024-06-02", given_date).status is Status.OVERDUE


def test_an_ongoing_duty_is_not_reported_after_a_silent_period() -> None:
    value = plan("[{ongoing: true}]")
    assert one(value, "2024-03-31").status is Status.ONGOING
    assert one(value, "2024-04-01").status is Status.NOT_REPORTED
    told = journal('task: "1", date: 2024-02-01, state: started')
    assert one(value, "2024-04-01", told).status is Status.ONGOING
    assert one(value, "2024-07-01", told).status is Status.NOT_REPORTED


def test_a_blank_deadline_is_unscheduled() -> None:
    assert one(plan("[{unstated: true}]"), "2024-12-31").status is Status.UNSCHEDULED
    assert one(plan("[]"), "2024-12-31").status is Status.UNSCHEDULED


def test_a_group_owes_once_for_each_member() -> None:
    value = plan("[{due: 2024-Q1}]", "[cac-phong]")
    done = journal(DONE.format(date="2024-03-01"), unit="phong-a")
    found = owed(value, "2024-04-01", done)
    assert [(o.unit, o.via, o.status) for o in found] == [
        ("phong-a", "cac-phong", Status.DONE_ON_TIME),
        ("phong-b", "cac-phong", Status.OVERDUE),
    ]


def test_an_abolished_unit_keeps_its_name_and_shows_who_answers_now() -> None:
    value = plan("[{due: 2024-Q1}, {due: 2024-Q4}]", "[phong-cu]")
    found = owed(value, "2024-08-01")
    assert {(o.unit, o.owners) for o in found} == {("phong-cu", ("phong-a",))}
    assert {o.owners for o in owed(value, "2024-06-01")} == {()}


def test_a_successor_may_report_for_an_abolished_unit() -> None:
    value = plan("[{due: 2024-Q4}]", "[phong-cu]")
    done = journal(DONE.format(date="2024-10-01"), unit="phong-a")
    assert one(value, "2024-11-01", done).status is Status.DONE_ON_TIME


def test_rates_name_two_denominators() -> None:
    value = plan("[{every: quarter}]")
    entry = DONE.format(date="2024-03-02") + ", for: 2024-Q1"
    figures = rates(owed(value, "2024-07-01", journal(entry)))
    assert (figures.done, figures.due, figures.of_due) == (1, 2, 50)
    assert (figures.tasks_done, figures.planned) == (0, 1)


def test_a_task_has_the_status_of_its_worst_open_obligation() -> None:
    entry = DONE.format(date="2024-03-02") + ", for: 2024-Q1"
    found = owed(plan("[{every: quarter}]"), "2024-05-01", journal(entry))
    assert task_status(found) is Status.NOT_DUE


DEADLINES = st.sampled_from(
    [
        "[{due: 2024-Q1}]",
        "[{every: month}]",
        "[{ongoing: true}]",
        "[{after: có việc, within: {days: 5}}]",
        "[{follows: kế hoạch}]",
        "[{due: 2024-05, what: a}, {due: 2024-10, what: b}]",
    ]
)
STATES = st.sampled_from(["started", "done", "blocked", "cancelled", "triggered"])
DATES = st.dates(date(2024, 1, 5), date(2024, 12, 31))


@given(DEADLINES, st.lists(st.tuples(DATES, STATES), max_size=5), DATES)
def test_the_past_never_changes_when_entries_are_added_later(
    deadlines: str, entries: list[tuple[date, str]], as_of: date
) -> None:
    value = plan(deadlines)
    lines = [
        f'task: "1", date: {day}, state: {state}, note: x' for day, state in entries
    ]
    visible = [
        line for line, (day, _) in zip(lines, entries, strict=True) if day <= as_of
    ]
    assert owed(value, as_of.isoformat(), journal(*lines)) == owed(
        value, as_of.isoformat(), journal(*visible)
    )


@given(DEADLINES, DATES)
def test_every_task_is_accounted_for_on_every_day(deadlines: str, as_of: date) -> None:
    assert owed(plan(deadlines), as_of.isoformat())


@pytest.mark.parametrize(
    ("event", "years", "provisional"),
    [
        ("2024-06-03", {2024}, False),
        ("2024-12-27", {2024}, True),
        ("2024-12-27", {2024, 2025}, False),
        ("2024-12-27", None, False),  # nobody keeps account of notices
    ],
)
def test_a_limit_that_reaches_an_unannounced_year_is_provisional(
    event: str, years: set[int] | None, provisional: bool
) -> None:
    waiting = plan("[{after: có văn bản, within: {days: 10, working: true}}]")
    told = journal(f'task: "1", date: {event}, state: triggered')
    setting = Setting(date(2024, 12, 31), REGISTER, Workdays((), (), years))
    [found] = evaluate(waiting, [told], setting)
    assert found.provisional is provisional
