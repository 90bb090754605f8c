"""Whether a text is a bad scan: letters that Vietnamese has, and this text lost."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TONED = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]")
_ENOUGH = 400
# Of a hundred letters, about 17 are of these in any Vietnamese text; bad OCR keeps
# the accents of French, and text typed without accents has none.
_LEAST = 0.07


def is_damaged(texts: Iterable[str]) -> bool:
    """Whether Vietnamese letters are so rare that the copy must have lost them."""
    toned = letters = 0
    for text in texts:
        toned += len(_TONED.findall(text))
        letters += len(_WORD.findall(text))
    return letters >= _ENOUGH and toned / letters < _LEAST
