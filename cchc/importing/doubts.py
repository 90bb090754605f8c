"""A doubt: what the import could not be sure of, where, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.problems import Message

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
