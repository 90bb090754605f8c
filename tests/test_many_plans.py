"""Tables over many plans, made a plan after the other: the same as made at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from bench.country import Size, write_workspace
from openpyxl import load_workbook
from typer.testing import Result

from cchc.holdings import Holdings
from cchc.load import Workspace
from cchc.query import Filter, Sheet, each_sheet
from cchc.views.files.workbook import of_status
from cchc.views.labels import Language
from cchc.views.records import dumps, status_json, status_record

DAY = date(2025, 8, 1)
SAY = Language("vi")


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    root = tmp_path_factory.mktemp("country")
    write_workspace(root, Size(4, tasks=12))
    return Holdings(Workspace(root), lambda findings: None)


@pytest.fixture(scope="module")
def sheets(holdings: Holdings) -> list[Sheet]:
    return list(each_sheet(holdings, "all", DAY, Filter()))


def test_pieces_of_json_are_the_whole(holdings: Holdings, sheets: list[Sheet]) -> None:
    for some in (sheets, sheets[:1], [sheets[0]._replace(obligations=())]):
        text = "".join(status_json(some, holdings.units))
        assert text == dumps(status_record(some, holdings.units))
        assert len(json.loads(text)["plans"]) == len(some)


def test_no_plan_gives_no_json(holdings: Holdings) -> None:
    assert list(status_json([], holdings.units)) == []


def test_a_workbook_made_row_by_row_has_the_same_cells(
    holdings: Holdings, sheets: list[Sheet]
) -> None:
    def cells(many: int) -> list[tuple[str, list[tuple[object, ...]]]]:
        made = of_status(sheets, holdings.units, SAY, many)
        assert made is not None
        book = load_workbook(BytesIO(made))
        return [(leaf.title, [*leaf.values]) for leaf in book.worksheets]

    at_once = cells(100)
    assert len(at_once) == 1 + len(sheets)
    assert cells(2) == at_once


def test_no_plan_gives_no_workbook(holdings: Holdings) -> None:
    assert of_status([], holdings.units, SAY) is None


@pytest.mark.parametrize("format", ["csv", "json", "table", "md"])
def test_a_group_that_no_plan_has_prints_nothing(
    holdings: Holdings, run: Callable[..., Result], format: str
) -> None:
    done = run(
        *("status", "--plan", "all", "--as-of", DAY, "--group", "nowhere"),
        *("--format", format, "--root", holdings.workspace.root),
    )
    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("status", "--format", "nonsense"), 2),
        (("status", "--due-within", "-1"), 2),
        (("status", "--plan", "all", "--due-within", "x"), 2),
        (("status", "--plan", "2025-co-quan-0001", "--format", "json"), 0),
        (("remind", "--within", "x"), 2),
    ],
)
def test_values_of_options_are_still_looked_at(
    holdings: Holdings, run: Callable[..., Result], words: tuple[str, ...], code: int
) -> None:
    done = run(*words, "--root", holdings.workspace.root)
    assert done.exit_code == code
    assert code == 0 or done.stdout == ""
