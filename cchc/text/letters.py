"""Letters that are not what they seem: fonts from before Unicode, and look-alikes.

TCVN3 (ABC), VNI and VPS fonts draw Vietnamese letters at the places of Western ones, so
a file holds "Së Néi vô" and only the font's name tells that it reads "Sở Nội vụ". The
places are those of TCVN 5712:1993 (VN3), of VNI for Windows and of VPS. Nghị định
30/2020/NĐ-CP asks for Unicode by TCVN 6909:2001 instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cchc.problems import N_, Message, message

_TONED = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
CAPITALS = f"A-Z{_TONED}"
"""Capital letters of Vietnamese, for a class of a pattern: `[{CAPITALS}]`.

From U+1EA0 on capitals and small letters alternate, so no range parts them.
"""
SMALLS = f"a-z{_TONED.lower()}"
"""Small letters, for a class of a pattern."""

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"

# Places in windows-1252 from A1 on, one letter each; a point stands for no letter.
_TCVN3_FROM = 0xA1
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđ....."
    ".àảãáạ.ằẳẵắ.......ặ"
    "ầẩẫấậè.ẻẽéẹềểễếệìỉ..."
    "ĩíịò.ỏõóọồổỗốộờởỡớợù"
    ".ủũúụừửữứựỳỷỹýỵ."
)
_VPS_FROM = 0x80
_VPS = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    ".ắằẳẵặỠớÙờởỡŨỨợỪ"
    "ổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹ"
    "ƯỦồốÔỏơÈừứÚũưÝẺ."
    "àáâãảạă.èéêẽìí.ĩ"
    "ẴĐòóôõ.Ơụùúủ.ỶẼỳ"
)
# VNI writes a letter and behind it its marks as another one; some letters are whole.
_VNI_WHOLE = {
    "ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị",
    "î": "ỵ",
}  # fmt: skip
_VNI_TONES = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_ROUND = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_SHORT = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}


def _single(letters: str, first: int) -> dict[int, str]:
    """Code points of a text to letters; Word keeps 80–9F as windows-1252 reads them."""
    table: dict[int, str] = {}
    for place, letter in enumerate(letters, first):
        if letter != ".":
            table[place] = letter
            table[ord(bytes([place]).decode("cp1252", "replace"))] = letter
    table.pop(0xFFFD, None)
    return table


def _paired() -> dict[str, str]:
    """Letters with their marks, in both cases; a small mark stands with a capital."""
    small = dict(_VNI_WHOLE)
    for base in ("a", "e", "o", "u", "y", "ô", "ö"):
        for mark, tone in _VNI_TONES.items():
            small[base + mark] = _composed(_VNI_WHOLE.get(base, base) + tone)
    for base in ("a", "e", "o"):
        for mark, tone in _VNI_ROUND.items():
            small[base + mark] = _composed(f"{base}\u0302{tone}")
    for mark, tone in _VNI_SHORT.items():
        small["a" + mark] = _composed(f"a\u0306{tone}")
    table = dict(small)
    for text, letter in small.items():
        table[text.upper()] = letter.upper()
        table[text[0].upper() + text[1:]] = letter.upper()
    return table


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way of writing: its name, and what turns its text into Unicode.

    `convert` is None where the way is known by its fonts but not its table.
    """

    name: str
    convert: Callable[[str], str | None] | None
    capital: bool = False

    def decoded(self, text: str) -> str | None:
        """The text in Unicode; None where it holds what the encoding has no letter for.

        Text of Unicode letters set in such a font by mistake comes back as it is.
        """
        if text.isascii() or _UNICODE.search(text):
            return text.upper() if self.capital else text
        if self.convert is None:
            return None
        found = self.convert(text)
        if found is None:
            return None
        return found.upper() if self.capital else _MIXED.sub(_raised, found)


# Letters that no font before Unicode can have been meant by.
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
# What stands in Latin-1 and is no letter of Vietnamese and no sign of a text in it.
_FOREIGN = re.compile(
    "[\u00a1-\u00aa\u00ac\u00ae\u00af\u00b4-\u00b6\u00b8\u00b9\u00bc-\u00bf"
    "\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6\u00d8\u00db\u00dc\u00de\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6\u00f8\u00fb\u00fc\u00fe\u00ff]"
)
_WORD = r"[^\W\d_]"
# These fonts have no capitals with tones, so people typed "QUYếT ĐịNH".
_MIXED = re.compile(rf"{_WORD}+")


def _raised(match: re.Match[str]) -> str:
    word = match[0]
    plain = [c for c in word if c.isascii()]
    many = len([c for c in word if c.isupper()]) >= 2
    return word.upper() if plain and many and "".join(plain).isupper() else word


def _of_table(table: dict[int, str]) -> Callable[[str], str | None]:
    def convert(text: str) -> str | None:
        unknown = any(0xA1 <= ord(c) <= 0xFF and ord(c) not in table for c in text)
        return None if unknown else text.translate(table)

    return convert


def _of_pairs(table: dict[str, str]) -> Callable[[str], str | None]:
    longest_first = sorted(table, key=len, reverse=True)
    sign = re.compile("|".join(map(re.escape, longest_first)))

    def convert(text: str) -> str | None:
        found = sign.sub(lambda match: table[match[0]], text)
        return None if _FOREIGN.search(found) else found

    return convert


TCVN3 = Encoding("TCVN3", _of_table(_single(_TCVN3, _TCVN3_FROM)))
TCVN3_CAPITAL = Encoding("TCVN3", TCVN3.convert, capital=True)
VNI = Encoding("VNI", _of_pairs(_paired()))
VPS = Encoding("VPS", _of_table(_single(_VPS, _VPS_FROM)))
VPS_CAPITAL = Encoding("VPS", VPS.convert, capital=True)
UNKNOWN = Encoding("VISCII / VietWare / ĐHBK", None)

_SUBSET = re.compile(r"[A-Z]{6}\+")
_FONTS: tuple[tuple[re.Pattern[str], Encoding], ...] = (
    (re.compile(r"\.vn.*h(?: |,|-|\Z)"), TCVN3_CAPITAL),
    (re.compile(r"\.vn"), TCVN3),
    # A PDF drops the point of the name.
    (re.compile(r"vn(?:time|arial|avant|helvet|book|century|courier|univers"
                r"|southern|park|mono|black|cooper|exotic|present|shelley|vogue)"
                r"[a-z]*h(?: |,|-|\Z)"), TCVN3_CAPITAL),
    (re.compile(r"vn(?:time|arial(?! )|avant|helvet|book|century|courier|univers"
                r"|southern|park|mono|black|cooper|exotic|present|shelley|vogue)"
                r"(?!s new)"), TCVN3),
    (re.compile(r"vni[- ](?!viqr|internet|dos)"), VNI),
    (re.compile(r"vps.* (?:h|hoa)\Z"), VPS_CAPITAL),
    (re.compile(r"vps[- ]?[a-z]"), VPS),
    (re.compile(r"vni|svn[a-z]|vntimes? new|vi (?:times|arial|helv|courier)|viscii"
                r"|bk ?hcm"), UNKNOWN),
)  # fmt: skip


def encoding_of(font: str | None) -> Encoding | None:
    """The encoding that a font's name tells; None for every other font.

    Takes the names of Word, Excel and PDF (`ABCDEF+.VnTime,Bold`).
    """
    if not font:
        return None
    name = _SUBSET.sub("", font.strip()).casefold()
    if not name.startswith((".v", "v", "s", "b")):
        return None
    return next((kind for form, kind in _FONTS if form.match(name)), None)


CONVERTED = N_(
    "letters set in {encoding} fonts ({font}) were converted to Unicode; check them"
)
KEPT = N_(
    "letters set in {encoding} fonts ({font}) could not be converted: {count} places; "
    "save the file in Unicode or type them anew"
)


MENDED = N_(
    "letters that only look like Vietnamese ones (Ð for Đ and the like) were mended: "
    "{count} places"
)
STRANGE = N_(
    "words hold letters that Vietnamese does not have, such as “{word}”: {count} "
    "places; was the text typed in an old encoding? Save the file in Unicode"
)


class Conversions:
    """Converts the texts of one file and counts what was done.

    `mended` counts the texts with letters that only look like Vietnamese ones.
    """

    def __init__(self) -> None:
        self._done: dict[tuple[str, bool], tuple[str, int]] = {}
        self.mended = 0

    def read(self, text: str, font: str | None) -> str:
        """The text that a font draws, its letters composed."""
        kind = encoding_of(font)
        return self.composed(
            text if kind is None else self.decoded(text, kind, font or "")
        )

    def composed(self, text: str) -> str:
        """The text with look-alikes mended, and counted."""
        found = composed(text)
        if found != text and found != unicodedata.normalize("NFC", text):
            self.mended += 1
        return found

    def decoded(self, text: str, kind: Encoding, font: str) -> str:
        """The same where the encoding is known already."""
        found = kind.decoded(text)
        if found == text:
            return text
        key = (kind.name, found is not None)
        first, count = self._done.get(key, (font, 0))
        self._done[key] = (first, count + 1)
        return text if found is None else found

    def notes(self) -> Iterator[Message]:
        """What the file's reader must know."""
        for (name, converted), (font, count) in self._done.items():
            if converted:
                yield message(CONVERTED, encoding=name, font=font)
            else:
                yield message(KEPT, encoding=name, font=font, count=count)
        if self.mended:
            yield message(MENDED, count=self.mended)


_ENOUGH = 5
# A sign or a foreign letter inside a word: "c«ng t¸c", "hµnh", "naêm", "ñònh".
_STRANGE = re.compile(
    r"[A-Za-z]*(?:[A-Za-z][\u00a1-\u00bf](?=[A-Za-z])"
    r"|[A-Za-z]?[\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6\u00f8\u00fb-\u00fc\u00fe\u00df"
    r"\u00b5\u00b8])[^\W\d_]*"
)


def strange(texts: Iterable[str]) -> Message | None:
    """What to say of texts that are in an encoding of old and no font tells which."""
    words = [match[0] for text in texts for match in _STRANGE.finditer(text)]
    if len(words) < _ENOUGH:
        return None
    return message(STRANGE, word=words[0], count=len(words))


_ALIKE = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
# Cyrillic and Greek letters that look like Latin ones, as a foreign keyboard or a
# program that recognises print leaves them inside Vietnamese words.
_FOREIGN_LETTERS = (
    "АВЕЅІЈКМНОРСТХУаеіјорсхуѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTXYaeijopcxysABEZHIKMNOPTYXo",
)
_LETTER_ALIKE = dict(zip(*_FOREIGN_LETTERS, strict=True))
_SUSPECT = re.compile("[\u00d0\u00f0\u0189\u0256\u0370-\u0450\u0455\u0456\u0458]")
_WORDS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]")


def composed(text: str) -> str:
    """NFC, and Vietnamese letters for those that only look like them (Ð for Đ).

    Letters of other alphabets are mended inside words that have Latin letters too.
    """
    text = unicodedata.normalize("NFC", text)
    if not _SUSPECT.search(text):
        return text
    for wrong, right in _ALIKE.items():
        text = text.replace(wrong, right)
    return unicodedata.normalize("NFC", _WORDS.sub(_latin, text))


def _latin(match: re.Match[str]) -> str:
    word = match[0]
    if not _LATIN.search(word):
        return word
    return "".join(_LETTER_ALIKE.get(letter, letter) for letter in word)
