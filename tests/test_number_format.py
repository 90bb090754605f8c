"""Numbers as a sheet shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.office.number_format import Shown, shown_number, shown_text

DAY = 45823  # 15/06/2025
SHOWN: tuple[tuple[float, str, str], ...] = (
    (1.1, "0.00", "1.10"), (1.9, "0.0", "1.9"), (2025, "General", "2025"),
    (2025, "0", "2025"), (5, "000", "005"), (1, "0.", "1."),
    (0.1 + 0.2, "General", "0.3"), (-5, "0", "-5"), (-5, "#,##0;(#,##0)", "(5)"),
    (2.5, "0", "3"), (0.25, "#.##", ".25"),
    (3, "#.##", "3."), (0, ";;;", ""), (7, "[>=10]0;[<10]00", "07"),
    (0.5, "0%", "50%"), (0.985, "0.0%", "98,5%"), (1, "0%", "100%"),
    (1234567, "#,##0", "1.234.567"), (1234567.891, "#,##0.00", "1.234.567,89"),
    (1500000, '#,##0,"k"', "1.500k"), (1500, "#,##0\\ [$₫-42A]", "1.500 ₫"),
    (2, '"Quý "0"/2025"', "Quý 2/2025"), (12345678, "000-000-00", "123-456-78"),
    (1234.5, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "1.234,50"),
    (0, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', "-"),
    (DAY, "mm/yyyy", "06/2025"), (DAY, "m/yy", "6/2025"), (DAY, "yyyy", "2025"),
    (DAY, "dd/mm/yyyy", "15/06/2025"), (DAY, "d/m", "15/6"),
    (DAY + 0.5, "dd/mm/yyyy hh:mm", "15/06/2025 12:00"), (1.5, "h:mm", "12:00"),
    # A midnight beside a day was never typed.
    (DAY, "dd/mm/yyyy hh:mm", "15/06/2025"), (DAY, "hh:mm dd/mm/yyyy", "15/06/2025"),
    (DAY, "m/d/yyyy h:mm", "15/06/2025"), (DAY, "d/m/yy h:mm:ss AM/PM", "15/6/2025"),
    (DAY, "h:mm", "0:00"), (DAY + 0.5, "m/d/yyyy h:mm", "15/06/2025 12:00"),
    (DAY, '"Ngày "dd" tháng "mm" năm "yyyy', "Ngày 15 tháng 06 năm 2025"),
    # Names of months, and the month first: the same day, written as Vietnamese do.
    (DAY, "mmm-yy", "06/2025"), (DAY, "mmmm", "tháng 6"),
    (DAY, "m/d/yyyy", "15/06/2025"),
    (DAY, "yyyy-mm-dd", "15/06/2025"), (DAY, "[$-42A]dddd, dd mmmm yyyy", "15/06/2025"),
    (DAY, "dddd", "Chủ nhật"), (1, "dd/mm/yyyy", "01/01/1900"),
)  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_numbers_are_shown_by_their_format(value: float, code: str, text: str) -> None:
    assert shown_number(value, code) == Shown(text)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (1.5, "[h]:mm", "1.5"),
        (-1, "dd/mm/yyyy", "-1"),
        (3_000_000, "dd/mm/yyyy", "3000000"),
        (DAY, '"Tháng "mmmm yyyy', "06/2025"),
    ],
)
def test_what_a_format_hides_from_us_is_not_known(
    value: float, code: str, text: str
) -> None:
    assert shown_number(value, code) == Shown(text, known=False)


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown_number(DAY - 1462, "dd/mm/yyyy", from_1904=True).text == "15/06/2025"


def test_a_format_puts_words_around_a_text() -> None:
    assert shown_text("12", '"Số "@') == Shown("Số 12")
    assert shown_text("12", "General") == Shown("12")
    assert shown_text("12", ";;;") == Shown("12", known=False)


@given(
    st.floats(-1e14, 1e14, allow_nan=False),
    st.text('0#?,.%;dmyhs/[]"\\E+@-x ', max_size=12),
)
def test_any_number_under_any_format_is_shown_or_said_not_to_be(
    value: float, code: str
) -> None:
    assert isinstance(shown_number(value, code).text, str)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_keep_their_digits(number: int) -> None:
    assert shown_number(number, "#,##0").text.replace(".", "") == str(number)
    assert shown_number(number, "General").text == str(number)
