"""The limits of a nation of plans, measured: `make bench` prints the table.

Times are CPU seconds of whole processes. Each limit is a ratio of two runs beside each
other, so that it holds on any machine; memory is the largest resident size.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import pytest
from bench.country import Size, write_workspace
from pytest_benchmark.fixture import BenchmarkFixture

from cchc.rollup.engines import open_tables
from cchc.rollup.questions import QUESTIONS

PLANS = 4000
DAY = ("--as-of", "2025-08-01")
ONE = ("status", "--plan", "2025-co-quan-0007", *DAY)
ALL = ("status", "--plan", "all", *DAY)
CHECK = ("check", "--as-of", "2026-02-01", "--format", "concise")
_CHILD = (
    "import resource, sys; from cchc.__main__ import main\n"
    "try: main()\n"
    "except SystemExit: pass\n"
    "used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)"
)

pytestmark = pytest.mark.skipif(
    "--benchmark-enable" not in sys.argv, reason="timed only by `make bench`"
)


class Cost(NamedTuple):
    """CPU seconds, and the most memory in MB."""

    seconds: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, {self.memory} MB"


def cost(root: Path | None, *words: object) -> Cost:
    where = [] if root is None else ["--root", str(root)]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *where, *map(str, words)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    seconds, memory = done.stderr.split()[-2:]
    return Cost(float(seconds), int(memory))


def exponent(costs: dict[int, Cost]) -> str:
    """How costs grow between sizes: 1 is in proportion, 2 with the square."""
    return ", ".join(
        f"{a} → {b}: {log(costs[b].seconds / costs[a].seconds) / log(b / a):.2f}"
        for a, b in pairwise(costs)
    )


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("country")
    write_workspace(root, Size(PLANS))
    return root


def test_status_of_all_plans(benchmark: BenchmarkFixture, country: Path) -> None:
    cold = cost(country, *ALL)
    one, warm = cost(country, *ONE), cost(country, *ALL)
    other_day = cost(country, *ALL[:-1], "2025-11-20")
    limit = 1.5 * one.seconds + 0.1
    print(f"\nstatus of one plan beside {PLANS}: {one}")
    print(f"status --plan all: cold {cold}; warm {warm} (limit {limit:.2f} s, 150 MB)")
    print(f"status --plan all, another day from the same index: {other_day}")
    benchmark.pedantic(lambda: None)


def test_check_of_all_plans(benchmark: BenchmarkFixture, country: Path) -> None:
    cold, warm = cost(country, *CHECK), cost(country, *CHECK)
    decision = country / "plans" / "2025-co-quan-0007" / "decision.yaml"
    with decision.open("a", encoding="utf-8") as file:
        file.write("\n")
    edited = cost(country, *CHECK)
    alone = cost(country, *CHECK, "--plan", "2025-co-quan-0007")
    print(f"\ncheck: cold {cold} (limit 150 MB); warm {warm}")
    print(f"check after one edit: {edited} (limit {2 * alone.seconds:.2f} s)")
    benchmark.pedantic(lambda: None)


def test_lists_of_all_plans(benchmark: BenchmarkFixture, country: Path) -> None:
    print()
    for command in ("list", "documents", "indicators", "units"):
        print(f"{command}: {cost(country, command)} (limit 150 MB)")
    benchmark.pedantic(lambda: None)


def test_rollup_of_all_plans(
    benchmark: BenchmarkFixture, country: Path, tmp_path: Path
) -> None:
    pytest.importorskip("duckdb")
    out = tmp_path / "tables"
    rolled = cost(None, "rollup", country, *DAY, "--out", out)
    print(f"\nrollup of {PLANS} plans: {rolled} (limit 150 MB)")
    for file in sorted(out.glob("obligations/*/*/*.parquet")):
        for copy in range(1, 16):
            shutil.copy(file, file.with_name(f"copy-{copy:02}.parquet"))
    with open_tables(out) as (_, tables):
        count = tables["obligations"].count().to_pyarrow()
        print(f"{count} obligations in DuckDB (limit 1 s an answer):")
        for name, question in QUESTIONS.items():
            start = time.perf_counter()
            question.ask(tables).to_pyarrow()
            print(f"  {name}: {time.perf_counter() - start:.2f} s")
    benchmark.pedantic(lambda: None)


def test_growth_with_plans(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    cold, warm, checked = {}, {}, {}
    for plans in (10, 100, 1000):
        root = tmp_path / str(plans)
        write_workspace(root, Size(plans))
        cold[plans], warm[plans] = cost(root, *ALL), cost(root, *ALL)
        checked[plans] = cost(root, *CHECK)
    print(f"\ngrowth of status --plan all, cold: {exponent(cold)}")
    print(f"growth of status --plan all, warm: {exponent(warm)}")
    print(f"growth of check, cold: {exponent(checked)}")
    benchmark.pedantic(lambda: None)


def test_growth_with_tasks(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    status, checked = {}, {}
    for tasks in (100, 1000, 10_000, 50_000):
        root = tmp_path / str(tasks)
        write_workspace(root, Size(1, tasks, entries=tasks // 4))
        status[tasks] = cost(root, "status", "--plan", "2025-co-quan-0000", *DAY)
        checked[tasks] = cost(root, *CHECK)
    print(f"\ngrowth of status with tasks: {exponent(status)}; {status[50_000]}")
    print(f"growth of check with tasks: {exponent(checked)}; {checked[50_000]}")
    benchmark.pedantic(lambda: None)
