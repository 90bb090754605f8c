"""Values set at keys of YAML text: all else stays byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.problems import CchcError
from cchc.text.mappings import line, with_values
from cchc.text.reader import read

CASES = [
    ('facts:\n  "1": {a: 3}  # ba\n', ("facts", "1", "a"), "4",
     'facts:\n  "1": {a: 4}  # ba\n'),
    ('facts:\n  "1": {a: 3}  # ba\nyear: 1\n', ("facts", "1", "b"), True,
     'facts:\n  "1": {a: 3, b: true}  # ba\nyear: 1\n'),
    ('facts:\n  "1": {a: 3}  # ba\n\nyear: 1\n', ("facts", "1.10", "d"), "2025-01-31",
     'facts:\n  "1": {a: 3}  # ba\n  "1.10": {d: 2025-01-31}\n\nyear: 1\n'),
    ('facts: {"1": {a: 3}}', ("facts", "2", "a"), ("4", "5"),
     'facts: {"1": {a: 3}, "2": {a: [4, 5]}}'),
    ("\ufefffacts: {}\n", ("facts", "2", "a"), "1", '\ufefffacts: {"2": {a: 1}}\n'),
    ("facts: {}\n", ("facts", "2", "a"), "1", 'facts: {"2": {a: 1}}\n'),
    ("facts:\n", ("facts", "2", "a"), "1", 'facts: {"2": {a: 1}}\n'),
    ("year: 1\n", ("explanations", "2"), "Vì sao: hỏng", 
     'year: 1\nexplanations:\n  "2": "Vì sao: hỏng"\n'),
    ("year: 1", ("facts", "2", "a"), "0.5", 'year: 1\nfacts:\n  "2": {a: 0.5}'),
    ('facts:\r\n  "1":\r\n    a: 3\r\n', ("facts", "1", "b"), "4",
     'facts:\r\n  "1":\r\n    a: 3\r\n    b: 4\r\n'),
    ('explanations:\n  "1": |\n    Một.\n    Hai.\nyear: 1\n', ("explanations", "1"),
     "Ba", 'explanations:\n  "1": Ba\nyear: 1\n'),
    ('explanations:\n  "1": |\n    Một.\nyear: 1\n', ("explanations", "2"), "Ba",
     'explanations:\n  "1": |\n    Một.\n  "2": Ba\nyear: 1\n'),
    ('evidence:\n  "1":\n    - {document: 1/BC}\nyear: 1\n', ("evidence", "1"),
     [{"document": "2/BC"}],
     'evidence:\n  "1":\n    [{document: 2/BC}]\nyear: 1\n'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "steps", "value", "after"), CASES)
def test_one_value(
    before: str, steps: tuple[str, ...], value: object, after: str
) -> None:
    assert with_values(before, {steps: value}) == after


def test_many_values_at_once() -> None:
    text = 'facts:\n  "1": {a: 1}\n  "2": {a: 2}\nyear: 2025\n'
    values: dict[tuple[str, ...], object] = {
        ("facts", "1", "a"): "10",
        ("facts", "1", "b"): "11",
        ("facts", "1", "c"): "12",
        ("facts", "3", "a"): "13",
        ("facts", "3", "b"): "14",
        ("evidence", "3"): [{"document": "1/BC", "signed": "2025-02-03"}],
    }
    assert with_values(text, values) == (
        'facts:\n  "1": {a: 10, b: 11, c: 12}\n  "2": {a: 2}\n  "3": {a: 13, b: 14}\n'
        'year: 2025\nevidence:\n  "3": [{document: 1/BC, signed: 2025-02-03}]\n'
    )


@pytest.mark.parametrize(
    "text",
    [
        "[1]\n",
        "{facts: {}}\n",
        "facts: {a: 1\n",
        "facts: &x {a: 1}\n",
        "facts: 3\n",
        'evidence:\n  "1":\n    - {document: 1}\n    # hai\n    - {document: 2}\n',
    ],
)
def test_what_would_be_written_anew_is_refused(text: str) -> None:
    with pytest.raises(CchcError):
        with_values(text, {("facts", "1", "a"): "1", ("evidence", "1"): []})


_CODES = st.sampled_from(["1", "1.10", "2.3.1"])
_SYMBOLS = st.sampled_from(["a", "b", "q1"])
_VALUES = st.one_of(
    st.booleans(),
    st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{1,3})?", fullmatch=True),
    st.sampled_from(["không", "yes", "a: b", "1/BC #2", "- x", "", "null"]),
)
_FACTS = st.dictionaries(_CODES, st.dictionaries(_SYMBOLS, _VALUES), max_size=3)


@given(_FACTS, st.dictionaries(st.tuples(st.just("facts"), _CODES, _SYMBOLS), _VALUES))
def test_what_is_set_is_read_back_and_nothing_else_changes(
    facts: dict[str, dict[str, object]], values: dict[tuple[str, ...], object]
) -> None:
    head = "# đầu\nyear: 2025\n"
    rows = [f'  "{code}": {line(one)}  # {code}\n' for code, one in facts.items()]
    text = head + ("facts:\n" + "".join(rows) if rows else "facts: {}\n")
    changed = with_values(text, values)
    found = read(changed).value["facts"]
    wanted = {code: dict(one) for code, one in facts.items()}
    for (_, code, symbol), value in values.items():
        wanted.setdefault(code, {})[symbol] = value
    assert found == wanted
    assert all(f"# {code}\n" in changed for code in facts)
    assert with_values(changed, values) == changed
