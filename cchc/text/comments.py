"""The comment that a draft puts beside what a person has to check."""

from __future__ import annotations

import re

MARK = "# kiểm tra:"
_MARK = re.compile(r"(?:^|\s)#\s*kiểm tra\s*:")


def open_doubts(text: str) -> list[tuple[int, int]]:
    """Line and column (from 1) of every such comment; none inside a quoted text."""
    if MARK not in text and _MARK.search(text) is None:
        return []
    found: list[tuple[int, int]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _MARK.search(line)
        if match and line.count('"', 0, match.start()) % 2 == 0:
            found.append((number, line.index("#", match.start()) + 1))
    return found
