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
        "Công khai thủ tục (nhiệm vụ số 2.2)", "Bảng niêm yết", "15/03/2024", "95",
    ]  # fmt: skip
    assert soon[1][1:] == [
        "Kết nối dữ liệu (nhiệm vụ số 3.1)", "Báo cáo", "30/06/2024", "12",
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
