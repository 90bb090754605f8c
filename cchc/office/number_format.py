"""A number of a sheet as its format shows it (ECMA-376 Part 1, 18.8.31).

Formats that offices use are written out; any other gives the plain number and says so.
Where a format groups thousands or shows percent, the signs are Vietnamese: 1.234,5.
Dates keep what their format shows of them, always the day before the month, so that
06/05/2025 is never the fifth of June.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0",
    6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??",
    14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm",
    19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0",
    38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0",
    43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "dd/mm/yyyy")  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<test>[<>=]+)(?P<limit>-?[\d.]+)\]|\[[^\]]*\]"
    r"|(?P<general>General|Standard)|(?P<ampm>AM/PM|A/P)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<other>.)",
    re.I | re.S,
)
_LAST_DAY = 2_958_465
_DIGITS = 15
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy",
             "Chủ nhật")  # fmt: skip
_ORDER = "dmy"
_KNOWN_LETTERS = re.compile(r"[^\W\d_]")


class Shown(NamedTuple):
    """What a cell shows; not `known` where its format is beyond this module."""

    text: str
    known: bool = True


class _Token(NamedTuple):
    kind: str  # literal, digit, sign, date, elapsed, exponent, ampm, general
    text: str


class _Section(NamedTuple):
    tokens: tuple[_Token, ...]
    test: tuple[str, float] | None

    def has(self, *kinds: str) -> bool:
        return any(token.kind in kinds for token in self.tokens)


def code_of(number: int, own: dict[int, str]) -> str:
    """The format code of a `numFmtId`; `own` are those that the file defines."""
    return own.get(number) or _BUILT_IN.get(number) or "General"


def is_date(code: str) -> bool:
    """Whether a format shows days or times."""
    return any(section.has("date") for section in _sections(code))


def shown_number(value: float, code: str, from_1904: bool = False) -> Shown:
    """A number under a format code."""
    sections = _sections(code)
    section, value = _chosen(sections, value)
    if section is None or (section.has("general") and not section.has("date")):
        return _around_general(section, value)
    if section.has("elapsed", "exponent"):
        return Shown(general(value), False)
    if section.has("date"):
        return _date(section, value, from_1904)
    signs = [token.text for token in section.tokens if token.kind == "sign"]
    if "/" in signs and section.has("digit"):
        return Shown(general(value), False)
    if "@" in signs:
        return Shown(general(value))
    return Shown(_number(section, value))


def shown_text(text: str, code: str) -> Shown:
    """A text under a format code: `"Số "@` puts words before it."""
    if "@" not in code and code.count(";") < 3:
        return Shown(text)
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    signs = [token for token in section.tokens if token.text == "@"]
    if not signs:
        return Shown(text, len(sections) < 4)
    parts = (
        text if token.kind == "sign" else token.text
        for token in section.tokens
        if token.kind in ("sign", "literal")
    )
    return Shown("".join(parts))


def general(value: float) -> str:
    """A number without a format."""
    if value == int(value) and abs(value) < 10**_DIGITS:
        return str(int(value))
    text = f"{value:.10g}"
    return text if "e" not in text else repr(value)


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    found: list[_Section] = []
    tokens: list[_Token] = []
    test: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup
        if kind == "other" and match[0] == ";":
            found.append(_Section(_with_minutes(tokens), test))
            tokens, test = [], None
        elif kind == "limit":
            test = (match["test"], _limit(match["limit"]))
        elif kind in ("quoted", "escaped", "currency", "other"):
            tokens.append(_Token("literal", match[kind]))
        elif kind is not None:
            tokens.append(_Token(kind, match[0].lower()))
    return (*found, _Section(_with_minutes(tokens), test))


def _limit(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _with_minutes(tokens: list[_Token]) -> tuple[_Token, ...]:
    """`m` behind hours or before seconds is minutes."""
    dates = [i for i, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    found = list(tokens)
    for place, i in enumerate(dates):
        if not tokens[i].text.startswith("m") or len(tokens[i].text) > 2:
            continue
        before = tokens[dates[place - 1]].text if place else ""
        after = tokens[dates[place + 1]].text if place + 1 < len(dates) else ""
        if before.strip("[]").startswith("h") or after.strip("[]").startswith("s"):
            found[i] = _Token("date", "n" * len(tokens[i].text))
    return tuple(found)


_TESTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b, "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip


def _chosen(
    sections: tuple[_Section, ...], value: float
) -> tuple[_Section | None, float]:
    """The part of the format that a value takes, and the value without its sign."""
    numeric = sections[:3]
    if any(section.test for section in numeric):
        for section in numeric:
            test = _TESTS.get(section.test[0]) if section.test else None
            if section.test is None or (test and test(value, section.test[1])):
                return section, value
        return None, value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _around_general(section: _Section | None, value: float) -> Shown:
    if section is None:
        return Shown(general(value))
    parts = (
        general(value) if token.kind == "general" else token.text
        for token in section.tokens
        if token.kind in ("general", "literal")
    )
    return Shown("".join(parts))


def _number(section: _Section, value: float) -> str:
    """Digits put in the places of the format, from the point outwards."""
    tokens = section.tokens
    if not section.has("digit"):
        text = "".join(t.text for t in tokens if t.kind == "literal" or t.text == "%")
        return f"-{text}" if value < 0 and text else text
    point = next((i for i, t in enumerate(tokens) if t.text == "."), len(tokens))
    digits = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    commas = [i for i, token in enumerate(tokens) if token == ("sign", ",")]
    whole = [i for i in digits if i < point]
    scale = sum(
        1 for i in commas if i > digits[-1] or (whole and whole[-1] < i < point)
    )
    grouped = any(whole and whole[0] < i < whole[-1] for i in commas)
    percent = sum(1 for token in tokens if token.text == "%" and token.kind == "sign")
    places = [tokens[i].text for i in digits if i > point]
    exact = Decimal(repr(value)) * 100**percent / Decimal(1000) ** scale
    exact = exact.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
    before, _, after = f"{abs(exact):f}".partition(".")
    while after and places[len(after) - 1] != "0" and after.endswith("0"):
        after = after[:-1]
    least = sum(1 for i in whole if tokens[i].text == "0")
    before = before.lstrip("0").rjust(least, "0")
    local = grouped or percent > 0
    body = _filled(tokens, before, after, grouped, "," if local else ".")
    return f"-{body}" if exact < 0 else body


def _filled(
    tokens: tuple[_Token, ...], before: str, after: str, grouped: bool, mark: str
) -> str:
    point = next((i for i, t in enumerate(tokens) if t.text == "."), len(tokens))
    whole = [i for i, t in enumerate(tokens) if t.kind == "digit" and i < point]
    left = list(before)
    put: dict[int, str] = {}
    for i in reversed(whole):  # what does not fit stands in the first place
        if i == whole[0]:
            put[i] = "".join(left)
        elif left:
            put[i] = left.pop()
    if grouped and whole:
        put = {whole[0]: f"{int(before or 0):,}".replace(",", ".") if before else ""}
    parts: list[str] = []
    rest = list(after)
    for i, token in enumerate(tokens):
        if token.kind == "literal" or token == ("sign", "%"):
            parts.append(token.text)
        elif token.kind == "digit" and i < point:
            parts.append(put.get(i, ""))
        elif token.kind == "digit" and rest:
            parts.append(rest.pop(0))
        elif token == ("sign", ".") and i == point:
            parts.append(mark)
    return "".join(parts)


def moment(value: float, from_1904: bool = False) -> datetime | None:
    """The day and time of a serial number; None for one that no calendar has."""
    if not math.isfinite(value) or not 0 <= value < _LAST_DAY + 1:
        return None
    # Excel counts a 29 February 1900 that never was.
    first = datetime(1899, 12, 31) if value < 60 else datetime(1899, 12, 30)
    if from_1904:
        first = datetime(1904, 1, 1)
    try:
        return first + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None


def _date(section: _Section, value: float, from_1904: bool) -> Shown:
    day = moment(value, from_1904)
    if day is None:
        return Shown(general(value), False)
    dates = [token.text for token in section.tokens if token.kind == "date"]
    fields = [t[0] for t in dates if t[0] in "my" or (t[0] == "d" and len(t) < 3)]
    named = any(text[0] in "dm" and len(text) > 2 for text in dates)
    places = [_ORDER.index(field) for field in fields]
    if named or places != sorted(set(places)):
        words = any(
            token.kind == "literal" and _KNOWN_LETTERS.search(token.text)
            for token in section.tokens
        )
        return Shown(_plain_date(dates, day), not words)
    tokens = [t for t in section.tokens if t.kind in ("date", "literal", "sign")]
    if fields and day.time() == time.min:
        tokens = _without_time(tokens)
    parts = (
        _date_part(token.text, day) if token.kind == "date" else token.text
        for token in tokens
        if token.text != "@"
    )
    return Shown("".join(parts).strip())


def _without_time(tokens: list[_Token]) -> list[_Token]:
    """The day of a format alone: a midnight that a cell shows was never typed."""
    days = [i for i, t in enumerate(tokens) if t.kind == "date" and t.text[0] in "dmy"]
    between = tokens[days[0] : days[-1] + 1]
    if any(t.kind == "date" and t.text[0] in "hns" for t in between):
        return tokens
    times = [i for i, t in enumerate(tokens) if t.kind == "date" and t.text[0] in "hns"]
    before = 0 if not times or times[0] > days[0] else days[0]
    after = len(tokens) if not times or times[-1] < days[-1] else days[-1] + 1
    return tokens[before:after]


def _date_part(text: str, day: datetime) -> str:
    number = {
        "d": day.day, "m": day.month, "y": day.year, "h": day.hour, "n": day.minute,
        "s": day.second,
    }[text[0]]  # fmt: skip
    return str(number) if len(text) == 1 else f"{number:02}"


def _plain_date(dates: list[str], day: datetime) -> str:
    """What a format with names, or with the month first, shows of a day."""
    shows = {text[0] for text in dates if not (text[0] == "d" and len(text) > 2)}
    numbers = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": str(day.year)}
    text = "/".join(numbers[field] for field in _ORDER if field in shows)
    if not text:
        text = _WEEKDAYS[day.weekday()] if any(t[0] == "d" for t in dates) else ""
    elif shows & set(_ORDER) == {"m"}:
        text = f"tháng {day.month}"
    if "h" in shows and day.time() != time.min:
        text = f"{text} {day.hour:02}:{day.minute:02}"
    return text.strip()
