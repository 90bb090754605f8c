"""Looking things up as people type: without case, diacritics or punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)  # the same names and titles are compared over and over
def fold(text: str) -> str:
    """Fold for comparison: `Văn phòng Sở` and `van-phong  so` become `van phong so`."""
    lowered = text.casefold()
    if not lowered.isascii():
        split = unicodedata.normalize("NFD", lowered.replace("đ", "d"))
        lowered = "".join([c for c in split if unicodedata.category(c) != "Mn"])
    return _BETWEEN.sub(" ", lowered).strip()
