"""Misprints: words mended where only one reading is left, and words that are none.

A Vietnamese syllable is an onset, a rime and a tone on one of its vowels, and there
are few of each; what is built otherwise is a slip of the keyboard, a scan's error or
text in an old font. A word that differs by one key from a word of the grammar may be
a misprint of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from cchc.wording.vocabulary import MISPRINTS, ROMANS, names

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_MARKS = "\u0302\u0306\u031b"
_VOWELS = tuple("aăâeêioôơuưy")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzăâđêôơư")
_DIGITS = str.maketrans("lI|Oo", "11100")
_LATE_MARK = re.compile(f"([{_TONES}])([{_MARKS}])")
_ODD = re.compile("[\u0300-\u036f\u200b-\u200d\u2060\ufeffÐƉ]")
_SAME_TONES = re.compile(f"([{_TONES}])\\1+")
_SPLIT_HORN = re.compile(r"(?<!q)uơ(?=[a-zđ])|ưo(?=[a-zđ])")

_TELEX = str.maketrans(
    {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
    | dict(zip(_TONES, "sfrxj", strict=True))
)

# Letters of old fonts come out as signs inside words: "n¨m", "tr­íc".
_NUMERALS = "Ⅰ-ⅿ"  # Roman numerals as one sign
_SIGN_IN_WORD = (
    r"(?<=[A-Za-zÀ-ỹ])[\xa1-\xbf](?=[A-Za-zÀ-ỹ])|[¢-¦¨©¬\xad®µ¶¸](?=[A-Za-zÀ-ỹ])"
)

_ONSETS = names("b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x")
_RIMES = names(
    """
a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây
e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|êng|ênh|êp|êt|êu|i|ia|ich|im|in|inh|ip|it|iu|iêc
iêm|iên|iêng|iêp|iêt|iêu|o|oc|oi|om|on|ong|oong|ooc|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi
ơm|ơn|ơp|ơt|u|ua|uc|ui|um|un|ung|up|ut|uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưng|ưt|ưu
ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|y|yêm|yên|yêt|yêu|oa|oac|oach|oai|oam|oan|oang|oanh
oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|uân|uâng|uât|uây|uê|uêch|uênh|uơ
uy|uya|uych|uyn|uynh|uyp|uyt|uyu|uyên|uyêt
"""
)
_AFTER_QU = frozenset(rime for rime in _RIMES if rime[0] not in "uưo")
_SPREAD, _CLOSE = ("a", "ă", "â", "o", "ô", "ơ", "u", "ư"), ("e", "ê", "i", "y")
_ONLY_BEFORE = {"c": _SPREAD, "g": _SPREAD, "ng": _SPREAD} | dict.fromkeys(
    ("k", "gh", "ngh"), _CLOSE
)


def cleaned(text: str) -> str:
    """A wording with its letters composed, and look-alikes of "Đ" as "Đ"."""
    text = unicodedata.normalize("NFC", text)
    if _ODD.search(text) is None:
        return text
    text = re.sub("[\u200b-\u200d\u2060\ufeff]", "", text)
    text = text.replace("Ð", "Đ").replace("Ɖ", "Đ")
    parts = _LATE_MARK.sub(r"\2\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", _SAME_TONES.sub(r"\1", parts))


def foreign(text: str) -> bool:
    """Whether letters stand in it that no Vietnamese text has."""
    return not text.isascii() and _foreign().search(text) is not None


@cache
def _foreign() -> re.Pattern[str]:
    toned = (unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES)
    letters = "".join((*_LETTERS, *toned))
    return re.compile(
        rf"(?![{letters}{letters.upper()}])[^\W\d_⁰¹²³⁴-⁹{_NUMERALS}]|{_SIGN_IN_WORD}"
        "|[\ud800-\udfff]"
    )


@lru_cache(maxsize=4096)
def mended(word: str) -> str:
    """A word in lower case as it was meant: "truớc" and "đọan" are no syllables."""
    if word.isascii() or is_word(word):
        return MISPRINTS.get(word, word)
    base, tones = untoned(word)
    base = _SPLIT_HORN.sub("ươ", base)
    if len(set(tones)) == 1 and _is_syllable(base, tones[0]):
        word = _toned(base, word, tones)
    return MISPRINTS.get(word, word)


@lru_cache(maxsize=4096)
def is_word(word: str, *, plain: bool = False) -> bool:
    """Whether a word in lower case is a syllable with its tone in its place; in
    `plain` text, without marks and tones.
    """
    if plain:
        return any(o in _PLAIN_ONSETS and r in _PLAIN_RIMES for o, r in _split(word))
    base, tones = untoned(word)
    if len(tones) > 1 or not _is_syllable(base, tones):
        return False
    return not tones or unicodedata.normalize("NFC", word) in _spellings(base, tones)


@lru_cache(maxsize=4096)
def untoned(word: str) -> tuple[str, str]:
    """The letters without their tones, and the tones."""
    parts = unicodedata.normalize("NFD", word)
    base = "".join(c for c in parts if c not in _TONES)
    return unicodedata.normalize("NFC", base), "".join(c for c in parts if c in _TONES)


def _is_syllable(base: str, tone: str) -> bool:
    return any(
        rime in (_AFTER_QU if onset == "qu" else _RIMES)
        and (onset in ("", "qu") or not rime.startswith("yê"))
        and rime.startswith(_ONLY_BEFORE.get(onset, _VOWELS))
        and (tone in ("\u0301", "\u0323") or not rime.endswith(("c", "ch", "p", "t")))
        for onset, rime in _split(base)
    )


def _split(base: str) -> Iterator[tuple[str, str]]:
    """The onset and the rime, in each way that the onset may end."""
    for end in range(4):
        if end == 0 or base[:end] in _ONSETS:
            yield base[:end], base[end:]
    if base.startswith("gi"):
        yield "gi", base[1:]  # gì, gìn


def _spellings(base: str, tone: str) -> set[str]:
    """The syllable with its tone where schools, old or new, put it."""
    return {
        unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :])
        for at in _seats(base)
    }


def _seats(base: str) -> Iterator[int]:
    """The vowels that may carry the tone."""
    start = 2 if base[:2] in ("qu", "gi") and base[2:3] in _VOWELS else 0
    vowels = [k for k in range(start, len(base)) if base[k] in _VOWELS]
    marked = [k for k in vowels if base[k] in "ăâêôơ"] or [
        k for k in vowels if base[k] == "ư"
    ]
    cluster = "".join(base[k] for k in vowels)
    if marked:
        yield marked[-1]
    elif len(vowels) == 3 or (len(vowels) == 2 and vowels[-1] < len(base) - 1):
        yield vowels[1]
    elif cluster in ("oa", "oe", "uy"):
        yield from vowels
    elif vowels:
        yield vowels[0]


def _toned(base: str, word: str, tones: str) -> str:
    spellings = _spellings(base, tones[0])
    return word if word in spellings else min(spellings)


def near(word: str, other: str, *, loose: bool = False) -> bool:
    """Whether one key, mark or tone makes one word of the other; `loose`: one key
    and any marks and tones.
    """
    if abs(len(other) - len(word)) > 1 or other == word:
        return False
    if untoned(word)[0] == untoned(other)[0] or word == bare(other):
        return True
    if loose and _one_edit(bare(word), bare(other)):
        return True
    return _one_edit(word, other) or _one_edit(_keys(word), _keys(other))


def _one_edit(a: str, b: str) -> bool:
    """One letter inserted, dropped, swapped with the next, or `a` has another one."""
    k = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if k is None:
        return len(a) != len(b)
    if len(a) != len(b):
        return a[k:] == b[k + 1 :] or a[k + 1 :] == b[k:]
    swapped = a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :]
    return swapped or (a[k + 1 :] == b[k + 1 :] and not untoned(a[k])[1])


@lru_cache(maxsize=4096)
def _keys(word: str) -> str:
    """The keys that type a word in Telex: "từ" is "tuwf"."""
    base, tones = untoned(word)
    return base.translate(_TELEX) + tones.translate(_TELEX)


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """The letters without any mark: "quý" is "quy"."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def roman(text: str) -> int:
    """The value of a Roman numeral in small letters; 0 if it is none."""
    return ROMANS.get(text.replace("l", "i").replace("|", "i"), 0)


def numeral(text: str, *, quarter: bool) -> tuple[str, int]:
    """Kind and value of digits mixed with letters: "1O" is 10, "quý 1V" the fourth."""
    if quarter and (value := roman(text.casefold().replace("1", "i"))):
        return "ROMAN", value
    digits = text.translate(_DIGITS)
    return ("NUM", int(digits)) if digits.isdigit() else ("WORD", 0)


_PLAIN_ONSETS = frozenset(map(bare, _ONSETS)) | {""}
_PLAIN_RIMES = frozenset(map(bare, _RIMES))
