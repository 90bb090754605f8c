"""Characters: those no eye sees, and looking things up as people type."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Control characters, and the line breaks that YAML 1.1 sees and editors do not.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
# Those, and what moves the cursor or turns the direction of writing.
_UNSEEN = re.compile(f"{CONTROL.pattern[:-1]}\r\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """`text` for a screen: what could command the terminal or hide words is `�`."""
    if text.isprintable():  # nearly every cell of every table
        return text
    return _UNSEEN.sub("\ufffd", text)


_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)  # the same names and titles are compared over and over
def fold(text: str) -> str:
    """Fold for comparison: `Văn phòng Sở` and `van-phong  so` become `van phong so`."""
    lowered = text.casefold()
    if not lowered.isascii():
        split = unicodedata.normalize("NFD", lowered.replace("đ", "d"))
        lowered = "".join([c for c in split if unicodedata.category(c) != "Mn"])
    return _BETWEEN.sub(" ", lowered).strip()


def slug(name: str) -> str:
    """An id made of a name: at most 80 letters, cut between words."""
    words = fold(name).encode("ascii", "ignore").decode().split() or ["don-vi"]
    found = words[0][:80]
    for word in words[1:]:
        if len(found) + 1 + len(word) > 80:
            break
        found = f"{found}-{word}"
    return found
