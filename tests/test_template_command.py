"""`cchc template`: an office's own templates, and errors in its own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from report_helpers import AS_OF, TEMPLATES, changed, copy_of, paragraphs, run
from typer.testing import CliRunner

from cchc.cli.app import app


def test_our_templates_are_copied_out_and_never_over_others(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    result = run("template", root=root)
    assert result.exit_code == 0, result.stderr
    folder = root / "templates"
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {"bao-cao.docx", "tom-tat.docx", "don-doc.docx"} <= found
    assert "outlines/province.yaml" in found
    again = run("template", "don-doc.docx", root=root)
    assert (again.exit_code, "--force" in again.stderr) == (2, True)
    assert run("template", "nope.docx", root=root).exit_code == 2


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("report", "--quarter", "Q2"), "bao-cao.docx"),
        (("brief", "--quarter", "Q2"), "tom-tat.docx"),
        (("remind", "--unit", "phong-mot"), "don-doc.docx"),
    ],
)
def test_a_template_of_the_workspace_comes_first(
    command: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    root = copy_of(tmp_path)
    (root / "templates").mkdir()
    data = changed((TEMPLATES / name).read_bytes(), ("Nơi nhận:", "Nơi nhận RIÊNG:"))
    (root / "templates" / name).write_bytes(data)
    out = tmp_path / ("out" if command[0] == "remind" else "r.docx")
    assert run(*command, *AS_OF, "--out", out, root=root).exit_code == 0
    file = next(out.iterdir()) if out.is_dir() else out
    from docx import Document

    cells = [
        c.text for t in Document(str(file)).tables for r in t.rows for c in r.cells
    ]
    assert any("RIÊNG" in cell for cell in cells)
    assert paragraphs(file)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{ report.openning }}", "không có tên openning"),
        ("{{ nothing }}", "không có tên nothing"),
        ("{{ report.title|nofilter }}", "không có bộ lọc nofilter"),
        ("{% hoan %}", "không có thẻ hoan"),
        ("{{ report.title.__class__ }}", "không cho mẫu dùng __class__"),
        ("{% for i in range(10**9) %}x{% endfor %}", "vòng lặp quá dài"),
        ("{% include 'x' %}", "mẫu không được chèn tệp khác"),
    ],
)
def test_errors_of_a_template_are_told_in_vietnamese(
    tag: str, words: str, tmp_path: Path
) -> None:
    own = tmp_path / "rieng.docx"
    data = (TEMPLATES / "bao-cao.docx").read_bytes()
    own.write_bytes(changed(data, (r"\{\{ report\.title \}\}", tag.replace("\\", ""))))
    root = copy_of(tmp_path)
    args = ["--root", str(root), "report", "--quarter", "Q2", *AS_OF]
    args += ["--template", str(own), "--out", str(tmp_path / "r.docx")]
    result = CliRunner().invoke(app, args)
    line = result.stderr.splitlines()[-1]
    assert result.exit_code == 2
    assert words in line
    assert not re.search(r"\b(undefined|unexpected|unknown|token)\b", line)
