"""Splicing YAML: only added lines, whatever style the file has."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.problems import CchcError
from cchc.text.edit import append, flow
from cchc.text.reader import read

ITEM = {"task": "3.9", "date": "2024-06-12", "state": "done", "for": "2024-Q2"}
LINE = '{task: "3.9", date: 2024-06-12, state: done, for: 2024-Q2}'

ONLY_ADDED = {
    "block list": "unit: a\nentries:\n  - {task: '1'}\n",
    "dashes at the margin": "unit: a\nentries:\n- {task: '1'}\n",
    "wide dashes": "unit: a\nentries:\n    -   {task: '1'}\n",
    "block items": "entries:\n  - task: '1'\n    note: |\n      một\n      hai\na: b\n",
    "folded text last": (
        "entries:\n  - task: '1'\n    note: >-\n      một\n\n      hai\n\n\nunit: a\n"
    ),
    "comment behind the item": "entries:\n  - {task: '1'}   # ghi sau\nunit: a\n",
    "comments of the list": "entries:\n  - {task: '1'}\n  # quý II\n\n  # hết\na: b\n",
    "comments of the next key": "entries:\n  - {task: '1'}\n\n# đơn vị\nunit: a\n",
    "comment at the end": "unit: a\nentries:\n- {task: '1'}\n# hết\n",
    "windows": "unit: a\r\nentries:\r\n  - {task: '1'}\r\n",
    "mixed line ends": "unit: a\nentries:\r\n  - {task: '1'}\r\n# x\n",
    "byte order mark": "\ufeffunit: a\nentries:\n  - {task: '1'}\n",
    "no items yet": "unit: a\nentries:\n",
    "no items but a comment": "entries:   # chưa có\n  # ví dụ\nunit: a\n",
    "no key yet": "unit: a\n",
    "no key yet, trailing comment": "unit: a\n# hết\n",
    "document marks": "---\nunit: a\nentries:\n  - {task: '1'}\n...\n",
    "brackets over lines": "entries: [\n    {task: '1'},\n  ]\nunit: a\n",
    "quotes and apostrophes": (
        "entries:\n  - {task: '1', note: 'a ''b'' [c], {d}: #e'}\nunit: a\n"
    ),
    "long item over lines": "entries:\n  - {task: '1',\n     note: b}\nunit: a\n",
    "null last": "entries:\n  - task: '1'\n    note:\n\n\nunit: a\n",
    "null last of all": "unit: a\nentries:\n  - task: '1'\n    note:   # trống\n",
    "deep block last": "entries:\n  - a:\n      - b: [c,\n          d]\nunit: a\n",
    "dash alone": "entries:\n  -\n    task: '1'\nunit: a\n",
}
REWRITES_A_LINE = {
    "no newline at the end": "unit: a\nentries:\n  - {task: '1'}",
    "empty brackets": "unit: a\nentries: []  # chưa có\n",
    "null": "entries: null\nunit: a\n",
    "brackets on one line": "unit: a\nentries: [{task: '1'}]\n",
    "brackets without last comma": "entries: [\n    {task: '1'}  # ghi\n  ]\nunit: a\n",
}


def changes(old: str, new: str) -> tuple[list[str], list[str]]:
    """Lines removed and lines added."""
    diff = list(difflib.ndiff(old.splitlines(True), new.splitlines(True)))
    return (
        [line[2:] for line in diff if line.startswith("- ")],
        [line[2:] for line in diff if line.startswith("+ ")],
    )


@pytest.mark.parametrize("text", ONLY_ADDED.values(), ids=ONLY_ADDED)
def test_the_diff_has_only_added_lines(text: str) -> None:
    new = append(text, "entries", ITEM)
    removed, added = changes(text, new)
    assert removed == []
    assert 1 <= len(added) <= 2
    assert LINE in added[-1]


@pytest.mark.parametrize("text", [*ONLY_ADDED.values(), *REWRITES_A_LINE.values()])
def test_the_value_is_the_old_one_and_the_item(text: str) -> None:
    old = read(text.removeprefix("\ufeff")).value
    new = read(append(text, "entries", ITEM).removeprefix("\ufeff"))
    assert new.faults == []
    assert new.value["entries"] == [*(old.get("entries") or []), ITEM]


def test_line_ends_of_a_windows_file_stay() -> None:
    new = append(ONLY_ADDED["windows"], "entries", ITEM)
    assert new.count("\n") == new.count("\r\n") == 4


def test_a_comment_of_the_next_key_stays_with_it() -> None:
    new = append(ONLY_ADDED["comments of the next key"], "entries", ITEM)
    assert new.endswith(f"{{task: '1'}}\n  - {LINE}\n\n# đơn vị\nunit: a\n")


@pytest.mark.parametrize(
    "text", ["{unit: a, entries: []}\n", "- a\n", "", "entries: văn bản\n", "a: [\n"]
)
def test_what_cannot_be_spliced_is_refused(text: str) -> None:
    with pytest.raises(CchcError):
        append(text, "entries", ITEM)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("12/BC-VPS", "12/BC-VPS"),
        ("Báo cáo kết quả kiểm tra", "Báo cáo kết quả kiểm tra"),
        ("yes", '"yes"'),
        ("2024", '"2024"'),
        ("1e5", '"1e5"'),
        ("2024-06-12", '"2024-06-12"'),
        ("2024-Q2", "2024-Q2"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("a, b", '"a, b"'),
        ("0x1F", '"0x1F"'),
        ("12:30", '"12:30"'),
        ("một\nhai", '"một\\nhai"'),
    ],
)
def test_text_is_quoted_where_a_reader_could_take_it_for_something_else(
    value: str, written: str
) -> None:
    assert flow({"note": value}) == f"{{note: {written}}}"


@given(
    st.dictionaries(
        st.sampled_from(["note", "for", "task", "document"]),
        st.text(
            st.characters(
                blacklist_categories=("Cc", "Cs"),
                blacklist_characters="\u2028\u2029\ufeff",
            ),
            max_size=30,
        ),
        min_size=1,
    )
)
def test_any_text_reads_back(item: dict[str, str]) -> None:
    """Law: the item comes back from the file as it was given, also for YAML 1.1."""
    from ruamel.yaml import YAML

    new = append("unit: a\nentries:\n  - {task: '1'}\n", "entries", item)
    assert read(new).value["entries"][-1] == item
    assert YAML(typ="safe").load(new)["entries"][-1] == item
