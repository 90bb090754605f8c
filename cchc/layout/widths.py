"""How wide a line of bold Times New Roman is, for rules that follow a text's length.

Advance widths in thousandths of the font size (Adobe's metrics of Times Bold, which
Times New Roman and Liberation Serif share); a marked letter is as wide as its base.
"""

from __future__ import annotations

import unicodedata

_CLASSES = {
    220: "|",
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjrt",
    389: "sI",
    394: "{}",
    444: "cerz",
    500: "0123456789#$*?_aovgxyJ–“”",
    520: "~",
    556: '"bdhknpquSđ',
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W",
}
_WIDTH = {letter: width for width, letters in _CLASSES.items() for letter in letters}


def width_in_points(text: str, size: float) -> float:
    """Width of `text` in bold Times New Roman of `size` points."""
    base = "".join(
        c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn"
    )
    return sum(_WIDTH.get(c, 500) for c in base) * size / 1000
