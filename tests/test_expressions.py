"""The small language of schemes: what it gives, what it refuses and where."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.scoring.expressions import (
    BadExpression,
    Kind,
    NoValue,
    evaluate,
    kind_of,
    names,
    parse,
)

SYMBOLS = {
    "a": Kind.NUMBER, "b": Kind.NUMBER, "c": Kind.NUMBER, "max": Kind.NUMBER,
    "q": Kind.TRUTH, "r": Kind.TRUTH, "d1": Kind.DAY, "d2": Kind.DAY,
    "posts": Kind.LIST,
}  # fmt: skip
VALUES: dict[str, Any] = {
    "a": Fraction(4), "b": Fraction(3), "c": Fraction(0), "max": Fraction(2),
    "q": True, "r": False, "d1": date(2025, 1, 30), "d2": date(2025, 1, 31),
    "posts": (Fraction(4), Fraction(2), Fraction(5)),
}  # fmt: skip

GIVES = [
    ("b/a", Fraction(3, 4)),
    ("b/a-1", Fraction(-1, 4)),
    ("(b+c)/a", Fraction(3, 4)),
    ("b + a*2 - 1", Fraction(10)),
    ("a - b - 1", 0),
    ("a/b/2", Fraction(2, 3)),
    ("-a + b", Fraction(-1)),
    ("-(-a)", Fraction(4)),
    ("0.1 + 0.2", Fraction(3, 10)),
    ("max*a/100", Fraction(2, 25)),
    ("min(posts)", 2),
    ("max(posts)", 5),
    ("sum(posts)", 11),
    ("min(a, b, 7)", 3),
    ("min(posts) >= 4", False),
    ("b == a", False),
    ("b != a", True),
    ("b < a and q", True),
    ("b <= a", True),
    ("not q or r", False),
    ("not r and q", True),
    ("r or q and r", False),
    ("not b == a", True),
    ("not not q", True),
    ("q == r", False),
    ("q == true", True),
    ("d1 <= d2", True),
    ("d2 <= d1", False),
    ("d1 >= d2", False),
    ("b > 0 and c < a", True),
    ("c > 0 and a/c > 1", False),  # what decides alone ends it
    ("q or a/c > 1", True),
]


@pytest.mark.parametrize(("text", "value"), GIVES)
def test_an_expression_gives(text: str, value: object) -> None:
    node = parse(text)
    found = evaluate(node, VALUES)
    assert found == value
    wanted = Kind.TRUTH if isinstance(value, bool) else Kind.NUMBER
    assert kind_of(node, SYMBOLS) is wanted


# text, column from 1, words
REFUSED = [
    ("", 1, "a value is missing at the end"),
    ("b/", 3, "a value is missing at the end"),
    ("b//a", 3, "“/” has no place here"),
    ("b a", 3, "“a” has no place here"),
    ("a.__class__", 2, "“.” has no place here"),
    ("().__class__.__bases__", 3, "“.” has no place here"),
    ("__import__('os').system('x')", 12, "“'” has no place here"),
    ("__import__(a)", 1, "there is no function __import__"),
    ("eval(a)", 1, "there is no function eval"),
    ("a[0]", 2, "“[” has no place here"),
    ("{a}", 1, "“{” has no place here"),
    ("a if q else b", 3, "“if” has no place here"),
    ("lambda: a", 7, "“:” has no place here"),
    ("a := 1", 3, "“:” has no place here"),
    ("10**10**10", 4, "“*” has no place here"),
    ("2^3", 2, "“^” has no place here"),
    ("a % b", 3, "“%” has no place here"),
    ("1e308", 2, "“e308” has no place here"),
    ("0x10", 2, "“x10” has no place here"),
    ("1_000", 2, "“_000” has no place here"),
    ("9" * 16, 1, "a number of more than 15 digits"),
    ("(" * 40 + "a" + ")" * 40, 13, "nested deeper than 12 levels"),
    ("not " * 40 + "q", 49, "nested deeper than 12 levels"),
    ("-" * 40 + "a", 13, "nested deeper than 12 levels"),
    ("a+" * 100 + "a", 201, "longer than 200 characters"),
    ("(a", 3, ") is missing"),
    ("a)", 2, "“)” has no place here"),
    ("min()", 5, "“)” has no place here"),
    ("min(a,", 7, "a value is missing at the end"),
    ("a < b < c", 7, "“<” has no place here"),
    ("a = b", 3, "“=” has no place here"),
    ("a; b", 2, "“;” has no place here"),
    ("and q", 1, "“and” has no place here"),
    ("điểm", 1, "“đ” has no place here"),
]


@pytest.mark.parametrize(("text", "column", "words"), REFUSED)
def test_what_is_no_expression_is_refused_at_its_place(
    text: str, column: int, words: str
) -> None:
    with pytest.raises(BadExpression) as refused:
        parse(text)
    assert (refused.value.at + 1, str(refused.value.message)) == (column, words)


UNFIT = [
    ("x", 1, "the symbol x is not among the facts needed"),
    ("a + q", 5, "true or false does not fit here"),
    ("a and q", 1, "a number does not fit here"),
    ("not a", 5, "a number does not fit here"),
    ("d1 + 1", 1, "a day does not fit here"),
    ("d1 < a", 6, "a number does not fit here"),
    ("q < r", 3, "true or false does not fit here"),
    ("posts == posts", 7, "a list of numbers does not fit here"),
    ("min(a)", 5, "a number does not fit here"),
    ("min(posts, a)", 5, "a list of numbers does not fit here"),
    ("posts >= 4", 10, "a number does not fit here"),
]


@pytest.mark.parametrize(("text", "column", "words"), UNFIT)
def test_parts_that_do_not_fit_are_refused_before_any_figure_is_known(
    text: str, column: int, words: str
) -> None:
    with pytest.raises(BadExpression) as refused:
        kind_of(parse(text), SYMBOLS)
    assert (refused.value.at + 1, str(refused.value.message)) == (column, words)


@pytest.mark.parametrize("text", ["a/c", "b/(a-4)", "1/0"])
def test_a_division_by_zero_has_no_value(text: str) -> None:
    with pytest.raises(NoValue, match="denominator"):
        evaluate(parse(text), VALUES)


def test_the_least_of_nothing_has_no_value() -> None:
    with pytest.raises(NoValue, match="empty"):
        evaluate(parse("min(posts)"), {"posts": ()})


def test_symbols_are_named_from_left_to_right() -> None:
    found = [name.name for name in names(parse("(b+c)/a >= min(posts) and not q"))]
    assert found == ["b", "c", "a", "posts", "q"]


def read(text: str) -> int | None:
    """Where a text is refused; None where it is read and gives a value, or has none."""
    try:
        node = parse(text)
        kind_of(node, SYMBOLS)
    except BadExpression as refused:
        return refused.at
    with suppress(NoValue):
        evaluate(node, VALUES)
    return None


@given(st.text(alphabet="ab1.+-*/()<>=! nodtrue,q_e", max_size=60))
def test_any_text_is_read_or_refused_inside_itself(text: str) -> None:
    at = read(text)
    assert at is None or 0 <= at <= len(text)
