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

_LINE = re.compile(r"(\w*)\s*([=|])?\s*([^#]*?)\s*(?:#\s*(.*))?")
_ITEM = re.compile(r'\s+|(!<|[!&<])?(?:([a-z_]+):)?("[^"]+"|\w+|\()')
_CLASSES = re.compile(r"\(\?:(\[[^]]+\](?:\|\[[^]]+\])+)\)")

_LOOKS = {"!": "(?!", "&": "(?=", "<": "(?<=", "!<": "(?<!"}

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
    section, name, note, parts = "", "", [""], [""]
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            section, note = line[3:], []
        elif line.startswith("#"):
            note.append(line[2:])
        elif not line:
            note = []
        else:
            head, sign, pattern, examples = _line(line)
            if sign:
                parts = []
            if head:
                name = head
                found[name] = Production(name, section, " ".join(note), ())
            parts.append(pattern)
            if examples:
                way = Alternative(" ".join(parts), tuple(examples.split(" | ")))
                ways = (*found[name].alternatives, way)
                found[name] = found[name]._replace(alternatives=ways)
    return found


def _line(line: str) -> Sequence[str]:
    """A line's name, its "=" or "|", its pattern and its examples; "" for none."""
    match = _LINE.fullmatch(line)
    return ("", "", "", "") if match is None else match.groups("")


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
    if name == item or not name.replace(" ", "").isalpha():
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
        items = (item[2] for way in ways for item in _ITEM.findall(way.pattern))
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

    def written(self, name: str, way: int) -> str:
        """A production. Where an alternative is a name, the match tells which."""
        ways = _productions()[name].alternatives
        chosen = ways if way < 0 else ways[way : way + 1]
        return _CLASSES.sub(
            _one_class, "|".join(self._outer(w.pattern) for w in chosen)
        )

    def _outer(self, pattern: str) -> str:
        if pattern not in _productions():
            return self._inner(pattern)
        self._groups += 1
        return f"(?P<{pattern}>{self._inner(pattern)})"

    def _inner(self, pattern: str) -> str:
        return _ITEM.sub(self._item, pattern)

    def _item(self, item: re.Match[str]) -> str:
        """`!x`, `field:x` or `x`, where x is a name, a word, or opens brackets."""
        look, field, name = item.groups()
        if name is None:
            return ""  # the space between two
        opened = _LOOKS[look] if look else ""
        if field:
            self._groups += 1
            self.fields.setdefault(field, []).append(self._groups)
            opened = "("
        if name == "(":
            return opened or "(?:"
        return f"{opened}{self._named(name)})" if opened else self._named(name)

    def _named(self, name: str) -> str:
        production = _productions().get(name)
        if production is None:
            return self._signs.one_of(name)
        return (
            f"(?:{'|'.join(self._inner(w.pattern) for w in production.alternatives)})"
        )


def _one_class(classes: re.Match[str]) -> str:
    """Kinds that are alternatives, as one class: `re` is faster so."""
    return f"[{re.sub(r'[^a-zA-Z0-9¡-ÿ]', '', classes[1])}]"


@cache
def grammar() -> Grammar:
    """The grammar of the file beside this module."""
    return Grammar()
