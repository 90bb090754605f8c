"""What goes into a draft and what comes out: printed tasks, a plan, its doubts."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc.importing.head import Head
from cchc.importing.tables import LeftOut, Role
from cchc.models.plan import Plan
from cchc.models.registers import DocumentRegister, IndicatorRegister
from cchc.problems import Message
from cchc.units import Units

LOST = 0.0
WEAK = 0.3
FAIR = 0.6
GOOD = 0.8


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to check: `id` is a task or target (None: the decision itself).

    `confidence` is how likely the draft is right there, 0 to 1.
    """

    id: str | None
    field: str
    why: Message
    confidence: float


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

    `names` are the headings of its columns.
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

    def doubt(self, what: str, why: Message, confidence: float) -> None:
        """Note something to check at this task."""
        self.doubts.append((what, why, confidence))

    def listed(self) -> list[Doubt]:
        """The doubts under the task's final id."""
        return [Doubt(self.id, what, why, sure) for what, why, sure in self.doubts]


@dataclass(slots=True)
class Rows:
    """What a list holds."""

    sections: list[Section] = field(default_factory=list)
    tasks: list[RawTask] = field(default_factory=list)
