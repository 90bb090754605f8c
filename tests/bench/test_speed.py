"""Speed, as ratios to baselines measured in the same run: `make bench`.

B is the CPU time of `python -c 'import typer, pydantic, rich'`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from statistics import median

import pytest
from bench.limits import Cost, Table
from pytest_benchmark.fixture import BenchmarkFixture
from ruamel.yaml import YAML

from cchc.load import bulk
from cchc.models.plan import Plan
from cchc.text.edit import append
from cchc.text.flow import flow
from cchc.text.reader import read

REPOSITORY = Path(__file__).resolve().parents[2]
SNV = REPOSITORY / "plans" / "2024-snv" / "decision.yaml"
STATUS = ("status", "--plan", "2024-snv", "--as-of", "2024-07-01")
ROUNDS = 7

pytestmark = [
    pytest.mark.skipif(
        "--benchmark-enable" not in sys.argv, reason="timed only by `make bench`"
    ),
    pytest.mark.usefixtures("bytecode"),
]


def children(code: str, *args: str, terminal: bool = False) -> float:
    """CPU seconds of a Python process, user and system."""
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *args]
    if terminal:
        draw(command)
    else:
        subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return float(spent)


def draw(command: list[str]) -> None:
    """Run a command on a terminal of its own, and read what it draws there."""
    pty = pytest.importorskip("pty")
    ours, its = pty.openpty()
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdin=its, stdout=its, stderr=its
    ) as process:
        os.close(its)
        with suppress(OSError):  # Linux tells the end of a terminal as an error
            while os.read(ours, 65536):
                pass
    os.close(ours)
    assert process.returncode == 0


def ratio(run: Callable[[], float], base: Callable[[], float]) -> tuple[float, float]:
    """Median of `run` in seconds, and of its ratio to the `base` run next to it."""
    run(), base()  # both find their files in memory and their bytecode written
    pairs = [(run(), base()) for _ in range(ROUNDS)]
    return median(a for a, _ in pairs), median(a / b for a, b in pairs)


def imports() -> float:
    return children("import typer, pydantic, rich")


CLI = "import sys; from cchc.__main__ import main; main()"


@pytest.mark.parametrize(
    ("name", "args", "limit", "terminal"),
    [
        ("status in a pipe", STATUS, 2.2, False),
        ("status on a terminal", STATUS, 3.0, True),
        ("status --plan all", ("status", "--plan", "all"), None, False),
        ("check", ("check",), None, False),
        ("--help", ("--help",), 1.6, False),
    ],
)
def test_commands_against_imports(
    benchmark: BenchmarkFixture,
    name: str,
    args: tuple[str, ...],
    limit: float | None,
    terminal: bool,
    table: Table,
) -> None:
    seconds, times = ratio(lambda: children(CLI, *args, terminal=terminal), imports)
    table.add(f"{name}, {seconds * 1000:.0f} ms CPU", times, "B", limit)
    benchmark.pedantic(lambda: None)


def test_version_against_nothing(benchmark: BenchmarkFixture, table: Table) -> None:
    seconds, times = ratio(lambda: children(CLI, "--version"), lambda: children("pass"))
    table.add(f"--version, {seconds * 1000:.0f} ms CPU", times, "× pass", 2)
    benchmark.pedantic(lambda: None)


def test_load_and_validate_against_the_c_loader(
    benchmark: BenchmarkFixture, table: Table
) -> None:
    yaml = pytest.importorskip("yaml")
    text = SNV.read_text(encoding="utf-8")

    def timed(run: Callable[[], object]) -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    def load() -> object:
        return Plan.model_validate(read(text).value)

    load()
    with bulk():
        seconds, times = ratio(
            lambda: timed(load),
            lambda: timed(lambda: yaml.load(text, Loader=yaml.CSafeLoader)),
        )
    what = f"load + validate, {seconds * 1000:.1f} ms"
    table.add(what, times, "× CSafeLoader", 0.55)
    benchmark(load)


def test_ten_thousand_tasks(
    benchmark: BenchmarkFixture, tmp_path: Path, table: Table
) -> None:
    text = SNV.read_text(encoding="utf-8")
    head, _, tasks = text.partition("\naccept:\n")[0].partition("\ntasks:\n")
    rows = tasks.split('\n  - id: "')
    rows[0] = rows[0].removeprefix('  - id: "')
    many = (f'  - id: "{i}.{rows[i % 89]}' for i in range(10_000))
    folder = tmp_path / "plans" / "2024-snv"
    folder.mkdir(parents=True)
    (folder / "decision.yaml").write_text(
        f"{head}\ntasks:\n" + "\n".join(row.rstrip("\n") for row in many) + "\n",
        encoding="utf-8",
    )
    code = (
        "import resource, sys; from cchc.cli.app import app\n"
        "try: app(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, *STATUS, "--root", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    spent = time.perf_counter() - start
    memory = int(done.stderr.split()[-1]) // 1024
    table.cost("status of 10,000 tasks", Cost(spent, memory), 3, 250)
    assert "10000" in done.stdout
    benchmark.pedantic(lambda: None)


def test_edit_of_one_entry_against_a_round_trip(
    benchmark: BenchmarkFixture, table: Table
) -> None:
    entry = {"task": "3.9", "date": "2024-06-12", "state": "started", "note": "Đã gửi"}
    line = flow({**entry, "evidence": [{"document": "12/BC-VPS"}]})
    text = "unit: van-phong\nentries:\n" + f"  - {line}\n" * 300

    def timed(run: Callable[[], object]) -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    def round_trip() -> None:
        yaml = YAML()
        value = yaml.load(text)
        value["entries"].append(entry)
        yaml.dump(value, StringIO())

    seconds, times = ratio(
        lambda: timed(lambda: append(text, "entries", entry)),
        lambda: timed(round_trip),
    )
    what = f"edit of one entry, {seconds * 1000:.1f} ms"
    table.add(what, times, "× round trip", 0.1)
    benchmark(append, text, "entries", entry)
