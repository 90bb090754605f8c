"""Numbers as Vietnamese write them; what could be two numbers is asked back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.problems import BadValue
from cchc.text.numbers import as_yaml, figure, of_yaml, typed

READ = {
    "3150": 3150, "3.150": 3150, "1.234.567": 1234567, "1.234,5": 1234.5,
    "98,5": 98.5, "98.5": 98.5, "0.125": 0.125, "0,125": 0.125, "3.15": 3.15,
    "1,234.5": 1234.5, "1,234,567": 1234567, "12 500": 12500, "12\u00a0500": 12500,
    "1234.567": 1234.567, "3,1250": 3.125, "007": 7, "0": 0,
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_is_read_as_it_is_printed(text: str, value: float) -> None:
    assert figure(text) == value
    assert typed(text) == (value, "")
    assert typed(f"-{text} hồ sơ") == (-value, "hồ sơ")
    assert typed(f"{text}%") == (value, "%")


@pytest.mark.parametrize(
    ("text", "ways"),
    [("3,150", "write 3150, or 3,15"), ("3,125", "write 3125, or 3,1250"),
     ("12,000 hồ sơ", "write 12000, or 12")],
)  # fmt: skip
def test_what_may_be_two_numbers_is_asked_back(text: str, ways: str) -> None:
    with pytest.raises(BadValue, match=ways):
        typed(text)


@pytest.mark.parametrize(
    ("text", "ways"),
    [("3.150", "write 3150, or 3.15$"), ("-12.345", "write -12345, or -12.3450$"),
     ("100.000", "write 100000, or 100$")],
)  # fmt: skip
def test_a_point_in_yaml_that_may_part_thousands_is_asked_back(
    text: str, ways: str
) -> None:
    with pytest.raises(BadValue, match=ways):
        of_yaml(text)


@given(st.floats(-1e15, 1e15))
def test_a_number_written_to_yaml_is_never_asked_back(value: float) -> None:
    assert float(of_yaml(as_yaml(value))) == pytest.approx(value, rel=1e-14)


def test_a_comma_in_print_is_the_decimal_one() -> None:
    assert figure("3,150") == 3.15


@pytest.mark.parametrize("text", ["", "cao", "1.2.3", "1,2,3", "12.34.567", ",5", "%"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert figure(text) is None
    with pytest.raises(BadValue, match="is no number"):
        typed(text)


@given(st.floats(0, 1e12).map(lambda value: round(value, 2)))
def test_vietnamese_print_reads_back(value: float) -> None:
    whole, _, part = f"{value:,.2f}".partition(".")
    printed = f"{whole.replace(',', '.')},{part}"
    assert figure(printed) == pytest.approx(value)
    assert typed(printed)[0] == pytest.approx(value)


@given(st.text())
def test_no_text_is_worse_than_refused(text: str) -> None:
    try:
        value, _ = typed(text)
    except BadValue:
        return
    assert isinstance(value, float)
