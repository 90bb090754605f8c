"""Misprints of scans and keyboards, mended where only one reading is left."""

from __future__ import annotations

import re

from cchc.wording.vocabulary import MISPRINTS, ROMANS

_TONES = ("oòóỏõọ", "ơờớởỡợ", "aàáảãạ", "uùúủũụ", "yỳýỷỹỵ", "iìíỉĩị")
_O, _OW, _A, _U, _Y, _I = _TONES
_SPLIT_HORN = re.compile(rf"(?<!q)u([{_OW}])(?=[a-zđ])|ư([{_O}])(?=[a-zđ])")
_EARLY_TONE = re.compile(rf"([{_O[1:]}])a(?=[a-z])")
_EARLY_QU = re.compile(rf"^q([{_U[1:]}])([yi])$")
_DIGITS = str.maketrans("lI|Oo", "11100")


def mended(word: str) -> str:
    """A word in lower case as it was meant: "truớc" and "đọan" are no syllables."""
    if word.isascii():
        return word
    word = _SPLIT_HORN.sub(_horned, word)
    word = _EARLY_TONE.sub(lambda m: "o" + _A[_O.index(m[1])], word)
    word = _EARLY_QU.sub(_quoted, word)
    return MISPRINTS.get(word, word)


def _horned(match: re.Match[str]) -> str:
    return "ư" + (match[1] or _OW[_O.index(match[2])])


def _quoted(match: re.Match[str]) -> str:
    vowels = _Y if match[2] == "y" else _I
    return "qu" + vowels[_U.index(match[1])]


def roman(text: str) -> int:
    """The value of a Roman numeral in small letters; 0 if it is none."""
    return ROMANS.get(text.replace("l", "i").replace("|", "i"), 0)


def numeral(text: str, *, quarter: bool) -> tuple[str, int]:
    """Kind and value of digits mixed with letters: "1O" is 10, "quý 1V" the fourth."""
    if quarter and (value := roman(text.casefold().replace("1", "i"))):
        return "ROMAN", value
    digits = text.translate(_DIGITS)
    return ("NUM", int(digits)) if digits.isdigit() else ("WORD", 0)
