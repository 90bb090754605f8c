"""Short names of bodies: what a document or the law says that "Sở KH&CN" stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cchc.importing.document import Block, Paragraph, Table, joined
from cchc.importing.names import HEAD
from cchc.importing.shapes.bodies import OF_LAW
from cchc.text.characters import fold

# "Sở NN&MT: Sở Nông nghiệp và Môi trường;", "VP UBND: Văn phòng …".
_SAID = re.compile(
    r"(?:\A|[;:.,\n(]|[-–+•])\s*(?P<short>[^\W\d_][^;:.,\n()=]{1,30}?)\s*"
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
    rf"(?<!\w)(?P<kind>{_KINDS})\s+(?P<letters>[A-ZĐ]{{1,8}}"
    r"(?:\s*(?:&|,|-|\bvà\b)\s*[A-ZĐ]{1,6})*)(?!\w)"
)
_SMALLEST, _LARGEST = 2, 8


@dataclass(frozen=True, slots=True)
class ShortNames:
    """Short names that a document explains: each with its full name."""

    said: dict[str, str] = field(default_factory=dict)

    def spelled(self, text: str) -> str:
        """A text with the short names in it spelled out, by the document or the law."""
        for short in sorted(self.said, key=len, reverse=True):
            text = re.sub(
                rf"(?<![\w&]){re.escape(short)}(?![\w&])",
                lambda _, full=self.said[short]: full,  # type: ignore[misc]
                text,
            )
        return _SHORT.sub(_by_law, text)


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
    if not capitals or short in _USUAL or short == full or not HEAD.match(full):
        return False
    words = set(fold(full).split())
    return all(fold(c) in words or _is_begun(_letters(c), full) for c in capitals)


def _is_begun(letters: str, full: str) -> bool:
    """Whether the letters are first letters of words of the name, in order."""
    first = iter([word[0] for word in fold(full).split()])
    return all(one in first for one in letters)


def _letters(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())


def _by_law(match: re.Match[str]) -> str:
    """The one name of the law whose first letters these are; else as printed."""
    letters = re.sub(r"\bvà\b|[\s&,-]", "", match["letters"])
    if not letters.isupper() or not _SMALLEST <= len(letters) <= _LARGEST:
        return match[0]
    names = OF_LAW[match["kind"]].replace("\n", "|").split("|")
    fits = [name for name in names if _first_letters(name) == letters]
    return f"{match['kind']} {fits[0]}" if len(fits) == 1 else match[0]


def _first_letters(name: str) -> str:
    words = re.findall(r"[^\W\d_]+", name)
    return "".join(word[0].upper() for word in words if word != "và")
