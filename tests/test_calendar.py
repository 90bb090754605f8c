"""`cchc calendar`: read back by the library that wrote it and by another one."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PLAN, TASK, make_workspace
from icalendar import Calendar
from typer.testing import Result

Run = Callable[..., Result]
JOURNAL = "format: 1\nunit: van-phong\nentries:\n"
FOLLOWS = """\
  - {id: "1.1", title: Theo sau, leads: [van-phong], deadlines: [{follows: kế hoạch}]}
"""


def made(
    run: Run, root: Path, unit: str = "van-phong", day: str = "2024-02-01"
) -> Calendar:
    out = root / "lich.ics"
    done = run("calendar", "--root", root, "--unit", unit, "--out", out, "--as-of", day)
    assert done.exit_code == 0, done.stderr
    return Calendar.from_ical(out.read_bytes())


def events(calendar: Calendar) -> dict[str, tuple[date, int, str]]:
    """UID to day, sequence, status."""
    return {
        str(one["uid"]): (
            one.decoded("dtstart"),
            int(one["sequence"]),
            str(one["status"]),
        )
        for one in calendar.walk("VEVENT")
    }


def write(root: Path, text: str) -> None:
    file = root / "plans/ke-hoach/decision.yaml"
    file.write_text(text, encoding="utf-8")


def log(root: Path, *entries: str) -> None:
    folder = root / "plans/ke-hoach/progress"
    folder.mkdir(exist_ok=True)
    lines = "".join(f"  - {entry}\n" for entry in entries)
    (folder / "van-phong.yaml").write_text(JOURNAL + lines, encoding="utf-8")


def test_a_deadline_is_an_event_of_a_whole_day_with_two_alarms(
    run: Run, workspace: Path
) -> None:
    (event,) = made(run, workspace).walk("VEVENT")
    assert event.decoded("dtstart") == date(2024, 3, 31)
    assert event.decoded("dtend") == date(2024, 4, 1)
    assert str(event["summary"]) == "1.1. Việc mẫu"
    alarms = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-15), timedelta(days=-3)]


def test_the_uid_stays_and_the_sequence_rises_when_a_deadline_moves(
    run: Run, workspace: Path
) -> None:
    ((uid, before),) = events(made(run, workspace)).items()
    assert events(made(run, workspace)) == {uid: before}
    write(workspace, PLAN + TASK.replace("due: 2024-Q1", "due: 2024-Q2"))
    moved = events(made(run, workspace))
    assert moved == {uid: (date(2024, 6, 30), before[1] + 1, "CONFIRMED")}
    assert events(made(run, workspace)) == moved


def test_what_is_owed_no_more_is_cancelled(run: Run, workspace: Path) -> None:
    ((uid, _),) = events(made(run, workspace)).items()
    write(workspace, PLAN.replace("tasks:\n", ""))
    assert events(made(run, workspace)) == {uid: (date(2024, 3, 31), 1, "CANCELLED")}
    assert events(made(run, workspace)) == {uid: (date(2024, 3, 31), 1, "CANCELLED")}


def test_a_task_given_up_is_cancelled(run: Run, workspace: Path) -> None:
    log(workspace, '{task: "1.1", date: 2024-01-20, state: cancelled, note: thôi}')
    ((_, (_, _, status)),) = events(made(run, workspace)).items()
    assert status == "CANCELLED"


def test_a_task_that_is_done_reminds_of_nothing(run: Run, workspace: Path) -> None:
    log(workspace, '{task: "1.1", date: 2024-01-20, state: done}')
    (event,) = made(run, workspace).walk("VEVENT")
    assert list(event.walk("VALARM")) == []


def test_a_day_given_again_in_the_journal_raises_the_sequence(
    run: Run, tmp_path: Path
) -> None:
    make_workspace(tmp_path, PLAN + FOLLOWS)
    first = '{task: "1.1", date: 2024-01-10, state: scheduled, due: 2024-03-01}'
    again = '{task: "1.1", date: 2024-01-20, state: scheduled, due: 2024-04-01}'
    log(tmp_path, first)
    ((uid, told),) = events(made(run, tmp_path)).items()
    assert told == (date(2024, 3, 1), 0, "CONFIRMED")
    (tmp_path / "lich.ics").unlink()
    log(tmp_path, first, again)
    assert events(made(run, tmp_path)) == {uid: (date(2024, 4, 1), 1, "CONFIRMED")}


def test_each_quarter_has_an_event_of_its_own(run: Run, tmp_path: Path) -> None:
    make_workspace(tmp_path, PLAN + TASK.replace("due: 2024-Q1", "every: quarter"))
    found = events(made(run, tmp_path))
    assert [one[0].month for one in found.values()] == [3, 6, 9, 12]


def test_the_issuer_has_cut_offs_and_days_of_reports(run: Run, workspace: Path) -> None:
    found = [
        str(one["summary"]) for one in made(run, workspace, "so-mau").walk("VEVENT")
    ]
    assert "Gửi báo cáo năm 2024" in found
    assert "Chốt số liệu: báo cáo năm 2024" in found


@pytest.mark.parametrize(
    ("day", "summary", "about", "alarms"),
    [
        ("2024-11-01", "Gửi báo cáo năm 2024", "", 2),
        ("2024-11-20", "Đã gửi: báo cáo năm 2024", "gửi ngày 20/11/2024 (9/BC)", 0),
    ],
    ids=["not yet", "sent"],
)
def test_a_report_that_was_sent_says_so_and_reminds_of_nothing(
    run: Run, workspace: Path, day: str, summary: str, about: str, alarms: int
) -> None:
    file = workspace / "plans/ke-hoach/reports/2024.yaml"
    file.parent.mkdir()
    file.write_text(
        "period: 2024\nsent: {date: 2024-11-20, number: 9/BC}\n", encoding="utf-8"
    )
    found = {
        str(one["summary"]): one
        for one in made(run, workspace, "so-mau", day).walk("VEVENT")
    }
    assert str(found[summary]["description"]) == "\n".join(
        filter(None, ("ke-hoach", about))
    )
    assert len([*found[summary].walk("VALARM")]) == alarms
    closed = found["Chốt số liệu: báo cáo năm 2024"]
    assert len([*closed.walk("VALARM")]) == alarms
    assert about in str(closed["description"])


def test_another_parser_reads_the_same(run: Run, workspace: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import vobject

    made(run, workspace)
    text = (workspace / "lich.ics").read_bytes().decode("utf-8")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = vobject.readOne(text)
    assert found.vevent.dtstart.value == date(2024, 3, 31)
    assert found.vevent.summary.value == "1.1. Việc mẫu"
    assert len(found.vevent.valarm_list) == 2


def test_texts_of_a_plan_add_no_line_to_the_calendar(run: Run, tmp_path: Path) -> None:
    title = '"x\\nEND:VEVENT\\nBEGIN:VEVENT\\u202e; , \\\\"'
    make_workspace(tmp_path, PLAN + TASK.replace("Việc mẫu", title))
    calendar = made(run, tmp_path)
    assert len(calendar.walk("VEVENT")) == 1


@pytest.mark.parametrize(
    "text",
    ["", "years of work", "BEGIN:VCALENDAR\r\nPRODID:-//other\r\nEND:VCALENDAR\r\n"],
)
def test_a_file_that_is_not_ours_is_left_alone(
    run: Run, workspace: Path, text: str
) -> None:
    out = workspace / "lich.ics"
    out.write_bytes(text.encode())
    done = run("calendar", "--root", workspace, "--unit", "van-phong", "--out", out)
    assert done.exit_code == 2
    assert out.read_bytes() == text.encode()


def test_a_file_of_another_ending_is_refused(run: Run, workspace: Path) -> None:
    out = workspace / "lich.txt"
    done = run("calendar", "--root", workspace, "--unit", "van-phong", "--out", out)
    assert done.exit_code == 2
    assert ".ics" in done.stderr
