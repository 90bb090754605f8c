"""Helpers of the tests on Word files: a fictional office, and files with a change."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from typer.testing import CliRunner, Result

from cchc.cli.app import app

OFFICE = Path(__file__).parent / "data" / "office"
TEMPLATES = Path(__file__).parent.parent / "templates"
AS_OF = ("--as-of", "2024-06-18")


def run(*args: str | Path, root: Path = OFFICE) -> Result:
    """One command in English on the fictional office."""
    words = ["--root", str(root), "--lang", "en", *map(str, args)]
    return CliRunner().invoke(app, words)


def copy_of(tmp_path: Path) -> Path:
    """The office in a folder that a test may change."""
    return Path(shutil.copytree(OFFICE, tmp_path / "office"))


def report(out: Path, *args: str, root: Path = OFFICE) -> Path:
    """The six-month report."""
    result = run("report", "--quarter", "Q2", *AS_OF, "--out", out, *args, root=root)
    assert result.exit_code == 0, result.stderr
    return out


def as_of_july(root: Path) -> None:
    """Take out of the sample's journals what was reported after 5 July 2025."""
    for file in (root / "plans" / "2025-so-mau" / "progress").glob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line
            for line in lines
            if (day := re.search(r", date: ([\d-]+)", line)) is None
            or day[1] <= "2025-07-05"
        ]
        file.write_text("".join(kept), encoding="utf-8")


def paragraphs(path: Path) -> list[str]:
    """Text of the paragraphs outside tables, also of those in content controls."""
    body = Document(str(path)).element.body
    found = body.xpath(".//w:p[not(ancestor::w:tbl)]")
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found]
    return [text for text in texts if text.strip()]


def below(path: Path, heading: str) -> list[str]:
    """The paragraphs below a heading, up to the next control."""
    body = Document(str(path)).element.body
    for control in body.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == (
            f"cchc:s:{heading}"
        ):
            found = control.iter(qn("w:p"))
            texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found]
            return texts[1:]
    raise AssertionError(heading)


def signed(out: Path) -> bytes:
    """The six-month report as somebody signs it on 18 June 2024."""
    blank, day = "ngày … tháng … năm 2024<", "ngày 18 tháng 6 năm 2024<"
    return changed(report(out).read_bytes(), (blank, day))


def brief(out: Path, *args: str | Path, root: Path = OFFICE) -> Path:
    """The brief of the six-month report."""
    result = run("brief", "--quarter", "Q2", *AS_OF, "--out", out, *args, root=root)
    assert result.exit_code == 0, result.stderr
    return out


def tables(path: Path) -> list[list[list[str]]]:
    """Text of the cells of every table, each cell once."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(str(path)).tables
    ]


def changed(
    data: bytes, *changes: tuple[str, str], part: str = "word/document.xml"
) -> bytes:
    """The file with the first match of each pattern in a part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            blob = old.read(name)
            if name == part:
                text = blob.decode("utf-8")
                for pattern, replacement in changes:
                    text, count = re.subn(
                        pattern, replacement, text, count=1, flags=re.S
                    )
                    assert count, pattern
                blob = text.encode("utf-8")
            new.writestr(name, blob)
    return out.getvalue()
