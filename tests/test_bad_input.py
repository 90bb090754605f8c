"""What goes wrong in a file: a clear finding with its place, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLAN, TASK
from typer.testing import Result

Run = Callable[..., Result]


def decision(workspace: Path) -> Path:
    return workspace / "plans" / "ke-hoach" / "decision.yaml"


def write(workspace: Path, text: str | bytes) -> None:
    raw = text if isinstance(text, bytes) else text.encode()
    decision(workspace).write_bytes(raw)


def check(run: Run, workspace: Path) -> tuple[int, list[str]]:
    result = run("check", "--format", "concise", "--root", workspace)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout.splitlines()


GOOD = PLAN + TASK


# One case a line: the file, where the fault stands, the rule.
@pytest.mark.parametrize(
    ("text", "place", "rule"),
    [
        (GOOD.replace("title: Việc", "titel: Việc"), "16:5", "key-unknown"),
        (GOOD.replace("    title: Việc mẫu\n", ""), "14:5", "key-missing"),
        (GOOD.replace("leads: [van-phong]", "leads: van-phong"), "18:12", "value-invalid"),
        (GOOD.replace("period: 2024", "period: 2024\nperiod: 2025"), "6:1", "key-duplicate"),
        (GOOD.replace('id: "1.1"', "id: 1.10"), "14:9", "id-unquoted"),
        (GOOD.replace("due: 2024-Q1", "due: 2024-02-31"), "21:15", "value-invalid"),
        (GOOD.replace("    leads", "\tleads"), "18:1", "yaml-tab"),
        (GOOD.replace("title: Việc mẫu", "title: *x"), "16:12", "yaml-alias"),
        (GOOD.replace("title: Việc mẫu", "title: !!str x"), "16:12", "yaml-tag"),
        (GOOD.replace("    title: Việc mẫu", "    <<: {title: x}"), "16:5", "yaml-merge-key"),
        (GOOD + "---\na: 1\n", "22:1", "yaml-second-document"),
        ("a: " + "[" * 100_000, "1:35", "yaml-too-deep"),
        (GOOD.replace("Việc mẫu", "Việc\0mẫu").encode(), "16:16", "file-control-character"),
        (GOOD.encode().replace("Việc".encode(), b"Vi\xffc"), "16:14", "file-not-utf8"),
        (GOOD.encode("utf-16"), "1:1", "file-not-utf8"),
        ("", "1:1", "file-empty"),
        ("# chỉ có chú thích\n", "1:1", "file-empty"),
        ("- một\n- hai\n", "1:1", "value-invalid"),
        (GOOD.replace("leads: [van-phong]", "leads: [van-phongg]"), "18:13", "unit-unknown"),
        (GOOD + TASK, "22:9", "id-duplicate"),
        (GOOD.replace('group: "1"', 'group: "2"'), "15:12", "group-unknown"),
        (GOOD.replace("id: ke-hoach", "id: khac"), "2:5", "plan-id-mismatch"),
        (GOOD.replace("{due: 2024-Q1}", "{what: trình}"), "21:9", "deadline-kind-unknown"),
        (GOOD.replace("{at_least: 99, ", "{at_least: chín, "), "12:22", "value-invalid"),
        (GOOD.replace("{at_least: 99, ", "{at_least: 3.150, "), "12:22", "value-invalid"),
    ],
)  # fmt: skip
def test_a_fault_has_file_line_column_rule_and_exit_code(
    run: Run, workspace: Path, text: str | bytes, place: str, rule: str
) -> None:
    write(workspace, text)
    code, lines = check(run, workspace)
    assert code == 1
    start = f"plans/ke-hoach/decision.yaml:{place}: lỗi {rule} "
    assert [line for line in lines if line.startswith(start)], lines


def test_a_file_with_five_faults_reports_five(run: Run, workspace: Path) -> None:
    text = GOOD.replace("title: Việc mẫu", "titel: Việc mẫu")
    text = text.replace("due: 2024-Q1", "due: 2024-13").replace("99", "chín")
    text = text.replace("period: 2024", "perjod: 2024")
    write(workspace, text)
    code, lines = check(run, workspace)
    # titel unknown, title missing, due, chín, perjod unknown, period missing
    assert (code, len(lines)) == (1, 6)


def test_a_misspelt_key_is_named_with_the_key_that_was_meant(
    run: Run, workspace: Path
) -> None:
    write(workspace, GOOD.replace("products:", "produts:"))
    result = run("check", "--root", workspace)
    assert "có phải ý là products?" in result.stdout
    assert "produts: [Báo cáo]" in result.stdout
    assert "^" in result.stdout


def test_carriage_returns_and_a_byte_order_mark_are_read(
    run: Run, workspace: Path
) -> None:
    write(workspace, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    code, lines = check(run, workspace)
    assert code == 0
    assert [line.split()[3] for line in lines] == ["file-byte-order-mark"]


def test_decomposed_text_is_accepted_with_a_finding(run: Run, workspace: Path) -> None:
    import unicodedata

    write(workspace, unicodedata.normalize("NFD", GOOD))
    code, lines = check(run, workspace)
    assert code == 0
    assert [line.split()[3] for line in lines] == ["text-not-nfc"]


def test_a_directory_where_a_file_should_be(run: Run, workspace: Path) -> None:
    decision(workspace).unlink()
    decision(workspace).mkdir()
    code, lines = check(run, workspace)
    assert code == 1
    assert lines[0].startswith("plans/ke-hoach/decision.yaml: lỗi file-unreadable ")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_out_of_the_workspace_is_not_followed(
    run: Run, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text(GOOD, encoding="utf-8")
    decision(workspace).unlink()
    decision(workspace).symlink_to(outside)
    code, lines = check(run, workspace)
    assert code == 1
    assert "file-outside" in lines[0]


def test_a_huge_file_is_refused_by_size_and_the_limit_is_named(
    run: Run, workspace: Path
) -> None:
    with decision(workspace).open("wb") as file:
        file.truncate(50_000_000)
    code, lines = check(run, workspace)
    assert code == 1
    assert "file-too-large" in lines[0]
    assert "20 MB" in lines[0]


@pytest.mark.parametrize("plan", ["../x", "..", "a/b", "/etc", "khong-co", "A B"])
def test_a_plan_that_is_none_is_one_clear_line(
    run: Run, workspace: Path, plan: str
) -> None:
    result = run("status", "--plan", plan, "--root", workspace)
    assert result.exit_code == 2
    assert result.stderr.startswith("cchc: ")
    assert len(result.stderr.splitlines()) == 1


def test_two_plans_with_one_id_are_found(run: Run, workspace: Path) -> None:
    other = workspace / "plans" / "khac" / "decision.yaml"
    other.parent.mkdir()
    other.write_text(GOOD, encoding="utf-8")
    code, lines = check(run, workspace)
    assert code == 1
    assert "plans/khac/decision.yaml:2:5: lỗi plan-id-mismatch" in lines[0]


def test_a_broken_plan_does_not_hide_the_others(run: Run, workspace: Path) -> None:
    broken = workspace / "plans" / "hong" / "decision.yaml"
    broken.parent.mkdir()
    broken.write_text("a: [", encoding="utf-8")
    result = run(
        "status", "--plan", "all", "--root", workspace, "--as-of", "2024-05-01"
    )
    assert result.exit_code == 1
    assert "ke-hoach" in result.stdout
    assert "plans/hong/decision.yaml:2:1" in result.stderr


def test_a_folder_without_plans_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    result = run("status", "--root", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "plans/" in result.stderr
