"""The numbers that Word prints before paragraphs (ECMA-376 Part 1, 17.9).

A list counts by its abstract definition; `w:num` may start it anew or replace levels.
List and level come from the paragraph or, each for itself, from its chain of styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from cchc.office.markup import MC, Element, W, integer, is_on
from cchc.text.letters import encoding_of

_LEVELS = 9
_MOST = 100_000
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level is numbered. `restart`: the levels above that start it anew.

    None stands for all of them, 0 for none, else those up to that one (from 1).
    """

    format: str
    text: str
    start: int
    legal: bool
    restart: int | None
    suffix: str
    style: str


_Levels = dict[int, _Level]


class Numbering:
    """Counts the numbered paragraphs of a document, list by list."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        found = styles.findall(f"{W}style") if styles is not None else []
        self._styles = {one.get(f"{W}styleId") or "": one for one in found}
        self._default = next(
            (
                one.get(f"{W}styleId") or ""
                for one in found
                if one.get(f"{W}type") == "paragraph"
                and one.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._levels: dict[str, _Levels] = {}
        self._counters: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: Element) -> str:
        """The number that Word prints before a paragraph, and a space; or nothing."""
        name, depth = self._of(paragraph)
        level = self._levels.get(name, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(self._counters[name], [None] * _LEVELS)
        before = counts[depth]
        counts[depth] = level.start if before is None else min(before + 1, _MOST)
        for deeper in range(depth + 1, _LEVELS):
            below = self._levels[name].get(deeper)
            if below is not None and _starts_anew(below, deeper, depth):
                counts[deeper] = None
        text = self._text(name, level, counts)
        return f"{text}{'' if level.suffix == 'nothing' else ' '}" if text else ""

    def _read(self, numbering: Element) -> None:
        abstract: dict[str, _Levels] = {}
        linked: dict[str, str] = {}
        for one in numbering.findall(f"{W}abstractNum"):
            name = one.get(f"{W}abstractNumId") or ""
            abstract[name] = _levels(one)
            if style := _val(one, "numStyleLink"):
                linked[name] = style
        bases = {
            num.get(f"{W}numId") or "": _val(num, "abstractNumId") or ""
            for num in numbering.findall(f"{W}num")
        }
        for name, style in linked.items():
            # The pattern stands with the list that the style of numbering names.
            other = bases.get(self._style_list(style) or "", "")
            abstract[name] = abstract[name] or abstract.get(other, {})
        for num in numbering.findall(f"{W}num"):
            self._num(num, abstract)

    def _style_list(self, style: str) -> str | None:
        element = self._styles.get(style)
        number = element.find(f"{W}pPr/{W}numPr") if element is not None else None
        return _val(number, "numId") if number is not None else None

    def _num(self, num: Element, abstract: dict[str, _Levels]) -> None:
        name = num.get(f"{W}numId") or ""
        base = _val(num, "abstractNumId") or ""
        levels = dict(abstract.get(base, {}))
        own = False
        for override in num.findall(f"{W}lvlOverride"):
            depth = integer(override.get(f"{W}ilvl"))
            level = override.find(f"{W}lvl")
            if level is not None:
                levels[depth] = _level(level)
                own = True
            start = _val(override, "startOverride")
            if start is not None and depth in levels:
                levels[depth] = replace(levels[depth], start=_bounded(start))
                own = True
        self._levels[name] = levels
        # Lists made from one pattern count on, unless one says where it starts.
        self._counters[name] = f"num {name}" if own else f"abstract {base}"

    def _of(self, paragraph: Element) -> tuple[str, int]:
        """The list and level of a paragraph; ("", 0) where it has no number."""
        properties = paragraph.find(f"{W}pPr")
        style = _val(properties, "pStyle") if properties is not None else None
        own = properties.find(f"{W}numPr") if properties is not None else None
        chain = list(self._chain(style or self._default))
        numbers = [
            number
            for element in chain
            if (number := element.find(f"{W}pPr/{W}numPr")) is not None
        ]
        if own is not None:
            numbers.insert(0, own)
        name = next((v for n in numbers if (v := _val(n, "numId")) is not None), "")
        if name in ("", "0"):
            return "", 0
        depth = _val(own, "ilvl") if own is not None else None
        if depth is None:
            depth = self._linked(name, chain)
        if depth is None:
            depth = next((v for n in numbers if (v := _val(n, "ilvl")) is not None), "")
        return name, max(0, min(integer(depth), _LEVELS - 1))

    def _linked(self, name: str, chain: list[Element]) -> str | None:
        """The level that names the paragraph's style as its own."""
        for element in chain[:1]:
            style = element.get(f"{W}styleId")
            for depth, level in self._levels.get(name, {}).items():
                if style and level.style == style:
                    return str(depth)
        return None

    def _chain(self, style: str) -> Iterator[Element]:
        """A style and those it is based on, nearest first; a loop ends."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            element = self._styles[style]
            yield element
            style = _val(element, "basedOn") or ""

    def _text(self, name: str, level: _Level, counts: list[int | None]) -> str:
        if level.format == "bullet":
            return "-"
        if level.format == "none" and "%" not in level.text:
            return level.text.strip()

        def shown(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self._levels[name].get(depth, level)
            count = counts[depth]
            return _write(
                "decimal" if level.legal else other.format,
                other.start if count is None else count,
            )

        return re.sub(r"%([1-9])", shown, level.text).strip()


def _starts_anew(level: _Level, deeper: int, depth: int) -> bool:
    """Whether a paragraph at `depth` starts the level at `deeper` anew (17.9.10)."""
    if level.restart is None or level.restart > deeper:
        return True
    return depth < level.restart


def _levels(abstract: Element) -> _Levels:
    return {
        integer(one.get(f"{W}ilvl")): _level(one) for one in abstract.findall(f"{W}lvl")
    }


def _level(element: Element) -> _Level:
    restart = _val(element, "lvlRestart")
    start = _val(element, "start")
    return _Level(
        _format(element),
        _words(element),
        _bounded(start) if start is not None else 0,
        is_on(element.find(f"{W}isLgl")),
        None if restart is None else integer(restart),
        _val(element, "suff") or "tab",
        _val(element, "pStyle") or "",
    )


def _format(element: Element) -> str:
    """The format of a level; one that newer programs add stands beside an older."""
    found = element.find(f"{W}numFmt")
    for choice in element.iter(f"{MC}Choice"):
        newer = choice.find(f"{W}numFmt")
        if newer is not None and newer.get(f"{W}val") == "custom":
            return (newer.get(f"{W}format") or "").split(",")[0].strip() or "decimal"
    if found is None:
        found = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    value = found.get(f"{W}val") if found is not None else None
    return value or "decimal"


def _words(element: Element) -> str:
    """What stands around the figures: "Điều %1.", "§iÒu %1." in a TCVN3 font."""
    text = _val(element, "lvlText") or ""
    fonts = element.find(f"{W}rPr/{W}rFonts")
    encoding = encoding_of(fonts.get(f"{W}hAnsi")) if fonts is not None else None
    return (encoding.decoded(text) if encoding else None) or text


def _bounded(text: str) -> int:
    return max(0, min(integer(text, 1), _MOST))


def _val(parent: Element | None, name: str) -> str | None:
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val") if found is not None else None


def _roman(count: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"),
             (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
             (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in signs:
        times, count = divmod(count, value)
        text += sign * min(times, 10)
    return text


def _latin(count: int) -> str:
    """a to z, then aa, bb: Word knows no ă, â, đ in its lists."""
    if count < 1:
        return str(count)
    times, place = divmod(count - 1, len(_LATIN))
    return _LATIN[place] * min(times + 1, 10)


def _in_words(count: int) -> str:
    """Vietnamese counting up to ninety-nine; figures beyond."""
    tens, ones = divmod(count, 10)
    if not 0 <= count < 100:
        return str(count)
    if tens == 0:
        return _WORDS[ones]
    head = "mười" if tens == 1 else f"{_WORDS[tens]} mươi"
    last = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _WORDS[ones])
    return f"{head} {last}".strip()


def _enclosed(count: int) -> str:
    return chr(0x245F + count) if 1 <= count <= 20 else str(count)


def _upper(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: write(count).upper()


_WRITERS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _upper(_latin),
    "lowerLetter": _latin,
    "decimalZero": lambda count: f"{count:02}",
    "decimalEnclosedCircle": _enclosed,
    "decimalEnclosedCircleChinese": _enclosed,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "numberInDash": lambda count: f"- {count} -",
    "vietnameseCounting": _in_words,
    "cardinalText": _in_words,
    "hex": lambda count: f"{count:X}",
    "none": lambda count: "",
}


def _write(format: str, count: int) -> str:
    if re.fullmatch(r"0+1", format):  # 001, 002: as many places as the pattern has
        return f"{count:0{len(format)}}"
    return _WRITERS.get(format, str)(count)
