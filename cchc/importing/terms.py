"""The time of a plan, as its title states it."""

from __future__ import annotations

import re

from cchc.dates import Period, parse_period

_TERM = re.compile(
    r"(?:giai đoạn|thời kỳ|nhiệm kỳ)\s*((?:19|20)\d\d)\s*[-–đến]+\s*((?:19|20)\d\d)",
    re.I,
)
_YEARS = re.compile(r"\bnăm\s+((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)", re.I)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b", re.I)
_UNTIL = re.compile(r"đến (?:hết )?năm\s+((?:19|20)\d\d)\b", re.I)
_CITED = re.compile(r"\bsố\s*:?\s*\d+\s*[/-]", re.I)
_LOOKS = re.compile(
    r"(?:đến(?: hết)?|tầm nhìn(?: đến)?|định hướng(?: đến)?|so với)\s+năm\s+\d{4}", re.I
)
_MONTHS = re.compile(r"\btháng\s+(\d{1,2})\s*(?:/|năm\s+)\s*(20\d\d)", re.I)
_QUARTER = re.compile(r"\bquý\s+(I{1,3}|IV|[1-4])\s*(?:/|năm\s+)\s*(20\d\d)", re.I)
_HALF = re.compile(r"0?6 tháng (đầu|cuối) năm\s+(20\d\d)", re.I)
_TAIL = re.compile(r"(?<!đến )(?<!hết )\bnăm\s+((?:19|20)\d\d)\W*\Z", re.I)
_DAYS = re.compile(
    r"ngày\s*\d{1,2}\s*(?:tháng\s*|[/.-])\d{1,2}\s*(?:năm\s*|[/.-])\d{4}", re.I
)


def period_of(title: str, signed: str | None) -> tuple[Period | None, bool]:
    """The time that the title names; else from the signing on, as a guess.

    What a document cited in the title is for says nothing about the plan: only the
    words before it count, and a year at the very end.
    """
    whole = _DAYS.sub("", title)
    cited = _CITED.search(whole)
    own = whole[: cited.start()] if cited else whole
    year = signed[:4] if signed else None
    if (found := _stated(own)) is not None:
        near = year is None or found.start.year <= int(year) + 1
        return found, near and found.end.year >= int(year or 0) - 1
    if (match := _UNTIL.search(own)) and year and match[1] > year:
        return parse_period(f"{year}/{match[1]}"), False
    if cited and (tail := _TAIL.search(whole)):
        return parse_period(tail[1]), year is None or abs(int(tail[1]) - int(year)) <= 1
    if signed is not None:
        return parse_period(f"{signed}/.."), False
    return None, False


def _stated(own: str) -> Period | None:
    """The month, quarter, year or years that a title states as its time.

    A year beside a longer term is the plan's ("năm 2026 … giai đoạn 2021 - 2030").
    """
    if (match := _MONTHS.search(own)) and 1 <= int(match[1]) <= 12:
        return parse_period(f"{match[2]}-{int(match[1]):02}")
    if match := _QUARTER.search(own):
        quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(match[1].upper(), match[1])
        return parse_period(f"{match[2]}-Q{quarter}")
    if match := _HALF.search(own):
        return parse_period(f"{match[2]}-H{1 if match[1].lower() == 'đầu' else 2}")
    term = term_of(own)
    rest = _LOOKS.sub("", _YEARS.sub("", _TERM.sub("", own)))
    joins = re.search(r"(?:và|,|;)\s*(?:kế hoạch\s*)?năm\s+\d{4}", rest, re.I)
    years = _YEAR.findall(rest)
    if term is not None and not (years and not joins):
        return term
    return parse_period(years[-1]) if years else None


def term_of(title: str) -> Period | None:
    """The years that a title names as its term: "giai đoạn 2021 - 2030"."""
    for pattern in (_TERM, _YEARS):
        if match := pattern.search(title):
            first, last = int(match[1]), int(match[2])
            if first < last:
                return parse_period(f"{first}/{last}")
    return None
