"""One item of a cell while it is being read: its tokens and clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from cchc.wording.lexer import Tokens
from cchc.wording.nodes import Node
from cchc.wording.scan import Phrases
from cchc.wording.words import FILLERS

_SILENT = ("(", ")", ":", ",", "-", "/", "AND", "OR", ".", "PERIODIC", "IN", "LINK")


@dataclass(slots=True)
class Clause:
    """A node, its tokens, the first token after the clause before, and its name."""

    node: Node
    first: int
    last: int
    lead: int
    words: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Milestone:
    """The tokens of one item and what has been read of them."""

    t: Tokens
    phrases: Phrases
    first: int
    last: int
    clauses: list[Clause] = field(default_factory=list)
    lead: int = 0


def worded(t: Tokens, first: int, last: int) -> bool:
    """Whether the tokens hold a word that could name a milestone."""
    return any(
        token.kind not in _SILENT and token.text not in FILLERS
        for token in t[first:last]
    )
