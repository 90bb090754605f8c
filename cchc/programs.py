"""Programs and fonts outside Python that some commands use; none is needed to start."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from cchc.problems import N_

OFFICE = ("soffice", "libreoffice")
"""Names of LibreOffice's program."""


class Program(NamedTuple):
    """Something of the outside world: what it is for, and how to get it.

    `found` says which one is there: a path, a version, a name; None for nothing.
    """

    name: str
    purpose: str
    how: str
    found: Callable[[], str | None]


USUAL = {
    "soffice": (
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "tesseract": (r"C:\Program Files\Tesseract-OCR\tesseract.exe",),
}
"""Where installers put programs without naming the folder in PATH."""

TIMES = (
    r"C:\Windows\Fonts\times.ttf",
    "/System/Library/Fonts/Supplemental/Times New Roman.ttf",
    "/Library/Fonts/Times New Roman.ttf",
)
"""Where Windows and macOS have the font."""


def which(*names: str) -> str | None:
    """The path of the first program that is installed."""
    for name in names:
        for place in (shutil.which(name), *USUAL.get(name, ())):
            if place is not None and Path(place).is_file():
                return place
    return None


def said(*command: str) -> str | None:
    """What a program prints on its standard output; None where it does not run."""
    program = which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(
            (program, *command[1:]), capture_output=True, text=True, encoding="utf-8",
            errors="replace", timeout=20, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _vietnamese() -> str | None:
    """The path of tesseract, if it knows Vietnamese."""
    languages = (said("tesseract", "--list-langs") or "").split()
    return which("tesseract") if "vie" in languages else None


def _times() -> str | None:
    """The font that prints as Times New Roman."""
    family = (said("fc-match", "-f", "%{family}", "Times New Roman") or "").strip()
    alike = ("times new roman", "liberation serif", "tinos", "thorndale")
    if family.lower().startswith(alike):
        return family
    return next((place for place in TIMES if Path(place).is_file()), None)


def _importable(*modules: str) -> str | None:
    return ", ".join(modules) if all(map(find_spec, modules)) else None


PROGRAMS = (
    Program(
        "git",
        N_("history of plans; cchc diff --against; sharing by pull requests"),
        N_("https://git-scm.com, or GitHub Desktop"),
        lambda: which("git"),
    ),
    Program(
        "LibreOffice",
        N_("importing .doc and .xls of before 2007"),
        N_("https://www.libreoffice.org, or apt install libreoffice"),
        lambda: which(*OFFICE),
    ),
    Program(
        "tesseract",
        N_("importing scanned decisions"),
        N_(
            "apt install tesseract-ocr tesseract-ocr-vie; "
            "Windows: https://github.com/UB-Mannheim/tesseract/wiki"
        ),
        _vietnamese,
    ),
    Program(
        "cchc[pdf]",
        N_("importing decisions as PDF"),
        N_("pip install 'cchc[pdf]'"),
        lambda: _importable("pdfplumber"),
    ),
    Program(
        "cchc[scale]",
        N_("cchc rollup and cchc ask: many workspaces"),
        N_("pip install 'cchc[scale]'"),
        lambda: _importable("duckdb", "ibis", "pyarrow"),
    ),
    Program(
        "cchc[scan]",
        N_("importing scanned decisions"),
        N_("pip install 'cchc[scan]'"),
        lambda: _importable("cv2", "pytesseract"),
    ),
    Program(
        "Times New Roman",
        N_("reports look on this machine as they print"),
        N_("comes with Windows and Word; elsewhere apt install fonts-liberation"),
        _times,
    ),
)


def present() -> Iterator[tuple[Program, str | None]]:
    """Every program with what was found of it."""
    for program in PROGRAMS:
        yield program, program.found()
