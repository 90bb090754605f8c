"""Something wrong in a text, with its place; apart from the parser, which is large."""

from __future__ import annotations

from typing import NamedTuple

from cchc.problems import Message, Severity


class Fault(NamedTuple):
    """Something wrong in the text; `line` and `column` count from 1."""

    rule: str
    line: int
    column: int
    message: Message
    help: Message | None = None
    severity: Severity = Severity.ERROR
