"""What an import leaves to a person: signers, doubts told once, comments that go."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import importing_documents as docs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cchc.cli.app import app
from cchc.importing.registrar import as_registered
from cchc.importing.results import admitted
from cchc.importing.writing import check_text, draft_yaml, unit_lines
from cchc.models.plan import Task
from cchc.text.comments import open_doubts
from cchc.views.labels import Language

HEADING = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")


def rows(count: int, lead: str = "Sở Cây xanh", when: str = "Quý II/2026") -> str:
    lines = [(str(n), f"Việc số {n}", lead, "Hội Làm vườn", when, "Báo cáo")
             for n in range(1, count + 1)]  # fmt: skip
    return docs.bars((HEADING, *lines))


def run(root: Path, *args: str) -> Any:
    return CliRunner().invoke(app, ["--root", str(root), *args])


ENDS = {
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n": (None, "Chủ tịch"),
    "TM. UBND\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\n": (None, "Phó Chủ tịch"),
    "GIÁM ĐỐC\n………………\n": (None, "Giám đốc"),
    "GIÁM ĐỐC\nH'Lan Niê\n": ("H'Lan Niê", "Giám đốc"),
    "GIÁM ĐỐC\nY Bình\n": ("Y Bình", "Giám đốc"),
    "GIÁM ĐỐC\n(đã ký)\nLê Thị Thu-Hà\n": ("Lê Thị Thu-Hà", "Giám đốc"),
    "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; CHỦ TỊCH\n- TT Tỉnh Ủy;\n"
    "- Lưu: VT. Trần Văn Mẫu\n": ("Trần Văn Mẫu", "Chủ tịch"),
    "": (None, None),
}  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_a_signer_is_read_or_left_blank_with_a_doubt(tmp_path: Path, end: str) -> None:
    draft = docs.draft_of(tmp_path, rows(2), f"Trên đây là Kế hoạch./.\n{end}")
    signer = draft.plan.decision.signer
    found = (signer.name, signer.position) if signer else (None, None)
    assert found == ENDS[end]
    doubts = [d.field for d in draft.doubts]
    assert ("decision.signer" in doubts) == (found[0] is None)
    say = Language("vi")
    text = draft_yaml(draft, say)
    check_text(text, draft.plan, tmp_path)
    assert ("# kiểm tra: không thấy tên người ký" in text) == (found[0] is None)


@settings(max_examples=60, deadline=None)
@given(end=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=80))
def test_whatever_stands_at_the_end_a_draft_reads_back(
    tmp_path_factory: pytest.TempPathFactory, end: str
) -> None:
    folder = tmp_path_factory.mktemp("a")
    closing = (
        f"Hết./.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{end.encode(errors='ignore').decode()}"
    )
    draft = docs.draft_of(folder, rows(2), closing)
    check_text(draft_yaml(draft, Language("vi")), draft.plan, folder)


def test_what_a_record_refuses_is_left_out_and_told() -> None:
    told: list[str] = []
    values = {"id": "1", "title": "Rà soát", "group": "không hợp lệ",
              "leads": ["so-a", "Sở B", "so-c"], "when": "x" * 3000}  # fmt: skip
    task = admitted(Task, values, lambda name, why, sure: told.append(name))
    assert (task.leads, task.group, task.when) == (("so-a", "so-c"), None, None)
    assert sorted(told) == ["group", "leads", "when"]


def test_an_unknown_unit_is_told_once_where_it_stands_first(tmp_path: Path) -> None:
    draft = docs.draft_of(tmp_path, rows(8))
    told = [(d.id, d.field) for d in draft.doubts if d.field in ("leads", "partners")]
    assert told == [("1", "leads"), ("1", "partners")]
    added = draft.with_units_added()
    assert [d for d in added.doubts if d.field in ("leads", "partners")] == []


def import_text(tmp_path: Path, body: str, *more: str) -> Path:
    root = docs.workspace(tmp_path / "kho")
    file = docs.written(tmp_path, body)
    done = run(root, "import", str(file), "--id", "2026-thu", *more)
    assert done.exit_code == 0, done.output
    return root


def findings(root: Path) -> list[dict[str, Any]]:
    done = run(root, "check", "--plan", "2026-thu", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    return [one for one in found if one["rule"] == "doubt-open"]


def test_check_counts_the_comments_left_and_names_the_first(tmp_path: Path) -> None:
    root = import_text(tmp_path, rows(3), "--add-units")
    plan = root / "plans" / "2026-thu" / "decision.yaml"
    units = root / "plans" / "registers" / "units.yaml"
    counted = {one["path"]: (one["line"], one["message"]) for one in findings(root)}
    for file in (plan, units):
        places = open_doubts(file.read_text(encoding="utf-8"))
        said = counted.pop(file.relative_to(root).as_posix(), None)
        assert (said is None) == (not places)
        if said:
            assert said[0] == places[0][0]
            assert f"còn {len(places)} ghi chú" in said[1]
    assert counted == {}


def test_settled_comments_go_and_the_others_stay(tmp_path: Path) -> None:
    body = docs.bars((
        HEADING,
        ("1", "Trồng cây", "Sở Cây xanh", "Hội Làm vườn", "Bao giờ xong thì thôi", ""),
        ("2", "Tưới cây theo Nghị quyết số 5/NQ-CP", "", "", "Quý II/2026", ""),
    ))  # fmt: skip
    root = import_text(tmp_path, body)
    plan = root / "plans" / "2026-thu" / "decision.yaml"
    before = len(open_doubts(plan.read_text(encoding="utf-8")))
    done = run(root, "import", "--resolved", "2026-thu")
    assert f"đã xóa 0 ghi chú “# kiểm tra:”, còn {before}" in done.output
    units = root / "plans" / "registers" / "units.yaml"
    known = units.read_text(encoding="utf-8").replace(
        "groups:", "  - {id: so-cay-xanh, name: Sở Cây xanh, level: province}\ngroups:"
    )
    units.write_text(known, encoding="utf-8")
    text = plan.read_text(encoding="utf-8")
    text = text.replace('"5/NQ-CP"', '"5/NQ-CP@2026-01-02"')
    when = "when: Bao giờ xong thì thôi\n"
    text = text.replace(when, f"{when}    deadlines: [{{due: 2026}}]\n")
    plan.write_text(text, encoding="utf-8")
    done = run(root, "import", "--resolved", "2026-thu")
    assert "đã xóa 3 ghi chú" in done.output, done.output
    after = plan.read_text(encoding="utf-8")
    assert "Sở Cây xanh” chưa có" not in after
    assert "Hội Làm vườn” chưa có" in after
    assert "bản in không ghi đơn vị chủ trì" in after
    assert len(open_doubts(after)) == before - 3


def test_resolved_takes_no_file(tmp_path: Path) -> None:
    root = import_text(tmp_path, rows(1))
    assert run(root, "import", "x.docx", "--resolved", "2026-thu").exit_code == 2
    assert run(root, "import").exit_code == 2


def test_documents_cited_are_registered_and_then_known(tmp_path: Path) -> None:
    body = (
        "Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; Luật Lưu trữ "
        "ngày 21 tháng 6 năm 2024; Kế hoạch số 7/KH-UBND và Quyết định số 1/QĐ-TTg "
        "ngày 02/01/2025:\n" + rows(1)
    )
    root = import_text(tmp_path, body, "--add-documents")
    file = root / "plans" / "registers" / "documents.yaml"
    text = file.read_text(encoding="utf-8")
    assert (
        "type: Nghị quyết\n    number: 76/NQ-CP\n    issuer: Chính phủ"
        in text.replace('"', "")
    )
    assert "key: Luật Lưu trữ@2024-06-21" in text.replace('"', "")
    assert "7/KH-UBND" not in text  # printed without a date
    done = run(root, "check", "--format", "json")
    rules = [one["rule"] for one in json.loads(done.stdout)["findings"]]
    assert rules.count("citation-unknown") == 1
    assert "document-key-mismatch" not in rules
    assert "value-invalid" not in rules


def test_the_type_of_an_act_is_what_the_text_calls_it(tmp_path: Path) -> None:
    body = (
        "Theo Nghị quyết số 202/2025/QH15 ngày 12/6/2025, Luật Mẫu số 91/2025/QH15 "
        "ngày 26/6/2025; 99/2025/QH15 ngày 27/6/2025:\n" + rows(1)
    )
    root = import_text(tmp_path, body, "--add-documents")
    file = root / "plans" / "registers" / "documents.yaml"
    text = file.read_text(encoding="utf-8").replace('"', "")
    types = re.findall(r"type: (.+)\n    number: (\d+)/2025/QH15", text)
    assert types == [("Nghị quyết", "202"), ("Luật", "91"), ("Văn bản", "99")]


def test_documents_that_are_registered_stay_as_they_are(tmp_path: Path) -> None:
    root = docs.workspace(tmp_path / "kho")
    file = root / "plans" / "registers" / "documents.yaml"
    old = ("format: 1\ndocuments:\n  - {key: 9/NQ-CP@2020-01-02, type: Nghị quyết, "
           "number: 9/NQ-CP, issuer: Chính phủ, signed: 2020-01-02}\n")  # fmt: skip
    file.write_text(old, encoding="utf-8")
    body = "Theo Nghị quyết số 9/NQ-CP ngày 02/01/2020, 8/NQ-CP ngày 01/01/2020:\n"
    source = docs.written(tmp_path, body + rows(1))
    run(root, "import", str(source), "--id", "2026-thu", "--add-documents")
    new = file.read_text(encoding="utf-8")
    assert new.startswith(old)
    assert new.count("9/NQ-CP@") == 1
    assert "8/NQ-CP@2020-01-01" in new


SIDES = {
    "Sở Nội vụ báo cáo UBND tỉnh hằng quý.": (("so-noi-vu",), None),
    "1. Các sở, ban, ngành báo cáo định kỳ hằng quý về Sở Nội vụ để tổng hợp.": (
        ("so-nganh",), "so-noi-vu"),
    "Giao Sở Tư pháp, Sở Tài chính lập báo cáo hằng quý gửi Văn phòng UBND tỉnh.": (
        ("so-tu-phap", "so-tai-chinh"), "van-phong"),
    "Định kỳ hằng quý, báo cáo kết quả về Ban Lạ.": ((), None),
    "Sở Nội vụ và Hội Lạ Lùng báo cáo hằng quý.": ((), None),
}  # fmt: skip


@pytest.mark.parametrize("sentence", SIDES)
def test_who_reports_to_whom_is_taken_from_bodies_that_are_known(
    tmp_path: Path, sentence: str
) -> None:
    draft = docs.draft_of(tmp_path, f"II. TỔ CHỨC\n{sentence}\n{rows(2)}")
    reports = draft.plan.reports
    assert len(reports) == 4
    assert {(one.owners, one.recipient) for one in reports} == {SIDES[sentence]}


def test_new_entries_of_a_register_have_one_comment_and_one_for_a_level_unknown() -> (
    None
):
    named = {"so-a": "Sở A", "thanh-tra-tinh": "Thanh tra tỉnh", "x": "Bệnh viện X"}
    units, groups = unit_lines(as_registered({**named, "g": "Các sở"}, {}), "a.docx")
    assert units.splitlines()[0] == "  # kiểm tra: 3 mục mới từ đây, theo a.docx"
    assert [line for line in units.splitlines() if "level" in line] == [
        "    level: province",
        "    level: province",
        "    level: other  # kiểm tra: cấp",
    ]
    assert groups.count("# kiểm tra:") == 1
