"""How the parts of a report are tagged in Word, so that they are found again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

PREFIX = "cchc"


class Tag(NamedTuple):
    """A heading (`h`), words (`w`, `more` is the unit) or facts (`f`, a checksum)."""

    kind: str
    heading: str
    more: str | None = None

    @property
    def text(self) -> str:
        """`cchc:w:I.4:phong-phap-che`, as the content control carries it."""
        parts = [PREFIX, self.kind, self.heading]
        return ":".join([*parts, self.more] if self.more else parts)

    @property
    def bookmark(self) -> str:
        """A name that Word allows for a bookmark: letters, digits, at most 40."""
        if self.kind == "f":
            return f"{PREFIX}_f_{self.more}"
        return f"{PREFIX}_{_digest(self.text)}"


def tag_of(text: str) -> Tag | None:
    """The tag of a content control; None for one that is not ours."""
    parts = text.split(":")
    if len(parts) not in (3, 4) or parts[0] != PREFIX or parts[1] not in "hwf":
        return None
    return Tag(parts[1], parts[2], parts[3] if len(parts) == 4 else None)


def checksum(texts: Iterable[str]) -> str:
    """What paragraphs say, in twelve digits: the same whatever the spaces."""
    return _digest("\n".join(" ".join(text.split()) for text in texts))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
