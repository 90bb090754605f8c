"""The grammar of `phrases.grammar`: productions over kinds of tokens, run by `re`.

Each kind of token is one sign, so a wording is a text of signs, and a production a
regular expression over it. The file explains its own notation. A pattern is compiled
when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from cchc.wording.vocabulary import KIND_OF, NUMBER_OF

FILE = Path(__file__).with_name("phrases.grammar")

_LINE = re.compile(r"(?:(\w+)\s*=|\s+\|)?\s*([^#]*?)\s*(?:#\s*(.*))?")
_ITEM = re.compile(r'"[^"]+"|[a-z_]+:|\w+|!<|[^\w\s]')
_CLASS = re.compile(r"\[([^]]+)\]")

_REPEATS = ("?", "*", "+")
_LOOKS = {"!": "?!", "&": "?=", "<": "?<=", "!<": "?<!"}

# What the kinds of numbers and units are called together.
_GROUPS = {
    "NN": ("YY", "two"),
    "N": ("YY", "two", "one"),
    "SHORT": ("YY", "two", "one", "four"),
    "NUMBER": ("YY", "two", "one", "four", "long"),
    "NUM": ("YY", "two", "one", "four", "long", "YYYY"),
    "UNIT": ("DAY", "WEEK", "MONTH", "QUARTER", "YEAR"),
}
# Letters have no meaning of their own in `re`; below 256 it compiles them fastest.
_SIGNS = [c for c in map(chr, range(256)) if c.isalnum() and c.isprintable()]
_OTHER = "_"


class Alternative(NamedTuple):
    """One way to write a production, and the wordings that it takes."""

    pattern: str
    examples: tuple[str, ...]


class Production(NamedTuple):
    """A named pattern: the section and the comment over it, its alternatives."""

    name: str
    section: str
    note: str
    alternatives: tuple[Alternative, ...]


class Word(Protocol):
    """What of a token the grammar looks at."""

    kind: str
    text: str
    start: int
    end: int
    value: int


def productions() -> tuple[Production, ...]:
    """All productions with their comments and examples, in the order of the file."""
    return tuple(_productions().values())


@cache
def _productions() -> dict[str, Production]:
    found: dict[str, Production] = {}
    section, notes, parts = "", [""], [""]
    name, ways = "", [Alternative("", ())]
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line[3:] if line.startswith("##") else section
            notes = [] if line.startswith("##") else [*notes, line[2:]]
            continue
        match = _LINE.fullmatch(line)
        if match is None or not line.strip():
            notes = []
            continue
        if match[1]:
            name, ways = match[1], []
        if match[1] or line.lstrip().startswith("|"):
            parts = []
        parts.append(match[2])
        if match[3] is not None:
            ways.append(Alternative(" ".join(parts), tuple(match[3].split(" | "))))
            found[name] = Production(name, section, " ".join(notes), tuple(ways))
            notes = []
    return found


class Match:
    """What a production took: its end, the production that it chose, its fields."""

    __slots__ = ("_fields", "_found", "end", "kind")

    def __init__(self, found: re.Match[str], fields: dict[str, list[int]]) -> None:
        self._found = found
        self._fields = fields
        self.end = found.end()
        self.kind = found.lastgroup or ""

    def __contains__(self, field: str) -> bool:
        return self.place(field) >= 0

    def place(self, field: str) -> int:
        """The first token of a field; -1 where the wording has none."""
        for group in self._fields.get(field, ()):
            at = self._found.start(group)
            if at >= 0:
                return at
        return -1

    def span(self, field: str) -> tuple[int, int]:
        """The tokens of a field; (-1, -1) where the wording has none."""
        spans = (self._found.span(group) for group in self._fields.get(field, ()))
        return next((span for span in spans if span[0] >= 0), (-1, -1))


class Signs:
    """Kinds as signs. A word that the grammar names itself has a sign of its own,
    which counts as its kind too.
    """

    def __init__(self, items: Iterable[str]) -> None:
        self._signs: dict[tuple[str, str], str] = {}
        for item in items:
            for pair in _pairs(item):
                self._signs.setdefault(pair, _SIGNS[len(self._signs)])

    def of(self, words: Iterable[Word]) -> str:
        """A wording as text, a sign for each word."""
        return "".join(map(self._of, words))

    def _of(self, word: Word) -> str:
        kind = word.kind
        if kind == "NUM":
            kind = _number(word.end - word.start, word.value)
        signs = self._signs
        return signs.get((kind, word.text)) or signs.get((kind, ""), _OTHER)

    def one_of(self, item: str) -> str:
        """The signs of a kind or a word, as a class of `re`."""
        named = {pair for pair in _pairs(item) if pair[1]}
        kinds = {kind for kind, word in _pairs(item) if not word}
        signs = self._signs.items()
        return f"[{''.join(s for p, s in signs if p in named or p[0] in kinds)}]"


def _pairs(item: str) -> list[tuple[str, str]]:
    """Kinds with nothing, or a word with each kind that it may have."""
    name = item.strip('"')
    if name == item or not name.isalpha():
        return [(kind, "") for kind in _GROUPS.get(name, (name,))]
    number = NUMBER_OF.get((name,))
    spelled = [] if number is None else [(_number(len(name), number), name)]
    return [(KIND_OF.get(name, "WORD"), name), *spelled]


def _number(width: int, value: int) -> str:
    """The kind of a number, by how it is written."""
    if width == 4 and 1990 <= value <= 2100:
        return "YYYY"
    if width > 2:
        return "four" if width <= 4 else "long"
    if width == 1:
        return "one"
    return "YY" if 12 < value < 60 else "two"


Compiled = tuple[re.Pattern[str], dict[str, list[int]]]


class Grammar:
    """The productions, compiled as they are asked for."""

    def __init__(self) -> None:
        ways = (way for p in productions() for way in p.alternatives)
        items = (item for way in ways for item in _ITEM.findall(way.pattern))
        self._signs = Signs(item for item in items if item.isupper() or '"' in item)
        self._compiled: dict[tuple[str, int], Compiled] = {}

    def signs(self, words: Iterable[Word]) -> str:
        """A wording as the text of signs that `match` reads."""
        return self._signs.of(words)

    def match(self, name: str, signs: str, at: int, way: int = -1) -> Match | None:
        """What a production, or one alternative of it, takes from a place on."""
        compiled = self._compiled.get((name, way))
        if compiled is None:
            writer = _Writer(self._signs)
            pattern = re.compile(writer.written(name, way))
            compiled = self._compiled[name, way] = pattern, writer.fields
        found = compiled[0].match(signs, at)
        return None if found is None else Match(found, compiled[1])


class _Writer:
    """Writes one pattern; counts its groups and remembers which field each one is."""

    def __init__(self, signs: Signs) -> None:
        self.fields: dict[str, list[int]] = {}
        self._signs = signs
        self._groups = 0
        self._items: list[str] = []
        self._at = 0

    def written(self, name: str, way: int) -> str:
        """A production. Where an alternative is a name, the match tells which."""
        patterns = [way.pattern for way in _productions()[name].alternatives]
        return self._choice(patterns if way < 0 else [patterns[way]])

    def _choice(self, patterns: Sequence[str]) -> str:
        return "|".join(
            f"(?P<{pattern}>{self._counted(pattern)})"
            if pattern.islower() and pattern.isidentifier()
            else self._sequence(pattern)
            for pattern in patterns
        )

    def _counted(self, pattern: str) -> str:
        self._groups += 1
        return self._sequence(pattern)

    def _sequence(self, pattern: str) -> str:
        """One alternative, from its text."""
        outer = self._items, self._at
        self._items, self._at = _ITEM.findall(pattern), 0
        written = self._alternatives()
        self._items, self._at = outer
        return written

    def _union(self, ways: Sequence[str]) -> str:
        """Alternatives; kinds alone become one class."""
        if len(ways) == 1:
            return ways[0]
        if all(map(_CLASS.fullmatch, ways)):
            return f"[{''.join(way[1:-1] for way in ways)}]"
        return f"(?:{'|'.join(ways)})"

    def _alternatives(self) -> str:
        ways: list[list[str]] = [[]]
        while self._at < len(self._items) and self._items[self._at] != ")":
            if self._items[self._at] == "|":
                self._at += 1
                ways.append([])
            else:
                ways[-1].append(self._item())
        return self._union(["".join(way) for way in ways])

    def _item(self) -> str:
        item = self._next()
        if item in _LOOKS:
            return f"({_LOOKS[item]}{self._item()})"
        field = item.endswith(":") and len(item) > 1
        if field:
            self._groups += 1
            self.fields.setdefault(item[:-1], []).append(self._groups)
            written = f"({self._one(self._next())})"
        else:
            written = self._one(item)
        if self._at == len(self._items) or self._items[self._at] not in _REPEATS:
            return written
        single = field or _CLASS.fullmatch(written)
        return (written if single else f"(?:{written})") + self._next()

    def _next(self) -> str:
        self._at += 1
        return self._items[self._at - 1]

    def _named(self, item: str) -> str:
        """A kind or a word; or another production in its place."""
        production = _productions().get(item)
        if production is None:
            return self._signs.one_of(item)
        return self._union([self._sequence(w.pattern) for w in production.alternatives])

    def _one(self, item: str) -> str:
        """A kind, a production, or what stands in brackets."""
        if item != "(":
            return self._named(item)
        written = self._alternatives()
        self._at += 1
        return written


@cache
def grammar() -> Grammar:
    """The grammar of the file beside this module."""
    return Grammar()
