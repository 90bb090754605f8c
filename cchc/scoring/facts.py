"""Facts as written to values that rules can reckon with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from cchc.dates import parse_period
from cchc.models.scheme import Need
from cchc.models.scoring_rules import Branch, Choice, Rule, Sum
from cchc.problems import N_, BadValue
from cchc.scoring.expressions import Kind, Value

_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?\Z")
_KINDS: dict[str, Kind] = {
    "bool": Kind.TRUTH,
    "date": Kind.DAY,
    "int[]": Kind.LIST,
}
FACT_TYPES: dict[str, str] = {
    "int": N_("whole number"),
    "number": N_("number"),
    "money": N_("sum of money"),
    "percent": N_("per cent, 0 to 100"),
    "bool": N_("yes or no"),
    "date": N_("day"),
    "choice": N_("level, counted from 0"),
    "int[]": N_("whole numbers, one a period"),
}
"""What each type of fact is called."""
Written = bool | str | Sequence[str]


def kind_of_need(need: Need) -> Kind:
    """What the expressions take the fact for; a choice is the index of its level."""
    return _KINDS.get(need.type, Kind.NUMBER)


def value_of(need: Need, written: Written, levels: Sequence[str] = ()) -> Value:
    """The value of a fact. Raises `BadValue` for what cannot be one.

    Counts and sums of money are 0 or more, percent is 0 to 100, a level is its index
    from 0 or its words in `levels`.
    """
    if need.type == "bool":
        if not isinstance(written, bool):
            raise BadValue(
                N_("true or false is expected, not {value}"), value=_short(written)
            )
        return written
    if need.type == "int[]":
        if isinstance(written, str | bool):
            raise BadValue(
                N_("a list of numbers is expected, not {value}"), value=_short(written)
            )
        return tuple(_number(need, one) for one in written)
    if not isinstance(written, str):
        raise BadValue(N_("one value is expected, not {value}"), value=_short(written))
    if need.type == "date":
        period = parse_period(written)
        if not period.is_day:
            raise BadValue(N_("{value} is no single day"), value=written)
        return period.start
    if need.type == "choice":
        return _level(written, levels)
    return _number(need, written)


def _number(need: Need, written: str) -> Fraction:
    if not _NUMBER.match(written):
        raise BadValue(
            N_("{value} is no number (write 99.5 with a point)"), value=_short(written)
        )
    value = Fraction(written)
    whole = need.type in ("int", "int[]")
    if whole and value.denominator != 1:
        raise BadValue(N_("{value} is no whole number"), value=written)
    if value < 0:
        raise BadValue(N_("{value} is less than {ge}"), value=written, ge=0)
    if need.type == "percent" and value > 100:
        raise BadValue(N_("{value} is more than {le}"), value=written, le=100)
    return value


def _level(written: str, levels: Sequence[str]) -> Fraction:
    if written in levels:
        return Fraction(levels.index(written))
    if written.isdecimal() and len(written) <= 3 and int(written) < len(levels):
        return Fraction(int(written))
    raise BadValue(
        N_("{value} is no level: 0 to {last}, or one of {levels}"),
        value=_short(written),
        last=len(levels) - 1,
        levels="; ".join(levels),
    )


def levels_of(rule: Rule) -> Mapping[str, tuple[str, ...]]:
    """Symbol to the levels that it may name, of every choice in a rule."""
    if isinstance(rule, Choice) and rule.fact is not None:
        return {rule.fact: tuple(option.when for option in rule.options)}
    below: list[Rule] = []
    if isinstance(rule, Sum):
        below = [part.rule for part in rule.parts]
    elif isinstance(rule, Branch):
        below = [case.rule for case in rule.cases]
    return {k: v for one in below for k, v in levels_of(one).items()}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
