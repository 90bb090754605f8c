"""`cchc score --format xlsx`: the score table as offices send it on."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from test_score_command import sheet, small
from typer.testing import Result

Run = Callable[..., Result]
__all__ = ["small"]


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines below the headings, as far as the filter reaches."""
    head, *lines = sheet[sheet.auto_filter.ref]
    names = [str(cell.value) for cell in head]
    return [dict(zip(names, [c.value for c in line], strict=True)) for line in lines]


def made(run: Run, root: Path, *words: str) -> dict[str, Worksheet]:
    done = run("score", "--root", root, "--format", "xlsx", *words)
    assert done.exit_code == 0, done.stderr
    book = load_workbook(io.BytesIO(done.stdout_bytes))
    return dict(zip(book.sheetnames, book.worksheets, strict=True))


def test_codes_are_texts_points_are_numbers_states_are_words(
    small: Path, run: Run
) -> None:
    sheet(small, "ke-hoach", 2025, '"1.1": {a: 3, b: 2}\n  "1.2": {given: false}')
    points = rows(made(run, small)["Điểm"])
    assert [(x["Số"], x["Tối đa"], x["Điểm"], x["Trạng thái"]) for x in points] == [
        ("1.1", 3, 2, "đã chấm"),
        ("1.2", 1, None, "không áp dụng"),
    ]


def test_every_thing_missing_has_a_line_of_its_own(small: Path, run: Run) -> None:
    sheet(small, "ke-hoach", 2025, '"1.1": {a: 0, b: 0}')
    missing = rows(made(run, small)["Còn thiếu"])
    assert [(x["Số"], x["Ký hiệu"], x["Kiểu giá trị"]) for x in missing] == [
        ("1.1", None, None),
        ("1.2", "q", "có hoặc không"),
    ]
    assert missing[0]["Thiếu gì"] == "phải hỏi"


def test_points_without_proof_are_told_until_they_have_one(
    small: Path, run: Run
) -> None:
    facts = '"1.1": {a: 3, b: 3}\n  "1.2": {q: true}\n'
    sheet(small, "ke-hoach", 2025, facts + 'evidence: {"1.1": [{document: 1/BC}]}')
    missing = rows(made(run, small)["Còn thiếu"])
    assert [x["Số"] for x in missing] == ["1.2"]


def test_the_same_sheet_gives_the_same_bytes(small: Path, run: Run) -> None:
    files = [small / "mot.xlsx", small / "hai.xlsx"]
    for file in files:
        words = ("score", "--root", small, "--format", "xlsx", "--out", file)
        assert run(*words).exit_code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    again = run("score", "--root", small, "--format", "xlsx", "--out", files[0])
    assert again.exit_code == 2
    assert "--force" in again.stderr


def test_a_workbook_is_of_the_score_alone(small: Path, run: Run) -> None:
    for words in (
        ("--what-if", "--format", "xlsx"),
        ("--rank", "--format", "xlsx"),
        ("--out", "x.xlsx"),
    ):
        done = run("score", "--root", small, *words)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1


def test_facts_alone_make_a_workbook_too(small: Path, run: Run) -> None:
    file = small / "facts.yaml"
    file.write_text('facts: {"1.1": {a: 3, b: 3}}', encoding="utf-8")
    book = made(run, small, "--facts", str(file), "--scheme", "bo-nho")
    assert [x["Điểm"] for x in rows(book["Điểm"])] == [3, None]
