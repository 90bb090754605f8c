"""What goes into a draft and what comes out: printed tasks, a plan, its doubts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import ValidationError

from cchc.importing.head import Head
from cchc.importing.shapes.roles import Role
from cchc.importing.tables import LeftOut
from cchc.models.base import Record
from cchc.models.plan import Plan
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.problems import N_, Message, message
from cchc.units import Units

LOST = 0.0
WEAK = 0.3
FAIR = 0.6
GOOD = 0.8
FROM_GROUP = N_("read from the name of the group")
FIELDS = {
    Role.NUMBER: "id", Role.TASK: "title", Role.PRODUCT: "products",
    Role.LEAD: "leads", Role.PARTNER: "partners", Role.WHEN: "when",
    Role.START: "when",
}  # fmt: skip
"""What a plan calls that which a column or a label says."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to check: `id` is a task or target (None: the decision itself).

    `confidence` is how likely the draft is right there, 0 to 1.
    """

    id: str | None
    field: str
    why: Message
    confidence: float


R = TypeVar("R", bound=Record)
_SHOWN = 60


def admitted(
    model: type[R], values: dict[str, Any], tell: Callable[[str, Message, float], None]
) -> R:
    """A record of the values; what the model refuses is left out and told.

    A refused member of a list goes alone; a refused field becomes null.
    """
    values = dict(values)
    while True:
        try:
            return model.model_validate(values)
        except ValidationError as refusal:
            loc = refusal.errors()[0]["loc"]
            name, inner = str(loc[0]), loc[1] if len(loc) > 1 else None
            held = values.get(name)
            if held is None:
                raise  # a field that must be there: nothing more can be left out
            if isinstance(inner, int) and isinstance(held, (list, tuple)):
                lost = held[inner]
                values[name] = [one for at, one in enumerate(held) if at != inner]
            else:
                lost, values[name] = held, None
            tell(name, message(LEFT_OUT, value=str(lost)[:_SHOWN]), LOST)


UNREGISTERED = N_("“{printed}” is not in units.yaml")
LEFT_OUT = N_("“{value}” does not fit here and was left out")


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that lie beside the document, and whose workspace it is."""

    units: Units
    documents: DocumentRegister
    indicators: IndicatorRegister
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan that needs checking; `rows` are the source rows of its tasks, in order.

    `parents` are the bodies that proposed units stand below, `kinds` what kind of
    document the text calls a number.
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
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def lacks_units(self) -> bool:
        """Whether a doubt says that a unit is not registered."""
        return any(one.why.text == UNREGISTERED for one in self.doubts)

    def with_units_added(self) -> Draft:
        """The draft once the register has its units: no doubt says otherwise."""
        left = tuple(one for one in self.doubts if one.why.text != UNREGISTERED)
        return replace(self, doubts=left)


@dataclass(frozen=True, slots=True)
class Nothing:
    """No list of tasks was found; what was, instead. `notes`: what was not read."""

    paragraphs: int
    left_out: tuple[LeftOut, ...]
    head: Head
    parts: tuple[str, ...]
    notes: tuple[Message, ...] = ()


@dataclass(slots=True)
class Section:
    """A section of a list: its number (or what stands for it) and its name."""

    id: str
    title: str
    said: str = ""  # what its row says beside its name


@dataclass(slots=True)
class RawTask:
    """A task as printed: its numbers from the inside out, and its cells by role.

    `names` are the headings of its columns; with `spans_partners` one cell stands in
    the columns of leads and partners. `progress` is what a tracker says has become of
    it: role, heading and text; `title` what is to be done where the text says more.
    """

    own: str
    section: Section | None
    cells: dict[Role, str]
    extra: dict[str, str]
    place: tuple[int, int]
    heading: str = ""
    names: dict[Role, str] = field(default_factory=dict)
    doubts: list[tuple[str, Message, float]] = field(default_factory=list)
    id: str = ""
    spans_partners: bool = False
    progress: list[tuple[Role, str, str]] = field(default_factory=list)
    title: str = ""

    def doubt(self, what: str, why: Message, confidence: float) -> None:
        """Note something to check at this task."""
        self.doubts.append((what, why, confidence))

    def listed(self) -> list[Doubt]:
        """The doubts under the task's final id."""
        return [Doubt(self.id, what, why, sure) for what, why, sure in self.doubts]


@dataclass(slots=True)
class Rows:
    """What a list holds; `heading` is the numbered line that it stands below."""

    heading: Section | None = None
    sections: list[Section] = field(default_factory=list)
    tasks: list[RawTask] = field(default_factory=list)
