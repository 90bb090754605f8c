"""What a form is: of which workspace, plan, unit and period; and what each row is.

All of it stands in one line of text, which survives where sheets and columns do not:
a hidden sheet, the file's own properties and a cell that is seen hold the same line.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cchc.dates import Period, parse_period
from cchc.models.plan import Plan
from cchc.problems import N_, BadValue, CchcError

VERSION = 1
_MARK = "cchc-phieu"
_LINE = re.compile(rf"{_MARK}/\S+")
_PARTS = 10
_CHECK = 6
_CODE = re.compile(r"([A-Z2-7]{7})-([A-Z2-7]{4})-([A-Z2-7]{4})")
NO_FORM = N_("{path} is no form of cchc: nothing in it says which unit and plan it is")


class Identity(NamedTuple):
    """Which form it is; `digest` is of the plan, `rows` how many rows were asked."""

    office: str
    plan: str
    unit: str
    period: Period
    as_of: date
    digest: str
    rows: int

    @property
    def line(self) -> str:
        """All of it in one line, with a check sum."""
        parts = (
            _MARK, str(VERSION), self.office, self.plan, self.unit, self.period.text,
            self.as_of.isoformat(), self.digest, str(self.rows),
        )  # fmt: skip
        text = "/".join(parts)
        return f"{text}/{short(text, length=_CHECK)}"


class Base(NamedTuple):
    """How a row stood when the form was made: what was reported, what was asked."""

    told: str
    asked: str


def short(*parts: object, length: int) -> str:
    """A digest in capital letters and the digits 2 to 7."""
    text = "\0".join(str(part) for part in parts).encode("utf-8")
    digest = hashlib.blake2b(text, digest_size=16).digest()
    return base64.b32encode(digest).decode("ascii")[:length]


def digest_of(plan: Plan) -> str:
    """A digest of all that a plan says."""
    return short(plan.model_dump_json(by_alias=True), length=8)


def code_of(key: str, base: Base) -> str:
    """What a row shows: which row it is, and how it stood."""
    return f"{short(key, length=7)}-{base.told}-{base.asked}"


def base_of(told: Iterable[object], asked: Iterable[object]) -> Base:
    """Digests of what was reported and of what is asked."""
    return Base(short(*told, length=4), short(*asked, length=4))


def read_code(text: str) -> tuple[str, Base] | None:
    """The row and its base that a code names; None where the text is no code."""
    match = _CODE.fullmatch(text.strip().upper())
    return (match[1], Base(match[2], match[3])) if match else None


def identity_in(texts: Iterable[str], name: str) -> Identity:
    """The identity that a file states, wherever it does.

    Raises `CchcError`: it states none, two that differ, one that was changed, or one
    of a newer version.
    """
    found = dict.fromkeys(
        line for text in texts if _MARK in text for line in _LINE.findall(text)
    )
    if not found:
        raise CchcError(NO_FORM, path=name)
    known = [_read(line, name) for line in found]
    if len(set(known)) > 1:
        raise CchcError(
            N_("{path} says that it is several forms: {lines}"),
            path=name,
            lines=", ".join(found),
        )
    return known[0]


def _read(line: str, name: str) -> Identity:
    parts = line.split("/")
    if len(parts) > 1 and parts[1].isdigit() and int(parts[1]) > VERSION:
        raise CchcError(
            N_("{path} is a form of version {version}; this cchc knows {known}"),
            path=name,
            version=parts[1],
            known=VERSION,
        )
    whole, _, check = line.rpartition("/")
    changed = CchcError(N_("the code of the form was changed in {path}"), path=name)
    if len(parts) != _PARTS or short(whole, length=_CHECK) != check:
        raise changed
    office, plan, unit, period, as_of, digest, rows = parts[2:-1]
    try:
        day = date.fromisoformat(as_of)
        return Identity(
            office, plan, unit, parse_period(period), day, digest, int(rows)
        )
    except (BadValue, ValueError):
        raise changed from None
