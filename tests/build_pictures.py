"""The pictures of docs/hinh: the fictional office on one day, as its people see it.

`make pictures` (`python tests/build_pictures.py`) makes them anew. It needs Debian's
chromium, LibreOffice and poppler-utils. Pictures differ with the version of a browser,
so `test_docs.py` compares what they are made of: `docs/hinh/nguon.json` holds a digest
of the text, pages and styles that each shows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from openpyxl import load_workbook
from typer.testing import CliRunner

from cchc.cli.app import app
from cchc.load.starting import starting_files

HERE = Path(__file__).resolve().parent.parent / "docs" / "hinh"
DIGESTS = HERE / "nguon.json"
DAY = "2025-07-04"
LIMIT, TOGETHER = 150_000, 1_500_000
"""Bytes of one picture, of all."""
COLOURS = 64
COLUMNS = 96
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Picture(NamedTuple):
    """What a picture shows: a file that a command wrote, and how much of it.

    `size` are pixels of a browser's window; `pages` are pages of a document side by
    side.
    """

    source: str
    size: tuple[int, int] = (0, 0)
    pages: tuple[int, ...] = (1,)


PICTURES = {
    "trang-hom-nay": Picture("trang/index.html", (1100, 1150)),
    "trang-qua-han": Picture("trang/overdue.html", (1100, 420)),
    "trang-nhiem-vu": Picture("trang/plans/2025-so-mau/task-4.2.html", (1100, 880)),
    "trang-dien-thoai": Picture("trang/units/phong-phap-che.html", (360, 720)),
    "bao-cao": Picture("bao-cao.docx"),
    "tom-tat": Picture("tom-tat.docx", pages=(1, 2)),
    "don-doc": Picture("cong-van/don-doc-2025-so-mau-phong-phap-che-2025-07-04.docx"),
    "phieu": Picture("phieu/phieu-2025-so-mau-phong-phap-che-2025-Q3.xlsx", pages=(2,)),
}
TERMINAL = "cua-so-lenh"
"""The picture of a terminal."""
STYLE = """<style>
pre { display: inline-block; font-size: 15px }
pre, code { font-family: "Liberation Mono" !important }
</style>"""
"""DejaVu Sans Mono, which Debian would take, has no ế."""
STATUS = ("status", "--as-of", DAY, "--overdue")
COMMANDS = (
    ("site", "--as-of", DAY, "--out", "trang"),
    ("report", "--quarter", "Q2", "--as-of", DAY, "--out", "bao-cao.docx"),
    ("brief", "--quarter", "Q2", "--as-of", DAY, "--out", "tom-tat.docx"),
    ("remind", "--as-of", DAY, "--out", "cong-van"),
    ("form", "--quarter", "Q3", "--as-of", DAY, "--reply-by", "12/9/2025",
     "--unit", "phong-phap-che", "--out", "phieu"),
)  # fmt: skip


def sources(root: Path) -> dict[str, str]:
    """Write all that the pictures show below `root`; their digests by picture."""
    for path, text in starting_files(sample=True, year=2025).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for command in COMMANDS:
        _run(root, *command)
    shown: Mapping[str, Callable[[Path], str]] = {
        ".html": _page, ".docx": _words, ".xlsx": _cells
    }  # fmt: skip
    found = {
        name: _digest(shown[Path(one.source).suffix](root / one.source))
        for name, one in PICTURES.items()
    }
    found[TERMINAL] = _digest(_run(root, *STATUS))
    return dict(sorted(found.items()))


def _run(root: Path, *words: str) -> str:
    """What a command prints; files that it writes lie below `root`."""
    words = tuple(
        str(root / word) if before == "--out" else word
        for before, word in zip(("", *words), words, strict=False)
    )
    line = ["--lang", "vi", "--root", str(root), *words]
    done = CliRunner().invoke(app, line, env={"COLUMNS": str(COLUMNS)})
    assert done.exit_code in (0, 1), done.output
    return done.stdout


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _page(file: Path) -> str:
    style = next(up for up in file.parents if (up / "site.css").is_file()) / "site.css"
    return file.read_text(encoding="utf-8") + style.read_text(encoding="utf-8")


def _words(file: Path) -> str:
    """The text of a document: body, headers, footers, values of charts."""
    with zipfile.ZipFile(file) as inside:
        parts = [
            inside.read(name).decode("utf-8")
            for name in sorted(inside.namelist())
            if re.fullmatch(r"word/(document|header\d*|footer\d*|charts/.+)\.xml", name)
        ]
    said = re.compile(r"<(?:w:t|a:t|c:v)(?: [^>]*)?>([^<]*)<|</w:p>")
    return "\n".join(text for part in parts for text in said.findall(part))


def _cells(file: Path) -> str:
    """Every value of a workbook, sheet by sheet."""
    sheets = load_workbook(file).worksheets
    rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(map(str, rows))


# Drawing -----------------------------------------------------------------------------


def _shoot(root: Path) -> None:
    """Pages of the site, by Debian's chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch_persistent_context(
            root / "user-data",
            executable_path=shutil.which("chromium"),
            args=ARGUMENTS,
        )
        window = browser.new_page()
        for name, one in PICTURES.items():
            if one.source.endswith(".html"):
                width, height = one.size
                window.set_viewport_size({"width": width, "height": height})
                window.goto((root / one.source).as_uri())
                _keep(name, [window.screenshot()])
        window = browser.new_page()  # the site lets no page of its tab have styles
        window.set_content(_terminal(root).replace("</head>", f"{STYLE}</head>"))
        box = window.locator("pre").bounding_box()
        assert box is not None
        window.set_viewport_size({"width": int(box["width"]) + 24, "height": 100})
        _keep(TERMINAL, [window.screenshot(full_page=True)])
        browser.close()


def _print(root: Path) -> None:
    """Pages of documents, as LibreOffice prints them."""
    files = {name: root / one.source for name, one in PICTURES.items()
             if not one.source.endswith(".html")}  # fmt: skip
    profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, root, *files.values()], check=True, capture_output=True)
    for name, file in files.items():
        drawn = []
        for page in PICTURES[name].pages:
            fine = "110" if file.suffix == ".xlsx" else "80"
            words = ["-png", "-r", fine, "-f", str(page), "-l", str(page)]
            made = ["pdftoppm", *words, root / f"{file.stem}.pdf"]
            drawn.append(subprocess.run(made, check=True, capture_output=True).stdout)
        _keep(name, drawn, file.suffix == ".xlsx")


def _keep(name: str, pages: list[bytes], trimmed: bool = False) -> None:
    """One PNG of few colours; pages stand side by side.

    `trimmed` leaves out what is blank below.
    """
    from PIL import Image, ImageOps

    drawn = [Image.open(BytesIO(page)).convert("RGB") for page in pages]
    size = sum(one.width for one in drawn), max(one.height for one in drawn)
    whole, left = Image.new("RGB", size, "white"), 0
    for one in drawn:
        whole.paste(one, (left, 0))
        left += one.width
    if trimmed:
        printed = whole.crop((0, 0, size[0], size[1] * 9 // 10))  # without the foot
        left, _, _, bottom = ImageOps.invert(printed).getbbox() or (0, 0, *size)
        whole = printed.crop((0, 0, size[0], bottom + left))
    few = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def _terminal(root: Path) -> str:
    """What a terminal shows, in its colours, as rich's HTML.

    Not as its SVG, whose fonts come from the network.
    """
    import pty

    from rich.console import Console
    from rich.terminal_theme import SVG_EXPORT_THEME
    from rich.text import Text

    words = [sys.executable, "-m", "cchc", "--root", str(root), *STATUS]
    setting = {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color", "CCHC_LANG": "vi"}
    told = b""
    leader, follower = pty.openpty()
    with subprocess.Popen(words, stdout=follower, env=os.environ | setting):
        os.close(follower)
        with suppress(OSError):  # Linux: the other end is closed
            while more := os.read(leader, 65536):
                told += more
    os.close(leader)
    lines = told.decode("utf-8").replace("\r\n", "\n")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        console.print(Text.from_ansi(f"$ cchc {' '.join(STATUS)}\n{lines}"))
        return console.export_html(theme=SVG_EXPORT_THEME)


def main() -> None:
    """Make every picture anew; none may be larger than the limit."""
    HERE.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        root = Path(name)
        digests = sources(root)
        _shoot(root)
        _print(root)
    text = json.dumps(digests, indent=1) + "\n"
    DIGESTS.write_text(text, encoding="utf-8", newline="\n")
    for picture in sorted(HERE.iterdir()):
        if picture != DIGESTS and picture.stem not in digests:
            picture.unlink()
            continue
        print(f"{picture.name}: {picture.stat().st_size:,}")


if __name__ == "__main__":
    main()
