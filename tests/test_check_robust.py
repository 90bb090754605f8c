"""No plan that loads makes a rule fail, however odd its dates and texts are."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.checks.fixes import fix
from cchc.checks.rules import check
from cchc.load import Workspace

COMMON = Path(__file__).parent / "data" / "checks" / "common"
PERIODS = st.sampled_from(
    [
        "1900",
        "1900-01-01",
        "2024",
        "2024-Q2",
        "2024-02-29",
        "2024-06-30",
        "2023/..",
        "2024-01-08/..",
        "2999",
        "2999-12-31",
        "2998/2999",
        "1900/2999",
        "2024-H1/2025",
    ]
)
TEXTS = st.sampled_from(
    [
        "Trong năm 2024",
        "[…]",
        "100%",
        "đột xuất",
        "trước ngày 30/02",
        "1.10",
        "%{}",
        "a@b",
        "x" * 150,
    ]
)
UNITS = st.sampled_from(["so-mau", "phong-mot", "cac-phong", "so-ban-nganh", "la"])
NUMBERS = st.sampled_from(["0", "-1", "100", "1e15", "0.5"])
DEADLINES = st.one_of(
    st.fixed_dictionaries({"due": PERIODS}, optional={"what": TEXTS}),
    st.fixed_dictionaries(
        {"every": st.sampled_from(["day", "week", "month", "half-year", "year"])},
        optional={
            "from": PERIODS,
            "until": PERIODS,
            "interval": st.sampled_from(["1", "7", "120"]),
        },
    ),
    st.fixed_dictionaries({"ongoing": st.fixed_dictionaries({"from": PERIODS})}),
    st.fixed_dictionaries({"after": TEXTS}),
    st.fixed_dictionaries({"follows": TEXTS}),
    st.just({"unstated": True}),
)
TASKS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "1.2", "IV.b", "đ", "0", "9.9.9"]),
        "title": TEXTS,
        "leads": st.lists(UNITS, max_size=3),
        "deadlines": st.lists(DEADLINES, max_size=2),
    },
    optional={"when": TEXTS, "partners": st.lists(UNITS, max_size=2)},
)
TARGETS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "b"]),
        "title": TEXTS,
        "goal": st.one_of(
            st.fixed_dictionaries({"at_least": NUMBERS, "unit": st.just("%")}),
            st.fixed_dictionaries(
                {"fall": NUMBERS, "unit": st.just("%"), "against": PERIODS}
            ),
            st.fixed_dictionaries({"rank": st.just("3"), "among": TEXTS}),
            st.fixed_dictionaries({"better_than": PERIODS}),
        ),
    },
    optional={"indicator": st.sampled_from(["on-time", "late"]), "by": PERIODS},
)
REPORTS = st.fixed_dictionaries(
    {"period": PERIODS, "name": TEXTS}, optional={"due": PERIODS, "wording": TEXTS}
)
CITES = st.fixed_dictionaries(
    {
        "document": st.sampled_from(
            ["1/QĐ-A@2024", "76/NQ-CP@2021-07-15", "x", "12@2024-02"]
        )
    },
    optional={"signed": PERIODS, "number": TEXTS},
)
PLANS = st.fixed_dictionaries(
    {
        "format": st.just("1"),
        "id": st.just("2024-mau"),
        "title": TEXTS,
        "decision": st.fixed_dictionaries(
            {
                "number": TEXTS,
                "symbol": TEXTS,
                "signed": st.one_of(st.none(), PERIODS),
                "issuer": UNITS,
            }
        ),
        "period": PERIODS,
        "tasks": st.lists(TASKS, max_size=4),
        "targets": st.lists(TARGETS, max_size=3),
        "reports": st.lists(REPORTS, max_size=2),
        "cites": st.lists(CITES, max_size=3),
    },
    optional={"implements": st.lists(st.sampled_from(["2023-tren", "x"]), max_size=2)},
)


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        shutil.copytree(COMMON, folder, dirs_exist_ok=True)
        yield Path(folder)


@pytest.mark.long
@settings(max_examples=150)
@given(plan=PLANS)
def test_odd_plans_are_checked_without_failing(root: Path, plan: object) -> None:
    file = root / "plans" / "2024-mau" / "decision.yaml"
    file.write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    workspace = Workspace(root)
    found = check(workspace, ["2024-mau"], date(2024, 12, 1))
    assert all(str(finding.message) for finding in found)
    fix(workspace, ["2024-mau"])
