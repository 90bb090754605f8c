"""The command line as its users meet it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import REPOSITORY
from typer.testing import Result

from cchc.cli.app import COMMANDS, app, common_first
from cchc.cli.usage import WORDS, choices

Run = Callable[..., Result]
SNV = ("--plan", "2024-snv", "--as-of", "2024-07-01", "--root", REPOSITORY)


def test_status_accounts_for_each_task_once(run: Run) -> None:
    data = json.loads(run("status", *SNV, "--format", "json").stdout)
    assert (data["format"], data["as_of"]) == (1, "2024-07-01")
    assert sum(data["tasks"].values()) == 89
    assert sum(data["summary"].values()) == len(data["obligations"])
    assert len({one["task"] for one in data["obligations"]}) == 89
    assert set(data["obligations"][0]) >= {
        "plan", "task", "title", "unit", "period", "due", "status", "days", "what",
    }  # fmt: skip


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_fits_its_width_and_lists_each_task_once(
    run: Run, width: int
) -> None:
    result = run("status", *SNV, "--all", env={"COLUMNS": str(width)})
    assert max(map(len, result.stdout.splitlines())) <= width
    numbers = [line.split()[0] for line in result.stdout.splitlines() if line.strip()]
    tasks = json.loads(run("export", *SNV[:2], *SNV[4:]).stdout)["tasks"]
    assert {task["id"] for task in tasks} <= set(numbers)


def test_without_a_journal_it_says_so(run: Run) -> None:
    assert "Chưa có nhật ký tiến độ" in run("status", *SNV).stdout


def test_a_plan_that_is_over_says_so(run: Run) -> None:
    result = run("status", "--plan", "2020-ubnd", "--root", REPOSITORY)
    assert "đã hết thời gian thực hiện ngày 31/12/2020" in result.stdout


def test_english_is_one_option_away(run: Run) -> None:
    result = run("status", *SNV, lang="en")
    assert "89 tasks: " in result.stdout
    assert "OVERDUE" in result.stdout


def test_filters_narrow_by_unit_group_and_date(run: Run) -> None:
    def tasks(*args: str) -> list[dict[str, object]]:
        out = run("status", *SNV, "--format", "json", *args).stdout
        found: list[dict[str, object]] = json.loads(out)["obligations"]
        return found

    assert {one["status"] for one in tasks("--overdue")} == {"overdue"}
    assert {one["group"] for one in tasks("--group", "3")} == {"3"}
    by_name = tasks("--unit", "phong cai cach hanh chinh")
    assert by_name == tasks("--unit", "phong-cchc")
    assert by_name
    assert all(0 <= -one["days"] <= 90 for one in tasks("--due-within", "90"))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (("status", "--unit", "không có"), "không có đơn vị nào"),
        (("status", "--group", "99"), "không có nhóm 99"),
        (("status", "--as-of", "31/02"), "31/02"),
        (("status", "--fail-on", "x"), "overdue"),
        (("show", "2024-snv", "99.9"), "không có nhiệm vụ"),
        (("units", "zzz"), "không có đơn vị nào"),
        (("units", "..."), "không có đơn vị nào"),
        (("status", "--unit", "-"), "không có đơn vị nào"),
    ],
)
def test_a_wrong_argument_is_one_clear_line(
    run: Run, args: tuple[str, ...], text: str
) -> None:
    result = run(*args, "--root", REPOSITORY)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert text in result.stderr


def test_fail_on_makes_the_exit_code(run: Run) -> None:
    assert run("status", *SNV).exit_code == 0
    assert run("status", *SNV, "--fail-on", "overdue").exit_code == 1
    assert run("status", *SNV, "--fail-on", "cancelled").exit_code == 0


def test_all_plans_have_one_line_each_and_a_total(run: Run) -> None:
    result = run("status", "--plan", "all", *SNV[2:])
    lines = result.stdout.splitlines()
    assert sum(line.startswith("20") for line in lines) == 6
    assert lines[-1].startswith("Tổng cộng")


@pytest.mark.parametrize(
    ("valid", "said"),
    [
        ("", "–"),
        (", valid: {from: 2024-07-01}", "from 01/07/2024"),
        (", valid: {until: 2025-06-30}", "until 30/06/2025"),
        (", valid: {from: 2024, until: 2025, unverified: true}",
         "from year 2024 until year 2025 (unverified)"),
        (", valid: {unverified: true}", "–"),
    ],
)  # fmt: skip
def test_a_unit_tells_when_it_exists(
    workspace: Path, run: Run, valid: str, said: str
) -> None:
    file = workspace / "plans" / "registers" / "units.yaml"
    text = file.read_text(encoding="utf-8")
    line = "  - {id: phong-b, name: Phòng B, level: internal, parent: so-mau"
    assert line in text
    file.write_text(text.replace(line, line + valid), encoding="utf-8")
    out = run("units", "phong-b", "--root", workspace, lang="en").stdout
    (exists,) = [row for row in out.splitlines() if row.startswith("Exists")]
    assert exists.removeprefix("Exists").strip() == said


def test_an_abolished_unit_is_shown_with_its_present_owner(run: Run) -> None:
    out = run(
        "status", "--plan", "2021-ubnd-3637", "--as-of", "2026-11-21", "--unit",
        "so-thong-tin-va-truyen-thong", "--format", "json", "--root", REPOSITORY,
    ).stdout  # fmt: skip
    found = json.loads(out)["obligations"]
    assert found
    assert {o["unit"]["name"] for o in found} >= {"Sở Thông tin và Truyền thông"}
    mine = [o for o in found if o["unit"]["id"] == "so-thong-tin-va-truyen-thong"]
    owners = {u["id"] for o in mine for u in o["owners"]}
    assert owners == {"so-khoa-hoc-va-cong-nghe"}


PLAN_KEYS = {"format", "plan", "groups", "targets", "tasks", "citations"}
TASK_KEYS = {
    "id", "group", "title", "products", "leads", "partners", "when", "deadlines",
}  # fmt: skip
TARGET_KEYS = {
    "id", "at", "title", "indicator", "scope", "op", "value", "unit", "by", "baseline",
}  # fmt: skip


def test_export_has_the_keys_of_its_contract(run: Run) -> None:
    data = json.loads(run("export", *SNV[:2], *SNV[4:]).stdout)
    assert set(data) >= PLAN_KEYS
    assert (len(data["tasks"]), len(data["groups"])) == (89, 7)
    assert set(data["plan"]) >= {
        "id", "title", "number", "symbol", "signed", "issuer", "period",
    }  # fmt: skip
    for task in data["tasks"]:
        assert set(task) >= TASK_KEYS
        for unit in (*task["leads"], *task["partners"]):
            assert set(unit) == {"id", "name"}
        for deadline in task["deadlines"]:
            assert deadline["kind"] in (
                "due", "every", "ongoing", "after", "follows", "unstated",
            )  # fmt: skip
    assert all(set(target) >= TARGET_KEYS for target in data["targets"])
    assert all(set(c) >= {"number", "signed", "at"} for c in data["citations"])


def test_show_prints_every_field_of_a_task(run: Run) -> None:
    out = run("show", "2024-snv", "1.4", "--root", REPOSITORY).stdout
    assert "Phòng Cải cách hành chính" in out
    assert "30/09/2024" in out


@pytest.mark.parametrize("format", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("command", ["list", "units", "documents", "indicators"])
def test_what_lists_prints_in_every_format(run: Run, command: str, format: str) -> None:
    result = run(command, "--format", format, "--root", REPOSITORY)
    assert result.exit_code == 0, result.stderr
    assert result.stdout


def test_units_are_found_without_diacritics(run: Run) -> None:
    out = run("units", "van phong ubnd tp", "--root", REPOSITORY).stdout
    assert "Văn phòng Ủy ban nhân dân Thành phố" in out


def test_the_root_is_found_from_a_folder_below(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace / "plans" / "ke-hoach")
    assert run("status", "--as-of", "2024-02-01").exit_code == 0


def test_common_options_may_stand_anywhere() -> None:
    line = ["status", "--root", "x", "--plan", "a", "--lang=en", "--", "--root"]
    assert common_first(line) == [
        "--root", "x", "--lang=en", "status", "--plan", "a", "--", "--root",
    ]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert any(ord(char) > 0x1E00 for char in result.stdout)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_vietnamese_help_page_has_no_english_left(run: Run, command: str) -> None:
    page = run(*command.split(), "--help").stdout
    left = re.search(r"(?i)usage|options|\barguments|required|default|env var", page)
    assert left is None, left


@pytest.mark.parametrize("command", COMMANDS)
def test_every_value_on_a_help_page_has_a_word(command: str) -> None:
    group: Any = typer.main.get_command(app)
    context = group.make_context("cchc", [], resilient_parsing=True)
    for param in group.get_command(context, command).params:
        if not getattr(param, "is_flag", False) and not choices(param):
            assert param.name in WORDS


def test_help_is_english_where_the_language_comes_last(run: Run) -> None:
    page = run("show", "--help", "--lang", "en").stdout
    assert re.match(r"Usage: \w+ show \[OPTIONS\] PLAN \[ID\]\n", page)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show", "thiếu KẾ-HOẠCH"),
        ("show a b c", "thừa trên dòng lệnh: c"),
        ("show --frmat", "có phải ý là --format?"),
        ("stats", "có phải ý là status?"),
        ("status --format x", "chọn một trong table, json, csv, md"),
        ("status --as-of", "--as-of phải kèm giá trị"),
        ("remind --within x", "phải là số nguyên từ 0 trở lên"),
        ("report --year 3000", "phải là số nguyên từ 1990 đến 2100"),
        ("layout khong-co.docx", "không có tệp hoặc thư mục này"),
    ],
)
def test_wrong_words_are_one_vietnamese_line(run: Run, line: str, said: str) -> None:
    result = run(*line.split())
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_day_may_be_written_day_first(run: Run) -> None:
    line = ["status", "--plan", "2024-snv", "--root", str(REPOSITORY), "--as-of"]
    assert run(*line, "1/7/2024").stdout == run(*line, "2024-07-01").stdout


def test_status_says_what_it_was_asked_for_and_what_it_left_out(
    run: Run, workspace: Path
) -> None:
    journal = workspace / "plans" / "ke-hoach" / "progress" / "van-phong.yaml"
    journal.parent.mkdir(exist_ok=True)
    journal.write_text("unit: [", encoding="utf-8")
    out = run("status", "--root", workspace, "--overdue", "--as-of", "2024-02-01")
    assert out.exit_code == 1
    assert "Chỉ tính: quá hạn" in out.stdout
    assert "nhật ký có lỗi: plans/ke-hoach/progress/van-phong.yaml" in out.stdout


def test_an_empty_workspace_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for line in ("status", "status --plan all", "list"):
        result = run(*line.split(), "--root", tmp_path)
        assert result.exit_code == 2
        assert "chưa có kế hoạch nào" in result.stderr
