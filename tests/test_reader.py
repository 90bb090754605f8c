"""YAML text to plain values, and every fault of a file with its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.text.files import decode
from cchc.text.reader import places, read
from cchc.views.labels import Language


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(f.rule, f.line, f.column) for f in read(text).faults]


def test_plain_scalars_stay_text_and_only_null_true_false_resolve() -> None:
    text = "a: 1.10\nb: 2024-02-31\nc: null\nd: true\ne: no\nf: ~\ng: 'null'\nh: on"
    assert read(text).value == {
        "a": "1.10",
        "b": "2024-02-31",
        "c": None,
        "d": True,
        "e": "no",
        "f": None,
        "g": "null",
        "h": "on",
    }


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("id: 1.10", "id-unquoted", 1, 5),
        ("tasks:\n  - id: 3", "id-unquoted", 2, 9),
        ("a: 1\na: 2", "key-duplicate", 2, 1),
        ("a: &x 1", "yaml-anchor", 1, 4),
        ("a: *x", "yaml-alias", 1, 4),
        ("a: !!int 3", "yaml-tag", 1, 4),
        ("<<: {a: 1}", "yaml-merge-key", 1, 1),
        ("a: 1\n---\nb: 2", "yaml-second-document", 2, 1),
        ("a:\n\tb: 1", "yaml-tab", 2, 1),
        ("a: 'x", "yaml-syntax", 1, 6),
        ("? [a, b]\n: c", "yaml-syntax", 1, 3),
        ("a: b: c", "yaml-syntax", 1, 5),
        ("a: {b: 1 c: 2}", "yaml-syntax", 1, 11),
        ("a: [1, 2 {b: 1}", "yaml-syntax", 1, 10),
        ('a: 1\nb: "\\e[2J"', "file-control-character", 2, 4),
        ('a: ["\\x00"]', "file-control-character", 1, 5),
    ],
)
def test_what_plan_files_do_not_need_is_refused_with_its_place(
    text: str, rule: str, line: int, column: int
) -> None:
    assert (rule, line, column) in faults(text)
    for fault in read(text).faults:
        assert Language("vi")(fault.message)


def test_five_faults_of_a_file_are_reported_in_one_run() -> None:
    text = "id: 1.10\nb: 1\nb: 2\nc: !!str x\nd: &a 1\ne: *a\n"
    assert len(faults(text)) == 5


def test_a_hundred_thousand_brackets_stop_at_the_depth_limit_in_no_time() -> None:
    start = time.process_time()
    assert [rule for rule, _, _ in faults("[" * 100_000)] == ["yaml-too-deep"]
    assert time.process_time() - start < 1


def test_a_billion_laughs_are_refused_at_the_first_alias() -> None:
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    text = "a0: &a0 lol\n" + "\n".join(levels)
    start = time.process_time()
    rules = {rule for rule, _, _ in faults(text)}
    assert rules == {"yaml-anchor", "yaml-alias"}
    assert time.process_time() - start < 1


def test_places_give_line_and_column_of_values_and_of_keys() -> None:
    found = places("a: 1\nb:\n  - {c: x}\n  - y\n")
    assert found["a",] == (1, 4)
    assert found["b", 0, "c"] == (3, 9)
    assert found["b", 0, "c", ""] == (3, 6)
    assert found["b", 1] == (4, 5)


@given(st.text())
def test_reading_never_raises_on_any_text(text: str) -> None:
    content = decode(text.encode("utf-8", "surrogatepass"))
    if content.text is not None:
        read(content.text)
        places(content.text)


json_like = st.recursive(
    st.none()
    | st.booleans()
    | st.text(
        st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=20
    ),
    lambda children: (
        st.lists(children, max_size=4)
        | st.dictionaries(
            st.text("abcdefgh", min_size=1, max_size=6), children, max_size=4
        )
    ),
    max_leaves=20,
)


@given(json_like)
def test_json_is_read_as_it_was_written(value: object) -> None:
    import json

    tree = read(json.dumps({"value": value}, ensure_ascii=False))
    assert tree.faults == []
    assert tree.value == {"value": value}


@pytest.mark.parametrize(
    ("raw", "rule", "line", "column"),
    [
        (b"a: 1\nb: \xff\n", "file-not-utf8", 2, 4),
        ("a: 1".encode("utf-16"), "file-not-utf8", 1, 1),
        (b"a: 1\nb: x\x00y\n", "file-control-character", 2, 5),
        ("a: x\u2028y".encode(), "file-control-character", 1, 5),
        ("a: x\u0085y".encode(), "file-control-character", 1, 5),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(
    raw: bytes, rule: str, line: int, column: int
) -> None:
    content = decode(raw)
    assert content.text is None
    assert [(f.rule, f.line, f.column) for f in content.faults] == [
        (rule, line, column)
    ]


def test_a_byte_order_mark_is_reported_and_read_over() -> None:
    content = decode("\ufeffa: 1".encode())
    assert content.text == "a: 1"
    assert [f.rule for f in content.faults] == ["file-byte-order-mark"]


def test_decomposed_text_is_reported_once_and_composed() -> None:
    content = decode("a: So\u031b\u0309 Nội vụ\n".encode())
    assert content.text == "a: Sở Nội vụ\n"
    assert [(f.rule, f.line) for f in content.faults] == [("text-not-nfc", 1)]


def test_escapes_of_what_eyes_can_see_are_welcome() -> None:
    text = 'a: "C:\\\\x\\n\\u0110\\t\\"y\\""'
    assert read(text).value == {"a": 'C:\\x\nĐ\t"y"'}
    assert faults(text) == []
