"""Names of bodies by their initials: "Sở KH&CN", "SYT", "Bộ CHQS tỉnh".

A document may say what it means, "Sở Y tế (SYT)", "(sau đây gọi tắt là Trung tâm)" or
in a note below a table; else the letters of the names that the law gives tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from cchc.importing.document import joined
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import OF_LAW
from cchc.text.characters import fold
from cchc.text.letters import CAPITALS, SMALLS

_LETTERS = rf"[{CAPITALS}]+(?:\s?[,&/-]\s?[{CAPITALS}]+)*"
_WHOLE = rf"(?![{CAPITALS}{SMALLS}])"
_KINDED = re.compile(
    rf"(?<!\w)(Sở|Bộ|Phòng|Văn phòng|VP|Trung tâm|Ban|Cục)\s+({_LETTERS}){_WHOLE}"
)
_OFFICE = re.compile(r"(?<!\w)VP(?= (?:UBND|HĐND|Bộ|Sở|Tỉnh|Thành|Đoàn|Đảng|Ủy ban)\b)")
_ENDED = re.compile(
    rf"(?<!\w)(Sở|Bộ|Phòng)\s+([{CAPITALS}][{SMALLS}]+(?:[\s,-]+[{SMALLS}]+)*"
    rf"(?:\s+và|\s*-|\s*,)\s+[{CAPITALS}]+(?:&[{CAPITALS}]+)*){_WHOLE}"
)
_ALONE = re.compile(rf"(?<![\w&])([{CAPITALS}]{{3,7}})(?![\w&])")
_BOTH = "hdndubnd"
_USUAL = ("ubnd", "hdnd")  # as common as their full names: they stay
_WITHIN = {"tncs": "Thanh niên Cộng sản"}  # "Đoàn TNCS Hồ Chí Minh"
_LEAST = 4  # letters of a whole name that nothing but they tell
# "Sở Y tế (SYT)", "Trung tâm … (sau đây gọi tắt là Trung tâm)".
_EXPLAINED = re.compile(
    r"\(\s*(?P<said>(?:sau đây\s+)?(?:gọi|viết)\s+(?:tắt|chung)(?:\s+là)?\s*:?\s*)?"
    r"[“\"]?(?P<short>[^()“”\";:.]{2,40})[”\"]?\s*\)",
    re.I,
)
_NOTE = re.compile(
    r"\W*(?:ghi chú|chú thích|(?:các )?(?:chữ|từ) viết tắt|viết tắt)\W", re.I
)
_PAIR = re.compile(
    r"(?:^|[;.,:(]\s*|-\s+)([^:;,.()]{2,40}?)\s*(?::|=|\blà\b)\s*([^:;.()=]{5,120})"
)
_JOIN = r"(?:[\s,&-]+và)?[\s,&-]+"


def _letters(name: str) -> str:
    """The initials of a name without "và", folded: "khcn"."""
    return "".join(word[0] for word in fold(name).split() if word != "va")


def _by_letters() -> dict[tuple[str, str], str]:
    """Kind and initials to the name that the law gives; the first of a kind wins."""
    found: dict[tuple[str, str], str] = {}
    for kind, names in OF_LAW.items():
        for name in names:
            found.setdefault((fold(kind), _letters(name)), name)
    return found


_OF_LETTERS = _by_letters()


def explained(texts: Iterable[str]) -> dict[str, str]:
    """The short names that a document explains, with what they stand for."""
    found: dict[str, str] = {}
    for text in texts:
        line = joined(text)
        for match in _EXPLAINED.finditer(line):
            full = _before(line[: match.start()].rstrip(), match)
            if full is not None and fold(match["short"]) not in (fold(full), *_USUAL):
                found.setdefault(match["short"].strip(), full)
        if note := _NOTE.match(line):
            found.update(_pairs(line[note.end() :].lstrip(" :")))
    return found


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """ "Sở CT: Sở Công Thương; …" of a note."""
    for match in _PAIR.finditer(line):
        short, full = match[1].strip(" -–+"), match[2].strip(" ,")
        if re.fullmatch(_pattern(short), full, re.I) and len(short) < len(full):
            yield short, full


def _before(text: str, match: re.Match[str]) -> str | None:
    """The name before a bracket that the words inside it stand for."""
    short = match["short"].strip()
    if named := re.search(rf"(?<!\w){_pattern(short)}\Z", text, re.I):
        return named[0] if HEAD.match(named[0]) else None
    if not (match["said"] or re.match(rf"[{CAPITALS}]{{2,}}\s", short)):
        return None
    first = re.escape(short.split()[0])
    starts = [m.start() for m in re.finditer(rf"(?<!\w){first}(?!\w)", text)]
    if not starts or not HEAD.match(short) or len(text) - starts[-1] > 120:
        return None
    return text[starts[-1] :]


def _pattern(short: str) -> str:
    """What a short name may stand for: each capital of initials begins a word."""
    parts = []
    for word in re.split(r"[\s,&]+", short):
        if word.isupper() and len(word) > 1:
            begins = (f"{re.escape(c)}\\w*" for c in word if c.isalpha())
            parts.append(_JOIN.join(begins))
        else:
            parts.append(re.escape(word))
    return _JOIN.join(parts)


def spelled_out(text: str, own: dict[str, str], knows: Callable[[str], bool]) -> str:
    """A list of names with its short names in full.

    `own` is what the document explains; a short name that the register knows, and its
    full name not, stays.
    """

    def full(match: re.Match[str]) -> str:
        name = _of_kind(match) if match.re is _KINDED else _of_law(match[0])
        return match[0] if name is None else kept(match[0], name)

    def kept(short: str, name: str) -> str:
        return short if knows(short) and not knows(name) else name

    if not knows(text):
        text = _OFFICE.sub("Văn phòng", text)
    text = _ENDED.sub(lambda match: kept(match[0], _whole(match)), text)
    for short in sorted(own, key=len, reverse=True):
        form = rf"(?<![\w&]){re.escape(short)}(?![\w&])"
        text = re.sub(form, lambda _, short=short: kept(short, own[short]), text)  # type: ignore[misc]
    return _ALONE.sub(full, _KINDED.sub(full, text))


def _of_kind(match: re.Match[str]) -> str | None:
    """ "Sở KH&CN" in full; of "Sở NV, STC" the first."""
    kind = "Văn phòng" if match[1] == "VP" else match[1]
    whole = match[2]
    ends = [len(whole), *(m.start() for m in re.finditer(r"\s?[,&/-]", whole))]
    for end in sorted(ends, reverse=True):
        letters = fold(whole[:end]).replace(" ", "")
        # "Văn phòng HĐND - UBND" is how the office writes its name.
        if letters in _USUAL or (letters == _BOTH and "-" in whole):
            return None
        name = _OF_LETTERS.get((fold(kind), letters)) if len(letters) > 1 else None
        if name is not None:
            return f"{kind} {name}{whole[end:]}"
    return None


def _whole(match: re.Match[str]) -> str:
    """ "Sở Nông nghiệp và PTNT": a name that ends in initials, in full."""
    short = match[2]
    for name in OF_LAW[match[1]]:
        if re.fullmatch(_pattern(short), name, re.I):
            return f"{match[1]} {name}"
    return match[0]


def _of_law(letters: str) -> str | None:
    """ "KBNN" or "SKHCN" in full."""
    folded = fold(letters)
    if folded in _USUAL:
        return None
    if within := _WITHIN.get(folded):
        return within
    if len(folded) >= _LEAST and (name := _OF_LETTERS.get(("", folded))):
        return name
    name = _OF_LETTERS.get(("so", folded[1:])) if folded[0] == "s" else None
    return None if name is None else f"Sở {name}"
