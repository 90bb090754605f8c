"""How the parts of a report are tagged in Word, so that they are found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

PREFIX = "cchc"
FRAME = ("opening", "annexes", "closing")
"""Sentences outside the headings."""


class Tag(NamedTuple):
    """What a part of a report is.

    A whole section (`s`), its heading (`h`), words (`w`, `more` is the unit that wrote
    them), facts (`f`, `more` is their checksum).
    """

    kind: str
    heading: str
    more: str | None = None

    @property
    def text(self) -> str:
        """`cchc:s:I.4`, as the content control of a section carries it."""
        parts = [PREFIX, self.kind, self.heading]
        return ":".join([*parts, self.more] if self.more else parts)

    @property
    def bookmark(self) -> str:
        """A name that Word allows for a bookmark: letters, digits, at most 40."""
        if self.kind == "f":
            frame = "_" + self.heading if self.heading in FRAME else ""
            return f"{PREFIX}_f_{self.more}{frame}"
        return f"{PREFIX}_{_digest(self.text)}"


def tag_of(text: str) -> Tag | None:
    """The tag of a content control; None for one that is not ours."""
    parts = text.split(":")
    if len(parts) not in (3, 4) or parts[0] != PREFIX or parts[1] not in "shwf":
        return None
    return Tag(parts[1], parts[2], parts[3] if len(parts) == 4 else None)


def fact_of(bookmark: str) -> Tag | None:
    """The facts that a bookmark stands around; None for another bookmark."""
    parts = bookmark.split("_")
    if parts[:2] != [PREFIX, "f"] or len(parts) not in (3, 4):
        return None
    return Tag("f", parts[3] if len(parts) == 4 else "", parts[2])


def checksum(texts: Iterable[str]) -> str:
    """What paragraphs say, in twelve digits: the same whatever the spaces."""
    return _digest("\n".join(" ".join(text.split()) for text in texts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
