"""Characters of the fonts Symbol, Wingdings and Wingdings 2 as Unicode.

Word keeps them as `w:sym` or at F020–F0FF, where no other font has anything.
"""

from __future__ import annotations

import re

# Places 20–7E and A0–FE of the font Symbol (Adobe Symbol Encoding); ¤: no character.
_SYMBOL_LOW = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪¤〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
_WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x34: "🗍",
    0x36: "⌛", 0x37: "⌨", 0x3F: "✍", 0x41: "✌", 0x43: "👍", 0x44: "👎", 0x45: "☜",
    0x46: "☞", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x51: "✈", 0x52: "☼",
    0x54: "❄", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "☐",
    0x72: "☐", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒",
    0x7A: "⌘", 0x80: "⓪", 0x8B: "⓿", 0x9E: "·", 0x9F: "•", 0xA0: "•", 0xA1: "○",
    0xA2: "○", 0xA3: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "☐", 0xAA: "✦",
    0xAB: "★", 0xAC: "✶", 0xAD: "✴", 0xAE: "✹", 0xAF: "✵", 0xB6: "☆", 0xD5: "⌫",
    0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE3: "↖",
    0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xF3: "⬄", 0xF4: "⇳", 0xF8: "▪", 0xF9: "▫", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS |= {0x81 + n: chr(0x2460 + n) for n in range(10)}  # ① to ⑩
_WINGDINGS |= {0x8C + n: chr(0x2776 + n) for n in range(10)}  # ❶ to ❿
_WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0x55: "⮽", 0x56: "⮾", 0x96: "•", 0x97: "●", 0x98: "⬤", 0x99: "◯", 0x9E: "⊙",
    0x9F: "⦿", 0xA0: "▪", 0xA1: "■", 0xA2: "◼", 0xA3: "☐", 0xA4: "☐",
}  # fmt: skip


def _symbol() -> dict[int, str]:
    table = dict(enumerate(_SYMBOL_LOW, 0x20)) | dict(enumerate(_SYMBOL_HIGH, 0xA0))
    return {place: sign for place, sign in table.items() if sign != "¤"}


_FONTS = {
    "symbol": _symbol(),
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
}
_PRIVATE = range(0xF000, 0xF100)
_PRIVATE_SIGN = re.compile("[\uf000-\uf0ff]")


def is_symbol_font(font: str | None) -> bool:
    """Whether a font draws signs in the places of letters."""
    return (font or "").strip().casefold() in _FONTS


def symbol(font: str | None, code: str | None) -> str | None:
    """The sign of a `w:sym`: `Symbol`, `F0A3` gives ≤. None for what is not known."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return None
    table = _FONTS.get((font or "").strip().casefold())
    if table is not None:
        return table.get(point - _PRIVATE.start if point in _PRIVATE else point)
    # Any other font has its own letters outside the private places.
    return chr(point) if 0x20 <= point < 0xD800 else None


def unprivate(text: str, font: str | None) -> tuple[str, list[str]]:
    """Text with the signs at F020–F0FF read by the font (by Symbol where it is none).

    Also gives those that no table has; they stand in the text as `�`.
    """
    if not _PRIVATE_SIGN.search(text) and not is_symbol_font(font):
        return text, []
    table = _FONTS.get((font or "").strip().casefold())
    signs: list[str] = []
    lost: list[str] = []
    for c in text:
        if ord(c) not in _PRIVATE and (table is None or not 0x20 < ord(c) < 0x100):
            signs.append(c)
            continue
        place = ord(c) & 0xFF
        sign = (_FONTS["symbol"] if table is None else table).get(place)
        if sign is None:
            lost.append(f"U+{ord(c):04X}")
        signs.append(sign or "\ufffd")
    return "".join(signs), lost
