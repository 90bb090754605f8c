"""Looking things up as people type: without case, diacritics or punctuation."""

from __future__ import annotations

import unicodedata

_MARKS = {"Mn"}


def fold(text: str) -> str:
    """Fold for comparison: `Văn phòng Sở` and `van-phong  so` become `van phong so`."""
    lowered = text.casefold()
    if not lowered.isascii():
        split = unicodedata.normalize("NFD", lowered.replace("đ", "d"))
        lowered = "".join(c for c in split if unicodedata.category(c) not in _MARKS)
    return " ".join("".join(c if c.isalnum() else " " for c in lowered).split())
