"""`cchc remind`: a letter to every unit that has something overdue or soon due."""

from __future__ import annotations

from pathlib import Path

from report_helpers import AS_OF, copy_of, paragraphs, run, tables

from cchc.layout import examine


def names(folder: Path) -> list[str]:
    """Files of a folder."""
    return sorted(p.name for p in folder.iterdir())


def test_every_unit_that_is_late_gets_one_letter(tmp_path: Path) -> None:
    result = run("remind", *AS_OF, "--out", tmp_path)
    assert result.exit_code == 0, result.stderr
    assert names(tmp_path) == [
        "don-doc-2024-so-phong-hai-2024-06-18.docx",
        "don-doc-2024-so-phong-mot-2024-06-18.docx",
        "don-doc-2024-so-van-phong-2024-06-18.docx",
    ]
    assert "3 letters written to" in result.stdout


def test_a_letter_lists_what_is_owed_with_deadlines_and_products(
    tmp_path: Path,
) -> None:
    run("remind", *AS_OF, "--unit", "Phòng Hai", "--out", tmp_path)
    file = tmp_path / "don-doc-2024-so-phong-hai-2024-06-18.docx"
    assert "Kính gửi: Phòng Hai" in paragraphs(file)
    head, late, soon, _ = tables(file)
    assert head[1][0].startswith("Số:      /SVD-VP\nV/v đôn đốc")
    assert head[1][1] == "Ví Dụ, ngày … tháng … năm 2024"
    # What the abolished Phòng Cũ owed is asked of its successor.
    assert late[1][1:] == [
        "Công khai thủ tục (nhiệm vụ số 2.2)", "Bảng niêm yết", "15/03/2024", "95", "–",
    ]  # fmt: skip
    assert soon[1][1:] == [
        "Kết nối dữ liệu (nhiệm vụ số 3.1)", "Báo cáo", "30/06/2024", "12", "–",
    ]  # fmt: skip


def test_an_abolished_unit_means_its_successor(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--unit", "phong-cu", "--out", tmp_path)
    assert names(tmp_path) == ["don-doc-2024-so-phong-hai-2024-06-18.docx"]


def test_within_says_how_soon_is_soon(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--within", "5", "--out", tmp_path)
    assert "don-doc-2024-so-van-phong-2024-06-18.docx" not in names(tmp_path)


def test_letters_follow_the_decree_and_are_the_same_each_time(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--out", tmp_path / "a")
    run("remind", *AS_OF, "--out", tmp_path / "b")
    for file in (tmp_path / "a").iterdir():
        data = file.read_bytes()
        assert examine(data, file.name) == []
        assert (tmp_path / "b" / file.name).read_bytes() == data


def test_existing_letters_stay_without_force(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--out", tmp_path)
    (tmp_path / names(tmp_path)[0]).unlink()
    again = run("remind", *AS_OF, "--out", tmp_path)
    assert again.exit_code == 2
    assert len(names(tmp_path)) == 2
    assert run("remind", *AS_OF, "--out", tmp_path, "--force").exit_code == 0


def test_no_letter_is_written_over_its_template_or_into_a_file(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--out", tmp_path)
    own = tmp_path / names(tmp_path)[0]
    before = own.read_bytes()
    args = [*AS_OF, "--force", "--template", own]
    result = run("remind", *args, "--out", tmp_path)
    assert (result.exit_code, own.read_bytes()) == (2, before)
    assert "is the template itself" in result.stderr
    result = run("remind", *AS_OF, "--out", own)
    assert (result.exit_code, own.read_bytes()) == (2, before)
    assert result.stderr.splitlines()[-1].endswith("a file stands where a folder must")


def test_nobody_to_urge_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "none"
    result = run("remind", "--plan", "2024-trong", *AS_OF, "--out", out)
    assert (result.exit_code, out.exists()) == (0, False)
    assert "No unit has anything overdue" in result.stdout


def test_an_unknown_unit_is_one_line(tmp_path: Path) -> None:
    result = run("remind", "--unit", "nobody", *AS_OF, root=copy_of(tmp_path))
    assert result.exit_code == 2
    assert "no unit is called nobody" in result.stderr


def test_a_letter_says_by_when_and_to_whom_to_answer(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--unit", "phong-mot", "--out", tmp_path)
    (file,) = tmp_path.iterdir()
    # 18 June 2024 is a Tuesday: five working days on is the next Tuesday.
    assert any("về Sở Ví dụ chậm nhất ngày 25/06/2024" in t for t in paragraphs(file))
    args = ("--reply-by", "2024-06-20", "--force")
    run("remind", *AS_OF, "--unit", "phong-mot", "--out", tmp_path, *args)
    assert any("chậm nhất ngày 20/06/2024" in t for t in paragraphs(file))
    early = run("remind", *AS_OF, "--out", tmp_path, "--reply-by", "2024-06-01")
    assert (early.exit_code, "before the letter" in early.stderr) == (2, True)


def test_a_letter_repeats_what_the_unit_last_said(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--unit", "phong-mot", "--out", tmp_path)
    (file,) = tmp_path.iterdir()
    late = tables(file)[1]
    said = {row[1]: row[-1] for row in late[1:]}
    assert said["Kiểm tra cải cách hành chính (báo cáo kết quả) (nhiệm vụ số 1.2)"] == (
        "Chưa đủ số liệu của 02 đơn vị <A> & <B> (05/06/2024)"
    )


def test_a_period_leaves_out_what_is_due_at_another_time(tmp_path: Path) -> None:
    run("remind", *AS_OF, "--period", "2024-Q1", "--out", tmp_path / "a")
    assert names(tmp_path / "a") == ["don-doc-2024-so-phong-hai-2024-06-18.docx"]
    run("remind", *AS_OF, "--period", "2024-H2", "--out", tmp_path / "b")
    assert any(
        "đến hạn trong 6 tháng cuối năm 2024" in t or "đến hạn trong" in t
        for file in (tmp_path / "b").iterdir()
        for t in paragraphs(file)
    )
    assert run("remind", *AS_OF, "--period", "mai").exit_code == 2


def test_no_letter_goes_to_a_name_of_many_bodies(tmp_path: Path) -> None:
    root = copy_of(tmp_path)
    units = root / "plans/registers/units.yaml"
    text = units.read_text(encoding="utf-8").replace(
        "groups:\n", "groups:\n  - {id: cac-so, name: 'Các sở, ngành'}\n", 1
    )
    units.write_text(text, encoding="utf-8")
    plan = root / "plans/2024-so/decision.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace(
            "leads: [cac-phong]", "leads: [cac-so]"
        ),
        encoding="utf-8",
    )
    result = run("remind", *AS_OF, "--out", tmp_path / "out", root=root)
    assert result.exit_code == 0
    assert "no letter to Các sở, ngành" in result.stderr
    assert not any("cac-so" in name for name in names(tmp_path / "out"))


def test_the_names_of_the_letter_are_explained() -> None:
    from cchc.views.word.letter import NAMES

    shown = run("remind", "--explain-context")
    assert shown.exit_code == 0
    assert all(f"  {name} " in shown.stdout for name in NAMES)
