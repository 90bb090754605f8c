"""Results that a unit confirms or returns; pauses; why it is late and what is next."""

from __future__ import annotations

from datetime import date

import pytest
from test_status import REGISTER, journal, plan

from cchc.dates.workdays import Workdays
from cchc.models.journal import Journal
from cchc.models.workspace import WorkspaceConfig
from cchc.status import Confirming, Obligation, Setting, Status, evaluate, rates

PLAN = plan("[{due: 2024-Q1}]", "[phong-a]")
DONE = (
    'task: "1", date: 2024-03-20, state: done, evidence: [{document: 1/BC, '
    "signed: 2024-03-19}]"
)
JUDGE = "van-phong"


def owed(as_of: str, *journals: Journal, since: date = date.min) -> list[Obligation]:
    setting = Setting(
        date.fromisoformat(as_of), REGISTER, Workdays(), 15, Confirming(JUDGE, since)
    )
    return evaluate(PLAN, journals, setting)


def said(state: str, day: str, more: str = "") -> str:
    return f'task: "1", date: {day}, state: {state}{more}'


AGAIN = (
    'task: "1", date: 2024-04-10, state: done, evidence: [{document: 2/BC, '
    "signed: 2024-04-09}]"
)


@pytest.mark.parametrize(
    ("mine", "judged", "as_of", "status", "days"),
    [
        ([DONE], [], "2024-03-21", Status.SUBMITTED, -12),
        ([DONE], [], "2024-05-01", Status.SUBMITTED, -12),  # the wait is not the unit's
        ([DONE], [("confirmed", "2024-04-20")], "2024-05-01", Status.DONE_ON_TIME, -12),
        ([DONE], [("returned", "2024-03-22")], "2024-03-25", Status.RETURNED, -6),
        ([DONE], [("returned", "2024-03-22")], "2024-04-03", Status.OVERDUE, 3),
        (
            [DONE, AGAIN],
            [("returned", "2024-03-22")],
            "2024-04-12",
            Status.SUBMITTED,
            9,
        ),
        (
            [DONE, AGAIN],
            [("returned", "2024-03-22"), ("confirmed", "2024-04-15")],
            "2024-05-01",
            Status.DONE_LATE,
            9,
        ),
        ([], [("confirmed", "2024-03-22")], "2024-03-25", Status.DUE_SOON, -6),
    ],
)
def test_a_result_waits_until_it_is_confirmed_and_is_open_again_when_returned(
    mine: list[str],
    judged: list[tuple[str, str]],
    as_of: str,
    status: Status,
    days: int,
) -> None:
    judge = journal(*(said(*one) for one in judged), unit=JUDGE)
    [found] = owed(as_of, journal(*mine, unit="phong-a"), judge)
    assert (found.status, found.days) == (status, days)


def test_neither_the_unit_itself_nor_another_one_can_confirm() -> None:
    mine = journal(DONE, said("confirmed", "2024-03-21"), unit="phong-a")
    other = journal(said("confirmed", "2024-03-21"), unit="phong-b")
    [found] = owed("2024-03-25", mine, other)
    assert found.status is Status.SUBMITTED


def test_what_was_reported_before_confirmation_began_stays_done() -> None:
    mine = journal(DONE, unit="phong-a")
    [found] = owed("2024-05-01", mine, since=date(2024, 4, 1))
    assert found.status is Status.DONE_ON_TIME


def test_the_confirming_unit_needs_nobody_for_its_own_results() -> None:
    own = plan("[{due: 2024-Q1}]")
    setting = Setting(date(2024, 5, 1), REGISTER, Workdays(), 15, Confirming(JUDGE))
    [found] = evaluate(own, [journal(DONE, unit=JUDGE)], setting)
    assert found.status is Status.DONE_ON_TIME


def test_without_confirmation_nothing_waits() -> None:
    setting = Setting(date(2024, 5, 1), REGISTER, Workdays())
    mine = journal(DONE, unit="phong-a")
    judge = journal(said("returned", "2024-03-22"), unit=JUDGE)
    [found] = evaluate(PLAN, [mine, judge], setting)
    assert found.status is Status.DONE_ON_TIME


def test_of_several_units_owed_by_says_whose_result_is_meant() -> None:
    both = plan("[{due: 2024-Q1}]", "[phong-a, phong-b]")
    setting = Setting(date(2024, 3, 25), REGISTER, Workdays(), 15, Confirming(JUDGE))
    told = [journal(DONE, unit="phong-a"), journal(DONE, unit="phong-b")]
    one = journal(said("confirmed", "2024-03-22", ", owed_by: phong-b"), unit=JUDGE)
    none = journal(said("confirmed", "2024-03-22"), unit=JUDGE)
    assert [o.status for o in evaluate(both, [*told, one], setting)] == [
        Status.SUBMITTED,
        Status.DONE_ON_TIME,
    ]
    assert {o.status for o in evaluate(both, [*told, none], setting)} == {
        Status.SUBMITTED
    }


def test_what_waits_or_is_returned_is_not_counted_as_done() -> None:
    found = owed("2024-03-25", journal(DONE, unit="phong-a"))
    assert (rates(found).done, rates(found).tasks_done) == (0, 0)


def test_a_pause_stops_the_clock_until_work_goes_on() -> None:
    pause = said("paused", "2024-03-01", ", evidence: [{document: 9/TB}]")
    goes_on = said("started", "2024-04-02")
    [paused] = owed("2024-05-01", journal(pause, unit="phong-a"))
    [late] = owed("2024-05-01", journal(pause, goes_on, unit="phong-a"))
    assert (paused.status, paused.days) == (Status.PAUSED, None)
    assert (late.status, late.days) == (Status.OVERDUE, 31)


def test_the_reason_is_told_apart_from_the_note_and_what_is_next() -> None:
    entry = said(
        "blocked",
        "2024-03-01",
        ", note: Đã gửi hồ sơ, reason: Chờ ý kiến, next: Họp ngày 15/3",
    )
    [found] = owed("2024-03-02", journal(entry, unit="phong-a"))
    assert found.told is not None
    assert (found.told.said, found.next) == ("Chờ ý kiến", "Họp ngày 15/3")


@pytest.mark.parametrize("written", ["van-phong", {"unit": "van-phong"}])
def test_a_unit_alone_confirms_everything(written: object) -> None:
    config = WorkspaceConfig.model_validate({"office": "a", "confirmation": written})
    assert config.confirmation is not None
    assert (config.confirmation.unit, config.confirmation.since) == ("van-phong", None)
