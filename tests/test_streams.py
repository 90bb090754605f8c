"""What a console sends, or no longer takes: read right, or one line and exit 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PLAN as PLAN_TEXT
from conftest import REPOSITORY, make_workspace
from conftest import TASK as TASK_TEXT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="redirections of a Unix shell")
CCHC = f"{sys.executable} -m cchc"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make_workspace(tmp_path, PLAN_TEXT + TASK_TEXT)
    return tmp_path


def shell(line: str, data: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        ["bash", "-c", line],
        input=data,
        capture_output=True,
        cwd=REPOSITORY,
        env={**os.environ, **env},
        timeout=120,
        check=False,
    )
    out, err = (text.decode("utf-8") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(line, done.returncode, out, err)


WORDS = "Quý II\ntrước ngày 15/12\n"


@pytest.mark.parametrize(
    ("data", "env"),
    [
        (WORDS.encode(), {}),
        (b"\xef\xbb\xbf" + WORDS.encode(), {}),
        (WORDS.encode(), {"PYTHONIOENCODING": "cp1252"}),
        (WORDS.encode(), {"LC_ALL": "C", "PYTHONUTF8": "0"}),
        (WORDS.encode("utf-16"), {}),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), {}),
        (WORDS.replace("\n", "\r\n").encode(), {}),
    ],
)
def test_wordings_on_standard_input_are_read_whatever_the_console_says(
    data: bytes, env: dict[str, str]
) -> None:
    done = shell(f"{CCHC} wording - --year 2024 --format json", data, **env)
    read = [one["deadlines"] for one in json.loads(done.stdout)]
    assert [(one[0]["due"], one[0]["what"]) for one in read] == [
        ("2024-06-30", None),
        ("2024-12-14", None),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Q1\nQu\xfd II\n", "không phải UTF-8: xem dòng 2"),
        (WORDS.encode("utf-16-le"), "không phải UTF-8"),
        (b"Q1\nQ2\x00\n", "(U+0000): xem dòng 2"),
        (b"\xff\xfeQ", "không phải UTF-8"),
    ],
)
def test_bytes_that_are_no_text_are_one_line(data: bytes, said: str) -> None:
    done = shell(f"{CCHC} wording - --year 2024", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("wording - <&-", "đầu vào đang đóng"),
        ("--root {root} status >&-", "đầu ra đang đóng"),
        ("--root {root} status >/dev/full", "ổ đĩa đã đầy"),
        ("--root {root} export >/dev/full", "ổ đĩa đã đầy"),
        ("--root {root} show ke-hoach --format json >/dev/full", "ổ đĩa đã đầy"),
        ("--help >/dev/full", "ổ đĩa đã đầy"),
        ("status --help >/dev/full", "ổ đĩa đã đầy"),
        ("--version >/dev/full", "ổ đĩa đã đầy"),
    ],
)
def test_a_stream_that_fails_is_one_line_and_exit_2(
    root: Path, line: str, said: str
) -> None:
    done = shell(f"{CCHC} {line.format(root=root)}")
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_output_leaves_the_journal_alone(root: Path) -> None:
    line = f"{CCHC} --root {root} log 1.1 --state started --date 2024-02-01 >&-"
    assert shell(line).returncode == 2
    assert not (root / "plans/ke-hoach/progress").exists()


def test_the_exit_code_stands_where_nothing_can_be_said(root: Path) -> None:
    assert shell(f"{CCHC} --root {root} stats 2>/dev/full").returncode == 2
    assert shell(f"{CCHC} --root {root} stats 2>&-").returncode == 2


def test_a_reader_that_goes_away_is_met_in_silence(root: Path) -> None:
    line = f"set -o pipefail; {CCHC} --root {root} export | true; echo $?"
    done = shell(f"{{ sleep 1; {CCHC} --root {root} export; echo $? >&2; }} | true")
    assert done.stderr.strip() in ("141", "0")  # 0: written before it went
    assert shell(line).stderr == ""


def test_a_share_that_refuses_modes_still_takes_an_entry(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(
        "import os\n"
        "def refused(*a, **k): raise PermissionError(1, 'Operation not permitted')\n"
        "os.chmod = os.fchmod = refused\n",
        encoding="utf-8",
    )
    log = f"{CCHC} --root {root} log 1.1 --state started --date 2024-02-0"
    for day in "12":
        done = shell(f"{log}{day}", PYTHONPATH=str(site))
        assert (done.returncode, done.stderr) == (0, "")
    journal = root / "plans/ke-hoach/progress/van-phong.yaml"
    assert journal.read_text(encoding="utf-8").count("started") == 2
