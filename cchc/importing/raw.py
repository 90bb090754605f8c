"""Tasks and sections as printed, before anything in them is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc.importing.columns import Role
from cchc.importing.doubts import Doubt
from cchc.problems import Message


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
