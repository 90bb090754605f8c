"""Entries taken into journals: by the rules, all or none, in any Vietnamese words."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import make_sample

from cchc.checks.base import Lookup, name_of
from cchc.checks.entries import JOURNAL_RULES
from cchc.load import Workspace
from cchc.models.journal import Entry, Journal, TargetEntry, TaskEntry
from cchc.problems import CchcError, Severity
from cchc.recording import Given, Progress, Taking, Typed
from cchc.recording.typed import evidence_of, periods_of, state_of
from cchc.text.reader import read

EXAMPLES = Path(__file__).parent / "data" / "checks"
PLAN = "2025-so-mau"
TODAY = date(2025, 7, 5)
ON = "2025-07-04"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The sample workspace with its journals."""
    return make_sample(tmp_path)


def progress(root: Path) -> Progress:
    lookup = Lookup(Workspace(root), TODAY)
    plan = lookup.plan(PLAN)
    assert plan is not None
    return Progress(plan, lookup)


def task(id: str, state: str, unit: str | None = None, **more: Any) -> Given:
    given = {"task": id, "date": ON, "state": state, **more}
    return Given(TaskEntry.model_validate(given), unit)


def value(figure: float, **more: Any) -> Given:
    given = {"target": "on-time", "date": ON, "period": "2025-Q2", "value": figure}
    return Given(TargetEntry.model_validate({**given, **more}), None)


PROOF = [{"document": "90/BC-SM"}]


# The rules are the conditions ------------------------------------------------------


def marked_entries(file: Path, rule: str) -> list[int]:
    """Indexes of the entries whose line a rule must find."""
    lines = file.read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line.startswith("  - ")]
    return [i for i, line in enumerate(entries) if line.endswith(f"# error: {rule}")]


FAULTS = [
    (name_of(rule), file, index)
    for rule, severity in JOURNAL_RULES
    if severity is Severity.ERROR
    for file in sorted((EXAMPLES / name_of(rule) / "bad" / "progress").iterdir())
    for index in marked_entries(file, name_of(rule))
]


@pytest.mark.parametrize(
    ("rule", "file", "index"), FAULTS, ids=[f"{r}-{i}" for r, _, i in FAULTS]
)
def test_what_check_calls_an_error_is_refused(
    office: Path, rule: str, file: Path, index: int
) -> None:
    folder = office / "plans" / PLAN / "progress"
    shutil.rmtree(folder)
    folder.mkdir()
    entries = Journal.model_validate(read(file.read_text(encoding="utf-8")).value)
    journals = progress(office)
    for one in entries.entries[:index]:  # what stands above, as far as it is right
        journals.record([Given(one, file.stem)])
    given = [Given(one, file.stem) for one in entries.entries[index:]]
    taking = journals.take(given)
    assert taking.refusals
    assert taking.additions == ()


def test_each_error_rule_has_a_refusal_of_its_own() -> None:
    wanted = {name_of(rule) for rule, sev in JOURNAL_RULES if sev is Severity.ERROR}
    whole = {"journal-unit-mismatch"}  # of the file, not of an entry
    assert {rule for rule, _, _ in FAULTS} == wanted - whole


def test_the_refusal_is_the_finding_with_its_help(office: Path) -> None:
    [refusal] = progress(office).take([value(98, target="ontime")]).refusals
    assert str(refusal.error) == "there is no target ontime: did you mean on-time?"


def test_an_old_fault_of_the_journal_does_not_stop_a_new_entry(office: Path) -> None:
    file = office / "plans" / PLAN / "progress" / "van-phong-so.yaml"
    fault = '  - {task: "1.4", date: 2025-06-01, state: blocked}\n'
    file.write_text(file.read_text(encoding="utf-8") + fault, encoding="utf-8")
    journals = progress(office)
    assert journals.take([task("1.4", "started")]).refusals == ()
    [refusal] = journals.take([task("1.4", "blocked")]).refusals
    assert str(refusal.error) == "blocked without a reason"


# Many entries ----------------------------------------------------------------------


def texts(root: Path) -> dict[str, str]:
    folder = root / "plans" / PLAN / "progress"
    return {p.name: p.read_text("utf-8") for p in folder.glob("[!.]*.yaml")}


def test_entries_of_several_units_are_written_together(office: Path) -> None:
    before = texts(office)
    taking = progress(office).record(
        [
            task("1.3", "done", evidence=PROOF, **{"for": "2025-Q3"}),
            value(98.5),
            task("1.4", "started"),
        ]
    )
    assert taking.refusals == ()
    assert [one.unit for one in taking.additions] == ["van-phong-so", "so-mau"]
    after = texts(office)
    assert {name for name in after if after[name] != before.get(name)} == {
        "van-phong-so.yaml",
        "so-mau.yaml",
    }
    for one in taking.additions:
        lines = after[f"{one.unit}.yaml"].splitlines()
        assert all("date: 2025-07-04" in lines[number - 1] for number in one.lines)


def test_without_an_office_of_its_own_a_workspace_asks_who_measured(
    office: Path,
) -> None:
    (office / "plans" / "workspace.yaml").unlink()
    taking = progress(office).take([value(98.5), task("9.9", "started")])
    measured, unknown = (str(one.error) for one in taking.refusals)
    assert "say who reports with --unit" in measured
    assert "9.9" in unknown


def test_one_refusal_leaves_every_journal_as_it_is(office: Path) -> None:
    before = texts(office)
    taking = progress(office).record(
        [task("1.4", "started"), task("1.4", "blocked"), value(986), value(98.5)]
    )
    assert [(one.at, str(one.error)) for one in taking.refusals] == [
        (1, "blocked without a reason"),
        (2, "986 is outside what on-time can be: 0 … 100"),
    ]
    assert taking.additions == ()
    assert texts(office) == before
    assert not list((office / "plans" / PLAN / "progress").glob(".*"))


def test_an_entry_sees_those_given_before_it(office: Path) -> None:
    done = task("1.3", "done", evidence=PROOF, **{"for": "2025-Q3"})
    again = task("1.3", "done", evidence=[{"document": "x"}], **{"for": "2025-Q3"})
    [refusal] = progress(office).take([done, again]).refusals
    assert refusal.at == 1
    assert "nothing open" in str(refusal.error)
    # and the only period that is left then needs no name
    third = task("1.3", "done", evidence=PROOF)
    [addition] = progress(office).take([done, third]).additions
    last = addition.journal.entries[-1]
    assert isinstance(last, TaskEntry)
    assert last.for_ == "2025-Q4"


def test_the_same_entry_twice_is_refused(office: Path) -> None:
    journals = progress(office)
    [refusal] = journals.take([task("1.4", "started")] * 2).refusals
    assert (refusal.at, "already" in str(refusal.error)) == (1, True)
    assert journals.record([task("1.4", "started")]).refusals == ()
    [refusal] = journals.record([task("1.4", "started")]).refusals
    assert "already" in str(refusal.error)


def test_what_others_wrote_meanwhile_is_kept_and_counts(office: Path) -> None:
    mine, theirs = progress(office), progress(office)
    mine.take([task("1.4", "started")])  # has read the journal
    done = task("1.3", "done", evidence=PROOF, **{"for": "2025-Q3"})
    assert theirs.record([done]).refusals == ()
    again = task("1.3", "done", evidence=[{"document": "x"}], **{"for": "2025-Q3"})
    assert "nothing open" in str(mine.record([again]).refusals[0].error)
    assert mine.record([task("1.4", "started")]).refusals == ()
    text = texts(office)["van-phong-so.yaml"]
    assert text.count("for: 2025-Q3") == 1
    assert text.rstrip().endswith('{task: "1.4", date: 2025-07-04, state: started}')


def test_a_journal_with_faults_tells_them(office: Path) -> None:
    file = office / "plans" / PLAN / "progress" / "van-phong-so.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("state: started", "state: x", 1), encoding="utf-8")
    taking = progress(office).record([task("1.4", "started"), value(98)])
    [refusal] = taking.refusals
    assert refusal.at == 0
    assert [one.rule for one in refusal.findings] == ["value-invalid"]


def test_a_file_that_is_no_text_is_a_refusal(office: Path) -> None:
    file = office / "plans" / PLAN / "progress" / "van-phong-so.yaml"
    file.write_bytes(file.read_bytes() + b"\xff")
    [refusal] = progress(office).take([task("1.4", "started")]).refusals
    assert [one.rule for one in refusal.findings] == ["file-not-utf8"]


# Words -----------------------------------------------------------------------------


def entry(root: Path, **words: Any) -> Entry:
    typed = Typed(date=words.pop("date", ON), **words)
    return progress(root).given(typed).entry


def taken(root: Path, **words: Any) -> Taking:
    journals = progress(root)
    return journals.take([journals.given(Typed(date=ON, **words))])


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("done", "done"), ("xong", "done"), ("Đã xong", "done"), ("da xong", "done"),
        ("HOÀN THÀNH", "done"), ("đang thực hiện", "started"),
        ("dang thuc hien", "started"), ("vướng mắc", "blocked"),
        ("vuong mac", "blocked"), ("thôi thực hiện", "cancelled"),
        ("phát sinh", "triggered"), ("đã giao hạn", "scheduled"),
    ],
)  # fmt: skip
def test_states_may_be_said_in_vietnamese(words: str, state: str) -> None:
    assert state_of(words) == state


@pytest.mark.parametrize("words", ["chưa xong", "xonng", "", "không", "tạm"])
def test_a_word_that_is_no_state_is_never_taken_for_one(words: str) -> None:
    with pytest.raises(CchcError, match="is no state"):
        state_of(words)


@pytest.mark.parametrize(
    "words",
    ["2025-Q3", "Q3", "q3", "quý 3", "quý III", "Quy iii", "Q3/2025", "quý III/2025",
     "quý 3 năm 2025", "30/9/2025", "2025-09-30"],
)  # fmt: skip
def test_a_period_may_be_written_as_people_do(office: Path, words: str) -> None:
    [one] = taken(
        office, task="1.3", state="xong", for_=words, evidence=("90/BC-SM",)
    ).additions
    new = one.journal.entries[-1]
    assert isinstance(new, TaskEntry)
    assert new.for_ is not None
    again = {"task": "1.3", "date": ON, "state": "done", "for": "2025-Q3"}
    same = Given(TaskEntry.model_validate({**again, "evidence": [{"document": "x"}]}))
    assert progress(office).take([Given(new), same]).refusals[0].at == 1


@pytest.mark.parametrize(
    ("words", "years", "meant"),
    [
        ("6 tháng", ("2025", "2025"), ["2025-H1", "2025-H2"]),
        ("sáu tháng", ("2025", "2025"), ["2025-H1", "2025-H2"]),
        ("6 tháng năm 2025", ("2024", "2026"), ["2025-H1", "2025-H2"]),
        ("6 tháng đầu năm", ("2025", "2025"), ["2025-H1"]),
        ("9 tháng", ("2025", "2025"), ["2025-01/2025-09"]),
        ("H2", ("2025", "2025"), ["2025-H2"]),
        ("H3", ("2025", "2025"), []),
        ("T6", ("2025", "2025"), ["2025-06"]),
        ("T13", ("2025", "2025"), []),
        ("tháng 6", ("2025", "2025"), ["2025-06"]),
        ("Q2", ("2024", "2025"), ["2024-Q2", "2025-Q2"]),
        ("Q2/2024", ("2024", "2025"), ["2024-Q2"]),
        ("Q5", ("2025", "2025"), []),
        ("31/02/2025", ("2025", "2025"), []),
        ("linh tinh", ("2025", "2025"), []),
    ],
)
def test_what_a_period_may_mean(
    words: str, years: tuple[str, str], meant: list[str]
) -> None:
    from cchc.dates import parse_period

    assert periods_of(words, parse_period("/".join(years)), TODAY) == meant


def test_words_that_may_mean_two_periods_are_asked_back(office: Path) -> None:
    with pytest.raises(CchcError, match="6 tháng may mean: 2025-H1, 2025-H2"):
        entry(office, target="on-time", value="98", period="6 tháng")
    one = entry(office, target="on-time", value="98", period="6 tháng đầu năm")
    assert isinstance(one, TargetEntry)
    assert one.period.text == "2025-H1"


def test_done_for_all_says_which_are_open(office: Path) -> None:
    for word in ("all", "tất cả"):
        taking = taken(
            office, task="1.3", state="done", for_=word, evidence=("90/BC-SM",)
        )
        assert "one of several" in str(taking.refusals[0].error)
        assert "2025-Q3, 2025-Q4" in str(taking.refusals[0].error)


@pytest.mark.parametrize(
    ("text", "proof"),
    [
        ("12/BC-VPS", {"document": "12/BC-VPS"}),
        ("12/BC-VPS 2024-06-12", {"document": "12/BC-VPS", "signed": "2024-06-12"}),
        ("21/BB-CCMN, 03/07/2025", {"document": "21/BB-CCMN", "signed": "03/07/2025"}),
        ("21/BB-CCMN; ngày 3/7/2025;",
         {"document": "21/BB-CCMN", "signed": "3/7/2025"}),
        ("Biên bản họp, ký ngày 03/07/2025 https://a.vn/1",
         {"document": "Biên bản họp", "signed": "03/07/2025",
          "link": "https://a.vn/1"}),
        ("Kế hoạch 5, 6 và 7", {"document": "Kế hoạch 5, 6 và 7"}),
        ("03/07/2025", {"document": "03/07/2025"}),
    ],
)  # fmt: skip
def test_a_product_with_its_date(text: str, proof: dict[str, str]) -> None:
    assert evidence_of(text) == proof


@pytest.mark.parametrize(
    ("text", "value"),
    [("98,5", 98.5), ("98.5", 98.5), ("98,5%", 98.5), ("98,5 phần trăm", 98.5)],
)
def test_a_value_may_carry_the_unit_of_its_target(
    office: Path, text: str, value: float
) -> None:
    one = entry(office, target="on-time", value=text, period="2025-Q2")
    assert isinstance(one, TargetEntry)
    assert one.value == value


def test_a_value_in_another_unit_is_refused(office: Path) -> None:
    with pytest.raises(CchcError, match="on-time is measured in %, not in ngày"):
        entry(office, target="on-time", value="98 ngày", period="2025-Q2")


def test_days_may_be_written_day_first_and_must_exist(office: Path) -> None:
    words = {"task": "3.1", "state": "scheduled", "due": "30/9/2025"}
    one = entry(office, **words, date="4/7/2025", corrects="1/7/2025")
    assert isinstance(one, TaskEntry)
    assert (str(one.date), str(one.due), str(one.corrects)) == (
        "2025-07-04", "2025-09-30", "2025-07-01",
    )  # fmt: skip
    for key in ("date", "due", "corrects"):
        with pytest.raises(CchcError, match=re.escape("31/02/2025 does not exist")):
            entry(office, **{**words, key: "31/02/2025"})
