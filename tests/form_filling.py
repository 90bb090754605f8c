"""Forms filled in as officials fill them in: by sheet, number of the row, heading."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import make_sample
from openpyxl.worksheet.worksheet import Worksheet
from typer.testing import CliRunner

from cchc.cli.app import app

TASKS, TARGETS, EVENTS = "Tiến độ", "Chỉ tiêu", "Phát sinh"
STATE, DAY, PRODUCT, SIGNED = "Trạng thái", "Ngày", "Số ký hiệu sản phẩm", "Ngày ký"
REASON, NEXT, VALUE, PERIOD = "Lý do", "Việc tiếp theo", "Giá trị", "Kỳ"
AS_OF, QUARTER = "2025-07-05", "Q3"
Cells = Mapping[tuple[str, str], Mapping[str, object]]
HEADER = 5
DONE = {
    STATE: "đã xong", DAY: date(2025, 7, 4), PRODUCT: "90/BC-SM",
    SIGNED: date(2025, 7, 3),
}  # fmt: skip


def office(root: Path) -> Path:
    """The sample workspace in a folder."""
    return make_sample(root)


def cchc(root: Path, *args: object, lang: str = "en") -> Any:
    """One command on a workspace."""
    words = ["--root", str(root), "--lang", lang, *map(str, args)]
    return CliRunner().invoke(app, words)


def form(root: Path, unit: str, out: Path, *args: object) -> Path:
    """The form of one unit."""
    when = ("--quarter", QUARTER, "--as-of", AS_OF)
    done = cchc(root, "form", "--unit", unit, *when, "--out", out, "--force", *args)
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.splitlines()[0])


def collect(root: Path, *args: object) -> dict[str, Any]:
    """What `collect` says as JSON; answers go beside the workspace."""
    answers = ("--answers", root.parent / "answers")
    done = cchc(root, "collect", *args, *answers, "--format", "json")
    assert done.exit_code in (0, 1), done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == any(one["state"] == "refused" for one in found["files"])
    return found


def header(sheet: Worksheet) -> dict[str, int]:
    """The columns of a sheet by heading."""
    return {str(cell.value): int(cell.column or 0) for cell in sheet[HEADER]}


def row_of(sheet: Worksheet, number: str) -> int:
    """The row that shows a number of a task or an id of a target."""
    return next(
        row for row in range(HEADER + 1, 500) if sheet.cell(row, 2).value == number
    )


def fill(
    path: Path,
    cells: Cells,
    change: Callable[[openpyxl.Workbook], None] | None = None,
    to: Path | None = None,
) -> Path:
    """Fill a form in, then change the whole workbook."""
    book = openpyxl.load_workbook(path)
    for (name, number), values in cells.items():
        sheet = book[name]
        columns, row = header(sheet), row_of(sheet, number)
        for heading, value in values.items():
            sheet.cell(row, columns[heading]).value = value  # type: ignore[assignment]
    if change is not None:
        change(book)
    book.save(to or path)
    return to or path


def journals(root: Path) -> dict[str, bytes]:
    """Every journal of the sample."""
    folder = root / "plans" / "2025-so-mau" / "progress"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


def added(root: Path, before: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Lines that were added to journals, by unit."""
    found = {}
    for name, raw in journals(root).items():
        old = before.get(name, b"").decode().splitlines()
        new = raw.decode().splitlines()
        if old != new:
            found[name.removesuffix(".yaml")] = new[len(old) :] if old else new
    return found


def git(root: Path, *words: str) -> str:
    """What git prints."""
    options = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(
        ["git", "-C", root, *options, *words],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace in git, by somebody whom git knows."""
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "bắt đầu")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Văn phòng")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.org")
    return root
