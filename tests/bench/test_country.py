"""The limits of a nation of plans, measured: `make bench` prints the table.

Times are CPU seconds of whole processes. Each limit is a ratio of two runs beside each
other, so that it holds on any machine; memory is the largest resident size.
`BENCH_PLANS=400 make bench` takes a smaller country.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pytest
from bench.country import Size, write_workspace
from bench.limits import Cost, Table
from pytest_benchmark.fixture import BenchmarkFixture

from cchc.rollup.engines import Engine, open_engine
from cchc.rollup.questions import QUESTIONS, tables

PLANS = int(os.environ.get("BENCH_PLANS", "4000"))
DAY = ("--as-of", "2025-08-01")
ONE = ("status", "--plan", "2025-co-quan-0007", *DAY)
ALL = ("status", "--plan", "all", *DAY)
CHECK = ("check", "--as-of", "2026-02-01", "--format", "concise")
ROUNDS = 5
_CHILD = (
    "import resource, sys; from cchc.__main__ import main\n"
    "try: main()\n"
    "except SystemExit: pass\n"
    "used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)"
)

pytestmark = [
    pytest.mark.skipif(
        "--benchmark-enable" not in sys.argv, reason="timed only by `make bench`"
    ),
    pytest.mark.usefixtures("bytecode"),
    pytest.mark.filterwarnings("ignore"),  # of Spark, pandas and what they leave open
]


def cost(root: Path | None, *words: object) -> Cost:
    where = [] if root is None else ["--root", str(root)]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *where, *map(str, words)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    seconds, memory = done.stderr.split()[-2:]
    return Cost(float(seconds), int(memory))


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("country")
    write_workspace(root, Size(PLANS))
    yield root
    shutil.rmtree(root)


def test_status_of_all_plans(
    benchmark: BenchmarkFixture, country: Path, table: Table
) -> None:
    cold = cost(country, *ALL)
    table.cost(f"status --plan all, cold, {PLANS} plans", cold)
    pairs = [(cost(country, *ALL), cost(country, *ONE)) for _ in range(ROUNDS)]
    warm = median(every.seconds for every, _ in pairs)
    one = median(single.seconds for _, single in pairs)
    most = max(every.memory for every, _ in pairs)
    table.add(f"status of one plan beside {PLANS}", one, "s")
    limit = 1.5 * one + 0.1
    table.cost("status --plan all, warm", Cost(warm, most), limit)
    other = cost(country, *ALL[:-1], "2025-11-20")
    table.cost("status --plan all, another day, same index", other, limit)
    table.grown("status --plan all, cold, by plans", PLANS, cold)
    table.grown("status --plan all, warm, by plans", PLANS, Cost(warm, most))
    benchmark.pedantic(lambda: None)


def test_one_status_does_not_depend_on_its_neighbours(
    benchmark: BenchmarkFixture, country: Path, table: Table, tmp_path: Path
) -> None:
    write_workspace(tmp_path, Size(10))
    pairs = [(cost(country, *ONE), cost(tmp_path, *ONE)) for _ in range(ROUNDS)]
    times = median(a.seconds / b.seconds for a, b in pairs)
    what = f"status of one plan beside {PLANS}, to beside 10"
    table.add(what, times, "×", 1.1)
    benchmark.pedantic(lambda: None)


def test_check_of_all_plans(
    benchmark: BenchmarkFixture, country: Path, table: Table
) -> None:
    cold = cost(country, *CHECK)
    table.cost("check, cold", cold)
    table.grown("check, cold, by plans", PLANS, cold)
    table.cost("check, warm", cost(country, *CHECK))
    decision = country / "plans" / "2025-co-quan-0007" / "decision.yaml"
    with decision.open("a", encoding="utf-8") as file:
        file.write("\n")
    edited = cost(country, *CHECK)
    alone = cost(country, *CHECK, "--plan", "2025-co-quan-0007")
    table.cost("check after one edit", edited, 2 * alone.seconds)
    benchmark.pedantic(lambda: None)


def test_lists_of_all_plans(
    benchmark: BenchmarkFixture, country: Path, table: Table
) -> None:
    table.cost("list, cold", cost(country, "list"))
    for command in ("list", "documents", "indicators", "units"):
        table.cost(f"{command}, warm", cost(country, command))
    benchmark.pedantic(lambda: None)


ONE_UNIT = "don-vi-003"
EVERY = (
    (*ALL, "--overdue"),
    (*ALL, "--by", "unit"),
    (*ALL, "--unit", ONE_UNIT),
    (*ALL, "--format", "csv"),
    (*ALL, "--format", "json"),
    (*ALL, "--format", "xlsx", "--out", "OUT.xlsx"),
    ("trend", "ho-so-dung-han", *DAY),
    ("handover", ONE_UNIT, *DAY),
    ("calendar", "--unit", ONE_UNIT, *DAY, "--out", "OUT.ics"),
    ("cascade", "2025-co-quan-0007", *DAY),
    ("export", "--plan", "2025-co-quan-0007", *DAY),
    ("show", "2025-co-quan-0007", *DAY),
    ("form", "--plan", "2025-co-quan-0007", *DAY, "--out", "OUT"),
    ("remind", "--plan", "2025-co-quan-0007", *DAY, "--out", "OUT"),
    ("report", "--plan", "2025-co-quan-0007", "--quarter", "Q2", "--year", "2025",
     *DAY, "--out", "OUT.docx"),
    ("score", "--rank"),
    ("doctor",),
)  # fmt: skip
"""Commands that walk over all plans, or load one beside them all."""


@pytest.mark.parametrize("words", EVERY, ids=lambda words: " ".join(words))
def test_memory_of_every_command(
    benchmark: BenchmarkFixture,
    country: Path,
    table: Table,
    tmp_path: Path,
    words: tuple[str, ...],
) -> None:
    made = [w.replace("OUT", str(tmp_path / "made")) for w in words]
    shown = " ".join(w for w in words if w not in DAY and not w.startswith("OUT"))
    table.cost(shown.removesuffix(" --out"), cost(country, *made))
    benchmark.pedantic(lambda: None)


@pytest.fixture(scope="module")
def rolled(
    country: Path, table: Table, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    pytest.importorskip("duckdb")
    out = tmp_path_factory.mktemp("rolled")
    spent = cost(None, "rollup", country, *DAY, "--out", out)
    table.cost(f"rollup of {PLANS} plans", spent)
    yield out
    shutil.rmtree(out)


def test_answers(benchmark: BenchmarkFixture, rolled: Path, table: Table) -> None:
    for name in QUESTIONS:
        table.cost(f"ask {name}", cost(None, "ask", name, "--from", rolled))
    benchmark.pedantic(lambda: None)


def test_engines_side_by_side(
    benchmark: BenchmarkFixture, rolled: Path, table: Table, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    shutil.copytree(rolled, many)
    for file in sorted(many.glob("obligations/*/*/*.parquet")):
        for copy in range(1, 16):
            shutil.copy(file, file.with_name(f"copy-{copy:02}.parquet"))
    with open_engine(many) as engine:
        count = engine.sql("SELECT count(*) FROM obligations").rows[0][0]
        table.add("obligations that the engines are asked of", count / 1e6, "M")
        answers = _asked(engine, "DuckDB", table, 1.0)
    if find_spec("pyspark") and shutil.which("java"):
        with open_engine(many, "spark", "local[2]") as engine:
            assert _asked(engine, "Spark", table, None) == answers
    benchmark.pedantic(lambda: None)


def _asked(
    engine: Engine, name: str, table: Table, limit: float | None
) -> dict[str, list[tuple[object, ...]]]:
    """Rows of every answer; the wall time of the second asking, as a server answers."""
    found = {}
    for question, one in QUESTIONS.items():
        asked = one.ask(tables())
        engine.ask(asked)
        start = time.perf_counter()
        found[question] = [tuple(row) for row in engine.ask(asked).rows]
        spent = time.perf_counter() - start
        table.add(f"{name}: {question}, wall", spent, "s", limit)
    return found


def test_growth_with_plans(
    benchmark: BenchmarkFixture, tmp_path: Path, table: Table
) -> None:
    for plans in (10, 100, 1000):
        if plans < PLANS:
            root = tmp_path / str(plans)
            write_workspace(root, Size(plans))
            for name in ("cold", "warm"):
                what = f"status --plan all, {name}, by plans"
                table.grown(what, plans, cost(root, *ALL))
            table.grown("check, cold, by plans", plans, cost(root, *CHECK))
    benchmark.pedantic(lambda: None)


def test_growth_with_tasks(
    benchmark: BenchmarkFixture, tmp_path: Path, table: Table
) -> None:
    for tasks in (100, 1000, 10_000, 50_000):
        root = tmp_path / str(tasks)
        write_workspace(root, Size(1, tasks, entries=tasks // 4))
        one = cost(root, "status", "--plan", "2025-co-quan-0000", *DAY)
        table.grown("status, by tasks", tasks, one)
        table.grown("check, by tasks", tasks, cost(root, *CHECK))
    benchmark.pedantic(lambda: None)
