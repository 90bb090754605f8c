"""A plan that changes: as of a day, by the command line, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from conftest import UNITS, make_sample, make_workspace
from hypothesis import given
from hypothesis import strategies as st
from test_status import journal, one, owed, plan
from typer.testing import Result

from cchc.amend import in_force
from cchc.amend.versions import misfits, with_amendments
from cchc.checks.rules import check
from cchc.load import Workspace
from cchc.models.amendment import Amendment, TargetChange, TaskChange, touching
from cchc.models.plan import Plan, Target, Task
from cchc.problems import Severity
from cchc.status import Status, evaluate, rates
from cchc.text.reader import read

Run = Callable[..., Result]


def amendment(text: str, day: str = "2024-02-01", number: str = "5/QĐ-SM") -> Amendment:
    head = f"document: {{number: {number}, signed: {day}}}\n"
    return Amendment.model_validate(read(head + text).value)


def extended(due: str, day: str, number: str = "5/QĐ-SM") -> Amendment:
    text = f'changes: [{{task: "1", deadlines: [{{due: {due}}}]}}]'
    return amendment(text, day, number)


QUARTER = plan("[{due: 2024-Q1}]")


def test_before_its_day_an_amendment_does_not_exist() -> None:
    changed = with_amendments(QUARTER, [extended("2024-06-30", "2024-02-01")])
    assert one(changed, "2024-01-31").due == date(2024, 3, 31)
    now = one(changed, "2024-02-01")
    assert (now.due, now.original_due, now.extensions) == (
        date(2024, 6, 30), date(2024, 3, 31), 1,
    )  # fmt: skip


def test_lateness_counts_from_the_date_in_force_and_the_first_one_is_kept() -> None:
    changed = with_amendments(
        QUARTER,
        [
            extended("2024-05-31", "2024-03-01"),
            extended("2024-06-30", "2024-05-01", "9/QĐ-SM"),
        ],
    )
    last = one(changed, "2024-07-03")
    assert (last.status, last.days) == (Status.OVERDUE, 3)
    assert (last.original_due, last.extensions) == (date(2024, 3, 31), 2)


def test_a_date_that_comes_nearer_is_no_extension() -> None:
    changed = with_amendments(QUARTER, [extended("2024-02-29", "2024-02-01")])
    now = one(changed, "2024-02-02")
    assert (now.original_due, now.extensions) == (date(2024, 3, 31), 0)


def test_a_new_rule_holds_for_what_falls_due_after_it_counts() -> None:
    monthly = plan("[{every: month}]")
    text = 'changes: [{task: "1", deadlines: [{every: quarter}]}]'
    changed = with_amendments(monthly, [amendment(text, "2024-05-10")])
    assert [o.period.text for o in owed(changed, "2024-12-31") if o.period] == [
        "2024-01", "2024-02", "2024-03", "2024-04", "2024-Q2", "2024-Q3", "2024-Q4",
    ]  # fmt: skip


def test_a_period_told_before_the_date_moved_still_names_it() -> None:
    two = plan("[{due: 2024-Q1, what: một}, {due: 2024-Q2, what: hai}]")
    text = (
        'changes: [{task: "1", deadlines: [{due: 2024-Q1, what: một}, '
        "{due: 2024-Q3, what: hai}]}]"
    )
    changed = with_amendments(two, [amendment(text, "2024-04-01")])
    wrote = journal(
        'task: "1", date: 2024-03-20, state: done, for: 2024-Q2, '
        "evidence: [{document: 1/BC}]"
    )
    statuses = {o.what: o.status for o in owed(changed, "2024-12-31", wrote)}
    assert statuses == {"một": Status.OVERDUE, "hai": Status.DONE_ON_TIME}


def test_a_dropped_task_is_closed_and_not_done() -> None:
    changed = with_amendments(QUARTER, [amendment('drop: [{task: "1"}]')])
    gone = one(changed, "2024-05-01")
    assert (gone.status, gone.days, gone.dropped_by) == (
        Status.CANCELLED, None, "5/QĐ-SM",
    )  # fmt: skip
    assert rates([gone]).tasks_done == 0


def test_what_was_done_before_it_was_dropped_stays_done() -> None:
    changed = with_amendments(QUARTER, [amendment('drop: [{task: "1"}]')])
    done = 'task: "1", date: {}, state: done, evidence: [{{document: 1/BC}}]'
    before = journal(done.format("2024-01-20"))
    after = journal(done.format("2024-02-20"))
    assert one(changed, "2024-05-01", before).status is Status.DONE_ON_TIME
    assert one(changed, "2024-05-01", after).status is Status.CANCELLED


def test_a_task_that_joins_owes_nothing_for_the_time_before() -> None:
    text = (
        'add: {tasks: [{id: "2", title: Việc thêm, leads: [phong-a], '
        "deadlines: [{every: quarter}]}]}"
    )
    changed = with_amendments(QUARTER, [amendment(text, "2024-08-20")])
    joined = [o for o in owed(changed, "2024-12-31") if o.task == "2"]
    assert [o.period.text for o in joined if o.period] == ["2024-Q3", "2024-Q4"]


def test_what_a_former_lead_reported_counts_for_the_new_one() -> None:
    quarterly = plan("[{every: quarter}]")
    text = 'changes: [{task: "1", leads: [phong-b]}]'
    changed = with_amendments(quarterly, [amendment(text, "2024-05-10")])
    told = journal(
        'task: "1", date: 2024-03-20, state: done, for: 2024-Q1, '
        "evidence: [{document: 1/BC}]"
    )
    found = owed(changed, "2024-07-05", told)
    assert [(o.unit, o.status) for o in found[:2]] == [
        ("phong-b", Status.DONE_ON_TIME),
        ("phong-b", Status.OVERDUE),
    ]


def test_a_replaced_plan_ends_and_owes_nothing_more() -> None:
    ended = with_amendments(QUARTER, [amendment("replaced_by: ke-hoach-moi")])
    assert one(ended, "2024-01-31").status is Status.NOT_DUE
    assert one(ended, "2024-12-31").status is Status.CANCELLED


CHANGES = st.lists(
    st.tuples(
        st.dates(date(2024, 1, 10), date(2024, 12, 20)),
        st.one_of(
            st.dates(date(2024, 1, 10), date(2024, 12, 31)).map(
                lambda day: f'changes: [{{task: "1", deadlines: [{{due: {day}}}]}}]'
            ),
            st.sampled_from(
                [
                    'drop: [{task: "1"}]',
                    'changes: [{task: "1", leads: [phong-a]}]',
                    'add: {tasks: [{id: "2", title: A, deadlines: [{every: year}]}]}',
                    "changes: [{target: on-time, title: Hồ sơ}]",
                    'changes: [{task: "1", deadlines: [{every: quarter}]}]',
                ]
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)


def amendments(changes: list[tuple[date, str]]) -> list[Amendment]:
    return [
        amendment(text, day.isoformat(), f"{i}/QĐ-SM")
        for i, (day, text) in enumerate(changes)
    ]


@given(CHANGES, st.integers(1, 300))
def test_before_every_amendment_the_plan_is_the_bare_decision(
    changes: list[tuple[date, str]], before: int
) -> None:
    changed = with_amendments(QUARTER, amendments(changes))
    day = min(day for day, _ in changes) - timedelta(days=before)
    assert in_force(changed, day).model_dump() == QUARTER.model_dump()
    assert owed(changed, day.isoformat()) == owed(QUARTER, day.isoformat())


@given(CHANGES, st.dates(date(2024, 1, 5), date(2025, 1, 31)))
def test_the_order_of_files_does_not_matter(
    changes: list[tuple[date, str]], day: date
) -> None:
    every = amendments(changes)
    found = [
        owed(with_amendments(QUARTER, order), day.isoformat())
        for order in permutations(every)
    ]
    assert all(one == found[0] for one in found)


@given(CHANGES, st.dates(date(2024, 1, 5)), st.dates(date(2024, 1, 5)))
def test_a_version_gives_every_other_day_as_well(
    changes: list[tuple[date, str]], one_day: date, other: date
) -> None:
    changed = with_amendments(QUARTER, amendments(changes))
    by_way = in_force(in_force(changed, one_day), other)
    assert by_way.model_dump() == in_force(changed, other).model_dump()


def test_an_amendment_tells_why_of_the_tasks_that_it_touches_and_of_no_other() -> None:
    one = amendment(
        """\
changes:
  - {task: "1", deadlines: [{due: 2024-06}], because: Chờ Nghị định}
  - {target: "1", goal: {at_least: 90, unit: "%"}, because: Chỉ tiêu cao}
drop:
  - {task: "2", because: Trùng nhiệm vụ}
add:
  tasks:
    - {id: "3", group: "1", title: A, leads: [a], when: x, deadlines: [{due: 2024-06}]}
"""
    )
    told = {task: touching(one, task) for task in ("1", "2", "3", "4")}
    assert told == {
        "1": ("Chờ Nghị định",),
        "2": ("Trùng nhiệm vụ",),
        "3": (None,),
        "4": (),
    }


def test_the_fields_that_can_change_are_those_of_the_models() -> None:
    frame = {"accept", "because"}
    task = set(TaskChange.model_fields) - frame
    assert task == (set(Task.model_fields) - {"id", "accept"}) | {"task"}
    target = set(TargetChange.model_fields) - frame
    assert target == (set(Target.model_fields) - {"id", "accept", "task"}) | {"target"}


@pytest.mark.parametrize(
    ("text", "day", "loc"),
    [
        ('changes: [{task: "9", leads: [a]}]', "2024-02-01", ("changes", 0, "task")),
        ("changes: [{target: no, title: A}]", "2024-02-01", ("changes", 0, "target")),
        ('drop: [{task: "9"}]', "2024-02-01", ("drop", 0, "task")),
        ('drop: [{task: "1"}, {task: "1"}]', "2024-02-01", ("drop", 1, "task")),
        (
            'add: {tasks: [{id: "1", title: A}]}',
            "2024-02-01",
            ("add", "tasks", 0, "id"),
        ),
        ('drop: [{task: "1"}]', "2024-01-04", ("document", "signed")),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(
    text: str, day: str, loc: tuple[str | int, ...]
) -> None:
    changed = with_amendments(QUARTER, [amendment(text, day)])
    assert [one.loc for one in misfits(changed)] == [loc]


def test_an_amendment_may_be_signed_on_the_day_of_the_decision() -> None:
    changed = with_amendments(QUARTER, [amendment('drop: [{task: "1"}]', "2024-01-05")])
    assert QUARTER.decision.signed is not None
    assert QUARTER.decision.signed.text == "2024-01-05"
    assert misfits(changed) == []
    assert in_force(changed, date(2024, 1, 5)).tasks == ()


def test_a_task_that_joins_stands_behind_the_last_of_its_group() -> None:
    groups = [{"id": "1", "title": "A"}, {"id": "2", "title": "B"}]
    tasks = [("1.1", "1"), ("1.2", "1"), ("2.1", "2")]
    named = [{"id": task, "group": group, "title": "Việc", "leads": ["van-phong"],
              "deadlines": [{"due": "2024-Q1"}]} for task, group in tasks]  # fmt: skip
    value = {
        **QUARTER.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True),
        "groups": groups,
        "tasks": named,
    }
    new = 'add: {tasks: [{id: "1.3", group: "1", title: A}, {id: "x", title: B}]}'
    changed = with_amendments(Plan.model_validate(value), [amendment(new)])
    ids = [one.id for one in in_force(changed, date(2024, 3, 1)).tasks]
    assert ids == ["1.1", "1.2", "1.3", "2.1", "x"]


def test_a_target_that_the_plan_has_or_had_cannot_be_added() -> None:
    goal = 'goal: {at_least: 90, unit: "%"}'
    more = f"targets: [{{id: t, title: T, {goal}}}, {{id: u, title: U, {goal}}}]"
    changed = with_amendments(
        plan("[{due: 2024-Q1}]", more=more),
        [amendment("drop: [{target: t}]", "2024-02-01"),
         amendment(f"add: {{{more}}}", "2024-03-01", "6/QĐ-SM")],
    )  # fmt: skip
    assert [one.loc for one in misfits(changed)] == [
        ("add", "targets", 0, "id"), ("add", "targets", 1, "id"),
    ]  # fmt: skip
    assert [one.id for one in in_force(changed, date(2024, 4, 1)).targets] == ["u"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample workspace."""
    return make_sample(tmp_path)


def statuses(run: Run, office: Path, day: str) -> dict[str, dict[str, object]]:
    shown = run("status", "--root", office, "--as-of", day, "--format", "json")
    return {one["task"]: one for one in json.loads(shown.stdout)["obligations"]}


@pytest.mark.parametrize(
    ("before", "after", "task", "key", "was", "now"),
    [
        ("2025-08-14", "2025-08-15", "3.2", "due", "2025-09-30", "2025-10-31"),
        ("2025-08-14", "2025-08-15", "3.2", "extensions", 0, 1),
        ("2025-09-07", "2025-09-08", "4.4", "status", "unscheduled", "cancelled"),
        ("2025-09-07", "2025-09-08", "2.5", "due", None, "2025-11-28"),
    ],
)
def test_the_sample_changes_on_the_days_of_its_amendments(
    run: Run, office: Path, before: str, after: str, task: str, key: str,
    was: object, now: object,
) -> None:  # fmt: skip
    assert statuses(run, office, before).get(task, {}).get(key) == was
    assert statuses(run, office, after)[task][key] == now


def test_lists_say_that_a_date_was_moved(run: Run, office: Path) -> None:
    words = ("--root", office, "--as-of", "2025-11-05")
    shown = run("status", *words, "--format", "md")
    assert "gia hạn lần 1, hạn đầu 30/09/2025" in shown.stdout
    csv = run("status", *words, "--format", "csv", "--keys").stdout
    assert "2025-09-30,1," in csv
    gone = run("show", "2025-so-mau", "--root", office, "--as-of", "2025-11-05")
    assert "Đã điều chỉnh theo: 212/SM-VP" in gone.stdout


def test_diff_of_two_days_tells_what_amendments_changed(run: Run, office: Path) -> None:
    ids = ("2025-so-mau@2025-03-01", "2025-so-mau@2025-09-10")
    shown = run("diff", *ids, "--root", office, "--format", "json")
    kinds = {(c["kind"], c["item"]) for c in json.loads(shown.stdout)["changes"]}
    assert kinds == {
        ("deadline_later", "3.2"),
        ("task_changed", "3.2.when"),
        ("task_added", "2.5"),
        ("task_removed", "4.4"),
    }
    same = run("diff", "2025-so-mau@2025-03-01", "2025-so-mau@2025-04-01",
               "--root", office, "--exit-code")  # fmt: skip
    assert same.exit_code == 0


@pytest.mark.parametrize(("day", "tasks"), [("2025-09-07", 15), ("2025-09-08", 15)])
def test_export_follows_the_day(run: Run, office: Path, day: str, tasks: int) -> None:
    shown = run("export", "--root", office, "--as-of", day)
    ids = [one["id"] for one in json.loads(shown.stdout)["tasks"]]
    assert len(ids) == tasks
    assert ("2.5" in ids, "4.4" in ids) == (day > "2025-09-07", day < "2025-09-08")


AMEND = ("amend", "2025-so-mau", "--document", "45/QĐ-SM", "--signed")


def test_amend_writes_what_a_hand_may_write_and_check_is_clean(
    run: Run, office: Path
) -> None:
    what = "kiểm tra và báo cáo kết quả"
    words = (*AMEND, "2025-07-20", "--task", "1.2", "--for", what,
             "--due", "31/10/2025", "--because", "Chờ đoàn kiểm tra")  # fmt: skip
    done = run(*words, "--root", office)
    assert done.exit_code == 0, done.stderr
    path = "plans/2025-so-mau/amendments/2025-07-20-45-qd-sm.yaml"
    assert done.stdout == f"{path}\n"
    assert (office / path).read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../../schemas/amendment.schema.json\n"
        "document: {number: 45/QĐ-SM, signed: 2025-07-20, issuer: so-mau}\n"
        "changes:\n"
        '  - {task: "1.2", deadlines: [{due: 2025-Q1, what: trình Kế hoạch}, '
        "{due: 2025-10-31, what: kiểm tra và báo cáo kết quả}], "
        "because: Chờ đoàn kiểm tra}\n"
    )
    workspace = Workspace(office)
    found = check(workspace, workspace.plan_ids, date(2025, 10, 1))
    assert [f for f in found if not f.accepted and "amendments" in f.path] == []
    again = run(*AMEND, "2025-07-20", "--task", "4.3", "--lead", "phong-phap-che",
                "--root", office)  # fmt: skip
    assert again.stdout == f"{path}\n"
    assert (
        (office / path)
        .read_text(encoding="utf-8")
        .endswith('  - {task: "4.3", leads: [phong-phap-che]}\n')
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--task", "9.9", "--due", "2025-09-30"], "9.9"),
        (["--task", "1.2", "--due", "2025-09-30"], "--for"),
        (["--task", "1.3", "--due", "2025-09-30"], "1.3"),
        (["--task", "2.1"], "--due"),
        (["--task", "2.1", "--due", "xong"], "xong"),
        (["--task", "2.1", "--lead", "phong-khong-co"], "phong-khong-co"),
        (["--task", "2.1", "--drop", "--due", "2025-09-30"], "--drop"),
        (["--task", "2.1", "--due", "2027-09-30"], "deadline-outside-plan"),
        (["--task", "2.1", "--due", "2025-05-14"], "amendment-cancelled"),
    ],
)
def test_amend_refuses_and_writes_nothing(
    run: Run, office: Path, words: list[str], said: str
) -> None:
    before = sorted(office.rglob("*"))
    refused = run(*AMEND, "2025-02-20", *words, "--root", office)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert sorted(office.rglob("*")) == before


def test_amend_writes_what_is_only_a_warning(run: Run, office: Path) -> None:
    leads = ("--lead", "van-phong-so", "--lead", "trung-tam-cong-nghe")  # a partner
    done = run(*AMEND, "2025-02-20", "--task", "1.4", *leads, "--root", office)
    assert done.exit_code == 0, done.stderr
    workspace = Workspace(office)
    rule = "lead-is-partner"
    found = check(workspace, workspace.plan_ids, date(2025, 10, 1), {rule})
    told = [(f.rule, f.severity) for f in found if f.path == done.stdout.strip()]
    assert told == [(rule, Severity.WARNING)]


def test_a_dry_run_prints_the_file_and_writes_nothing(run: Run, office: Path) -> None:
    before = sorted(office.rglob("*"))
    words = ("--task", "2.1", "--due", "2025-06-30", "--dry-run", "--root", office)
    shown = run(*AMEND, "2025-02-20", *words)
    assert '+  - {task: "2.1", deadlines: [{due: 2025-06-30}]}' in shown.stdout
    assert sorted(office.rglob("*")) == before


def test_plans_that_replace_each_other_are_a_circle(tmp_path: Path) -> None:
    from conftest import PLAN, TASK

    make_workspace(tmp_path, PLAN + TASK, UNITS)
    other = tmp_path / "plans" / "ke-hoach-hai"
    other.mkdir()
    text = (PLAN + TASK).replace("id: ke-hoach\n", "id: ke-hoach-hai\n")
    (other / "decision.yaml").write_text(text, encoding="utf-8")
    for name, heir in (("ke-hoach", "ke-hoach-hai"), ("ke-hoach-hai", "ke-hoach")):
        folder = tmp_path / "plans" / name / "amendments"
        folder.mkdir()
        (folder / "a.yaml").write_text(
            "document: {number: 7/QĐ-SM, signed: 2024-03-01, issuer: so-mau}\n"
            f"replaced_by: {heir}\n",
            encoding="utf-8",
        )
    found = check(Workspace(tmp_path), ["ke-hoach", "ke-hoach-hai"], date(2024, 6, 1))
    circles = [(f.path, f.line) for f in found if f.rule == "replacement-circle"]
    assert circles == [
        ("plans/ke-hoach-hai/amendments/a.yaml", 2),
        ("plans/ke-hoach/amendments/a.yaml", 2),
    ]


BAD = {
    "changes: [{task: '1.1'}]": "value-invalid",
    "changes: [{task: '1.1', deadlines: [{dua: 2024}]}]": "deadline-kind-unknown",
    "changes: [{leads: [van-phong]}]": "entry-kind-unknown",
    "drop: [{task: '1.1', target: on-time}]": "value-invalid",
    "effective: 2024-Q1": "value-invalid",
    "change: []": "key-unknown",
    "changes: [{task: '1.1', title: null}]": "value-invalid",
}


@pytest.mark.parametrize(("text", "rule"), BAD.items(), ids=[*BAD])
def test_bad_files_are_findings_with_places_and_the_rest_still_counts(
    workspace: Path, run: Run, text: str, rule: str
) -> None:
    folder = workspace / "plans" / "ke-hoach" / "amendments"
    folder.mkdir()
    head = "document: {number: 7/QĐ-SM, signed: 2024-03-01}\n"
    (folder / "xau.yaml").write_text(f"{head}{text}\n", encoding="utf-8")
    shown = run("status", "--root", workspace, "--as-of", "2024-05-01", "--all")
    assert shown.exit_code == 1
    assert "plans/ke-hoach/amendments/xau.yaml:2:" in shown.stderr
    assert "1.1" in shown.stdout
    found = check(Workspace(workspace), ["ke-hoach"], date(2024, 6, 1))
    assert (rule, 2) in {(f.rule, f.line) for f in found if "xau" in f.path}


def test_evaluation_of_a_version_is_that_of_its_day() -> None:
    changed: Plan = with_amendments(QUARTER, [extended("2024-06-30", "2024-02-01")])
    from test_status import REGISTER

    from cchc.dates.workdays import Workdays
    from cchc.status import Setting

    setting = Setting(date(2024, 1, 15), REGISTER, Workdays())
    later = in_force(changed, date(2024, 12, 31))
    assert evaluate(later, [], setting) == evaluate(QUARTER, [], setting)
