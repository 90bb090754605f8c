"""What goes into a draft and what comes out: registers in; a plan, or nothing found."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc.importing.doubts import Doubt
from cchc.importing.head import Head
from cchc.importing.lists import LeftOut
from cchc.importing.raw import RawTask
from cchc.models.plan import Plan
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.units import Units


@dataclass(frozen=True, slots=True)
class Desk:
    """The registers that lie beside the document, and whose workspace it is."""

    units: Units
    documents: DocumentRegister
    indicators: IndicatorRegister
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan that needs checking; `rows` are the source rows of its tasks, in order.

    `parents` are the bodies that proposed units stand below.
    """

    plan: Plan
    rows: tuple[RawTask, ...]
    doubts: tuple[Doubt, ...]
    proposals: dict[str, str]
    form: str
    left_out: tuple[LeftOut, ...]
    parts: tuple[str, ...]
    part: int
    parents: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """No list of tasks was found; what was, instead."""

    paragraphs: int
    left_out: tuple[LeftOut, ...]
    head: Head
    parts: tuple[str, ...]
