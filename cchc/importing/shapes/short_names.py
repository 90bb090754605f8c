"""Short names of bodies: what a document or the law says that "Sở KH&CN" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cchc.importing.document import Block, Paragraph, Table, joined
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import NOBODY, OF_LAW
from cchc.importing.shapes.columns import is_body
from cchc.text.characters import fold

# "Sở NN&MT: Sở Nông nghiệp và Môi trường;", "VP UBND: Văn phòng …".
_SAID = re.compile(
    r"(?:\A|(?<=[;:.,\n(+•–-]))\s*(?P<short>[^\W\d_][^;:.,\n()=]{1,30}?)\s*"
    r"(?:[:=]|là viết tắt của|viết tắt của|\s[-–]\s)\s*(?=(?P<full>[^:;.\n()]{6,90}))"
)
# "Sở Nông nghiệp và Môi trường (viết tắt là Sở NN&MT)".
_CALLED = re.compile(
    r"(?P<full>[^\W\d_][^;:.\n()]{5,90}?)\s*\(\s*(?:sau đây\s+)?"
    r"(?:gọi|viết)\s+(?:tắt\s+)?(?:chung\s+)?là:?\s*[“\"]?(?P<short>[^()“”\"]{2,30}?)"
    r"[”\"]?\s*\)"
)
_KINDS = "Sở|Bộ|Phòng"
_SHORT = re.compile(
    rf"(?<!\w)(?P<kind>{_KINDS}) (?P<letters>[A-ZĐ]{{1,8}}"
    r"(?:\s*(?:&|,|-|\bvà\b)\s*[A-ZĐ]{1,6})*)(?!\w)"
)
_SMALLEST, _LARGEST = 2, 8


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Short names that a document explains: each with its full name."""

    said: dict[str, str] = field(default_factory=dict)

    def spelled(self, text: str) -> tuple[str, dict[str, str]]:
        """A text with its short names spelled out, and which were."""
        found: dict[str, str] = {}

        def by_document(match: re.Match[str]) -> str:
            found[match[0]] = self.said[match[0]]
            return self.said[match[0]]

        def by_law(match: re.Match[str]) -> str:
            letters = match["letters"]
            while letters:
                if name := _of_law(match["kind"], letters):
                    short = f"{match['kind']} {letters}"
                    found[short] = name
                    return name + match[0][len(short) :]
                letters = letters[: max(letters.rfind(","), 0)]
            return match[0]

        if self.said:
            shorts = sorted(map(re.escape, self.said), key=len, reverse=True)
            words = rf"(?<![\w&])(?:{'|'.join(shorts)})(?![\w&])"
            text = re.sub(words, by_document, text)
        return _SHORT.sub(by_law, text), found


def short_names(blocks: Sequence[Block]) -> ShortNames:
    """What the paragraphs and the list of abbreviations of a document explain."""
    found: dict[str, str] = {}
    for short, full in _explained(blocks):
        short, full = joined(short).strip(' -–+•"“”'), joined(full).strip(' -–"“”')
        if _stands_for(short, full):
            found.setdefault(short, full)
    return ShortNames(found)


def _explained(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for pattern in (_CALLED, _SAID):
                for match in pattern.finditer(block.text):
                    yield match["short"], match["full"]
            yield from _bracketed(joined(block.text))
        elif isinstance(block, Table):
            for row in block.rows:
                texts = [text for text in row.texts if text]
                if 1 < len(texts) <= 3:
                    yield texts[-2], texts[-1]


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """ "Sở Y tế (SYT)": the nearest words before a bracket that it can stand for."""
    for bracket in _BRACKET.finditer(text):
        before = text[: bracket.start()].rstrip()
        words = list(re.finditer(r"\S+", before))[-_WORDS:]
        for word in reversed(words):
            full = before[word.start() :]
            if " tắt " in bracket[1]:
                break
            if HEAD.match(full) and _stands_for(bracket[1], full):
                yield bracket[1], full
                break


_BRACKET = re.compile(r"\(\s*([^()]{2,30}?)\s*\)")
_WORDS = 14
# Everybody knows these; a register has names with them.
_USUAL = ("UBND", "HĐND", "MTTQ", "UBMTTQ", "UBMTTQVN", "TTHC")


def _stands_for(short: str, full: str) -> bool:
    """Whether capitals of the short name are the first letters of a body's name."""
    capitals = [word for word in short.split() if word.isupper() and len(word) > 1]
    if not capitals or short in _USUAL or short == full or not is_body(full, NOBODY):
        return False
    words = set(fold(full).split())
    return all(fold(c) in words or _is_begun(_letters(c), full) for c in capitals)


def _is_begun(letters: str, full: str) -> bool:
    """Whether the letters are first letters of words of the name, in order."""
    first = iter([word[0] for word in fold(full).split()])
    return all(one in first for one in letters)


def _letters(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())


def _of_law(kind: str, printed: str) -> str | None:
    """The one name of the law whose first letters these are."""
    letters = re.sub(r"\bvà\b|[\s&,-]", "", printed)
    if not _SMALLEST <= len(letters) <= _LARGEST:
        return None
    names = OF_LAW[kind].replace("\n", "|").split("|")
    fits = [name for name in names if _first_letters(name) == letters]
    return f"{kind} {fits[0]}" if len(fits) == 1 else None


def _first_letters(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0].upper() for word in words if word != "và")
