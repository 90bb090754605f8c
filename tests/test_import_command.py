"""`cchc import`: a draft that loads, checks and shows; never over another plan."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import importing_documents as docs
import lxml.html
import pytest
from conftest import REPOSITORY
from importing_documents import HEADINGS, ROWS
from typer.testing import CliRunner

from cchc.cli.app import app


def run(root: Path, *args: str) -> Any:
    return CliRunner().invoke(app, ["--root", str(root), "--lang", "en", *args])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return docs.workspace(tmp_path / "kho")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    document = docs.new_word()
    docs.add_table(document, (HEADINGS, *ROWS, _unknown()))
    return docs.saved(document, tmp_path / "quyết định.docx")


def _unknown() -> tuple[str, ...]:
    return (
        "5",
        "Trồng cây đầu xuân",
        "",
        "Sở Cây xanh",
        "Hội Làm vườn",
        "Bao giờ xong thì thôi",
    )


def test_import_then_check_and_status_work(root: Path, file: Path) -> None:
    result = run(root, "import", str(file), "--id", "2025-thu", "--add-units")
    assert result.exit_code == 0, result.output
    assert "5 tasks" in result.output
    text = (root / "plans" / "2025-thu" / "decision.yaml").read_text(encoding="utf-8")
    assert "# kiểm tra:" in text
    status = run(root, "status", "--plan", "2025-thu", "--as-of", "2025-07-01")
    assert status.exit_code == 0, status.output
    assert "Sở Cây xanh" in status.output
    checked = run(root, "check", "--plan", "2025-thu", "--format", "json")
    rules = {one["rule"] for one in json.loads(checked.stdout)["findings"]}
    assert not rules & {"unit-unknown", "value-invalid", "key-unknown", "id-duplicate"}


def test_units_file_keeps_what_it_had(root: Path, file: Path) -> None:
    register = root / "plans" / "registers" / "units.yaml"
    before = register.read_text(encoding="utf-8")
    run(root, "import", str(file), "--id", "2025-thu", "--add-units")
    after = register.read_text(encoding="utf-8").splitlines()
    assert all(line in after for line in before.splitlines())
    assert len(after) > len(before.splitlines())


def test_units_are_left_alone_unless_asked(
    root: Path, file: Path, tmp_path: Path
) -> None:
    register = root / "plans" / "registers" / "units.yaml"
    before = register.read_bytes()
    patch = tmp_path / "units-new.yaml"
    args = ("import", str(file), "--id", "2025-thu", "--units-patch", str(patch))
    assert run(root, *args).exit_code == 0
    assert register.read_bytes() == before
    assert "name: Sở Cây xanh" in patch.read_text(encoding="utf-8")


def test_existing_plan_is_never_overwritten(root: Path, file: Path) -> None:
    folder = root / "plans" / "2025-thu"
    folder.mkdir()
    result = run(root, "import", str(file), "--id", "2025-thu")
    assert result.exit_code == 2
    assert "is there already" in result.output
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["Năm 2025", "../x", "registers", "a" * 81, ""])
def test_bad_plan_id_is_refused(root: Path, file: Path, name: str) -> None:
    result = run(root, "import", str(file), "--id", name)
    assert result.exit_code == 2


def test_dry_run_writes_nothing(root: Path, file: Path) -> None:
    before = sorted(p.name for p in (root / "plans").rglob("*"))
    result = run(root, "import", str(file), "--dry-run")
    assert result.exit_code == 0
    assert "nothing was written" in result.output
    assert sorted(p.name for p in (root / "plans").rglob("*")) == before


def test_json_is_the_contract_with_doubts(root: Path, file: Path) -> None:
    result = run(root, "import", str(file), "--dry-run", "--format", "json")
    found = json.loads(result.stdout)
    assert found["format"] == 1
    assert set(found) >= {"plan", "groups", "targets", "tasks", "citations", "doubts"}
    last = found["tasks"][-1]
    assert last["leads"] == [{"id": None, "name": "Sở Cây xanh"}]
    assert found["tasks"][0]["leads"] == [{"id": "so-noi-vu", "name": "Sở Nội vụ"}]
    for doubt in found["doubts"]:
        assert set(doubt) == {"id", "field", "why", "confidence"}
        assert 0 <= doubt["confidence"] <= 1
    assert {"leads", "deadlines"} <= {
        d["field"] for d in found["doubts"] if d["id"] == "5"
    }


def test_deadline_not_understood_is_left_to_a_person(root: Path, file: Path) -> None:
    result = run(root, "import", str(file), "--dry-run", "--format", "json")
    last = json.loads(result.stdout)["tasks"][-1]
    assert last["when"] == "Bao giờ xong thì thôi"
    assert last["deadlines"] == []


def test_review_is_a_page_with_source_and_draft_side_by_side(
    root: Path, file: Path, tmp_path: Path
) -> None:
    page = tmp_path / "doi-chieu.html"
    args = ("import", str(file), "--id", "2025-thu", "--review", str(page))
    assert run(root, *args).exit_code == 0
    text = page.read_text(encoding="utf-8")
    tree = lxml.html.document_fromstring(text)
    rows = tree.xpath("//tr[@id='2']/td")
    source, draft, _ = (" ".join(cell.text_content().split()) for cell in rows)
    assert "table 1, row 3" in source
    assert "Trước ngày 30/11/2025" in source
    assert "29/11/2025" in draft
    assert "Sở Tư pháp" in draft
    assert "Sở Cây xanh" in tree.xpath("//tr[@id='5']/td[3]")[0].text_content()
    assert tree.xpath("//tr[@id='5']/@class") == ["doubt"]
    assert tree.xpath("//script | //link | //img") == []
    assert "http" not in text
    refused = run(root, "import", str(file), "--dry-run", "--review", str(page))
    assert refused.exit_code == 2
    assert page.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("option", ["--review", "--units-patch"])
def test_a_file_that_is_there_is_told_before_anything_is_written(
    root: Path, file: Path, tmp_path: Path, option: str
) -> None:
    there = tmp_path / "co-san"
    there.write_text("của tôi\n", encoding="utf-8")
    args = ("import", str(file), "--id", "2025-thu", "--add-units", option, str(there))
    before = (root / "plans" / "registers" / "units.yaml").read_bytes()
    assert run(root, *args).exit_code == 2
    assert not (root / "plans" / "2025-thu").exists()
    assert (root / "plans" / "registers" / "units.yaml").read_bytes() == before
    assert there.read_text(encoding="utf-8") == "của tôi\n"


def test_the_page_escapes_what_the_source_says(root: Path, tmp_path: Path) -> None:
    document = docs.new_word()
    odd = ("1", "Rà soát <b>A & B</b> <script>x</script>", "", "Sở Nội vụ", "", "Quý I")
    docs.add_table(document, (HEADINGS, odd))
    file = docs.saved(document, tmp_path / "a.docx")
    page = tmp_path / "a.html"
    run(root, "import", str(file), "--dry-run", "--review", str(page))
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "A &amp; B" in text


def test_the_summary_says_what_is_next(root: Path, file: Path) -> None:
    result = run(root, "import", str(file), "--id", "2025-thu")
    text = (root / "plans" / "2025-thu" / "decision.yaml").read_text(encoding="utf-8")
    steps = [line for line in result.stdout.splitlines() if line[:2] in ("1.", "2.")]
    count = text.count("# kiểm tra:")
    assert f"{count} comments" in steps[0].replace("\n", " ")
    assert "new units" in steps[1]
    assert "cchc import --resolved 2025-thu" in result.stdout
    assert "cchc check --plan 2025-thu" in result.stdout


def test_a_tracker_fills_the_journal_where_asked(root: Path, tmp_path: Path) -> None:
    rows = (
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Ngày hoàn thành thực tế",
         "Kết quả thực hiện"),
        ("1", "Trình đề án", "Sở Nội vụ", "30/4/2026", "20/04/2026",
         "Tờ trình 15/TTr-SNV"),
    )  # fmt: skip
    file = docs.written(tmp_path, docs.bars(rows))
    journals = root / "plans" / "2026-thu" / "progress"
    assert run(root, "import", str(file), "--id", "2026-khac").exit_code == 0
    assert not (root / "plans" / "2026-khac" / "progress").exists()
    done = run(root, "import", str(file), "--id", "2026-thu", "--journal")
    assert done.exit_code == 0, done.output
    assert [one.name for one in journals.iterdir()] == ["so-noi-vu.yaml"]
    status = run(root, "status", "--plan", "2026-thu", "--as-of", "2026-05-10",
                 "--format", "json")  # fmt: skip
    states = [one["status"] for one in json.loads(status.stdout)["obligations"]]
    assert states == ["done_on_time"]
    checked = run(root, "check", "--plan", "2026-thu", "--format", "json")
    severe = [f for f in json.loads(checked.stdout)["findings"]
              if f["severity"] == "error" and "progress" in f["path"]]  # fmt: skip
    assert severe == []


def test_document_without_tasks_exits_1_and_says_what_it_holds(
    root: Path, tmp_path: Path
) -> None:
    document = docs.new_word()
    docs.add_table(document, docs.DECOY)
    file = docs.saved(document, tmp_path / "a.docx")
    result = run(root, "import", str(file), "--id", "2025-thu")
    assert result.exit_code == 1
    assert "no list of tasks was found" in result.output
    assert "Chỉ tiêu" in result.output
    assert not (root / "plans" / "2025-thu").exists()


def test_file_with_two_decisions_offers_the_choice(root: Path, tmp_path: Path) -> None:
    rows = "\n".join(
        "\t".join(c.replace("\n", " ") for c in r) for r in (HEADINGS, *ROWS)
    )
    one = "\n\n".join([*docs.HEAD, rows])
    two = one.replace("12/QĐ-UBND", "34/QĐ-SNV").replace("Sở Nội vụ", "Sở Tài chính")
    file = tmp_path / "a.txt"
    file.write_text(f"{one}\n\n{two}", encoding="utf-8")
    first = json.loads(
        run(root, "import", str(file), "--dry-run", "--format", "json").stdout
    )
    assert first["plan"]["number"] == "12"
    assert len(first["tasks"]) == 4
    assert any("2 decisions" in d["why"] for d in first["doubts"])
    args = ("import", str(file), "--dry-run", "--part", "2", "--format", "json")
    second = json.loads(run(root, *args).stdout)
    assert (second["plan"]["number"], second["plan"]["symbol"]) == ("34", "QĐ-SNV")
    assert second["tasks"][0]["leads"][0]["id"] == "so-tai-chinh"
    assert run(root, "import", str(file), "--dry-run", "--part", "3").exit_code == 2


def test_damaged_scan_gives_numbers_and_raw_text_and_no_guess(
    root: Path, tmp_path: Path
) -> None:
    lines = ["S6: 7/QD-UBND ngay 31 thang 12 nam 2024", "QUYET PINH",
             "Ban hanh Ké hoach cai cach hanh chinh nam 2025",
             "STT Nhiém vu cu thé San pham"]  # fmt: skip
    lines += [
        f"1.{n} | Ra soat, danh gia thu tuc hanh chinh; Giam doc S& Noi vu"
        for n in range(1, 9)
    ]
    file = tmp_path / "a.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    found = json.loads(
        run(root, "import", str(file), "--dry-run", "--format", "json").stdout
    )
    assert [t["id"] for t in found["tasks"]] == [f"1.{n}" for n in range(1, 9)]
    assert all(not t["leads"] and not t["deadlines"] for t in found["tasks"])
    assert found["plan"]["number"] == "7"
    assert all(any(d["id"] == t["id"] and d["confidence"] == 0 for d in found["doubts"])
               for t in found["tasks"])  # fmt: skip


def test_the_page_for_clerks_names_only_options_that_there_are() -> None:
    page = REPOSITORY / "docs" / "tu-quyet-dinh-den-ke-hoach.md"
    named = set(re.findall(r"--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
    shown = run(REPOSITORY, "import", "--help").output
    assert {option for option in named if option not in shown} == {"--plan"}


def started(folder: Path) -> Path:
    result = CliRunner().invoke(app, ["init", str(folder), "--office", "Sở Nội vụ"])
    assert result.exit_code == 0, result.output
    return folder


def default_of(root: Path) -> str:
    text = (root / "plans" / "workspace.yaml").read_text(encoding="utf-8")
    return re.findall(r"^default_plan: (\S+)", text, re.M)[0]


def test_the_first_import_takes_the_place_of_the_empty_plan(
    tmp_path: Path, file: Path
) -> None:
    root = started(tmp_path / "moi")
    settings = root / "plans" / "workspace.yaml"
    empty, before = default_of(root), settings.read_text(encoding="utf-8")
    result = run(root, "import", str(file), "--id", "2025-thu", "--dry-run")
    assert settings.read_text(encoding="utf-8") == before
    result = run(root, "import", str(file), "--id", "2025-thu")
    assert f"delete the folder plans/{empty}" in result.output
    after = settings.read_text(encoding="utf-8")
    assert after == before.replace(empty, "2025-thu")
    result = run(root, "import", str(file), "--id", "2026-thu")
    assert default_of(root) == "2025-thu"
    assert "default plan" not in result.output


TOUCHED = {
    "has a task": ("tasks: []", "tasks:\n  - {id: '1', title: A, leads: [so-noi-vu]}"),
    "has a number": ("number: null ", "number: 5 "),
    "has a day": ("signed: null ", "signed: 2026-01-02 "),
    "does not load": ("tasks: []", "tasks: ["),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_a_plan_that_somebody_began_stays_the_default(
    what: str, tmp_path: Path, file: Path
) -> None:
    root = started(tmp_path / "moi")
    own = default_of(root)
    plan = root / "plans" / own / "decision.yaml"
    text = plan.read_text(encoding="utf-8")
    assert TOUCHED[what][0] in text
    plan.write_text(text.replace(*TOUCHED[what]), encoding="utf-8")
    result = run(root, "import", str(file), "--id", "2025-thu")
    assert (root / "plans" / "2025-thu" / "decision.yaml").exists(), result.output
    assert default_of(root) == own


def test_without_a_default_the_new_plan_is_written_as_one(
    tmp_path: Path, file: Path
) -> None:
    root = started(tmp_path / "moi")
    settings = root / "plans" / "workspace.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"default_plan: .*\n", "", text), encoding="utf-8")
    run(root, "import", str(file), "--id", "2025-thu")
    assert default_of(root) == "2025-thu"
