"""Numbers as Vietnamese write them: 3.150 is a thousand and more, 98,5 has a decimal.

Decisions print a point between thousands and a comma before decimals; keyboards,
spreadsheets and YAML bring the other way, too.
"""

from __future__ import annotations

import re

from cchc.problems import N_, BadValue

_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_SPACES = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_THREE = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}")
_TYPED = re.compile(r"([-+\u2212]?)\s*(\d(?:[\d.,]|[ \u00a0\u202f](?=\d{3}\b))*)(.*)")


def figure(text: str) -> float | None:
    """A figure as Vietnamese print it: 1.000 and 4,5; None where it is none."""
    if _POINTS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", "."))
    if _COMMAS.fullmatch(text):  # 1,250.5 and 1,250,000: no decimal comma has these
        return float(text.replace(",", ""))
    if _SPACES.fullmatch(text):
        return float(re.sub(r"\s", "", text).replace(",", "."))
    return None


def typed(text: str) -> tuple[float, str]:
    """A number that a person typed, and the unit behind it: `98,5%`, `3.150 hồ sơ`.

    Raises `BadValue` for what is no number, and for `3,150`: three and a little more
    for Vietnamese, three thousand for most spreadsheets.
    """
    match = _TYPED.fullmatch(text.strip())
    value = figure(match[2]) if match else None
    if match is None or value is None:
        raise BadValue(
            N_("{value} is no number; write 3150 or 3.150, and 98,5 or 98.5"),
            value=text,
        )
    sign, digits, unit = match.groups()
    if _COMMAS.fullmatch(digits) and digits.count(",") == 1 and "." not in digits:
        raise BadValue(
            N_("{value} is unclear: write {thousands}, or {decimals}"),
            value=text,
            thousands=digits.replace(",", ""),
            decimals=_decimals(*digits.split(",")),
        )
    return (-value if sign in ("-", "\u2212") and sign else value), unit.strip()


def of_yaml(text: str) -> str:
    """A number of a YAML file, where the point is the decimal one, as it stands.

    Raises `BadValue` for `3.150`: YAML takes it for three and a little more, the one
    who wrote it for three thousand.
    """
    if _THREE.fullmatch(text):
        whole, _, part = text.partition(".")
        raise BadValue(
            N_("{value} is unclear: write {thousands}, or {decimals}"),
            value=text,
            thousands=text.replace(".", ""),
            decimals=_decimals(whole, part, point="."),
        )
    return text


def as_yaml(value: float) -> str:
    """The number as `of_yaml` reads it back."""
    text = f"{value:.15g}"
    return f"{text}0" if _THREE.fullmatch(text) else text


def _decimals(whole: str, part: str, point: str = ",") -> str:
    """A number that nobody takes for thousands: other than three decimals."""
    short = part.rstrip("0")
    part = f"{part}0" if len(short) == 3 else short
    return f"{whole}{point}{part}".rstrip(point)
