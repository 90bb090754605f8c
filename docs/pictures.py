"""Make the pictures of docs/: the site and a report of the fictional office.

Run from the repository: `.venv/bin/python docs/pictures.py`. Needs Debian's chromium,
LibreOffice and poppler-utils.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent / "pictures"
DAY = "2025-07-10"
LIMIT = 200_000
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SHOTS = (
    ("site-today", "index.html", (1280, 860)),
    ("site-plan", "plans/2025-so-mau/index.html", (1280, 860)),
    ("site-unit-phone", "units/van-phong-so.html", (360, 780)),
)


def cchc(*words: object) -> None:
    """Run the program of this environment; exit 1 only tells of findings."""
    program = Path(sys.executable).parent / "cchc"
    done = subprocess.run([program, *map(str, words)], check=False)
    if done.returncode > 1:
        sys.exit(f"cchc {words[0]} failed")


def shoot(page: Page, site: Path) -> None:
    """Pages of the site."""
    for name, path, (width, height) in SHOTS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto((site / path).as_uri())
        page.screenshot(path=HERE / f"{name}.png")


def report(root: Path, folder: Path) -> None:
    """The first page of the report of the second quarter."""
    document = folder / "bao-cao.docx"
    cchc("report", "--root", root, "--quarter", "Q2", "--as-of", DAY, "--out", document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["lowriter", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*convert, folder, document], check=True, capture_output=True)
    made = ["pdftoppm", "-png", "-r", "70", "-singlefile", document.with_suffix(".pdf")]
    subprocess.run([*made, HERE / "report"], check=True)


def main() -> None:
    """Make every picture anew; none may be larger than the limit."""
    HERE.mkdir(exist_ok=True)
    with TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        cchc("init", folder / "kho", "--sample")
        cchc("site", "--root", folder / "kho", "--out", folder / "site", "--as-of", DAY)
        browser = play.chromium.launch_persistent_context(
            folder / "user-data",
            executable_path=shutil.which("chromium"),
            args=ARGUMENTS,
        )
        shoot(browser.new_page(), folder / "site")
        browser.close()
        report(folder / "kho", folder)
    for picture in sorted(HERE.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.name}: {size:,} bytes")
        if size > LIMIT:
            sys.exit(f"{picture.name} is too large")


if __name__ == "__main__":
    main()
